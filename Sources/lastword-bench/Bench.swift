// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Foundation
import GRDB
import GRDBSQLite
import Intake
import Meeting
import Personnel
import Record

/// `make bench`: how fast the engine decides, the record appends, replays and opens, in one run on
/// one machine. Absolute figures belong to the machine; the ratios are what to compare.
@main
enum Bench {
    static let now =
        Timestamp("2026-11-23T14:30:00+08:00") ?? Timestamp(milliseconds: 0, offsetMinutes: 0)

    static func main() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "lastword-bench-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // `lastword-bench fill FILE EVENTS` makes a large register, for trying things on.
        let arguments = CommandLine.arguments
        if arguments.count == 4, arguments[1] == "fill", let events = Int(arguments[3]) {
            return try filled(arguments[2], events: events).close()
        }
        if arguments.count == 3, arguments[1] == "scale", let events = Int(arguments[2]) {
            return try ScaleBench.run(folder, events: events)
        }
        if arguments.count == 5, arguments[1] == "scale", let events = Int(arguments[4]) {
            return try ScaleBench.step(arguments[2], arguments[3], events: events)
        }
        if arguments.count == 3, arguments[1] == "replay" {
            return try replayed(Register(at: arguments[2], for: .reading))
        }
        if arguments.count >= 6, arguments[1] == "archive" {
            return try BallotBench.write(Array(arguments.dropFirst(2)))
        }
        if arguments.count == 3, arguments[1] == "meetings", let meetings = Int(arguments[2]) {
            return try MeetingsBench.run(folder, meetings: meetings)
        }
        if arguments.count == 2, arguments[1] == "seek" { return try SeekBench.run(events: 10_000) }
        if arguments.count == 2, arguments[1] == "ballots" { return try BallotBench.run(folder) }
        if arguments.count == 4, arguments[1] == "years", let units = Int(arguments[3]) {
            return try YearsBench.run(arguments[2], units: units)
        }
        if arguments.count == 4, arguments[1] == "years-merge", let units = Int(arguments[3]) {
            return try YearsBench.merge(arguments[2], units: units)
        }
        if arguments.count == 3, arguments[1] == "years-list" {
            return try YearsBench.list(arguments[2])
        }
        try BallotBench.run(folder)
        try decisions()
        try appends(folder)
        try replay(folder)
        try SeekBench.run(events: 10_000)
        try MeetingsBench.run(folder, meetings: 1_000)
        try opening(folder)
        try YearsBench.run(folder.appending(path: "years").path, units: 300)
        print("peak memory of the whole run: \(peakMegabytes) MB")
    }

    /// Decisions, accepted and refused, over a meeting of nine.
    static func decisions() throws {
        let commands = try Script.commands()
        var accepted = 0
        var refused = 0
        let rounds = 3000
        let seconds = time {
            for _ in 0..<rounds {
                var state = MeetingState()
                for command in commands {
                    do {
                        for event in try state.decide(command, at: now) {
                            state.evolve(event, at: now)
                        }
                        accepted += 1
                    } catch { refused += 1 }
                    // The chief tries at every step.
                    do { _ = try state.decide(Script.chiefTries, at: now) } catch { refused += 1 }
                }
            }
        }
        row(
            "engine decisions", Double(accepted + refused) / seconds, "per second",
            target: "500,000")
        print("  \(accepted) accepted, \(refused) refused, peak memory \(peakMegabytes) MB")
    }

    /// One event a transaction, ours and plain SQLite by turns.
    static func appends(_ folder: URL) throws {
        let facts = try Script.facts("bench")
        let path = folder.appending(path: "append.lwr").path
        let register = try Register.create(
            at: path,
            opening: RegisterOpening(organisation: "b", offsetMinutes: 480, language: "en"),
            at: now)
        let bodies = try facts.enumerated().map { i, fact in
            try Entry(seq: i + 1, number: i + 1, at: now, fact: fact).canonical()
        }
        let raw = try RawJournal(folder.appending(path: "raw.db").path)
        var ours = 0.0
        var theirs = 0.0
        let rounds = 5
        for _ in 0..<rounds {
            ours += try timed { for fact in facts { try register.append([fact], at: now) } }
            theirs += try timed { for body in bodies { try raw.append(body) } }
        }
        let count = Double(rounds * facts.count)
        register.close()
        row("durable appends", count / ours, "per second", target: "")
        row("plain SQLite, same settings", count / theirs, "per second", target: "")
        row("ratio to plain SQLite", theirs / ours, "", target: "0.8")
        print("  peak memory \(peakMegabytes) MB")
    }

    static func replay(_ folder: URL) throws {
        let path = folder.appending(path: "million.lwr").path
        let register = try filled(
            path, events: 1_000_000)
        try replayed(register)
        let events = register.head.seq
        let bodies = try sample(path, 50_000)
        let floor = try timed {
            for body in bodies {
                _ = try JSONDecoder().decode(StoredForm.self, from: body)
            }
        }
        row(
            "the same events by Foundation's decoder alone", 50_000 / floor, "per second",
            target: "")
        let verifying = try timed {
            let report = try register.verify()
            precondition(report.isSound, "\(report.faults)")
        }
        row("verify: chain, form and rules", Double(events) / verifying, "per second", target: "")
        register.close()
    }

    /// Reads, decodes and folds every event.
    static func replayed(_ register: Register) throws {
        var events = 0
        var states: [MeetingID: MeetingState] = [:]
        let seconds = try timed {
            try register.forEachEntry { entry in
                events += 1
                guard case .meeting(let id, let event) = entry.fact else { return }
                states[id, default: MeetingState()].evolve(event, at: entry.at)
                if case .closed = event { states[id] = nil }
            }
        }
        row(
            "replay of \(events) events", Double(events) / seconds, "per second",
            target: "1,000,000")
        print("  peak memory \(peakMegabytes) MB (target 300)")
    }

    /// The first bodies of a register, as stored.
    static func sample(_ path: String, _ count: Int) throws -> [Data] {
        let queue = try DatabaseQueue(path: path)
        return try queue.read { db in
            try Data.fetchAll(
                db, sql: "SELECT CAST(body AS BLOB) FROM entry WHERE meeting IS NOT NULL LIMIT ?",
                arguments: [count])
        }
    }

    /// A stored entry for Foundation's decoder.
    struct StoredForm: Decodable {
        var at: Timestamp
        var event: MeetingEvent
        var meeting: MeetingID
        var number: Int
        var seq: Int
    }

    static func opening(_ folder: URL) throws {
        let path = folder.appending(path: "opening.lwr").path
        try filled(path, events: 100_000).close()
        var with: [Double] = []
        var without: [Double] = []
        for _ in 0..<5 {
            with.append(try timed { try Register(at: path, for: .writing).close() })
            try? FileManager.default.removeItem(atPath: path + ".cache")
            without.append(try timed { try Register(at: path, for: .writing).close() })
        }
        row(
            "opening 100,000 events, from the checkpoint", with.sorted()[2] * 1000, "ms",
            target: "200")
        row("opening 100,000 events, whole chain", without.sorted()[2] * 1000, "ms", target: "")
    }

    /// A register of many meetings; appended in large transactions.
    static func filled(_ path: String, events: Int) throws -> Register {
        let register = try Register.create(
            at: path,
            opening: RegisterOpening(organisation: "b", offsetMinutes: 480, language: "en"),
            at: now)
        try register.append([.register(Script.people)], at: now)
        var number = 0
        while register.head.seq < events {
            var batch: [Fact] = []
            while batch.count < 20_000, register.head.seq + batch.count < events {
                number += 1
                batch += try Script.facts(MeetingID("m\(number)"))
            }
            try register.append(batch, at: now)
        }
        return register
    }

    static func row(_ name: String, _ value: Double, _ unit: String, target: String) {
        let shown = value >= 100 ? String(format: "%.0f", value) : String(format: "%.2f", value)
        print("\(name): \(shown) \(unit)\(target.isEmpty ? "" : " (target \(target))")")
    }

    static func time(_ body: () -> Void) -> Double {
        let start = ContinuousClock.now
        body()
        return (ContinuousClock.now - start) / .seconds(1)
    }

    static func timed(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        return (ContinuousClock.now - start) / .seconds(1)
    }

    static var peakMegabytes: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss / 1024
    }
}

/// The same table written by hand: the floor that durability itself costs.
final class RawJournal {
    private let queue: DatabaseQueue
    private var seq = 0

    init(_ path: String) throws {
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA")
        }
        queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE entry (seq INTEGER PRIMARY KEY, meeting TEXT, body TEXT NOT NULL,
                        hash BLOB NOT NULL) STRICT;
                    CREATE INDEX entry_of_meeting ON entry (meeting, seq);
                    """)
        }
    }

    func append(_ body: [UInt8]) throws {
        seq += 1
        try queue.inDatabase { db in
            let connection = db.sqliteConnection
            try db.execute(sql: "BEGIN IMMEDIATE")
            let insert = try db.cachedStatement(
                sql: "INSERT INTO entry (seq, meeting, body, hash) VALUES (?, ?, ?, ?)")
            let statement = insert.sqliteStatement
            sqlite3_reset(statement)
            sqlite3_bind_int64(statement, 1, Int64(seq))
            let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            sqlite3_bind_text(statement, 2, "bench", -1, transient)
            body.withUnsafeBytes {
                _ = sqlite3_bind_text(
                    statement, 3, $0.baseAddress?.assumingMemoryBound(to: CChar.self),
                    Int32($0.count), transient)
            }
            _ = [UInt8](repeating: 7, count: 32).withUnsafeBytes {
                sqlite3_bind_blob(statement, 4, $0.baseAddress, 32, transient)
            }
            guard sqlite3_step(statement) == SQLITE_DONE else {
                throw DatabaseError(message: String(cString: sqlite3_errmsg(connection)))
            }
            sqlite3_reset(statement)
            try db.execute(sql: "COMMIT")
        }
    }
}
