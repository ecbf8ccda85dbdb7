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
        if tab == .accountability, let listed {
            let all = snapshot.ledger?.rows.count ?? 0
            let order =
                switch listOrder {
                case .rank: Text("按序号", "by rank")
                case .strokes: Text("按笔画", "by strokes")
                case .date: Text("按日期", "by date")
                }
            c.right(
                2,
                setting("\(listed.rows.count)/\(all) 条  ", "\(listed.rows.count) of \(all)  ")
                    + setting(order)
                    + (listFilter == LedgerFilter() ? "" : setting("  已筛选", "  filtered")), .dim,
                end: c.columns - 1)
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
        var column = 1
        for t in Tab.allCases {
            let name = tabName(t)
            let text = t == tab ? "[\(setting(name))]" : " \(key(t)) \(setting(name)) "
            column = c.put(row, column, text, t == tab ? .title : .dim) + 1
        }
        row += 1
        drawList(&c, from: row)
        c.foot(message, bindings)
    }

    private func key(_ t: Tab) -> String {
        bindings.first { $0.act == .tab(t) }.map { setting($0.name) } ?? ""
    }

    private func tabName(_ t: Tab) -> Text {
        switch t {
        case .meetings: Text("会议", "Meetings")
        case .people: Text("人员", "People")
        case .recommendations: Text("推荐", "Recommendations")
        case .appointments: Text("任职", "Appointments")
        case .accountability: Text("追责台账", "Accountability")
        }
    }

    private mutating func drawList(_ c: inout Canvas, from top: Int) {
        let (head, rows, widths) = table(c.columns - 4)
        let line = zip(head, widths).map { Width.fit(setting($0), $1, mark: c.symbols.more) }
            .joined(separator: " ")
        c.put(top, 3, line, .dim)
        guard !rows.isEmpty else {
            c.paragraph(top + 1, 3, setting(emptyWords), .plain, to: c.columns - 3)
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
        case .home:
            if tab == .meetings, snapshot.meetings.indices.contains(selected) {
                return [.open(snapshot.meetings[selected].id)]
            }
            if let person = selectedPerson {
                overlays.append(
                    .form(
                        Form(
                            .person(person.id), personQuestions(person).fields,
                            Text("修改人员 \(person.id)", "Edit \(person.id)"))))
                return []
            }
            if let id = selectedAppointment { return [.dossier(id)] }
            if let page = detailPage { overlays.append(.page(page)) }
            return []
        case .plan: return openPlanLine()
        case .replay: return []
        case .meeting: return toggleArrival()
        }
    }

    /// Everything about what is selected on the home screen.
    private var detailPage: Page? {
        let (head, rows, _) = table(200)
        guard rows.indices.contains(selected) else { return nil }
        if tab == .accountability, let table = listed {
            return Page(Text("详情", "Details"), accountabilityDetail(table))
        }
        var lines = zip(head, rows[selected]).map { $0 + Text("：\($1)", ": \($1)") }
        if tab == .recommendations {
            let all = snapshot.personnel.recommendationsByID
            let r = all[selected].recommendation
            lines.append(
                Text("理由：", "Reasons: ")
                    + Text(same: r.reasons))
            lines += r.recommenders.map {
                Text(
                    "\(snapshot.names($0.person))：与被推荐人关系 \($0.relation.text.zh)",
                    "\(snapshot.names($0.person)): relation \($0.relation.text.en)")
            }
        }
        return Page(Text("详情", "Details"), lines)
    }
}
