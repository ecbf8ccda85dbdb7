// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Support
import Testing

@Suite("L · the chief speaks last")
struct LastSpeakerTests {
    /// Five members, `e` chief, convened, `m1` introduced.
    private func room(
        chiefs: Int = 1, members: Int = 5, absent: [PersonID] = [], profile: Profile? = nil
    ) throws -> Room {
        var room = try Room(
            Maker.plan(members: members, chiefs: chiefs, profile: profile, presiding: "a"))
        try room.open(absent: absent)
        try room.tellers("a", "b")
        try room.introduce("m1")
        return room
    }

    private func view(_ id: PersonID, _ stance: Stance = .for) -> MeetingCommand {
        .stateView(StatedView(matter: "m1", member: id, stance: stance, words: "w"))
    }

    @Test("the chief is refused while two members are awaited, and both are named")
    func chiefWaits() throws {
        var room = try room()
        try room.views(["a", "b"])
        #expect(room.refusal(view("e")) == .chiefMustWait("e", awaited: ["c", "d"]))
        try room.views(["c", "d"])
        #expect(room.refusal(view("e")) == nil)
    }

    @Test("of two chiefs the party head waits for the administrative head")
    func twoChiefs() throws {
        var room = try room(chiefs: 2)
        try room.views(["a", "b", "c"])
        #expect(room.refusal(view("e")) == .chiefMustWait("e", awaited: ["d"]))
        try room.view("d")
        #expect(room.refusal(view("e")) == nil)
    }

    @Test("after a chief's view no member speaks, a later chief does")
    func afterChief() throws {
        var room = try room(chiefs: 2, members: 6, absent: ["c"])
        try room.views(["a", "b", "d"])
        try room.view("e")
        try room.arrive(["c"])
        #expect(room.refusal(view("c")) == .viewsClosed("c"))
        #expect(room.refusal(view("f")) == nil)
        try room.view("f")
        try room.ballot()
        #expect(room.state.ballot?.electorate == 6, "the late arrival may vote")
    }

    @Test("an arrival before the chief spoke is awaited, a leaver is not")
    func arrivalsAndLeavers() throws {
        var room = try room(absent: ["d"])
        try room.views(["a", "b"])
        try room.arrive(["d"])
        #expect(room.state.awaited(on: 0).map { Maker.id($0) } == ["c", "d", "e"])
        try room.do(.leave(Departure(member: "c", reason: "r")))
        #expect(room.state.awaited(on: 0).map { Maker.id($0) } == ["d", "e"])
    }

    @Test("a re-opened discussion voids the chief's view; it is given again, last")
    func reopened() throws {
        var room = try room(absent: ["d"])
        try room.views(["a", "b", "c", "e"])
        try room.arrive(["d"])
        let motion = Motion(matter: "m1", by: "a", inFavour: 3, reason: "new facts")
        try room.do(.reopen(motion))
        #expect(room.matter("m1")?.views[4] == nil)
        #expect(room.refusal(view("e")) == .chiefMustWait("e", awaited: ["d"]))
        try room.view("d")
        try room.view("b", .against)  // members may say more
        try room.view("e")
        #expect(room.refusal(view("b")) == .alreadyStated("b"))
        let views = room.events.filter {
            if case .viewStated(let v) = $0 { v.member == "e" } else { false }
        }
        #expect(views.count == 2, "both stay in the record")
    }

    @Test("a motion to re-open needs more than half of those present")
    func motion() throws {
        var room = try room()
        try room.views(["a", "b", "c", "d", "e"])
        func reopen(_ n: Int, by: PersonID = "a") -> MeetingCommand {
            .reopen(Motion(matter: "m1", by: by, inFavour: n, reason: "r"))
        }
        #expect(room.refusal(reopen(2)) == .motionNotCarried(inFavour: 2, needed: 3))
        #expect(room.refusal(reopen(6)) == .moreThanPresent(inFavour: 6, present: 5))
        #expect(room.refusal(reopen(3, by: "e")) == .notPresiding(by: "e", presiding: "a"))
        #expect(room.refusal(reopen(3)) == nil)
    }

    @Test("no chief present: the rule binds nobody, and it is said")
    func noChief() throws {
        var room = try room(absent: ["e"])
        #expect(room.state.advice.contains(.noChiefPresent))
        try room.views(["a", "b", "c", "d"])
        #expect(room.state.viewsAreComplete(on: 0))
        // The chief comes before the ballot and is awaited.
        try room.arrive(["e"])
        #expect(!room.state.viewsAreComplete(on: 0))
        #expect(
            room.refusal(.openBallot(BallotOpening(matters: ["m1"], mode: .paper)))
                == .viewsIncomplete("m1", awaited: ["e"]))
    }

    @Test("a chief who is recused isn't awaited and says nothing")
    func chiefRecused() throws {
        var room = try room()
        try room.do(.recuse(Recusal(matter: "m1", member: "e", ground: .relative, reason: "r")))
        #expect(room.refusal(view("e")) == .recused("e"))
        try room.views(["a", "b", "c", "d"])
        try room.ballot()
        #expect(room.state.ballot?.electorate == 4)
    }

    @Test("everyone but the chief recused: the matter can't go on")
    func onlyTheChief() throws {
        var room = try room()
        for id: PersonID in ["a", "b", "c", "d"] {
            try room.do(.recuse(Recusal(matter: "m1", member: id, ground: .relative, reason: "r")))
        }
        #expect(room.refusal(view("e")) == .noQuorumForMatter("m1", present: 1, needed: 4))
    }

    @Test("a chief's written opinion, read out while absent, waits like a view")
    func chiefsOpinion() throws {
        var room = try room(absent: ["e"])
        try room.view("a")
        let opinion = MeetingCommand.readOpinion(
            WrittenOpinion(matter: "m1", member: "e", words: "yes"))
        #expect(room.refusal(opinion) == .chiefMustWait("e", awaited: ["b", "c", "d"]))
        try room.views(["b", "c", "d"])
        #expect(room.refusal(opinion) == nil)
    }

    @Test("an attendee may have it recorded that a chief signalled early")
    func signal() throws {
        var room = try room()
        try room.do(
            .raisePoint(PointOfOrder(kind: .chiefSignalled, by: "s", matter: "m1", words: "nodded"))
        )
        #expect(room.matter("m1")?.signals == 1)
        #expect(room.state.advice.contains(.chiefSignalled("m1", times: 1)))
        #expect(
            room.refusal(.raisePoint(PointOfOrder(kind: .other, by: "x", matter: nil, words: "w")))
                == .notInTheRoom("x"))
    }

    @Test("words and 'no view' are as the profile says")
    func forms() throws {
        let strict = Maker.profile { $0.wordsRequired = [.against] }
        var room = try room(profile: strict)
        let silent = MeetingCommand.stateView(
            StatedView(matter: "m1", member: "a", stance: .against))
        #expect(room.refusal(silent) == .wordsRequired(.against))
        #expect(room.refusal(view("a", .noView)) == .noViewNotAllowed)
        room = try self.room(profile: Maker.profile { $0.mayPass = true })
        try room.do(view("a", .noView))
        #expect(room.matter("m1")?.views[0]?.stance == .noView)
    }

    @Test(
        "sealed first: the chief speaks when the others' papers are in the box, then counts may start"
    )
    func sealedFirst() throws {
        var room = try room(profile: Maker.profile { $0.ballotOrder = .beforeChief })
        try room.views(["a", "b", "c", "d"])
        #expect(room.refusal(view("e")) == .chiefAfterSealing("e"))
        try room.ballot()
        #expect(room.refusal(view("e")) == .chiefAfterSealing("e"))
        #expect(
            room.refusal(.enterCount(room.sheet("a", [("m1", [5, 0, 0])]))) == .othersNotSealed)
        #expect(
            room.refusal(.sealOthers(OthersSealed(teller: "a", papers: 5)))
                == .tooManyPapers(have: 5, most: 4))
        try room.do(.sealOthers(OthersSealed(teller: "a", papers: 4)))
        #expect(
            room.refusal(.enterCount(room.sheet("a", [("m1", [5, 0, 0])])))
                == .chiefViewAwaited(["e"]))
        try room.view("e")
        try room.count([("m1", [4, 1, 0])])
        #expect(room.matter("m1")?.status == .decided)
    }

    @Test("a chief's recommendation is an early view: refused, or marked where the profile allows")
    func chiefRecommends() throws {
        let fact = RecommendationFact(
            id: "r1", candidate: "x", recommenders: [Recommender(person: "e", relation: .none)],
            sha256: Maker.hash)
        var matter = Maker.matter("m1", "post", ["x"])
        matter.recommendations = [fact]
        #expect(throws: MeetingRefusal.chiefRecommends("e")) {
            try Room(Maker.plan(members: 5, matters: [matter]))
        }
        let lenient = Maker.profile { $0.chiefRecommendation = .mark }
        let room = try Room(Maker.plan(members: 5, matters: [matter], profile: lenient))
        #expect(room.state.advice.contains(.chiefRecommended("m1")))
    }

    @Test("a slip is struck, not erased, and not from under the chief")
    func correction() throws {
        var room = try room()
        try room.views(["a", "b", "c", "d"])
        func strike(_ id: PersonID) -> MeetingCommand {
            .correct(Correction(target: .view, matter: "m1", member: id, reason: "mistyped"))
        }
        try room.do(strike("b"))
        #expect(room.refusal(view("e")) == .chiefMustWait("e", awaited: ["b"]))
        try room.view("b", .against)
        try room.view("e")
        #expect(room.refusal(strike("b")) == .correctionTooLate)
        #expect(room.refusal(strike("e")) == nil)
    }
}
