// SPDX-License-Identifier: GPL-3.0-or-later
import CGMP
import CSodium

/// The group BELENIOS-2048: the part of order q of the numbers modulo p, with generator g. Section
/// 5.1 of the specification.
public enum Group {
    public static let name = "BELENIOS-2048"

    static let p = constant(
        """
        20694785691422546\
        401013643657505008064922989295751104097100884787057374219242\
        717401922237254497684338129066633138078958404960054389636289\
        796393038773905722803605973749427671376777618898589872735865\
        049081167099310535867780980030790491654063777173764198678527\
        273474476341835600035698305193144284561701911000786737307333\
        564123971732897913240474578834468260652327974647951137672658\
        693582180046317922073668860052627186363386088796882120769432\
        366149491002923444346373222145884100586421050242120365433561\
        201320481118852408731077014151666200162313177169372189248078\
        507711827842317498073276598828825169183103125680162072880719
        """)
    static let g = constant(
        """
        2402352677501852\
        209227687703532399932712287657378364916510075318787663274146\
        353219320285676155269678799694668298749389095083896573425601\
        900601068477164491735474137283104610458681314511781646755400\
        527402889846139864532661215055797097162016168270312886432456\
        663834863635782106154918419982534315189740658186868651151358\
        576410138882215396016043228843603930989333662772848406593138\
        406010231675095763777982665103606822406635076697764025346253\
        773085133173495194248967754052573659049492477631475991575198\
        775177711481490920456600205478127054728238140972518639858334\
        115700568353695553423781475582491896050296680037745308460627
        """)
    static let q = constant(
        """
        78571733251071885\
        079927659812671450121821421258408794611510081919805623223441
        """)

    private static func constant(_ text: String) -> Number {
        guard let number = Number(decimal: text) else { preconditionFailure("constant") }
        return number
    }

    static let zero = Number(0)
    static let one = Number(1)
    static let field = Field(p)
    /// Fixed-base table for g; public exponents only.
    static let comb = Comb(g, teeth: 8, tables: 8)

    /// Holds its prepared modulus for the life of the program.
    struct Field: @unchecked Sendable {
        let pointer: OpaquePointer
        init(_ modulus: Number) {
            guard let made = lw_field_new(modulus.z) else { preconditionFailure("modulus") }
            pointer = made
        }
    }

    static func times(_ a: Number, _ b: Number) -> Number {
        Number { lw_field_mul($0, field.pointer, a.z, b.z) }
    }

    static func inverse(_ a: Number) -> Number { Number { _ = lw_invert($0, a.z, p.z) } }

    /// base^exponent for an exponent anybody may know.
    static func power(_ base: Number, _ exponent: Number) -> Number {
        Number { lw_powm($0, base.z, exponent.z, p.z) }
    }

    /// base^exponent for a secret exponent below q: the time says nothing about it. q is added first,
    /// which changes nothing for elements of the group and makes zero an ordinary exponent.
    static func secretPower(_ base: Number, _ exponent: Number) -> Number {
        let shifted = exponent.plain(plus: q)
        return Number { lw_powm_sec($0, base.z, shifted.z, p.z) }
    }

    /// Whether a number is an element: from 1 to p − 1, and of an order that divides q.
    static func contains(_ a: Number) -> Bool {
        !a.isZero && a < p && power(a, q) == one
    }

    /// The same, apart from 1: a key or a ciphertext whose secret is zero hides nothing.
    static func containsHiding(_ a: Number) -> Bool { !(a == one) && contains(a) }

    static func contains(_ a: Number, _ comb: Comb) -> Bool {
        !a.isZero && a < p && comb.power(q) == one
    }

    /// A number below q, every one equally likely.
    static func randomScalar(_ random: BallotRandom) -> Number {
        while true {
            let drawn: Number = withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) {
                buffer in
                random.fill(buffer)
                defer { if let start = buffer.baseAddress { sodium_memzero(start, 32) } }
                return Number(bytes: UnsafeRawBufferPointer(buffer))
            }
            if drawn < q { return drawn }
        }
    }
}

/// A table for raising one base to many public exponents of at most 256 bits.
final class Comb: @unchecked Sendable {
    private let pointer: OpaquePointer
    init(_ base: Number, teeth: Int32, tables: Int32) {
        pointer = lw_comb_new(Group.field.pointer, base.z, 256, teeth, tables)
    }
    deinit { lw_comb_free(pointer) }
    func power(_ exponent: Number) -> Number { Number { lw_comb_pow($0, pointer, exponent.z) } }
}

/// Where random bytes come from: libsodium, except where a test has to repeat a ballot. The program
/// has no other: `make check` fails when something else in `Sources` makes one of these.
public struct BallotRandom: Sendable {
    public let fill: @Sendable (UnsafeMutableRawBufferPointer) -> Void

    public static let system = BallotRandom { buffer in
        _ = sodium_init()
        guard let start = buffer.baseAddress else { return }
        randombytes_buf(start, buffer.count)
    }

    package init(fill: @escaping @Sendable (UnsafeMutableRawBufferPointer) -> Void) {
        self.fill = fill
    }

    /// A number below `bound`, every one equally likely.
    public func below(_ bound: Int) -> Int {
        precondition(bound > 0, "empty range")
        let most = UInt64.max - UInt64.max % UInt64(bound)
        while true {
            var drawn: UInt64 = 0
            withUnsafeMutableBytes(of: &drawn) { fill($0) }
            if drawn < most { return Int(drawn % UInt64(bound)) }
        }
    }

    /// Fisher and Yates.
    public func shuffle<T>(_ values: inout [T]) {
        for i in stride(from: values.count - 1, to: 0, by: -1) {
            values.swapAt(i, below(i + 1))
        }
    }
}
