// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Support
import Testing

@Suite("V3: a chief gives a proposal back before it is introduced")
struct SendingBackTests {
    private func room(_ matter: Matter = Maker.matter("m1"), chiefs: Int = 1) throws -> Room {
        try Room(
            Maker.plan(
                members: 5, chiefs: chiefs, matters: [matter],
                profile: Maker.profile { $0.kinds[0].maySendBack = true }, presiding: "a"))
    }

    private func back(_ by: PersonID, _ reasons: String = "材料不实") -> MeetingCommand {
        .sendBack(
            SendingBack(matter: "m1", by: by, reasons: reasons, document: Document(title: "意见")))
    }

    @Test("by a chief, of what the group hasn't heard, with reasons")
    func rules() throws {
        var room = try room()
        #expect(room.refusal(back("b")) == .notChief("b"))
        #expect(room.refusal(back("e", " ")) == .missingText(.reason))
        try room.open(absent: ["e"])
        #expect(room.refusal(back("e")) == .absent("e"))
        try room.arrive(["e"])
        try room.do(back("e"))
        #expect(room.matter("m1")?.status == .sentBack)
        #expect(room.matter("m1")?.sentBack?.goesUp == nil)
        #expect(
            room.refusal(.introduce(Introduction(matter: "m1", by: "a")))
                == .matterNotPending("m1", .sentBack))
        try room.do(.close(Closing()))
        #expect(room.state.decision(on: "m1")?.returns == 1)
        #expect(room.state.decision(on: "m1")?.wasDecided == false)

        var late = try self.room()
        try late.open()
        try late.introduce("m1")
        #expect(late.refusal(back("e")) == .matterNotPending("m1", .open))
        var other = try Room(Maker.plan(members: 5, presiding: "a"))
        try other.open()
        #expect(other.refusal(back("e")) == .noSendingBack("m1"))
    }

    @Test("the same proposal doesn't come back by planning again, another one does")
    func planning() throws {
        var room = try room()
        try room.do(back("e"))
        let plan = try #require(room.state.charter?.plan)
        try room.do(.plan(plan))
        #expect(room.matter("m1")?.status == .sentBack)
        var other = plan
        other.matters[0].title = "Another"
        try room.do(.plan(other))
        #expect(room.matter("m1")?.status == .pending)
    }

    @Test("nor by another title, nor by leaving it out in between")
    func ways() throws {
        var room = try Room(
            Maker.plan(
                members: 5,
                matters: [
                    Maker.matter("m1", "post", ["x"]), Maker.matter("m2", "decision"),
                ],
                profile: Maker.profile {
                    $0.kinds[3].maySendBack = true
                    $0.kinds[3].recommendations = 0
                }, presiding: "a"))
        try room.do(back("e"))
        let plan = try #require(room.state.charter?.plan)
        var without = plan
        without.matters.removeFirst()
        try room.do(.plan(without))
        try room.do(.plan(plan))
        #expect(room.matter("m1")?.status == .sentBack)
        var renamed = plan
        renamed.matters[0].title = "Another"
        renamed.matters[0].id = "m3"
        try room.do(.plan(renamed))
        #expect(room.matter("m3")?.status == .sentBack && room.matter("m2")?.status == .pending)
        // Somebody else is another proposal.
        renamed.matters[0].candidates[0].id = "y"
        try room.do(.plan(renamed))
        #expect(room.matter("m3")?.status == .pending)
    }

    @Test("the second return goes up")
    func second() throws {
        var matter = Maker.matter("m1")
        matter.resubmits = Resubmission(meeting: "k", matter: "m1")
        #expect(throws: MeetingRefusal.resubmitsNothing("m1")) { try self.room(matter) }
        matter.resubmits?.returns = 1
        var room = try self.room(matter)
        try room.do(back("e"))
        #expect(room.matter("m1")?.sentBack?.goesUp == true)
        #expect(room.state.decision(on: "m1")?.returns == 2)
    }

    @Test("a recused chief doesn't")
    func recused() throws {
        var room = try room(chiefs: 2)
        try room.do(.recuse(Recusal(matter: "m1", member: "e", ground: .relative, reason: "父女")))
        #expect(room.refusal(back("e")) == .recused("e"))
        try room.do(back("d"))
    }

    @Test(
        "where the profile binds one kind of chief, the other speaks with the members and stays a chief"
    )
    func oneBound() throws {
        var room = try Room(
            Maker.plan(
                members: 5, chiefs: 2, profile: Maker.profile { $0.chiefOrder = [.party] },
                presiding: "a"))
        try room.open()
        #expect(
            room.refusal(.appointTellers(TellerAppointment(members: ["a", "d"])))
                == .tellerIsChief("d"))
        try room.introduce("m1")
        try room.view("d")
        #expect(
            room.refusal(.stateView(StatedView(matter: "m1", member: "e", stance: .for)))
                == .chiefMustWait("e", awaited: ["a", "b", "c"]))
        try room.views(["a", "b", "c", "e"])

        // A group without a party head: its chief is bound all the same.
        let only = Maker.plan(
            members: 3, profile: Maker.profile { $0.chiefOrder = [.administrative] }, presiding: "a"
        )
        var small = try Room(only)
        try small.open()
        try small.introduce("m1")
        #expect(
            small.refusal(.stateView(StatedView(matter: "m1", member: "c", stance: .for)))
                == .chiefMustWait("c", awaited: ["a", "b"]))
    }
}

@Suite("B5, Q2: grounds of a deferral, declarations of recusal")
struct GroundTests {
    private func room() throws -> Room {
        try Room(
            Maker.plan(members: 5, profile: Maker.profile { Maker.gate(&$0) }, presiding: "a"))
    }

    private func paper(_ conclusion: String) -> MeetingCommand {
        .recordPrerequisite(
            PrerequisiteRecord(
                matter: "m1", prerequisite: "opinion", by: "b", on: Maker.day,
                conclusion: conclusion))
    }

    @Test("everybody is asked before the matter is introduced")
    func asked() throws {
        var room = try room()
        try room.open(absent: ["b"])
        try room.do(paper("clear"))
        func ask(_ by: PersonID, _ declared: PersonID...) -> MeetingCommand {
            .askRecusals(RecusalInquiry(matter: "m1", by: by, declared: declared))
        }
        let introduce = MeetingCommand.introduce(Introduction(matter: "m1", by: "a"))
        #expect(room.refusal(introduce) == .recusalsNotAsked("m1"))
        #expect(room.refusal(ask("c")) == .notPresiding(by: "c", presiding: "a"))
        #expect(room.refusal(ask("a", "b")) == .absent("b"))
        #expect(room.refusal(ask("a", "x")) == .notInTheRoom("x"))
        #expect(room.refusal(ask("a", "c", "c")) == .repeatedDeclaration("m1"))
        try room.do(ask("a", "c", "s"))
        // Who declared a ground withdraws, or is asked again.
        #expect(room.refusal(introduce) == .declaredAndStays("m1", ["c", "s"]))
        try room.do(.recuse(Recusal(matter: "m1", member: "s", ground: .relative, reason: "姻亲")))
        #expect(room.refusal(introduce) == .declaredAndStays("m1", ["c"]))
        var again = room
        try again.do(ask("a"))
        #expect(again.refusal(ask("a")) == .recusalsAskedAlready("m1"))
        try again.do(introduce)
        try room.do(.recuse(Recusal(matter: "m1", member: "c", ground: .relative, reason: "姻亲")))
        #expect(room.refusal(ask("a")) == .recusalsAskedAlready("m1"))
        #expect(room.refusal(introduce) == .recusalEmptiesMatter("m1", present: 3, needed: 4))
    }

    @Test("an attendee withdraws too, and counts nowhere")
    func attendee() throws {
        var room = try room()
        let out = MeetingCommand.recuse(
            Recusal(
                matter: "m1", member: "s", ground: .relative, reason: "姻亲", proposedBy: "c"))
        let before = room.state.present(for: 0)
        try room.do(out)
        #expect(room.matter("m1")?.attendeesOut == ["s"])
        #expect(room.state.present(for: 0) == before)
        #expect(room.refusal(out) == .alreadyRecused("s"))
        try room.do(.correct(Correction(target: .recusal, matter: "m1", member: "s", reason: "误")))
        #expect(room.matter("m1")?.attendeesOut == [])
        #expect(
            room.refusal(
                .recuse(
                    Recusal(
                        matter: "m1", member: "c", ground: .relative, reason: "r", proposedBy: "z"))
            ) == .unknownMember("z"))
    }

    @Test("a matter is put off because views differ, or because something is unclear")
    func grounds() throws {
        var room = try room()
        try room.open()
        try room.do(paper("clear"))
        try room.do(.askRecusals(RecusalInquiry(matter: "m1", by: "a")))
        func put(_ ground: Deferral.Ground, _ task: Deferral.Task? = nil) -> MeetingCommand {
            .defer(Deferral(matter: "m1", ground: ground, by: "a", reason: "r", task: task))
        }
        func task(_ what: String = "审计", by: PersonID = "s", _ days: Int = 0) -> Deferral.Task {
            .init(what: what, by: by, due: Maker.day.advanced(by: days))
        }
        #expect(
            room.refusal(put(.views))
                == .groundNotAllowed(.views, allowed: [.divided, .unclear, .motion]))
        #expect(room.refusal(put(.unclear)) == .taskMissing)
        #expect(room.refusal(put(.unclear, task(" "))) == .taskMissing)
        #expect(room.refusal(put(.unclear, task(by: "x"))) == .notInTheRoom("x"))
        #expect(room.refusal(put(.unclear, task("审计", -1))) == .taskMissing)
        try room.introduce("m1")
        try room.view("b", .for)
        #expect(room.refusal(put(.divided)) == .nothingDivides("m1"))
        try room.view("c", .against)
        #expect(room.refusal(put(.divided)) == nil)
        try room.do(put(.unclear, task()))
        #expect(room.matter("m1")?.status == .deferred)
        #expect(room.matter("m1")?.task == task())
    }
}
