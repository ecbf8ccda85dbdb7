// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// What follows from a finding, for a period. A4.
public struct Consequence: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case noOutstandingGrade, noPromotion, noRecommending
    }

    /// An id new to the register.
    public var id: ConsequenceID
    /// Binds only while this one stands and finds liability.
    public var finding: FindingID
    /// Whom the finding is about.
    public var person: PersonID
    /// What is kept from this person meanwhile.
    public var kind: Kind
    /// The first day it binds.
    public var from: Day
    /// The last day it binds.
    public var through: Day

    public init(
        id: ConsequenceID, finding: FindingID, person: PersonID, kind: Kind, from: Day,
        through: Day
    ) {
        self.id = id
        self.finding = finding
        self.person = person
        self.kind = kind
        self.from = from
        self.through = through
    }
}

extension Consequence: RecordedPersonnelAct {
    var command: PersonnelCommand { .impose(self) }
    var event: PersonnelEvent { .imposed(self) }
    var aboutFinding: FindingID? { finding }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        try state.checkConsequence(self)
    }

    func apply(to state: inout PersonnelState) {
        state.consequences.append(self)
    }
}
