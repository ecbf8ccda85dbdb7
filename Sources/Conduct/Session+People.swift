// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Record

// What is done to the register of people, outside any meeting.

extension Session {
    /// Gives a command to the register of people.
    ///
    /// - Parameter checkingSeal: what else minutes have to be that are to be sealed; whoever makes their text from
    ///   the record has nothing to ask.
    ///
    /// - Throws: `ConductError.refusedByRegister` by the rules, `.text` and `.time` for what can't be recorded; `RegisterError`
    ///   where the disk refuses.
    @discardableResult
    public func perform(
        _ command: PersonnelCommand, at time: Timestamp? = nil,
        checkingSeal: (MinutesSeal) throws -> Void = { _ in }
    ) throws -> Performed {
        try record([command], at: time, checkingSeal: checkingSeal)
    }

    /// Gives commands that belong together to the register of people, in one transaction: what is refused, or can't be
    /// stored, leaves nothing. None at all is nothing to do.
    ///
    /// - Throws: as `perform`.
    public func perform(all commands: [PersonnelCommand], at time: Timestamp? = nil) throws {
        guard !commands.isEmpty else { return }
        try record(commands, at: time) { _ in }
    }

    @discardableResult
    private func record(
        _ commands: [PersonnelCommand], at time: Timestamp?,
        checkingSeal: (MinutesSeal) throws -> Void
    ) throws -> Performed {
        try refoldIfStale()
        let at = try plausible(time)
        var people = personnel
        var facts: [Fact] = registerRemark(at).map(Fact.register)
        var touchesMeetings = false
        for command in commands {
            let command = try RecordableText.checked(command)
            try requireOutside(command)
            do { try people.requireProof(of: command) } catch {
                // What is wrong with the act itself is said before anybody is asked to sign it.
                _ = try decided(command, at, in: people)
                throw ConductError.refusedByRegister(error)
            }
            if case .sealMinutes(let seal) = command {
                try register.requireSound()
                try ask(seal.meeting) { state throws(PersonnelRefusal) in try state.maySeal(seal) }
                try checkingSeal(seal)
            }
            // D1: the meeting gave the task.
            if case .report(let report) = command {
                try ask(report.meeting) { state throws(PersonnelRefusal) in
                    try state.mayReport(report)
                }
            }
            let events = try decided(command, at, in: people)
            for event in events { people.evolve(event) }
            facts += events.map(Fact.register)
            if case .withdraw(let withdrawal) = command {
                let detached = try detachments(of: withdrawal.recommendation, at: at)
                facts += detached
                touchesMeetings = touchesMeetings || !detached.isEmpty
            }
        }
        let done = try append(facts, at)
        personnel = people
        noteRegisterTime(at)
        if touchesMeetings {
            markStale()
            try refoldIfStale()
        }
        return done
    }

    /// R1: a file that was closed with more than it has now is put on record, once.
    func recordOlderFile() throws {
        guard register.purpose == .writing, let lost = register.lost,
            personnel.opening != nil
        else { return }
        let at = now()
        let older = OlderFile(closedAt: lost.seq, hash: lost.hash.hex)
        let events = registerRemark(at) + (try decided(.recordOlderFile(older), at))
        try append(events.map(Fact.register), at)
        for event in events { personnel.evolve(event) }
        noteRegisterTime(at)
        register.forgetLost()
    }

    /// What a meeting has to say to an entry of the register that rests on it; one that isn't there is an empty one.
    private func ask(
        _ meeting: MeetingID, _ rule: (MeetingState) throws(PersonnelRefusal) -> Void
    ) throws {
        let state = try Session.fold(register, meeting)
        do { try rule(state) } catch { throw ConductError.refusedByRegister(error) }
    }
}
