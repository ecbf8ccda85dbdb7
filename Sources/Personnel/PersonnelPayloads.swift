// The payloads that commands and events of the register share. Each property's name is its name
// in the record and in the protocol: renaming one changes the format.

/// The first event of a register.
public struct RegisterOpening: Hashable, Codable, Sendable {
    public var organisation: String
    /// The wall clock's offset, minutes east of Greenwich.
    public var offsetMinutes: Int
    /// `zh` or `en`: the language of documents.
    public var language: String

    public init(organisation: String, offsetMinutes: Int, language: String) {
        self.organisation = organisation
        self.offsetMinutes = offsetMinutes
        self.language = language
    }
}

/// People added or replaced (by id), with the SHA-256 of the file they came from.
public struct PeopleImport: Hashable, Codable, Sendable {
    public var people: [Person]
    public var source: Document?

    public init(people: [Person], source: Document? = nil) {
        self.people = people
        self.source = source
    }
}

/// A recommendation taken back by a signer. S3.
public struct RecommendationWithdrawal: Hashable, Codable, Sendable {
    public var recommendation: RecommendationID
    public var by: PersonID
    public var reason: String

    public init(recommendation: RecommendationID, by: PersonID, reason: String) {
        self.recommendation = recommendation
        self.by = by
        self.reason = reason
    }
}

/// S3: the agenda froze, and with it what the group was shown.
public struct RecommendationFreeze: Hashable, Codable, Sendable {
    public var meeting: MeetingID
    public var recommendations: [RecommendationID]

    public init(meeting: MeetingID, recommendations: [RecommendationID]) {
        self.meeting = meeting
        self.recommendations = recommendations
    }
}

/// The appointment went back by a veto given after its meeting had closed. V1.
public struct AppointmentReturn: Hashable, Codable, Sendable {
    public var appointment: AppointmentID

    public init(appointment: AppointmentID) { self.appointment = appointment }
}

/// 任前公示, both days counted. A1.
public struct PublicNotice: Hashable, Codable, Sendable {
    public var appointment: AppointmentID
    public var from: Day
    public var through: Day
    /// Holidays and exchanged working days that fall into the period.
    public var calendar: WorkCalendar?

    public init(
        appointment: AppointmentID, from: Day, through: Day, calendar: WorkCalendar? = nil
    ) {
        self.appointment = appointment
        self.from = from
        self.through = through
        self.calendar = calendar
    }
}

/// An objection raised while a notice is up. A1.
public struct Objection: Hashable, Codable, Sendable {
    public var appointment: AppointmentID
    public var on: Day
    public var by: String
    public var words: String

    public init(appointment: AppointmentID, on: Day, by: String, words: String) {
        self.appointment = appointment
        self.on = on
        self.by = by
        self.words = words
    }
}

/// How the objections received so far were settled; one that is upheld ends the appointment.
public struct ObjectionSettlement: Hashable, Codable, Sendable {
    public var appointment: AppointmentID
    public var on: Day
    public var upheld: Bool
    public var basis: Document

    public init(appointment: AppointmentID, on: Day, upheld: Bool, basis: Document) {
        self.appointment = appointment
        self.on = on
        self.upheld = upheld
        self.basis = basis
    }
}

/// The day somebody took office. A1.
public struct OfficeTaken: Hashable, Codable, Sendable {
    public var appointment: AppointmentID
    public var on: Day

    public init(appointment: AppointmentID, on: Day) {
        self.appointment = appointment
        self.on = on
    }
}

/// What became of the probation. A1.
public struct ProbationEnd: Hashable, Codable, Sendable {
    public enum Result: String, Codable, Hashable, Sendable, CaseIterable {
        case confirmed, extended, removed
    }

    public var appointment: AppointmentID
    public var on: Day
    public var result: Result
    /// The new last day, for an extension only.
    public var extendedTo: Day?
    public var basis: Document

    public init(
        appointment: AppointmentID, on: Day, result: Result, extendedTo: Day? = nil,
        basis: Document
    ) {
        self.appointment = appointment
        self.on = on
        self.result = result
        self.extendedTo = extendedTo
        self.basis = basis
    }
}

/// 倒查: opened by an adverse outcome, never by hand. A2.
public struct ReviewOpening: Hashable, Codable, Sendable {
    public var appointment: AppointmentID

    public init(appointment: AppointmentID) { self.appointment = appointment }
}

/// What the person found liable says to it. A3.
public struct FindingAnswer: Hashable, Codable, Sendable {
    public var finding: FindingID
    public var on: Day
    public var words: String

    public init(finding: FindingID, on: Day, words: String) {
        self.finding = finding
        self.on = on
        self.words = words
    }
}

/// 申诉
public struct Appeal: Hashable, Codable, Sendable {
    public var finding: FindingID
    public var on: Day
    public var words: String

    public init(finding: FindingID, on: Day, words: String) {
        self.finding = finding
        self.on = on
        self.words = words
    }
}

/// What was decided on an appeal. A3.
public struct AppealDecision: Hashable, Codable, Sendable {
    public enum Result: String, Codable, Hashable, Sendable, CaseIterable {
        case maintained, changed, revoked
    }

    public var finding: FindingID
    public var on: Day
    public var result: Result
    public var reasons: String
    public var basis: Document
    public var body: String

    public init(
        finding: FindingID, on: Day, result: Result, reasons: String, basis: Document, body: String
    ) {
        self.finding = finding
        self.on = on
        self.result = result
        self.reasons = reasons
        self.basis = basis
        self.body = body
    }
}

/// A later word on a finding: the old one stays in the record and on the sheet. A3.
public struct FindingCorrection: Hashable, Codable, Sendable {
    public var finding: FindingID
    public var kind: Finding.Kind
    public var grade: Finding.Grade
    public var reasons: String
    public var basis: Document
    public var body: String
    public var on: Day

    public init(
        finding: FindingID, kind: Finding.Kind, grade: Finding.Grade, reasons: String,
        basis: Document, body: String, on: Day
    ) {
        self.finding = finding
        self.kind = kind
        self.grade = grade
        self.reasons = reasons
        self.basis = basis
        self.body = body
        self.on = on
    }
}
