import Ballot
import Basics
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
    private var pendingReturns: [(seq: Int, AppointmentReturn)] = []
    private var pendingHolds: [(seq: Int, AppointmentHold)] = []
    private var pendingReleases: [(seq: Int, AppointmentHold)] = []
    /// Matters that a convened meeting has taken up again, and which. B7.
    private var takenUp: [AppointmentID: MeetingID] = [:]
    /// The archives that entries name.
    public private(set) var archives: Set<String> = []
    /// The hash of the first entry, in hex.
    private var genesis = ""
    /// Whether an entry came that only programs after 0.2 write: what they don't write any more isn't taken after it.
    private var hasNewForm = false
    /// The plan before.
    private var last: Plan?
    /// The latest time of the register's own entries: a clock set back lifts no bar.
    private var registerAt: Timestamp?
    /// The time of the last of them.
    private var registerLastAt: Timestamp?

    /// What the paper shows is looked for on the way; nil: there is no paper.
    public init(paper: PaperHead? = nil) { self.paper = paper }

    /// Takes in the next entry.
    ///
    /// - Parameters:
    ///   - body: its bytes; nil where an excerpt leaves them out, then `digest` stands for them.
    ///   - stored: the hash it came with.
    ///   - meeting: the meeting it is filed under.
    ///
    /// - Throws: nothing of its own: a fault goes into the report.
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
        if report.entries == 1 { genesis = report.head.hash.hex }
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
        guard !isPlain else { return true }
        let text = String(decoding: body, as: UTF8.self)
        return Legibility.fault(inText: text, limit: .max) == nil && text.isComposed
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
        defer {
            registerAt = max(entry.at, registerAt ?? entry.at)
            registerLastAt = entry.at
        }
        if let last = registerLastAt, entry.at < last, event.kind != .clockRemarked {
            report.add(.runsBack(seq: entry.seq))
        }
        if case .appointed(let appointment) = event {
            pendingAppointments.append((entry.seq, appointment))
        }
        if event.isAfter02 { hasNewForm = true }
        if case .opened(let opening) = event, opening.form != nil { hasNewForm = true }
        if case .minutesSealed(let seal) = event {
            sealed.insert(seal.meeting)
            if !fits(seal) { report.add(.personnel(seq: entry.seq, nil)) }
            // Read out like a closing: the paper that is signed carries it.
            compare(entry.seq)
        }
        if case .frozen(let freeze) = event { pendingFreezes.append((entry.seq, freeze)) }
        if case .appointmentReturned(let back) = event {
            pendingReturns.append((entry.seq, back))
        }
        if case .appointmentHeld(let hold) = event { pendingHolds.append((entry.seq, hold)) }
        if case .appointmentReleased(let hold) = event {
            pendingReleases.append((entry.seq, hold))
        }
        // What the rules refuse is never applied.
        if let due = expected.first {
            expected.removeFirst()
            guard due == event else { return report.add(.personnel(seq: entry.seq, nil)) }
            return apply(event)
        }
        guard let command = event.command else {
            return report.add(.personnel(seq: entry.seq, nil))
        }
        do {
            let answer = try personnel.decide(
                command, on: entry.at.day, latest: registerAt?.day)
            guard answer.first == event else {
                return report.add(.personnel(seq: entry.seq, nil))
            }
            // A register of 0.2 may have what nobody signed.
            if personnel.opening?.form != nil { try personnel.requireProof(of: command) }
            expected = Array(answer.dropFirst())
            apply(event)
        } catch {
            report.add(.personnel(seq: entry.seq, error))
        }
    }

    private mutating func apply(_ event: PersonnelEvent) {
        report.figures.take(event)
        personnel.evolve(event)
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
        if let archive = event.archive { archives.insert(archive) }
        if event.isAfter02 { hasNewForm = true }
        if event.endsMeeting, closings[id] == nil { closings[id] = (entry.seq, report.head.hash) }
        // After its first fault a meeting isn't judged further: that is said once.
        guard audit.fault == nil else {
            audits[id] = audit
            return
        }
        let fault = audit.take(event, at: entry.at)
        audits[id] = audit
        if let fault { return report.add(.rule(seq: entry.seq, id, fault)) }
        report.figures.take(event, before: before)
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
        case .vetoed(let veto):
            if veto != veto.grounded(in: before, prior: { audits[$0]?.state.decision(on: $1) }) {
                report.add(.ungrounded(seq: entry.seq, id))
            }
            guard before.phase == .closed else { break }
            if takenUp[AppointmentID("\(id)/\(veto.matter)")] != nil {
                report.add(.ungrounded(seq: entry.seq, id))
            }
            // A late veto takes its appointment back in the same breath. V1.
            let gone = before.appointments(of: id).filter { $0.matter == veto.matter }.map(\.id)
            let mine = pendingReturns.filter { $0.1.reconsideredBy == nil }
            pendingReturns.removeAll { $0.1.reconsideredBy == nil }
            if mine.map(\.1.appointment) != gone {
                report.add(.appointments(seq: entry.seq, id))
            }
        case .boxClosed(let closing) where !closing.figures.isEmpty:
            // As records of 0.2 have it, and none that goes on in the new form.
            if hasNewForm { report.add(.ungrounded(seq: entry.seq, id)) }
            pendingArchives.append(
                Closed(seq: entry.seq, meeting: id, closing: closing, before: before))
        case .boxCounted:
            guard let closing = audit.state.ballot?.closing else { break }
            pendingArchives.append(
                Closed(
                    seq: entry.seq, meeting: id, closing: closing, before: before,
                    register: genesis))
        case .convened:
            let days = entry.at.day.through(latest: registerAt?.day)
            if before.charter?.plan.hasCurrentRoll(in: personnel) == false
                || before.charter?.plan.heldCandidate(in: personnel, within: days) != nil
                || before.barredRecommender(in: personnel, within: days) != nil
            {
                report.add(.ungrounded(seq: entry.seq, id))
            }
            // What it takes up again waits for it. B7.
            let taken = audit.state.reconsideredAppointments.map(\.id)
            for appointment in taken { takenUp[appointment] = id }
            let holds = pendingHolds.filter { $0.1.meeting == id }.map(\.1.appointment)
            pendingHolds.removeAll { $0.1.meeting == id }
            // A record of 0.2 has no holds: what it took up again went on meanwhile.
            let isMissing = hasNewForm && taken.contains(where: personnel.mayHold)
            if isMissing || holds != taken.filter(holds.contains) {
                report.add(.appointments(seq: entry.seq, id))
            }
            // The freeze stands just before the convening it belongs to. S3.
            let mine = pendingFreezes.filter { $0.1.meeting == id }.flatMap { $0.1.recommendations }
            pendingFreezes.removeAll { $0.1.meeting == id }
            if mine != audit.state.agendaRecommendations {
                report.add(.freeze(seq: entry.seq, id))
            }
        case .closed, .cancelled:
            compareReconsidered(audit.state, id, entry.seq)
            // The appointments stand just before the closing that makes them final.
            let mine = pendingAppointments.filter { $0.1.meeting == id }.map { $0.1 }
            pendingAppointments.removeAll { $0.1.meeting == id }
            if mine != audit.state.appointments(of: id) {
                report.add(.appointments(seq: entry.seq, id))
            }
        default: break
        }
    }

    /// B7: what was taken up again and decided goes no further; what wasn't goes on.
    private mutating func compareReconsidered(_ state: MeetingState, _ id: MeetingID, _ seq: Int) {
        guard state.phase == .closed else { return }
        let returned = pendingReturns.filter { $0.1.reconsideredBy == id }.map(\.1.appointment)
        let released = pendingReleases.filter { $0.1.meeting == id }.map(\.1.appointment)
        pendingReturns.removeAll { $0.1.reconsideredBy == id }
        pendingReleases.removeAll { $0.1.meeting == id }
        let taken = state.reconsideredAppointments
        for item in taken where !item.isDecided { takenUp[item.id] = nil }
        let decided = taken.filter(\.isDecided).map(\.id)
        let others = taken.filter { !$0.isDecided }.map(\.id)
        if returned != decided.filter(returned.contains)
            || released != others.filter(released.contains)
            || taken.contains(where: { personnel.isHeld($0.id, by: id) })
        {
            report.add(.appointments(seq: seq, id))
        }
    }

    /// Whether a ballot is open whose box is still sealed.
    var hasSealedBox: Bool { audits.values.contains { $0.state.ballot?.isSealed == true } }

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
        for (seq, hold) in pendingHolds where !omitted.contains(hold.meeting) {
            report.add(.appointments(seq: seq, hold.meeting))
        }
        for (seq, hold) in pendingReleases { report.add(.appointments(seq: seq, hold.meeting)) }
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
