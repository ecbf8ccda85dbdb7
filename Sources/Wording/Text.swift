// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// The languages the program speaks.
public enum Language: String, Sendable, CaseIterable, Codable {
    case zh, en

    /// The language of the environment: LC_ALL, LC_MESSAGES, then LANG; Chinese where none says
    /// otherwise. (Foundation reports one and the same locale whatever these say.)
    public static func ofEnvironment(_ environment: [String: String]) -> Language {
        for key in ["LASTWORD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = environment[key], !value.isEmpty else { continue }
            if value.hasPrefix("zh") { return .zh }
            if value.hasPrefix("en") { return .en }
        }
        return .zh
    }
}

/// A sentence in both languages. There is no way to make one without the other.
public struct Text: Hashable, Sendable {
    public let zh: String
    public let en: String

    public init(_ zh: String, _ en: String) {
        self.zh = zh
        self.en = en
    }

    /// The sentence in this language.
    public func callAsFunction(_ language: Language) -> String { language == .zh ? zh : en }

    /// One after the other, in each language.
    public static func + (a: Text, b: Text) -> Text { Text(a.zh + b.zh, a.en + b.en) }
}

/// Lists as each language writes them.
public func list(_ items: [String]) -> Text {
    Text(items.joined(separator: "、"), items.joined(separator: ", "))
}

/// Lists as each language writes them.
public func list(_ items: [Text]) -> Text {
    Text(
        items.map(\.zh).joined(separator: "、"), items.map(\.en).joined(separator: ", "))
}

/// The name of an enum's case: the stable code of a refusal.
func caseName<T>(of value: T) -> String {
    Mirror(reflecting: value).children.first?.label ?? "\(value)"
}
