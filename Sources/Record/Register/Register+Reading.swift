// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import GRDB
import Meeting
import Personnel

extension Register {
    /// The meetings in the order in which they were first planned.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public func meetings() throws -> [MeetingID] {
        try reading { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT meeting FROM entry WHERE meeting IS NOT NULL
                    GROUP BY meeting ORDER BY min(seq)
                    """
            ).map(MeetingID.init(rawValue:))
        }
    }

    /// The entries of a meeting, or of the register itself (nil), in order.
    ///
    /// - Throws: `RegisterError` where the file can't be read or an entry in it.
    public func entries(of meeting: MeetingID?) throws -> [Entry] {
        var all: [Entry] = []
        try forEachEntry(of: .some(meeting)) { all.append($0) }
        return all
    }

    /// The entries of a meeting as far as they can be read: verification says what follows.
    ///
    /// - Throws: `RegisterError` where the file can't be read or an entry in it.
    public func readableEntries(of meeting: MeetingID) throws -> [Entry] {
        var all: [Entry] = []
        do { try forEachEntry(of: .some(meeting)) { all.append($0) } } catch RegisterError
            .unreadable
        {}
        return all
    }

    /// The people as the register's own entries leave them; nothing is checked.
    ///
    /// - Throws: `RegisterError` where the file can't be read or an entry in it.
    public func people() throws -> PersonnelState {
        var people = PersonnelState()
        for entry in try entries(of: nil) {
            if case .register(let event) = entry.fact { people.evolve(event) }
        }
        return people
    }

    /// The entry that closed a meeting, with its hash; nil while it runs.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public func closing(of meeting: MeetingID) throws -> Head? {
        guard
            let last = try entries(of: meeting).last(where: { entry in
                if case .meeting(_, let event) = entry.fact { event.endsMeeting } else { false }
            })
        else { return nil }
        return try reading { db in
            let hash = try Data.fetchOne(
                db, sql: "SELECT hash FROM entry WHERE seq = ?", arguments: [last.seq])
            return hash.flatMap { Digest(bytes: $0) }.map { Head(seq: last.seq, hash: $0) }
        }
    }

    /// The place of the last row that is filed under a meeting; 0 where there is none.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public func lastPlace(of meeting: MeetingID) throws -> Int {
        try reading { db in
            try Int.fetchOne(
                db, sql: "SELECT max(seq) FROM entry WHERE meeting = ?",
                arguments: [meeting.rawValue]) ?? 0
        }
    }

    /// Where the rows begin and end, whether the chain was followed or not; nil where there are none.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public func places() throws -> ClosedRange<Int>? {
        try reading { db in
            guard
                let row = try Row.fetchOne(
                    db, sql: "SELECT min(seq), max(seq) FROM entry NOT INDEXED"),
                let first: Int = try row.decode(atIndex: 0),
                let last: Int = try row.decode(atIndex: 1)
            else { return nil }
            return first...last
        }
    }

    /// The first place that has no row though a later one has, and the place of the next row; nil where there is none.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public func firstGap() throws -> (missing: Int, next: Int)? {
        try reading { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT before, seq FROM
                        (SELECT seq, lag(seq, 1, 0) OVER (ORDER BY seq) AS before FROM entry NOT INDEXED)
                    WHERE seq <> before + 1 ORDER BY seq LIMIT 1
                    """)
            guard let row else { return nil }
            let before: Int = try row.decode(atIndex: 0)
            return (before + 1, try row.decode(atIndex: 1))
        }
    }

    /// What SQLite itself finds wrong with the file; nil where it finds nothing. An index that says otherwise
    /// than its table is found here.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public func fileFault() throws -> String? {
        try reading { db in
            let said = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)")
            return said == "ok" ? nil : said ?? ""
        }
    }

    /// The hash of an entry.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public func hash(of seq: Int) throws -> Digest? {
        try reading { db in
            try Data.fetchOne(db, sql: "SELECT hash FROM entry WHERE seq = ?", arguments: [seq])
                .flatMap { Digest(bytes: $0) }
        }
    }

    /// Every entry as it is stored, in order: place, meeting, bytes, hash.
    func forEachStored(_ body: (Int, String?, [UInt8], Digest) throws -> Void) throws {
        try reading { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT seq, meeting, body, hash FROM entry ORDER BY seq")
            while let row = try rows.next() {
                let hash = try withBytes(of: row, 3) { Digest($0) } ?? .zero
                try body(
                    row.decode(atIndex: 0), row.decode(atIndex: 1),
                    withBytes(of: row, 2) { Array($0) }, hash)
            }
        }
    }

    /// Every entry, in order, without keeping them.
    ///
    /// - Throws: `RegisterError` where the file can't be read or an entry in it.
    public func forEachEntry(_ body: (Entry) throws -> Void) throws {
        try forEachEntry(of: .none, body)
    }

    private func forEachEntry(of meeting: MeetingID??, _ body: (Entry) throws -> Void) throws {
        let json = StoredJSON(remembersProfiles: true)
        try reading { db in
            let rows: RowCursor
            switch meeting {
            case .none:
                rows = try Row.fetchCursor(
                    db, sql: "SELECT body, seq FROM entry WHERE seq > 0 ORDER BY seq")
            case .some(let id):
                rows = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT body, seq FROM entry WHERE meeting IS ? AND seq > 0 ORDER BY seq
                        """, arguments: [id?.rawValue])
            }
            while let row = try rows.next() {
                let seq: Int = try row.decode(atIndex: 1)
                let entry = try withBytes(of: row, 0) { bytes in
                    do { return try Entry(bytes, with: json) } catch {
                        throw RegisterError.unreadable(seq: seq, why: EntryFault.words(error))
                    }
                }
                try body(entry)
            }
        }
    }

    func reading<T>(_ body: (Database) throws -> T) throws -> T {
        do { return try queue.read(body) } catch { throw RegisterFile.worded(error, path) }
    }
}

/// Lends the bytes of a column for the length of a closure, without copying them.
func withBytes<R>(
    of row: Row, _ column: Int, _ body: (UnsafeRawBufferPointer) throws -> R
) throws -> R {
    try row.withUnsafeData(atIndex: column) { data in
        guard let data else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        return try data.withUnsafeBytes(body)
    }
}
