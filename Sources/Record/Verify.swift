import Ballot
import Foundation
import GRDB
import Meeting
import Personnel

/// Something in a register that isn't as this program would have written it.
public enum VerifyFault: Hashable, Sendable {
    /// The file itself, as SQLite sees it.
    case file(String)
    case gap(expected: Int, found: Int)
    /// The entry's hash isn't the one that its text and its forerunner give.
    case chain(seq: Int, expected: String, found: String)
    case unreadable(seq: Int, why: String)
    case notCanonical(seq: Int)
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
    /// The fingerprint on paper is that of no closing in this register.
    case headNotFound

    /// The entry concerned.
    public var seq: Int? {
        switch self {
        case .file, .headNotFound: nil
        case .gap(let expected, _): expected
        case .chain(let seq, _, _), .unreadable(let seq, _), .notCanonical(let seq),
            .misplaced(let seq), .rule(let seq, _, _), .personnel(let seq, _),
            .profileHash(let seq, _), .appointments(let seq, _), .ungrounded(let seq, _),
            .freeze(let seq, _), .archive(let seq, _, _):
            seq
        }
    }

    public var code: String {
        switch self {
        case .file: "E-MALFORMED"
        case .gap: "E-GAP"
        case .chain: "E-CHAIN"
        case .unreadable, .notCanonical, .misplaced: "E-EVENT"
        case .rule, .personnel, .profileHash, .ungrounded, .appointments, .freeze: "E-RULE"
        case .headNotFound: "E-HEAD"
        case .archive: "E-ARCHIVE"
        }
    }
}

/// A meeting as verification saw it.
public struct MeetingSummary: Hashable, Sendable {
    public var id: MeetingID
    public var title: String
    public var phase: MeetingState.Phase
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
    public var entries = 0
    public var head = Register.Head(seq: 0, hash: .zero)
    public var faults: [VerifyFault] = []
    /// Encrypted ballots whose proofs were checked.
    public var ballots = 0
    /// More faults than are listed.
    public var faultsBeyond = 0
    public var meetings: [MeetingSummary] = []
    /// The entry whose fingerprint the paper shows, when one was given.
    public var anchor: Int?

    public var isSound: Bool { faults.isEmpty }
    /// Meetings without their mandatory closing event.
    public var unfinished: [MeetingSummary] {
        meetings.filter { $0.phase != .closed && $0.phase != .cancelled }
    }

    static let faultLimit = 20

    mutating func add(_ fault: VerifyFault) {
        if faults.count < Self.faultLimit { faults.append(fault) } else { faultsBeyond += 1 }
    }
}

/// What the paper shows: a fingerprint, or the whole hash in hex.
public enum PaperHead: Hashable, Sendable {
    case fingerprint(Fingerprint)
    case hex(String)

    public init?(_ text: String) {
        let hex = text.lowercased().filter { !$0.isWhitespace }
        if hex.count == 64, hex.allSatisfy(\.isHexDigit) {
            self = .hex(hex)
        } else if let fingerprint = Fingerprint(text) {
            self = .fingerprint(fingerprint)
        } else {
            return nil
        }
    }

    func matches(_ digest: Digest) -> Bool {
        switch self {
        case .fingerprint(let f): Fingerprint(digest) == f
        case .hex(let hex): digest.hex == hex
        }
    }
}

extension Register {
    /// Checks everything from the first entry: the file, the chain, the form of each entry, and
    /// each event against the rules. Nothing cached is looked at.
    ///
    /// - Parameters:
    ///   - head: the fingerprint on paper; a rewritten register has another.
    ///   - progress: called now and then with the entries done; throwing stops the work.
    public func verify(
        head paper: PaperHead? = nil, progress: (Int) throws -> Void = { _ in }
    ) throws -> VerifyReport {
        var walk = VerifyWalk(paper: paper)
        do {
            try queue.read { db in
                try walk.checkFile(db)
                let rows = try Row.fetchCursor(
                    db, sql: "SELECT seq, body, hash, meeting FROM entry NOT INDEXED ORDER BY seq")
                while let row = try rows.next() {
                    try walk.take(row)
                    try walk.checkArchives(db)
                    if walk.report.entries % 1024 == 0 { try progress(walk.report.entries) }
                }
            }
        } catch let error as DatabaseError {
            // A busy or unreadable disk is no verdict on the record.
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_MISMATCH: break
            default: throw RegisterFile.worded(error, path)
            }
            walk.report.add(
                .unreadable(
                    seq: walk.report.head.seq + 1, why: error.message ?? "\(error.resultCode)"))
        }
        return walk.finish()
    }
}

private struct VerifyWalk {
    var report = VerifyReport()
    private let paper: PaperHead?
    private let json = StoredJSON()
    private var numbers: [MeetingID?: Int] = [:]
    private var audits: [MeetingID: Audit] = [:]
    private var order: [MeetingID] = []
    private var closings: [MeetingID: (seq: Int, hash: Digest)] = [:]
    private var personnel = PersonnelState()
    private var expected: [PersonnelEvent] = []
    private var pendingAppointments: [(seq: Int, Appointment)] = []
    private var pendingFreezes: [(seq: Int, RecommendationFreeze)] = []
    private var pendingArchives: [(seq: Int, MeetingID, BoxClosing, MeetingState)] = []
    private var pendingReturns: [(seq: Int, AppointmentID)] = []
    /// The latest time of the register's own entries: a clock set back shortens no period.
    private var registerAt: Timestamp?

    init(paper: PaperHead?) { self.paper = paper }

    mutating func checkFile(_ db: Database) throws {
        for line in try String.fetchAll(db, sql: "PRAGMA integrity_check(5)") where line != "ok" {
            report.add(.file(line))
        }
    }

    mutating func take(_ row: Row) throws {
        let seq: Int = row[0]
        report.entries += 1
        if seq != report.head.seq + 1 {
            report.add(.gap(expected: report.head.seq + 1, found: seq))
        }
        let body = try withBytes(of: row, 1) { Array($0) }
        let stored = try withBytes(of: row, 2) { Digest($0) }
        let hash = Digest.link(previous: report.head.hash, body: Digest.of(body))
        let holds = stored == hash
        if !holds {
            report.add(
                .chain(
                    seq: seq, expected: Self.short(hash.hex, stored?.hex),
                    found: Self.short(stored?.hex ?? "-", hash.hex)))
        }
        // Going on from what is stored keeps one change from hiding, or blaming, the rest.
        report.head = Register.Head(seq: seq, hash: stored ?? hash)
        let entry: Entry
        do { entry = try body.withUnsafeBytes { try Entry($0, with: json) } } catch {
            report.add(.unreadable(seq: seq, why: Legibility.visible("\(error)")))
            return
        }
        let column: String? = row[3]
        numbers[entry.fact.meeting, default: 0] += 1
        if entry.seq != seq || column != entry.fact.meeting?.rawValue
            || entry.number != numbers[entry.fact.meeting]
        {
            report.add(.misplaced(seq: seq))
        }
        if (try? entry.canonical()) != body { report.add(.notCanonical(seq: seq)) }
        judge(entry)
    }

    /// Enough digits to see that two hashes differ.
    private static func short(_ hex: String, _ other: String?) -> String {
        hex.prefix(8) == other?.prefix(8) ? hex : String(hex.prefix(8))
    }

    private mutating func judge(_ entry: Entry) {
        switch entry.fact {
        case .register(let event): judge(event, entry)
        case .meeting(let id, let event): judge(event, of: id, entry)
        }
        // A fingerprint is read out at each closing, and again at a veto that comes after it.
        let closes: Bool
        switch entry.fact {
        case .meeting(_, .closed), .meeting(_, .cancelled), .meeting(_, .vetoed): closes = true
        default: closes = false
        }
        if closes, let paper, paper.matches(report.head.hash) { report.anchor = entry.seq }
    }

    private mutating func judge(_ event: PersonnelEvent, _ entry: Entry) {
        let today = max(entry.at, registerAt ?? entry.at).day
        defer {
            personnel.evolve(event)
            registerAt = max(entry.at, registerAt ?? entry.at)
        }
        if case .appointed(let appointment) = event {
            pendingAppointments.append((entry.seq, appointment))
        }
        if case .frozen(let freeze) = event { pendingFreezes.append((entry.seq, freeze)) }
        if case .appointmentReturned(let back) = event {
            pendingReturns.append((entry.seq, back.appointment))
        }
        if let due = expected.first {
            expected.removeFirst()
            if due != event { report.add(.personnel(seq: entry.seq, nil)) }
            return
        }
        guard let command = event.command else {
            return report.add(.personnel(seq: entry.seq, nil))
        }
        do {
            let answer = try personnel.decide(command, on: today)
            if answer.first != event { report.add(.personnel(seq: entry.seq, nil)) }
            expected = Array(answer.dropFirst())
        } catch {
            report.add(.personnel(seq: entry.seq, error))
        }
    }

    private mutating func judge(_ event: MeetingEvent, of id: MeetingID, _ entry: Entry) {
        if audits[id] == nil { order.append(id) }
        var audit = audits.removeValue(forKey: id) ?? Audit()
        let before = audit.state
        if let fault = audit.take(event, at: entry.at) {
            report.add(.rule(seq: entry.seq, id, fault))
        }
        audits[id] = audit
        switch event {
        case .planned(let plan):
            if (try? Canonical.hash(of: plan.profile)) != plan.profileHash {
                report.add(.profileHash(seq: entry.seq, id))
            }
            let word = try? plan.grounded(in: personnel) { audits[$0]?.state.decision(on: $1) }
            if word != plan { report.add(.ungrounded(seq: entry.seq, id)) }
        case .attached(let attachment):
            let known = personnel.recommendations[attachment.recommendation.id]
            if known.map({ RecommendationFact($0.recommendation) }) != attachment.recommendation {
                report.add(.ungrounded(seq: entry.seq, id))
            }
        case .vetoed(let veto) where before.phase == .closed:
            // A late veto takes its appointment back in the same breath. V1.
            let gone = before.appointments(of: id).filter { $0.matter == veto.matter }.map(\.id)
            let mine = pendingReturns.map { $0.1 }
            pendingReturns = []
            if mine != gone { report.add(.appointments(seq: entry.seq, id)) }
        case .boxClosed(let closing):
            pendingArchives.append((entry.seq, id, closing, before))
        case .convened:
            if before.charter?.plan.hasCurrentRoll(in: personnel) == false {
                report.add(.ungrounded(seq: entry.seq, id))
            }
            // The freeze stands just before the convening it belongs to. S3.
            let mine = pendingFreezes.filter { $0.1.meeting == id }.flatMap { $0.1.recommendations }
            pendingFreezes.removeAll { $0.1.meeting == id }
            if mine != audit.state.agendaRecommendations {
                report.add(.freeze(seq: entry.seq, id))
            }
        case .closed, .cancelled:
            closings[id] = (entry.seq, report.head.hash)
            // The appointments stand just before the closing that makes them final.
            let mine = pendingAppointments.filter { $0.1.meeting == id }.map { $0.1 }
            pendingAppointments.removeAll { $0.1.meeting == id }
            if mine != audit.state.appointments(of: id) {
                report.add(.appointments(seq: entry.seq, id))
            }
        default: break
        }
    }

    /// Every ballot proven again: each vote's proofs, the sum, the tellers' decryption, the result,
    /// and that this is the count which the tellers signed.
    mutating func checkArchives(_ db: Database) throws {
        for (seq, id, closing, state) in pendingArchives {
            guard let bytes = try Register.archive(closing.archive, db),
                Digest.of([UInt8](bytes)).hex == closing.archive
            else {
                report.add(.archive(seq: seq, id, nil))
                continue
            }
            do {
                let archive = try ArchiveVerifier.verify(bytes)
                if !closing.agrees(with: archive, state, id) {
                    report.add(.archive(seq: seq, id, nil))
                }
                report.ballots += archive.tallied
            } catch {
                report.add(.archive(seq: seq, id, error))
            }
        }
        pendingArchives = []
    }

    mutating func finish() -> VerifyReport {
        for (seq, appointment) in pendingAppointments {
            report.add(.appointments(seq: seq, appointment.meeting))
        }
        for (seq, freeze) in pendingFreezes { report.add(.freeze(seq: seq, freeze.meeting)) }
        for (seq, _) in pendingReturns { report.add(.personnel(seq: seq, nil)) }
        if let paper, report.anchor == nil {
            if paper.matches(report.head.hash) {
                report.anchor = report.head.seq
            } else {
                report.add(.headNotFound)
            }
        }
        report.meetings = order.compactMap { id in
            guard let state = audits[id]?.state else { return nil }
            let closing = closings[id]
            return MeetingSummary(
                id: id, title: state.charter?.plan.title ?? "", phase: state.phase,
                events: state.events, closedAt: closing?.seq,
                fingerprint: closing.map { Fingerprint($0.hash) })
        }
        return report
    }
}

extension BoxClosing {
    /// Whether the archive proves these figures, for this paper and this electorate.
    fileprivate func agrees(
        with archive: ArchiveReport, _ state: MeetingState, _ meeting: MeetingID
    ) -> Bool {
        guard let ballot = state.ballot, let charter = state.charter else { return false }
        let questions = archive.election.questions
        return archive.isSorted && archive.tallied == returned && archive.ballots == returned
            && archive.credentials == ballot.electorate && archive.hasBareCredentials
            && archive.trustees.count == state.tellers.count
            && archive.election.name == charter.plan.title
            && archive.election.description
                == ballot.matters.first.map { state.paperDescription(of: meeting, $0) }
            && questions.count == ballot.matters.count && figures.count == questions.count
            && zip(ballot.matters, questions).allSatisfy { m, question in
                question.min == 1 && question.max == 1 && !question.allowsBlank
                    && question.question == state.paperQuestion(of: m)
                    && question.answers == state.paperAnswers(of: m)
            }
            && zip(figures, archive.result).allSatisfy { $0.choices.map(String.init) == $1 }
    }
}
