// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

extension Advice {
    /// The remark in both languages.
    public func text(_ n: Names) -> Text {
        switch self {
        case .noticeShort(let id, _, _, _): return shortNotice(of: [id], n)
        case .recommendationsMissing(let id, let people):
            return Text(
                "\(n(id).zh)的 \(n(people).zh) 缺实名推荐，开会后不能再补",
                "\(n(id).en): nobody recommended \(n(people).en), and after convening nobody can")
        case .advisedPapers(let id, let gates):
            let papers = gates.map { gate in
                n.paper(gate.name) + shortcoming(of: gate)
            }
            return n(id) + Text("建议先办结：", ": settle first, the profile advises: ")
                + list(papers)
        case .factsUnstated(let id, let people):
            return n(id)
                + Text(
                    "没有写明 \(n(people).zh) 的情形（是否提拔等）：材料、公示和试用期按情形确定",
                    ": nobody stated what is so of \(n(people).en) (a promotion or not); papers, notice and probation hang on it"
                )
        case .recusalsNotAsked(let id):
            return n(id) + Text("尚未询问有无需要回避的情形", ": nobody was asked who has to withdraw")
        case .tooFewForTellers(let have):
            return Text(
                "除主要负责人外只有 \(have) 人，不足两名监票人，无法票决",
                "\(have) besides the chiefs: not enough for two tellers, no ballot can be held")
        case .noChiefPresent:
            return Text(
                "受末位表态约束的主要负责人不在场，不适用末位表态；主持会议不改变身份",
                "no chief whom the last-speaker rule binds is present: it binds nobody, and to preside makes nobody a chief"
            )
        case .divided(let id, let yes, let no):
            return Text(
                "\(n(id).zh)意见接近（同意 \(yes)、不同意 \(no)），建议考虑暂缓",
                "\(n(id).en): views are close (\(yes) for, \(no) against); consider deferring")
        case .viewsDefer(let id):
            return Text("\(n(id).zh)多数主张缓议", "\(n(id).en): most views say defer")
        case .tinyElectorate(let id, let voters):
            return Text(
                "\(n(id).zh)只有 \(voters) 人投票，结果可能暴露个人选择",
                "\(n(id).en): with \(voters) voters the figures may show how people voted")
        case .viewsAgree(let id, let stance):
            return Text(
                "\(n(id).zh)各人意见都是“\(stance.text.zh)”；若票决一致，等于公开了每个人的选择",
                "\(n(id).en): every view is “\(stance.text.en)”; a unanimous ballot would show how everybody voted"
            )
        case .electorateDiffersByOne(let id):
            return Text(
                "\(n(id).zh)重新票决与上次只差一人，比较两次结果会暴露其选择",
                "\(n(id).en): one voter differs from the voided ballot; comparing them would show that vote"
            )
        case .chiefRecommended(let id):
            return Text(
                "\(n(id).zh)有主要负责人实名推荐（规程允许，记入会议记录）",
                "\(n(id).en): a chief signed a recommendation (allowed by the profile, goes into the minutes)"
            )
        case .chiefSignalled(let id, let times):
            return Text(
                "\(n(id).zh)有 \(times) 次异议：主要负责人提前示意",
                "\(n(id).en): \(times == 1 ? "a point" : "\(times) points") of order that a chief signalled early"
            )
        }
    }

    /// What keeps a paper that is advised from being in order.
    private func shortcoming(of gate: Gate) -> Text {
        if gate.standing == .outOfDate { return Text("已过有效期", " is out of date") }
        return gate.conclusion.map { Text("：", ": ") + $0.title.text }
            ?? Text("未登记", " not on record")
    }

    /// Of late papers, and of everybody to whom it happened alike.
    public func shortNotice(of people: [PersonID], _ n: Names) -> Text {
        guard case .noticeShort(_, let days, let needed, let personnel) = self else {
            return text(n)
        }
        let what = personnel ? Text("干部材料", "personnel papers") : Text("会议材料", "papers")
        let who = n(people)
        guard let days else {
            return Text(
                "\(who.zh) 的\(what.zh)没有送达记录", "no delivery of \(what.en) to \(who.en) on record")
        }
        return Text(
            "\(who.zh) 的\(what.zh)只提前 \(days) 个工作日送达（须 \(needed) 个）",
            "\(what.en) reached \(who.en) \(days) working \(days == 1 ? "day" : "days") ahead (\(needed) due)"
        )
    }
}

extension Veto {
    /// V2: that the matter goes up; nil for a first one.
    public var standing: Text? {
        goesUp == true ? Text("再次否决，须上报", "vetoed again: the matter goes up") : nil
    }
}
