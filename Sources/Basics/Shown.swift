// SPDX-License-Identifier: GPL-3.0-or-later

/// Text that may go to a terminal or a page: whatever comes from people has been made visible (`Legibility.visible`).
///
/// What is written in a literal stands as it is; what is put in between is made visible:
///
///     let shown: Shown = "会议《\(title)》"  // a title with an escape shows <U+001B>
public struct Shown: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// - Parameter text: from wherever it comes; made visible.
    public init(_ text: String) { self.text = Legibility.visible(text) }

    private init(safe text: String) { self.text = text }

    public var description: String { text }

    /// One after the other, as they are.
    public static func joined(_ parts: [Shown]) -> Shown {
        Shown(safe: parts.map(\.text).joined())
    }
}

extension Shown: ExpressibleByStringInterpolation {
    public init(stringLiteral text: String) { self.init(safe: text) }

    public init(stringInterpolation made: StringInterpolation) { self.init(safe: made.text) }

    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        public mutating func appendLiteral(_ literal: String) { text += literal }

        public mutating func appendInterpolation(_ number: Int) { text += String(number) }

        public mutating func appendInterpolation(_ shown: Shown) { text += shown.text }

        public mutating func appendInterpolation(_ written: String) {
            text += Legibility.visible(written)
        }

        public mutating func appendInterpolation<Value>(_ written: Value) {
            text += Legibility.visible(String(describing: written))
        }
    }
}
