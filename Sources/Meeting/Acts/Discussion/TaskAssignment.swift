// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// Who carries out a decision, and by which day they report (报告制). D1.
public struct TaskAssignment: Hashable, Codable, Sendable {
    /// A matter that the group has decided in this meeting.
    public var matter: MatterID
    /// What is to be done; never blank.
    public var what: String
    /// On the roll, or an attendee.
    public var by: PersonID
    /// Not before the day on which it is assigned.
    public var due: Day
    public init(matter: MatterID, what: String, by: PersonID, due: Day) {
        self.matter = matter
        self.what = what
        self.by = by
        self.due = due
    }
}

extension TaskAssignment: RecordedAct {
    var command: MeetingCommand { .assign(self) }
    var event: MeetingEvent { .taskAssigned(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { by }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.require([.inSession])
        let m = try state.matter(matter, charter)
        guard state.matters[m].status.isDecision else {
            throw .notDecided(matter, state.matters[m].status)
        }
        try state.require(what, .words)
        guard charter.hasPart(by) else { throw .notInTheRoom(by) }
        guard due >= time.day else { throw .dueInThePast(due) }
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let m = charter.matter(matter) else { return }
        state.matters[m].assigned.append(Deferral.Task(what: what, by: by, due: due))
    }

    static func addExamples(to list: inout OfferList) {
        for m in list.state.matters.indices where list.state.matters[m].status.isDecision {
            let id = list.charter.plan.matters[m].id
            let task = TaskAssignment(
                matter: id, what: OfferList.filler, by: list.deputy(of: m) ?? list.chair,
                due: list.time.day)
            list.add(.assign(task), matter: id)
        }
    }
}
