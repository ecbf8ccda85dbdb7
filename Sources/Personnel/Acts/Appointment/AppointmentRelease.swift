// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// The meeting for which an appointment waited has decided nothing: it goes on. B7.
public struct AppointmentRelease: Hashable, Codable, Sendable {
    /// Held by that meeting.
    public var appointment: AppointmentID
    /// The meeting that took it up again.
    public var meeting: MeetingID

    public init(appointment: AppointmentID, meeting: MeetingID) {
        self.appointment = appointment
        self.meeting = meeting
    }
}

extension AppointmentRelease: RecordedPersonnelAct {
    var command: PersonnelCommand { .releaseAppointment(self) }
    var event: PersonnelEvent { .appointmentReleased(self) }
    var stepOf: AppointmentID? { appointment }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        guard let file = state.appointments[appointment], file.heldBy == meeting else {
            throw .heldMeanwhile(appointment)
        }
    }

    func apply(to state: inout PersonnelState) {
        state.appointments[appointment]?.heldBy = nil
    }
}
