// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

extension Session {
    /// Plans the meeting, or plans it anew, and records what a plan says besides: papers, deliveries, tellers.
    /// What is on record already isn't recorded a second time. All of it at once: what is refused leaves nothing.
    ///
    /// - Parameters:
    ///   - commands: what follows from the plan, in order.
    ///   - time: when it happened; nil takes the clock's.
    /// - Throws: as `perform`.
    public func set(
        _ plan: Plan, with commands: [MeetingCommand], at time: Timestamp? = nil
    ) throws {
        try perform(all: [.plan(plan)] + commands, at: time) { $1.has($0) }
    }
}
