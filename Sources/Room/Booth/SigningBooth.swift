// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import Conduct
import Personnel
import Terminal
import Wording

/// What waits for its signers: the text is what each of them is shown, and signs.
public struct SigningTask: Hashable, Sendable {
    /// What is signed.
    public enum Subject: Hashable, Sendable {
        case recommendation(Recommendation)
        /// A key's enrolment or revocation, a withdrawal: not signed yet.
        case act(PersonnelCommand)
        /// Not signed yet.
        case minutes(MinutesSeal)
    }
    public var subject: Subject
    public var text: String
    /// Those with a key, in the signers' order.
    public var signers: [PersonID]
}

/// A key that is to be enrolled: whose, who witnesses it, and the scan of what they signed on paper.
public struct KeyEnrolment: Hashable, Sendable {
    public var person: PersonID
    public var witnesses: [PersonID]
    public var paper: Document?
}

/// One person alone with the keyboard to read and sign, or to take over a new key. Signing codes come
/// byte by byte (`feed`) and stay in locked memory.
public struct SigningBooth {
    enum Work {
        case sign([SigningTask])
        case enrol(KeyEnrolment, code: LockedBytes, salt: [UInt8])
    }

    enum Step: Hashable {
        /// The text is on the screen.
        case reading
        /// A new code is on the screen, for its owner to write down.
        case showing
        case code
        /// The code is being looked at.
        case checking
    }

    let work: Work
    private(set) var step: Step
    private(set) var task = 0
    private(set) var signer = 0
    private(set) var top = 0
    private(set) var note: Text?
    private(set) var typedCount = 0
    private(set) var isDone = false
    private let typed = LockedBytes(count: SigningCode.digits)
    private var signatures: [Signature] = []
    private var lastInput: Int64

    static let idleMilliseconds: Int64 = 60_000

    init(_ work: Work, steady: Int64) {
        self.work = work
        lastInput = steady
        step = if case .sign = work { .reading } else { .showing }
        if case .sign(let tasks) = work, tasks.isEmpty { isDone = true }
    }

    /// Whether keys go past every buffer, straight into locked memory.
    var isSecret: Bool { step == .code || step == .showing }

    var current: SigningTask? {
        guard case .sign(let tasks) = work, tasks.indices.contains(task) else { return nil }
        return tasks[task]
    }

    /// Who sits at the keyboard.
    var person: PersonID? {
        switch work {
        case .sign:
            guard let current, current.signers.indices.contains(signer) else { return nil }
            return current.signers[signer]
        case .enrol(let key, _, _): return key.person
        }
    }

    /// Whether it ended before all that was to be signed was.
    var isGivenUp: Bool { isDone && current != nil }

    /// Keys that hold no secret: reading.
    ///
    /// - Parameters:
    ///   - page: how many lines a page turns.
    ///   - last: the first line of the last page.
    mutating func handle(_ key: Key, page: Int, last: Int) {
        guard step == .reading else { return }
        note = nil
        switch key {
        case .up: top = max(0, top - 1)
        case .down: top += 1
        case .pageUp: top = max(0, top - page)
        case .pageDown, .character(" "): top += page
        case .home: top = 0
        case .end: top = last
        case .enter: step = .code
        case .escape: isDone = true
        default: break
        }
        top = max(0, min(top, last))
    }

    /// A byte of the code. 27 is Esc by itself.
    mutating func feed(_ byte: UInt8, steady: Int64) -> [Effect] {
        lastInput = steady
        note = nil
        if step == .showing {
            if byte == 27 { isDone = true }
            if byte == 10 || byte == 13 { step = .code }
            return []
        }
        guard step == .code else { return [] }
        switch byte {
        case 27: back()
        case 8, 127:
            guard typedCount > 0 else { return [] }
            typedCount -= 1
            typed.fill { $0[typedCount] = 0 }
        case 48...57:
            guard typedCount < typed.count else { return [] }
            typed.fill { $0[typedCount] = byte }
            typedCount += 1
        case 10, 13: return entered()
        default: break
        }
        return []
    }

    private mutating func entered() -> [Effect] {
        guard typedCount == typed.count else {
            note = Text("签署码是二十位数字", "A signing code is twenty digits")
            return []
        }
        guard let person else { return [] }
        switch work {
        case .sign(let tasks):
            step = .checking
            return [.sign(tasks[task].subject, person)]
        case .enrol(let key, let code, _):
            guard code.bytes.elementsEqual(typed.bytes) else {
                note = Text("和显示的不一样，请再看一遍", "That isn't the code shown; look again")
                clear()
                step = .showing
                return []
            }
            step = .checking
            return [.enrolKey(key)]
        }
    }

    /// What was typed, for the service; wiped by whoever takes it.
    func typedCode() -> LockedBytes {
        let out = LockedBytes(count: typed.count)
        out.fill { $0.copyMemory(from: typed.bytes) }
        return out
    }

    private mutating func clear() {
        typed.wipe()
        typedCount = 0
    }

    /// Out of the code: the text again, or, with a new key, nothing is enrolled.
    private mutating func back() {
        clear()
        if case .sign = work { step = .reading } else { step = .showing }
    }

    /// A signature came, or why not. When the last of them is there, what they signed goes on record.
    mutating func signed(_ came: Result<Signature, Refused>) -> [Effect] {
        clear()
        switch came {
        case .failure(let why):
            note = why.text
            step = .code
            return []
        case .success(let signature):
            signatures.append(signature)
            signer += 1
            top = 0
            step = .reading
            guard let current, signer == current.signers.count else { return [] }
            let all = signatures
            signatures = []
            signer = 0
            task += 1
            if self.current == nil { isDone = true }
            return [.record(current.subject, all)]
        }
    }

    /// Why a signature wasn't made, in words.
    public struct Refused: Error { var text: Text }

    mutating func enrolled(_ fault: Text?) {
        clear()
        if let fault {
            note = fault
            step = .code
        } else {
            isDone = true
        }
    }

    /// A minute without a key: the text again, what was typed is gone. A new code is taken back.
    mutating func tick(_ steady: Int64) {
        guard isSecret, steady - lastInput > Self.idleMilliseconds else { return }
        if case .enrol = work { isDone = true } else { back() }
        wipeIfDone()
    }

    private func wipeIfDone() { if isDone { wipe() } }

    func wipe() {
        typed.wipe()
        if case .enrol(_, let code, _) = work { code.wipe() }
    }
}
