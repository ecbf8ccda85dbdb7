// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import BallotBox
import Foundation
import Testing

@Suite("the sealed box")
struct BoxTests {
    static let paper = BoxPaper(
        context: "r|m|1", name: "会", description: "",
        questions: [
            Question("m1", answers: ["同意", "不同意", "弃权"]), Question("m2", answers: ["甲", "乙"]),
        ], seats: [0, 2, 5, 7], tellers: 2)

    static func choices(_ numbers: [UInt8]) -> LockedBytes {
        let bytes = LockedBytes(count: numbers.count)
        bytes.fill { $0.copyBytes(from: numbers) }
        return bytes
    }

    @Test("votes go in one by one, and only their sum comes out, proven")
    func counts() throws {
        let box = try SealedBox(Self.paper)
        var sizes: Set<Int> = [box.blob.count]
        for (seat, choice) in [(5, [0, 1]), (0, [0, 0]), (7, [2, 1])] as [(Int, [UInt8])] {
            let stored = try box.cast(seat: seat, choices: Self.choices(choice))
            box.accept(stored)
            sizes.insert(stored.count)
        }
        #expect(sizes.count == 1)
        #expect(try box.votedCount() == 3)
        let counted = try box.count(at: 1_795_498_299)
        #expect(counted.result == [[2, 0, 1], [1, 2]])
        let report = try ArchiveVerifier.verify(counted.bytes)
        #expect(report.tallied == 3 && report.credentials == 4 && report.trustees.count == 2)
        #expect(report.isSorted)
    }

    @Test("nobody votes twice, and nobody who may not")
    func once() throws {
        let box = try SealedBox(Self.paper)
        box.accept(try box.cast(seat: 2, choices: Self.choices([0, 0])))
        #expect(throws: BoxError.hasVoted) { try box.cast(seat: 2, choices: Self.choices([1, 0])) }
        #expect(throws: BoxError.notEntitled) {
            try box.cast(seat: 1, choices: Self.choices([0, 0]))
        }
        #expect(throws: BoxError.wrongChoices) {
            try box.cast(seat: 0, choices: Self.choices([0]))
        }
        #expect(throws: BoxError.wrongChoices) {
            try box.cast(seat: 0, choices: Self.choices([3, 0]))
        }
        #expect(try box.votedCount() == 1)
    }

    @Test("inside the box too, nothing tells the order in which papers came")
    func unordered() {
        let rounds = 4800
        let credentials = (0..<4).map { _ in Credential(.system) }
        var orders: [[String]: Int] = [:]
        for _ in 0..<rounds {
            let content = BoxContent(public: Data("x".utf8), credentials: credentials, slot: 8)
            for (seat, ballot) in [(3, "a"), (0, "b"), (2, "c"), (1, "d")] {
                content.add(ballot, from: seat, .system)
            }
            #expect(content.voted == [0, 1, 2, 3])
            orders[content.ballots, default: 0] += 1
        }
        #expect(orders.count == 24)
        let due = Double(rounds) / 24
        let square = orders.values.reduce(0) { $0 + pow(Double($1) - due, 2) / due }
        // 23 degrees of freedom: 49.7 at one in a thousand; a box that isn't shaken has one order, 110,400.
        #expect(square < 60, "\(square)")
    }

    @Test("a vote that wasn't stored isn't in the box")
    func notAccepted() throws {
        let box = try SealedBox(Self.paper)
        _ = try box.cast(seat: 2, choices: Self.choices([0, 0]))
        #expect(try box.votedCount() == 0)
        box.accept(try box.cast(seat: 2, choices: Self.choices([0, 0])))
        #expect(try box.votedCount() == 1)
    }

    @Test("an older box, another's, and one with a bit changed are not the box")
    func older() throws {
        let box = try SealedBox(Self.paper)
        let first = box.blob
        box.accept(try box.cast(seat: 2, choices: Self.choices([0, 0])))
        #expect(throws: BoxError.sealed) { try box.check(first) }
        #expect(throws: BoxError.sealed) { try box.check(try SealedBox(Self.paper).blob) }
        var bent = box.blob
        bent[100] ^= 1
        box.accept(bent)
        #expect(throws: BoxError.sealed) { try box.votedCount() }
    }

    @Test("once revoked, it can't be opened")
    func revoked() throws {
        let box = try SealedBox(Self.paper)
        let blob = box.blob
        box.revoke()
        box.accept(blob)
        #expect(throws: BoxError.sealed) { try box.votedCount() }
    }
}
