// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import Meeting
import Personnel
import Terminal
import Wording

// What the voter and the tellers see: nothing but what is asked of them.

extension App {
    func draw(_ booth: Booth, _ c: inout Canvas) {
        switch booth.step {
        case .curtain: drawCurtain(booth, &c)
        case .paper(let pick): drawPaper(booth, pick, &c)
        case .review: drawReview(booth, &c)
        case .casting: c.centre(c.rows / 2, setting("请稍候", "One moment"), .strong)
        case .cast(let fault): drawCast(fault, &c)
        case .pin(let teller, let again):
            let sets = !snapshot.tellersWithPin.contains(teller)
            let ask =
                again
                ? setting("请再输入一次", "Type it once more")
                : sets
                    ? setting("请设六位数字密码，只有您本人知道", "Choose a PIN of six digits that only you know")
                    : setting("请输入您的六位密码", "Type your PIN, six digits")
            drawPin(in: booth, of: teller, asking: ask, &c)
        case .checking(let teller):
            drawPin(in: booth, of: teller, asking: setting("请稍候", "One moment"), &c)
        }
    }

    private func note(_ booth: Booth, _ c: inout Canvas) {
        if let note = booth.note { c.centre(c.rows - 4, setting(note), .warning) }
    }

    private func drawCurtain(_ booth: Booth, _ c: inout Canvas) {
        let middle = c.rows / 2
        c.centre(1, rehearsalMark + setting("无记名票决", "Secret ballot"), .title)
        guard let voter = booth.voterID else { return }
        c.centre(middle - 4, setting("请把终端交给", "Hand the terminal to"))
        c.centre(middle - 2, Big.spaced(snapshot.names(voter)), .strong)
        c.centre(middle + 1, setting("监票人核对本人后，输入", "A teller makes sure it is them, then types"))
        let gate = String(booth.gate)
        let text = "\(gate)   \(setting("再按回车", "and Enter"))   "
        c.centre(middle + 3, text + Width.fit(booth.typedGate, 2), .suggested)
        let column = (c.columns - Width.of(text) - 2) / 2 + Width.of(text) + booth.typedGate.count
        c.frame.cursor = Spot(middle + 3, column)
        let electorate = snapshot.state.ballot?.electorate ?? 0
        c.centre(
            middle + 6,
            setting(
                "已投 \(snapshot.voted ?? 0) / \(electorate)",
                "\(snapshot.voted ?? 0) of \(electorate) have voted"))
        note(booth, &c)
        c.centre(
            c.rows - 1,
            setting(
                "↑↓ 换人   Esc 回到会议   z 黑屏", "↑↓ another voter   Esc back to the meeting   z blank"),
            .dim)
    }

    /// The words of one pick: of which matter, and which choices it has; nil where the paper isn't the open ballot's.
    private func words(of pick: Int, on paper: BoothPaper) -> (
        matter: Int, title: String, choices: [Text]
    )? {
        guard let ballot = snapshot.state.ballot, paper.places.indices.contains(pick) else {
            return nil
        }
        let (question, place) = paper.places[pick]
        guard ballot.matters.indices.contains(question) else { return nil }
        let m = ballot.matters[question]
        return (
            m, snapshot.title(of: m) + setting(snapshot.state.pickText(of: m, place)),
            snapshot.state.pickTexts(of: m, place)
        )
    }

    private func drawPaper(_ booth: Booth, _ pick: Int, _ c: inout Canvas) {
        guard let paper = booth.currentPaper, paper.places.indices.contains(pick) else { return }
        c.centre(
            1,
            setting(
                "表决票   第 \(pick + 1) 题 / 共 \(paper.options.count) 题",
                "Ballot paper   question \(pick + 1) of \(paper.options.count)"), .title)
        let page = pages(of: paper, c).first { $0.contains(pick) } ?? [pick]
        if page.count > 1 {
            drawPage(of: page, at: pick, paper, &c)
        } else {
            drawChoices(of: pick, paper, &c)
        }
        note(booth, &c)
        c.centre(
            c.rows - 1,
            setting("退格 改   Esc 不投，交回", "Backspace correct   Esc hand it back, cast nothing"), .dim)
    }

    /// One question by itself, a choice a line while there is room.
    private func drawChoices(of pick: Int, _ paper: BoothPaper, _ c: inout Canvas) {
        guard let (_, title, texts) = words(of: pick, on: paper) else { return }
        let left = max(2, c.columns / 2 - 32)
        var row =
            c.paragraph(3, left, title, .strong, to: c.columns - left, most: 3) + 1
        let room = max(1, c.rows - 7 - row)
        let step = texts.count * 2 <= room ? 2 : 1
        // As many columns as it takes for every choice to stand on the paper.
        let columns = (texts.count * step + room - 1) / room
        let width = (c.columns - left - 2) / max(1, columns)
        let each = (texts.count + columns - 1) / max(1, columns)
        let top = row
        for (option, text) in texts.enumerated() {
            let at = left + option / each * width
            let line = top + option % each * step
            let inset = columns == 1 ? 6 : 0
            c.put(line, at + inset, "\(paper.number(pick, option))", .strong)
            c.put(line, at + inset + 6, setting(text), .plain, to: at + width - 1)
            row = max(row, line + step)
        }
        row = max(row + 1, c.rows - 6)
        let ask = setting("输入选项旁的数字，再按回车：", "Type the number beside your choice, then Enter: ")
        drawTyped(of: paper, row: row, column: c.put(row, left, ask), &c)
    }

    /// Several questions of one line each, such as a list: numbers beside every choice, the question in turn marked. That
    /// a question is answered is shown, and never how.
    private func drawPage(
        of page: [Int], at pick: Int, _ paper: BoothPaper, _ c: inout Canvas
    ) {
        let left = max(2, c.columns / 2 - 36)
        let each = page.count * 3 <= c.rows - 9 ? 3 : 2
        for (place, other) in page.enumerated() {
            guard let (m, title, texts) = words(of: other, on: paper) else { continue }
            let row = 3 + place * each
            let isTurn = other == pick
            let sign =
                isTurn
                ? c.symbols.next : paper.isAnswered(other) ? c.symbols.done : c.symbols.waiting
            c.put(row, left, sign, isTurn ? .suggested : .plain)
            c.put(
                row, left + 2, "\(snapshot.number(of: m)) \(title)",
                isTurn ? .strong : .plain, to: c.columns - 2)
            var column = left + 6
            for (option, text) in texts.enumerated() {
                let at = c.put(
                    row + 1, column, "\(paper.number(other, option))", isTurn ? .strong : .dim)
                column = c.put(row + 1, at + 1, setting(text), isTurn ? .plain : .dim) + 4
            }
        }
        let row = c.rows - 6
        let ask = setting(
            "第 \(pick + 1) 题：输入选项旁的数字，再按回车：",
            "Question \(pick + 1): type the number beside your choice, then Enter: ")
        drawTyped(of: paper, row: row, column: c.put(row, left, ask), &c)
    }

    /// The questions that stand on one page each: of those whose choices fit on a line, as many as the window shows.
    private func pages(of paper: BoothPaper, _ c: Canvas) -> [[Int]] {
        let most = max(1, (c.rows - 9) / 2)
        var pages: [[Int]] = []
        var isOpen = false
        for pick in paper.places.indices {
            let choices = words(of: pick, on: paper)?.choices ?? []
            let fits =
                choices.reduce(0) { $0 + max(Width.of($1.zh), Width.of($1.en)) + 9 }
                < Self.least.columns - 10
            if fits, isOpen, pages[pages.count - 1].count < most {
                pages[pages.count - 1].append(pick)
            } else {
                pages.append([pick])
            }
            isOpen = fits
        }
        return pages
    }

    /// As many signs as digits were typed: the same for every choice.
    private func drawTyped(of paper: BoothPaper, row: Int, column: Int, _ c: inout Canvas) {
        let text = String(repeating: "*", count: paper.typedCount)
        c.put(row, column, Width.fit(text, paper.digits), .field)
        c.frame.cursor = Spot(row, column + paper.typedCount)
    }

    /// Every choice stands on the screen, whichever was picked; a sign of the same size marks it.
    private func drawReview(_ booth: Booth, _ c: inout Canvas) {
        guard let paper = booth.currentPaper, let ballot = snapshot.state.ballot else { return }
        c.centre(1, setting("您的选择（只有您看得到）", "Your choices (only you can see them)"), .title)
        let left = max(2, c.columns / 2 - 34)
        var row = 3
        let pages = reviewPages
        let shown = pages.indices.contains(booth.reviewPage) ? pages[booth.reviewPage] : []
        for question in shown {
            let m = ballot.matters[question]
            c.put(
                row, left, "\(question + 1)  \(snapshot.title(of: m))", .strong, to: c.columns - 2)
            row += 1
            let texts = snapshot.state.pickTexts(of: m, 0)
            let inLine = isInLine(m)
            var column = left + 4
            for (option, text) in texts.enumerated() {
                let picked = paper.has(option, in: question) && !booth.isHidden
                // Sign and words apart: joined they would be a text that says what was chosen.
                let at = c.put(row, column, picked ? c.symbols.on : c.symbols.off) + 1
                let end = c.put(row, at, setting(text), to: c.columns - 2)
                if inLine { column = end + 3 } else { row += 1 }
            }
            if inLine { row += 1 }
        }
        if booth.reviewPage + 1 < pages.count {
            c.centre(
                c.rows - 5,
                setting(
                    "第 \(booth.reviewPage + 1) 页，共 \(pages.count) 页：看过按回车，看下一页",
                    "Page \(booth.reviewPage + 1) of \(pages.count): Enter shows the next"), .strong
            )
            c.frame.cursor = Spot(c.rows - 5, 0)
            note(booth, &c)
            c.centre(
                c.rows - 1,
                setting(
                    "空格 遮住/显示   退格 改   Esc 不投",
                    "Space hide/show   Backspace correct   Esc cast nothing"), .dim)
            return
        }
        c.centre(c.rows - 7, setting("投出后不能更改", "Once cast, it can't be changed"))
        let ask = setting(
            "投出：输入 \(paper.castNumber) 再按回车：", "To cast: type \(paper.castNumber), then Enter: ")
        let column = (c.columns - Width.of(ask) - paper.digits) / 2
        let at = c.put(c.rows - 5, column, ask, .strong)
        drawTyped(of: paper, row: c.rows - 5, column: at, &c)
        note(booth, &c)
        c.centre(
            c.rows - 1,
            setting(
                "空格 遮住/显示   退格 改   Esc 不投", "Space hide/show   Backspace correct   Esc cast nothing"
            ), .dim)
    }

    private func drawCast(_ fault: Text?, _ c: inout Canvas) {
        let middle = c.rows / 2
        if let fault {
            c.centre(middle - 2, setting("没有投出", "Nothing was cast"), .bad)
            c.paragraph(middle, 4, setting(fault), .plain, to: c.columns - 4)
            return
        }
        c.centre(middle - 1, "\(c.symbols.done)  \(setting("已 投 出", "Cast"))", .good)
        c.centre(
            middle + 2, setting("请离开座位，终端将自动遮屏", "Please leave the seat; the screen covers itself"))
    }

    private func drawPin(
        in booth: Booth, of teller: PersonID, asking ask: String, _ c: inout Canvas
    ) {
        let middle = c.rows / 2
        c.centre(1, setting("监票人密码", "Teller's PIN"), .title)
        c.centre(middle - 4, setting("请监票人", "Teller"))
        c.centre(middle - 2, Big.spaced(snapshot.names(teller)), .strong)
        c.centre(middle + 1, ask)
        let signs = (0..<TellerPins.digits).map { $0 < booth.typedCount ? "*" : "_" }.joined(
            separator: " ")
        c.centre(middle + 3, signs, .strong)
        if case .count = booth.purpose {
            c.centre(middle + 5, setting(snapshot.whatFiguresMayShow), .dim)
        } else if !snapshot.tellersWithPin.contains(teller) {
            c.centre(
                middle + 5,
                setting(
                    "计票时还要输入，本次会议都用它；连号、重复、像生日的不收",
                    "Asked for again at the count, all through this meeting; no 123456, no birthday"
                ),
                .dim)
        }
        c.frame.cursor = Spot(
            middle + 3,
            (c.columns - signs.count) / 2 + min(booth.typedCount, TellerPins.digits - 1) * 2)
        note(booth, &c)
        c.centre(c.rows - 1, setting("六位数字 回车   Esc 放弃", "six digits, Enter   Esc give up"), .dim)
    }

    /// Whether a question's choices stand in one line, whatever the size of the window.
    private func isInLine(_ m: Int) -> Bool {
        snapshot.state.pickTexts(of: m, 0).reduce(0) {
            $0 + max(Width.of($1.zh), Width.of($1.en)) + 5
        }
            < Self.least.columns - 10
    }

    /// The questions on each page of the review: so many that the smallest window shows them all. Nobody
    /// casts before having seen the last.
    var reviewPages: [[Int]] {
        guard let ballot = snapshot.state.ballot else { return [] }
        let room = Self.least.rows - 11
        var pages: [[Int]] = [[]]
        var used = 0
        for (question, m) in ballot.matters.enumerated() {
            let rows = isInLine(m) ? 2 : snapshot.state.pickTexts(of: m, 0).count + 1
            if used + rows > room, pages[pages.count - 1] != [] {
                pages.append([])
                used = 0
            }
            pages[pages.count - 1].append(question)
            used += rows
        }
        return pages
    }
}
