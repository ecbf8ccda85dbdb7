// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Meeting
import Personnel
import Support
import Testing

@Suite("P, Q, M · roll, quorum, agenda, introduction")
struct RuleTests {
    @Test("quorum and majority are those that exact fractions give, for 1 to 50 entitled")
    func thresholds() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
            path: "thresholds.csv")
        let rows = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").dropFirst()
        #expect(rows.count == 1325)
        var checked = 0
        for row in rows {
            let f = row.split(separator: ",").compactMap { Int($0) }
            let (n, p) = (f[0], f[1])
            var room = try Room(Maker.plan(members: n, presiding: Maker.id(0)))
            try room.arrive((0..<p).map(Maker.id))
            #expect(room.state.quorum == f[2])
            #expect(room.state.hasQuorum == (f[3] == 1))
            #expect(room.state.needed(for: 0) == f[4])
            let half = MatterKind.Passing(
                share: try #require(Fraction(1, 2)), strictly: true, of: .present)
            #expect(half.needed(of: p) == f[5])
            let twoThirds = MatterKind.Passing(share: .twoThirds, strictly: false, of: .entitled)
            #expect(twoThirds.needed(of: n) == f[6])
            // Convening obeys the same figure (the presiding member is the first to arrive).
            #expect((room.refusal(.convene) == nil) == (f[3] == 1 && p > 0))
            checked += 1
        }
        #expect(checked == 1325)
    }

    @Test("a kind may have a quorum of its own; below half it is no quorum")
    func quorumOfAKind() throws {
        let half = try #require(Fraction(1, 2))
        let profile = Maker.profile {
            $0.quorum = half
            $0.kinds[0].quorum = .twoThirds
        }
        #expect(profile.firstUnsoundKey == nil)
        var room = try Room(
            Maker.plan(
                members: 9, matters: [Maker.matter("m1"), Maker.matter("m2", "grade")],
                profile: profile, presiding: "a"))
        try room.arrive(["a", "b", "c", "d", "e"])
        try room.do(.convene)
        #expect(
            room.refusal(.introduce(Introduction(matter: "m1", by: "a")))
                == .recusalEmptiesMatter("m1", present: 5, needed: 6))
        try room.introduce("m2")
        let third = try #require(Fraction(1, 3))
        #expect(Maker.profile { $0.kinds[0].quorum = third }.firstUnsoundKey == "decision.quorum")
    }

    @Test("who signs the minutes is the profile's choice")
    func minutesSigners() throws {
        func closed(_ signers: Profile.MinutesSigners?) throws -> Room {
            var room = try Room(
                Maker.plan(members: 4, profile: Maker.profile { $0.minutesSigners = signers }))
            try room.open(absent: ["c"])
            try room.tellers("a", "b")
            try room.do(.close(Closing(unfinished: ["m1"])))
            return room
        }
        #expect(try closed(nil).state.minutesSigners == ["d", "a", "b", "s"])
        #expect(try closed(.officers).state.minutesSigners == ["d", "a", "b", "s"])
        var room = try closed(.present)
        #expect(room.state.minutesSigners == ["d", "a", "b", "s"])
        room = try Room(
            Maker.plan(members: 5, profile: Maker.profile { $0.minutesSigners = .present }))
        try room.open(absent: ["b"])
        try room.do(.close(Closing(unfinished: ["m1"])))
        #expect(room.state.minutesSigners == ["e", "a", "c", "d", "s"])
    }

    @Test("the worked figures of the rule book")
    func workedFigures() throws {
        let table = [
            3: (2, 2), 4: (3, 3), 5: (4, 3), 6: (4, 4), 7: (5, 4), 8: (6, 5), 9: (6, 5), 10: (7, 6),
            11: (8, 6), 12: (8, 7), 13: (9, 7), 15: (10, 8),
        ]
        for (n, (quorum, pass)) in table {
            let room = try Room(Maker.plan(members: n))
            #expect(room.state.quorum == quorum)
            #expect(room.state.needed(for: 0) == pass)
        }
    }

    @Test("a plan names each problem of its roll")
    func rolls() {
        func refusal(_ change: (inout Plan) -> Void) -> MeetingRefusal? {
            var plan = Maker.plan(members: 4)
            change(&plan)
            do {
                _ = try MeetingState().decide(.plan(plan), at: Maker.now)
                return nil
            } catch { return error }
        }
        #expect(refusal { _ in } == nil)
        #expect(refusal { $0.roll[1].id = "a" } == .duplicateMember("a"))
        #expect(refusal { $0.roll[1].rank = 1 } == .duplicateRank(1))
        #expect(refusal { $0.roll[1].name = $0.roll[0].name } == .indistinguishable("a", "b"))
        #expect(
            refusal {
                $0.roll[1].name = $0.roll[0].name
                $0.roll[1].distinguisher = "2"
            } == nil)
        #expect(refusal { $0.roll[3].chief = nil } == .chiefCount(0))
        #expect(refusal { $0.roll[0].chief = .party } == .twoChiefsOfOneKind)
        #expect(refusal { $0.secretary = "d" } == .secretaryIsChief("d"))
        #expect(refusal { $0.matters = [] } == .noMatters)
        #expect(refusal { $0.matters[0].kind = "war" } == .unknownKind("war"))
        #expect(refusal { $0.matters.append($0.matters[0]) } == .duplicateMatter("m1"))
        #expect(
            refusal { $0.matters[0].kind = "contest" } == .candidateCount("m1", have: 0, need: 2))
        #expect(refusal { $0.title = " " } == .missingText(.title))
        #expect(refusal { $0.roll[0].id = "../../x" } == .malformedID("../../x"))
    }

    @Test("the agenda is frozen from convening on")
    func frozen() throws {
        var room = try Room(Maker.plan(members: 3))
        try room.do(.plan(Maker.plan(members: 4)))  // replaced as often as need be
        try room.open()
        #expect(room.refusal(.plan(Maker.plan(members: 3))) == .agendaFrozen)
        let fact = RecommendationFact(id: "r", candidate: "x", recommenders: [], sha256: Maker.hash)
        #expect(
            room.refusal(.attach(Attachment(matter: "m1", recommendation: fact))) == .agendaFrozen)
        #expect(
            room.refusal(.detach(Detachment(matter: "m1", recommendation: "r"))) == .agendaFrozen)
    }

    @Test("a departure below quorum stops the matter, a return lets it go on")
    func quorumLost() throws {
        var room = try Room(Maker.plan(members: 4, presiding: "a"))
        try room.open(absent: ["c"])
        try room.tellers("a", "b")
        try room.introduce("m1")
        try room.view("a")
        try room.do(.leave(Departure(member: "b", reason: "called away")))
        let view = MeetingCommand.stateView(StatedView(matter: "m1", member: "d", stance: .for))
        #expect(room.refusal(view) == .noQuorum(present: 2, needed: 3))
        try room.arrive(["b"])
        #expect(room.refusal(view) == .chiefMustWait("d", awaited: ["b"]))
    }

    @Test("the papers must be on record, from the right person")
    func prerequisites() throws {
        var matter = Maker.matter("m1", "post", ["x"])
        var room = try Room(Maker.plan(members: 4, matters: [matter], presiding: "a"))
        try room.open()
        let introduce = MeetingCommand.introduce(Introduction(matter: "m1", by: "a"))
        #expect(room.refusal(introduce) == .prerequisitesMissing(["consultation"]))
        func paper(_ id: String, by: PersonID) -> MeetingCommand {
            .recordPrerequisite(
                PrerequisiteRecord(matter: "m1", prerequisite: id, by: by, on: Maker.day))
        }
        #expect(
            room.refusal(paper("consultation", by: "b"))
                == .prerequisiteNotByDeputy("consultation", deputy: "a"))
        #expect(room.refusal(paper("poll", by: "a")) == .unknownPrerequisite("poll"))
        try room.do(paper("consultation", by: "a"))
        #expect(
            room.refusal(paper("consultation", by: "a")) == .prerequisiteOnRecord("consultation"))
        #expect(room.refusal(introduce) == .recommendationsMissing(["x"], needed: 1))

        matter.recommendations = [
            RecommendationFact(
                id: "r1", candidate: "x",
                recommenders: [Recommender(person: "b", relation: .relative)],
                sha256: Maker.hash)
        ]
        room = try Room(Maker.plan(members: 4, matters: [matter], presiding: "a"))
        try room.open()
        try room.do(paper("consultation", by: "a"))
        let events = try room.do(introduce)
        #expect(
            events.map(\.kind) == [.recused, .introduced], "a relative's recommender withdraws")
        #expect(room.matter("m1")?.isRecused[1] == true)
    }

    @Test("a chief never introduces; the deputy does, or somebody named when the deputy can't")
    func introducer() throws {
        var room = try Room(Maker.plan(members: 5, presiding: "b"))
        try room.open(absent: ["a"])
        func introduce(_ by: PersonID) -> MeetingCommand {
            .introduce(Introduction(matter: "m1", by: by))
        }
        #expect(room.refusal(introduce("e")) == .chiefIntroduces("e"))
        #expect(room.refusal(introduce("c")) == .notDeputyInCharge(by: "c", deputy: "a"))
        func name(_ id: PersonID) -> MeetingCommand {
            .nameIntroducer(
                IntroducerNaming(matter: "m1", member: id, reason: "the deputy is away"))
        }
        #expect(room.refusal(name("e")) == .chiefIntroduces("e"))
        try room.do(name("c"))
        try room.do(introduce("c"))
        var other = try Room(Maker.plan(members: 5, presiding: "b"))
        try other.open()
        #expect(other.refusal(name("c")) == .deputyAvailable("a"))
    }

    @Test("matters are taken one by one")
    func oneByOne() throws {
        var room = try Room(
            Maker.plan(
                members: 3, matters: [Maker.matter("m1"), Maker.matter("m2")], presiding: "a"))
        try room.open()
        try room.introduce("m1")
        try room.view("a")
        let second = MeetingCommand.introduce(Introduction(matter: "m2", by: "a"))
        #expect(room.refusal(second) == .matterInHand("m1", awaited: ["b", "c"]))
        try room.views(["b", "c"])
        try room.do(second)
        #expect(room.matter("m1")?.status == .discussed)
    }

    @Test("the person concerned is out when the matter is introduced, and stays out")
    func concerned() throws {
        var room = try Room(
            Maker.plan(members: 5, matters: [Maker.matter("m1", "grade", ["b"])], presiding: "a"))
        try room.open()
        try room.introduce("m1")
        #expect(room.matter("m1")?.isRecused[1] == true)
        let back = MeetingCommand.correct(
            Correction(target: .recusal, matter: "m1", member: "b", reason: "r"))
        #expect(room.refusal(back) == .concernedStaysOut("b"))
    }

    @Test("entitled 3 with one recused: decidable when the recused count, and when they don't")
    func threeWithOneRecused() throws {
        for counts in [true, false] {
            let profile = Maker.profile { $0.recusedCountAsEntitled = counts }
            var room = try Room(Maker.plan(members: 3, profile: profile, presiding: "a"))
            try room.open()
            try room.do(.recuse(Recusal(matter: "m1", member: "c", ground: .relative, reason: "r")))
            try room.introduce("m1")
            #expect(room.state.quorum(for: 0) == 2)
            #expect(room.state.needed(for: 0) == 2)
            try room.do(.recuse(Recusal(matter: "m1", member: "b", ground: .relative, reason: "r")))
            let view = MeetingCommand.stateView(StatedView(matter: "m1", member: "a", stance: .for))
            #expect(
                room.refusal(view)
                    == (counts ? .noQuorumForMatter("m1", present: 1, needed: 2) : nil))
        }
    }

    @Test("a recusal that makes the majority impossible refuses the matter")
    func majorityImpossible() throws {
        // 6 entitled, 4 present, one recused: quorum of the matter 4, present 3.
        var room = try Room(Maker.plan(members: 6, presiding: "a"))
        try room.open(absent: ["d", "e"])
        try room.do(.recuse(Recusal(matter: "m1", member: "b", ground: .relative, reason: "r")))
        #expect(
            room.refusal(.introduce(Introduction(matter: "m1", by: "a")))
                == .recusalEmptiesMatter("m1", present: 3, needed: 4))
    }

    @Test("a matter is withdrawn by who brings it, even after discussion")
    func withdrawal() throws {
        var room = try Room(Maker.plan(members: 3, presiding: "b"))
        try room.open()
        try room.introduce("m1")
        try room.views(["a", "b", "c"])
        func withdraw(_ by: PersonID) -> MeetingCommand {
            .withdraw(MatterWithdrawal(matter: "m1", by: by, reason: "to be redrafted"))
        }
        #expect(room.refusal(withdraw("c")) == .notItsBringer("c"))
        try room.do(withdraw("a"))
        try room.do(.close(Closing()))
        #expect(room.state.phase == .closed)
    }

    @Test("adjourned to another day: the roll is taken again, the agenda stays, views stay")
    func adjourned() throws {
        var room = try Room(Maker.plan(members: 3, presiding: "a"))
        try room.open()
        try room.introduce("m1")
        try room.view("a")
        let tomorrow = Timestamp(
            milliseconds: room.time.milliseconds + 86_400_000, offsetMinutes: 480)
        try room.do(.adjourn(Adjournment(until: tomorrow, reason: "late")))
        #expect(room.state.present == 0)
        #expect(room.refusal(.reconvene) == .presidingAbsent("a"))
        room.time = tomorrow
        try room.arrive(["a", "c"])
        try room.do(.reconvene)
        #expect(room.state.awaited(on: 0).map { Maker.id($0) } == ["c"])
        #expect(room.refusal(.plan(Maker.plan(members: 3))) == .agendaFrozen)
    }

    @Test("papers that came too late are pointed out, in working days")
    func notice() throws {
        let profile = Maker.profile {
            $0.noticeWorkingDays = 3
            $0.calendar = WorkCalendar(holidays: [Day("2026-11-20")!], workdays: [])
        }
        var room = try Room(Maker.plan(members: 2, profile: profile))
        // Delivered Tuesday 17 November for Monday 23: Wednesday, Thursday; Friday is a holiday.
        try room.do(.deliver(Delivery(member: "a", what: .papers, on: Day("2026-11-17")!)))
        #expect(room.state.advice.contains(.noticeShort("a", days: 2, needed: 3, personnel: false)))
        #expect(
            room.state.advice.contains(.noticeShort("b", days: nil, needed: 3, personnel: false)))
        #expect(
            room.refusal(.deliver(Delivery(member: "a", what: .papers, on: Day("2026-11-24")!)))
                == .dateInFuture(Day("2026-11-24")!))
    }

    @Test("closing names what is unfinished, and counts the events")
    func closing() throws {
        var room = try Room(Maker.plan(members: 3, presiding: "a"))
        try room.open()
        #expect(room.refusal(.close(Closing())) == .unfinishedMatters(["m1"]))
        try room.do(.close(Closing(unfinished: ["m1"])))
        #expect(room.matter("m1")?.status == .deferred)
        guard case .closed(let closing)? = room.events.last else {
            Issue.record("no closing event")
            return
        }
        #expect(closing.events == room.events.count)
    }

    @Test("a group too small for two tellers is told before it starts")
    func smallGroup() throws {
        let room = try Room(Maker.plan(members: 2))
        #expect(room.state.advice.contains(.tooFewForTellers(have: 1)))
    }

    @Test("reconsideration needs a decided matter and more than half of the entitled")
    func reconsideration() {
        func refusal(_ supporters: [PersonID], decided: Bool = true) -> MeetingRefusal? {
            var matter = Maker.matter("m1")
            matter.reconsiders = Reconsideration(
                meeting: "old", matter: "m9", supporters: supporters, wasDecided: decided)
            do {
                _ = try MeetingState().decide(
                    .plan(Maker.plan(members: 4, matters: [matter])), at: Maker.now)
                return nil
            } catch { return error }
        }
        #expect(refusal(["a", "b"]) == .tooFewSupporters(have: 2, needed: 3))
        #expect(refusal(["a", "b", "b"]) == .tooFewSupporters(have: 2, needed: 3))
        #expect(refusal(["a", "b", "c"]) == nil)
        #expect(refusal(["a", "b", "c"], decided: false) == .reconsidersNothing("m9"))
    }
}
