// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel
import Terminal
import Wording

/// The division of powers (分工) as the register has it today: who is in charge of what. A chief is in charge of nothing.
struct PowersList: HomeList {
    let name = Text("分工", "Powers")
    let key: Character = "f"
    let openWords = Text("个人页", "person's page")

    private struct Line {
        var power: Power
        /// Nil: nobody.
        var person: Person?
    }

    /// A line for each power and each of those in charge of it; one line where nobody is.
    private func lines(_ app: App) -> [Line] {
        let people = app.snapshot.personnel.peopleByRank
        return Power.allCases.flatMap { power -> [Line] in
            let holders = people.filter { $0.inCharge.contains(power) }
            return holders.isEmpty
                ? [Line(power: power)] : holders.map { Line(power: power, person: $0) }
        }
    }

    func emptyWords(_ app: App) -> Text { Text("还没有分工。", "No powers yet.") }

    func count(_ app: App) -> Int { lines(app).count }

    func bindings(_ app: App) -> [Binding] { [PeopleList.sheet] }

    func table(_ app: App) -> HomeTable {
        HomeTable(
            heads: [
                Text("事项", "Power"), Text("分管", "In charge"), Text("职务", "Post"),
                Text("说明", "Remark"),
            ],
            rows: lines(app).map { line in
                [
                    app.setting(line.power.text),
                    line.person.map { app.snapshot.names($0.id) } ?? "—",
                    line.person?.post ?? "", app.setting(remark(on: line)),
                ]
            }, least: [12, 14, 16, 20], growing: [2, 3])
    }

    private func remark(on line: Line) -> Text {
        guard let person = line.person else {
            return Text("没有人分管", "nobody is in charge")
        }
        return person.chief == nil
            ? Text("", "") : Text("主要负责人不直接分管", "a chief may be in charge of nothing")
    }

    func open(_ line: Int, _ app: inout App) -> [Effect] {
        person(at: line, app).map { [.sheet($0)] } ?? []
    }

    func person(at line: Int, _ app: App) -> PersonID? {
        let all = lines(app)
        return all.indices.contains(line) ? all[line].person?.id : nil
    }
}
