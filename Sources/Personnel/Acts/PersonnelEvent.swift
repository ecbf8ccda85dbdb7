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
    case appointmentReleased(AppointmentRelease)
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

    /// What it says.
    var fact: any PersonnelFact {
        switch self {
        case .opened(let fact): fact
        case .peopleImported(let fact): fact
        case .keyEnrolled(let fact): fact
        case .keyRevoked(let fact): fact
        case .lodged(let fact): fact
        case .withdrawn(let fact): fact
        case .frozen(let fact): fact
        case .appointed(let fact): fact
        case .appointmentReturned(let fact): fact
        case .noticePublished(let fact): fact
        case .objected(let fact): fact
        case .objectionsSettled(let fact): fact
        case .officeTaken(let fact): fact
        case .probationEnded(let fact): fact
        case .outcomeRecorded(let fact): fact
        case .reviewOpened(let fact): fact
        case .found(let fact): fact
        case .answered(let fact): fact
        case .appealed(let fact): fact
        case .appealDecided(let fact): fact
        case .findingCorrected(let fact): fact
        case .imposed(let fact): fact
        case .minutesSealed(let fact): fact
        case .clockRemarked(let fact): fact
        case .olderFileFound(let fact): fact
        case .appointmentHeld(let fact): fact
        case .appointmentReleased(let fact): fact
        }
    }
}

extension PersonnelEvent.Kind {
    /// The type of what such an event says.
    var type: any PersonnelFact.Type {
        switch self {
        case .opened: RegisterOpening.self
        case .peopleImported: PeopleImport.self
        case .keyEnrolled: SigningKey.self
        case .keyRevoked: KeyRevocation.self
        case .lodged: Recommendation.self
        case .withdrawn: RecommendationWithdrawal.self
        case .frozen: RecommendationFreeze.self
        case .appointed: Appointment.self
        case .appointmentReturned: AppointmentReturn.self
        case .noticePublished: PublicNotice.self
        case .objected: Objection.self
        case .objectionsSettled: ObjectionSettlement.self
        case .officeTaken: OfficeTaken.self
        case .probationEnded: ProbationEnd.self
        case .outcomeRecorded: Outcome.self
        case .reviewOpened: ReviewOpening.self
        case .found: Finding.self
        case .answered: FindingAnswer.self
        case .appealed: Appeal.self
        case .appealDecided: AppealDecision.self
        case .findingCorrected: FindingCorrection.self
        case .imposed: Consequence.self
        case .minutesSealed: MinutesSeal.self
        case .clockRemarked: ClockRemark.self
        case .olderFileFound: OlderFile.self
        case .appointmentHeld: AppointmentHold.self
        case .appointmentReleased: AppointmentRelease.self
        }
    }
}

extension PersonnelEvent: Codable {
    private enum Key: CodingKey { case type }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let kind = try container.decode(Kind.self, forKey: .type)
        self = try kind.type.init(from: decoder).event
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .type)
        try fact.encode(to: encoder)
    }
}

extension PersonnelEvent {
    /// Whether only programs after 0.2 write it.
    public var isAfter02: Bool {
        switch self {
        case .clockRemarked, .olderFileFound, .appointmentHeld, .appointmentReleased: true
        case .keyEnrolled(let key): key.signatures != nil || key.paper != nil
        case .keyRevoked(let key): key.signatures != nil || key.paper != nil
        default: false
        }
    }

    /// The command that the event answers; nil for what only the register adds.
    public var command: PersonnelCommand? { fact.commandBehind }
}
