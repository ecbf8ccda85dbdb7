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
                "主要负责人末位表态，无记名票决，署名推荐，全程可核验。",
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
        for m in world.meetings
        where m.phase == .planned || m.phase == .inSession || m.phase == .suspended {
            all.append(
                Text(
                    "\(m.day.map { "\($0) " } ?? "")\(m.title)：\(m.phase.text.zh)，\(m.matters) 个议题",
                    "\(m.day.map { "\($0) " } ?? "")\(m.title): \(m.phase.text.en), \(m.matters) matters"
                ))
        }
        let files = world.personnel.appointments.values
        let soon = world.now.day.advanced(by: 31)
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
        let reviews = files.filter(\.isUnderReview)
        if !reviews.isEmpty {
            all.append(Text("倒查中：\(reviews.count) 件", "Backward reviews open: \(reviews.count)"))
        }
        let appeals = world.personnel.findings.values.filter {
            $0.appeal != nil && $0.appealDecision == nil
        }
        if !appeals.isEmpty {
            all.append(Text("申诉待复：\(appeals.count) 件", "Appeals to answer: \(appeals.count)"))
        }
        return all
    }

    mutating func drawHome(_ c: inout Canvas) {
        c.title(
            "\(rehearsalMark)\(setting("末位", "Lastword")) · \(world.organisation)",
            "\(world.now.day)  \(world.now.clock)")
        var row = 2
        let todo = attention
        c.put(row, 1, setting("待办", "To do"), .title)
        row += 1
        if todo.isEmpty {
            c.put(row, 3, setting("没有等着办的事", "Nothing is waiting"), .dim)
            row += 1
        }
        for (i, line) in todo.prefix(c.rows > 30 ? 8 : 4).enumerated() {
            c.put(row, 1, i == 0 ? setting.symbols.next : " ", .suggested)
            c.put(row, 3, setting(line), i == 0 ? .suggested : .plain)
            row += 1
        }
        row += 1
        var column = 1
        for t in Tab.allCases {
            let name = tabName(t)
            let text = t == tab ? "[\(setting(name))]" : " \(setting(name)) "
            column = c.put(row, column, text, t == tab ? .title : .dim) + 1
        }
        row += 1
        drawList(&c, from: row)
        c.foot(message, bindings)
    }

    private func tabName(_ t: Tab) -> Text {
        switch t {
        case .meetings: Text("会议", "Meetings")
        case .people: Text("人员", "People")
        case .recommendations: Text("推荐", "Recommendations")
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

    private var emptyWords: Text {
        switch tab {
        case .meetings:
            Text(
                "还没有会议。按 n 新建会议，c 导入计划文件；没有名单的，先按 i 导入名单。",
                "No meetings yet. Press n for a new one, c to import a plan file; without a roster, press i first."
            )
        case .people:
            Text(
                "还没有人员。按 i 导入名单(CSV 或 YAML)，e 逐个新增。",
                "No people yet. Press i to import a roster (CSV or YAML), e to add one.")
        case .recommendations:
            Text("还没有署名推荐。按 d 登记。", "No signed recommendations yet. Press d to lodge some.")
        case .accountability:
            Text("还没有署名推荐，台账为空。", "No signed recommendations yet: the list is empty.")
        }
    }

    /// The tab's table: heads, rows and widths that fill the line.
    func table(_ width: Int) -> ([Text], [[String]], [Int]) {
        let n = world.names
        switch tab {
        case .meetings:
            let rows = world.meetings.map { m in
                [
                    m.day.map { "\($0)" } ?? "", m.title, "\(m.matters)", setting(m.phase.text),
                    outcomes(m), m.fingerprint.map { setting($0) } ?? "",
                ]
            }
            return (
                [
                    Text("日期", "Date"), Text("会议", "Meeting"), Text("议题", "#"), Text("状态", "State"),
                    Text("结果", "Results"), Text("指纹", "Fingerprint"),
                ],
                rows, spread(width, [10, 20, 4, 10, 18, 8], growing: [1, 5])
            )
        case .people:
            let people = world.personnel.peopleByRank
            let rows = people.map { p in
                [
                    p.rank.map { "\($0)" } ?? "", n(p.id), p.post ?? "", p.unit ?? "",
                    ([p.chief.map { setting($0.text) }].compactMap(\.self)
                        + p.inCharge.map { setting("分管", "") + setting($0.text) }).joined(
                            separator: setting("、", ", ")),
                ]
            }
            return (
                [
                    Text("序", "#"), Text("姓名", "Name"), Text("职务", "Post"), Text("单位", "Unit"),
                    Text("职责", "Role"),
                ],
                rows, spread(width, [3, 14, 16, 14, 14], growing: [2, 4])
            )
        case .recommendations:
            let all = world.personnel.recommendationsByID
            let rows = all.map { f in
                [
                    f.recommendation.id.rawValue,
                    setting(n(f.recommendation.recommenders.map(\.person))),
                    n(f.recommendation.candidate), f.recommendation.post,
                    "\(f.recommendation.signedOn)",
                    f.isWithdrawn
                        ? setting("已撤回", "withdrawn")
                        : f.frozenBy.isEmpty ? setting("待用", "ready") : setting("已冻结", "frozen"),
                ]
            }
            return (
                [
                    Text("编号", "Id"), Text("推荐人", "Recommenders"), Text("被推荐人", "Candidate"),
                    Text("推荐职务", "Post"), Text("签署", "Signed"), Text("状态", "State"),
                ],
                rows, spread(width, [5, 16, 10, 16, 10, 8], growing: [1, 3])
            )
        case .accountability:
            return (
                [
                    Text("推荐人", "Recommender"), Text("被推荐人", "Candidate"), Text("职务", "Post"),
                    Text("票数", "Votes"), Text("状态", "State"), Text("处理", "Grade"),
                ],
                accountabilityRows, spread(width, [12, 10, 16, 6, 10, 12], growing: [2, 5])
            )
        }
    }

    var accountabilityRows: [[String]] {
        guard let table = world.ledger else { return [] }
        return table.rows.map { row in
            [
                Legibility.visible(row.person.name), Legibility.visible(row.candidate.name),
                Legibility.visible(row.post),
                row.votesFor.map { "\($0)/\(row.entitled ?? 0)" } ?? "",
                setting(row.status.text), row.grade.map { setting($0.text) } ?? "",
            ]
        }
    }

    /// Every column of a line of the accountability list.
    private func accountabilityDetail(_ table: LedgerTable) -> [Text] {
        zip(table.columns, table.cells(of: selected, in: setting.language)).compactMap {
            column, cell in
            let value = Legibility.visible(table.text(cell))
            return value.isEmpty ? nil : column.title + Text("：\(value)", ": \(value)")
        }
    }

    private func outcomes(_ m: World.MeetingItem) -> String {
        let order: [MatterState.Status] = [.decided, .failed, .deferred, .returned, .withdrawn]
        return order.compactMap { s in
            m.outcomes[s].map {
                setting.language == .zh ? "\($0) \(s.text.zh)" : "\($0) \(s.text.en)"
            }
        }.joined(separator: " ")
    }

    private func spread(_ width: Int, _ least: [Int], growing: [Int]) -> [Int] {
        var widths = least
        var left = width - least.reduce(0, +) - least.count + 1
        while left < 0, let i = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[i] > 4 {
            widths[i] -= 1
            left += 1
        }
        for (i, g) in growing.enumerated() where left > 0 {
            let share = left / (growing.count - i)
            widths[g] += share
            left -= share
        }
        return widths
    }

    mutating func openSelected() -> [Effect] {
        switch place {
        case .welcome: return perform(welcomeItems[selected].command)
        case .home:
            if tab == .meetings, world.meetings.indices.contains(selected) {
                return [.open(world.meetings[selected].id)]
            }
            if let person = selectedPerson {
                overlays.append(
                    .form(Form(.person, personFields(person), Text("修改人员", "Edit a person"))))
                return []
            }
            if let page = detailPage { overlays.append(.page(page)) }
            return []
        case .plan: return openPlanLine()
        case .meeting: return toggleArrival()
        }
    }

    /// Everything about what is selected on the home screen.
    private var detailPage: Page? {
        let (head, rows, _) = table(200)
        guard rows.indices.contains(selected) else { return nil }
        if tab == .accountability, let table = world.ledger {
            return Page(Text("详情", "Details"), accountabilityDetail(table))
        }
        var lines = zip(head, rows[selected]).map { $0 + Text("：\($1)", ": \($1)") }
        if tab == .recommendations {
            let all = world.personnel.recommendationsByID
            let r = all[selected].recommendation
            lines.append(
                Text("理由：", "Reasons: ")
                    + Text(Legibility.visible(r.reasons), Legibility.visible(r.reasons)))
            lines += r.recommenders.map {
                Text(
                    "\(world.names($0.person))：与被推荐人关系 \($0.relation.text.zh)",
                    "\(world.names($0.person)): relation \($0.relation.text.en)")
            }
        }
        return Page(Text("详情", "Details"), lines)
    }
}
