// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import GRDB
import Ledger
import Meeting
import Personnel
import Record

/// The registers of many units in one file, as their bundles brought them: each chain whole and as it was,
/// what was merged when as a chain of its own, and the accountability list over all of them.
///
/// ```swift
/// let district = try District.open("district.lwd", for: .writing)
/// let came = try district.merge("bureau.lwb", at: time)
/// ```
public final class District {
    /// A unit's register, as far as it was merged.
    public struct Unit: Hashable, Sendable {
        /// In the order of first merges, from 1.
        public var number: Int
        /// As its register's opening has it; two units may share a name.
        public var organisation: String
        /// The hash of its first entry, in hex: which register it is.
        public var genesis: String
        /// How many were merged, those by digest only included.
        public var entries: Int
        /// The hash of the last of them, in hex.
        public var head: String
        /// When a bundle brought something new last.
        public var mergedAt: Timestamp
        /// Who signed that bundle, by name.
        public var sealedBy: String?
        /// The signer's: Ed25519, 64 hex digits.
        public var publicKey: String?
    }

    /// With every link followed.
    public let path: String
    let queue: DatabaseQueue
    private var lock: RegisterLock?
    /// Whether it was made when it was opened.
    public private(set) var isNew = false

    static let applicationID = 0x4C57_4452  // "LWDR"
    static let version = 1

    /// Whether a file is a district's register, by its header.
    public static func isDistrict(_ path: String) -> Bool {
        RegisterFile.applicationID(of: path) == applicationID
    }

    /// Opens a district's register; for writing it is made where there is none.
    ///
    /// - Throws: `RegisterError` where it can't be opened, or is no district's register.
    public static func open(_ path: String, for purpose: Register.Purpose) throws -> District {
        let file = RegisterFile.resolved(path)
        let makes = purpose == .writing
        if !isMissing(file, orEmpty: makes) {
            try requireDistrict(path)
        } else {
            guard makes else { throw RegisterError.noFile(path: path) }
            guard RegisterFile.hasFolder(path) else { throw RegisterError.noFolder(path: path) }
        }
        try RegisterFile.checkSideFiles(file)
        let isNew = makes && isMissing(file, orEmpty: true) ? try create(file) : false
        // A merge that was cut off is taken back by whoever opens the file next and may write, a reader too.
        let lock = makes ? try locked(file) : lockToRecover(file)
        // Somebody may have made it before the lock was ours.
        try requireDistrict(path)
        if makes, let lock {
            RegisterFile.tidy(file)
            guard lock.names == 1 else { throw RegisterError.twoNames(path: file) }
        }
        let district = try District(file, lock)
        district.isNew = isNew
        let version = try district.reading { try Int.fetchOne($0, sql: "PRAGMA user_version") } ?? 0
        guard version == Self.version else {
            throw RegisterError.newer(version: version, known: Self.version)
        }
        try district.reading { try known.check($0) }
        // A reader keeps no one out once what was cut off is taken back.
        if purpose == .reading { district.lock = nil }
        return district
    }

    private static func isMissing(_ path: String, orEmpty: Bool) -> Bool {
        guard FileManager.default.fileExists(atPath: path) else { return true }
        return orEmpty && RegisterFile.isRegular(path) && isEmpty(path)
    }

    private static func isEmpty(_ path: String) -> Bool {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int == 0
    }

    private static func requireDistrict(_ path: String) throws {
        guard RegisterFile.isRegular(path) else { throw RegisterError.notAFile(path: path) }
        guard !isEmpty(path) else { throw RegisterError.empty(path: path) }
        guard isDistrict(path) else {
            throw RegisterError.foreign(
                path: path, applicationID: RegisterFile.applicationID(of: path) ?? 0)
        }
    }

    private static func locked(_ path: String) throws -> RegisterLock {
        switch RegisterLock.take(path) {
        case .taken(let lock): return lock
        case .held(let by): throw RegisterError.locked(by: by)
        case .failed: throw RegisterError.readOnly(path: path)
        }
    }

    private static func lockToRecover(_ path: String) -> RegisterLock? {
        guard FileManager.default.fileExists(atPath: path + "-journal"),
            FileManager.default.isWritableFile(atPath: path),
            case .taken(let lock) = RegisterLock.take(path)
        else { return nil }
        return lock
    }

    private init(_ path: String, _ lock: RegisterLock?) throws {
        self.path = path
        self.lock = lock
        queue = try RegisterFile.queue(path, writable: lock != nil)
    }

    /// - Returns: whether it was made here: somebody else may be faster.
    private static func create(_ path: String) throws -> Bool {
        // Nothing is in it: somebody only took the name.
        if isEmpty(path) { unlink(path) }
        do {
            try RegisterFile.make(path) { db in
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                try db.execute(sql: "PRAGMA user_version = \(version)")
                try db.execute(sql: schema + LedgerStore.schema + LedgerStore.detailSchema)
            }
            return true
        } catch RegisterError.exists { return false }
    }

    private static let known = KnownSchema(
        always: schema + LedgerStore.schema, besides: LedgerStore.detailSchema)

    /// Gives the lock back; the file can be opened again. One that was made for nothing goes, while it is locked.
    public func close() {
        if isNew, (try? units().isEmpty) == true { unlink(path) }
        try? queue.close()
        lock = nil
    }

    func reading<T>(_ body: (Database) throws -> T) throws -> T {
        do { return try queue.read(body) } catch { throw RegisterFile.worded(error, path) }
    }

    func writing<T>(_ body: (Database) throws -> T) throws -> T {
        do { return try queue.write(body) } catch { throw RegisterFile.worded(error, path) }
    }

    private static let schema = """
        CREATE TABLE unit (
            number INTEGER PRIMARY KEY, genesis TEXT NOT NULL UNIQUE, organisation TEXT NOT NULL,
            entries INTEGER NOT NULL, head TEXT NOT NULL, merged_at TEXT NOT NULL,
            sealed_by TEXT, public_key TEXT
        ) STRICT;
        CREATE TABLE entry (
            unit INTEGER NOT NULL, seq INTEGER NOT NULL, meeting TEXT, body TEXT,
            digest TEXT, hash BLOB NOT NULL, PRIMARY KEY (unit, seq)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE archive (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
        CREATE TABLE merge (seq INTEGER PRIMARY KEY, body TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
        CREATE TRIGGER merge_never_changes BEFORE UPDATE ON merge
            BEGIN SELECT RAISE(ABORT, 'merges never change'); END;
        CREATE TRIGGER merge_never_goes BEFORE DELETE ON merge
            BEGIN SELECT RAISE(ABORT, 'merges never go'); END;
        """

    // MARK: Looking

    /// The units merged so far, in the order in which they came.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public func units() throws -> [Unit] {
        try reading { db in
            try Unit.all(db)
        }
    }

    /// The end of the chain of merges: what the district's fingerprint is made of.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public func head() throws -> Digest {
        try reading { db in try Self.head(db).hash }
    }

    static func head(_ db: Database) throws -> (seq: Int, hash: Digest) {
        guard
            let row = try Row.fetchOne(db, sql: "SELECT seq, hash FROM merge ORDER BY seq DESC"),
            let hash = Digest(bytes: try row.decode(Data.self, forColumn: "hash"))
        else { return (0, .zero) }
        return (try row.decode(forColumn: "seq"), hash)
    }
}

extension District.Unit: FetchableRecord {
    /// - Throws: where a column holds anything but what it is for: a stranger may have written it.
    public init(row: Row) throws {
        let when = try row.decode(String.self, forColumn: "merged_at")
        self.init(
            number: try row.decode(forColumn: "number"),
            organisation: try row.decode(forColumn: "organisation"),
            genesis: try row.decode(forColumn: "genesis"),
            entries: try row.decode(forColumn: "entries"), head: try row.decode(forColumn: "head"),
            mergedAt: Timestamp(when) ?? Timestamp(milliseconds: 0, offsetMinutes: 0),
            sealedBy: try row.decode(forColumn: "sealed_by"),
            publicKey: try row.decode(forColumn: "public_key"))
    }

    /// In the order of first merges.
    static func all(_ db: Database) throws -> [Self] {
        try fetchAll(db, sql: "SELECT * FROM unit ORDER BY number")
    }
}
