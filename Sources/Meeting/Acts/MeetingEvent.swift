// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// What happened in a meeting: a fact, in the past tense.
public enum MeetingEvent: Hashable, Sendable {
    indirect case planned(Plan)
    case delivered(Delivery)
    case prerequisiteRecorded(PrerequisiteRecord)
    case attached(Attachment)
    case detached(Detachment)
    case excused(ReasonedMemberAct)
    case arrived(MemberAct)
    case left(ReasonedMemberAct)
    case recused(Recusal)
    case presidingChanged(ReasonedMemberAct)
    case tellersAppointed(TellerAppointment)
    case convened
    case quorumCalled(MemberAct)
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
}

extension MeetingEvent: Codable {
    private enum Key: CodingKey { case type }

    public init(from decoder: any Decoder) throws {
        switch try decoder.container(keyedBy: Key.self).decode(Kind.self, forKey: .type) {
        case .planned: self = .planned(try Plan(from: decoder))
        case .delivered: self = .delivered(try Delivery(from: decoder))
        case .prerequisiteRecorded:
            self = .prerequisiteRecorded(try PrerequisiteRecord(from: decoder))
        case .attached: self = .attached(try Attachment(from: decoder))
        case .detached: self = .detached(try Detachment(from: decoder))
        case .excused: self = .excused(try ReasonedMemberAct(from: decoder))
        case .arrived: self = .arrived(try MemberAct(from: decoder))
        case .left: self = .left(try ReasonedMemberAct(from: decoder))
        case .recused: self = .recused(try Recusal(from: decoder))
        case .presidingChanged: self = .presidingChanged(try ReasonedMemberAct(from: decoder))
        case .tellersAppointed: self = .tellersAppointed(try TellerAppointment(from: decoder))
        case .convened: self = .convened
        case .quorumCalled: self = .quorumCalled(try MemberAct(from: decoder))
        case .introducerNamed: self = .introducerNamed(try IntroducerNaming(from: decoder))
        case .introduced: self = .introduced(try Introduction(from: decoder))
        case .viewStated: self = .viewStated(try StatedView(from: decoder))
        case .corrected: self = .corrected(try Correction(from: decoder))
        case .pointRaised: self = .pointRaised(try PointOfOrder(from: decoder))
        case .opinionRead: self = .opinionRead(try WrittenOpinion(from: decoder))
        case .discussionReopened: self = .discussionReopened(try Motion(from: decoder))
        case .deferred: self = .deferred(try Deferral(from: decoder))
        case .withdrawn: self = .withdrawn(try MatterWithdrawal(from: decoder))
        case .ballotOpened: self = .ballotOpened(try BallotOpening(from: decoder))
        case .othersSealed: self = .othersSealed(try OthersSealed(from: decoder))
        case .boxClosed: self = .boxClosed(try BoxClosing(from: decoder))
        case .boxCounted: self = .boxCounted(try BoxCount(from: decoder))
        case .countEntered: self = .countEntered(try CountSheet(from: decoder))
        case .ballotVoided: self = .ballotVoided(try BallotVoiding(from: decoder))
        case .resultDeclared: self = .resultDeclared(try DeclaredResult(from: decoder))
        case .vetoed: self = .vetoed(try Veto(from: decoder))
        case .adjourned: self = .adjourned(try Adjournment(from: decoder))
        case .reconvened: self = .reconvened
        case .cancelled: self = .cancelled(try Cancellation(from: decoder))
        case .closed: self = .closed(try Closing(from: decoder))
        case .clockRemarked: self = .clockRemarked(try ClockRemark(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .type)
        switch self {
        case .planned(let payload): try payload.encode(to: encoder)
        case .delivered(let payload): try payload.encode(to: encoder)
        case .prerequisiteRecorded(let payload): try payload.encode(to: encoder)
        case .attached(let payload): try payload.encode(to: encoder)
        case .detached(let payload): try payload.encode(to: encoder)
        case .excused(let payload): try payload.encode(to: encoder)
        case .arrived(let payload): try payload.encode(to: encoder)
        case .left(let payload): try payload.encode(to: encoder)
        case .recused(let payload): try payload.encode(to: encoder)
        case .presidingChanged(let payload): try payload.encode(to: encoder)
        case .tellersAppointed(let payload): try payload.encode(to: encoder)
        case .quorumCalled(let payload): try payload.encode(to: encoder)
        case .introducerNamed(let payload): try payload.encode(to: encoder)
        case .introduced(let payload): try payload.encode(to: encoder)
        case .viewStated(let payload): try payload.encode(to: encoder)
        case .corrected(let payload): try payload.encode(to: encoder)
        case .pointRaised(let payload): try payload.encode(to: encoder)
        case .opinionRead(let payload): try payload.encode(to: encoder)
        case .discussionReopened(let payload): try payload.encode(to: encoder)
        case .deferred(let payload): try payload.encode(to: encoder)
        case .withdrawn(let payload): try payload.encode(to: encoder)
        case .ballotOpened(let payload): try payload.encode(to: encoder)
        case .othersSealed(let payload): try payload.encode(to: encoder)
        case .boxClosed(let payload): try payload.encode(to: encoder)
        case .boxCounted(let payload): try payload.encode(to: encoder)
        case .countEntered(let payload): try payload.encode(to: encoder)
        case .ballotVoided(let payload): try payload.encode(to: encoder)
        case .resultDeclared(let payload): try payload.encode(to: encoder)
        case .vetoed(let payload): try payload.encode(to: encoder)
        case .adjourned(let payload): try payload.encode(to: encoder)
        case .cancelled(let payload): try payload.encode(to: encoder)
        case .closed(let payload): try payload.encode(to: encoder)
        case .clockRemarked(let payload): try payload.encode(to: encoder)
        case .convened, .reconvened: break
        }
    }
}
