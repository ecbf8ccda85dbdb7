// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// People added or replaced (by id), with the SHA-256 of the file they came from.
public struct PeopleImport: Hashable, Codable, Sendable {
    /// Each id once; who isn't among them stays as they were.
    public var people: [Person]
    /// Nil where they came from no file.
    public var source: Document?

    public init(people: [Person], source: Document? = nil) {
        self.people = people
        self.source = source
    }
}

extension PeopleImport: RecordedPersonnelAct {
    var command: PersonnelCommand { .importPeople(self) }
    var event: PersonnelEvent { .peopleImported(self) }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        try state.checkPeople(people)
    }

    func apply(to state: inout PersonnelState) {
        for person in people {
            if let before = state.people[person.id], before.name != person.name {
                state.formerNames[person.id, default: []].append(before.name)
            }
            state.people[person.id] = person
        }
    }
}
