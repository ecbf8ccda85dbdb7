// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import GRDB

/// What a step means for the open ballot's box, in the same transaction as its entries.
public enum BoxChange: Sendable {
    case none
    /// The sealed box as it is now.
    case store(Data)
    /// The ballot is over: the box goes; a counted one leaves its archive.
    case finish(archive: Data?)

    var isChange: Bool { if case .none = self { false } else { true } }
}

extension Register {
    /// The sealed box of the open ballot, if one is open.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public func box() throws -> Data? {
        try reading(Self.box)
    }

    static func box(_ db: Database) throws -> Data? {
        guard try hasTable("box", db) else { return nil }
        return try Row.fetchOne(db, sql: "SELECT sealed FROM box WHERE id = 1").map { row in
            try withBytes(of: row, 0) { Data($0) }
        }
    }

    /// A ballot's archive by its SHA-256 in hex.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public func archive(_ hash: String) throws -> Data? {
        try reading { try Self.archive(hash, $0) }
    }

    /// The archive of a register that is being verified, within its transaction.
    static func archive(_ hash: String, _ db: Database) throws -> Data? {
        guard try hasTable("archive", db) else { return nil }
        return try Row.fetchOne(
            db, sql: "SELECT bytes FROM archive WHERE hash = ?", arguments: [hash]
        ).map { row in try withBytes(of: row, 0) { Data($0) } }
    }

    /// The tables come with the first box ballot; a register without one hasn't got them.
    static func apply(_ change: BoxChange, _ db: Database) throws {
        if case .none = change { return }
        try db.execute(sql: ballotTables)
        switch change {
        case .none: break
        case .store(let sealed):
            try db.execute(
                sql: "INSERT OR REPLACE INTO box (id, sealed) VALUES (1, ?)", arguments: [sealed])
            guard try box(db) == sealed else { throw RegisterError.schema("box") }
        case .finish(let archive):
            try db.execute(sql: "DELETE FROM box")
            guard let archive else { return }
            try db.execute(
                sql: "INSERT OR REPLACE INTO archive (hash, bytes) VALUES (?, ?)",
                arguments: [Digest.of([UInt8](archive)).hex, archive])
            guard db.changesCount == 1 else { throw RegisterError.schema("archive") }
        }
    }

    static let ballotTables = """
        CREATE TABLE IF NOT EXISTS box (
            id INTEGER PRIMARY KEY CHECK (id = 1), sealed BLOB NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS archive (
            hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
        """

    private static func hasTable(_ name: String, _ db: Database) throws -> Bool {
        try db.tableExists(name)
    }
}
