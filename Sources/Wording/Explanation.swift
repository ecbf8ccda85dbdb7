// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

/// A refusal as people read it: the rule, what it says here and who or what is missing, and what
/// can be done next.
public struct Explanation: Sendable {
    public var rule: String
    /// Stable name of the reason, for programs.
    public var code: String
    public var says: Text
    public var next: Text
    /// The commands that `next` speaks of.
    public var commands: [MeetingCommand.Kind]
    /// Who is missing, or meant.
    public var people: [PersonID]

    /// `L1 · 主要负责人须最后表态,还缺 2 人 · 请先记录庚委员的意见`
    public func line(_ language: Language) -> String {
        "\(rule) · \(says(language)) · \(next(language))"
    }
}

/// How ids are shown: names from the roll or the register, made safe to print.
public struct Names: Sendable {
    private let people: [PersonID: String]
    private let matters: [MatterID: String]
    private let papers: [String: Text]
    private let conclusions: [String: Text]
    /// By how many stand on the paper: a run-off has fewer.
    private let choices: [MatterID: [Int: [Text]]]

    /// - Parameter profile: whose papers may be named besides the meeting's own.
    public init(
        _ state: MeetingState, _ personnel: PersonnelState = PersonnelState(),
        papersOf profile: Profile? = nil
    ) {
        var people = personnel.people.mapValues(\.label)
        for member in state.charter?.plan.roll ?? [] { people[member.id] = member.label }
        for attendee in state.charter?.plan.attendees ?? [] where people[attendee.id] == nil {
            people[attendee.id] = attendee.name
        }
        self.people = people.mapValues { Legibility.visible($0) }
        let wanted = ((state.charter?.kinds ?? []) + (profile?.kinds ?? []))
            .flatMap(\.prerequisites)
        papers = Dictionary(
            wanted.map { ($0.id, $0.title.text) },
            uniquingKeysWith: { a, _ in a })
        conclusions = Dictionary(
            wanted.flatMap { paper in
                (paper.conclusions ?? []).map {
                    ("\(paper.id)/\($0.id)", $0.title.text)
                }
            }, uniquingKeysWith: { a, _ in a })
        let matters = state.charter?.plan.matters ?? []
        let lists = state.charter?.plan.lists ?? []
        choices = Dictionary(
            matters.indices.map { (matters[$0].id, state.allChoiceTexts(of: $0)) },
            uniquingKeysWith: { a, _ in a })
        let lines = matters.enumerated().map { i, m in
            let number = state.charter?.number(i) ?? "\(i + 1)"
            return (m.id, Self.label(number, m.title))
        }
        let whole = lists.compactMap { list in
            state.charter?.lines(ofList: list.id).map { span in
                let number = state.charter?.item(span.lowerBound) ?? 0
                return (list.id, Self.label("\(number)", list.title))
            }
        }
        self.matters = Dictionary(lines + whole, uniquingKeysWith: { a, _ in a })
    }

    /// `3《title》`, safe to print.
    private static func label(_ number: String, _ title: String) -> String {
        "\(number)《\(Legibility.visible(title))》"
    }

    /// A person by name; by id where no name is known.
    public func callAsFunction(_ id: PersonID) -> String {
        people[id] ?? Legibility.visible(id.rawValue)
    }
    /// What a paper concluded, as the profile calls it.
    public func conclusion(_ id: String, of prerequisite: String) -> Text {
        conclusions["\(prerequisite)/\(id)"] ?? Text(same: id)
    }
    /// Who voted for what in the open, choice by choice; a choice that nobody took is left out.
    public func votes(_ votes: NamedVotes) -> Text {
        let words = choices[votes.matter]?[votes.choices.count] ?? []
        let parts = votes.choices.indices.filter { !votes.choices[$0].isEmpty }.map { c in
            (words.indices.contains(c) ? words[c] : Text("第 \(c + 1) 项", "choice \(c + 1)"))
                + Text(" \(votes.choices[c].count) 人（", " \(votes.choices[c].count) (")
                + self(votes.choices[c]) + Text("）", ")")
        }
        return parts.isEmpty
            ? Text("无人表决", "nobody voted") : .joined(parts, by: Text("；", "; "))
    }
    /// A paper that a matter needs, and of whom where there is one for each candidate.
    public func paper(_ name: PrerequisiteName) -> Text {
        guard let candidate = name.candidate else { return paper(name.prerequisite) }
        return paper(name.prerequisite) + Text("（\(self(candidate))）", " (\(self(candidate)))")
    }
    /// A paper that a matter needs, as the profile calls it.
    public func paper(_ id: String) -> Text {
        papers[id] ?? Text(same: id)
    }
    /// The name with the id beside it, the id alone where no name is known.
    func withID(_ id: PersonID) -> Text {
        guard let name = people[id] else { return Text(same: self(id)) }
        return Text("\(name)(\(id))", "\(name) (\(id))")
    }
    /// People, as each language lists them.
    public func callAsFunction(_ ids: [PersonID]) -> Text { list(ids.map { self($0) }) }
    /// A matter by its number and title; by id where there is no plan yet.
    public func callAsFunction(_ id: MatterID) -> Text {
        // A plan that was refused has given no titles yet.
        guard let label = matters[id] else {
            return Text("议题 \(id) ", "matter \(id)")
        }
        return Text("议题\(label)", "matter \(label)")
    }
    /// Matters, as each language lists them.
    public func callAsFunction(_ ids: [MatterID]) -> Text { list(ids.map { self($0) }) }
}

/// One reason, worded.
struct Sentence {
    var says: Text
    var next: Text
    var commands: [MeetingCommand.Kind]
    var people: [PersonID]

    init(
        _ zh: Shown, _ en: Shown, next nextZh: Shown, _ nextEn: Shown,
        _ commands: [MeetingCommand.Kind] = [], who people: [PersonID] = []
    ) {
        says = Text(zh, en)
        next = Text(nextZh, nextEn)
        self.commands = commands
        self.people = people
    }
}

extension MeetingRefusal {
    public func explanation(_ names: Names) -> Explanation {
        if case .register(let refusal) = self { return refusal.explanation(names) }
        let sentence = self.sentence(names)
        return Explanation(
            rule: rule.rawValue, code: caseName(of: self), says: sentence.says,
            next: sentence.next, commands: sentence.commands, people: sentence.people)
    }
}

extension PersonnelRefusal {
    public func explanation(_ names: Names) -> Explanation {
        let sentence = self.sentence(names)
        return Explanation(
            rule: rule.rawValue, code: caseName(of: self), says: sentence.says,
            next: sentence.next, commands: [], people: sentence.people)
    }
}
