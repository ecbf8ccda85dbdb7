// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// 任前公示, both days counted. A1.
public struct PublicNotice: Hashable, Codable, Sendable {
    /// A decided appointment, with no notice before.
    public var appointment: AppointmentID
    /// The first day; not before the decision.
    public var from: Day
    /// The last day; office is taken after it.
    public var through: Day
    /// Holidays and exchanged working days that fall into the period.
    public var calendar: WorkCalendar?

    public init(
        appointment: AppointmentID, from: Day, through: Day, calendar: WorkCalendar? = nil
    ) {
        self.appointment = appointment
        self.from = from
        self.through = through
        self.calendar = calendar
    }
}

extension PublicNotice: RecordedPersonnelAct {
    var command: PersonnelCommand { .publishNotice(self) }
    var event: PersonnelEvent { .noticePublished(self) }
    var stepOf: AppointmentID? { appointment }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        let file = try state.expect(appointment, [.decided])
        guard file.heldBy == nil else { throw .heldMeanwhile(appointment) }
        try state.requireOrder(from, after: file.appointment.decidedOn)
        // Counted day by day: a period of years is a slip of the pen.
        guard through.number - from.number <= PersonnelState.longestNotice else {
            throw .periodTooLong
        }
        let days = file.appointment.workingDays(calendar).workingDays(from: from, through: through)
        guard days >= file.appointment.noticeWorkingDays else {
            throw .noticeTooShort(days: days, needed: file.appointment.noticeWorkingDays)
        }
    }

    func apply(to state: inout PersonnelState) {
        state.appointments[appointment]?.notice = self
        state.appointments[appointment]?.stage = .notice
    }
}
