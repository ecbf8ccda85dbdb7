import BallotBox
import Export
import Ledger
import Meeting
import Personnel
import Record
import Replay
import Terminal
import Wording

/// What a key means on the screen in front of it.
indirect enum Command: Hashable {
    case suggested, help, menu, back, quit
    case up, down, pageUp, pageDown, top, bottom
    case panel(App.Panel)
    case tab(App.Tab)
    case view(Stance)
    case viewWithWords, correct, memberMenu, matterMenu, allActs
    case act(Act)
    case big, blank, language, theme
    case openSelected
    case openMeeting(MeetingID)
    case ask(Form.Purpose)
    case rehearse, vote, count
    case run(Effect)
    case newMeeting, editPlan, removeMatter, newPerson, dropPlan, ascii
    case moveMatter(Int)
    case dropMatter(Int)
    /// Nothing: the answer that leaves everything as it is.
    case stay
    /// The panel or list beside this one.
    case next(Int)
    case newRecommendation, enrolKey, revokeKey, personSheet, personnelMenu, filterList, sortList
    case personnelAct(PersonnelAct)
    case player(PlayerCommand)
    case minutes(MinutesCommand)
    case replay
    /// Into the field of names.
    case takeName(PersonID)
}

/// What a screen asks of the outside; the desk does it and answers with a new world.
public enum Effect: Hashable, Sendable {
    case perform(MeetingCommand)
    case open(MeetingID?)
    /// Reads a file and shows what it comes to; `apply` takes it in.
    case take(Form.Purpose, path: String, apply: Bool)
    case create(path: String, organisation: String)
    case openRegister(path: String)
    /// The whole register, against what the paper shows if that is given.
    case verify(paper: String)
    case rehearse
    case exportList(
        path: String, scope: Int, by: String, language: Language, filter: LedgerFilter,
        order: LedgerTable.Order)
    case setPlan(PlanEditor)
    case savePerson(Person)
    /// Something about people, keys or appointments.
    case people(PersonnelCommand)
    case dossier(AppointmentID)
    case sheet(PersonID)
    case prepareSigning([Recommendation])
    case sign(SigningTask.Subject, PersonID)
    /// Everybody signed.
    case record(SigningTask.Subject, [Signature])
    case drawKey(PersonID, witnesses: [PersonID])
    case enrolKey(PersonID, witnesses: [PersonID])
    case openReplay(MeetingID)
    /// Proves the record as far as this place.
    case prove(Int)
    case exportReplay(path: String, Setting)
    case openMinutes(MeetingID)
    /// - matter: its place on the agenda, for an excerpt.
    case exportMinutes(MeetingID, path: String, matter: Int?, Language)
    case prepareSeal(MeetingID, Language, signers: [PersonID], scan: String?)
    case paper(PersonID)
    case cast(PersonID)
    case setPin(PersonID)
    case tryPin(PersonID)
    case count(reason: String?)
    case save(Setting)
    case quit
}

/// The program's screens as a value: keys and answers in, a frame and wishes out. Nothing here knows
/// a terminal, a file or a clock.
public struct App {
    enum Panel: Hashable { case matter, agenda, roll }
    enum Tab: Int, Hashable, CaseIterable {
        case meetings, people, recommendations, appointments, accountability
    }
    enum Place: Hashable { case welcome, home, meeting, plan, replay }
    enum Overlay {
        case form(Form)
        case menu(Menu)
        case confirm(Confirm)
        case page(Page)
        case result([Int])
    }

    public internal(set) var world: World
    public internal(set) var setting: Setting
    var place: Place
    var tab = Tab.meetings
    var panel = Panel.roll
    /// Selected rows, by list.
    var selection: [String: Int] = [:]
    var overlays: [Overlay] = []
    var message: Message?
    /// The plan that is being written.
    var editor: PlanEditor?
    /// As it was when it was opened: what changed isn't thrown away unasked.
    var editorBefore: PlanEditor?
    var isBig = false
    var isBlank = false
    /// When the one who speaks now began, in steady milliseconds.
    var speakingSince: Int64 = 0
    var speaking: Int?
    public internal(set) var booth: Booth?
    /// Somebody reads and signs, or takes over a key.
    public internal(set) var signing: SigningBooth?
    /// A meeting that is played back.
    var player: Player?
    /// Which lines of the accountability list are shown, and in which order.
    var listFilter = LedgerFilter()
    var listOrder = LedgerTable.Order.rank
    /// The list as it is shown; worked out once a snapshot.
    var listed: LedgerTable?

    public init(
        _ world: World, _ setting: Setting,
        hashOfFile: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.hashOfFile = hashOfFile
        self.world = world
        self.world.prepare()
        self.setting = setting
        place = world.register.isEmpty ? .welcome : world.meeting == nil ? .home : .meeting
        settle()
        listAgain()
        rememberRegister()
    }

    /// The register opened last is the one that opens next time; a rehearsal is forgotten.
    private mutating func rememberRegister() {
        if !world.register.isEmpty, !world.isRehearsal { setting.register = world.register }
    }

    /// A new snapshot of the register and the meeting.
    public mutating func update(_ world: World) {
        let before = self.world
        self.world = world
        self.world.prepare()
        listAgain()
        rememberRegister()
        if world.meeting != before.meeting {
            place = world.register.isEmpty ? .welcome : world.meeting == nil ? .home : .meeting
            selection = [:]
            overlays = []
            booth = nil
            isBig = false
            settle()
        } else if world.register != before.register {
            place = world.register.isEmpty ? .welcome : .home
        } else if before.state.current != world.state.current
            || before.state.phase != world.state.phase || before.state.ballot != world.state.ballot
        {
            settle()
        }
        followSpeaker()
        booth?.follow(world)
        leaveEmptyBooth()
    }

    /// Time passes: clocks go on, and a booth that nobody touches closes.
    public mutating func tick(now: Timestamp, steady: Int64) {
        world.now = now
        world.steady = steady
        booth?.tick(steady)
        leaveEmptyBooth()
        signing?.tick(steady)
        leaveSigning()
        player?.tick(steady)
    }

    /// What is to be done by itself: a replay is proven a little further.
    public var due: [Effect] {
        guard place == .replay, let player, player.fault == nil else { return [] }
        let end = player.timeline.steps[player.last].seq
        return player.proven < end ? [.prove(end)] : []
    }

    /// How long the screen may stand still, in milliseconds.
    public var patience: Int {
        if place == .replay { return player?.isPlaying == true || !due.isEmpty ? 30 : 500 }
        // The thanks after a vote last as long for everybody.
        return booth == nil ? 1000 : 200
    }

    /// A booth in which nothing more is to happen closes by itself.
    private mutating func leaveEmptyBooth() {
        guard let open = booth, open.isDone, open.completed == nil else { return }
        open.wipe()
        booth = nil
    }

    /// The panel that fits where the meeting stands.
    private mutating func settle() {
        switch world.state.phase {
        case .planned, .suspended, .empty: panel = .roll
        case .inSession: panel = world.matterInView == nil ? .agenda : .matter
        case .closed, .cancelled: panel = .agenda
        }
        if panel == .agenda {
            let pending = world.state.matters.firstIndex { !$0.status.isFinal }
            selection["agenda"] = pending ?? 0
        }
        followSpeaker(jump: true)
    }

    /// The selection goes to whom the room waits for.
    mutating func followSpeaker(jump: Bool = false) {
        guard let m = world.matterInView else {
            speaking = nil
            return
        }
        let awaited = world.state.awaited(on: m).first
        if awaited != speaking || jump {
            if awaited != speaking { speakingSince = world.steady }
            speaking = awaited
            if let awaited, let row = world.seatsInSpeakingOrder.firstIndex(of: awaited) {
                selection["matter"] = row
            }
        }
    }

    /// Before every title of a rehearsal.
    var rehearsalMark: String {
        world.isReplay
            ? setting("【回放】", "[REPLAY] ")
            : world.isRehearsal ? setting("【演练】", "[REHEARSAL] ") : ""
    }

    // MARK: Answers

    /// What came of a wish.
    ///
    /// - Returns: what is to be done next.
    @discardableResult
    public mutating func answered(_ effect: Effect, _ answer: Answer) -> [Effect] {
        switch answer {
        case .done(let text):
            message = text.map { Message(.done, $0) }
            if case .perform(.raisePoint(let point)) = effect, point == askedAboutRelay {
                acceptedRelay = (world.meeting, world.state.tellers)
            }
            if case .perform(.deliver(let delivery)) = effect {
                message = Message(.done, world.delivered(delivery.what))
            }
            if case .take(.roster, _, true) = effect, let text {
                message = Message(
                    .done,
                    text
                        + Text(
                            "。下一步：按 w 填写实名推荐，按 n 拟定会议",
                            ". Next: w writes a recommendation, n sets a meeting"))
            }
            if case .setPlan = effect {
                editor = nil
                if place == .plan { place = world.meeting == nil ? .home : .meeting }
            }
            if case .perform(.declare) = effect { showResult() }
            if case .perform(.close) = effect { showClosing() }
        case .refused(let text): message = Message(.refused, text)
        case .preview(let page): overlays.append(.page(page))
        case .paper(let paper): booth?.begin(paper)
        case .pin(let fault): booth?.pinAnswered(fault)
        case .cast(let fault): booth?.castAnswered(fault, steady: world.steady)
        case .sign, .signature, .key, .enrolled: return answeredSigning(answer)
        case .minutes(let sheet): overlays.append(.menu(menu(sheet)))
        case .replay(let player):
            self.player = player
            overlays = []
            place = .replay
        case .proven(let through, let ballots, let fault):
            player?.proven = through
            player?.ballots = ballots
            if let fault {
                player?.fault = fault
                player?.isPlaying = false
                if let p = player, p.index > p.faultLimit { player?.go(to: p.faultLimit) }
                if let page = player.flatMap(faultPage) { overlays.append(.page(page)) }
            }
        }
        return []
    }

    public enum Answer {
        case done(Text?)
        case refused(Text)
        case preview(Page)
        case paper(BoothPaper)
        case pin(Text?)
        case cast(Text?)
        /// These wait for their signers.
        case sign([SigningTask])
        case signature(Result<Signature, SigningBooth.Refused>)
        /// A new key's code and salt, for its owner to see.
        case key(PersonID, [PersonID], LockedBytes, [UInt8])
        case enrolled(Text?)
        case replay(Player)
        case minutes(MinutesSheet)
        case proven(
            through: Int, ballots: Int, fault: (seq: Int, proof: Proof, text: Text)?)
    }

    /// The moment at which the fingerprint has to get onto paper.
    private mutating func showClosing() {
        guard let mark = world.fingerprint, let meeting = world.meeting else { return }
        overlays.append(
            .page(
                Page(
                    Text("闭会：请当场抄下指纹", "Closed: write the fingerprint down now"),
                    [
                        Text("", ""), Text("闭会指纹 ", "closing fingerprint ") + mark, Text("", ""),
                        Text(
                            "请抄在会议记录末尾，由在场成员签名。以后有人改写、截断或整本换掉登记簿，只有纸上的指纹能识破。",
                            "Write it at the end of the minutes, and have those present sign it. If the register is rewritten, cut or exchanged later, only the paper tells."
                        ),
                    ], follow: .openMinutes(meeting),
                    words: Text("看、导出、审定封存会议记录", "read, export, approve and seal the minutes"))))
    }

    private mutating func showResult() {
        let declared = world.state.matters.indices.filter { world.state.matters[$0].count != nil }
        // The latest paper: what was counted with the same figures at the same time stands together.
        guard let last = lastDeclared.isEmpty ? declared.last.map({ [$0] }) : lastDeclared else {
            return
        }
        overlays.append(.result(last))
    }

    private var lastDeclared: [Int] { declaring }
    /// The tellers of this meeting know that the terminal may be recorded: asked, and put on record.
    var askedAboutRelay: PointOfOrder?
    var acceptedRelay: (meeting: MeetingID?, tellers: [Int])?
    var acceptsRelay: Bool {
        acceptedRelay.map { $0 == (world.meeting, world.state.tellers) } ?? false
    }
    var hashOfFile: @Sendable (String) -> String? = { _ in nil }
    /// The rows of the list on screen, for the mouse.
    var clickRows: [Int: Int] = [:]
    /// The matters of the ballot that is being declared.
    var declaring: [Int] = []

    public mutating func say(_ tone: Message.Tone, _ text: Text) { message = Message(tone, text) }

    /// Back in the middle of an open ballot, after the program was cut off.
    public mutating func resume() {
        if world.voted != nil {
            message = Message(
                .warning,
                Text(
                    "程序曾被中断，投票继续，已投的票都在",
                    "The program was cut off; the ballot goes on, every vote cast is there"))
        }
    }
}
