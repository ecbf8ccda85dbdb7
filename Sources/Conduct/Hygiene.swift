import Basics
import Foundation
import Personnel

/// The last gate before the record: every text of a command in NFC, and none that could drive a
/// terminal, hide itself or read as another. Whoever calls, screen, import or protocol, comes
/// through here.
enum Hygiene {
    /// Fields where people write at length.
    private static let long: Set<String> = ["words", "reason", "reasons"]
    private static let lineLimit = 400
    /// Whole documents.
    private static let documents: Set<String> = ["minutes"]
    private static let documentLimit = 200_000

    static func cleaned<T: Codable>(_ value: T) throws -> T {
        let data = try JSONEncoder().encode(value)
        let tree = try JSONSerialization.jsonObject(with: data, options: [.fragmentsAllowed])
        var changed = false
        let clean = try walk(tree, field: "", &changed)
        guard changed else { return value }
        let again = try JSONSerialization.data(withJSONObject: clean, options: [.fragmentsAllowed])
        return try JSONDecoder().decode(T.self, from: again)
    }

    private static func walk(_ node: Any, field: String, _ changed: inout Bool) throws -> Any {
        switch node {
        case let text as String:
            let composed = text.precomposedStringWithCanonicalMapping
            if !composed.utf8.elementsEqual(text.utf8) { changed = true }
            let fault =
                documents.contains(field)
                ? Legibility.fault(inText: composed, limit: documentLimit)
                : long.contains(field)
                    ? Legibility.fault(inText: composed)
                    : Legibility.fault(inName: composed, limit: lineLimit)
            // Emptiness is a matter of rules, which say who must fill in what.
            if let fault, fault != .empty { throw ConductError.text(field: field, fault) }
            return composed
        case let list as [Any]: return try list.map { try walk($0, field: field, &changed) }
        case let object as [String: Any]:
            var out: [String: Any] = [:]
            for (key, value) in object { out[key] = try walk(value, field: key, &changed) }
            return out
        default: return node
        }
    }
}
