// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Export
import Ledger
import Meeting
import Wording

// Outside any meeting: which one, and everything about people.

extension LineRoom {
    mutating func chooseMeeting() throws {
        let meetings = snapshot.meetings
        var options = meetings.map { m in
            Text("\(m.title)：\(m.phase.text.zh)", "\(m.title): \(m.phase.text.en)")
        }
        let home: [(Text, (inout LineRoom) throws -> Void)] = [
            (Text("新会议", "a new meeting"), { try $0.plan(new: true) }),
            (Text("导入会议计划", "import a meeting's plan"), { try $0.take(.plan) }),
            (Text("人员：查看、新增、修改", "people: see, add, mend"), { try $0.people() }),
            (Text("推荐和追责台账", "recommendations and the accountability list"), { $0.lists() }),
            (Text("导入名单", "import a roster"), { try $0.take(.roster) }),
            (Text("填写实名推荐", "write a signed recommendation"), { try $0.writeRecommendation() }),
            (Text("导入实名推荐", "import signed recommendations"), { try $0.take(.recommendations) }),
            (Text("撤回推荐", "withdraw a recommendation"), { try $0.withdrawRecommendation() }),
            (Text("登记签名钥匙", "enrol a signing key"), { try $0.enrolKey() }),
            (Text("任职：全过程和办理", "appointments: course and steps"), { try $0.appointments() }),
            (Text("导入任后结果", "import outcomes"), { try $0.take(.outcomes) }),
            (Text("个人页", "a person's page"), { try $0.personSheet() }),
            (Text("核验登记簿", "verify the register"), { try $0.verify() }),
            (Text("导出追责台账", "export the accountability list"), { try $0.exportList() }),
            (Text("交办事项：查看和登记报告", "tasks: see, and report"), { try $0.tasks() }),
            (
                Text("Speak English", "说中文"),
                { $0.setting.language = $0.setting.language == .zh ? .en : .zh }
            ),
            (Text("离开", "leave"), { _ in throw Stop.leave }),
        ]
        options += home.map(\.0)
        let title = Text(
            "\(snapshot.organisation)。会议 \(meetings.count) 次。",
            "\(snapshot.organisation). \(meetings.count) meetings.")
        guard let n = try choose(title, options, back: false) else { return }
        if n < meetings.count {
            answer(service.do(.open(meetings[n].id), booth: nil))
        } else {
            try home[n - meetings.count].1(&self)
        }
        try refresh()
    }

    private func exportList() throws {
        let path = try ask(
            Text("文件（.xlsx .csv .html .jsonl）：", "File (.xlsx .csv .html .jsonl):"))
        guard !path.isEmpty,
            let scope = try choose(Text("范围：", "Scope:"), LedgerScope.allCases.map(\.text))
        else { return }
        let by = try ask(Text("制表人：", "Made by:"))
        answer(
            service.do(
                .exportList(
                    path: path, scope: LedgerScope.allCases[scope], by: by,
                    language: setting.language,
                    filter: LedgerFilter(), order: .rank),
                booth: nil))
    }

    private mutating func take(_ purpose: Form.Purpose) throws {
        let path = try ask(Text("文件：", "File:"))
        guard !path.isEmpty else { return }
        let shown = service.do(.take(purpose, path: path, apply: false), booth: nil)
        answer(shown)
        guard case .preview(let page) = shown, let follow = page.follow else { return }
        guard try ask(Text("导入请输入 1：", "Type 1 to take it in:")) == "1" else { throw Stop.back }
        let came = service.do(follow, booth: nil)
        if case .sign(let tasks) = came { try sign(tasks) } else { answer(came) }
    }

}
