// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import CTerminal
import Foundation
import Meeting
import Personnel
import Terminal
import Wording

/// The room line by line, for screen readers and poor terminals: the same acts as numbered prompts.
/// Nothing is drawn, nothing moves; what is asked, and how to answer, stands in the line itself.
public struct LineRoom {
    let service: RoomService
    var setting: Setting
    var snapshot: RoomSnapshot
    var acceptedExposure: (meeting: MeetingID?, tellers: [Int])?

    public init(_ service: RoomService, _ setting: Setting) {
        self.service = service
        self.setting = setting
        snapshot = RoomSnapshot(now: service.now())
    }

    /// Why the conversation stops.
    enum Stop: Error {
        case end, leave
        /// What was begun is given up.
        case back
    }

    /// Runs until the input ends or somebody leaves; gives the exit status.
    public mutating func run(resumed: Bool) -> Int32 {
        lw_line_signals()
        LineInput.begin()
        defer { LineInput.end() }
        do {
            try refresh()
            if resumed {
                say("程序曾被中断，已恢复，什么都没有丢。", "The program was cut off and is back; nothing is lost.")
            }
            snapshot.notices.forEach(tell)
            if let page = service.lostBallotPage { answer(.preview(page)) }
            while true {
                do {
                    if snapshot.register.isEmpty {
                        try begin()
                    } else if snapshot.meeting == nil {
                        try chooseMeeting()
                    } else {
                        try step()
                    }
                } catch Stop.back {
                    say("已放弃，没有做。", "Given up; nothing was done.")
                    try refresh()
                }
            }
        } catch Stop.end, Stop.leave {
            return LineInput.signal.map { 128 + $0 } ?? 0
        } catch {
            tell(service.say(error))
            return 70
        }
    }

    // MARK: Talk

    func say(_ zh: Shown, _ en: Shown) { tell(Text(zh, en)) }
    func tell(_ text: Text) { LineInput.write(setting(text) + "\n") }

    func tell(_ page: Page) {
        tell(page.title)
        for line in page.lines where !line.zh.isEmpty { tell(line) }
    }

    /// Asks for a line; the end of the input ends the room.
    func ask(_ text: Text) throws -> String {
        LineInput.write(setting(text) + " ")
        guard let line = LineInput.line() else { throw Stop.end }
        let answer = line.trimmingCharacters(in: .whitespacesAndNewlines)
        // A number typed with an input method comes in full-width digits.
        let plain = answer.precomposedStringWithCompatibilityMapping
        return plain.allSatisfy { $0.isASCII && $0.isNumber } ? plain : answer
    }

    /// Asks for one of several, by number; nil to go back.
    ///
    /// - Parameter canGiveUp: 0 gives up what was begun (`Stop.back`).
    func choose(_ title: Text, _ options: [Text], back: Bool = true, canGiveUp: Bool = false) throws
        -> Int?
    {
        while true {
            tell(title)
            for (i, option) in options.enumerated() {
                LineInput.write("  \(i + 1)) \(setting(option))\n")
            }
            let line = try ask(
                back
                    ? Text("选择（回车返回）：", "Choose (Enter goes back):")
                    : canGiveUp
                        ? Text("选择（0 放弃）：", "Choose (0 gives up):") : Text("选择：", "Choose:"))
            if line.isEmpty, back { return nil }
            if line == "0", canGiveUp { throw Stop.back }
            if let n = Int(line), options.indices.contains(n - 1) { return n - 1 }
            say("请输入 1 到 \(options.count)。", "Type a number from 1 to \(options.count).")
        }
    }

    mutating func refresh() throws {
        snapshot = try service.snapshot()
        snapshot.prepare()
        LineInput.keepsOn = snapshot.voted != nil
    }

    /// What came of it, in words.
    func answer(_ answer: App.Answer) {
        switch answer {
        case .done(let text, let page):
            if let page { tell(page) } else if let text { tell(Text("已记录：", "Done: ") + text) }
        case .refused(let text): tell(Text("不行：", "Refused: ") + text)
        case .preview(let page): tell(page)
        case .paper, .pin, .cast, .sign, .signature, .key, .enrolled, .replay, .proven,
            .minutes:
            break
        }
    }

    // MARK: The meeting

    private mutating func step() throws {
        tell(situation)
        let next = snapshot.words(snapshot.suggestion)
        var options: [(Text, (inout LineRoom) throws -> Void)] = []
        if snapshot.suggestion != .none {
            options.append(
                (Text("下一步：", "Next: ") + next, { try $0.follow($0.snapshot.suggestion) }))
        }
        if snapshot.voted != nil, snapshot.suggestion != .count {
            options.append(
                (Text("结束投票，开票…", "end the voting and count…"), { try $0.count() }))
        }
        options += [
            (Text("某位成员…", "a member…"), { try $0.memberMenu() }),
            (Text("某个议题…", "a matter…"), { try $0.matterMenu() }),
            (Text("其他可办的事…", "everything else possible…"), { try $0.otherMenu() }),
        ]
        if snapshot.state.phase == .planned {
            options += [
                (Text("修改计划", "edit the plan"), { try $0.plan(new: false) }),
                (Text("登记材料送达全体成员", "papers reached every member"), { try $0.deliverAll() }),
            ]
        }
        options += [
            (Text("现在的情况", "how things stand"), { $0.describe() }),
            (Text("会议记录：看、导出、审定封存", "minutes: read, export, seal"), { try $0.minutes() }),
            (
                Text("最近的记录", "the latest entries"),
                { room in
                    for s in room.snapshot.steps.suffix(12) {
                        room.tell(Text("\(s.clock) ", "\(s.clock) ") + s.text)
                    }
                }
            ),
            (
                Text("Speak English", "说中文"),
                { $0.setting.language = $0.setting.language == .zh ? .en : .zh }
            ),
            (
                Text("离开这次会议", "leave this meeting"),
                { room in room.answer(room.service.do(.open(nil), booth: nil)) }
            ),
        ]
        let picked = try choose(Text("可以做：", "You can:"), options.map(\.0), back: false) ?? 0
        try options[picked].1(&self)
        try refresh()
    }

    /// One sentence that says where the meeting is and who is awaited.
    private var situation: Text {
        let s = snapshot.state
        let head = Text(
            "[\(s.charter?.plan.title ?? "")，\(s.phase.text.zh)，应到 \(s.entitled)，实到 \(s.present)，法定人数 \(s.quorum)]",
            "[\(s.charter?.plan.title ?? ""), \(s.phase.text.en), entitled \(s.entitled), present \(s.present), quorum \(s.quorum)]"
        )
        if let voted = snapshot.voted {
            return head
                + Text(
                    " 票决进行中，已投 \(voted) / \(s.ballot?.electorate ?? 0)。",
                    " Ballot open, \(voted) of \(s.ballot?.electorate ?? 0) have voted.")
        }
        guard let m = snapshot.matterInView else { return head }
        let title = Text(
            " 议题 \(snapshot.headNumber(m))：\(snapshot.headline(m))。",
            " Matter \(snapshot.headNumber(m)): \(snapshot.headline(m)).")
        guard s.charter?.asksEverybody(about: m) != false else {
            return head + title
                + Text(
                    "自愿发言，已发言 \(s.statedStances(on: m).count) 人。",
                    " Whoever wants to speaks; \(s.statedStances(on: m).count) have.")
        }
        let awaited = snapshot.awaitedInView(with: m).map(snapshot.label)
        return head + title
            + Text(
                "等待表态：\(awaited.isEmpty ? "无" : awaited.joined(separator: "、"))。",
                " Awaited: \(awaited.isEmpty ? "nobody" : awaited.joined(separator: ", "))."
            )
    }

    private func describe() {
        let s = snapshot.state
        for seat in snapshot.seatsByRank {
            let here = s.isPresent[seat] ? Text("到会", "here") : Text("未到", "not here")
            tell(Text("\(snapshot.label(seat))：", "\(snapshot.label(seat)): ") + here)
        }
        let app = App(snapshot, setting)
        for m in s.matters.indices {
            tell(
                Text(
                    "议题 \(snapshot.number(of: m)) \(snapshot.title(of: m))：",
                    "Matter \(snapshot.number(of: m)) \(snapshot.title(of: m)): ")
                    + app.status(m))
        }
        if let mark = snapshot.fingerprint { tell(Text("闭会指纹 ", "closing fingerprint ") + mark) }
        for advice in s.advice { tell(Text("提示：", "Note: ") + advice.text(snapshot.names)) }
    }

    private mutating func follow(_ suggestion: Suggestion) throws {
        switch suggestion {
        case .act(let act): try perform(act)
        case .roll: try callRoll()
        case .vote: try vote()
        case .count: try count()
        case .minutes: try minutes()
        case .none: break
        }
    }

    private mutating func callRoll() throws {
        for seat in snapshot.seatsByRank where !snapshot.state.isPresent[seat] {
            guard let id = snapshot.charter?.id(seat) else { continue }
            let line = try ask(
                Text(
                    "\(snapshot.label(seat)) 到了吗？1 到，2 未到，0 停止：",
                    "Is \(snapshot.label(seat)) here? 1 yes, 2 no, 0 stop:"))
            if line == "0" { return }
            if line == "1" {
                answer(service.do(.perform(.arrive(Arrival(member: id))), booth: nil))
            }
        }
        try refresh()
        if !snapshot.state.hasQuorum { say("不足法定人数。", "There is no quorum.") }
    }

    private mutating func memberMenu() throws {
        let seats = snapshot.seatsByRank
        let attendees = snapshot.attendees.map(\.id)
        guard
            let n = try choose(
                Text("哪位成员？", "Which member?"),
                seats.map { Text(same: snapshot.label($0)) }
                    + attendees.map { Text(same: snapshot.names($0)) })
        else { return }
        guard let id = n < seats.count ? snapshot.charter?.id(seats[n]) : attendees[n - seats.count]
        else { return }
        try actMenu(snapshot.acts.filter { $0.member == id && $0.kind != .introduce })
    }

    private mutating func matterMenu() throws {
        guard let matters = snapshot.charter?.plan.matters,
            let n = try choose(
                Text("哪个议题？", "Which matter?"),
                matters.indices.map {
                    Text(same: "\(snapshot.number(of: $0)) \(snapshot.title(of: $0))")
                })
        else { return }
        for line in snapshot.page(of: matters[n].id)?.lines ?? [] { tell(line) }
        let list = matters[n].list
        try actMenu(
            snapshot.acts.filter { $0.isAbout(matters[n].id) || list.map($0.isAbout) == true })
    }

    private mutating func otherMenu() throws {
        try actMenu(
            snapshot.acts.filter {
                $0.matter == nil && $0.member == nil || $0.kind == .openBallot
                    || $0.kind == .enterCount
            })
    }

    private mutating func actMenu(_ acts: [OfferedAct]) throws {
        let can = acts.filter { $0.isPossible || $0.isWorthTrying }
        let cannot = acts.filter { !$0.isPossible && !$0.isWorthTrying }
        let options =
            can.map(\.title) + (cannot.isEmpty ? [] : [Text("为什么别的不行？", "why not the others?")])
        guard let n = try choose(Text("做什么？", "What?"), options) else { return }
        if n == can.count {
            for act in cannot {
                if let refusal = act.refusal {
                    tell(act.title + Text("：", ": ") + snapshot.explain(refusal))
                }
            }
            return
        }
        try perform(can[n])
    }
}
