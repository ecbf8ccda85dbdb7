// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import CTerminal
import Foundation

/// Standard input a byte at a time, so that what a voter types is never read ahead into a buffer.
enum LineInput {
    /// The signal that ended the input, if one did.
    nonisolated(unsafe) private(set) static var signal: Int32?
    /// Whether a terminal was there at the start; it can't say so any more once it is gone.
    nonisolated(unsafe) private static var isTerminal = false
    nonisolated(unsafe) private static var isEchoOff = false
    private static let longest = 8192
    /// While a box is open no key ends the program: the end of the input that a key stands for isn't heard.
    nonisolated(unsafe) static var keepsOn = false
    /// Somebody who types a secret and goes away leaves nothing behind for the next.
    private static let idleMilliseconds: Int32 = 60_000

    /// What a terminal makes of Ctrl-D and Ctrl-U, where it gives each key as it comes.
    private static let endOfInput: UInt8 = 4
    private static let eraseLine: UInt8 = 21

    /// How the reading of a secret ended.
    enum End: Hashable {
        /// By Enter, after so many digits.
        case typed(Int)
        /// A minute without a key.
        case idle
        /// The input has ended, or a signal came.
        case over
    }

    /// What is typed comes from a terminal even where what is said goes into a file or another program.
    static func begin() { isTerminal = isatty(0) == 1 }

    /// The terminal as it was.
    static func end() {
        guard isEchoOff else { return }
        lw_terminal_show()
        isEchoOff = false
    }

    static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = lw_write_all(1, bytes, bytes.count)
    }

    /// Digits from locked memory, in groups of four.
    static func write(_ code: LockedBytes) {
        for start in stride(from: 0, to: code.count, by: 4) {
            let group = UnsafeRawBufferPointer(
                rebasing: code.bytes[start..<min(start + 4, code.count)])
            _ = lw_write_all(1, group.baseAddress, group.count)
            write(start + 4 < code.count ? " " : "\n")
        }
    }

    /// A line without its end; nil when the input has ended.
    static func line() -> String? {
        end()
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            let got = read(0, &byte, 1)
            if got < 0, errno == EINTR, stopped() { return nil }
            if got < 0, errno == EINTR { continue }
            guard got == 1 else {
                noticeHangup()
                if got == 0, isOnlyAKey { continue }
                return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
            }
            if byte == 10 { return String(decoding: bytes, as: UTF8.self) }
            if bytes.count < longest, byte != 13 { bytes.append(byte) }
        }
    }

    /// A line whose digits go one by one to `take`, without echo. Somebody who goes on typing isn't idle.
    static func secret(_ take: (UInt8) -> Bool, erase: () -> Void) -> End {
        // Off until something is asked for that may be seen: what is typed ahead isn't echoed either.
        lw_terminal_hide_keys()
        isEchoOff = true
        defer { write("\n") }
        let byte = LockedBytes(count: 1)
        var digits = 0
        while true {
            let ready = lw_terminal_ready(idleMilliseconds)
            if ready < 0 {
                if stopped() { return .over }
                continue
            }
            guard ready > 0 else {
                // A digit without its Enter would be the next person's.
                lw_terminal_drain()
                return .idle
            }
            var got = 0
            byte.fill { got = read(0, $0.baseAddress, 1) }
            if got < 0, errno == EINTR, !stopped() { continue }
            guard got == 1 else {
                noticeHangup()
                if got == 0, isOnlyAKey { continue }
                return .over
            }
            switch byte.bytes[0] {
            case 10, 13: return .typed(digits)
            case endOfInput:
                if isOnlyAKey { continue }
                return .over
            case eraseLine:
                while digits > 0 {
                    digits -= 1
                    erase()
                }
            case 48...57:
                digits += 1
                _ = take(byte.bytes[0])
            case 8, 127:
                digits = max(0, digits - 1)
                erase()
            default: break
            }
        }
    }

    /// Takes what is on the screen, and what scrolled by, away.
    static func clear() {
        guard lw_terminal_is() == 1 else { return }
        // Long enough to hear or read that it was cast.
        usleep(1_500_000)
        write("\u{1B}[H\u{1B}[2J\u{1B}[3J")
    }

    /// The end of a file is somebody's wish; a terminal that went away is not.
    private static func noticeHangup() {
        guard isTerminal, lw_terminal_hung_up() == 1 else { return }
        signal = signal ?? SIGHUP
    }

    /// Whether the end of the input is a key at a terminal that is there, pressed while votes are in the box.
    private static var isOnlyAKey: Bool { keepsOn && isTerminal && signal == nil }

    private static func stopped() -> Bool {
        let came = lw_line_signal()
        if came != 0 { signal = came }
        return came != 0
    }
}
