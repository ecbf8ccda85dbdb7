// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import Meeting
import Personnel
import Terminal
import Wording

/// The booth and the tellers' PINs: what happens while one person alone has the keyboard. Choices and
/// PINs come byte by byte (`feed`) and stay in locked memory.
public struct Booth {
    enum Purpose: Hashable {
        case vote
        /// These tellers set their PINs; then this is done.
        case set([PersonID], then: MeetingCommand)
        /// These tellers give their PINs; then this is done.
        case confirm([PersonID], then: MeetingCommand)
        /// All tellers give their PINs, the box is counted and signed.
        case count(reason: String?)
    }

    enum Step: Hashable {
        case curtain
        case paper(pick: Int)
        case review
        /// Being stored: nothing is said until it is durable.
        case casting
        case cast(Text?)
        case pin(PersonID, again: Bool)
        /// The PIN is being looked at.
        case checking(PersonID)
    }

    let purpose: Purpose
    private(set) var step: Step
    private(set) var waiting: [PersonID]
    private(set) var voter = 0
    /// To be typed at the curtain: another each time.
    private(set) var gate = BoothPaper.gate()
    private(set) var typedGate = ""
    private(set) var note: Text?
    private(set) var paper: BoothPaper?
    /// The review can be hidden again.
    private(set) var isHidden = false
    /// The page of the review that is on the screen, and how many there are.
    private(set) var reviewPage = 0
    var reviewPages = 1
    private(set) var typed = LockedBytes(count: TellerPins.digits)
    private(set) var typedCount = 0
    private var first: LockedBytes?
    /// Tellers whose turn is still to come, each to set or to give their PIN.
    private var turns: [(teller: PersonID, sets: Bool)] = []
    private(set) var collected: [PersonID: LockedBytes] = [:]
    private var lastInput: Int64
    private(set) var isDone = false
    /// A teller left it before all the PINs were there.
    private(set) var isGivenUp = false

    static let idleMilliseconds: Int64 = 60_000
    static let thanksMilliseconds: Int64 = 2_000

    init(_ purpose: Purpose, _ snapshot: RoomSnapshot) {
        self.purpose = purpose
        waiting = snapshot.waitingToVote
        lastInput = snapshot.steady
        step = .curtain
        switch purpose {
        case .vote: if waiting.isEmpty { isDone = true }
        case .set(let tellers, _): turns = tellers.map { ($0, true) }
        case .confirm(let tellers, _):
            turns = tellers.map { ($0, !snapshot.tellersWithPin.contains($0)) }
        case .count:
            turns = snapshot.tellersHere.map { ($0, !snapshot.tellersWithPin.contains($0)) }
        }
        if !turns.isEmpty { nextTurn() }
    }

    /// Whether keys have to go past every buffer, straight into locked memory.
    public var isSecret: Bool {
        switch step {
        case .paper, .review, .pin: true
        case .curtain, .casting, .cast, .checking: false
        }
    }

    var voterID: PersonID? { waiting.indices.contains(voter) ? waiting[voter] : nil }
    /// The paper, while somebody has it.
    public var currentPaper: BoothPaper? { paper }

    // MARK: Keys that hold no secret

    mutating func handle(_ key: Key, _ snapshot: RoomSnapshot) -> [Effect] {
        lastInput = snapshot.steady
        guard step == .curtain else { return [] }
        note = nil
        switch key {
        case .escape: isDone = true
        case .up: choose(voter - 1)
        case .down, .tab: choose(voter + 1)
        case .backspace: if !typedGate.isEmpty { typedGate.removeLast() }
        case .character(let c) where c.isASCII && c.isWholeNumber:
            if typedGate.count >= 2 { typedGate = "" }
            typedGate.append(c)
        case .enter:
            guard typedGate == "\(gate)", let voter = voterID else {
                typedGate = ""
                note = Text("先输入屏幕上的两位数字，再按回车", "Type the two digits shown, then Enter")
                return []
            }
            typedGate = ""
            gate = BoothPaper.gate()
            return [.paper(voter)]
        default: break
        }
        return []
    }

    private mutating func choose(_ index: Int) {
        guard !waiting.isEmpty else { return }
        voter = (index + waiting.count) % waiting.count
        typedGate = ""
        gate = BoothPaper.gate()
    }

    // MARK: Bytes that do

    /// Takes a byte of the voter's or the teller's. 27 is Esc by itself.
    public mutating func feed(_ byte: UInt8, steady: Int64) -> [Effect] {
        lastInput = steady
        note = nil
        switch step {
        case .paper(let pick): return feedPaper(byte, pick)
        case .review: return feedReview(byte)
        case .pin(let teller, let again): return feedPin(byte, teller, again)
        default: return []
        }
    }

    private mutating func feedPaper(_ byte: UInt8, _ pick: Int) -> [Effect] {
        guard let paper else { return [] }
        switch byte {
        case 27: drop(Text("没有投出，票已收回", "Nothing was cast; the paper is taken back"))
        case 8, 127:
            if paper.typedCount == 0, pick > 0 {
                step = .paper(pick: pick - 1)
            } else {
                paper.eraseDigit()
            }
        case 10, 13:
            if let fault = paper.pick(pick).fault {
                note = fault
                return []
            }
            reviewPage = 0
            step = pick + 1 < paper.options.count ? .paper(pick: pick + 1) : .review
        default: _ = paper.type(byte)
        }
        return []
    }

    private mutating func feedReview(_ byte: UInt8) -> [Effect] {
        guard let paper else { return [] }
        switch byte {
        case 27: drop(Text("没有投出，票已收回", "Nothing was cast; the paper is taken back"))
        case 32: isHidden.toggle()
        case 8, 127:
            if paper.typedCount == 0 {
                isHidden = false
                step = .paper(pick: paper.options.count - 1)
            } else {
                paper.eraseDigit()
            }
        case 10, 13:
            if reviewPage + 1 < reviewPages {
                paper.eraseTyped()
                reviewPage += 1
                return []
            }
            guard paper.isComplete, paper.confirmsCast() else {
                paper.eraseTyped()
                note = Text("要投出，请输入屏幕上的数字再按回车", "To cast, type the number shown, then Enter")
                return []
            }
            guard let voter = voterID else { return [] }
            step = .casting
            return [.cast(voter)]
        default: _ = paper.type(byte)
        }
        return []
    }

    private mutating func feedPin(_ byte: UInt8, _ teller: PersonID, _ again: Bool) -> [Effect] {
        switch byte {
        case 27: giveUp()
        case 8, 127:
            if typedCount > 0 {
                typedCount -= 1
                typed.fill { $0[typedCount] = 0 }
            }
        case 48...57:
            guard typedCount < typed.count else { return [] }
            typed.fill { $0[typedCount] = byte }
            typedCount += 1
        case 10, 13:
            guard typedCount == typed.count else {
                note = Text("密码是六位数字", "A PIN is six digits")
                return []
            }
            guard turns.first?.sets == true else {
                step = .checking(teller)
                return [.tryPin(teller)]
            }
            if !again {
                guard !TellerPins.isWeak(typed) else {
                    note = PinError.weak.text
                    clearTyped()
                    return []
                }
                first = copy(typed)
                clearTyped()
                step = .pin(teller, again: true)
                return []
            }
            guard let first, first.bytes.elementsEqual(typed.bytes) else {
                note = Text("两次不一样，请重新设", "The two differ; set it again")
                clearTyped()
                step = .pin(teller, again: false)
                return []
            }
            step = .checking(teller)
            return [.setPin(teller)]
        default: break
        }
        return []
    }

    private func copy(_ bytes: LockedBytes) -> LockedBytes {
        let out = LockedBytes(count: bytes.count)
        out.fill { $0.copyMemory(from: bytes.bytes) }
        return out
    }

    /// What was typed, for the service; wiped by whoever takes it.
    public func typedPin() -> LockedBytes { copy(typed) }
    /// A teller's PIN as it was given; nil before. Wiped by whoever takes it.
    public func pin(of teller: PersonID) -> LockedBytes? { collected[teller].map(copy) }

    private mutating func clearTyped() {
        typed.wipe()
        typedCount = 0
    }

    // MARK: Answers

    mutating func begin(_ paper: BoothPaper) {
        self.paper = paper
        reviewPage = 0
        isHidden = false
        step = .paper(pick: 0)
    }

    mutating func castAnswered(_ fault: Text?, steady: Int64) {
        paper?.wipe()
        paper = nil
        lastInput = steady
        step = .cast(fault)
    }

    mutating func pinAnswered(_ fault: Text?) {
        guard case .checking(let teller) = step else { return }
        if let fault {
            note = fault
            clearTyped()
            step = .pin(teller, again: false)
            return
        }
        collected[teller] = copy(typed)
        clearTyped()
        // A PIN just set has still to be given where one is to be confirmed.
        if turns.first?.sets == true, case .set = purpose {
            turns.removeFirst()
        } else if turns.first?.sets == true {
            turns[0].sets = false
        } else {
            turns.removeFirst()
        }
        nextTurn()
    }

    private mutating func nextTurn() {
        first = nil
        clearTyped()
        if let turn = turns.first {
            step = .pin(turn.teller, again: false)
        } else {
            isDone = true
        }
    }

    /// What is to be done now that all have given their PINs; nil while somebody hasn't.
    var completed: Effect? {
        guard isDone, turns.isEmpty else { return nil }
        switch purpose {
        case .vote: return nil
        case .set(_, let command), .confirm(_, let command): return .perform(command)
        case .count(let reason): return .count(reason: reason)
        }
    }

    /// The count took place: nothing of the PINs stays.
    public func wipe() {
        typed.wipe()
        first?.wipe()
        for pin in collected.values { pin.wipe() }
        paper?.wipe()
    }

    private mutating func giveUp() {
        wipe()
        turns = [("", false)]
        isDone = true
        isGivenUp = true
    }

    /// Back to the curtain with nothing cast.
    private mutating func drop(_ why: Text) {
        paper?.wipe()
        paper = nil
        step = .curtain
        note = why
    }

    mutating func tick(_ steady: Int64) {
        switch step {
        case .paper, .review:
            if steady - lastInput > Self.idleMilliseconds {
                drop(
                    Text(
                        "一分钟没有操作，没有投出，票已收回",
                        "A minute without a key: nothing was cast, the paper is taken back"))
            }
        case .pin: if steady - lastInput > Self.idleMilliseconds { giveUp() }
        case .cast: if steady - lastInput >= Self.thanksMilliseconds { afterCast() }
        default: break
        }
    }

    private mutating func afterCast() {
        step = .curtain
        typedGate = ""
        gate = BoothPaper.gate()
        if waiting.isEmpty { isDone = true }
    }

    mutating func follow(_ snapshot: RoomSnapshot) {
        let before = voterID
        waiting = snapshot.waitingToVote
        if let before, let at = waiting.firstIndex(of: before) { voter = at } else { voter = 0 }
        if purpose == .vote, step == .curtain, waiting.isEmpty { isDone = true }
    }
}

extension RoomSnapshot {
    var tellersHere: [PersonID] {
        guard let charter else { return [] }
        return state.tellers.filter { state.isPresent[$0] }.map(charter.id)
    }
}
