import Foundation
import GRDB

/// What a step means for the open ballot's box, in the same transaction as its entries.
public enum BoxChange: Sendable {
    case none
    /// The sealed box as it is now.
    case store(Data)
    /// The ballot is over: the box goes; a counted one leaves its archive.
    case finish(archive: Data?)
}

extension Register {
    /// The sealed box of the open ballot, if one is open.
    public func box() throws -> Data? {
        try reading { db in
            try Self.hasTable("box", db)
                ? try Data.fetchOne(db, sql: "SELECT sealed FROM box WHERE id = 1") : nil
        }
    }

    /// A ballot's archive by its SHA-256 in hex.
    public func archive(_ hash: String) throws -> Data? {
        try reading { db in
            try Self.hasTable("archive", db)
                ? try Data.fetchOne(
                    db, sql: "SELECT bytes FROM archive WHERE hash = ?", arguments: [hash]) : nil
        }
    }

    /// The archive of a register that is being verified, within its transaction.
    static func archive(_ hash: String, _ db: Database) throws -> Data? {
        guard try hasTable("archive", db) else { return nil }
        return try Data.fetchOne(
            db, sql: "SELECT bytes FROM archive WHERE hash = ?", arguments: [hash])
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
        case .finish(let archive):
            try db.execute(sql: "DELETE FROM box")
            guard let archive else { return }
            try db.execute(
                sql: "INSERT OR REPLACE INTO archive (hash, bytes) VALUES (?, ?)",
                arguments: [Digest.of([UInt8](archive)).hex, archive])
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
