// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel
import Yams

/// People from a file: a CSV table or YAML. Those with a rank are the group's members.
public enum Roster {
    /// Known columns and keys, English form first, then the Chinese ones.
    static let columns: [String: [String]] = [
        "id": ["编号"], "name": ["姓名"], "rank": ["序号", "排序"], "post": ["职务"],
        "unit": ["单位"], "chief": ["主要负责人"], "in_charge": ["分管"], "distinguisher": ["区分"],
    ]
    static let chiefs: [String: ChiefKind] = [
        "party": .party, "书记": .party, "administrative": .administrative, "行政": .administrative,
    ]
    static let powers: [String: Power] = [
        "personnel": .personnel, "人事": .personnel, "finance": .finance, "财务": .finance,
        "projects": .projects, "工程": .projects, "工程项目": .projects, "approval": .approval,
        "审批": .approval, "行政审批": .approval, "enforcement": .enforcement, "执法": .enforcement,
        "行政执法": .enforcement,
    ]

    /// Reads a roster, CSV or YAML by its name's ending, and reports everything wrong with it.
    ///
    /// - Parameters:
    ///   - known: who is in the register already. Rows without an id are theirs by name, or somebody new's; an id never
    ///     passes to somebody of another name by itself.
    ///   - renames: whether an id's name may change.
    public static func read(_ path: String, known: [Person] = [], renames: Bool = false)
        -> Reading<[Person]>
    {
        let file = TextFile.read(path)
        guard let text = file.value?.text else {
            return Reading(value: nil, diagnostics: file.diagnostics)
        }
        let isYAML = path.hasSuffix(".yaml") || path.hasSuffix(".yml")
        let people =
            isYAML
            ? parse(yaml: text, known: known, renames: renames)
            : parse(csv: text, known: known, renames: renames)
        return Reading(value: people.value, diagnostics: file.diagnostics + people.diagnostics)
    }

    /// People from a CSV table; `known` and `renames` as for a file.
    public static func parse(csv text: String, known: [Person] = [], renames: Bool = false)
        -> Reading<[Person]>
    {
        let table = CSVTable.parse(text)
        guard let rows = table.value?.rows else {
            return Reading(value: nil, diagnostics: table.diagnostics)
        }
        let sink = Diagnostics()
        guard let keyed = CSVTable(rows: rows).keyed(columns, required: ["name"], sink) else {
            return Reading(value: nil, diagnostics: sink.all)
        }
        let people = keyed.enumerated().map { index, row in
            RosterRow(place: row.place, number: index + 1) { key in
                row.fields[key].map { ($0.text, $0.place) }
            }
        }
        return finish(people, RosterRegister(known: known, renames: renames), sink)
    }

    /// People from YAML; the same.
    public static func parse(yaml text: String, known: [Person] = [], renames: Bool = false)
        -> Reading<[Person]>
    {
        let source = YAMLSource.parse(text)
        guard let root = source.value else {
            return Reading(value: nil, diagnostics: source.diagnostics)
        }
        let sink = Diagnostics(source.diagnostics)
        guard let top = YAMLMap(root, known: ["people": ["人员"]], sink) else {
            return Reading(value: nil, diagnostics: sink.all)
        }
        let nodes = top.list("people")
        if nodes.isEmpty { sink.add(.tableEmpty, top.place) }
        if nodes.count > CSVTable.rowLimit {
            sink.add(.tableTooBig(limit: CSVTable.rowLimit), top.place)
            return Reading(value: nil, diagnostics: sink.all)
        }
        var people: [RosterRow] = []
        for node in nodes {
            guard let map = YAMLMap(node, known: columns, sink) else { continue }
            people.append(
                RosterRow(place: node.place ?? Place(line: 1), number: people.count + 1) { key in
                    guard let value = map.node(key) else { return nil }
                    if let list = value.sequence {
                        let joined = list.compactMap(\.string).joined(separator: "、")
                        return (joined, value.place)
                    }
                    guard let scalar = value.scalar else {
                        sink.add(.expectedText, value.place)
                        return nil
                    }
                    return scalar.string.isBlank ? nil : (scalar.string, value.place)
                })
        }
        return finish(people, RosterRegister(known: known, renames: renames), sink)
    }

    private static func finish(
        _ rows: [RosterRow], _ register: RosterRegister, _ sink: Diagnostics
    ) -> Reading<[Person]> {
        let people = register.identified(
            rows.map { (person: $0.person(sink), place: $0.place, number: $0.number) }, sink)
        RosterChecks.run(people, sink)
        return Reading(value: people.compactMap(\.0), diagnostics: sink.all)
    }
}

/// One row, wherever it came from.
private struct RosterRow {
    let place: Place
    let number: Int
    let field: (String) -> (String, Place?)?

    func person(_ sink: Diagnostics) -> Person? {
        guard let name = text("name", sink, required: true) else { return nil }
        if Self.isNoName(name) {
            sink.add(.noName(name), field("name")?.1)
            return nil
        }
        if name.contains(where: { "?？\u{FFFD}".contains($0) }) {
            sink.add(.lostCharacter(name), field("name")?.1)
        }
        if let first = name.first, "=+-@＝＋－＠".contains(first) {
            sink.add(.formula(name), field("name")?.1)
        }
        var person = Person(id: PersonID(id(sink)), name: name)
        person.distinguisher = text("distinguisher", sink)
        person.post = text("post", sink)
        person.unit = text("unit", sink)
        if let (raw, place) = field("rank") {
            if let rank = Int(written: raw), (1...9999).contains(rank) {
                person.rank = rank
            } else {
                sink.add(.badNumber(field: "rank", value: Legibility.visible(raw)), place)
            }
        }
        if let raw = text("chief", sink), raw != "否", raw.lowercased() != "no" {
            if let chief = Roster.chiefs[raw.lowercased()] {
                person.chief = chief
            } else {
                sink.add(
                    .badValue(field: "chief", value: raw, allowed: Roster.chiefs.keys.sorted()),
                    field("chief")?.1)
            }
        }
        for part in (text("in_charge", sink) ?? "").split(whereSeparator: { "、;,；， ".contains($0) })
        {
            if let power = Roster.powers[part.lowercased()] {
                person.inCharge.append(power)
            } else {
                sink.add(
                    .badValue(
                        field: "in_charge", value: String(part),
                        allowed: Roster.powers.keys.sorted()), field("in_charge")?.1)
            }
        }
        return person
    }

    /// What a spreadsheet or an office puts where nobody is: `#N/A`, `0`, `-`, 无.
    private static func isNoName(_ text: String) -> Bool {
        text.hasPrefix("#") || ["无", "空", "暂缺", "空缺"].contains(text)
            || text == "0" || Double(text) != nil && text.contains(".")
            || text.allSatisfy { "-—–－/／.．*".contains($0) }
    }

    /// Empty where none is given: the whole roster and the register decide.
    private func id(_ sink: Diagnostics) -> String {
        guard let raw = text("id", sink) else { return "" }
        if !PersonID(raw).isWellFormed { sink.add(.badID(raw), field("id")?.1) }
        return raw
    }

    private func text(_ key: String, _ sink: Diagnostics, required: Bool = false) -> String? {
        guard let (raw, place) = field(key) else {
            if required { sink.add(.text(field: key, .empty), self.place) }
            return nil
        }
        return sink.clean(raw, field: key, lines: false, limit: Legibility.nameLimit, place)
    }
}

/// What only the whole roster shows.
private enum RosterChecks {
    static func run(_ rows: [(Person?, Place)], _ sink: Diagnostics) {
        let people = rows.compactMap { row in row.0.map { ($0, row.1) } }
        guard !people.isEmpty else { return }
        var names: [String: (Person, Int)] = [:]
        var ids: [PersonID: Int] = [:]
        var ranks: [Int: Int] = [:]
        var skeletons: [String: (name: String, place: Place)] = [:]
        for (person, place) in people {
            if let first = ids.updateValue(place.line, forKey: person.id) {
                sink.add(.duplicateID(person.id.rawValue, firstLine: first), place)
            }
            if let rank = person.rank, let first = ranks.updateValue(place.line, forKey: rank) {
                sink.add(.duplicateRank(rank, firstLine: first), place)
            }
            let plain = person.name.withoutSelectors
            if let (other, line) = names[plain] {
                if person.label.withoutSelectors == other.label.withoutSelectors
                    || person.distinguisher == nil
                    || other.distinguisher == nil
                {
                    sink.add(.duplicateName(person.name, firstLine: line), place)
                }
            } else {
                let shape = skeleton(plain)
                if let other = skeletons[shape] {
                    sink.add(.confusable(other.name, person.name), place)
                }
                skeletons[shape] = (person.name, place)
            }
            names[plain] = (person, place.line)
        }
        let members = people.map(\.0).filter { $0.rank != nil }
        let chiefs = members.compactMap(\.chief)
        guard !members.isEmpty else { return }
        if chiefs.isEmpty { sink.add(.noChief, nil) }
        if chiefs.count > 2 || Set(chiefs).count < chiefs.count {
            sink.add(.tooManyChiefs(chiefs.count), nil)
        }
        if members.count < 3 { sink.add(.smallGroup(members.count), nil) }
    }
}
