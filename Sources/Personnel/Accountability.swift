// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// A passed appointment, as the meeting left it. A1.
public struct Appointment: Hashable, Codable, Sendable {
    /// `MEETING/MATTER`.
    public var id: AppointmentID
    /// The meeting that passed it.
    public var meeting: MeetingID
    /// The matter on that meeting's agenda.
    public var matter: MatterID
    /// Who was chosen.
    public var candidate: PersonID
    /// As the plan names it; the matter's title where it names none.
    public var post: String
    /// Who brought the matter before the group; nil where nobody is on record. A2.
    public var introducedBy: PersonID?
    /// Who answered for the papers before the decision (consultation, inspection).
    public var preparedBy: [PersonID]
    /// The candidate's on the frozen agenda: their signers answer for them. A2.
    public var recommendations: [RecommendationID]
    /// Votes for and the number entitled, as declared.
    public var votesFor: Int
    /// Entitled for that matter; whether the recused count is the profile's choice. Q2.
    public var entitled: Int
    /// The day the result was declared; no step is dated before it. A1.
    public var decidedOn: Day
    /// From the profile; 0: confirmed on taking office.
    public var probationMonths: Int
    /// The least length of the public notice, from the profile.
    public var noticeWorkingDays: Int
    /// The profile's holidays and exchanged working days; nil where it lists none. A1.
    public var calendar: WorkCalendar?

    public init(
        id: AppointmentID, meeting: MeetingID, matter: MatterID, candidate: PersonID, post: String,
        introducedBy: PersonID?, preparedBy: [PersonID], recommendations: [RecommendationID],
        votesFor: Int, entitled: Int,
        decidedOn: Day, probationMonths: Int, noticeWorkingDays: Int,
        calendar: WorkCalendar? = nil
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
        self.calendar = calendar
    }

    /// What its notice is counted by: the profile's days, and what the notice lists besides. A1.
    public func workingDays(_ notice: WorkCalendar? = nil) -> WorkCalendar {
        (calendar ?? WorkCalendar()).adding(notice)
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

    /// Any appointment but one that a veto sent back.
    public var appointment: AppointmentID
    /// A grade, or what befell the appointee.
    public var kind: Kind
    /// Not before the decision, nor after the day it is recorded.
    public var on: Day
    /// The paper that says so.
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

    /// An id new to the register.
    public var id: FindingID
    /// An appointment under review. A2.
    public var appointment: AppointmentID
    /// One of those who recommended, introduced or prepared it. A2, A5.
    public var person: PersonID
    /// As it was found; what a correction made of it is in `FindingFile`.
    public var kind: Kind
    /// `noLiability` with the kind `none`, and only with it.
    public var grade: Grade
    /// Never blank.
    public var reasons: String
    /// The paper that it rests on.
    public var basis: Document
    /// Who found it: a body by its name, never blank.
    public var body: String
    /// Not before the first adverse outcome, nor after the day it is recorded.
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

    /// An id new to the register.
    public var id: ConsequenceID
    /// Binds only while this one stands and finds liability.
    public var finding: FindingID
    /// Whom the finding is about.
    public var person: PersonID
    /// What is kept from this person meanwhile.
    public var kind: Kind
    /// The first day it binds.
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
