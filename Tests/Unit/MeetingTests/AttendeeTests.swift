// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Support
import Testing

@Suite("P2: attendees are called, come and go")
struct AttendeeTests {
    private func point(_ by: PersonID) -> MeetingCommand {
        .raisePoint(PointOfOrder(kind: .other, by: by, words: "w"))
    }

    @Test("who has left, or stays away, isn't in the room; who wasn't called may speak")
    func comesAndGoes() throws {
        var room = try Room(Maker.plan(members: 7))
        try room.do(.excuse(Excuse(member: "s", reason: "ill")))
        try room.open()
        #expect(room.refusal(point("s")) == .absent("s"))
        try room.arrive(["s"])
        #expect(
            room.refusal(.arrive(Arrival(member: "s"))) == .alreadyPresent("s"))
        try room.do(point("s"))
        try room.do(.leave(Departure(member: "s", reason: "r")))
        #expect(
            room.refusal(.leave(Departure(member: "s", reason: "r"))) == .alreadyAbsent("s"))
        #expect(room.refusal(point("s")) == .absent("s"))
        // They count nowhere.
        #expect(room.state.present == 7)
        try room.do(.adjourn(Adjournment(until: Maker.now, reason: "r")))
        #expect(room.state.attendance.isEmpty)
        var other = try Room(Maker.plan(members: 7))
        try other.open()
        try other.do(point("s"))
        #expect(other.refusal(.arrive(Arrival(member: "z"))) == .unknownMember("z"))
    }

    @Test("an attendee presents where the profile has it so, unless away, recused or concerned")
    func presents() throws {
        func room(_ presents: Bool?, _ candidates: [PersonID] = ["x"]) throws -> Room {
            var room = try Room(
                Maker.plan(
                    members: 7, matters: [Maker.matter("m1", "decision", candidates)],
                    profile: Maker.profile {
                        $0.attendeesPresent = presents
                        $0.kinds[0].isAboutPeople = true
                    }))
            try room.open()
            return room
        }
        let presenting = MeetingCommand.introduce(Introduction(matter: "m1", by: "s"))
        #expect(try room(nil).refusal(presenting) == .notDeputyInCharge(by: "s", deputy: "a"))
        #expect(try room(true, ["s"]).refusal(presenting) == .recused("s"))
        var away = try room(true)
        try away.do(.excuse(Excuse(member: "s", reason: "r")))
        #expect(away.refusal(presenting) == .absent("s"))
        var out = try room(true)
        try out.do(.recuse(Recusal(matter: "m1", member: "s", ground: .relative, reason: "r")))
        #expect(out.refusal(presenting) == .recused("s"))
        var good = try room(true)
        try good.do(presenting)
        #expect(good.matter("m1")?.introducedBy == "s")
    }

    @Test("they come and go while a ballot is open, and with a new plan only those of it stay")
    func ballotAndPlan() throws {
        var room = try Room(Maker.plan(members: 7))
        try room.arrive(["s"])
        var plan = Maker.plan(members: 7)
        plan.attendees = [Attendee(id: "t", name: "Other")]
        try room.do(.plan(plan))
        #expect(room.state.attendance.isEmpty)
        try room.open()
        try room.tellers("a", "b")
        try room.introduce("m1")
        try room.views(["a", "b", "c", "d", "e", "f", "g"])
        try room.ballot()
        try room.arrive(["t"])
        #expect(room.state.attendance["t"]?.isHere == true)
    }
}
