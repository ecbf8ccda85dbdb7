// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

extension MeetingRefusal {
    /// Corrections, motions, ballots, vetoes and closing.
    func ballotSentence(_ n: Names) -> Sentence {
        switch self {
        case .chiefAfterSealing(let id):
            return Sentence(
                "本规程先票决后表态：其他成员投完封箱后，\(n(id)) 方可表态",
                "this profile seals first: \(n(id)) speaks when the others' papers are in the box",
                next: "先开始票决并封箱", "open the ballot and seal it first",
                [.openBallot, .sealOthers], who: [id])
        case .nothingToCorrect:
            return Sentence(
                "没有可更正的记录", "there is no such entry to correct",
                next: "请核对议题和人", "check matter and person")
        case .correctionTooLate:
            return Sentence(
                "其后已有表态或步骤，不能再更正", "something was built on it; too late to correct",
                next: "提议重新讨论", "re-open discussion by motion", [.reopen])
        case .nothingToReopen(let id):
            return Sentence(
                "\(n(id).zh)没有结束的讨论", "\(n(id).en) has no discussion that is over",
                next: "继续表态即可", "go on taking views", [.stateView])
        case .motionNotCarried(let inFavour, let needed):
            return Sentence(
                "提议得到赞成 \(inFavour) 人，须 \(needed) 人（在场过半数）",
                "\(inFavour) in favour, \(needed) needed (more than half of those present)",
                next: "提议未获通过，照原程序进行", "the motion is lost; go on as before")
        case .moreThanPresent(let inFavour, let present):
            return Sentence(
                "赞成 \(inFavour) 人不在 0 至在场 \(present) 人之间",
                "\(inFavour) in favour isn't between 0 and the \(present) present",
                next: "请重新清点", "count again")
        case .viewsDoNotDefer(let have, let needed):
            return Sentence(
                "缓议 \(have) 人，须 \(needed) 人（过半数）", "\(have) say defer, \(needed) needed",
                next: "可由主持人提议暂缓", "the presiding member may move to defer", [.defer])
        case .cannotDefer(let id, let status):
            return Sentence(
                "\(n(id).zh)已是“\(status.text.zh)”，不能暂缓",
                "\(n(id).en) is \(status.text.en): too late to defer",
                next: "票决前方可暂缓", "defer before the ballot")
        case .matterNotReady(let id, let status):
            return Sentence(
                "\(n(id).zh)是“\(status.text.zh)”，不能票决",
                "\(n(id).en) is \(status.text.en), not ready for a ballot",
                next: status == .pending ? "先汇报和讨论" : "请选待票决的议题",
                status == .pending ? "introduce and discuss it first" : "choose one that is",
                [.introduce])
        case .viewsIncomplete(let id, let awaited):
            return Sentence(
                "\(n(id).zh)还有 \(awaited.count) 人未表态：\(n(awaited).zh)",
                "\(n(id).en): views awaited from \(n(awaited).en)",
                next: "先记录其意见", "record them first", [.stateView], who: awaited)
        case .repeatedMatter(let id):
            return Sentence(
                "\(n(id).zh)在一张票上出现两次", "\(n(id).en) is on the paper twice",
                next: "每个议题只列一次", "list each once", [.openBallot])
        case .differentElectorates(let a, let b):
            return Sentence(
                "\(n(a).zh)和\(n(b).zh)的投票人不同，不能用一张票",
                "\(n(a).en) and \(n(b).en) have different voters and can't share a paper",
                next: "分开票决", "vote on them separately", [.openBallot])
        case .tellersMissing(let have):
            return Sentence(
                "监票人 \(have) 人，至少须 2 人", "\(have) tellers; at least two are needed",
                next: "推选监票人（主要负责人除外）", "appoint tellers (never a chief)",
                [.appointTellers])
        case .repeatedTeller(let id):
            return Sentence(
                "监票人 \(n(id)) 重复", "\(n(id)) is named teller twice",
                next: "推选两名不同的成员", "name two different members", [.appointTellers],
                who: [id])
        case .tellerIsChief(let id):
            return Sentence(
                "主要负责人 \(n(id)) 不得任监票人", "\(n(id)) is a chief and never a teller",
                next: "另推监票人", "name somebody else", [.appointTellers], who: [id])
        case .counterUnfit(let id, let matter):
            return Sentence(
                "计票人 \(n(id)) 不在场、须回避\(n(matter).zh)，或者是人选",
                "counter \(n(id)) is absent, out for \(n(matter).en), or a candidate there",
                next: "另定计票人", "name others", [.appointTellers], who: [id])
        case .tellerUnfit(let id, let matter):
            return Sentence(
                "监票人 \(n(id)) 不在场或须回避\(n(matter).zh)",
                "teller \(n(id)) is absent, or out for \(n(matter).en)",
                next: "另推监票人", "appoint another", [.appointTellers], who: [id])
        case .paperRequired(let id, let voids):
            return Sentence(
                "\(n(id).zh)已作废 \(voids) 次，须改用纸质票",
                "\(n(id).en) was voided \(voids) times: use paper",
                next: "改用纸质票", "open a paper ballot", [.openBallot])
        case .notTeller(let id):
            return Sentence(
                "\(n(id)) 不是监票人", "\(n(id)) isn't a teller",
                next: "由监票人办理", "a teller does it", who: [id])
        case .othersNotSealed:
            return Sentence(
                "其他成员的票还没有封箱", "the others' papers aren't sealed yet",
                next: "先由监票人封箱", "a teller seals them first", [.sealOthers])
        case .notSealedFirst:
            return Sentence(
                "不须封箱，或已封箱", "there is nothing to seal, or it is sealed already",
                next: "继续票决", "go on with the ballot", [.enterCount])
        case .tooManyPapers(let have, let most):
            return Sentence(
                "封箱 \(have) 张，至多 \(most) 张", "\(have) papers sealed; at most \(most) are possible",
                next: "请重新清点", "count again", [.sealOthers])
        case .chiefViewAwaited(let ids):
            return Sentence(
                "还须等待 \(n(ids).zh) 表态", "still awaited: the view of \(n(ids).en)",
                next: "记录其意见后计票", "record it, then count", [.stateView], who: ids)
        case .wrongMatters(let needed):
            return Sentence(
                "计票须逐项填写：\(n(needed).zh)", "figures are needed for: \(n(needed).en)",
                next: "按选票顺序填写", "fill them in, in the paper's order", [.enterCount])
        case .wrongChoices(let id, let have, let need):
            return Sentence(
                "\(n(id).zh)填了 \(have) 项，票上有 \(need) 项",
                "\(n(id).en): \(have) figures for \(need) choices",
                next: "逐项填写，没有得票填 0", "fill in each, 0 where there is none", [.enterCount])
        case .figuresDoNotAdd(let id, let fault):
            return Sentence(
                "\(n(id).zh)的数字不符：\(fault.text.zh)", "\(n(id).en): \(fault.text.en)",
                next: "两名监票人重新清点", "both tellers count again", [.enterCount, .voidBallot])
        case .tooManyIssued(let issued, let electorate):
            return Sentence(
                "发出 \(issued) 张，多于有权投票的 \(electorate) 人",
                "\(issued) papers issued for \(electorate) voters",
                next: "核对发票数；确实多发的，作废重投", "check; if it is so, void the ballot",
                [.enterCount, .voidBallot])
        case .tellersDisagree(let other):
            return Sentence(
                "与监票人 \(n(other)) 登记的数字不一致", "these differ from what teller \(n(other)) entered",
                next: "共同重新清点；上次录错的，由 \(n(other)) 重新登记（会场里按 u）；仍不一致的，作废本次票决",
                "count again together; \(n(other)) enters the figures anew if those were wrong (in the room: u); void if they still differ",
                [.enterCount, .voidBallot], who: [other])
        case .alreadySigned(let id):
            return Sentence(
                "监票人 \(n(id)) 已确认这些数字", "teller \(n(id)) has confirmed these figures",
                next: "等另一名监票人确认", "the other teller confirms", [.enterCount], who: [id])
        case .countNotSigned(let ids):
            return Sentence(
                "监票人还没有确认计票：\(n(ids).zh)", "tellers have yet to sign the count: \(n(ids).en)",
                next: "由其登记相同数字", "they enter the same figures", [.enterCount], who: ids)
        case .causeIsTheEngines:
            return Sentence(
                "“收回多于发出”由计票数字认定", "“more returned than issued” follows from the figures",
                next: "登记计票数字", "enter the figures", [.enterCount])
        case .causeIsNotSo(let cause):
            return Sentence(
                "现在并没有“\(cause.text.zh)”的情形", "there is no “\(cause.text.en)” now",
                next: "按实际原因，或继续计票", "give the real cause, or go on counting", [.enterCount])
        case .countIsSigned:
            return Sentence(
                "监票人已全部确认计票，不能再作废",
                "every teller has signed the count; it can't be voided any more",
                next: "由主持人宣布结果", "the presiding member declares it", [.declare])
        case .noBox:
            return Sentence(
                "现在进行的不是终端投票", "the open ballot isn't a box ballot",
                next: "纸质票由两名监票人计票", "a paper ballot is counted by the tellers", [.enterCount])
        case .boxIsOpen:
            return Sentence(
                "票箱尚未关闭，还没有票数", "the box isn't closed: there are no figures yet",
                next: "由监票人关闭票箱", "a teller closes the box", [.closeBox])
        case .boxIsClosed:
            return Sentence(
                "票箱已关闭（或已封箱）", "the box is closed, or sealed for all but the chiefs",
                next: "监票人确认票数后，由主持人宣布结果",
                "the tellers sign the figures, the presiding member declares the result",
                [.enterCount, .declare])
        case .boxIsCounted:
            return Sentence(
                "票箱已经开票", "the box is counted already",
                next: "由主持人宣布结果", "the presiding member declares the result", [.declare])
        case .tooFewForBox(let voters, let least):
            return Sentence(
                "有表决权的只有 \(voters) 人，不足 \(least) 人：票数会显出各人怎么投",
                "\(voters) may vote, \(least) are the least: the figures would show who voted how",
                next: "用纸票，由监票人清点", "vote on paper, the tellers count", [.openBallot])
        case .tooFewCast(let returned, let least):
            return Sentence(
                "只投了 \(returned) 票，不足 \(least) 票不开票：票数会显出各人怎么投",
                "\(returned) have cast; below \(least) a box isn't counted: the figures would show who voted how",
                next: "等其他人投票；投不成的，作废（投票太少）后重新投票",
                "wait for the others; if they won't, void it (too few have cast) and vote again",
                [.voidBallot])
        case .notTheBoxCount:
            return Sentence(
                "与票箱计得的数字不符", "these aren't the figures that the box counted",
                next: "按票箱的数字确认", "sign the box's figures", [.enterCount])
        case .mayNotVote(let id):
            return Sentence(
                "\(n(id)) 在本次票决开始时不在场或已回避，没有表决权",
                "\(n(id)) wasn't in the room at the opening, or is recused, and has no vote",
                next: "由有表决权的成员投票", "whoever may vote goes on", who: [id])
        case .methodNotAllowed(let id, let method, let allowed):
            return Sentence(
                "规程不允许\(n(id).zh)用\(method.text.zh)；可用：\(list(allowed.map(\.text)).zh)",
                "the profile has no \(method.text.en) on \(n(id).en); it has: \(list(allowed.map(\.text)).en)",
                next: "改用规程允许的表决方式", "vote as the profile allows", [.openBallot])
        case .votesAreSecret:
            return Sentence(
                "正在进行的是无记名票决，不登记谁投了什么", "the open ballot is secret: nobody's vote is recorded",
                next: "由监票人计票", "the tellers count", [.enterCount])
        case .votesAreNamed:
            return Sentence(
                "正在进行的是公开表决，没有表决票可计", "the vote is in the open: there are no papers to count",
                next: "登记每个人的表决", "record how everybody voted", [.takeVotes])
        case .viewsHaveBegun(let id):
            return Sentence(
                "\(n(id).zh)已经开始表态，不再质询", "views on \(n(id).en) have begun: no more questions",
                next: "提议重新讨论，或在表态时说明", "re-open the discussion, or say it with a view",
                [.reopen, .stateView])
        case .noSuchQuestion(let id):
            return Sentence(
                "\(n(id).zh)没有这个待答复的质询", "there is no such open question on \(n(id).en)",
                next: "核对质询的序号", "check the question's number", [.answerQuestion])
        case .questionOpen(let id, let who):
            return Sentence(
                "\(n(who)) 就\(n(id).zh)的质询还没有答复，或者提问人未认可",
                "\(n(who)) has a question on \(n(id).en) that isn't answered to their content",
                next: "先答复；提问人认可的，在答复中写明", "answer it first, and say that the asker is content",
                [.answerQuestion], who: [who])
        case .notDecided(let id, let status):
            return Sentence(
                "\(n(id).zh)是“\(status.text.zh)”，还没有决定可以交办",
                "\(n(id).en) is \(status.text.en): there is no decision to carry out",
                next: "作出决定以后交办", "assign it once it is decided", [.assign])
        case .dueInThePast(let day):
            return Sentence(
                "期限 \(day) 已过", "the day \(day) is over",
                next: "写今天或以后的日期", "give today or a later day", [.assign])
        case .unfitList(let id):
            return Sentence(
                "名单 \(id) 的各项须相连，都是干部任免事项，并由同一副职分管",
                "the lines of list \(id) have to follow one another, be about people, and belong to one deputy's power",
                next: "把各项排在一起，其余的另立议题", "put them together, and the rest on the agenda by itself",
                [.plan])
        case .votedTwice(let id):
            return Sentence(
                "\(n(id)) 登记了两次", "\(n(id)) is put down twice",
                next: "每人只登记一项", "put everybody down once", [.takeVotes], who: [id])
        case .votesNotTaken(let ids):
            return Sentence(
                "还没有登记表决：\(n(ids).zh)", "no votes on record yet: \(n(ids).en)",
                next: "先登记每个人的表决", "record how everybody voted", [.takeVotes])
        case .notEverybodyCast(let returned, let waiting):
            return Sentence(
                "有表决权的 \(waiting) 人，只投 \(returned) 票",
                "\(waiting) may vote and \(returned) have",
                next: "等其投票；放弃投票或已离会的，由两名监票人共同结束并说明理由",
                "wait for them; if they won't, or have left, two tellers end it together and say why",
                [.closeBox, .sealOthers])
        case .sealedDiffers(let returned, let sealed, let chiefs):
            return Sentence(
                "收回 \(returned) 张，与封箱 \(sealed) 张、主要负责人至多 \(chiefs) 张不符",
                "\(returned) returned doesn't fit \(sealed) sealed and at most \(chiefs) of the chiefs",
                next: "重新清点", "count again", [.enterCount, .voidBallot])
        case .tellerStillFit(let id):
            return Sentence(
                "票决进行中，监票人 \(n(id)) 仍在场，不能换下",
                "teller \(n(id)) is still here and can't be replaced during a ballot",
                next: "只能替换离场的监票人", "replace only a teller who left", [.appointTellers],
                who: [id])
        case .tellerHasSigned(let id):
            return Sentence(
                "监票人 \(n(id)) 已确认计票，不能换下",
                "teller \(n(id)) has signed the count and isn't replaced",
                next: "由其余监票人确认；数字不一致的作废", "the others sign; void it if they count otherwise",
                [.enterCount, .voidBallot], who: [id])
        case .takenUpAgain(let id, let meeting):
            return Sentence(
                "\(n(id).zh)已由会议 \(meeting) 复议",
                "\(n(id).en) has been taken up again by meeting \(meeting)",
                next: "否决只能针对那次会议的决定", "a veto is of what that meeting decides")
        case .presidingHere(let id):
            return Sentence(
                "主持人 \(n(id)) 在场且不须回避", "\(n(id)), who presides, is here and not recused",
                next: "由其主持；离会或回避时另行主持", "they preside; a stand-in is for absence or recusal",
                who: [id])
        case .noVeto(let id):
            return Sentence(
                "规程对\(n(id).zh)没有规定否决权", "the profile gives no veto on \(n(id).en)",
                next: "可依程序复议", "reconsideration is possible")
        case .noSendingBack(let id):
            return Sentence(
                "规程没有规定\(n(id).zh)的方案可以退回", "the profile lets nobody send \(n(id).en) back",
                next: "在会上表态、票决", "state a view and vote on it")
        case .resubmitsNothing(let id):
            return Sentence(
                "要重报的议题 \(id) 没有在以前的会议上退回过",
                "matter \(id) wasn't sent back in an earlier meeting",
                next: "作为新议题提出", "bring it as a new matter", [.plan])
        case .nothingDivides(let id):
            return Sentence(
                "\(n(id).zh)已表态的意见一致，没有分歧", "all views stated on \(n(id).en) are the same",
                next: "改选其他暂缓理由，或继续表态", "give another ground, or hear further views",
                [.defer, .stateView])
        case .taskMissing:
            return Sentence(
                "有重大问题不清楚的，须写明由谁、在何日前、查清什么",
                "what is unclear needs a task: who clears up what, by which day",
                next: "填写查清事项、承办人和不早于今天的期限",
                "name it, who does it, and a day not before today", [.defer])
        case .groundNotAllowed(let ground, let allowed):
            return Sentence(
                "规程不以“\(ground.text.zh)”为暂缓理由；可用：\(list(allowed.map(\.text)).zh)",
                "by the profile a matter isn't put off on the ground “\(ground.text.en)”; it has: \(list(allowed.map(\.text)).en)",
                next: "改选理由", "choose another ground", [.defer])
        case .notPassed(let id, let status):
            return Sentence(
                "\(n(id).zh)是“\(status.text.zh)”，只有通过的可以否决",
                "\(n(id).en) is \(status.text.en); only a passed matter can be vetoed",
                next: "否决不能使议题通过", "a veto never makes a matter pass")
        case .vetoWindowOver(let id):
            return Sentence(
                "\(n(id).zh)的否决期限已过", "the time to veto \(n(id).en) is over",
                next: "可依程序复议", "reconsideration is possible")
        case .notChief(let id):
            return Sentence(
                "\(n(id)) 不是主要负责人", "\(n(id)) isn't a chief",
                next: "否决权由主要负责人行使", "only a chief may veto", who: [id])
        case .unfinishedMatters(let ids):
            return Sentence(
                "还有未了议题：\(n(ids).zh)", "unfinished: \(n(ids).en)",
                next: "办完，或在闭会时列明（按暂缓处理）",
                "finish them, or name them when closing (they count as deferred)",
                [.close, .defer])
        case .notUnfinished(let id):
            return Sentence(
                "\(n(id).zh)已有结果，不是未了议题", "\(n(id).en) is settled, not unfinished",
                next: "只列未了议题", "name unfinished matters only", [.close])
        default:
            return Sentence(
                "规则 \(rule.rawValue) 不允许", "rule \(rule.rawValue) doesn't allow it",
                next: "查看现在可以做什么", "see what is possible now")
        }
    }
}

extension MeetingRefusal.FigureFault {
    fileprivate var text: Text {
        switch self {
        case .negative: Text("数字为负或过大", "a figure is negative or too large")
        case .returned(let valid, let invalid, let returned):
            Text(
                "有效 \(valid) + 无效 \(invalid) ≠ 收回 \(returned)",
                "valid \(valid) + invalid \(invalid) ≠ returned \(returned)")
        case .choices(let sum, let valid):
            Text("各项合计 \(sum) ≠ 有效 \(valid)", "the choices add up to \(sum), not to \(valid) valid")
        case .marksOfOne(let votes, let papers):
            Text(
                "有一人得 \(votes) 票，而有效且未弃权的票只有 \(papers) 张",
                "somebody has \(votes) votes, but only \(papers) valid papers don't abstain")
        case .marks(let votes, let papers, let each):
            Text(
                "各人共得 \(votes) 票，而 \(papers) 张票每张最多选 \(each) 人",
                "all have \(votes) votes together, but \(papers) papers take \(each) marks each")
        }
    }
}
