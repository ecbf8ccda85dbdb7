// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// Who manages a power from a day on (分工、调整分工), by which decision. P5.
public struct PowerDivision: Hashable, Codable, Sendable {
    public var power: Power
    /// A person of the register, never a chief; nil: nobody manages it from then on.
    public var to: PersonID?
    /// Not after the day it is recorded, and not before the last division of the same power.
    public var from: Day
    /// Never blank.
    public var reason: String
    /// The decision, or the paper that announces it.
    public var basis: Document
    public init(power: Power, to: PersonID?, from: Day, reason: String, basis: Document) {
        self.power = power
        self.to = to
        self.from = from
        self.reason = reason
        self.basis = basis
    }
}

extension PowerDivision: RecordedPersonnelAct {
    var command: PersonnelCommand { .dividePower(self) }
    var event: PersonnelEvent { .powerDivided(self) }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        if let to {
            guard let person = state.people[to] else { throw .unknownPerson(to) }
            guard person.chief == nil else { throw .chiefManagesNothing(to) }
        }
        guard state.managers(of: power) != (to.map { [$0] } ?? []) else {
            throw .managedAlready(power)
        }
        try state.requirePast(from, today)
        try state.requireOrder(from, after: state.divisions[power]?.last?.from)
        try state.require(reason, .reasons)
        try state.checkDocument(basis)
    }

    func apply(to state: inout PersonnelState) {
        for id in state.people.keys { state.people[id]?.inCharge.removeAll { $0 == power } }
        if let to {
            state.people[to]?.inCharge.append(power)
            // In one order, whatever the order in which they came.
            state.people[to]?.inCharge.sort { $0.place < $1.place }
        }
        state.divisions[power, default: []].append(self)
    }
}

extension Power {
    fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension PersonnelState {
    /// Who manages a power today, as the register has it.
    public func managers(of power: Power) -> [PersonID] {
        people.values.filter { $0.inCharge.contains(power) }.map(\.id).sorted()
    }

    /// The division by which somebody manages a power; nil where a roster said so.
    public func division(of power: Power, to person: PersonID) -> PowerDivision? {
        divisions[power]?.last.flatMap { $0.to == person ? $0 : nil }
    }
}
