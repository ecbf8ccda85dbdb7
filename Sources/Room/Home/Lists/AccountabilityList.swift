// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Export
import Ledger
import Personnel
import Terminal
import Wording

/// The accountability list, filtered and sorted as somebody wants it.
struct AccountabilityList: HomeList {
    let name = Text("追责台账", "Accountability")
    let key: Character = "a"
    let openWords = Text("全过程", "the whole course")

    func emptyWords(_ app: App) -> Text {
        app.listFilter == LedgerFilter()
            ? Text("还没有实名推荐，台账为空。", "No signed recommendations yet: the list is empty.")
            : Text("没有符合筛选的。按 / 改筛选。", "Nothing fits the filter. / changes it.")
    }

    func count(_ app: App) -> Int { app.listed?.rows.count ?? 0 }

    func bindings(_ app: App) -> [Binding] {
        [
            Binding([.character("/")], nil, Text("筛选", "filter"), .filterList),
            Binding(
                [.character("s")], nil, Text("排序", "sort"),
                more: Text("序号、笔画、日期", "rank, strokes, date"), .sortList),
            Binding(
                [.character("x")], nil, Text("导出台账", "export the list"),
                more: Text("Excel、CSV、打印页、JSON", "Excel, CSV, a page to print, JSON"),
                .ask(.exportList)), PeopleList.sheet,
        ]
    }

    func table(_ app: App) -> HomeTable {
        HomeTable(
            heads: [
                Text("推荐人", "Recommender"), Text("被推荐人", "Candidate"), Text("职务", "Post"),
                Text("票数", "Votes"), Text("状态", "State"), Text("处理", "Grade"),
            ],
            rows: (app.listed?.rows ?? []).map { row in
                [
                    row.person.name, row.candidate.name, row.post,
                    row.votesFor.map { "\($0)/\(row.entitled ?? 0)" } ?? "",
                    app.setting(row.status.text), row.grade.map { app.setting($0.text) } ?? "",
                ]
            }, least: [12, 10, 16, 6, 10, 12], growing: [2, 5])
    }

    func remark(_ app: App) -> String? {
        guard let listed = app.listed else { return nil }
        let all = app.snapshot.ledger?.rows.count ?? 0
        let order =
            switch app.listOrder {
            case .rank: Text("按序号", "by rank")
            case .strokes: Text("按笔画", "by strokes")
            case .date: Text("按日期", "by date")
            }
        let count = Text(
            "\(listed.rows.count)/\(all) 条  ", "\(listed.rows.count) of \(all)  ")
        let isFiltered = app.listFilter != LedgerFilter()
        return app.setting(
            count + order + (isFiltered ? Text("  已筛选", "  filtered") : Text("", "")))
    }

    func open(_ line: Int, _ app: inout App) -> [Effect] {
        if let id = appointment(at: line, app) { return [.dossier(id)] }
        guard let table = app.listed, table.rows.indices.contains(line) else { return [] }
        let lines = zip(table.columns, table.cells(of: line, in: app.setting.language))
            .compactMap { column, cell -> Text? in
                let value = table.text(cell)
                return value.isEmpty ? nil : column.title + Text("：\(value)", ": \(value)")
            }
        app.overlays.append(.page(Page(Text("详情", "Details"), lines)))
        return []
    }

    func person(at line: Int, _ app: App) -> PersonID? { row(at: line, app)?.person.id }

    func appointment(at line: Int, _ app: App) -> AppointmentID? { row(at: line, app)?.appointment }

    private func row(at line: Int, _ app: App) -> LedgerRow? {
        guard let rows = app.listed?.rows, rows.indices.contains(line) else { return nil }
        return rows[line]
    }
}
