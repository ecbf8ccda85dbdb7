// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import BallotBox
import Basics
import Foundation
import Meeting
import Personnel
import Record

/// One running session: the only place where the rules meet a file, a clock and a ballot.
///
/// ```swift
/// let session = try Session(register, meeting: "2026-18")
/// let done = try session.perform(.arrive(Arrival(member: "p01")))  // durable when it returns
/// ```
public final class Session {
    public let register: Register
    public let meeting: MeetingID?
    /// The meeting as the record has it.
    public private(set) var state = MeetingState()
    public internal(set) var personnel = PersonnelState()

    /// The open ballot's box; only this process can open it.
    private(set) var box: SealedBox?
    /// The tellers' PINs, for as long as the program runs.
    var pins: TellerPins
    /// Seats of the tellers who confirmed the next act, and until when (steady milliseconds).
    var confirmed: [Int: Int64] = [:]
    /// Keeps the box's secrets in another process, where there is one.
    let vault: (any BoxVault)?
    let random: BallotRandom
    private let clock: (any SessionClock)?
    private var isStale = true
    /// The register's end when it was read or written here last.
    private var seen: Register.Head?
    private var lastReading: (wall: Int64, steady: Int64)?
    /// The latest time of the register's own entries.
    var registerAt: Timestamp?
    /// The time of the last of them.
    var registerLastAt: Timestamp?
    /// Seats of the tellers who signed what the closed box will count; all of them, and it is counted. B10.
    var agreed: Set<Int> = []

    /// What came of a command.
    public struct Performed: Sendable {
        public var entries: [Entry]
        public var head: Register.Head
    }

    /// Why a ballot was voided when the meeting was opened, as the record has it; nil where none was.
    public internal(set) var lostBallot: String?

    /// Folds what the register holds. A meeting that isn't there yet begins with its plan.
    ///
    /// - Throws: `RegisterError` where the register can't be read, or isn't sound.
    public init(
        _ register: Register, meeting: MeetingID? = nil, clock: (any SessionClock)? = nil,
        vault: (any BoxVault)? = nil, random: BallotRandom = .system,
        pins: TellerPins = TellerPins()
    ) throws {
        self.register = register
        self.meeting = meeting
        self.clock = clock
        self.vault = vault
        self.random = random
        self.pins = pins
        try requireAcknowledged()
        try refold()
        try recordOlderFile()
        if let kept = vault?.kept(.pins) { self.pins = TellerPins(secrets: kept) }
        try takeUpBox()
        try voidLostBox()
        // The keys of a ballot that was closed at the moment of a crash.
        if box == nil, register.purpose == .writing, meeting != nil { vault?.wipe(.box) }
    }

    /// Gives a command to the meeting.
    ///
    /// - Parameter time: when it happened; nil takes the clock's.
    /// - Throws: `ConductError` when it is refused, `RegisterError` when it can't be stored; what
    ///   is on the disk is then read again before the next command.
    @discardableResult
    public func perform(_ command: MeetingCommand, at time: Timestamp? = nil) throws -> Performed {
        guard let meeting else { throw ConductError.noMeeting }
        // A confirmation is for one act, done or refused.
        defer { if command.takesConfirmation { forgetConfirmations() } }
        try refoldIfStale()
        var command = try filledIn(RecordableText.checked(command))
        let at = try plausible(time)
        // What the rules refuse is said first: nobody is asked for a PIN in vain.
        var archive: Data?
        if case .countBox = command {
            let (count, bytes) = try counted(at: at)
            command = .countBox(count)
            archive = bytes
        }
        let remark = clockRemark(at, given: time != nil)
        var next = try context(of: meeting, for: command)
        var facts: [Fact] = []
        if let remark { try decide(.remarkClock(remark), at, &next, into: &facts) }
        let before = next.state
        try decide(command, at, &next, into: &facts)
        try requirePins(for: command)
        // B10: one more teller has signed what the box will count; with the last of them it is counted.
        if case .enterCount(let sheet) = command, state.ballot?.isUncounted == true {
            return try agree(sheet.teller, meeting, at: time)
        }
        var newBox: SealedBox?
        if case .openBallot(let opening) = command, opening.mode == .box {
            newBox = try self.newBox(next.state, meeting)
        }
        let isAboutPeople = facts.contains { $0.meeting == nil }
        let endsBox = box != nil && next.state.ballot?.isSealed != true
        let change: BoxChange =
            newBox.map { .store($0.blob) }
            ?? (endsBox || archive != nil || before.voidsBox(next.state)
                ? .finish(archive: archive) : .none)
        // Kept before the ballot is on the disk: from then on it survives this process.
        if let newBox { try keep(newBox) }
        let done: Performed
        do { done = try append(facts, at, change) } catch {
            if let newBox { try settle(newBox) }
            throw error
        }
        if let newBox { box = newBox }
        if endsBox { dropBox() }
        state = next.state
        personnel = next.people
        if isAboutPeople { noteRegisterTime(at) }
        if state.ballot?.isUncounted != true { agreed = [] }
        forgetPins(after: command)
        noteClock(at, given: time != nil)
        return done
    }

    /// Gives commands that belong together to the meeting, in one transaction. For those that mean nothing for the
    /// register of people, for no ballot and for no PIN.
    ///
    /// - Parameter isDone: whether a command is left out, by the meeting as it stands before it.
    func perform(
        all commands: [MeetingCommand], at time: Timestamp? = nil,
        unless isDone: (MeetingCommand, MeetingState) -> Bool
    ) throws {
        guard let meeting else { throw ConductError.noMeeting }
        try refoldIfStale()
        let at = try plausible(time)
        // What other meetings decided is read for each command.
        var next = Context(of: meeting, state, people: personnel, latest: registerAt?.day)
        var facts: [Fact] = []
        if let remark = clockRemark(at, given: time != nil) {
            try decide(.remarkClock(remark), at, &next, into: &facts)
        }
        for command in commands {
            let command = try filledIn(RecordableText.checked(command))
            guard !isDone(command, next.state) else { continue }
            next.earlier = try earlier(of: meeting, for: command)
            try decide(command, at, &next, into: &facts)
        }
        try append(facts, at)
        state = next.state
        for command in commands { forgetPins(after: command) }
        noteClock(at, given: time != nil)
    }

    /// After a failed write: reads what the disk has.
    ///
    /// - Throws: `RegisterError` where the register can't be read, or isn't sound.
    public func refresh() throws { try refoldIfStale() }

    /// The time of day at which the next entry would be made.
    public func now() -> Timestamp {
        runningClock.now()
    }

    var steadyNow: Int64 { runningClock.steady() }

    // MARK: Ballots

    func setBox(_ taken: SealedBox) { box = taken }

    /// After an opening whose write failed: what the disk has counts.
    private func settle(_ newBox: SealedBox) throws {
        if register.hasFailed { try? register.reopen() }
        if (try? register.box()) == newBox.blob { box = newBox } else { vault?.wipe(.box) }
    }

    func dropBox() {
        vault?.wipe(.box)
        box?.revoke()
        box = nil
    }

    func markStale() { isStale = true }

    // MARK: Time and storage

    /// A remark when the time given runs backwards, or when the wall clock moved by itself.
    private func clockRemark(_ at: Timestamp, given: Bool) -> ClockRemark? {
        guard state.phase != .empty, state.phase != .cancelled else { return nil }
        if let back = ClockRemark(from: state.lastAt, backTo: at) { return back }
        guard !given, let lastReading else { return nil }
        let drift =
            (at.milliseconds - lastReading.wall) - (runningClock.steady() - lastReading.steady)
        return abs(drift) > 2000 ? ClockRemark(jumpMilliseconds: Int(drift)) : nil
    }

    /// The time that an entry is to have: one that can't be written, or that lies ten years ahead of this machine's clock,
    /// is refused.
    func plausible(_ time: Timestamp?) throws -> Timestamp {
        let now = now()
        let at = time ?? now
        guard at.isWritable, at.milliseconds <= now.milliseconds + Self.mostAhead else {
            throw ConductError.time(at, now: now)
        }
        return at
    }

    /// Milliseconds. What is rehearsed may lie years ahead (a probation, a review); a slip in a year's first digits lies
    /// further. No bar ends by it: bars go by each entry's own time.
    private static let mostAhead: Int64 = 3653 * 86_400_000

    func noteRegisterTime(_ at: Timestamp) {
        registerAt = max(registerAt ?? at, at)
        registerLastAt = at
    }

    /// A remark where an entry of the register's own is dated before the last one.
    func registerRemark(_ at: Timestamp) -> [PersonnelEvent] {
        ClockRemark(from: registerLastAt, backTo: at).map { [.clockRemarked($0)] } ?? []
    }

    private func noteClock(_ at: Timestamp, given: Bool) {
        guard !given else { return }
        lastReading = (at.milliseconds, runningClock.steady())
    }

    private var runningClock: any SessionClock {
        clock ?? SystemClock(offsetMinutes: personnel.opening?.offsetMinutes ?? 0)
    }

    @discardableResult
    func append(_ facts: [Fact], _ at: Timestamp, _ change: BoxChange = .none) throws
        -> Performed
    {
        do {
            let entries = try register.append(facts, at: at, box: change)
            seen = register.head
            keepHead()
            return Performed(entries: entries, head: register.head)
        } catch {
            isStale = true
            throw error
        }
    }

    /// After a failed write nothing in memory is trusted, and another session of the same register may have written:
    /// the disk is read again.
    func refoldIfStale() throws {
        guard isStale || register.head != seen else { return }
        if register.hasFailed { try register.reopen() }
        try refold()
    }

    private func refold() throws {
        var people = PersonnelState()
        var latest: Timestamp?
        for entry in try register.entries(of: nil) {
            guard case .register(let event) = entry.fact else { continue }
            people.evolve(event)
            latest = max(latest ?? entry.at, entry.at)
            registerLastAt = entry.at
        }
        personnel = people
        registerAt = latest
        if let meeting {
            let audit = try Session.judged(register, meeting)
            // A meeting that broke the rules isn't gone on with.
            if let (fault, seq) = audit.fault, register.purpose == .writing {
                throw RegisterError.unsound(.rule(seq: seq, meeting, fault))
            }
            state = audit.state
        }
        isStale = false
        seen = register.head
    }

    /// A meeting as the record has it, up to the first step that the rules refuse; empty when there is none.
    ///
    /// - Throws: `RegisterError.unsound` where the rules refuse an entry; another where the file can't be read.
    public static func fold(_ register: Register, _ meeting: MeetingID) throws -> MeetingState {
        try judged(register, meeting).state
    }

    /// The same, with the step that the rules refuse and its place in the register.
    private static func judged(_ register: Register, _ meeting: MeetingID) throws
        -> (state: MeetingState, fault: (AuditFault, seq: Int)?)
    {
        var audit = Audit()
        for entry in try register.entries(of: meeting) {
            guard case .meeting(_, let event) = entry.fact else { continue }
            if let fault = audit.take(event, at: entry.at) {
                return (audit.state, (fault, entry.seq))
            }
        }
        return (audit.state, nil)
    }
}

extension MeetingState {
    /// Whether the step to `next` ends a box ballot, open here.
    fileprivate func voidsBox(_ next: MeetingState) -> Bool {
        ballot?.isSealed == true && next.ballot == nil
    }
}
