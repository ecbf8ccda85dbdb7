// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// Whoever was found liable appeals (申诉). A3.
public struct Appeal: Hashable, Codable, Sendable {
    /// A finding that isn't revoked and wasn't appealed before.
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

extension Appeal: RecordedPersonnelAct {
    var command: PersonnelCommand { .appeal(self) }
    var event: PersonnelEvent { .appealed(self) }
    var aboutFinding: FindingID? { finding }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        let file = try state.standingFinding(finding)
        guard file.appeal == nil else { throw .alreadyAppealed(finding) }
        try state.requireOrder(on, after: file.finding.on, today)
        try state.require(words, .words)
    }

    func apply(to state: inout PersonnelState) {
        state.findings[finding]?.appeal = self
    }
}
