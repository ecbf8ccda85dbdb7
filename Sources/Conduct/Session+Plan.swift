import Meeting
import Personnel

extension Session {
    /// Plans the meeting, or plans it anew, and records what a plan says besides: papers, deliveries, tellers.
    /// What is on record already isn't recorded a second time.
    ///
    /// - Parameters:
    ///   - commands: what follows from the plan, in order.
    ///   - time: when it happened; nil takes the clock's.
    /// - Throws: as `perform`; what was performed before the refusal stays.
    public func set(
        _ plan: Plan, with commands: [MeetingCommand], at time: Timestamp? = nil
    ) throws {
        try perform(.plan(plan), at: time)
        for command in commands where !state.has(command) { try perform(command, at: time) }
    }
}
