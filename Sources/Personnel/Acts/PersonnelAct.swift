// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// What a command on the register says: one kind of act, in a file of its own.
///
/// `PersonnelCommand` and `PersonnelEvent` list the kinds; everything else about one is in its file: the fields, which are
/// its fields in the record, the rule that may refuse it, and what it changes.
protocol PersonnelAct: Hashable, Codable, Sendable {
    var command: PersonnelCommand { get }

    /// The events that follow.
    ///
    /// - Parameters:
    ///   - today: the day that the command came on, by its own time.
    ///   - latest: the latest day of the entries before; nil where there are none.
    /// - Throws: the rule that is against it, with what is missing.
    func decide(in state: PersonnelState, on today: Day, latest: Day?)
        throws(PersonnelRefusal) -> [PersonnelEvent]
}

/// What an event of the register says: a fact. Nothing is judged when it is applied.
protocol PersonnelFact: Hashable, Codable, Sendable {
    var event: PersonnelEvent { get }
    /// The command that the event answers; nil for what only the register itself records.
    var commandBehind: PersonnelCommand? { get }
    /// The appointment whose life it is a step of, from the notice on; nil for anything else.
    var stepOf: AppointmentID? { get }
    /// The appointment whose review it belongs to; nil where a finding says so, and for anything else.
    var reviewOf: AppointmentID? { get }
    /// The finding that it is about, or makes.
    var aboutFinding: FindingID? { get }

    /// Changes the state to what it is after the event.
    func apply(to state: inout PersonnelState)
}

extension PersonnelFact {
    var stepOf: AppointmentID? { nil }
    var reviewOf: AppointmentID? { nil }
    var aboutFinding: FindingID? { nil }
}

extension PersonnelFact where Self: PersonnelAct {
    var commandBehind: PersonnelCommand? { command }
}

/// An act that is recorded as it was asked for.
protocol RecordedPersonnelAct: PersonnelAct, PersonnelFact {
    /// - Throws: the rule that is against it, with what is missing.
    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal)
}

extension RecordedPersonnelAct {
    func decide(in state: PersonnelState, on today: Day, latest: Day?)
        throws(PersonnelRefusal) -> [PersonnelEvent]
    {
        try check(in: state, on: today, latest: latest)
        return [event]
    }
}
