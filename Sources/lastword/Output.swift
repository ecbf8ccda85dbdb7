import Basics
// SPDX-License-Identifier: GPL-3.0-or-later
import CSystem
import CTerminal
import Foundation
import Wording

/// Writing that notices when it fails. (`print` exits 0 on a full device.)
enum Output {
    static func line(_ shown: Shown) throws { try write(shown.text + "\n", to: 1) }

    /// In the language of this run.
    static func line(_ text: Text) throws { try write(text(spoken) + "\n", to: 1) }

    /// A text from wherever it comes, on one line.
    static func line(text: String) throws { try line(Shown(text)) }

    static func value(_ value: some Encodable) throws {
        try write(json(value, pretty: true) + "\n", to: 1)
    }

    /// One object a line, for the protocol.
    static func jsonLine(_ value: some Encodable) throws {
        try write(json(value, pretty: false) + "\n", to: 1)
    }

    static func json(_ value: some Encodable, pretty: Bool) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
        let text = String(decoding: try encoder.encode(value), as: UTF8.self)
        guard text.unicodeScalars.contains(where: { (0x7F...0x9F).contains($0.value) }) else {
            return text
        }
        // Controls that JSON lets stand, and a terminal doesn't.
        var escaped = ""
        for scalar in text.unicodeScalars {
            if (0x7F...0x9F).contains(scalar.value) {
                escaped += "\\u00" + String(scalar.value, radix: 16)
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Talk for people, on stderr; if that fails there is nobody to tell.
    static func warn(_ shown: Shown) { try? write(shown.text + "\n", to: 2) }

    /// In the language of this run.
    static func warn(_ text: Text) { try? write(text(spoken) + "\n", to: 2) }

    /// A text from wherever it comes, on one line.
    static func warn(text: String) { warn(Shown(text)) }

    static func write(_ text: String, to descriptor: Int32) throws {
        let bytes = Array(text.utf8)
        guard lw_write_all(descriptor, bytes, bytes.count) == 0 else {
            throw Failure(
                "E-WRITE",
                Text("输出失败：", "output failed: ") + SystemError.text(errno),
                Status.storage)
        }
    }
}

/// Progress of long work, on stderr, and only where somebody watches.
final class Progress {
    private let isShown = isatty(2) == 1
    private let label: Text
    private var last = Date.distantPast

    init(_ label: Text) { self.label = label }

    /// Shows the figure now and then; throws when the person interrupts.
    func step(_ done: Int) throws { try step("\(done)") }

    func step(_ done: String) throws {
        if lw_interrupted() != 0 {
            finish()
            throw Failure(
                "E-INTERRUPTED", Text("已中断，没有改动", "interrupted; nothing was changed"),
                128 + lw_interrupted())
        }
        guard isShown, Date().timeIntervalSince(last) > 0.2 else { return }
        last = Date()
        try? Output.write("\r\(label(spoken)) \(done)", to: 2)
    }

    func finish() {
        if isShown { try? Output.write("\r\u{1B}[K", to: 2) }
    }
}

/// Lines of standard input, with a limit on their length.
struct LineReader {
    static let limit = 4 << 20
    private var buffer: [UInt8] = []
    private var start = 0
    private var atEnd = false

    enum Line {
        case text(String)
        case tooLong
        case notUTF8
    }

    /// The next line; nil at the end, or when a signal asks to stop.
    mutating func next() -> Line? {
        var skipped = false
        while true {
            if let newline = buffer[start...].firstIndex(of: 0x0A) {
                let bytes = buffer[start..<newline]
                start = newline + 1
                if skipped { return .tooLong }
                return String(validating: bytes, as: UTF8.self).map(Line.text) ?? .notUTF8
            }
            if atEnd {
                let rest = buffer[start...]
                buffer = []
                start = 0
                guard !rest.isEmpty else { return nil }
                return String(validating: rest, as: UTF8.self).map(Line.text) ?? .notUTF8
            }
            if buffer.count - start > Self.limit {
                skipped = true
                start = buffer.count
            }
            if !fill() { atEnd = true }
        }
    }

    private mutating func fill() -> Bool {
        buffer.removeFirst(start)
        start = 0
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
            if count > 0 {
                buffer += chunk[..<count]
                return true
            }
            if count == 0 || errno != EINTR || lw_interrupted() != 0 { return false }
        }
    }
}
