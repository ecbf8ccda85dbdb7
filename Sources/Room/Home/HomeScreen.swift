// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Export
import Ledger
import Meeting
import Personnel
import Terminal
import Wording

extension App {
    var welcomeItems: [(title: Text, command: Command)] {
        [
            (Text("看一遍示例：演练一次完整的会议", "Look at the example: rehearse a whole meeting"), .rehearse),
            (Text("建立本单位的登记簿", "Make a register for your organisation"), .ask(.create)),
            (Text("打开已有的登记簿", "Open a register"), .ask(.openRegister)),
            (Text("Language: English", "语言：中文"), .language),
            (Text("退出", "Leave"), .quit),
        ]
    }

    func drawWelcome(_ c: inout Canvas) {
        c.title(setting("末位 · 领导班子议事决策", "Lastword · decisions of a leadership group"), "")
        var row = c.paragraph(
            3, 4,
            setting(
                "主要负责人末位表态，无记名票决，实名推荐，全程可核验。",
                "The chief speaks last, ballots are secret, recommendations are signed, all of it provable later."
            ),
            .strong, to: c.columns - 4)
        row += 1
        for (i, item) in welcomeItems.enumerated() {
            let mark = i == selected ? setting.symbols.next : " "
            c.put(
                row, 4, "\(mark) \(setting(item.title))",
                i == selected ? .suggested : .plain)
            if i == selected { c.select(row, 3..<min(c.columns - 3, 70)) }
            row += 2
        }
        c.foot(message, bindings)
    }

    /// What needs somebody's attention.
    var attention: [Text] {
        var all: [Text] = []
        for m in snapshot.meetings
        where m.phase == .planned || m.phase == .inSession || m.phase == .suspended {
            all.append(
                Text(
                    "\(m.day.map { "\($0) " } ?? "")\(m.title)：\(m.phase.text.zh)，\(m.matters) 个议题",
                    "\(m.day.map { "\($0) " } ?? "")\(m.title): \(m.phase.text.en), \(m.matters) matters"
                ))
        }
        if !snapshot.waiting.isEmpty {
            all.append(
                Text(
                    "待再次上会：\(snapshot.waiting.count) 项（新建会议时按 w 加入）",
                    "To come before the group again: \(snapshot.waiting.count) (w in a new meeting's plan)"
                ))
        }
        let late = snapshot.overdue
        if !late.isEmpty {
            all.append(
                Text(
                    "交办事项逾期：\(late.count) 项（按 b 查看）",
                    "Tasks overdue: \(late.count) (press b)"))
        }
        let files = snapshot.personnel.appointments.values
        let soon = snapshot.now.day.advanced(by: 31)
        let due = files.filter {
            $0.stage == .probation && ($0.probationThrough.map { $0 <= soon } ?? false)
        }
        if !due.isEmpty {
            all.append(
                Text(
                    "试用期一个月内届满或已满：\(due.count) 人",
                    "Probation ends within a month, or has: \(due.count)"))
        }
        let notices = files.filter { $0.stage == .decided }
        if !notices.isEmpty {
            all.append(
                Text(
                    "已决定、尚未公示：\(notices.count) 人",
                    "Decided, public notice not begun: \(notices.count)"))
        }
        let objections = files.filter { !$0.openObjections.isEmpty }
        if !objections.isEmpty {
            all.append(
                Text("公示异议待处理：\(objections.count) 人", "Objections to settle: \(objections.count)"))
        }
        let over = files.filter {
            $0.stage == .notice && $0.openObjections.isEmpty
                && ($0.notice.map { $0.through < snapshot.now.day } ?? false)
        }
        if !over.isEmpty {
            all.append(
                Text("公示期满，可以到任：\(over.count) 人", "Notice over, office may be taken: \(over.count)")
            )
        }
        let found = Set(snapshot.personnel.findings.values.map(\.finding.appointment))
        let reviews = files.filter { $0.isUnderReview && !found.contains($0.appointment.id) }
        if !reviews.isEmpty {
            all.append(
                Text(
                    "倒查中、尚无认定：\(reviews.count) 件",
                    "Backward reviews without a finding: \(reviews.count)"))
        }
        let appeals = snapshot.personnel.findings.values.filter {
            $0.appeal != nil && $0.appealDecision == nil
        }
        if !appeals.isEmpty {
            all.append(Text("申诉待复：\(appeals.count) 件", "Appeals to answer: \(appeals.count)"))
        }
        return all
    }

    mutating func drawHome(_ c: inout Canvas) {
        c.title(
            "\(rehearsalMark)\(setting("末位", "Lastword")) · \(snapshot.organisation)",
            "\(snapshot.now.day)  \(snapshot.now.clock)")
        var row = 2
        let todo = attention
        c.put(row, 1, setting("待办", "To do"), .title)
        if let remark = homeList.remark(self) {
            c.right(2, remark, .dim, end: c.columns - 1)
        }
        row += 1
        if todo.isEmpty {
            c.put(row, 3, setting("没有等着办的事", "Nothing is waiting"), .dim)
            row += 1
        }
        for (i, line) in todo.prefix(c.rows > 30 ? 8 : 4).enumerated() {
            c.put(row, 1, setting.symbols.waiting)
            c.put(row, 3, setting(line), i == 0 ? .strong : .plain)
            row += 1
        }
        row += 1
        drawTabs(&c, row)
        row += 1
        drawList(&c, from: row)
        c.foot(message, bindings)
    }

    /// The names of the lists; where there isn't room for all of them, the longest are cut.
    private func drawTabs(_ c: inout Canvas, _ row: Int) {
        let names = HomeLists.all.map { setting($0.name) }
        let mark = c.symbols.more
        let columns = c.columns
        func shown(_ longest: Int, beside blank: String) -> [String] {
            names.enumerated().map { place, name in
                let cut = Width.cut(name, to: longest, mark: mark)
                return place == tab
                    ? "[\(name)]" : "\(blank)\(HomeLists.all[place].key) \(cut)\(blank)"
            }
        }
        func fits(_ texts: [String]) -> Bool {
            texts.reduce(0) { $0 + Width.of($1) + 1 } < columns
        }
        // Blanks beside them go before letters do.
        let wide = shown(40, beside: " ")
        let narrow = (4...40).reversed().first { fits(shown($0, beside: "")) }
        let texts = fits(wide) ? wide : shown(narrow ?? 4, beside: "")
        var column = 1
        for (place, text) in texts.enumerated() {
            column = c.put(row, column, text, place == tab ? .title : .dim) + 1
        }
    }

    private mutating func drawList(_ c: inout Canvas, from top: Int) {
        let table = homeList.table(self)
        let rows = table.rows
        let widths = table.widths(c.columns - 4)
        let line = zip(table.heads, widths).map { Width.fit(setting($0), $1, mark: c.symbols.more) }
            .joined(separator: " ")
        c.put(top, 3, line, .dim)
        guard !rows.isEmpty else {
            c.paragraph(top + 1, 3, setting(homeList.emptyWords(self)), .plain, to: c.columns - 3)
            return
        }
        clickRows = [:]
        let height = max(1, c.body.upperBound - top - 1)
        for (i, at) in Scroll.window(rows.count, selected: selected, height: height).enumerated() {
            let text = zip(rows[at], widths).map { Width.fit($0, $1, mark: c.symbols.more) }.joined(
                separator: " ")
            let row = top + 1 + i
            c.put(row, 3, text)
            clickRows[row] = at
            if at == selected {
                c.put(row, 1, c.symbols.next, .suggested)
                c.select(row, 3..<c.columns - 1)
            }
        }
    }

    mutating func openSelected() -> [Effect] {
        switch place {
        case .welcome: return perform(welcomeItems[selected].command)
        case .home: return homeList.open(selected, &self)
        case .plan: return openPlanLine()
        case .replay: return []
        case .meeting: return toggleArrival()
        }
    }
}
