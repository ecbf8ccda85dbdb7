// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// What may be asked of a meeting.
public enum MeetingCommand: Hashable, Sendable {
    /// Sets or, before convening, replaces the plan.
    indirect case plan(Plan)
    case deliver(Delivery)
    case recordPrerequisite(PrerequisiteRecord)
    case attach(Attachment)
    case detach(Detachment)
    /// An absent member's reason.
    case excuse(ReasonedMemberAct)
    case arrive(MemberAct)
    case leave(ReasonedMemberAct)
    case recuse(Recusal)
    /// A stand-in takes the chair. P3.
    case preside(ReasonedMemberAct)
    case appointTellers(TellerAppointment)
    case convene
    case callQuorum(MemberAct)
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
    /// The case's name in the record and in the protocol.
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case plan, deliver, recordPrerequisite, attach, detach, excuse, arrive, leave, recuse
        case preside, appointTellers, convene, callQuorum, nameIntroducer, introduce
        case stateView, correct, raisePoint, readOpinion, reopen, `defer`, withdraw, openBallot
        case sealOthers, closeBox, countBox, enterCount, voidBallot, declare, veto, adjourn,
            reconvene, cancel
        case close, remarkClock
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
}

extension MeetingCommand: Codable {
    private enum Key: CodingKey { case type }

    public init(from decoder: any Decoder) throws {
        switch try decoder.container(keyedBy: Key.self).decode(Kind.self, forKey: .type) {
        case .plan: self = .plan(try Plan(from: decoder))
        case .deliver: self = .deliver(try Delivery(from: decoder))
        case .recordPrerequisite: self = .recordPrerequisite(try PrerequisiteRecord(from: decoder))
        case .attach: self = .attach(try Attachment(from: decoder))
        case .detach: self = .detach(try Detachment(from: decoder))
        case .excuse: self = .excuse(try ReasonedMemberAct(from: decoder))
        case .arrive: self = .arrive(try MemberAct(from: decoder))
        case .leave: self = .leave(try ReasonedMemberAct(from: decoder))
        case .recuse: self = .recuse(try Recusal(from: decoder))
        case .preside: self = .preside(try ReasonedMemberAct(from: decoder))
        case .appointTellers: self = .appointTellers(try TellerAppointment(from: decoder))
        case .convene: self = .convene
        case .callQuorum: self = .callQuorum(try MemberAct(from: decoder))
        case .nameIntroducer: self = .nameIntroducer(try IntroducerNaming(from: decoder))
        case .introduce: self = .introduce(try Introduction(from: decoder))
        case .stateView: self = .stateView(try StatedView(from: decoder))
        case .correct: self = .correct(try Correction(from: decoder))
        case .raisePoint: self = .raisePoint(try PointOfOrder(from: decoder))
        case .readOpinion: self = .readOpinion(try WrittenOpinion(from: decoder))
        case .reopen: self = .reopen(try Motion(from: decoder))
        case .defer: self = .defer(try Deferral(from: decoder))
        case .withdraw: self = .withdraw(try MatterWithdrawal(from: decoder))
        case .openBallot: self = .openBallot(try BallotOpening(from: decoder))
        case .sealOthers: self = .sealOthers(try OthersSealed(from: decoder))
        case .closeBox: self = .closeBox(try BoxClosing(from: decoder))
        case .countBox: self = .countBox(try BoxCount(from: decoder))
        case .enterCount: self = .enterCount(try CountSheet(from: decoder))
        case .voidBallot: self = .voidBallot(try BallotVoiding(from: decoder))
        case .declare: self = .declare(try Declaration(from: decoder))
        case .veto: self = .veto(try Veto(from: decoder))
        case .adjourn: self = .adjourn(try Adjournment(from: decoder))
        case .reconvene: self = .reconvene
        case .cancel: self = .cancel(try Cancellation(from: decoder))
        case .close: self = .close(try Closing(from: decoder))
        case .remarkClock: self = .remarkClock(try ClockRemark(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .type)
        switch self {
        case .plan(let payload): try payload.encode(to: encoder)
        case .deliver(let payload): try payload.encode(to: encoder)
        case .recordPrerequisite(let payload): try payload.encode(to: encoder)
        case .attach(let payload): try payload.encode(to: encoder)
        case .detach(let payload): try payload.encode(to: encoder)
        case .excuse(let payload): try payload.encode(to: encoder)
        case .arrive(let payload): try payload.encode(to: encoder)
        case .leave(let payload): try payload.encode(to: encoder)
        case .recuse(let payload): try payload.encode(to: encoder)
        case .preside(let payload): try payload.encode(to: encoder)
        case .appointTellers(let payload): try payload.encode(to: encoder)
        case .callQuorum(let payload): try payload.encode(to: encoder)
        case .nameIntroducer(let payload): try payload.encode(to: encoder)
        case .introduce(let payload): try payload.encode(to: encoder)
        case .stateView(let payload): try payload.encode(to: encoder)
        case .correct(let payload): try payload.encode(to: encoder)
        case .raisePoint(let payload): try payload.encode(to: encoder)
        case .readOpinion(let payload): try payload.encode(to: encoder)
        case .reopen(let payload): try payload.encode(to: encoder)
        case .defer(let payload): try payload.encode(to: encoder)
        case .withdraw(let payload): try payload.encode(to: encoder)
        case .openBallot(let payload): try payload.encode(to: encoder)
        case .sealOthers(let payload): try payload.encode(to: encoder)
        case .closeBox(let payload): try payload.encode(to: encoder)
        case .countBox(let payload): try payload.encode(to: encoder)
        case .enterCount(let payload): try payload.encode(to: encoder)
        case .voidBallot(let payload): try payload.encode(to: encoder)
        case .declare(let payload): try payload.encode(to: encoder)
        case .veto(let payload): try payload.encode(to: encoder)
        case .adjourn(let payload): try payload.encode(to: encoder)
        case .cancel(let payload): try payload.encode(to: encoder)
        case .close(let payload): try payload.encode(to: encoder)
        case .remarkClock(let payload): try payload.encode(to: encoder)
        case .convene, .reconvene: break
        }
    }
}
