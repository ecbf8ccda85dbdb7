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

@Suite("the record")
struct RecordTests {
    @Test("a whole meeting is read back as it was, and verifies")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a.lwr")
        let register = try Registers.withMeeting(path)
        let live = try Session(register, meeting: "2026-18")
        #expect(live.state.phase == .closed)
        #expect(live.personnel.appointments["2026-18/m1"]?.appointment.candidate == "x")
        #expect(live.personnel.recommendations["r1"]?.frozenBy == ["2026-18"])
        let head = register.head
        register.close()
        let again = try Register(at: path, for: .reading)
        #expect(again.head == head)
        let session = try Session(again, meeting: "2026-18")
        #expect(session.state == live.state)
        #expect(session.personnel == live.personnel)
        let report = try again.verify()
        #expect(report.isSound, "\(report.faults)")
        #expect(report.entries == head.seq)
        #expect(report.unfinished.isEmpty)
    }

    @Test("the settings that durability rests on are what they must be")
    func pragmas() throws {
        let folder = try TemporaryFolder()
        let register = try Registers.empty(folder.file("a.lwr"))
        register.close()
        let queue = try DatabaseQueue(path: folder.file("a.lwr"))
        let (mode, id, version) = try queue.read { db in
            (
                try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(db, sql: "PRAGMA application_id"),
                try Int.fetchOne(db, sql: "PRAGMA user_version")
            )
        }
        #expect(mode == "delete")
        #expect(id == 0x4C57_5244)
        #expect(version == 1)
    }

    @Test("entries can be neither changed nor deleted by SQL slips")
    func triggers() throws {
        let folder = try TemporaryFolder()
        try Registers.withMeeting(folder.file("a.lwr")).close()
        let queue = try DatabaseQueue(path: folder.file("a.lwr"))
        #expect(throws: DatabaseError.self) {
            try queue.write { try $0.execute(sql: "DELETE FROM entry WHERE seq = 9") }
        }
        #expect(throws: DatabaseError.self) {
            try queue.write { try $0.execute(sql: "UPDATE entry SET body = '' WHERE seq = 9") }
        }
    }

    @Test("one writer at a time; readers come in meanwhile")
    func locking() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a.lwr")
        let writer = try Registers.withMeeting(path)
        // flock belongs to the open file, so a second opening in this process is held off as well.
        #expect(throws: RegisterError.self) { try Register(at: path, for: .writing) }
        let reader = try Register(at: path, for: .reading)
        #expect(reader.head == writer.head)
        writer.close()
        let next = try Register(at: path, for: .writing)
        next.close()
    }

    @Test("the canonical form is what any JSON library writes with sorted keys")
    func canonical() throws {
        let entry = Entry(
            seq: 3, number: 2, at: Maker.now,
            fact: .meeting(
                "m/1", .left(Departure(member: "a", reason: "say \"é\"\n葛𠮷 / \u{7F}"))))
        let text = String(decoding: try entry.canonical(), as: UTF8.self)
        #expect(
            text
                == "{\"at\":\"2026-11-23T14:30:00+08:00\",\"event\":{\"member\":\"a\",\"reason\":\"say \\\"é\\\"\\n葛𠮷 / \u{7F}\",\"type\":\"left\"},\"meeting\":\"m/1\",\"number\":2,\"schema\":1,\"seq\":3}"
        )
    }

    @Test("fingerprints read back in both languages, and any other digest has another")
    func fingerprints() throws {
        var generator = SeededGenerator(seed: 5)
        var seen = Set<Fingerprint>()
        for _ in 0..<2000 {
            let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let fingerprint = Fingerprint(try #require(Digest(bytes: bytes)))
            #expect(Fingerprint(fingerprint.chinese) == fingerprint)
            #expect(Fingerprint(fingerprint.english) == fingerprint)
            #expect(
                Fingerprint(fingerprint.english.uppercased().replacing("-", with: " "))
                    == fingerprint)
            #expect(seen.insert(fingerprint).inserted)
        }
        let wide = "铁路２７０４　望远镜4794，鸡蛋5202·邮票7025"
        #expect(Fingerprint(wide) == Fingerprint("铁路2704 望远镜4794 鸡蛋5202 邮票7025"))
        for wrong in [
            "", "oak", "oak-1234", "oak-1234 oak-1234 oak-1234 oak-9999", "橡树1234 橡树1234 橡树1234",
        ] {
            #expect(Fingerprint(wrong) == nil)
        }
    }

    @Test("a checkpoint shortens opening; a forged or stale one changes nothing")
    func checkpoint() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a.lwr")
        let register = try Registers.withMeeting(path)
        let head = register.head
        register.close()
        #expect(FileManager.default.fileExists(atPath: path + ".cache"))
        for forged in [
            "{}", "not json", "{\"seq\":3,\"hashHex\":\"\(Maker.hash)\"}",
            "{\"seq\":99999,\"hashHex\":\"\(head.hash.hex)\"}",
        ] {
            try forged.write(toFile: path + ".cache", atomically: true, encoding: .utf8)
            let again = try Register(at: path, for: .reading)
            #expect(again.head == head)
            again.close()
        }
        try FileManager.default.removeItem(atPath: path + ".cache")
        #expect(try Register(at: path, for: .reading).head == head)
    }

    @Test("times that run backwards are taken, and remarked upon")
    func clock() throws {
        let folder = try TemporaryFolder()
        let register = try Registers.withPeople(folder.file("a.lwr"))
        let session = try Session(register, meeting: "m")
        try session.perform(.plan(Registers.plan()), at: Maker.now)
        let earlier = Timestamp(
            milliseconds: Maker.now.milliseconds - 7_200_000, offsetMinutes: 480)
        let done = try session.perform(.arrive(Arrival(member: "a")), at: earlier)
        #expect(
            done.entries.map(\.fact) == [
                .meeting("m", .clockRemarked(ClockRemark(jumpMilliseconds: -7_200_000))),
                .meeting("m", .arrived(Arrival(member: "a"))),
            ])
        #expect(try register.verify().isSound)
    }

    @Test("what could drive a terminal never reaches the record; NFD becomes NFC")
    func hygiene() throws {
        let folder = try TemporaryFolder()
        let register = try Registers.withPeople(folder.file("a.lwr"))
        let session = try Session(register, meeting: "m")
        try session.perform(.plan(Registers.plan()), at: Maker.now)
        for bad in ["\u{1B}[31m", "a\u{202E}b", "a\u{200B}b", "\u{9B}x", "\u{E0041}"] {
            #expect(throws: ConductError.self) {
                try session.perform(
                    .excuse(Excuse(member: "a", reason: bad)), at: Maker.now)
            }
        }
        let before = register.head
        try session.perform(
            .excuse(Excuse(member: "a", reason: "e\u{301}te\u{301}")), at: Maker.now)
        #expect(register.head.seq == before.seq + 1)
        #expect(session.state.absence[0]?.utf8.elementsEqual("été".utf8) == true)
    }

    @Test("a plan says of recommendations what the register says, whatever the command claims")
    func grounding() throws {
        let folder = try TemporaryFolder()
        let register = try Registers.withPeople(folder.file("a.lwr"))
        let session = try Session(register, meeting: "m")
        var plan = Registers.plan()
        plan.matters[0].recommendations[0].recommenders = [
            Recommender(person: "z", relation: .none)
        ]
        plan.matters[0].reconsiders = Reconsideration(
            meeting: "none", matter: "m1", supporters: ["a", "b", "c"], wasDecided: true)
        #expect(throws: ConductError.refused(.reconsidersNothing("m1"))) {
            try session.perform(.plan(plan), at: Maker.now)
        }
        plan.matters[0].reconsiders = nil
        try session.perform(.plan(plan), at: Maker.now)
        #expect(session.state.matters[0].recommendations[0].recommenders.map(\.person) == ["b"])
        plan.matters[0].recommendations[0].id = "r9"
        #expect(throws: ConductError.refusedByRegister(.unknownRecommendation("r9"))) {
            try session.perform(.plan(plan), at: Maker.now)
        }
    }

    @Test("a recommendation withdrawn before the freeze leaves the agenda; after it, it stays")
    func withdrawal() throws {
        let folder = try TemporaryFolder()
        let register = try Registers.withPeople(folder.file("a.lwr"))
        let meeting = try Session(register, meeting: "m")
        try meeting.perform(.plan(Registers.plan()), at: Maker.now)
        let people = try Session(register)
        try people.perform(
            .withdraw(
                RecommendationWithdrawal(
                    recommendation: "r1", by: "b", reason: "r",
                    paper: Document(
                        title: "withdrawal", sha256: String(repeating: "c", count: 64)))),
            at: Maker.now)
        #expect(try Session.fold(register, "m").matters[0].recommendations.isEmpty)
        #expect(try register.verify().isSound)
    }

    @Test("a rewritten record can't freeze what was withdrawn before")
    func frozenWithdrawn() throws {
        let folder = try TemporaryFolder()
        let register = try Registers.withPeople(folder.file("a.lwr"))
        let meeting = try Session(register, meeting: "m")
        try meeting.perform(.plan(Registers.plan()), at: Maker.now)
        let withdrawal = RecommendationWithdrawal(
            recommendation: "r1", by: "b", reason: "r",
            paper: Document(title: "withdrawal", sha256: String(repeating: "c", count: 64)))
        // The withdrawal without what it does to the agenda, and a freeze as if there had been none.
        try register.append([.register(.withdrawn(withdrawal))], at: Maker.now)
        #expect(try register.verify().isSound)
        let freeze = RecommendationFreeze(meeting: "m", recommendations: ["r1"])
        try register.append([.register(.frozen(freeze))], at: Maker.now)
        let faults = try register.verify().faults
        #expect(
            faults.contains {
                if case .personnel(_, .alreadyWithdrawn("r1")) = $0 { true } else { false }
            }, "\(faults)")
    }
}
