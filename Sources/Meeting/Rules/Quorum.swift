// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// Q1: quorum. G2: opening, re-opening and closing a sitting.

extension MeetingState {
    /// Q1, P3: somebody presides, and at least the quorum is in the room.
    func mayConvene(from needed: Phase, _ charter: Charter) throws(MeetingRefusal) {
        try require([needed])
        guard isPresent[presiding] else { throw .presidingAbsent(charter.id(presiding)) }
        guard hasQuorum else { throw .noQuorum(present: present, needed: quorum) }
    }

    /// P3: a stand-in takes the chair when who presides is away or recused, and whom the plan names
    /// takes it back when they no longer are; otherwise nobody takes it from anybody.
    func mayPreside(_ a: PresidingChange, _ charter: Charter) throws(MeetingRefusal) {
        try require([.planned, .inSession, .suspended])
        let seat = try seat(a.member, charter)
        guard isPresent[seat] else { throw .absent(a.member) }
        let inHand = (ballot?.matters ?? []) + inHand
        let takesBack =
            seat == charter.seat(charter.plan.presiding) && seat != presiding
            && !inHand.contains { matters[$0].isRecused[seat] }
        let isOut = matters.indices.contains { m in
            !matters[m].status.isFinal
                && (matters[m].isRecused[presiding] || mustStayOut(presiding, of: m, charter))
        }
        guard !isPresent[presiding] || isOut || takesBack else {
            throw .presidingHere(charter.id(presiding))
        }
        try require(a.reason, .reason)
    }

    /// Q1: below quorum no matter starts, no view, ballot or result is recorded.
    func requireQuorum(for matter: Int, _ charter: Charter) throws(MeetingRefusal) {
        guard hasQuorum else { throw .noQuorum(present: present, needed: quorum) }
        guard hasQuorum(for: matter) else {
            throw .noQuorumForMatter(
                charter.plan.matters[matter].id, present: presentForQuorum(of: matter),
                needed: quorum(for: matter))
        }
    }

    /// Q2: with these recusals the matter can't be decided at all.
    func requireDecidable(_ matter: Int, _ charter: Charter) throws(MeetingRefusal) {
        let id = charter.plan.matters[matter].id
        if !hasQuorum(for: matter), hasQuorum {
            throw .recusalEmptiesMatter(
                id, present: presentForQuorum(of: matter), needed: quorum(for: matter))
        }
        try requireQuorum(for: matter, charter)
        let voters = voters(on: matter)
        if let needed = needed(for: matter), voters < needed {
            throw .recusalBlocksMajority(id, voters: voters, needed: needed)
        }
    }

    /// G2: closed only with every matter settled or named as unfinished, and no ballot open.
    func mayClose(_ c: Closing, _ charter: Charter) throws(MeetingRefusal) {
        try require([.inSession, .suspended])
        guard ballot == nil else { throw .ballotIsOpen }
        var named = Set<MatterID>()
        for id in c.unfinished {
            guard named.insert(id).inserted else { throw .repeatedMatter(id) }
            guard !matters[try matter(id, charter)].status.isFinal else { throw .notUnfinished(id) }
        }
        let missing = matters.indices.filter {
            !matters[$0].status.isFinal && !c.unfinished.contains(charter.plan.matters[$0].id)
        }
        guard missing.isEmpty else {
            throw .unfinishedMatters(missing.map { charter.plan.matters[$0].id })
        }
    }
}
