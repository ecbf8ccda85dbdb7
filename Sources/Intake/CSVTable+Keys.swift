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
        if rows.count == 1 { sink.add(.tableEmpty, header.first?.place) }
        return rows.dropFirst().compactMap { row in
            guard row.count == keys.count else {
                sink.add(.fieldCount(expected: keys.count, got: row.count), row.first?.place)
                return nil
            }
            var fields: [String: Field] = [:]
            for (i, key) in keys.enumerated() where !row[i].text.isBlank {
                fields[key] = row[i]
                fields[key]?.place.header = Legibility.visible(header[i].text)
            }
            return KeyedRow(place: row.first?.place ?? Place(line: 1), fields: fields)
        }
    }

    private static func keys(
        _ header: [Field], _ columns: [String: [String]], _ required: [String], _ sink: Diagnostics
    ) -> [String]? {
        if header.count == 1,
            let separator = [";", "\t", "；", "，"].first(where: { (mark: String) in
                header[0].text.contains(mark)
            })
        {
            sink.add(.separator(separator), header[0].place)
            return nil
        }
        var canonical: [String: String] = [:]
        for (key, others) in columns { for form in [key] + others { canonical[form] = key } }
        var keys: [String] = []
        for field in header {
            let name = field.text.trimmingPrefix { $0.isWhitespace }
            guard let key = canonical[String(name).lowercased()] else {
                let known = columns.map { "\($0.value.first ?? $0.key)/\($0.key)" }.sorted()
                sink.add(
                    .unknownHeader(Legibility.visible(field.text), known: known), field.place)
                keys.append("")
                continue
            }
            if keys.contains(key) { sink.add(.duplicateHeader(key), field.place) }
            keys.append(key)
        }
        for name in required where !keys.contains(name) {
            sink.add(.missingHeader(name), header.first?.place)
        }
        return sink.all.contains { $0.severity == .error } ? nil : keys
    }
}
