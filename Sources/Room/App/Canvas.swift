// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Terminal
import Wording

/// Draws the parts that all screens share. A canvas is a frame with the setting it is drawn in.
struct Canvas {
    var frame: Frame
    let setting: Setting
    let symbols: Symbols

    init(_ size: Size, _ setting: Setting) {
        frame = Frame(size)
        self.setting = setting
        symbols = setting.symbols
    }

    var rows: Int { frame.size.rows }
    var columns: Int { frame.size.columns }
    /// Rows for a screen's own content: below the title's line, above the message's.
    var body: Range<Int> { Self.body(of: frame.size) }
    static func body(of size: Size) -> Range<Int> { 2..<max(2, size.rows - 3) }

    @discardableResult
    mutating func put(
        _ row: Int, _ column: Int, _ text: String, _ role: Role = .plain, to end: Int? = nil
    ) -> Int {
        let limit = min(end ?? columns, columns)
        // Whatever people wrote reaches a terminal through here, and can't drive it.
        let text = Legibility.visible(setting.ascii ? Symbols.inASCII(text) : text)
        return frame.put(
            row, column, Width.cut(text, to: max(0, limit - column), mark: symbols.more), role,
            to: limit)
    }

    mutating func right(_ row: Int, _ text: String, _ role: Role = .plain, end: Int? = nil) {
        let limit = end ?? columns
        put(row, max(0, limit - Width.of(text)), text, role, to: limit)
    }

    mutating func centre(
        _ row: Int, _ text: String, _ role: Role = .plain, in range: Range<Int>? = nil
    ) {
        let range = range ?? 0..<columns
        let shown = Width.cut(text, to: range.count, mark: symbols.more)
        put(
            row, range.lowerBound + (range.count - Width.of(shown)) / 2, shown, role,
            to: range.upperBound)
    }

    mutating func rule(_ row: Int, _ range: Range<Int>? = nil) {
        let range = range ?? 0..<columns
        frame.put(
            row, range.lowerBound, String(repeating: symbols.line, count: range.count), .dim,
            to: range.upperBound)
    }

    /// Wrapped text from a row on; gives the row after it.
    @discardableResult
    mutating func paragraph(
        _ row: Int, _ column: Int, _ text: String, _ role: Role = .plain, to end: Int? = nil,
        most: Int = .max
    ) -> Int {
        let limit = end ?? columns
        var at = row
        for line in Width.wrap(text, max(2, limit - column)).prefix(most) {
            put(at, column, line, role, to: limit)
            at += 1
        }
        return at
    }

    /// A text that may be longer than the screen, from one of its lines on, with which lines of how many.
    mutating func scroll(_ lines: [String], from first: Int) {
        let height = body.count
        let top = min(first, max(0, lines.count - height))
        for (i, line) in lines.dropFirst(top).prefix(height).enumerated() { put(2 + i, 2, line) }
        // A screen reader follows the cursor: to where the text begins.
        frame.cursor = Spot(2, 2)
        rule(rows - 3)
        if lines.count > height {
            right(
                rows - 2, "\(top + 1)-\(min(lines.count, top + height)) / \(lines.count)", .dim,
                end: columns - 1)
        }
    }

    /// Line 1: where we are.
    mutating func title(_ left: String, _ right: String) {
        frame.fill(0..<1, 0..<columns, .bar)
        let width = min(Width.of(right), max(0, columns - 12))
        put(0, 1, left, .bar, to: columns - width - 2)
        put(0, columns - width - 1, right, .bar, to: columns)
        rule(1)
    }

    /// What is said above the keys. A long refusal takes as many lines as it needs: what lies above gives way.
    mutating func speak(_ text: String, _ role: Role) {
        let lines = Width.wrap(text, columns - 4)
        let most = min(lines.count, max(1, rows / 3))
        let top = rows - 1 - most
        frame.fill(top..<rows - 1, 0..<columns)
        for (i, line) in lines.prefix(most).enumerated() {
            let more = i == most - 1 && lines.count > most ? symbols.more : ""
            put(top + i, i == 0 ? 1 : 3, line + more, role)
        }
    }

    /// The line that speaks, and the line of keys that work now.
    mutating func foot(_ message: Message?, _ bindings: [Binding], next: Text? = nil) {
        rule(rows - 3)
        if let next, message?.tone == .done {
            put(rows - 3, 2, " \(symbols.next) \(next(setting.language)) ", .suggested)
        }
        if let message {
            speak("\(message.sign(symbols)) \(message.text(setting.language))", message.role)
        }
        keys(bindings)
    }

    /// The line of keys that work now.
    mutating func keys(_ bindings: [Binding]) {
        // Help, the command list and the ways out always have their place, at the right.
        let hasQuit = bindings.contains { $0.act == .quit }
        let last = [hasQuit ? Command.quit : .blank, .back, .help, .menu].compactMap { act in
            bindings.first { $0.act == act && !$0.name(setting.language).isEmpty }
        }
        var end = columns - 1
        for binding in last.reversed() {
            let words = binding.words(setting.language)
            let name = binding.name(setting.language)
            end -= Width.of(name) + 1 + Width.of(words)
            put(rows - 1, put(rows - 1, end, name, .key) + 1, words)
            end -= 2
        }
        let others = bindings.filter { !last.contains($0) && !$0.name(setting.language).isEmpty }
        // The next step stands in words above: here a sign is enough, where it makes room for another key.
        let full = others.map {
            (name: $0.name(setting.language), words: $0.words(setting.language))
        }
        let brief = zip(others, full).map { binding, texts in
            // With Enter, that is; another key's sign alone would say nothing.
            let isNext = binding.act == .suggested && binding.keys.contains(.enter)
            return (name: texts.name, words: isNext ? symbols.next : texts.words)
        }
        func fitting(_ keys: [(name: String, words: String)]) -> Int {
            var column = 1
            for (i, key) in keys.enumerated() {
                column += Width.of(key.name) + 1 + Width.of(key.words)
                guard column <= end else { return i }
                column += 2
            }
            return keys.count
        }
        let shown = fitting(brief) > fitting(full) ? brief : full
        var column = 1
        for key in shown.prefix(fitting(shown)) {
            column = put(rows - 1, column, key.name, .key)
            column = put(rows - 1, column + 1, key.words) + 2
        }
    }

    /// A bar of this share of the width.
    mutating func bar(
        _ row: Int, _ column: Int, _ share: Double, width: Int, _ role: Role = .strong
    ) {
        let full = Int((share * Double(width)).rounded())
        frame.put(row, column, String(repeating: symbols.bar, count: full), role)
    }

    /// Marks a row as the one selected and puts the real cursor there.
    mutating func select(_ row: Int, _ columns: Range<Int>) {
        frame.paint(row, columns, .selected)
        frame.cursor = Spot(row, columns.lowerBound)
    }
}

/// What the line above the keys says.
public struct Message: Hashable, Sendable {
    /// How a message is meant: each has a sign of its own, not only a colour.
    public enum Tone: Hashable, Sendable { case hint, done, refused, warning }
    public var tone: Tone
    public var text: Text

    public init(_ tone: Tone, _ text: Text) {
        self.tone = tone
        self.text = text
    }

    func sign(_ s: Symbols) -> String {
        switch tone {
        case .hint: s.next
        case .done: s.done
        case .refused: s.refused
        case .warning: "!"
        }
    }

    var role: Role {
        switch tone {
        case .hint: .plain
        case .done: .good
        case .refused: .bad
        case .warning: .warning
        }
    }
}

/// A key that works now, with what it does: the key bar, the help and the handling come from the
/// same list.
struct Binding: Hashable {
    var keys: [Key]
    var name: Text
    var words: Text
    /// Said in the help, where the key bar has no room.
    var more: Text?
    var act: Command

    init(
        _ keys: [Key], _ name: Text? = nil, _ words: Text, more: Text? = nil, _ act: Command
    ) {
        self.keys = keys
        self.name = name ?? Binding.name(of: keys.first ?? .enter)
        self.words = words
        self.more = more
        self.act = act
    }

    /// The name, with the digit that does the same.
    var shortcut: Text {
        for case .character(let c) in keys.dropFirst() where c.isASCII && c.isNumber {
            return name + Text(" \(c)", " \(c)")
        }
        return name
    }

    static func name(of key: Key) -> Text {
        switch key {
        case .enter: Text("回车", "Enter")
        case .escape: Text("Esc", "Esc")
        case .tab: Text("Tab", "Tab")
        case .character(" "): Text("空格", "Space")
        case .character(let c): Text(same: String(c))
        case .control(let c): Text("Ctrl-\(c)", "Ctrl-\(c)")
        default: Text("", "")
        }
    }
}

/// A window of a list that always holds the selected item.
struct Scroll {
    static func window(_ count: Int, selected: Int, height: Int) -> Range<Int> {
        guard count > height else { return 0..<count }
        let start = min(max(0, selected - height / 2), count - height)
        return start..<start + height
    }
}
