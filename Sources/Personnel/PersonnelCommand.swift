// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// What may be asked of the register, meetings apart.
public enum PersonnelCommand: Hashable, Sendable {
    case open(RegisterOpening)
    case importPeople(PeopleImport)
    case enrolKey(SigningKey)
    case revokeKey(KeyRevocation)
    /// A signed recommendation is handed in.
    case lodge(Recommendation)
    case withdraw(RecommendationWithdrawal)
    /// Comes with a meeting's convening, in one transaction.
    case freeze(RecommendationFreeze)
    /// Comes with a meeting's closing, in one transaction.
    case appoint(Appointment)
    /// Comes with a late veto, in one transaction.
    case returnAppointment(AppointmentReturn)
    case publishNotice(PublicNotice)
    case object(Objection)
    case settleObjections(ObjectionSettlement)
    case takeOffice(OfficeTaken)
    case endProbation(ProbationEnd)
    /// An adverse one opens a backward review. A2.
    case recordOutcome(Outcome)
    case find(Finding)
    case answer(FindingAnswer)
    case appeal(Appeal)
    case decideAppeal(AppealDecision)
    case correctFinding(FindingCorrection)
    case impose(Consequence)
    case sealMinutes(MinutesSeal)
    /// Comes with an entry whose time is before the last one's.
    case remarkClock(ClockRemark)
    /// Comes with the opening of a file that is older than it was.
    case recordOlderFile(OlderFile)
    /// Comes with the convening of a meeting that reconsiders, in one transaction.
    case holdAppointment(AppointmentHold)
    /// Comes with that meeting's closing, where it decided nothing.
    case releaseAppointment(AppointmentHold)
}

extension PersonnelCommand {
    /// The case's name in the record and in the protocol.
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case open, importPeople, enrolKey, revokeKey, lodge, withdraw, freeze, appoint,
            returnAppointment
        case publishNotice, object, settleObjections, takeOffice, endProbation, recordOutcome
        case find, answer, appeal, decideAppeal, correctFinding, impose, sealMinutes
        case remarkClock, recordOlderFile, holdAppointment, releaseAppointment
    }

    /// Which command it is, its payload apart.
    public var kind: Kind {
        switch self {
        case .open: .open
        case .importPeople: .importPeople
        case .enrolKey: .enrolKey
        case .revokeKey: .revokeKey
        case .lodge: .lodge
        case .withdraw: .withdraw
        case .freeze: .freeze
        case .appoint: .appoint
        case .returnAppointment: .returnAppointment
        case .publishNotice: .publishNotice
        case .object: .object
        case .settleObjections: .settleObjections
        case .takeOffice: .takeOffice
        case .endProbation: .endProbation
        case .recordOutcome: .recordOutcome
        case .find: .find
        case .answer: .answer
        case .appeal: .appeal
        case .decideAppeal: .decideAppeal
        case .correctFinding: .correctFinding
        case .impose: .impose
        case .sealMinutes: .sealMinutes
        case .remarkClock: .remarkClock
        case .recordOlderFile: .recordOlderFile
        case .holdAppointment: .holdAppointment
        case .releaseAppointment: .releaseAppointment
        }
    }
}

extension PersonnelCommand: Codable {
    private enum Key: CodingKey { case type }

    public init(from decoder: any Decoder) throws {
        switch try decoder.container(keyedBy: Key.self).decode(Kind.self, forKey: .type) {
        case .open: self = .open(try RegisterOpening(from: decoder))
        case .importPeople: self = .importPeople(try PeopleImport(from: decoder))
        case .enrolKey: self = .enrolKey(try SigningKey(from: decoder))
        case .revokeKey: self = .revokeKey(try KeyRevocation(from: decoder))
        case .lodge: self = .lodge(try Recommendation(from: decoder))
        case .withdraw: self = .withdraw(try RecommendationWithdrawal(from: decoder))
        case .freeze: self = .freeze(try RecommendationFreeze(from: decoder))
        case .appoint: self = .appoint(try Appointment(from: decoder))
        case .returnAppointment: self = .returnAppointment(try AppointmentReturn(from: decoder))
        case .publishNotice: self = .publishNotice(try PublicNotice(from: decoder))
        case .object: self = .object(try Objection(from: decoder))
        case .settleObjections: self = .settleObjections(try ObjectionSettlement(from: decoder))
        case .takeOffice: self = .takeOffice(try OfficeTaken(from: decoder))
        case .endProbation: self = .endProbation(try ProbationEnd(from: decoder))
        case .recordOutcome: self = .recordOutcome(try Outcome(from: decoder))
        case .find: self = .find(try Finding(from: decoder))
        case .answer: self = .answer(try FindingAnswer(from: decoder))
        case .appeal: self = .appeal(try Appeal(from: decoder))
        case .decideAppeal: self = .decideAppeal(try AppealDecision(from: decoder))
        case .correctFinding: self = .correctFinding(try FindingCorrection(from: decoder))
        case .impose: self = .impose(try Consequence(from: decoder))
        case .sealMinutes: self = .sealMinutes(try MinutesSeal(from: decoder))
        case .remarkClock: self = .remarkClock(try ClockRemark(from: decoder))
        case .recordOlderFile: self = .recordOlderFile(try OlderFile(from: decoder))
        case .holdAppointment: self = .holdAppointment(try AppointmentHold(from: decoder))
        case .releaseAppointment: self = .releaseAppointment(try AppointmentHold(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .type)
        switch self {
        case .open(let payload): try payload.encode(to: encoder)
        case .importPeople(let payload): try payload.encode(to: encoder)
        case .enrolKey(let payload): try payload.encode(to: encoder)
        case .revokeKey(let payload): try payload.encode(to: encoder)
        case .lodge(let payload): try payload.encode(to: encoder)
        case .withdraw(let payload): try payload.encode(to: encoder)
        case .freeze(let payload): try payload.encode(to: encoder)
        case .appoint(let payload): try payload.encode(to: encoder)
        case .returnAppointment(let payload): try payload.encode(to: encoder)
        case .publishNotice(let payload): try payload.encode(to: encoder)
        case .object(let payload): try payload.encode(to: encoder)
        case .settleObjections(let payload): try payload.encode(to: encoder)
        case .takeOffice(let payload): try payload.encode(to: encoder)
        case .endProbation(let payload): try payload.encode(to: encoder)
        case .recordOutcome(let payload): try payload.encode(to: encoder)
        case .find(let payload): try payload.encode(to: encoder)
        case .answer(let payload): try payload.encode(to: encoder)
        case .appeal(let payload): try payload.encode(to: encoder)
        case .decideAppeal(let payload): try payload.encode(to: encoder)
        case .correctFinding(let payload): try payload.encode(to: encoder)
        case .impose(let payload): try payload.encode(to: encoder)
        case .sealMinutes(let payload): try payload.encode(to: encoder)
        case .remarkClock(let payload): try payload.encode(to: encoder)
        case .recordOlderFile(let payload): try payload.encode(to: encoder)
        case .holdAppointment(let payload): try payload.encode(to: encoder)
        case .releaseAppointment(let payload): try payload.encode(to: encoder)
        }
    }
}
