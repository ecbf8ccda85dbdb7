// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting

// What each act of a meeting is called: while it is offered, and in a list of what happened.

extension MeetingCommand.Kind {
    /// What the command does, as a person would say it.
    public var text: Text {
        switch self {
        case .plan: Text("拟定会议", "plan the meeting")
        case .deliver: Text("登记送达", "record delivery of papers")
        case .recordPrerequisite: Text("登记材料", "record a prerequisite")
        case .attach: Text("附上推荐", "attach a recommendation")
        case .detach: Text("撤下推荐", "detach a recommendation")
        case .excuse: Text("登记缺席原因", "record a reason of absence")
        case .arrive: Text("登记到会", "record an arrival")
        case .leave: Text("登记离会", "record a departure")
        case .recuse: Text("登记回避", "record a recusal")
        case .askRecusals: Text("询问回避情形", "ask who has to withdraw")
        case .preside: Text("改由他人主持", "change who presides")
        case .appointTellers: Text("推选监票人", "appoint tellers")
        case .convene: Text("宣布开会", "convene")
        case .callQuorum: Text("清点人数", "call the quorum")
        case .nameIntroducer: Text("指定汇报人", "name an introducer")
        case .introduce: Text("汇报议题", "introduce the matter")
        case .askQuestion: Text("质询", "ask a question")
        case .answerQuestion: Text("答复质询", "answer a question")
        case .stateView: Text("记录表态", "record a view")
        case .correct: Text("更正误记", "correct a slip")
        case .raisePoint: Text("程序异议", "raise a point of order")
        case .readOpinion: Text("宣读书面意见", "read a written opinion")
        case .reopen: Text("重新讨论", "re-open discussion")
        case .defer: Text("暂缓表决", "defer the vote")
        case .withdraw: Text("撤回议题", "withdraw the matter")
        case .openBallot: Text("开始票决", "open the ballot")
        case .sealOthers: Text("封箱（主要负责人除外）", "seal the others' papers")
        case .closeBox: Text("关闭票箱", "close the box")
        case .countBox: Text("开票", "count the box")
        case .enterCount: Text("登记计票", "enter the count")
        case .takeVotes: Text("登记表决", "record how everybody voted")
        case .voidBallot: Text("宣布作废", "void the ballot")
        case .declare: Text("宣布结果", "declare the result")
        case .assign: Text("交办", "assign its carrying out")
        case .conclude: Text("形成结论", "conclude it")
        case .veto: Text("行使否决权", "veto")
        case .sendBack: Text("退回方案", "send the proposal back")
        case .adjourn: Text("休会", "adjourn")
        case .reconvene: Text("复会", "re-convene")
        case .cancel: Text("取消会议", "cancel the meeting")
        case .close: Text("闭会", "close the meeting")
        case .remarkClock: Text("记录系统时间异常", "remark on the clock")
        }
    }
}

extension MeetingEvent.Kind {
    /// The kind of step, for choosing among them.
    public var text: Text {
        switch self {
        case .planned: Text("拟定", "planned")
        case .delivered: Text("送达", "papers delivered")
        case .prerequisiteRecorded: Text("材料", "paper on record")
        case .attached: Text("附上推荐", "recommendation attached")
        case .detached: Text("撤下推荐", "recommendation detached")
        case .excused: Text("请假", "excused")
        case .arrived: Text("到会", "arrival")
        case .left: Text("离会", "departure")
        case .recused: Text("回避", "recusal")
        case .recusalsAsked: Text("询问回避", "recusals asked for")
        case .presidingChanged: Text("改由他人主持", "another presides")
        case .tellersAppointed: Text("监票人", "tellers")
        case .convened: Text("开会", "convened")
        case .quorumCalled: Text("清点人数", "quorum call")
        case .introducerNamed: Text("指定汇报人", "introducer named")
        case .introduced: Text("汇报议题", "introduction")
        case .questionAsked: Text("质询", "question")
        case .questionAnswered: Text("答复", "answer")
        case .viewStated: Text("表态", "view")
        case .corrected: Text("更正", "correction")
        case .pointRaised: Text("程序异议", "point of order")
        case .opinionRead: Text("书面意见", "written opinion")
        case .discussionReopened: Text("重新讨论", "discussion re-opened")
        case .deferred: Text("暂缓", "deferral")
        case .withdrawn: Text("撤回议题", "withdrawal")
        case .ballotOpened: Text("开始票决", "ballot opened")
        case .othersSealed: Text("封箱", "others sealed")
        case .boxClosed: Text("关箱", "box closed")
        case .boxCounted: Text("开票", "box counted")
        case .countEntered: Text("计票", "count")
        case .votesTaken: Text("公开表决", "votes in the open")
        case .ballotVoided: Text("作废", "ballot void")
        case .resultDeclared: Text("宣布结果", "result")
        case .taskAssigned: Text("交办", "task assigned")
        case .concluded: Text("形成结论", "concluded")
        case .vetoed: Text("否决", "veto")
        case .sentBack: Text("退回方案", "proposal sent back")
        case .adjourned: Text("休会", "adjourned")
        case .reconvened: Text("复会", "re-convened")
        case .cancelled: Text("取消", "cancelled")
        case .closed: Text("闭会", "closed")
        case .clockRemarked: Text("时钟变动", "clock changed")
        }
    }
}
