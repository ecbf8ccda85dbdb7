// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel
import Terminal
import Wording

/// A list of the home screen: its lines, its keys, and what Enter does with a line. Each is in a file of its own, and
/// `HomeLists.all` is the only place that names it.
protocol HomeList: Sendable {
    /// As its tab has it.
    var name: Text { get }
    /// Opens it, as the number of its place does.
    var key: Character { get }
    /// What Enter does with the line that is selected.
    var openWords: Text { get }

    /// Said where there is no line.
    func emptyWords(_ app: App) -> Text
    func count(_ app: App) -> Int
    func table(_ app: App) -> HomeTable
    /// What can be done here, the most wanted first: a narrow key bar shows no more.
    func bindings(_ app: App) -> [Binding]
    /// Said above the list on the right; nil: nothing.
    func remark(_ app: App) -> String?
    /// What Enter does.
    func open(_ line: Int, _ app: inout App) -> [Effect]
    /// What can be recorded of a line, with a title; nil: nothing of this kind.
    func personnelActs(on line: Int, _ app: App) -> (acts: [OfferedPersonnelAct], title: Text)?
    /// Whose page a line leads to.
    func person(at line: Int, _ app: App) -> PersonID?
}

extension HomeList {
    var openWords: Text { Text("打开", "open") }
    func remark(_ app: App) -> String? { nil }
    func personnelActs(on line: Int, _ app: App) -> (acts: [OfferedPersonnelAct], title: Text)? {
        nil
    }
    func person(at line: Int, _ app: App) -> PersonID? { nil }
}

enum HomeLists {
    /// In the order of their tabs.
    static let all: [any HomeList] = [
        MeetingsList(), PeopleList(), RecommendationsList(), AppointmentsList(),
        AccountabilityList(), PowersList(), TasksList(),
    ]
}

/// The lines of a list before they are fitted to a width.
struct HomeTable {
    var heads: [Text]
    var rows: [[String]]
    /// The least width of each column.
    var least: [Int]
    /// The columns that share what is left over.
    var growing: [Int]
    /// The columns whose content claims no room: a beginning of it will do.
    var cut: Set<Int> = []

    /// Widths that fill a line: what is left over goes first to what would be cut, then to the columns that grow.
    func widths(_ width: Int) -> [Int] {
        var widths = least
        var left = width - least.reduce(0, +) - least.count + 1
        while left < 0, let i = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[i] > 4 {
            widths[i] -= 1
            left += 1
        }
        for i in widths.indices where left > 0 && !cut.contains(i) {
            let needed = ([""] + rows.map { $0[i] }).map(Width.of).max() ?? 0
            let more = min(left, max(0, needed - widths[i]))
            widths[i] += more
            left -= more
        }
        for (i, g) in growing.enumerated() where left > 0 {
            let share = left / (growing.count - i)
            widths[g] += share
            left -= share
        }
        return widths
    }

    /// A line, each cell under its head.
    func page(of line: Int) -> Page? {
        guard rows.indices.contains(line) else { return nil }
        return Page(
            Text("详情", "Details"),
            zip(heads, rows[line]).map { $0 + Text("：\($1)", ": \($1)") })
    }
}

extension App {
    /// The list in front on the home screen.
    var homeList: any HomeList { HomeLists.all[tab] }

    /// Whose page the line that is selected leads to.
    var selectedSomebody: PersonID? { homeList.person(at: selected, self) }
}
