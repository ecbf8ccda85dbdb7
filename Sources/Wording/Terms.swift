// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

// The field's own words. The glossary is in docs/RULES.md.

extension Stance {
    public var text: Text {
        switch self {
        case .for: Text("同意", "for")
        case .against: Text("不同意", "against")
        case .defer: Text("缓议", "defer")
        case .noView: Text("不发表意见", "no view")
        }
    }

    /// After a name, in English.
    var said: String {
        switch self {
        case .for, .against: "is \(text.en)"
        case .defer: "is to defer"
        case .noView: "states no view"
        }
    }
}

extension MeetingState.Phase {
    public var text: Text {
        switch self {
        case .empty: Text("未拟定", "not planned")
        case .planned: Text("筹备", "planned")
        case .inSession: Text("开会中", "in session")
        case .suspended: Text("休会", "adjourned")
        case .closed: Text("已闭会", "closed")
        case .cancelled: Text("已取消", "cancelled")
        }
    }
}

extension MatterState.Status {
    public var text: Text {
        switch self {
        case .pending: Text("未汇报", "pending")
        case .open: Text("讨论中", "in discussion")
        case .discussed: Text("待票决", "awaiting ballot")
        case .balloting: Text("票决中", "ballot open")
        case .decided: Text("已决定", "decided")
        case .failed: Text("未通过", "failed")
        case .deferred: Text("暂缓", "deferred")
        case .returned: Text("否决退回", "returned by veto")
        case .withdrawn: Text("已撤回", "withdrawn")
        case .sentBack: Text("退回方案", "sent back")
        }
    }
}

extension MatterResult.Outcome {
    public var text: Text {
        switch self {
        case .passed: Text("通过", "passed")
        case .failed: Text("未通过", "failed")
        case .runOff: Text("须再次票决", "run-off")
        case .noted: Text("已形成结论", "concluded")
        case .deferred: Text("暂缓", "deferred")
        case .graded: Text("评议完成", "graded")
        }
    }
}

extension Power {
    public var text: Text {
        switch self {
        case .finance: Text("财务", "finance")
        case .personnel: Text("人事", "personnel")
        case .projects: Text("工程项目", "projects")
        case .approval: Text("行政审批", "approval")
        case .enforcement: Text("行政执法", "enforcement")
        }
    }
}

extension ChiefKind {
    public var text: Text {
        switch self {
        case .party: Text("党委（党组）主要负责人", "party head")
        case .administrative: Text("行政主要负责人", "administrative head")
        }
    }
}

extension Deferral.Ground {
    public var text: Text {
        switch self {
        case .divided: Text("意见分歧较大", "views differ widely")
        case .unclear: Text("有重大问题不清楚", "something important is unclear")
        case .views: Text("多数缓议", "most views are to defer")
        case .motion: Text("提议暂缓", "by motion")
        }
    }
}

extension Recusal.Ground {
    public var text: Text {
        switch self {
        case .concerned: Text("本人", "concerned in person")
        case .relative: Text("亲属", "relative concerned")
        case .recommender: Text("推荐亲属", "recommended a relative")
        case .other: Text("其他", "other")
        }
    }
}

extension BallotVoiding.Cause {
    public var text: Text {
        switch self {
        case .quorumLost: Text("不足法定人数", "quorum lost")
        case .powerLost: Text("断电", "power lost")
        case .terminalFailed: Text("终端故障", "terminal failed")
        case .tellerLost: Text("监票人缺位", "a teller is gone")
        case .figuresDisagree: Text("计票不符", "figures disagree")
        case .secrecyBroken: Text("泄露选票", "secrecy broken")
        case .wrongPaper: Text("选票有误", "wrong paper")
        case .tooFewCast: Text("投票太少", "too few have cast")
        case .moreReturnedThanIssued: Text("收回多于发出", "more returned than issued")
        }
    }
}

extension BallotMode {
    public var text: Text {
        switch self {
        case .paper: Text("纸质票", "paper")
        case .box: Text("终端投票", "sealed box")
        case .hands: Text("举手表决", "show of hands")
        case .oral: Text("口头表决", "by word of mouth")
        }
    }
}

extension MatterKind.VotingMethod {
    public var text: Text {
        switch self {
        case .secret: Text("无记名票决", "secret ballot")
        case .hands: BallotMode.hands.text
        case .oral: BallotMode.oral.text
        }
    }
}

extension AppointmentFile.Stage {
    public var text: Text {
        switch self {
        case .decided: Text("已决定", "decided")
        case .notice: Text("公示中", "public notice")
        case .probation: Text("试用期", "on probation")
        case .confirmed: Text("已正式任职", "confirmed")
        case .ended: Text("已终止", "ended")
        case .returned: Text("不再执行（否决或复议）", "ended by veto or reconsideration")
        }
    }
}

extension Relation {
    public var text: Text {
        switch self {
        case .none: Text("无", "none")
        case .colleague: Text("同事", "colleague")
        case .superior: Text("上级", "superior")
        case .subordinate: Text("下属", "subordinate")
        case .relative: Text("亲属", "relative")
        case .other: Text("其他", "other")
        }
    }
}
