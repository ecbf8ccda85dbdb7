// SPDX-License-Identifier: GPL-3.0-or-later
import CSodium

/// Why a PIN wasn't taken.
public enum PinError: Error, Hashable, Sendable {
    /// Six digits, and none that everybody tries first.
    case weak
    case notSixDigits
    /// This teller has set no PIN in this run of the program.
    case none
    /// It is set already: nobody sets another's.
    case isSet
    /// Another try is possible in so many seconds, from the third wrong one on.
    case wrong(wait: Int)
    case tooEarly(wait: Int)
    /// So often wrong that no try is left.
    case exhausted
    /// The machine lacks the memory that slowing a guesser down takes.
    case noMemory
    /// The system won't keep the digits out of the swap.
    case notLocked
}

/// The tellers' PINs: a gate to closing and signing while the program runs, never a key to anything
/// on a disk. Argon2id hashes in locked memory; gone with the program.
public final class TellerPins: @unchecked Sendable {
    public static let digits = 6
    static let mostWrong = 100
    private static let hashBytes = Int(crypto_pwhash_STRBYTES)
    private static let entryBytes = 2 + 2 + 8 + hashBytes

    private struct Entry {
        var hash: LockedBytes
        var wrong = 0
        /// Steady milliseconds before which no try is taken.
        var notBefore: Int64 = 0
    }
    private var entries: [Int: Entry] = [:]

    private let operations: UInt64
    private let memory: Int

    /// As costly to guess as the machine of a room bears: a third of a second a try.
    public convenience init() {
        self.init(
            operations: UInt64(crypto_pwhash_OPSLIMIT_MODERATE),
            memory: Int(crypto_pwhash_MEMLIMIT_MODERATE))
    }

    /// Cheaper ones are for tests.
    package init(operations: UInt64, memory: Int) {
        _ = sodium_init()
        self.operations = operations
        self.memory = memory
    }

    /// Whether this seat has set a PIN.
    public func has(_ seat: Int) -> Bool { entries[seat] != nil }

    /// A teller's own PIN, set once.
    ///
    /// - Throws: `PinError` where one is set already, or this one is too easy to guess.
    public func set(_ seat: Int, _ pin: LockedBytes) throws(PinError) {
        guard entries[seat] == nil else { throw .isSet }
        guard pin.count == Self.digits, pin.bytes.allSatisfy({ (48...57).contains($0) }) else {
            throw .notSixDigits
        }
        guard !Self.isWeak(pin) else { throw .weak }
        let hash = LockedBytes(count: Self.hashBytes)
        guard pin.isLocked, hash.isLocked else { throw .notLocked }
        var status: Int32 = -1
        hash.fill { out in
            guard let start = out.bindMemory(to: CChar.self).baseAddress,
                let secret = pin.bytes.bindMemory(to: CChar.self).baseAddress
            else { return }
            status = crypto_pwhash_str_alg(
                start, secret, UInt64(pin.count), operations, memory,
                crypto_pwhash_ALG_ARGON2ID13)
        }
        guard status == 0 else { throw .noMemory }
        entries[seat] = Entry(hash: hash)
    }

    /// Whether it is this teller's PIN. Two wrong ones are free; then each doubles the wait, from two
    /// seconds to a minute.
    ///
    /// - Parameter now: steady milliseconds, the same clock through a restart.
    /// - Throws: `PinError.wrong` with the seconds to wait; `PinError.none` where none is set.
    public func check(_ seat: Int, _ pin: LockedBytes, at now: Int64) throws(PinError) {
        guard var entry = entries[seat] else { throw .none }
        guard entry.wrong < Self.mostWrong else { throw .exhausted }
        guard now >= entry.notBefore else {
            throw .tooEarly(wait: Int((entry.notBefore - now + 999) / 1000))
        }
        guard let hash = entry.hash.bytes.bindMemory(to: CChar.self).baseAddress,
            let secret = pin.bytes.bindMemory(to: CChar.self).baseAddress
        else { throw .none }
        let matches = crypto_pwhash_str_verify(hash, secret, UInt64(pin.count)) == 0
        entry.wrong = matches ? 0 : entry.wrong + 1
        let wait = entry.wrong < 3 ? 0 : min(60, 1 << min(entry.wrong - 2, 6))
        entry.notBefore = now + Int64(wait) * 1000
        entries[seat] = entry
        guard matches else { throw entry.wrong < Self.mostWrong ? .wrong(wait: wait) : .exhausted }
    }

    /// Whoever isn't a teller any more has no PIN.
    public func keepOnly(_ seats: Set<Int>) {
        for seat in entries.keys where !seats.contains(seat) { entries[seat] = nil }
    }

    /// All digits alike, a run up or down, a shorter pattern said again, or a date.
    public static func isWeak(_ pin: LockedBytes) -> Bool {
        let d = pin.bytes
        let steps = (1..<d.count).map { Int(d[$0]) - Int(d[$0 - 1]) }
        if Set(steps).count == 1, let step = steps.first, (-1...1).contains(step) { return true }
        if d.count == Self.digits, isDate(d) { return true }
        return [2, 3].contains { period in
            (period..<d.count).allSatisfy { d[$0] == d[$0 - period] }
        }
    }

    /// A day as people write their birthday: year, month and day in two digits each, in the orders in use, or a
    /// year and a month.
    private static func isDate(_ d: UnsafeRawBufferPointer) -> Bool {
        func pair(_ at: Int) -> Int { Int(d[at]) * 10 + Int(d[at + 1]) - 11 * 48 }
        let (days, months) = (1...31, 1...12)
        return months.contains(pair(2)) && (days.contains(pair(4)) || days.contains(pair(0)))
            || months.contains(pair(0)) && days.contains(pair(2))
            || [19, 20].contains(pair(0)) && months.contains(pair(4))
    }
}

/// As the vault keeps them: for each teller seat (2), wrong tries (2), not before (8), hash.
extension TellerPins {
    /// The hashes and waits, as the vault keeps them; never a PIN.
    public func secrets() -> LockedBytes {
        let out = LockedBytes(count: entries.count * Self.entryBytes)
        out.fill { buffer in
            for (i, item) in entries.sorted(by: { $0.key < $1.key }).enumerated() {
                let at = i * Self.entryBytes
                buffer.storeBytes(of: UInt16(item.key), toByteOffset: at, as: UInt16.self)
                buffer.storeBytes(
                    of: UInt16(item.value.wrong), toByteOffset: at + 2, as: UInt16.self)
                buffer.storeBytes(of: item.value.notBefore, toByteOffset: at + 4, as: Int64.self)
                UnsafeMutableRawBufferPointer(rebasing: buffer[(at + 12)..<at + Self.entryBytes])
                    .copyMemory(from: item.value.hash.bytes)
            }
        }
        return out
    }

    public convenience init(secrets: LockedBytes) {
        self.init()
        let bytes = secrets.bytes
        for i in 0..<bytes.count / Self.entryBytes {
            let at = i * Self.entryBytes
            let hash = LockedBytes(count: Self.hashBytes)
            hash.fill {
                $0.copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: bytes[(at + 12)..<at + Self.entryBytes]))
            }
            let seat = Int(bytes.loadUnaligned(fromByteOffset: at, as: UInt16.self))
            entries[seat] = Entry(
                hash: hash,
                wrong: Int(bytes.loadUnaligned(fromByteOffset: at + 2, as: UInt16.self)),
                notBefore: bytes.loadUnaligned(fromByteOffset: at + 4, as: Int64.self))
        }
    }
}
