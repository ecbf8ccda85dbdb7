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
        var recognised = 0
        let people = rows.map { row -> (Person?, Place) in
            guard let person = row.person else { return (nil, row.place) }
            if !person.id.rawValue.isEmpty {
                if let was = byID[person.id], !renames,
                    was.name.withoutSelectors != person.name.withoutSelectors
                {
                    sink.add(
                        .renamed(person.id.rawValue, from: was.name, to: person.name), row.place)
                }
                return (person, row.place)
            }
            if let there = namesake(of: person) {
                recognised += 1
                return (person.identified(there.id), row.place)
            }
            var number = row.number
            while !used.insert(Self.id(number)).inserted { number += 1 }
            let id = Self.id(number)
            sink.add(.generatedID(id.rawValue), row.place)
            return (person.identified(id), row.place)
        }
        if recognised > 0 { sink.add(.recognised(recognised), nil) }
        return people
    }

    /// The one in the register who can be meant; nil where nobody, or more than one, can.
    private func namesake(of person: Person) -> Person? {
        let same = known.filter { $0.name.withoutSelectors == person.name.withoutSelectors }
        let exact = same.filter { $0.distinguisher == person.distinguisher }
        if exact.count == 1 { return exact[0] }
        return same.count == 1 && person.distinguisher == nil ? same[0] : nil
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
