// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// A meeting at one moment: the fold of its events, nothing else.
public struct MeetingState: Hashable, Sendable {
    /// Where a meeting stands, from nothing to closed or cancelled.
    public enum Phase: String, Codable, Hashable, Sendable {
        /// Nothing is planned yet.
        case empty
        case planned, inSession, suspended, closed, cancelled
    }

    /// Decides which commands belong now. G2.
    public internal(set) var phase = Phase.empty
    /// Nil only while the phase is `empty`.
    public internal(set) var charter: Charter?
    /// By seat.
    public internal(set) var isPresent: [Bool] = []
    /// The reason of absence or departure, by seat.
    public internal(set) var absence: [String?] = []
    /// How it stands with attendees who were called; nobody says so of the others. P2.
    public internal(set) var attendance: [PersonID: Attendance] = [:]
    /// The seat of the presiding member.
    public internal(set) var presiding = 0
    /// Seats, in the order in which they were named; empty until some are. P4.
    public internal(set) var tellers: [Int] = []
    /// Who counts with them; nobody where the tellers count alone. P4.
    public internal(set) var counters: [PersonID] = []
    /// In the agenda's order: an index here is a matter's place, from 0.
    public internal(set) var matters: [MatterState] = []
    /// The matter in discussion; of a list the first line that is. M4.
    public internal(set) var current: Int?
    /// Nil while none is open.
    public internal(set) var ballot: OpenBallot?
    /// Counts from 1 at convening; a re-convened meeting has another.
    public internal(set) var sitting = 0
    /// When the papers, and the personnel papers, reached a member, by seat. Q4.
    public internal(set) var papersOn: [Day?] = []
    /// The same for the papers about people; nil where a member hasn't got them. Q4.
    public internal(set) var personnelPapersOn: [Day?] = []
    /// The day of the first sitting, nil before it; reconvening leaves it.
    public internal(set) var convenedOn: Day?
    /// What chiefs have sent back, in order; planning again brings none of it back. V3.
    public internal(set) var sentBack: [ReturnedProposal] = []
    /// Events of this meeting so far.
    public internal(set) var events = 0
    /// The time of the last event.
    public internal(set) var lastAt: Timestamp?

    public init() {}
}

/// Whether an attendee is in the room, and why not.
public struct Attendance: Hashable, Sendable {
    public var isHere: Bool
    /// Of absence or departure; nil while here.
    public var reason: String?
}

/// A proposal that a chief gave back to the deputy, as it was planned. V3.
public struct ReturnedProposal: Hashable, Sendable {
    public var matter: Matter
    public var back: SendingBack
}

/// What is on record of one matter.
public struct MatterState: Hashable, Sendable {
    /// Where a matter stands, from pending to its end.
    public enum Status: String, Codable, Hashable, Sendable, CaseIterable {
        case pending
        /// Introduced; views are being taken, or are complete.
        case open
        /// Discussion is over and another matter may have been introduced since; awaits its ballot.
        case discussed
        case balloting
        case decided, failed, deferred, returned, withdrawn
        /// Given back to the deputy before it was introduced. V3.
        case sentBack

        /// The group has decided it, one way or the other; a deferred or withdrawn matter isn't. B7.
        public var isDecision: Bool {
            switch self {
            case .decided, .failed, .returned: true
            case .pending, .open, .discussed, .balloting, .deferred, .withdrawn, .sentBack: false
            }
        }

        /// Nothing more happens to it in this meeting (a veto of a decided one apart).
        public var isFinal: Bool {
            switch self {
            case .pending, .open, .discussed, .balloting: false
            case .decided, .failed, .deferred, .returned, .withdrawn, .sentBack: true
            }
        }
    }

    /// Pending until it is introduced; once final, only a veto changes it. V1.
    public internal(set) var status = Status.pending
    /// Papers on record, in the order of recording; a struck one is gone. M2.
    public internal(set) var prerequisites: [PrerequisiteRecord] = []
    /// Those of the plan and those attached since, less the detached. S3.
    public internal(set) var recommendations: [RecommendationFact]
    /// By seat.
    public internal(set) var isRecused: [Bool]
    /// Attendees who are out for this matter. Q2.
    public internal(set) var attendeesOut: Set<PersonID> = []
    /// Every recusal in force, with its ground and reason, in the order of recording.
    public internal(set) var recusals: [Recusal] = []
    /// How everybody was asked; nil until they are. Q2.
    public internal(set) var recusalsAsked: RecusalInquiry?
    /// What was asked before the views, in order. L9.
    public internal(set) var questions: [OpenQuestion] = []
    /// The view in force, by seat.
    public internal(set) var views: [View?]
    /// By seat: a chief whose view, or written opinion, the room has heard in this discussion. It
    /// stays heard when the entry is struck as a slip; only re-opening forgets it. L4.
    public internal(set) var chiefHeard: [Bool]
    /// Somebody named instead of the deputy in charge. M3.
    public internal(set) var namedIntroducer: Int?
    /// Who introduced it, a member or an attendee; nil until it is. M3.
    public internal(set) var introducedBy: PersonID?
    /// The day on which it was introduced: its papers were judged then. M2.
    public internal(set) var introducedOn: Day?
    /// How often discussion was re-opened after a chief's view. L4.
    public internal(set) var reopenings = 0
    /// Points of order that a chief signalled early. L5.
    public internal(set) var signals = 0
    /// Opinions of absent members read out. B8.
    public internal(set) var opinionsRead: [Int] = []
    /// Ballots on it that were voided, a run-off's included. B6.
    public internal(set) var voids = 0
    /// How many could vote at the ballot that was voided last.
    public internal(set) var lastElectorate: Int?
    /// 1, or 2 in a run-off.
    public internal(set) var round = 1
    /// Who stands on the paper of a contested matter.
    public internal(set) var contenders: [PersonID]
    /// The figures of the last declared ballot, with issued and returned.
    public internal(set) var count: Count?
    /// What was declared last, if only that a run-off is needed; nil before any.
    public internal(set) var result: MatterResult?
    /// Which sitting the result was declared in, from 1; nil before. V1.
    public internal(set) var decidedIn: Int?
    /// The day the result was declared; a veto window in days runs from it. V1.
    public internal(set) var decidedOn: Day?
    /// The veto that returned it; nil where none was given. V1.
    public internal(set) var veto: Veto?
    /// What the group concluded where it doesn't vote; nil before. M5.
    public internal(set) var conclusion: String?
    /// Who carries the decision out, and by when, in the order of assigning. D1.
    public internal(set) var assigned: [Deferral.Task] = []
    /// What has to be cleared up before it comes again; nil where nothing was named. B5.
    public internal(set) var task: Deferral.Task?
    /// How it was given back before its introduction; nil where it wasn't. V3.
    public internal(set) var sentBack: SendingBack?
    /// Why it was deferred, withdrawn or sent back.
    public internal(set) var reason: String?

    init(_ matter: Matter, seats: Int) {
        recommendations = matter.recommendations
        isRecused = Array(repeating: false, count: seats)
        views = Array(repeating: nil, count: seats)
        chiefHeard = Array(repeating: false, count: seats)
        contenders = matter.candidates.map(\.id)
    }

    /// Figures that were declared.
    public struct Count: Hashable, Sendable {
        /// How that ballot was cast.
        public var mode: BallotMode
        /// How many could vote when it opened. B1.
        public var electorate: Int
        /// 发出, as the tellers signed it; in the open: who may vote. B10.
        public var issued: Int
        /// 收回, as the tellers signed it; in the open: who voted. B10.
        public var returned: Int
        /// This matter's part of the signed sheet, or what the votes in the open come to.
        public var figures: MatterFigures
        /// Who voted how; nil in a secret ballot.
        public var votes: NamedVotes?
    }
}

/// A view in force.
public struct View: Hashable, Sendable {
    /// For, against, defer, or passed where the profile allows it. L2.
    public var stance: Stance
    /// Empty where none were given; the profile says which views need some. L2.
    public var words: String
    /// Whom it is for; somebody in every view for a contested matter. L2.
    public var chosen: [PersonID]
    /// The number of its event in the meeting: the order in which views were given.
    public var number: Int
    /// When it was stated; nil only in a `controlState`.
    public var at: Timestamp?
}

/// The ballot that is open. B1.
public struct OpenBallot: Hashable, Sendable {
    /// Secret, on paper or into the terminal's sealed box, or in the open. B1, B10.
    public var mode: BallotMode
    /// Indexes into the meeting's matters, in the paper's order. M4.
    public var matters: [Int]
    /// Who may vote, by seat: present and not recused at opening.
    public var mayVote: [Bool]
    /// Papers of the others, once they are in the box. L7.
    public var othersPapers: Int?
    /// Set once the box is closed, with its figures once it is counted; a paper ballot has none.
    public var closing: BoxClosing?
    /// The sheet that the tellers in `signedBy` entered.
    public var sheet: CountSheet?
    /// Seats of the tellers who entered the figures of `sheet`. B10.
    public var signedBy: [Int] = []
    /// By matter, once taken, where the vote is in the open. B1.
    public var votes: [Int: NamedVotes] = [:]

    /// How many may vote.
    public var electorate: Int { mayVote.count { $0 } }
    /// A box whose papers are still sealed: open, or closed and not counted.
    public var isSealed: Bool { mode == .box && closing?.figures.isEmpty != false }
    /// Whether views are still taken: only where the others cast before the chiefs speak. L7.
    public var isTakingViews: Bool { othersPapers != nil }
    /// A box that is closed and not counted.
    public var isUncounted: Bool { closing != nil && isSealed }
}

extension MeetingState {
    /// The state without what no rule looks at (numbers, times): two histories that lead to the
    /// same possibilities have the same control state.
    public var controlState: MeetingState {
        var copy = self
        copy.events = 0
        copy.lastAt = nil
        for m in copy.matters.indices {
            // Who is out is in `isRecused`; these say why.
            copy.matters[m].recusals = []
            for s in copy.matters[m].views.indices {
                copy.matters[m].views[s]?.number = 0
                copy.matters[m].views[s]?.at = nil
            }
        }
        return copy
    }
}
