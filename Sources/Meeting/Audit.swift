// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// Where a recorded meeting departs from what the rules allow.
public struct AuditFault: Hashable, Sendable {
    /// What the rules had against a step.
    public enum Cause: Hashable, Sendable {
        /// The rules refuse what the event says.
        case refused(MeetingRefusal)
        /// The rules give another event here.
        case differs
        /// The meeting's own count of events is wrong.
        case miscounted(said: Int, counted: Int)
        /// Its time is before the step's before it, and no remark says so.
        case runsBack
    }
    /// The number of the event within its meeting, from 1.
    public var number: Int
    /// The recorded event's, whatever the rules would have given there.
    public var kind: MeetingEvent.Kind
    /// Refused, not the event that was due, or a wrong count of events.
    public var cause: Cause
}

/// Replays a meeting and asks the rules again at each step: every event must be what `decide`
/// answers to the command behind it. The rules live in one place; a record is judged by the same
/// ones that a live meeting obeys. What they refuse is never applied: the meeting ends there for whoever reads it.
public struct Audit: Sendable {
    /// The meeting after every event up to the first that has a fault.
    public private(set) var state = MeetingState()
    /// The first fault; nil while there is none. Nothing after it is judged.
    public private(set) var fault: AuditFault?
    private var expected: [MeetingEvent] = []

    public init() {}

    /// Judges and takes in the next event; once there was a fault, nothing more.
    ///
    /// - Returns: the fault, at the event that has it.
    public mutating func take(_ event: MeetingEvent, at time: Timestamp) -> AuditFault? {
        let state = state
        return take(event, at: time) { command throws(MeetingRefusal) in
            try state.decide(command, at: time)
        }
    }

    /// The same, with somebody else's word on what follows from a command: the register's, where its people count too.
    public mutating func take(
        _ event: MeetingEvent, at time: Timestamp,
        deciding decide: (MeetingCommand) throws(MeetingRefusal) -> [MeetingEvent]
    ) -> AuditFault? {
        guard fault == nil else { return nil }
        if let found = judge(event, at: time, decide) {
            fault = found
            return found
        }
        state.evolve(event, at: time)
        return nil
    }

    private mutating func judge(
        _ event: MeetingEvent, at time: Timestamp,
        _ decide: (MeetingCommand) throws(MeetingRefusal) -> [MeetingEvent]
    ) -> AuditFault? {
        let number = state.events + 1
        if let last = state.lastAt, time < last, event.kind != .clockRemarked {
            return AuditFault(number: number, kind: event.kind, cause: .runsBack)
        }
        if let due = expected.first {
            expected.removeFirst()
            return due == event
                ? nil : AuditFault(number: number, kind: event.kind, cause: .differs)
        }
        if let said = event.statedCount, said != number {
            return AuditFault(
                number: number, kind: event.kind, cause: .miscounted(said: said, counted: number))
        }
        do {
            var answer = try decide(event.command)
            guard answer.first == event else {
                return AuditFault(number: number, kind: event.kind, cause: .differs)
            }
            answer.removeFirst()
            // Recusals that an introduction brings stand before it and are commands of their own.
            expected = event.kind == .recused ? [] : answer
            return nil
        } catch {
            // A record of 0.2 may have a box for two or three; one of now can't be counted then.
            if case .tooFewForBox = error { return nil }
            return AuditFault(number: number, kind: event.kind, cause: .refused(error))
        }
    }
}

extension MeetingEvent {
    /// Whether the record's fingerprint is read out at it: at the end, and again at a veto that comes later.
    public var isReadOut: Bool {
        if case .vetoed = self { return true }
        return endsMeeting
    }

    /// The mandatory last event of a meeting; only a late veto or a remark may follow it.
    public var endsMeeting: Bool {
        switch self {
        case .closed, .cancelled: true
        default: false
        }
    }

    /// Whether only programs after 0.2 write it.
    public var isAfter02: Bool {
        switch self {
        case .boxCounted: true
        case .boxClosed(let closing): closing.figures.isEmpty
        default: false
        }
    }

    /// The hash of a ballot's archive, where the event names one: at the count, or (a record of 0.2) at the closing.
    public var archive: String? {
        switch self {
        case .boxCounted(let count): count.archive
        case .boxClosed(let closing): closing.archive.isEmpty ? nil : closing.archive
        default: nil
        }
    }

    var statedCount: Int? {
        switch self {
        case .closed(let c): c.events
        case .cancelled(let c): c.events
        default: nil
        }
    }
}
