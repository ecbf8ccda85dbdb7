// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// A break, with when the meeting goes on. G2.
public struct Adjournment: Hashable, Codable, Sendable {
    /// When it is meant to go on; reconvening isn't held to it.
    public var until: Timestamp
    /// Never blank.
    public var reason: String
    public init(until: Timestamp, reason: String) {
        self.until = until
        self.reason = reason
    }
}

extension Adjournment: RecordedAct {
    var command: MeetingCommand { .adjourn(self) }
    var event: MeetingEvent { .adjourned(self) }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.require([.inSession, .suspended])
        guard state.ballot == nil else { throw .ballotIsOpen }
        try state.require(reason, .reason)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        state.phase = .suspended
        for seat in state.isPresent.indices { state.isPresent[seat] = false }
        // Who comes again is called again.
        state.attendance = [:]
    }

    static func addExamples(to list: inout OfferList) {
        list.add(.adjourn(Adjournment(until: list.time, reason: OfferList.filler)))
    }
}
