// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Replay
import Terminal
import Wording

extension App {
    /// The keys that work on the screen in front, in the order of the key bar.
    var bindings: [Binding] {
        let moving: [Binding] = [
            Binding([.up], Text("↑↓", "↑↓"), Text("选择", "choose"), .up),
            Binding([.down], Text("", ""), Text("", ""), .down),
            Binding([.pageUp], Text("", ""), Text("", ""), .pageUp),
            Binding([.pageDown], Text("", ""), Text("", ""), .pageDown),
            Binding([.home], Text("", ""), Text("", ""), .top),
            Binding([.end], Text("", ""), Text("", ""), .bottom),
        ]
        let always: [Binding] = [
            Binding(
                [.character("?"), .character("？"), .function(1)], Text("?", "?"),
                Text("帮助", "help"), .help),
            Binding(
                [.character(":"), .character("："), .character("9")], Text(":", ":"),
                Text("命令", "all"),
                more: Text("全部命令，也可按 9；输入文字查找", "all commands, or 9; type to search"), .menu),
            Binding([.control("l")], Text("", ""), Text("", ""), .language),
        ]
        let turning: [Binding] = [
            Binding([.left, .backTab], Text("", ""), Text("", ""), .next(-1)),
            Binding([.right, .tab], Text("", ""), Text("", ""), .next(1)),
        ]
        switch place {
        case .welcome:
            let digits = welcomeItems.enumerated().map { i, item in
                Binding(
                    [.character(Character("\(i + 1)"))], Text("", ""), Text("", ""), item.command)
            }
            return [Binding([.enter], nil, Text("选定", "choose"), .openSelected)] + moving + digits
                + [Binding([.character("l")], nil, Text("English", "中文"), .language)] + always
                + [Binding([.character("q")], nil, Text("退出", "quit"), .quit)]
        case .plan: return planBindings + moving + always
        case .replay: return replayBindings + always
        case .home: return homeBindings + moving + turning + always
        case .meeting:
            return isBig ? bigBindings + always : meetingBindings + moving + turning + always
        }
    }

    /// Little is on the big view, and no key there acts on what isn't seen.
    private var bigBindings: [Binding] {
        [
            Binding(
                [.enter], nil, Text("办理下一步", "next step"),
                more: snapshot.words(snapshot.suggestion),
                .suggested),
            Binding([.character("s"), .character("7")], nil, Text("退出大屏", "leave"), .big),
            Binding([.character("z"), .character("8")], nil, Text("黑屏", "blank"), .blank),
            Binding([.character("l")], nil, Text("English", "中文"), .language),
            Binding([.escape], Text("Esc", "Esc"), Text("退出大屏", "leave"), .back),
        ]
    }

    private var meetingBindings: [Binding] {
        var all: [Binding] = []
        let suggestion = snapshot.suggestion
        // What it is stands in the line above.
        let next = Text("继续", "next")
        switch panel {
        case .matter:
            all.append(Binding([.enter], nil, next, more: snapshot.words(suggestion), .suggested))
            let canSpeak =
                snapshot.state.ballot.map { $0.othersPapers != nil }
                ?? (snapshot.state.current != nil)
            // Once every view is stated, its keys make room for what can be done.
            let isAwaited = snapshot.matterInView.map {
                !snapshot.awaitedInView(with: $0).isEmpty
            }
            let aboutMatter = Binding(
                [.character("d"), .character("5")], nil, Text("议题…", "matter…"),
                more: Text("暂缓、撤回、重新讨论、程序异议等", "defer, withdraw, re-open, points of order"),
                .matterMenu)
            if isAwaited != true { all.append(aboutMatter) }
            if canSpeak, isAwaited == true {
                all += [
                    Binding([.character("1")], nil, Text("同意", "for"), .view(.for)),
                    Binding([.character("2")], nil, Text("不同意", "against"), .view(.against)),
                    Binding([.character("3")], nil, Text("缓议", "defer"), .view(.defer)),
                ]
                if snapshot.charter?.profile.mayPass == true {
                    all.append(
                        Binding([.character("0")], nil, Text("不发表", "no view"), .view(.noView)))
                }
            }
            if snapshot.voted != nil {
                all.append(
                    Binding(
                        [.character("c")], nil, Text("开票", "count"),
                        more: Text("监票人输入密码，共同开票", "tellers give their PINs and open the count"),
                        .count))
            }
            all += [
                Binding(
                    [.character("x"), .character("4")], nil, Text("成员…", "member"),
                    more: Text(
                        "对选中的成员能做的事：回避、离会、书面意见等",
                        "what can be done about the member selected: recuse, leave, written opinion"
                    ),
                    .memberMenu)
            ]
            if isAwaited == true, let m = snapshot.matterInView,
                snapshot.linesInView(with: m).allSatisfy(snapshot.state.isUnheard)
            {
                all.append(
                    Binding(
                        [.character("w")], nil, Text("质询", "question"),
                        more: Text(
                            "选中的成员提问，答复以后再表态",
                            "the member selected asks; views follow the answer"), .question))
            }
            if isAwaited == true {
                all += [
                    Binding(
                        [.character("e")], nil, Text("附言", "words"),
                        more: Text("连同意见的话一起记录", "a view with its words"), .viewWithWords),
                    aboutMatter,
                ]
            }
        case .roll:
            all += [
                Binding(
                    [.enter, .character(" ")], Text("回车", "Enter"), Text("到会", "here"),
                    more: Text("选中的成员到会", "the member selected has come"), .openSelected),
                Binding(
                    [.character("x"), .character("4")], nil, Text("请假/离会…", "absent/leave…"),
                    .memberMenu),
                Binding(
                    [.character("n")], nil, Text("下一步", "next"), more: snapshot.words(suggestion),
                    .suggested),
            ]
        case .agenda:
            all += [
                Binding([.enter], nil, next, more: snapshot.words(suggestion), .suggested),
                Binding(
                    [.character("x"), .character("4")], nil, Text("这个议题…", "this matter…"),
                    .matterMenu),
            ]
        }
        all += [
            Binding(
                [.character("p")], nil, Text("送达", "papers sent"),
                more: Text("登记材料送达全体成员的日期", "the day papers reached every member"),
                .ask(.deliverAll)),
            Binding(
                [.character("e")], nil, Text("编辑计划", "edit the plan"),
                more: Text("开会前可改议程、议题、监票人", "agenda, matters, tellers, until it convenes"),
                .editPlan),
            Binding(
                [.character("u"), .character("6")], nil, Text("更正", "correct"),
                more: Text(
                    "误记的表态、回避或材料；原记录保留，票不能更正",
                    "a view, recusal or paper entered by mistake; the entry stays, ballots can't be corrected"
                ), .correct),
            Binding([.character("v")], nil, Text("议题", "matter"), .panel(.matter)),
            Binding([.character("g")], nil, Text("议程", "agenda"), .panel(.agenda)),
            Binding([.character("r")], nil, Text("到会", "roll"), .panel(.roll)),
            Binding(
                [.character("s"), .character("7")], nil, Text("大屏", "big"),
                more: Text("给全场看的大字画面", "large figures for the whole room"), .big),
            Binding(
                [.character("z"), .character("8")], nil, Text("黑屏", "blank"),
                more: Text("立即黑屏，任意键恢复", "blank at once; any key brings it back"), .blank),
            Binding([.character("l")], nil, Text("English", "中文"), .language),
            Binding([.escape], Text("Esc", "Esc"), Text("首页", "home"), .back),
        ]
        let shownPanels: [Panel: Command] = [
            .matter: .panel(.matter), .agenda: .panel(.agenda), .roll: .panel(.roll),
        ]
        return all.filter {
            $0.act != shownPanels[panel]
                && (![Command.editPlan, .ask(.deliverAll)].contains($0.act)
                    || (snapshot.state.phase == .planned && panel != .matter))
                && !(snapshot.matterInView == nil && $0.act == .panel(.matter))
        }
    }

    /// The keys of this screen in words.
    var helpPage: Page {
        var lines = bindings.filter { !$0.name.zh.isEmpty }.map { b in
            Text(
                "\(Width.fit(b.shortcut.zh, 8))\(b.words.zh)\(b.more.map { "：\($0.zh)" } ?? "")",
                "\(Width.fit(b.shortcut.en, 8))\(b.words.en)\(b.more.map { ": \($0.en)" } ?? "")")
        }
        if place == .replay {
            lines += [Text("", ""), Text("时间线上的标记：", "Marks on the line in time:")]
            lines += Timeline.Marker.legend(setting.symbols).map { sign, means in
                Text("\(Width.fit(sign, 8))\(means.zh)", "\(Width.fit(sign, 8))\(means.en)")
            }
        } else {
            lines += [
                Text("", ""), Text("←→      换页", "←→      the page beside this one"),
            ]
        }
        lines += [
            Text(
                "Ctrl-L  中文 / English   Ctrl-B  黑屏（任何画面）   Ctrl-R  重画",
                "Ctrl-L  English / 中文   Ctrl-B  blank (anywhere)   Ctrl-R  redraw"),
            Text(
                "方向键、数字、回车、Esc 就能办完全部事情（9 列出全部命令），输入法开着也可以。",
                "Arrows, digits, Enter and Esc are enough for everything (9 lists all commands); an input method may stay on."
            ),
            Text(
                "拒绝时，最下面一行说明：规则 · 缺什么 · 该做什么。",
                "A refusal says: the rule · what is missing · what to do."),
            Text("规则全文见 docs/RULES.zh-CN.md。", "The rules are in docs/RULES.md."),
        ]
        return Page(Text("这一页能用的键", "Keys on this screen"), lines)
    }
}
