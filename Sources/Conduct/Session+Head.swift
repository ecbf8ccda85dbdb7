// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Foundation
import Record

// What was acknowledged outlives this process in its keeper: after a restart no older file is gone on with.

extension Session {
    func keepHead() {
        guard let vault, register.purpose == .writing else { return }
        let text = Array(
            "\(register.genesis.hex) \(register.head.seq) \(register.head.hash.hex)".utf8)
        let bytes = LockedBytes(count: text.count)
        bytes.fill { $0.copyBytes(from: text) }
        _ = vault.keep(.head, bytes)
    }

    /// - Throws: `RegisterError.replaced` where the keeper knows of an entry that this register hasn't got any more.
    func requireAcknowledged() throws {
        guard register.purpose == .writing, let kept = vault?.kept(.head) else { return }
        let parts = String(decoding: kept.bytes, as: UTF8.self).split(separator: " ")
        // Another register's is nothing to this one.
        guard parts.count == 3, parts[0] == register.genesis.hex, let seq = Int(parts[1]) else {
            return
        }
        guard try register.hash(of: seq)?.hex == String(parts[2]) else {
            throw RegisterError.replaced(
                path: register.path, acknowledged: seq, has: register.head.seq)
        }
    }
}
