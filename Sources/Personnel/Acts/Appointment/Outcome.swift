// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// What became of an appointee. A1.
public struct Outcome: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case outstanding, competent, basicallyCompetent, incompetent
        case discipline, removal, conviction

        /// A2: an adverse outcome opens a backward review.
        public var isAdverse: Bool {
            switch self {
            case .incompetent, .discipline, .removal, .conviction: true
            case .outstanding, .competent, .basicallyCompetent: false
            }
        }
    }

    /// Any appointment but one that a veto sent back.
    public var appointment: AppointmentID
    /// A grade, or what befell the appointee.
    public var kind: Kind
    /// Not before the decision, nor after the day it is recorded.
    public var on: Day
    /// The paper that says so.
    public var basis: Document
    /// The body that decided or graded.
    public var body: String

    public init(
        appointment: AppointmentID, kind: Kind, on: Day, basis: Document, body: String
    ) {
        self.appointment = appointment
        self.kind = kind
        self.on = on
        self.basis = basis
        self.body = body
    }
}

extension Outcome: PersonnelAct, PersonnelFact {
    var command: PersonnelCommand { .recordOutcome(self) }
    var event: PersonnelEvent { .outcomeRecorded(self) }
    var stepOf: AppointmentID? { appointment }

    func decide(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal)
        -> [PersonnelEvent]
    {
        guard let file = state.appointments[appointment] else {
            throw .unknownAppointment(appointment)
        }
        guard file.stage != .returned else { throw .wrongStage(appointment, file.stage) }
        try state.requirePast(on, today)
        guard on >= file.appointment.decidedOn else {
            throw .outcomeBeforeDecision(file.appointment.decidedOn)
        }
        try state.checkDocument(basis)
        try state.require(body, .body)
        // Imported twice, it would count twice.
        guard
            !file.outcomes.contains(where: { $0.kind == kind && $0.on == on && $0.basis == basis })
        else { throw .duplicateOutcome(appointment, on) }
        let holder = file.appointment.candidate
        if kind == .outstanding,
            let bar = state.consequences(for: holder, .noOutstandingGrade, on: on).first
        {
            throw .heldFromGrade(holder, through: bar.through)
        }
        let opens = kind.isAdverse && !file.isUnderReview
        return [event] + (opens ? [.reviewOpened(ReviewOpening(appointment: appointment))] : [])
    }

    func apply(to state: inout PersonnelState) {
        state.appointments[appointment]?.outcomes.append(self)
        if kind == .removal { state.appointments[appointment]?.stage = .ended }
    }
}
