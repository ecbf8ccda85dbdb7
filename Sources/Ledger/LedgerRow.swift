import Meeting
import Personnel

/// One person's part in one recommendation or appointment, and what became of it: a line of the
/// accountability list (追责台账). Columns A7.
public struct LedgerRow: Hashable, Sendable {
    /// What somebody answers for. Those who introduced or prepared appear when a finding names them.
    public enum Role: String, Codable, Hashable, Sendable, CaseIterable {
        case recommender, introducer, preparer
    }

    /// Where it stands now.
    public enum Status: String, Codable, Hashable, Sendable, CaseIterable {
        case waiting, withdrawn, onAgenda, notAppointed, decided, notice, probation, inOffice
        case ended, returned, underReview, found, appealed
    }

    /// How the recommender's signature stands.
    public enum Check: String, Codable, Hashable, Sendable {
        /// In the program, and the signature is one of this text by the key of that day.
        case valid
        /// On paper; the record holds the scan's hash.
        case paper
        case invalid
    }

    /// Who a person was to the register, as it knows them now.
    public struct Party: Hashable, Sendable {
        public var id: PersonID
        public var name: String
        public var unit: String?
        public var post: String?
        public var rank: Int?

        public init(id: PersonID, name: String, unit: String?, post: String?, rank: Int?) {
            self.id = id
            self.name = name
            self.unit = unit
            self.post = post
            self.rank = rank
        }
    }

    /// What happened, and when.
    public struct Event<Kind: Hashable & Sendable>: Hashable, Sendable {
        public var kind: Kind
        public var on: Day

        public init(kind: Kind, on: Day) {
            self.kind = kind
            self.on = on
        }
    }

    /// Whose register the line is from, in a list over several.
    public var organisation: String?
    public var role: Role
    public var person: Party
    public var candidate: Party
    public var post: String
    public var recommendation: RecommendationID?
    public var kind: Recommendation.Kind?
    public var isLead: Bool
    public var relation: Relation?
    public var signedOn: Day?
    public var check: Check?
    public var meeting: MeetingID?
    public var meetingTitle: String?
    /// The matter's number on that agenda, from 1.
    public var matterNumber: Int?
    public var votesFor: Int?
    public var entitled: Int?
    public var appointment: AppointmentID?
    public var appointedOn: Day?
    public var stage: AppointmentFile.Stage?
    public var probationThrough: Day?
    public var outcomes: [Event<Outcome.Kind>]
    public var finding: Event<Finding.Kind>?
    public var grade: Finding.Grade?
    public var isAnswered: Bool
    public var appeal: AppealDecision.Result?
    public var consequences: [Consequence]
    public var status: Status
}

/// What a meeting adds to the list.
public struct LedgerMeeting: Hashable, Sendable {
    public var title: String
    public var isOver: Bool
    public var numbers: [MatterID: Int]
    /// Where each recommendation stood on the agenda.
    public var matters: [RecommendationID: MatterID]

    public init(_ state: MeetingState) {
        title = state.charter?.plan.title ?? ""
        isOver = state.phase == .closed || state.phase == .cancelled
        numbers = [:]
        matters = [:]
        for (m, matter) in (state.charter?.plan.matters ?? []).enumerated() {
            numbers[matter.id] = m + 1
            for fact in state.matters[m].recommendations { matters[fact.id] = matter.id }
        }
    }
}
