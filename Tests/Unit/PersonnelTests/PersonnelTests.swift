// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel
import Testing

@Suite("dates, texts and what becomes of people")
struct PersonnelTests {
    @Test("a name that somebody had before is known, and only once it was changed")
    func formerNames() {
        var state = PersonnelState()
        func take(_ name: String, post: String? = nil) {
            state.evolve(
                .peopleImported(
                    PeopleImport(people: [
                        Person(
                            id: "p1", name: name, distinguisher: nil, rank: nil, chief: nil,
                            inCharge: [], unit: nil, post: post)
                    ])))
        }
        take("闻七星")
        take("闻七星", post: "科长")
        #expect(state.formerNames.isEmpty)
        take("闻启新")
        take("闻新")
        #expect(state.formerNames == ["p1": ["闻七星", "闻启新"]])
    }

    @Test("days and times read back, leap years and offsets included")
    func dates() throws {
        var checked = 0
        for number in stride(from: -200_000, through: 1_200_000, by: 997) {
            let day = Day(number: number)
            #expect(Day(day.description) == day)
            checked += 1
        }
        #expect(checked > 1000)
        #expect(Day("2026-11-23")?.weekday == 1)
        #expect(Day("2024-02-29")?.advanced(by: 1).description == "2024-03-01")
        #expect(Day("2024-02-29")?.advanced(byMonths: 12).description == "2025-02-28")
        for bad in ["2023-02-29", "2026-13-01", "2026-1-01", "26-01-01", "2026-11-23 ", ""] {
            #expect(Day(bad) == nil)
        }
        for text in [
            "2026-11-23T14:41:05+08:00", "1969-12-31T23:59:59.001Z", "2026-01-01T00:00:00-03:30",
        ] {
            #expect(Timestamp(text)?.description == text)
        }
        #expect(Timestamp("2026-11-23T00:30:00+08:00")?.day == Day("2026-11-23"))
        #expect(Timestamp("2026-11-23T14:41:05+08:00")?.clock == "14:41")
        for bad in [
            "2026-11-23", "2026-11-23T24:00:00Z", "2026-11-23T14:41:05",
            "2026-11-23T14:41:05+15:00",
        ] {
            #expect(Timestamp(bad) == nil)
        }
    }

    @Test("working days leave out weekends and holidays, and count exchanged days")
    func workingDays() throws {
        let calendar = WorkCalendar(
            holidays: [Day("2026-10-01")!, Day("2026-10-02")!], workdays: [Day("2026-10-10")!])
        #expect(calendar.workingDays(from: Day("2026-09-28")!, through: Day("2026-10-11")!) == 9)
        #expect(calendar.workingDays(after: Day("2026-09-28")!, before: Day("2026-10-05")!) == 2)
    }

    /// A register with three people, a recommendation, and an appointment decided on Monday 23.
    private func register(calendar: WorkCalendar? = nil) throws -> PersonnelState {
        var state = PersonnelState()
        try give(
            &state, .open(RegisterOpening(organisation: "o", offsetMinutes: 480, language: "zh")))
        try give(
            &state,
            .importPeople(
                PeopleImport(
                    people: ["a", "b", "x"].map { Person(id: PersonID($0), name: "n\($0)") })))
        try give(&state, .lodge(recommendation()))
        try give(
            &state,
            .appoint(
                Appointment(
                    id: "m/1", meeting: "m", matter: "1", candidate: "x", post: "p",
                    introducedBy: "b", preparedBy: [],
                    recommendations: ["r1"], votesFor: 6, entitled: 9, decidedOn: day,
                    probationMonths: 12,
                    noticeWorkingDays: 5, calendar: calendar)))
        return state
    }

    private let day = Day("2026-11-23")!
    private let hash = String(repeating: "0", count: 64)
    private var paper: Document { Document(title: "t", sha256: hash) }

    private func recommendation(
        _ id: RecommendationID = "r1", _ change: (inout Recommendation) -> Void = { _ in }
    )
        -> Recommendation
    {
        var r = Recommendation(
            id: id, kind: .personal, recommenders: [Recommender(person: "a", relation: .none)],
            candidate: "x",
            post: "p", reasons: "r", signedOn: day, paper: paper)
        change(&r)
        return r
    }

    private func give(
        _ state: inout PersonnelState, _ command: PersonnelCommand, on day: Day? = nil
    ) throws {
        for event in try state.decide(command, on: day ?? self.day) { state.evolve(event) }
    }

    private func refusal(_ state: PersonnelState, _ command: PersonnelCommand, on day: Day? = nil)
        -> PersonnelRefusal?
    {
        do {
            _ = try state.decide(command, on: day ?? self.day)
            return nil
        } catch { return error }
    }

    @Test("S · a recommendation is complete, signed on paper, by people who may")
    func recommendations() throws {
        let state = try register()
        func refused(_ change: @escaping (inout Recommendation) -> Void) -> PersonnelRefusal? {
            refusal(state, .lodge(recommendation("r2", change)))
        }
        #expect(refused { _ in } == nil)
        #expect(refused { $0.id = "r1" } == .duplicateRecommendation("r1"))
        #expect(refused { $0.recommenders = [] } == .noRecommender)
        #expect(refused { $0.recommenders[0].person = "x" } == .selfRecommendation("x"))
        #expect(refused { $0.candidate = "y" } == .unknownPerson("y"))
        #expect(refused { $0.kind = .joint } == .wrongSignerCount(.joint))
        #expect(refused { $0.kind = .collective } == .leadMissing)
        #expect(
            refused {
                $0.kind = .collective
                $0.lead = "a"
            } == .minutesMissing)
        #expect(refused { $0.lead = "b" } == .leadNotASigner("b"))
        #expect(refused { $0.paper.sha256 = nil } == .paperHashMissing)
        #expect(refused { $0.paper.sha256 = "12" } == .malformedHash(title: "t"))
        #expect(refused { $0.reasons = " " } == .missingText(.reasons))
        #expect(
            refused { $0.signedOn = self.day.advanced(by: 1) }
                == .signedInFuture(day.advanced(by: 1)))
        #expect(
            refusal(
                state,
                .withdraw(RecommendationWithdrawal(recommendation: "r1", by: "b", reason: "r")))
                == .notItsRecommender("b"))
    }

    @Test("A1 · the notice is counted by the profile's holidays, and by those it lists besides")
    func noticeCalendar() throws {
        let state = try register(
            calendar: WorkCalendar(
                holidays: [Day("2026-11-26")!], workdays: [Day("2026-11-28")!]))
        func notice(_ through: String, _ days: WorkCalendar? = nil) -> PersonnelCommand {
            .publishNotice(
                PublicNotice(
                    appointment: "m/1", from: Day("2026-11-25")!, through: Day(through)!,
                    calendar: days))
        }
        // Wednesday, Friday, the Saturday that is worked, Monday: the Thursday is off.
        #expect(refusal(state, notice("2026-11-30")) == .noticeTooShort(days: 4, needed: 5))
        #expect(refusal(state, notice("2026-12-01")) == nil)
        let besides = WorkCalendar(holidays: [Day("2026-11-30")!])
        #expect(
            refusal(state, notice("2026-12-01", besides)) == .noticeTooShort(days: 4, needed: 5))
    }

    @Test("A1 · notice, office, probation, in their order and with their times")
    func life() throws {
        var state = try register()
        let take = PersonnelCommand.takeOffice(
            OfficeTaken(appointment: "m/1", on: Day("2026-12-02")!))
        let later = Day("2029-01-01")!
        #expect(refusal(state, take) == .wrongStage("m/1", .decided))
        #expect(
            refusal(
                state,
                .publishNotice(
                    PublicNotice(
                        appointment: "m/1", from: Day("2026-11-25")!, through: Day("2026-11-30")!)))
                == .noticeTooShort(days: 4, needed: 5))
        try give(
            &state,
            .publishNotice(
                PublicNotice(
                    appointment: "m/1", from: Day("2026-11-25")!, through: Day("2026-12-01")!)))
        #expect(
            refusal(
                state, .takeOffice(OfficeTaken(appointment: "m/1", on: Day("2026-12-01")!)),
                on: later)
                == .noticeRunning(through: Day("2026-12-01")!))
        try give(&state, .object(Objection(appointment: "m/1", on: day, by: "c", words: "w")))
        #expect(refusal(state, take, on: later) == .openObjections(1))
        try give(
            &state,
            .settleObjections(
                ObjectionSettlement(appointment: "m/1", on: day, upheld: false, basis: paper)))
        #expect(refusal(state, take) == .dateInFuture(Day("2026-12-02")!))
        func talk(_ on: String, by: String = "c") -> PersonnelCommand {
            .recordTalk(
                AppointmentTalk(
                    appointment: "m/1", kind: .office, on: Day(on)!, by: by, basis: paper))
        }
        #expect(
            refusal(state, talk("2026-12-01"), on: later)
                == .noticeRunning(through: Day("2026-12-01")!))
        #expect(refusal(state, talk("2026-12-02")) == .dateInFuture(Day("2026-12-02")!))
        #expect(refusal(state, talk("2026-12-02", by: " "), on: later) == .missingText(.name))
        try give(&state, talk("2026-12-02"), on: later)
        try give(&state, take, on: later)
        try give(&state, talk("2026-12-03"), on: later)
        #expect(state.appointments["m/1"]?.probationThrough == Day("2027-12-01"))
        func end(_ on: String, _ r: ProbationEnd.Result, to: Day? = nil) -> PersonnelCommand {
            .endProbation(
                ProbationEnd(
                    appointment: "m/1", on: Day(on)!, result: r, extendedTo: to, basis: paper))
        }
        #expect(
            refusal(state, end("2027-06-01", .confirmed), on: later)
                == .probationRunning(through: Day("2027-12-01")!))
        #expect(refusal(state, end("2027-12-01", .extended), on: later) == .extensionDateMissing)
        try give(&state, end("2027-12-01", .extended, to: Day("2028-06-01")), on: later)
        try give(&state, end("2028-06-01", .confirmed), on: later)
        #expect(state.appointments["m/1"]?.stage == .confirmed)
    }

    @Test("A1 · without a notice, where none is due or a ground spares it")
    func noNotice() throws {
        var state = try register()
        let later = Day("2027-01-01")!
        let exempt = PersonnelCommand.exemptNotice(
            NoticeExemption(
                appointment: "m/1", ground: .specialPost, reason: "r", basis: paper, on: day))
        let take = PersonnelCommand.takeOffice(
            OfficeTaken(appointment: "m/1", on: day.advanced(by: 1)))
        #expect(refusal(state, take, on: later) == .wrongStage("m/1", .decided))
        try give(&state, exempt)
        #expect(refusal(state, exempt) == .noNoticeDue("m/1"))
        #expect(
            refusal(
                state,
                .takeOffice(OfficeTaken(appointment: "m/1", on: day.advanced(by: -1))), on: later)
                == .dateTooEarly(day.advanced(by: -1), earliest: day))
        try give(&state, take, on: later)
        #expect(state.appointments["m/1"]?.stage == .probation)

        var plain = try register()
        plain.appointments["m/1"]?.appointment.withoutNotice = true
        plain.appointments["m/1"]?.appointment.probationMonths = 0
        #expect(refusal(plain, exempt) == .noNoticeDue("m/1"))
        try give(&plain, take, on: later)
        #expect(plain.appointments["m/1"]?.stage == .confirmed)
    }

    @Test("A2 · found in the capacity in which they stood; the chief and the discipline body too")
    func capacities() throws {
        var state = try register()
        try give(
            &state,
            .importPeople(
                PeopleImport(
                    people: ["c", "d"].map { Person(id: PersonID($0), name: "n\($0)") })))
        state.appointments["m/1"]?.appointment.answerable = [
            Answerable(capacity: .chief, person: "c", post: "书记"),
            Answerable(capacity: .disciplineBody, person: "b"),
            Answerable(capacity: .recommender, person: "a"),
            Answerable(capacity: .handler, person: "b"),
        ]
        try give(
            &state,
            .recordOutcome(
                Outcome(appointment: "m/1", kind: .discipline, on: day, basis: paper, body: "b")))
        func find(
            _ person: PersonID, _ capacity: Capacity?, part: String? = nil,
            _ responsibility: Responsibility? = .mainLeadership, jointly: [PersonID]? = nil,
            kind: Finding.Kind = .failureOfScrutiny
        ) -> PersonnelCommand {
            .find(
                Finding(
                    id: FindingID("f\(state.findings.count)"), appointment: "m/1", person: person,
                    kind: kind, grade: kind == .none ? .noLiability : .admonition, reasons: "r",
                    basis: paper, body: "b", on: day, capacity: capacity, part: part,
                    responsibility: responsibility, jointly: jointly))
        }
        #expect(
            refusal(state, find("b", .chief))
                == .otherCapacity("b", known: [.disciplineBody, .handler]))
        #expect(refusal(state, find("d", .chief)) == .notAccountable("d"))
        #expect(refusal(state, find("d", nil)) == .notAccountable("d"))
        #expect(refusal(state, find("d", .other)) == .partMissing("d"))
        #expect(refusal(state, find("d", .other, part: " ")) == .partMissing("d"))
        #expect(refusal(state, find("c", .chief, part: "p")) == .partMissing("c"))
        #expect(refusal(state, find("c", .chief, kind: .none)) == .liabilityMismatch)
        #expect(refusal(state, find("c", .chief, jointly: ["c"])) == .repeatedPerson("c"))
        #expect(refusal(state, find("c", .chief, jointly: ["z"])) == .unknownPerson("z"))
        try give(&state, find("c", .chief, jointly: ["b"]))
        try give(&state, find("b", .disciplineBody, .importantLeadership, jointly: ["c"]))
        try give(&state, find("d", .other, part: "授意"))
        #expect(state.findings.count == 3)
        // What 0.2 recorded names no capacity.
        try give(&state, find("a", nil, nil))
    }

    @Test("A1 · the name of an objector who asks for it is stored nowhere")
    func confidential() throws {
        var state = try register()
        try give(
            &state,
            .publishNotice(
                PublicNotice(
                    appointment: "m/1", from: Day("2026-11-25")!, through: Day("2026-12-01")!)))
        func object(_ by: String, _ identity: Objection.Identity?) -> PersonnelCommand {
            .object(
                Objection(appointment: "m/1", on: day, by: by, words: "w", identity: identity))
        }
        #expect(refusal(state, object("张三", .confidential)) == .nameNotKept)
        #expect(refusal(state, object("张三", .anonymous)) == .nameNotKept)
        try give(&state, object("", .confidential))
        try give(&state, object("张三", nil))
        #expect(state.appointments["m/1"]?.openObjections.count == 2)
    }

    @Test(
        "A2 to A4 · an adverse outcome opens a review; findings need it, effects need findings, and they bind"
    )
    func liability() throws {
        var state = try register()
        func finding(_ id: FindingID, _ person: PersonID, _ grade: Finding.Grade = .admonition)
            -> PersonnelCommand
        {
            .find(
                Finding(
                    id: id, appointment: "m/1", person: person,
                    kind: grade == .noLiability ? .none : .failureOfScrutiny, grade: grade,
                    reasons: "r", basis: paper,
                    body: "commission", on: day))
        }
        func effect(
            _ id: ConsequenceID, _ finding: FindingID, _ person: PersonID = "a",
            _ kind: Consequence.Kind = .noRecommending
        )
            -> PersonnelCommand
        {
            .impose(
                Consequence(
                    id: id, finding: finding, person: person, kind: kind, from: day,
                    through: day.advanced(by: 365)))
        }
        #expect(refusal(state, finding("f1", "a")) == .noReview("m/1"))
        #expect(refusal(state, effect("c1", "f1")) == .unknownFinding("f1"))
        let outcome = Outcome(
            appointment: "m/1", kind: .discipline, on: day, basis: paper, body: "b")
        #expect(
            try state.decide(.recordOutcome(outcome), on: day).map(\.kind) == [
                .outcomeRecorded, .reviewOpened,
            ])
        try give(&state, .recordOutcome(outcome))
        #expect(refusal(state, finding("f1", "x")) == .notAccountable("x"))
        try give(&state, finding("f1", "a"))
        try give(&state, finding("f2", "b", .noLiability))
        #expect(refusal(state, effect("c2", "f2", "b")) == .consequenceWithoutLiability("f2"))
        #expect(refusal(state, effect("c1", "f1", "b")) == .wrongPerson("b"))
        try give(&state, effect("c1", "f1"))
        #expect(
            refusal(state, .lodge(recommendation("r2")))
                == .barredRecommender("a", through: day.advanced(by: 365)))
        // Signed while barred, it isn't lodged afterwards either.
        #expect(
            refusal(state, .lodge(recommendation("r2")), on: day.advanced(by: 366))
                == .barredRecommender("a", through: day.advanced(by: 365)))
        #expect(
            refusal(
                state, .lodge(recommendation("r2") { $0.signedOn = day.advanced(by: 366) }),
                on: day.advanced(by: 366)) == nil)
        // Imported twice, counted once; a holder whom it keeps from the grade isn't graded so.
        #expect(
            refusal(state, .recordOutcome(outcome)) == .duplicateOutcome("m/1", day))
        // Corrected to no liability, it binds nobody any more.
        var cleared = state
        try give(
            &cleared,
            .correctFinding(
                FindingCorrection(
                    finding: "f1", kind: .none, grade: .noLiability, reasons: "r", basis: paper,
                    body: "b", on: day)))
        #expect(refusal(cleared, .lodge(recommendation("r2"))) == nil)
        try give(&state, .answer(FindingAnswer(finding: "f1", on: day, words: "w")))
        let decision = AppealDecision(
            finding: "f1", on: day, result: .revoked, reasons: "r", basis: paper, body: "b")
        #expect(refusal(state, .decideAppeal(decision)) == .noAppeal("f1"))
        try give(&state, .appeal(Appeal(finding: "f1", on: day, words: "w")))
        try give(&state, .decideAppeal(decision))
        #expect(
            refusal(state, .lodge(recommendation("r2"))) == nil, "a revoked finding binds no more")
        #expect(state.findings["f1"]?.finding.grade == .admonition, "and stays visible")
    }
}
