// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

extension MeetingEvent {
    /// What happened, as the minutes would tell it.
    public func text(_ n: Names) -> Text {
        switch self {
        case .planned(let p):
            return Text(
                "拟定会议《\(p.title)》：应到 \(p.roll.count) 人，议题 \(p.matters.count) 项",
                "planned “\(p.title)”: \(p.roll.count) entitled, \(p.matters.count) matters")
        case .delivered(let p):
            let what = p.what == .papers ? Text("会议材料", "papers") : Text("干部材料", "personnel papers")
            return Text(
                "\(what.zh)于 \(p.on) 送达 \(n(p.member))",
                "\(what.en) reached \(n(p.member)) on \(p.on)")
        case .prerequisiteRecorded(let p):
            let said = p.conclusion.map { n.conclusion($0, of: p.prerequisite) }
            return Text(
                "\(n(p.matter).zh)：登记材料 \(n.paper(p.name).zh)",
                "\(n(p.matter).en): \(n.paper(p.name).en) on record")
                + (said.map { Text("，结论：", ", concluding: ") + $0 } ?? Text("", ""))
        case .attached(let p):
            return Text(
                "\(n(p.matter).zh)：附上推荐 \(p.recommendation.id)",
                "\(n(p.matter).en): recommendation \(p.recommendation.id) attached")
        case .detached(let p):
            return Text(
                "\(n(p.matter).zh)：撤下推荐 \(p.recommendation)",
                "\(n(p.matter).en): recommendation \(p.recommendation) detached")
        case .excused(let p):
            return Text(
                "\(n(p.member)) 缺席：\(p.reason)", "\(n(p.member)) is absent: \(p.reason)")
        case .arrived(let p): return Text("\(n(p.member)) 到会", "\(n(p.member)) arrived")
        case .left(let p):
            return Text("\(n(p.member)) 离会：\(p.reason)", "\(n(p.member)) left: \(p.reason)")
        case .recused(let p):
            return Text(
                "\(n(p.member)) 回避\(n(p.matter).zh)（\(p.ground.text.zh)）",
                "\(n(p.member)) is recused from \(n(p.matter).en) (\(p.ground.text.en))")
        case .presidingChanged(let p):
            return Text(
                "改由 \(n(p.member)) 主持：\(p.reason)", "\(n(p.member)) presides: \(p.reason)")
        case .tellersAppointed(let p):
            let counters =
                p.counters.map { Text("；计票人：", "; counters: ") + n($0) } ?? Text("", "")
            return Text("监票人：\(n(p.members).zh)", "tellers: \(n(p.members).en)") + counters
        case .convened: return Text("宣布开会，议程冻结", "convened; the agenda is frozen")
        case .quorumCalled(let p):
            return Text("\(n(p.member)) 要求清点人数", "\(n(p.member)) called the quorum")
        case .introducerNamed(let p):
            return Text(
                "\(n(p.matter).zh)改由 \(n(p.member)) 汇报：\(p.reason)",
                "\(n(p.member)) will introduce \(n(p.matter).en): \(p.reason)")
        case .introduced(let p):
            return Text("\(n(p.by)) 汇报\(n(p.matter).zh)", "\(n(p.by)) introduced \(n(p.matter).en)")
        case .questionAsked(let p):
            return Text(
                "\(n(p.by)) 就\(n(p.matter).zh)质询：\(p.words)",
                "\(n(p.by)) asked on \(n(p.matter).en): \(p.words)")
        case .questionAnswered(let p):
            return Text(
                "\(n(p.by)) 答复第 \(p.question) 问：\(p.words)",
                "\(n(p.by)) answered question \(p.question): \(p.words)")
                + (p.isContent
                    ? Text("（提问人认可）", " (the asker is content)")
                    : Text("（提问人未认可）", " (the asker isn't content)"))
        case .viewStated(let p):
            let whom =
                p.chosen.isEmpty
                ? Text("", "") : Text("（", " (") + n(p.chosen) + Text("）", ")")
            let words =
                p.words.isEmpty ? Text("", "") : Text("：“\(p.words)”", ": “\(p.words)”")
            return Text(
                "\(n(p.member)) 表态 \(p.stance.text.zh)", "\(n(p.member)) \(p.stance.said)")
                + whom + words
        case .corrected(let p):
            return Text(
                "\(n(p.matter).zh)更正误记：\(p.reason)",
                "\(n(p.matter).en), slip corrected: \(p.reason)")
        case .pointRaised(let p):
            return Text(
                "\(n(p.by)) 提出程序异议：\(p.words)",
                "\(n(p.by)) raised a point of order: \(p.words)")
        case .opinionRead(let p):
            return Text(
                "宣读 \(n(p.member)) 的书面意见（不计票）：\(p.words)",
                "opinion of \(n(p.member)) read out (not counted): \(p.words)")
        case .discussionReopened(let p):
            return Text(
                "\(n(p.matter).zh)重新讨论（赞成 \(p.inFavour) 人）：\(p.reason)",
                "\(n(p.matter).en) re-opened (\(p.inFavour) in favour): \(p.reason)")
        case .deferred(let p):
            let ground = p.ground.text
            return Text(
                "\(n(p.matter).zh)暂缓表决（\(ground.zh)）：\(p.reason)",
                "\(n(p.matter).en) deferred (\(ground.en)): \(p.reason)")
                + (p.task.map { task in
                    Text(
                        "；由 \(n(task.by)) 在 \(task.due) 前查清：\(task.what)",
                        "; \(n(task.by)) clears up by \(task.due): \(task.what)")
                } ?? Text("", ""))
        case .withdrawn(let p):
            return Text(
                "\(n(p.by)) 撤回\(n(p.matter).zh)：\(p.reason)",
                "\(n(p.by)) withdrew \(n(p.matter).en): \(p.reason)")
        case .ballotOpened(let p):
            return Text(
                "开始票决（\(p.mode.text.zh)）：\(n(p.matters).zh)",
                "ballot opened (\(p.mode.text.en)): \(n(p.matters).en)")
        case .othersSealed(let p):
            return Text("其他成员的票已封箱：\(p.papers) 张", "the others' papers are sealed: \(p.papers)")
        case .boxClosed(let p):
            let figures = p.figures.map { $0.choices.map(String.init).joined(separator: "/") }
            let why = p.reason.map { "（\($0)）" } ?? ""
            let reason = p.reason.map { " (\($0))" } ?? ""
            guard !figures.isEmpty else {
                return Text(
                    "监票人 \(n([p.teller] + (p.second.map { [$0] } ?? [])).zh) 关闭票箱\(why)：发出 \(p.issued) 收回 \(p.returned)，待全体监票人输入密码后开票",
                    "teller \(n([p.teller] + (p.second.map { [$0] } ?? [])).en) closed the box\(reason): issued \(p.issued), returned \(p.returned); counted once every teller has given a PIN"
                )
            }
            return Text(
                "监票人 \(n([p.teller] + (p.second.map { [$0] } ?? [])).zh) 关闭票箱\(why)：发出 \(p.issued) 收回 \(p.returned)，\(figures.joined(separator: "；"))，票档 \(p.archive.prefix(8))",
                "teller \(n([p.teller] + (p.second.map { [$0] } ?? [])).en) closed the box\(reason): issued \(p.issued), returned \(p.returned); \(figures.joined(separator: "; ")); archive \(p.archive.prefix(8))"
            )
        case .boxCounted(let p):
            let figures = p.figures.map { $0.choices.map(String.init).joined(separator: "/") }
            return Text(
                "开票：\(figures.joined(separator: "；"))，票档 \(p.archive.prefix(8))",
                "counted: \(figures.joined(separator: "; ")); archive \(p.archive.prefix(8))")
        case .countEntered(let p):
            let figures = p.figures.map { $0.choices.map(String.init).joined(separator: "/") }
            return Text(
                "监票人 \(n(p.teller)) 登记：发出 \(p.issued) 收回 \(p.returned)，\(figures.joined(separator: "；"))",
                "teller \(n(p.teller)) entered: issued \(p.issued), returned \(p.returned); \(figures.joined(separator: "; "))"
            )
        case .votesTaken(let p):
            return Text("登记\(n(p.matter).zh)的表决：", "votes on \(n(p.matter).en): ")
                + n.votes(p)
        case .ballotVoided(let p):
            return Text(
                "本次票决作废（\(p.cause.text.zh)）：\(p.reason)",
                "ballot void (\(p.cause.text.en)): \(p.reason)")
        case .resultDeclared(let p):
            let results = p.results.map { r in
                let who =
                    r.candidates.isEmpty
                    ? Text("", "") : Text("（", " (") + n(r.candidates) + Text("）", ")")
                let tied =
                    r.tied.map { Text("；票数相同：", "; tied: ") + n($0) } ?? Text("", "")
                return n(r.matter) + Text(" ", " ") + r.outcome.text + who + tied
            }
            return Text("宣布结果：", "declared: ") + list(results)
        case .concluded(let p):
            return Text(
                "\(n(p.matter).zh)的结论：\(p.words)", "conclusion on \(n(p.matter).en): \(p.words)")
        case .taskAssigned(let p):
            return Text(
                "\(n(p.matter).zh)：由 \(n(p.by)) 在 \(p.due) 前办理并报告：\(p.what)",
                "\(n(p.matter).en): \(n(p.by)) carries out and reports by \(p.due): \(p.what)")
        case .vetoed(let p):
            return Text(
                "\(n(p.by)) 否决\(n(p.matter).zh)：\(p.reasons)",
                "\(n(p.by)) vetoed \(n(p.matter).en): \(p.reasons)")
        case .sentBack(let p):
            return Text(
                "\(n(p.by)) 退回\(n(p.matter).zh)的方案：\(p.reasons)",
                "\(n(p.by)) sent the proposal of \(n(p.matter).en) back: \(p.reasons)")
        case .recusalsAsked(let p):
            return n(p.matter)
                + Text("询问有无需要回避的情形：", ", asked who has to withdraw: ")
                + (p.declared.isEmpty
                    ? Text("均无", "nobody") : n(p.declared) + Text("提出", " declared so"))
        case .adjourned(let p):
            return Text(
                "休会至 \(p.until)：\(p.reason)", "adjourned until \(p.until): \(p.reason)")
        case .reconvened: return Text("复会", "re-convened")
        case .cancelled(let p): return Text("取消会议：\(p.reason)", "cancelled: \(p.reason)")
        case .closed(let p):
            let rest =
                p.unfinished.isEmpty
                ? Text("", "") : Text("，未了：", "; unfinished: ") + n(p.unfinished)
            return Text("闭会，共 \(p.events ?? 0) 步", "closed, \(p.events ?? 0) steps") + rest
        case .clockRemarked(let p):
            return Text(
                "时钟变动 \(p.jumpMilliseconds) 毫秒", "the clock moved by \(p.jumpMilliseconds) ms")
        }
    }
}
