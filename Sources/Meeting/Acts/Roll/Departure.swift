// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// A member, or an attendee, leaves the room. P2.
public struct Departure: Hashable, Codable, Sendable {
    /// Who was in it.
    public var member: PersonID
    /// Never blank.
    public var reason: String
    public init(member: PersonID, reason: String) {
        self.member = member
        self.reason = reason
    }
}

extension Departure: RecordedAct {
    var command: MeetingCommand { .leave(self) }
    var event: MeetingEvent { .left(self) }
    var person: PersonID? { member }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayLeave(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        state.place(member, isHere: false, reason: reason, charter)
    }

    static func addExamples(to list: inout OfferList) {
        for member in list.charter.everybody {
            list.add(.leave(Departure(member: member, reason: OfferList.filler)), member: member)
        }
    }
}
