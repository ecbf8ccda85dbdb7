// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import Export
import Ledger
import Meeting
import Personnel
import Record
import Replay
import Terminal
import Wording

/// The program's screens as a value: keys and answers in, a frame and wishes out. Nothing here knows
/// a terminal, a file or a clock.
public struct App {
    enum Panel: Hashable { case matter, agenda, roll }
    enum Place: Hashable { case welcome, home, meeting, plan, replay }
    enum Overlay {
        case form(Form)
        case menu(Menu)
        case confirm(Confirm)
        case page(Page)
        case result([Int])

        /// A recommendation that is being filled in.
        var isRecommendation: Bool {
            guard case .form(let form) = self else { return false }
            return form.purpose == .recommendation
        }
    }

    public internal(set) var snapshot: RoomSnapshot
    public internal(set) var setting: Setting
    var place: Place
    /// The place of the home screen's list in front, among `HomeLists.all`.
    var tab = 0
    var panel = Panel.roll
    /// Selected rows, by list.
    var selection: [String: Int] = [:]
    var overlays: [Overlay] = []
    var message: Message?
    /// The form whose wishes are under way.
    var submitted: Form?
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
    /// The forms of a recommendation whose signer is at the keyboard: given up there, they come back.
    var formsBeforeSigning: [Overlay] = []
    /// A meeting that is played back.
    var player: Player?
    /// Which lines of the accountability list are shown, and in which order.
    var listFilter = LedgerFilter()
    var listOrder = LedgerTable.Order.rank
    /// The list as it is shown; worked out once a snapshot.
    var listed: LedgerTable?

    public init(
        _ snapshot: RoomSnapshot, _ setting: Setting,
        hashOfFile: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.hashOfFile = hashOfFile
        self.snapshot = snapshot
        self.snapshot.prepare()
        self.setting = setting
        place = snapshot.register.isEmpty ? .welcome : snapshot.meeting == nil ? .home : .meeting
        settle()
        listAgain()
        rememberRegister()
        showNotices()
    }

    /// What opening the register found, on a page of its own: nobody else will say it.
    private mutating func showNotices() {
        guard !snapshot.notices.isEmpty else { return }
        overlays.append(
            .page(
                Page(
                    Text("打开登记簿时发现", "Found when the register was opened"),
                    [Text("", "")] + snapshot.notices.flatMap { [$0, Text("", "")] })))
    }

    /// The register opened last is the one that opens next time; a rehearsal is forgotten.
    private mutating func rememberRegister() {
        if !snapshot.register.isEmpty, !snapshot.isRehearsal {
            setting.register = snapshot.register
        }
    }

    /// A new snapshot of the register and the meeting.
    public mutating func update(_ snapshot: RoomSnapshot) {
        let before = self.snapshot
        self.snapshot = snapshot
        self.snapshot.prepare()
        listAgain()
        rememberRegister()
        if snapshot.meeting != before.meeting {
            place =
                snapshot.register.isEmpty ? .welcome : snapshot.meeting == nil ? .home : .meeting
            selection = [:]
            overlays = []
            booth = nil
            isBig = false
            settle()
        } else if snapshot.register != before.register {
            place = snapshot.register.isEmpty ? .welcome : .home
            showNotices()
        } else if before.state.current != snapshot.state.current
            || before.state.phase != snapshot.state.phase
            || before.state.ballot != snapshot.state.ballot
        {
            settle()
        }
        followSpeaker()
        booth?.follow(snapshot)
        leaveEmptyBooth()
    }

    /// Time passes: clocks go on, and a booth that nobody touches closes.
    public mutating func tick(now: Timestamp, steady: Int64) {
        snapshot.now = now
        snapshot.steady = steady
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

    /// The panel that fits where the meeting stands.
    private mutating func settle() {
        switch snapshot.state.phase {
        case .planned, .suspended, .empty: panel = .roll
        case .inSession: panel = snapshot.matterInView == nil ? .agenda : .matter
        case .closed, .cancelled: panel = .agenda
        }
        if panel == .agenda {
            let pending = snapshot.state.matters.firstIndex { !$0.status.isFinal }
            selection["agenda"] = pending ?? 0
        }
        followSpeaker(jump: true)
    }

    /// The selection goes to whom the room waits for.
    mutating func followSpeaker(jump: Bool = false) {
        guard let m = snapshot.matterInView else {
            speaking = nil
            return
        }
        let awaited = snapshot.isTakingViews ? snapshot.awaitedInView(with: m).first : nil
        if awaited != speaking || jump {
            if awaited != speaking { speakingSince = snapshot.steady }
            speaking = awaited
            if let awaited, let row = snapshot.seatsInSpeakingOrder.firstIndex(of: awaited) {
                selection["matter"] = row
            }
        }
    }

    /// Before every title of a rehearsal.
    var rehearsalMark: String {
        snapshot.isReplay
            ? setting("【回放】", "[REPLAY] ")
            : snapshot.isRehearsal ? setting("【演练】", "[REHEARSAL] ") : ""
    }

    /// What the tellers know of what is exposed, and have accepted.
    var consent = ExposureConsent()
    var hashOfFile: @Sendable (String) -> String? = { _ in nil }
    /// How large the screen was when it was drawn last: how far a page is.
    var shownSize = Size(rows: 24, columns: 80)
    /// The rows of the list on screen, for the mouse.
    var clickRows: [Int: Int] = [:]
    /// The matters of the ballot that is being declared.
    var declaring: [Int] = []

    /// A line above the keys, until the next key.
    public mutating func say(_ tone: Message.Tone, _ text: Text) { message = Message(tone, text) }

    /// Back in the middle of an open ballot, after the program was cut off.
    public mutating func resume() {
        message = Message(
            .warning,
            snapshot.voted != nil
                ? Text(
                    "程序曾被中断，投票继续，已投的票都在",
                    "The program was cut off; the ballot goes on, every vote cast is there")
                : Text(
                    "程序曾被中断，已回到原处；已记录的都在，没填完的要重填",
                    "The program was cut off and is back: all that was recorded is there, a form half filled in is not"
                ))
    }
}
