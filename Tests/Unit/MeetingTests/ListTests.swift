// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Support
import Testing

@Suite("M4: a list is discussed as one and decided line by line")
struct ListTests {
    private func room(_ lines: Int = 3, chiefs: Int = 1) throws -> Room {
        let matters = (1...lines).map { Maker.matter(MatterID("m\($0)")) }
        var room = try Room(
            Maker.plan(members: 7, chiefs: chiefs, matters: matters, listed: true))
        try room.open()
        try room.tellers("a", "b")
        return room
    }

    private func statuses(_ room: Room) -> [MatterState.Status] { room.state.matters.map(\.status) }

    @Test("introduced once, every line is open, and each event is of one line")
    func introduced() throws {
        var room = try room()
        let events = try room.do(.introduce(Introduction(matter: "l", by: "a")))
        #expect(events.map(\.matter) == ["m1", "m2", "m3"])
        #expect(room.state.inHand == [0, 1, 2])
        // The same line by line, as the record has it.
        var other = try self.room()
        for line: MatterID in ["m1", "m2", "m3"] { try other.introduce(line) }
        #expect(other.state == room.state)
    }

    @Test("the chief is last over every line")
    func lastOverAll() throws {
        var room = try room()
        try room.introduce("l")
        try room.views(["a", "b", "c", "d", "e", "f"], on: "m1")
        let chief = MeetingCommand.stateView(
            StatedView(matter: "m1", member: "g", stance: .for, words: "w"))
        #expect(
            room.refusal(chief) == .chiefMustWait("g", awaited: ["a", "b", "c", "d", "e", "f"]))
        // Line by line, or over those that are left.
        try room.views(["a", "b", "c", "d", "e", "f"], on: "l")
        try room.view("g", on: "l")
        #expect(room.state.matters.allSatisfy { $0.views.allSatisfy { $0 != nil } })
    }

    @Test("whoever comes after the chief has spoken on one line speaks on none")
    func late() throws {
        var room = try Room(
            Maker.plan(
                members: 7, matters: [Maker.matter("m1"), Maker.matter("m2")], listed: true))
        try room.open(absent: ["f"])
        try room.tellers("a", "b")
        try room.introduce("l")
        try room.views(["a", "b", "c", "d", "e"], on: "l")
        try room.view("g", on: "m1")
        try room.arrive(["f"])
        let view = MeetingCommand.stateView(
            StatedView(matter: "m2", member: "f", stance: .for, words: "w"))
        #expect(room.refusal(view) == .viewsClosed("f"))
        try room.view("g", on: "m2")
        try room.ballot(["l"])
        #expect(room.state.ballot?.matters == [0, 1])
    }

    @Test("another view on some lines goes on record with its line")
    func exceptions() throws {
        var room = try room()
        try room.introduce("l")
        let view = StatedView(
            matter: "l", member: "a", stance: .for,
            exceptions: [LineView(matter: "m2", stance: .against, words: "short")])
        let events = try room.do(.stateView(view))
        #expect(events.count == 3)
        #expect(room.state.matters.map { $0.views[0]?.stance } == [.for, .against, .for])
        #expect(room.matter("m2")?.views[0]?.words == "short")
        // A line that isn't on the list, or can't be stated on, refuses the whole.
        let stray = StatedView(
            matter: "l", member: "b", stance: .for,
            exceptions: [LineView(matter: "m9", stance: .against)])
        #expect(room.refusal(.stateView(stray)) == .unknownMatter("m9"))
        try room.do(.recuse(Recusal(matter: "m2", member: "b", ground: .other, reason: "r")))
        let out = StatedView(
            matter: "l", member: "b", stance: .for,
            exceptions: [LineView(matter: "m2", stance: .against)])
        #expect(room.refusal(.stateView(out)) == .recused("b"))
        let single = StatedView(
            matter: "m1", member: "b", stance: .for,
            exceptions: [LineView(matter: "m1", stance: .against)])
        #expect(room.refusal(.stateView(single)) == .unknownMatter("m1"))
    }

    @Test("one paper for the lines with the same voters; the rest has its own")
    func papers() throws {
        var room = try room()
        try room.introduce("l")
        try room.do(.recuse(Recusal(matter: "m2", member: "c", ground: .relative, reason: "r")))
        try room.views(["a", "b", "c", "d", "e", "f", "g"], on: "l")
        try room.ballot(["l"])
        #expect(room.state.ballot?.matters == [0, 2])
        #expect(room.matter("m2")?.status == .discussed)
        try room.count([("m1", [7, 0, 0]), ("m3", [3, 4, 0])])
        try room.ballot(["l"])
        try room.count([("m2", [6, 0, 0])])
        #expect(statuses(room) == [.decided, .decided, .failed])
    }

    @Test("a line put off, withdrawn or re-opened leaves the others in discussion, or waiting")
    func single() throws {
        var room = try room(4)
        try room.introduce("l")
        try room.do(.withdraw(MatterWithdrawal(matter: "m1", by: "a", reason: "r")))
        #expect(room.state.inHand == [1, 2, 3] && room.state.current == 1)
        try room.views(["a", "b", "c", "d", "e", "f", "g"], on: "l")
        try room.do(.reopen(Motion(matter: "m3", by: "g", inFavour: 5, reason: "r")))
        #expect(statuses(room) == [.withdrawn, .discussed, .open, .discussed])
        try room.view("g", on: "m3")
        try room.do(.reopen(Motion(matter: "l", by: "g", inFavour: 5, reason: "r")))
        #expect(statuses(room) == [.withdrawn, .open, .open, .open])
        try room.view("g", on: "l")
        try room.ballot(["l"])
        #expect(room.state.ballot?.matters == [1, 2, 3] && room.state.current == nil)
    }

    @Test("what is refused on every line says why")
    func refused() throws {
        var room = try room()
        #expect(
            room.refusal(.introduce(Introduction(matter: "l", by: "g"))) == .chiefIntroduces("g"))
        try room.introduce("l")
        #expect(
            room.refusal(.introduce(Introduction(matter: "l", by: "a")))
                == .matterNotPending("m1", .open))
        #expect(
            room.refusal(.openBallot(BallotOpening(matters: ["l"], mode: .paper)))
                == .viewsIncomplete("m1", awaited: ["a", "b", "c", "d", "e", "f", "g"]))
    }

    @Test("lines follow one another, are about people, and belong to one power")
    func plans() throws {
        func plan(_ change: (inout Plan) -> Void) -> MeetingCommand {
            var plan = Maker.plan(
                members: 7, matters: (1...3).map { Maker.matter(MatterID("m\($0)")) }, listed: true)
            change(&plan)
            return .plan(plan)
        }
        let state = MeetingState()
        func refusal(_ command: MeetingCommand) -> MeetingRefusal? {
            do { _ = try state.decide(command, at: Maker.now) } catch { return error }
            return nil
        }
        #expect(refusal(plan { _ in }) == nil)
        #expect(refusal(plan { $0.matters[1].list = nil }) == .unfitList("l"))
        #expect(refusal(plan { $0.lists = nil }) == .unknownMatter("l"))
        #expect(refusal(plan { $0.lists?[0].id = "m1" }) == .duplicateMatter("m1"))
        #expect(refusal(plan { $0.lists?[0].title = " " }) == .missingText(.title))
        #expect(
            refusal(plan { $0.lists?.append(MatterList(id: "k", title: "K")) }) == .unfitList("k"))
        #expect(refusal(plan { $0.profile.kinds[0].isAboutPeople = false }) != nil)
    }

    @Test("agenda numbers count a list once")
    func numbers() throws {
        var plan = Maker.plan(
            members: 7, matters: (1...3).map { Maker.matter(MatterID("m\($0)")) }, listed: true)
        plan.matters.append(Maker.matter("z", "grade"))
        plan.matters.insert(Maker.matter("y", "grade"), at: 0)
        let charter = try #require(Charter(plan))
        #expect(plan.matters.indices.map(charter.number) == ["1", "2.1", "2.2", "2.3", "3"])
    }
}
