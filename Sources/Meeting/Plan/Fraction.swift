// SPDX-License-Identifier: GPL-3.0-or-later

/// A share such as 2/3. Written `2/3` in files.
public struct Fraction: Hashable, Sendable {
    /// From 1 to the denominator.
    public let numerator: Int
    /// From 1 to 1000; the share isn't reduced.
    public let denominator: Int

    /// Nil unless 0 < numerator ≤ denominator ≤ 1000.
    public init?(_ numerator: Int, _ denominator: Int) {
        guard numerator > 0, denominator > 0, numerator <= denominator, denominator <= 1000 else {
            return nil
        }
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Reads a share as files write it (`2/3`); nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let n = Int(parts[0]), let d = Int(parts[1]) else { return nil }
        self.init(n, d)
    }

    private init(known numerator: Int, _ denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The quorum of the regulation.
    public static let twoThirds = Fraction(known: 2, 3)

    /// The least whole number that is at least this share of `n`.
    public func ceiling(of n: Int) -> Int { (n * numerator + denominator - 1) / denominator }

    /// The least whole number that is more than this share of `n`.
    public func above(_ n: Int) -> Int { n * numerator / denominator + 1 }

    /// Half itself included; less is no quorum. M1.
    public var isAtLeastHalf: Bool { numerator * 2 >= denominator }
}

extension Fraction: Codable, CustomStringConvertible {
    public var description: String { "\(numerator)/\(denominator)" }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Fraction(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a share such as 2/3")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
