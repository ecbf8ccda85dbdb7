// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Ledger
import Personnel
import Terminal
import Wording

extension App {
    /// What belongs to the list on screen comes first: a narrow key bar shows no more.
    var homeBindings: [Binding] {
        let acts = homeList.bindings(self)
        let open = Binding([.enter], nil, homeList.openWords, .openSelected)
        let rest = MeetingsList.acts + PeopleList.additions + RecommendationsList.lodging
        let others = HomeLists.all.enumerated().filter { $0.offset != tab }.map { place, list in
            // The names of the lists show these keys themselves.
            Binding(
                [.character(list.key), .character(Character("\(place + 1)"))],
                Text(same: String(list.key)), list.name, .tab(place))
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
            + others
    }
}
