// SPDX-License-Identifier: GPL-3.0-or-later
import CSystem
import Foundation
import GRDB

/// The chain of entries, followed without reading what they say.
enum Chain {
    /// From a checkpoint that still fits, or from the beginning, to the end.
    ///
    /// Throws `RegisterError.chain` or `.gap` at the first entry that doesn't follow.
    static func follow(_ db: Database, from checkpoint: Checkpoint?) throws -> Register.Head {
        var head = Register.Head(seq: 0, hash: .zero)
        if let checkpoint, let known = checkpoint.hash,
            let stored = try Row.fetchOne(
                db, sql: "SELECT hash FROM entry WHERE seq = ?", arguments: [checkpoint.seq]),
            try withBytes(of: stored, 0, { Digest($0) }) == known
        {
            head = Register.Head(seq: checkpoint.seq, hash: known)
        }
        let rows = try Row.fetchCursor(
            db, sql: "SELECT seq, body, hash FROM entry WHERE seq > ? ORDER BY seq",
            arguments: [head.seq])
        func next() throws -> Row? {
            do { return try rows.next() } catch let error as DatabaseError {
                guard error.resultCode == .SQLITE_CORRUPT else { throw error }
                throw RegisterError.damaged(seq: head.seq + 1, why: error.message ?? "")
            }
        }
        while let row = try next() {
            let seq: Int = try row.decode(atIndex: 0)
            guard seq == head.seq + 1 else {
                throw RegisterError.gap(expected: head.seq + 1, found: seq)
            }
            let body = try withBytes(of: row, 1) { Digest.of($0) }
            let hash = Digest.link(previous: head.hash, body: body)
            let stored = try withBytes(of: row, 2) { Digest($0) }
            guard stored == hash else {
                throw RegisterError.chain(
                    seq: seq, expected: String(hash.hex.prefix(8)),
                    found: String((stored?.hex ?? "-").prefix(8)))
            }
            head = Register.Head(seq: seq, hash: hash)
        }
        return head
    }
}

/// Where the last opening left off: a cache beside the register that may be thrown away. It only
/// shortens the check at opening; `lastword verify` never looks at it.
struct Checkpoint: Codable {
    /// The register's first entry: another register under the same name has another.
    var genesis: String
    var seq: Int
    var hashHex: String

    var hash: Digest? { Digest(hex: hashHex) }

    init(_ head: Register.Head, genesis: Digest) {
        self.genesis = genesis.hex
        seq = head.seq
        hashHex = head.hash.hex
    }

    init?(beside path: String) {
        let file = lw_open_plain(path + ".cache", 0)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 400)
        let count = read(file, &bytes, bytes.count)
        guard count > 0,
            let value = try? JSONDecoder().decode(Checkpoint.self, from: Data(bytes.prefix(count))),
            (1...Register.lastPlace).contains(value.seq), value.hash != nil
        else { return nil }
        self = value
    }

    /// Losing it costs one full check at the next opening, so no error is worth a word, and no sync.
    func save(beside path: String) {
        guard let data = try? JSONEncoder().encode(self) else { return }
        let file = lw_open_note(path + ".cache")
        guard file >= 0 else { return }
        defer { close(file) }
        let bytes = [UInt8](data)
        if pwrite(file, bytes, bytes.count, 0) == bytes.count {
            ftruncate(file, off_t(bytes.count))
        }
    }

    /// Whether a register holds the entry that it had when the checkpoint was made; true for another register's.
    func fits(_ db: Database) throws -> Bool {
        func hash(_ seq: Int) throws -> String? {
            try Row.fetchOne(db, sql: "SELECT hash FROM entry WHERE seq = ?", arguments: [seq])
                .flatMap { row in try withBytes(of: row, 0) { Digest($0)?.hex } }
        }
        return try hash(1) != genesis || hash(seq) == hashHex
    }
}
