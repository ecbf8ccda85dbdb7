// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel
import Terminal
import Wording

extension App {
    /// The smallest window that the screens are made for.
    static let least = Size(rows: 20, columns: 72)

    /// Nothing can be seen in it, so nothing is done in it.
    static func isTooSmall(_ size: Size) -> Bool {
        size.rows < least.rows || size.columns < least.columns
    }

    /// The screen as cells; a pure function of the state and the size.
    public mutating func frame(in size: Size) -> Frame {
        shownSize = size
        settlePage()
        var c = Canvas(size, setting)
        guard size.rows > 0, size.columns > 0 else { return c.frame }
        if isBlank {
            drawBlank(&c)
        } else if Self.isTooSmall(size) {
            // In the booth too: what can't be seen whole isn't voted on. The paper is kept.
            drawTooSmall(&c)
        } else if let booth {
            draw(booth, &c)
        } else if let signing {
            draw(signing, &c)
        } else {
            switch place {
            case .welcome: drawWelcome(&c)
            case .home: drawHome(&c)
            case .plan: drawPlan(&c)
            case .meeting: isBig ? drawBig(&c) : drawMeeting(&c)
            case .replay: drawReplay(&c)
            }
            if let top = overlays.last { draw(top, &c) }
        }
        return c.frame
    }

    private func drawBlank(_ c: inout Canvas) {
        c.centre(c.rows - 1, setting("已黑屏，按任意键恢复", "Blank. Any key brings the screen back."), .dim)
    }

    private func drawTooSmall(_ c: inout Canvas) {
        let lines = [
            setting("窗口太小", "The window is too small"),
            setting(
                "请放大到 \(Self.least.columns)×\(Self.least.rows) 以上；现在只有 q（离开）有用",
                "Make it at least \(Self.least.columns)×\(Self.least.rows); only q (leave) works now"
            ),
            setting(
                "现在 \(c.columns)×\(c.rows)，什么都没有丢", "It is \(c.columns)×\(c.rows); nothing is lost"),
        ]
        for (i, line) in lines.enumerated() {
            c.centre(max(0, c.rows / 2 - 1) + i, line, i == 0 ? .strong : .plain)
        }
    }

    private func draw(_ overlay: Overlay, _ c: inout Canvas) {
        switch overlay {
        case .form(let form): draw(form, &c)
        case .menu(let menu): draw(menu, &c)
        case .confirm(let confirm): draw(confirm, &c)
        case .page(let page): draw(page, &c)
        case .result(let matters): drawResult(matters, &c)
        }
    }

    /// An empty box in the middle; gives its inside.
    func box(_ c: inout Canvas, rows: Int, columns: Int, _ title: String) -> (
        rows: Range<Int>, columns: Range<Int>
    ) {
        let height = min(rows + 2, c.rows - 2)
        let width = min(columns + 4, c.columns - 2)
        let top = max(1, (c.rows - height) / 2)
        let left = (c.columns - width) / 2
        // A strip beside it that is too narrow to be read is blank.
        let isNarrow = left <= 8
        c.frame.fill(
            top..<top + height, isNarrow ? 0..<c.columns : left..<left + width)
        let s = setting.ascii
        let (h, v) = s ? ("-", "|") : ("─", "│")
        let corners = s ? ["+", "+", "+", "+"] : ["┌", "┐", "└", "┘"]
        c.put(top, left, corners[0] + String(repeating: h, count: width - 2) + corners[1], .dim)
        c.put(
            top + height - 1, left,
            corners[2] + String(repeating: h, count: width - 2) + corners[3], .dim)
        for row in top + 1..<top + height - 1 {
            c.put(row, left, v, .dim)
            c.put(row, left + width - 1, v, .dim)
        }
        c.put(top, left + 2, " \(Width.cut(title, to: width - 6, mark: c.symbols.more)) ", .title)
        return (top + 1..<top + height - 1, left + 2..<left + width - 2)
    }

    /// On the frame of a box: how many of its rows lie above and below what is seen.
    private func markHidden(
        above: Int, below: Int, _ inside: (rows: Range<Int>, columns: Range<Int>), _ c: inout Canvas
    ) {
        let end = inside.columns.upperBound
        if above > 0 {
            c.right(
                inside.rows.lowerBound - 1, setting(" ↑ 还有 \(above) 项 ", " ↑ \(above) more "), .dim,
                end: end)
        }
        if below > 0 {
            c.right(
                inside.rows.upperBound, setting(" ↓ 还有 \(below) 项 ", " ↓ \(below) more "), .dim,
                end: end)
        }
    }

    func keys(_ c: inout Canvas, _ text: Text) {
        c.frame.fill(c.rows - 1..<c.rows, 0..<c.columns)
        c.put(c.rows - 1, 1, setting(text), .key)
    }

    private func draw(_ menu: Menu, _ c: inout Canvas) {
        let width = min(100, c.columns - 8)
        let shown = menu.shown
        let height = min(max(1, shown.count), c.rows - (menu.takesText ? 12 : 10))
        let inside = box(
            &c, rows: height + (menu.takesText ? 2 : 0) + 2, columns: width, setting(menu.title))
        var row = inside.rows.lowerBound
        let left = inside.columns.lowerBound
        let end = inside.columns.upperBound
        if menu.takesText {
            let last = c.put(row, left, ": \(menu.filter)", .field, to: end)
            c.frame.cursor = Spot(row, min(last, end - 1))
            row += 2
        }
        if shown.isEmpty { c.put(row, left, setting("没有符合的", "nothing found"), .dim) }
        let window = Scroll.window(shown.count, selected: menu.index, height: height)
        markHidden(above: window.lowerBound, below: shown.count - window.upperBound, inside, &c)
        for i in window {
            let item = shown[i]
            let mark = i == menu.index ? c.symbols.next : item.isPossible ? " " : c.symbols.locked
            c.put(row, left, mark, .suggested)
            let number = !menu.takesText && i < 9 ? "\(i + 1) " : "  "
            c.put(
                row, left + 2, number + setting(item.title), item.isPossible ? .plain : .dim,
                to: end)
            if i == menu.index {
                c.frame.paint(row, left + 2..<end, .selected)
                if !menu.takesText { c.frame.cursor = Spot(row, left + 2) }
            }
            row += 1
        }
        if shown.indices.contains(menu.index), let detail = shown[menu.index].detail {
            let role: Role = shown[menu.index].isPossible ? .dim : .bad
            c.speak(setting(detail), role)
        }
        keys(
            &c,
            menu.takesText
                ? Text(
                    "输入文字查找   ↑↓ 选择   回车 执行   Esc 返回",
                    "type to search   ↑↓ choose   Enter do   Esc back")
                : Text("↑↓ 或数字 选择   回车 执行   Esc 返回", "↑↓ or digits choose   Enter do   Esc back"))
    }

    private func draw(_ confirm: Confirm, _ c: inout Canvas) {
        let width = min(76, c.columns - 8)
        let lines = confirm.lines.flatMap { Width.wrap(setting($0), width - 2) }
        let inside = box(
            &c, rows: min(lines.count + 4, c.rows - 4), columns: width, setting(confirm.title))
        let left = inside.columns.lowerBound
        var row = inside.rows.lowerBound + 1
        let room = max(0, inside.rows.count - 3)
        for (i, line) in lines.prefix(room).enumerated() {
            // That there is more is said.
            let isCut = i == room - 1 && lines.count > room
            c.put(
                row, left, isCut ? c.symbols.more : line, .plain, to: inside.columns.upperBound)
            row += 1
        }
        row = inside.rows.upperBound - 1
        let ask = setting(
            "确定请输入 \(confirm.code) 再按回车：", "To do it, type \(confirm.code), then Enter: ")
        let at = c.put(row, left, ask, .strong, to: inside.columns.upperBound)
        let last = c.put(row, at, confirm.typed, .field, to: inside.columns.upperBound)
        if confirm.isWrong {
            c.speak(
                "\(c.symbols.refused) "
                    + setting("请先输入框里的 \(confirm.code)", "Type the \(confirm.code) first"), .bad)
        }
        c.frame.cursor = Spot(row, last)
        keys(
            &c, Text("\(confirm.code) 回车 确定   Esc 放弃", "\(confirm.code) Enter do it   Esc give up"))
    }

    /// Wrapped, what goes on standing under what it belongs to.
    private static func hanging(_ text: String, _ width: Int) -> [String] {
        let indent = text.prefix { $0 == " " }.count
        let lines = Width.wrap(String(text.dropFirst(indent)), max(8, width - indent - 2))
        return lines.enumerated().map { i, line in
            String(repeating: " ", count: i == 0 ? indent : indent + 2) + line
        }
    }

    private func lines(_ page: Page, in columns: Int) -> [String] {
        page.lines.flatMap { Self.hanging(setting($0), columns - 4) }
    }

    /// A page that was turned past its end, or whose window has grown, shows its last lines.
    mutating func settlePage() {
        guard case .page(var page) = overlays.last, page.top > 0 else { return }
        let count = lines(page, in: shownSize.columns).count
        page.top = min(page.top, max(0, count - Canvas.body(of: shownSize).count))
        overlays[overlays.count - 1] = .page(page)
    }

    private func draw(_ page: Page, _ c: inout Canvas) {
        c.frame.fill(0..<c.rows, 0..<c.columns)
        c.title(setting(page.title), "")
        let lines = lines(page, in: c.columns)
        c.scroll(lines, from: page.top)
        if let words = page.followWords {
            c.put(c.rows - 2, 1, "\(c.symbols.next) \(setting(words))", .suggested)
        }
        keys(
            &c,
            page.follow == nil
                ? Text("↑↓ 翻看   回车/Esc 返回", "↑↓ scroll   Enter/Esc back")
                : page.isDone
                    ? Text("↑↓ 翻看   回车 继续   Esc 返回", "↑↓ scroll   Enter go on   Esc back")
                    : Text("↑↓ 翻看   回车 办理   Esc 放弃", "↑↓ scroll   Enter do it   Esc give up"))
    }
}
