// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// A member, or an attendee, comes in. P2.
public struct Arrival: Hashable, Codable, Sendable {
    /// Whose place was empty.
    public var member: PersonID
    public init(member: PersonID) { self.member = member }
}

extension Arrival: RecordedAct {
    var command: MeetingCommand { .arrive(self) }
    var event: MeetingEvent { .arrived(self) }
    var person: PersonID? { member }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayArrive(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        state.place(member, isHere: true, reason: nil, charter)
    }

    static func addExamples(to list: inout OfferList) {
        for member in list.charter.everybody {
            list.add(.arrive(Arrival(member: member)), member: member)
        }
    }
}
