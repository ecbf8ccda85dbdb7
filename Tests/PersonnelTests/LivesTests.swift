import Foundation
import Personnel
import Testing

/// What may be recorded of an appointment and when, written a second time and another way than the engine:
/// as one table over plain values. S5, A1 to A4.
private struct Oracle {
    enum Stage { case decided, notice, probation, confirmed, ended }
    var stage = Stage.decided
    var noticeEnd = 0
    var objections = 0
    var probationEnd = 0
    var officeOn = 0
    var reviewed = false
    var adverseFrom = Int.max
    var outcomes: Set<String> = []
    var findings:
        [String: (
            liable: Bool, appealed: Bool, decided: Bool, revoked: Bool, on: Int, appealOn: Int
        )] =
            [:]
    var bars: [(finding: String, from: Int, to: Int)] = []
    var consequences: Set<String> = []
    var recommendations: Set<String> = []
    /// The seeded fault: findings without a review.
    var isWrong = false

    /// Whether the step is allowed on this day; taken when it is.
    mutating func takes(_ command: PersonnelCommand, _ today: Int) -> Bool {
        switch command {
        case .publishNotice(let n):
            guard stage == .decided, n.from.number <= n.through.number, n.from.number >= 20_000
            else { return false }
            let days = (n.from.number...n.through.number).count { Day(number: $0).weekday < 6 }
            guard days >= 5 else { return false }
            (stage, noticeEnd) = (.notice, n.through.number)
        case .object(let o):
            guard stage == .notice, !o.words.isEmpty, (20_000...today).contains(o.on.number) else {
                return false
            }
            objections += 1
        case .settleObjections(let s):
            guard stage == .notice, objections > 0 else { return false }
            guard (20_000...today).contains(s.on.number) else { return false }
            objections = 0
            if s.upheld { stage = .ended }
        case .takeOffice(let t):
            guard stage == .notice, t.on.number <= today, t.on.number > noticeEnd, objections == 0
            else { return false }
            officeOn = t.on.number
            (stage, probationEnd) = (
                .probation, t.on.advanced(byMonths: 12).advanced(by: -1).number
            )
        case .endProbation(let e):
            guard stage == .probation, e.on.number <= today, e.on.number >= officeOn else {
                return false
            }
            switch e.result {
            case .confirmed:
                guard e.on.number >= probationEnd else { return false }
                stage = .confirmed
            case .removed: stage = .ended
            case .extended:
                guard let to = e.extendedTo, to.number > probationEnd else { return false }
                probationEnd = to.number
            }
        case .recordOutcome(let o):
            guard o.on.number <= today, o.on.number >= 20_000, !o.body.isEmpty,
                outcomes.insert("\(o.kind) \(o.on)").inserted
            else { return false }
            if [.incompetent, .discipline, .removal, .conviction].contains(o.kind) {
                adverseFrom = min(adverseFrom, o.on.number)
            }
            if [.incompetent, .discipline, .removal, .conviction].contains(o.kind) {
                reviewed = true
            }
            if o.kind == .removal { stage = .ended }
        default: return takesFinding(command, today)
        }
        return true
    }

    private mutating func takesFinding(_ command: PersonnelCommand, _ today: Int) -> Bool {
        switch command {
        case .find(let f):
            guard reviewed || isWrong, f.on.number <= today, findings[f.id.rawValue] == nil,
                ["a", "b"].contains(f.person), (f.kind == .none) == (f.grade == .noLiability),
                !f.reasons.isEmpty, !f.basis.title.isEmpty,
                isWrong || f.on.number >= adverseFrom
            else { return false }
            findings[f.id.rawValue] = (
                f.kind != .none, false, false, false, f.on.number, 0
            )
        case .answer(let a): return stands(a.finding) && after(a.finding, a.on, today)
        case .appeal(let a):
            guard stands(a.finding), findings[a.finding.rawValue]?.appealed == false,
                after(a.finding, a.on, today)
            else { return false }
            findings[a.finding.rawValue]?.appealOn = a.on.number
            findings[a.finding.rawValue]?.appealed = true
        case .decideAppeal(let d):
            guard stands(d.finding), let f = findings[d.finding.rawValue], f.appealed, !f.decided,
                (f.appealOn...today).contains(d.on.number)
            else { return false }
            findings[d.finding.rawValue]?.decided = true
            if d.result == .revoked { findings[d.finding.rawValue]?.revoked = true }
        case .correctFinding(let c):
            guard stands(c.finding), (c.kind == .none) == (c.grade == .noLiability),
                after(c.finding, c.on, today)
            else {
                return false
            }
            findings[c.finding.rawValue]?.liable = c.kind != .none
        case .impose(let c):
            guard !consequences.contains(c.id.rawValue), stands(c.finding), c.person == "a",
                findings[c.finding.rawValue]?.liable == true, c.from.number <= c.through.number
            else { return false }
            consequences.insert(c.id.rawValue)
            if c.kind == .noRecommending {
                bars.append((c.finding.rawValue, c.from.number, c.through.number))
            }
        case .lodge(let r):
            let isBarred = bars.contains {
                let spans = $0.from...$0.to
                guard let f = findings[$0.finding], !f.revoked, f.liable else { return false }
                return spans.contains(today) || spans.contains(r.signedOn.number)
            }
            guard !isBarred, recommendations.insert(r.id.rawValue).inserted else { return false }
        default: return false
        }
        return true
    }

    /// Not before the finding, not after today.
    private func after(_ id: FindingID, _ day: Day, _ today: Int) -> Bool {
        findings[id.rawValue].map { $0.on <= day.number && day.number <= today } ?? false
    }

    private func stands(_ id: FindingID) -> Bool {
        findings[id.rawValue].map { !$0.revoked } ?? false
    }
}

private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 31)
    }
}

@Suite("lives of appointments")
struct LivesTests {
    private static let start = Day(number: 20_000)
    private static let paper = Document(title: "文件", sha256: String(repeating: "0", count: 64))

    private func register() throws -> PersonnelState {
        var state = PersonnelState()
        func give(_ command: PersonnelCommand) throws {
            for event in try state.decide(command, on: Self.start) { state.evolve(event) }
        }
        try give(.open(RegisterOpening(organisation: "o", offsetMinutes: 480, language: "zh")))
        try give(
            .importPeople(
                PeopleImport(
                    people: ["a", "b", "x", "y"].map { Person(id: PersonID($0), name: "n\($0)") })))
        try give(.lodge(recommendation("r0")))
        try give(
            .appoint(
                Appointment(
                    id: "m/1", meeting: "m", matter: "1", candidate: "x", post: "p",
                    introducedBy: "b", preparedBy: [], recommendations: ["r0"], votesFor: 5,
                    entitled: 9, decidedOn: Self.start, probationMonths: 12, noticeWorkingDays: 5)))
        return state
    }

    private func recommendation(_ id: String) -> Recommendation {
        Recommendation(
            id: RecommendationID(id), kind: .personal,
            recommenders: [Recommender(person: "a", relation: .none)], candidate: "x", post: "p",
            reasons: "good", signedOn: Self.start, paper: Self.paper)
    }

    /// Every step with the values that matter, on a day: the alphabet of both tests.
    private func steps(_ today: Day) -> [PersonnelCommand] {
        let a: AppointmentID = "m/1"
        let basis = Document(title: "依据")
        func finding(
            _ person: PersonID, _ kind: Finding.Kind, _ grade: Finding.Grade, _ title: String
        )
            -> PersonnelCommand
        {
            .find(
                Finding(
                    id: "f1", appointment: a, person: person, kind: kind, grade: grade,
                    reasons: "r", basis: Document(title: title), body: "b", on: today))
        }
        var all: [PersonnelCommand] = [
            .publishNotice(
                PublicNotice(appointment: a, from: today, through: today.advanced(by: 7))),
            .publishNotice(
                PublicNotice(appointment: a, from: today, through: today.advanced(by: 2))),
            .object(Objection(appointment: a, on: today, by: "q", words: "w")),
            .settleObjections(
                ObjectionSettlement(appointment: a, on: today, upheld: false, basis: basis)),
            .settleObjections(
                ObjectionSettlement(appointment: a, on: today, upheld: true, basis: basis)),
            .takeOffice(OfficeTaken(appointment: a, on: today)),
            .takeOffice(OfficeTaken(appointment: a, on: today.advanced(by: 1))),
            .endProbation(
                ProbationEnd(
                    appointment: a, on: today, result: .extended,
                    extendedTo: today.advanced(by: 500), basis: basis)),
            .lodge(recommendation("r\(today.number)")),
        ]
        all += ProbationEnd.Result.allCases.map {
            .endProbation(ProbationEnd(appointment: a, on: today, result: $0, basis: basis))
        }
        all += [Outcome.Kind.competent, .discipline, .removal].map {
            .recordOutcome(
                Outcome(appointment: a, kind: $0, on: today, basis: basis, body: "b"))
        }
        all.append(
            .recordOutcome(
                Outcome(
                    appointment: a, kind: .removal, on: today.advanced(by: 1), basis: basis,
                    body: "b")))
        all += [
            finding("a", .failureOfScrutiny, .reminder, "依据"),
            finding("a", .none, .noLiability, "依据"),
            finding("a", .none, .reminder, "依据"), finding("y", .dereliction, .discipline, "依据"),
            finding("a", .failureOfScrutiny, .reminder, ""),
            .answer(FindingAnswer(finding: "f1", on: today, words: "w")),
            .appeal(Appeal(finding: "f1", on: today, words: "w")),
        ]
        // Each of them dated before what it follows from.
        let long = today.advanced(by: -3_000)
        all += [
            .publishNotice(
                PublicNotice(appointment: a, from: long, through: today.advanced(by: -2_900))),
            .object(Objection(appointment: a, on: long, by: "q", words: "w")),
            .settleObjections(
                ObjectionSettlement(appointment: a, on: long, upheld: false, basis: basis)),
            .endProbation(
                ProbationEnd(appointment: a, on: long, result: .removed, basis: basis)),
            .answer(FindingAnswer(finding: "f1", on: long, words: "w")),
            .appeal(Appeal(finding: "f1", on: long, words: "w")),
            .decideAppeal(
                AppealDecision(
                    finding: "f1", on: long, result: .revoked, reasons: "r", basis: basis,
                    body: "b")),
            .correctFinding(
                FindingCorrection(
                    finding: "f1", kind: .none, grade: .noLiability, reasons: "r", basis: basis,
                    body: "b", on: long)),
        ]
        all += AppealDecision.Result.allCases.map {
            .decideAppeal(
                AppealDecision(
                    finding: "f1", on: today, result: $0, reasons: "r", basis: basis, body: "b"))
        }
        all += [(Finding.Kind.none, Finding.Grade.noLiability), (.misjudgement, .criticism)].map {
            .correctFinding(
                FindingCorrection(
                    finding: "f1", kind: $0, grade: $1, reasons: "r", basis: basis, body: "b",
                    on: today))
        }
        for person: PersonID in ["a", "b"] {
            all.append(
                .impose(
                    Consequence(
                        id: ConsequenceID("c\(today.number)"), finding: "f1", person: person,
                        kind: .noRecommending, from: today, through: today.advanced(by: 40))))
        }
        return all
    }

    /// Whether engine and oracle agree; both move on.
    private func agree(
        _ command: PersonnelCommand, _ state: inout PersonnelState, _ oracle: inout Oracle,
        _ today: Day
    ) -> (agrees: Bool, taken: Bool) {
        let events = try? state.decide(command, on: today)
        let allowed = oracle.takes(command, today.number)
        for event in events ?? [] { state.evolve(event) }
        return ((events != nil) == allowed, events != nil)
    }

    @Test("every way of three years in steps of six, as the table allows and no other")
    func exhaustive() throws {
        let days = [0, 9, 12, 380, 400, 760].map { Self.start.advanced(by: $0) }
        let begin = try register()
        var (taken, refused, wrong, seen) = (0, 0, 0, 0)
        func walk(_ state: PersonnelState, _ oracle: Oracle, _ depth: Int) {
            guard depth < days.count else { return }
            for command in steps(days[depth]) {
                var (next, after) = (state, oracle)
                let came = agree(command, &next, &after, days[depth])
                seen += 1
                if !came.agrees { wrong += 1 }
                taken += came.taken ? 1 : 0
                refused += came.taken ? 0 : 1
                if came.taken { walk(next, after, depth + 1) }
            }
        }
        walk(begin, Oracle(), 0)
        print(
            "lives: \(seen) steps explored, \(taken) taken, \(refused) refused, \(wrong) otherwise than the table"
        )
        #expect(wrong == 0)
        #expect(taken > 50_000 && refused > 100_000)
    }

    @Test("random lives of forty steps, as the table allows and no other; a wrong table is found")
    func random() throws {
        let lives =
            ProcessInfo.processInfo.environment["LASTWORD_TORTURE"] == nil ? 10_000 : 200_000
        let begin = try register()
        for isWrong in [false, true] {
            var generator = Generator(state: 5)
            var (wrong, barred) = (0, 0)
            var kinds: [PersonnelCommand.Kind: (taken: Int, refused: Int)] = [:]
            for _ in 0..<(isWrong ? 300 : lives) {
                var state = begin
                var oracle = Oracle()
                oracle.isWrong = isWrong
                var today = Self.start
                for _ in 0..<40 {
                    today = today.advanced(by: Int.random(in: 0...60, using: &generator))
                    guard let command = steps(today).randomElement(using: &generator) else {
                        return
                    }
                    let came = agree(command, &state, &oracle, today)
                    if !came.agrees { wrong += 1 }
                    kinds[command.kind, default: (0, 0)].taken += came.taken ? 1 : 0
                    kinds[command.kind, default: (0, 0)].refused += came.taken ? 0 : 1
                    if case .lodge = command, !came.taken { barred += 1 }
                    if !came.agrees { break }
                }
            }
            if isWrong {
                #expect(wrong > 0)
            } else {
                #expect(wrong == 0)
                #expect(barred > 20)
                for (kind, count) in kinds {
                    #expect(count.taken > 0 && count.refused > 0, "\(kind) \(count)")
                }
                print(
                    "lives: \(lives) at random, \(kinds.count) kinds of step each taken and refused, \(barred) recommendations barred"
                )
            }
        }
    }
}
