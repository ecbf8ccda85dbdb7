// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Support
import Testing

@Suite("L2, Q2: a full committee, where nobody has to speak and who withdrew votes")
struct CommitteeTests {
    private func room() throws -> Room {
        var room = try Room(
            Maker.plan(
                members: 7, matters: [Maker.matter("m1"), Maker.matter("m2")],
                profile: Maker.profile {
                    $0.viewRule = .optional
                    $0.mayPass = true
                    $0.recusedVote = true
                }))
        try room.open()
        try room.tellers("a", "b")
        return room
    }

    @Test("a ballot waits for nobody's view")
    func noViews() throws {
        var room = try room()
        try room.introduce("m1")
        try room.ballot()
        try room.count([("m1", [4, 2, 1])])
        #expect(room.matter("m1")?.result?.outcome == .passed)
        // Nor does the next matter.
        try room.introduce("m2")
    }

    @Test("a chief speaks after everybody has spoken, or has said that they don't")
    func chiefLast() throws {
        var room = try room()
        try room.introduce("m1")
        try room.views(["a", "b", "c", "d", "e"])
        let chief = MeetingCommand.stateView(
            StatedView(matter: "m1", member: "g", stance: .for, words: "w"))
        #expect(room.refusal(chief) == .chiefMustWait("g", awaited: ["f"]))
        try room.view("f", .noView)
        try room.do(chief)
        #expect(room.state.viewsAreComplete(on: 0))
    }

    @Test("who withdrew states no view, counts no ballots, and votes")
    func recused() throws {
        var room = try room()
        try room.introduce("m1")
        for member: PersonID in ["c", "d"] {
            try room.do(
                .recuse(Recusal(matter: "m1", member: member, ground: .relative, reason: "亲属")))
        }
        let view = MeetingCommand.stateView(
            StatedView(matter: "m1", member: "c", stance: .for, words: "w"))
        #expect(room.refusal(view) == .recused("c"))
        try room.tellers("a", "c")
        #expect(
            room.refusal(.openBallot(BallotOpening(matters: ["m1"], mode: .paper)))
                == .tellerUnfit("c", "m1"))
        try room.tellers("a", "b")
        try room.ballot()
        #expect(room.state.ballot?.electorate == 7)
        try room.count([("m1", [4, 2, 1])])
        #expect(room.matter("m1")?.result?.outcome == .passed)
    }

    @Test("the deliberation has its quorum without those who withdrew")
    func quorum() throws {
        var room = try room()
        try room.introduce("m1")
        for member: PersonID in ["c", "d", "e"] {
            try room.do(
                .recuse(Recusal(matter: "m1", member: member, ground: .relative, reason: "亲属")))
        }
        // Four of seven would hear the chief, and seven vote.
        let few = MeetingRefusal.noQuorumForMatter("m1", present: 4, needed: 5)
        let view = MeetingCommand.stateView(
            StatedView(matter: "m1", member: "a", stance: .for, words: "w"))
        #expect(room.refusal(view) == few)
        #expect(
            room.refusal(.openBallot(BallotOpening(matters: ["m1"], mode: .paper)))
                == .recusalEmptiesMatter("m1", present: 4, needed: 5))
    }

    @Test("who states no view has none: it divides nothing, and a few don't put a matter off")
    func noView() throws {
        var room = try Room(
            Maker.plan(
                members: 7,
                profile: Maker.profile {
                    $0.viewRule = .optional
                    $0.mayPass = true
                    $0.deferralGrounds = [.divided, .views]
                }))
        try room.open()
        try room.introduce("m1")
        try room.view("a", .for)
        try room.view("b", .noView)
        func deferral(_ ground: Deferral.Ground) -> MeetingCommand {
            .defer(Deferral(matter: "m1", ground: ground, by: "g", reason: "再议"))
        }
        #expect(room.refusal(deferral(.divided)) == .nothingDivides("m1"))
        for member: PersonID in ["c", "d", "e"] { try room.view(member, .defer) }
        #expect(room.refusal(deferral(.views)) == .viewsDoNotDefer(have: 3, needed: 4))
        #expect(room.refusal(deferral(.divided)) == nil)
        try room.view("f", .defer)
        #expect(room.refusal(deferral(.views)) == nil)
    }

    @Test("elsewhere who withdrew doesn't vote")
    func elsewhere() throws {
        var room = try Room(Maker.plan(members: 7))
        try room.open()
        try room.tellers("a", "b")
        try room.introduce("m1")
        try room.do(.recuse(Recusal(matter: "m1", member: "c", ground: .relative, reason: "亲属")))
        try room.views(["a", "b", "d", "e", "f", "g"])
        try room.ballot()
        #expect(room.state.ballot?.mayVote == [true, true, false, true, true, true, true])
    }

    @Test("a profile has these rules where they can hold")
    func profiles() throws {
        func firstUnsoundKey(_ change: (inout Profile) -> Void) -> String? {
            Maker.profile {
                $0.viewRule = .optional
                $0.mayPass = true
                $0.recusedVote = true
                change(&$0)
            }.firstUnsoundKey
        }
        #expect(firstUnsoundKey { _ in } == nil)
        #expect(firstUnsoundKey { $0.mayPass = false } == "views")
        #expect(firstUnsoundKey { $0.ballotOrder = .beforeChief } == "views")
        #expect(firstUnsoundKey { $0.recusedCountAsEntitled = false } == "recused_vote")
    }
}
