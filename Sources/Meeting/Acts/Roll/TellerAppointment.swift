// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// Who sees to the count (监票人), and who counts with them (计票人). P4.
public struct TellerAppointment: Hashable, Codable, Sendable {
    /// Two or more, no chief among them; they replace those named before.
    public var members: [PersonID]
    /// Counters: members who are no chief, or attendees; none of them is a teller. They sign nothing. Nil: the tellers count.
    public var counters: [PersonID]?
    public init(members: [PersonID], counters: [PersonID]? = nil) {
        self.members = members
        self.counters = counters
    }
}

extension TellerAppointment: RecordedAct {
    var command: MeetingCommand { .appointTellers(self) }
    var event: MeetingEvent { .tellersAppointed(self) }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayAppointTellers(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        state.tellers = members.compactMap(charter.seat)
        state.counters = counters ?? []
        let tellers = state.tellers
        // Only who hadn't signed could be exchanged. P4.
        state.ballot?.signedBy.removeAll { !tellers.contains($0) }
        if state.ballot?.signedBy.isEmpty == true { state.ballot?.sheet = nil }
    }

    static func addExamples(to list: inout OfferList) {
        list.add(.appointTellers(TellerAppointment(members: list.someTellers)))
    }
}
