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

    func append(_ db: Database) throws {
        let (seq, previous) = try District.head(db)
        let body = try Canonical.bytes(self)
        try db.execute(
            sql: "INSERT INTO merge (seq, body, hash) VALUES (?, ?, ?)",
            arguments: [
                seq + 1, String(decoding: body, as: UTF8.self),
                Data(Self.link(previous, body).bytes),
            ])
    }
}
