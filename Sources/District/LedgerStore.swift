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

    /// The lines of one unit in the place of those it had.
    static func replace(_ rows: [LedgerRow], unit: Int, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM line WHERE unit = ?", arguments: [unit])
        let marks = Array(repeating: "?", count: 38).joined(separator: ", ")
        let insert = try db.makeStatement(sql: "INSERT INTO line VALUES (\(marks))")
        for (n, r) in rows.enumerated() { try insert.execute(arguments: arguments(r, unit, n)) }
    }

    private static let columns = """
        n organisation role person person_name person_unit person_post person_rank candidate candidate_name
        candidate_unit candidate_post candidate_rank post recommendation kind is_lead relation signed_on signature
        meeting meeting_title matter_number votes_for entitled appointment appointed_on stage probation_through
        outcomes finding finding_on grade is_answered appeal consequences status
        """.split(whereSeparator: \.isWhitespace)

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
        return Digest.of(bytes)
    }

    private static func arguments(_ r: LedgerRow, _ unit: Int, _ n: Int) throws
        -> StatementArguments
    {
        let values: [(any DatabaseValueConvertible)?] = [
            unit, n, r.organisation ?? "", r.role.rawValue, r.person.id.rawValue, r.person.name,
            r.person.unit, r.person.post, r.person.rank, r.candidate.id.rawValue, r.candidate.name,
            r.candidate.unit, r.candidate.post, r.candidate.rank, r.post,
            r.recommendation?.rawValue, r.kind?.rawValue, r.isLead, r.relation?.rawValue,
            r.signedOn?.number, r.check?.rawValue, r.meeting?.rawValue, r.meetingTitle,
            r.matterNumber, r.votesFor, r.entitled, r.appointment?.rawValue,
            r.appointedOn?.number, r.stage?.rawValue, r.probationThrough?.number,
            r.outcomes.isEmpty
                ? nil
                : r.outcomes.map { "\($0.on) \($0.kind.rawValue)" }.joined(separator: "\n"),
            r.finding?.kind.rawValue, r.finding?.on.number, r.grade?.rawValue, r.isAnswered,
            r.appeal?.rawValue, r.consequences.isEmpty ? nil : try json(r.consequences),
            r.status.rawValue,
        ]
        return StatementArguments(values)
    }

    private static func json(_ consequences: [Consequence]) throws -> String {
        String(decoding: try Canonical.bytes(consequences), as: UTF8.self)
    }

    /// - Throws: where a column holds anything but what it is for: a stranger may have written it.
    static func row(_ s: Row) throws -> LedgerRow {
        func text(_ i: Int) throws -> String? { try s.decode(atIndex: i) }
        func number(_ i: Int) throws -> Int? { try s.decode(atIndex: i) }
        func day(_ i: Int) throws -> Day? { try number(i).flatMap { Day(stored: $0) } }
        func known<T: RawRepresentable<String>>(_ i: Int) throws -> T? {
            try text(i).flatMap(T.init(rawValue:))
        }
        func named(_ i: Int) throws -> LedgerRow.Party {
            LedgerRow.Party(
                id: PersonID(rawValue: try s.decode(atIndex: i)),
                name: try s.decode(atIndex: i + 1),
                unit: try text(i + 2), post: try text(i + 3), rank: try number(i + 4))
        }
        var row = LedgerRow(
            role: try known(3) ?? .recommender, person: try named(4), candidate: try named(9),
            post: try s.decode(atIndex: 14),
            recommendation: try text(15).map(RecommendationID.init(rawValue:)),
            kind: try known(16), isLead: try s.decode(atIndex: 17), relation: try known(18),
            signedOn: try day(19), check: try known(20), isAnswered: try s.decode(atIndex: 34),
            consequences: consequences(try text(36)), status: try known(37) ?? .waiting)
        row.organisation = try text(2)
        row.meeting = try text(21).map(MeetingID.init(rawValue:))
        row.meetingTitle = try text(22)
        row.matterNumber = try number(23)
        row.votesFor = try number(24)
        row.entitled = try number(25)
        row.appointment = try text(26).map(AppointmentID.init(rawValue:))
        row.appointedOn = try day(27)
        row.stage = try known(28)
        row.probationThrough = try day(29)
        row.outcomes = outcomes(try text(30))
        if let kind: Finding.Kind = try known(31), let on = try day(32) {
            row.finding = .init(kind: kind, on: on)
        }
        row.grade = try known(33)
        row.appeal = try known(35)
        return row
    }

    private static func outcomes(_ text: String?) -> [LedgerRow.Event<Outcome.Kind>] {
        guard let text else { return [] }
        return text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ")
            guard parts.count == 2, let on = Day(String(parts[0])),
                let kind = Outcome.Kind(rawValue: String(parts[1]))
            else { return nil }
            return .init(kind: kind, on: on)
        }
    }

    private static func consequences(_ text: String?) -> [Consequence] {
        guard let text else { return [] }
        return (try? JSONDecoder().decode([Consequence].self, from: Data(text.utf8))) ?? []
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
            let rows = try Row.fetchCursor(
                db, sql: "SELECT * FROM line\(condition) ORDER BY unit, n",
                arguments: StatementArguments(arguments))
            var out: [LedgerRow] = []
            while let row = try rows.next() { out.append(try LedgerStore.row(row)) }
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
            for unit in try Row.fetchAll(db, sql: "SELECT * FROM unit ORDER BY number").map(
                Self.unit)
            {
                units.insert(unit.number)
                let record = last.removeValue(forKey: unit.genesis)
                let lines = try LedgerStore.digest(unit: unit.number, db).hex
                if record == nil || record?.lines.map({ $0 != lines }) == true {
                    changed.append(unit.organisation)
                }
            }
            // Merged, and no longer there.
            changed += last.values.map(\.organisation).sorted()
            for stray in try Int.fetchAll(db, sql: "SELECT DISTINCT unit FROM line")
            where !units.contains(stray) { changed.append("#\(stray)") }
            return changed
        }
    }
}
