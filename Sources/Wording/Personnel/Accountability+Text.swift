// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

extension Recommendation.Kind {
    public var text: Text {
        switch self {
        case .personal: Text("个人", "personal")
        case .joint: Text("联名", "joint")
        case .collective: Text("集体", "collective")
        }
    }
}

extension Outcome.Kind {
    public var text: Text {
        switch self {
        case .outstanding: Text("考核优秀", "appraised outstanding")
        case .competent: Text("考核称职", "appraised competent")
        case .basicallyCompetent: Text("考核基本称职", "appraised basically competent")
        case .incompetent: Text("考核不称职", "appraised incompetent")
        case .discipline: Text("受处分", "disciplined")
        case .removal: Text("免职", "removed")
        case .conviction: Text("被判刑", "convicted")
        }
    }
}

extension Finding.Kind {
    public var text: Text {
        switch self {
        case .failureOfScrutiny: Text("失察", "failure of scrutiny")
        case .misjudgement: Text("失误", "misjudgement")
        case .concealedFacts: Text("隐瞒事实", "concealed facts")
        case .falseMaterial: Text("提供虚假材料", "false material")
        case .dereliction: Text("失职", "dereliction")
        case .none: Text("无责任", "no liability")
        }
    }
}

extension Capacity {
    public var text: Text {
        switch self {
        case .chief: Text("主要负责人", "chief")
        case .deputyInCharge: Text("分管负责人", "deputy in charge")
        case .organisationDepartment: Text("组织人事部门", "personnel department")
        case .vettingTeam: Text("考察组成员", "vetting team")
        case .disciplineBody: Text("纪检监察机关", "discipline body")
        case .presenter: Text("汇报人", "presented")
        case .leadRecommender: Text("首推人", "lead recommender")
        case .recommender: Text("推荐人", "recommended")
        case .handler: Text("承办人", "handled papers")
        case .other: Text("其他直接责任人", "otherwise responsible")
        }
    }
}

extension Responsibility {
    public var text: Text {
        switch self {
        case .direct: Text("直接责任", "direct responsibility")
        case .mainLeadership: Text("主要领导责任", "main leadership responsibility")
        case .importantLeadership: Text("重要领导责任", "important leadership responsibility")
        case .principal: Text("主要责任", "principal responsibility")
        case .joint: Text("连带责任", "joint responsibility")
        }
    }
}

extension Finding.Grade {
    public var text: Text {
        switch self {
        case .noLiability: Text("不追责", "none")
        case .reminder: Text("提醒", "reminder")
        case .criticism: Text("批评教育", "criticism")
        case .writtenInspection: Text("书面检查", "written self-examination")
        case .admonition: Text("诫勉", "admonition")
        case .organisationalHandling: Text("组织处理", "organisational handling")
        case .discipline: Text("处分", "disciplinary action")
        }
    }
}

extension Consequence.Kind {
    public var text: Text {
        switch self {
        case .noOutstandingGrade: Text("不得评优", "no outstanding grade")
        case .noPromotion: Text("不得提任", "no promotion")
        case .noRecommending: Text("不得推荐干部", "may not recommend")
        }
    }
}

extension AppealDecision.Result {
    public var text: Text {
        switch self {
        case .maintained: Text("申诉维持", "appeal: maintained")
        case .changed: Text("申诉变更", "appeal: changed")
        case .revoked: Text("申诉撤销", "appeal: revoked")
        }
    }
}
