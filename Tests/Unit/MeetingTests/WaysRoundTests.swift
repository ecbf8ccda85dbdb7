// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Support
import Testing

/// Sequences of legal commands by which somebody might get round a rule. Each stays shut.
@Suite("ways round that stay shut")
struct WaysRoundTests {
    private func room(
        _ members: Int = 5, chiefs: Int = 1, matters: [Matter]? = nil, absent: [PersonID] = [],
        profile: Profile? = nil, presiding: PersonID = "a"
    ) throws -> Room {
        var room = try Room(
            Maker.plan(
                members: members, chiefs: chiefs, matters: matters, profile: profile,
                presiding: presiding))
        try room.open(absent: absent)
        try room.tellers("a", "b")
        return room
    }

    private func view(_ id: PersonID, _ stance: Stance = .for, on m: MatterID = "m1")
        -> MeetingCommand
    {
        .stateView(StatedView(matter: m, member: id, stance: stance, words: "w"))
    }

    @Test("striking the chief's view doesn't re-open the discussion")
    func strikeTheChief() throws {
        var room = try room(absent: ["d"])
        try room.introduce("m1")
        try room.views(["a", "b", "c"])
        try room.view("e", .against)
        try room.do(.correct(Correction(target: .view, matter: "m1", member: "e", reason: "slip")))
        let other = MeetingCommand.correct(
            Correction(target: .view, matter: "m1", member: "b", reason: "slip"))
        #expect(room.refusal(other) == .correctionTooLate)
        try room.arrive(["d"])
        #expect(room.refusal(view("d")) == .viewsClosed("d"))
        #expect(room.state.awaited(on: 0).map { Maker.id($0) } == ["e"])
        try room.view("e")
    }

    @Test("a recommender's recusal can't be struck")
    func recommendersRecusal() throws {
        var matter = Maker.matter("m1", "post", ["x"])
        matter.recommendations = [
            RecommendationFact(
                id: "r1", candidate: "x",
                recommenders: [Recommender(person: "b", relation: .relative)], sha256: Maker.hash)
        ]
        var room = try room(matters: [matter])
        try room.do(
            .recordPrerequisite(
                PrerequisiteRecord(
                    matter: "m1", prerequisite: "consultation", by: "a", on: Maker.day)))
        try room.introduce("m1")
        let strike = MeetingCommand.correct(
            Correction(target: .recusal, matter: "m1", member: "b", reason: "r"))
        #expect(room.refusal(strike) == .concernedStaysOut("b"))
    }

    @Test("an unsound profile is refused by the engine, not only by the file reader")
    func profiles() {
        func refused(_ change: (inout Profile) -> Void) -> MeetingRefusal? {
            let plan = Maker.plan(members: 4, profile: Maker.profile(change))
            do {
                _ = try MeetingState().decide(.plan(plan), at: Maker.now)
                return nil
            } catch { return error }
        }
        #expect(refused { _ in } == nil)
        #expect(refused { $0.quorum = Fraction(1, 100)! } == .unsoundProfile("quorum"))
        #expect(refused { $0.chiefOrder = [] } == .unsoundProfile("chief_order"))
        #expect(refused { $0.probationMonths = .max } == .unsoundProfile("probation_months"))
        #expect(
            refused {
                $0.kinds[0].passing = .init(share: Fraction(1, 1000)!, strictly: false, of: .valid)
            } == .unsoundProfile("decision.passing"))
        #expect(
            refused { $0.kinds[3].recommendations = 10 } == .unsoundProfile("post.recommendations"))
        // Which papers there are is the group's choice.
        #expect(
            refused {
                $0.kinds[3].recommendations = 0
                $0.kinds[3].prerequisites = []
            } == nil)
    }

    @Test("no votes pass nothing, whatever the base")
    func zeroVotes() throws {
        let profile = Maker.profile {
            $0.kinds[0].passing = .init(share: .twoThirds, strictly: false, of: .valid)
        }
        var room = try room(profile: profile)
        try room.introduce("m1")
        try room.views(["a", "b", "c", "d", "e"])
        try room.ballot()
        for teller: PersonID in ["a", "b"] {
            try room.do(
                .enterCount(
                    CountSheet(
                        teller: teller, issued: 5, returned: 5,
                        figures: [
                            MatterFigures(matter: "m1", valid: 0, invalid: 5, choices: [0, 0, 0])
                        ])))
        }
        try room.do(.declare(Declaration(by: "a")))
        #expect(room.matter("m1")?.status == .failed)
    }

    @Test("another plan under the same matter id begins with no papers; a recusal stays")
    func replan() throws {
        func plan(_ candidate: PersonID) -> Plan {
            Maker.plan(members: 4, matters: [Maker.matter("m1", "post", [candidate])])
        }
        var room = try Room(plan("x"))
        try room.do(
            .recordPrerequisite(
                PrerequisiteRecord(
                    matter: "m1", prerequisite: "consultation", by: "a", on: Maker.day)))
        try room.do(.recuse(Recusal(matter: "m1", member: "b", ground: .relative, reason: "r")))
        try room.do(.deliver(Delivery(member: "a", what: .papers, on: Maker.day)))
        var same = room
        try same.do(.plan(plan("x")))
        #expect(same.matter("m1")?.prerequisites.count == 1)
        #expect(same.matter("m1")?.isRecused[1] == true)
        #expect(same.state.papersOn[0] == Maker.day)
        try room.do(.plan(plan("y")))
        #expect(room.matter("m1")?.prerequisites.isEmpty == true)
        #expect(room.state.papersOn[0] == nil)
    }

    @Test("a ballot isn't voided for a cause that isn't so, nor once its count is signed")
    func voids() throws {
        var room = try room()
        try room.introduce("m1")
        try room.views(["a", "b", "c", "d", "e"])
        try room.ballot()
        func void(_ cause: BallotVoiding.Cause, by: PersonID = "a") -> MeetingCommand {
            .voidBallot(BallotVoiding(cause: cause, by: by, reason: "r"))
        }
        #expect(room.refusal(void(.quorumLost)) == .causeIsNotSo(.quorumLost))
        #expect(room.refusal(void(.tellerLost)) == .causeIsNotSo(.tellerLost))
        #expect(room.refusal(void(.figuresDisagree)) == .causeIsNotSo(.figuresDisagree))
        #expect(room.refusal(void(.wrongPaper, by: "e")) == .notTeller("e"))
        for teller: PersonID in ["a", "b"] {
            try room.do(.enterCount(room.sheet(teller, [("m1", [1, 4, 0])])))
        }
        #expect(room.refusal(void(.secrecyBroken)) == .countIsSigned)
    }

    @Test("a teller who counts otherwise isn't exchanged; one who left is")
    func tellers() throws {
        var room = try room()
        try room.introduce("m1")
        try room.views(["a", "b", "c", "d", "e"])
        try room.ballot()
        try room.do(.enterCount(room.sheet("a", [("m1", [3, 2, 0])])))
        let swap = MeetingCommand.appointTellers(TellerAppointment(members: ["a", "c"]))
        #expect(room.refusal(swap) == .tellerStillFit("b"))
        try room.do(.leave(Departure(member: "b", reason: "ill")))
        try room.do(swap)
    }

    @Test(
        "whoever heard a chief's written opinion has heard the chief; it is read once, never before a sealed ballot"
    )
    func chiefsOpinion() throws {
        var room = try room(
            absent: ["d", "e"], profile: Maker.profile { $0.quorum = Fraction(1, 2)! })
        try room.introduce("m1")
        try room.views(["a", "b", "c"])
        let opinion = MeetingCommand.readOpinion(
            WrittenOpinion(matter: "m1", member: "e", words: "against"))
        try room.do(opinion)
        #expect(room.refusal(opinion) == .alreadyStated("e"))
        try room.arrive(["d"])
        #expect(room.refusal(view("d")) == .viewsClosed("d"))
        var sealed = try self.room(
            absent: ["e"], profile: Maker.profile { $0.ballotOrder = .beforeChief })
        try sealed.introduce("m1")
        try sealed.views(["a", "b", "c", "d"])
        #expect(sealed.refusal(opinion) == .chiefAfterSealing("e"))
    }

    @Test("who presides neither withdraws a matter in discussion nor is pushed from the chair")
    func chair() throws {
        var room = try room(presiding: "e")
        let withdraw = MeetingCommand.withdraw(
            MatterWithdrawal(matter: "m1", by: "e", reason: "r"))
        try room.introduce("m1")
        #expect(room.refusal(withdraw) == .notItsBringer("e"))
        let take = MeetingCommand.preside(PresidingChange(member: "b", reason: "r"))
        #expect(room.refusal(take) == .presidingHere("e"))
        try room.do(.leave(Departure(member: "e", reason: "r")))
        try room.do(take)
        // Whom the plan names takes the chair back.
        try room.arrive(["e"])
        try room.do(.preside(PresidingChange(member: "e", reason: "back")))
        #expect(room.refusal(take) == .presidingHere("e"))
    }

    @Test("who has stated a view isn't taken out of the count")
    func purge() throws {
        var room = try room()
        try room.introduce("m1")
        try room.view("b", .against)
        let recuse = MeetingCommand.recuse(
            Recusal(matter: "m1", member: "b", ground: .other, reason: "r"))
        #expect(room.refusal(recuse) == .recusalAfterView("b"))
    }

    @Test("chiefs who stepped out while a matter was talked through speak before its ballot")
    func steppedOut() throws {
        var room = try room(6, matters: [Maker.matter("m1"), Maker.matter("m2")])
        try room.introduce("m1")
        try room.views(["a", "b", "c", "d", "e"])
        try room.do(.leave(Departure(member: "f", reason: "r")))
        try room.introduce("m2")
        try room.arrive(["f"])
        try room.views(["a", "b"], on: "m2")
        let ballot = MeetingCommand.openBallot(BallotOpening(matters: ["m1"], mode: .paper))
        #expect(room.refusal(ballot) == .viewsIncomplete("m1", awaited: ["f"]))
        try room.view("f", on: "m1")
        #expect(room.refusal(ballot) == .matterInHand("m2", awaited: ["c", "d", "e", "f"]))
        try room.views(["c", "d", "e"], on: "m2")
        try room.view("f", on: "m2")
        try room.do(ballot)
        #expect(room.refusal(view("f", on: "m2")) == .ballotIsOpen)
    }

    @Test("the deputy who comes back introduces, though another was named")
    func deputyBack() throws {
        var room = try room(absent: [], presiding: "b")
        try room.do(.leave(Departure(member: "a", reason: "r")))
        try room.do(
            .nameIntroducer(IntroducerNaming(matter: "m1", member: "c", reason: "deputy away")))
        try room.arrive(["a"])
        #expect(room.refusal(.introduce(Introduction(matter: "m1", by: "a"))) == nil)
        #expect(room.refusal(.introduce(Introduction(matter: "m1", by: "c"))) == nil)
    }

    @Test("a clock set back doesn't open a veto window again")
    func vetoClock() throws {
        let profile = Maker.profile { p in for i in p.kinds.indices { p.kinds[i].veto = .days(1) } }
        var room = try room(profile: profile)
        try room.introduce("m1")
        try room.views(["a", "b", "c", "d", "e"])
        try room.ballot()
        try room.count([("m1", [5, 0, 0])])
        try room.do(.close(Closing()))
        let now = room.time
        room.time = Timestamp(milliseconds: now.milliseconds + 5 * 86_400_000, offsetMinutes: 480)
        try room.do(.remarkClock(ClockRemark(jumpMilliseconds: 1)))
        room.time = now
        let veto = MeetingCommand.veto(
            Veto(matter: "m1", by: "e", reasons: "r", document: Document(title: "v")))
        #expect(room.refusal(veto) == .vetoWindowOver("m1"))
    }

    @Test("sealed papers and returned papers have to fit")
    func sealed() throws {
        var room = try room(profile: Maker.profile { $0.ballotOrder = .beforeChief })
        try room.introduce("m1")
        try room.views(["a", "b", "c", "d"])
        try room.ballot()
        try room.do(.sealOthers(OthersSealed(teller: "a", papers: 4)))
        try room.view("e")
        #expect(
            room.refusal(.enterCount(room.sheet("a", [("m1", [2, 0, 0])])))
                == .sealedDiffers(returned: 2, sealed: 4, chiefs: 1))
    }
}
