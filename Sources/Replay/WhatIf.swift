// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Record

/// The same record under another procedure profile: what would have been refused, and what each matter would
/// have come to. What was refused is left out of what follows.
public struct WhatIf: Sendable {
    /// A step that the other profile would have refused.
    public struct Refused: Sendable {
        /// The step's place in the meeting's record, from 1.
        public var number: Int
        /// As recorded.
        public var event: MeetingEvent
        /// What the rules have against it under the other profile.
        public var refusal: MeetingRefusal
        /// The matter concerned, from 0.
        public var matter: Int?
    }

    /// A matter under the profile in force and under the other.
    public struct Matter: Hashable, Sendable {
        /// How it stands by the record.
        public var was: MatterState.Status
        /// What was declared last; nil where nothing was.
        public var wasResult: MatterResult?
        /// How it would stand.
        public var would: MatterState.Status
        /// What would have been declared; nil where nothing would.
        public var wouldResult: MatterResult?
        /// Neither how it stands nor the result is another.
        public var isSame: Bool { was == would && wasResult == wouldResult }
    }

    /// In the order of the record.
    public private(set) var refused: [Refused] = []
    /// In the agenda's order; empty where the plan itself is refused.
    public private(set) var matters: [Matter] = []
    /// The state that it came from, for names.
    public let state: MeetingState
    /// How it would have ended.
    public private(set) var other = MeetingState()

    /// The record as far as it was taken in, and what its rules were about to add.
    private var was = MeetingState()
    private var added: [MeetingEvent] = []

    /// Nothing is refused and every matter comes to the same.
    public var isSame: Bool { refused.isEmpty && matters.allSatisfy(\.isSame) }

    /// Gives every recorded step to the rules again, with the plan under that profile.
    public init(_ timeline: Timeline, under profile: Profile) {
        state = timeline.state(before: timeline.steps.count)
        for (i, step) in timeline.steps.prefix(timeline.judged).enumerated() {
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
        // What the rules added by themselves then, they add or don't add by themselves now.
        let isAdded = added.first == step.event
        if isAdded { added.removeFirst() }
        guard !isAdded else { return was.evolve(step.event, at: step.at) }
        var command = step.event.command
        let answer = (try? was.decide(command, at: step.at)) ?? []
        // Recusals that an introduction brings stand before it and are commands of their own.
        added = step.event.kind == .recused ? [] : Array(answer.dropFirst())
        was.evolve(step.event, at: step.at)
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
