// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// No public notice is published of an appointment, on a ground and by a paper (不公示). A1.
public struct NoticeExemption: Hashable, Codable, Sendable {
    public enum Ground: String, Codable, Hashable, Sendable, CaseIterable {
        /// 特殊岗位
        case specialPost
        /// 换届考察时已公示
        case publishedBefore
        /// 其他
        case other
    }

    /// A decided appointment, with no notice before.
    public var appointment: AppointmentID
    public var ground: Ground
    /// Never blank.
    public var reason: String
    /// The paper that says so.
    public var basis: Document
    /// Not before the decision, nor after the day it is recorded.
    public var on: Day

    public init(
        appointment: AppointmentID, ground: Ground, reason: String, basis: Document, on: Day
    ) {
        self.appointment = appointment
        self.ground = ground
        self.reason = reason
        self.basis = basis
        self.on = on
    }
}

extension NoticeExemption: RecordedPersonnelAct {
    var command: PersonnelCommand { .exemptNotice(self) }
    var event: PersonnelEvent { .noticeExempted(self) }
    var stepOf: AppointmentID? { appointment }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        let file = try state.expect(appointment, [.decided])
        guard file.heldBy == nil else { throw .heldMeanwhile(appointment) }
        guard !file.needsNoNotice else { throw .noNoticeDue(appointment) }
        try state.requireOrder(on, after: file.appointment.decidedOn, today)
        try state.require(reason, .reasons)
        try state.checkDocument(basis)
    }

    func apply(to state: inout PersonnelState) {
        state.appointments[appointment]?.exemption = self
    }
}
