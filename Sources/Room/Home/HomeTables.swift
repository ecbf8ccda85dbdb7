// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Export
import Ledger
import Meeting
import Personnel
import Wording

// The lists of the home screen.

extension App {
    var emptyWords: Text {
        switch tab {
        case .meetings:
            Text(
                "还没有会议。按 n 新建会议，c 导入计划文件；没有名单的，先按 i 导入名单。",
                "No meetings yet. Press n for a new one, c to import a plan file; without a roster, press i first."
            )
        case .people:
            Text(
                "还没有人员。按 i 导入名单（CSV 或 YAML），e 逐个新增。",
                "No people yet. Press i to import a roster (CSV or YAML), e to add one.")
        case .recommendations:
            Text(
                "还没有实名推荐。按 w 填写，d 导入文件。",
                "No signed recommendations yet. w writes one, d imports a file.")
        case .appointments:
            Text(
                "还没有任职。会议通过任命、闭会以后出现在这里。",
                "No appointments yet: they appear when a meeting that passed one is closed.")
        case .accountability:
            listFilter == LedgerFilter()
                ? Text("还没有实名推荐，台账为空。", "No signed recommendations yet: the list is empty.")
                : Text("没有符合筛选的。按 / 改筛选。", "Nothing fits the filter. / changes it.")
        }
    }

    /// The tab's table: heads, rows and widths that fill the line.
    func table(_ width: Int) -> ([Text], [[String]], [Int]) {
        let n = snapshot.names
        switch tab {
        case .meetings:
            let rows = snapshot.meetings.map { m in
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
            let people = snapshot.personnel.peopleByRank
            let rows = people.map { p in
                [
                    p.rank.map { "\($0)" } ?? "", n(p.id), p.post ?? "", p.unit ?? "",
                    setting(
                        list(
                            [p.chief?.text].compactMap(\.self)
                                + p.inCharge.map { Text("分管", "") + $0.text })),
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
            let all = snapshot.personnel.recommendationsByID
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
        case .appointments: return appointmentTable(width)
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
        guard let table = listed else { return [] }
        return table.rows.map { row in
            [
                row.person.name, row.candidate.name,
                row.post,
                row.votesFor.map { "\($0)/\(row.entitled ?? 0)" } ?? "",
                setting(row.status.text), row.grade.map { setting($0.text) } ?? "",
            ]
        }
    }

    /// Every column of a line of the accountability list.
    func accountabilityDetail(_ table: LedgerTable) -> [Text] {
        zip(table.columns, table.cells(of: selected, in: setting.language)).compactMap {
            column, cell in
            let value = table.text(cell)
            return value.isEmpty ? nil : column.title + Text("：\(value)", ": \(value)")
        }
    }

    private func appointmentTable(_ width: Int) -> ([Text], [[String]], [Int]) {
        let rows = snapshot.appointmentFiles.map { file in
            [
                snapshot.names(file.appointment.candidate),
                file.appointment.post,
                "\(file.appointment.decidedOn)", setting(file.stage.text), setting(due(file)),
                file.outcomes.last.map { setting($0.kind.text) } ?? "",
            ]
        }
        return (
            [
                Text("姓名", "Name"), Text("职务", "Post"), Text("决定", "Decided"),
                Text("阶段", "Stage"), Text("到期", "Due"), Text("最近结果", "Latest outcome"),
            ],
            rows, spread(width, [8, 12, 10, 9, 20, 12], growing: [1, 3, 5])
        )
    }

    /// What comes next in an appointment's life, and when.
    func due(_ file: AppointmentFile) -> Text {
        if !file.openObjections.isEmpty { return Text("有异议待处理", "objections to settle") }
        switch file.stage {
        case .decided: return Text("待公示", "notice to begin")
        case .notice:
            guard let end = file.notice?.through else { return Text("", "") }
            return end < snapshot.now.day
                ? Text("公示期满，待到任", "notice over") : Text("公示至 \(end)", "notice to \(end)")
        case .probation:
            guard let end = file.probationThrough else { return Text("", "") }
            return end < snapshot.now.day
                ? Text("试用期满 \(end)", "ended \(end)") : Text("试用至 \(end)", "to \(end)")
        default:
            return file.isUnderReview ? Text("倒查", "review") : Text("", "")
        }
    }

    private func outcomes(_ m: RoomSnapshot.MeetingItem) -> String {
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
}
