// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
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

/// A sentence in both languages. There is no way to make one without the other, and what people wrote in it can drive no
/// terminal: it is made visible when it is put in (`Shown`).
public struct Text: Hashable, Sendable {
    public let zh: String
    public let en: String

    public init(_ zh: Shown, _ en: Shown) {
        self.zh = zh.text
        self.en = en.text
    }

    /// What somebody wrote, the same in both languages.
    public init(same text: String) {
        zh = Shown(text).text
        en = zh
    }

    private init(safe zh: String, _ en: String) {
        self.zh = zh
        self.en = en
    }

    /// The sentence in this language.
    public func callAsFunction(_ language: Language) -> String { language == .zh ? zh : en }

    /// One after the other, in each language.
    public static func + (a: Text, b: Text) -> Text { Text(safe: a.zh + b.zh, a.en + b.en) }

    /// Several, parted by a mark.
    public static func joined(_ items: [Text], by mark: Text) -> Text {
        Text(
            safe: items.map(\.zh).joined(separator: mark.zh),
            items.map(\.en).joined(separator: mark.en))
    }
}

/// Lists as each language writes them.
public func list(_ items: [String]) -> Text { list(items.map { Text(same: $0) }) }

/// Lists as each language writes them.
public func list(_ items: [Text]) -> Text { .joined(items, by: Text("、", ", ")) }

/// The name of an enum's case: the stable code of a refusal.
func caseName<T>(of value: T) -> String {
    Mirror(reflecting: value).children.first?.label ?? "\(value)"
}
