// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// What may be recorded of an appointment and when, written a second time and another way than the engine:
/// as one table over plain values. S5, A1 to A4.
struct LivesOracle {
    enum Stage { case decided, notice, probation, confirmed, ended }
    var stage = Stage.decided
    var noticeEnd = 0
    var spared = false
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
            guard stage == .notice, !o.words.isEmpty, (20_000...today).contains(o.on.number),
                o.identity == nil || o.by.isEmpty
            else { return false }
            objections += 1
        case .settleObjections(let s):
            guard stage == .notice, objections > 0 else { return false }
            guard (20_000...today).contains(s.on.number) else { return false }
            objections = 0
            if s.upheld { stage = .ended }
        case .recordTalk(let t):
            guard [.notice, .probation, .confirmed].contains(stage) || stage == .decided && spared,
                t.on.number <= today, t.on.number > noticeEnd, t.on.number >= 20_000, !t.by.isEmpty
            else { return false }
        case .exemptNotice(let e):
            guard stage == .decided, !spared, !e.reason.isEmpty,
                (20_000...today).contains(e.on.number)
            else { return false }
            spared = true
        case .takeOffice(let t):
            guard stage == .notice || stage == .decided && spared, t.on.number <= today,
                t.on.number > noticeEnd, t.on.number >= 20_000, objections == 0
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
