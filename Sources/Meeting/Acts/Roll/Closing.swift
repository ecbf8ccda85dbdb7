// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// The mandatory last event of a meeting.
public struct Closing: Hashable, Codable, Sendable {
    /// The matters nobody decided; naming them is how the meeting owns up to it. They count as
    /// deferred.
    public var unfinished: [MatterID]
    /// Events of this meeting, this one included. Set by the engine.
    public var events: Int?
    public init(unfinished: [MatterID] = [], events: Int? = nil) {
        self.unfinished = unfinished
        self.events = events
    }
}

extension Closing: MeetingAct, MeetingFact {
    var command: MeetingCommand { .close(Closing(unfinished: unfinished)) }
    var event: MeetingEvent { .closed(self) }

    func decide(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal) -> [MeetingEvent]
    {
        try state.mayClose(self, charter)
        return [.closed(Closing(unfinished: unfinished, events: state.events + 1))]
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        state.phase = .closed
        state.current = nil
        for id in unfinished {
            if let m = charter.matter(id) { state.matters[m].status = .deferred }
        }
    }

    static func addExamples(to list: inout OfferList) {
        let state = list.state
        let open = state.matters.indices.filter { !state.matters[$0].status.isFinal }
        let plan = list.charter.plan
        list.add(.close(Closing(unfinished: open.map { plan.matters[$0].id })))
    }
}
