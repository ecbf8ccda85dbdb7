// SPDX-License-Identifier: GPL-3.0-or-later
import Terminal
import Wording

/// The signs on screen. Each also has a form that every terminal has, one cell wide whatever the
/// terminal thinks of ambiguous characters.
public struct Symbols: Hashable, Sendable {
    public var done, next, waiting, out, locked, refused, line, bar, rest, recording, more, on,
        off, step: String

    public static let standard = Symbols(
        done: "✓", next: "▸", waiting: "·", out: "⊘", locked: "⊠", refused: "✗", line: "─",
        bar: "█", rest: "░", recording: "●", more: "…", on: "●", off: "○", step: "›")
    public static let ascii = Symbols(
        done: "+", next: ">", waiting: ".", out: "-", locked: "#", refused: "x", line: "-",
        bar: "#", rest: ".", recording: "*", more: "~", on: "*", off: "o", step: ">")
}

extension Symbols {
    private static let plain: [Character: Character] = [
        "▸": ">", "…": "~", "↑": "^", "↓": "v", "←": "<", "→": ">", "“": "\"", "”": "\"", "‘": "'",
        "’": "'", "×": "x", "÷": "/", "·": ".", "│": "|", "─": "-", "✓": "+", "✗": "x", "●": "*",
        "○": "o", "⊘": "-", "⊠": "#", "＋": "+", "–": "-", "—": "-",
    ]

    /// Signs that not every terminal has, as ones that it does; the words stay what they are.
    static func inASCII(_ text: String) -> String { String(text.map { plain[$0] ?? $0 }) }
}

/// What the person at the keyboard chose; kept between runs.
public struct Setting: Hashable, Sendable, Codable {
    public var language: Language
    public var theme: Theme
    /// Only characters of ASCII besides the words themselves.
    public var ascii: Bool
    public var mouse: Bool
    /// The register opened last.
    public var register: String?

    public init(
        language: Language = .zh, theme: Theme = .standard, ascii: Bool = false,
        mouse: Bool = false, register: String? = nil
    ) {
        self.language = language
        self.theme = theme
        self.ascii = ascii
        self.mouse = mouse
        self.register = register
    }

    var symbols: Symbols { ascii ? .ascii : .standard }
    func callAsFunction(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    func callAsFunction(_ text: Text) -> String { text(language) }
}
