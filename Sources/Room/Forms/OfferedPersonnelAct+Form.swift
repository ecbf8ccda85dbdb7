// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel
import Wording

// Which acts on people are offered, and what each asks for.

private let filler = "…"

extension RoomSnapshot {
    /// What can be recorded of an appointment, in the order of its life.
    func acts(on id: AppointmentID) -> [OfferedPersonnelAct] {
        guard let file = personnel.appointments[id] else { return [] }
        let today = now.day
        let paper = Document(title: filler)
        var all: [OfferedPersonnelAct] = [
            act(
                .publishNotice(PublicNotice(appointment: id, from: today, through: noticeEnd(file)))
            ),
            act(
                .exemptNotice(
                    NoticeExemption(
                        appointment: id, ground: .specialPost, reason: filler, basis: paper,
                        on: today))),
            act(.object(Objection(appointment: id, on: today, by: filler, words: filler))),
            act(
                .settleObjections(
                    ObjectionSettlement(appointment: id, on: today, upheld: false, basis: paper))),
            act(
                .recordTalk(
                    AppointmentTalk(
                        appointment: id, kind: .office, on: today, by: filler, basis: paper))),
            act(.takeOffice(OfficeTaken(appointment: id, on: today))),
            act(
                .endProbation(
                    ProbationEnd(appointment: id, on: today, result: .removed, basis: paper))),
            act(
                .recordOutcome(
                    Outcome(
                        appointment: id, kind: .competent, on: today, basis: paper, body: filler))),
        ]
        for one in personnel.answerable(for: file) {
            let finding = Finding(
                id: freeFindingID, appointment: id, person: one.person, kind: .none,
                grade: .noLiability, reasons: filler, basis: paper, body: filler, on: today,
                capacity: one.capacity)
            all.append(
                act(
                    .find(finding),
                    Text(" · \(names(one.person))（", " · \(names(one.person)) (")
                        + one.capacity.text + Text("）", ")")))
        }
        if let first = personnel.peopleByRank.first {
            let other = Finding(
                id: freeFindingID, appointment: id, person: first.id, kind: .none,
                grade: .noLiability, reasons: filler, basis: paper, body: filler, on: today,
                capacity: .other, part: filler)
            all.append(act(.find(other), Text(" · ", " · ") + Capacity.other.text))
        }
        let findings = personnel.findings.values.filter { $0.finding.appointment == id }
        for file in findings.sorted(by: { $0.finding.id < $1.finding.id }) {
            all += acts(on: file)
        }
        return all
    }

    private func acts(on file: FindingFile) -> [OfferedPersonnelAct] {
        let id = file.finding.id
        let today = now.day
        let paper = Document(title: filler)
        let label = Text(
            " · \(id) \(names(file.finding.person))", " · \(id) \(names(file.finding.person))")
        return [
            act(.answer(FindingAnswer(finding: id, on: today, words: filler)), label),
            act(.appeal(Appeal(finding: id, on: today, words: filler)), label),
            act(
                .decideAppeal(
                    AppealDecision(
                        finding: id, on: today, result: .maintained, reasons: filler, basis: paper,
                        body: filler)), label),
            act(
                .correctFinding(
                    FindingCorrection(
                        finding: id, kind: file.kind, grade: file.grade, reasons: filler,
                        basis: paper, body: filler, on: today)), label),
            act(
                .impose(
                    Consequence(
                        id: freeConsequenceID, finding: id, person: file.finding.person,
                        kind: .noRecommending, from: today,
                        through: today.advanced(byMonths: 12).advanced(by: -1))), label),
        ]
    }

    /// What can be done about a recommendation that stands.
    func acts(on id: RecommendationID) -> [OfferedPersonnelAct] {
        guard let file = personnel.recommendations[id],
            let signer = file.recommendation.recommenders.first?.person
        else { return [] }
        return [
            act(
                .withdraw(
                    RecommendationWithdrawal(recommendation: id, by: signer, reason: filler)))
        ]
    }
}

extension OfferedPersonnelAct {
    /// The form of the act, from its example.
    func form(in snapshot: RoomSnapshot) -> CommandForm<PersonnelCommand> {
        let today = snapshot.now.day
        switch example {
        case .publishNotice(let a):
            return CommandForm(NoticePosted(notice: a), Self.questions(a)) { posted in
                var notice = posted.notice
                let holidays = posted.holidays.flatMap(RoomSnapshot.parts).compactMap(Day.init)
                notice.calendar =
                    holidays.isEmpty ? nil : WorkCalendar(holidays: holidays.sorted())
                return .publishNotice(notice)
            }
        case .exemptNotice(let a):
            let ground: Question<NoticeExemption> = .choice(
                \.ground, Text("情形", "Ground"), of: NoticeExemption.Ground.allCases, named: \.text)
            return CommandForm(
                a, [ground, .reason(\.reason, Self.reasons), .on(\.on, today)] + .paper(\.basis),
                PersonnelCommand.exemptNotice)
        case .object(let a):
            let identity: Question<Objection> = .choice(
                \.identity, Text("署名", "Name"), none: Text("署名", "given"),
                of: Objection.Identity.allCases, named: \.text)
            let by: Question<Objection> = .words(\.by, Text("提出人", "Raised by"))
            return CommandForm(
                a,
                [
                    .on(\.on, today), identity, by.when(\.identity, is: [nil]),
                    .words(\.words, Self.words),
                ], PersonnelCommand.object)
        case .settleObjections(let a):
            let outcome: Question<ObjectionSettlement> = .choice(
                \.upheld, Text("结论", "Outcome"), of: [false, true], first: false
            ) {
                $0 ? Text("成立，终止任职", "upheld: ends") : Text("不成立", "dismissed")
            }
            return CommandForm(
                a, [.on(\.on, today), outcome] + .paper(\.basis),
                PersonnelCommand.settleObjections)
        case .recordTalk(let a):
            let kind: Question<AppointmentTalk> = .choice(
                \.kind, Text("谈话", "Talk"), of: AppointmentTalk.Kind.allCases, first: .office,
                named: \.text)
            return CommandForm(
                a,
                [kind, .on(\.on, today), .words(\.by, Text("谈话人", "Held by"))] + .paper(\.basis),
                PersonnelCommand.recordTalk)
        case .dividePower(let a):
            return CommandForm(
                a,
                [
                    .choice(
                        \.to, Text("由谁分管", "Managed by"), none: Text("没有人", "nobody"),
                        of: snapshot.peopleWhoMayManage, first: nil, named: snapshot.name),
                    .day(\.from, Text("自", "From"), today), .reason(\.reason, Self.reasons),
                ] + .paper(\.basis), PersonnelCommand.dividePower)
        case .report(let a):
            return CommandForm(
                a,
                [
                    .on(\.on, today), .words(\.words, Text("报告内容", "Report")),
                    .choice(
                        \.isDone, Text("是否办结", "Is it done"), of: [true, false], first: true
                    ) {
                        $0 ? Text("办结", "done") : Text("仍在办理", "not yet")
                    },
                    .scan(\.paper, Text("书面报告（可空）", "Written report (optional)")),
                ], PersonnelCommand.report)
        case .takeOffice(let a):
            // Probation counts from the notice, where there is one.
            let months =
                snapshot.personnel.appointments[a.appointment]?.appointment.probationMonths ?? 0
            let notice: Questions<OfficeTaken> =
                months == 0
                ? []
                : [.day(\.trialNoticeOn, Text("试用通知日期（可空）", "Notice of trial (optional)"), nil)]
            return CommandForm(a, [.on(\.on, today)] + notice, PersonnelCommand.takeOffice)
        case .endProbation(let a):
            return CommandForm(a, Self.questions(a, today), PersonnelCommand.endProbation)
        case .recordOutcome(let a):
            let kind: Question<Outcome> = .choice(
                \.kind, Text("结果", "Outcome"), of: Outcome.Kind.allCases,
                first: Outcome.Kind.allCases[1], named: \.text)
            return CommandForm(
                a, [kind, .on(\.on, today), .words(\.body, Self.body)] + .paper(\.basis),
                PersonnelCommand.recordOutcome)
        // Nobody is cleared, or found at fault, by pressing Enter on.
        case .find(let a): return findingForm(a, in: snapshot)
        case .answer(let a):
            return CommandForm(
                a, [.on(\.on, today), .words(\.words, Self.words)], PersonnelCommand.answer)
        case .appeal(let a):
            return CommandForm(
                a, [.on(\.on, today), .words(\.words, Self.words)], PersonnelCommand.appeal)
        case .decideAppeal(let a):
            let result: Question<AppealDecision> = .choice(
                \.result, Text("决定", "Decision"), of: AppealDecision.Result.allCases,
                first: AppealDecision.Result.allCases.first, named: \.text)
            return CommandForm(
                a,
                [
                    result, .on(\.on, today), .reason(\.reasons, Self.reasons),
                    .words(\.body, Self.body),
                ] + .paper(\.basis), PersonnelCommand.decideAppeal)
        case .correctFinding(let a):
            return CommandForm(
                a,
                [
                    .kind(\.kind, a.kind), .grade(\.grade, a.grade),
                    .reason(\.reasons, Self.reasons), .words(\.body, Self.body), .on(\.on, today),
                ] + .paper(\.basis), PersonnelCommand.correctFinding)
        case .impose(let a):
            return CommandForm(
                a,
                [
                    .choice(
                        \.kind, Text("影响", "Consequence"), of: Consequence.Kind.allCases,
                        first: a.kind, named: \.text),
                    .day(\.from, Text("自", "From"), a.from),
                    .day(\.through, Text("至", "Through"), a.through),
                ], PersonnelCommand.impose)
        case .withdraw(let a):
            let signers = snapshot.signers(of: a.recommendation)
            return CommandForm(
                a,
                [
                    .choice(
                        \.by, Text("撤回人", "Withdrawn by"), of: signers, first: signers.first
                    ) { Text(same: snapshot.names($0)) },
                    .reason(\.reason),
                    .scan(
                        \.paper,
                        Text("没有钥匙的，签名纸件的扫描件", "Without a key: the scan of the signed paper")),
                ], PersonnelCommand.withdraw)
        case .open, .importPeople, .enrolKey, .revokeKey, .lodge, .freeze, .appoint,
            .returnAppointment, .sealMinutes, .remarkClock, .recordOlderFile, .holdAppointment,
            .releaseAppointment:
            return CommandForm(example)
        }
    }

    /// A finding while it is typed.
    private struct Found {
        var finding: Finding
        var person: PersonID?
        var part = ""
        var jointly: [PersonID] = []
    }

    private func findingForm(_ finding: Finding, in snapshot: RoomSnapshot)
        -> CommandForm<PersonnelCommand>
    {
        let isOther = finding.capacity == .other
        var questions: Questions<Found> = []
        if isOther {
            questions = [
                snapshot.person(\.person, Text("责任人", "Who is responsible")),
                .words(\.part, Text("所起作用", "Their part in it")),
            ]
        }
        let liable = Finding.Kind.allCases.filter { $0 != .none }
        let responsibility: Question<Found> = .choice(
            \.finding.responsibility, Text("责任", "Responsibility"),
            none: Text("决定未写明", "not named"), of: Responsibility.allCases, named: \.text)
        questions =
            questions + [
                .kind(\.finding.kind, nil),
                responsibility.when(\.finding.kind, is: liable), .grade(\.finding.grade, nil),
                .reason(\.finding.reasons, Self.reasons), .words(\.finding.body, Self.body),
                .on(\.finding.on, snapshot.now.day),
                snapshot.people(
                    \.jointly, Text("同案认定的其他人（可空）", "Others found in the same decision"),
                    optional: true),
            ] + .paper(\.finding.basis)
        return CommandForm(Found(finding: finding), questions) { found in
            var finding = found.finding
            if isOther {
                finding.person = found.person ?? finding.person
                finding.part = found.part
            }
            finding.jointly = found.jointly.isEmpty ? nil : found.jointly
            return .find(finding)
        }
    }

    private static let body = Text("认定机关", "Decided by (body)")
    private static let words = Text("内容", "Words")
    private static let reasons = Text("理由", "Reasons")

    /// A notice while its holidays are typed.
    private struct NoticePosted {
        var notice: PublicNotice
        var holidays: [String] = []
    }

    private static func questions(_ notice: PublicNotice) -> Questions<NoticePosted> {
        [
            .day(\.notice.from, Text("公示自", "From"), notice.from),
            .day(\.notice.through, Text("公示至", "Through"), notice.through),
            .phrases(\.holidays, Text("其间节假日（顿号分开）", "Holidays within"), []),
        ]
    }

    private static func questions(_ end: ProbationEnd, _ today: Day) -> Questions<ProbationEnd> {
        let results = ProbationEnd.Result.allCases
        let extendedTo: Question<ProbationEnd> = .day(
            \.extendedTo, Text("延长至", "Extended to"), nil)
        let questions: Questions<ProbationEnd> = [
            .on(\.on, today),
            .choice(
                \.result, Text("结果", "Result"), of: results, first: results.first, named: \.text),
            extendedTo.when(\.result, is: [.extended]),
        ]
        return questions + .paper(\.basis)
    }
}

extension Question {
    /// The day on which it was done.
    fileprivate static func on(_ place: WritableKeyPath<Value, Day>, _ today: Day) -> Question {
        .day(place, Text("日期", "Date"), today)
    }

    fileprivate static func kind(
        _ place: WritableKeyPath<Value, Finding.Kind>, _ first: Finding.Kind?
    ) -> Question {
        .choice(
            place, Text("性质", "Kind"), of: Finding.Kind.allCases, first: first, named: \.text)
    }

    fileprivate static func grade(
        _ place: WritableKeyPath<Value, Finding.Grade>, _ first: Finding.Grade?
    ) -> Question {
        .choice(
            place, Text("处理", "Grade"), of: Finding.Grade.allCases, first: first, named: \.text)
    }
}

extension RoomSnapshot {
    func signers(of id: RecommendationID) -> [PersonID] {
        personnel.recommendations[id]?.recommendation.recommenders.map(\.person) ?? []
    }
}
