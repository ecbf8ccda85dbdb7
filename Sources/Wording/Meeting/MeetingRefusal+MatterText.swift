// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

extension MeetingRefusal {
    /// Agenda, introduction and views.
    func matterSentence(_ n: Names) -> Sentence {
        switch self {
        case .noMatters:
            return Sentence(
                "没有议题", "there is no matter", next: "至少列一个议题", "name at least one",
                [.plan])
        case .duplicateMatter(let id):
            return Sentence(
                "议题编号 \(id) 出现两次", "the matter id \(id) is given twice",
                next: "每个议题一个编号", "give each matter its own", [.plan])
        case .unknownKind(let kind):
            return Sentence(
                "规程里没有“\(kind)”这类事项", "the profile has no kind “\(kind)”",
                next: "请从规程列出的类别中选择", "choose a kind of the profile", [.plan])
        case .unsoundProfile(let key):
            return Sentence(
                "规程的“\(key)”不能这样定：会使规则落空", "the profile's “\(key)” would undo the rules",
                next: "用 lastword profile check 检查规程", "look it over with lastword profile check",
                [.plan])
        case .noDeputy(let id):
            return Sentence(
                "\(n(id).zh)没有分管副职", "\(n(id).en) has no deputy in charge",
                next: "在名单中写明谁分管此项权力", "say in the roster who is in charge of that power",
                [.plan])
        case .candidateCount(let id, let have, let need):
            return Sentence(
                "\(n(id).zh)\(have == 0 ? "还没有人选" : "有 \(have) 名人选")，此类事项须 \(need) 名\(need > 1 ? "以上" : "")",
                "\(n(id).en) has \(have == 0 ? "no" : "\(have)") candidates; this kind needs \(need)\(need > 1 ? " or more" : "")",
                next: "请核对人选", "check the candidates", [.plan])
        case .takesNoBallot(let id):
            return Sentence(
                "\(n(id).zh)属于不票决的事项", "\(n(id).en) is of a kind that isn't voted on",
                next: "由主持人写明结论", "whoever presides states the conclusion", [.conclude])
        case .isVotedOn(let id):
            return Sentence(
                "\(n(id).zh)须经票决，不能只写结论", "\(n(id).en) is voted on: a conclusion isn't enough",
                next: "表态以后开始票决", "open the ballot after the views", [.openBallot])
        case .unfitPosts(let id):
            return Sentence(
                "\(n(id).zh)的职数不合：只有差额事项才写职数，且人选须多于职数",
                "\(n(id).en): only a contested matter has a number of posts, and more candidates than posts",
                next: "请核对职数和人选", "check the posts and the candidates", [.plan])
        case .duplicateCandidate(let id):
            return Sentence(
                "\(n(id)) 在同一议题中出现两次", "\(n(id)) is named twice in one matter",
                next: "每人只列一次", "name everybody once", [.plan], who: [id])
        case .candidateHeld(let id, let through):
            return Sentence(
                "\(n(id)) 在影响期内，\(through) 前不得提拔",
                "\(n(id)) is held from promotion through \(through)",
                next: "影响期满后再提出", "propose again when the period is over", who: [id])
        case .strayRecommendation(let id):
            return Sentence(
                "推荐 \(id) 不是推荐本议题人选的", "recommendation \(id) isn't for a candidate of this matter",
                next: "请核对推荐与人选", "check recommendation and candidate", [.attach])
        case .duplicateRecommendation(let id):
            return Sentence(
                "推荐 \(id) 已附在本议题", "recommendation \(id) is attached already",
                next: "无须重复", "nothing to do")
        case .chiefRecommends(let id):
            return Sentence(
                "主要负责人 \(n(id)) 实名推荐等于先表态，不予受理",
                "a recommendation signed by \(n(id)), a chief, would be an early view",
                next: "从议题的推荐里去掉这份，由其他人推荐",
                "take it off the matter's recommendations; somebody else has to sign", who: [id])
        case .reconsidersNothing(let id):
            return Sentence(
                "要复议的议题 \(id) 没有作出过决定", "matter \(id) was never decided",
                next: "作为新议题提出", "bring it as a new matter", [.plan])
        case .tooFewSupporters(let have, let needed):
            return Sentence(
                "提议复议的成员 \(have) 人，须 \(needed) 人（应到会过半数）",
                "\(have) members ask for reconsideration; \(needed) are needed (more than half of the entitled)",
                next: "再征得 \(needed - have) 人提议", "find \(needed - have) more", [.plan])
        case .unknownPrerequisite(let id):
            return Sentence(
                "此类事项不需要材料“\(id)”", "this kind has no prerequisite “\(id)”",
                next: "请从所需材料中选择", "choose one of those it needs", [.recordPrerequisite])
        case .prerequisiteOfWhom(let id):
            return Sentence(
                "材料“\(n.paper(id).zh)”的人选没有写对：按人选分别登记的须写明哪一人，其余的不写人选",
                "“\(n.paper(id).en)” is about the wrong candidate: name whom it is about where there is one for each candidate, and nobody where it is about the matter",
                next: "选定人选后再登记", "choose whom it is about", [.recordPrerequisite])
        case .prerequisiteNotDue(let name):
            return Sentence(
                "按议事规则，不需要\(n.paper(name).zh)：人选没有相应情形",
                "by the profile \(n.paper(name).en) isn't asked for: none of its facts is so of the candidate",
                next: "情形有误的，在拟定会议时改正", "mend the candidate's facts in the plan if they are wrong",
                [.plan], who: name.candidate.map { [$0] } ?? [])
        case .conclusionMissing(let id, let known):
            return Sentence(
                known.isEmpty
                    ? "材料“\(n.paper(id).zh)”没有结论一项"
                    : "材料“\(n.paper(id).zh)”须写明结论：\(list(known).zh)",
                known.isEmpty
                    ? "“\(n.paper(id).en)” has no conclusion to state"
                    : "“\(n.paper(id).en)” has to state its conclusion: \(list(known).en)",
                next: "照材料原文选定结论", "choose the one that stands in the paper",
                [.recordPrerequisite])
        case .tooFewNamed(let id, let have, let needed):
            return Sentence(
                "材料“\(n.paper(id).zh)”须写明 \(needed) 名不同的人，现有 \(have) 名",
                "“\(n.paper(id).en)” names \(needed) different people; there are \(have)",
                next: "补上参加人，不重复写", "name the others, each once", [.recordPrerequisite])
        case .figuresMissing(let id, let figures):
            return Sentence(
                figures.isEmpty
                    ? "材料“\(n.paper(id).zh)”没有数据一项"
                    : "材料“\(n.paper(id).zh)”须写明数据：\(list(figures).zh)（0 至 999999）",
                figures.isEmpty
                    ? "“\(n.paper(id).en)” has no figures to state"
                    : "“\(n.paper(id).en)” has to state its figures: \(list(figures).en) (0 to 999999)",
                next: "照材料原文填写", "write them as they stand in the paper",
                [.recordPrerequisite])
        case .prerequisiteStops(let gate):
            let rests = gate.prerequisite.source.map { Text("（依据：\($0)）", " (by: \($0))") }
            let what = gate.conclusion?.title.text
            return Sentence(
                "\(n.paper(gate.name).zh)的结论是“\(what?.zh ?? "")”，不能上会\(rests?.zh ?? "")",
                "\(n.paper(gate.name).en) concludes “\(what?.en ?? "")”: it can't go on\(rests?.en ?? "")",
                next: "撤回议题，问题办结后再上会；登记有误的先更正",
                "withdraw the matter and bring it back once this is settled; correct the entry if it was a slip",
                [.withdraw, .correct], who: gate.candidate.map { [$0] } ?? [])
        case .prerequisiteOutOfDate(let gate):
            let months = gate.prerequisite.validMonths ?? 0
            let until = gate.lastDay.map(\.description) ?? ""
            return Sentence(
                "\(n.paper(gate.name).zh)已过有效期（\(months) 个月，至 \(until)）",
                "\(n.paper(gate.name).en) is out of date: it was good for \(months) months, until \(until)",
                next: "重新办理，更正原记录后登记新的材料",
                "have it done again, strike the old entry by a correction and record the new one",
                [.correct, .recordPrerequisite], who: gate.candidate.map { [$0] } ?? [])
        case .conclusionTooEarly(let id, let conclusion, let first):
            return Sentence(
                "材料“\(n.paper(id).zh)”的结论“\(conclusion.title.zh)”须自材料日期起满 \(conclusion.afterMonths ?? 0) 个月，\(first) 起才能登记",
                "“\(n.paper(id).en)” may conclude “\(conclusion.title.en)” \(conclusion.afterMonths ?? 0) months after its date, from \(first) on",
                next: "等到期满，或者登记对方的答复", "wait until then, or record the answer that came",
                [.recordPrerequisite])
        case .unknownFact(let id, let known):
            return Sentence(
                known.isEmpty ? "规程没有列出人选的情形（“\(id)”）" : "规程里没有情形“\(id)”；可用：\(list(known).zh)",
                known.isEmpty
                    ? "the profile lists no facts about candidates (“\(id)”)"
                    : "the profile has no fact “\(id)”; it has \(list(known).en)",
                next: "改正拟定的会议", "mend the plan", [.plan])
        case .prerequisiteOnRecord(let id):
            return Sentence(
                "材料“\(n.paper(id).zh)”已登记", "“\(n.paper(id).en)” is on record",
                next: "误记可先更正", "correct it first if it was a slip", [.correct])
        case .prerequisiteNotByDeputy(let id, let deputy):
            return Sentence(
                "材料“\(n.paper(id).zh)”须由分管副职\(deputy.map { " \(n($0)) " } ?? "（名单中没有）")提交",
                "“\(n.paper(id).en)” has to come from the deputy in charge\(deputy.map { ", \(n($0))" } ?? " (the roll has none)")",
                next: "由分管副职提交", "the deputy in charge submits it", [.recordPrerequisite],
                who: deputy.map { [$0] } ?? [])
        case .documentMissing(let id):
            return Sentence(
                "材料“\(n.paper(id).zh)”须附文件", "“\(n.paper(id).en)” needs a document",
                next: "写明文件标题", "name the document", [.recordPrerequisite])
        case .prerequisitesMissing(let ids):
            return Sentence(
                "还缺材料：\(list(ids.map(n.paper)).zh)",
                "still missing: \(list(ids.map(n.paper)).en)",
                next: "登记所缺材料，或撤回议题", "record them, or withdraw the matter",
                [.recordPrerequisite, .withdraw], who: ids.compactMap(\.candidate))
        case .recommendationsMissing(let people, let needed):
            return Sentence(
                "\(n(people).zh) 缺实名推荐（每人须 \(needed) 份），未署名的无效",
                "\(n(people).en): signed recommendation missing (\(needed) each); unsigned ones are void",
                next: "撤回议题，补齐推荐后再上会", "withdraw the matter and bring it back with them",
                [.withdraw], who: people)
        case .matterNotPending(let id, let status):
            return Sentence(
                "\(n(id).zh)已是“\(status.text.zh)”", "\(n(id).en) is \(status.text.en)",
                next: "此步骤在汇报议题之前", "this step comes before introduction")
        case .matterInHand(let id, let awaited):
            return Sentence(
                "\(n(id).zh)还在讨论，等待 \(n(awaited).zh) 表态",
                "\(n(id).en) is still in discussion; awaited: \(n(awaited).en)",
                next: "逐项讨论：先完成该议题的表态", "one by one: complete its views first",
                [.stateView, .defer], who: awaited)
        case .chiefIntroduces(let id):
            return Sentence(
                "主要负责人 \(n(id)) 不得汇报议题", "\(n(id)) is a chief and never introduces",
                next: "由分管副职或指定的成员汇报", "the deputy in charge or a named member does",
                [.introduce, .nameIntroducer], who: [id])
        case .notDeputyInCharge(let by, let deputy):
            return Sentence(
                "\(n(by)) 不是本议题的汇报人（应为 \(deputy.map { n($0) } ?? "指定的成员")）",
                "\(n(by)) isn't the introducer (it is \(deputy.map { n($0) } ?? "a member to be named"))",
                next: "由分管副职汇报，其不能时另行指定",
                "the deputy in charge introduces; name another if they can't",
                [.introduce, .nameIntroducer], who: deputy.map { [$0] } ?? [])
        case .deputyAvailable(let id):
            return Sentence(
                "分管副职 \(n(id)) 在场且不须回避", "\(n(id)), deputy in charge, is here and not recused",
                next: "由其汇报", "they introduce", [.introduce], who: [id])
        case .cannotWithdraw(let id, let status):
            return Sentence(
                "\(n(id).zh)已是“\(status.text.zh)”，不能撤回",
                "\(n(id).en) is \(status.text.en) and can't be withdrawn",
                next: "已决定的只能复议", "what is decided can only be reconsidered")
        case .notItsBringer(let id):
            return Sentence(
                "\(n(id)) 不是提出人也不是主持人", "\(n(id)) neither brings the matter nor presides",
                next: "由分管副职、汇报人或主持人撤回", "the deputy, introducer or presiding member withdraws it",
                [.withdraw], who: [id])
        case .notInDiscussion(let id, let status):
            return Sentence(
                "\(n(id).zh)不在讨论中（\(status.text.zh)）",
                "\(n(id).en) isn't in discussion (\(status.text.en))",
                next: status == .pending ? "先汇报该议题" : "如须再议，提议重新讨论",
                status == .pending
                    ? "introduce it first" : "re-open discussion by motion if need be",
                status == .pending ? [.introduce] : [.reopen])
        case .chiefMustWait(let chief, let awaited):
            return Sentence(
                "主要负责人 \(n(chief)) 须最后表态，还缺 \(awaited.count) 人：\(n(awaited).zh)",
                "the chief speaks last: \(n(chief)) waits for \(n(awaited).en)",
                next: "请先记录 \(awaited.first.map { n($0) } ?? "") 的意见",
                "record \(awaited.first.map { n($0) } ?? "")'s view first", [.stateView],
                who: awaited)
        case .viewsClosed(let id):
            return Sentence(
                "主要负责人已表态，\(n(id)) 不能再表态（可参加票决）",
                "a chief has spoken, so \(n(id)) can't any more (but may vote)",
                next: "如确有必要，提议重新讨论", "re-open discussion by motion if need be",
                [.reopen], who: [id])
        case .alreadyStated(let id):
            return Sentence(
                "\(n(id)) 已表态", "\(n(id)) has stated a view",
                next: "误记可更正", "correct it if it was a slip", [.correct], who: [id])
        case .noViewNotAllowed:
            return Sentence(
                "规程不允许不发表意见", "the profile allows no passing",
                next: "请选同意、不同意或缓议", "say for, against or defer", [.stateView])
        case .wordsRequired(let stance):
            return Sentence(
                "“\(stance.text.zh)”须说明理由", "“\(stance.text.en)” needs words",
                next: "请补充理由", "add the reasons", [.stateView])
        case .candidateRequired:
            return Sentence(
                "差额人选须说明同意哪一位", "with several candidates, say whom the member is for",
                next: "请指明人选", "name the candidate", [.stateView])
        case .tooManyNamed(let have, let most):
            return Sentence(
                "同意了 \(have) 人，本议题最多同意 \(most) 人",
                "for \(have) people; this matter takes \(most) at most",
                next: "请少选几人", "name fewer", [.stateView])
        case .candidateNotOnPaper(let id):
            return Sentence(
                "\(n(id)) 不在本议题人选中", "\(n(id)) isn't a candidate here",
                next: "请从人选中选择", "choose a candidate", [.stateView], who: [id])
        default: return ballotSentence(n)
        }
    }
}
