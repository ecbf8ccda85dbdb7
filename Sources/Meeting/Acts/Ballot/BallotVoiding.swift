// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// B6: only for a named cause.
public struct BallotVoiding: Hashable, Codable, Sendable {
    /// Why a ballot is declared void. B6.
    public enum Cause: String, Codable, Hashable, Sendable, CaseIterable {
        case quorumLost, powerLost, terminalFailed, tellerLost, figuresDisagree, secrecyBroken
        case wrongPaper
        /// So few have cast into the box that the figures would show who voted how. B10.
        case tooFewCast
        /// By rule, when more papers come back than went out. B10.
        case moreReturnedThanIssued
    }
    /// Has to be so, as far as the program can see it.
    public var cause: Cause
    /// A teller; for quorum, power, terminal or a missing teller who presides may too.
    public var by: PersonID
    /// Never blank; the engine's own voiding has `B10`.
    public var reason: String
    public init(cause: Cause, by: PersonID, reason: String) {
        self.cause = cause
        self.by = by
        self.reason = reason
    }
}

extension BallotVoiding: RecordedAct {
    var command: MeetingCommand { .voidBallot(self) }
    var event: MeetingEvent { .ballotVoided(self) }
    var person: PersonID? { by }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayVoid(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let voided = state.ballot else { return }
        for m in voided.matters {
            state.matters[m].status = .discussed
            state.matters[m].voids += 1
            state.matters[m].lastElectorate = voided.electorate
        }
        state.ballot = nil
    }

    static func addExamples(to list: inout OfferList) {
        let state = list.state
        let teller = list.charter.id(state.tellers.first { state.isPresent[$0] } ?? state.presiding)
        for cause in Cause.allCases {
            list.add(.voidBallot(BallotVoiding(cause: cause, by: teller, reason: OfferList.filler)))
        }
        list.add(
            .voidBallot(BallotVoiding(cause: .powerLost, by: list.chair, reason: OfferList.filler)))
    }
}
