// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

/// One person's part in one recommendation or appointment, and what became of it: a line of the
/// accountability list (追责台账). Columns A7.
public struct LedgerRow: Hashable, Sendable {
    /// Where it stands now.
    public enum Status: String, Codable, Hashable, Sendable, CaseIterable {
        case waiting, withdrawn, onAgenda, notAppointed, decided, notice, probation, inOffice
        case ended, returned, underReview, found, appealed
    }

    /// How the recommender's signature stands.
    public enum Check: String, Codable, Hashable, Sendable {
        /// In the program, and the signature is one of this text by the key of that day; that the key is theirs two
        /// witnesses signed with keys of their own.
        case keyWitnessedByKeys
        /// The same; a witness signed on paper, the record holds the scan's hash.
        case keyWitnessedOnPaper
        /// The same; the witnesses are named and nothing more, as records of 0.2 have them.
        case valid
        /// On paper; the record holds the scan's hash.
        case paper
        case invalid
    }

    /// How a valid signature stands, by how its key was witnessed.
    public static func check(by proof: KeyProof?) -> Check {
        switch proof {
        case .byKeys: .keyWitnessedByKeys
        case .onPaper: .keyWitnessedOnPaper
        case .byName, nil: .valid
        }
    }

    /// Who a person was to the register, as it knows them now.
    public struct Party: Hashable, Sendable {
        /// The id in their own register.
        public var id: PersonID
        /// With the distinguisher; the id where the register doesn't know the person.
        public var name: String
        /// 单位; nil where the register has none.
        public var unit: String?
        /// The post now held; nil where the register has none.
        public var post: String?
        /// Nil for somebody outside the group.
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
        /// What it was.
        public var kind: Kind
        /// The day it is dated, not that of its entry.
        public var on: Day

        public init(kind: Kind, on: Day) {
            self.kind = kind
            self.on = on
        }
    }

    /// Whose register the line is from, in a list over several.
    public var organisation: String?
    /// In which capacity the person is on the list; all but the recommenders appear when a finding names them.
    public var capacity: Capacity
    /// Whose line it is.
    public var person: Party
    /// The person's post on the day of signing, or of the decision; nil where none was on record.
    public var postThen: String?
    /// Who was recommended or appointed.
    public var candidate: Party
    /// The post recommended for; without a recommendation, the one appointed to.
    public var post: String
    /// Nil for everybody but recommenders.
    public var recommendation: RecommendationID?
    /// By one, several or a body; nil without a recommendation. S1.
    public var kind: Recommendation.Kind?
    /// Whether the person's name leads the recommendation (首推人).
    public var isLead: Bool
    /// To the candidate, as signed; nil without a recommendation and for the public. S4.
    public var relation: Relation?
    /// The day of signing, not of lodging; nil without a recommendation.
    public var signedOn: Day?
    /// As it was when the recommendation was lodged; nil without one. S2.
    public var check: Check?
    /// Which appointed; else the last that froze the recommendation; nil: none did.
    public var meeting: MeetingID?
    /// From its plan; nil without a meeting.
    public var meetingTitle: String?
    /// The matter's number on that agenda, from 1.
    public var matterNumber: Int?
    /// As declared; nil where nobody was appointed.
    public var votesFor: Int?
    /// For that matter; nil where nobody was appointed. Q2.
    public var entitled: Int?
    /// `MEETING/MATTER`; nil where nobody was appointed.
    public var appointment: AppointmentID?
    /// The day of the decision, not of taking office; nil where nobody was appointed.
    public var appointedOn: Day?
    /// Where the appointment stands now; nil where there is none. A1.
    public var stage: AppointmentFile.Stage?
    /// The last day, extensions included; nil before office.
    public var probationThrough: Day?
    /// The appointment's, in the order of recording. A2.
    public var outcomes: [Event<Outcome.Kind>]
    /// Kind in force, day of finding; of a recommender's several one under appeal or the latest.
    public var finding: Event<Finding.Kind>?
    /// Now in force; nil without a finding, and for one that was revoked.
    public var grade: Finding.Grade?
    /// Who found it: a body by its name; nil without a finding.
    public var foundBy: String?
    /// The paper it rests on; nil without a finding.
    public var basis: String?
    /// Nil where none was found, or the decision names none.
    public var responsibility: Responsibility?
    /// Whether the person has answered the finding. A3.
    public var isAnswered: Bool
    /// How the appeal was decided; nil: none was, or none was made.
    public var appeal: AppealDecision.Result?
    /// Of that finding, over or not; none of one that was revoked. A4.
    public var consequences: [Consequence]
    /// The furthest it has come: a finding or review goes before the appointment's stage.
    public var status: Status
}

/// What a meeting adds to the list.
public struct LedgerMeeting: Hashable, Sendable {
    /// From the plan; empty where there is none.
    public var title: String
    /// Whether it is closed or cancelled.
    public var isOver: Bool
    /// Each matter's number on the agenda, from 1; the lines of a list have their list's.
    public var numbers: [MatterID: Int]
    /// Where each recommendation stood on the agenda.
    public var matters: [RecommendationID: MatterID]

    /// What the list takes of a meeting as it stands.
    public init(_ state: MeetingState) {
        title = state.charter?.plan.title ?? ""
        isOver = state.phase == .closed || state.phase == .cancelled
        numbers = [:]
        matters = [:]
        for (m, matter) in (state.charter?.plan.matters ?? []).enumerated() {
            numbers[matter.id] = state.charter?.item(m) ?? m + 1
            for fact in state.matters[m].recommendations { matters[fact.id] = matter.id }
        }
    }
}
