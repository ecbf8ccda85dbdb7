// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// P1 to P4: who sits, who is in the room, who counts.

extension MeetingState {
    /// P2: a member comes in, at any time but while a ballot is open; an attendee at any time.
    func mayArrive(_ a: Arrival, _ charter: Charter) throws(MeetingRefusal) {
        try require([.planned, .inSession, .suspended])
        guard try !isHere(a.member, charter) else { throw .alreadyPresent(a.member) }
        guard ballot == nil || charter.isAttendee(a.member) else { throw .rollFrozenByBallot }
    }

    /// P2: leaving is always possible; a leaver who hasn't voted counts as not returned.
    func mayLeave(_ a: Departure, _ charter: Charter) throws(MeetingRefusal) {
        try require([.planned, .inSession, .suspended])
        guard try isHere(a.member, charter) else { throw .alreadyAbsent(a.member) }
        try require(a.reason, .reason)
    }

    /// P2: whether a member is in the room, or an attendee who was called.
    func isHere(_ id: PersonID, _ charter: Charter) throws(MeetingRefusal) -> Bool {
        charter.isAttendee(id) ? attendance[id]?.isHere == true : isPresent[try seat(id, charter)]
    }

    /// P2: in the room from now on, or away for a reason.
    mutating func place(_ id: PersonID, isHere: Bool, reason: String?, _ charter: Charter) {
        guard let seat = charter.seat(id) else {
            attendance[id] = Attendance(isHere: isHere, reason: reason)
            return
        }
        isPresent[seat] = isHere
        absence[seat] = reason
    }

    /// P4: at least two, never a chief, named once each. Presence and recusal are judged per
    /// matter, when a ballot opens.
    func mayAppointTellers(_ t: TellerAppointment, _ charter: Charter) throws(MeetingRefusal) {
        try require([.planned, .inSession])
        var seen: [Int] = []
        for id in t.members {
            let seat = try seat(id, charter)
            guard !charter.isChief(seat) else { throw .tellerIsChief(id) }
            guard !seen.contains(seat) else { throw .repeatedTeller(id) }
            seen.append(seat)
        }
        guard seen.count >= 2 else { throw .tellersMissing(have: seen.count) }
        try checkCounters(t, charter)
        // The box's tellers hold its keys; only a paper count can change hands.
        if let ballot, ballot.mode == .box { throw .ballotIsOpen }
        // B10: a teller who counts otherwise isn't exchanged for one who doesn't; who has signed has signed.
        if let ballot {
            if countIsSigned(ballot) { throw .countIsSigned }
            for now in tellers where !seen.contains(now) {
                if ballot.signedBy.contains(now) { throw .tellerHasSigned(charter.id(now)) }
                if ballot.matters.allSatisfy({ isFit(now, for: $0, charter) }) {
                    throw .tellerStillFit(charter.id(now))
                }
            }
        }
        for id in t.members {
            for m in ballot?.matters ?? [] where !isFit(try seat(id, charter), for: m, charter) {
                throw .tellerUnfit(id, charter.plan.matters[m].id)
            }
        }
    }

    /// P4: no chief, nobody twice, and nobody who is a teller.
    private func checkCounters(_ t: TellerAppointment, _ charter: Charter) throws(MeetingRefusal) {
        var seen = Set(t.members)
        for id in t.counters ?? [] {
            guard charter.hasPart(id) else { throw .notInTheRoom(id) }
            if let seat = charter.seat(id), charter.isChief(seat) { throw .tellerIsChief(id) }
            guard seen.insert(id).inserted else { throw .repeatedTeller(id) }
        }
    }

    /// P4: in the room, not out for the matter, and not whom it is about.
    func requireFitCounters(for m: Int, _ charter: Charter) throws(MeetingRefusal) {
        for id in counters {
            let isFit: Bool
            if let seat = charter.seat(id) {
                isFit = self.isFit(seat, for: m, charter)
            } else {
                isFit =
                    attendance[id]?.isHere != false && !matters[m].attendeesOut.contains(id)
                    && !charter.plan.matters[m].candidates.contains { $0.id == id }
            }
            guard isFit else { throw .counterUnfit(id, charter.plan.matters[m].id) }
        }
    }

    /// P4: no chief, in the room, not recused for the matter, not the person concerned.
    func isFit(_ seat: Int, for matter: Int, _ charter: Charter) -> Bool {
        !charter.isChief(seat) && takesPart(seat, in: matter)
            && !charter.concerned[matter].contains(seat)
    }

    /// B10: every teller has signed the same figures.
    func countIsSigned(_ ballot: OpenBallot) -> Bool {
        ballot.sheet != nil && ballot.signedBy.count >= 2
            && tellers.allSatisfy(ballot.signedBy.contains)
    }

    /// P1, P3, P4, M1: a plan that the meeting can be held by.
    func checkRoll(_ plan: Plan) throws(MeetingRefusal) {
        guard (1...500).contains(plan.roll.count) else { throw .rollSize(plan.roll.count) }
        var ids = Set<PersonID>()
        var ranks = Set<Int>()
        var labels: [String: PersonID] = [:]
        for member in plan.roll {
            guard member.id.isWellFormed else { throw .malformedID(member.id.rawValue) }
            try require(member.name, .name)
            guard ids.insert(member.id).inserted else { throw .duplicateMember(member.id) }
            guard ranks.insert(member.rank).inserted else { throw .duplicateRank(member.rank) }
            if let other = labels.updateValue(member.id, forKey: member.label.withoutSelectors) {
                throw .indistinguishable(other, member.id)
            }
        }
        let chiefs = plan.roll.compactMap(\.chief)
        guard (1...2).contains(chiefs.count) else { throw .chiefCount(chiefs.count) }
        guard Set(chiefs).count == chiefs.count else { throw .twoChiefsOfOneKind }
        guard ids.contains(plan.presiding) else { throw .unknownMember(plan.presiding) }
        guard plan.secretary.isWellFormed else { throw .malformedID(plan.secretary.rawValue) }
        if plan.roll.contains(where: { $0.id == plan.secretary && $0.isChief }) {
            throw .secretaryIsChief(plan.secretary)
        }
        for attendee in plan.attendees where !ids.insert(attendee.id).inserted {
            throw .duplicateMember(attendee.id)
        }
    }
}
