// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Record
import Replay
import Terminal
import Wording

extension App {
    var replayBindings: [Binding] {
        [
            Binding(
                [.character(" "), .enter], nil, Text("播放/停", "play/stop"), .player(.toggle)),
            Binding([.left], Text("←→", "←→"), Text("步进", "step"), .player(.step(-1))),
            Binding([.right], Text("", ""), Text("", ""), .player(.step(1))),
            Binding(
                [.character("["), .pageUp], Text("[ ]", "[ ]"), Text("标记", "marker"),
                more: Text("上一个、下一个标记", "the marker before, or after"), .player(.marker(-1))),
            Binding([.character("]"), .pageDown], Text("", ""), Text("", ""), .player(.marker(1))),
            Binding(
                [.up], Text("↑↓", "↑↓"), Text("决定", "decision"),
                more: Text("上一个、下一个结果", "the result before, or after"), .player(.decision(-1))),
            Binding([.down], Text("", ""), Text("", ""), .player(.decision(1))),
            Binding(
                [.character("w")], nil, Text("为什么", "why"),
                more: Text("当时为什么允许，别的为什么不允许", "why it was allowed, and the rest wasn't"),
                .player(.why)),
            Binding(
                [.character("+"), .character("=")], Text("+-", "+-"), Text("速度", "speed"),
                .player(.faster(1))),
            Binding([.character("-")], Text("", ""), Text("", ""), .player(.faster(-1))),
            Binding([.character("g")], nil, Text("时间", "time"), .player(.time)),
            Binding(
                [.character("f")], nil, Text("筛选", "filter"),
                more: Text("议题、人、种类", "matter, person, kind"), .player(.filter)),
            Binding(
                [.character("x")], nil, Text("导出", "export"),
                more: Text(".cast 录像、.html 网页、.txt 文字", "a .cast, an .html page, a .txt"),
                .player(.export)),
            Binding([.home], Text("", ""), Text("", ""), .player(.begin)),
            Binding([.end], Text("", ""), Text("", ""), .player(.end)),
            Binding([.character("z")], nil, Text("黑屏", "blank"), .blank),
            Binding([.character("l")], nil, Text("English", "中文"), .language),
            Binding([.escape], Text("Esc", "Esc"), Text("返回", "back"), .back),
        ]
            + (1...9).map { n in
                Binding(
                    [.character(Character("\(n)"))], n == 1 ? Text("1-9", "1-9") : Text("", ""),
                    n == 1 ? Text("议题", "matter") : Text("", ""), .player(.matter(n)))
            }
    }

    mutating func perform(_ command: PlayerCommand) -> [Effect] {
        guard var p = player else { return [] }
        defer { player = p }
        switch command {
        case .toggle: p.toggle(snapshot.steady)
        case .step(let by):
            p.isPlaying = false
            p.move(by)
        case .marker(let by): p.moveToMarker(by)
        case .decision(let by): p.moveToDecision(by)
        case .matter(let n): p.moveToMatter(n)
        case .begin: p.go(to: 0)
        case .end: p.go(to: p.last)
        case .faster(let by):
            p.speed = max(0, min(Player.speeds.count - 1, p.speed + by))
            p.schedule(snapshot.steady)
        case .why:
            let stopped = p.index == p.faultLimit ? faultPage(p) : nil
            overlays.append(.page(stopped ?? whyPage(p)))
        case .time:
            let time = SingleAnswer.questions(
                Text("时间（如 09:41）", "Time (such as 09:41)"), offer: p.step.at.clock)
            overlays.append(.form(Form(.replayTime, time.fields, Text("到哪个时间", "Go to a time"))))
        case .filter:
            overlays.append(
                .form(Form(.replayFilter, filterQuestions(p).fields, Text("筛选", "Filter"))))
        case .export:
            let file = SingleAnswer.path(
                Text("文件（.cast .html .txt）", "File (.cast .html .txt)"),
                offer: "\(p.timeline.meeting)-\(setting("回放", "replay")).html")
            overlays.append(
                .form(Form(.replayExport, file.fields, Text("导出回放", "Export the replay"))))
        }
        return []
    }

    /// What deviates, whole.
    func faultPage(_ p: Player) -> Page? {
        guard let fault = p.fault else { return nil }
        return Page(
            Text("到此为止，其后不符", "Stopped: what follows deviates"),
            [
                fault.text, Text("", ""),
                Text(
                    "回放只放到不符之处。请用备份核对，并查明是谁改的。",
                    "The replay goes as far as the record holds. Compare with a backup, and find out who changed it."
                ),
            ])
    }

    /// Why the step was allowed then, and why what else somebody could have meant wasn't.
    private func whyPage(_ p: Player) -> Page {
        let before = p.worldBefore()
        var lines = [
            Text("\(p.step.at.day) \(p.step.at.clock)  ", "\(p.step.at.day) \(p.step.at.clock)  ")
                + p.step.event.text(p.names),
            Text("  允许：", "  allowed: ") + p.step.event.reason(before.state, p.names),
            Text("", ""),
            Text("当时不允许的：", "What was refused just then:"),
        ]
        // What somebody in the room could have had in mind: about this matter or the meeting as such, and not
        // merely out of place. The chief's turn first.
        let matter = p.step.matter.flatMap { before.charter?.plan.matters[$0].id }
        let meant = before.acts.filter { act in
            guard let refusal = act.refusal,
                ![.G1, .G2, .P2, .P3, .M4].contains(refusal.rule)
            else {
                return false
            }
            return act.matter == nil || act.matter == matter
        }
        for act in meant.filter({ $0.refusal?.rule == .L1 })
            + meant.filter({ $0.refusal?.rule != .L1 })
        {
            if let refusal = act.refusal {
                lines.append(
                    Text("  ", "  ") + act.title + Text("：", ": ") + before.explain(refusal))
            }
        }
        lines += [Text("", ""), Text("当时可以做的：", "What could have been done:")]
        lines += before.acts.filter(\.isPossible).map { Text("  ", "  ") + $0.title }
        return Page(Text("为什么", "Why"), lines)
    }

    private func filterQuestions(_ p: Player) -> Questions<StepFilter> {
        let matters = p.timeline.state(before: p.timeline.steps.count).charter?.plan.matters ?? []
        let all = Text("全部", "all")
        let people = Set(p.timeline.steps.compactMap(\.person)).sorted()
        let kinds = Set(p.timeline.steps.map(\.event.kind))
        return [
            .choice(
                \.matter, Text("议题", "Matter"), none: all, of: Array(matters.indices),
                first: p.filter.matter
            ) {
                let title = matters[$0].title
                return Text("\($0 + 1) \(title)", "\($0 + 1) \(title)")
            },
            .choice(
                \.person, Text("人", "Person"), none: all, of: people, first: p.filter.person
            ) { Text(same: p.names($0)) },
            .choice(
                \.kind, Text("种类", "Kind"), none: all,
                of: MeetingEvent.Kind.allCases.filter(kinds.contains), first: p.filter.kind,
                named: \.text),
        ]
    }

    /// The forms of the replay, filled in.
    mutating func confirmedReplay(_ form: Form) -> [Effect]? {
        guard var p = player else { return nil }
        switch form.purpose {
        case .replayTime:
            guard p.move(to: SingleAnswer.text(in: form.fields)) else {
                complain(
                    form, Text("写作 14:41 或 2026-11-23 14:41", "write 14:41 or 2026-11-23 14:41"),
                    at: 0)
                return []
            }
        case .replayFilter:
            p.filter = filterQuestions(p).value(from: form.fields, changing: p.filter)
        case .replayExport:
            return [.exportReplay(path: SingleAnswer.text(in: form.fields), setting)]
        default: return nil
        }
        player = p
        return []
    }
}

enum PlayerCommand: Hashable {
    case toggle, why, time, filter, export, begin, end
    case step(Int)
    case marker(Int)
    case decision(Int)
    case matter(Int)
    case faster(Int)
}
