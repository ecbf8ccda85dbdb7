// SPDX-License-Identifier: GPL-3.0-or-later

/// A name for something in the record: short, unique in its register, never shown as a person's
/// or a matter's title. Stored and sent as a bare string.
public protocol Identifier: RawRepresentable<String>, Hashable, Comparable, Codable, Sendable,
    CustomStringConvertible, ExpressibleByStringLiteral
{
    init(rawValue: String)
}

extension Identifier {
    public init(stringLiteral value: String) { self.init(rawValue: value) }
    /// Takes any text; `isWellFormed` says whether a command would.
    public init(_ value: String) { self.init(rawValue: value) }
    /// As it may be printed: what no command would have taken shows its characters by their numbers.
    public var description: String {
        isWellFormed ? rawValue : Legibility.visible(rawValue)
    }
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// Whether the identifier can stand in a file name and on a command line: 1 to 40 letters,
    /// digits, `-`, `_` or `.`, beginning with a letter or digit.
    public var isWellFormed: Bool {
        let bytes = Array(rawValue.utf8)
        guard let first = bytes.first, bytes.count <= 40, Self.isAlphanumeric(first) else {
            return false
        }
        return bytes.allSatisfy {
            Self.isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E
        }
    }

    private static func isAlphanumeric(_ b: UInt8) -> Bool {
        (0x30...0x39).contains(b) || (0x41...0x5A).contains(b) || (0x61...0x7A).contains(b)
    }
}

/// A person of the register.
public struct PersonID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A meeting of the register, for instance `2026-18`.
public struct MeetingID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A matter (议题) of one meeting's agenda.
public struct MatterID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A signed recommendation (实名推荐).
public struct RecommendationID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// An appointment that a meeting passed.
public struct AppointmentID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A finding of liability (责任认定).
public struct FindingID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A consequence that follows from a finding.
public struct ConsequenceID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}
