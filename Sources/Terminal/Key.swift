// SPDX-License-Identifier: GPL-3.0-or-later

/// A key, a resize or a paste. What a terminal sends is decoded by `KeyDecoder` and the presenter.
public enum Key: Hashable, Sendable {
    case character(Character)
    case control(Character)
    case enter, escape, tab, backTab, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case function(Int)
    case click(Spot)
    case wheel(up: Bool)
    case resize
    case paste(String)
}

extension Key {
    /// A full-width digit or sign, as an input method types it, is the plain one.
    public var folded: Key {
        guard case .character(let c) = self, c.unicodeScalars.count == 1,
            let v = c.unicodeScalars.first?.value, (0xFF10...0xFF19).contains(v),
            let plain = UnicodeScalar(v - 0xFEE0)
        else { return self }
        return .character(Character(plain))
    }
}

/// Bytes to characters, one at a time: a byte sequence may arrive in pieces, and a wrong one becomes
/// `�` without taking what follows with it.
public struct UTF8Decoder: Sendable {
    private var bytes: [UInt8] = []

    public init() {}

    /// - Returns: the characters that are complete with this byte.
    public mutating func push(_ byte: UInt8) -> [Character] {
        bytes.append(byte)
        var out: [Character] = []
        while let first = bytes.first {
            let length = Self.length(first)
            if length == 0 {
                out.append("\u{FFFD}")
                bytes.removeFirst()
                continue
            }
            // A sequence broken off by something that can't continue it.
            if let bad = bytes.prefix(length).dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) {
                out.append("\u{FFFD}")
                bytes.removeFirst(bad)
                continue
            }
            guard bytes.count >= length else { break }
            let text = String(validating: bytes[..<length], as: UTF8.self)
            out.append(text?.first ?? "\u{FFFD}")
            bytes.removeFirst(length)
        }
        return out
    }

    private static func length(_ first: UInt8) -> Int {
        switch first {
        case 0..<0x80: 1
        case 0xC2..<0xE0: 2
        case 0xE0..<0xF0: 3
        case 0xF0..<0xF5: 4
        default: 0
        }
    }
}
