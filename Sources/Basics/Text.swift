// SPDX-License-Identifier: GPL-3.0-or-later
extension String {
    /// Without variation selectors, which choose a shape and not a character, and with every blank as a plain space: two
    /// names that differ in nothing else are one name.
    public var withoutSelectors: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0xFE00...0xFE0F, 0xE0100...0xE01EF: break
            case 0x80... where scalar.properties.generalCategory == .spaceSeparator:
                text.unicodeScalars.append(" ")
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// Empty, or nothing but white space.
    public var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
