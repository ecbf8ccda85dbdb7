// SPDX-License-Identifier: GPL-3.0-or-later
import CTerminal

/// A glyph as it stands in a frame.
struct Glyph {
    var text: String
    var cells: Int
}

/// The glyphs of a text with the cells that each takes. What a terminal would act on, hide, or draw
/// with a width of its own (controls, joined emoji, flags) stands as `�`.
struct Glyphs: Sequence, IteratorProtocol {
    private var rest: String.Iterator

    init(_ text: String) { rest = text.makeIterator() }

    mutating func next() -> Glyph? {
        guard let character = rest.next() else { return nil }
        return Self.glyph(of: character)
    }

    static func glyph(of character: Character) -> Glyph {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return Glyph(text: " ", cells: 1) }
        if scalars.count == 1 {
            let cells = Width.cells(first)
            return (1...2).contains(cells)
                ? Glyph(text: String(character), cells: cells) : replacement
        }
        // A base and up to four marks; anything else has no width that all terminals agree on.
        let cells = Width.cells(first)
        let marksOnly = scalars.dropFirst().allSatisfy {
            Width.cells($0) == 0 && $0.value != 0x200D && !(0xFE00...0xFE0F).contains($0.value)
        }
        guard (1...2).contains(cells), marksOnly, scalars.count <= 5 else { return replacement }
        return Glyph(text: String(character), cells: cells)
    }

    private static let replacement = Glyph(text: "\u{FFFD}", cells: 1)
}

/// How wide texts are, in cells of a terminal (East Asian wide characters take two).
public enum Width {
    static func cells(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20..<0x7F: 1
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xFF01...0xFF60: 2
        default: Int(lw_cells(scalar.value))
        }
    }

    /// How many cells a text takes.
    public static func of(_ text: String) -> Int {
        var cells = 0
        for glyph in Glyphs(text) { cells += glyph.cells }
        return cells
    }

    /// At most this many cells; what is left out shows as `mark` at the end.
    public static func cut(_ text: String, to columns: Int, mark: String = "…") -> String {
        guard of(text) > columns else { return text }
        let room = columns - of(mark)
        guard room > 0 else { return String(repeating: " ", count: Swift.max(0, columns)) }
        var out = ""
        var used = 0
        for glyph in Glyphs(text) {
            guard used + glyph.cells <= room else { break }
            out += glyph.text
            used += glyph.cells
        }
        return out + mark
    }

    /// Exactly this many cells: cut or filled up with blanks.
    public static func fit(_ text: String, _ columns: Int, mark: String = "…") -> String {
        let shown = cut(text, to: columns, mark: mark)
        return shown + String(repeating: " ", count: Swift.max(0, columns - of(shown)))
    }

    /// Lines of at most this many cells. Latin words stay whole where they fit; Chinese breaks
    /// anywhere but before closing punctuation.
    public static func wrap(_ text: String, _ columns: Int) -> [String] {
        guard columns > 1 else { return [] }
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { wrapLine($0, columns) }
    }

    private static func wrapLine(_ text: Substring, _ columns: Int) -> [String] {
        var lines: [String] = []
        var line: [Glyph] = []
        var used = 0
        for glyph in Glyphs(String(text)) {
            if used + glyph.cells > columns {
                let carried = carry(&line, before: glyph)
                lines.append(joined(line))
                line = carried
                used = carried.reduce(0) { $0 + $1.cells }
                if line.isEmpty, glyph.text == " " { continue }
            }
            line.append(glyph)
            used += glyph.cells
        }
        if !line.isEmpty || lines.isEmpty { lines.append(joined(line)) }
        return lines
    }

    /// What has to go to the next line together with `glyph`.
    private static func carry(_ line: inout [Glyph], before glyph: Glyph) -> [Glyph] {
        var from = line.count
        if closing.contains(glyph.text), line.count > 1 {
            from -= 1
            // Not within a word either.
            if line[from].isWord, let gap = line.lastIndex(where: { !$0.isWord }), gap > 0 {
                from = gap + 1
            }
        } else if glyph.isWord, line.last?.isWord == true {
            guard let gap = line.lastIndex(where: { !$0.isWord }), gap > 0 else { return [] }
            from = gap + 1
        }
        guard from < line.count else { return [] }
        if from > 1, opening.contains(line[from - 1].text) { from -= 1 }
        let carried = Array(line[from...])
        line.removeSubrange(from...)
        return carried
    }

    private static func joined(_ line: [Glyph]) -> String {
        var text = line.map(\.text).joined()
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }

    private static let opening: Set<String> = ["（", "《", "“", "‘", "【", "("]
    private static let closing: Set<String> = [
        "，", "。", "；", "：", "、", "！", "？", "）", "》", "”", "’", "】", ",", ".", ";", ":", ")",
    ]
}

extension Glyph {
    /// Part of a word that shouldn't be broken.
    fileprivate var isWord: Bool { cells == 1 && text != " " && text != "·" }
}
