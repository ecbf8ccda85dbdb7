// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import Basics
import Foundation
import GRDB
import Meeting
import Personnel

extension Register {
    /// Takes the entries after one place and through another into a walk.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public func advance(_ walk: inout VerifyWalk, after: Int, through: Int) throws {
        try reading { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT seq, body, hash, meeting FROM entry
                    WHERE seq > ? AND seq <= ? ORDER BY seq
                    """, arguments: [after, through])
            while let row = try rows.next() { try walk.take(row, db) }
            try walk.checkArchives { try Register.archive($0, db) }
        }
    }

    /// Checks everything from the first entry: the file, the chain, the form of each entry, and
    /// each event against the rules. Nothing cached is looked at.
    ///
    /// - Parameters:
    ///   - head: the fingerprint on paper; a rewritten register has another.
    ///   - progress: called now and then with the entries done; throwing stops the work.
    ///
    /// - Throws: `RegisterError` where the disk can't be read, or what `progress` throws; what is wrong in the file is in the report.
    public func verify(
        head paper: PaperHead? = nil, progress: (Int) throws -> Void = { _ in }
    ) throws -> VerifyReport {
        var walk = VerifyWalk(paper: paper)
        do {
            try queue.read { db in
                do {
                    for line in try String.fetchAll(db, sql: "PRAGMA integrity_check(5)")
                    where line != "ok" { walk.report.add(.file(line)) }
                } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
                    // What can be read is judged all the same.
                    walk.report.add(.file(error.message ?? "\(error.resultCode)"))
                }
                let rows = try Row.fetchCursor(
                    db, sql: "SELECT seq, body, hash, meeting FROM entry NOT INDEXED ORDER BY seq")
                while let row = try rows.next() {
                    try walk.take(row, db)
                    if walk.report.entries % 1024 == 0 { try progress(walk.report.entries) }
                }
                try walk.checkArchives { try Register.archive($0, db) }
                try Register.checkStrays(&walk, db)
            }
        } catch is RowDecodingError {
            walk.report.add(.damaged(seq: walk.report.head.seq + 1, why: "column type"))
        } catch let error as DatabaseError {
            // A busy or unreadable disk is no verdict on the record.
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_MISMATCH: break
            default: throw RegisterFile.worded(error, path)
            }
            walk.report.add(
                .damaged(
                    seq: walk.report.head.seq + 1, why: error.message ?? "\(error.resultCode)"))
        }
        return walk.finish()
    }
}

extension Register {
    /// What lies in the file beside the entries belongs to one of them.
    fileprivate static func checkStrays(_ walk: inout VerifyWalk, _ db: Database) throws {
        // Where a meeting couldn't be judged to its end it isn't known what belongs to it.
        guard walk.report.isSound, try db.tableExists("box") else { return }
        let hasBox = try Bool.fetchOne(db, sql: "SELECT count(*) > 0 FROM box") == true
        if hasBox, !walk.hasSealedBox { walk.report.add(.strayBox) }
        for hash in try String.fetchAll(
            db, sql: "SELECT CAST(hash AS TEXT) FROM archive ORDER BY hash")
        where !walk.archives.contains(hash) { walk.report.add(.strayArchive(hash)) }
    }

    /// What is signed or handed out comes from a sound record only.
    ///
    /// - Throws: `RegisterError.unsound` with the first fault.
    public func requireSound() throws {
        if let fault = try verify().faults.first { throw RegisterError.unsound(fault) }
    }
}

extension VerifyWalk {
    /// An entry as the register has it: place, bytes, hash, meeting.
    fileprivate mutating func take(_ row: Row, _ db: Database) throws {
        try take(
            seq: row.decode(atIndex: 0), body: withBytes(of: row, 1) { Array($0) },
            stored: withBytes(of: row, 2) { Digest($0) }, meeting: row.decode(atIndex: 3))
        try checkArchives(when: VerifyWalk.batch) { try Register.archive($0, db) }
    }
}
