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

extension PersonnelState {
    /// Tasks that aren't done by the day on which they are due, then those that are.
    public func inOrder(_ tasks: [MeetingTask]) -> [MeetingTask] {
        func key(_ task: MeetingTask) -> (Int, Day, MeetingID, MatterID, Int) {
            let name = task.name
            return (isDone(name) ? 1 : 0, task.due, name.meeting, name.matter, name.task)
        }
        return tasks.sorted { key($0) < key($1) }
    }

    /// Whether it should have been reported as done before that day.
    public func isOverdue(_ task: MeetingTask, on day: Day) -> Bool {
        !isDone(task.name) && task.due < day
    }
}

extension MeetingState {
    /// The tasks that a closed meeting left, in the order of its agenda: of each matter first what its deferral waits for,
    /// then what was assigned, numbered from 1. A meeting that isn't over has left none.
    public func tasks(of meeting: MeetingID) -> [MeetingTask] {
        guard let charter, phase == .closed else { return [] }
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
        guard tasks(of: report.meeting).contains(where: { $0.name == report.name }) else {
            throw .noSuchTask(report.name)
        }
    }
}
