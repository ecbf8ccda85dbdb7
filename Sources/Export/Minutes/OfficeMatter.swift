// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Replay
import Wording

/// A matter's part of minutes in form 3: who presented what, who the persons are, what was checked, views in the order in
/// which the room heard them, the ballot, and the decision as a sentence. An excerpt has no views.
struct OfficeMatter {
    let minutes: Minutes
    let charter: Charter
    /// Its place on the agenda, from 0.
    let m: Int

    var matter: Matter { charter.plan.matters[m] }
    var state: MatterState { minutes.end.matters[m] }
    var kind: MatterKind { charter.kinds[m] }
    var isExcerpt: Bool { minutes.matter != nil }
    func say(_ zh: String, _ en: String) -> String { minutes.say(zh, en) }
    func say(_ text: Text) -> String { minutes.say(text) }
    func shown(_ text: String) -> String { minutes.shown(text) }
    var names: Names { minutes.names }
    var comma: String { minutes.comma }

    func blocks() -> [Minutes.Block] {
        var out: [Minutes.Block] = [.heading(heading)]
        if let presenter = state.introducedBy, !isExcerpt {
            out.append(
                .item(
                    say("汇报", "Presented by"),
                    minutes.withPost(presenter, charter)
                        + (matter.summary.map { say("：", ": ") + shown($0) } ?? "")))
        }
        out += matter.candidates.map(person)
        if !isExcerpt { out += recommendations + papers }
        out += withdrawals
        if !isExcerpt { out += questions + minutes.chiefless(m, charter) + views }
        out += ballots
        return out + [.item(say("会议决定", "Decision"), decision)] + after
    }

    private var heading: String {
        say("\(Self.numeral(charter.item(m)))、", "\(charter.item(m)). ") + shown(matter.title)
    }

    /// 一 to 九十九; digits beyond.
    static func numeral(_ n: Int) -> String {
        let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
        guard (1...99).contains(n) else { return "\(n)" }
        let (tens, ones) = (n / 10, n % 10)
        return (tens == 0 ? "" : tens == 1 ? "十" : digits[tens] + "十") + digits[ones]
    }

    // MARK: Who and what

    func person(_ candidate: Candidate) -> Minutes.Block {
        let facts = (candidate.facts ?? []).compactMap { id in
            charter.profile.facts?.first { $0.id == id }?.title.text
        }
        let what =
            kind.form == .graded
            ? say("评议对象", "Appraised")
            : takesFrom ? say("拟免职人员", "To leave a post") : say("人选", "Candidate")
        let present = candidate.presentPost.map { say("，现任", ", now ") + shown($0) } ?? ""
        let post =
            candidate.post.map {
                (takesFrom ? say("，拟免", ", to leave ") : say("，拟任", ", to be ")) + shown($0)
            } ?? ""
        let so = facts.isEmpty ? "" : say("；情形：", "; ") + say(list(facts))
        return .item(what, shown(candidate.name) + present + post + so)
    }

    /// A decision about people that appoints nobody is about a post that they hold.
    private var takesFrom: Bool { kind.isAboutPeople && !kind.appoints && kind.form != .graded }

    /// L8: a chief's own recommendation, where the profile takes it, is an early view and said as such.
    var recommendations: [Minutes.Block] {
        let early: [Minutes.Block] =
            minutes.end.chiefRecommended(m)
            ? [
                .note(
                    say(
                        "推荐人中有主要负责人，等于先行表态（议事规则允许，注明在案）",
                        "a chief is among those who recommend, which is an early view; the profile takes it"
                    ))
            ] : []
        return state.recommendations.map { r in
            let who = r.recommenders.map { names($0.person) }.joined(separator: comma)
            return .item(
                say("实名推荐", "Recommended"),
                matter.candidates.count > 1
                    ? say("\(who)推荐\(names(r.candidate))", "\(names(r.candidate)) by \(who)") : who)
        } + early
    }

    var papers: [Minutes.Block] {
        minutes.end.gates(of: m).compactMap { gate in
            guard let p = gate.record else { return nil }
            let title =
                p.document.map { say("《\(shown($0.title))》", "“\(shown($0.title))”") } ?? ""
            let who = p.named.map { names($0) }.joined(separator: comma)
            return .item(
                say(names.paper(gate.name)),
                title + say("（\(who)，\(minutes.spoken(p.on))）", " (\(who), \(p.on))")
                    + said(gate))
        }
    }

    /// What a paper says: its figures, its conclusion and the reason for going on.
    private func said(_ gate: Gate) -> String {
        guard let p = gate.record else { return "" }
        let parts = [
            gate.figuresText, gate.conclusion?.title.text, p.reason.map { Text("\($0)", "\($0)") },
        ].compactMap(\.self)
        return parts.isEmpty
            ? "" : say("：", ": ") + parts.map(say).joined(separator: say("；", "; "))
    }

    var withdrawals: [Minutes.Block] {
        var out: [Minutes.Block] = []
        if let asked = state.recusalsAsked, state.recusals.isEmpty, asked.declared.isEmpty {
            return isExcerpt
                ? []
                : [
                    .item(
                        say("回避", "Recused"), say("经询问，均无需要回避的情形", "asked; nobody has to withdraw"))
                ]
        }
        // Nobody has to withdraw from what nobody decides on.
        if state.recusalsAsked == nil, state.introducedBy != nil, !isExcerpt, kind.form != .noted,
            charter.profile.recusalInquiry != .none
        {
            out.append(
                .item(
                    say("回避", "Recused"),
                    say("未询问有无需要回避的情形", "nobody was asked who has to withdraw")))
        }
        // Attendees count nowhere.
        let members = state.recusals.filter { charter.seat($0.member) != nil }
        let attendees = state.recusals.filter { charter.seat($0.member) == nil }
        if isExcerpt, !members.isEmpty {
            out.append(
                .item(
                    say("回避", "Recused"), say("\(members.count) 人", "\(members.count)")))
        }
        guard !isExcerpt else { return out }
        if !members.isEmpty {
            out.append(
                .item(say("回避", "Recused"), reasons(members) + minutes.recusedCount(charter)))
        }
        if !attendees.isEmpty {
            out.append(.item(say("列席人员回避", "Attendees recused"), reasons(attendees)))
        }
        return out
    }

    /// Who withdrew, each with the reason.
    private func reasons(_ recusals: [Recusal]) -> String {
        recusals.map { recusal in
            let reason =
                ["Q2", "S4"].contains(recusal.reason)
                ? recusal.ground.text : Text("\(recusal.reason)", "\(recusal.reason)")
            return names(recusal.member) + say("（", " (") + say(reason) + say("）", ")")
        }.joined(separator: comma)
    }

    // MARK: What was said

    /// L9: each question with its answers.
    var questions: [Minutes.Block] {
        state.questions.map { asked in
            let answers = asked.answers.map { answer in
                say("；\(names(answer.by))答：“", "; \(names(answer.by)) answered: “")
                    + shown(answer.words)
                    + (answer.isContent
                        ? say("”（提问人认可）", "” (the asker is content)") : say("”", "”"))
            }.joined()
            return .item(
                say("质询", "Question"),
                say("\(names(asked.question.by))问：“", "\(names(asked.question.by)) asked: “")
                    + shown(asked.question.words) + say("”", "”")
                    + (answers.isEmpty ? say("；未答复", "; not answered") : answers))
        }
    }

    /// A view that was struck stays, marked. Only the last chief spoke last.
    private var views: [Minutes.Block] {
        let steps = minutes.stepsOf[m]
        var struck: [PersonID: Int] = [:]
        var lastChief: Int?
        for (i, step) in steps.enumerated() {
            if case .corrected(let c) = step.event, c.target == .view, let who = c.member {
                struck[who] = i
            }
            // A chief who stated none wasn't the last to state a view.
            if step.marker == .chiefView, case .viewStated(let v) = step.event, v.stance != .noView
            {
                lastChief = i
            }
        }
        var out: [Minutes.Block] = []
        for (i, step) in steps.enumerated() {
            switch step.event {
            case .viewStated(let view):
                out.append(.entry(line(view, isLast: i == lastChief)))
                if let later = struck[view.member], later > i {
                    out.append(.note(say("后经更正，不作数", "struck later as a slip")))
                }
            case let event where event.isRemark:
                out.append(.note("\(step.at.clock) \(say(event.text(names)))"))
            default: break
            }
        }
        guard !out.isEmpty else { return [] }
        return [.item(say("表态（按发言顺序）", "Views, in the order heard"), "")] + out
    }

    func line(_ view: StatedView, isLast: Bool) -> String {
        let mark = isLast ? say("（末位表态）", " (last)") : ""
        let whom = whom(view)
        let words =
            view.words.isEmpty ? "" : say("“\(shown(view.words))”", " “\(shown(view.words))”")
        return names(view.member) + mark
            + say("：\(view.stance.text.zh)\(whom)。", ": \(view.stance.text.en)\(whom).") + words
    }

    /// For whom, in brackets; nothing where nobody is named.
    func whom(_ view: StatedView) -> String {
        view.chosen.isEmpty
            ? ""
            : say("（", " (") + view.chosen.map { names($0) }.joined(separator: comma)
                + say("）", ")")
    }

    // MARK: What was decided

    /// One sentence, whatever became of it.
    var decision: String {
        let title = shown(matter.title)
        let reason = state.reason.map { say("：", ": ") + shown($0) } ?? ""
        switch state.status {
        case .decided, .returned: return settled(title)
        case .failed: return say("\(title)，未通过", "\(title): not passed") + sum
        case .deferred:
            let ground = deferral.map {
                Text("（\($0.ground.text.zh)）", " (\($0.ground.text.en))")
            }
            return say("\(title)，暂缓表决", "\(title): deferred") + (ground.map(say) ?? "") + reason
        case .withdrawn: return say("\(title)，撤回", "\(title): withdrawn") + reason
        case .sentBack: return say("\(title)，退回方案", "\(title): proposal sent back") + reason
        case .pending, .open, .discussed, .balloting:
            return minutes.end.phase == .cancelled
                ? say("会议取消，未讨论", "the meeting was cancelled")
                : say("【待填】尚无结果", "[to fill in] no result yet")
        }
    }

    private func settled(_ title: String) -> String {
        guard let result = state.result else { return title }
        switch result.outcome {
        case .graded: return say("\(title)，评议完成", "\(title): appraised")
        case .noted: return shown(state.conclusion ?? title)
        case .passed where kind.form == .contested:
            let who = result.candidates.map { names($0) }.joined(separator: comma)
            return say("\(title)：\(who)，通过", "\(title): \(who), passed") + sum + left
        default: return say("同意\(title)", "\(title): agreed") + sum
        }
    }

    /// What it rests on: the votes, what was needed, and of how many.
    private var sum: String {
        guard let result = state.result, let votes = result.votes, let needed = result.needed else {
            return ""
        }
        // What each has stands with the ballot.
        if matter.posts ?? 1 > 1 { return say("（须 \(needed) 票）", " (\(needed) needed)") }
        return say("（得 \(votes) 票，须 \(needed) 票）", " (\(votes) votes, \(needed) needed)")
    }

    /// B3: who was tied where the posts end, and how many posts nobody fills.
    private var left: String {
        guard let posts = matter.posts, let result = state.result else { return "" }
        let tied = (result.tied ?? []).map { names($0) }.joined(separator: comma)
        let open = posts - result.candidates.count
        return (tied.isEmpty ? "" : say("；\(tied)票数相同，未通过", "; \(tied) tied, not passed"))
            + (open > 0 ? say("；缺 \(open) 人", "; posts left open: \(open)") : "")
    }

    private var deferral: Deferral? {
        for step in minutes.stepsOf[m].reversed() {
            if case .deferred(let d) = step.event { return d }
        }
        return nil
    }

    /// B7: what becomes of the decision that was taken up again.
    private var reconsidered: [Minutes.Block] {
        guard let r = matter.reconsiders else { return [] }
        let which = say(
            "复议会议 \(shown(r.meeting.rawValue)) 议题 \(shown(r.matter.rawValue))；",
            "reconsiders matter \(shown(r.matter.rawValue)) of meeting \(shown(r.meeting.rawValue)): "
        )
        let outcome =
            state.status.isDecision
            ? say("原决定不再执行", "the first decision goes no further")
            : state.status.isFinal
                ? say("原决定继续执行", "the first decision goes on")
                : say("原决定停下等候", "the first decision waits")
        return [.note(which + outcome)]
    }

    /// What followed: the decision taken up again, a task, a veto, a proposal that goes up.
    var after: [Minutes.Block] {
        var out = reconsidered
        if let task = state.task {
            out.append(
                .note(
                    say(
                        "由\(names(task.by))在\(minutes.spoken(task.due))前查清：\(shown(task.what))",
                        "\(names(task.by)) clears up by \(task.due): \(shown(task.what))")))
        }
        out += state.assigned.map { task in
            .note(
                say(
                    "由\(names(task.by))办理，\(minutes.spoken(task.due))前报告：\(shown(task.what))",
                    "\(names(task.by)) carries it out and reports by \(task.due): \(shown(task.what))"
                ))
        }
        if let back = state.sentBack {
            out.append(
                .note(
                    say("退回人：\(names(back.by))", "sent back by \(names(back.by))")
                        + (back.goesUp == true ? upward : "")))
        }
        if let veto = state.veto {
            out.append(
                .note(
                    say(
                        "主要负责人\(names(veto.by))书面否决，退回：\(shown(veto.reasons))",
                        "returned by veto of \(names(veto.by)), a chief: \(shown(veto.reasons))")
                        + (veto.goesUp == true ? upward : "")))
        }
        return out
    }

    /// V2, V3: to whom.
    private var upward: String {
        let above = charter.profile.goesUpTo
        return say(
            "；第二次，上报\(above.map { shown($0.zh) } ?? "上级")",
            "; the second time: it goes up to \(above.map { shown($0.en) } ?? "the body above")")
    }
}
