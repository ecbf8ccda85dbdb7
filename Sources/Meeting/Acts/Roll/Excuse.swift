// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// Why a member, or an attendee, is away. P2.
public struct Excuse: Hashable, Codable, Sendable {
    /// Somebody who is not in the room.
    public var member: PersonID
    /// Never blank; kept until the member comes in.
    public var reason: String
    public init(member: PersonID, reason: String) {
        self.member = member
        self.reason = reason
    }
}

extension Excuse: RecordedAct {
    var command: MeetingCommand { .excuse(self) }
    var event: MeetingEvent { .excused(self) }
    var person: PersonID? { member }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.require([.planned, .inSession, .suspended])
        guard try !state.isHere(member, charter) else { throw .present(member) }
        try state.require(reason, .reason)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        state.place(member, isHere: false, reason: reason, charter)
    }

    static func addExamples(to list: inout OfferList) {
        for member in list.charter.everybody {
            list.add(.excuse(Excuse(member: member, reason: OfferList.filler)), member: member)
        }
    }
}
