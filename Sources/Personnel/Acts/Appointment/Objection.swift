// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// An objection raised while a notice is up. A1.
public struct Objection: Hashable, Codable, Sendable {
    /// An appointment on public notice.
    public var appointment: AppointmentID
    /// Not before the decision, nor after the day it is recorded.
    public var on: Day
    /// Who objects, in words; isn't looked up in the register.
    public var by: String
    /// Never blank.
    public var words: String

    public init(appointment: AppointmentID, on: Day, by: String, words: String) {
        self.appointment = appointment
        self.on = on
        self.by = by
        self.words = words
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
    }

    func apply(to state: inout PersonnelState) {
        state.appointments[appointment]?.openObjections.append(self)
    }
}
