// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Replay
import Wording

// A matter's part of the minutes in the forms 1 and 2, which 0.2 sealed: who brought it, what was on the table, views in the order in which the room
// heard them, the ballot's figures and what followed.

extension Minutes {
    func blocks(of m: Int, _ charter: Charter) -> [Block] {
        let matter = charter.plan.matters[m]
        let state = end.matters[m]
        var out: [Block] = [
            .heading(say("议题 \(m + 1)　", "Matter \(m + 1): ") + shown(matter.title)),
            .item(say("类别", "Kind"), say(charter.kinds[m].title.zh, charter.kinds[m].title.en)),
        ]
        if !matter.candidates.isEmpty {
            out.append(
                .item(
                    say("人选", "Candidates"),
                    matter.candidates.map { named($0.name, $0.post) }.joined(separator: comma)))
        }
        if let presenter = state.introducedBy {
            out.append(.item(say("介绍人", "Introduced by"), names(presenter)))
        }
        out += state.recommendations.map { r in
            .item(
                say("实名推荐", "Recommended by"),
                r.recommenders.map { names($0.person) }.joined(separator: comma)
                    + say("（\(r.id)）", " (\(r.id))"))
        }
        out += papers(m, charter)
        let recused = charter.plan.roll.indices.filter { state.isRecused[$0] }
        if !recused.isEmpty {
            out.append(
                .item(
                    say("回避", "Recused"),
                    recused.map { names(charter.id($0)) }.joined(separator: comma)
                        + recusedCount(charter)))
        }
        out += chiefless(m, charter)
        out += heard(m)
        // In its own words of then.
        let status =
            state.status == .pending ? Text("未介绍", "pending") : state.status.text
        out.append(.item(say("结果", "Result"), say(status)))
        if let reason = state.reason { out.append(.note(shown(reason))) }
        return out
    }

    private func papers(_ m: Int, _ charter: Charter) -> [Block] {
        end.matters[m].prerequisites.map { p in
            let title = charter.kinds[m].prerequisites.first { $0.id == p.prerequisite }?.title
            let name = title.map { say($0.zh, $0.en) } ?? shown(p.prerequisite)
            let document =
                p.document.map { say("《\(shown($0.title))》", " “\(shown($0.title))”") } ?? ""
            let hash = p.document?.sha256.map { " \($0.prefix(16))" } ?? ""
            return .item(
                say("材料", "Paper"), "\(name)\(document)\(hash) \(p.on) \(names(p.by))")
        }
    }

    /// What happened, in the words of the form: what was sealed once reads for ever as it did.
    func told(_ event: MeetingEvent) -> Text {
        switch event {
        case .recused(let p):
            let ground =
                switch p.ground {
                case .relative: Text("近亲属", "relative concerned")
                case .recommender: Text("推荐近亲属", "recommended a relative")
                default: p.ground.text
                }
            return Text(
                "\(names(p.member)) 回避\(names(p.matter).zh)（\(ground.zh)）",
                "\(names(p.member)) is recused from \(names(p.matter).en) (\(ground.en))")
        case .introduced(let p):
            return Text(
                "\(names(p.by)) 介绍\(names(p.matter).zh)",
                "\(names(p.by)) introduced \(names(p.matter).en)")
        case .introducerNamed(let p):
            let now = event.text(names)
            return Text(
                "\(names(p.matter).zh)改由 \(names(p.member)) 介绍：\(p.reason)", "\(now.en)")
        case .deferred(let p):
            return Text(
                "\(names(p.matter).zh)暂缓表决：\(p.reason)",
                "\(names(p.matter).en) deferred: \(p.reason)")
        default: return event.text(names)
        }
    }

    /// Everything that was said and done on it, in order. A view that was corrected stays, marked.
    private func heard(_ m: Int) -> [Block] {
        let steps = m < stepsOf.count ? stepsOf[m] : []
        // Where somebody's view was struck last.
        var struck: [PersonID: Int] = [:]
        for (i, step) in steps.enumerated() {
            if case .corrected(let c) = step.event, c.target == .view, let who = c.member {
                struck[who] = i
            }
        }
        var out: [Block] = []
        var number = 0
        for (i, step) in steps.enumerated() {
            let clock = step.at.clock
            switch step.event {
            case .viewStated(let view):
                number += 1
                let last = step.marker == .chiefView ? say("（末位表态）", " (last, as chief)") : ""
                out.append(.entry("\(number). \(clock) \(say(step.event.text(names)))\(last)"))
                if let later = struck[view.member], later > i {
                    out.append(.note(say("后经更正，不作数", "struck later as a slip")))
                }
            case .ballotOpened, .resultDeclared, .boxClosed, .boxCounted, .countEntered:
                out += ballot(step, m)
            case let event where event.isRemark:
                out.append(.entry("\(clock) \(say(told(event)))"))
            case .introduced, .corrected, .deferred, .withdrawn, .sentBack, .recusalsAsked,
                .othersSealed, .ballotVoided, .recused,
                .introducerNamed:
                out.append(.entry("\(clock) \(say(told(step.event)))"))
            case .vetoed(let veto):
                out.append(.entry("\(clock) \(say(told(step.event)))"))
                out += standing(of: veto)
            default: break
            }
        }
        return out.isEmpty ? [] : [.item(say("经过", "Proceedings"), "")] + out
    }

    private func ballot(_ step: Timeline.Step, _ m: Int) -> [Block] {
        let before = timeline.state(before: step)
        switch step.event {
        case .ballotOpened(let opening):
            let after = timeline.state(after: step)
            return [
                .entry(
                    "\(step.at.clock) "
                        + say(
                            "无记名票决（\(opening.mode.text.zh)）：应到 \(after.entitled(for: m)) 人，到会 \(after.present(for: m)) 人，有表决权 \(after.ballot?.electorate ?? 0) 人",
                            "secret ballot (\(opening.mode.text.en)): \(after.entitled(for: m)) entitled, \(after.present(for: m)) present, \(after.ballot?.electorate ?? 0) may vote"
                        ))
            ]
        case .boxClosed(let closing) where !closing.figures.isEmpty:
            return figures(
                closing.figures, issued: closing.issued, returned: closing.returned, of: m, before,
                archive: closing.archive)
        case .boxClosed: return []
        case .boxCounted(let count):
            guard let closing = before.ballot?.closing else { return [] }
            return figures(
                count.figures, issued: closing.issued, returned: closing.returned, of: m, before,
                archive: count.archive)
        case .countEntered(let sheet):
            // The second teller's sheet says the same; a box has said it already.
            guard before.ballot?.closing == nil, !(before.ballot?.signedBy.isEmpty ?? true) else {
                return []
            }
            return figures(
                sheet.figures, issued: sheet.issued, returned: sheet.returned, of: m, before,
                archive: nil)
        default:
            return [
                .entry("\(step.at.clock) \(say(step.event.text(names)))"),
                // The sum speaks for itself; the rule's number is for those who ask why.
                .note(say(step.event.reason(before, names).withoutRule)),
            ]
        }
    }

    private func figures(
        _ figures: [MatterFigures], issued: Int, returned: Int, of m: Int,
        _ before: MeetingState, archive: String?
    ) -> [Block] {
        guard let f = figures.first(where: { before.charter?.matter($0.matter) == m }) else {
            return []
        }
        let choices = zip(before.choiceTexts(of: m), f.choices)
            .map { "\(say($0)) \($1)" }.joined(separator: say("，", ", "))
        var out: [Block] = [
            .note(
                say(
                    "发出 \(issued)，收回 \(returned)，有效 \(f.valid)，无效 \(f.invalid)；\(choices)",
                    "issued \(issued), returned \(returned), valid \(f.valid), invalid \(f.invalid); \(choices)"
                ))
        ]
        if let archive { out.append(.note(say("票档 ", "archive ") + archive.prefix(16))) }
        return out
    }
}

extension MeetingEvent {
    /// What was said or done in a discussion besides views.
    var isRemark: Bool {
        switch self {
        case .pointRaised, .opinionRead, .discussionReopened, .othersSealed, .introducerNamed: true
        default: false
        }
    }
}

extension Timeline {
    func state(before step: Step) -> MeetingState { state(before: index(of: step)) }
    func state(after step: Step) -> MeetingState { state(after: index(of: step)) }

    /// Steps stand in the order of their places in the register.
    private func index(of step: Step) -> Int {
        var (low, high) = (0, steps.count)
        while low < high {
            let middle = (low + high) / 2
            if steps[middle].seq < step.seq { low = middle + 1 } else { high = middle }
        }
        return low < steps.count && steps[low].seq == step.seq ? low : 0
    }

    /// The steps about each matter of the agenda, each step looked at once.
    func stepsByMatter(_ charter: Charter?) -> [[Step]] {
        guard let charter else { return [] }
        var found = Array(repeating: [Step](), count: charter.plan.matters.count)
        for step in steps {
            for m in step.matters(charter) { found[m].append(step) }
        }
        return found
    }
}

extension Timeline.Step {
    /// Of a ballot about several matters, each.
    fileprivate func matters(_ charter: Charter) -> [Int] {
        let several: [MatterID]
        switch event {
        case .ballotOpened(let o): several = o.matters
        case .boxClosed(let c): several = c.figures.map(\.matter)
        case .boxCounted(let c): several = c.figures.map(\.matter)
        case .countEntered(let s): several = s.figures.map(\.matter)
        case .resultDeclared(let r): several = r.results.map(\.matter)
        default: return matter.map { [$0] }?.filter { $0 < charter.plan.matters.count } ?? []
        }
        return Set(several.compactMap(charter.matter)).sorted()
    }
}
