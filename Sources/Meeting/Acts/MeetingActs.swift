// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// The kinds of acts of a meeting, as commands and as events: the only lists of them. What an act means is in its own file.

/// What may be asked of a meeting.
public enum MeetingCommand: Hashable, Sendable {
    /// Sets or, before convening, replaces the plan.
    indirect case plan(Plan)
    case deliver(Delivery)
    case recordPrerequisite(PrerequisiteRecord)
    case attach(Attachment)
    case detach(Detachment)
    /// An absent member's reason.
    case excuse(Excuse)
    case arrive(Arrival)
    case leave(Departure)
    case recuse(Recusal)
    /// A stand-in takes the chair. P3.
    case preside(PresidingChange)
    case appointTellers(TellerAppointment)
    case convene
    case callQuorum(QuorumCall)
    case nameIntroducer(IntroducerNaming)
    case introduce(Introduction)
    case stateView(StatedView)
    case correct(Correction)
    case raisePoint(PointOfOrder)
    case readOpinion(WrittenOpinion)
    /// Re-opens a discussion that a chief has closed. L4.
    case reopen(Motion)
    case `defer`(Deferral)
    case withdraw(MatterWithdrawal)
    case openBallot(BallotOpening)
    case sealOthers(OthersSealed)
    /// The figures are the box's: whoever asks names the tellers only.
    case closeBox(BoxClosing)
    /// The figures are the box's: whoever asks names none.
    case countBox(BoxCount)
    case enterCount(CountSheet)
    case voidBallot(BallotVoiding)
    case declare(Declaration)
    case veto(Veto)
    case adjourn(Adjournment)
    case reconvene
    case cancel(Cancellation)
    case close(Closing)
    case remarkClock(ClockRemark)
}

extension MeetingCommand {
    /// The case's name in the record and in the protocol. Their order is that in which they are offered.
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case plan, convene, deliver, arrive, leave, excuse, preside, appointTellers, callQuorum,
            adjourn
        case reconvene, cancel, close, remarkClock
        case veto, introduce, withdraw, `defer`, reopen, recordPrerequisite, attach, detach, recuse
        case nameIntroducer, stateView, readOpinion, correct, raisePoint
        case openBallot, sealOthers, enterCount, closeBox, countBox, voidBallot, declare
    }

    /// Which command it is, its payload apart.
    public var kind: Kind {
        switch self {
        case .plan: .plan
        case .deliver: .deliver
        case .recordPrerequisite: .recordPrerequisite
        case .attach: .attach
        case .detach: .detach
        case .excuse: .excuse
        case .arrive: .arrive
        case .leave: .leave
        case .recuse: .recuse
        case .preside: .preside
        case .appointTellers: .appointTellers
        case .convene: .convene
        case .callQuorum: .callQuorum
        case .nameIntroducer: .nameIntroducer
        case .introduce: .introduce
        case .stateView: .stateView
        case .correct: .correct
        case .raisePoint: .raisePoint
        case .readOpinion: .readOpinion
        case .reopen: .reopen
        case .defer: .defer
        case .withdraw: .withdraw
        case .openBallot: .openBallot
        case .sealOthers: .sealOthers
        case .closeBox: .closeBox
        case .countBox: .countBox
        case .enterCount: .enterCount
        case .voidBallot: .voidBallot
        case .declare: .declare
        case .veto: .veto
        case .adjourn: .adjourn
        case .reconvene: .reconvene
        case .cancel: .cancel
        case .close: .close
        case .remarkClock: .remarkClock
        }
    }

    /// What it says.
    var act: any MeetingAct {
        switch self {
        case .plan(let act): act
        case .deliver(let act): act
        case .recordPrerequisite(let act): act
        case .attach(let act): act
        case .detach(let act): act
        case .excuse(let act): act
        case .arrive(let act): act
        case .leave(let act): act
        case .recuse(let act): act
        case .preside(let act): act
        case .appointTellers(let act): act
        case .convene: Convening()
        case .callQuorum(let act): act
        case .nameIntroducer(let act): act
        case .introduce(let act): act
        case .stateView(let act): act
        case .correct(let act): act
        case .raisePoint(let act): act
        case .readOpinion(let act): act
        case .reopen(let act): act
        case .defer(let act): act
        case .withdraw(let act): act
        case .openBallot(let act): act
        case .sealOthers(let act): act
        case .closeBox(let act): act
        case .countBox(let act): act
        case .enterCount(let act): act
        case .voidBallot(let act): act
        case .declare(let act): act
        case .veto(let act): act
        case .adjourn(let act): act
        case .reconvene: Reconvening()
        case .cancel(let act): act
        case .close(let act): act
        case .remarkClock(let act): act
        }
    }
}

extension MeetingCommand.Kind {
    /// The type of what such a command says.
    var type: any MeetingAct.Type {
        switch self {
        case .plan: Plan.self
        case .deliver: Delivery.self
        case .recordPrerequisite: PrerequisiteRecord.self
        case .attach: Attachment.self
        case .detach: Detachment.self
        case .excuse: Excuse.self
        case .arrive: Arrival.self
        case .leave: Departure.self
        case .recuse: Recusal.self
        case .preside: PresidingChange.self
        case .appointTellers: TellerAppointment.self
        case .convene: Convening.self
        case .callQuorum: QuorumCall.self
        case .nameIntroducer: IntroducerNaming.self
        case .introduce: Introduction.self
        case .stateView: StatedView.self
        case .correct: Correction.self
        case .raisePoint: PointOfOrder.self
        case .readOpinion: WrittenOpinion.self
        case .reopen: Motion.self
        case .defer: Deferral.self
        case .withdraw: MatterWithdrawal.self
        case .openBallot: BallotOpening.self
        case .sealOthers: OthersSealed.self
        case .closeBox: BoxClosing.self
        case .countBox: BoxCount.self
        case .enterCount: CountSheet.self
        case .voidBallot: BallotVoiding.self
        case .declare: Declaration.self
        case .veto: Veto.self
        case .adjourn: Adjournment.self
        case .reconvene: Reconvening.self
        case .cancel: Cancellation.self
        case .close: Closing.self
        case .remarkClock: ClockRemark.self
        }
    }
}

extension MeetingCommand: Codable {
    private enum Key: CodingKey { case type }

    public init(from decoder: any Decoder) throws {
        let kind = try decoder.container(keyedBy: Key.self).decode(Kind.self, forKey: .type)
        self = try kind.type.init(from: decoder).command
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .type)
        try act.encode(to: encoder)
    }
}

// MARK: Events

/// What happened in a meeting: a fact, in the past tense.
public enum MeetingEvent: Hashable, Sendable {
    indirect case planned(Plan)
    case delivered(Delivery)
    case prerequisiteRecorded(PrerequisiteRecord)
    case attached(Attachment)
    case detached(Detachment)
    case excused(Excuse)
    case arrived(Arrival)
    case left(Departure)
    case recused(Recusal)
    case presidingChanged(PresidingChange)
    case tellersAppointed(TellerAppointment)
    case convened
    case quorumCalled(QuorumCall)
    case introducerNamed(IntroducerNaming)
    case introduced(Introduction)
    case viewStated(StatedView)
    case corrected(Correction)
    case pointRaised(PointOfOrder)
    case opinionRead(WrittenOpinion)
    case discussionReopened(Motion)
    case deferred(Deferral)
    case withdrawn(MatterWithdrawal)
    case ballotOpened(BallotOpening)
    case othersSealed(OthersSealed)
    case boxClosed(BoxClosing)
    case boxCounted(BoxCount)
    case countEntered(CountSheet)
    case ballotVoided(BallotVoiding)
    case resultDeclared(DeclaredResult)
    case vetoed(Veto)
    case adjourned(Adjournment)
    case reconvened
    case cancelled(Cancellation)
    case closed(Closing)
    case clockRemarked(ClockRemark)
}

extension MeetingEvent {
    /// The case's name in the record and in the protocol.
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case planned, delivered, prerequisiteRecorded, attached, detached, excused, arrived
        case left, recused, presidingChanged, tellersAppointed, convened, quorumCalled
        case introducerNamed, introduced, viewStated, corrected, pointRaised, opinionRead
        case discussionReopened, deferred, withdrawn, ballotOpened, othersSealed, boxClosed,
            boxCounted, countEntered
        case ballotVoided, resultDeclared, vetoed, adjourned, reconvened, cancelled, closed
        case clockRemarked
    }

    /// Which event it is, its payload apart.
    public var kind: Kind {
        switch self {
        case .planned: .planned
        case .delivered: .delivered
        case .prerequisiteRecorded: .prerequisiteRecorded
        case .attached: .attached
        case .detached: .detached
        case .excused: .excused
        case .arrived: .arrived
        case .left: .left
        case .recused: .recused
        case .presidingChanged: .presidingChanged
        case .tellersAppointed: .tellersAppointed
        case .convened: .convened
        case .quorumCalled: .quorumCalled
        case .introducerNamed: .introducerNamed
        case .introduced: .introduced
        case .viewStated: .viewStated
        case .corrected: .corrected
        case .pointRaised: .pointRaised
        case .opinionRead: .opinionRead
        case .discussionReopened: .discussionReopened
        case .deferred: .deferred
        case .withdrawn: .withdrawn
        case .ballotOpened: .ballotOpened
        case .othersSealed: .othersSealed
        case .boxClosed: .boxClosed
        case .boxCounted: .boxCounted
        case .countEntered: .countEntered
        case .ballotVoided: .ballotVoided
        case .resultDeclared: .resultDeclared
        case .vetoed: .vetoed
        case .adjourned: .adjourned
        case .reconvened: .reconvened
        case .cancelled: .cancelled
        case .closed: .closed
        case .clockRemarked: .clockRemarked
        }
    }

    /// What it says.
    var fact: any MeetingFact {
        switch self {
        case .planned(let fact): fact
        case .delivered(let fact): fact
        case .prerequisiteRecorded(let fact): fact
        case .attached(let fact): fact
        case .detached(let fact): fact
        case .excused(let fact): fact
        case .arrived(let fact): fact
        case .left(let fact): fact
        case .recused(let fact): fact
        case .presidingChanged(let fact): fact
        case .tellersAppointed(let fact): fact
        case .convened: Convening()
        case .quorumCalled(let fact): fact
        case .introducerNamed(let fact): fact
        case .introduced(let fact): fact
        case .viewStated(let fact): fact
        case .corrected(let fact): fact
        case .pointRaised(let fact): fact
        case .opinionRead(let fact): fact
        case .discussionReopened(let fact): fact
        case .deferred(let fact): fact
        case .withdrawn(let fact): fact
        case .ballotOpened(let fact): fact
        case .othersSealed(let fact): fact
        case .boxClosed(let fact): fact
        case .boxCounted(let fact): fact
        case .countEntered(let fact): fact
        case .ballotVoided(let fact): fact
        case .resultDeclared(let fact): fact
        case .vetoed(let fact): fact
        case .adjourned(let fact): fact
        case .reconvened: Reconvening()
        case .cancelled(let fact): fact
        case .closed(let fact): fact
        case .clockRemarked(let fact): fact
        }
    }
}

extension MeetingEvent.Kind {
    /// The type of what such an event says.
    var type: any MeetingFact.Type {
        switch self {
        case .planned: Plan.self
        case .delivered: Delivery.self
        case .prerequisiteRecorded: PrerequisiteRecord.self
        case .attached: Attachment.self
        case .detached: Detachment.self
        case .excused: Excuse.self
        case .arrived: Arrival.self
        case .left: Departure.self
        case .recused: Recusal.self
        case .presidingChanged: PresidingChange.self
        case .tellersAppointed: TellerAppointment.self
        case .convened: Convening.self
        case .quorumCalled: QuorumCall.self
        case .introducerNamed: IntroducerNaming.self
        case .introduced: Introduction.self
        case .viewStated: StatedView.self
        case .corrected: Correction.self
        case .pointRaised: PointOfOrder.self
        case .opinionRead: WrittenOpinion.self
        case .discussionReopened: Motion.self
        case .deferred: Deferral.self
        case .withdrawn: MatterWithdrawal.self
        case .ballotOpened: BallotOpening.self
        case .othersSealed: OthersSealed.self
        case .boxClosed: BoxClosing.self
        case .boxCounted: BoxCount.self
        case .countEntered: CountSheet.self
        case .ballotVoided: BallotVoiding.self
        case .resultDeclared: DeclaredResult.self
        case .vetoed: Veto.self
        case .adjourned: Adjournment.self
        case .reconvened: Reconvening.self
        case .cancelled: Cancellation.self
        case .closed: Closing.self
        case .clockRemarked: ClockRemark.self
        }
    }
}

extension MeetingEvent: Codable {
    private enum Key: CodingKey { case type }

    public init(from decoder: any Decoder) throws {
        let kind = try decoder.container(keyedBy: Key.self).decode(Kind.self, forKey: .type)
        self = try kind.type.init(from: decoder).event
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .type)
        try fact.encode(to: encoder)
    }
}
