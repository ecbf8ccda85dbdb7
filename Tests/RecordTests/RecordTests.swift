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
                "m/1", .left(ReasonedMemberAct(member: "a", reason: "say \"é\"\n葛𠮷 / \u{7F}"))))
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
        let register = try Registers.empty(folder.file("a.lwr"))
        try Registers.addPeople(register)
        let session = try Session(register, meeting: "m")
        try session.perform(.plan(Registers.plan()), at: Maker.now)
        let earlier = Timestamp(
            milliseconds: Maker.now.milliseconds - 7_200_000, offsetMinutes: 480)
        let done = try session.perform(.arrive(MemberAct(member: "a")), at: earlier)
        #expect(
            done.entries.map(\.fact) == [
                .meeting("m", .clockRemarked(ClockRemark(jumpMilliseconds: -7_200_000))),
                .meeting("m", .arrived(MemberAct(member: "a"))),
            ])
        #expect(try register.verify().isSound)
    }

    @Test("what could drive a terminal never reaches the record; NFD becomes NFC")
    func hygiene() throws {
        let folder = try TemporaryFolder()
        let register = try Registers.empty(folder.file("a.lwr"))
        try Registers.addPeople(register)
        let session = try Session(register, meeting: "m")
        try session.perform(.plan(Registers.plan()), at: Maker.now)
        for bad in ["\u{1B}[31m", "a\u{202E}b", "a\u{200B}b", "\u{9B}x", "\u{E0041}"] {
            #expect(throws: ConductError.self) {
                try session.perform(
                    .excuse(ReasonedMemberAct(member: "a", reason: bad)), at: Maker.now)
            }
        }
        let before = register.head
        try session.perform(
            .excuse(ReasonedMemberAct(member: "a", reason: "e\u{301}te\u{301}")), at: Maker.now)
        #expect(register.head.seq == before.seq + 1)
        #expect(session.state.absence[0]?.utf8.elementsEqual("été".utf8) == true)
    }

    @Test("a plan says of recommendations what the register says, whatever the command claims")
    func grounding() throws {
        let folder = try TemporaryFolder()
        let register = try Registers.empty(folder.file("a.lwr"))
        try Registers.addPeople(register)
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
        let register = try Registers.empty(folder.file("a.lwr"))
        try Registers.addPeople(register)
        let meeting = try Session(register, meeting: "m")
        try meeting.perform(.plan(Registers.plan()), at: Maker.now)
        let people = try Session(register)
        try people.perform(
            .withdraw(RecommendationWithdrawal(recommendation: "r1", by: "b", reason: "r")),
            at: Maker.now)
        #expect(try Session.fold(register, "m").matters[0].recommendations.isEmpty)
        #expect(try register.verify().isSound)
    }
}

@Suite("the two readers of stored events")
struct ReaderTests {
    @Test("what the quick reader takes, it reads as written; the rest goes to the other")
    func agree() throws {
        let words = ["", "a \"b\" \\ / 葛𠮷\n", "é"]
        var events: [MeetingEvent] = [
            .arrived(MemberAct(member: "a")), .introduced(Introduction(matter: "m1", by: "a")),
            .convened,
            .left(ReasonedMemberAct(member: "b", reason: words[1])),
            .closed(Closing(unfinished: ["m1"], events: 7)),
            .countEntered(
                CountSheet(
                    teller: "a", issued: 9, returned: 8,
                    figures: [
                        MatterFigures(matter: "m1", valid: 8, invalid: 0, choices: [8, 0, 0]),
                        MatterFigures(matter: "m2", valid: 7, invalid: 1, choices: []),
                    ])),
            .planned(Registers.plan()),
            .ballotOpened(BallotOpening(matters: ["m1", "m2"], mode: .box)),
            .resultDeclared(
                DeclaredResult(
                    by: "a",
                    results: [
                        MatterResult(
                            matter: "m1", outcome: .runOff, votes: 3, needed: 5,
                            candidates: ["x", "y"]),
                        MatterResult(
                            matter: "m2", outcome: .graded, votes: nil, needed: nil, candidates: []),
                    ])),
            .prerequisiteRecorded(
                PrerequisiteRecord(
                    matter: "m1", prerequisite: "p", by: "a", on: Maker.day,
                    document: Document(title: "t", date: Maker.day, sha256: Maker.hash))),
            .prerequisiteRecorded(
                PrerequisiteRecord(
                    matter: "m1", prerequisite: "p", by: "a", on: Maker.day,
                    document: Document(title: "t"))),
            .prerequisiteRecorded(
                PrerequisiteRecord(matter: "m1", prerequisite: "p", by: "a", on: Maker.day)),
            .vetoed(
                Veto(
                    matter: "m", by: "e", reasons: "r", document: Document(title: "t"), goesUp: true
                )),
        ]
        for stance in Stance.allCases {
            for text in words {
                for candidate in [nil, "x" as PersonID] {
                    events.append(
                        .viewStated(
                            StatedView(
                                matter: "m1", member: "a", stance: stance, words: text,
                                candidate: candidate)))
                }
            }
        }
        let folder = try TemporaryFolder()
        let register = try Registers.empty(folder.file("a.lwr"))
        try register.append(events.map { .meeting("m", $0) }, at: Maker.now)
        let read = try register.entries(of: "m").compactMap { entry -> MeetingEvent? in
            if case .meeting(_, let event) = entry.fact { event } else { nil }
        }
        #expect(read == events)
        // The plain decoder agrees with what was stored.
        for event in events {
            let bytes = try Canonical.bytes(event)
            #expect(try JSONDecoder().decode(MeetingEvent.self, from: Data(bytes)) == event)
        }
    }

    @Test("an entry with more or fewer fields than it should have isn't read as if it hadn't")
    func strict() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a.lwr")
        let register = try Registers.withMeeting(path)
        register.close()
        for (old, new) in [
            ("\"type\":\"arrived\"", "\"type\":\"arrived\",\"x\":1"),
            ("\"words\":\"意见 c\"", "\"wrods\":\"意见 c\""),
        ] {
            let copy = folder.file("b.lwr")
            try? FileManager.default.removeItem(atPath: copy)
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            let queue = try DatabaseQueue(path: copy)
            try queue.write { db in
                try db.execute(sql: "DROP TRIGGER entry_never_changes")
                try db.execute(
                    sql: "UPDATE entry SET body = replace(body, ?, ?)", arguments: [old, new])
            }
            try queue.close()
            try? FileManager.default.removeItem(atPath: copy + ".cache")
            #expect(throws: RegisterError.self) { try Register(at: copy, for: .reading) }
        }
    }
}

@Suite("what the register says, a plan can't unsay")
struct GroundingTests {
    private func session(_ folder: TemporaryFolder) throws -> Session {
        let register = try Registers.empty(folder.file("a.lwr"))
        try Registers.addPeople(register)
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
        let register = try Registers.empty(path)
        try Registers.addPeople(register)
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
        let register = try Registers.empty(folder.file("a.lwr"))
        try Registers.addPeople(register)
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
            try session.perform(.arrive(MemberAct(member: id)), at: Maker.now)
        }
        #expect(throws: ConductError.rollChanged) { try session.perform(.convene, at: Maker.now) }
        try session.perform(.plan(Registers.plan()), at: Maker.now)
        try session.perform(.convene, at: Maker.now)
        #expect(session.state.charter?.chiefs.map { Maker.id($0) } == ["d"])
        #expect(try register.verify().isSound)
    }

    @Test("an import can't give one rank or one office of chief to two people of the register")
    func merged() throws {
        let folder = try TemporaryFolder()
        let register = try Registers.empty(folder.file("a.lwr"))
        try Registers.addPeople(register)
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
}
