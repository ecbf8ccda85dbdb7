import Meeting
import Personnel
import Record

/// The same record under another procedure profile: what would have been refused, and what each matter would
/// have come to. What was refused is left out of what follows.
public struct WhatIf: Sendable {
    /// A step that the other profile would have refused.
    public struct Refused: Sendable {
        public var number: Int
        public var event: MeetingEvent
        public var refusal: MeetingRefusal
        /// The matter concerned, from 0.
        public var matter: Int?
    }

    /// A matter under the profile in force and under the other.
    public struct Matter: Hashable, Sendable {
        public var was: MatterState.Status
        public var wasResult: MatterResult?
        public var would: MatterState.Status
        public var wouldResult: MatterResult?
        public var isSame: Bool { was == would && wasResult == wouldResult }
    }

    public private(set) var refused: [Refused] = []
    public private(set) var matters: [Matter] = []
    /// The state that it came from, for names.
    public let state: MeetingState
    /// How it would have ended.
    public private(set) var other = MeetingState()

    public var isSame: Bool { refused.isEmpty && matters.allSatisfy(\.isSame) }

    public init(_ timeline: Timeline, under profile: Profile) {
        state = timeline.state(before: timeline.steps.count)
        for (i, step) in timeline.steps.enumerated() {
            take(step, number: i + 1, profile)
        }
        guard other.phase != .empty else { return }
        for m in state.matters.indices where other.matters.indices.contains(m) {
            let (a, b) = (state.matters[m], other.matters[m])
            matters.append(
                Matter(
                    was: a.status, wasResult: a.result, would: b.status, wouldResult: b.result))
        }
    }

    private mutating func take(_ step: Timeline.Step, number: Int, _ profile: Profile) {
        guard var command = step.event.command else { return }
        if case .plan(var plan) = command {
            plan.profile = profile
            command = .plan(plan)
        }
        // Closing names what was left undone: under another profile that may be more.
        if case .close = command {
            let open = other.matters.indices.filter { !other.matters[$0].status.isFinal }
            command = .close(
                Closing(unfinished: open.compactMap { other.charter?.plan.matters[$0].id }))
        }
        do {
            for event in try other.decide(command, at: step.at) {
                other.evolve(event, at: step.at)
            }
        } catch {
            refused.append(
                Refused(number: number, event: step.event, refusal: error, matter: step.matter))
        }
    }
}
