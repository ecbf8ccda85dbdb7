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
        matters.indices.flatMap { m in
            (matters[m].status == .decided ? chosen(in: m) : []).compactMap {
                appointment(of: meeting, m, $0)
            }
        }
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
            for id in earlier.appointments {
                if let known = found.firstIndex(where: { $0.id == id }) {
                    found[known].isDecided = found[known].isDecided || state.status.isDecision
                } else {
                    found.append((id, state.status.isDecision))
                }
            }
        }
        return found
    }

    /// Whom a passed matter chose; in a matter with one candidate that one.
    func chosen(in m: Int) -> [PersonID] {
        guard let result = matters[m].result, result.outcome == .passed else { return [] }
        guard result.candidates.isEmpty else { return result.candidates }
        return (charter?.plan.matters[m].candidates.first).map { [$0.id] } ?? []
    }

    /// The votes that somebody had when the result was declared. B3.
    private func votes(for person: PersonID, in m: Int) -> Int {
        guard let at = matters[m].contenders.firstIndex(of: person), posts(of: m) != nil,
            let count = matters[m].count, count.figures.choices.indices.contains(at)
        else { return matters[m].result?.votes ?? 0 }
        return count.figures.choices[at]
    }

    private func appointment(of meeting: MeetingID, _ m: Int, _ person: PersonID) -> Appointment? {
        let matter = matters[m]
        guard let charter, charter.kinds[m].appoints, let on = matter.decidedOn,
            let candidate = charter.plan.matters[m].candidates.first(where: { $0.id == person })
        else { return nil }
        let id = charter.plan.matters[m].id
        let needsNotice = charter.profile.isDue(charter.profile.noticeFacts, of: candidate)
        return Appointment(
            id: AppointmentID(meeting, id, charter.fillsSeveral(m) ? person : nil),
            meeting: meeting, matter: id,
            candidate: candidate.id, post: candidate.post ?? charter.plan.matters[m].title,
            introducedBy: matter.introducedBy,
            preparedBy: matter.prerequisites.map(\.by),
            recommendations: matter.recommendations.filter { $0.candidate == candidate.id }
                .map(\.id),
            votesFor: votes(for: person, in: m), entitled: entitled(for: m), decidedOn: on,
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

extension AppointmentID {
    /// `MEETING/MATTER`; where the matter filled several posts, `MEETING/MATTER/PERSON`. A1, B3.
    init(_ meeting: MeetingID, _ matter: MatterID, _ person: PersonID?) {
        self.init("\(meeting)/\(matter)" + (person.map { "/\($0)" } ?? ""))
    }
}

extension Reconsideration {
    /// What the earlier decision put into the register, where it appointed anybody. B7.
    var appointments: [AppointmentID] {
        chosen.map { $0.map { AppointmentID(meeting, matter, $0) } }
            ?? [AppointmentID(meeting, matter, nil)]
    }
}

extension Profile {
    /// A1: whether a step that hangs on facts is due. Where nobody said what is so of the candidate, it is.
    fileprivate func isDue(_ facts: [String]?, of candidate: Candidate) -> Bool {
        guard let facts, let known = candidate.facts else { return true }
        return !Set(facts).isDisjoint(with: known)
    }
}
