// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Personnel
import Testing

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
            .recordTalk(
                AppointmentTalk(
                    appointment: a, kind: .office, on: today, by: "q", basis: basis)),
            .recordTalk(
                AppointmentTalk(
                    appointment: a, kind: .integrity, on: today, by: "", basis: basis)),
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

    /// Steps of which the search of every way would grow too wide.
    private func more(_ today: Day) -> [PersonnelCommand] {
        let a: AppointmentID = "m/1"
        let basis = Document(title: "依据")
        return [
            .exemptNotice(
                NoticeExemption(
                    appointment: a, ground: .specialPost, reason: "r", basis: basis, on: today)),
            .exemptNotice(
                NoticeExemption(
                    appointment: a, ground: .other, reason: "", basis: basis, on: today)),
            .exemptNotice(
                NoticeExemption(
                    appointment: a, ground: .other, reason: "r", basis: basis,
                    on: Self.start.advanced(by: -1))),
            .object(
                Objection(appointment: a, on: today, by: "", words: "w", identity: .anonymous)),
            .object(
                Objection(appointment: a, on: today, by: "q", words: "w", identity: .confidential)),
        ]
    }

    /// Whether engine and oracle agree; both move on.
    private func agree(
        _ command: PersonnelCommand, _ state: inout PersonnelState, _ oracle: inout LivesOracle,
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
        func walk(_ state: PersonnelState, _ oracle: LivesOracle, _ depth: Int) {
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
        walk(begin, LivesOracle(), 0)
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
                var oracle = LivesOracle()
                oracle.isWrong = isWrong
                var today = Self.start
                for _ in 0..<40 {
                    today = today.advanced(by: Int.random(in: 0...60, using: &generator))
                    let isRare = Int.random(in: 0..<12, using: &generator) == 0
                    let all = isRare ? more(today) : steps(today)
                    guard let command = all.randomElement(using: &generator) else {
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
