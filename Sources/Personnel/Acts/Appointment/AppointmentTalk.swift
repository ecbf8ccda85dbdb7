// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// A talk with who is appointed: 任职谈话, or 廉政谈话 on integrity. Held once the public notice is over. A1.
public struct AppointmentTalk: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        /// 任职谈话
        case office
        /// 廉政谈话
        case integrity
    }

    /// An appointment whose public notice is over, in office or not.
    public var appointment: AppointmentID
    public var kind: Kind
    /// After the notice's last day, and not after the day it is recorded.
    public var on: Day
    /// Who talked with the appointee, in words; isn't looked up in the register.
    public var by: String
    /// The record of the talk.
    public var basis: Document

    public init(
        appointment: AppointmentID, kind: Kind, on: Day, by: String, basis: Document
    ) {
        self.appointment = appointment
        self.kind = kind
        self.on = on
        self.by = by
        self.basis = basis
    }
}

extension AppointmentTalk: RecordedPersonnelAct {
    var command: PersonnelCommand { .recordTalk(self) }
    var event: PersonnelEvent { .talkHeld(self) }
    var stepOf: AppointmentID? { appointment }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        let file = try state.expect(appointment, [.decided, .notice, .probation, .confirmed])
        guard file.stage != .decided || file.needsNoNotice else {
            throw .wrongStage(appointment, file.stage)
        }
        guard file.heldBy == nil else { throw .heldMeanwhile(appointment) }
        try state.requirePast(on, today)
        if let notice = file.notice, on <= notice.through {
            throw .noticeRunning(through: notice.through)
        }
        try state.requireOrder(on, after: file.appointment.decidedOn)
        try state.require(by, .name)
        try state.checkDocument(basis)
    }

    func apply(to state: inout PersonnelState) {
        // A step that is on record, and changes nothing.
    }
}
