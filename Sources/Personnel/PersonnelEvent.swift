// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// What happened to people and recommendations: a fact, in the past tense.
public enum PersonnelEvent: Hashable, Sendable {
    case opened(RegisterOpening)
    case peopleImported(PeopleImport)
    case keyEnrolled(SigningKey)
    case keyRevoked(KeyRevocation)
    case lodged(Recommendation)
    case withdrawn(RecommendationWithdrawal)
    case frozen(RecommendationFreeze)
    case appointed(Appointment)
    case appointmentReturned(AppointmentReturn)
    case noticePublished(PublicNotice)
    case objected(Objection)
    case objectionsSettled(ObjectionSettlement)
    case officeTaken(OfficeTaken)
    case probationEnded(ProbationEnd)
    case outcomeRecorded(Outcome)
    case reviewOpened(ReviewOpening)
    case found(Finding)
    case answered(FindingAnswer)
    case appealed(Appeal)
    case appealDecided(AppealDecision)
    case findingCorrected(FindingCorrection)
    case imposed(Consequence)
    case minutesSealed(MinutesSeal)
    case clockRemarked(ClockRemark)
    case olderFileFound(OlderFile)
    case appointmentHeld(AppointmentHold)
    case appointmentReleased(AppointmentHold)
}

extension PersonnelEvent {
    /// The case's name in the record and in the protocol.
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case opened, peopleImported, keyEnrolled, keyRevoked, lodged, withdrawn, frozen, appointed
        case appointmentReturned
        case noticePublished, objected, objectionsSettled, officeTaken, probationEnded
        case outcomeRecorded, reviewOpened, found, answered, appealed, appealDecided
        case findingCorrected, imposed, minutesSealed
        case clockRemarked, olderFileFound, appointmentHeld, appointmentReleased
    }

    /// Which event it is, its payload apart.
    public var kind: Kind {
        switch self {
        case .opened: .opened
        case .peopleImported: .peopleImported
        case .keyEnrolled: .keyEnrolled
        case .keyRevoked: .keyRevoked
        case .lodged: .lodged
        case .withdrawn: .withdrawn
        case .frozen: .frozen
        case .appointed: .appointed
        case .appointmentReturned: .appointmentReturned
        case .noticePublished: .noticePublished
        case .objected: .objected
        case .objectionsSettled: .objectionsSettled
        case .officeTaken: .officeTaken
        case .probationEnded: .probationEnded
        case .outcomeRecorded: .outcomeRecorded
        case .reviewOpened: .reviewOpened
        case .found: .found
        case .answered: .answered
        case .appealed: .appealed
        case .appealDecided: .appealDecided
        case .findingCorrected: .findingCorrected
        case .imposed: .imposed
        case .minutesSealed: .minutesSealed
        case .clockRemarked: .clockRemarked
        case .olderFileFound: .olderFileFound
        case .appointmentHeld: .appointmentHeld
        case .appointmentReleased: .appointmentReleased
        }
    }
}

extension PersonnelEvent: Codable {
    private enum Key: CodingKey { case type }

    public init(from decoder: any Decoder) throws {
        switch try decoder.container(keyedBy: Key.self).decode(Kind.self, forKey: .type) {
        case .opened: self = .opened(try RegisterOpening(from: decoder))
        case .peopleImported: self = .peopleImported(try PeopleImport(from: decoder))
        case .keyEnrolled: self = .keyEnrolled(try SigningKey(from: decoder))
        case .keyRevoked: self = .keyRevoked(try KeyRevocation(from: decoder))
        case .lodged: self = .lodged(try Recommendation(from: decoder))
        case .withdrawn: self = .withdrawn(try RecommendationWithdrawal(from: decoder))
        case .frozen: self = .frozen(try RecommendationFreeze(from: decoder))
        case .appointed: self = .appointed(try Appointment(from: decoder))
        case .appointmentReturned: self = .appointmentReturned(try AppointmentReturn(from: decoder))
        case .noticePublished: self = .noticePublished(try PublicNotice(from: decoder))
        case .objected: self = .objected(try Objection(from: decoder))
        case .objectionsSettled: self = .objectionsSettled(try ObjectionSettlement(from: decoder))
        case .officeTaken: self = .officeTaken(try OfficeTaken(from: decoder))
        case .probationEnded: self = .probationEnded(try ProbationEnd(from: decoder))
        case .outcomeRecorded: self = .outcomeRecorded(try Outcome(from: decoder))
        case .reviewOpened: self = .reviewOpened(try ReviewOpening(from: decoder))
        case .found: self = .found(try Finding(from: decoder))
        case .answered: self = .answered(try FindingAnswer(from: decoder))
        case .appealed: self = .appealed(try Appeal(from: decoder))
        case .appealDecided: self = .appealDecided(try AppealDecision(from: decoder))
        case .findingCorrected: self = .findingCorrected(try FindingCorrection(from: decoder))
        case .imposed: self = .imposed(try Consequence(from: decoder))
        case .minutesSealed: self = .minutesSealed(try MinutesSeal(from: decoder))
        case .clockRemarked: self = .clockRemarked(try ClockRemark(from: decoder))
        case .olderFileFound: self = .olderFileFound(try OlderFile(from: decoder))
        case .appointmentHeld: self = .appointmentHeld(try AppointmentHold(from: decoder))
        case .appointmentReleased: self = .appointmentReleased(try AppointmentHold(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .type)
        switch self {
        case .opened(let payload): try payload.encode(to: encoder)
        case .peopleImported(let payload): try payload.encode(to: encoder)
        case .keyEnrolled(let payload): try payload.encode(to: encoder)
        case .keyRevoked(let payload): try payload.encode(to: encoder)
        case .lodged(let payload): try payload.encode(to: encoder)
        case .withdrawn(let payload): try payload.encode(to: encoder)
        case .frozen(let payload): try payload.encode(to: encoder)
        case .appointed(let payload): try payload.encode(to: encoder)
        case .appointmentReturned(let payload): try payload.encode(to: encoder)
        case .noticePublished(let payload): try payload.encode(to: encoder)
        case .objected(let payload): try payload.encode(to: encoder)
        case .objectionsSettled(let payload): try payload.encode(to: encoder)
        case .officeTaken(let payload): try payload.encode(to: encoder)
        case .probationEnded(let payload): try payload.encode(to: encoder)
        case .outcomeRecorded(let payload): try payload.encode(to: encoder)
        case .reviewOpened(let payload): try payload.encode(to: encoder)
        case .found(let payload): try payload.encode(to: encoder)
        case .answered(let payload): try payload.encode(to: encoder)
        case .appealed(let payload): try payload.encode(to: encoder)
        case .appealDecided(let payload): try payload.encode(to: encoder)
        case .findingCorrected(let payload): try payload.encode(to: encoder)
        case .imposed(let payload): try payload.encode(to: encoder)
        case .minutesSealed(let payload): try payload.encode(to: encoder)
        case .clockRemarked(let payload): try payload.encode(to: encoder)
        case .olderFileFound(let payload): try payload.encode(to: encoder)
        case .appointmentHeld(let payload): try payload.encode(to: encoder)
        case .appointmentReleased(let payload): try payload.encode(to: encoder)
        }
    }
}
