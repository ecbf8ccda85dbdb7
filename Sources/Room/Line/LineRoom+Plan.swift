// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Meeting
import Personnel
import Wording

// Registers, people and plans, line by line: the screens' forms, asked one field after the other.

extension LineRoom {
    /// No register is open: one is made, or opened.
    mutating func begin() throws {
        let options = [
            Text("看一遍示例：演练一次完整的会议", "rehearse a whole meeting"),
            Text("建立本单位的登记簿", "make a register for your organisation"),
            Text("打开已有的登记簿", "open a register"), Text("Speak English", "说中文"),
            Text("离开", "leave"),
        ]
        switch try choose(
            Text("末位。还没有登记簿。", "Lastword. No register is open."), options, back: false)
        {
        case 0: answer(service.do(.rehearse, booth: nil))
        case 1:
            let new = NewRegister(try filled(Form(.create, snapshot).fields))
            answer(
                service.do(.create(path: new.path, organisation: new.organisation), booth: nil))
        case 2:
            let fields = try filled(Form(.openRegister, snapshot).fields)
            let path = SingleAnswer.text(in: fields)
            answer(service.do(.openRegister(path: path), booth: nil))
        case 3: setting.language = setting.language == .zh ? .en : .zh
        default: throw Stop.leave
        }
        try refresh()
    }

    func filled(_ fields: [Field]) throws -> [Field] {
        var fields = fields
        for i in fields.indices where fields.isShown(i) { try fill(&fields[i]) }
        return fields
    }

    // MARK: People

    mutating func people() throws {
        let all = snapshot.personnel.peopleByRank
        let options =
            [Text("新增人员", "somebody new")]
            + all.map { p in
                let line =
                    "\(p.rank.map { "\($0) " } ?? "")\(snapshot.names(p.id)) \(p.post ?? "")"
                return Text(same: line)
            }
        guard let n = try choose(Text("人员：", "People:"), options) else { return }
        let person = n == 0 ? nil : all[n - 1]
        let app = App(snapshot, setting)
        let fields = try filled(app.personQuestions(person).fields)
        switch app.person(person, from: fields) {
        case .success(let person): answer(service.do(.savePerson(person), booth: nil))
        case .failure(let fault): tell(Text("不行：", "Refused: ") + fault.text)
        }
    }

    /// The recommendations and the accountability list, a line each.
    func lists() {
        say("实名推荐：", "Signed recommendations:")
        for file in snapshot.personnel.recommendationsByID {
            let r = file.recommendation
            tell(
                Text("  \(r.id) ", "  \(r.id) ") + snapshot.names(r.recommenders.map(\.person))
                    + Text(
                        " 推荐 \(snapshot.names(r.candidate)) 任 ",
                        " recommend \(snapshot.names(r.candidate)) for ")
                    + Text(same: r.post))
        }
        say("追责台账：", "Accountability:")
        for row in AccountabilityList().table(App(snapshot, setting)).rows {
            let line = "  " + row.filter { !$0.isEmpty }.joined(separator: setting("，", ", "))
            tell(Text(same: line))
        }
    }

    // MARK: Plans

    /// A new plan, or the one of the meeting in hand.
    mutating func plan(new: Bool) throws {
        guard var editor = new ? PlanEditor(new: snapshot) : PlanEditor(editing: snapshot) else {
            return
        }
        var app = App(snapshot, setting)
        while true {
            let missing = app.planFaults(editor)
            let matters = editor.items.enumerated().map { i, item in
                Text("议题 \(i + 1)：", "Matter \(i + 1): ") + Text(same: item.title)
            }
            let options =
                [Text("会议：时间、地点、主持人、规程…", "the meeting: time, place, chair, profile…")] + matters
                + [
                    Text("添加议题", "add a matter"), Text("删去一个议题", "remove a matter"),
                    Text("拟定会议", "set the meeting")
                        + (missing.isEmpty
                            ? Text("", "")
                            : Text("（还缺 ", " (missing ") + list(missing) + Text("）", ")")),
                ]
            let title = Text("计划 \(editor.id)：", "Plan \(editor.id):")
            guard let n = try choose(title, options) else {
                return say("没有拟定。", "Not set.")
            }
            app.editor = editor
            let form: Form
            do {
                switch n {
                case 0:
                    form = Form(.planBasics, try filled(app.planQuestions(editor).fields), title)
                case 1...max(1, editor.items.count) where n <= editor.items.count:
                    form = Form(
                        .planMatter(n - 1), try filled(app.matterFields(editor, n - 1)), title)
                case editor.items.count + 1:
                    form = Form(.planMatter(nil), try filled(app.matterFields(editor, nil)), title)
                case editor.items.count + 2:
                    if let m = try choose(Text("删去哪个？", "Which one?"), matters) {
                        editor.items.remove(at: m)
                    }
                    continue
                default:
                    let came = service.do(.setPlan(editor), booth: nil)
                    answer(came)
                    if case .done = came { return try refresh() }
                    continue
                }
            } catch Stop.back {
                // The plan written so far isn't lost with one of its parts.
                say("这一项没有改。", "This part wasn't changed.")
                continue
            }
            if let fault = app.take(form) { tell(Text("不行：", "Refused: ") + fault.text) }
            editor = app.editor ?? editor
        }
    }

    /// Papers reached everybody on one day.
    mutating func deliverAll() throws {
        let delivery = DeliveryToAll(
            try filled(Form(.deliverAll, snapshot).fields), today: snapshot.now.day)
        for member in snapshot.charter?.plan.roll ?? [] {
            let came = service.do(
                .perform(
                    .deliver(Delivery(member: member.id, what: delivery.what, on: delivery.on))),
                booth: nil)
            if case .refused = came { return answer(came) }
        }
        try refresh()
        tell(snapshot.delivered(delivery.what))
    }
}
