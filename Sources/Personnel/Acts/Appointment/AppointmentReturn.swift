// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// The appointment went back: by a veto given after its meeting had closed (V1), or because a later meeting decided the
/// matter again (B7).
public struct AppointmentReturn: Hashable, Codable, Sendable {
    /// An appointment decided or on public notice; after that it is too late.
    public var appointment: AppointmentID
    /// The meeting that decided again; nil for a veto.
    public var reconsideredBy: MeetingID?

    public init(appointment: AppointmentID, reconsideredBy: MeetingID? = nil) {
        self.appointment = appointment
        self.reconsideredBy = reconsideredBy
    }
}

extension AppointmentReturn: RecordedPersonnelAct {
    var command: PersonnelCommand { .returnAppointment(self) }
    var event: PersonnelEvent { .appointmentReturned(self) }
    var stepOf: AppointmentID? { appointment }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        let file = try state.expect(appointment, [.decided, .notice])
        guard file.heldBy == reconsideredBy else { throw .heldMeanwhile(appointment) }
    }

    func apply(to state: inout PersonnelState) {
        state.appointments[appointment]?.stage = .returned
        state.appointments[appointment]?.heldBy = nil
    }
}
