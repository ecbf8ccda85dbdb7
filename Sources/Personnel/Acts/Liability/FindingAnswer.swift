// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// What the person found liable says to it. A3.
public struct FindingAnswer: Hashable, Codable, Sendable {
    /// A finding that isn't revoked.
    public var finding: FindingID
    /// Not before the finding, nor after the day it is recorded.
    public var on: Day
    /// Never blank.
    public var words: String

    public init(finding: FindingID, on: Day, words: String) {
        self.finding = finding
        self.on = on
        self.words = words
    }
}

extension FindingAnswer: RecordedPersonnelAct {
    var command: PersonnelCommand { .answer(self) }
    var event: PersonnelEvent { .answered(self) }
    var aboutFinding: FindingID? { finding }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        try state.requireOrder(on, after: try state.standingFinding(finding).finding.on, today)
        try state.require(words, .words)
    }

    func apply(to state: inout PersonnelState) {
        state.findings[finding]?.answers.append(self)
    }
}
