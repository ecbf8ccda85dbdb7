// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

extension String {
    /// Whether it is in Unicode's composed form (NFC), as every text of the record is.
    var isComposed: Bool {
        // Only these can be anything else; nearly no text has one.
        let isPlain = unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0..<0x300, 0x2010...0x2027, 0x2030...0x205E, 0x3000...0x3029, 0x3041...0x3096,
                0x30A1...0x30FA, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xFF01...0xFF5E:
                true
            default: false
            }
        }
        return isPlain || utf8.elementsEqual(precomposedStringWithCanonicalMapping.utf8)
    }
}
