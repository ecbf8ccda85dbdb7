// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// The agenda and papers reached a member. Q4.
public struct Delivery: Hashable, Codable, Sendable {
    /// Papers of the meeting, or those about people.
    public enum What: String, Codable, Hashable, Sendable { case papers, personnelPapers }
    /// Whom they reached.
    public var member: PersonID
    /// The meeting's papers or those about people: each has its own notice days.
    public var what: What
    /// The day they arrived, never after the day it is recorded.
    public var on: Day
    public init(member: PersonID, what: What, on: Day) {
        self.member = member
        self.what = what
        self.on = on
    }
}

extension Delivery: RecordedAct {
    var command: MeetingCommand { .deliver(self) }
    var event: MeetingEvent { .delivered(self) }
    var person: PersonID? { member }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.require([.planned])
        _ = try state.seat(member, charter)
        guard on <= time.day else { throw .dateInFuture(on) }
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let seat = charter.seat(member) else { return }
        switch what {
        case .papers: state.papersOn[seat] = on
        case .personnelPapers: state.personnelPapersOn[seat] = on
        }
    }

    static func addExamples(to list: inout OfferList) {
        for member in list.charter.plan.roll.map(\.id) {
            list.add(
                .deliver(Delivery(member: member, what: .papers, on: list.time.day)), member: member
            )
        }
    }
}
