// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// What a meeting that is over left undecided or got back: it may come before the group again. B5, B7, V1, V3.

/// A matter that may come again.
public struct WaitingMatter: Hashable, Sendable {
    /// Why it isn't settled.
    public enum Cause: Hashable, Sendable {
        /// Put off, or without a majority. B3, B5.
        case deferred
        /// Returned by a chief's veto: it comes again by reconsideration. V1, B7.
        case vetoed
        /// The proposal was sent back: it comes again as a resubmission. V3.
        case sentBack
        /// The meeting ended before it came up, or was cancelled.
        case unfinished
    }
    /// The meeting that had it last.
    public var meeting: MeetingID
    /// As it stood on that agenda.
    public var matter: Matter
    public var cause: Cause
    /// What was said when it was put off or given back; nil where nothing was.
    public var reason: String?
}

/// The waiting matters of a register, meeting by meeting in the order of their planning.
public struct WaitingMatters: Sendable {
    private var waiting: [MatterReference: WaitingMatter] = [:]
    private var order: [MatterReference] = []
    private var byProposal: [Proposal: MatterReference] = [:]

    public init() {}

    /// In the order in which they were left.
    public var all: [WaitingMatter] { order.compactMap { waiting[$0] } }

    /// One more meeting: what is on its agenda waits no longer, what it left behind does.
    public mutating func take(_ meeting: MeetingID, _ state: MeetingState) {
        guard let plan = state.charter?.plan else { return }
        for matter in plan.matters {
            for earlier in plan.references(of: matter) + [byProposal[matter.proposal]] {
                guard let earlier, let gone = waiting.removeValue(forKey: earlier) else { continue }
                byProposal[gone.matter.proposal] = nil
            }
        }
        for left in state.left(by: meeting) {
            let name = MatterReference(meeting, left.matter.id)
            waiting[name] = left
            order.append(name)
            byProposal[left.matter.proposal] = name
        }
    }
}

extension Plan {
    /// The matters of other meetings that one of this plan names as its own past.
    fileprivate func references(of matter: Matter) -> [MatterReference?] {
        [
            matter.reconsiders.map { MatterReference($0.meeting, $0.matter) },
            matter.resubmits.map { MatterReference($0.meeting, $0.matter) },
        ]
    }
}

extension MeetingState {
    /// What this meeting left to come again, in the order of its agenda; nothing while it isn't over.
    fileprivate func left(by meeting: MeetingID) -> [WaitingMatter] {
        guard phase == .closed || phase == .cancelled, let plan = charter?.plan else { return [] }
        return zip(plan.matters, matters).compactMap { matter, state in
            let cause: WaitingMatter.Cause
            switch state.status {
            // Closing puts off what it didn't reach.
            case .deferred:
                cause =
                    state.introducedBy == nil && state.reason == nil ? .unfinished : .deferred
            case .returned: cause = .vetoed
            case .sentBack: cause = .sentBack
            case .pending, .open, .discussed, .balloting: cause = .unfinished
            case .decided, .failed, .withdrawn: return nil
            }
            return WaitingMatter(
                meeting: meeting, matter: matter, cause: cause,
                reason: state.veto?.reasons ?? state.reason)
        }
    }
}
