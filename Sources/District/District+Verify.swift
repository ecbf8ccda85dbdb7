// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import GRDB
import Ledger
import Personnel
import Record
import Signing

/// What verification of a district's register found.
public struct DistrictReport: Sendable {
    /// Units checked.
    public var units = 0
    /// Entries checked, over all units.
    public var entries = 0
    /// Encrypted ballots whose proofs were checked, over all units.
    public var ballots = 0
    /// The end of the chain of merges, computed anew; zero where nothing was merged.
    public var head = Digest.zero
    /// By organisation (`#` and a number where it has none any more); nil: the district's own chain of merges.
    public var faults: [(organisation: String?, fault: VerifyFault)] = []
    /// Whose fingerprint the paper shows, by organisation (nil: a merge's), and which entry's or merge's.
    public var anchors: [(organisation: String?, seq: Int)] = []

    /// No fault, neither in the chain of merges nor in any unit.
    public var isSound: Bool { faults.isEmpty }
}

extension District {
    /// Checks everything again: the file, the chain of merges, and of each unit its chain, every event
    /// against the rules, every ballot, and that the list's lines are those that follow.
    ///
    /// - Parameter paper: the fingerprint that was written down; it has to be that of one of the merges, or of a closing
    ///   or seal of one of the units.
    ///
    /// - Throws: `RegisterError` where the file can't be read; what is wrong in it is in the report.
    public func verify(paper: PaperHead? = nil, progress: (Int) throws -> Void = { _ in }) throws
        -> DistrictReport
    {
        var report = DistrictReport()
        try reading { db in
            for line in try String.fetchAll(db, sql: "PRAGMA integrity_check(5)") where line != "ok"
            {
                report.faults.append((nil, .file(line)))
            }
            let last = try verifyMerges(db, paper, &report)
            var archives: Set<String> = []
            for unit in try Unit.all(db) {
                archives.formUnion(
                    try verify(
                        unit, mergedAs: last[unit.genesis], in: db, paper: paper, into: &report,
                        progress: progress))
                report.units += 1
            }
            for hash in try String.fetchAll(
                db, sql: "SELECT CAST(hash AS TEXT) FROM archive ORDER BY hash")
            where report.isSound && !archives.contains(hash) {
                report.faults.append((nil, .strayArchive(hash)))
            }
            if paper != nil, report.anchors.isEmpty { report.faults.append((nil, .headNotFound)) }
            try verifyUnits(Set(last.keys), db, &report)
        }
        return report
    }

    /// - Returns: the last merge of each unit.
    private func verifyMerges(
        _ db: Database, _ paper: PaperHead?, _ report: inout DistrictReport
    ) throws
        -> [String: MergeRecord]
    {
        var last: [String: MergeRecord] = [:]
        var seq = 0
        try MergeRecord.forEach(db) { merge in
            if merge.seq != seq + 1 {
                report.faults.append((nil, .gap(expected: seq + 1, found: merge.seq)))
            }
            seq = merge.seq
            if !merge.isLinked {
                report.faults.append(
                    (nil, .chain(seq: seq, expected: merge.hash.hex, found: "-")))
            }
            report.head = merge.hash
            if paper?.matches(merge.hash) == true { report.anchors.append((nil, seq)) }
            guard let record = merge.record else {
                report.faults.append((nil, .unreadable(seq: seq, why: "merge")))
                return
            }
            last[record.genesis] = record
            if !Ed25519.isValid(
                record.signature, of: RecordBundle.Seal.text(record.bundle), by: record.publicKey)
            {
                report.faults.append((record.organisation, .unreadable(seq: seq, why: "signature")))
            }
        }
        return last
    }

    /// Each unit that was merged is there, and nothing belongs to one that isn't.
    private func verifyUnits(
        _ merged: Set<String>, _ db: Database, _ report: inout DistrictReport
    ) throws {
        let units = Set(try String.fetchAll(db, sql: "SELECT genesis FROM unit"))
        for missing in merged.subtracting(units).sorted() {
            report.faults.append(("#\(missing.prefix(16))", .unitDiffers))
        }
        for table in try ["entry"] + LedgerStore.tables(db) {
            let strays = try Int.fetchAll(
                db,
                sql:
                    "SELECT DISTINCT unit FROM \(table) WHERE unit NOT IN (SELECT number FROM unit)"
            )
            for unit in strays { report.faults.append(("#\(unit)", .unitDiffers)) }
        }
    }

    /// - Returns: the archives that the unit's entries name.
    private func verify(
        _ unit: Unit, mergedAs merge: MergeRecord?, in db: Database, paper: PaperHead?,
        into report: inout DistrictReport, progress: (Int) throws -> Void
    ) throws -> Set<String> {
        var walk = VerifyWalk(paper: paper)
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT seq, meeting, body, digest, hash FROM entry WHERE unit = ? ORDER BY seq
                """, arguments: [unit.number])
        while let row = try rows.next() {
            let body = try row.decode(String?.self, atIndex: 2)
            let digest = try row.decode(String?.self, atIndex: 3)
            try walk.take(
                seq: try row.decode(atIndex: 0), body: body.map { Array($0.utf8) },
                digest: digest.flatMap { Digest(hex: $0) },
                stored: Digest(bytes: try row.decode(Data.self, atIndex: 4)),
                meeting: try row.decode(atIndex: 1))
            try walk.checkArchives(when: VerifyWalk.batch) { try Self.archive($0, db) }
            report.entries += 1
            if report.entries % 1024 == 0 { try progress(report.entries) }
        }
        try walk.checkArchives { try Self.archive($0, db) }
        let found = walk.finish()
        report.ballots += found.ballots
        // The paper may be another unit's.
        report.faults += found.faults.filter { $0 != .headNotFound }.map { (unit.organisation, $0) }
        if let anchor = found.anchor { report.anchors.append((unit.organisation, anchor)) }
        // The chain ends where the district's own chain says that it did.
        guard let merge, found.head.hash.hex == merge.head, found.entries == merge.entries,
            unit.head == merge.head, unit.organisation == merge.organisation,
            unit.entries == merge.entries, unit.sealedBy == merge.sealedBy,
            unit.publicKey == merge.publicKey, unit.mergedAt == merge.at
        else {
            report.faults.append((unit.organisation, .unitDiffers))
            return walk.archives
        }
        let details = try LedgerStore.details(unit: unit.number, db)
        let stored = try StoredLine.fetchAll(
            db, sql: "SELECT * FROM line WHERE unit = ? ORDER BY n", arguments: [unit.number]
        ).map { line in
            var row = line.row
            details[[line.unit, line.n]]?.add(to: &row)
            return row
        }
        var due = walk.ledger(named: unit.organisation)
        // Nil: the merge didn't say which lines it wrote.
        let isAsMerged = try merge.lines.map {
            try LedgerStore.digest(unit: unit.number, db).hex == $0
        }
        // Merged by 0.2, and not since.
        if details.isEmpty, isAsMerged == true {
            due = due.map(\.withoutDetail)
        }
        if stored != due {
            let same = zip(stored, due).prefix { $0 == $1 }.count
            report.faults.append((unit.organisation, .listLine(same + 1)))
        } else if isAsMerged == false {
            // What reads alike isn't written alike.
            report.faults.append((unit.organisation, .unitDiffers))
        }
        return walk.archives
    }
}

extension District {
    /// A unit's ballot archive by its hash.
    static func archive(_ hash: String, _ db: Database) throws -> Data? {
        try Data.fetchOne(
            db, sql: "SELECT bytes FROM archive WHERE hash = ?", arguments: [hash])
    }
}
