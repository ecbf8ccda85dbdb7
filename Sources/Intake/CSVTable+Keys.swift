// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Personnel

extension CSVTable {
    /// A row by its columns' names; empty fields are left out.
    struct KeyedRow {
        var place: Place
        var fields: [String: Field]
    }

    /// The rows under a header, as offices write tables: with titles over it, notes and signatures under it, further columns
    /// and empty ones. What is left out is said. Nil when the header can't be used; what is wrong goes to the sink.
    ///
    /// - Parameter columns: each name with the other forms that are understood.
    func keyed(_ columns: [String: [String]], required: [String], _ sink: Diagnostics)
        -> [KeyedRow]?
    {
        guard !rows.isEmpty else {
            sink.add(.tableEmpty, nil)
            return nil
        }
        let names = Self.forms(columns)
        let top = rows.prefix(Self.titleLimit).firstIndex { row in
            row.contains { names[Self.plain($0.text)] != nil }
        }
        let header = rows[top ?? 0]
        guard let keys = Self.keys(header, names, of: columns, required: required, sink) else {
            return nil
        }
        let (body, notes) = Self.withoutNotes(rows[((top ?? 0) + 1)...])
        let left = rows[..<(top ?? 0)] + notes
        if !left.isEmpty {
            sink.add(.linesLeftOut(left.map(Self.said)), Self.row(left[left.startIndex]))
        }
        if body.isEmpty { sink.add(.tableEmpty, Self.row(header)) }
        leaveOut(header, keys, of: body, sink)
        return body.compactMap { row in
            let row = Self.fitted(row, to: keys.count)
            guard row.count == keys.count else {
                sink.add(.fieldCount(expected: keys.count, got: row.count), Self.row(row))
                return nil
            }
            var fields: [String: Field] = [:]
            for (i, key) in keys.enumerated() where !row[i].text.isBlank {
                guard let key else { continue }
                fields[key] = row[i]
                fields[key]?.place.header = Legibility.visible(header[i].text)
            }
            return KeyedRow(place: Self.row(row), fields: fields)
        }
    }

    /// So many lines may stand over the head.
    private static let titleLimit = 10

    /// Says which columns aren't taken; one that is empty to its end needs no word.
    private func leaveOut(
        _ header: [Field], _ keys: [String?], of body: ArraySlice<[Field]>, _ sink: Diagnostics
    ) {
        let unused = keys.indices.filter { i in
            keys[i] == nil && body.contains { i < $0.count && !$0[i].text.isBlank }
        }
        guard !unused.isEmpty else { return }
        sink.add(.columnsLeftOut(unused.map { Self.said([header[$0]]) }), Self.row(header))
    }

    /// The rows without the notes, totals and signatures under the last of them.
    private static func withoutNotes(_ rows: ArraySlice<[Field]>)
        -> (body: ArraySlice<[Field]>, notes: [[Field]])
    {
        let last = rows.lastIndex { !isNote($0) } ?? rows.startIndex - 1
        return (rows[..<(last + 1)], Array(rows[(last + 1)...]))
    }

    /// Whether a line is a note and nobody's: few cells are filled, and the first begins as such lines do.
    private static func isNote(_ row: [Field]) -> Bool {
        let filled = row.map { plain($0.text) }.filter { !$0.isEmpty }
        guard let first = filled.first, filled.count <= 3 else { return false }
        if filled.contains(where: { $0.hasPrefix("合计") || $0.hasPrefix("总计") }) { return true }
        let marked = [
            "注", "备注", "说明", "制表人", "制表", "填报人", "填表人", "填报", "审核人", "审核", "负责人", "联系人", "联系电话",
            "日期",
        ]
        return marked.contains { first.hasPrefix($0 + "：") || first.hasPrefix($0 + ":") }
            || ["合计", "总计", "共计", "小计"].contains { first.hasPrefix($0) }
    }

    /// A row without the empty fields that a spreadsheet adds at its end.
    private static func fitted(_ row: [Field], to count: Int) -> [Field] {
        var row = row
        while row.count > count, row.last?.text.isBlank == true { row.removeLast() }
        return row
    }

    /// A line as it may be cited.
    private static func said(_ row: [Field]) -> String {
        row.map { $0.text.filter { !$0.isNewline } }.filter { !$0.isBlank }.joined(separator: " ")
    }

    /// A heading without the blanks and line breaks that it was set with.
    private static func plain(_ text: String) -> String {
        text.precomposedStringWithCompatibilityMapping.filter { !$0.isWhitespace }.lowercased()
    }

    private static func forms(_ columns: [String: [String]]) -> [String: String] {
        var names: [String: String] = [:]
        for (key, others) in columns { for form in [key] + others { names[plain(form)] = key } }
        return names
    }

    private static func row(_ fields: [Field]) -> Place {
        var place = fields.first?.place ?? Place(line: 1)
        place.isRow = true
        return place
    }

    private static func keys(
        _ header: [Field], _ names: [String: String], of columns: [String: [String]],
        required: [String], _ sink: Diagnostics
    ) -> [String?]? {
        if header.count == 1,
            let separator = [";", "\t", "；", "，"].first(where: { (mark: String) in
                header[0].text.contains(mark)
            })
        {
            sink.add(.separator(separator), row(header))
            return nil
        }
        let known = columns.map { "\($0.value.first ?? $0.key)/\($0.key)" }.sorted()
        let place = row(header)
        let keys = header.map { names[plain($0.text)] }
        guard keys.contains(where: { $0 != nil }) else {
            sink.add(.noHeader(known: known), place)
            return nil
        }
        for (i, key) in keys.enumerated() where key != nil && keys[..<i].contains(key) {
            sink.add(.duplicateHeader(key ?? ""), place)
        }
        for name in required where !keys.contains(name) { sink.add(.missingHeader(name), place) }
        return sink.all.contains { $0.severity == .error } ? nil : keys
    }
}
