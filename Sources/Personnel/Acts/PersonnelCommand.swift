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
    case releaseAppointment(AppointmentRelease)
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

    /// What it says.
    var act: any PersonnelAct {
        switch self {
        case .open(let act): act
        case .importPeople(let act): act
        case .enrolKey(let act): act
        case .revokeKey(let act): act
        case .lodge(let act): act
        case .withdraw(let act): act
        case .freeze(let act): act
        case .appoint(let act): act
        case .returnAppointment(let act): act
        case .publishNotice(let act): act
        case .object(let act): act
        case .settleObjections(let act): act
        case .takeOffice(let act): act
        case .endProbation(let act): act
        case .recordOutcome(let act): act
        case .find(let act): act
        case .answer(let act): act
        case .appeal(let act): act
        case .decideAppeal(let act): act
        case .correctFinding(let act): act
        case .impose(let act): act
        case .sealMinutes(let act): act
        case .remarkClock(let act): act
        case .recordOlderFile(let act): act
        case .holdAppointment(let act): act
        case .releaseAppointment(let act): act
        }
    }
}

extension PersonnelCommand.Kind {
    /// The type of what such a command says.
    var type: any PersonnelAct.Type {
        switch self {
        case .open: RegisterOpening.self
        case .importPeople: PeopleImport.self
        case .enrolKey: SigningKey.self
        case .revokeKey: KeyRevocation.self
        case .lodge: Recommendation.self
        case .withdraw: RecommendationWithdrawal.self
        case .freeze: RecommendationFreeze.self
        case .appoint: Appointment.self
        case .returnAppointment: AppointmentReturn.self
        case .publishNotice: PublicNotice.self
        case .object: Objection.self
        case .settleObjections: ObjectionSettlement.self
        case .takeOffice: OfficeTaken.self
        case .endProbation: ProbationEnd.self
        case .recordOutcome: Outcome.self
        case .find: Finding.self
        case .answer: FindingAnswer.self
        case .appeal: Appeal.self
        case .decideAppeal: AppealDecision.self
        case .correctFinding: FindingCorrection.self
        case .impose: Consequence.self
        case .sealMinutes: MinutesSeal.self
        case .remarkClock: ClockRemark.self
        case .recordOlderFile: OlderFile.self
        case .holdAppointment: AppointmentHold.self
        case .releaseAppointment: AppointmentRelease.self
        }
    }
}

extension PersonnelCommand: Codable {
    private enum Key: CodingKey { case type }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let kind = try container.decode(Kind.self, forKey: .type)
        self = try kind.type.init(from: decoder).command
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .type)
        try act.encode(to: encoder)
    }
}
