// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import CSodium
import Foundation

/// The secrets as the vault keeps them: the SHA-256 of the box and of the one being stored (32 each),
/// seats (2 and 2 each), context (2 and its
/// bytes), tellers (2 and 32 each), key (32). Numbers little-endian.
extension SealedBox {
    /// What a keeper holds so that the box outlives a crash of the program.
    public func secrets() -> LockedBytes {
        let name = Array(context.utf8)
        let out = LockedBytes(
            count: 64 + 2 + 2 * seats.count + 2 + name.count + 2 + tellers.count + 32)
        out.fill { buffer in
            var at = 0
            func put<T: FixedWidthInteger>(_ value: T) {
                buffer.storeBytes(of: value.littleEndian, toByteOffset: at, as: T.self)
                at += MemoryLayout<T>.size
            }
            func copy(_ bytes: UnsafeRawBufferPointer) {
                UnsafeMutableRawBufferPointer(rebasing: buffer[at..<at + bytes.count])
                    .copyMemory(from: bytes)
                at += bytes.count
            }
            for box in [blob, proposed ?? blob] {
                Self.hash(box).withUnsafeBytes { copy($0) }
            }
            put(UInt16(seats.count))
            for seat in seats { put(UInt16(seat)) }
            put(UInt16(name.count))
            name.withUnsafeBytes { copy($0) }
            put(UInt16(tellers.count / 32))
            copy(tellers.bytes)
            copy(key.bytes)
        }
        return out
    }

    private static func hash(_ box: Data) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        let bytes = [UInt8](box)
        crypto_hash_sha256(&out, bytes, UInt64(bytes.count))
        return out
    }

    /// Takes up a box that another process worked with. The stored box may be the one that was being
    /// stored when that process ended. Any other, older or not, is refused.
    ///
    /// - Throws: `BoxError.sealed` when secrets and box don't belong together.
    public convenience init(
        secrets: LockedBytes, stored: Data, random: BallotRandom = .system
    ) throws(BoxError) {
        let bytes = secrets.bytes
        var at = 0
        func number<T: FixedWidthInteger>(_ type: T.Type) throws(BoxError) -> T {
            guard at + MemoryLayout<T>.size <= bytes.count else { throw .sealed }
            defer { at += MemoryLayout<T>.size }
            return T(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: T.self))
        }
        func part(_ count: Int) throws(BoxError) -> UnsafeRawBufferPointer {
            guard at + count <= bytes.count else { throw .sealed }
            defer { at += count }
            return UnsafeRawBufferPointer(rebasing: bytes[at..<at + count])
        }
        let known = [[UInt8](try part(32)), [UInt8](try part(32))]
        var seats: [Int] = []
        for _ in 0..<(try number(UInt16.self)) { seats.append(Int(try number(UInt16.self))) }
        let context = String(decoding: try part(Int(try number(UInt16.self))), as: UTF8.self)
        let tellerBytes = try part(32 * Int(try number(UInt16.self)))
        let keyBytes = try part(32)
        let tellers = LockedBytes(count: tellerBytes.count)
        tellers.fill { $0.copyMemory(from: tellerBytes) }
        let key = LockedBytes(count: 32)
        key.fill { $0.copyMemory(from: keyBytes) }
        guard stored.count > 8 else { throw .sealed }
        let has = stored.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
        guard known.contains(Self.hash(stored)) else { throw .sealed }
        self.init(
            key: key, tellers: tellers, context: context, seats: seats, version: has,
            blob: stored, random: random)
        _ = try votedCount()
    }
}
