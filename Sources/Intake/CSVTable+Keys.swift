// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

extension CSVTable {
    /// A row by its columns' names; empty fields are left out.
    struct KeyedRow {
        var place: Place
        var fields: [String: Field]
    }

    /// The rows under a header; nil when the header can't be used. What is wrong goes to the sink.
    ///
    /// - Parameter columns: each name with the other forms that are understood.
    func keyed(_ columns: [String: [String]], required: [String], _ sink: Diagnostics)
        -> [KeyedRow]?
    {
        guard let header = rows.first else {
            sink.add(.tableEmpty, nil)
            return nil
        }
        guard let keys = Self.keys(header, columns, required, sink) else { return nil }
        if rows.count == 1 { sink.add(.tableEmpty, Self.row(header)) }
        return rows.dropFirst().compactMap { row in
            guard row.count == keys.count else {
                sink.add(.fieldCount(expected: keys.count, got: row.count), Self.row(row))
                return nil
            }
            var fields: [String: Field] = [:]
            for (i, key) in keys.enumerated() where !row[i].text.isBlank {
                fields[key] = row[i]
                fields[key]?.place.header = Legibility.visible(header[i].text)
            }
            return KeyedRow(place: Self.row(row), fields: fields)
        }
    }

    private static func row(_ fields: [Field]) -> Place {
        var place = fields.first?.place ?? Place(line: 1)
        place.isRow = true
        return place
    }

    private static func keys(
        _ header: [Field], _ columns: [String: [String]], _ required: [String], _ sink: Diagnostics
    ) -> [String]? {
        if header.count == 1,
            let separator = [";", "\t", "；", "，"].first(where: { (mark: String) in
                header[0].text.contains(mark)
            })
        {
            sink.add(.separator(separator), row(header))
            return nil
        }
        var canonical: [String: String] = [:]
        for (key, others) in columns { for form in [key] + others { canonical[form] = key } }
        func key(_ field: Field) -> String? {
            canonical[String(field.text.trimmingPrefix { $0.isWhitespace }).lowercased()]
        }
        let known = columns.map { "\($0.value.first ?? $0.key)/\($0.key)" }.sorted()
        let place = row(header)
        guard header.contains(where: { key($0) != nil }) else {
            sink.add(.noHeader(known: known), place)
            return nil
        }
        var keys: [String] = []
        for field in header {
            guard let key = key(field) else {
                sink.add(.unknownHeader(Legibility.visible(field.text), known: known), place)
                keys.append("")
                continue
            }
            if keys.contains(key) { sink.add(.duplicateHeader(key), place) }
            keys.append(key)
        }
        for name in required where !keys.contains(name) { sink.add(.missingHeader(name), place) }
        return sink.all.contains { $0.severity == .error } ? nil : keys
    }
}
