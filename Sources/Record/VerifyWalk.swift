import Ballot
import Foundation
import Meeting
import Personnel

/// Judges entries one after the other, from the first: place, chain, form, and each event against the rules.
/// The same walk verifies a register, a bundle and a district's copy of one.
public struct VerifyWalk {
    /// What was found so far; `finish` completes it.
    public internal(set) var report = VerifyReport()
    private let paper: PaperHead?
    private let json = StoredJSON()
    private var numbers: [MeetingID?: Int] = [:]
    private var audits: [MeetingID: Audit] = [:]
    private var order: [MeetingID] = []
    private var closings: [MeetingID: (seq: Int, hash: Digest)] = [:]
    /// The register's people after the entries so far.
    public private(set) var personnel = PersonnelState()
    /// Meetings whose entries an excerpt leaves out: they weren't over.
    public private(set) var omitted: Set<MeetingID> = []
    /// Meetings whose minutes were sealed.
    public private(set) var sealed: Set<MeetingID> = []
    private var expected: [PersonnelEvent] = []
    private var pendingAppointments: [(seq: Int, Appointment)] = []
    private var pendingFreezes: [(seq: Int, RecommendationFreeze)] = []
    var pendingArchives: [Closed] = []
    private var pendingReturns: [(seq: Int, AppointmentID)] = []
    /// The plan before.
    private var last: Plan?
    /// The latest time of the register's own entries: a clock set back shortens no period.
    private var registerAt: Timestamp?

    /// What the paper shows is looked for on the way; nil: there is no paper.
    public init(paper: PaperHead? = nil) { self.paper = paper }

    /// Takes in the next entry.
    ///
    /// - Parameters:
    ///   - body: its bytes; nil where an excerpt leaves them out, then `digest` stands for them.
    ///   - stored: the hash it came with.
    ///   - meeting: the meeting it is filed under.
    public mutating func take(
        seq: Int, body: [UInt8]?, digest: Digest? = nil, stored: Digest?, meeting column: String?
    ) throws {
        report.entries += 1
        // Numbers of a hostile file may be anything.
        if seq != report.head.seq &+ 1 {
            report.add(.gap(expected: report.head.seq &+ 1, found: seq))
        }
        let own = body.map { Digest.of($0) } ?? digest ?? .zero
        let hash = Digest.link(previous: report.head.hash, body: own)
        if stored != hash {
            report.add(
                .chain(
                    seq: seq, expected: Self.short(hash.hex, stored?.hex),
                    found: Self.short(stored?.hex ?? "-", hash.hex)))
        }
        // Going on from what is stored keeps one change from hiding, or blaming, the rest.
        report.head = Register.Head(seq: seq, hash: stored ?? hash)
        guard let body else {
            // The register's own entries are never left out.
            guard let column else { return report.add(.misplaced(seq: seq)) }
            guard MeetingID(column).isWellFormed else { return report.add(.text(seq: seq)) }
            omitted.insert(MeetingID(column))
            return
        }
        let entry: Entry
        do { entry = try body.withUnsafeBytes { try Entry($0, with: json) } } catch {
            report.add(
                .unreadable(seq: seq, why: Legibility.visible(EntryFault.words(error))))
            // It keeps its number: those after it stand where they say.
            numbers[column.map(MeetingID.init), default: 0] += 1
            return
        }
        if !Self.isLegible(body) { report.add(.text(seq: seq)) }
        numbers[entry.fact.meeting, default: 0] += 1
        if entry.seq != seq || column != entry.fact.meeting?.rawValue
            || entry.number != numbers[entry.fact.meeting]
        {
            report.add(.misplaced(seq: seq))
        }
        if (try? entry.canonical()) != body { report.add(.notCanonical(seq: seq)) }
        judge(entry)
    }

    /// Whether every text of the entry could have been typed into this program: what drives a terminal or
    /// reads as something else isn't taken from others either.
    static func isLegible(_ body: [UInt8]) -> Bool {
        // The canonical form writes control characters as escapes, all else as it is.
        var i = 0
        var isPlain = true
        while i < body.count {
            if body[i] == 0x5C {
                // What JSON can only escape drives a terminal; a new line or a tab is somebody's.
                guard i + 1 < body.count, Array("\"\\/nt".utf8).contains(body[i + 1]) else {
                    return false
                }
                i += 1
            } else if body[i] >= 0x7F {
                isPlain = false
            }
            i += 1
        }
        return isPlain
            || Legibility.fault(inText: String(decoding: body, as: UTF8.self), limit: .max) == nil
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
        guard case .meeting(_, let event) = entry.fact else { return }
        if event.isReadOut { compare(entry.seq) }
    }

    /// The paper with a fingerprint that was read out here.
    private mutating func compare(_ seq: Int) {
        guard let paper else { return }
        if paper.matches(report.head.hash) {
            report.anchor = seq
        } else if let group = paper.slip(from: report.head.hash) {
            report.slip = (seq, group)
        }
    }

    private mutating func judge(_ event: PersonnelEvent, _ entry: Entry) {
        let today = max(entry.at, registerAt ?? entry.at).day
        defer {
            report.figures.take(event)
            personnel.evolve(event)
            registerAt = max(entry.at, registerAt ?? entry.at)
        }
        if case .appointed(let appointment) = event {
            pendingAppointments.append((entry.seq, appointment))
        }
        if case .minutesSealed(let seal) = event {
            sealed.insert(seal.meeting)
            if !fits(seal) { report.add(.personnel(seq: entry.seq, nil)) }
            // Read out like a closing: the paper that is signed carries it.
            compare(entry.seq)
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

    /// Approved by who presided, when the meeting was over.
    private func fits(_ seal: MinutesSeal) -> Bool {
        guard let state = audits[seal.meeting]?.state else { return false }
        return (try? state.maySeal(seal)) != nil
    }

    /// A plan that shares what most plans have alike with the one before: a hundred thousand meetings
    /// have a handful of profiles and rolls.
    private mutating func sharing(_ event: MeetingEvent) -> MeetingEvent {
        guard case .planned(var plan) = event else { return event }
        if let last, last.profile == plan.profile { plan.profile = last.profile }
        if let last, last.roll == plan.roll { plan.roll = last.roll }
        last = plan
        return .planned(plan)
    }

    private mutating func judge(_ event: MeetingEvent, of id: MeetingID, _ entry: Entry) {
        let event = sharing(event)
        if audits[id] == nil { order.append(id) }
        var audit = audits.removeValue(forKey: id) ?? Audit()
        let before = audit.state
        report.figures.take(event, before: before)
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
            if known?.isWithdrawn == true
                || known.map({ RecommendationFact($0.recommendation) }) != attachment.recommendation
            {
                report.add(.ungrounded(seq: entry.seq, id))
            }
        case .vetoed(let veto) where before.phase == .closed:
            // A late veto takes its appointment back in the same breath. V1.
            let gone = before.appointments(of: id).filter { $0.matter == veto.matter }.map(\.id)
            let mine = pendingReturns.map { $0.1 }
            pendingReturns = []
            if mine != gone { report.add(.appointments(seq: entry.seq, id)) }
        case .boxClosed(let closing):
            pendingArchives.append(
                Closed(seq: entry.seq, meeting: id, closing: closing, before: before))
        case .convened:
            if before.charter?.plan.hasCurrentRoll(in: personnel) == false
                || before.charter?.plan.heldCandidate(in: personnel, on: entry.at.day) != nil
            {
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

    /// The meetings that were taken in, in order.
    public var meetingIDs: [MeetingID] { order }
    /// Where a meeting was closed or cancelled.
    public func ending(of meeting: MeetingID) -> Int? { closings[meeting]?.seq }

    /// A meeting as far as it was taken in.
    public func state(of meeting: MeetingID) -> MeetingState? { audits[meeting]?.state }

    /// What was found, when no entry is left.
    public mutating func finish() -> VerifyReport {
        for (seq, appointment) in pendingAppointments {
            report.add(.appointments(seq: seq, appointment.meeting))
        }
        for (seq, freeze) in pendingFreezes where !omitted.contains(freeze.meeting) {
            report.add(.freeze(seq: seq, freeze.meeting))
        }
        for (seq, _) in pendingReturns { report.add(.personnel(seq: seq, nil)) }
        // Nobody looked at these: they prove nothing.
        for item in pendingArchives { report.add(.archive(seq: item.seq, item.meeting, nil)) }
        if let paper, report.anchor == nil {
            if paper.matches(report.head.hash) {
                report.anchor = report.head.seq
            } else {
                report.add(.headNotFound)
            }
        }
        report.sortFaults()
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
