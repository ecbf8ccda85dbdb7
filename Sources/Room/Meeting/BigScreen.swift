// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Terminal
import Wording

/// Figures that are read from three metres.
enum Big {
    private static let digits: [Character: [String]] = [
        "0": ["███", "█ █", "█ █", "█ █", "███"], "1": [" █ ", "██ ", " █ ", " █ ", "███"],
        "2": ["███", "  █", "███", "█  ", "███"], "3": ["███", "  █", "███", "  █", "███"],
        "4": ["█ █", "█ █", "███", "  █", "  █"], "5": ["███", "█  ", "███", "  █", "███"],
        "6": ["███", "█  ", "███", "█ █", "███"], "7": ["███", "  █", "  █", "  █", "  █"],
        "8": ["███", "█ █", "███", "█ █", "███"], "9": ["███", "█ █", "███", "  █", "███"],
        "/": ["  █", "  █", " █ ", "█  ", "█  "], ">": ["█  ", " █ ", "  █", " █ ", "█  "],
        ":": ["   ", " █ ", "   ", " █ ", "   "],
    ]
    static let rows = 5

    /// Wider letters: a blank between wide ones.
    static func spaced(_ text: String) -> String {
        var out = ""
        var wasWide = false
        for character in text {
            let isWide = Width.of(String(character)) == 2
            if isWide, wasWide { out += " " }
            out.append(character)
            wasWide = isWide
        }
        return out
    }

    /// Digits of five rows; each cell of the drawing is two cells wide, so that they stay upright.
    static func draw(_ text: String, _ symbol: String) -> [String] {
        (0..<rows).map { row in
            text.compactMap { digits[$0]?[row] }
                .map { $0.map { $0 == " " ? "  " : symbol + symbol }.joined() }
                .joined(separator: "  ")
        }
    }
}

extension App {
    /// The room view: little on it, and that large.
    func drawBig(_ c: inout Canvas) {
        drawRoom(&c)
        let suggestion = snapshot.words(snapshot.suggestion)
        if !suggestion.zh.isEmpty {
            c.centre(
                c.rows - 3, setting("下一步：", "Next: ") + setting(suggestion), .suggested)
        }
        c.centre(
            c.rows - 1,
            setting("s 或 Esc 退出大屏   z 黑屏   回车 办理下一步", "s or Esc leave   z blank   Enter next step"),
            .dim)
        if let message {
            c.speak("\(message.sign(c.symbols)) \(setting(message.text))", message.role)
        }
    }

    /// What everybody in the room may see, without what the secretary could do.
    func drawRoom(_ c: inout Canvas) {
        let s = snapshot.state
        let title = s.charter?.plan.title ?? ""
        c.centre(1, rehearsalMark + Big.spaced(title), .title)
        c.right(0, snapshot.now.clock, .dim, end: c.columns - 1)
        if let m = snapshot.matterInView {
            drawBigMatter(m, &c)
        } else {
            drawFigures(
                &c, 4,
                [
                    (setting("应到", "entitled"), s.entitled), (setting("实到", "present"), s.present),
                    (setting("法定人数", "quorum"), s.quorum),
                ])
            var row = 13
            for i in s.matters.indices where row < c.rows - 3 {
                c.centre(
                    row,
                    "\(snapshot.number(of: i))  \(snapshot.title(of: i))   \(setting(status(i)))",
                    s.matters[i].status.isFinal ? .dim : .plain)
                row += c.rows > 30 ? 2 : 1
            }
        }
    }

    private func drawBigMatter(_ m: Int, _ c: inout Canvas) {
        let s = snapshot.state
        c.centre(
            3,
            setting(
                "议题 \(snapshot.headNumber(m)) / \(snapshot.items)",
                "Matter \(snapshot.headNumber(m)) of \(snapshot.items)"))
        let title = Big.spaced(snapshot.headline(m))
        c.centre(5, Width.of(title) < c.columns - 4 ? title : snapshot.headline(m), .strong)
        if let ballot = s.ballot {
            // How many have cast is known only where the box is.
            let voted = ballot.mode == .box ? snapshot.voted ?? ballot.closing?.returned : nil
            drawFigures(
                &c, 8,
                (voted.map { [(setting("已投", "voted"), $0)] } ?? [])
                    + [(setting("有表决权", "may vote"), ballot.electorate)])
            c.centre(16, setting("正在票决", "Ballot in progress"), .suggested)
            return
        }
        guard snapshot.charter?.asksEverybody(about: m) != false else {
            let spoken = s.statedStances(on: m).count
            drawFigures(&c, 7, [(setting("已发言", "have spoken"), spoken)])
            c.centre(16, setting("审议，自愿发言", "Deliberation: whoever wants to speaks"), .suggested)
            return
        }
        let awaited = snapshot.awaitedInView(with: m)
        let all = s.isPresent.indices.filter { s.takesPart($0, in: m) }.count
        drawFigures(
            &c, 7,
            [(setting("已表态", "views given"), all - awaited.count), (setting("共", "of"), all)])
        if let first = awaited.first {
            c.centre(15, setting("请表态", "The floor is with"))
            c.centre(16, Big.spaced(snapshot.label(first)), .suggested)
            let rest = setting(list(awaited.dropFirst().map(snapshot.label)))
            if !rest.isEmpty { c.centre(18, setting("其后：", "then: ") + rest) }
        } else {
            c.centre(
                16, setting("表态完毕，准备票决", "All views are given; the ballot follows"), .suggested)
        }
    }

    private func drawFigures(_ c: inout Canvas, _ row: Int, _ figures: [(String, Int)]) {
        let each = c.columns / max(1, figures.count)
        for (i, figure) in figures.enumerated() {
            let range = i * each..<(i + 1) * each
            c.centre(row, figure.0, .plain, in: range)
            for (line, text) in Big.draw("\(figure.1)", c.symbols.bar).enumerated() {
                c.centre(row + 2 + line, text, .strong, in: range)
            }
        }
    }

    /// The declared result, for everybody at once.
    func drawResult(_ matters: [Int], _ c: inout Canvas) {
        c.frame.fill(0..<c.rows, 0..<c.columns)
        drawMeetingTitle(&c)
        if isBig, matters.count == 1, drawLargeResult(matters[0], &c) { return }
        var row = 2
        let each = max(9, (c.rows - 5) / max(1, matters.count))
        c.frame.cursor = Spot(2, 1)
        for (shown, m) in matters.enumerated() {
            guard row + 6 < c.rows - 2 else {
                c.put(
                    row, 1,
                    setting(
                        "其余 \(matters.count - shown) 题的结果见议程",
                        "Results of \(matters.count - shown) more: on the agenda"), .dim)
                break
            }
            row = max(drawResult(of: m, &c, row, most: row + each), row) + 1
        }
        c.rule(c.rows - 3)
        let veto = matters.contains {
            snapshot.act(.veto, matter: snapshot.charter?.plan.matters[$0].id)?.isPossible == true
        }
        if veto {
            c.put(
                c.rows - 2, 1,
                setting(
                    "主要负责人可在休会、闭会前否决（须书面理由）：议程页选中后按 x",
                    "A chief may veto before adjourning or closing, with written reasons: x on the agenda"
                ), .dim)
        }
        c.put(
            c.rows - 1, 1, setting("回车 继续   z 黑屏   l English", "Enter go on   z blank   l 中文"), .key
        )
    }

    /// On the big view: the figures that decide, and the word, to be read from three metres.
    private func drawLargeResult(_ m: Int, _ c: inout Canvas) -> Bool {
        let state = snapshot.state.matters[m]
        guard let count = state.count, let result = state.result, let votes = result.votes,
            let needed = result.needed, c.rows >= 24
        else { return false }
        c.centre(
            2,
            setting("议题 \(snapshot.number(of: m))  ", "Matter \(snapshot.number(of: m))  ")
                + snapshot.title(of: m), .strong)
        drawFigures(
            &c, 4,
            [
                (setting("得票", "votes for"), votes), (setting("须", "needed"), needed),
                (setting("应到", "entitled"), snapshot.state.entitled(for: m)),
            ])
        c.centre(
            13, Big.spaced(setting(result.outcome.text)),
            state.status == .decided ? .good : .bad)
        c.centre(14, setting(snapshot.named(in: result)), .strong)
        let figures = zip(snapshot.resultTexts(m), count.figures.choices).map {
            "\(setting($0)) \($1)"
        }.joined(separator: "    ")
        c.centre(15, figures)
        c.centre(17, formula(m, votes, needed))
        c.centre(
            19,
            count.mode.isNamed
                ? setting(
                    "\(count.mode.text.zh)  有表决权 \(count.electorate)  表决 \(count.returned)",
                    "\(count.mode.text.en)  may vote \(count.electorate)  voted \(count.returned)")
                : setting(
                    "发出 \(count.issued)  收回 \(count.returned)  有效 \(count.figures.valid)",
                    "issued \(count.issued)  returned \(count.returned)  valid \(count.figures.valid)"
                ))
        if count.mode == .box {
            c.centre(
                21,
                setting(
                    "\(c.symbols.done) 已证明：每张票各计一次",
                    "\(c.symbols.done) proven: every ballot counted once"),
                .good)
        }
        c.frame.cursor = Spot(2, 1)
        c.put(
            c.rows - 1, 1, setting("回车 继续   z 黑屏   l English", "Enter go on   z blank   l 中文"), .key
        )
        return true
    }

    private func drawResult(of m: Int, _ c: inout Canvas, _ from: Int, most: Int) -> Int {
        let state = snapshot.state.matters[m]
        guard let count = state.count else { return from }
        var row = from
        c.put(
            row, 1,
            setting("议题 \(snapshot.number(of: m))  ", "Matter \(snapshot.number(of: m))  ")
                + snapshot.title(of: m), .strong,
            to: c.columns - 14)
        c.right(row, setting("票决结果", "Result"), .title, end: c.columns - 1)
        row += 1
        let f = count.figures
        c.put(
            row, 3,
            setting(
                "应到 \(snapshot.state.entitled(for: m))  发出 \(count.issued)  收回 \(count.returned)  有效 \(f.valid)  无效 \(f.invalid)  未交回 \(count.issued - count.returned)",
                "entitled \(snapshot.state.entitled(for: m))  issued \(count.issued)  returned \(count.returned)  valid \(f.valid)  invalid \(f.invalid)  not returned \(count.issued - count.returned)"
            ))
        row += 1
        let texts = snapshot.resultTexts(m)
        let labels = min(20, texts.map { Width.of(setting($0)) }.max() ?? 6)
        let widest = max(4, c.columns - labels - 16)
        let top = max(1, f.choices.max() ?? 1)
        for (i, votes) in f.choices.enumerated() where row < c.rows - 4 {
            c.put(
                row, 3,
                Width.fit(
                    texts.indices.contains(i) ? setting(texts[i]) : "", labels, mark: c.symbols.more
                ))
            c.right(row, "\(votes)", .strong, end: labels + 8)
            c.bar(
                row, labels + 10, Double(votes) / Double(max(top, count.electorate)), width: widest)
            row += 1
        }
        if let result = state.result {
            row += most - row > 2 ? 1 : 0
            let who = result.candidates.isEmpty ? "" : "  \(setting(snapshot.named(in: result)))"
            if let votes = result.votes, let needed = result.needed {
                c.put(row, 3, formula(m, votes, needed))
                c.right(
                    row, Big.spaced(setting(result.outcome.text)) + who,
                    state.status == .decided ? .good : .bad, end: c.columns - 3)
            } else {
                c.put(row, 3, setting(result.outcome.text) + who, .strong)
            }
            row += 1
        }
        if count.mode == .box {
            c.put(
                row, 3,
                setting(
                    "\(c.symbols.done) 已证明：\(count.returned) 张票各计一次，监票人共同开票，独立程序可复核",
                    "\(c.symbols.done) proven: \(count.returned) ballots, each counted once; any Belenios program can check"
                ), .good)
        } else if let votes = count.votes {
            row = c.paragraph(
                row, 3,
                setting(count.mode.text + Text("：", ": ") + snapshot.names.votes(votes)), .dim,
                to: c.columns - 3)
        } else {
            c.put(
                row, 3, setting("纸质票：由监票人清点签字", "On paper: counted and signed by the tellers"), .dim
            )
        }
        return row + 1
    }

    /// `6 > 9 ÷ 2    需 5 票，得 6 票`
    private func formula(_ m: Int, _ votes: Int, _ needed: Int) -> String {
        guard let charter = snapshot.charter, let passing = charter.kinds[m].passing else {
            return ""
        }
        let base: Int
        let name: Text
        switch passing.of {
        case .entitled: (base, name) = (snapshot.state.entitled(for: m), Text("应到", "entitled"))
        case .present:
            (base, name) = (snapshot.state.matters[m].count?.electorate ?? 0, Text("到会", "present"))
        case .valid:
            (base, name) = (
                snapshot.state.matters[m].count?.figures.valid ?? 0, Text("有效票", "valid")
            )
        }
        let share = "\(passing.share)"
        let rule = setting(
            "须\(passing.strictly ? "超过" : "达到")\(name.zh) \(base) × \(share)：需 \(needed) 票，得 \(votes) 票",
            "\(passing.strictly ? "more than" : "at least") \(share) of \(base) \(name.en): needs \(needed), got \(votes)"
        )
        return rule
    }
}

extension RoomSnapshot {
    /// Who passed or runs off, and who was tied where the posts end.
    func named(in result: MatterResult) -> Text {
        names(result.candidates)
            + (result.tied.map { Text("（票数相同：", " (tied: ") + names($0) + Text("）", ")") }
                ?? Text("", ""))
    }

    /// The words beside the figures that were declared: a run-off since may have fewer on its paper.
    func resultTexts(_ m: Int) -> [Text] {
        let now = state.choiceTexts(of: m)
        guard let count = state.matters[m].count, now.count != count.figures.choices.count,
            let charter, charter.kinds[m].form == .contested
        else { return now }
        var before = state
        before.standAll(m)
        return before.choiceTexts(of: m)
    }
}
