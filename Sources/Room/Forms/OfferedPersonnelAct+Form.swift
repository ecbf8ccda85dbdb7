// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel
import Wording

// What each act on people asks for.

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
        case .object(let a):
            return CommandForm(
                a,
                [
                    .on(\.on, today), .words(\.by, Text("提出人", "Raised by")),
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
        case .takeOffice(let a):
            return CommandForm(a, [.on(\.on, today)], PersonnelCommand.takeOffice)
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
        case .find(let a):
            return CommandForm(
                a,
                [
                    .kind(\.kind, nil), .grade(\.grade, nil), .reason(\.reasons, Self.reasons),
                    .words(\.body, Self.body), .on(\.on, today),
                ] + .paper(\.basis), PersonnelCommand.find)
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

    private static let body = Text("作出机构", "Decided by (body)")
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
