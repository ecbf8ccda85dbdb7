// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Record
import Replay
import Terminal
import Wording

extension App {
    /// The room as it was after a step, and under it the meeting as a line in time.
    mutating func drawReplay(_ c: inout Canvas) {
        guard let player else { return }
        var room = App(player.snapshot, setting)
        room.panel =
            player.snapshot.matterInView != nil
            ? .matter : player.snapshot.state.phase == .inSession ? .agenda : .roll
        if player.snapshot.state.phase == .closed { room.panel = .agenda }
        var inner = Canvas(Size(rows: c.rows - 2, columns: c.columns), setting)
        if case .resultDeclared(let declared) = player.step.event,
            let charter = player.snapshot.charter
        {
            room.drawResult(declared.results.compactMap { charter.matter($0.matter) }, &inner)
        } else {
            room.drawMeetingBody(&inner)
        }
        c.frame.place(inner.frame, rows: 0..<c.rows - 5)
        drawProofs(player, &c)
        drawLine(player, &c)
        let step = player.step
        let before = player.timeline.state(before: player.index)
        if let message {
            c.speak("\(message.sign(c.symbols)) \(setting(message.text))", message.role)
        } else if let fault = player.fault, player.index == player.faultLimit {
            c.put(
                c.rows - 2, 1,
                "\(c.symbols.refused) \(setting("到此为止，其后不符：", "Stopped, what follows deviates: "))\(setting(fault.text))",
                .bad)
        } else {
            let what = setting(step.event.text(player.names))
            let why = setting(step.event.reason(before, player.names))
            c.put(c.rows - 2, 1, "\(c.symbols.next) \(what)  \(c.symbols.step) \(why)")
        }
        c.keys(bindings)
    }

    /// What is proven so far, on the rule above the line.
    private func drawProofs(_ player: Player, _ c: inout Canvas) {
        c.rule(c.rows - 5)
        let names: [(Proof, Text)] = [
            (.chain, Text("链", "chain")), (.order, Text("顺序", "order")),
            (.quorum, Text("法定", "quorum")), (.ballots, Text("票证", "ballots")),
            (.signatures, Text("签名", "signed")), (.minutes, Text("记录", "minutes")),
        ]
        let isCurrent = player.proven >= player.step.seq
        var text = ""
        for (proof, name) in names {
            let sign =
                player.fault?.proof == proof
                ? c.symbols.refused : isCurrent ? c.symbols.done : c.symbols.more
            text += " \(sign) \(setting(name))"
        }
        let end = player.proven >= player.timeline.steps[player.last].seq
        if end, player.fault == nil {
            text +=
                player.timeline.end == nil
                ? setting(" 已核验，尚未闭会", " proven, not closed") : setting(" 全程已核验", " all proven")
        }
        c.right(
            c.rows - 5, text + " ", player.fault == nil ? .good : .bad, end: c.columns - 2)
    }

    /// `09:00 ├──◆1──●●─L─▮─┤ 11:40` and the place one is at.
    private func drawLine(_ player: Player, _ c: inout Canvas) {
        let steps = player.timeline.steps
        let row = c.rows - 4
        let left = c.put(row, 1, steps[0].at.clock, .dim) + 1
        let right = c.columns - 8
        let width = max(1, right - left - 1)
        let total = max(1, steps[player.last].played)
        func column(_ i: Int) -> Int { left + Int(steps[i].played * Int64(width - 1) / total) }
        c.put(row, left, String(repeating: c.symbols.line, count: width), .dim)
        var taken: [Int: Int] = [:]
        for i in steps.indices {
            guard let marker = steps[i].marker, player.filter.takes(steps[i]) else { continue }
            let at = column(i)
            guard marker.weight > taken[at] ?? 0 else { continue }
            taken[at] = marker.weight
            c.put(row, at, marker.sign(c.symbols), i <= player.index ? .suggested : .plain)
            if case .matter(let n) = marker, n < 10, at + 1 < right {
                c.put(row, at + 1, "\(n)", i <= player.index ? .suggested : .plain)
                taken[at + 1] = 9
            }
        }
        c.put(row, right + 1, steps[player.last].at.clock, .dim)
        let here = column(player.index)
        let speed = Player.speeds[player.speed]
        let label =
            "\(setting.ascii ? "^" : "▲") \(player.step.at.day) \(player.step.at.clock)  \(player.index + 1)/\(steps.count)"
        // Behind the sign where there is room, before it where there isn't.
        if here + Width.of(label) + 24 <= c.columns {
            c.put(row + 1, here, label, .strong)
        } else {
            let text = String(label.dropFirst(2))
            c.put(row + 1, max(1, here - 1 - Width.of(text)), text, .strong)
            c.put(row + 1, here, setting.ascii ? "^" : "▲", .strong)
        }
        let state = player.isPlaying ? setting("播放", "playing") : setting("暂停", "paused")
        let filter = player.filter.isEmpty ? "" : setting("  已筛选", "  filtered")
        c.right(
            row + 1, "\(state) ×\(speed == 0.5 ? "½" : "\(Int(speed))")\(filter)", .dim,
            end: c.columns - 1)
        c.frame.cursor = Spot(row, min(here, c.columns - 1))
    }

}

extension Timeline.Marker {
    /// Which of two at the same place is shown.
    var weight: Int {
        switch self {
        case .matter: 6
        case .result: 5
        case .chiefView: 4
        case .objection: 3
        case .ballot: 2
        case .view: 1
        }
    }

    /// What each mark means, in the order in which a meeting makes them.
    static func legend(_ s: Symbols) -> [(String, Text)] {
        [
            (Self.matter(1).sign(s) + "1", Text("开始讨论议题 1", "matter 1 is taken up")),
            (Self.view.sign(s), Text("表态", "a view")),
            (
                Self.objection.sign(s),
                Text("异议、更正、作废、退回", "objected to, corrected, voided or sent back")
            ),
            (Self.chiefView.sign(s), Text("主要负责人末位表态", "the chief's view, the last")),
            (Self.ballot.sign(s), Text("票决", "a ballot")),
            (Self.result.sign(s), Text("宣布结果", "a result")),
        ]
    }

    func sign(_ s: Symbols) -> String {
        let isASCII = s == .ascii
        switch self {
        case .matter: return isASCII ? "#" : "◆"
        case .view: return s.on
        case .chiefView: return "L"
        case .ballot: return isASCII ? "B" : "▮"
        case .result: return isASCII ? "R" : "■"
        case .objection: return s.refused
        }
    }
}
