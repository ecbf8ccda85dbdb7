// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// Which task of a meeting: of which matter, and the how many of that matter's, from 1.
public struct TaskName: Hashable, Sendable {
    public var meeting: MeetingID
    public var matter: MatterID
    public var task: Int
    public init(_ meeting: MeetingID, _ matter: MatterID, _ task: Int) {
        self.meeting = meeting
        self.matter = matter
        self.task = task
    }
}

/// What somebody reports of a task that a meeting gave them (报告). D1.
public struct TaskReport: Hashable, Codable, Sendable {
    /// A closed meeting.
    public var meeting: MeetingID
    /// One of its matters.
    public var matter: MatterID
    /// Which of the matter's tasks, from 1.
    public var task: Int
    /// The day of the report; not after the day it is recorded.
    public var on: Day
    /// Never blank.
    public var words: String
    /// It is done; otherwise the task stays open.
    public var isDone: Bool
    /// The written report; nil where there is none.
    public var paper: Document?
    public init(
        meeting: MeetingID, matter: MatterID, task: Int, on: Day, words: String, isDone: Bool,
        paper: Document? = nil
    ) {
        self.meeting = meeting
        self.matter = matter
        self.task = task
        self.on = on
        self.words = words
        self.isDone = isDone
        self.paper = paper
    }

    public var name: TaskName { TaskName(meeting, matter, task) }
}

extension TaskReport: RecordedPersonnelAct {
    var command: PersonnelCommand { .report(self) }
    var event: PersonnelEvent { .taskReported(self) }

    // That the meeting gave the task is the meeting's to know: `MeetingState.mayReport`.
    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        guard !state.isDone(name) else { throw .taskIsDone(name) }
        try state.requirePast(on, today)
        try state.require(words, .words)
        if let paper { try state.checkDocument(paper) }
    }

    func apply(to state: inout PersonnelState) { state.reports[name, default: []].append(self) }
}

extension PersonnelState {
    /// Whether a task was reported as done.
    public func isDone(_ task: TaskName) -> Bool { reports[task]?.last?.isDone == true }
}
