// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Wording

extension RoomSnapshot {
    private var kept: Text {
        Text("原记录保留，另记一条更正", "The entry stays on record, and a correction is added")
    }

    /// What looks like a slip in what was filled in.
    func remarks(on command: MeetingCommand) -> [Text] {
        guard case .enterCount(let sheet) = command else { return [] }
        let spoilt = sheet.figures.map(\.invalid).reduce(0, +)
        return
            (sheet.returned > sheet.issued
            ? [
                Text(
                    "收回 \(sheet.returned) 张，多于发出的 \(sheet.issued) 张：两名监票人都这样登记，本次票决作废。是录错了吗？",
                    "\(sheet.returned) returned, more than the \(sheet.issued) issued: counted so by both tellers, the ballot is void. Is it a slip?"
                )
            ] : [])
            + (spoilt > 0
                ? [
                    Text(
                        "其中无效 \(spoilt)（收回减去各项）",
                        "\(spoilt) invalid of them (returned less the choices)")
                ] : [])
    }

    /// Q2: who withdrew from the deliberation and votes; empty where nobody does.
    private func recusedVoters(_ m: Int) -> [Text] {
        let back = state.isPresent.indices.filter {
            state.matters[m].isRecused[$0] && state.mayVote($0, on: m)
        }
        guard !back.isEmpty else { return [] }
        return [
            Text("审议时回避、现在参加投票：", "Out for the deliberation, voting now: ")
                + list(back.map(label))
        ]
    }

    private func notes(_ advice: [Advice]) -> [Text] {
        advice.map { Text("提示：", "Note: ") + $0.text(names) }
    }

    /// What an act will do, said before it is done.
    func consequences(of act: OfferedAct) -> [Text] {
        guard charter != nil else { return [] }
        switch act.example {
        case .convene:
            return [
                Text(
                    "应到 \(state.entitled)，实到 \(state.present)，法定人数 \(state.quorum)",
                    "Entitled \(state.entitled), present \(state.present), quorum \(state.quorum)"),
                Text(
                    "开会后议程和推荐冻结，不再接受临时动议",
                    "The agenda and the recommendations freeze; no ad-hoc motions after this"),
            ] + notes(state.advice)
        case .introduce(let i):
            return [
                names(i.matter), Text("汇报人：\(names(i.by))", "Introduced by \(names(i.by))"),
            ]
                + leftOut(of: i) + notes(state.advice.filter { $0 == .recusalsNotAsked(i.matter) })
        case .openBallot(let o):
            let m = o.matters.first.flatMap(place) ?? 0
            return [
                names(o.matters),
                Text(
                    "有投票权 \(state.voters(on: m)) 人", "\(state.voters(on: m)) may vote")
                    + (state.needed(for: m).map {
                        Text("，通过需 \($0) 票", ", \($0) needed to pass")
                    } ?? Text("；这是评议，只公布各等次的票数", "; grades are counted, nothing passes or fails")),
            ] + recusedVoters(m) + [
                wayOfVoting(o.mode)
            ] + notes(state.advice)
        case .declare:
            return [Text("宣布后结果同时显示给全场", "The figures appear to everybody at once")]
        case .correct(let c):
            switch c.target {
            case .view:
                return [
                    Text(
                        "取消 \(c.member.map { names($0) } ?? "") 的表态，此人须重新表态；主要负责人仍排在最后",
                        "Takes back the view of \(c.member.map { names($0) } ?? ""), who has to give it again; the chief stays last"
                    ), kept,
                ]
            case .recusal:
                return [
                    Text(
                        "取消 \(c.member.map { names($0) } ?? "") 的回避，此人恢复讨论和投票",
                        "Takes back the recusal of \(c.member.map { names($0) } ?? ""), who takes part again"
                    ), kept,
                ]
            case .prerequisite:
                return [
                    Text("取消这份材料，须重新登记", "Takes back this paper; it has to be recorded again"),
                    kept,
                ]
            }
        case .voidBallot:
            return [
                Text(
                    "这次投票全部作废，已投的票不计，须重新投票",
                    "The whole ballot is void: no vote of it counts, and it is held again")
            ]
        case .veto:
            return [
                Text(
                    "通过的事项退回，不产生别的结果；第二次否决须上报",
                    "The matter that passed is returned, and nothing else comes of it; a second veto goes up"
                )
            ]
        case .sendBack:
            return [
                Text(
                    "方案退回分管副职，本次会议不再讨论；再次退回须上报",
                    "The proposal goes back to the deputy and isn't taken up in this meeting; a second return goes up"
                )
            ]
        case .adjourn:
            return [
                Text("休会；复会时重新点名，议程仍冻结", "The roll is called again then; the agenda stays frozen")
            ]
        case .withdraw:
            return [
                Text(
                    "撤回后本次会议不再讨论这个议题，不能恢复",
                    "This meeting takes the matter up no more; there is no way back")
            ]
        case .cancel:
            return [Text("会议取消，不能恢复；已有记录保留", "For good; what is on record stays")]
        case .close(let closing):
            let left = closing.unfinished
            return [Text("闭会后记录封存，不能再改", "After this the record is sealed for good")]
                + (left.isEmpty
                    ? []
                    : [
                        Text(
                            "还有 \(left.count) 个议题没有结果，按暂缓记录：\(names(left).zh)",
                            "\(left.count) matters have no result yet and go on record as deferred: \(names(left).en)"
                        )
                    ])
        default: return []
        }
    }

    /// The lines of a list that the introduction leaves where they are, each with why.
    private func leftOut(of introduction: Introduction) -> [Text] {
        guard let charter, let lines = charter.lines(ofList: introduction.matter) else { return [] }
        return lines.filter { state.matters[$0].status == .pending }.compactMap { line in
            let one = Introduction(
                matter: charter.plan.matters[line].id, by: introduction.by)
            return refusal(of: .introduce(one)).map {
                Text("不一并汇报 ", "left out: ") + Text(same: number(of: line)) + Text("：", ": ")
                    + $0.explanation(names).says
            }
        }
    }

    private func wayOfVoting(_ mode: BallotMode) -> Text {
        switch mode {
        case .box:
            Text(
                "在本机逐人无记名投票；开始后不再记录表态和到会",
                "Secret, at this terminal, one by one; no views or arrivals until it is over")
        case .paper: Text("发纸质票，由监票人清点", "On paper, counted by the tellers")
        case .hands, .oral:
            Text(
                "公开表决，登记每个人投的是什么；开始后不再记录表态和到会",
                "In the open: everybody's vote is put down; no views or arrivals until it is over")
        }
    }
}
