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
        guard !matters[m].prerequisites.contains(where: { $0.prerequisite == p.prerequisite })
        else { throw .prerequisiteOnRecord(p.prerequisite) }
        guard p.by.isWellFormed else { throw .malformedID(p.by.rawValue) }
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
        guard charter.chiefPosition[seat] == nil else { throw .chiefIntroduces(n.member) }
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
    func introduction(_ i: Introduction, _ charter: Charter) throws(MeetingRefusal)
        -> [MeetingEvent]
    {
        try require([.inSession])
        let m = try matter(i.matter, charter)
        let seat = try seat(i.by, charter)
        guard matters[m].status == .pending else {
            throw .matterNotPending(i.matter, matters[m].status)
        }
        guard ballot == nil else { throw .ballotIsOpen }
        try requireNothingInHand(charter)
        guard charter.chiefPosition[seat] == nil else { throw .chiefIntroduces(i.by) }
        // A deputy who comes back introduces after all; who was named may go on as well.
        let bringers = [charter.deputies[m], matters[m].namedIntroducer].compactMap(\.self)
        guard bringers.contains(seat) else {
            throw .notDeputyInCharge(by: i.by, deputy: bringers.first.map(charter.id))
        }
        guard isPresent[seat] else { throw .absent(i.by) }
        try requirePapers(m, charter)
        // The recusals that come with the matter are judged as if already done.
        var after = self
        let due = dueRecusals(of: m, charter)
        for recusal in due {
            if let seat = charter.seat(recusal.member) { after.matters[m].isRecused[seat] = true }
        }
        guard !after.matters[m].isRecused[seat] else { throw .recused(i.by) }
        try after.requireDecidable(m, charter)
        return due.map(MeetingEvent.recused) + [.introduced(i)]
    }

    /// M4: one by one; the matter in discussion is talked through first.
    private func requireNothingInHand(_ charter: Charter) throws(MeetingRefusal) {
        guard let now = current else { return }
        guard !viewsAreComplete(on: now) else { return }
        throw .matterInHand(
            charter.plan.matters[now].id, awaited: ids(awaited(on: now), charter))
    }

    private func requirePapers(_ m: Int, _ charter: Charter) throws(MeetingRefusal) {
        let kind = charter.kinds[m]
        let onRecord = matters[m].prerequisites
        let missing = kind.prerequisites.map(\.id).filter { id in
            !onRecord.contains { $0.prerequisite == id }
        }
        guard missing.isEmpty else { throw .prerequisitesMissing(missing) }
        guard kind.recommendations > 0 else { return }
        let short = charter.plan.matters[m].candidates.map(\.id).filter { id in
            matters[m].recommendations.count { $0.candidate == id } < kind.recommendations
        }
        guard short.isEmpty else {
            throw .recommendationsMissing(short, needed: kind.recommendations)
        }
    }
}
