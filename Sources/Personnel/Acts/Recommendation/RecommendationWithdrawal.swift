// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// A recommendation taken back by a signer. S3.
public struct RecommendationWithdrawal: Hashable, Codable, Sendable {
    /// One that wasn't withdrawn before.
    public var recommendation: RecommendationID
    /// One of its signers.
    public var by: PersonID
    /// Never blank.
    public var reason: String
    /// Of who withdraws, where they have a key. A record of 0.2 has none.
    public var signatures: [Signature]?
    /// The scan of the signed withdrawal of who has none.
    public var paper: Document?

    public init(
        recommendation: RecommendationID, by: PersonID, reason: String,
        signatures: [Signature]? = nil, paper: Document? = nil
    ) {
        self.recommendation = recommendation
        self.by = by
        self.reason = reason
        self.signatures = signatures
        self.paper = paper
    }
}

extension RecommendationWithdrawal: RecordedPersonnelAct {
    var command: PersonnelCommand { .withdraw(self) }
    var event: PersonnelEvent { .withdrawn(self) }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        try state.checkWithdrawal(self)
    }

    func apply(to state: inout PersonnelState) {
        state.recommendations[recommendation]?.withdrawal = self
    }
}
