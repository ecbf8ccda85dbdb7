// SPDX-License-Identifier: GPL-3.0-or-later
import CGMP

/// A whole number of any size, by GMP. Never changed once made; what it held is wiped when it goes,
/// and so is every scratch number GMP makes.
public final class Number: @unchecked Sendable {
    let z: UnsafeMutablePointer<lw_z>

    private static let wipesMemory: Void = lw_gmp_wipe_memory()

    /// - Parameter fill: gives the number its value.
    init(_ fill: (UnsafeMutablePointer<lw_z>) -> Void) {
        _ = Number.wipesMemory
        z = .allocate(capacity: 1)
        lw_init(z)
        fill(z)
    }

    deinit {
        lw_clear(z)
        z.deallocate()
    }

    public convenience init(_ value: Int) {
        precondition(value >= 0, "negative")
        self.init { lw_set_ui($0, UInt64(value)) }
    }

    /// Base 10 as the specification writes it (4.2): digits only, no leading zero. Nil otherwise.
    public convenience init?(decimal text: String) {
        let digits = text.utf8
        guard let first = digits.first, digits.count <= 700,
            digits.allSatisfy({ (48...57).contains($0) }), first != 48 || digits.count == 1
        else { return nil }
        self.init { z in _ = text.withCString { lw_set_str(z, $0) } }
    }

    convenience init(copying other: Number) { self.init { lw_set($0, other.z) } }

    /// Big-endian bytes.
    convenience init(bytes: UnsafeRawBufferPointer) {
        let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        self.init { lw_import($0, start, bytes.count) }
    }

    public var decimal: String {
        let room = lw_digits(z) + 2
        return String(unsafeUninitializedCapacity: room) { buffer in
            buffer.withMemoryRebound(to: CChar.self) { text in
                if let start = text.baseAddress { lw_get_str(start, z) }
            }
            return buffer.firstIndex(of: 0) ?? 0
        }
    }

    /// Big-endian, filled with zeroes in front. The buffer has to be long enough.
    func write(to buffer: UnsafeMutableRawBufferPointer) {
        let used = isZero ? 0 : lw_bytes(z)
        precondition(used <= buffer.count, "too long")
        for i in buffer.indices { buffer[i] = 0 }
        guard used > 0, let start = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
            return
        }
        _ = lw_export(start + buffer.count - used, z)
    }

    /// In ascending order.
    public static func sorted(_ numbers: [Number]) -> [Number] { numbers.sorted { $0 < $1 } }

    var isZero: Bool { lw_sign(z) == 0 }

    static func == (a: Number, b: Number) -> Bool { lw_cmp(a.z, b.z) == 0 }
    static func < (a: Number, b: Number) -> Bool { lw_cmp(a.z, b.z) < 0 }

    func plus(_ other: Number, mod m: Number) -> Number {
        Number {
            lw_add($0, z, other.z)
            lw_mod($0, $0, m.z)
        }
    }
    func minus(_ other: Number, mod m: Number) -> Number {
        Number {
            lw_sub($0, z, other.z)
            lw_mod($0, $0, m.z)
        }
    }
    func times(_ other: Number, mod m: Number) -> Number {
        Number {
            lw_mul($0, z, other.z)
            lw_mod($0, $0, m.z)
        }
    }
    func reduced(mod m: Number) -> Number { Number { lw_mod($0, z, m.z) } }
    func plain(plus other: Number) -> Number { Number { lw_add($0, z, other.z) } }
}
