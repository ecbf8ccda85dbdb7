// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Ledger
import Personnel
import Terminal
import Wording

extension App {
    /// What belongs to the list on screen comes first: a narrow key bar shows no more.
    var homeBindings: [Binding] {
        let meetings = [
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
        let sheet = Binding(
            [.character("h")], nil, Text("个人页", "person's page"),
            more: Text(
                "推荐过谁、被谁推荐、认定和影响期", "whom they recommended, by whom they were, what was found"),
            .personSheet)
        let addPeople = [
            Binding([.character("e")], nil, Text("新增人员", "add a person"), .newPerson),
            Binding(
                [.character("i")], nil, Text("导入名单", "import a roster"),
                more: Text("CSV 或 YAML，先预览再导入", "CSV or YAML; shown before it is taken in"),
                .ask(.roster)),
        ]
        let people =
            addPeople + [
                sheet,
                Binding(
                    [.character("k")], nil, Text("签名钥匙", "key"),
                    more: Text("登记选中的人的签名钥匙，两人见证", "enrol a signing key, witnessed by two"),
                    .enrolKey),
                Binding(
                    [.character("x")], nil, Text("注销钥匙", "revoke the key"), .revokeKey),
            ]
        let lodge = [
            Binding(
                [.character("w")], nil, Text("填写推荐", "write a recommendation"),
                more: Text("表单填写，本人签署", "in a form, signed by each recommender"),
                .newRecommendation),
            Binding(
                [.character("d")], nil, Text("导入推荐", "import recommendations"),
                more: Text("YAML 文件，先预览，有钥匙的当场签署", "a YAML file, shown first; who has a key signs"),
                .ask(.recommendations)),
        ]
        let recommendations =
            lodge + [
                Binding([.character("x")], nil, Text("撤回…", "withdraw…"), .personnelMenu)
            ]
        let appointments = [
            Binding(
                [.character("x")], nil, Text("办理…", "record…"),
                more: Text(
                    "公示、到任、试用、结果、认定、申诉、影响期",
                    "notice, office, probation, outcome, finding, appeal, consequence"),
                .personnelMenu),
            Binding(
                [.character("i")], nil, Text("导入结果", "import outcomes"),
                more: Text("CSV，先预览", "CSV, shown first"), .ask(.outcomes)), sheet,
        ]
        let export = Binding(
            [.character("x")], nil, Text("导出台账", "export the list"),
            more: Text("Excel、CSV、打印页、JSON", "Excel, CSV, a page to print, JSON"),
            .ask(.exportList))
        let list = [
            Binding([.character("/")], nil, Text("筛选", "filter"), .filterList),
            Binding(
                [.character("s")], nil, Text("排序", "sort"),
                more: Text("序号、笔画、日期", "rank, strokes, date"),
                .sortList), export, sheet,
        ]
        let acts: [Binding] =
            switch tab {
            case .meetings: meetings + addPeople
            case .people: people
            case .recommendations: recommendations
            case .appointments: appointments
            case .accountability: list
            }
        let tabs: [(Character, Character, Text, Tab)] = [
            ("m", "1", Text("会议", "meetings"), .meetings),
            ("p", "2", Text("人员", "people"), .people),
            ("t", "3", Text("推荐", "recommendations"), .recommendations),
            ("o", "4", Text("任职", "appointments"), .appointments),
            ("a", "5", Text("追责台账", "accountability"), .accountability),
        ]
        let open = Binding(
            [.enter], nil,
            tab == .appointments || tab == .accountability
                ? Text("全过程", "the whole course") : Text("打开", "open"), .openSelected)
        let rest = meetings + addPeople + lodge
        let tabKeys = tabs.filter { $0.3 != tab }.map {
            // The names of the lists show these keys themselves.
            Binding(
                [.character($0.0), .character($0.1)], Text(same: String($0.0)), $0.2,
                .tab($0.3))
        }
        let common = [
            Binding(
                [.character("v")], nil, Text("核验", "verify"),
                more: Text(
                    "整本登记簿：哈希链、每一步是否合规、每张票的证明",
                    "the whole register: chain, every step, every ballot"), .ask(.verify)),
            Binding(
                [.character("q")], nil,
                snapshot.isRehearsal ? Text("结束演练", "end the rehearsal") : Text("退出", "quit"), .quit
            ),
            Binding([.character("l")], nil, Text("English", "中文"), .language),
            Binding([.character("z")], nil, Text("黑屏", "blank"), .blank),
            Binding([.control("o")], nil, Text("打开别的登记簿", "another register"), .ask(.openRegister)),
        ]
        return [open] + acts + rest.filter { b in !acts.contains { $0.keys == b.keys } } + common
            + tabKeys
    }
}
