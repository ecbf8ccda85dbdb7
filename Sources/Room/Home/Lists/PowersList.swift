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

    func bindings(_ app: App) -> [Binding] {
        [
            Binding(
                [.character("x")], nil, Text("调整分工…", "divide anew…"),
                more: Text("由谁分管、自何日起、依据", "who manages it, from when, by which decision"),
                .personnelMenu), PeopleList.sheet,
        ]
    }

    func table(_ app: App) -> HomeTable {
        HomeTable(
            heads: [
                Text("事项", "Power"), Text("分管", "In charge"), Text("职务", "Post"),
                Text("自", "From"), Text("依据、说明", "Basis, remark"),
            ],
            rows: lines(app).map { line in
                [
                    app.setting(line.power.text),
                    line.person.map { app.snapshot.names($0.id) } ?? "—",
                    line.person?.post ?? "",
                    division(of: line, app).map { "\($0.from)" } ?? "",
                    app.setting(remark(on: line, app)),
                ]
            }, least: [12, 14, 14, 10, 16], growing: [2, 4])
    }

    /// The division on record by which it is so; nil where a roster said so.
    private func division(of line: Line, _ app: App) -> PowerDivision? {
        line.person.flatMap { app.snapshot.personnel.division(of: line.power, to: $0.id) }
    }

    private func remark(on line: Line, _ app: App) -> Text {
        guard let person = line.person else {
            return Text("没有人分管", "nobody is in charge")
        }
        guard person.chief == nil else {
            return Text("主要负责人不直接分管", "a chief may be in charge of nothing")
        }
        let several = app.snapshot.personnel.managers(of: line.power).count > 1
        if several { return Text("不止一人分管", "more than one is in charge") }
        return division(of: line, app).map { Text("\($0.basis.title)", "\($0.basis.title)") }
            ?? Text("按名单", "by the roster")
    }

    func personnelActs(on line: Int, _ app: App) -> (acts: [OfferedPersonnelAct], title: Text)? {
        let all = lines(app)
        guard all.indices.contains(line) else { return nil }
        let power = all[line].power
        return ([app.snapshot.dividing(power)], power.text)
    }

    func open(_ line: Int, _ app: inout App) -> [Effect] {
        person(at: line, app).map { [.sheet($0)] } ?? []
    }

    func person(at line: Int, _ app: App) -> PersonID? {
        let all = lines(app)
        return all.indices.contains(line) ? all[line].person?.id : nil
    }
}

extension RoomSnapshot {
    /// Another division of a power; whom it goes to is asked.
    func dividing(_ power: Power) -> OfferedPersonnelAct {
        let now = personnel.managers(of: power)
        let other = peopleWhoMayManage.first { now != [$0] }
        return act(
            .dividePower(
                PowerDivision(
                    power: power, to: now.isEmpty ? other : nil, from: self.now.day, reason: "…",
                    basis: Document(title: "…"))))
    }

    /// Members who aren't chiefs, by rank.
    var peopleWhoMayManage: [PersonID] {
        personnel.peopleByRank.filter { $0.rank != nil && $0.chief == nil }.map(\.id)
    }
}
