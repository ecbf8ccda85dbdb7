// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// P2, Q2, S4: who withdraws from a matter.

extension MeetingState {
    /// P2: until the matter's ballot opens. A chief's view already given stands in the record.
    func mayRecuse(_ r: Recusal, _ charter: Charter) throws(MeetingRefusal) {
        try require([.planned, .inSession, .suspended])
        let m = try matter(r.matter, charter)
        if let other = r.proposedBy, !charter.hasPart(other) { throw .unknownMember(other) }
        if charter.isAttendee(r.member) { return try mayRecuseAttendee(r, m) }
        let seat = try seat(r.member, charter)
        guard !matters[m].isRecused[seat] else { throw .alreadyRecused(r.member) }
        try requireBeforeBallot(r, m)
        // Q2: who has stated a view isn't taken out of the count afterwards, unless the rules
        // themselves demand it.
        if matters[m].views[seat] != nil, !mustStayOut(seat, of: m, charter) {
            throw .recusalAfterView(r.member)
        }
        try require(r.reason, .reason)
    }

    /// Q2: an attendee leaves the room for a matter that concerns a relative, too.
    private func mayRecuseAttendee(_ r: Recusal, _ m: Int) throws(MeetingRefusal) {
        guard !matters[m].attendeesOut.contains(r.member) else { throw .alreadyRecused(r.member) }
        try requireBeforeBallot(r, m)
        try require(r.reason, .reason)
    }

    /// P2: once a ballot was opened nobody withdraws any more.
    private func requireBeforeBallot(_ r: Recusal, _ m: Int) throws(MeetingRefusal) {
        switch matters[m].status {
        case .pending, .open, .discussed: return
        case .balloting, .decided, .failed, .deferred, .returned, .withdrawn, .sentBack:
            throw .recusalTooLate(r.matter, matters[m].status)
        }
    }

    /// Q2: who said that they have to withdraw, and hasn't.
    func declaredAndStaying(_ m: Int, _ charter: Charter) -> [PersonID] {
        (matters[m].recusalsAsked?.declared ?? []).filter { id in
            charter.seat(id).map { !matters[m].isRecused[$0] }
                ?? !matters[m].attendeesOut.contains(id)
        }
    }

    /// Somebody on the roll who is present, or an attendee of whom nobody said that they are away.
    func requireInRoom(_ id: PersonID, _ charter: Charter) throws(MeetingRefusal) {
        if let seat = charter.seat(id) {
            guard isPresent[seat] else { throw .absent(id) }
        } else if !charter.isAttendee(id) {
            throw .notInTheRoom(id)
        } else if attendance[id]?.isHere == false {
            throw .absent(id)
        }
    }

    /// Q2, S4: the person concerned, and who recommended a relative.
    func mustStayOut(_ seat: Int, of m: Int, _ charter: Charter) -> Bool {
        charter.concerned[m].contains(seat)
            || matters[m].recommendations.contains { fact in
                fact.recommenders.contains {
                    $0.relation.demandsRecusal && charter.seat($0.person) == seat
                }
            }
    }

    /// The recusals that a matter brings with it: the persons concerned (Q2), and recommenders
    /// whose relation to the candidate demands it (S4).
    func dueRecusals(of m: Int, _ charter: Charter) -> [Recusal] {
        let matter = charter.plan.matters[m]
        var due: [Recusal] = []
        func add(_ seat: Int, _ ground: Recusal.Ground, _ reason: String) {
            guard !matters[m].isRecused[seat],
                !due.contains(where: { $0.member == charter.id(seat) })
            else { return }
            due.append(
                Recusal(
                    matter: matter.id, member: charter.id(seat), ground: ground, reason: reason))
        }
        for seat in charter.concerned[m] { add(seat, .concerned, "Q2") }
        for fact in matters[m].recommendations {
            for signer in fact.recommenders where signer.relation.demandsRecusal {
                if let seat = charter.seat(signer.person) { add(seat, .recommender, "S4") }
            }
        }
        return due
    }
}
