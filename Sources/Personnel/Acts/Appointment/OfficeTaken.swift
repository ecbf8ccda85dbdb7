// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// The day somebody took office. A1.
public struct OfficeTaken: Hashable, Codable, Sendable {
    /// An appointment on public notice, with no objection open; or decided, where no notice is due.
    public var appointment: AppointmentID
    /// After the notice's last day, or not before the decision.
    public var on: Day
    /// The day of the notice of appointment on trial (试用任职通知), after the public notice and not after `on`; nil:
    /// probation begins with taking office. 《党政领导干部任职试用期暂行规定》 (2001), art. 3.
    public var trialNoticeOn: Day?

    public init(appointment: AppointmentID, on: Day, trialNoticeOn: Day? = nil) {
        self.appointment = appointment
        self.on = on
        self.trialNoticeOn = trialNoticeOn
    }

    /// The first day of probation.
    var probationFrom: Day { trialNoticeOn ?? on }
}

extension OfficeTaken: RecordedPersonnelAct {
    var command: PersonnelCommand { .takeOffice(self) }
    var event: PersonnelEvent { .officeTaken(self) }
    var stepOf: AppointmentID? { appointment }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        let file = try state.expect(appointment, [.notice, .decided])
        guard file.stage == .notice || file.needsNoNotice else {
            throw .wrongStage(appointment, file.stage)
        }
        guard file.heldBy == nil else { throw .heldMeanwhile(appointment) }
        try state.requirePast(on, today)
        if let notice = file.notice, probationFrom <= notice.through {
            throw .noticeRunning(through: notice.through)
        }
        try state.requireOrder(probationFrom, after: file.appointment.decidedOn)
        try state.requireOrder(on, after: probationFrom)
        guard file.openObjections.isEmpty else { throw .openObjections(file.openObjections.count) }
    }

    func apply(to state: inout PersonnelState) {
        guard var file = state.appointments[appointment] else { return }
        file.stage = .probation
        file.officeOn = on
        let months = file.appointment.probationMonths
        file.probationThrough =
            months == 0 ? nil : probationFrom.advanced(byMonths: months).advanced(by: -1)
        if months == 0 { file.stage = .confirmed }
        state.appointments[appointment] = file
    }
}
