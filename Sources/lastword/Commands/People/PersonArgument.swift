// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Wording

/// Somebody named on the command line: by the id, or by a name that only one person in the register has or, where nobody
/// has it, that only one had before.
enum PersonArgument {
    /// - Throws: `Failure` when nobody is meant, or more than one can be.
    static func id(_ typed: String, in people: PersonnelState) throws -> PersonID {
        let id = PersonID(typed)
        if people.people[id] != nil { return id }
        var same = people.peopleByRank.filter { $0.name == typed || $0.label == typed }
        if same.isEmpty {
            same = people.peopleByRank.filter {
                people.formerNames[$0.id]?.contains(typed) == true
            }
        }
        guard let one = same.first else {
            throw Failure(
                PersonnelRefusal.unknownPerson(id), names: Names(MeetingState(), people))
        }
        guard same.count == 1 else {
            let ids = same.map(\.id.rawValue)
            throw Failure(
                "E-REF",
                Text(
                    "叫“\(typed)”的有 \(same.count) 人：\(ids.joined(separator: "、")) · 请写编号",
                    "\(same.count) people are called “\(typed)”: \(ids.joined(separator: ", ")) · give the id"
                ), Status.refusedInput)
        }
        return one.id
    }

    static func ids(_ typed: [String], in people: PersonnelState) throws -> [PersonID] {
        try typed.map { try id($0, in: people) }
    }
}
