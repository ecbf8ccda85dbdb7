// SPDX-License-Identifier: GPL-3.0-or-later

/// In which capacity somebody stood towards an appointment on the day it was decided. A2.
///
/// The texts on liability name people by what they were to the decision, the chief first; a finding is made about somebody
/// in one of these, never for how somebody voted. A5. The order is that of the backward review.
public enum Capacity: String, Codable, Hashable, Sendable, CaseIterable {
    /// 主要负责人: a chief of the group that decided.
    case chief
    /// 分管负责人: the deputy in charge of the power.
    case deputyInCharge
    /// 组织（人事）部门: who answered for a paper of the department.
    case organisationDepartment
    /// 考察组成员
    case vettingTeam
    /// 纪检监察机关: who answered for its opinion.
    case disciplineBody
    /// 汇报人: who brought the matter before the group.
    case presenter
    /// 首推人
    case leadRecommender
    /// 推荐人
    case recommender
    /// 承办人: who answered for another paper of the matter.
    case handler
    /// 其他直接责任人: nobody of the above; a finding says why.
    case other
}
