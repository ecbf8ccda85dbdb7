// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// M1 to M4: what must be there before a matter is introduced, and who introduces.

extension MeetingState {
    /// M2: named by the profile, once, by the right person, with its document.
    func mayRecord(_ p: PrerequisiteRecord, _ charter: Charter, _ time: Timestamp)
        throws(MeetingRefusal)
    {
        try require([.planned, .inSession, .suspended])
        let m = try matter(p.matter, charter)
        guard matters[m].status == .pending else {
            throw .matterNotPending(p.matter, matters[m].status)
        }
        guard let wanted = charter.kinds[m].prerequisites.first(where: { $0.id == p.prerequisite })
        else { throw .unknownPrerequisite(p.prerequisite) }
        try requireSubject(p, wanted, of: m, charter)
        guard !matters[m].prerequisites.contains(where: { $0.name == p.name }) else {
            throw .prerequisiteOnRecord(p.name)
        }
        for id in p.named where !id.isWellFormed { throw .malformedID(id.rawValue) }
        if wanted.byDeputyInCharge,
            charter.seat(p.by) != charter.deputies[m]
                || charter.deputies[m] == nil
        {
            throw .prerequisiteNotByDeputy(
                p.prerequisite, deputy: charter.deputies[m].map(charter.id))
        }
        if wanted.needsDocument, p.document == nil { throw .documentMissing(p.prerequisite) }
        if let document = p.document { try require(document) }
        guard p.on <= time.day else { throw .dateInFuture(p.on) }
        try requireContent(p, wanted, time.day)
    }

    /// M2: about one of the matter's candidates where there is one for each, else about nobody.
    private func requireSubject(
        _ p: PrerequisiteRecord, _ wanted: MatterKind.Prerequisite, of m: Int, _ charter: Charter
    ) throws(MeetingRefusal) {
        let candidates = charter.plan.matters[m].candidates
        guard wanted.isForEachCandidate == true else {
            guard p.candidate == nil else { throw .prerequisiteOfWhom(wanted.id) }
            return
        }
        guard let candidate = candidates.first(where: { $0.id == p.candidate }) else {
            throw .prerequisiteOfWhom(wanted.id)
        }
        guard wanted.applies(to: candidate.facts ?? []) else {
            throw .prerequisiteNotDue(p.name)
        }
    }

    /// M2: what it concludes, with whom and with which figures, as the profile asks.
    private func requireContent(
        _ p: PrerequisiteRecord, _ wanted: MatterKind.Prerequisite, _ today: Day
    ) throws(MeetingRefusal) {
        let known = wanted.conclusions?.map(\.id) ?? []
        let conclusion = p.conclusion.flatMap(wanted.conclusion)
        guard known.isEmpty ? p.conclusion == nil : conclusion != nil else {
            throw .conclusionMissing(wanted.id, known: known)
        }
        if let conclusion, let months = conclusion.afterMonths {
            let first = p.on.advanced(byMonths: months)
            guard today >= first else {
                throw .conclusionTooEarly(wanted.id, conclusion, from: first)
            }
        }
        if conclusion?.effect == .needsReason || p.reason != nil {
            try require(p.reason ?? "", .reason)
        }
        let (have, least) = (Set(p.named).count, wanted.leastNamed ?? 1)
        guard have >= least, have == p.named.count else {
            throw .tooFewNamed(wanted.id, have: have, needed: least)
        }
        let figures = wanted.figures?.map(\.id) ?? []
        guard Set(p.figures.map { Array($0.keys) } ?? []) == Set(figures),
            p.figures?.values.allSatisfy({ (0...999_999).contains($0) }) != false
        else { throw .figuresMissing(wanted.id, figures) }
    }

    func require(_ document: Document) throws(MeetingRefusal) {
        guard !document.title.isBlank, document.hasWellFormedHash else {
            throw .malformedDocument(title: document.title)
        }
    }

    /// M3: another member, never a chief, and only when the deputy in charge can't.
    func mayName(_ n: IntroducerNaming, _ charter: Charter) throws(MeetingRefusal) {
        try require([.inSession])
        let m = try matter(n.matter, charter)
        let seat = try seat(n.member, charter)
        guard matters[m].status == .pending else {
            throw .matterNotPending(n.matter, matters[m].status)
        }
        guard !charter.isChief(seat) else { throw .chiefIntroduces(n.member) }
        if let deputy = charter.deputies[m], canIntroduce(deputy, m, charter) {
            throw .deputyAvailable(charter.id(deputy))
        }
        guard isPresent[seat] else { throw .absent(n.member) }
        guard !matters[m].isRecused[seat], !charter.concerned[m].contains(seat) else {
            throw .recused(n.member)
        }
        try require(n.reason, .reason)
    }

    private func canIntroduce(_ seat: Int, _ m: Int, _ charter: Charter) -> Bool {
        takesPart(seat, in: m) && !mustStayOut(seat, of: m, charter)
    }

    /// M1 to M4, Q1, Q2: the matter is introduced; whoever it concerns withdraws with it.
    func introduction(_ i: Introduction, _ charter: Charter, _ time: Timestamp)
        throws(MeetingRefusal) -> [MeetingEvent]
    {
        try require([.inSession])
        let m = try matter(i.matter, charter)
        let seat = charter.isAttendee(i.by) ? nil : try seat(i.by, charter)
        guard matters[m].status == .pending else {
            throw .matterNotPending(i.matter, matters[m].status)
        }
        guard ballot == nil else { throw .ballotIsOpen }
        try requireNothingElseInHand(than: [m], joining: isUnheard, charter)
        try requirePresenter(i.by, seat, of: m, charter)
        // A clock that was set back makes no paper good again.
        try requirePapers(m, charter, max(time, lastAt ?? time).day)
        // Q2: nobody learns afterwards that somebody should have withdrawn.
        if charter.profile.recusalInquiry == .required, matters[m].recusalsAsked == nil {
            throw .recusalsNotAsked(i.matter)
        }
        // The recusals that come with the matter are judged as if already done.
        var after = self
        let due = dueRecusals(of: m, charter)
        for recusal in due {
            if let seat = charter.seat(recusal.member) { after.matters[m].isRecused[seat] = true }
        }
        let staying = after.declaredAndStaying(m, charter)
        guard staying.isEmpty else { throw .declaredAndStays(i.matter, staying) }
        if let seat, after.matters[m].isRecused[seat] { throw .recused(i.by) }
        try after.requireDecidable(m, charter)
        return due.map(MeetingEvent.recused) + [.introduced(i)]
    }

    /// M3: the deputy in charge, who was named instead, or an attendee where the profile lets one present.
    ///
    /// - Parameter seat: nil where it is an attendee.
    private func requirePresenter(
        _ id: PersonID, _ seat: Int?, of m: Int, _ charter: Charter
    ) throws(MeetingRefusal) {
        // M5: nothing is decided on; whoever is in the room may bring it.
        if charter.kinds[m].form == .noted {
            guard !matters[m].attendeesOut.contains(id) else { throw .recused(id) }
            return try requireInRoom(id, charter)
        }
        // A deputy who comes back introduces after all; who was named may go on as well.
        let bringers = [charter.deputies[m], matters[m].namedIntroducer].compactMap(\.self)
        guard let seat else {
            guard charter.presentingAttendees.contains(id) else {
                throw .notDeputyInCharge(by: id, deputy: bringers.first.map(charter.id))
            }
            try requireInRoom(id, charter)
            let isConcerned = charter.plan.matters[m].candidates.contains { $0.id == id }
            guard !isConcerned, !matters[m].attendeesOut.contains(id) else { throw .recused(id) }
            return
        }
        guard !charter.isChief(seat) else { throw .chiefIntroduces(id) }
        guard bringers.contains(seat) else {
            throw .notDeputyInCharge(by: id, deputy: bringers.first.map(charter.id))
        }
        guard isPresent[seat] else { throw .absent(id) }
    }

    private func requirePapers(_ m: Int, _ charter: Charter, _ day: Day) throws(MeetingRefusal) {
        let kind = charter.kinds[m]
        let gates = gates(of: m, on: day).filter(\.binds)
        let missing = gates.filter { $0.standing == .missing }.map(\.name)
        guard missing.isEmpty else { throw .prerequisitesMissing(missing) }
        if let stop = gates.first(where: { $0.standing == .stopped }) {
            throw .prerequisiteStops(stop)
        }
        if let old = gates.first(where: { $0.standing == .outOfDate }) {
            throw .prerequisiteOutOfDate(old)
        }
        guard kind.recommendations > 0 else { return }
        let short = charter.plan.matters[m].candidates.map(\.id).filter { id in
            matters[m].recommendations.count { $0.candidate == id } < kind.recommendations
        }
        guard short.isEmpty else {
            throw .recommendationsMissing(short, needed: kind.recommendations)
        }
    }
}
