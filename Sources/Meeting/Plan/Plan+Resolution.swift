// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// What a plan says about the register has to be what the register says. The same function fills a
// plan in when it is made and judges it when the record is verified.

/// What an earlier meeting's matter came to, for a reconsideration. B7, V2.
public struct PriorDecision: Hashable, Sendable {
    /// Passed, graded, failed or returned, in a meeting that is closed; a deferred or withdrawn matter wasn't decided.
    public var wasDecided: Bool
    /// Its own and those of the matters that it reconsidered. V2.
    public var vetoes: Int
    /// How often the proposal was sent back, with those that it took up itself. V3.
    public var returns: Int
    /// Whom it chose, where it filled several posts. B3.
    public var chosen: [PersonID]?

    public init(wasDecided: Bool, vetoes: Int, returns: Int = 0, chosen: [PersonID]? = nil) {
        self.chosen = chosen
        self.wasDecided = wasDecided
        self.vetoes = vetoes
        self.returns = returns
    }
}

extension Plan {
    /// The plan with recommendations, holds and earlier decisions as the register has them.
    ///
    /// - Throws: the first recommendation that the register doesn't know or knows as withdrawn.
    public func resolved(
        in register: PersonnelState, prior: (MeetingID, MatterID) -> PriorDecision?
    ) throws(PersonnelRefusal) -> Plan {
        var plan = self
        try plan.fillRoll(in: register)
        for m in plan.matters.indices {
            for r in plan.matters[m].recommendations.indices {
                let id = plan.matters[m].recommendations[r].id
                plan.matters[m].recommendations[r] = RecommendationFact(
                    try register.standingRecommendation(id), form: plan.form)
            }
            for c in plan.matters[m].candidates.indices {
                let id = plan.matters[m].candidates[c].id
                let day = plan.scheduled.day
                plan.matters[m].candidates[c].heldThrough = register.bound(
                    id, .noPromotion, within: day...day)
                plan.matters[m].candidates[c].presentPost =
                    plan.form == nil ? nil : register.people[id]?.post
            }
            if let r = plan.matters[m].reconsiders {
                let earlier = prior(r.meeting, r.matter)
                plan.matters[m].reconsiders?.wasDecided = earlier?.wasDecided ?? false
                plan.matters[m].reconsiders?.vetoes = earlier?.vetoes ?? 0
                plan.matters[m].reconsiders?.chosen = earlier?.chosen
            }
            if let r = plan.matters[m].resubmits {
                plan.matters[m].resubmits?.returns = prior(r.meeting, r.matter)?.returns ?? 0
            }
        }
        return plan
    }
}

extension Plan {
    /// Whether the roll is still what the register says: an import after planning may have changed
    /// who is entitled or who is a chief. Convening asks for it.
    public func hasCurrentRoll(in register: PersonnelState) -> Bool {
        var copy = self
        do { try copy.fillRoll(in: register) } catch { return false }
        return copy.roll == roll
    }

    /// A4: a candidate for appointment whom a consequence holds on the day of the meeting itself, whatever
    /// day it was planned for and whatever was found since.
    public func heldCandidate(in register: PersonnelState, within days: ClosedRange<Day>)
        -> (PersonID, through: Day)?
    {
        for matter in matters where profile.kind(matter.kind)?.appoints == true {
            for candidate in matter.candidates {
                if let through = register.bound(candidate.id, .noPromotion, within: days) {
                    return (candidate.id, through)
                }
            }
        }
        return nil
    }

    /// P1, L6: who is entitled, who is a chief and who is deputy in charge of what is the register's
    /// word, not a plan's. Everybody with a rank is on the roll, and nobody else.
    private mutating func fillRoll(in register: PersonnelState) throws(PersonnelRefusal) {
        for i in roll.indices {
            guard let person = register.people[roll[i].id] else {
                throw .unknownPerson(roll[i].id)
            }
            guard let rank = person.rank else { throw .notAMember(person.id) }
            roll[i] = Member(
                id: person.id, name: person.name, distinguisher: person.distinguisher, rank: rank,
                chief: person.chief, inCharge: person.inCharge, unit: person.unit,
                post: person.post)
        }
        let listed = Set(roll.map(\.id))
        let missing = register.people.values.filter { $0.rank != nil && !listed.contains($0.id) }
        if let first = missing.map(\.id).min() { throw .missingFromRoll(first) }
        for i in attendees.indices {
            guard let person = register.people[attendees[i].id] else {
                throw .unknownPerson(attendees[i].id)
            }
            attendees[i].name = person.label
            attendees[i].post = person.post
        }
        for m in matters.indices {
            for c in matters[m].candidates.indices {
                let id = matters[m].candidates[c].id
                guard let person = register.people[id] else { throw .unknownPerson(id) }
                matters[m].candidates[c].name = person.label
            }
        }
    }
}

extension RecommendationFact {
    /// What a meeting needs to know of a recommendation.
    ///
    /// - Parameter form: the plan's; one of 0.2 doesn't name who leads.
    public init(_ r: Recommendation, form: Int? = Plan.currentForm) {
        self.init(
            id: r.id, candidate: r.candidate, recommenders: r.recommenders,
            sha256: r.paper.sha256 ?? "", lead: form == nil ? nil : r.lead)
    }
}

extension MeetingState {
    /// S5: who signed a recommendation on the agenda and may not recommend when the agenda freezes, whatever was so when
    /// it was lodged.
    public func barredRecommender(in register: PersonnelState, within days: ClosedRange<Day>)
        -> (PersonID, through: Day)?
    {
        for signer in matters.flatMap(\.recommendations).flatMap(\.recommenders) {
            if let through = register.bound(signer.person, .noRecommending, within: days) {
                return (signer.person, through)
            }
        }
        return nil
    }

    /// Whether it has taken up a matter of another meeting again, and is convened: from then on that decision is this
    /// meeting's to change. B7.
    public func hasTakenUp(_ matter: MatterID, of meeting: MeetingID) -> Bool {
        guard phase == .inSession || phase == .suspended || phase == .closed, let charter else {
            return false
        }
        // A meeting that ended without deciding leaves the first decision as it was.
        return zip(charter.plan.matters, matters).contains { item, state in
            item.reconsiders?.meeting == meeting && item.reconsiders?.matter == matter
                && (phase != .closed || state.status.isDecision)
        }
    }

    /// Decided matters that may still be sent back when the meeting is over. V1.
    public var mattersOpenToVeto: [MatterID] {
        guard let charter else { return [] }
        return matters.indices.filter { m in
            guard case .days = charter.kinds[m].veto else { return false }
            return matters[m].status == .decided
        }.map { charter.plan.matters[$0].id }
    }

    /// What a matter came to, for a later reconsideration; nil when there is no such matter.
    public func decision(on id: MatterID) -> PriorDecision? {
        guard let charter, let m = charter.matter(id) else { return nil }
        let matter = matters[m]
        let earlier = charter.plan.matters[m].reconsiders?.vetoes ?? 0
        // B7: while its meeting goes on the decision may still be sent back, and no bundle has it.
        return PriorDecision(
            wasDecided: phase == .closed && matter.status.isDecision,
            vetoes: earlier + (matter.veto == nil ? 0 : 1),
            returns: (charter.plan.matters[m].resubmits?.returns ?? 0)
                + (matter.sentBack == nil ? 0 : 1),
            chosen: charter.fillsSeveral(m) && matter.result?.outcome == .passed
                ? matter.result?.candidates : nil)
    }
}
