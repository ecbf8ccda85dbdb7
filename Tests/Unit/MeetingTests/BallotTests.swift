// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Support
import Testing

@Suite("B, V · ballot, result, veto")
struct BallotTests {
    private func room(
        _ members: Int = 5, matters: [Matter]? = nil, absent: [PersonID] = [],
        profile: Profile? = nil, recused: [(MatterID, PersonID)] = []
    ) throws -> Room {
        var room = try Room(
            Maker.plan(members: members, matters: matters, profile: profile, presiding: "a"))
        try room.open(absent: absent)
        try room.tellers("a", "b")
        for (matter, member) in recused {
            try room.do(
                .recuse(Recusal(matter: matter, member: member, ground: .relative, reason: "r")))
        }
        for matter in room.state.charter?.plan.matters ?? [] {
            try room.introduce(matter.id)
            let awaited = room.state.awaited(on: room.state.charter?.matter(matter.id) ?? 0)
            try room.views(
                awaited.map(Maker.id), on: matter.id, candidate: matter.candidates.first?.id)
        }
        return room
    }

    @Test("more than half of the entitled, not of those present")
    func majority() throws {
        for (votes, outcome) in [(2, MatterResult.Outcome.failed), (3, .passed)] {
            var room = try room(absent: ["d"])
            try room.ballot()
            try room.count([("m1", [votes, 4 - votes, 0])])
            #expect(room.matter("m1")?.result?.outcome == outcome)
            #expect(room.matter("m1")?.result?.needed == 3)
        }
    }

    @Test("all abstain: failed")
    func allAbstain() throws {
        var room = try room()
        try room.ballot()
        try room.count([("m1", [0, 0, 5])])
        #expect(room.matter("m1")?.status == .failed)
    }

    @Test("a contested ballot: winner, run-off, tie, and never a second run-off")
    func contested() throws {
        let matter = Maker.matter("m1", "contest", ["x", "y", "z"])
        func result(_ votes: [Int]) throws -> MatterResult? {
            var room = try self.room(matters: [matter])
            try room.ballot()
            try room.count([("m1", votes)])
            return room.matter("m1")?.result
        }
        #expect(try result([3, 1, 1, 0])?.candidates == ["x"])
        #expect(try result([2, 2, 1, 0])?.candidates == ["x", "y"])
        #expect(try result([2, 2, 1, 0])?.outcome == .runOff)
        #expect(try result([2, 1, 1, 1])?.outcome == .deferred, "who is second isn't clear")
        #expect(try result([0, 0, 0, 5])?.outcome == .deferred)

        var room = try room(matters: [matter])
        try room.ballot()
        try room.count([("m1", [2, 2, 1, 0])])
        #expect(room.state.choices(of: 0) == 3)
        try room.ballot()
        try room.count([("m1", [2, 2, 1])])
        #expect(room.matter("m1")?.result?.outcome == .deferred, "a tie passes nobody")
    }

    @Test("an appraisal has figures and no pass")
    func graded() throws {
        var room = try room(matters: [Maker.matter("m1", "grade", ["x"])])
        try room.ballot()
        try room.count([("m1", [4, 1])])
        #expect(room.matter("m1")?.result?.outcome == .graded)
        #expect(
            room.refusal(
                .veto(Veto(matter: "m1", by: "e", reasons: "r", document: Document(title: "v"))))
                != nil)
    }

    @Test("several matters share a paper when their voters are the same")
    func sharedPaper() throws {
        let two = [Maker.matter("m1"), Maker.matter("m2")]
        var room = try room(matters: two)
        try room.ballot(["m1", "m2"])
        try room.count([("m1", [5, 0, 0]), ("m2", [2, 3, 0])])
        #expect(room.matter("m1")?.status == .decided)
        #expect(room.matter("m2")?.status == .failed)
        room = try self.room(matters: two, recused: [("m2", "c")])
        let open = MeetingCommand.openBallot(BallotOpening(matters: ["m1", "m2"], mode: .paper))
        #expect(room.refusal(open) == .differentElectorates("m1", "m2"))
    }

    @Test("counters: never a chief or a teller, and not who is out for the matter")
    func counters() throws {
        var room = try room()
        func appoint(_ counters: PersonID...) -> MeetingCommand {
            .appointTellers(TellerAppointment(members: ["a", "b"], counters: counters))
        }
        #expect(room.refusal(appoint("e")) == .tellerIsChief("e"))
        #expect(room.refusal(appoint("a")) == .repeatedTeller("a"))
        #expect(room.refusal(appoint("c", "c")) == .repeatedTeller("c"))
        #expect(room.refusal(appoint("z")) == .notInTheRoom("z"))
        try room.do(appoint("c", "s"))
        #expect(room.state.counters == ["c", "s"])
        let open = MeetingCommand.openBallot(BallotOpening(matters: ["m1"], mode: .paper))
        #expect(room.refusal(open) == nil)
        // An attendee who went, or who is out for the matter, counts nothing.
        try room.do(.arrive(Arrival(member: "s")))
        try room.do(.leave(Departure(member: "s", reason: "r")))
        #expect(room.refusal(open) == .counterUnfit("s", "m1"))
        try room.do(appoint("c"))
        #expect(room.refusal(open) == nil)
        try room.do(.leave(Departure(member: "c", reason: "r")))
        #expect(room.refusal(open) == .counterUnfit("c", "m1"))
        // Without counters the tellers count alone.
        try room.do(.appointTellers(TellerAppointment(members: ["a", "b"])))
        #expect(room.state.counters.isEmpty && room.refusal(open) == nil)
    }

    @Test("tellers: two, never a chief, in the room, not recused")
    func tellers() throws {
        var room = try room()
        func appoint(_ ids: PersonID...) -> MeetingCommand {
            .appointTellers(TellerAppointment(members: ids))
        }
        #expect(room.refusal(appoint("a", "e")) == .tellerIsChief("e"))
        #expect(room.refusal(appoint("a")) == .tellersMissing(have: 1))
        #expect(room.refusal(appoint("a", "a")) == .repeatedTeller("a"))
        room = try self.room(recused: [("m1", "b")])
        let open = MeetingCommand.openBallot(BallotOpening(matters: ["m1"], mode: .paper))
        #expect(room.refusal(open) == .tellerUnfit("b", "m1"))
        try room.tellers("c", "d")
        #expect(room.refusal(open) == nil)
    }

    @Test("the figures have to add up, and both tellers to agree")
    func figures() throws {
        var room = try room()
        try room.ballot()
        func sheet(
            _ t: PersonID, issued: Int = 5, returned: Int = 5, valid: Int = 5, invalid: Int = 0,
            _ c: [Int]
        ) -> MeetingCommand {
            .enterCount(
                CountSheet(
                    teller: t, issued: issued, returned: returned,
                    figures: [
                        MatterFigures(matter: "m1", valid: valid, invalid: invalid, choices: c)
                    ]))
        }
        #expect(room.refusal(sheet("c", [5, 0, 0])) == .notTeller("c"))
        #expect(room.refusal(sheet("a", [5, 0])) == .wrongChoices("m1", have: 2, need: 3))
        #expect(
            room.refusal(sheet("a", [4, 0, 0]))
                == .figuresDoNotAdd("m1", .choices(sum: 4, valid: 5)))
        #expect(
            room.refusal(sheet("a", valid: 4, [4, 0, 0]))
                == .figuresDoNotAdd("m1", .returned(valid: 4, invalid: 0, returned: 5)))
        #expect(room.refusal(sheet("a", [6, -1, 0])) == .figuresDoNotAdd("m1", .negative))
        #expect(
            room.refusal(sheet("a", issued: 6, [5, 0, 0]))
                == .tooManyIssued(issued: 6, electorate: 5))
        try room.do(sheet("a", [4, 1, 0]))
        #expect(room.refusal(sheet("a", [4, 1, 0])) == .alreadySigned("a"))
        #expect(room.refusal(.declare(Declaration(by: "a"))) == .countNotSigned(["b"]))
        #expect(room.refusal(sheet("b", [3, 2, 0])) == .tellersDisagree(other: "a"))
        try room.do(sheet("a", [3, 2, 0]))  // counted again
        try room.do(sheet("b", [3, 2, 0]))
        #expect(
            room.refusal(.declare(Declaration(by: "e"))) == .notPresiding(by: "e", presiding: "a"))
        try room.do(.declare(Declaration(by: "a")))
        #expect(room.matter("m1")?.result?.votes == 3)
    }

    @Test("more papers back than out voids the ballot; the third void asks for paper")
    func voids() throws {
        var room = try room()
        for expected in 1...3 {
            try room.ballot()
            let sheet = CountSheet(
                teller: "a", issued: 4, returned: 5,
                figures: [MatterFigures(matter: "m1", valid: 5, invalid: 0, choices: [5, 0, 0])])
            // One teller's slip voids nothing.
            #expect(try room.do(.enterCount(sheet)).map(\.kind) == [.countEntered])
            var second = sheet
            second.teller = "b"
            let events = try room.do(.enterCount(second))
            #expect(events.map(\.kind) == [.countEntered, .ballotVoided])
            #expect(room.matter("m1")?.voids == expected)
            #expect(room.matter("m1")?.status == .discussed)
        }
        let box = MeetingCommand.openBallot(BallotOpening(matters: ["m1"], mode: .box))
        #expect(room.refusal(box) == .paperRequired("m1", voids: 3))
        #expect(room.refusal(.openBallot(BallotOpening(matters: ["m1"], mode: .paper))) == nil)
        #expect(
            room.refusal(.voidBallot(BallotVoiding(cause: .powerLost, by: "a", reason: "r")))
                == .noBallotOpen)
    }

    @Test("a leaver during the ballot: not returned; nobody comes in meanwhile")
    func leaverMidBallot() throws {
        var room = try room(6, absent: ["d"])
        try room.ballot()
        try room.do(.leave(Departure(member: "c", reason: "called away")))
        #expect(room.refusal(.arrive(Arrival(member: "d"))) == .rollFrozenByBallot)
        for teller: PersonID in ["a", "b"] {
            try room.do(
                .enterCount(
                    CountSheet(
                        teller: teller, issued: 5, returned: 4,
                        figures: [
                            MatterFigures(matter: "m1", valid: 4, invalid: 0, choices: [4, 0, 0])
                        ])))
        }
        try room.do(.declare(Declaration(by: "a")))
        #expect(room.matter("m1")?.result?.outcome == .passed)
    }

    @Test("quorum lost mid-ballot: no count, only a void")
    func quorumLostMidBallot() throws {
        var room = try room(4, absent: ["c"])
        try room.ballot()
        try room.do(.leave(Departure(member: "d", reason: "ill")))
        #expect(
            room.refusal(.enterCount(room.sheet("a", [("m1", [3, 0, 0])])))
                == .noQuorum(present: 2, needed: 3))
        try room.do(.voidBallot(BallotVoiding(cause: .quorumLost, by: "a", reason: "one left")))
        try room.arrive(["c"])
        #expect(room.state.advice.contains { if case .tinyElectorate = $0 { true } else { false } })
    }

    @Test("a re-vote with one voter more or fewer is pointed out")
    func differenceOfOne() throws {
        var room = try room(6, absent: ["d"])
        try room.ballot()
        try room.do(.voidBallot(BallotVoiding(cause: .wrongPaper, by: "a", reason: "misprint")))
        try room.arrive(["d"])
        #expect(room.state.advice.contains(.electorateDiffersByOne("m1")))
    }

    @Test("deferred when most views say so, or by motion; never after the ballot")
    func deferral() throws {
        var room = try Room(Maker.plan(members: 3, presiding: "a"))
        try room.open()
        try room.tellers("a", "b")
        try room.introduce("m1")
        func byViews() -> MeetingCommand {
            .defer(Deferral(matter: "m1", ground: .views, by: "a", reason: "r"))
        }
        try room.view("a", .defer)
        #expect(room.refusal(byViews()) == .viewsIncomplete("m1", awaited: ["b", "c"]))
        try room.view("b", .defer)
        try room.view("c", .for)
        #expect(room.state.advice.contains(.viewsDefer("m1")))
        try room.do(byViews())
        #expect(room.matter("m1")?.status == .deferred)

        var other = try self.room(3)
        #expect(other.refusal(byViews()) == .viewsDoNotDefer(have: 0, needed: 2))
        try other.ballot()
        let motion = MeetingCommand.defer(
            Deferral(matter: "m1", ground: .motion, by: "a", inFavour: 3, reason: "r"))
        #expect(other.refusal(motion) == .cannotDefer("m1", .balloting))
    }

    @Test("close views are pointed out, never decided")
    func divided() throws {
        var room = try Room(Maker.plan(members: 4, presiding: "a"))
        try room.open()
        try room.introduce("m1")
        try room.view("a", .for)
        try room.view("b", .against)
        try room.view("c", .for)
        try room.view("d", .against)
        #expect(room.state.advice.contains(.divided("m1", for: 2, against: 2)))
    }

    @Test(
        "a veto blocks, within the sitting, in writing, by a chief who takes part; it never passes anything"
    )
    func veto() throws {
        func veto(_ by: PersonID, _ matter: MatterID = "m1", reasons: String = "r")
            -> MeetingCommand
        {
            .veto(Veto(matter: matter, by: by, reasons: reasons, document: Document(title: "v")))
        }
        var room = try room(matters: [Maker.matter("m1"), Maker.matter("m2")])
        try room.ballot(["m1", "m2"])
        #expect(room.refusal(veto("e")) == .notPassed("m1", .balloting))
        try room.count([("m1", [5, 0, 0]), ("m2", [1, 4, 0])])
        #expect(room.refusal(veto("a")) == .notChief("a"))
        #expect(room.refusal(veto("e", "m2")) == .notPassed("m2", .failed))
        #expect(room.refusal(veto("e", reasons: "")) == .missingText(.reason))
        var later = room
        try later.do(.adjourn(Adjournment(until: Maker.now, reason: "r")))
        try later.arrive(["a", "b", "c", "d", "e"])
        try later.do(.reconvene)
        #expect(later.refusal(veto("e")) == .vetoWindowOver("m1"))
        try room.do(veto("e"))
        #expect(room.matter("m1")?.status == .returned)
        #expect(room.refusal(veto("e")) == .notPassed("m1", .returned))
    }

    @Test("a second veto of the same matter goes up")
    func secondVeto() throws {
        var matter = Maker.matter("m1")
        matter.reconsiders = Reconsideration(
            meeting: "old", matter: "m1", supporters: ["a", "b", "c"], wasDecided: true, vetoes: 1)
        var room = try room(matters: [matter])
        try room.ballot()
        try room.count([("m1", [5, 0, 0])])
        try room.do(
            .veto(Veto(matter: "m1", by: "e", reasons: "r", document: Document(title: "v"))))
        #expect(room.matter("m1")?.veto?.goesUp == true)
    }

    @Test("a window of days stays open after the meeting has closed")
    func vetoDays() throws {
        let profile = Maker.profile { p in
            for i in p.kinds.indices { p.kinds[i].veto = .days(2) }
        }
        var room = try room(profile: profile)
        try room.ballot()
        try room.count([("m1", [5, 0, 0])])
        try room.do(.close(Closing()))
        let veto = MeetingCommand.veto(
            Veto(matter: "m1", by: "e", reasons: "r", document: Document(title: "v")))
        #expect(room.refusal(veto) == nil)
        room.time = Timestamp(
            milliseconds: room.time.milliseconds + 3 * 86_400_000, offsetMinutes: 480)
        #expect(room.refusal(veto) == .vetoWindowOver("m1"))
    }

    @Test("the same person in two matters of one paper is two results")
    func samePersonTwice() throws {
        let two = [Maker.matter("m1", "grade", ["x"]), Maker.matter("m2", "grade", ["x"])]
        var room = try room(matters: two)
        try room.ballot(["m1", "m2"])
        try room.count([("m1", [5, 0]), ("m2", [0, 5])])
        #expect(room.matter("m1")?.count?.figures.choices == [5, 0])
        #expect(room.matter("m2")?.count?.figures.choices == [0, 5])
    }
}
