// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel
import Wording

// What each of these acts asks for, and the command that comes of it.

extension OfferedPersonnelAct {
    private static func day(_ label: Text, _ day: Day? = nil, optional: Bool = false) -> Field {
        Field(
            label: label, kind: .day, isOptional: optional, text: day.map(\.description) ?? "")
    }

    /// Title, and the file whose hash goes on record.
    private static var basis: [Field] {
        [
            .words(Text("依据文件", "Basis (paper)")),
            Field(
                label: Text("电子文件（可空）", "Its file (optional)"), kind: .file, isOptional: true),
        ]
    }

    private static let body = Field.words(Text("作出机构", "Decided by (body)"))
    private static func kinds(_ pick: Finding.Kind?) -> Field {
        .choice(
            Text("性质", "Kind"), Finding.Kind.allCases.map(\.text),
            pick.flatMap(Finding.Kind.allCases.firstIndex) ?? -1)
    }
    private static func grades(_ pick: Finding.Grade?) -> Field {
        .choice(
            Text("处理", "Grade"), Finding.Grade.allCases.map(\.text),
            pick.flatMap(Finding.Grade.allCases.firstIndex) ?? -1)
    }

    private typealias Me = OfferedPersonnelAct

    func fields(in snapshot: RoomSnapshot) -> [Field] {
        let today = snapshot.now.day
        let on = Me.day(Text("日期", "Date"), today)
        switch example {
        case .publishNotice(let n):
            return [
                Me.day(Text("公示自", "From"), n.from), Me.day(Text("公示至", "Through"), n.through),
                .words(Text("其间节假日（顿号分开）", "Holidays within"), optional: true),
            ]
        case .object:
            return [on, .words(Text("提出人", "Raised by")), .words(Text("内容", "Words"))]
        case .settleObjections:
            return [
                on,
                .choice(
                    Text("结论", "Outcome"),
                    [Text("不成立", "dismissed"), Text("成立，终止任职", "upheld: ends")]),
            ] + Me.basis
        case .takeOffice: return [on]
        case .endProbation:
            return [
                on,
                .choice(
                    Text("结果", "Result"),
                    ProbationEnd.Result.allCases.map(\.text)),
                Me.day(Text("延长至", "Extended to"), optional: true).when(
                    1,
                    Set(
                        ProbationEnd.Result.allCases.indices.filter {
                            ProbationEnd.Result.allCases[$0] == .extended
                        })),
            ] + Me.basis
        case .recordOutcome:
            return [
                .choice(Text("结果", "Outcome"), Outcome.Kind.allCases.map(\.text), 1), on, Me.body,
            ] + Me.basis
        case .find:
            // Nobody is cleared, or found at fault, by pressing Enter on.
            return [
                Me.kinds(nil), Me.grades(nil), .reason(Text("理由", "Reasons")), Me.body, on,
            ]
                + Me.basis
        case .answer, .appeal: return [on, .words(Text("内容", "Words"))]
        case .decideAppeal:
            return [
                .choice(
                    Text("决定", "Decision"), AppealDecision.Result.allCases.map(\.text)), on,
                .reason(Text("理由", "Reasons")), Me.body,
            ] + Me.basis
        case .correctFinding(let c):
            return [
                Me.kinds(c.kind), Me.grades(c.grade), .reason(Text("理由", "Reasons")), Me.body, on,
            ]
                + Me.basis
        case .impose(let c):
            return [
                .choice(
                    Text("影响", "Consequence"), Consequence.Kind.allCases.map(\.text),
                    Consequence.Kind.allCases.firstIndex(of: c.kind) ?? 0),
                Me.day(Text("自", "From"), c.from), Me.day(Text("至", "Through"), c.through),
            ]
        case .withdraw(let w):
            let signers = snapshot.signers(of: w.recommendation)
            return [
                .choice(
                    Text("撤回人", "Withdrawn by"),
                    signers.map { Text(snapshot.names($0), snapshot.names($0)) }),
                .reason(),
                .scan(Text("没有钥匙的，签名纸件的扫描件", "Without a key: the scan of the signed paper")),
            ]
        default: return []
        }
    }

    /// The command with what was filled in.
    func command(_ f: [Field], in snapshot: RoomSnapshot, hashOfFile: (String) -> String?)
        -> PersonnelCommand
    {
        func paper(_ i: Int) -> Document {
            let path = f[i + 1].text
            return Document(
                title: f[i].text, sha256: path.isEmpty ? nil : hashOfFile(path))
        }
        func day(_ i: Int, _ or: Day) -> Day { Day(f[i].text) ?? or }
        switch example {
        case .publishNotice(var n):
            n.from = day(0, n.from)
            n.through = day(1, n.through)
            let holidays = RoomSnapshot.parts(f[2].text).compactMap(Day.init)
            n.calendar = holidays.isEmpty ? nil : WorkCalendar(holidays: holidays.sorted())
            return .publishNotice(n)
        case .object(var o):
            o.on = day(0, o.on)
            o.by = f[1].text
            o.words = f[2].text
            return .object(o)
        case .settleObjections(var s):
            s.on = day(0, s.on)
            s.upheld = f[1].pick == 1
            s.basis = paper(2)
            return .settleObjections(s)
        case .takeOffice(var t):
            t.on = day(0, t.on)
            return .takeOffice(t)
        case .endProbation(var e):
            e.on = day(0, e.on)
            e.result = ProbationEnd.Result.allCases[f[1].pick]
            e.extendedTo = e.result == .extended ? Day(f[2].text) : nil
            e.basis = paper(3)
            return .endProbation(e)
        case .recordOutcome(var o):
            o.kind = Outcome.Kind.allCases[f[0].pick]
            o.on = day(1, o.on)
            o.body = f[2].text
            o.basis = paper(3)
            return .recordOutcome(o)
        case .withdraw(var w):
            let signers = snapshot.signers(of: w.recommendation)
            if signers.indices.contains(f[0].pick) { w.by = signers[f[0].pick] }
            w.reason = f[1].text
            let scan = f[2].text
            w.paper = scan.isEmpty ? nil : Document(scanAt: scan, sha256: hashOfFile(scan))
            return .withdraw(w)
        default: return findingCommand(f, paper, day)
        }
    }

    private func findingCommand(
        _ f: [Field], _ paper: (Int) -> Document, _ day: (Int, Day) -> Day
    ) -> PersonnelCommand {
        switch example {
        case .find(var finding):
            if Finding.Kind.allCases.indices.contains(f[0].pick) {
                finding.kind = Finding.Kind.allCases[f[0].pick]
            }
            if Finding.Grade.allCases.indices.contains(f[1].pick) {
                finding.grade = Finding.Grade.allCases[f[1].pick]
            }
            finding.reasons = f[2].text
            finding.body = f[3].text
            finding.on = day(4, finding.on)
            finding.basis = paper(5)
            return .find(finding)
        case .answer(var a):
            a.on = day(0, a.on)
            a.words = f[1].text
            return .answer(a)
        case .appeal(var a):
            a.on = day(0, a.on)
            a.words = f[1].text
            return .appeal(a)
        case .decideAppeal(var d):
            d.result = AppealDecision.Result.allCases[f[0].pick]
            d.on = day(1, d.on)
            d.reasons = f[2].text
            d.body = f[3].text
            d.basis = paper(4)
            return .decideAppeal(d)
        case .correctFinding(var c):
            c.kind = Finding.Kind.allCases[f[0].pick]
            c.grade = Finding.Grade.allCases[f[1].pick]
            c.reasons = f[2].text
            c.body = f[3].text
            c.on = day(4, c.on)
            c.basis = paper(5)
            return .correctFinding(c)
        case .impose(var c):
            c.kind = Consequence.Kind.allCases[f[0].pick]
            c.from = day(1, c.from)
            c.through = day(2, c.through)
            return .impose(c)
        default: return example
        }
    }
}

extension RoomSnapshot {
    func signers(of id: RecommendationID) -> [PersonID] {
        personnel.recommendations[id]?.recommendation.recommenders.map(\.person) ?? []
    }
}
