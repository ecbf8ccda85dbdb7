// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// Whom a roster's rows are, by the register that it is taken into: nobody becomes somebody else by standing in
/// another line than the last time.
struct RosterRegister {
    var known: [Person] = []
    /// Whether an id's name may change.
    var renames = false

    /// Rows with an id each: their own; without one, that of whoever has the name in the register; else a free one,
    /// after the row's number where that is free.
    func identified(_ rows: [(person: Person?, place: Place, number: Int)], _ sink: Diagnostics)
        -> [(Person?, Place)]
    {
        let byID = Dictionary(known.map { ($0.id, $0) }) { first, _ in first }
        var used = Set(byID.keys).union(rows.compactMap(\.person?.id))
        let shapes = Dictionary(known.map { (skeleton($0.name.withoutSelectors), $0) }) {
            first, _ in
            first
        }
        /// Somebody new who reads like somebody who is there.
        func compare(_ person: Person, _ place: Place) {
            guard let other = shapes[skeleton(person.name.withoutSelectors)],
                other.name.withoutSelectors != person.name.withoutSelectors
            else { return }
            sink.add(.confusable(other.name, person.name), place)
        }
        var recognised: [String] = []
        let people = rows.map { row -> (Person?, Place) in
            guard let person = row.person else { return (nil, row.place) }
            if !person.id.rawValue.isEmpty {
                if let was = byID[person.id], !renames, isSomebodyElse(person, than: was) {
                    sink.add(
                        .renamed(person.id.rawValue, from: was.label, to: person.label), row.place)
                }
                if byID[person.id] == nil { compare(person, row.place) }
                return (person, row.place)
            }
            let same = namesakes(of: person)
            if let there = same.one {
                recognised.append(there.label)
                return (person.identified(there.id), row.place)
            }
            if !same.all.isEmpty {
                sink.add(
                    .namesakes(person.name, known: same.all.map { "\($0.id) \($0.label)" }),
                    row.place)
            }
            compare(person, row.place)
            var number = row.number
            while !used.insert(Self.id(number)).inserted { number += 1 }
            let id = Self.id(number)
            sink.add(.generatedID(id.rawValue), row.place)
            return (person.identified(id), row.place)
        }
        if !recognised.isEmpty { sink.add(.recognised(recognised), nil) }
        return people
    }

    /// Another name; among people of one name, another of what tells them apart.
    private func isSomebodyElse(_ person: Person, than was: Person) -> Bool {
        if was.name.withoutSelectors != person.name.withoutSelectors { return true }
        return namesakes(of: person).all.count > 1 && was.distinguisher != person.distinguisher
    }

    /// Those in the register who have the name, and the one of them who can be meant: nobody is guessed at.
    private func namesakes(of person: Person) -> (all: [Person], one: Person?) {
        let all = known.filter { $0.name.withoutSelectors == person.name.withoutSelectors }
        let exact = all.filter { $0.distinguisher == person.distinguisher }
        if exact.count == 1 { return (all, exact[0]) }
        return (all, all.count == 1 && person.distinguisher == nil ? all[0] : nil)
    }

    private static func id(_ number: Int) -> PersonID {
        PersonID("p" + (number < 10 ? "0" : "") + String(number))
    }
}

extension Person {
    fileprivate func identified(_ id: PersonID) -> Person {
        var person = Person(
            id: id, name: name, rank: rank, chief: chief, inCharge: inCharge)
        person.distinguisher = distinguisher
        person.post = post
        person.unit = unit
        return person
    }
}
