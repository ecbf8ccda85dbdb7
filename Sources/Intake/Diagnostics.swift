// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import CICU
import Foundation
import Personnel

/// Collects what is wrong with a file, all of it, and cleans texts on the way in.
final class Diagnostics {
    private(set) var all: [Diagnostic] = []
    /// Nobody reads more, and a hostile file can ask for as many as it has bytes.
    private static let most = 1000
    private var hasError = false

    /// - Parameter earlier: what was noticed before.
    init(_ earlier: [Diagnostic] = []) { add(earlier) }

    func add(_ problem: Problem, _ place: Place?) { add(Diagnostic(problem, at: place)) }
    func add(_ more: [Diagnostic]) { for diagnostic in more { add(diagnostic) } }

    /// An error is kept in any case where there is none yet: it decides.
    private func add(_ diagnostic: Diagnostic) {
        let isError = diagnostic.severity == .error
        guard all.count < Self.most || (isError && !hasError) else { return }
        hasError = hasError || isError
        all.append(diagnostic)
    }

    /// A text in NFC without surrounding white space; what was changed is noticed, what can't stand
    /// is an error and gives nil.
    func clean(_ raw: String, field: String, lines: Bool, limit: Int, _ place: Place?) -> String? {
        var text = raw.precomposedStringWithCanonicalMapping
        if !text.utf8.elementsEqual(raw.utf8) { add(.normalised(field: field), place) }
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        if trimmed.utf8.count != text.utf8.count {
            text = trimmed
            if !text.isEmpty { add(.trimmed(field: field), place) }
        }
        if field == "name" {
            let joined = text.withoutSpacesAmongHan
            if joined != text {
                text = joined
                add(.trimmed(field: field), place)
            }
        }
        let fault =
            lines ? Legibility.fault(inText: text) : Legibility.fault(inName: text, limit: limit)
        if let fault {
            add(.text(field: field, fault), place)
            return nil
        }
        return text
    }
}

/// What a text looks like, whatever it is made of (Unicode Technical Standard 39): two names with
/// one skeleton can't be told apart by eye.
func skeleton(_ text: String) -> String {
    let folded = text.precomposedStringWithCompatibilityMapping
    var buffer = [CChar](repeating: 0, count: folded.utf8.count * 8 + 64)
    let length = lw_confusable_skeleton(
        folded, Int32(folded.utf8.count), &buffer, Int32(buffer.count))
    guard length >= 0, Int(length) < buffer.count else { return folded }
    return String(decoding: buffer[..<Int(length)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

extension String {
    /// A Chinese name typed with spaces to fill the column (“王　辛”) is the name without them. Any other name stays.
    fileprivate var withoutSpacesAmongHan: String {
        let words = split(whereSeparator: \.isWhitespace)
        guard words.count > 1,
            words.allSatisfy({ $0.unicodeScalars.allSatisfy(\.properties.isIdeographic) })
        else { return self }
        return words.joined()
    }
}
