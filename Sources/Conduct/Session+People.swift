import Meeting
import Personnel
import Record

// What is done to the register of people, outside any meeting.

extension Session {
    /// Gives commands that belong together to the register of people, in one transaction: what is refused, or can't be
    /// stored, leaves nothing. For those that no meeting's agenda hangs on.
    ///
    /// - Throws: as `perform`.
    public func perform(all commands: [PersonnelCommand], at time: Timestamp? = nil) throws {
        try refoldIfStale()
        let at = time ?? now()
        var people = personnel
        var facts: [Fact] = []
        for command in commands {
            let command = try Hygiene.cleaned(command)
            try requireOutside(command)
            let events = try decided(command, at, in: people)
            for event in events { people.evolve(event) }
            facts += events.map(Fact.register)
        }
        guard !facts.isEmpty else { return }
        try append(facts, at)
        personnel = people
        registerAt = max(registerAt ?? at, at)
    }

    /// Gives a command to the register of people.
    ///
    /// - Parameter checkingSeal: what else minutes have to be that are to be sealed; whoever makes their text from
    ///   the record has nothing to ask.
    @discardableResult
    public func perform(
        _ command: PersonnelCommand, at time: Timestamp? = nil,
        checkingSeal: (MinutesSeal) throws -> Void = { _ in }
    ) throws -> Performed {
        try refoldIfStale()
        let command = try Hygiene.cleaned(command)
        try requireOutside(command)
        if case .sealMinutes(let seal) = command {
            try register.requireSound()
            do { try Session.fold(register, seal.meeting).maySeal(seal) } catch let refusal
                as PersonnelRefusal
            { throw ConductError.refusedByRegister(refusal) }
            try checkingSeal(seal)
        }
        let at = time ?? now()
        let events = try decided(command, at)
        var people = personnel
        for event in events { people.evolve(event) }
        var facts = events.map(Fact.register)
        if case .withdraw(let withdrawal) = command {
            facts += try detachments(of: withdrawal.recommendation)
        }
        let done = try append(facts, at)
        personnel = people
        registerAt = max(registerAt ?? at, at)
        if facts.count > events.count {
            markStale()
            try refoldIfStale()
        }
        return done
    }

}
