// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Personnel
import Wording

// The kinds of questions, by the type of the place that the answer goes to.

// MARK: Texts and numbers

extension Question {
    /// Words somebody writes; what stands at the place already is offered.
    static func words(
        _ place: WritableKeyPath<Value, String>, _ label: Text, _ now: String = "",
        optional: Bool = false
    ) -> Question {
        Question(place, Field(label: label, kind: .text, isOptional: optional, text: now)) {
            filled, _ in
            filled.text
        }
    }

    /// Words that may be missing: empty is nil.
    static func words(
        _ place: WritableKeyPath<Value, String?>, _ label: Text, _ now: String? = nil
    ) -> Question {
        Question(place, Field(label: label, kind: .text, isOptional: true, text: now ?? "")) {
            filled, _ in
            filled.text.isEmpty ? nil : filled.text
        }
    }

    static func reason(
        _ place: WritableKeyPath<Value, String>, _ label: Text = Text("原因", "Reason")
    ) -> Question { .words(place, label) }

    /// A short text that is taken as it is or typed anew.
    static func offer(_ place: WritableKeyPath<Value, String>, _ label: Text, _ now: String)
        -> Question
    {
        Question(place, .offer(label, now)) { filled, _ in filled.text }
    }

    /// Several texts parted by marks, such as posts and paths, which may have blanks in them.
    static func phrases(_ place: WritableKeyPath<Value, [String]>, _ label: Text, _ now: [String])
        -> Question
    {
        let text = now.joined(separator: "、")
        return Question(place, Field(label: label, kind: .text, isOptional: true, text: text)) {
            filled, _ in
            RoomSnapshot.phrases(filled.text)
        }
    }

    static func number(
        _ place: WritableKeyPath<Value, Int>, _ label: Text, _ range: ClosedRange<Int>,
        _ now: Int? = nil
    ) -> Question {
        Question(place, .number(label, range, now)) { filled, _ in filled.number }
    }

    static func number(
        _ place: WritableKeyPath<Value, Int?>, _ label: Text, _ range: ClosedRange<Int>
    ) -> Question {
        Question(place, .number(label, range)) { filled, _ in Int(filled.text) }
    }
}

// MARK: Days and times

extension Question {
    static func day(_ place: WritableKeyPath<Value, Day>, _ label: Text, _ now: Day) -> Question {
        Question(place, Field(label: label, kind: .day, text: now.description)) {
            Day($0.text) ?? $1
        }
    }

    /// A day that may be missing.
    static func day(_ place: WritableKeyPath<Value, Day?>, _ label: Text, _ now: Day?) -> Question {
        let text = now.map(\.description) ?? ""
        return Question(place, Field(label: label, kind: .day, isOptional: true, text: text)) {
            filled, _ in
            Day(filled.text)
        }
    }

    /// A time kept as it is written, `2026-11-23 14:30`.
    static func time(_ place: WritableKeyPath<Value, String>, _ label: Text, _ now: String)
        -> Question
    {
        Question(place, Field(label: label, kind: .time, text: now)) { filled, _ in filled.text }
    }

    /// - Parameter offset: minutes east of UTC, in which the time is meant.
    static func time(
        _ place: WritableKeyPath<Value, Timestamp>, _ label: Text, _ now: String, offset: Int
    ) -> Question {
        Question(place, Field(label: label, kind: .time, text: now)) {
            Field.time($0.text, offset: offset) ?? $1
        }
    }
}

// MARK: Choices

extension Question {
    /// One of several; nobody has chosen until somebody does.
    ///
    /// - Parameter first: what stands there before; nil: nothing, so that Enter alone answers nothing.
    static func choice<Choice: Hashable>(
        _ place: WritableKeyPath<Value, Choice>, _ label: Text, of options: [Choice],
        first: Choice? = nil, named name: (Choice) -> Text
    ) -> Question {
        let pick = first.flatMap(options.firstIndex) ?? -1
        return Question(place, .choice(label, options.map(name), pick), options: options) {
            options.indices.contains($0.pick) ? options[$0.pick] : $1
        }
    }

    /// One of several where there may be none, in a form that asks only when there is one.
    static func choice<Choice: Hashable>(
        _ place: WritableKeyPath<Value, Choice?>, _ label: Text, of options: [Choice],
        first: Choice?, named name: (Choice) -> Text
    ) -> Question {
        let pick = first.flatMap(options.firstIndex) ?? -1
        return Question(place, .choice(label, options.map(name), pick), options: options) {
            filled, _ in
            options.indices.contains(filled.pick) ? options[filled.pick] : nil
        }
    }

    /// One of several, or none of them, which stands first.
    static func choice<Choice: Hashable>(
        _ place: WritableKeyPath<Value, Choice?>, _ label: Text, none: Text, of options: [Choice],
        first: Choice? = nil, named name: (Choice) -> Text
    ) -> Question {
        let pick = first.flatMap(options.firstIndex).map { $0 + 1 } ?? 0
        let all: [Choice?] = [nil] + options
        return Question(place, .choice(label, [none] + options.map(name), pick), options: all) {
            filled, _ in
            all.indices.contains(filled.pick) ? all[filled.pick] : nil
        }
    }

    /// Several of a list, in its order.
    static func picks<Choice: Hashable>(
        _ place: WritableKeyPath<Value, [Choice]>, _ label: Text, of options: [Choice], least: Int,
        picked: [Choice], named name: (Choice) -> Text
    ) -> Question {
        var field = Field(label: label, kind: .picks(options.map(name), least: least))
        field.picks = Set(options.indices.filter { picked.contains(options[$0]) })
        return Question(place, field) { filled, _ in
            filled.picks.sorted().filter(options.indices.contains).map {
                options[$0]
            }
        }
    }
}

// MARK: Files

extension Question {
    /// A file whose hash goes on record, where there is one.
    static func hash(_ place: WritableKeyPath<Value, String?>, _ label: Text) -> Question {
        Question(place, file: .scan(label)) { _, sha256 in sha256 }
    }

    /// A scan, on record by its file's name and hash; nil where none is named.
    static func scan(_ place: WritableKeyPath<Value, Document?>, _ label: Text) -> Question {
        Question(place, file: .scan(label)) { Document(scanAt: $0, sha256: $1) }
    }

    /// The path of a file that is read or made; one that is offered gives way to what is typed.
    static func path(_ place: WritableKeyPath<Value, String>, _ label: Text, _ now: String = "")
        -> Question
    {
        Question(place, Field(label: label, kind: .path, text: now, isOffer: !now.isEmpty)) {
            filled, _ in filled.text
        }
    }

    /// The path of a file whose hash is taken later.
    static func file(
        _ place: WritableKeyPath<Value, String>, _ label: Text, optional: Bool = true
    ) -> Question {
        Question(place, Field(label: label, kind: .file, isOptional: optional)) { filled, _ in
            filled.text
        }
    }
}

extension Questions {
    /// Title of a paper, and the file whose hash goes on record.
    static func paper(_ place: WritableKeyPath<Value, Document>) -> Questions {
        [
            .words(place.appending(path: \.title), Text("依据文件", "Basis (paper)")),
            .hash(place.appending(path: \.sha256), Text("电子文件（可空）", "Its file (optional)")),
        ]
    }
}

// MARK: People

extension RoomSnapshot {
    /// One person of the register, by name or id.
    func person<Value>(
        _ place: WritableKeyPath<Value, PersonID?>, _ label: Text, _ now: PersonID? = nil,
        optional: Bool = false
    ) -> Question<Value> {
        let text = now.map { typed([$0]) } ?? ""
        let field = Field(
            label: label, kind: .people, isOptional: optional, text: text, isSingle: true)
        return Question(place, field) { filled, _ in people(filled.text).found.first }
            .checked { field in
                if let unknown = unknownPeople(field.text) { return unknown }
                let count = people(field.text).found.count
                return count == 1 || optional && count == 0
                    ? nil : Text("：须是人员名单里的一人", ": one person of the register")
            }
    }

    /// People of the register, by names or ids, parted by `、`.
    func people<Value>(
        _ place: WritableKeyPath<Value, [PersonID]>, _ label: Text, _ now: [PersonID] = [],
        optional: Bool = false
    ) -> Question<Value> {
        let field = Field(label: label, kind: .people, isOptional: optional, text: typed(now))
        return Question(place, field) { filled, _ in people(filled.text).found }
            .checked { unknownPeople($0.text) }
    }
}
