// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// Q3, M1, B7, A4: what may stand on an agenda, and when it freezes.

extension MeetingState {
    /// Q3: a plan is set, and replaced as often as need be, until the meeting is convened.
    func mayPlan(_ plan: Plan) throws(MeetingRefusal) {
        switch phase {
        case .empty, .planned: break
        default: throw .agendaFrozen
        }
        try require(plan.title, .title)
        try require(plan.organisation, .organisation)
        try require(plan.place, .place)
        if let key = plan.profile.firstUnsoundKey { throw .unsoundProfile(key) }
        try checkRoll(plan)
        guard !plan.matters.isEmpty else { throw .noMatters }
        var seen = Set<MatterID>()
        for matter in plan.matters {
            guard matter.id.isWellFormed else { throw .malformedID(matter.id.rawValue) }
            guard seen.insert(matter.id).inserted else { throw .duplicateMatter(matter.id) }
            try check(matter, in: plan)
        }
        try checkLists(plan)
    }

    /// M4: lines follow one another, are about people, and belong to one power: one deputy introduces them.
    private func checkLists(_ plan: Plan) throws(MeetingRefusal) {
        let lists = plan.lists ?? []
        var known = Set(plan.matters.map(\.id))
        for list in lists {
            guard list.id.isWellFormed else { throw .malformedID(list.id.rawValue) }
            guard known.insert(list.id).inserted else { throw .duplicateMatter(list.id) }
            try require(list.title, .title)
            let lines = plan.matters.indices.filter { plan.matters[$0].list == list.id }
            let kinds = lines.compactMap { plan.profile.kind(plan.matters[$0].kind) }
            guard let first = lines.first, lines == Array(first..<first + lines.count),
                kinds.allSatisfy({ $0.isAboutPeople && $0.power == kinds[0].power })
            else { throw .unfitList(list.id) }
        }
        for matter in plan.matters {
            if let id = matter.list, !lists.contains(where: { $0.id == id }) {
                throw .unknownMatter(id)
            }
        }
    }

    private func check(_ matter: Matter, in plan: Plan) throws(MeetingRefusal) {
        try require(matter.title, .title)
        guard let kind = plan.profile.kind(matter.kind) else { throw .unknownKind(matter.kind) }
        if kind.prerequisites.contains(where: \.byDeputyInCharge),
            !plan.roll.contains(where: { $0.inCharge.contains(kind.power) && !$0.isChief })
        {
            throw .noDeputy(matter.id)
        }
        let have = matter.candidates.count
        let least = kind.leastCandidates
        guard have >= least, kind.form == .contested || least == 0 || have == least else {
            throw .candidateCount(matter.id, have: have, need: least)
        }
        if let posts = matter.posts {
            guard kind.form == .contested, (1..<have).contains(posts) else {
                throw .unfitPosts(matter.id)
            }
        }
        var people = Set<PersonID>()
        for candidate in matter.candidates {
            guard candidate.id.isWellFormed else { throw .malformedID(candidate.id.rawValue) }
            try require(candidate.name, .name)
            guard people.insert(candidate.id).inserted else {
                throw .duplicateCandidate(candidate.id)
            }
            let facts = plan.profile.facts?.map(\.id) ?? []
            for fact in candidate.facts ?? [] where !facts.contains(fact) {
                throw .unknownFact(fact, known: facts)
            }
            // A4: "not promoted until" binds the meeting.
            if kind.appoints, let through = candidate.heldThrough, plan.scheduled.day <= through {
                throw .candidateHeld(candidate.id, through: through)
            }
        }
        var facts = Set<RecommendationID>()
        for fact in matter.recommendations {
            guard facts.insert(fact.id).inserted else { throw .duplicateRecommendation(fact.id) }
            try check(fact, for: matter, roll: plan.roll, profile: plan.profile)
        }
        // V3: it was sent back, and not by this meeting.
        if let back = matter.resubmits, back.returns < 1 { throw .resubmitsNothing(back.matter) }
        try checkReconsideration(matter, in: plan)
    }

    /// S1: it recommends one of the matter's candidates. L8: a chief's is an early view.
    func check(
        _ fact: RecommendationFact, for matter: Matter, roll: [Member], profile: Profile
    ) throws(MeetingRefusal) {
        guard matter.candidates.contains(where: { $0.id == fact.candidate }) else {
            throw .strayRecommendation(fact.id)
        }
        guard profile.chiefRecommendation == .refuse else { return }
        for signer in fact.recommenders
        where roll.contains(where: { $0.id == signer.person && $0.isChief }) {
            throw .chiefRecommends(signer.person)
        }
    }

    /// B7: only of a matter that was decided, only with more than half of the entitled behind it.
    private func checkReconsideration(_ matter: Matter, in plan: Plan) throws(MeetingRefusal) {
        guard let r = matter.reconsiders else { return }
        guard r.wasDecided else { throw .reconsidersNothing(r.matter) }
        for id in r.supporters where !plan.roll.contains(where: { $0.id == id }) {
            throw .unknownMember(id)
        }
        let needed = plan.roll.count / 2 + 1
        let have = Set(r.supporters).count
        guard have >= needed else { throw .tooFewSupporters(have: have, needed: needed) }
    }

    /// A signed recommendation joins a matter until the agenda freezes.
    func mayAttach(_ a: Attachment, _ charter: Charter) throws(MeetingRefusal) {
        guard phase == .planned else { throw .agendaFrozen }
        let m = try matter(a.matter, charter)
        guard !matters[m].recommendations.contains(where: { $0.id == a.recommendation.id }) else {
            throw .duplicateRecommendation(a.recommendation.id)
        }
        try check(
            a.recommendation, for: charter.plan.matters[m], roll: charter.plan.roll,
            profile: charter.profile)
    }

    /// S3: taken back before the freeze; afterwards what the group saw stays.
    func mayDetach(_ d: Detachment, _ charter: Charter) throws(MeetingRefusal) {
        guard phase == .planned else { throw .agendaFrozen }
        let m = try matter(d.matter, charter)
        guard matters[m].recommendations.contains(where: { $0.id == d.recommendation }) else {
            throw .strayRecommendation(d.recommendation)
        }
    }

    /// Q3: off the agenda with a reason: by who brings it, or, before it is introduced, by who
    /// presides. After a ballot was held it can only be deferred by motion.
    func mayWithdraw(_ w: MatterWithdrawal, _ charter: Charter) throws(MeetingRefusal) {
        try require([.inSession])
        let m = try matter(w.matter, charter)
        let status = matters[m].status
        switch status {
        case .pending, .open, .discussed: break
        default: throw .cannotWithdraw(w.matter, status)
        }
        guard matters[m].voids == 0, matters[m].round == 1 else {
            throw .cannotWithdraw(w.matter, status)
        }
        let seat = try seat(w.by, charter)
        var bringers = [charter.deputies[m], matters[m].namedIntroducer]
        if status == .pending { bringers.append(presiding) }
        guard bringers.contains(seat) else { throw .notItsBringer(w.by) }
        guard isPresent[seat] else { throw .absent(w.by) }
        guard !matters[m].isRecused[seat] else { throw .recused(w.by) }
        try require(w.reason, .reason)
    }
}
