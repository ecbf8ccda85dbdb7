import Foundation
import GRDB
import Personnel
import Record

/// What the district's own chain says of a merge. Its canonical form is hashed like an entry's.
public struct MergeRecord: Codable, Hashable, Sendable {
    public var at: Timestamp
    /// The bundle's seal.
    public var bundle: String
    public var entries: Int
    public var genesis: String
    public var head: String
    public var organisation: String
    public var publicKey: String
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
