// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// The kinds of acts of a meeting, as events: their only list. What one means is in the act's own file.

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
    case recusalsAsked(RecusalInquiry)
    case presidingChanged(PresidingChange)
    case tellersAppointed(TellerAppointment)
    case convened
    case quorumCalled(QuorumCall)
    case introducerNamed(IntroducerNaming)
    case introduced(Introduction)
    case questionAsked(Question)
    case questionAnswered(Answer)
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
    case votesTaken(NamedVotes)
    case ballotVoided(BallotVoiding)
    case resultDeclared(DeclaredResult)
    case vetoed(Veto)
    case taskAssigned(TaskAssignment)
    case concluded(MatterConclusion)
    case sentBack(SendingBack)
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
        case left, recused, recusalsAsked, presidingChanged, tellersAppointed, convened,
            quorumCalled
        case introducerNamed, introduced, questionAsked, questionAnswered, viewStated, corrected,
            pointRaised, opinionRead
        case discussionReopened, deferred, withdrawn, ballotOpened, othersSealed, boxClosed,
            boxCounted, countEntered
        case votesTaken, ballotVoided, resultDeclared, taskAssigned, concluded, vetoed, sentBack,
            adjourned,
            reconvened,
            cancelled,
            closed
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
        case .recusalsAsked: .recusalsAsked
        case .presidingChanged: .presidingChanged
        case .tellersAppointed: .tellersAppointed
        case .convened: .convened
        case .quorumCalled: .quorumCalled
        case .introducerNamed: .introducerNamed
        case .introduced: .introduced
        case .questionAsked: .questionAsked
        case .questionAnswered: .questionAnswered
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
        case .votesTaken: .votesTaken
        case .ballotVoided: .ballotVoided
        case .resultDeclared: .resultDeclared
        case .vetoed: .vetoed
        case .taskAssigned: .taskAssigned
        case .concluded: .concluded
        case .sentBack: .sentBack
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
        case .recusalsAsked(let fact): fact
        case .presidingChanged(let fact): fact
        case .tellersAppointed(let fact): fact
        case .convened: Convening()
        case .quorumCalled(let fact): fact
        case .introducerNamed(let fact): fact
        case .introduced(let fact): fact
        case .questionAsked(let fact): fact
        case .questionAnswered(let fact): fact
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
        case .votesTaken(let fact): fact
        case .ballotVoided(let fact): fact
        case .resultDeclared(let fact): fact
        case .vetoed(let fact): fact
        case .taskAssigned(let fact): fact
        case .concluded(let fact): fact
        case .sentBack(let fact): fact
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
        case .recusalsAsked: RecusalInquiry.self
        case .presidingChanged: PresidingChange.self
        case .tellersAppointed: TellerAppointment.self
        case .convened: Convening.self
        case .quorumCalled: QuorumCall.self
        case .introducerNamed: IntroducerNaming.self
        case .introduced: Introduction.self
        case .questionAsked: Question.self
        case .questionAnswered: Answer.self
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
        case .votesTaken: NamedVotes.self
        case .ballotVoided: BallotVoiding.self
        case .resultDeclared: DeclaredResult.self
        case .vetoed: Veto.self
        case .taskAssigned: TaskAssignment.self
        case .concluded: MatterConclusion.self
        case .sentBack: SendingBack.self
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
