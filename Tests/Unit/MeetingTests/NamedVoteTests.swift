// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Support
import Testing

@Suite("B1: a vote in the open, where the profile allows it")
struct NamedVoteTests {
    /// In discussion, everybody having spoken.
    private func room(_ methods: [MatterKind.VotingMethod]? = [.secret, .hands]) throws -> Room {
        var room = try Room(
            Maker.plan(
                members: 7, matters: [Maker.matter("m1"), Maker.matter("m2")],
                profile: Maker.profile { $0.kinds[0].methods = methods }))
        try room.open()
        try room.introduce("m1")
        try room.views(["a", "b", "c", "d", "e", "f", "g"])
        return room
    }

    private func taken(_ choices: [[PersonID]], _ matter: MatterID = "m1") -> MeetingCommand {
        .takeVotes(NamedVotes(matter: matter, by: "g", choices: choices))
    }

    @Test("everybody's vote is on record, without tellers, and gives the result")
    func result() throws {
        var room = try room()
        try room.ballot(mode: .hands)
        let declare = MeetingCommand.declare(Declaration(by: "g"))
        #expect(room.refusal(declare) == .votesNotTaken(["m1"]))
        try room.do(taken([["a", "b", "c"], ["d"], ["e"]]))
        // Put down wrongly, and anew: the last stands.
        try room.do(taken([["a", "b", "c", "d"], ["e"], []]))
        try room.do(declare)
        let count = try #require(room.matter("m1")?.count)
        #expect(count.figures.choices == [4, 1, 0] && count.issued == 7 && count.returned == 5)
        #expect(count.votes?.choices.first == ["a", "b", "c", "d"])
        #expect(room.matter("m1")?.result?.outcome == .passed)
    }

    @Test("half of the entitled isn't enough in the open either")
    func half() throws {
        var room = try room()
        try room.ballot(mode: .hands)
        try room.do(taken([["a", "b", "c"], [], ["d", "e", "f", "g"]]))
        try room.do(.declare(Declaration(by: "g")))
        #expect(room.matter("m1")?.result?.outcome == .failed)
    }

    @Test("nobody votes twice, for somebody who is away, or for nothing on the paper")
    func whoVotes() throws {
        var room = try room()
        try room.ballot(mode: .hands)
        #expect(room.refusal(taken([["a"], ["a"], []])) == .votedTwice("a"))
        #expect(room.refusal(taken([["a"], ["b"]])) == .wrongChoices("m1", have: 2, need: 3))
        #expect(room.refusal(taken([["a"], [], []], "m2")) == .wrongMatters(needed: ["m1"]))
        let stranger = MeetingCommand.takeVotes(
            NamedVotes(matter: "m1", by: "a", choices: [["a"], [], []]))
        #expect(room.refusal(stranger) == .notPresiding(by: "a", presiding: "g"))
        try room.do(.leave(Departure(member: "f", reason: "r")))
        #expect(room.refusal(taken([["f"], [], []])) == .absent("f"))
        // There are no papers to count, none that may be wrong, and no secret to break.
        try room.tellers("a", "b")
        #expect(
            room.refusal(.enterCount(room.sheet("a", [("m1", [4, 1, 1])]))) == .votesAreNamed)
        for cause in [BallotVoiding.Cause.secrecyBroken, .wrongPaper, .tellerLost] {
            let void = MeetingCommand.voidBallot(
                BallotVoiding(cause: cause, by: "g", reason: "r"))
            #expect(room.refusal(void) == .causeIsNotSo(cause))
        }
        try room.do(.leave(Departure(member: "e", reason: "r")))
        try room.do(.leave(Departure(member: "d", reason: "r")))
        try room.do(.voidBallot(BallotVoiding(cause: .quorumLost, by: "g", reason: "r")))
        #expect(room.matter("m1")?.status == .discussed)
    }

    @Test("a profile that doesn't allow it has none, and a secret ballot has no names")
    func method() throws {
        var secret = try room(nil)
        #expect(
            secret.refusal(.openBallot(BallotOpening(matters: ["m1"], mode: .hands)))
                == .methodNotAllowed("m1", .hands, allowed: [.secret]))
        try secret.tellers("a", "b")
        try secret.ballot()
        #expect(secret.refusal(taken([["a"], [], []])) == .votesAreSecret)
        let open = try room([.oral])
        #expect(
            open.refusal(.openBallot(BallotOpening(matters: ["m1"], mode: .paper)))
                == .methodNotAllowed("m1", .secret, allowed: [.oral]))
    }

    @Test("about people a secret ballot is always possible; before the chiefs speak no other is")
    func profiles() {
        let open = Maker.profile { $0.kinds[0].methods = [.hands] }
        #expect(open.firstUnsoundKey == nil)
        let people = Maker.profile { $0.kinds[3].methods = [.hands, .oral] }
        #expect(people.firstUnsoundKey == "post.methods")
        let both = Maker.profile { $0.kinds[3].methods = [.hands, .secret] }
        #expect(both.firstUnsoundKey == nil)
        let none = Maker.profile { $0.kinds[0].methods = [] }
        #expect(none.firstUnsoundKey == "decision.methods")
        let early = Maker.profile {
            $0.kinds[0].methods = [.secret, .hands]
            $0.ballotOrder = .beforeChief
        }
        #expect(early.firstUnsoundKey == nil)
        #expect(early.methods(of: early.kinds[0]) == [.secret])
        let openOnly = Maker.profile {
            $0.kinds[0].methods = [.hands]
            $0.ballotOrder = .beforeChief
        }
        #expect(openOnly.firstUnsoundKey == "decision.methods")
    }

    @Test("a run-off in the open keeps who stood in the first vote")
    func runOff() throws {
        var room = try Room(
            Maker.plan(
                members: 7, matters: [Maker.matter("m1", "contest", ["x", "y", "z"])],
                profile: Maker.profile { $0.kinds[1].methods = [.secret, .hands] }))
        try room.open()
        try room.introduce("m1")
        try room.views(["a", "b", "c", "d", "e", "f", "g"], candidate: "x")
        try room.ballot(mode: .hands)
        try room.do(taken([["a", "b", "c"], ["d", "e"], ["f"], ["g"]]))
        try room.do(.declare(Declaration(by: "g")))
        #expect(room.matter("m1")?.result?.outcome == .runOff)
        try room.ballot(mode: .hands)
        #expect(room.refusal(taken([["a"], [], [], []])) == .wrongChoices("m1", have: 4, need: 3))
        try room.do(taken([["a", "b", "c", "f"], ["d", "e"], ["g"]]))
        try room.do(.declare(Declaration(by: "g")))
        #expect(room.matter("m1")?.result?.candidates == ["x"])
    }
}
