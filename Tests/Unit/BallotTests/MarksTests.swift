// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import BallotBox
import Foundation
import Testing

@Suite("a question that takes several marks")
struct MarksTests {
    /// Every way of filling in a paper of three names and two marks, by what `takes` says.
    private static var papers: [[UInt8]] {
        let picks: [UInt8] = [0, 1, 2, 3, 4]
        let question = Question("问", answers: ["甲", "乙", "丙"], upTo: 2)
        return picks.flatMap { a in picks.map { [a, $0] } }.filter { paper in
            paper.withUnsafeBytes { question.takes($0) }
        }
    }

    @Test("two different marks, one, none, or an abstention without any")
    func taken() {
        // 3 is an abstention, 4 nobody further.
        let wanted: Set<[UInt8]> = [
            [0, 1], [0, 2], [1, 0], [1, 2], [2, 0], [2, 1], [0, 4], [4, 0], [1, 4], [4, 1], [2, 4],
            [4, 2], [4, 4], [3, 3], [3, 4], [4, 3],
        ]
        #expect(Set(Self.papers) == wanted)
        let question = Question("问", answers: ["甲", "乙", "丙"], upTo: 2)
        for wrong: [UInt8] in [[], [0], [0, 1, 2], [0, 0], [0, 3], [3, 1], [5, 0]] {
            #expect(!wrong.withUnsafeBytes { question.takes($0) }, "\(wrong)")
        }
    }

    private func made(_ papers: [[UInt8]], most: Int = 2) throws -> (Election, CountedArchive) {
        let secrets = [TrusteeSecret(), TrusteeSecret()]
        let election = Election(
            name: "差额", description: "", uuid: Election.newUUID(),
            questions: [
                Question("问", answers: ["甲", "乙", "丙"], upTo: most),
                Question("题", answers: ["同意", "不同意", "弃权"]),
            ], trustees: secrets.map(\.key))
        let maker = BallotMaker(election, fingerprint: election.fingerprint)
        let credentials = papers.map { _ in Credential() }
        let ballots = zip(papers, credentials).map { paper, credential in
            (paper + [0]).withUnsafeBytes { maker.ballot($0, with: credential) }
        }
        #expect(ballots.allSatisfy { $0.utf8.count <= BallotMaker.mostBytes(election) })
        let counted = try FinishedElection(
            election: election, trustees: secrets.map(\.key),
            credentials: credentials.map(\.publicKey), ballots: ballots
        ).count(by: secrets, at: 1_795_498_299)
        return (election, counted)
    }

    @Test("every paper is proven and counted: abstentions first, then each name")
    func counted() throws {
        let papers = Self.papers
        let (_, counted) = try made(papers)
        let report = try ArchiveVerifier.verify(counted.bytes)
        #expect(report.tallied == papers.count)
        let votes = (0..<3).map { name in papers.count { $0.contains(UInt8(name)) } }
        let blank = papers.count { $0.contains(3) }
        #expect(report.result == [([blank] + votes).map(String.init), ["16", "0", "0"]])
        #expect(blank == 3 && votes == [6, 6, 6])
    }

    @Test("one mark at most, and all at most, are ranges of their own")
    func ranges() throws {
        let one = try made([[0], [2], [3], [4]], most: 1)
        #expect(try ArchiveVerifier.verify(one.1.bytes).result[0] == ["1", "1", "0", "1"])
        let all = try made([[0, 1, 2], [3, 3, 3], [4, 4, 4], [2, 4, 4]], most: 3)
        #expect(try ArchiveVerifier.verify(all.1.bytes).result[0] == ["1", "1", "1", "2"])
    }

    @Test("in the booth each pick has numbers of its own, and what contradicts is not taken")
    func picked() {
        let paper = BoothPaper([
            Question("问", answers: ["甲", "乙", "丙"], upTo: 2),
            Question("题", answers: ["同意", "不同意", "弃权"]),
        ])
        #expect(paper.options == [5, 5, 3])
        #expect(
            paper.places.map(\.question) == [0, 0, 1] && paper.places.map(\.place) == [0, 1, 0])
        func type(_ pick: Int, _ option: Int) -> BoothPaper.Picked {
            for byte in "\(paper.number(pick, option))".utf8 { _ = paper.type(byte) }
            return paper.pick(pick)
        }
        #expect(type(0, 1) == .taken)
        #expect(type(1, 1) == .contradicts && !paper.isAnswered(1))
        #expect(type(1, 3) == .contradicts)
        #expect(type(1, 4) == .taken && paper.has(1, in: 0) && !paper.has(4, in: 0))
        #expect(type(2, 0) == .taken && paper.isComplete)
        // Going back forgets what came after it in the same question, and only that.
        #expect(type(0, 3) == .taken && !paper.isComplete && paper.isAnswered(2))
        #expect(type(1, 0) == .contradicts && type(1, 3) == .taken)
        #expect(paper.isComplete && paper.has(3, in: 0) && !paper.has(1, in: 0))
        #expect(type(0, 4) == .taken && type(1, 4) == .taken && paper.has(4, in: 0))
        let choices = paper.choices()
        withExtendedLifetime(choices) { #expect(Array(choices.bytes) == [4, 4, 0]) }
        _ = paper.type(48)
        #expect(paper.pick(1) == .noSuchNumber)
    }
}
