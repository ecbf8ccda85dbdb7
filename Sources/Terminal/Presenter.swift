// SPDX-License-Identifier: GPL-3.0-or-later
import CNcurses
import CTerminal
import Foundation

/// Why there is no screen.
public enum TerminalError: Error, Hashable, Sendable {
    case notATerminal
    case noUTF8
    /// The locale says that the terminal shows another charset than UTF-8, which is what it is sent.
    case otherCharset(locale: String)
    /// The terminal's description is unknown, or too poor for a screen.
    case poor(String)
}

/// What happened while waiting.
public enum TerminalEvent: Hashable, Sendable {
    case key(Key)
    case signal(Int32)
    case timeout
    /// The terminal is gone.
    case hangup
}

/// The only place that knows ncurses: puts frames on the terminal and reads its keys.
public final class Presenter {
    public private(set) var size: Size
    private var theme: Theme
    private var shown: Frame?
    /// What is on the terminal is one person's alone.
    private var isPrivate = false
    /// Clears what scrolled off.
    private static let forgetScrollback = "\u{1B}[3J"
    /// Clears the screen, and then what scrolled off: a terminal without a second screen keeps every frame that is
    /// cleared. (Some clear the screen itself by the last of these, so nothing may stand on it yet.)
    private static let forget = "\u{1B}[m\u{1B}[H\u{1B}[2J" + forgetScrollback
    private var pairs: [[Int]: Int32] = [:]
    private let hasColours: Bool
    private var decoder = UTF8Decoder()
    private var waiting: [Key] = []
    private var pasted: String?
    private let screen: OpaquePointer

    private static let pasteBegin: Int32 = 0o1001
    private static let pasteEnd: Int32 = 0o1002
    private static let longestPaste = 1 << 20
    /// What the numeric keypad sends in its application mode, and the characters that it means.
    private static let keypadKeys: [(sequence: Character, meaning: Character)] =
        zip("pqrstuvwxyklmnoj", "0123456789+,-./*").map { ($0, $1) }
    private static let firstKeypadKey: Int32 = 0o1003

    /// The locale of the environment where it names a Chinese charset that isn't UTF-8, such as `zh_CN.GB18030`.
    private static var localeOfOtherCharset: String? {
        let variables = ["LC_ALL", "LC_CTYPE", "LANG"]
        let named = variables.lazy.compactMap { ProcessInfo.processInfo.environment[$0] }
            .first { !$0.isEmpty }
        guard let named, let dot = named.firstIndex(of: ".") else { return nil }
        let charset = named[named.index(after: dot)...].prefix { $0 != "@" }.lowercased()
            .filter { $0.isLetter || $0.isNumber }
        let others = ["gb18030", "gbk", "gb2312", "euccn", "big5", "big5hkscs", "euctw"]
        return others.contains(charset) ? named : nil
    }

    /// Takes the terminal over. `close` gives it back; so do deadly signals.
    ///
    /// - Throws: `TerminalError` where this isn't a terminal, or one that can't move its cursor.
    public init(theme: Theme, mouse: Bool) throws(TerminalError) {
        guard lw_terminal_is() == 1 else { throw .notATerminal }
        if let locale = Self.localeOfOtherCharset { throw .otherCharset(locale: locale) }
        guard lw_utf8_locale() != 0 else { throw .noUTF8 }
        guard lw_terminal_save() == 0, lw_terminal_signals() == 0 else { throw .notATerminal }
        let name = getenv("TERM").map { String(cString: $0) } ?? ""
        guard let screen = nc_newterm() else { throw .poor(name) }
        guard nc_string("cup") != nil else {
            endwin()
            throw .poor(name)
        }
        self.screen = screen
        self.theme = theme
        hasColours = has_colors()
        size = Size(rows: 0, columns: 0)
        let bytes = Self.restoring()
        lw_terminal_arm(bytes, bytes.utf8.count)
        raw()
        noecho()
        nonl()
        keypad(nc_stdscr(), true)
        nodelay(nc_stdscr(), true)
        set_escdelay(25)
        if hasColours {
            start_color()
            use_default_colors()
        }
        mousemask(mouse ? nc_MOUSE() : 0, nil)
        define_key("\u{1B}[200~", Self.pasteBegin)
        define_key("\u{1B}[201~", Self.pasteEnd)
        for (i, key) in Self.keypadKeys.enumerated() {
            define_key("\u{1B}O\(key.sequence)", Self.firstKeypadKey + Int32(i))
        }
        define_key("\u{1B}OM", KEY_ENTER)
        Self.write("\u{1B}[?2004h")
        measure()
    }

    /// Sets the colours that roles are shown in.
    public func use(_ theme: Theme) {
        self.theme = theme
        shown = nil
    }

    /// Gives the terminal back as it was.
    public func close() {
        // One person's own frame never stays, whatever ended it and whether the terminal has a second screen or not.
        if isPrivate { Self.write(Self.forget) }
        endwin()
        lw_terminal_restore()
        delscreen(screen)
    }

    /// Shows a frame; only rows that changed are touched, unless everything is to be drawn anew.
    ///
    /// - Parameter whole: the frame is one person's alone: every cell is sent, so that its bytes don't depend on the last
    ///   one, and nothing of it or of the one before stays in the terminal's scrollback.
    public func present(_ frame: Frame, whole: Bool = false) {
        let window = nc_stdscr()
        let forgets = whole || isPrivate
        if isPrivate { shown = nil }
        isPrivate = whole
        if forgets {
            Self.write(Self.forget)
            clearok(window, true)
        }
        for row in 0..<min(frame.size.rows, size.rows) {
            if !whole, let shown, shown.size == frame.size, Self.isSame(row, frame, shown) {
                continue
            }
            draw(row, of: frame, in: window)
        }
        if let cursor = frame.cursor {
            curs_set(1)
            wmove(window, Int32(cursor.row), Int32(cursor.column))
        } else {
            curs_set(0)
        }
        wnoutrefresh(window)
        doupdate()
        shown = whole ? nil : frame
    }

    /// Forgets what was shown: the next frame is drawn whole.
    public func forget() { shown = nil }

    private static func isSame(_ row: Int, _ a: Frame, _ b: Frame) -> Bool {
        let range = row * a.size.columns..<(row + 1) * a.size.columns
        return a.cells[range] == b.cells[range]
    }

    private func draw(_ row: Int, of frame: Frame, in window: UnsafeMutablePointer<WINDOW>?) {
        var cells: [cchar_t] = []
        cells.reserveCapacity(frame.size.columns)
        for column in 0..<frame.size.columns {
            let cell = frame[row, column]
            if cell.glyph.isEmpty { continue }
            var wide = cell.glyph.unicodeScalars.prefix(5).map { wchar_t(bitPattern: $0.value) }
            wide.append(0)
            var out = cchar_t()
            let (attributes, pair) = look(cell.role)
            nc_setcchar(&out, wide, attributes, pair)
            cells.append(out)
        }
        wmove(window, Int32(row), 0)
        wadd_wchnstr(window, cells, Int32(cells.count))
    }

    private func look(_ role: Role) -> (attr_t, Int32) {
        let look = theme.look(role)
        var attributes: attr_t = 0
        if look.bold { attributes |= nc_A_BOLD() }
        if look.dim { attributes |= nc_A_DIM() }
        if look.reverse { attributes |= nc_A_REVERSE() }
        if look.underline { attributes |= nc_A_UNDERLINE() }
        guard hasColours, theme != .mono else { return (attributes, 0) }
        let key = [look.foreground, look.background]
        if key == [-1, -1] { return (attributes, 0) }
        if let pair = pairs[key] { return (attributes, pair) }
        let pair = alloc_pair(Int32(look.foreground), Int32(look.background))
        pairs[key] = max(0, pair)
        return (attributes, max(0, pair))
    }

    // MARK: Input

    /// Waits for a key or a signal, at most so long.
    public func next(within milliseconds: Int) -> TerminalEvent {
        // What the system says goes before any number of keys typed ahead.
        let bits = lw_terminal_wait(waiting.isEmpty ? Int32(milliseconds) : 0)
        if bits & 2 != 0 {
            let signal = lw_terminal_signal()
            if signal == SIGWINCH {
                measure()
                return .key(.resize)
            }
            if signal != 0 { return .signal(signal) }
        }
        if bits & 4 != 0 { return .hangup }
        return take().map(TerminalEvent.key) ?? .timeout
    }

    /// Whether more keys wait: a paste is taken in whole before it is painted.
    public var hasWaiting: Bool {
        if waiting.isEmpty, let key = take() { waiting.insert(key, at: 0) }
        return !waiting.isEmpty
    }

    /// One byte straight into memory of the caller's, past every buffer of this program.
    ///
    /// - Returns: 1 a byte is there, 0 none within the time, -1 the terminal is gone or a signal came.
    public func readByte(into byte: UnsafeMutableRawPointer, within milliseconds: Int) -> Int {
        let bits = lw_terminal_wait(Int32(milliseconds))
        if bits & 2 != 0 || bits & 4 != 0 { return -1 }
        guard bits & 1 != 0 else { return 0 }
        return read(0, byte, 1) == 1 ? 1 : -1
    }

    /// The signal that ended `readByte`, if one did.
    public func pendingSignal() -> Int32 {
        let signal = lw_terminal_signal()
        if signal == SIGWINCH { measure() }
        return signal
    }

    /// Throws away what was typed ahead.
    public func drain() {
        lw_terminal_drain()
        flushinp()
        waiting = []
    }

    private func measure() {
        var rows: Int32 = 0
        var columns: Int32 = 0
        // ncurses answers a resize with a key of its own: only a real change may be told it.
        if lw_terminal_size(&rows, &columns) == 0,
            rows != getmaxy(nc_stdscr()) || columns != getmaxx(nc_stdscr())
        {
            resizeterm(max(1, rows), max(1, columns))
        }
        size = Size(rows: Int(getmaxy(nc_stdscr())), columns: Int(getmaxx(nc_stdscr())))
        shown = nil
        clearok(nc_stdscr(), true)
    }

    private func take() -> Key? {
        if !waiting.isEmpty { return waiting.removeFirst() }
        while true {
            let code = wgetch(nc_stdscr())
            guard code != ERR else { return nil }
            if code == Self.pasteBegin {
                pasted = ""
                continue
            }
            if code == Self.pasteEnd {
                defer { pasted = nil }
                return .paste(pasted ?? "")
            }
            let keys = decode(code)
            if pasted != nil {
                for case .character(let c) in keys
                where (pasted?.utf8.count ?? 0) < Self.longestPaste {
                    pasted?.append(c)
                }
                if keys == [.enter] { pasted?.append("\n") }
                continue
            }
            guard let first = keys.first else { continue }
            waiting += keys.dropFirst()
            return first
        }
    }

    private func decode(_ code: Int32) -> [Key] {
        if code < 256 {
            return decoder.push(UInt8(truncatingIfNeeded: code)).compactMap { c in
                guard let value = c.unicodeScalars.first?.value else { return nil }
                switch value {
                case 13, 10: return .enter
                case 27: return .escape
                case 9: return .tab
                case 8, 127: return .backspace
                case 0..<32:
                    return .control(Character(UnicodeScalar(UInt8(value) + 96)))
                default: return .character(c)
                }
            }
        }
        switch code {
        case KEY_UP: return [.up]
        case KEY_DOWN: return [.down]
        case KEY_LEFT: return [.left]
        case KEY_RIGHT: return [.right]
        case KEY_HOME: return [.home]
        case KEY_END: return [.end]
        case KEY_PPAGE: return [.pageUp]
        case KEY_NPAGE: return [.pageDown]
        case KEY_BACKSPACE: return [.backspace]
        case KEY_DC: return [.delete]
        case KEY_IC: return [.insert]
        case KEY_ENTER: return [.enter]
        case KEY_BTAB: return [.backTab]
        case KEY_RESIZE:
            measure()
            return [.resize]
        case KEY_MOUSE:
            var event = MEVENT()
            guard getmouse(&event) == OK else { return [] }
            if event.bstate & nc_B1() != 0 { return [.click(Spot(Int(event.y), Int(event.x)))] }
            if event.bstate & nc_B4() != 0 { return [.wheel(up: true)] }
            return event.bstate & nc_B5() != 0 ? [.wheel(up: false)] : []
        default:
            let pad = Int(code - Self.firstKeypadKey)
            if Self.keypadKeys.indices.contains(pad) {
                return [.character(Self.keypadKeys[pad].meaning)]
            }
            if code > KEY_F0, code <= KEY_F0 + 24 { return [.function(Int(code - KEY_F0))] }
            return []
        }
    }

    // MARK: Giving back

    private static func restoring() -> String {
        let names = ["sgr0", "op", "cnorm", "rmkx", "rmcup"]
        let capabilities = names.compactMap { (name: String) -> String? in
            nc_string(name).map { String(cString: $0) }
        }
        // On terminals without a second screen the last frame would stay: it is cleared first.
        let clear =
            nc_string("rmcup") == nil
            ? nc_string("clear").map { String(cString: $0) + forgetScrollback } : nil
        let all =
            ["\u{1B}[?2004l\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l", clear ?? ""] + capabilities
        return withoutPadding(all.joined())
    }

    /// terminfo's `$<5>` asks for a pause that no terminal of today needs.
    private static func withoutPadding(_ text: String) -> String {
        var out = ""
        var rest = text[...]
        while let start = rest.range(of: "$<"),
            let end = rest[start.upperBound...].firstIndex(of: ">")
        {
            out += rest[..<start.lowerBound]
            rest = rest[rest.index(after: end)...]
        }
        return out + rest
    }

    private static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = lw_write_all(1, bytes, bytes.count)
    }
}
