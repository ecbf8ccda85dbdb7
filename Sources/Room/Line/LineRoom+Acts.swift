// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import Foundation
import Meeting
import Personnel
import Record
import Wording

// Acts of a meeting, asked for and done line by line.

extension LineRoom {
    mutating func perform(_ act: OfferedAct) throws {
        if let refusal = act.refusal, !act.isWorthTrying {
            return tell(Text("不行：", "Refused: ") + snapshot.explain(refusal))
        }
        tell(act.title)
        let form = snapshot.form(of: act.example)
        let fields = try filled(form.fields)
        let command = form.command(fields, hashOfFile: Digest.hexOfFile)
        if let refusal = snapshot.refusal(of: command) {
            return tell(Text("不行：", "Refused: ") + snapshot.explain(refusal))
        }
        if act.weight != .light {
            let confirm = Confirm(
                act.title,
                snapshot.consequences(of: act)
                    + App(snapshot, setting).said(Form(.act(act), fields, act.title)), act.weight,
                .perform(command), snapshot)
            confirm.lines.forEach(tell)
            let typed = try ask(Text("确定请输入 \(confirm.code)：", "To do it, type \(confirm.code):"))
            guard typed == confirm.code else { return say("没有做。", "Nothing was done.") }
        }
        try give(command)
    }

    mutating func give(_ command: MeetingCommand) throws {
        let accepts =
            acceptedExposure.map { $0 == (snapshot.meeting, snapshot.state.tellers) } ?? false
        switch snapshot.pins(for: command) {
        case .none: break
        case .set(let tellers):
            if !accepts, let exposure = snapshot.exposure(for: command) {
                guard try goesOn(in: exposure) else { return }
            }
            for teller in tellers { guard try setPin(teller) else { return } }
        case .confirm(let tellers):
            for teller in tellers {
                if !snapshot.tellersWithPin.contains(teller) {
                    guard try setPin(teller) else { return }
                }
                guard try givePin(teller) != nil else { return }
            }
        }
        if !accepts, let exposure = snapshot.exposure(for: command) {
            guard try accept(exposure) else { return }
        }
        let declared = snapshot.state.ballot?.matters ?? []
        let came = service.do(.perform(command), booth: nil)
        answer(came)
        try refresh()
        if case .declare = command, case .done = came { declared.forEach(tellResult) }
        if case .close = command, case .done = came, let page = snapshot.closingPage {
            tell(page)
        }
    }

    /// Nobody types a PIN before they know who may see it.
    func goesOn(in exposure: Exposure) throws -> Bool {
        tell(exposure.line)
        tell(exposure.advice)
        let line = try ask(
            Text(
                "继续的，监票人先设密码，再同意一次，记入记录。输入 1 继续，直接回车返回：",
                "To go on, the tellers set their PINs, and accept it once more, on record. 1 goes on, Enter goes back:"
            ))
        return line == "1"
    }

    mutating func accept(_ exposure: Exposure) throws -> Bool {
        tell(
            exposure.line
                + Text(
                    "。监票人同意继续的，各自输入密码，记入记录。",
                    ". To go on, each teller gives their PIN, and it goes on record."))
        for teller in snapshot.tellersHere {
            guard try givePin(teller) != nil else { return false }
        }
        guard let teller = snapshot.tellersHere.first else { return false }
        let came = service.do(
            .perform(.raisePoint(snapshot.acceptance(of: exposure, by: teller))), booth: nil)
        answer(came)
        guard case .done = came else { return false }
        acceptedExposure = (snapshot.meeting, snapshot.state.tellers)
        return true
    }

    func tellResult(_ m: Int) {
        guard let count = snapshot.state.matters[m].count else { return }
        let f = count.figures
        let parts = zip(snapshot.resultTexts(m), f.choices).map { $0 + Text(" \($1)", " \($1)") }
        say(
            "议题 \(snapshot.number(of: m))：发出 \(count.issued)，收回 \(count.returned)，有效 \(f.valid)，无效 \(f.invalid)。",
            "Matter \(snapshot.number(of: m)): issued \(count.issued), returned \(count.returned), valid \(f.valid), invalid \(f.invalid)."
        )
        tell(.joined(parts, by: Text("，", ", ")))
        if let result = snapshot.state.matters[m].result {
            let figures = result.votes.flatMap { votes in
                result.needed.map {
                    Text("需 \($0) 票，得 \(votes) 票：", "needed \($0), got \(votes): ")
                }
            }
            tell((figures ?? Text("", "")) + result.outcome.text)
        }
    }

    func fill(_ field: inout Field) throws {
        var empty = 0
        while true {
            switch field.kind {
            case .choice(let options):
                guard options.count > 1 else {
                    field.pick = 0
                    return
                }
                field.pick = try choose(field.label, options, back: false, canGiveUp: true) ?? 0
                return
            case .picks(let options, _):
                tell(field.label)
                for (i, option) in options.enumerated() {
                    LineInput.write("  \(i + 1)) \(setting(option))\n")
                }
                let line = try ask(
                    Text("号码，用空格分开（0 放弃）：", "Numbers, parted by blanks (0 gives up):"))
                if line == "0" { throw Stop.back }
                field.picks = Set(
                    line.split(separator: " ").compactMap { Int($0) }.map { $0 - 1 }.filter(
                        options.indices.contains))
            default:
                let now =
                    field.text.isEmpty
                    ? Text("", "") : Text("（回车：\(field.text)）", " (Enter: \(field.text))")
                let line = try ask(
                    field.label + now
                        + (field.isOptional ? Text("（可空）：", " (may be empty):") : Text("：", ":")))
                if !line.isEmpty { field.text = line }
                // Nothing, twice, where something is needed: somebody wants out.
                empty = line.isEmpty && field.text.isEmpty && !field.isOptional ? empty + 1 : 0
                if empty == 2 { throw Stop.back }
            }
            if field.kind == .file, !field.text.isEmpty, Digest.hexOfFile(field.text) == nil {
                say("读不到这个文件，或者是空的。", "That file can't be read, or is empty.")
                field.text = ""
                continue
            }
            field.tidy()
            guard let fault = field.fault else { return }
            tell(
                empty == 1
                    ? fault + Text("（再按一次回车放弃）", " (Enter again gives up)") : fault)
        }
    }
}
