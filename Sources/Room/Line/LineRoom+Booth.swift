// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import Foundation
import Meeting
import Personnel
import Wording

// Voting and PINs line by line. What is typed isn't echoed, and no choice is ever written out: the
// lines that scroll by can be read by whoever comes after.

extension LineRoom {
    mutating func vote() throws {
        while !snapshot.waitingToVote.isEmpty {
            guard let voter = try nextVoter() else { return }
            try paper(for: voter)
            LineInput.clear()
            try refresh()
        }
        say("有表决权的都已投票。", "Everybody who may vote has.")
    }

    /// The curtain: who is next; nil to go back to the meeting.
    private func nextVoter() throws -> PersonID? {
        var at = 0
        while true {
            let voter = snapshot.waitingToVote[at]
            let gate = String(BoothPaper.gate())
            say(
                "已投 \(snapshot.voted ?? 0) / \(snapshot.state.ballot?.electorate ?? 0)。请把终端交给 \(snapshot.names(voter))。",
                "\(snapshot.voted ?? 0) of \(snapshot.state.ballot?.electorate ?? 0) have voted. Hand the terminal to \(snapshot.names(voter))."
            )
            let line = try ask(
                Text(
                    "监票人核对本人后输入 \(gate)；换人输入 1；回到会议输入 0：",
                    "A teller makes sure it is them and types \(gate); 1 for another voter, 0 for the meeting:"
                ))
            if line == gate { return voter }
            if line == "0" { return nil }
            if line == "1" { at = (at + 1) % snapshot.waitingToVote.count }
        }
    }

    private mutating func paper(for voter: PersonID) throws {
        guard let paper = service.newPaper(), let ballot = snapshot.state.ballot else { return }
        defer { paper.wipe() }
        while true {
            for (pick, (question, place)) in paper.places.enumerated() {
                switch try answer(pick, of: ballot.matters[question], at: place, on: paper) {
                case .picked: break
                case .handedBack:
                    return say("没有投出，票已收回。", "Nothing was cast; the paper is taken back.")
                case .left: return takeBack()
                }
            }
            say(
                "已选好 \(paper.options.count) 题（不显示所选）。投出后不能更改。",
                "\(paper.options.count) answered (not shown here). Once cast, it can't be changed."
            )
            LineInput.write(
                setting(
                    "投出请输入 \(paper.castNumber)；重填直接回车；不投输入 0： ",
                    "To cast type \(paper.castNumber); Enter alone starts over; 0 casts nothing: "))
            let ended = LineInput.secret({ paper.type($0) }, erase: paper.eraseDigit)
            if ended == .over { throw Stop.end }
            if ended == .idle { return takeBack() }
            if ended == .typed(0) { continue }
            if paper.confirmsCast() { break }
            if ended == .typed(1) {
                return say("没有投出，票已收回。", "Nothing was cast; the paper is taken back.")
            }
        }
        let started = RoomService.steady()
        let fault = service.cast(voter, paper)
        let left = 300 - (RoomService.steady() - started)
        if left > 0 { usleep(useconds_t(left * 1000)) }
        if let fault {
            tell(Text("没有投出：", "Nothing was cast: ") + fault)
            _ = try ask(Text("看过请按回车。", "Press Enter when you have read it."))
        } else {
            say("已投出。请离开座位。", "Cast. Please leave the seat.")
        }
    }

    private enum Answered { case picked, handedBack, left }

    /// Whoever sat there is gone: the next finds no paper.
    private func takeBack() {
        say(
            "一分钟没有操作，没有投出，票已收回。",
            "A minute without a key: nothing was cast, the paper is taken back.")
    }

    /// One question; what came of it.
    private func answer(_ pick: Int, of m: Int, at place: Int, on paper: BoothPaper) throws
        -> Answered
    {
        let title = snapshot.title(of: m) + setting(snapshot.state.pickText(of: m, place))
        while true {
            say(
                "第 \(pick + 1) 题，共 \(paper.options.count) 题：\(title)",
                "Question \(pick + 1) of \(paper.options.count): \(title)")
            for (option, text) in snapshot.state.pickTexts(of: m, place).enumerated() {
                LineInput.write("  \(paper.number(pick, option))  \(setting(text))\n")
            }
            LineInput.write(
                setting(
                    "输入选项前的数字（不显示），不投直接回车： ",
                    "Type the number before your choice (not shown); Enter alone hands the paper back: "
                ))
            switch LineInput.secret({ paper.type($0) }, erase: paper.eraseDigit) {
            case .over: throw Stop.end
            case .idle: return .left
            case .typed(0): return .handedBack
            case .typed: break
            }
            guard let fault = paper.pick(pick).fault else { return .picked }
            tell(fault)
        }
    }

    mutating func count() throws {
        guard let ballot = snapshot.state.ballot else { return }
        if let refusal = snapshot.closingRefusal { return tell(Text("不行：", "Refused: ") + refusal) }
        var reason: String?
        if ballot.closing == nil, (snapshot.voted ?? 0) < ballot.electorate {
            let line = try ask(
                Text(
                    "仍有人未投票。两名监票人共同提前结束的理由（回车返回）：",
                    "Somebody hasn't voted. Why the two tellers end it (Enter goes back):"))
            if line.isEmpty { return }
            reason = line
        }
        tell(snapshot.whatFiguresMayShow)
        var pins: [PersonID: LockedBytes] = [:]
        defer { for pin in pins.values { pin.wipe() } }
        for teller in snapshot.tellersHere {
            if !snapshot.tellersWithPin.contains(teller) {
                guard try setPin(teller) else { return }
            }
            guard let pin = try givePin(teller) else { return }
            pins[teller] = pin
        }
        do {
            answer(
                try service.count(reason) { teller in
                    pins[teller].map { pin in
                        let copy = LockedBytes(count: pin.count)
                        copy.fill { $0.copyMemory(from: pin.bytes) }
                        return copy
                    }
                })
        } catch { tell(Text("不行：", "Refused: ") + service.say(error)) }
    }

    /// Digits that aren't shown, and how many of them were typed.
    func readSecret(_ ask: Text, digits: Int) throws -> (LockedBytes, typed: Int) {
        LineInput.write(setting(ask) + " ")
        let secret = LockedBytes(count: digits)
        var count = 0
        let ended = LineInput.secret(
            { byte in
                guard count < secret.count else { return false }
                secret.fill { $0[count] = byte }
                count += 1
                return true
            },
            erase: {
                count = max(0, count - 1)
                secret.fill { $0[count] = 0 }
            })
        guard case .typed(let typed) = ended else {
            secret.wipe()
            throw ended == .idle ? Stop.back : Stop.end
        }
        return (secret, typed)
    }

    /// A PIN that isn't shown; nil when given up.
    private func readPin(_ ask: Text) throws -> LockedBytes? {
        let (pin, ended) = try readSecret(ask, digits: TellerPins.digits)
        if ended == 0 { return nil }
        guard ended == TellerPins.digits else {
            say("密码是六位数字。", "A PIN is six digits.")
            pin.wipe()
            return try readPin(ask)
        }
        return pin
    }

    func setPin(_ teller: PersonID) throws -> Bool {
        let name = snapshot.names(teller)
        while true {
            guard
                let first = try readPin(
                    Text(
                        "监票人 \(name) 请设六位数字密码（不显示，回车放弃）：",
                        "Teller \(name), choose a PIN of six digits (not shown; Enter gives up):"))
            else { return false }
            guard !TellerPins.isWeak(first) else {
                first.wipe()
                tell(PinError.weak.text)
                continue
            }
            guard let second = try readPin(Text("请再输入一次：", "Once more:")) else { return false }
            guard first.bytes.elementsEqual(second.bytes) else {
                say("两次不一样。", "The two differ.")
                continue
            }
            first.wipe()
            guard let fault = service.setPin(teller, second) else { return true }
            tell(fault)
        }
    }

    /// A PIN that confirms; nil when given up.
    func givePin(_ teller: PersonID) throws -> LockedBytes? {
        let name = snapshot.names(teller)
        while true {
            guard
                let pin = try readPin(
                    Text(
                        "监票人 \(name) 请输入密码（不显示，回车放弃）：",
                        "Teller \(name), your PIN (not shown; Enter gives up):"))
            else { return nil }
            let copy = LockedBytes(count: pin.count)
            copy.fill { $0.copyMemory(from: pin.bytes) }
            guard let fault = service.tryPin(teller, copy) else { return pin }
            tell(fault)
        }
    }
}
