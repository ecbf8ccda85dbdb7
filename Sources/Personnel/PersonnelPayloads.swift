// SPDX-License-Identifier: GPL-3.0-or-later

// The payloads that commands and events of the register share. Each property's name is its name
// in the record and in the protocol: renaming one changes the format.

import Basics

/// The first event of a register.
public struct RegisterOpening: Hashable, Codable, Sendable {
    /// Whose register it is; never blank.
    public var organisation: String
    /// The wall clock's offset, minutes east of Greenwich.
    public var offsetMinutes: Int
    /// `zh` or `en`: the language of documents.
    public var language: String
    /// The form of the record: 2, or nil in a register that 0.2 made. In form 2 nothing is taken that only 0.2
    /// wrote: a box's figures in its closing, an archive that doesn't name its register, a key nobody vouched for.
    public var form: Int?

    /// The form of the registers that this program makes.
    public static let currentForm = 2

    public init(
        organisation: String, offsetMinutes: Int, language: String, form: Int? = currentForm
    ) {
        self.organisation = organisation
        self.offsetMinutes = offsetMinutes
        self.language = language
        self.form = form
    }

    /// - Throws: `DecodingError` for an offset that no clock shows (every later time is shown by it), and for a form
    ///   that this program doesn't know.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        organisation = try container.decode(String.self, forKey: .organisation)
        language = try container.decode(String.self, forKey: .language)
        offsetMinutes = try container.decode(Int.self, forKey: .offsetMinutes)
        form = try container.decodeIfPresent(Int.self, forKey: .form)
        guard form == nil || form == Self.currentForm else {
            throw DecodingError.dataCorruptedError(
                forKey: .form, in: container,
                debugDescription: "a form of record that this program doesn't know")
        }
        guard Timestamp.offsets.contains(offsetMinutes) else {
            throw DecodingError.dataCorruptedError(
                forKey: .offsetMinutes, in: container,
                debugDescription: "no clock is that far off Greenwich")
        }
    }
}

/// The wall clock moved otherwise than time does.
public struct ClockRemark: Hashable, Codable, Sendable {
    /// How far it moved, in milliseconds; negative: back.
    public var jumpMilliseconds: Int
    public init(jumpMilliseconds: Int) { self.jumpMilliseconds = jumpMilliseconds }

    /// What an entry needs before it that is dated before the last one; nil for any other.
    public init?(from last: Timestamp?, backTo at: Timestamp) {
        guard let last, at < last else { return nil }
        jumpMilliseconds = Int(at.milliseconds - last.milliseconds)
    }
}

/// The file was closed with one entry last and opened without it: an older copy may have been put back. R1.
public struct OlderFile: Hashable, Codable, Sendable {
    /// The place of the entry that it was closed with.
    public var closedAt: Int
    /// That entry's hash, 64 hex digits.
    public var hash: String

    public init(closedAt: Int, hash: String) {
        self.closedAt = closedAt
        self.hash = hash
    }
}

/// A later meeting takes the appointment's decision up again: it waits for that meeting, or goes on after it. B7.
public struct AppointmentHold: Hashable, Codable, Sendable {
    /// Decided or on public notice.
    public var appointment: AppointmentID
    /// The meeting that reconsiders it.
    public var meeting: MeetingID

    public init(appointment: AppointmentID, meeting: MeetingID) {
        self.appointment = appointment
        self.meeting = meeting
    }
}

/// People added or replaced (by id), with the SHA-256 of the file they came from.
public struct PeopleImport: Hashable, Codable, Sendable {
    /// Each id once; who isn't among them stays as they were.
    public var people: [Person]
    /// Nil where they came from no file.
    public var source: Document?

    public init(people: [Person], source: Document? = nil) {
        self.people = people
        self.source = source
    }
}

/// A recommendation taken back by a signer. S3.
public struct RecommendationWithdrawal: Hashable, Codable, Sendable {
    /// One that wasn't withdrawn before.
    public var recommendation: RecommendationID
    /// One of its signers.
    public var by: PersonID
    /// Never blank.
    public var reason: String
    /// Of who withdraws, where they have a key. A record of 0.2 has none.
    public var signatures: [Signature]?
    /// The scan of the signed withdrawal of who has none.
    public var paper: Document?

    public init(
        recommendation: RecommendationID, by: PersonID, reason: String,
        signatures: [Signature]? = nil, paper: Document? = nil
    ) {
        self.recommendation = recommendation
        self.by = by
        self.reason = reason
        self.signatures = signatures
        self.paper = paper
    }
}

/// S3: the agenda froze, and with it what the group was shown.
public struct RecommendationFreeze: Hashable, Codable, Sendable {
    /// The meeting that is being convened.
    public var meeting: MeetingID
    /// All on its agenda, in the agenda's order.
    public var recommendations: [RecommendationID]

    public init(meeting: MeetingID, recommendations: [RecommendationID]) {
        self.meeting = meeting
        self.recommendations = recommendations
    }
}

/// The appointment went back: by a veto given after its meeting had closed (V1), or because a later meeting decided the
/// matter again (B7).
public struct AppointmentReturn: Hashable, Codable, Sendable {
    /// An appointment decided or on public notice; after that it is too late.
    public var appointment: AppointmentID
    /// The meeting that decided again; nil for a veto.
    public var reconsideredBy: MeetingID?

    public init(appointment: AppointmentID, reconsideredBy: MeetingID? = nil) {
        self.appointment = appointment
        self.reconsideredBy = reconsideredBy
    }
}

/// 任前公示, both days counted. A1.
public struct PublicNotice: Hashable, Codable, Sendable {
    /// A decided appointment, with no notice before.
    public var appointment: AppointmentID
    /// The first day; not before the decision.
    public var from: Day
    /// The last day; office is taken after it.
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
    /// An appointment on public notice.
    public var appointment: AppointmentID
    /// Not before the decision, nor after the day it is recorded.
    public var on: Day
    /// Who objects, in words; isn't looked up in the register.
    public var by: String
    /// Never blank.
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
    /// An appointment on public notice, with an objection open.
    public var appointment: AppointmentID
    /// Not before the latest open objection, nor after the day it is recorded.
    public var on: Day
    /// True ends the appointment; false lets it go on.
    public var upheld: Bool
    /// The paper that settles them.
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
    /// An appointment on public notice, with no objection open.
    public var appointment: AppointmentID
    /// After the notice's last day; probation begins with it.
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

    /// An appointment on probation.
    public var appointment: AppointmentID
    /// Not before office; a confirmation not before the last day of probation.
    public var on: Day
    /// An extension leaves it on probation, a removal ends the appointment.
    public var result: Result
    /// The new last day, for an extension only.
    public var extendedTo: Day?
    /// The paper that says so.
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
    /// The one with the adverse outcome; reviewed once, however many follow.
    public var appointment: AppointmentID

    public init(appointment: AppointmentID) { self.appointment = appointment }
}

/// What the person found liable says to it. A3.
public struct FindingAnswer: Hashable, Codable, Sendable {
    /// A finding that isn't revoked.
    public var finding: FindingID
    /// Not before the finding, nor after the day it is recorded.
    public var on: Day
    /// Never blank.
    public var words: String

    public init(finding: FindingID, on: Day, words: String) {
        self.finding = finding
        self.on = on
        self.words = words
    }
}

/// 申诉
public struct Appeal: Hashable, Codable, Sendable {
    /// A finding that isn't revoked and wasn't appealed before.
    public var finding: FindingID
    /// Not before the finding, nor after the day it is recorded.
    public var on: Day
    /// Never blank.
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

    /// A finding under appeal, with no decision yet.
    public var finding: FindingID
    /// Not before the appeal, nor after the day it is recorded.
    public var on: Day
    /// `revoked` ends the finding; what `changed` makes of it a correction says.
    public var result: Result
    /// Never blank.
    public var reasons: String
    /// The paper that it rests on.
    public var basis: Document
    /// Who decided: a body by its name, never blank.
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
    /// A finding that isn't revoked.
    public var finding: FindingID
    /// In force from now on.
    public var kind: Finding.Kind
    /// In force from now on; `noLiability` with the kind `none`, and only with it.
    public var grade: Finding.Grade
    /// Never blank.
    public var reasons: String
    /// The paper that it rests on.
    public var basis: Document
    /// Who corrects: a body by its name, never blank.
    public var body: String
    /// Not before the finding, nor after the day it is recorded.
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
