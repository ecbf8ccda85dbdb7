// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Personnel
import Terminal
import Wording

// Names in a form: chosen from the register's people, so that nobody has to type them whole.

extension App {
    /// The right arrow at the end of a field of names completes what was begun, or opens the list.
    ///
    /// - Returns: whether the key meant that.
    mutating func chooseName(_ form: Form, _ key: Key) -> Bool {
        guard key == .right, let field = form.here, case .people = field.kind, field.behind == 0
        else { return false }
        // A name that stands there whole is chosen anew.
        let last = RoomSnapshot.lastName(field.text)
        let isWhole = field.givesWay || (!last.isEmpty && snapshot.people(last).unknown.isEmpty)
        let begun = isWhole ? "" : last.lowercased()
        let fitting = snapshot.personnel.peopleByRank.filter { person in
            begun.isEmpty
                || [person.name, person.label, person.id.rawValue].contains {
                    $0.lowercased().contains(begun)
                }
        }
        var form = form
        form.stay()
        guard !fitting.isEmpty else {
            complain(
                form,
                begun.isEmpty
                    ? Text("还没有人员名单：先导入名单", "the register has no people yet: import a roster first")
                    : Text(
                        "人员名单里没有“\(RoomSnapshot.lastName(field.text))”",
                        "the register has no “\(RoomSnapshot.lastName(field.text))”"))
            return true
        }
        overlays.append(.form(form))
        if !begun.isEmpty, fitting.count == 1 {
            takeName(fitting[0].id)
        } else {
            overlays.append(
                .menu(
                    Menu(
                        title: field.label,
                        items: fitting.map { person in
                            let rest = [person.post, person.unit].compactMap(\.self)
                                .joined(separator: "  ")
                            let line = "\(snapshot.names(person.id))  \(rest)"
                            return Menu.Item(title: Text(same: line), command: .takeName(person.id))
                        }, takesText: true)))
        }
        return true
    }

    /// Puts somebody into the field of names on top, in place of what was begun.
    mutating func takeName(_ id: PersonID) {
        guard case .form(var form)? = overlays.popLast() else { return }
        if form.fields.indices.contains(form.index) {
            let field = form.fields[form.index]
            let last = RoomSnapshot.lastName(field.text)
            // A name that is whole stays, and this one comes after it; what was begun gives way.
            let isWhole =
                !field.isSingle && !last.isEmpty && snapshot.people(last).unknown.isEmpty
            let kept =
                field.givesWay
                ? "" : isWhole ? field.text + "、" : String(field.text.dropLast(last.count))
            form.fields[form.index].text = kept + snapshot.typed([id])
            form.fields[form.index].behind = 0
            form.fields[form.index].isUntouched = false
        }
        overlays.append(.form(form))
    }

    /// Names that nobody has are said while the field is in hand.
    func unknownNames(_ form: Form) -> Text? {
        guard let field = form.here, case .people = field.kind else { return nil }
        return snapshot.notFound(field).map {
            $0 + Text(" · 按 → 从名单选", " · → chooses from the list")
        }
    }
}

extension RoomSnapshot {
    private static let marks: Set<Character> = Set("、，, ;；\n\t")

    /// What follows the last mark between names.
    static func lastName(_ text: String) -> String {
        String(text.reversed().prefix { !marks.contains($0) }.reversed())
    }

    /// What a list is parted by when somebody types it: 赵甲、p02, r1; r2
    static func parts(_ text: String) -> [String] {
        text.split { marks.contains($0) }.map(String.init)
    }

    /// The same where blanks belong to the items: posts, paths.
    static func phrases(_ text: String) -> [String] {
        text.split { "、，,;；\n".contains($0) }.map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
    }

    /// People by name or id, as somebody types them.
    func people(_ text: String) -> (found: [PersonID], unknown: [String]) {
        var found: [PersonID] = []
        var unknown: [String] = []
        for word in Self.parts(text) {
            let named = personnel.people.values.filter {
                $0.name == word || $0.label == word || $0.id.rawValue == word
            }
            if let person = named.first, named.count == 1 {
                found.append(person.id)
            } else {
                unknown.append(word)
            }
        }
        return (found, unknown)
    }

    /// Which names of a field nobody has; nil when all are somebody's.
    func notFound(_ field: Field) -> Text? { unknownPeople(field.text).map { field.label + $0 } }

    /// The names of a text that the register doesn't have; nil when it has them all.
    func unknownPeople(_ text: String) -> Text? {
        let unknown = people(text).unknown
        guard !unknown.isEmpty else { return nil }
        return Text("：人员名单里没有“", ": the register has no “")
            + list(unknown)
            + Text("”，或有重名（请用编号）", "”, or more than one (use the id)")
    }

    func typed(_ ids: [PersonID]) -> String {
        ids.map { id in
            guard let person = personnel.people[id] else { return id.rawValue }
            // Two of one name are told apart by their ids; a name with a blank in it would be two.
            let isOnly = personnel.people.values.count { $0.name == person.name } == 1
            return isOnly && Self.parts(person.name) == [person.name] ? person.name : id.rawValue
        }.joined(separator: "、")
    }
}
