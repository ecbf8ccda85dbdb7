// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// D1: what a meeting left to be done, and what was reported of it.

/// A task that a meeting gave somebody: to carry a decision out, or to clear up what a deferral waits for.
public struct MeetingTask: Hashable, Sendable {
    /// Which of a meeting's tasks it is; reports name it.
    public var name: TaskName
    public var what: String
    public var by: PersonID
    public var due: Day
}

extension MeetingState {
    /// The tasks of a meeting in the order of its agenda: of each matter first what its deferral waits for, then what was
    /// assigned, numbered from 1.
    public func tasks(of meeting: MeetingID) -> [MeetingTask] {
        guard let charter else { return [] }
        return matters.indices.flatMap { m in
            let all = (matters[m].task.map { [$0] } ?? []) + matters[m].assigned
            return all.enumerated().map { i, task in
                MeetingTask(
                    name: TaskName(meeting, charter.plan.matters[m].id, i + 1), what: task.what,
                    by: task.by, due: task.due)
            }
        }
    }

    /// D1: a report is of a task that this meeting gave, once the meeting is over.
    ///
    /// - Throws: `PersonnelRefusal` where it has no such task, or isn't over.
    public func mayReport(_ report: TaskReport) throws(PersonnelRefusal) {
        guard phase == .closed,
            tasks(of: report.meeting).contains(where: { $0.name == report.name })
        else { throw .noSuchTask(report.name) }
    }
}
