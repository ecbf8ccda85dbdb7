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
                    "\(setting("会议", "Meeting"))  \(e.title.isEmpty ? setting("（未命名）", "(no title)") : e.title)"
                detail = setting(
                    "\(e.time)  \(e.place)  主持 \(e.presiding.map { snapshot.names($0) } ?? "？")  记录 \(e.secretary.map { snapshot.names($0) } ?? "？")  应到 \(members) 人（名单中有序号的）",
                    "\(e.time)  \(e.place)  presiding \(e.presiding.map { snapshot.names($0) } ?? "?")  secretary \(e.secretary.map { snapshot.names($0) } ?? "?")  \(members) entitled (those with a rank)"
                )
            case .matter(let m):
                let item = e.items[m]
                head = "\(setting("议题", "Matter")) \(m + 1)  \(item.title)"
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
            c.put(row + 1, 5, detail, lines[i] == .save ? .warning : .dim)
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
            Binding(
                [.character("w")], nil, Text("待上会…", "left over…"),
                more: Text(
                    "暂缓、退回、未议的事项再次上会", "what was deferred, given back or not reached comes again"),
                .waitingMenu),
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
            overlays.append(
                .form(Form(.planBasics, planQuestions(e).fields, Text("会议", "Meeting"))))
        case .matter(let m):
            overlays.append(
                .form(
                    Form(
                        .planMatter(m), matterFields(e, m),
                        Text("议题 \(m + 1)", "Matter \(m + 1)"))))
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
        overlays.append(
            .menu(
                Menu(
                    title: Text("删去议题“\(item.title)”？", "Remove the matter “\(item.title)”?"),
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

    /// A person as the form has them.
    struct PersonDraft {
        var id: String
        var name = ""
        var rank = ""
        var post: String?
        var unit: String?
        var chief: ChiefKind?
        var inCharge: [Power] = []
        var distinguisher: String?
    }

    private func personDraft(_ person: Person?) -> PersonDraft {
        guard let person else { return PersonDraft(id: freePersonID) }
        return PersonDraft(
            id: person.id.rawValue, name: person.name, rank: person.rank.map { "\($0)" } ?? "",
            post: person.post, unit: person.unit, chief: person.chief, inCharge: person.inCharge,
            distinguisher: person.distinguisher)
    }

    /// - Parameter person: whose entry is edited; nil for somebody new, who takes nobody's id.
    func personQuestions(_ person: Person?) -> Questions<PersonDraft> {
        let draft = personDraft(person)
        let id: Questions<PersonDraft> =
            person == nil ? [.words(\.id, Text("编号", "Id"), draft.id).checked(idComplaint)] : []
        let rank: Question<PersonDraft> = .words(
            \.rank, Text("序号（成员才有）", "Rank (members only)"), draft.rank, optional: true)
        return id + [
            .words(\.name, Text("姓名", "Name"), draft.name),
            rank.checked {
                $0.text.isEmpty || Int($0.text).map { $0 > 0 } == true
                    ? nil : Text("：须为正整数", ": a whole number from 1")
            },
            .words(\.post, Text("职务", "Post"), draft.post),
            .words(\.unit, Text("单位", "Unit"), draft.unit),
            .choice(
                \.chief, Text("主要负责人", "Chief"), none: Text("不是", "no"), of: ChiefKind.allCases,
                first: draft.chief, named: \.text),
            .picks(
                \.inCharge, Text("分管", "In charge of"), of: Power.allCases, least: 0,
                picked: draft.inCharge, named: \.text),
            .words(\.distinguisher, Text("区分（同名时）", "Distinguisher"), draft.distinguisher),
        ]
    }

    private func idComplaint(_ field: Field) -> Text? {
        let id = PersonID(field.text)
        guard id.isWellFormed else {
            return Text("：只用字母、数字、-、_ 和 .", ": letters, digits, -, _ and . only")
        }
        guard let other = snapshot.personnel.people[id] else { return nil }
        return Text(
            "：已是 \(snapshot.names(other.id)) 的，请换一个",
            ": that is \(snapshot.names(other.id))'s; choose another")
    }

    private var freePersonID: String {
        let taken = Set(snapshot.personnel.people.keys.map(\.rawValue))
        return (1...9999).lazy.map { "p\($0 < 10 ? "0" : "")\($0)" }.first { !taken.contains($0) }
            ?? ""
    }

    /// The person that the form describes; a complaint with its field when it can't be.
    ///
    /// - Parameter person: whose entry is edited; nil for somebody new.
    func person(_ person: Person?, from fields: [Field]) -> Result<Person, FieldFault> {
        let questions = personQuestions(person)
        if let fault = questions.fault(in: fields) { return .failure(fault) }
        let draft = questions.value(from: fields, changing: personDraft(person))
        return .success(
            Person(
                id: PersonID(draft.id), name: draft.name, distinguisher: draft.distinguisher,
                rank: Int(draft.rank), chief: draft.chief, inCharge: draft.inCharge,
                unit: draft.unit, post: draft.post))
    }
}
