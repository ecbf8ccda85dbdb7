// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// Does the same to each of many things that don't depend on one another, on every core; answers in their order.
///
/// The first is done alone: what is made once for all (tables, decoders) is made by then. Swift's runtime
/// remembers a thread's id across `fork`, and two threads that come to an unmade static of a forked process at
/// the same time wait for each other for ever. The room is such a process.
package func concurrentMap<Item: Sendable, Answer: Sendable>(
    _ items: [Item], _ body: @Sendable (Item) -> Answer
) -> [Answer] {
    guard let first = items.first else { return [] }
    let answers = Answers<Answer>(items.count)
    answers.set(0, body(first))
    DispatchQueue.concurrentPerform(iterations: items.count - 1) { i in
        answers.set(i + 1, body(items[i + 1]))
    }
    return answers.all
}

private final class Answers<Answer>: @unchecked Sendable {
    private let lock = NSLock()
    private var answers: [Answer?]
    init(_ count: Int) { answers = Array(repeating: nil, count: count) }
    func set(_ i: Int, _ answer: Answer) { lock.withLock { answers[i] = answer } }
    var all: [Answer] { answers.compactMap(\.self) }
}
