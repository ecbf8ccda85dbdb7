// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import GRDB
import Personnel
import Record

/// What the district's own chain says of a merge. Its canonical form is hashed like an entry's.
public struct MergeRecord: Codable, Hashable, Sendable {
    /// When it was merged.
    public var at: Timestamp
    /// The bundle's seal.
    public var bundle: String
    /// The unit's entries after it, those by digest only included.
    public var entries: Int
    /// The hash of the unit's first entry, in hex: which register it is.
    public var genesis: String
    /// The hash of the unit's last entry after it, in hex.
    public var head: String
    /// Over the unit's lines of the accountability list after it, in hex; nil in records of version 0.1.
    public var lines: String?
    /// The unit's name, from the bundle.
    public var organisation: String
    /// The signer's: Ed25519, 64 hex digits.
    public var publicKey: String
    /// Who signed the bundle, by the name the unit's register had.
    public var sealedBy: String
    /// Under the bundle's seal.
    public var signature: String

    private static let domain = Array("lastword/merge/1\u{0}".utf8)

    /// H(domain ‖ previous ‖ H(body))
    static func link(_ previous: Digest, _ body: [UInt8]) -> Digest {
        Digest.of(domain + previous.bytes + Digest.of(body).bytes)
    }

    /// A merge as it stands in the file, beside what it has to be.
    struct Stored {
        var seq: Int
        /// As it follows from the text and from the merges before.
        var hash: Digest
        /// Whether that is the hash beside it.
        var isLinked: Bool
        /// Nil: its text can't be read.
        var record: MergeRecord?
    }

    /// Every merge in order.
    static func forEach(_ db: Database, _ take: (Stored) throws -> Void) throws {
        var head = Digest.zero
        let rows = try Row.fetchCursor(db, sql: "SELECT seq, body, hash FROM merge ORDER BY seq")
        while let row = try rows.next() {
            let body = try row.decode(String.self, atIndex: 1)
            head = link(head, Array(body.utf8))
            try take(
                Stored(
                    seq: try row.decode(atIndex: 0), hash: head,
                    isLinked: Digest(bytes: try row.decode(Data.self, atIndex: 2)) == head,
                    record: try? JSONDecoder().decode(MergeRecord.self, from: Data(body.utf8))))
        }
    }

    func append(_ db: Database) throws {
        let (seq, previous) = try District.head(db)
        guard seq < Register.lastPlace else {
            throw RegisterError.damaged(seq: seq, why: "seq")
        }
        let body = try Canonical.bytes(self)
        try db.execute(
            sql: "INSERT INTO merge (seq, body, hash) VALUES (?, ?, ?)",
            arguments: [
                seq + 1, String(decoding: body, as: UTF8.self),
                Data(Self.link(previous, body).bytes),
            ])
    }
}
