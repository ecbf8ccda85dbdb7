// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// What became of appointees, from a CSV table: appraisal grades, discipline, removal, conviction. A1.
public enum OutcomeReader {
    /// An outcome and the line it stands on.
    public struct Line: Hashable, Sendable {
        public var outcome: Outcome
        public var line: Int
    }

    private static let columns: [String: [String]] = [
        "appointment": ["任职编号", "任职"], "kind": ["结果"], "on": ["日期"], "body": ["机构"],
        "basis": ["依据"], "basis_date": ["依据日期"], "sha256": [],
    ]
    private static let kinds: [String: Outcome.Kind] = {
        let words: [String: Outcome.Kind] = [
            "优秀": .outstanding, "称职": .competent, "基本称职": .basicallyCompetent,
            "不称职": .incompetent, "处分": .discipline, "免职": .removal, "判刑": .conviction,
        ]
        return Outcome.Kind.allCases.reduce(into: words) { $0[$1.rawValue.lowercased()] = $1 }
    }()

    /// Reads a table of outcomes and reports everything wrong with it.
    public static func read(_ path: String) -> Reading<[Line]> {
        let file = TextFile.read(path)
        guard let text = file.value?.text else {
            return Reading(value: nil, diagnostics: file.diagnostics)
        }
        let read = parse(text)
        return Reading(value: read.value, diagnostics: file.diagnostics + read.diagnostics)
    }

    /// The same from a text.
    public static func parse(_ text: String) -> Reading<[Line]> {
        let table = CSVTable.parse(text)
        let sink = Diagnostics()
        guard let value = table.value,
            let rows = value.keyed(
                columns, required: ["appointment", "kind", "on", "body", "basis"], sink)
        else { return Reading(value: nil, diagnostics: table.diagnostics + sink.all) }
        let lines = rows.compactMap { line($0, sink) }
        return Reading(value: lines, diagnostics: sink.all)
    }

    private static func line(_ row: CSVTable.KeyedRow, _ sink: Diagnostics) -> Line? {
        func text(_ key: String, limit: Int = 200) -> String? {
            guard let field = row.fields[key] else {
                sink.add(.text(field: key, .empty), row.place)
                return nil
            }
            return sink.clean(field.text, field: key, lines: false, limit: limit, field.place)
        }
        func day(_ key: String) -> Day? {
            guard let field = row.fields[key] else { return nil }
            if let day = Day(written: field.text) { return day }
            sink.add(.badDate(field: key, value: Legibility.visible(field.text)), field.place)
            return nil
        }
        if row.fields["on"] == nil { sink.add(.text(field: "on", .empty), row.place) }
        let said = text("kind")
        let kind = said.flatMap { kinds[$0.lowercased()] }
        if let said, kind == nil {
            sink.add(
                .badValue(field: "kind", value: said, allowed: kinds.keys.sorted()),
                row.fields["kind"]?.place)
        }
        let basisDay = day("basis_date")
        let hash = row.fields["sha256"].map { String($0.text.filter { !$0.isWhitespace }) }
        guard let appointment = text("appointment", limit: 90), let basis = text("basis"),
            let body = text("body"), let on = day("on"), let kind
        else { return nil }
        let document = Document(title: basis, date: basisDay, sha256: hash)
        if !document.hasWellFormedHash {
            sink.add(.badHash(hash ?? ""), row.fields["sha256"]?.place)
        }
        return Line(
            outcome: Outcome(
                appointment: AppointmentID(appointment), kind: kind, on: on, basis: document,
                body: body), line: row.place.line)
    }
}
