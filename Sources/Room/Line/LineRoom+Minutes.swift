// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Meeting
import Personnel
import Record
import Wording

// A meeting's minutes and the register's verification, line by line.

extension LineRoom {
    mutating func minutes() throws {
        guard let meeting = snapshot.meeting else { return }
        let came = service.do(.openMinutes(meeting), booth: nil)
        guard case .minutes(let sheet) = came else { return answer(came) }
        var app = App(snapshot, setting, hashOfFile: Digest.hexOfFile)
        let items = app.menu(sheet).items.filter(\.isPossible)
        guard let n = try choose(Text("会议记录", "Minutes"), items.map(\.title)) else { return }
        guard case .minutes(let command) = items[n].command else { return }
        if case .read = command { return answer(.preview(sheet.page)) }
        _ = app.perform(command)
        // The screens' own form and checks.
        guard case .form(var form)? = app.overlays.popLast() else { return }
        tell(form.title)
        form.fields = try filled(form.fields)
        let effects = app.confirmedMinutes(form) ?? []
        switch app.overlays.last {
        case .confirm(let confirm)?:
            confirm.lines.forEach(tell)
            guard try ask(Text("确定请输入 1：", "To do it, type 1:")) == "1" else {
                return say("没有做。", "Nothing was done.")
            }
            try take(confirm.effect)
        case .form(let again)?:
            if let fault = again.fault { tell(Text("不行：", "Refused: ") + fault) }
        default: for effect in effects { try take(effect) }
        }
    }

    private mutating func take(_ effect: Effect) throws {
        let came = service.do(effect, booth: nil)
        if case .sign(let tasks) = came { try sign(tasks) } else { answer(came) }
    }

    func verify() throws {
        let paper = try ask(
            Text("纸上的闭会指纹（没有就回车）：", "The closing fingerprint on paper (Enter where there is none):")
        )
        answer(service.do(.verify(paper: paper), booth: nil))
    }
}
