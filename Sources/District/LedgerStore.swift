// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import GRDB
import Ledger
import Meeting
import Personnel
import Record

/// The accountability list of all units as rows, worked out when a bundle is merged: listing reads them and
/// nothing else. `verify` works them out again from the entries and compares.
enum LedgerStore {
    static let schema = """
        CREATE TABLE line (
            unit INTEGER NOT NULL, n INTEGER NOT NULL, organisation TEXT NOT NULL,
            role TEXT NOT NULL, person TEXT NOT NULL, person_name TEXT NOT NULL, person_unit TEXT,
            person_post TEXT, person_rank INTEGER, candidate TEXT NOT NULL,
            candidate_name TEXT NOT NULL, candidate_unit TEXT, candidate_post TEXT,
            candidate_rank INTEGER, post TEXT NOT NULL, recommendation TEXT, kind TEXT,
            is_lead INTEGER NOT NULL, relation TEXT, signed_on INTEGER, signature TEXT,
            meeting TEXT, meeting_title TEXT, matter_number INTEGER, votes_for INTEGER,
            entitled INTEGER, appointment TEXT, appointed_on INTEGER, stage TEXT,
            probation_through INTEGER, outcomes TEXT, finding TEXT, finding_on INTEGER, grade TEXT,
            is_answered INTEGER NOT NULL, appeal TEXT, consequences TEXT, status TEXT NOT NULL,
            PRIMARY KEY (unit, n)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX line_by_status ON line (status, unit, n);
        """

    /// What lines have besides since 0.3; a district of 0.2 gets it with its next merge.
    static let detailSchema = """
        CREATE TABLE line_detail (
            unit INTEGER NOT NULL, n INTEGER NOT NULL, post_then TEXT, found_by TEXT, basis TEXT,
            responsibility TEXT, PRIMARY KEY (unit, n)
        ) STRICT, WITHOUT ROWID;
        """

    /// The lines of one unit in the place of those it had.
    static func replace(_ rows: [LedgerRow], unit: Int, _ db: Database) throws {
        if try !hasDetail(db) { try db.execute(sql: detailSchema) }
        for table in ["line", "line_detail"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE unit = ?", arguments: [unit])
        }
        for (n, row) in rows.enumerated() {
            try StoredLine(row, unit: unit, n: n).insert(db)
            try StoredDetail(row, unit: unit, n: n)?.insert(db)
        }
    }

    static func hasDetail(_ db: Database) throws -> Bool {
        try db.tableExists(StoredDetail.databaseTableName)
    }

    /// Those that hold lines.
    static func tables(_ db: Database) throws -> [String] {
        try ["line"] + (hasDetail(db) ? [StoredDetail.databaseTableName] : [])
    }

    /// The details of one unit's lines, or of all, by unit and place.
    static func details(unit: Int? = nil, _ db: Database) throws -> [[Int]: StoredDetail] {
        guard try hasDetail(db) else { return [:] }
        let all = try unit.map {
            try StoredDetail.fetchAll(
                db, sql: "SELECT * FROM line_detail WHERE unit = ?", arguments: [$0])
        }
        return Dictionary(
            (try all ?? StoredDetail.fetchAll(db)).map { ([$0.unit, $0.n], $0) },
            uniquingKeysWith: { a, _ in a })
    }

    /// All but the unit, which is another number in another district.
    private static let columns = StoredLine.CodingKeys.allCases.filter { $0 != .unit }.map(
        \.rawValue)

    /// Over every value of a unit's lines, each line as SQLite's JSON array of them.
    static func digest(unit: Int, _ db: Database) throws -> Digest {
        let line = "json_array(\(columns.joined(separator: ", ")))"
        let rows = try String.fetchCursor(
            db, sql: "SELECT \(line) FROM line WHERE unit = ? ORDER BY n", arguments: [unit])
        var bytes: [UInt8] = []
        while let row = try rows.next() {
            bytes += row.utf8
            bytes.append(10)
        }
        // A unit of 0.2 has none of these, and the digest that it had.
        guard try hasDetail(db) else { return Digest.of(bytes) }
        let details = try String.fetchCursor(
            db,
            sql: """
                SELECT json_array(n, post_then, found_by, basis, responsibility)
                FROM line_detail WHERE unit = ? ORDER BY n
                """, arguments: [unit])
        while let row = try details.next() {
            bytes += row.utf8
            bytes.append(10)
        }
        return Digest.of(bytes)
    }
}

extension District {
    /// The lines that a filter lets through, in the order of units.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public func lines(_ filter: LedgerFilter = LedgerFilter()) throws -> [LedgerRow] {
        var wanted: [String] = []
        var arguments: [(any DatabaseValueConvertible)?] = []
        func want(_ condition: String, _ values: any DatabaseValueConvertible...) {
            wanted.append(condition)
            arguments += values
        }
        // Across units people go by name as well as by id.
        if let p = filter.recommender?.rawValue { want("(person = ? OR person_name = ?)", p, p) }
        if let c = filter.candidate?.rawValue {
            want("(candidate = ? OR candidate_name = ?)", c, c)
        }
        if let u = filter.unit {
            want("(organisation = ? OR person_unit = ? OR candidate_unit = ?)", u, u, u)
        }
        if let s = filter.status { want("status = ?", s.rawValue) }
        if let day = filter.from { want("coalesce(signed_on, appointed_on) >= ?", day.number) }
        if let day = filter.through { want("coalesce(signed_on, appointed_on) <= ?", day.number) }
        let condition = wanted.isEmpty ? "" : " WHERE " + wanted.joined(separator: " AND ")
        return try reading { db in
            let lines = try StoredLine.fetchCursor(
                db, sql: "SELECT * FROM line\(condition) ORDER BY unit, n",
                arguments: StatementArguments(arguments))
            let details = try LedgerStore.details(db)
            var out: [LedgerRow] = []
            while let line = try lines.next() {
                var row = line.row
                details[[line.unit, line.n]]?.add(to: &row)
                out.append(row)
            }
            return out
        }
    }
}

extension District {
    /// Whose lines aren't those that their last merge recorded, by organisation: somebody changed them since. Nil
    /// stands for the chain of merges itself. Nothing is worked out again; `verify` does that.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public func unitsWithChangedLines() throws -> [String?] {
        try reading { db in
            var last: [String: MergeRecord] = [:]
            var isWhole = true
            try MergeRecord.forEach(db) { merge in
                isWhole = isWhole && merge.isLinked && merge.record != nil
                if let record = merge.record { last[record.genesis] = record }
            }
            guard isWhole else { return [nil] }
            var changed: [String?] = []
            var units: Set<Int> = []
            for unit in try Unit.all(db) {
                units.insert(unit.number)
                let record = last.removeValue(forKey: unit.genesis)
                let lines = try LedgerStore.digest(unit: unit.number, db).hex
                if record == nil || record?.lines.map({ $0 != lines }) == true {
                    changed.append(unit.organisation)
                }
            }
            // Merged, and no longer there.
            changed += last.values.map(\.organisation).sorted()
            for table in try LedgerStore.tables(db) {
                for stray in try Int.fetchAll(db, sql: "SELECT DISTINCT unit FROM \(table)")
                where !units.contains(stray) { changed.append("#\(stray)") }
            }
            return changed
        }
    }
}
