// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// An objection raised while a notice is up. A1.
public struct Objection: Hashable, Codable, Sendable {
    /// An appointment on public notice.
    public var appointment: AppointmentID
    /// Not before the decision, nor after the day it is recorded.
    public var on: Day
    /// Who objects, in words; isn't looked up in the register. Empty where the name isn't kept.
    public var by: String
    /// Never blank.
    public var words: String
    /// Why no name stands there; nil: one may.
    public var identity: Identity?

    /// Why an objector's name isn't on record. A record is read by many for years.
    public enum Identity: String, Codable, Hashable, Sendable, CaseIterable {
        /// 匿名: nobody knows it.
        case anonymous
        /// 署名保密: the office has it on paper, and this record never.
        case confidential
    }

    public init(
        appointment: AppointmentID, on: Day, by: String, words: String, identity: Identity? = nil
    ) {
        self.appointment = appointment
        self.on = on
        self.by = by
        self.words = words
        self.identity = identity
    }
}

extension Objection: RecordedPersonnelAct {
    var command: PersonnelCommand { .object(self) }
    var event: PersonnelEvent { .objected(self) }
    var stepOf: AppointmentID? { appointment }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        let file = try state.expect(appointment, [.notice])
        try state.requireOrder(on, after: file.appointment.decidedOn, today)
        try state.require(words, .words)
        guard identity == nil || by.isEmpty else { throw .nameNotKept }
    }

    func apply(to state: inout PersonnelState) {
        state.appointments[appointment]?.openObjections.append(self)
        state.appointments[appointment]?.wasObjectedTo = true
    }
}
