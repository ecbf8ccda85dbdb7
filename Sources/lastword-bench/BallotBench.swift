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
            return choices.withUnsafeBufferPointer { maker.ballot($0, with: credential) }
        }
        let counted = try FinishedElection(
            election: election, trustees: secrets.map(\.key),
            credentials: credentials.map(\.publicKey), ballots: ballots
        ).count(by: secrets, at: Int(Date().timeIntervalSince1970))
        return (election.uuid, counted.bytes, counted.result)
    }
}
