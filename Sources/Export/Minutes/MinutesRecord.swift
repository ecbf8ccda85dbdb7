// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Meeting
import Personnel
import Record
import Replay
import Wording

extension Minutes {
    /// The minutes as the register has the meeting.
    ///
    /// - Throws: `RegisterError` where the meeting isn't there or isn't sound.
    public init(
        _ register: Register, _ meeting: MeetingID, language: Language,
        people: PersonnelState? = nil, form: Int = Minutes.form
    ) throws {
        try self.init(
            try register.entries(of: meeting), meeting, language: language,
            people: try people ?? register.people(),
            form: form
        ) { try register.hash(of: $0) }
    }

    /// - Parameter hash: an entry's, by its place.
    fileprivate init(
        _ entries: [Entry], _ meeting: MeetingID, language: Language,
        people: PersonnelState, form: Int = Minutes.form, hash: (Int) throws -> Digest?
    ) throws {
        let timeline = Timeline(meeting, entries)
        guard !timeline.steps.isEmpty else { throw RegisterError.unknownMeeting(meeting) }
        self.init(
            timeline, people, closing: try timeline.end.flatMap { try hash($0.seq) },
            language: language, form: form)
    }
}

/// The seals of a register, and whether what they sealed is what the record says.
public enum SealedMinutes {
    /// A seal of minutes as the record holds it, with its place.
    public struct Seal: Sendable {
        public var seq: Int
        public var seal: MinutesSeal
        /// The register's people when it was sealed.
        public var people: PersonnelState
    }

    /// The fingerprints that were read out when a meeting's minutes were sealed.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public static func marks(_ register: Register, _ meeting: MeetingID) throws -> [Digest] {
        try all(register).filter { $0.seal.meeting == meeting }
            .compactMap { try register.hash(of: $0.seq) }
    }

    /// How they were signed.
    public static func how(_ seal: MinutesSeal) -> Text {
        let keys = seal.signatures.count
        switch (keys, seal.paper == nil) {
        case (0, _): return Text("在纸上签名（扫描件）", "signed on paper (scan)")
        case (_, true): return Text("\(keys) 人用钥匙签名", "signed with keys: \(keys)")
        default:
            return Text("\(keys) 人用钥匙签名，另有扫描件", "signed with keys: \(keys), and on paper (scan)")
        }
    }

    /// Every seal of the register, in the order of the record.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public static func all(_ register: Register) throws -> [Seal] {
        all(try register.entries(of: nil))
    }

    /// - Parameter entries: the register's own.
    private static func all(_ entries: [Entry]) -> [Seal] {
        var people = PersonnelState()
        var out: [Seal] = []
        for entry in entries {
            guard case .register(let event) = entry.fact else { continue }
            if case .minutesSealed(let seal) = event {
                out.append(Seal(seq: entry.seq, seal: seal, people: people))
            }
            people.evolve(event)
        }
        return out
    }

    /// Verifies a register, its sealed minutes included.
    ///
    /// - Throws: `RegisterError` where the file can't be read; what is wrong in it is in the report.
    public static func verify(
        _ register: Register, head: PaperHead? = nil, progress: (Int) throws -> Void = { _ in }
    ) throws -> VerifyReport {
        var report = try register.verify(head: head, progress: progress)
        // A register that can't be read whole has said so already.
        do { try check(register, &report) } catch  where !report.isSound {}
        return report
    }

    /// The first seal whose text the record doesn't bear out: of a meeting, or of all for nil.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public static func fault(_ register: Register, _ meeting: MeetingID?) throws -> VerifyFault? {
        for item in try all(register) where meeting == nil || item.seal.meeting == meeting {
            let entries = try register.entries(of: item.seal.meeting)
            if let line = try firstDifference(item, entries, register.hash) {
                return .minutes(seq: item.seq, item.seal.meeting, line: line)
            }
        }
        return nil
    }

    /// The first line in which minutes that are to be sealed now aren't what the record says, from 1; nil where
    /// they agree. Sealed they could never be taken back, and the register would never verify again.
    ///
    /// - Throws: `RegisterError` where the meeting can't be read, `ExportError` where no such minutes can be made.
    public static func difference(_ seal: MinutesSeal, _ register: Register) throws -> Int? {
        try firstDifference(
            Seal(seq: register.head.seq + 1, seal: seal, people: try register.people()),
            try register.entries(of: seal.meeting), register.hash)
    }

    /// Adds a fault for each seal whose text the record doesn't bear out.
    private static func check(_ register: Register, _ report: inout VerifyReport) throws {
        for item in try all(register) {
            report.figures.seals += 1
            let entries = try register.entries(of: item.seal.meeting)
            if let line = try firstDifference(item, entries, register.hash) {
                report.add(.minutes(seq: item.seq, item.seal.meeting, line: line))
            }
        }
    }

    /// The same for a bundle, from the entries that its seals rest on.
    ///
    /// - Throws: `RegisterError` where a meeting can't be folded.
    public static func check(
        _ entries: [Entry], _ hashes: [Int: Digest], _ report: inout VerifyReport
    )
        throws
    {
        let meetings = Dictionary(grouping: entries, by: \.fact.meeting)
        for item in all(meetings[nil] ?? []) {
            report.figures.seals += 1
            let own = meetings[item.seal.meeting] ?? []
            if let line = try firstDifference(item, own, { hashes[$0] }) {
                report.add(.minutes(seq: item.seq, item.seal.meeting, line: line))
            }
        }
    }

    /// From 1; nil where they agree.
    private static func firstDifference(
        _ item: Seal, _ entries: [Entry], _ hash: (Int) throws -> Digest?
    ) throws -> Int? {
        let form = item.seal.form ?? 1
        guard let language = Language(rawValue: item.seal.language),
            (1...Minutes.form).contains(form)
        else { return 1 }
        let entries = entries.filter { $0.seq < item.seq }
        guard !entries.isEmpty else { return 1 }
        let made = try Minutes(
            entries, item.seal.meeting, language: language, people: item.people, form: form,
            hash: hash
        ).text()
        guard made != item.seal.minutes else { return nil }
        let (a, b) = (
            made.split(separator: "\n", omittingEmptySubsequences: false),
            item.seal.minutes.split(separator: "\n", omittingEmptySubsequences: false)
        )
        return (zip(a, b).enumerated().first { $1.0 != $1.1 }?.offset ?? min(a.count, b.count)) + 1
    }

    /// A meeting's minutes as they are read and handed out, and how far they have come: what was sealed stands in
    /// the form in which it was approved.
    ///
    /// - Throws: `RegisterError` where the meeting isn't there or isn't sound; `ExportError.minutesDiffer` where a seal has another text.
    public static func read(
        _ register: Register, _ meeting: MeetingID, language: Language,
        people: PersonnelState? = nil
    ) throws -> (minutes: Minutes, standing: MinutesStanding) {
        let seals = try all(register).filter { $0.seal.meeting == meeting }
        let seal = seals.last(where: { $0.seal.language == language.rawValue }) ?? seals.last
        let standing = try seal.map { try self.standing(of: $0, register, language) } ?? .draft
        let form: Int
        switch standing {
        case .sealed, .translation: form = seal?.seal.form ?? 1
        case .draft, .differs, .overtaken: form = Minutes.form
        }
        let minutes = try Minutes(
            register, meeting, language: language, people: people, form: form)
        return (minutes, standing)
    }

    private static func standing(of last: Seal, _ register: Register, _ language: Language) throws
        -> MinutesStanding
    {
        let seal = last.seal
        let meeting = seal.meeting
        if try register.entries(of: meeting).contains(where: { $0.seq > last.seq }) {
            return .overtaken(sealedOn: seal.approvedOn)
        }
        if let line = try firstDifference(last, try register.entries(of: meeting), register.hash) {
            return .differs(line: line)
        }
        // A translation of sealed minutes is none itself.
        guard seal.language == language.rawValue else {
            return .translation(of: seal.language, by: seal.approvedBy, on: seal.approvedOn)
        }
        return .sealed(
            by: seal.approvedBy, on: seal.approvedOn, signers: seal.signatures.map(\.person),
            paper: seal.paper?.title, mark: try register.hash(of: last.seq).map(Fingerprint.init))
    }
}

extension Minutes {
    /// Writes them in the format that the file's name says. What was sealed otherwise isn't handed out.
    ///
    /// - Throws: `ExportError` where the file is there already or can't be written.
    public func write(to path: String, _ standing: MinutesStanding, replacing: Bool)
        throws(ExportError)
    {
        if case .differs(let line) = standing { throw .minutesDiffer(line: line) }
        let text: String
        switch URL(fileURLWithPath: path).pathExtension.lowercased() {
        case "html", "htm": text = html(standing)
        case "md": text = markdown(standing)
        case "txt": text = self.text(standing)
        default: throw .unknownFormat(path, say: ".html, .md, .txt")
        }
        try NewFile.write(path, replacing: replacing) {
            try Data(text.utf8).write(to: URL(fileURLWithPath: $0))
        }
    }
}
