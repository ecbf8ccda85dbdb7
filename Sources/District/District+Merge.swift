// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import GRDB
import Ledger
import Meeting
import Personnel
import Record
import Signing

/// Why a bundle wasn't merged. The district's register is as it was.
public enum MergeError: Error, Hashable, Sendable {
    /// The bundle's record doesn't hold: the first faults that verification found.
    case unsound([VerifyFault])
    /// The unit's chain isn't the one merged before: it parts from it at that entry.
    case conflict(organisation: String, seq: Int, mergedAt: Timestamp)
    /// A unit of this name, or one that signs with this key, was merged before and began with another entry.
    case startsAgain(organisation: String, mergedAt: Timestamp)

    /// As `docs/MESSAGES.md` lists it.
    public var code: String {
        switch self {
        case .unsound: "E-UNSOUND"
        case .conflict: "E-CONFLICT"
        case .startsAgain: "E-RESTART"
        }
    }
}

/// What came of a bundle.
public struct MergeResult: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// A unit that wasn't there.
        case new
        /// So many entries more of a unit that was.
        case extended(by: Int)
        /// Nothing that wasn't there already.
        case known
    }
    /// Whether it brought anything.
    public var kind: Kind
    /// The unit's name, from the bundle.
    public var organisation: String
    /// In the bundle, those by digest only included.
    public var entries: Int
    /// Meetings that are over, judged from their first entry to their last.
    public var meetings: Int
    /// Encrypted ballots in it whose proofs were checked.
    public var ballots: Int
    /// Not over yet, left out.
    public var openMeetings: [MeetingID]
    /// Another unit of the same name is there, with another register.
    public var sharesName: Bool
    /// The unit's bundles were signed with another key before.
    public var newSigner: Bool
    /// The key that signed, in hex: at the first merge it is compared with the unit's.
    public var publicKey: String
}

extension District {
    /// Checks a bundle from its first line to its last and takes it in, in one transaction: seal, signature
    /// by a key that its register enrolled, chain, every event against the rules, every ballot's proofs, and
    /// that it goes on where the unit's register ended.
    ///
    /// - Parameters:
    ///   - accepting: a key, in hex, that may sign although it wasn't in force at the last merge; for
    ///     a unit's first bundle, the only one that may.
    ///   - asNewUnit: take in a register that begins anew under the name, or with the key, of a unit that is there.
    ///
    /// - Throws: `BundleError` for the bundle, `MergeError` for what it would do here, `RegisterError` for the district's own
    ///   file; nothing is taken in then.
    public func merge(
        _ path: String, at time: Timestamp, accepting: String? = nil, asNewUnit: Bool = false,
        progress: (Int) throws -> Void = { _ in }
    ) throws -> MergeResult {
        // Nobody's entries are looked at before somebody has put a name to them.
        let seal = try BundleReader.seal(of: path)
        guard let person = seal.person, let key = seal.publicKey, let signature = seal.signature
        else { throw BundleError.unsigned }
        guard Ed25519.isValid(signature, of: RecordBundle.Seal.text(seal.seal), by: key) else {
            throw BundleError.signatureInvalid(person)
        }
        let reader = try BundleReader(path)
        return try writing { db in
            try Self.requireKnown(reader.head, signedBy: key, orNew: asNewUnit, in: db)
            var intake = try Intake(db, reader, at: time, accepting: accepting)
            return try intake.run(progress)
        }
    }
}

extension District {
    /// A unit that was there doesn't begin anew without somebody saying so.
    private static func requireKnown(
        _ head: RecordBundle.Head, signedBy key: String, orNew asNewUnit: Bool, in db: Database
    ) throws {
        guard !asNewUnit else { return }
        let units = try Unit.all(db)
        guard !units.contains(where: { $0.genesis == head.genesis }) else { return }
        if let other = units.first(where: {
            $0.organisation == head.organisation || $0.publicKey == key
        }) {
            throw MergeError.startsAgain(
                organisation: other.organisation, mergedAt: other.mergedAt)
        }
    }
}

/// One bundle on its way in.
private struct Intake {
    let db: Database
    let reader: BundleReader
    let time: Timestamp
    var walk = VerifyWalk()
    var known: District.Unit?
    let number: Int
    let accepting: String?
    /// The unit's people when it was merged last.
    private var before = PersonnelState()
    private var first: Digest?
    private var archives: Set<String> = []
    /// Meetings whose entries had come as digests and now come whole.
    private var filled: Set<MeetingID> = []

    init(
        _ db: Database, _ reader: BundleReader, at time: Timestamp, accepting: String?
    ) throws {
        self.accepting = accepting
        self.db = db
        self.reader = reader
        self.time = time
        known = try District.Unit.fetchOne(
            db, sql: "SELECT * FROM unit WHERE genesis = ?", arguments: [reader.head.genesis])
        let next = try Int.fetchOne(db, sql: "SELECT coalesce(max(number), 0) + 1 FROM unit") ?? 1
        number = known?.number ?? next
    }

    mutating func run(_ progress: (Int) throws -> Void) throws -> MergeResult {
        var seal: RecordBundle.Seal?
        let archive = try db.makeStatement(
            sql: "INSERT OR IGNORE INTO archive (hash, bytes) VALUES (?, ?)")
        let entry = try db.makeStatement(
            sql: """
                INSERT INTO entry (unit, seq, meeting, body, digest, hash) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (unit, seq) DO UPDATE SET body = excluded.body, digest = excluded.digest
                WHERE entry.body IS NULL AND excluded.body IS NOT NULL
                """)
        let stored = try db.makeStatement(
            sql: "SELECT hash, body IS NULL FROM entry WHERE unit = ? AND seq = ?")
        while let item = try reader.next() {
            switch item {
            case .archive(let hash, let bytes):
                archives.insert(hash)
                try archive.execute(arguments: [hash, bytes])
            case .entry(let seq, let meeting, let body, let digest, let hash):
                if let known, seq <= known.entries {
                    let row = try Row.fetchOne(stored, arguments: [number, seq])
                    guard let row, Digest(bytes: try row.decode(Data.self, atIndex: 0)) == hash
                    else {
                        throw MergeError.conflict(
                            organisation: known.organisation, seq: seq, mergedAt: known.mergedAt)
                    }
                    // A meeting that was over can't be open again, nor one that was hidden come late.
                    let hadDigest = try row.decode(Bool.self, atIndex: 1)
                    if let meeting, hadDigest != (body == nil) {
                        guard hadDigest else {
                            throw BundleError.closedMeetingOmitted(MeetingID(meeting))
                        }
                        filled.insert(MeetingID(meeting))
                    }
                }
                if seq == 1 { first = hash }
                try walk.take(
                    seq: seq, body: body, digest: digest, stored: hash, meeting: meeting)
                try walk.checkArchives(when: VerifyWalk.batch) { [db] in
                    try District.archive($0, db)
                }
                try entry.execute(arguments: [
                    number, seq, meeting, body.map { String(decoding: $0, as: UTF8.self) },
                    digest?.hex, Data(hash.bytes),
                ])
                if seq == known?.entries { before = walk.personnel }
                if seq % 1024 == 0 { try progress(seq) }
            case .sealed(let s): seal = s
            }
        }
        try walk.checkArchives { [db] in try District.archive($0, db) }
        let report = walk.finish()
        guard report.isSound else { throw MergeError.unsound(report.faults) }
        guard let seal else { throw BundleError.cut }
        let signer = try checkSignature(seal)
        guard reader.head.fits(walk, first: first, archives: archives) else {
            throw BundleError.headDiffers
        }
        for id in filled {
            guard let known, let end = walk.ending(of: id), end <= known.entries else { continue }
            throw BundleError.closedMeetingOmitted(id)
        }
        return try settle(report, seal, signer)
    }

    /// By a key that the bundle's own register enrolled for that person and hasn't revoked.
    private func checkSignature(_ seal: RecordBundle.Seal) throws -> (person: PersonID, key: String)
    {
        guard let person = seal.person, let key = seal.publicKey, let signature = seal.signature
        else { throw BundleError.unsigned }
        guard walk.personnel.activeKey(of: person)?.publicKey == key else {
            throw BundleError.unknownSigner(person)
        }
        guard Ed25519.isValid(signature, of: RecordBundle.Seal.text(seal.seal), by: key) else {
            throw BundleError.signatureInvalid(person)
        }
        // Enrolling a key in a copy takes no secret: what the district knew before decides.
        let wasKnown: Bool
        if let known {
            // A bundle from before the last merge brings nothing new, whoever signed it.
            wasKnown =
                walk.report.entries <= known.entries
                || before.activeKey(of: person)?.publicKey == key
        } else {
            wasKnown = accepting == nil
        }
        guard wasKnown || key == accepting?.lowercased() else {
            throw BundleError.newSigner(person, key: key)
        }
        return (person, key)
    }

    private func settle(
        _ report: VerifyReport, _ seal: RecordBundle.Seal, _ signer: (person: PersonID, key: String)
    ) throws -> MergeResult {
        let head = reader.head
        let name = walk.personnel.people[signer.person]?.label ?? signer.person.rawValue
        let others = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM unit WHERE organisation = ? AND genesis <> ?",
            arguments: [head.organisation, head.genesis])
        var result = MergeResult(
            kind: .new, organisation: head.organisation, entries: report.entries,
            meetings: report.meetings.count, ballots: report.ballots,
            openMeetings: head.openMeetings.sorted(), sharesName: (others ?? 0) > 0,
            newSigner: known.map { $0.publicKey != signer.key } ?? false, publicKey: signer.key)
        if let known {
            guard report.entries > known.entries else {
                result.kind = .known
                return result
            }
            result.kind = .extended(by: report.entries - known.entries)
        }
        try db.execute(
            sql: """
                INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (number) DO UPDATE SET entries = excluded.entries,
                    head = excluded.head, merged_at = excluded.merged_at,
                    sealed_by = excluded.sealed_by, public_key = excluded.public_key
                """,
            arguments: [
                number, head.genesis, head.organisation, report.entries, head.head,
                time.description, name, signer.key,
            ])
        try LedgerStore.replace(walk.ledger(named: head.organisation), unit: number, db)
        try MergeRecord(
            at: time, bundle: seal.seal, entries: report.entries, genesis: head.genesis,
            head: head.head, lines: LedgerStore.digest(unit: number, db).hex,
            organisation: head.organisation, publicKey: signer.key, sealedBy: name,
            signature: seal.signature ?? ""
        ).append(db)
        return result
    }
}

extension VerifyWalk {
    /// The accountability list of what was walked. Signatures were checked on the way: the rules let no
    /// other into the record.
    func ledger(named organisation: String) -> [LedgerRow] {
        var checks: [RecommendationID: [PersonID: LedgerRow.Check]] = [:]
        for file in personnel.recommendations.values {
            for s in file.recommendation.signatures ?? [] {
                let key = personnel.keys[s.person]?.first { $0.key.publicKey == s.publicKey }
                checks[file.recommendation.id, default: [:]][s.person] = LedgerRow.check(
                    by: key?.key.proof)
            }
        }
        var meetings: [MeetingID: LedgerMeeting] = [:]
        for id in meetingIDs { meetings[id] = state(of: id).map(LedgerMeeting.init) }
        return Ledger(personnel, meetings: meetings, checks: checks, posts: posts).rows.map { row in
            var row = row
            row.organisation = organisation
            return row
        }
    }
}
