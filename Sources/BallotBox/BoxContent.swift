// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import CSodium
import Foundation

/// What lies in the box, laid out so that every box of one ballot has one size: who has voted, the
/// credentials nobody has used yet, and the encrypted ballots in an order that means nothing. Kept
/// in locked memory, because of the credentials.
///
/// Layout, numbers little-endian: length of the public part (4 bytes), the public part, electorate
/// (2), voted (2), the seats that voted, in order (2 each, 0xFFFF when free), the unused
/// credentials (32 each, zero when used), the ballots (4 for the length and a slot each).
package struct BoxContent {
    static let freeSeat: UInt16 = 0xFFFF
    let memory: LockedBytes
    let publicLength: Int
    let electorate: Int
    let slot: Int

    private var votedAt: Int { 4 + publicLength + 4 }
    private var unusedAt: Int { votedAt + 2 * electorate }
    private var ballotsAt: Int { unusedAt + 32 * electorate }

    static func size(publicLength: Int, electorate: Int, slot: Int) -> Int {
        8 + publicLength + electorate * (2 + 32 + 4 + slot)
    }

    /// An empty box.
    package init(public part: Data, credentials: [Credential], slot: Int) {
        publicLength = part.count
        electorate = credentials.count
        self.slot = slot
        memory = LockedBytes(
            count: Self.size(publicLength: part.count, electorate: credentials.count, slot: slot))
        put(UInt32(part.count), at: 0)
        memory.mutable[4..<4 + part.count].copyBytes(from: part)
        put(UInt16(electorate), at: 4 + part.count)
        for i in 0..<electorate { put(Self.freeSeat, at: votedAt + 2 * i) }
        for (i, credential) in credentials.enumerated() {
            credential.write(to: slice(unusedAt + 32 * i, 32))
        }
    }

    /// Reads what `open` has decrypted; nil when it isn't of this layout.
    init?(_ memory: LockedBytes) {
        self.memory = memory
        guard memory.count >= 8 else { return nil }
        publicLength = Int(memory.bytes.loadUnaligned(as: UInt32.self))
        guard publicLength <= memory.count - 8 else { return nil }
        electorate = Int(
            memory.bytes.loadUnaligned(fromByteOffset: 4 + publicLength, as: UInt16.self))
        let rest = memory.count - 8 - publicLength
        guard electorate > 0, rest % electorate == 0, rest / electorate > 38 else { return nil }
        slot = rest / electorate - 38
    }

    var publicPart: Data { Data(memory.bytes[4..<4 + publicLength]) }

    var votedCount: Int {
        get {
            Int(memory.bytes.loadUnaligned(fromByteOffset: 6 + publicLength, as: UInt16.self))
        }
        nonmutating set { put(UInt16(newValue), at: 6 + publicLength) }
    }

    /// Seats that have voted, in order.
    package var voted: [Int] {
        (0..<votedCount).map {
            Int(memory.bytes.loadUnaligned(fromByteOffset: votedAt + 2 * $0, as: UInt16.self))
        }
    }

    package var ballots: [String] {
        (0..<votedCount).map { i in
            let at = ballotsAt + i * (4 + slot)
            let length = Int(memory.bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
            return String(decoding: memory.bytes[at + 4..<at + 4 + length], as: UTF8.self)
        }
    }

    /// Takes one of the unused credentials, each as likely as the others, out of the box.
    func takeCredential(_ random: BallotRandom) -> Credential {
        precondition(votedCount < electorate, "no credential is left")
        while true {
            let chosen = slice(unusedAt + 32 * random.below(electorate), 32)
            // Zero where one was taken: those that are left don't move, so what is drawn for one
            // voter doesn't hang on who came before.
            guard chosen.contains(where: { $0 != 0 }) else { continue }
            let credential = Credential(bytes: UnsafeRawBufferPointer(chosen))
            for i in chosen.indices { chosen[i] = 0 }
            return credential
        }
    }

    /// Puts a ballot in and shakes the box.
    package func add(_ ballot: String, from seat: Int, _ random: BallotRandom) {
        var seats = voted + [seat]
        seats.sort()
        var all = ballots + [ballot]
        random.shuffle(&all)
        for (i, seat) in seats.enumerated() { put(UInt16(seat), at: votedAt + 2 * i) }
        for (i, text) in all.enumerated() {
            let at = ballotsAt + i * (4 + slot)
            precondition(text.utf8.count <= slot, "a ballot that doesn't fit")
            let room = slice(at, 4 + slot)
            for j in room.indices { room[j] = 0 }
            put(UInt32(text.utf8.count), at: at)
            slice(at + 4, text.utf8.count).copyBytes(from: text.utf8)
        }
        votedCount = all.count
    }

    private func slice(_ at: Int, _ count: Int) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: memory.mutable[at..<at + count])
    }

    private func put<T: FixedWidthInteger>(_ value: T, at offset: Int) {
        memory.mutable.storeBytes(of: value.littleEndian, toByteOffset: offset, as: T.self)
    }
}
