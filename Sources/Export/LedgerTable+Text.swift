// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import CCsv
import Foundation
import Ledger
import Personnel
import Wording

extension LedgerTable {
    /// Comma-separated values, RFC 4180. For Excel: a byte order mark, CRLF, what the list is at its
    /// end, and no text that a spreadsheet would take for a formula. `plain` is for programs: rows only,
    /// as they are, each with what the list is.
    public func csv(plain: Bool) -> Data {
        var out = Data(plain ? [] : [0xEF, 0xBB, 0xBF])
        let end = plain ? "\n" : "\r\n"
        func line(_ fields: [String]) {
            for (i, field) in fields.enumerated() {
                if i > 0 { out.append(UInt8(ascii: ",")) }
                out.append(Self.quoted(field))
            }
            out.append(contentsOf: end.utf8)
        }
        // A program reads rows: what the list is stands in each of them.
        let (names, values) = plain ? plainRemarks : ([], [])
        line(columns.map { plain ? $0.key : $0.title(language) } + names)
        for i in rows.indices {
            line(
                cells(of: i).map { cell in
                    if case .text(let t) = cell, !plain { return Self.harmless(t) }
                    return text(cell)
                } + values)
        }
        if !plain {
            line([""])
            for (name, value) in remarks { line([name(language), Self.harmless(value)]) }
        }
        return out
    }

    private var plainRemarks: (names: [String], values: [String]) {
        (
            ["register", "scope", "from", "through", "made_by", "made_at"],
            [
                about.fingerprint(language), about.scope.rawValue,
                about.filter.from?.description ?? "",
                about.filter.through?.description ?? "", about.madeBy, about.madeAt.description,
            ]
        )
    }

    /// Text that begins like a formula is run as one by spreadsheets: an apostrophe before it is what
    /// they write themselves for "this is text".
    static func harmless(_ text: String) -> String {
        guard let first = text.unicodeScalars.first,
            "=+-@\t\r\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}"
                .unicodeScalars.contains(first)
        else { return text }
        return "'" + text
    }

    /// As libcsv writes a field.
    private static func quoted(_ field: String) -> Data {
        let bytes = Array(field.utf8)
        guard bytes.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else {
            return Data(bytes)
        }
        var out = [UInt8](repeating: 0, count: bytes.count * 2 + 2)
        let size = csv_write2(&out, out.count, bytes, bytes.count, 0x22)
        return Data(out.prefix(size))
    }

    /// JSON Lines: what the list is, then a line a row. Keys are stable; empty cells are left out.
    ///
    /// - Throws: `EncodingError`, which no row of a table brings about.
    public func jsonLines() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var out = try encoder.encode(Head(self))
        out.append(10)
        for i in rows.indices {
            var object: [String: Value] = [:]
            for (column, cell) in zip(columns, cells(of: i)) {
                switch cell {
                case .text(let t): object[column.key] = .text(t)
                case .number(let n): object[column.key] = .number(n)
                case .day(let d): object[column.key] = .text(d.description)
                case .none: break
                }
            }
            out.append(try encoder.encode(object))
            out.append(10)
        }
        return out
    }

    private enum Value: Encodable {
        case text(String)
        case number(Int)
        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let t): try container.encode(t)
            case .number(let n): try container.encode(n)
            }
        }
    }

    private struct Head: Encodable {
        var form = "lastword/accountability/1"
        var organisation: String
        var fingerprint: String
        var scope: String
        var from: String?
        var through: String?
        var madeBy: String
        var madeAt: String
        var totals: Ledger.Totals

        init(_ t: LedgerTable) {
            organisation = t.about.organisation
            fingerprint = t.about.fingerprint(t.language)
            scope = t.about.scope.rawValue
            from = t.about.filter.from?.description
            through = t.about.filter.through?.description
            madeBy = t.about.madeBy
            madeAt = t.about.madeAt.description
            totals = t.totals
        }
    }
}
