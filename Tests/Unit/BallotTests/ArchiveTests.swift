// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import Foundation
import Testing

@Suite("ballot archives")
struct ArchiveTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "archives")

    @Test("an archive that the independent tool made is accepted, and its result read")
    func accepted() throws {
        let bytes = try Data(contentsOf: Self.folder.appending(path: "plain-and-blank.bel"))
        let report = try ArchiveVerifier.verify(bytes)
        #expect(report.result == [["2", "1", "0"], ["1", "1", "1"]])
        #expect(report.tallied == 3)
    }

    @Test("weighted voters and three tellers, as the tool writes them")
    func others() throws {
        let weighted = try ArchiveVerifier.verify(
            try Data(contentsOf: Self.folder.appending(path: "weighted.bel")))
        #expect(weighted.tallied > 0 && !weighted.hasBareCredentials)
        let three = try ArchiveVerifier.verify(
            try Data(contentsOf: Self.folder.appending(path: "three-tellers.bel")))
        #expect(three.trustees.count == 3)
    }

    @Test("an archive of ours is accepted by ourselves")
    func ours() throws {
        let made = try Maker.archive(voters: 4, answers: [3, 2], trustees: 2) { v, q in v % (q + 2)
        }
        let report = try ArchiveVerifier.verify(made.bytes)
        // Nobody voted for the third answer of the first question.
        #expect(report.result == [["2", "2", "0"], ["3", "1"]])
        #expect(report.isSorted && report.credentials == 4 && report.hasBareCredentials)
    }
}

enum Maker {
    static func archive(
        voters: Int, answers: [Int], trustees: Int, _ choose: (Int, Int) -> Int
    ) throws -> CountedArchive {
        let secrets = (0..<trustees).map { _ in TrusteeSecret() }
        let credentials = (0..<voters).map { _ in Credential() }
        let questions = answers.enumerated().map { q, n in
            Question("问题 \(q + 1)", answers: (0..<n).map { "答案 \"\($0)\"/" })
        }
        let election = Election(
            name: "表决", description: "", uuid: Election.newUUID(), questions: questions,
            trustees: secrets.map(\.key))
        let maker = BallotMaker(election, fingerprint: election.fingerprint)
        let ballots = credentials.enumerated().map { v, credential in
            let choices = answers.indices.map { UInt8(choose(v, $0) % answers[$0]) }
            return choices.withUnsafeBytes { maker.ballot($0, with: credential) }
        }
        return try FinishedElection(
            election: election, trustees: secrets.map(\.key),
            credentials: credentials.map(\.publicKey), ballots: ballots
        ).count(by: secrets, at: 1_795_498_299)
    }
}
