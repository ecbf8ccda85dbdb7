// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// A later word on a finding: the old one stays in the record and on the sheet. A3.
public struct FindingCorrection: Hashable, Codable, Sendable {
    /// A finding that isn't revoked.
    public var finding: FindingID
    /// In force from now on.
    public var kind: Finding.Kind
    /// In force from now on; `noLiability` with the kind `none`, and only with it.
    public var grade: Finding.Grade
    /// Never blank.
    public var reasons: String
    /// The paper that it rests on.
    public var basis: Document
    /// Who corrects: a body by its name, never blank.
    public var body: String
    /// Not before the finding, nor after the day it is recorded.
    public var on: Day

    public init(
        finding: FindingID, kind: Finding.Kind, grade: Finding.Grade, reasons: String,
        basis: Document, body: String, on: Day
    ) {
        self.finding = finding
        self.kind = kind
        self.grade = grade
        self.reasons = reasons
        self.basis = basis
        self.body = body
        self.on = on
    }
}

extension FindingCorrection: RecordedPersonnelAct {
    var command: PersonnelCommand { .correctFinding(self) }
    var event: PersonnelEvent { .findingCorrected(self) }
    var aboutFinding: FindingID? { finding }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        try state.requireOrder(on, after: try state.standingFinding(finding).finding.on, today)
        try state.checkReasoned(reasons, basis, body)
        try state.checkGrade(kind, grade)
    }

    func apply(to state: inout PersonnelState) {
        state.findings[finding]?.kind = kind
        state.findings[finding]?.grade = grade
        state.findings[finding]?.corrections.append(self)
    }
}
