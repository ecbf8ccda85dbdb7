// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Personnel

/// The last gate before the record: every text of a command in NFC, and none that could drive a
/// terminal, hide itself or read as another. Whoever calls, screen, import or protocol, comes
/// through here.
enum RecordableText {
    /// Fields where people write at length.
    private static let long: Set<String> = ["words", "reason", "reasons"]
    private static let lineLimit = 400
    /// Whole documents.
    private static let documents: Set<String> = ["minutes"]
    private static let documentLimit = 200_000

    /// The same command with every text in NFC.
    ///
    /// - Throws: `ConductError.text` with the field's name, where a text can't be recorded.
    static func checked<T: Codable>(_ value: T) throws -> T {
        let data = try JSONEncoder().encode(value)
        let tree = try JSONDecoder().decode(JSONValue.self, from: data)
        let clean = try composed(tree, field: "")
        guard clean.changed else { return value }
        return try JSONDecoder().decode(T.self, from: JSONEncoder().encode(clean.value))
    }

    private static func composed(_ node: JSONValue, field: String) throws
        -> (value: JSONValue, changed: Bool)
    {
        switch node {
        case .text(let text):
            let composed = text.precomposedStringWithCanonicalMapping
            let fault =
                documents.contains(field)
                ? Legibility.fault(inText: composed, limit: documentLimit)
                : long.contains(field)
                    ? Legibility.fault(inText: composed)
                    : Legibility.fault(inName: composed, limit: lineLimit)
            // Emptiness is a matter of rules, which say who must fill in what.
            if let fault, fault != .empty { throw ConductError.text(field: field, fault) }
            return (.text(composed), !composed.utf8.elementsEqual(text.utf8))
        case .list(let list):
            let parts = try list.map { try composed($0, field: field) }
            return (.list(parts.map(\.value)), parts.contains(where: \.changed))
        case .object(let object):
            var changed = false
            let parts = try object.map { key, value in
                let part = try composed(value, field: key)
                changed = changed || part.changed
                return (key, part.value)
            }
            return (.object(Dictionary(uniqueKeysWithValues: parts)), changed)
        case .null, .bool, .integer, .fraction: return (node, false)
        }
    }
}
