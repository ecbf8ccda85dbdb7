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

@Suite("tampering")
struct TamperTests {
    struct Row: Equatable {
        var seq: Int
        var meeting: String?
        var body: String
        var hash: Data
    }

    private func rows(_ path: String) -> [Row]? {
        var configuration = Configuration()
        configuration.readonly = true
        guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else {
            return nil
        }
        defer { try? queue.close() }
        return try? queue.read { db in
            try GRDB.Row.fetchAll(
                db,
                sql:
                    "SELECT seq, meeting, CAST(body AS BLOB), CAST(hash AS BLOB) FROM entry NOT INDEXED ORDER BY seq"
            )
            .map { row in
                let body: Data = row[2] ?? Data()
                return Row(
                    seq: row[0], meeting: row[1],
                    body: String(decoding: body, as: UTF8.self) + "\(body.count)",
                    hash: row[3] ?? Data())
            }
        }
    }

    /// Rewrites entries by SQL, with or without recomputing every hash after.
    func rewrite(_ path: String, rehash: Bool, _ change: (Database) throws -> Void) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            let triggers = try String.fetchAll(
                db, sql: "SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
            #expect(triggers.count == 2)
            try db.execute(sql: "DROP TRIGGER entry_never_changes; DROP TRIGGER entry_never_goes")
            try change(db)
            // Somebody who knows what is looked at puts them back.
            defer { for trigger in triggers { try? db.execute(sql: trigger) } }
            guard rehash else { return }
            var previous = [UInt8](repeating: 0, count: 32)
            for row in try GRDB.Row.fetchAll(db, sql: "SELECT seq, body FROM entry ORDER BY seq") {
                let seq: Int = row[0]
                let body: String = row[1]
                let digest = Digest.of(Array(body.utf8)).bytes
                previous = Digest.of(Array("lastword/entry/1\u{0}".utf8) + previous + digest).bytes
                try db.execute(
                    sql: "UPDATE entry SET hash = ? WHERE seq = ?",
                    arguments: [Data(previous), seq])
            }
        }
        try queue.close()
        try? FileManager.default.removeItem(atPath: path + ".cache")
    }

    @Test("single-bit flips: every one that changes content is found, and the entry named")
    func bitFlips() throws {
        let folder = try TemporaryFolder()
        let original = folder.file("a.lwr")
        try Registers.withMeeting(original).close()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: original))
        let truth = try #require(rows(original))
        var generator = SeededGenerator(seed: 2000)
        var changed = 0
        var found = 0
        var named = 0
        var unopened = 0
        let flips = OrderTests.isLong ? 10_000 : 2000
        for number in 0..<flips {
            var copy = bytes
            let bit = Int.random(in: 0..<(bytes.count * 8), using: &generator)
            copy[bit / 8] ^= 1 << UInt8(bit % 8)
            let path = folder.file("flip.lwr")
            try copy.write(to: URL(fileURLWithPath: path))
            try? FileManager.default.removeItem(atPath: path + ".cache")
            let now = rows(path)
            if now == truth { continue }
            changed += 1
            do {
                let register = try Register(at: path, for: .reading)
                let report = try register.verify()
                register.close()
                #expect(!report.isSound, "flip \(number) of bit \(bit) went unnoticed")
                if !report.isSound { found += 1 }
                if let now, now.count == truth.count,
                    let first = zip(now, truth).first(where: { $0 != $1 })?.1.seq
                {
                    if report.faults.contains(where: { $0.seq == first || $0.seq == first + 1 }) {
                        named += 1
                    } else {
                        Issue.record("flip \(number): entry \(first) not named: \(report.faults)")
                    }
                }
            } catch let error as RegisterError {
                found += 1
                switch error {
                case .chain, .gap, .unreadable, .damaged: named += 1
                default: unopened += 1
                }
            }
        }
        print(
            "bit flips: \(flips) made, \(changed) changed content, \(found) found, \(named) with the entry named, \(unopened) left nothing SQLite would open"
        )
        #expect(found == changed)
        #expect(changed > 300)
        #expect(named > 200)
    }

    @Test("an entry changed, deleted, swapped or inserted is named")
    func rewrites() throws {
        let cases: [(String, String)] = [
            (
                "changed",
                "UPDATE entry SET body = replace(body, '\"stance\":\"for\"', '\"stance\":\"against\"') WHERE seq = 17"
            ),
            ("deleted", "DELETE FROM entry WHERE seq = 17"),
            (
                "swapped",
                "UPDATE entry SET seq = -1 WHERE seq = 17; UPDATE entry SET seq = 17 WHERE seq = 18; UPDATE entry SET seq = 18 WHERE seq = -1"
            ),
            (
                "inserted",
                "INSERT INTO entry SELECT 99, meeting, body, hash FROM entry WHERE seq = 17"
            ),
            ("column", "UPDATE entry SET meeting = 'other' WHERE seq = 17"),
        ]
        for (name, sql) in cases {
            let folder = try TemporaryFolder()
            let path = folder.file("a.lwr")
            try Registers.withMeeting(path).close()
            try rewrite(path, rehash: false) { try $0.execute(sql: sql) }
            do {
                let report = try Register(at: path, for: .reading).verify()
                #expect(!report.isSound, "\(name)")
                #expect(report.faults.contains { ($0.seq ?? 0) >= 17 }, "\(name): \(report.faults)")
            } catch let error as RegisterError {
                #expect(error.exitStatus == 1, "\(name): \(error)")
            }
        }
    }

    @Test("rewritten with every hash recomputed: the rules or the paper find it")
    func recomputed() throws {
        let folder = try TemporaryFolder()
        let original = folder.file("a.lwr")
        let register = try Registers.withMeeting(original)
        let paper = try #require(PaperHead(Fingerprint(register.head.hash).chinese))
        register.close()
        #expect(try Register(at: original, for: .reading).verify(head: paper).isSound)

        // Words changed: the rules can't know, the paper does.
        let words = folder.file("words.lwr")
        try FileManager.default.copyItem(atPath: original, toPath: words)
        try rewrite(words, rehash: true) {
            try $0.execute(
                sql: "UPDATE entry SET body = replace(body, '意见 c', '无意见') WHERE body LIKE '%意见 c%'"
            )
        }
        #expect(try Register(at: words, for: .reading).verify().isSound)
        let found = try Register(at: words, for: .reading).verify(head: paper)
        #expect(found.faults == [.headNotFound])

        // The chief moved before a member, the result edited, the closing's count, the profile:
        // the rules find each without any paper.
        let edits: [(String, (Database) throws -> Void)] = [
            (
                "chief first",
                { db in
                    try Self.swapBodies(
                        db, like: "%\"member\":\"d\",\"stance\"%",
                        with: "%\"member\":\"e\",\"stance\"%")
                }
            ),
            (
                "result",
                {
                    try $0.execute(
                        sql:
                            "UPDATE entry SET body = replace(body, '\"outcome\":\"passed\"', '\"outcome\":\"failed\"') WHERE body LIKE '%resultDeclared%'"
                    )
                }
            ),
            (
                "count",
                {
                    try $0.execute(
                        sql:
                            "UPDATE entry SET body = replace(body, '\"events\":', '\"events\":1') WHERE body LIKE '%\"closed\"%'"
                    )
                }
            ),
            (
                "profile",
                {
                    try $0.execute(
                        sql:
                            "UPDATE entry SET body = replace(body, '\"mayPass\":false', '\"mayPass\":true') WHERE body LIKE '%planned%'"
                    )
                }
            ),
            (
                "recommender",
                {
                    try $0.execute(
                        sql:
                            "UPDATE entry SET body = replace(body, '\"relation\":\"colleague\"', '\"relation\":\"none\"') WHERE body LIKE '%planned%'"
                    )
                }
            ),
            (
                "appointment",
                {
                    try $0.execute(
                        sql:
                            "UPDATE entry SET body = replace(body, '\"votesFor\":4', '\"votesFor\":5') WHERE body LIKE '%appointed%'"
                    )
                }
            ),
            (
                "white space",
                { try $0.execute(sql: "UPDATE entry SET body = body || ' ' WHERE seq = 12") }
            ),
        ]
        for (name, edit) in edits {
            let path = folder.file("edit.lwr")
            try? FileManager.default.removeItem(atPath: path)
            try FileManager.default.copyItem(atPath: original, toPath: path)
            try rewrite(path, rehash: true, edit)
            let report = try Register(at: path, for: .reading).verify()
            #expect(!report.isSound, "\(name) went unnoticed")
        }
    }

    private static func swapBodies(_ db: Database, like a: String, with b: String) throws {
        let first = try #require(
            try GRDB.Row.fetchOne(
                db, sql: "SELECT seq, body FROM entry WHERE body LIKE ? ORDER BY seq LIMIT 1",
                arguments: [a]))
        let second = try #require(
            try GRDB.Row.fetchOne(
                db, sql: "SELECT seq, body FROM entry WHERE body LIKE ? ORDER BY seq LIMIT 1",
                arguments: [b]))
        let (s1, b1): (Int, String) = (first[0], first[1])
        let (s2, b2): (Int, String) = (second[0], second[1])
        #expect(s2 == s1 + 1)
        func renumbered(_ body: String, from: Int, to: Int) -> String {
            let offset = from - to
            var text = body.replacing("\"seq\":\(from)}", with: "\"seq\":\(to)}")
            for n in 1...200 where text.contains("\"number\":\(n),") {
                text = text.replacing("\"number\":\(n),", with: "\"number\":\(n - offset),")
                break
            }
            return text
        }
        try db.execute(
            sql: "UPDATE entry SET body = ? WHERE seq = ?",
            arguments: [renumbered(b2, from: s2, to: s1), s1])
        try db.execute(
            sql: "UPDATE entry SET body = ? WHERE seq = ?",
            arguments: [renumbered(b1, from: s1, to: s2), s2])
    }

    @Test("the tail cut: unfinished, or another end than the paper's")
    func truncation() throws {
        let folder = try TemporaryFolder()
        let original = folder.file("a.lwr")
        let register = try Registers.withMeeting(original)
        let paper = try #require(PaperHead(register.head.hash.hex))
        let last = register.head.seq
        register.close()
        var checked = 0
        for cut in stride(from: last, to: 5, by: -4) {
            let path = folder.file("cut.lwr")
            try? FileManager.default.removeItem(atPath: path)
            try FileManager.default.copyItem(atPath: original, toPath: path)
            try rewrite(path, rehash: false) {
                try $0.execute(sql: "DELETE FROM entry WHERE seq >= \(cut)")
            }
            let report = try Register(at: path, for: .reading).verify(head: paper)
            #expect(report.faults.contains(.headNotFound))
            #expect(report.meetings.isEmpty || report.unfinished.count == 1)
            checked += 1
        }
        #expect(checked >= 8)
    }

    @Test("a file cut short is refused before anything is written")
    func shortFile() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a.lwr")
        try Registers.withMeeting(path).close()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for size in [5000, 8192, bytes.count - 4096] {
            try bytes.prefix(size).write(to: URL(fileURLWithPath: path))
            do {
                let register = try Register(at: path, for: .writing)
                Issue.record("opened at \(size) bytes: \(register.head)")
            } catch let error as RegisterError {
                #expect(error.exitStatus == 1, "\(size): \(error)")
            }
        }
    }
}
