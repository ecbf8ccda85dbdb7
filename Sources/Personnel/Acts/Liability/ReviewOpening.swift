// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// 倒查: opened by an adverse outcome, never by hand. A2.
public struct ReviewOpening: Hashable, Codable, Sendable {
    /// The one with the adverse outcome; reviewed once, however many follow.
    public var appointment: AppointmentID

    public init(appointment: AppointmentID) { self.appointment = appointment }
}

extension ReviewOpening: PersonnelFact {
    var commandBehind: PersonnelCommand? { nil }
    var event: PersonnelEvent { .reviewOpened(self) }
    var reviewOf: AppointmentID? { appointment }

    func apply(to state: inout PersonnelState) {
        state.appointments[appointment]?.isUnderReview = true
    }
}
