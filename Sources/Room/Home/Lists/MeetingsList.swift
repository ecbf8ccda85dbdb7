// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Terminal
import Wording

/// The meetings of the register, the latest first.
struct MeetingsList: HomeList {
    let name = Text("会议", "Meetings")
    let key: Character = "m"

    /// Also at hand where another list is in front.
    static var acts: [Binding] {
        [
            Binding(
                [.character("r")], nil, Text("回放", "replay"),
                more: Text("选中的会议，边放边核验", "the meeting selected, proven while it plays"), .replay),
            Binding(
                [.character("n")], nil, Text("新会议", "new meeting"), more: Text("用表单拟定", "by forms"),
                .newMeeting),
            Binding(
                [.character("x")], nil, Text("会议记录…", "minutes…"),
                more: Text("选中的会议：看、导出、审定封存", "of the meeting selected: read, export, seal"),
                .minutes(.open(nil))),
            Binding(
                [.character("c")], nil, Text("导入计划", "import a plan"),
                more: Text("YAML 文件，先预览", "a YAML file, shown first"), .ask(.plan)),
        ]
    }

    func emptyWords(_ app: App) -> Text {
        Text(
            "还没有会议。按 n 新建会议，c 导入计划文件；没有名单的，先按 i 导入名单。",
            "No meetings yet. Press n for a new one, c to import a plan file; without a roster, press i first."
        )
    }

    func count(_ app: App) -> Int { app.snapshot.meetings.count }

    func bindings(_ app: App) -> [Binding] { Self.acts + PeopleList.additions }

    func table(_ app: App) -> HomeTable {
        HomeTable(
            heads: [
                Text("日期", "Date"), Text("会议", "Meeting"), Text("议题", "#"), Text("状态", "State"),
                Text("结果", "Results"), Text("指纹", "Fingerprint"),
            ],
            rows: app.snapshot.meetings.map { m in
                [
                    m.day.map { "\($0)" } ?? "", title(m, app), "\(m.matters)",
                    app.setting(m.phase.text), outcomes(m, app.setting),
                    m.fingerprint.map { app.setting($0) } ?? "",
                ]
            }, least: [10, 20, 4, 10, 18, 8], growing: [1, 5],
            cut: [5])
    }

    /// Without the unit's name, which stands at the top of the screen and in every title alike.
    private func title(_ m: RoomSnapshot.MeetingItem, _ app: App) -> String {
        let organisation = app.snapshot.organisation
        guard !organisation.isEmpty, m.title.hasPrefix(organisation) else { return m.title }
        let rest = m.title.dropFirst(organisation.count).drop(while: \.isWhitespace)
        return rest.isEmpty ? m.title : String(rest)
    }

    func open(_ line: Int, _ app: inout App) -> [Effect] {
        app.selectedMeeting.map { [.open($0)] } ?? []
    }

    private func outcomes(_ m: RoomSnapshot.MeetingItem, _ setting: Setting) -> String {
        let order: [MatterState.Status] = [
            .decided, .failed, .deferred, .returned, .withdrawn, .sentBack,
        ]
        return order.compactMap { s in
            m.outcomes[s].map {
                setting.language == .zh ? "\($0) \(s.text.zh)" : "\($0) \(s.text.en)"
            }
        }.joined(separator: " ")
    }
}

extension App {
    /// The meeting selected on the home screen; nil where another list is in front.
    var selectedMeeting: MeetingID? {
        guard homeList is MeetingsList, snapshot.meetings.indices.contains(selected) else {
            return nil
        }
        return snapshot.meetings[selected].id
    }
}
