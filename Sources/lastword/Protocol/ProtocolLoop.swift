// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import CSystem
import Conduct
import Export
import Foundation
import Meeting
import Personnel
import Record
import Wording

/// Reads a command a line, answers a line, until the input ends or somebody interrupts.
struct ProtocolLoop {
    let session: Session
    let strict: Bool
    let narrate: Bool
    /// The tellers who know that this process's memory isn't protected; nil: they weren't asked.
    private var accepted: [Int]?

    init(session: Session, strict: Bool, narrate: Bool) {
        self.session = session
        self.strict = strict
        self.narrate = narrate
    }

    mutating func run() throws {
        try Output.jsonLine(Hello(session))
        var reader = LineReader()
        var storageFailed = false
        while lw_interrupted() == 0, let line = reader.next() {
            let answer: Answer
            switch line {
            case .text(let text):
                if text.allSatisfy(\.isWhitespace) || text.hasPrefix("#") { continue }
                answer = self.answer(to: text)
            case .tooLong:
                answer = Answer(
                    error: "E-BIG", Text("一行超过 4 MB", "a line of more than 4 MB"),
                    Status.refusedInput)
            case .notUTF8:
                answer = Answer(
                    error: "E-UTF8", Text("这一行不是 UTF-8", "this line isn't UTF-8"),
                    Status.refusedInput)
            }
            try Output.jsonLine(answer)
            if narrate { tell(answer) }
            if strict, !answer.ok {
                throw Failure(silent: answer.exitStatus)
            }
            if answer.error?.exit == Int(Status.storage) {
                storageFailed = true
                if answer.isFatal { break }
            }
        }
        // Whoever only looks at the status still learns that something wasn't recorded.
        if storageFailed { throw Failure(silent: Status.storage) }
    }

    private mutating func answer(to line: String) -> Answer {
        let input: ProtocolInput
        do { input = try ProtocolInput(line) } catch let fault as ProtocolInput.Fault {
            return Answer(error: fault.code, fault.text, Status.refusedInput, ref: fault.ref)
        } catch {
            return Answer(
                error: "E-JSON", Text("读不懂：\(error)", "can't be read: \(error)"),
                Status.refusedInput)
        }
        var answer: Answer
        do { answer = try perform(input) } catch { answer = self.answer(for: error) }
        answer.ref = input.ref
        return answer
    }

    private mutating func perform(_ input: ProtocolInput) throws -> Answer {
        switch input.request {
        case .meeting(let command):
            if case .openBallot(let opening) = command, opening.mode == .box {
                try requireProtected()
            }
            return Answer(try session.perform(command, at: input.at), session)
        case .people(let command):
            return Answer(
                try session.perform(command, at: input.at, checkingSeal: requireTrue), session)
        case .cast(let member, let descriptor):
            let state = session.state
            let picks = (state.ballot?.matters ?? []).reduce(0) { $0 + (state.posts(of: $1) ?? 1) }
            let choices = try ChoiceReader.read(descriptor, questions: picks)
            var answer = Answer()
            answer.voted = try session.cast(member, choices)
            return answer
        case .setPin(let teller, let descriptor):
            try session.setPin(teller, ChoiceReader.pin(descriptor))
            return Answer()
        case .confirm(let teller, let descriptor):
            try session.confirm(teller, ChoiceReader.pin(descriptor))
            return Answer()
        case .acceptExposure(let teller):
            guard let weakness = Shield.weakness else { return Answer() }
            let done = try session.accept(
                Text(
                    "表决程序的内存没有保护（\(weakness.zh)），监票人已知悉并同意继续",
                    "the voting program's memory isn't protected (\(weakness.en)); the tellers know and accept"
                )(session.personnel.recordsInEnglish ? .en : .zh), by: teller, at: input.at)
            accepted = session.state.tellers
            return Answer(done, session)
        case .state:
            var answer = Answer()
            answer.state = StateReport(
                session.meeting ?? "", session.state, names, closing: nil,
                voted: session.votedCount)
            return answer
        case .possible:
            var answer = Answer()
            let now = input.at ?? session.now()
            if let meeting = session.meeting {
                answer.possible = try session.context(of: meeting).offers(at: now).map {
                    OfferReport($0, names)
                }
            }
            if session.state.phase == .empty {
                answer.possible = [OfferReport(planIn: session.meeting)]
            }
            return answer
        case .explain(let command):
            var answer = Answer()
            let now = input.at ?? session.now()
            guard let meeting = session.meeting else { throw ConductError.noMeeting }
            let context = try session.context(of: meeting, for: command)
            do {
                _ = try context.decide(command, at: now)
                answer.allowed = true
            } catch {
                answer.allowed = false
                answer.refused = RefusalReport(error.explanation(names))
            }
            return answer
        case .head:
            var answer = Answer()
            answer.head = session.register.head.hash.hex
            answer.seq = session.register.head.seq
            return answer
        }
    }

    /// No box is opened in memory that others may read unless its tellers have said on record that they know.
    private func requireProtected() throws {
        guard let weakness = Shield.weakness, accepted != session.state.tellers else { return }
        throw Failure(
            "E-EXPOSED",
            Text(
                "\(weakness.zh) · 换一台机器或换一种启动方式；监票人同意继续的，各自输入密码（confirm），再 acceptExposure，记入记录",
                "\(weakness.en) · use another machine or start it otherwise; tellers who go on all the same give their PINs (confirm), then acceptExposure puts it on record"
            ), Status.refusedByRule)
    }

    /// The program's own seals are made from the record; one that comes from outside needn't be.
    private func requireTrue(_ seal: MinutesSeal) throws {
        if let line = try SealedMinutes.difference(seal, session.register) {
            throw ExportError.sealDiffers(line: line)
        }
    }

    private func answer(for error: any Error) -> Answer {
        var answer = Answer()
        answer.ok = false
        switch error {
        case ConductError.refused(let refusal):
            answer.refused = RefusalReport(refusal.explanation(names))
        case ConductError.refusedByRegister(let refusal):
            answer.refused = RefusalReport(refusal.explanation(names))
        default:
            let failure = Failure(error, names: names)
            answer.error = ErrorReport(
                code: failure.code, exit: Int(failure.status), zh: failure.text.zh,
                en: failure.text.en)
            // A full disk can be cleared while the meeting waits; a disk that fails can't be
            // trusted again by waiting.
            if case RegisterError.io = error { answer.isFatal = true }
        }
        return answer
    }

    /// The answer in words, for whoever watches.
    private func tell(_ answer: Answer) {
        for entry in answer.events ?? [] {
            guard case .meeting(_, let event) = entry.fact else { continue }
            Output.warn("\(entry.at.clock) ✓ \(event.text(names)(spoken))")
        }
        if let fingerprint = answer.fingerprint {
            let text = spoken == .zh ? fingerprint.zh : fingerprint.en
            Output.warn(Text("      闭会指纹：\(text)", "      closing fingerprint: \(text)"))
        }
        if let refused = answer.refused {
            let worded = spoken == .zh ? refused.zh : refused.en
            Output.warn("      ✗ \(refused.rule) · \(worded.says) · \(worded.next)")
        }
        if let error = answer.error {
            Output.warn("      ✗ \(error.code) \(spoken == .zh ? error.zh : error.en)")
        }
    }

    private var names: Names { Names(session.state, session.personnel) }
}

/// The first line of output.
struct Hello: Encodable {
    let lastword = Lastword.versionText
    let `protocol` = 1
    let meeting: String?
    let phase: String
    let head: String
    let seq: Int
    /// How many have cast, when a box ballot goes on after a crash.
    let voted: Int?

    init(_ session: Session) {
        meeting = session.meeting?.rawValue
        phase = session.state.phase.rawValue
        head = session.register.head.hash.hex
        seq = session.register.head.seq
        voted = session.votedCount
    }
}

/// An answer line. Only the fields that apply are written.
struct Answer: Encodable {
    var ref: ProtocolInput.Ref?
    var ok = true
    var events: [Entry]?
    var seq: Int?
    var head: String?
    var fingerprint: FingerprintReport?
    var refused: RefusalReport?
    var error: ErrorReport?
    var state: StateReport?
    var possible: [OfferReport]?
    var allowed: Bool?
    /// How many have cast into the open box.
    var voted: Int?
    var advice: [BilingualReport]?
    /// Not written: whether the session ends here.
    var isFatal = false

    private enum CodingKeys: CodingKey {
        case ref, ok, events, seq, head, fingerprint, refused, error, state, possible, allowed
        case advice, voted
    }

    init() {}

    init(error code: String, _ text: Text, _ status: Int32, ref: ProtocolInput.Ref? = nil) {
        ok = false
        self.ref = ref
        error = ErrorReport(code: code, exit: Int(status), zh: text.zh, en: text.en)
    }

    init(_ done: Session.Performed, _ session: Session) {
        events = done.entries
        seq = done.head.seq
        head = done.head.hash.hex
        let closes = done.entries.contains { entry in
            switch entry.fact {
            case .meeting(_, .closed), .meeting(_, .cancelled): true
            case .meeting(_, .vetoed): session.state.phase == .closed
            default: false
            }
        }
        if closes { fingerprint = FingerprintReport(done.head.hash) }
        let names = Names(session.state, session.personnel)
        let advice = session.state.advice.map { BilingualReport($0.text(names)) }
        if !advice.isEmpty { self.advice = advice }
    }

    var exitStatus: Int32 {
        if ok { return 0 }
        return error.map { Int32($0.exit) } ?? Status.refusedByRule
    }
}
