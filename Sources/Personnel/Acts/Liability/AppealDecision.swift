// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// What was decided on an appeal. A3.
public struct AppealDecision: Hashable, Codable, Sendable {
    public enum Result: String, Codable, Hashable, Sendable, CaseIterable {
        case maintained, changed, revoked
    }

    /// A finding under appeal, with no decision yet.
    public var finding: FindingID
    /// Not before the appeal, nor after the day it is recorded.
    public var on: Day
    /// `revoked` ends the finding; what `changed` makes of it a correction says.
    public var result: Result
    /// Never blank.
    public var reasons: String
    /// The paper that it rests on.
    public var basis: Document
    /// Who decided: a body by its name, never blank.
    public var body: String

    public init(
        finding: FindingID, on: Day, result: Result, reasons: String, basis: Document, body: String
    ) {
        self.finding = finding
        self.on = on
        self.result = result
        self.reasons = reasons
        self.basis = basis
        self.body = body
    }
}

extension AppealDecision: RecordedPersonnelAct {
    var command: PersonnelCommand { .decideAppeal(self) }
    var event: PersonnelEvent { .appealDecided(self) }
    var aboutFinding: FindingID? { finding }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        let file = try state.standingFinding(finding)
        guard let appeal = file.appeal, file.appealDecision == nil else { throw .noAppeal(finding) }
        try state.requireOrder(on, after: appeal.on, today)
        try state.checkReasoned(reasons, basis, body)
    }

    func apply(to state: inout PersonnelState) {
        state.findings[finding]?.appealDecision = self
        if result == .revoked { state.findings[finding]?.isRevoked = true }
    }
}
