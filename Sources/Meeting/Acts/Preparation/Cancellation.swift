// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// The meeting does not take place. G2.
public struct Cancellation: Hashable, Codable, Sendable {
    /// Never blank.
    public var reason: String
    /// Events of this meeting, this one included. Set by the engine.
    public var events: Int?
    public init(reason: String, events: Int? = nil) {
        self.reason = reason
        self.events = events
    }
}

extension Cancellation: MeetingAct, MeetingFact {
    var command: MeetingCommand { .cancel(Cancellation(reason: reason)) }
    var event: MeetingEvent { .cancelled(self) }

    func decide(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal) -> [MeetingEvent]
    {
        try state.require([.planned])
        try state.require(reason, .reason)
        return [.cancelled(Cancellation(reason: reason, events: state.events + 1))]
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        state.phase = .cancelled
    }

    static func addExamples(to list: inout OfferList) {
        list.add(.cancel(Cancellation(reason: OfferList.filler)))
    }
}
