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
        return Appointment(
            id: AppointmentID("\(meeting)/\(id)"), meeting: meeting, matter: id,
            candidate: candidate.id, post: candidate.post ?? charter.plan.matters[m].title,
            introducedBy: matter.introducedBy.map(charter.id),
            preparedBy: matter.prerequisites.map(\.by),
            recommendations: matter.recommendations.filter { $0.candidate == candidate.id }
                .map(\.id),
            votesFor: result.votes ?? 0, entitled: entitled(for: m), decidedOn: on,
            probationMonths: charter.profile.probationMonths,
            noticeWorkingDays: charter.profile.publicNoticeWorkingDays,
            calendar: charter.profile.calendar.isPlain ? nil : charter.profile.calendar)
    }
}
