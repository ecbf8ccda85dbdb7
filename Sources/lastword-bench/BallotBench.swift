// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import Foundation

/// Ballot archives for trying things on, and their figures.
enum BallotBench {
    /// `archive FILE VOTERS TELLERS ANSWERS…`: voters who answer at random, once each, but for the
    /// last answer of the first question, which nobody chooses.
    static func write(_ arguments: [String]) throws {
        let numbers = arguments.dropFirst().compactMap(Int.init)
        guard numbers.count == arguments.count - 1, numbers.allSatisfy({ $0 > 0 }) else {
            print("archive FILE VOTERS TELLERS ANSWERS…")
            return
        }
        let made = try archive(voters: numbers[0], tellers: numbers[1], Array(numbers.dropFirst(2)))
        let file = URL(fileURLWithPath: arguments[0]).deletingLastPathComponent()
            .appending(path: "\(made.uuid).bel")
        try made.bytes.write(to: file)
        print(file.path, made.result.map { $0.map(String.init).joined(separator: ",") })
    }

    /// Ballots verified per second, ours and the independent program's on the same archive by turns;
    /// and what a cast costs.
    static func run(_ folder: URL) throws {
        let voters = 1000
        let made = try archive(voters: voters, tellers: 2, [3])
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
        let secrets = [TrusteeSecret(), TrusteeSecret()]
        let election = Election(
            name: "", description: "", uuid: Election.newUUID(),
            questions: [Question("", answers: ["a", "b", "c"])], trustees: secrets.map(\.key))
        let maker = BallotMaker(election, fingerprint: election.fingerprint)
        let spent = clock.measure {
            for i in 0..<50 {
                let choice = [UInt8(i % 3)]
                _ = choice.withUnsafeBytes { maker.ballot($0, with: Credential()) }
            }
        }
        let each = (seconds(spent) / 50 * 10_000).rounded() / 10
        print("a cast of three choices computes in \(each) ms (target under 25)")
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

    private static func seconds(_ duration: Duration) -> Double {
        let parts = duration.components
        return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
    }

    static func archive(voters: Int, tellers: Int, _ answers: [Int]) throws
        -> (uuid: String, bytes: Data, result: [[Int]])
    {
        let random = BallotRandom.system
        let secrets = (0..<tellers).map { _ in TrusteeSecret() }
        let questions = answers.enumerated().map { q, n in
            Question("第 \(q + 1) 题", answers: (0..<n).map { "选项 \($0 + 1)" })
        }
        let election = Election(
            name: "试投", description: "", uuid: Election.newUUID(), questions: questions,
            trustees: secrets.map(\.key))
        let maker = BallotMaker(election, fingerprint: election.fingerprint)
        let credentials = (0..<voters).map { _ in Credential() }
        let ballots = credentials.map { credential in
            let choices = answers.enumerated().map { q, n in
                UInt8(random.below(q == 0 ? n - 1 : n))
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
