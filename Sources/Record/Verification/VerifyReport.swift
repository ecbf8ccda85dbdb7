// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import Basics
import Foundation
import Meeting
import Personnel

/// Something in a register that isn't as this program would have written it.
public enum VerifyFault: Hashable, Sendable {
    /// The file itself, as SQLite sees it.
    case file(String)
    /// SQLite reads the file up to that entry and no further.
    case damaged(seq: Int, why: String)
    case gap(expected: Int, found: Int)
    /// The entry's hash isn't the one that its text and its forerunner give.
    case chain(seq: Int, expected: String, found: String)
    case unreadable(seq: Int, why: String)
    case notCanonical(seq: Int)
    /// An entry of the register's own that is dated before the last one, and no remark says so.
    case runsBack(seq: Int)
    /// Its place, number or meeting isn't what it says.
    case misplaced(seq: Int)
    /// A meeting's event that the rules don't give.
    case rule(seq: Int, MeetingID, AuditFault)
    /// A register event that the rules don't give; nil: they give another one.
    case personnel(seq: Int, PersonnelRefusal?)
    case profileHash(seq: Int, MeetingID)
    /// What the plan says of recommendations, holds or earlier decisions isn't the register's word.
    case ungrounded(seq: Int, MeetingID)
    /// The register's appointments aren't those that the meeting decided.
    case appointments(seq: Int, MeetingID)
    /// Convening froze other recommendations than those on the agenda.
    case freeze(seq: Int, MeetingID)
    /// A box ballot's archive is missing, proves nothing (and why), or proves another count (nil).
    case archive(seq: Int, MeetingID, ArchiveFault?)
    /// A text that this program would have refused: it drives a terminal, or reads as another.
    case text(seq: Int)
    /// The sealed minutes say otherwise than the record; the first line that differs, from 1.
    case minutes(seq: Int, MeetingID, line: Int)
    /// The signature under a bundle isn't one of its own people's.
    case signature(PersonID)
    /// A bundle's first line says otherwise than what follows.
    case bundleHead
    /// The fingerprint on paper is that of no closing in this register.
    case headNotFound
    /// What a district has of a unit isn't what it recorded when it merged it.
    case unitDiffers
    /// A sealed box lies in the file and no ballot is open; or an archive that no entry names, by its hash.
    case strayBox
    case strayArchive(String)
    /// A line of a district's list, from 1, isn't what the unit's record gives.
    case listLine(Int)

    /// The entry concerned.
    public var seq: Int? {
        switch self {
        case .file, .headNotFound, .signature, .bundleHead, .unitDiffers, .listLine, .strayBox,
            .strayArchive:
            nil
        case .gap(let expected, _): expected
        case .chain(let seq, _, _), .damaged(let seq, _), .unreadable(let seq, _),
            .notCanonical(let seq), .runsBack(let seq), .misplaced(let seq), .rule(let seq, _, _),
            .personnel(let seq, _),
            .profileHash(let seq, _), .appointments(let seq, _), .ungrounded(let seq, _),
            .freeze(let seq, _), .archive(let seq, _, _), .minutes(let seq, _, _),
            .text(let seq):
            seq
        }
    }

    /// As `docs/MESSAGES.md` lists it.
    public var code: String {
        switch self {
        case .file, .damaged: "E-MALFORMED"
        case .gap: "E-GAP"
        case .chain: "E-CHAIN"
        case .unreadable, .notCanonical, .misplaced: "E-EVENT"
        case .rule, .runsBack, .personnel, .profileHash, .ungrounded, .appointments, .freeze:
            "E-RULE"
        case .headNotFound: "E-HEAD"
        case .unitDiffers, .listLine: "E-LIST"
        case .archive, .strayBox, .strayArchive: "E-ARCHIVE"
        case .minutes: "E-MINUTES"
        case .text: "E-TEXT"
        case .signature: "E-SIGNATURE"
        case .bundleHead: "E-BUNDLE"
        }
    }
}

/// A meeting as verification saw it.
public struct MeetingSummary: Hashable, Sendable {
    public var id: MeetingID
    /// From its plan; empty where none could be taken in.
    public var title: String
    /// How far its entries brought it.
    public var phase: MeetingState.Phase
    /// How many of its entries could be read.
    public var events: Int
    /// The entry that closed it, and the fingerprint read out then.
    public var closing: (seq: Int, fingerprint: Fingerprint)? {
        closedAt.flatMap { seq in fingerprint.map { (seq, $0) } }
    }
    var closedAt: Int?
    var fingerprint: Fingerprint?
}

/// What `lastword verify` found.
public struct VerifyReport: Sendable {
    /// How many were looked at, unreadable ones included.
    public var entries = 0
    /// The last entry looked at, with the hash that it came with.
    public var head = Register.Head(seq: 0, hash: .zero)
    /// In the order of the record; no more than the first 20 found.
    public var faults: [VerifyFault] = []
    /// Encrypted ballots whose proofs were checked.
    public var ballots = 0
    /// How much each proof rests on.
    public var figures = ProofFigures()
    /// What the faults take away, those beyond the list too.
    private var disproved: Set<Proof> = []
    /// More faults than are listed.
    public var faultsBeyond = 0
    /// In the order of their first entries; those left out by digests aren't among them.
    public var meetings: [MeetingSummary] = []
    /// The entry whose fingerprint the paper shows, when one was given.
    public var anchor: Int?
    /// Where the paper isn't found: an entry whose fingerprint parts from it in one group only, which
    /// is what a slip of the pen or the keyboard looks like. 63 bits agree, so chance doesn't.
    public var slip: (seq: Int, group: Int)?

    /// No fault at all was found.
    public var isSound: Bool { faults.isEmpty }
    /// Whether a proof holds: no fault takes it away.
    public func holds(_ proof: Proof) -> Bool {
        !disproved.contains(proof)
    }
    /// Meetings without their mandatory closing event.
    public var unfinished: [MeetingSummary] {
        meetings.filter { $0.phase != .closed && $0.phase != .cancelled }
    }

    static let faultLimit = 20

    /// In the order of the record; ballots are proven several together.
    mutating func sortFaults() { faults.sort { $0.seq ?? 0 < $1.seq ?? 0 } }

    /// Adds a fault that something else found.
    public mutating func add(_ fault: VerifyFault) {
        disproved.insert(fault.disproves)
        if faults.count < Self.faultLimit { faults.append(fault) } else { faultsBeyond += 1 }
    }
}

/// What the paper shows: a fingerprint, or the whole hash in hex.
public enum PaperHead: Hashable, Sendable {
    case fingerprint(Fingerprint)
    case hex(String)

    /// Reads 64 hex digits, or a fingerprint in either language; nil for anything else.
    public init?(_ text: String) {
        // An input method may have typed full-width digits.
        let hex = text.precomposedStringWithCompatibilityMapping.lowercased().filter {
            !$0.isWhitespace
        }
        if Digest(hex: hex) != nil {
            self = .hex(hex)
        } else if let fingerprint = Fingerprint(text) {
            self = .fingerprint(fingerprint)
        } else {
            return nil
        }
    }

    /// The one group of a fingerprint that differs; nil where more do, or none, or it is the whole hash.
    func slip(from digest: Digest) -> Int? {
        guard case .fingerprint(let f) = self else { return nil }
        let unlike = f.groups(unlike: Fingerprint(digest))
        return unlike.count == 1 ? unlike[0] : nil
    }

    /// Whether the paper shows the fingerprint of this hash.
    public func matches(_ digest: Digest) -> Bool {
        switch self {
        case .fingerprint(let f): Fingerprint(digest) == f
        case .hex(let hex): digest.hex == hex
        }
    }
}
