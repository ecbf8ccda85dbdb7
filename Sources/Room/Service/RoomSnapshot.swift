// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Export
import Foundation
import Meeting
import Personnel
import Record
import Wording

/// What the screens show: a snapshot of the register and of the meeting in hand. Nothing in it is
/// secret, and nothing in it can be changed from a screen.
public struct RoomSnapshot: Sendable {
    /// A meeting in the list of the home screen.
    public struct MeetingItem: Hashable, Sendable {
        public var id: MeetingID
        public var title: String
        public var day: Day?
        public var phase: MeetingState.Phase
        public var matters: Int
        /// How many matters stand so.
        public var outcomes: [MatterState.Status: Int]
        public var fingerprint: Text?
        /// What it gave somebody to do, once it is closed.
        public var tasks: [MeetingTask] = []
    }

    /// A step of the meeting in words.
    public struct Step: Hashable, Sendable {
        public var clock: String
        public var text: Text
    }

    public var register = ""
    public var organisation = ""
    public var meetings: [MeetingItem] = []
    /// The plan set last: a new one begins with its place and people.
    public var lastPlan: Plan?
    /// What earlier meetings left undecided or got back, and no later one has on its agenda.
    public var waiting: [WaitingMatter] = []
    /// The accountability list, on the home screen.
    public var ledger: LedgerTable?
    public var personnel = PersonnelState()
    public var meeting: MeetingID?
    public var state = MeetingState()
    /// What commands on the meeting are decided by; nil where nothing can be done to one.
    public var context: Context?
    public var steps: [Step] = []
    public var now: Timestamp
    /// Milliseconds that only run forward, for the speaker's time.
    public var steady: Int64 = 0
    /// How many have cast into the open box; nil without one.
    public var voted: Int?
    /// Who hasn't, in the order in which they are asked.
    public var waitingToVote: [PersonID] = []
    public var tellersWithPin: [PersonID] = []
    public var fingerprint: Text?
    /// Why what is typed here may be kept by somebody; nil where nothing of the kind was found.
    public var exposure: Exposure?
    /// What opening the register found.
    public var notices: [Text] = []
    public var isRehearsal = false
    /// The meeting is played back: nothing can be done to it.
    public var isReplay = false
    /// The register is only read.
    public var isReadOnly = false

    /// Every act somebody could mean, and the one suggested: worked out once a snapshot.
    private(set) var acts: [OfferedAct] = []
    private(set) var suggestion = Suggestion.none

    public init(now: Timestamp) { self.now = now }

    /// Names for a snapshot nothing is asked of.
    mutating func name(by names: Names) { known = names }

    mutating func prepare() {
        known = Names(state, personnel)
        acts = allActs()
        suggestion = suggested()
    }

    /// Why a command would be refused now; nil where it wouldn't.
    func refusal(of command: MeetingCommand) -> MeetingRefusal? {
        do {
            if let context {
                _ = try context.decide(command, at: now)
            } else {
                _ = try state.decide(command, at: now)
            }
            return nil
        } catch { return error }
    }

    /// How ids are shown; worked out once a snapshot.
    public var names: Names { known ?? Names(state, personnel) }
    private var known: Names?
    var charter: Charter? { state.charter }

    /// Whether the room waits for somebody's view: not where nobody has to speak, and not while a ballot is open. L2, L7.
    var isTakingViews: Bool {
        state.ballot?.isTakingViews != false
            && matterInView.map { charter?.asksEverybody(about: $0) ?? true } ?? true
    }

    /// The paper's matter, or the one in hand.
    var matterInView: Int? {
        if let ballot = state.ballot { return ballot.matters.first }
        if let current = state.current { return current }
        return nil
    }

    func label(_ seat: Int) -> String {
        charter.map { $0.plan.roll[seat].label } ?? ""
    }

    func title(of m: Int) -> String {
        charter.map { $0.plan.matters[m].title } ?? ""
    }

    /// Who attends without a vote, as the plan has them.
    var attendees: [Attendee] { charter?.plan.attendees ?? [] }

    /// Seats in rank order.
    var seatsByRank: [Int] {
        guard let charter else { return [] }
        return charter.plan.roll.indices.sorted {
            charter.plan.roll[$0].rank < charter.plan.roll[$1].rank
        }
    }

    /// The order in which views are listed: members by rank, then the chiefs in theirs.
    var seatsInSpeakingOrder: [Int] {
        guard let charter else { return [] }
        return seatsByRank.filter { charter.chiefPosition[$0] == nil } + charter.chiefs
    }
}

extension RoomSnapshot.MeetingItem {
    init(_ id: MeetingID, _ state: MeetingState, _ closing: Register.Head?) {
        self.id = id
        title = state.charter?.plan.title ?? ""
        day = state.convenedOn ?? state.charter?.plan.scheduled.day
        phase = state.phase
        matters = state.matters.count
        tasks = state.tasks(of: id)
        outcomes = Dictionary(grouping: state.matters, by: \.status).mapValues(\.count)
        fingerprint = closing.map { head in
            let mark = Fingerprint(head.hash)
            return Text("\(mark.chinese)", "\(mark.english)")
        }
    }
}
