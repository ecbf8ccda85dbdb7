// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Support
import Testing

@Suite("L9: questions are asked and answered before views are stated")
struct QuestionTests {
    private func room(listed: Bool = false) throws -> Room {
        var room = try Room(
            Maker.plan(
                members: 7, matters: [Maker.matter("m1"), Maker.matter("m2")], listed: listed))
        try room.open()
        try room.tellers("a", "b")
        try room.introduce(listed ? "l" : "m1")
        return room
    }

    private func asked(_ by: PersonID, _ matter: MatterID = "m1") -> MeetingCommand {
        .askQuestion(Question(matter: matter, by: by, words: "Why?"))
    }

    private func answered(
        _ content: Bool, question: Int = 1, by: PersonID = "s", _ matter: MatterID = "m1"
    ) -> MeetingCommand {
        .answerQuestion(
            Answer(
                matter: matter, question: question, by: by, words: "So.", isContent: content))
    }

    private func view(_ member: PersonID, _ matter: MatterID = "m1") -> MeetingCommand {
        .stateView(StatedView(matter: matter, member: member, stance: .for, words: "w"))
    }

    @Test("views wait until the asker is content")
    func waits() throws {
        var room = try room()
        try room.do(asked("c"))
        #expect(room.refusal(view("b")) == .questionOpen("m1", by: "c"))
        // An attendee may answer; the asker may want more.
        try room.do(answered(false))
        #expect(room.refusal(view("b")) == .questionOpen("m1", by: "c"))
        try room.do(answered(true))
        #expect(room.refusal(answered(true)) == .noSuchQuestion("m1"))
        try room.do(view("b"))
        // With the first view the time for questions is over.
        #expect(room.refusal(asked("d")) == .viewsHaveBegun("m1"))
    }

    @Test("an asker who has left, or withdrawn, waits for nothing")
    func gone() throws {
        var room = try room()
        try room.do(asked("c"))
        try room.do(asked("d"))
        try room.do(.leave(Departure(member: "c", reason: "r")))
        #expect(room.refusal(view("b")) == .questionOpen("m1", by: "d"))
        try room.do(.recuse(Recusal(matter: "m1", member: "d", ground: .relative, reason: "r")))
        try room.do(view("b"))
    }

    @Test("who isn't here, or is recused, asks nothing; nothing is asked before the introduction")
    func who() throws {
        var room = try room()
        #expect(room.refusal(asked("c", "m2")) == .notInDiscussion("m2", .pending))
        try room.do(.leave(Departure(member: "c", reason: "r")))
        #expect(room.refusal(asked("c")) == .absent("c"))
        try room.do(.recuse(Recusal(matter: "m1", member: "d", ground: .other, reason: "r")))
        #expect(room.refusal(asked("d")) == .recused("d"))
        #expect(room.refusal(answered(true)) == .noSuchQuestion("m1"))
        #expect(room.refusal(answered(true, question: 0)) == .noSuchQuestion("m1"))
        try room.do(asked("e"))
        #expect(room.refusal(answered(true, by: "z")) == .notInTheRoom("z"))
    }

    @Test("over a list a question on one line holds the views on all")
    func list() throws {
        var room = try room(listed: true)
        try room.do(asked("c", "m2"))
        #expect(room.refusal(view("b", "m1")) == .questionOpen("m2", by: "c"))
        #expect(room.refusal(view("b", "l")) == .questionOpen("m2", by: "c"))
        try room.do(answered(true, "m2"))
        try room.do(view("b", "l"))
        #expect(room.refusal(asked("d", "m1")) == .viewsHaveBegun("m1"))
    }
}
