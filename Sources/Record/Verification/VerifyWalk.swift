// SPDX-License-Identifier: GPL-3.0-or-later
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
    var audits: [MeetingID: Audit] = [:]
    private var order: [MeetingID] = []
    private var closings: [MeetingID: (seq: Int, hash: Digest)] = [:]
    /// The register's people after the entries so far.
    public internal(set) var personnel = PersonnelState()
    /// Which post each recommender held on the day a recommendation was lodged; who had none isn't there.
    public private(set) var posts: [RecommendationID: [PersonID: String]] = [:]
    /// Meetings whose entries an excerpt leaves out: they weren't over.
    public internal(set) var omitted: Set<MeetingID> = []
    /// Meetings whose minutes were sealed.
    public private(set) var sealed: Set<MeetingID> = []
    private var expected: [PersonnelEvent] = []
    /// Entries of the register's own that come with a step of a meeting: they stand just before it, and are judged with it.
    var withMeeting: [(seq: Int, event: PersonnelEvent, at: Timestamp)] = []
    var pendingArchives: [Closed] = []
    /// Matters that a convened meeting has taken up again, and which. B7.
    var takenUp: [MatterReference: MeetingID] = [:]
    /// The archives that entries name.
    public private(set) var archives: Set<String> = []
    /// The hash of the first entry, in hex.
    private var genesis = ""
    /// Whether an entry came that only programs after 0.2 write: what they don't write any more isn't taken after it.
    var hasNewForm = false
    /// The plan before.
    private var last: Plan?
    /// The latest time of the register's own entries: a clock set back lifts no bar.
    var registerAt: Timestamp?
    /// The time of the last of them.
    var registerLastAt: Timestamp?

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
            return takeWithOmitted()
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
        case .register(let event) where event.comesWithMeeting:
            withMeeting.append((entry.seq, event, entry.at))
        case .register(let event):
            refuseStrays()
            judge(event, entry.seq, entry.at)
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

    mutating func judge(_ event: PersonnelEvent, _ seq: Int, _ at: Timestamp) {
        defer { note(at) }
        if let last = registerLastAt, at < last, event.kind != .clockRemarked {
            report.add(.runsBack(seq: seq))
        }
        if event.isAfter02 { hasNewForm = true }
        if case .opened(let opening) = event, opening.form != nil { hasNewForm = true }
        if case .minutesSealed(let seal) = event {
            sealed.insert(seal.meeting)
            if !fits(seal) { report.add(.personnel(seq: seq, nil)) }
            // Read out like a closing: the paper that is signed carries it.
            compare(seq)
        }
        if case .taskReported(let task) = event, !fits(task) {
            return report.add(.personnel(seq: seq, .noSuchTask(task.name)))
        }
        // What the rules refuse is never applied.
        if let due = expected.first {
            expected.removeFirst()
            guard due == event else { return report.add(.personnel(seq: seq, nil)) }
            return apply(event)
        }
        guard let command = event.command else { return report.add(.personnel(seq: seq, nil)) }
        do {
            let answer = try personnel.decide(command, on: at.day, latest: registerAt?.day)
            guard answer.first == event else { return report.add(.personnel(seq: seq, nil)) }
            // A register of 0.2 may have what nobody signed.
            if personnel.opening?.form != nil { try personnel.requireProof(of: command) }
            expected = Array(answer.dropFirst())
            apply(event)
        } catch {
            report.add(.personnel(seq: seq, error))
        }
    }

    mutating func note(_ at: Timestamp) {
        registerAt = max(at, registerAt ?? at)
        registerLastAt = at
    }

    mutating func apply(_ event: PersonnelEvent) {
        report.figures.take(event)
        if case .lodged(let r) = event { posts[r.id] = r.postsOfRecommenders(in: personnel) }
        personnel.evolve(event)
    }

    /// D1: the meeting gave the task.
    func fits(_ report: TaskReport) -> Bool {
        guard let state = audits[report.meeting]?.state else { return false }
        return (try? state.mayReport(report)) != nil
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
            return refuseStrays()
        }
        let context = Context(
            of: id, before, people: personnel, latest: registerAt?.day,
            earlier: earlier(of: id, event, before))
        var due: [PersonnelEvent] = []
        let fault = audit.take(event, at: entry.at) { command throws(MeetingRefusal) in
            var events: [MeetingEvent] = []
            for fact in try context.decide(command, at: entry.at) {
                switch fact {
                case .register(let event): due.append(event)
                case .meeting(_, let event): events.append(event)
                }
            }
            return events
        }
        audits[id] = audit
        if let fault {
            report.add(
                fault.isOfRegister(event)
                    ? .ungrounded(seq: entry.seq, id) : .rule(seq: entry.seq, id, fault))
            return refuseStrays()
        }
        report.figures.take(event, before: before)
        compare(due, with: entry, of: id)
        switch event {
        case .planned(let plan):
            if (try? Canonical.hash(of: plan.profile)) != plan.profileHash {
                report.add(.profileHash(seq: entry.seq, id))
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
            for reference in audit.state.charter?.plan.reconsidered ?? [] {
                takenUp[reference] = id
            }
        case .closed:
            // What it took up and didn't decide is the first meeting's again.
            for reference in audit.state.charter?.plan.reconsidered ?? []
            where !audit.state.hasTakenUp(reference.matter, of: reference.meeting) {
                takenUp[reference] = nil
            }
        default: break
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
        refuseStrays()
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
