import Foundation

/// Does the same to each of many things that don't depend on one another, on every core; answers in their order.
package func concurrentMap<Item: Sendable, Answer: Sendable>(
    _ items: [Item], _ body: @Sendable (Item) -> Answer
) -> [Answer] {
    let answers = Answers<Answer>(items.count)
    DispatchQueue.concurrentPerform(iterations: items.count) { i in
        answers.set(i, body(items[i]))
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
