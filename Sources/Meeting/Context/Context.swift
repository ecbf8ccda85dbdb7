// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// Everything that a command on a meeting is decided by: the meeting, the register of people, and what other meetings
/// decided. A running session, the offers of the screens and verification all ask it, so that a rule about meeting and
/// people together lives once.
///
/// ```swift
/// var context = Context(of: "2026-18", state, people: register)
/// for fact in try context.decide(.convene, at: time) { context.apply(fact, at: time) }
/// ```
public struct Context: Hashable, Sendable {
    /// Which meeting it is.
    public var meeting: MeetingID
    /// The meeting as it stands.
    public var state: MeetingState
    /// The register's people as they stand.
    public var people: PersonnelState
    /// The latest day of the register's own entries; nil where there are none. A clock that was set back lifts no bar.
    public var latest: Day?
    /// What other meetings mean for this one.
    public var earlier: EarlierMeetings

    public init(
        of meeting: MeetingID, _ state: MeetingState, people: PersonnelState, latest: Day? = nil,
        earlier: EarlierMeetings = EarlierMeetings()
    ) {
        self.meeting = meeting
        self.state = state
        self.people = people
        self.latest = latest
        self.earlier = earlier
    }

    /// All that follows from a command: the meeting's events and, just before the last of them, what it means for the
    /// register of people.
    ///
    /// - Throws: `MeetingRefusal`; what the register of people refuses is in its case `register`.
    public func decide(_ command: MeetingCommand, at time: Timestamp) throws(MeetingRefusal)
        -> [Fact]
    {
        let command = try resolved(command)
        if case .convene = command { try requireCurrentRegister(on: time.day) }
        let events = try state.decide(command, at: time)
        let due = try consequences(of: command, events, at: time)
        let facts = events.map { Fact.meeting(meeting, $0) }
        guard !due.isEmpty, let last = facts.last else { return facts }
        return facts.dropLast() + due.map(Fact.register) + [last]
    }

    /// The context after one more fact; one of another meeting changes nothing.
    public mutating func apply(_ fact: Fact, at time: Timestamp) {
        switch fact {
        case .register(let event):
            people.evolve(event)
            latest = max(latest ?? time.day, time.day)
        case .meeting(let id, let event):
            if id == meeting { state.evolve(event, at: time) }
        }
    }

    /// Every command somebody could mean now, each judged by `decide`: what is offered is never refused.
    public func offers(at time: Timestamp) -> [Offer] {
        state.offers(at: time, recommendations: recommendations(of:)) {
            command throws(MeetingRefusal) in _ = try decide(command, at: time)
        }
    }

    /// The recommendations of a candidate that still stand.
    private func recommendations(of candidate: PersonID) -> [RecommendationFact] {
        people.recommendationsByID.filter {
            !$0.isWithdrawn && $0.recommendation.candidate == candidate
        }.map { RecommendationFact($0.recommendation) }
    }
}

extension Context {
    /// The command as the register has what it says of people and of earlier decisions: whoever gives it may leave that
    /// out, and can't say otherwise.
    private func resolved(_ command: MeetingCommand) throws(MeetingRefusal) -> MeetingCommand {
        switch command {
        case .plan(let plan):
            do { return .plan(try plan.resolved(in: people, prior: decision)) } catch {
                throw .register(error)
            }
        case .attach(var attachment):
            do {
                attachment.recommendation = RecommendationFact(
                    try people.standingRecommendation(attachment.recommendation.id),
                    form: state.charter?.plan.form)
            } catch { throw .register(error) }
            return .attach(attachment)
        case .veto(let veto):
            // V1: what a later meeting has taken up again isn't sent back any more.
            if state.phase == .closed, let other = earlier.takenUp[veto.matter] {
                throw .takenUpAgain(veto.matter, by: "\(other)")
            }
            return .veto(veto.resolved(in: state, prior: decision))
        default: return command
        }
    }

    /// What a matter of another meeting came to. A meeting takes up nothing of its own again. B7, V3.
    private func decision(_ other: MeetingID, _ matter: MatterID) -> PriorDecision? {
        other == meeting ? nil : earlier.decisions[MatterReference(other, matter)]
    }

    /// P1, A4, S5: what the agenda rests on is still so when it freezes: who is entitled, who may be appointed, who may
    /// recommend.
    private func requireCurrentRegister(on today: Day) throws(MeetingRefusal) {
        guard state.phase == .planned, let plan = state.charter?.plan else { return }
        guard plan.hasCurrentRoll(in: people) else { throw .rollChanged }
        let days = today.through(latest: latest)
        if let held = plan.heldCandidate(in: people, within: days) {
            throw .candidateHeld(held.0, through: held.through)
        }
        if let barred = state.barredRecommender(in: people, within: days) {
            throw .register(.barredRecommender(barred.0, through: barred.through))
        }
    }

    /// What a step of the meeting means for the register of people.
    private func consequences(
        of command: MeetingCommand, _ events: [MeetingEvent], at time: Timestamp
    ) throws(MeetingRefusal) -> [PersonnelEvent] {
        let following: [PersonnelCommand]
        if case .convene = command {
            following = afterConvening(state.after(events, at: time))
        } else if case .close = command {
            following = afterClosing(state.after(events, at: time))
        } else if case .veto(let veto) = command, state.phase == .closed {
            following = afterVeto(veto)
        } else {
            return []
        }
        var due: [PersonnelEvent] = []
        for command in following {
            do { due += try people.decide(command, on: time.day, latest: latest) } catch {
                throw .register(error)
            }
        }
        return due
    }

    /// S3, B7: the agenda freezes its recommendations; what it takes up again waits for it.
    private func afterConvening(_ next: MeetingState) -> [PersonnelCommand] {
        let ids = next.agendaRecommendations
        let freeze = RecommendationFreeze(meeting: meeting, recommendations: ids)
        let taken = next.reconsideredAppointments.map(\.id).filter(people.mayHold)
        return (ids.isEmpty ? [] : [.freeze(freeze)])
            + taken.map { .holdAppointment(AppointmentHold(appointment: $0, meeting: meeting)) }
    }

    /// B7, A1: what was decided again goes no further, what wasn't goes on; what was passed is appointed.
    private func afterClosing(_ next: MeetingState) -> [PersonnelCommand] {
        let held = next.reconsideredAppointments.filter { people.isHeld($0.id, by: meeting) }
        let settled: [PersonnelCommand] = held.map { id, isDecided in
            isDecided
                ? .returnAppointment(AppointmentReturn(appointment: id, reconsideredBy: meeting))
                : .releaseAppointment(AppointmentRelease(appointment: id, meeting: meeting))
        }
        return settled + next.appointments(of: meeting).map(PersonnelCommand.appoint)
    }

    /// V1: a late veto takes its appointment back in the same breath.
    private func afterVeto(_ veto: Veto) -> [PersonnelCommand] {
        state.appointments(of: meeting).filter { $0.matter == veto.matter }.map {
            .returnAppointment(AppointmentReturn(appointment: $0.id))
        }
    }
}

extension MeetingState {
    /// The state when these have happened.
    fileprivate func after(_ events: [MeetingEvent], at time: Timestamp) -> MeetingState {
        events.reduce(into: self) { next, event in next.evolve(event, at: time) }
    }
}
