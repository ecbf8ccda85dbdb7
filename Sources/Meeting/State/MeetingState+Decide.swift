// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

extension MeetingState {
    /// The events that follow from a command, or why it is refused. Pure: the time comes with the
    /// command, nothing changes, nothing is drawn or read.
    ///
    /// ```swift
    /// do {
    ///     for event in try state.decide(command, at: time) { state.evolve(event, at: time) }
    /// } catch { show(error) }  // a MeetingRefusal; the state is as it was
    /// ```
    ///
    /// - Throws: `MeetingRefusal`: the rule, who or what is missing, and the next step; the state is as it was.
    public func decide(_ command: MeetingCommand, at time: Timestamp) throws(MeetingRefusal)
        -> [MeetingEvent]
    {
        if case .plan(let plan) = command {
            try mayPlan(plan)
            return [.planned(plan)]
        }
        guard let charter else { throw .notPlanned }
        switch command {
        case .plan: return []
        // The papers, the roll, and the course of the meeting.
        case .deliver(let d):
            try require([.planned])
            _ = try seat(d.member, charter)
            guard d.on <= time.day else { throw .dateInFuture(d.on) }
            return [.delivered(d)]
        case .excuse(let a):
            try require([.planned, .inSession, .suspended])
            guard !isPresent[try seat(a.member, charter)] else { throw .present(a.member) }
            try require(a.reason, .reason)
            return [.excused(a)]
        case .arrive(let a):
            try mayArrive(a, charter)
            return [.arrived(a)]
        case .leave(let a):
            try mayLeave(a, charter)
            return [.left(a)]
        case .preside(let a):
            try mayPreside(a, charter)
            return [.presidingChanged(a)]
        case .appointTellers(let t):
            try mayAppointTellers(t, charter)
            return [.tellersAppointed(t)]
        case .convene:
            try mayConvene(from: .planned, charter)
            return [.convened]
        case .reconvene:
            try mayConvene(from: .suspended, charter)
            return [.reconvened]
        case .callQuorum(let a):
            try require([.inSession])
            guard isPresent[try seat(a.member, charter)] else { throw .absent(a.member) }
            return [.quorumCalled(a)]
        case .adjourn(let a):
            try require([.inSession, .suspended])
            guard ballot == nil else { throw .ballotIsOpen }
            try require(a.reason, .reason)
            return [.adjourned(a)]
        case .cancel(let c):
            try require([.planned])
            try require(c.reason, .reason)
            return [.cancelled(Cancellation(reason: c.reason, events: events + 1))]
        case .close(let c):
            try mayClose(c, charter)
            return [.closed(Closing(unfinished: c.unfinished, events: events + 1))]
        case .remarkClock(let c):
            try require([.planned, .inSession, .suspended, .closed])
            return [.clockRemarked(c)]
        // The agenda.
        case .recordPrerequisite(let p):
            try mayRecord(p, charter, time)
            return [.prerequisiteRecorded(p)]
        case .attach(let a):
            try mayAttach(a, charter)
            return [.attached(a)]
        case .detach(let d):
            try mayDetach(d, charter)
            return [.detached(d)]
        case .recuse(let r):
            try mayRecuse(r, charter)
            return [.recused(r)]
        case .nameIntroducer(let n):
            try mayName(n, charter)
            return [.introducerNamed(n)]
        case .introduce(let i): return try introduction(i, charter)
        case .withdraw(let w):
            try mayWithdraw(w, charter)
            return [.withdrawn(w)]
        // Views and motions.
        case .stateView(let v):
            try mayState(v, charter)
            return [.viewStated(v)]
        case .correct(let c):
            try mayCorrect(c, charter)
            return [.corrected(c)]
        case .raisePoint(let p):
            try mayRaise(p, charter)
            return [.pointRaised(p)]
        case .readOpinion(let o):
            try mayRead(o, charter)
            return [.opinionRead(o)]
        case .reopen(let motion):
            try mayReopen(motion, charter)
            return [.discussionReopened(motion)]
        case .defer(let d):
            try mayDefer(d, charter)
            return [.deferred(d)]
        // The ballot, and what may follow it.
        case .openBallot(let o):
            try mayOpen(o, charter)
            return [.ballotOpened(o)]
        case .sealOthers(let s):
            try maySeal(s, charter)
            return [.othersSealed(s)]
        case .closeBox(let c):
            try mayClose(c, charter)
            return [.boxClosed(c)]
        case .countBox(let c): return try counting(c, charter)
        case .enterCount(let sheet): return try counted(sheet, charter)
        case .voidBallot(let v):
            try mayVoid(v, charter)
            return [.ballotVoided(v)]
        case .declare(let d): return [.resultDeclared(try declared(d, charter))]
        case .veto(let v): return [.vetoed(try checked(v, charter, time))]
        }
    }
}

// What every rule needs: who, which matter, which phase.
extension MeetingState {
    func seat(_ id: PersonID, _ charter: Charter) throws(MeetingRefusal) -> Int {
        guard let seat = charter.seat(id) else { throw .unknownMember(id) }
        return seat
    }

    func matter(_ id: MatterID, _ charter: Charter) throws(MeetingRefusal) -> Int {
        guard let m = charter.matter(id) else { throw .unknownMatter(id) }
        return m
    }

    /// G2: the phases in which an act belongs.
    func require(_ phases: [Phase]) throws(MeetingRefusal) {
        guard phases.contains(phase) else { throw .wrongPhase(phase, needed: phases) }
    }

    func require(_ text: String, _ place: MeetingRefusal.TextPlace) throws(MeetingRefusal) {
        guard !text.isBlank else { throw .missingText(place) }
    }

    /// G2: the presiding member acts, is in the room, and isn't out for that matter.
    func requirePresiding(_ id: PersonID, for matters: [Int], _ charter: Charter)
        throws(MeetingRefusal)
    {
        let seat = try seat(id, charter)
        guard seat == presiding else {
            throw .notPresiding(by: id, presiding: charter.id(presiding))
        }
        guard isPresent[seat] else { throw .presidingAbsent(id) }
        guard !matters.contains(where: { self.matters[$0].isRecused[seat] }) else {
            throw .presidingRecused(id)
        }
    }

    func ids(_ seats: [Int], _ charter: Charter) -> [PersonID] { seats.map(charter.id) }
}
