// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel
import Yams

/// A YAML file of plain settings: mappings, lists and texts. Anchors, aliases and tags are refused,
/// and so is nesting that no settings file needs. Every text stays as written (`no`, `012`, dates).
struct YAMLSource {
    static let sizeLimit = 1 << 20
    static let depthLimit = 32

    static func parse(_ text: String) -> Reading<Node> {
        func failure(_ problem: Problem, _ place: Place?) -> Reading<Node> {
            Reading(value: nil, diagnostics: [Diagnostic(problem, at: place)])
        }
        guard text.utf8.count <= sizeLimit else { return failure(.tooLarge(limit: sizeLimit), nil) }
        var scan = YAMLScan(text)
        if let (problem, place) = scan.firstProblem() { return failure(problem, place) }
        do {
            // Its nodes know their anchors only for as long as the parser lives.
            let parser = try Parser(yaml: text)
            guard let node = try parser.singleRoot() else { return failure(.tableEmpty, nil) }
            // What the look at the text let through (a quote that was none) shows in the nodes.
            let found = withExtendedLifetime(parser) { forbidden(in: node, depth: 1) }
            if let (problem, place) = found { return failure(problem, place) }
            return Reading(value: node, diagnostics: YAMLScan.remarksTaken(for: node, text))
        } catch let error as YamlError {
            let (problem, place) = describe(error)
            return failure(problem, place)
        } catch {
            return failure(.yaml("\(error)"), nil)
        }
    }

    /// The first anchor, tag or too deep nesting, in the order of the text: an alias comes after the anchor that it
    /// repeats, so nothing is walked twice.
    private static func forbidden(in node: Node, depth: Int, isKey: Bool = false)
        -> (Problem, Place?)?
    {
        guard depth <= depthLimit else { return (.depth(limit: depthLimit), node.place) }
        if node.anchor != nil { return (.alias, node.place) }
        let tag: String
        switch node {
        case .scalar(let scalar): tag = scalar.tag.rawValue
        case .mapping(let mapping): tag = mapping.tag.rawValue
        case .sequence(let sequence): tag = sequence.tag.rawValue
        default: return (.alias, node.place)
        }
        // Quoted texts are given the tag of texts, and a key's was filled in when keys were compared.
        let core = "tag:yaml.org,2002:"
        guard tag.isEmpty || tag == core + "str" || (isKey && tag.hasPrefix(core)) else {
            return (.tag, node.place)
        }
        if case .mapping(let mapping) = node {
            for (key, value) in mapping {
                if let found = forbidden(in: key, depth: depth + 1, isKey: true)
                    ?? forbidden(in: value, depth: depth + 1)
                {
                    return found
                }
            }
        }
        if case .sequence(let sequence) = node {
            for item in sequence {
                if let found = forbidden(in: item, depth: depth + 1) { return found }
            }
        }
        return nil
    }

    private static func describe(_ error: YamlError) -> (Problem, Place?) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            (.yaml(problem), Place(line: mark.line, column: mark.column))
        case .duplicatedKeysInMapping(let keys, let context):
            (
                .duplicateKey(keys.first ?? ""),
                Place(line: context.mark.line, column: context.mark.column)
            )
        case .reader(let problem, _, _, _): (.yaml(problem), nil)
        default: (.yaml("\(error)"), nil)
        }
    }
}

/// Looks, before the parser does, for what a settings file may not hold. Reading by libyaml would
/// expand aliases and recurse as deep as the file says. A block of text may look like an open quote here; so aliases
/// are counted in quotes too, and the nodes are looked at once more.
private struct YAMLScan {
    private let lines: [Substring]

    init(_ text: String) {
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    /// So few aliases expand to nothing large.
    private static let fewAliases = 8

    /// Where there are more `*name` than that, quoted or not.
    private var manyAliases: Place? {
        var count = 0
        for (number, line) in lines.enumerated() {
            var last: Character = " "
            var begins = false
            for (column, c) in line.enumerated() {
                if begins, c != " ", c != "*" { count += 1 }
                if count > Self.fewAliases { return Place(line: number + 1, column: column + 1) }
                begins = c == "*" && " \t[{,".contains(last)
                last = c
            }
        }
        return nil
    }

    /// Values that end before a ` #`: YAML takes the rest of the line for a remark, and whoever wrote it meant it to stay.
    static func remarksTaken(for root: Node, _ text: String) -> [Diagnostic] {
        let lines = YAMLScan(text).lines
        var found: [Diagnostic] = []
        func look(_ node: Node) {
            switch node {
            case .mapping(let mapping): for (_, value) in mapping { look(value) }
            case .sequence(let sequence): for item in sequence { look(item) }
            case .scalar(let scalar):
                guard scalar.style == .plain, let place = node.place,
                    lines.indices.contains(place.line - 1)
                else { return }
                let line = lines[place.line - 1].dropFirst(place.column - 1)
                guard line.hasPrefix(scalar.string) else { return }
                let rest = line.dropFirst(scalar.string.count)
                guard rest.first?.isWhitespace == true,
                    let mark = rest.first(where: { !$0.isWhitespace }), mark == "#"
                else { return }
                let cut = String(rest.drop(while: \.isWhitespace))
                found.append(Diagnostic(.cutByRemark(kept: scalar.string, cut: cut), at: place))
            default: break
            }
        }
        look(root)
        return found
    }

    mutating func firstProblem() -> (Problem, Place)? {
        if let place = manyAliases { return (.alias, place) }
        var flow = 0
        var quote: Character?
        var isEscaped = false
        for (number, line) in lines.enumerated() {
            var atNode = true
            var dashes = 0
            var previous: Character = " "
            var indenting = true
            isEscaped = false
            for (column, c) in line.enumerated() {
                let place = Place(line: number + 1, column: column + 1)
                if let open = quote {
                    if isEscaped {
                        isEscaped = false
                    } else if open == "\"", c == "\\" {
                        isEscaped = true
                    } else if c == open {
                        quote = nil
                    }
                    previous = c
                    continue
                }
                if indenting, c == "\t" { return (.tab, place) }
                if c != " " { indenting = false }
                if c == "#", previous == " " || column == 0 { break }
                switch c {
                case "'", "\"": if atNode { quote = c }
                case "&", "*": if atNode { return (.alias, place) }
                case "!": if atNode { return (.tag, place) }
                case "[", "{": if atNode { flow += 1 }
                case "]", "}": flow = max(0, flow - 1)
                default: break
                }
                if c == "-" || c == "?", atNode { dashes += 1 }
                if flow > YAMLSource.depthLimit || dashes > YAMLSource.depthLimit
                    || (indenting && column > 8 * YAMLSource.depthLimit)
                {
                    return (.depth(limit: YAMLSource.depthLimit), place)
                }
                switch c {
                case " ": if previous == ":" || previous == "-" || previous == "?" { atNode = true }
                case "[", "{", ",": atNode = flow > 0
                case "-", "?": break
                default: atNode = false
                }
                previous = c
            }
        }
        return nil
    }
}

/// A YAML mapping read key by key: keys have a Chinese and an English form, unknown ones are
/// reported with the nearest known, and every complaint has its place.
final class YAMLMap {
    private let entries: [String: (node: Node, place: Place?)]
    let place: Place?
    private let sink: Diagnostics

    /// Nil, with a diagnostic, unless the node is a mapping whose keys are all in `known`
    /// (English form → other accepted forms).
    init?(_ node: Node, known: [String: [String]], _ sink: Diagnostics) {
        self.sink = sink
        place = node.place
        guard case .mapping(let mapping) = node else {
            sink.add(.expectedMapping, node.place)
            return nil
        }
        var canonical: [String: String] = [:]
        for (key, others) in known { for form in [key] + others { canonical[form] = key } }
        var found: [String: (Node, Place?)] = [:]
        for (key, value) in mapping {
            let name = key.string ?? ""
            guard let known = canonical[name] else {
                // A name as long as a page is near to none.
                let nearest =
                    name.count > 40
                    ? nil
                    : canonical.keys.min {
                        (editDistance($0, name), $0) < (editDistance($1, name), $1)
                    }
                let suggestion = nearest.flatMap { editDistance($0, name) <= 3 ? $0 : nil }
                sink.add(
                    .unknownKey(Legibility.visible(name), suggestion: suggestion), key.place)
                continue
            }
            if found.updateValue((value, key.place), forKey: known) != nil {
                sink.add(.duplicateKey(known), key.place)
            }
        }
        entries = found.mapValues { (node: $0.0, place: $0.1) }
    }

    func place(_ key: String) -> Place? { entries[key]?.node.place ?? place }
    func has(_ key: String) -> Bool { entries[key] != nil }
    func node(_ key: String) -> Node? { entries[key]?.node }

    /// A text, checked and normalised; nil (with a diagnostic when required) where there is none.
    func text(
        _ key: String, required: Bool = true, lines: Bool = false,
        limit: Int = Legibility.nameLimit
    ) -> String? {
        guard let node = entries[key]?.node else {
            if required { sink.add(.missing(key), place) }
            return nil
        }
        guard let scalar = node.scalar else {
            sink.add(.expectedText, node.place)
            return nil
        }
        return sink.clean(scalar.string, field: key, lines: lines, limit: limit, node.place)
    }

    func list(_ key: String) -> [Node] {
        guard let node = entries[key]?.node else { return [] }
        guard let sequence = node.sequence else {
            sink.add(.expectedList, node.place)
            return []
        }
        return Array(sequence)
    }

    func texts(_ key: String) -> [(String, Place?)] {
        list(key).compactMap { node in
            guard let scalar = node.scalar else {
                sink.add(.expectedText, node.place)
                return nil
            }
            return sink.clean(
                scalar.string, field: key, lines: false, limit: Legibility.nameLimit, node.place
            ).map { ($0, node.place) }
        }
    }

    func integer(_ key: String, _ range: ClosedRange<Int>) -> Int? {
        guard let raw = text(key) else { return nil }
        guard let value = Int(raw), range.contains(value) else {
            sink.add(.badNumber(field: key, value: raw), place(key))
            return nil
        }
        return value
    }

    func truth(_ key: String) -> Bool? {
        choice(
            key, ["yes": true, "no": false, "true": true, "false": false, "是": true, "否": false])
    }

    func choice<T>(_ key: String, _ values: [String: T], required: Bool = true) -> T? {
        guard let raw = text(key, required: required) else { return nil }
        guard let value = values[raw] else {
            sink.add(
                .badValue(field: key, value: raw, allowed: values.keys.sorted()), place(key))
            return nil
        }
        return value
    }

    func day(_ key: String, required: Bool = true) -> Day? {
        guard let raw = text(key, required: required) else { return nil }
        guard let day = Day(raw) else {
            sink.add(.badDate(field: key, value: raw), place(key))
            return nil
        }
        return day
    }
}

extension Node {
    var place: Place? { mark.map { Place(line: $0.line, column: $0.column) } }
}

/// Levenshtein distance, for "did you mean".
func editDistance(_ a: String, _ b: String) -> Int {
    let b = Array(b)
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, y) in b.enumerated() {
            let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (x == y ? 0 : 1))
            diagonal = row[j + 1]
            row[j + 1] = next
        }
    }
    return row[b.count]
}
