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

@Suite("the two readers of stored events")
struct ReaderTests {
    @Test("what the quick reader takes, it reads as written; the rest goes to the other")
    func agree() throws {
        let words = ["", "a \"b\" \\ / 葛𠮷\n", "é"]
        var events: [MeetingEvent] = [
            .arrived(Arrival(member: "a")), .introduced(Introduction(matter: "m1", by: "a")),
            .convened,
            .left(Departure(member: "b", reason: words[1])),
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
