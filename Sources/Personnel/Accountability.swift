/// A passed appointment, as the meeting left it. A1.
public struct Appointment: Hashable, Codable, Sendable {
    public var id: AppointmentID
    public var meeting: MeetingID
    public var matter: MatterID
    public var candidate: PersonID
    public var post: String
    public var introducedBy: PersonID?
    /// Who answered for the papers before the decision (consultation, inspection).
    public var preparedBy: [PersonID]
    public var recommendations: [RecommendationID]
    /// Votes for and the number entitled, as declared.
    public var votesFor: Int
    public var entitled: Int
    public var decidedOn: Day
    public var probationMonths: Int
    public var noticeWorkingDays: Int

    public init(
        id: AppointmentID, meeting: MeetingID, matter: MatterID, candidate: PersonID, post: String,
        introducedBy: PersonID?, preparedBy: [PersonID], recommendations: [RecommendationID],
        votesFor: Int, entitled: Int,
        decidedOn: Day, probationMonths: Int, noticeWorkingDays: Int
    ) {
        self.id = id
        self.meeting = meeting
        self.matter = matter
        self.candidate = candidate
        self.post = post
        self.introducedBy = introducedBy
        self.preparedBy = preparedBy
        self.recommendations = recommendations
        self.votesFor = votesFor
        self.entitled = entitled
        self.decidedOn = decidedOn
        self.probationMonths = probationMonths
        self.noticeWorkingDays = noticeWorkingDays
    }
}

/// What became of an appointee. A1.
public struct Outcome: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case outstanding, competent, basicallyCompetent, incompetent
        case discipline, removal, conviction

        /// A2: an adverse outcome opens a backward review.
        public var isAdverse: Bool {
            switch self {
            case .incompetent, .discipline, .removal, .conviction: true
            case .outstanding, .competent, .basicallyCompetent: false
            }
        }
    }

    public var appointment: AppointmentID
    public var kind: Kind
    public var on: Day
    public var basis: Document
    /// The body that decided or graded.
    public var body: String

    public init(
        appointment: AppointmentID, kind: Kind, on: Day, basis: Document, body: String
    ) {
        self.appointment = appointment
        self.kind = kind
        self.on = on
        self.basis = basis
        self.body = body
    }
}

/// A named body's finding about a named person. A3; liability 2019, chapter on liability.
public struct Finding: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        /// 失察, 失误, 隐瞒事实, 提供虚假材料, 失职, 无责任
        case failureOfScrutiny, misjudgement, concealedFacts, falseMaterial, dereliction, none
    }
    public enum Grade: String, Codable, Hashable, Sendable, CaseIterable {
        /// 无责任, 提醒, 批评教育, 书面检查, 诫勉, 组织处理, 处分
        case noLiability, reminder, criticism, writtenInspection, admonition
        case organisationalHandling, discipline
    }

    public var id: FindingID
    public var appointment: AppointmentID
    public var person: PersonID
    public var kind: Kind
    public var grade: Grade
    public var reasons: String
    public var basis: Document
    public var body: String
    public var on: Day

    public init(
        id: FindingID, appointment: AppointmentID, person: PersonID, kind: Kind, grade: Grade,
        reasons: String, basis: Document, body: String, on: Day
    ) {
        self.id = id
        self.appointment = appointment
        self.person = person
        self.kind = kind
        self.grade = grade
        self.reasons = reasons
        self.basis = basis
        self.body = body
        self.on = on
    }
}

/// What follows from a finding, for a period. A4.
public struct Consequence: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case noOutstandingGrade, noPromotion, noRecommending
    }

    public var id: ConsequenceID
    public var finding: FindingID
    public var person: PersonID
    public var kind: Kind
    public var from: Day
    /// The last day it binds.
    public var through: Day

    public init(
        id: ConsequenceID, finding: FindingID, person: PersonID, kind: Kind, from: Day,
        through: Day
    ) {
        self.id = id
        self.finding = finding
        self.person = person
        self.kind = kind
        self.from = from
        self.through = through
    }
}
