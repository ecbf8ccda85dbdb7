// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// How the objections received so far were settled; one that is upheld ends the appointment.
public struct ObjectionSettlement: Hashable, Codable, Sendable {
    /// An appointment on public notice, with an objection open.
    public var appointment: AppointmentID
    /// Not before the latest open objection, nor after the day it is recorded.
    public var on: Day
    /// True ends the appointment; false lets it go on.
    public var upheld: Bool
    /// The paper that settles them.
    public var basis: Document

    public init(appointment: AppointmentID, on: Day, upheld: Bool, basis: Document) {
        self.appointment = appointment
        self.on = on
        self.upheld = upheld
        self.basis = basis
    }
}

extension ObjectionSettlement: RecordedPersonnelAct {
    var command: PersonnelCommand { .settleObjections(self) }
    var event: PersonnelEvent { .objectionsSettled(self) }
    var stepOf: AppointmentID? { appointment }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        let file = try state.expect(appointment, [.notice])
        guard !file.openObjections.isEmpty else { throw .noOpenObjection }
        try state.requireOrder(on, after: file.openObjections.map(\.on).max(), today)
        try state.checkDocument(basis)
    }

    func apply(to state: inout PersonnelState) {
        state.appointments[appointment]?.openObjections = []
        if upheld { state.appointments[appointment]?.stage = .ended }
    }
}
