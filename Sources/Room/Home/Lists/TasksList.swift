// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Terminal
import Wording

/// What meetings gave somebody to do, and what was reported of it: what is due first, what is done last.
struct TasksList: HomeList {
    let name = Text("交办", "Tasks")
    let key: Character = "b"
    let openWords = Text("登记报告", "report")

    func emptyWords(_ app: App) -> Text {
        Text(
            "还没有交办事项。作出决定以后，在议程上按 x 交办；因不清楚而暂缓的自动列入。",
            "No tasks yet: a decision is assigned by x on the agenda; what a deferral waits for comes by itself."
        )
    }

    func count(_ app: App) -> Int { app.snapshot.tasks.count }

    func bindings(_ app: App) -> [Binding] {
        [
            Binding(
                [.character("x")], nil, Text("报告…", "report…"),
                more: Text("登记进展或者办结", "how it goes, or that it is done"), .personnelMenu),
            PeopleList.sheet,
        ]
    }

    func table(_ app: App) -> HomeTable {
        let snapshot = app.snapshot
        return HomeTable(
            heads: [
                Text("期限", "Due"), Text("承办", "By"), Text("事项", "What"),
                Text("会议", "Meeting"), Text("进展", "Stands"),
            ],
            rows: snapshot.tasks.map { task in
                [
                    "\(task.due)", snapshot.names(task.by), task.what,
                    "\(task.name.meeting) / \(task.name.matter)",
                    app.setting(snapshot.standing(of: task)),
                ]
            }, least: [10, 8, 16, 12, 14], growing: [2, 4])
    }

    func open(_ line: Int, _ app: inout App) -> [Effect] {
        guard let act = personnelActs(on: line, app)?.acts.first else { return [] }
        return app.perform(.personnelAct(act))
    }

    func personnelActs(on line: Int, _ app: App) -> (acts: [OfferedPersonnelAct], title: Text)? {
        let all = app.snapshot.tasks
        guard all.indices.contains(line) else { return nil }
        return ([app.snapshot.report(on: all[line])], Text(same: all[line].what))
    }

    func person(at line: Int, _ app: App) -> PersonID? {
        let all = app.snapshot.tasks
        return all.indices.contains(line) ? all[line].by : nil
    }
}

extension RoomSnapshot {
    /// Every task of a closed meeting: open ones by their day, then those that are done.
    var tasks: [MeetingTask] { personnel.inOrder(meetings.flatMap(\.tasks)) }

    /// Those that should have been reported as done by now.
    var overdue: [MeetingTask] {
        meetings.flatMap(\.tasks).filter { personnel.isOverdue($0, on: now.day) }
    }

    func standing(of task: MeetingTask) -> Text {
        let last = personnel.reports[task.name]?.last
        if let last, last.isDone { return Text("办结 \(last.on)", "done \(last.on)") }
        let late =
            personnel.isOverdue(task, on: now.day)
            ? Text(
                "逾期 \(now.day.number - task.due.number) 天",
                "\(now.day.number - task.due.number) days late")
            : Text("未到期", "not due yet")
        return late
            + (last.map { Text("；\($0.on) \($0.words)", "; \($0.on) \($0.words)") } ?? Text("", ""))
    }

    func report(on task: MeetingTask) -> OfferedPersonnelAct {
        act(
            .report(
                TaskReport(
                    meeting: task.name.meeting, matter: task.name.matter, task: task.name.task,
                    on: now.day, words: "…", isDone: true)))
    }
}
