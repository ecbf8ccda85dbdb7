// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

extension Profile {
    /// The first key whose value would undo what the rules exist for, nil for a sound profile. A
    /// quorum or a majority under half, one chief's order, an appointment without papers are no
    /// choices: whoever brings such a profile, by file or by protocol, is refused.
    public var firstUnsoundKey: String? {
        guard !id.isBlank, !title.zh.isBlank, !title.en.isBlank else { return "title" }
        guard quorum.isAtLeastHalf else { return "quorum" }
        // L6: somebody is bound to speak last; which kinds of chief, is the profile's choice.
        guard !chiefOrder.isEmpty, Set(chiefOrder).count == chiefOrder.count else {
            return "chief_order"
        }
        // L7 puts the ballot before the chiefs' views: there have to be some. L1: who needn't state a view can say so.
        guard viewRule != .optional || (ballotOrder == .afterChief && mayPass) else {
            return "views"
        }
        // B2: whoever votes is counted among those entitled.
        guard recusedVote != true || recusedCountAsEntitled else { return "recused_vote" }
        guard (1...9).contains(voidsBeforePaper) else { return "voids_before_paper" }
        guard (Self.fewestCast...500).contains(leastCastInBox) else { return "least_cast" }
        guard (0...100).contains(divisionMargin ?? 0) else { return "division_margin" }
        guard (0...60).contains(noticeWorkingDays) else { return "notice_working_days" }
        guard (0...60).contains(personnelNoticeWorkingDays) else {
            return "personnel_notice_working_days"
        }
        guard (5...60).contains(publicNoticeWorkingDays) else {
            return "public_notice_working_days"
        }
        guard (0...36).contains(probationMonths) else { return "probation_months" }
        guard !kinds.isEmpty, Set(kinds.map(\.id)).count == kinds.count else { return "kinds" }
        let facts = (self.facts ?? []).map(\.id)
        guard Set(facts).count == facts.count, facts.allSatisfy({ MatterID($0).isWellFormed })
        else { return "facts" }
        guard deferralGrounds?.isEmpty != true else { return "deferral" }
        for (key, some) in [("notice_facts", noticeFacts), ("probation_facts", probationFacts)] {
            guard (some ?? []).allSatisfy(facts.contains) else { return key }
        }
        // L7: where the others cast before the chiefs speak, only a secret ballot is held.
        if ballotOrder == .beforeChief,
            let named = kinds.first(where: { !$0.votingMethods.contains(.secret) })
        {
            return "\(named.id).methods"
        }
        return kinds.lazy.compactMap { $0.firstUnsoundKey(facts) }.first
    }
}

extension MatterKind {
    fileprivate func firstUnsoundKey(_ facts: [String]) -> String? {
        guard MatterID(id).isWellFormed else { return "kinds.id" }
        switch form {
        case .graded: guard grades.count >= 2, passing == nil else { return "\(id).grades" }
        case .noted:
            guard passing == nil, grades.isEmpty, methods == nil, !isAboutPeople, !appoints,
                recommendations == 0, veto == .none
            else { return "\(id).form" }
        case .approval, .contested:
            guard let passing, passing.isMajority else { return "\(id).passing" }
        }
        guard Set(prerequisites.map(\.id)).count == prerequisites.count,
            prerequisites.allSatisfy({ $0.isSound(facts, isAboutPeople: isAboutPeople) })
        else { return "\(id).prerequisites" }
        guard (0...9).contains(recommendations) else { return "\(id).recommendations" }
        guard quorum?.isAtLeastHalf != false else { return "\(id).quorum" }
        // B1: about people a secret ballot is always possible.
        guard !votingMethods.isEmpty, Set(votingMethods).count == votingMethods.count,
            !isAboutPeople || votingMethods.contains(.secret)
        else { return "\(id).methods" }
        if case .days(let days) = veto, !(1...30).contains(days) { return "\(id).veto" }
        return nil
    }
}

extension MatterKind.Prerequisite {
    /// Whether it can be fulfilled: it asks for what there is, and something it may conclude lets the matter pass.
    fileprivate func isSound(_ facts: [String], isAboutPeople: Bool) -> Bool {
        func areApart(_ ids: [String]) -> Bool {
            Set(ids).count == ids.count && ids.allSatisfy { MatterID($0).isWellFormed }
        }
        guard isForEachCandidate != true || isAboutPeople else { return false }
        guard self.facts == nil || isForEachCandidate == true,
            (self.facts ?? []).allSatisfy(facts.contains)
        else { return false }
        if let conclusions {
            guard areApart(conclusions.map(\.id)),
                conclusions.contains(where: { $0.effect != .stops }),
                conclusions.allSatisfy({ (1...60).contains($0.afterMonths ?? 1) })
            else { return false }
        }
        return areApart(figures?.map(\.id) ?? []) && (1...20).contains(leastNamed ?? 1)
            && (1...60).contains(validMonths ?? 1)
    }
}

extension MatterKind.Passing {
    /// More than half, or a share above half: nothing less decides.
    public var isMajority: Bool {
        strictly
            ? share.isAtLeastHalf && share.numerator < share.denominator
            : share.numerator * 2 > share.denominator
    }
}
