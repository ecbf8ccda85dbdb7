// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import CCsv
import Personnel

/// A comma-separated table (RFC 4180), read by libcsv, with the line each field begins on.
struct CSVTable {
    struct Field: Hashable {
        var text: String
        var place: Place
    }

    /// Rows that aren't blank.
    var rows: [[Field]]

    static let rowLimit = 500

    static func parse(_ text: String) -> Reading<CSVTable> {
        guard let parser = lw_csv_new(lw_csv_strict()) else {
            return Reading(value: nil, diagnostics: [Diagnostic(.tableEmpty)])
        }
        defer { lw_csv_free(parser) }
        let collector = Collector()
        let context = Unmanaged.passUnretained(collector).toOpaque()
        let onField:
            @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void
        onField = { bytes, length, context in
            guard let context else { return }
            let collector = Unmanaged<Collector>.fromOpaque(context).takeUnretainedValue()
            let buffer = UnsafeRawBufferPointer(start: bytes, count: length)
            collector.field(String(decoding: buffer, as: UTF8.self))
        }
        let onRow: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = { _, context in
            guard let context else { return }
            Unmanaged<Collector>.fromOpaque(context).takeUnretainedValue().row()
        }
        // One byte at a time: the parser reports no positions, its caller knows them. An export
        // larger than the limit is refused before it is read to the end.
        for byte in text.utf8 {
            var one = byte
            guard csv_parse(parser, &one, 1, onField, onRow, context) == 1 else {
                let problem: Problem =
                    csv_error(parser) == CSV_EPARSE ? .strayQuote : .tooLarge(limit: 0)
                return Reading(value: nil, diagnostics: [Diagnostic(problem, at: collector.here)])
            }
            collector.advance(byte)
            if collector.rows.count > rowLimit + 1 {
                return Reading(
                    value: nil,
                    diagnostics: [Diagnostic(.tableTooBig(limit: rowLimit), at: collector.here)])
            }
        }
        guard csv_fini(parser, onField, onRow, context) == 0 else {
            return Reading(
                value: nil, diagnostics: [Diagnostic(.unclosedQuote, at: collector.start)])
        }
        return Reading(value: CSVTable(rows: collector.rows), diagnostics: [])
    }

    private final class Collector {
        var rows: [[Field]] = []
        var here = Place(line: 1)
        /// Where the field being read began.
        var start = Place(line: 1)
        private var current: [Field] = []
        private var previous: UInt8 = 0
        private var fieldEnded = false

        func field(_ text: String) {
            current.append(Field(text: text, place: start))
            fieldEnded = true
        }

        func row() {
            if current.contains(where: { !$0.text.isBlank }) { rows.append(current) }
            current = []
            fieldEnded = true
        }

        /// Counts the byte just parsed; lines end at LF, CR or CRLF.
        func advance(_ byte: UInt8) {
            if byte == 0x0A || byte == 0x0D {
                if !(byte == 0x0A && previous == 0x0D) { here.line += 1 }
                here.column = 1
            } else if byte & 0xC0 != 0x80 {
                here.column += 1
            }
            previous = byte
            if fieldEnded {
                start = here
                fieldEnded = false
            } else if byte == 0x0A, here.column == 1, current.isEmpty, start.line == here.line {
                start = here
            }
        }
    }
}
