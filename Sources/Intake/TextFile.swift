// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import CSystem
import Foundation
import Personnel

/// A text file as people bring them: UTF-8 with or without byte order mark, UTF-16 with one, or
/// GB18030 as a Chinese Excel saves it. Whatever isn't UTF-8 is named in a notice with its first
/// lines, for a person to confirm.
public struct TextFile: Sendable {
    public static let sizeLimit = 8 << 20

    public let text: String

    /// Reads a file, or says why it can't be.
    public static func read(_ path: String, limit: Int = sizeLimit) -> Reading<TextFile> {
        var info = stat()
        guard stat(path, &info) == 0 else {
            return failure(errno == EACCES ? .noPermission(path) : .noFile(path))
        }
        guard info.st_mode & S_IFMT == S_IFREG else { return failure(.notAFile(path)) }
        guard info.st_size <= limit else { return failure(.tooLarge(limit: limit)) }
        guard let data = FileManager.default.contents(atPath: path) else {
            return failure(.noPermission(path))
        }
        return decode([UInt8](data))
    }

    /// Decodes the bytes of a file.
    public static func decode(_ bytes: [UInt8]) -> Reading<TextFile> {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return failure(.workbook) }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            let big: Int32 = bytes[0] == 0xFE ? 1 : 0
            return converted(
                Array(bytes.dropFirst(2)), as: big == 1 ? "UTF-16BE" : "UTF-16LE", skipped: 2
            ) { lw_utf16_to_utf8($0, $1, big, $2, $3) }
        }
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        if let offset = body.firstIndex(of: 0) {
            return failure(
                .nul(offset: offset + bytes.count - body.count), place(of: offset, in: body))
        }
        if let text = String(validating: body, as: UTF8.self) {
            return Reading(value: TextFile(text: text), diagnostics: [])
        }
        if body.count < bytes.count {  // It says UTF-8 and isn't.
            let offset = firstInvalid(body)
            return failure(.undecodable(offset: offset + 3), place(of: offset, in: body))
        }
        // UTF-8 with a slip: another encoding would only say that it can't be read, or read it wrong.
        if isMostlyUTF8(body) {
            let slip = firstInvalid(body)
            return failure(
                .undecodable(offset: slip + bytes.count - body.count), place(of: slip, in: body))
        }
        return converted(body, as: "GB18030", skipped: 0) { lw_gb18030_to_utf8($0, $1, $2, $3) }
    }

    /// Whether Chinese characters in UTF-8 far outnumber what is none: by chance, in another encoding, they never do.
    private static func isMostlyUTF8(_ body: [UInt8]) -> Bool {
        let text = String(decoding: body, as: UTF8.self)
        var good = 0
        var bad = 0
        for scalar in text.unicodeScalars {
            if scalar == "\u{FFFD}" {
                bad += 1
            } else if scalar.properties.isIdeographic {
                good += 1
            }
        }
        return good >= 4 && good > 10 * bad
    }

    private typealias Converter = (
        UnsafePointer<CChar>, Int, UnsafeMutablePointer<Int>, UnsafeMutablePointer<Int>
    ) -> UnsafeMutablePointer<CChar>?

    private static func converted(
        _ body: [UInt8], as name: String, skipped: Int, by convert: Converter
    ) -> Reading<TextFile> {
        var length = 0
        var bad = 0
        let out = body.withUnsafeBytes { buffer -> String? in
            guard let base = buffer.assumingMemoryBound(to: CChar.self).baseAddress,
                let converted = convert(base, buffer.count, &length, &bad)
            else { return nil }
            defer { free(converted) }
            let raw = UnsafeRawBufferPointer(start: converted, count: length)
            return String(validating: raw, as: UTF8.self)
        }
        guard let out else {
            return failure(.undecodable(offset: bad + skipped), place(of: bad, in: body))
        }
        if let nul = out.utf8.firstIndex(of: 0) {
            return failure(.nul(offset: out.utf8.distance(from: out.startIndex, to: nul)))
        }
        let sample = out.split(whereSeparator: \.isNewline).prefix(3).map {
            Legibility.visible(String($0.prefix(60)))
        }
        return Reading(
            value: TextFile(text: out),
            diagnostics: [Diagnostic(.encoding(name, sample: Array(sample)))])
    }

    private static func firstInvalid(_ bytes: [UInt8]) -> Int {
        // The longest valid prefix, found by halving; validity of prefixes is monotonic but for a
        // character cut in two, which the last three bytes cover.
        var low = 0
        var high = bytes.count
        while low < high {
            let middle = (low + high + 1) / 2
            let valid = (0...3).contains { cut in
                middle - cut >= low
                    && String(validating: bytes[..<(middle - cut)], as: UTF8.self) != nil
            }
            if valid { low = middle } else { high = middle - 1 }
        }
        while low > 0, String(validating: bytes[..<low], as: UTF8.self) == nil { low -= 1 }
        return low
    }

    private static func place(of offset: Int, in bytes: [UInt8]) -> Place {
        let before = bytes[..<min(offset, bytes.count)]
        let line = before.count { $0 == 0x0A } + 1
        let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return Place(line: line, column: offset - start + 1)
    }

    private static func failure(_ problem: Problem, _ place: Place? = nil) -> Reading<TextFile> {
        Reading(value: nil, diagnostics: [Diagnostic(problem, at: place)])
    }
}
