// SPDX-License-Identifier: GPL-3.0-or-later

/// What can be wrong with text that people typed or a file brought. The code names are the ones
/// that messages cite (`docs/MESSAGES.md`).
public enum TextFault: Hashable, Sendable {
    /// A C0 or C1 control character: it could drive a terminal.
    case control(scalar: UInt32, position: Int)
    /// A bidirectional override: it could make a name read as another.
    case bidirectional(scalar: UInt32, position: Int)
    /// A character nobody sees (zero width, tag, soft hyphen, blank).
    case invisible(scalar: UInt32, position: Int)
    /// A line break where one line is meant.
    case lineBreak(scalar: UInt32, position: Int)
    /// More than four combining marks in a row.
    case marks(position: Int)
    /// A private-use character: it has no meaning outside one font.
    case privateUse(scalar: UInt32, position: Int)
    case empty
    case long(count: Int, limit: Int)

    /// As `docs/MESSAGES.md` lists it, for instance `E-NAME-CTRL`.
    public var code: String {
        switch self {
        case .control: "E-NAME-CTRL"
        case .bidirectional: "E-NAME-BIDI"
        case .invisible: "E-NAME-INVIS"
        case .lineBreak: "E-NAME-LINE"
        case .marks: "E-NAME-MARKS"
        case .privateUse: "E-NAME-PUA"
        case .empty: "E-NAME-EMPTY"
        case .long: "E-NAME-LONG"
        }
    }
}

/// The one test of what may stand in a name or a text of the record.
public enum Legibility {
    /// Longest name, in characters as people count them.
    public static let nameLimit = 64
    /// Longest free text (reasons, words of a view).
    public static let textLimit = 4000

    /// The first fault of a one-line name or title, nil when there is none.
    public static func fault(inName text: String, limit: Int = nameLimit) -> TextFault? {
        fault(in: text, limit: limit, lines: false, mayBeEmpty: false)
    }

    /// The first fault of a free text, which may have several lines.
    public static func fault(inText text: String, limit: Int = textLimit) -> TextFault? {
        fault(in: text, limit: limit, lines: true, mayBeEmpty: true)
    }

    private static func fault(in text: String, limit: Int, lines: Bool, mayBeEmpty: Bool)
        -> TextFault?
    {
        var marks = 0
        for (position, scalar) in text.unicodeScalars.enumerated() {
            if let fault = fault(of: scalar, at: position + 1, lines: lines) { return fault }
            marks = isMark(scalar) ? marks + 1 : 0
            if marks > 4 { return .marks(position: position + 1) }
        }
        if !mayBeEmpty, text.allSatisfy(\.isWhitespace) { return .empty }
        // Counting clusters is the dear part; bytes bound it from above.
        if text.utf8.count > limit, text.count > limit {
            return .long(count: text.count, limit: limit)
        }
        return nil
    }

    private static func fault(of scalar: Unicode.Scalar, at position: Int, lines: Bool)
        -> TextFault?
    {
        let v = scalar.value
        switch v {
        case 0x20...0x7E: return nil
        case 0x0A where lines, 0x09 where lines: return nil
        case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: return .lineBreak(scalar: v, position: position)
        case 0...0x1F, 0x7F...0x9F: return .control(scalar: v, position: position)
        case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C:
            return .bidirectional(scalar: v, position: position)
        case 0xE000...0xF8FF, 0xF0000...0x10FFFF: return .privateUse(scalar: v, position: position)
        // What nearly every name is made of, without a look into Unicode's tables.
        case 0xA0...0xAC, 0xAE...0x2FF, 0x3000...0x3029, 0x3041...0x3096, 0x30A1...0x30FA,
            0x3400...0x4DBF, 0x4E00...0x9FFF:
            return nil
        default: return isUnseen(scalar) ? .invisible(scalar: v, position: position) : nil
        }
    }

    /// Whether nobody sees it: what Unicode calls default-ignorable or a format character, a code point that is none, and
    /// signs that show as nothing. The selectors of a character's shape belong to real names
    /// (`withoutSelectors` takes them out where names are compared).
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xFE00...0xFE0F, 0xE0100...0xE01EF: return false
        // BRAILLE PATTERN BLANK, OBJECT REPLACEMENT CHARACTER, MUSICAL SYMBOL NULL NOTEHEAD, KHITAN SMALL SCRIPT FILLER:
        // no property of Unicode's says that they are blank.
        case 0x2800, 0xFFFC, 0x1D159, 0x16FE4: return true
        default: break
        }
        let properties = scalar.properties
        return properties.isDefaultIgnorableCodePoint || properties.generalCategory == .format
            || properties.isNoncharacterCodePoint
    }

    /// Combining marks, the selectors of ideographic variants apart: those belong to real names.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x300, !(0xE0100...0xE01EF).contains(scalar.value) else {
            return false
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: return true
        default: return false
        }
    }

    /// What nearly every text is made of, told without a look into Unicode's tables.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0x3000...0x3029, 0x4E00...0x9FFF, 0xFF01...0xFF5E: true
        default: false
        }
    }

    /// Text made safe to print: what could drive a terminal or hide itself becomes `<U+001B>`.
    public static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { !isPlain($0) }) else { return text }
        var out = ""
        for scalar in text.unicodeScalars {
            switch fault(of: scalar, at: 0, lines: false) {
            case nil, .privateUse?: out.unicodeScalars.append(scalar)
            default:
                let hex = String(scalar.value, radix: 16, uppercase: true)
                out += "<U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex + ">"
            }
        }
        return out
    }
}
