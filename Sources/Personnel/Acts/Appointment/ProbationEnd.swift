// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// What became of the probation. A1.
public struct ProbationEnd: Hashable, Codable, Sendable {
    public enum Result: String, Codable, Hashable, Sendable, CaseIterable {
        case confirmed, extended, removed
    }

    /// An appointment on probation.
    public var appointment: AppointmentID
    /// Not before office; a confirmation not before the last day of probation.
    public var on: Day
    /// An extension leaves it on probation, a removal ends the appointment.
    public var result: Result
    /// The new last day, for an extension only.
    public var extendedTo: Day?
    /// The paper that says so.
    public var basis: Document

    public init(
        appointment: AppointmentID, on: Day, result: Result, extendedTo: Day? = nil,
        basis: Document
    ) {
        self.appointment = appointment
        self.on = on
        self.result = result
        self.extendedTo = extendedTo
        self.basis = basis
    }
}

extension ProbationEnd: RecordedPersonnelAct {
    var command: PersonnelCommand { .endProbation(self) }
    var event: PersonnelEvent { .probationEnded(self) }
    var stepOf: AppointmentID? { appointment }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        let file = try state.expect(appointment, [.probation])
        try state.requireOrder(on, after: file.officeOn, today)
        try state.checkDocument(basis)
        if result == .confirmed, let end = file.probationThrough, on < end {
            throw .probationRunning(through: end)
        }
        if result == .extended {
            guard let extendedTo, let end = file.probationThrough, extendedTo > end else {
                throw .extensionDateMissing
            }
        }
    }

    func apply(to state: inout PersonnelState) {
        switch result {
        case .confirmed: state.appointments[appointment]?.stage = .confirmed
        case .removed: state.appointments[appointment]?.stage = .ended
        case .extended: state.appointments[appointment]?.probationThrough = extendedTo
        }
    }
}
