// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Support
import Testing

@Suite("D1: tasks that a meeting gives, and reports on them")
struct TaskTests {
    private func decided() throws -> Room {
        var room = try Room(
            Maker.plan(
                members: 7, matters: [Maker.matter("m1"), Maker.matter("m2")],
                profile: Maker.profile { $0.deferralGrounds = [.unclear] }))
        try room.open()
        try room.tellers("a", "b")
        try room.introduce("m1")
        try room.views(["a", "b", "c", "d", "e", "f", "g"])
        try room.ballot()
        try room.count([("m1", [7, 0, 0])])
        return room
    }

    private func assign(_ matter: MatterID, by: PersonID = "a", due: Day = Maker.day)
        -> MeetingCommand
    {
        .assign(TaskAssignment(matter: matter, what: "do it", by: by, due: due))
    }

    @Test("what is decided is assigned, to somebody of the meeting, for a day to come")
    func assigned() throws {
        var room = try decided()
        #expect(room.refusal(assign("m2")) == .notDecided("m2", .pending))
        #expect(room.refusal(assign("m1", by: "z")) == .notInTheRoom("z"))
        let yesterday = Maker.day.advanced(by: -1)
        #expect(room.refusal(assign("m1", due: yesterday)) == .dueInThePast(yesterday))
        try room.do(assign("m1", by: "s"))
        try room.do(
            .defer(
                Deferral(
                    matter: "m2", ground: .unclear, by: "g", reason: "r",
                    task: .init(what: "find out", by: "c", due: Maker.day))))
        try room.do(.close(Closing()))
        #expect(room.refusal(assign("m1")) != nil)
        let tasks = room.state.tasks(of: "x")
        #expect(tasks.map(\.name) == [TaskName("x", "m1", 1), TaskName("x", "m2", 1)])
        #expect(tasks.map(\.by) == ["s", "c"])
    }

    @Test("a report is of a task that a closed meeting gave, and of one that isn't done")
    func reported() throws {
        var room = try decided()
        try room.do(assign("m1"))
        var report = TaskReport(
            meeting: "x", matter: "m1", task: 1, on: Maker.day, words: "w", isDone: false)
        func refusal(_ state: MeetingState) -> PersonnelRefusal? {
            do { try state.mayReport(report) } catch { return error }
            return nil
        }
        #expect(refusal(room.state) == .noSuchTask(report.name))
        try room.do(.close(Closing(unfinished: ["m2"])))
        #expect(refusal(room.state) == nil)
        var people = PersonnelState()
        people.opening = RegisterOpening(organisation: "o", offsetMinutes: 480, language: "zh")
        func give() throws(PersonnelRefusal) {
            for event in try people.decide(.report(report), on: Maker.day) { people.evolve(event) }
        }
        try give()
        report.isDone = true
        try give()
        #expect(throws: PersonnelRefusal.taskIsDone(report.name)) { try give() }
        report.task = 2
        #expect(refusal(room.state) == .noSuchTask(report.name))
    }
}
