// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// A later meeting takes the appointment's decision up again: it waits for that meeting. B7.
public struct AppointmentHold: Hashable, Codable, Sendable {
    /// Decided or on public notice.
    public var appointment: AppointmentID
    /// The meeting that reconsiders it.
    public var meeting: MeetingID

    public init(appointment: AppointmentID, meeting: MeetingID) {
        self.appointment = appointment
        self.meeting = meeting
    }
}

extension AppointmentHold: RecordedPersonnelAct {
    var command: PersonnelCommand { .holdAppointment(self) }
    var event: PersonnelEvent { .appointmentHeld(self) }
    var stepOf: AppointmentID? { appointment }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        let file = try state.expect(appointment, [.decided, .notice])
        guard file.heldBy == nil else { throw .heldMeanwhile(appointment) }
    }

    func apply(to state: inout PersonnelState) {
        state.appointments[appointment]?.heldBy = meeting
    }
}
