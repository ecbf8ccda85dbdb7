// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

// The kinds of acts on the register of people, as commands and as events: the only lists of them. What an act means is in
// its own file.

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
    /// No notice is published, on a ground. A1.
    case exemptNotice(NoticeExemption)
    case recordTalk(AppointmentTalk)
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
    /// Of a task that a meeting gave. D1.
    case report(TaskReport)
    /// Who manages a power from a day on. P5.
    case dividePower(PowerDivision)
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
        case publishNotice, exemptNotice, object, settleObjections, recordTalk, takeOffice,
            endProbation,
            recordOutcome
        case find, answer, appeal, decideAppeal, correctFinding, impose, sealMinutes, report,
            dividePower
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
        case .exemptNotice: .exemptNotice
        case .recordTalk: .recordTalk
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
        case .report: .report
        case .dividePower: .dividePower
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
        case .exemptNotice(let act): act
        case .recordTalk(let act): act
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
        case .report(let act): act
        case .dividePower(let act): act
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
        case .exemptNotice: NoticeExemption.self
        case .recordTalk: AppointmentTalk.self
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
        case .report: TaskReport.self
        case .dividePower: PowerDivision.self
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

// MARK: Events

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
    case noticeExempted(NoticeExemption)
    case talkHeld(AppointmentTalk)
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
    case taskReported(TaskReport)
    case powerDivided(PowerDivision)
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
        case noticePublished, noticeExempted, objected, objectionsSettled, talkHeld, officeTaken,
            probationEnded
        case outcomeRecorded, reviewOpened, found, answered, appealed, appealDecided
        case findingCorrected, imposed, minutesSealed, taskReported, powerDivided
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
        case .noticeExempted: .noticeExempted
        case .talkHeld: .talkHeld
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
        case .taskReported: .taskReported
        case .powerDivided: .powerDivided
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
        case .noticeExempted(let fact): fact
        case .talkHeld(let fact): fact
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
        case .taskReported(let fact): fact
        case .powerDivided(let fact): fact
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
        case .noticeExempted: NoticeExemption.self
        case .talkHeld: AppointmentTalk.self
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
        case .taskReported: TaskReport.self
        case .powerDivided: PowerDivision.self
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
