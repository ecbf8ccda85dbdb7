// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import Foundation

/// Ballot archives for trying things on, and their figures.
enum BallotBench {
    /// `archive FILE VOTERS TELLERS ANSWERS…`: voters who answer at random, once each, but for the
    /// last answer of the first question, which nobody chooses. `3x2`: three answers, of which two may be marked.
    static func write(_ arguments: [String]) throws {
        let numbers = arguments.dropFirst().prefix(2).compactMap(Int.init)
        let asked = arguments.dropFirst(3).compactMap(Asked.init)
        guard numbers.count == 2, numbers.allSatisfy({ $0 > 0 }), !asked.isEmpty,
            asked.count == arguments.count - 3
        else {
            print("archive FILE VOTERS TELLERS ANSWERS…")
            return
        }
        let made = try archive(voters: numbers[0], tellers: numbers[1], asked)
        let file = URL(fileURLWithPath: arguments[0]).deletingLastPathComponent()
            .appending(path: "\(made.uuid).bel")
        try made.bytes.write(to: file)
        print(file.path, made.result.map { $0.map(String.init).joined(separator: ",") })
    }

    /// Ballots verified per second, ours and the independent program's on the same archive by turns;
    /// and what a cast costs.
    static func run(_ folder: URL) throws {
        let voters = 1000
        let made = try archive(voters: voters, tellers: 2, [Asked(answers: 3)])
        let file = folder.appending(path: "\(made.uuid).bel")
        try made.bytes.write(to: file)
        let clock = ContinuousClock()
        var ours: [Double] = []
        var theirs: [Double] = []
        var multiplications: UInt64 = 0
        for _ in 0..<2 {
            ours.append(
                seconds(
                    try clock.measure {
                        multiplications = try ArchiveVerifier.verify(made.bytes).multiplications
                    }))
            if let spent = try independent(folder, clock) { theirs.append(spent) }
        }
        let best = ours.min() ?? 1
        print("ballots verified: \(Int(Double(voters) / best)) per second, all cores")
        print("  about \(multiplications / UInt64(voters)) modular multiplications a ballot")
        if let other = theirs.min() {
            let ratio = (other / best * 100).rounded() / 100
            print(
                "  belenios-tool: \(Int(Double(voters) / other)) per second, ratio \(ratio) (target 4)"
            )
        } else {
            print("  belenios-tool isn't installed: no comparison")
        }
        let one = cast(lines: 1, times: 50, clock)
        print(
            "a cast of three choices computes in \((one * 10_000).rounded() / 10) ms (target under 25)"
        )
        let few = cast(lines: 3, times: 20, clock)
        let many = cast(lines: 20, times: 5, clock)
        print(
            "a cast of 20 lines takes \((many / few * 10).rounded() / 10) times one of three (target 8)"
        )
    }

    private static func independent(_ folder: URL, _ clock: ContinuousClock) throws -> Double? {
        let tool = "/usr/bin/belenios-tool"
        guard FileManager.default.isExecutableFile(atPath: tool) else { return nil }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = ["election", "verify", "--dir", folder.path]
        process.standardError = FileHandle.nullDevice
        let spent = try clock.measure {
            try process.run()
            process.waitUntilExit()
        }
        guard process.terminationStatus == 0 else { return nil }
        return seconds(spent)
    }

    /// How long one paper of so many lines takes, in seconds.
    private static func cast(lines: Int, times: Int, _ clock: ContinuousClock) -> Double {
        let secrets = [TrusteeSecret(), TrusteeSecret()]
        let election = Election(
            name: "", description: "", uuid: Election.newUUID(),
            questions: (1...lines).map { Question("\($0)", answers: ["a", "b", "c"]) },
            trustees: secrets.map(\.key))
        let maker = BallotMaker(election, fingerprint: election.fingerprint)
        let spent = clock.measure {
            for i in 0..<times {
                let choices = (0..<lines).map { UInt8(($0 + i) % 3) }
                _ = choices.withUnsafeBytes { maker.ballot($0, with: Credential()) }
            }
        }
        return seconds(spent) / Double(times)
    }

    private static func seconds(_ duration: Duration) -> Double {
        let parts = duration.components
        return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
    }

    static func archive(voters: Int, tellers: Int, _ asked: [Asked]) throws
        -> (uuid: String, bytes: Data, result: [[Int]])
    {
        let random = BallotRandom.system
        let secrets = (0..<tellers).map { _ in TrusteeSecret() }
        let questions = asked.enumerated().map { q, asked in
            let (words, answers) = (
                "第 \(q + 1) 题", (0..<asked.answers).map { "选项 \($0 + 1)" }
            )
            return asked.marks.map { Question(words, answers: answers, upTo: $0) }
                ?? Question(words, answers: answers)
        }
        let election = Election(
            name: "试投", description: "", uuid: Election.newUUID(), questions: questions,
            trustees: secrets.map(\.key))
        let maker = BallotMaker(election, fingerprint: election.fingerprint)
        let credentials = (0..<voters).map { _ in Credential() }
        let ballots = credentials.map { credential in
            let choices = asked.enumerated().flatMap { q, asked in
                asked.picks(random, all: q > 0)
            }
            return choices.withUnsafeBytes { maker.ballot($0, with: credential) }
        }
        let counted = try FinishedElection(
            election: election, trustees: secrets.map(\.key),
            credentials: credentials.map(\.publicKey), ballots: ballots
        ).count(by: secrets, at: Int(Date().timeIntervalSince1970))
        return (election.uuid, counted.bytes, counted.result)
    }
}

/// What one question of an archive asks.
struct Asked {
    var answers: Int
    /// How many may be marked; nil: one is chosen.
    var marks: Int?

    init(answers: Int) { self.answers = answers }

    /// `3`, or `3x2`.
    init?(_ text: String) {
        let parts = text.split(separator: "x").map { Int($0) ?? 0 }
        guard (1...2).contains(parts.count), parts.allSatisfy({ $0 > 0 }) else { return nil }
        answers = parts[0]
        marks = parts.count > 1 ? parts[1] : nil
    }

    /// Some picks that the question takes.
    func picks(_ random: BallotRandom, all: Bool) -> [UInt8] {
        guard let marks else {
            return [UInt8(random.below(all ? answers : max(1, answers - 1)))]
        }
        if random.below(5) == 0 { return Array(repeating: UInt8(answers), count: marks) }
        let first = random.below(answers)
        let marked = (0..<random.below(marks + 1)).map { UInt8((first + $0) % answers) }
        return marked + Array(repeating: UInt8(answers + 1), count: marks - marked.count)
    }
}
