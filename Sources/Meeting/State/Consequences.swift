// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// What a meeting means for the register of people. Pure, so that a record can be checked against
// it: the appointments in the register are just these, no more and no fewer.

extension MeetingState {
    /// S3: the recommendations on the agenda, which convening freezes.
    public var agendaRecommendations: [RecommendationID] {
        matters.flatMap { $0.recommendations.map(\.id) }
    }

    /// A1: the appointments that a meeting passed and no veto sent back, as its closing leaves them.
    public func appointments(of meeting: MeetingID) -> [Appointment] {
        matters.indices.compactMap { appointment(of: meeting, $0) }
    }

    /// B7: the appointments that this agenda takes up again, each with what the meeting made of its matter.
    ///
    /// - Returns: in the agenda's order; `isDecided` where the first decision goes no further, whether the second one
    ///   passed, failed or was sent back.
    public var reconsideredAppointments: [(id: AppointmentID, isDecided: Bool)] {
        guard let charter else { return [] }
        var found: [(id: AppointmentID, isDecided: Bool)] = []
        for (matter, state) in zip(charter.plan.matters, matters) {
            guard let earlier = matter.reconsiders else { continue }
            let id = AppointmentID("\(earlier.meeting)/\(earlier.matter)")
            if let known = found.firstIndex(where: { $0.id == id }) {
                found[known].isDecided = found[known].isDecided || state.status.isDecision
            } else {
                found.append((id, state.status.isDecision))
            }
        }
        return found
    }

    private func appointment(of meeting: MeetingID, _ m: Int) -> Appointment? {
        let matter = matters[m]
        guard let charter, charter.kinds[m].appoints, matter.status == .decided,
            let result = matter.result, result.outcome == .passed, let on = matter.decidedOn
        else { return nil }
        let candidates = charter.plan.matters[m].candidates
        let chosen = result.candidates.first ?? candidates.first?.id
        guard let candidate = candidates.first(where: { $0.id == chosen }) else { return nil }
        let id = charter.plan.matters[m].id
        let needsNotice = charter.profile.isDue(charter.profile.noticeFacts, of: candidate)
        return Appointment(
            id: AppointmentID("\(meeting)/\(id)"), meeting: meeting, matter: id,
            candidate: candidate.id, post: candidate.post ?? charter.plan.matters[m].title,
            introducedBy: matter.introducedBy,
            preparedBy: matter.prerequisites.map(\.by),
            recommendations: matter.recommendations.filter { $0.candidate == candidate.id }
                .map(\.id),
            votesFor: result.votes ?? 0, entitled: entitled(for: m), decidedOn: on,
            probationMonths: charter.profile.isDue(charter.profile.probationFacts, of: candidate)
                ? charter.profile.probationMonths : 0,
            noticeWorkingDays: needsNotice ? charter.profile.publicNoticeWorkingDays : 0,
            calendar: charter.profile.calendar.isPlain ? nil : charter.profile.calendar,
            withoutNotice: needsNotice ? nil : true,
            answerable: charter.plan.form == nil
                ? nil : answerable(for: m, of: candidate.id, charter))
    }

    /// A2: who stood in which capacity towards a candidate's appointment, the recused left out: they had no part in it.
    private func answerable(for m: Int, of candidate: PersonID, _ charter: Charter)
        -> [Answerable]
    {
        let matter = matters[m]
        func entry(_ capacity: Capacity, _ id: PersonID) -> Answerable {
            Answerable(capacity: capacity, person: id, post: charter.post(of: id))
        }
        func seated(_ capacity: Capacity, _ seats: [Int]) -> [Answerable] {
            seats.filter { !matter.isRecused[$0] }.map { entry(capacity, charter.id($0)) }
        }
        var all = seated(.chief, charter.plan.roll.indices.filter(charter.isChief))
        all += seated(.deputyInCharge, [charter.deputies[m]].compactMap(\.self))
        if let presenter = matter.introducedBy,
            charter.seat(presenter).map({ matter.isRecused[$0] }) != true
        {
            all.append(entry(.presenter, presenter))
        }
        for paper in matter.prerequisites where paper.candidate ?? candidate == candidate {
            let wanted = charter.kinds[m].prerequisites.first { $0.id == paper.prerequisite }
            // A chief who signs a paper stands as a chief already, and is no member of the body that gives it.
            all += paper.named.filter { named in
                charter.seat(named).map { !charter.isChief($0) || matter.isRecused[$0] } ?? true
            }.map { entry(wanted?.capacity ?? .handler, $0) }
        }
        for fact in matter.recommendations where fact.candidate == candidate {
            all += fact.recommenders.map {
                entry(fact.lead == $0.person ? .leadRecommender : .recommender, $0.person)
            }
        }
        return all.inOrder
    }
}

extension Profile {
    /// A1: whether a step that hangs on facts is due. Where nobody said what is so of the candidate, it is.
    fileprivate func isDue(_ facts: [String]?, of candidate: Candidate) -> Bool {
        guard let facts, let known = candidate.facts else { return true }
        return !Set(facts).isDisjoint(with: known)
    }
}
