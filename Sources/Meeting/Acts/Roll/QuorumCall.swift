// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// Somebody asks for the quorum to be counted. Q1.
public struct QuorumCall: Hashable, Codable, Sendable {
    /// A member in the room.
    public var member: PersonID
    public init(member: PersonID) { self.member = member }
}

extension QuorumCall: RecordedAct {
    var command: MeetingCommand { .callQuorum(self) }
    var event: MeetingEvent { .quorumCalled(self) }
    var person: PersonID? { member }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.require([.inSession])
        guard state.isPresent[try state.seat(member, charter)] else { throw .absent(member) }
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        // Nothing but that it was said.
    }

    static func addExamples(to list: inout OfferList) {
        list.add(.callQuorum(QuorumCall(member: list.someoneHere ?? list.chair)))
    }
}
