// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

extension PersonnelState {
    /// The events that follow from a command, or why it is refused. Pure.
    ///
    /// - Parameters:
    ///   - today: the day that the command came on, by its own time.
    ///   - latest: the latest day of the register's entries before; nil where there are none. A clock that was set back
    ///     lifts no bar.
    ///
    /// ```swift
    /// let events = try state.decide(.takeOffice(OfficeTaken(appointment: "a1", on: day)), on: day)
    /// for event in events { state.evolve(event) }
    /// ```
    ///
    /// - Throws: `PersonnelRefusal`: the rule, and what is missing; the state is as it was.
    public func decide(
        _ command: PersonnelCommand, on today: Day, latest: Day? = nil
    ) throws(PersonnelRefusal) -> [PersonnelEvent] {
        if case .open = command {
            return try command.act.decide(in: self, on: today, latest: latest)
        }
        guard opening != nil else { throw .registerNotOpened }
        try checkEvidence(command)
        return try command.act.decide(in: self, on: today, latest: latest)
    }

    /// B7: whether an appointment can wait for a meeting that takes it up again: it is decided and nobody is in office by it.
    public func mayHold(_ id: AppointmentID) -> Bool {
        guard let file = appointments[id] else { return false }
        return file.heldBy == nil && (file.stage == .decided || file.stage == .notice)
    }

    /// B7: whether an appointment waits for that meeting.
    public func isHeld(_ id: AppointmentID, by meeting: MeetingID) -> Bool {
        guard let file = appointments[id] else { return false }
        return file.heldBy == meeting && (file.stage == .decided || file.stage == .notice)
    }

    /// What is recorded has happened.
    func requirePast(_ day: Day, _ today: Day) throws(PersonnelRefusal) {
        guard day <= today else { throw .dateInFuture(day) }
    }

    /// A day that can't be before another; with `today`, nor after it.
    func requireOrder(_ day: Day, after earliest: Day?, _ today: Day? = nil)
        throws(PersonnelRefusal)
    {
        if let earliest, day < earliest { throw .dateTooEarly(day, earliest: earliest) }
        if let today { try requirePast(day, today) }
    }

    /// In months. Ten years and no rule has more.
    static let longestProbation = 120
    /// In days.
    static let longestNotice = 366

    /// An appointment that stands at one of these stages.
    func expect(_ id: AppointmentID, _ stages: [AppointmentFile.Stage])
        throws(PersonnelRefusal) -> AppointmentFile
    {
        guard let file = appointments[id] else { throw .unknownAppointment(id) }
        guard stages.contains(file.stage) else { throw .wrongStage(id, file.stage) }
        return file
    }
}
