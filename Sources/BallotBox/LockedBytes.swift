import CSodium

/// Bytes in memory that is locked, kept out of dumps, and wiped when it goes.
public final class LockedBytes: @unchecked Sendable {
    public let count: Int
    private let start: UnsafeMutableRawPointer

    /// All zero. Ends the program when the system has no memory to lock: a secret never goes
    /// anywhere else.
    public init(count: Int) {
        guard sodium_init() >= 0, let memory = sodium_malloc(max(count, 1)) else {
            fatalError("no memory can be locked")
        }
        self.count = count
        start = memory
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

    public func wipe() { sodium_memzero(start, count) }
}
