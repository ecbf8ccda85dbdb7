// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel
import Terminal
import Wording

/// Everybody of the register, members by rank first.
struct PeopleList: HomeList {
    let name = Text("人员", "People")
    let key: Character = "p"

    /// Also at hand where another list is in front.
    static var additions: [Binding] {
        [
            Binding([.character("e")], nil, Text("新增人员", "add a person"), .newPerson),
            Binding(
                [.character("i")], nil, Text("导入名单", "import a roster"),
                more: Text("CSV 或 YAML，先预览再导入", "CSV or YAML; shown before it is taken in"),
                .ask(.roster)),
        ]
    }
    /// On every list whose lines are about people.
    static var sheet: Binding {
        Binding(
            [.character("h")], nil, Text("个人页", "person's page"),
            more: Text(
                "推荐过谁、被谁推荐、认定和影响期", "whom they recommended, by whom they were, what was found"),
            .personSheet)
    }

    func emptyWords(_ app: App) -> Text {
        Text(
            "还没有人员。按 i 导入名单（CSV 或 YAML），e 逐个新增。",
            "No people yet. Press i to import a roster (CSV or YAML), e to add one.")
    }

    func count(_ app: App) -> Int { app.snapshot.personnel.people.count }

    func bindings(_ app: App) -> [Binding] {
        Self.additions + [
            Self.sheet,
            Binding(
                [.character("k")], nil, Text("签名钥匙", "key"),
                more: Text("登记选中的人的签名钥匙，两人见证", "enrol a signing key, witnessed by two"),
                .enrolKey),
            Binding([.character("x")], nil, Text("注销钥匙", "revoke the key"), .revokeKey),
        ]
    }

    func table(_ app: App) -> HomeTable {
        HomeTable(
            heads: [
                Text("序", "#"), Text("姓名", "Name"), Text("职务", "Post"), Text("单位", "Unit"),
                Text("职责", "Role"),
            ],
            rows: app.snapshot.personnel.peopleByRank.map { p in
                [
                    p.rank.map { "\($0)" } ?? "", app.snapshot.names(p.id), p.post ?? "",
                    p.unit ?? "",
                    app.setting(
                        list(
                            [p.chief?.text].compactMap(\.self)
                                + p.inCharge.map { Text("分管", "") + $0.text })),
                ]
            }, least: [3, 14, 16, 14, 14], growing: [2, 4])
    }

    func open(_ line: Int, _ app: inout App) -> [Effect] {
        guard let person = app.selectedPerson else { return [] }
        app.overlays.append(
            .form(
                Form(
                    .person(person.id), app.personQuestions(person).fields,
                    Text("修改人员 \(person.id)", "Edit \(person.id)"))))
        return []
    }

    func person(at line: Int, _ app: App) -> PersonID? {
        let people = app.snapshot.personnel.peopleByRank
        return people.indices.contains(line) ? people[line].id : nil
    }
}

extension App {
    /// The person selected among the people; nil where another list is in front.
    var selectedPerson: Person? {
        guard homeList is PeopleList else { return nil }
        return selectedSomebody.flatMap { snapshot.personnel.people[$0] }
    }
}
