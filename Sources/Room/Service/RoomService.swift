// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import Conduct
import Export
import Foundation
import Intake
import Ledger
import Meeting
import Personnel
import Record
import Replay
import Wording

/// Does what the screens ask for: the one place between them and the session.
public final class RoomService {
    private(set) var register: Register?
    var session: Session?
    let vault: (any BoxVault)?
    var clock: (any SessionClock)?
    private let explain: (any Error, Names) -> Text
    var ledgerOf: (seq: Int, table: LedgerTable)?
    var items:
        (seq: Int, items: [RoomSnapshot.MeetingItem], lastPlan: Plan?, waiting: [WaitingMatter])?
    var steps: [RoomSnapshot.Step] = []
    var stepsOf: (meeting: MeetingID, seq: Int)?
    let exposure: Exposure?
    public private(set) var isRehearsal = false
    /// The meeting that the service was opened to play back, and what proves it.
    private(set) var replayed: MeetingID?
    var verifier: ReplayVerifier?
    var played: MeetingID?
    /// The rehearsal's own folder, to be thrown away.
    private var rehearsal: URL?

    /// Why the register of the last time isn't open; nil when it is, or when another was opened since.
    var startNotice: Text?

    /// - Parameter explain: an error in both languages, with its code.
    /// - Parameter clock: the rehearsal's, and tests'; nil: the machine's.
    public init(
        vault: (any BoxVault)?, exposure: Exposure?, clock: (any SessionClock)? = nil,
        explain: @escaping (any Error, Names) -> Text
    ) {
        self.clock = clock
        self.vault = vault
        self.exposure = exposure
        self.explain = explain
    }

    // MARK: Opening

    /// Opens the register of the last time; where that can't be, the first page says why.
    public func openLast(_ path: String) {
        do { try openRegister(path) } catch {
            let why = say(error)
            startNotice =
                Text(
                    "上次的登记簿没有打开：\(path) · ",
                    "The register of the last time wasn't opened: \(path) · ") + why
        }
    }

    /// Opens a register for writing, in the place of the one before, which stays open when this fails.
    ///
    /// - Throws: `RegisterError`.
    public func openRegister(_ path: String) throws {
        startNotice = nil
        let opened = try Register(at: path, for: .writing)
        close()
        register = opened
        session = try Session(opened, clock: clock)
    }

    /// Makes a register and opens it.
    ///
    /// - Parameter language: of its documents.
    /// - Throws: `ConductError.text` for a name that can't be shown, `RegisterError` when it can't be made.
    public func create(_ path: String, organisation: String, language: Language) throws {
        if let fault = Legibility.fault(inName: organisation, limit: 120) {
            throw ConductError.text(field: "organisation", fault)
        }
        let offset = SystemClock.localOffsetMinutes
        let made = try Register.create(
            at: path,
            opening: RegisterOpening(
                organisation: organisation.precomposedStringWithCanonicalMapping,
                offsetMinutes: offset, language: language.rawValue),
            at: SystemClock(offsetMinutes: offset).now())
        close()
        register = made
        session = try Session(made)
    }

    /// Goes into a meeting; nil leaves the one that is open.
    ///
    /// - Throws: `DeskError.ballotIsOpen` while members vote.
    public func open(_ meeting: MeetingID?) throws {
        guard let register else { throw ConductError.noMeeting }
        guard session?.votedCount == nil else { throw DeskError.ballotIsOpen }
        // The meeting's session first: when it can't be opened, everything stays as it was.
        session = try Session(
            register, meeting: meeting, clock: clock, vault: meeting == nil ? nil : vault)
        keepPlace(meeting)
    }

    /// What became of a ballot that was open when the power or the program went; nil where none was.
    var lostBallotPage: Page? {
        guard let reason = session?.lostBallot else { return nil }
        return Page(
            Text("上次票决没有完成，已作废", "The last ballot was cut off and is void"),
            [
                Text("", ""), Text(same: reason), Text("", ""),
                Text(
                    "已投的票都不算，谁也打不开，没有人知道怎么投的。请全体重新投票：先由两名监票人重设密码。",
                    "No vote that was cast counts, and nobody can open one or learn how it was cast. Everybody votes again, and the two tellers set new PINs first."
                ),
                Text(
                    "其余记录都在；作废的原因已写入登记簿，会议记录会载明。",
                    "All else on record is there; why it is void is in the register and goes into the minutes."
                ),
            ], isDone: true)
    }

    /// Where the room was, for the process that is started after this one was killed.
    private func keepPlace(_ meeting: MeetingID?) {
        guard let vault, let register else { return }
        let text = Array("\(register.path)\n\(meeting?.rawValue ?? "")".utf8)
        let bytes = LockedBytes(count: text.count)
        bytes.fill { $0.copyBytes(from: text) }
        _ = vault.keep(.place, bytes)
    }

    /// The register and the meeting that the last process had open.
    public static func place(in vault: any BoxVault) -> (register: String, meeting: MeetingID?)? {
        guard let bytes = vault.kept(.place) else { return nil }
        let parts = String(decoding: bytes.bytes, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        return (String(parts[0]), parts[1].isEmpty ? nil : MeetingID(String(parts[1])))
    }

    /// Lets go of the register.
    public func close() {
        register?.close()
        register = nil
        session = nil
        items = nil
        stepsOf = nil
        ledgerOf = nil
    }

    /// A register of its own with the example meeting, thrown away afterwards.
    ///
    /// - Throws: `RegisterError` or a `CocoaError` where the rehearsal's files can't be made.
    public func rehearse() throws {
        let template = FileManager.default.temporaryDirectory.appending(
            path: "\(Self.rehearsalFolder)XXXXXX"
        ).path
        // A folder of this rehearsal's own, closed to others.
        let made: String? = template.withCString { start in
            guard let copy = strdup(start) else { return nil }
            defer { free(copy) }
            return mkdtemp(copy).map { String(cString: $0) }
        }
        guard let made else {
            throw RegisterError.cannotCreate(path: template, why: String(cString: strerror(errno)))
        }
        let folder = URL(fileURLWithPath: made)
        rehearsal = folder
        let path = folder.appending(path: "rehearsal.lwr").path
        let clock = clock ?? RehearsalClock()
        let opened = try Rehearsal.register(at: path, clock: clock)
        close()
        self.clock = clock
        isRehearsal = true
        register = opened
        session = try Session(opened, meeting: Rehearsal.meeting, clock: clock, vault: vault)
        keepPlace(Rehearsal.meeting)
    }

    /// Takes up what a process that was killed had open. A rehearsal stays one.
    ///
    /// - Throws: `RegisterError` where the register can't be opened.
    public func resume(_ path: String, _ meeting: MeetingID?) throws {
        if URL(fileURLWithPath: path).deletingLastPathComponent().lastPathComponent
            .hasPrefix(Self.rehearsalFolder)
        {
            isRehearsal = true
            rehearsal = URL(fileURLWithPath: path).deletingLastPathComponent()
            clock = RehearsalClock()
        }
        try openRegister(path)
        if let meeting { try open(meeting) }
    }

    private static let rehearsalFolder = "lastword-rehearsal-"

    /// Throws the rehearsal's register away.
    public func endRehearsal() {
        guard let rehearsal else { return }
        close()
        try? FileManager.default.removeItem(at: rehearsal)
        self.rehearsal = nil
    }

    /// What the service refuses before any rule is asked.
    public enum DeskError: Error, Hashable { case ballotIsOpen, undeclared }

    /// What was counted is read nowhere before it is declared to everybody.
    func requireDeclared(_ meeting: MeetingID) throws {
        guard replayed == nil, let register else { return }
        guard let ballot = try Session.fold(register, meeting).ballot,
            ballot.closing?.figures.isEmpty == false || !ballot.signedBy.isEmpty
        else { return }
        throw DeskError.undeclared
    }

    /// A register that is only read, for one meeting to be played back.
    func readOnly(_ opened: Register, _ meeting: MeetingID) {
        close()
        register = opened
        session = try? Session(opened)
        replayed = meeting
    }

    /// Milliseconds that only run forward, for idle times and the speaker's clock.
    public func steadyNow() -> Int64 { clock?.steady() ?? Self.steady() }

    /// Milliseconds that only run forward.
    static func steady() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// The session for what isn't a meeting's.
    func outside() throws -> Session {
        guard let session else { throw ConductError.noMeeting }
        return session
    }

    // MARK: Wishes

    /// Does one; secrets of the booth come with it.
    public func `do`(_ effect: Effect, booth: Booth?, signing: SigningBooth? = nil) -> App.Answer {
        do { return try perform(effect, booth, signing) } catch { return .refused(say(error)) }
    }

    var names: Names {
        Names(session?.state ?? MeetingState(), session?.personnel ?? PersonnelState())
    }

    func say(_ error: any Error) -> Text {
        if case DeskError.undeclared = error {
            return Text(
                "票已清点，结果还没有宣布：宣布以后才能看会议记录和回放",
                "papers have been counted and no result is declared yet: minutes and replay are to be read after that"
            )
        }
        if error is DeskError {
            return Text(
                "票决进行中，不能离开这次会议 · 请先开票或作废",
                "A ballot is open: the meeting can't be left · count it or void it first")
        }
        return explain(error, names)
    }

    private func perform(_ effect: Effect, _ booth: Booth?, _ signing: SigningBooth?) throws
        -> App.Answer
    {
        switch effect {
        case .perform(let command):
            guard let session else { throw ConductError.noMeeting }
            let done = try session.perform(command)
            let texts = done.entries.compactMap { entry -> Text? in
                if case .meeting(_, let event) = entry.fact {
                    session.state.shown(event, names)
                } else {
                    nil
                }
            }
            return .done(texts.last)
        case .open(let meeting):
            try open(meeting)
            return lostBallotPage.map { .preview($0) } ?? .done(nil)
        case .openRegister(let path):
            try openRegister(path)
            return .done(nil)
        case .create(let path, let organisation):
            try create(path, organisation: organisation, language: .zh)
            return .done(
                Text(
                    "已建立登记簿。下一步：按 i 导入名单", "The register is made. Next: press i to import a roster")
            )
        case .setPlan(let editor): return try setPlan(editor)
        case .savePerson(let person):
            try outside().perform(.importPeople(PeopleImport(people: [person])))
            return .done(
                Text(
                    "已保存 \(person.label)",
                    "Saved \(person.label)"))
        case .take(let purpose, let path, let apply): return try take(purpose, path, apply)
        case .exportList(let path, let scope, let by, let language, let filter, let order):
            return try exportList(
                to: path, for: scope, by: by, in: language, filter, order)
        case .verify(let paper): return try verified(paper)
        case .rehearse:
            try rehearse()
            return .done(Text("这是演练，用完即弃", "This is a rehearsal; it is thrown away afterwards"))
        case .paper:
            guard let paper = session?.newPaper() else { throw ConductError.boxLost }
            return .paper(paper)
        case .cast(let voter):
            guard let paper = booth?.currentPaper else { throw ConductError.boxLost }
            return .cast(cast(voter, paper))
        case .setPin(let teller): return .pin(booth.flatMap { setPin(teller, $0.typedPin()) })
        case .tryPin(let teller): return .pin(booth.flatMap { tryPin(teller, $0.typedPin()) })
        case .count(let reason): return try count(reason) { booth?.pin(of: $0) }
        case .save, .quit: return .done(nil)
        default: return try performOnPeople(effect, signing)
        }
    }
}
