// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Terminal
import Wording

extension App {
    /// The lines of the plan that is being written.
    enum PlanLine: Hashable {
        case basics
        case matter(Int)
        case add, save
    }

    var planLines: [PlanLine] {
        guard let editor else { return [] }
        return [.basics] + editor.items.indices.map { .matter($0) } + [.add, .save]
    }

    /// What is still missing before the plan can be set.
    func planFaults(_ e: PlanEditor) -> [Text] {
        var all: [Text] = []
        if e.title.isEmpty { all.append(Text("会议名称", "title")) }
        if e.place.isEmpty { all.append(Text("地点", "place")) }
        if e.presiding == nil { all.append(Text("主持人", "who presides")) }
        if e.secretary == nil { all.append(Text("记录人", "the secretary")) }
        if e.tellers.count == 1 { all.append(Text("第二名监票人", "a second teller")) }
        if e.items.isEmpty { all.append(Text("至少一个议题", "at least one matter")) }
        return all
    }

    mutating func drawPlan(_ c: inout Canvas) {
        guard let e = editor else { return }
        c.title(
            setting(e.isNew ? "新会议" : "编辑会议计划", e.isNew ? "A new meeting" : "Edit the plan")
                + " · \(e.id)", "\(snapshot.now.day)  \(snapshot.now.clock)")
        let kinds = e.kinds(snapshot)
        let members = snapshot.personnel.people.values.count { $0.rank != nil }
        var row = 3
        clickRows = [:]
        let lines = planLines
        let height = max(1, (c.body.upperBound - row - 3) / 2)
        for i in Scroll.window(lines.count, selected: selected, height: height) {
            let head: String
            var detail = ""
            switch lines[i] {
            case .basics:
                head =
                    "\(setting("会议", "Meeting"))  \(Legibility.visible(e.title.isEmpty ? setting("（未命名）", "(no title)") : e.title))"
                detail = setting(
                    "\(e.time)  \(e.place)  主持 \(e.presiding.map { snapshot.names($0) } ?? "？")  记录 \(e.secretary.map { snapshot.names($0) } ?? "？")  应到 \(members) 人（名单中有序号的）",
                    "\(e.time)  \(e.place)  presiding \(e.presiding.map { snapshot.names($0) } ?? "?")  secretary \(e.secretary.map { snapshot.names($0) } ?? "?")  \(members) entitled (those with a rank)"
                )
            case .matter(let m):
                let item = e.items[m]
                head = "\(setting("议题", "Matter")) \(m + 1)  \(Legibility.visible(item.title))"
                let kind = kinds.first { $0.id == item.kind }?.title
                let signed = item.recommendations ?? []
                detail =
                    "\(kind.map { setting($0.zh, $0.en) } ?? item.kind)  \(setting(snapshot.names(item.candidates)))"
                    + (signed.isEmpty
                        ? ""
                        : "  \(setting("推荐", "recommendations")) \(signed.map(\.rawValue).joined(separator: " "))")
            case .add: head = setting("＋ 添加议题", "+ add a matter")
            case .save:
                let missing = planFaults(e)
                head = setting("拟定会议", "Set the meeting")
                if !missing.isEmpty {
                    detail =
                        setting("还缺：", "missing: ")
                        + setting(list(missing))
                }
            }
            c.put(row, 1, i == selected ? c.symbols.next : " ", .suggested)
            c.put(row, 3, head, lines[i] == .save ? .title : .strong)
            c.put(row + 1, 5, Legibility.visible(detail), lines[i] == .save ? .warning : .dim)
            clickRows[row] = i
            if i == selected { c.select(row, 3..<c.columns - 2) }
            row += 2
        }
        c.put(
            c.rows - 5, 3,
            setting(
                "材料、送达、附上推荐：拟定后在会议的议程页按 x 登记。",
                "Papers and deliveries are recorded afterwards: x on the meeting's agenda."), .dim)
        c.foot(message, bindings)
    }

    var planBindings: [Binding] {
        [
            Binding([.enter], nil, Text("填写/办理", "fill in/do"), .openSelected),
            Binding(
                [.character("x"), .delete], Text("x", "x"), Text("删去议题", "remove the matter"),
                .removeMatter),
            Binding([.character("u")], nil, Text("上移", "move up"), .moveMatter(-1)),
            Binding([.character("d")], nil, Text("下移", "move down"), .moveMatter(1)),
            Binding(
                [.escape], Text("Esc", "Esc"), Text("放弃", "give up"),
                more: Text("没有拟定的不保存", "what isn't set is not kept"), .back),
        ]
    }

    mutating func openPlanLine() -> [Effect] {
        let lines = planLines
        guard let e = editor, lines.indices.contains(selected) else { return [] }
        switch lines[selected] {
        case .basics:
            overlays.append(.form(Form(.planBasics, planFields(e), Text("会议", "Meeting"))))
        case .matter(let m):
            overlays.append(
                .form(
                    Form(.planMatter(m), matterFields(e, m), Text("议题 \(m + 1)", "Matter \(m + 1)"))
                ))
        case .add:
            overlays.append(
                .form(Form(.planMatter(nil), matterFields(e, nil), Text("新议题", "A new matter"))))
        case .save:
            let missing = planFaults(e)
            guard missing.isEmpty else {
                message = Message(
                    .refused,
                    Text("还缺：", "Missing: ") + list(missing))
                return []
            }
            return [.setPlan(e)]
        }
        return []
    }

    /// The matter whose line is selected.
    private var selectedItem: Int? {
        guard planLines.indices.contains(selected), case .matter(let m) = planLines[selected] else {
            return nil
        }
        return m
    }

    mutating func askToRemove() {
        guard let m = selectedItem, let item = editor?.items[m] else { return }
        let title = Legibility.visible(item.title)
        overlays.append(
            .menu(
                Menu(
                    title: Text("删去议题“\(title)”？", "Remove the matter “\(title)”?"),
                    items: [
                        Menu.Item(title: Text("不删", "keep it"), command: .stay),
                        Menu.Item(title: Text("删去", "remove it"), command: .dropMatter(m)),
                    ])))
    }

    mutating func moveMatter(_ by: Int) {
        guard let m = selectedItem, let items = editor?.items, items.indices.contains(m + by) else {
            return
        }
        editor?.items.swapAt(m, m + by)
        selection[listName] = selected + by
    }

    /// Leaves the plan; what was changed isn't thrown away unasked.
    mutating func leavePlan() {
        guard editor != editorBefore else {
            _ = perform(.dropPlan)
            return
        }
        overlays.append(
            .menu(
                Menu(
                    title: Text("计划有改动，还没有拟定", "The plan was changed and isn't set"),
                    items: [
                        Menu.Item(title: Text("继续编辑", "go on editing"), command: .stay),
                        Menu.Item(
                            title: Text("放弃改动", "throw the changes away"), command: .dropPlan),
                    ])))
    }

    // MARK: People

    func personFields(_ person: Person?) -> [Field] {
        func words(_ label: Text, _ text: String?, optional: Bool = true) -> Field {
            Field(label: label, kind: .text, isOptional: optional, text: text ?? "")
        }
        let powers = Power.allCases
        var charge = Field(
            label: Text("分管", "In charge of"), kind: .picks(powers.map(\.text), least: 0))
        charge.picks = Set(powers.indices.filter { person?.inCharge.contains(powers[$0]) ?? false })
        let id = person == nil ? [words(Text("编号", "Id"), freePersonID, optional: false)] : []
        return id + [
            words(Text("姓名", "Name"), person?.name, optional: false),
            words(Text("序号（成员才有）", "Rank (members only)"), person?.rank.map { "\($0)" }),
            words(Text("职务", "Post"), person?.post), words(Text("单位", "Unit"), person?.unit),
            .choice(
                Text("主要负责人", "Chief"), [Text("不是", "no")] + ChiefKind.allCases.map(\.text),
                person?.chief.flatMap { ChiefKind.allCases.firstIndex(of: $0) }.map { $0 + 1 } ?? 0),
            charge, words(Text("区分（同名时）", "Distinguisher"), person?.distinguisher),
        ]
    }

    private var freePersonID: String {
        let taken = Set(snapshot.personnel.people.keys.map(\.rawValue))
        return (1...9999).lazy.map { "p\($0 < 10 ? "0" : "")\($0)" }.first { !taken.contains($0) }
            ?? ""
    }

    /// - Parameter id: whose entry is edited; nil for somebody new, who takes nobody's id.
    func person(_ id: PersonID?, from fields: [Field]) -> Result<Person, FieldFault> {
        let first = id == nil ? 1 : 0
        let f = fields[first...].map(\.self)
        if id == nil {
            guard PersonID(fields[0].text).isWellFormed else {
                return .failure(
                    FieldFault(
                        index: 0,
                        text: Text(
                            "编号只用字母、数字、-、_ 和 .", "An id has letters, digits, -, _ and . only")))
            }
            if let other = snapshot.personnel.people[PersonID(fields[0].text)] {
                return .failure(
                    FieldFault(
                        index: 0,
                        text: Text(
                            "编号已是 \(snapshot.names(other.id)) 的，请换一个",
                            "That is the id of \(snapshot.names(other.id)); choose another")))
            }
        }
        let rank = Int(f[1].text)
        if !f[1].text.isEmpty, rank == nil || rank.map({ $0 < 1 }) == true {
            return .failure(
                FieldFault(
                    index: first + 1, text: Text("序号须为正整数", "A rank is a whole number from 1")))
        }
        return .success(
            Person(
                id: id ?? PersonID(fields[0].text), name: f[0].text,
                distinguisher: f[6].text.isEmpty ? nil : f[6].text, rank: rank,
                chief: f[4].pick == 0 ? nil : ChiefKind.allCases[f[4].pick - 1],
                inCharge: f[5].picks.sorted().map { Power.allCases[$0] },
                unit: f[3].text.isEmpty ? nil : f[3].text, post: f[2].text.isEmpty ? nil : f[2].text
            ))
    }

    struct FieldFault: Error, Hashable {
        var index: Int
        var text: Text
    }

    /// The person selected on the home screen.
    var selectedPerson: Person? {
        let people = snapshot.personnel.peopleByRank
        return tab == .people && people.indices.contains(selected) ? people[selected] : nil
    }
}
