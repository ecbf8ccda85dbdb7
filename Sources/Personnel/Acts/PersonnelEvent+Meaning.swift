// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

// What an event means for whoever reads the record.

extension PersonnelEvent {
    /// Whether only programs after 0.2 write it.
    public var isAfter02: Bool {
        switch self {
        case .clockRemarked, .olderFileFound, .appointmentHeld, .appointmentReleased, .talkHeld,
            .noticeExempted, .taskReported, .powerDivided:
            true
        case .keyEnrolled(let key): key.signatures != nil || key.paper != nil
        case .keyRevoked(let key): key.signatures != nil || key.paper != nil
        default: false
        }
    }

    /// The command that the event answers; nil for what only the register adds.
    public var command: PersonnelCommand? { fact.commandBehind }

    /// Whether it is a step in an appointment's life after the decision.
    public func isStep(of appointment: AppointmentID) -> Bool { fact.stepOf == appointment }

    /// Whether it belongs to the review of an appointment, or to one of the findings made in it.
    public func isReview(of appointment: AppointmentID, findings: Set<FindingID>) -> Bool {
        fact.reviewOf == appointment || fact.aboutFinding.map(findings.contains) == true
    }
}
