// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// Somebody else takes the chair. P3.
public struct PresidingChange: Hashable, Codable, Sendable {
    /// Who presides from now on, in the room.
    public var member: PersonID
    /// Never blank.
    public var reason: String
    public init(member: PersonID, reason: String) {
        self.member = member
        self.reason = reason
    }
}

extension PresidingChange: RecordedAct {
    var command: MeetingCommand { .preside(self) }
    var event: MeetingEvent { .presidingChanged(self) }
    var person: PersonID? { member }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayPreside(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        state.presiding = charter.seat(member) ?? state.presiding
    }

    static func addExamples(to list: inout OfferList) {
        for member in list.charter.plan.roll.map(\.id) {
            list.add(
                .preside(PresidingChange(member: member, reason: OfferList.filler)), member: member)
        }
    }
}
