// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import CSystem
import Foundation
import GRDB
import Meeting
import Personnel

/// The register as a file: looked at before SQLite opens it, opened, checked, created.
package enum RegisterFile {
    /// What can be said of a path before any database opens it.
    static func inspect(_ path: String) throws {
        var info = stat()
        guard stat(path, &info) == 0 else {
            throw errno == EACCES
                ? RegisterError.noPermission(path: path) : RegisterError.noFile(path: path)
        }
        guard isRegular(path) else { throw RegisterError.notAFile(path: path) }
        guard info.st_size > 0 else { throw RegisterError.empty(path: path) }
        try checkSideFiles(path)
        // No connection of this process is open yet, so closing this descriptor drops no lock.
        guard access(path, R_OK) == 0, let header = header(of: path) else {
            throw RegisterError.noPermission(path: path)
        }
        guard header.starts(with: Array("SQLite format 3\0".utf8)), header.count == 100 else {
            throw RegisterError.notADatabase(path: path)
        }
        func number(_ range: Range<Int>) -> Int { header[range].reduce(0) { $0 << 8 | Int($1) } }
        let id = number(68..<72)
        guard id == Register.applicationID else {
            throw RegisterError.foreign(path: path, applicationID: id)
        }
        guard header[18] == 1, header[19] == 1,
            !FileManager.default.fileExists(atPath: path + "-wal")
        else { throw RegisterError.foreignJournal(path: path) }
    }

    /// Everything that SQLite or this program opens beside a register is a plain file: a pipe would be waited on for
    /// ever, a link leads into somebody's other file. (SQLite itself follows no link there.)
    package static func checkSideFiles(_ path: String) throws {
        for ending in ["-journal", "-wal", "-shm", ".lock", ".cache"] {
            var info = stat()
            guard lstat(path + ending, &info) == 0 else { continue }
            // The note and the cache are written without SQLite, so they have no second name either.
            let isOwn = !ending.hasPrefix(".") || info.st_nlink == 1
            guard info.st_mode & S_IFMT == S_IFREG, isOwn else {
                throw RegisterError.sideFile(path: path + ending)
            }
        }
    }

    /// The first 100 bytes, fewer where there are fewer; nil for what can't be opened or is no plain file.
    private static func header(of path: String) -> Data? {
        let descriptor = lw_open_plain(resolved(path), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return count < 0 ? nil : Data(bytes.prefix(count))
    }

    /// Whose SQLite file it says it is, by its header; nil where there is no such header.
    package static func applicationID(of path: String) -> Int? {
        guard let header = header(of: path), header.count == 100 else { return nil }
        return header[68..<72].reduce(0) { $0 << 8 | Int($1) }
    }

    /// Whether a path leads to a file, not to a folder, pipe or device.
    package static func isRegular(_ path: String) -> Bool {
        var info = stat()
        return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFREG
    }

    /// The path with every link followed.
    package static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// The header's own page count against the file's size, where it is in force and no journal is
    /// left to apply. Only under the lock: a commit in progress changes both.
    static func checkSize(_ path: String) throws {
        guard let header = header(of: path) else { throw RegisterError.noPermission(path: path) }
        var info = stat()
        guard header.count == 100, stat(path, &info) == 0 else { return }
        func number(_ range: Range<Int>) -> Int { header[range].reduce(0) { $0 << 8 | Int($1) } }
        let pageSize = number(16..<18) == 1 ? 65_536 : number(16..<18)
        let isInForce = number(24..<28) == number(92..<96)
        if isInForce, pageSize > 0, Int(info.st_size) < number(28..<32) * pageSize,
            !FileManager.default.fileExists(atPath: path + "-journal")
        {
            throw RegisterError.truncated(
                expectedPages: number(28..<32), actualPages: Int(info.st_size) / pageSize)
        }
    }

    /// A connection that commits durably: rollback journal, every commit synced, its directory too.
    package static func queue(_ path: String, writable: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = !writable
        // A reader and the writer meet at a commit for some milliseconds.
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            if writable {
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                try db.execute(sql: "PRAGMA synchronous = EXTRA")
                // What is freed is overwritten: the same votes leave the same file.
                try db.execute(sql: "PRAGMA secure_delete = ON")
            }
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            try db.execute(sql: "PRAGMA cell_size_check = ON")
        }
        do { return try DatabaseQueue(path: path, configuration: configuration) } catch {
            throw worded(error, path)
        }
    }

    /// Reads back what durability rests on, and the version. GRDB is known to lower
    /// `synchronous` after the connection is prepared in other modes, so asking isn't enough.
    static func check(_ queue: DatabaseQueue, _ path: String, writable: Bool) throws {
        do {
            try queue.read { db in
                let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                guard version <= Register.version else {
                    throw RegisterError.newer(version: version, known: Register.version)
                }
                try checkSchema(db)
                if writable {
                    let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? ""
                    let sync = try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? 0
                    guard mode == "delete", sync == 3 else {
                        throw RegisterError.wrongMode(journal: mode, synchronous: sync)
                    }
                }
            }
        } catch { throw worded(error, path) }
    }

    /// The program's own tables, indexes and triggers as it makes them, all of them and nothing else, whatever their
    /// names: another object could show one thing to verification and another to the room, or swallow what is written.
    static func checkSchema(_ db: Database) throws {
        try known.check(db)
    }

    private static let known = KnownSchema(always: schema, besides: Register.ballotTables)

    /// The path with its folder's links followed: SQLite takes a name that begins with `file:` for an address.
    static func absolute(_ path: String) -> String {
        let url = URL(fileURLWithPath: path)
        let folder = resolved(url.deletingLastPathComponent().path)
        return folder + (folder.hasSuffix("/") ? "" : "/") + url.lastPathComponent
    }

    /// A new register with its first entries.
    static func create(_ path: String, firstEntries facts: [Fact], at time: Timestamp) throws {
        try make(path) { db in
            try db.execute(sql: "PRAGMA application_id = \(Register.applicationID)")
            try db.execute(sql: "PRAGMA user_version = \(Register.version)")
            try db.execute(sql: schema)
            var previous = Digest.zero
            for (i, fact) in facts.enumerated() {
                let entry = Entry(seq: i + 1, number: i + 1, at: time, fact: fact)
                let body = try entry.canonical()
                previous = .link(previous: previous, body: Digest.of(body))
                try db.execute(
                    sql: "INSERT INTO entry (seq, meeting, body, hash) VALUES (?, NULL, ?, ?)",
                    arguments: [
                        entry.seq, String(decoding: body, as: UTF8.self), Data(previous.bytes),
                    ])
            }
        }
    }

    /// Makes a database under another name and gives it its own when it is whole, so that nothing half
    /// made ever stands under the name asked for.
    package static func make(_ path: String, _ body: (Database) throws -> Void) throws {
        guard hasFolder(path) else { throw RegisterError.noFolder(path: path) }
        try checkSideFiles(path)
        let temporary = unfinished(path)
        // What a making that was cut off left; never a folder, and nobody's other file has that name.
        unlink(temporary)
        unlink(temporary + "-journal")
        do {
            let descriptor = open(temporary, O_CREAT | O_EXCL | O_RDWR, 0o600)
            guard descriptor >= 0 else {
                throw RegisterError.cannotCreate(path: path, why: String(cString: strerror(errno)))
            }
            Glibc.close(descriptor)
            let queue = try queue(temporary, writable: true)
            try queue.write(body)
            try queue.close()
            if let why = WholeFile.name(temporary, path) {
                throw why == EEXIST
                    ? RegisterError.exists(path: path)
                    : RegisterError.cannotCreate(path: path, why: String(cString: strerror(why)))
            }
            unlink(temporary)
            if let why = WholeFile.syncFolder(of: path) { throw RegisterError.io(code: Int(why)) }
        } catch {
            unlink(temporary)
            throw worded(error, path)
        }
    }

    /// Takes away what a making that was cut off left: a second name of the same file, by which somebody could
    /// open it past its lock and its journal; nobody's other file. For whoever holds the lock.
    package static func tidy(_ path: String) {
        var own = stat()
        var other = stat()
        let temporary = unfinished(path)
        guard stat(path, &own) == 0, lstat(temporary, &other) == 0, own.st_dev == other.st_dev,
            own.st_ino == other.st_ino
        else { return }
        unlink(temporary)
    }

    /// The name that a file has while it is made.
    private static func unfinished(_ path: String) -> String {
        let place = URL(fileURLWithPath: path)
        return place.deletingLastPathComponent()
            .appending(path: ".\(place.lastPathComponent).lastword-unfinished").path
    }

    /// Whether the folder that a file is to be made in is there.
    package static func hasFolder(_ path: String) -> Bool {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    /// One table: everything else is derived from it. The triggers stop slips, not attackers;
    /// against those stands the chain.
    private static let schema = """
        CREATE TABLE entry (
            seq INTEGER PRIMARY KEY,
            meeting TEXT,
            body TEXT NOT NULL,
            hash BLOB NOT NULL
        ) STRICT;
        CREATE INDEX entry_of_meeting ON entry (meeting, seq);
        CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry
            BEGIN SELECT RAISE(ABORT, 'entries never change'); END;
        CREATE TRIGGER entry_never_goes BEFORE DELETE ON entry
            BEGIN SELECT RAISE(ABORT, 'entries never go'); END;
        """

    /// File systems without the promises a commit rests on, and space that runs short.
    static func surroundings(_ path: String) -> [Register.Notice] {
        var notices: [Register.Notice] = []
        let names: [Int: String] = [
            0x4d44: "FAT", 0x2011_BAB0: "exFAT", 0x6969: "NFS", 0x0102_1997: "9p",
            0x6573_5546: "FUSE", 0xFF53_4D42: "SMB", 0xFE53_4D42: "SMB",
        ]
        if let name = names[lw_file_system(path)] { notices.append(.weakFileSystem(name)) }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        if let free = (attributes?[.systemFreeSize] as? NSNumber)?.intValue, free < 50 << 20 {
            notices.append(.littleSpace(megabytes: free >> 20))
        }
        return notices
    }

    /// Any error as one that can be worded.
    package static func worded(_ error: any Error, _ path: String) -> any Error {
        if error is RowDecodingError { return RegisterError.malformed("column type") }
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode {
        case .SQLITE_FULL: return RegisterError.full
        case .SQLITE_READONLY: return RegisterError.readOnly(path: path)
        case .SQLITE_NOTADB: return RegisterError.notADatabase(path: path)
        case .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH:
            return RegisterError.malformed(error.message ?? "")
        case .SQLITE_BUSY, .SQLITE_LOCKED: return RegisterError.locked(by: "SQLite")
        case .SQLITE_PERM, .SQLITE_AUTH: return RegisterError.noPermission(path: path)
        default: return RegisterError.io(code: Int(error.extendedResultCode.rawValue))
        }
    }
}
