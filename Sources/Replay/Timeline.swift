// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Record

/// A meeting's record as something to move about in: every step with its time, what it marks, and the state
/// before and after it. There are no casts in it, because there are none in the record.
public struct Timeline: Sendable {
    /// What a step is to somebody who looks for the important ones.
    public enum Marker: Hashable, Sendable {
        /// A matter is introduced; its number from 1, which the lines of a list share.
        case matter(Int)
        case view
        /// A chief's view.
        case chiefView
        case ballot
        case result
        /// Something was objected to, corrected, voided or sent back.
        case objection
    }

    /// One entry with its place and time.
    public struct Step: Sendable {
        /// Place in the register.
        public var seq: Int
        /// As recorded, by the clock on the wall.
        public var at: Timestamp
        /// As recorded.
        public var event: MeetingEvent
        /// Nil for a step that marks nothing.
        public var marker: Marker?
        /// Milliseconds from the beginning with idle time cut to `longestPause`.
        public var played: Int64
        /// The matter that it is about, if it is about one.
        public var matter: Int?
        /// Who acts or is meant.
        public var person: PersonID?
    }

    /// Whose record it is.
    public let meeting: MeetingID
    /// In the order of the record.
    public let steps: [Step]
    /// How many steps the rules accept, from the first. Those after are shown and change nothing.
    public let judged: Int
    /// The state before every so many steps, so that seeking folds few.
    private let snapshots: [MeetingState]
    private static let stride = 64
    /// A longer pause in the meeting is played as this.
    public static let longestPause: Int64 = 5_000

    /// Of one meeting's entries in their order; the register's own are passed over.
    public init(_ meeting: MeetingID, _ entries: [Entry]) {
        self.meeting = meeting
        var audit = Audit()
        var judged = 0
        var steps: [Step] = []
        var snapshots: [MeetingState] = []
        var last: Timestamp?
        var played: Int64 = 0
        for entry in entries {
            guard case .meeting(_, let event) = entry.fact else { continue }
            let state = audit.state
            if steps.count % Self.stride == 0 { snapshots.append(state) }
            if let last {
                let gap = entry.at.milliseconds - last.milliseconds
                played += min(max(gap, 0), Self.longestPause)
            }
            last = entry.at
            let matter =
                event.matter.flatMap { state.charter?.matter($0) } ?? event.firstMatter(state)
            steps.append(
                Step(
                    seq: entry.seq, at: entry.at, event: event,
                    marker: Self.marker(event, state), played: played, matter: matter,
                    person: event.person))
            _ = audit.take(event, at: entry.at)
            if audit.fault == nil { judged += 1 }
        }
        self.judged = judged
        self.steps = steps
        self.snapshots = snapshots
    }

    /// - Throws: where the register has no such meeting.
    public init(_ register: Register, _ meeting: MeetingID) throws {
        self.init(meeting, try register.readableEntries(of: meeting))
        guard !steps.isEmpty else {
            // There, and not to be read from its first step on.
            _ = try register.entries(of: meeting)
            throw RegisterError.unknownMeeting(meeting)
        }
    }

    /// Where the meeting was closed or cancelled.
    public var end: Step? { steps.last { $0.event.endsMeeting } }

    /// The state before a step; after the last for an index beyond it.
    public func state(before index: Int) -> MeetingState {
        guard !steps.isEmpty else { return MeetingState() }
        let index = max(0, min(index, steps.count))
        let block = min(index / Self.stride, snapshots.count - 1)
        var state = snapshots[block]
        let end = min(index, judged)
        guard block * Self.stride < end else { return state }
        for step in steps[block * Self.stride..<end] { state.evolve(step.event, at: step.at) }
        return state
    }

    /// The meeting as it stood after this step.
    public func state(after index: Int) -> MeetingState { state(before: index + 1) }

    private static func marker(_ event: MeetingEvent, _ before: MeetingState) -> Marker? {
        switch event {
        case .introduced(let i):
            guard let charter = before.charter else { return nil }
            return charter.matter(i.matter).map { .matter(charter.item($0)) }
        case .viewStated(let v):
            let isChief =
                before.charter?.seat(v.member).map { before.charter?.chiefPosition[$0] != nil }
                ?? false
            return isChief ? .chiefView : .view
        case .ballotOpened, .boxClosed, .boxCounted, .countEntered, .votesTaken: return .ballot
        case .resultDeclared: return .result
        case .pointRaised, .corrected, .ballotVoided, .vetoed, .discussionReopened, .deferred,
            .withdrawn, .sentBack:
            return .objection
        default: return nil
        }
    }
}

extension MeetingEvent {
    /// Of a ballot, which may be about several: the first.
    fileprivate func firstMatter(_ state: MeetingState) -> Int? {
        switch self {
        case .ballotOpened(let o): o.matters.first.flatMap { state.charter?.matter($0) }
        case .othersSealed, .boxClosed, .boxCounted, .countEntered, .ballotVoided, .resultDeclared:
            state.ballot?.matters.first
        default: nil
        }
    }
}

/// Which steps somebody wants to see.
public struct StepFilter: Hashable, Sendable {
    /// Its place on the agenda, from 0; nil: any.
    public var matter: Int?
    /// Who acts or is meant; nil: anybody.
    public var person: PersonID?
    /// The kind of event; nil: any.
    public var kind: MeetingEvent.Kind?

    public init(matter: Int? = nil, person: PersonID? = nil, kind: MeetingEvent.Kind? = nil) {
        self.matter = matter
        self.person = person
        self.kind = kind
    }

    /// Whether it lets every step through.
    public var isEmpty: Bool { self == StepFilter() }

    /// Whether a filter lets this step through.
    public func takes(_ step: Timeline.Step) -> Bool {
        (matter == nil || step.matter == matter) && (person == nil || step.person == person)
            && (kind == nil || step.event.kind == kind)
    }
}
