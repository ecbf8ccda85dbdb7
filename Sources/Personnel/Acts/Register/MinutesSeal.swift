// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Signing

/// Minutes as they were approved: their text, who approved it and who signed. A later seal
/// (after a veto, say) stands beside the earlier one.
public struct MinutesSeal: Hashable, Codable, Sendable {
    /// A meeting that is closed or cancelled.
    public var meeting: MeetingID
    /// `zh` or `en`.
    public var language: String
    /// Which form of minutes the text has, so that what makes them may change; 1 where it isn't said.
    public var form: Int?
    /// The text, whole.
    public var minutes: String
    /// The presiding member.
    public var approvedBy: PersonID
    /// Not after the day of sealing.
    public var approvedOn: Day
    /// Of those who have keys.
    public var signatures: [Signature]
    /// The scan of the paper that the others signed.
    public var paper: Document?

    public init(
        meeting: MeetingID, language: String, minutes: String, approvedBy: PersonID,
        approvedOn: Day, signatures: [Signature], paper: Document? = nil, form: Int? = nil
    ) {
        self.form = form
        self.meeting = meeting
        self.language = language
        self.minutes = minutes
        self.approvedBy = approvedBy
        self.approvedOn = approvedOn
        self.signatures = signatures
        self.paper = paper
    }

    /// What is signed: which meeting, and the hash of the text. A format.
    public static func statement(_ meeting: MeetingID, _ minutes: String) -> [UInt8] {
        Array(
            "lastword/minutes/1\n\(meeting)\n\(Ed25519.sha256(Array(minutes.utf8)))\n".utf8)
    }
}

extension MinutesSeal: RecordedPersonnelAct {
    var command: PersonnelCommand { .sealMinutes(self) }
    var event: PersonnelEvent { .minutesSealed(self) }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        try state.checkMinutes(self, on: today)
    }

    func apply(to state: inout PersonnelState) {
        state.minutes[meeting, default: []].append(self)
    }
}

extension PersonnelState {
    /// Approved by somebody of the register, signed by valid keys or on a paper that is on record.
    func checkMinutes(_ m: MinutesSeal, on today: Day) throws(PersonnelRefusal) {
        guard people[m.approvedBy] != nil else { throw .unknownPerson(m.approvedBy) }
        try require(m.minutes, .words)
        guard m.approvedOn <= today else { throw .dateInFuture(m.approvedOn) }
        if let paper = m.paper {
            try checkDocument(paper)
            guard paper.sha256 != nil else { throw .attachmentHashMissing(paper.title) }
        }
        guard !m.signatures.isEmpty || m.paper != nil else { throw .minutesUnsigned(m.meeting) }
        let text = MinutesSeal.statement(m.meeting, m.minutes)
        var seen = Set<PersonID>()
        for s in m.signatures {
            guard seen.insert(s.person).inserted else { throw .signedTwice(s.person) }
            guard activeKey(of: s.person)?.publicKey == s.publicKey else {
                throw .signatureByUnknownKey(s.person)
            }
            guard Ed25519.isValid(s.signature, of: text, by: s.publicKey) else {
                throw .signatureInvalid(s.person)
            }
        }
    }
}
