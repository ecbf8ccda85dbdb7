// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Meeting
import Personnel
import Wording

/// Something a person fills in.
struct Field: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case text
        /// A path; its hash goes on record.
        case file
        /// A path of a file that is read or made.
        case path
        case number(ClosedRange<Int>)
        case day
        case time
        case choice([Text])
        /// People by name or id, parted by `、`.
        case people
        /// Several of them.
        case picks([Text], least: Int)
    }

    var label: Text
    var kind: Kind
    var isOptional = false
    var text = ""
    /// −1: nothing is chosen yet, and something has to be.
    var pick = 0
    var picks: Set<Int> = []
    /// One person is wanted: another pick from the list takes the place of the first.
    var isSingle = false
    /// How many characters stand right of the caret.
    var behind = 0
    /// Nobody has changed or gone into what stands there: what is offered gives way to the first character typed.
    var isUntouched = true
    /// A text that gives way as a date does: a name for a file, a number. Words that somebody wrote don't.
    var isOffer = false
    /// Only asked for when another field says so; nil: always.
    var condition: Condition?

    /// Another field's choice that makes this one wanted.
    struct Condition: Hashable, Sendable {
        var field: Int
        var picks: Set<Int>
    }

    func when(_ field: Int, _ picks: Set<Int>) -> Field {
        var one = self
        one.condition = Condition(field: field, picks: picks)
        return one
    }

    static func reason(_ label: Text = Text("原因", "Reason")) -> Field {
        Field(label: label, kind: .text)
    }
    /// A file whose hash goes on record, where there is one.
    static func scan(_ label: Text) -> Field {
        Field(label: label, kind: .file, isOptional: true)
    }
    static func words(_ label: Text, optional: Bool = false) -> Field {
        Field(label: label, kind: .text, isOptional: optional)
    }
    /// A short text that is offered, to be taken as it is or typed anew.
    static func offer(_ label: Text, _ text: String) -> Field {
        Field(label: label, kind: .text, text: text, isOffer: true)
    }
    static func number(_ label: Text, _ range: ClosedRange<Int>, _ value: Int? = nil) -> Field {
        Field(label: label, kind: .number(range), text: value.map(String.init) ?? "")
    }
    static func choice(_ label: Text, _ options: [Text], _ pick: Int = 0) -> Field {
        Field(label: label, kind: .choice(options), pick: pick)
    }

    var number: Int { Int(text) ?? 0 }

    /// Why it can't stay so; nil when it can.
    var fault: Text? {
        switch kind {
        case .text, .people, .file, .path:
            return !isOptional && text.allSatisfy(\.isWhitespace)
                ? label + Text("：请填写", ": please fill in") : nil
        case .number(let range):
            guard let n = Int(text), range.contains(n) else {
                return label
                    + Text(
                        "：须为 \(range.lowerBound) 到 \(range.upperBound) 的整数",
                        ": a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            return nil
        case .day:
            return Day(text) == nil && !(isOptional && text.isEmpty)
                ? label + Text("：写作 2026-11-23", ": write 2026-11-23") : nil
        case .time:
            return Field.time(text, offset: 0) == nil
                ? label + Text("：写作 2026-11-23 14:30", ": write 2026-11-23 14:30") : nil
        case .choice(let options):
            return options.indices.contains(pick) || options.isEmpty
                ? nil : label + Text("：请选择", ": choose one")
        case .picks(_, let least):
            return picks.count < least
                ? label + Text("：至少选 \(least) 项", ": choose at least \(least)") : nil
        }
    }

    /// A path as terminals paste it and people type it, without its quotes and with the home folder for `~`.
    static func path(_ typed: String) -> String {
        var path = typed.trimmingCharacters(in: .whitespaces)
        if path.count > 1, let mark = path.first, mark == "'" || mark == "\"", path.last == mark {
            path = String(path.dropFirst().dropLast())
        } else {
            path = path.replacing("\\ ", with: " ")
        }
        guard path == "~" || path.hasPrefix("~/"),
            let home = ProcessInfo.processInfo.environment["HOME"], !home.isEmpty
        else { return path }
        return home + path.dropFirst()
    }

    /// A date or time as people type it, `2026/1/5 9:30`, `2026年1月5日9：30`, put as it is written here; a path too.
    mutating func tidy() {
        let wanted: Int
        switch kind {
        case .file, .path:
            let path = Self.path(text)
            guard path != text else { return }
            text = path
            behind = 0
            return
        case .day: wanted = 3
        case .time: wanted = 5
        default: return
        }
        let plain = text.precomposedStringWithCompatibilityMapping
        let parts = plain.split { !$0.isASCII || !$0.isNumber }
        let marks = plain.filter { !($0.isASCII && $0.isNumber) }
        guard parts.count == wanted, marks.allSatisfy({ "-/. :年月日时分".contains($0) }),
            parts[0].count == 4, parts.dropFirst().allSatisfy({ $0.count <= 2 })
        else { return }
        let n = parts.map { $0.count == 1 ? "0\($0)" : String($0) }
        text = n[..<3].joined(separator: "-") + (wanted == 5 ? " \(n[3]):\(n[4])" : "")
        behind = 0
    }

    /// `2026-11-23 14:30`, at this offset from UTC.
    static func time(_ text: String, offset: Int) -> Timestamp? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let day = Day(String(parts[0])) else { return nil }
        let zone =
            (offset < 0 ? "-" : "+") + two(abs(offset) / 60) + ":" + two(abs(offset) % 60)
        return Timestamp("\(day)T\(parts[1]):00\(zone)")
    }

    /// Whether the first character typed takes the place of all that stands there.
    var givesWay: Bool {
        switch kind {
        case .choice, .picks: false
        case .number, .day, .time, .people, .file: isUntouched && !text.isEmpty
        case .text, .path: isOffer && isUntouched && !text.isEmpty
        }
    }

    /// Where the caret stands, counted in characters from the left.
    var caret: Int { max(0, text.count - behind) }

    static func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
}
