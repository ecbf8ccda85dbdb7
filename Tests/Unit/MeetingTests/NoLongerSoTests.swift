// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Support
import Testing

@Suite("What was so when it was recorded, and isn't any more")
struct NoLongerSoTests {
    @Test("who becomes a chief by a new plan is no teller any more; the others are")
    func tellerBecomesChief() throws {
        var plan = Maker.plan(members: 6)
        var room = try Room(plan)
        try room.tellers("a", "b")
        plan.roll[1].chief = .administrative
        try room.do(.plan(plan))
        #expect(room.state.tellers == [0])
        try room.open()
        try room.introduce("m1")
        try room.views(["a", "c", "d", "e", "b", "f"])
        #expect(
            room.refusal(.openBallot(BallotOpening(matters: ["m1"], mode: .paper)))
                == .tellersMissing(have: 1))
        // A record that has the ballot all the same is refused at it, and not judged further.
        var audit = Audit()
        for event in room.events { #expect(audit.take(event, at: room.time) == nil) }
        let opening = MeetingEvent.ballotOpened(BallotOpening(matters: ["m1"], mode: .paper))
        #expect(audit.take(opening, at: room.time) != nil)
        #expect(audit.take(opening, at: room.time) == nil)
        #expect(audit.state.ballot == nil)
        // The control: with another teller it opens.
        try room.tellers("a", "c")
        try room.ballot()
    }

    @Test("a former deputy's papers fall with the deputy; others' stay")
    func deputyChanges() throws {
        let matter = Maker.matter("m1", "post", ["x"])
        var plan = Maker.plan(members: 6, matters: [matter])
        let paper = PrerequisiteRecord(
            matter: "m1", prerequisite: "consultation", by: "a", on: Maker.day)
        var room = try Room(plan)
        try room.do(.recordPrerequisite(paper))
        plan.roll[1].post = "other"
        try room.do(.plan(plan))
        #expect(room.matter("m1")?.prerequisites.count == 1)
        plan.roll[0].inCharge = []
        plan.roll[1].inCharge = Power.allCases
        try room.do(.plan(plan))
        #expect(room.matter("m1")?.prerequisites.isEmpty == true)
    }

    @Test("who had arrived and left the roll isn't there")
    func leavesRoll() throws {
        var plan = Maker.plan(members: 6)
        var room = try Room(plan)
        try room.arrive(["a", "b"])
        plan.roll.remove(at: 1)
        try room.do(.plan(plan))
        #expect(room.state.isPresent == [true, false, false, false, false])
    }

    @Test("a signed count stays signed: no further teller, no void; a signer who leaves has signed")
    func signedCount() throws {
        var room = try Room(Maker.plan(members: 6))
        try room.open()
        try room.tellers("a", "b")
        try room.introduce("m1")
        try room.views(["a", "b", "c", "d", "e", "f"])
        try room.ballot()
        let sheet = room.sheet("a", [("m1", [6, 0, 0])])
        try room.do(.enterCount(sheet))
        try room.do(.leave(Departure(member: "a", reason: "called away")))
        let others = TellerAppointment(members: ["b", "c"])
        #expect(room.refusal(.appointTellers(others)) == .tellerHasSigned("a"))
        let lost = BallotVoiding(cause: .tellerLost, by: "b", reason: "gone")
        #expect(room.refusal(.voidBallot(lost)) == .causeIsNotSo(.tellerLost))
        try room.do(.enterCount(room.sheet("b", [("m1", [6, 0, 0])])))
        let three = TellerAppointment(members: ["a", "b", "c"])
        #expect(room.refusal(.appointTellers(three)) == .countIsSigned)
        let wrong = BallotVoiding(cause: .secrecyBroken, by: "b", reason: "r")
        #expect(room.refusal(.voidBallot(wrong)) == .countIsSigned)
        try room.do(.declare(Declaration(by: "f")))
    }

    @Test(
        "a chief's written opinion isn't read after a later chief, and stands for the chief's view")
    func opinionOfAChief() throws {
        var room = try Room(Maker.plan(members: 6, chiefs: 2))
        try room.open(absent: ["e"])
        try room.introduce("m1")
        try room.views(["a", "b", "c", "d"])
        let opinion = WrittenOpinion(matter: "m1", member: "e", words: "for")
        var later = room
        try later.view("f")
        #expect(later.refusal(.readOpinion(opinion)) == .viewsClosed("e"))
        try room.do(.readOpinion(opinion))
        try room.arrive(["e"])
        let view = StatedView(matter: "m1", member: "e", stance: .against, words: "w")
        #expect(room.refusal(.stateView(view)) == .alreadyStated("e"))
        try room.view("f")
    }

    @Test("a matter is named once at closing, and times don't run back without a remark")
    func closingAndTimes() throws {
        var room = try Room(Maker.plan(members: 6))
        try room.open()
        #expect(
            room.refusal(.close(Closing(unfinished: ["m1", "m1"]))) == .repeatedMatter("m1"))
        var audit = Audit()
        for event in room.events { #expect(audit.take(event, at: room.time) == nil) }
        let earlier = Timestamp(
            milliseconds: room.time.milliseconds - 60_000, offsetMinutes: room.time.offsetMinutes)
        let call = MeetingEvent.quorumCalled(QuorumCall(member: "a"))
        var silent = audit
        #expect(silent.take(call, at: earlier)?.cause == .runsBack)
        let remark = MeetingEvent.clockRemarked(ClockRemark(jumpMilliseconds: -60_000))
        #expect(audit.take(remark, at: earlier) == nil)
        #expect(audit.take(call, at: earlier) == nil)
    }

    @Test(
        "a box for fewer than four isn't opened, and one with fewer than four papers isn't counted")
    func fewPapers() throws {
        var room = try Room(Maker.plan(members: 6))
        try room.open()
        try room.tellers("a", "b")
        try room.introduce("m1")
        try room.views(["a", "b", "c", "d", "e", "f"])
        try room.ballot(mode: .box)
        func closing(_ returned: Int) -> MeetingCommand {
            .closeBox(
                BoxClosing(
                    teller: "a", second: "b", reason: "left", archive: "", issued: 6,
                    returned: returned, figures: []))
        }
        #expect(room.refusal(closing(3)) == .tooFewCast(returned: 3, least: 4))
        #expect(room.refusal(closing(4)) == nil)
        try room.do(closing(4))
        // Until all have signed nobody has a figure, and the box may still be void.
        #expect(room.state.ballot?.closing?.figures.isEmpty == true)
        let broken = BallotVoiding(cause: .secrecyBroken, by: "a", reason: "seen")
        #expect(room.refusal(.voidBallot(broken)) == nil)
        let figures = [MatterFigures(matter: "m1", valid: 4, invalid: 0, choices: [3, 1, 0])]
        let events = try room.do(.countBox(BoxCount(archive: Maker.hash, figures: figures)))
        #expect(events.map(\.kind) == [.boxCounted, .countEntered, .countEntered])
        #expect(room.refusal(.voidBallot(broken)) == .countIsSigned)
        var small = try Room(Maker.plan(members: 3))
        try small.open()
        try small.tellers("a", "b")
        try small.introduce("m1")
        try small.views(["a", "b", "c"])
        #expect(
            small.refusal(.openBallot(BallotOpening(matters: ["m1"], mode: .box)))
                == .tooFewForBox(voters: 3, least: 4))
    }

    @Test(
        "what nobody sees makes no second name",
        arguments: [
            0x2800, 0x34F, 0x206A, 0x206F, 0x180B, 0xFFFC, 0x17B4, 0xE0041, 0x200B, 0x2060, 0x3164,
            0xFFF0, 0x1D173, 0xFDD0,
        ] as [UInt32])
    func unseen(_ value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        #expect(Legibility.fault(inName: "赵\(Character(scalar))甲") != nil)
        // The control: a selector of a character's shape belongs to real names.
        #expect(Legibility.fault(inName: "葛\u{E0100}飾") == nil)
    }
}
