// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Foundation
import GRDB
import Meeting
import Personnel
import Record
import Support
import Testing

@Suite("what the register says, a plan can't unsay")
struct GroundingTests {
    private func session(_ folder: TemporaryFolder) throws -> Session {
        let register = try Registers.withPeople(folder.file("a.lwr"))
        return try Session(register, meeting: "m")
    }

    @Test("a chief is a chief, a member is on the roll")
    func roll() throws {
        let folder = try TemporaryFolder()
        let session = try session(folder)
        var plan = Registers.plan()
        plan.roll[4].chief = nil
        plan.roll[0].chief = .administrative
        plan.roll[3].inCharge = [.personnel]
        try session.perform(.plan(plan), at: Maker.now)
        #expect(session.state.charter?.plan.roll[4].chief == .party)
        #expect(session.state.charter?.plan.roll[0].chief == nil)
        #expect(session.state.charter?.plan.roll[3].inCharge == [])
        plan.roll.remove(at: 2)
        #expect(throws: ConductError.refusedByRegister(.missingFromRoll("c"))) {
            try session.perform(.plan(plan), at: Maker.now)
        }
    }

    @Test(
        "a late veto takes its appointment back, has a fingerprint of its own, and can't be half removed"
    )
    func lateVeto() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a.lwr")
        let register = try Registers.withPeople(path)
        let session = try Session(register, meeting: "m")
        for command in Registers.commands {
            guard case .plan(var plan) = command else {
                try session.perform(command, at: Maker.now)
                continue
            }
            for i in plan.profile.kinds.indices { plan.profile.kinds[i].veto = .days(3) }
            try session.perform(.plan(plan), at: Maker.now)
        }
        let veto = Veto(matter: "m1", by: "e", reasons: "r", document: Document(title: "v"))
        let done = try session.perform(.veto(veto), at: Maker.now)
        #expect(done.entries.count == 2)
        #expect(session.personnel.appointments["m/m1"]?.stage == .returned)
        let report = try register.verify(head: PaperHead(done.head.hash.hex))
        #expect(report.isSound, "\(report.faults)")
        // A later bar isn't shortened by an earlier clock.
        register.close()
    }

    @Test("the same register by a link is the same register")
    func link() throws {
        let folder = try TemporaryFolder()
        let register = try Registers.withMeeting(folder.file("a.lwr"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("b.lwr"), withDestinationPath: folder.file("a.lwr"))
        #expect(throws: RegisterError.self) {
            try Register(at: folder.file("b.lwr"), for: .writing)
        }
        try FileManager.default.removeItem(atPath: folder.file("a.lwr.lock"))
        register.close()
        try Register(at: folder.file("b.lwr"), for: .writing).close()
    }
}

@Suite("a roster that changes after planning")
struct RosterChangeTests {
    @Test("the meeting doesn't convene on an outdated roll; set again, it does")
    func stale() throws {
        let folder = try TemporaryFolder()
        let register = try Registers.withPeople(folder.file("a.lwr"))
        let meeting = try Session(register, meeting: "m")
        try meeting.perform(.plan(Registers.plan()), at: Maker.now)
        let people = try Session(register)
        // d becomes chief instead of e.
        let changed = [
            Person(id: "d", name: "Member 3", rank: 4, chief: .party),
            Person(id: "e", name: "Member 4", rank: 5),
        ]
        try people.perform(.importPeople(PeopleImport(people: changed)), at: Maker.now)
        let session = try Session(register, meeting: "m")
        for id: PersonID in ["a", "b", "c", "d", "e"] {
            try session.perform(.arrive(Arrival(member: id)), at: Maker.now)
        }
        #expect(throws: ConductError.refused(.rollChanged)) {
            try session.perform(.convene, at: Maker.now)
        }
        try session.perform(.plan(Registers.plan()), at: Maker.now)
        try session.perform(.convene, at: Maker.now)
        #expect(session.state.charter?.chiefs.map { Maker.id($0) } == ["d"])
        #expect(try register.verify().isSound)
    }

    @Test("an import can't give one rank or one office of chief to two people of the register")
    func merged() throws {
        let folder = try TemporaryFolder()
        let register = try Registers.withPeople(folder.file("a.lwr"))
        let session = try Session(register)
        func take(_ person: Person) throws {
            try session.perform(.importPeople(PeopleImport(people: [person])), at: Maker.now)
        }
        #expect(throws: ConductError.refusedByRegister(.sharedRank("a", "z", rank: 1))) {
            try take(Person(id: "z", name: "Z", rank: 1))
        }
        #expect(throws: ConductError.refusedByRegister(.sharedChief("e", "z"))) {
            try take(Person(id: "z", name: "Z", rank: 9, chief: .party))
        }
        try take(Person(id: "z", name: "Z", rank: 9))
    }

    @Test("several on people are recorded at once or not at all, each judged after those before it")
    func severalOnPeople() throws {
        let folder = try TemporaryFolder()
        let register = try Registers.withPeople(folder.file("a.lwr"))
        let session = try Session(register)
        let head = register.head
        func person(_ id: PersonID, rank: Int) -> PersonnelCommand {
            .importPeople(PeopleImport(people: [Person(id: id, name: id.rawValue, rank: rank)]))
        }
        // The second falls foul of the first, which by itself could stand.
        #expect(throws: ConductError.refusedByRegister(.sharedRank("y", "z", rank: 9))) {
            try session.perform(all: [person("y", rank: 9), person("z", rank: 9)], at: Maker.now)
        }
        #expect(register.head == head && session.personnel.people["y"] == nil)
        try session.perform(all: [], at: Maker.now)
        #expect(register.head == head)
        try session.perform(all: [person("y", rank: 9), person("z", rank: 10)], at: Maker.now)
        #expect(session.personnel.people["z"]?.rank == 10 && register.head.seq == head.seq + 2)
        #expect(try register.verify().isSound)
    }

    @Test(
        "a plan that is refused half-way leaves nothing; a session reads what another has written")
    func atOnce() throws {
        let folder = try TemporaryFolder()
        let register = try Registers.withPeople(folder.file("a.lwr"))
        let room = try Session(register, meeting: "m")
        try room.set(Registers.plan(), with: [])
        let other = try Session(register, meeting: "m")
        var shorter = Registers.plan()
        shorter.matters.removeFirst()
        let end = register.head.seq
        let one = MeetingCommand.appointTellers(TellerAppointment(members: ["a"]))
        #expect(throws: ConductError.refused(.tellersMissing(have: 1))) {
            try other.set(shorter, with: [one])
        }
        #expect(register.head.seq == end)
        #expect(other.state == room.state)
        try other.set(shorter, with: [])
        // The room judges by what is on record, not by what it read before.
        for id: PersonID in ["a", "b", "c", "d", "e"] {
            try room.perform(.arrive(Arrival(member: id)), at: Maker.now)
        }
        #expect(room.state.matters.count == 1)
        try room.perform(.convene, at: Maker.now)
        #expect(try register.verify().isSound)
    }
}
