// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// The kinds of acts of a meeting, as commands: their only list. What an act means is in its own file.

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
    /// Who has to withdraw is asked, before the matter is introduced. Q2.
    case askRecusals(RecusalInquiry)
    /// A stand-in takes the chair. P3.
    case preside(PresidingChange)
    case appointTellers(TellerAppointment)
    case convene
    case callQuorum(QuorumCall)
    case nameIntroducer(IntroducerNaming)
    case introduce(Introduction)
    /// Before views are stated. L9.
    case askQuestion(Question)
    case answerQuestion(Answer)
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
    /// Who voted how, where the vote is in the open. B1.
    case takeVotes(NamedVotes)
    case voidBallot(BallotVoiding)
    case declare(Declaration)
    case veto(Veto)
    /// Who carries a decision out, and by when. D1.
    case assign(TaskAssignment)
    /// What the group concludes where it doesn't vote. M5.
    case conclude(MatterConclusion)
    /// A chief gives a proposal back to the deputy before it is introduced. V3.
    case sendBack(SendingBack)
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
        case veto, assign, conclude, introduce, withdraw, sendBack, `defer`, reopen,
            recordPrerequisite,
            attach,
            detach, recuse, askRecusals
        case nameIntroducer, askQuestion, answerQuestion, stateView, readOpinion, correct,
            raisePoint
        case openBallot, takeVotes, sealOthers, enterCount, closeBox, countBox, voidBallot, declare
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
        case .askRecusals: .askRecusals
        case .preside: .preside
        case .appointTellers: .appointTellers
        case .convene: .convene
        case .callQuorum: .callQuorum
        case .nameIntroducer: .nameIntroducer
        case .introduce: .introduce
        case .askQuestion: .askQuestion
        case .answerQuestion: .answerQuestion
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
        case .takeVotes: .takeVotes
        case .voidBallot: .voidBallot
        case .declare: .declare
        case .veto: .veto
        case .assign: .assign
        case .conclude: .conclude
        case .sendBack: .sendBack
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
        case .askRecusals(let act): act
        case .preside(let act): act
        case .appointTellers(let act): act
        case .convene: Convening()
        case .callQuorum(let act): act
        case .nameIntroducer(let act): act
        case .introduce(let act): act
        case .askQuestion(let act): act
        case .answerQuestion(let act): act
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
        case .takeVotes(let act): act
        case .voidBallot(let act): act
        case .declare(let act): act
        case .veto(let act): act
        case .assign(let act): act
        case .conclude(let act): act
        case .sendBack(let act): act
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
        case .askRecusals: RecusalInquiry.self
        case .preside: PresidingChange.self
        case .appointTellers: TellerAppointment.self
        case .convene: Convening.self
        case .callQuorum: QuorumCall.self
        case .nameIntroducer: IntroducerNaming.self
        case .introduce: Introduction.self
        case .askQuestion: Question.self
        case .answerQuestion: Answer.self
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
        case .takeVotes: NamedVotes.self
        case .voidBallot: BallotVoiding.self
        case .declare: Declaration.self
        case .veto: Veto.self
        case .assign: TaskAssignment.self
        case .conclude: MatterConclusion.self
        case .sendBack: SendingBack.self
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
