// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Meeting
import Personnel

/// A register's closed meetings in one file, to be handed on: every entry with its hash, so that the chain
/// can be followed, the ballots' archives, a seal over all of it and, usually, a signature. Meetings that
/// aren't over are there by the digests of their entries only. The format is in `docs/BUNDLE.md`.
public enum RecordBundle {
    /// The version of the format; a reader takes no other.
    public static let form = "lastword/bundle/1"

    /// The first line.
    public struct Head: Codable, Hashable, Sendable {
        /// `lastword/bundle/1`.
        public var form: String
        /// As the register's opening has it.
        public var organisation: String
        /// The hash of the register's first entry: which register it is.
        public var genesis: String
        /// The hash of its last.
        public var head: String
        /// How many entries follow, those by digest only included.
        public var entries: Int
        /// How many ballot archives follow, before the entries.
        public var archives: Int
        /// Meetings that are over, here whole.
        public var meetings: [MeetingID]
        /// Not over yet: only digests.
        public var openMeetings: [MeetingID]
        /// When it was written.
        public var madeAt: Timestamp
    }

    /// The last line: a SHA-256 of all bytes before it, and whose signature stands under it.
    public struct Seal: Codable, Hashable, Sendable {
        /// SHA-256 of every byte before this line, in hex.
        public var seal: String
        /// Nil, like the next two, where nobody signed.
        public var person: PersonID?
        /// The signer's in that register: Ed25519, 64 hex digits.
        public var publicKey: String?
        /// Ed25519 over `text`, 128 hex digits.
        public var signature: String?

        /// Without a signature it is a bundle that nobody signed.
        public init(seal: String, signature: Signature? = nil) {
            self.seal = seal
            person = signature?.person
            publicKey = signature?.publicKey
            self.signature = signature?.signature
        }

        /// What is signed.
        public static func text(_ seal: String) -> [UInt8] {
            Array("\(RecordBundle.form)\n\(seal)\n".utf8)
        }
    }

    /// An entry's line. Exactly one of `body` and `digest` is there.
    struct Line: Codable {
        var seq: Int
        var meeting: String?
        var body: String?
        var digest: String?
        var hash: String
    }

    struct ArchiveLine: Codable {
        var archive: String
        var bytes: String
    }
}

extension RecordBundle.Head {
    /// Whether the first line says what followed: which register, how far, which meetings whole and which
    /// by digests only.
    ///
    /// - Parameters:
    ///   - first: the first entry's hash.
    ///   - archives: the hashes of those that came, each looked at.
    public func fits(_ walk: VerifyWalk, first: Digest?, archives: Set<String>) -> Bool {
        let report = walk.report
        let whole = Set(walk.meetingIDs)
        return report.head.hash.hex == head && report.entries == entries
            && first?.hex == genesis && walk.personnel.opening?.organisation == organisation
            && Set(openMeetings) == walk.omitted && Set(meetings) == whole
            && openMeetings.count + meetings.count == walk.omitted.union(whole).count
            && whole.isDisjoint(with: walk.omitted) && archives.count == self.archives
            && archives == walk.archives
            && whole.allSatisfy { walk.ending(of: $0) != nil }
    }
}

/// Why a bundle isn't taken.
public enum BundleError: Error, Hashable, Sendable {
    case noFile(path: String)
    case notABundle(path: String)
    /// Made by a later version.
    case newer(String)
    case malformed(line: Int)
    /// It has no last line: it was cut off.
    case cut
    case sealBroken
    case unsigned
    case signatureInvalid(PersonID)
    /// The key isn't one that the register enrolled and still has for that person.
    case unknownSigner(PersonID)
    /// Signed with a key that was not in force when the unit was merged last: anybody who holds a bundle could
    /// have enrolled it.
    case newSigner(PersonID, key: String)
    /// The first line says otherwise than what follows.
    case headDiffers
    /// A meeting that is over is left out by its digests.
    case closedMeetingOmitted(MeetingID)

    /// As `docs/MESSAGES.md` lists it.
    public var code: String {
        switch self {
        case .noFile: "E-NOFILE"
        case .notABundle, .newer, .malformed, .headDiffers, .closedMeetingOmitted: "E-BUNDLE"
        case .cut: "E-CUT"
        case .sealBroken: "E-SEAL"
        case .unsigned, .signatureInvalid, .unknownSigner, .newSigner:
            "E-SIGNATURE"
        }
    }
}

extension Register {
    /// Writes a bundle.
    ///
    /// - Parameters:
    ///   - write: takes the next bytes.
    ///   - sign: is given the seal; nil leaves the bundle unsigned.
    ///
    /// - Throws: `RegisterError.unsound` where the register doesn't verify; what `write` and `sign` throw.
    @discardableResult
    public func bundle(
        at time: Timestamp, to write: (Data) throws -> Void,
        sign: (_ seal: String) throws -> Signature?, progress: (Int) throws -> Void = { _ in }
    ) throws -> RecordBundle.Head {
        let sealing = Digest.Stream()
        func line(_ value: some Encodable) throws {
            var bytes = try Canonical.bytes(value)
            bytes.append(10)
            sealing.add(bytes)
            try write(Data(bytes))
        }
        var (closed, open): ([MeetingID], [MeetingID]) = ([], [])
        var archives: [String] = []
        for id in try meetings() {
            let events = try entries(of: id).compactMap { entry -> MeetingEvent? in
                guard entry.seq <= self.head.seq else { return nil }
                return if case .meeting(_, let event) = entry.fact { event } else { nil }
            }
            guard events.contains(where: \.endsMeeting) else {
                open.append(id)
                continue
            }
            closed.append(id)
            archives += events.compactMap(\.archive)
        }
        let first = try entries(of: nil).first
        guard case .register(.opened(let opening))? = first?.fact else {
            throw RegisterError.malformed("no opening")
        }
        let head = RecordBundle.Head(
            form: RecordBundle.form, organisation: opening.organisation,
            genesis: try hash(of: 1)?.hex ?? "", head: self.head.hash.hex, entries: self.head.seq,
            archives: archives.count, meetings: closed, openMeetings: open, madeAt: time)
        try line(head)
        for hash in archives {
            guard let bytes = try archive(hash) else { throw RegisterError.malformed(hash) }
            try line(RecordBundle.ArchiveLine(archive: hash, bytes: bytes.base64EncodedString()))
        }
        let left = Set(open.map(\.rawValue))
        try forEachStored { seq, meeting, body, hash in
            // What somebody adds meanwhile is the next bundle's.
            guard seq <= self.head.seq else { return }
            let isLeft = meeting.map(left.contains) ?? false
            try line(
                RecordBundle.Line(
                    seq: seq, meeting: meeting,
                    body: isLeft ? nil : String(decoding: body, as: UTF8.self),
                    digest: isLeft ? Digest.of(body).hex : nil, hash: hash.hex))
            if seq % 1024 == 0 { try progress(seq) }
        }
        let seal = sealing.finish().hex
        var last = try Canonical.bytes(RecordBundle.Seal(seal: seal, signature: try sign(seal)))
        last.append(10)
        try write(Data(last))
        return head
    }
}
