// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Terminal
import Wording

extension App {
    mutating func drawMeeting(_ c: inout Canvas) {
        drawMeetingBody(&c)
        c.foot(message ?? hint, bindings, next: hint?.text)
    }

    /// The meeting without the line that speaks and the keys.
    mutating func drawMeetingBody(_ c: inout Canvas) {
        drawMeetingTitle(&c)
        // A wide window shows what has happened beside what is happening.
        let wide = c.columns >= 110
        let main = 0..<(wide ? c.columns - min(60, c.columns / 3) : c.columns)
        switch panel {
        case .matter: drawMatter(&c, main)
        case .agenda: drawAgenda(&c, main)
        case .roll: drawRoll(&c, main)
        }
        if wide { drawSteps(&c, main.upperBound + 1..<c.columns - 1) }
    }

    private var hint: Message? {
        let suggestion = snapshot.suggestion
        if case .act(let act) = suggestion, let refusal = act.refusal, !act.isWorthTrying {
            return Message(.refused, explain(refusal))
        }
        let words = snapshot.words(suggestion)
        guard !words.zh.isEmpty else { return nil }
        // Members are called by the key that takes them in.
        let does: Command = suggestion == .roll && panel == .roll ? .openSelected : .suggested
        let key = bindings.first { $0.act == does }?.name
        return Message(
            .hint,
            Text("下一步：", "Next: ") + words
                + (key.map {
                    Text($0.zh.count > 1 ? "（按\($0.zh)）" : "（按 \($0.zh)）", " (press \($0.en))")
                } ?? Text("", "")))
    }

    /// Where we are, and the figures that everything hangs on.
    func drawMeetingTitle(_ c: inout Canvas) {
        let s = snapshot.state
        let title = s.charter?.plan.title ?? ""
        let recording =
            s.phase == .inSession
            ? "\(c.symbols.recording) \(setting("记录中", "on record"))" : setting(s.phase.text)
        let quorum = s.hasQuorum ? c.symbols.done : c.symbols.refused
        let needed = s.needed(for: snapshot.matterInView ?? 0)
        let pass = snapshot.matterInView == nil ? nil : needed
        let figures = setting(
            "应到 \(s.entitled) 实到 \(s.present) 法定 \(s.quorum)\(quorum)"
                + (pass.map { " 通过需 \($0)" } ?? ""),
            "entitled \(s.entitled) present \(s.present) quorum \(s.quorum)\(quorum)"
                + (pass.map { " pass \($0)" } ?? ""))
        c.title("\(rehearsalMark)\(title)", "\(figures)  \(recording) \(snapshot.now.clock)")
    }

    // MARK: The matter

    private mutating func drawMatter(_ c: inout Canvas, _ area: Range<Int>) {
        guard let m = snapshot.matterInView, let charter = snapshot.charter else {
            c.put(
                3, 2,
                setting("没有正在讨论的议题。按 g 看议程。", "No matter is in discussion. Press g for the agenda.")
            )
            return
        }
        let s = snapshot.state
        let ballotMatters = s.ballot?.matters.count ?? 1
        let lines = snapshot.linesInView(with: m).count
        let more =
            ballotMatters > 1
            ? setting("（一张票共 \(ballotMatters) 题）", " (\(ballotMatters) on one paper)")
            : lines > 1 ? setting("（名单 \(lines) 项）", " (a list of \(lines))") : ""
        c.put(
            2, 1,
            setting(
                "议题 \(snapshot.headNumber(m))/\(snapshot.items)  ",
                "Matter \(snapshot.headNumber(m))/\(snapshot.items)  ")
                + snapshot.headline(m) + more, .strong, to: area.upperBound - 1)
        drawPath(&c, m, area)
        c.rule(4, area)
        var row = 5
        if let ballot = s.ballot { row = drawBallotState(on: &c, of: ballot, from: row, in: area) }
        let seats = snapshot.seatsInSpeakingOrder
        let height = max(1, c.body.upperBound - row)
        clickRows = [:]
        for i in Scroll.window(seats.count, selected: selected, height: height) {
            drawView(
                on: &c, row: row, of: seats[i], about: m, charter, in: area,
                isSelected: panel == .matter && i == selected)
            clickRows[row] = i
            row += 1
        }
    }

    /// The steps of a matter, the one in hand in brackets.
    private func drawPath(_ c: inout Canvas, _ m: Int, _ area: Range<Int>) {
        guard let charter = snapshot.charter else { return }
        let s = snapshot.state
        let state = s.matters[m]
        let asked = charter.asksEverybody(about: m)
        let voters = s.isPresent.indices.filter { s.takesPart($0, in: m) }
        let others = voters.filter { charter.chiefPosition[$0] == nil }
        let lines = snapshot.linesInView(with: m)
        func isDone(_ seat: Int) -> Bool {
            lines.allSatisfy {
                s.matters[$0].views[seat] != nil || s.matters[$0].isRecused[seat]
            }
        }
        let said = others.count(where: isDone)
        let chiefs = charter.chiefs.filter { s.takesPart($0, in: m) }
        let chiefsSaid = !chiefs.isEmpty && chiefs.allSatisfy(isDone)
        let papers = s.gates(of: m, on: snapshot.now.day).allSatisfy {
            !$0.binds || $0.standing == .passed || $0.standing == .passedWithReason
        }
        let introduced = state.introducedBy != nil
        let balloting = state.status == .balloting
        let decided = state.status.isFinal
        let steps: [(String, Bool)] = [
            (setting("材料", "papers"), papers || introduced),
            (setting("汇报", "introduced"), introduced),
            (
                asked
                    ? setting("表态 \(said)/\(others.count)", "views \(said)/\(others.count)")
                    : setting("审议，发言 \(said)", "deliberation, \(said) spoke"),
                introduced && (said == others.count || !asked)
            ),
            (
                setting("主要负责人", "chief"),
                chiefsSaid || (introduced && (chiefs.isEmpty || !asked))
            ),
            charter.kinds[m].form == .noted
                ? (setting("结论", "conclusion"), decided)
                : (setting("票决", "ballot"), decided || s.ballot?.closing != nil),
            (setting("结果", "result"), decided),
        ]
        let sealedFirst = charter.profile.ballotOrder == .beforeChief
        let ordered =
            sealedFirst ? [steps[0], steps[1], steps[2], steps[4], steps[3], steps[5]] : steps
        let now =
            balloting ? ordered.firstIndex { $0.0 == steps[4].0 } : ordered.firstIndex { !$0.1 }
        var column = 1
        for (i, step) in ordered.enumerated() {
            let text = i == now ? "[\(step.0)]" : "\(step.0)\(step.1 ? " \(c.symbols.done)" : "")"
            column = c.put(
                3, column, text, i == now ? .suggested : step.1 ? .good : .dim, to: area.upperBound)
            if i < ordered.count - 1 { column = c.put(3, column, "  ", to: area.upperBound) }
        }
    }

    private func drawBallotState(
        on c: inout Canvas, of ballot: OpenBallot, from: Int, in area: Range<Int>
    ) -> Int {
        var row = from
        let mode = setting(ballot.mode.text)
        if ballot.mode == .box, let voted = snapshot.voted {
            row = c.paragraph(
                row, 1,
                setting(
                    "票决进行中（\(mode)）：已投 \(voted) / \(ballot.electorate)。票数在监票人共同开票前谁也看不到。",
                    "Ballot open (\(mode)): \(voted) of \(ballot.electorate) have voted. Nobody can see figures before the tellers count."
                ), .warning, to: area.upperBound - 1)
        } else if ballot.mode.isNamed {
            let done = ballot.matters.count { ballot.votes[$0] != nil }
            row = c.paragraph(
                row, 1,
                setting(
                    "\(mode)进行中：有表决权 \(ballot.electorate) 人。已登记 \(done) / \(ballot.matters.count) 项，每个人的表决记录在案。",
                    "Voting (\(mode)): \(ballot.electorate) may vote. On record for \(done) of \(ballot.matters.count); everybody's vote is put down."
                ), .warning, to: area.upperBound - 1)
        } else if ballot.closing != nil {
            row = c.paragraph(
                row, 1,
                ballot.signedBy.count < snapshot.state.tellers.count
                    ? setting(
                        "票箱已关，监票人签署后宣布结果。",
                        "The box is closed; the tellers sign, then the result is declared.")
                    : setting(
                        "票箱已关，监票人都已签署，请宣布结果。",
                        "The box is closed and the tellers have signed: declare the result."),
                .warning,
                to: area.upperBound - 1)
        } else {
            let signed = setting(list(ballot.signedBy.map(snapshot.label)))
            row = c.paragraph(
                row, 1,
                setting(
                    "票决进行中（\(mode)）：有表决权 \(ballot.electorate) 人。已签计票的监票人：\(signed.isEmpty ? "无" : signed)",
                    "Ballot open (\(mode)): \(ballot.electorate) may vote. Count signed by: \(signed.isEmpty ? "nobody yet" : signed)"
                ), .warning, to: area.upperBound - 1)
        }
        return row + 1
    }

    private func drawView(
        on c: inout Canvas, row: Int, of seat: Int, about m: Int, _ charter: Charter,
        in area: Range<Int>, isSelected: Bool
    ) {
        let s = snapshot.state
        let state = s.matters[m]
        let name = snapshot.label(seat)
        let isChief = charter.chiefPosition[seat] != nil
        let longest = s.isPresent.indices.map { Width.of(snapshot.label($0)) }.max() ?? 0
        // Whole names, where there is room for them.
        let nameWidth = max(
            min(22, max(12, area.count / 5)), min(longest, area.count / 2 - 6))
        var sign = c.symbols.waiting
        var role = Role.plain
        var words =
            snapshot.charter?.asksEverybody(about: m) == false
            ? setting("未发言", "hasn't spoken") : setting("未表态", "no view yet")
        var detail = ""
        var clock = ""
        if state.isRecused[seat] {
            sign = c.symbols.out
            role = .dim
            words =
                snapshot.charter?.profile.recusedVote == true
                ? setting("审议时回避，审议后投票", "out now, votes later") : setting("回避", "recused")
        } else if !s.isPresent[seat] {
            sign = c.symbols.waiting
            role = .dim
            words = setting("缺席", "absent")
            detail = s.absence[seat] ?? ""
        } else if let said = snapshot.said(by: seat, on: m),
            let view = snapshot.linesInView(with: m).lazy.compactMap({ s.matters[$0].views[seat] })
                .first
        {
            sign = c.symbols.done
            words = setting(said)
            role = .good
            detail = view.words.isEmpty ? "" : "“\(view.words)”"
            clock = view.at?.clock ?? ""
        } else if seat == speaking, !isChief || s.awaitedBefore(seat, on: m).isEmpty {
            sign = c.symbols.next
            role = .suggested
            let seconds = max(0, Int((snapshot.steady - speakingSince) / 1000))
            words = setting("正在发言", "speaking") + " \(seconds / 60):\(Field.two(seconds % 60))"
        } else if isChief, s.isAwaited(seat, on: m), s.ballot?.isTakingViews != false {
            sign = c.symbols.locked
            role = .warning
            let before = s.awaitedBefore(seat, on: m)
            words =
                before.isEmpty ? setting("可以表态", "may speak now") : setting("末位锁定", "locked: last")
            detail =
                before.isEmpty
                ? ""
                : setting("还须等待 ", "awaits ")
                    + setting(list(before.map(snapshot.label)))
        } else if !s.isAwaited(seat, on: m) {
            role = .dim
            words = setting("不再表态", "views closed")
        }
        let mark = "\(sign) \(isChief ? setting("（主）", "(chief) ") : "")\(name)"
        c.put(row, area.lowerBound + 1, Width.fit(mark, nameWidth + 6, mark: c.symbols.more), role)
        let at = area.lowerBound + nameWidth + 8
        let wordsEnd = c.put(row, at, words, role, to: area.upperBound - 1)
        c.put(row, max(wordsEnd + 2, at + 14), detail, .plain, to: area.upperBound - 7)
        if !clock.isEmpty { c.right(row, clock, .dim, end: area.upperBound - 1) }
        if isSelected { c.select(row, area.lowerBound + 1..<area.upperBound - 1) }
    }

}
