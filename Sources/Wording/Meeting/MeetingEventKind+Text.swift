// SPDX-License-Identifier: GPL-3.0-or-later
import Meeting

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
        case .presidingChanged: Text("改由他人主持", "another presides")
        case .tellersAppointed: Text("监票人", "tellers")
        case .convened: Text("开会", "convened")
        case .quorumCalled: Text("清点人数", "quorum call")
        case .introducerNamed: Text("指定介绍人", "introducer named")
        case .introduced: Text("介绍议题", "introduction")
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
        case .ballotVoided: Text("作废", "ballot void")
        case .resultDeclared: Text("宣布结果", "result")
        case .vetoed: Text("否决", "veto")
        case .adjourned: Text("休会", "adjourned")
        case .reconvened: Text("复会", "re-convened")
        case .cancelled: Text("取消", "cancelled")
        case .closed: Text("闭会", "closed")
        case .clockRemarked: Text("时钟变动", "clock changed")
        }
    }
}
