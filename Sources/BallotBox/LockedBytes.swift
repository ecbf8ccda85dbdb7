// SPDX-License-Identifier: GPL-3.0-or-later
import CSodium

/// Bytes in memory that is locked where the system allows it, kept out of dumps, and wiped when it
/// goes. No box is opened where it isn't allowed (`canLock`).
public final class LockedBytes: @unchecked Sendable {
    public let count: Int
    /// Whether they are kept from the swap: without it no PIN and no signing code is taken.
    public let isLocked: Bool
    private let start: UnsafeMutableRawPointer

    /// Whether so many bytes more can be kept from the swap.
    public static func canLock(_ count: Int) -> Bool { LockedBytes(count: count).isLocked }

    /// All zero.
    public init(count: Int) {
        guard sodium_init() >= 0, let memory = sodium_malloc(max(count, 1)) else {
            fatalError("no memory")
        }
        self.count = count
        start = memory
        // libsodium doesn't say whether it could.
        isLocked = sodium_mlock(memory, max(count, 1)) == 0
        sodium_memzero(start, count)
    }

    deinit { sodium_free(start) }

    public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }
    var mutable: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: start, count: count)
    }

    /// Fills the bytes from outside, for instance by `read(2)`.
    public func fill(_ body: (UnsafeMutableRawBufferPointer) throws -> Void) rethrows {
        try body(mutable)
    }

    /// Overwrites the bytes with zeros.
    public func wipe() { sodium_memzero(start, count) }
}
