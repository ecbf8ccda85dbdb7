// SPDX-License-Identifier: GPL-3.0-or-later

/// How roles look. Colours are the terminal's own eight; -1 is its default.
public enum Theme: String, Sendable, CaseIterable, Codable {
    /// Colours on the terminal's own background.
    case standard
    /// Bold, reverse and underline with few, strong colours.
    case contrast
    /// No colour at all (also when `NO_COLOR` is set).
    case mono

    /// Colour and weight of a cell.
    public struct Look: Hashable, Sendable {
        public var foreground = -1
        public var background = -1
        public var bold = false
        public var dim = false
        public var reverse = false
        public var underline = false
    }

    /// How a role looks in this theme.
    public func look(_ role: Role) -> Look {
        switch self {
        case .standard: Self.standardLook(role)
        case .contrast: Self.contrastLook(role)
        case .mono: Self.monoLook(role)
        }
    }

    private static func standardLook(_ role: Role) -> Look {
        switch role {
        case .plain: Look()
        case .dim: Look(dim: true)
        case .strong: Look(bold: true)
        case .title: Look(foreground: 6, bold: true)
        case .bar: Look(reverse: true)
        case .key: Look(foreground: 6, bold: true)
        case .selected: Look(reverse: true)
        case .suggested: Look(foreground: 3, bold: true)
        case .good: Look(foreground: 2, bold: true)
        case .bad: Look(foreground: 1, bold: true)
        case .warning: Look(foreground: 3, bold: true)
        case .field: Look(underline: true)
        }
    }

    private static func contrastLook(_ role: Role) -> Look {
        switch role {
        case .plain, .dim: Look(foreground: 7, background: 0)
        case .strong, .title, .key: Look(foreground: 7, background: 0, bold: true)
        case .bar: Look(foreground: 0, background: 7)
        case .selected: Look(foreground: 0, background: 3, bold: true)
        case .suggested, .warning: Look(foreground: 3, background: 0, bold: true)
        case .good: Look(foreground: 7, background: 0, bold: true)
        case .bad: Look(foreground: 7, background: 0, bold: true, underline: true)
        case .field: Look(foreground: 7, background: 0, underline: true)
        }
    }

    private static func monoLook(_ role: Role) -> Look {
        switch role {
        case .plain, .dim: Look()
        case .strong, .title, .key, .suggested, .good: Look(bold: true)
        case .bar, .selected: Look(reverse: true)
        case .bad, .warning: Look(bold: true, underline: true)
        case .field: Look(underline: true)
        }
    }
}
