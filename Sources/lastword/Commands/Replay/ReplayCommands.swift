// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Basics
import Export
import Foundation
import Intake
import Meeting
import Personnel
import Record
import Replay
import Wording

/// Plays a meeting back, proving every step again.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: say("回放一次会议，边放边核验", "play a meeting back, verifying each step"),
        discussion: say(
            "在终端里打开回放画面；--text 逐条打印经过和当时为什么允许。发现第一处不符即停，退出状态 1。--all 回放登记簿里的全部会议，每次会议一行。",
            "Opens the replay's screen on a terminal; --text prints every step and why it was allowed. Stops at the first deviation, with exit status 1. --all plays every meeting of the register, a line each."
        ))
    @OptionGroup var common: CommonOptions
    @OptionGroup var room: RoomOptions
    @OptionGroup var target: RegisterArgument
    @Argument(help: .init(say("会议编号", "the meeting's id"), valueName: say("会议", "meeting")))
    var meeting: String?
    @Flag(name: .long, help: .init(say("打印成文字", "print it as text")))
    var text = false
    @Flag(
        name: .long,
        help: .init(say("全部会议，每次会议一行", "every meeting of the register, a line each")))
    var all = false
    @Option(
        name: .long,
        help: .init(
            say(
                "纸上的闭会指纹，与 --text 或 --json 同用",
                "the closing fingerprint on paper; with --text or --json"),
            valueName: say("指纹", "fingerprint")))
    var head: String?

    private struct Item: Encodable {
        var number: Int
        var at: Timestamp
        var what: BilingualReport
        var why: BilingualReport
    }
    private struct Report: Encodable {
        var meeting: String
        var sound: Bool
        /// It has no closing: still running, or its tail is cut.
        var unfinished: Bool
        var fault: BilingualReport?
        var steps: [Item]
    }

    func validate() throws {
        // The screen compares nothing with the paper: nobody is to believe that it did.
        if head != nil, !all, !text, !common.json {
            throw ValidationError(
                say("--head 与 --text、--json 或 --all 同用", "--head goes with --text, --json or --all")
            )
        }
        guard all == (meeting == nil) else {
            throw ValidationError(
                say("请给出一次会议，或用 --all 放全部", "name a meeting, or play all of them with --all"))
        }
    }

    func run() throws {
        guard let meeting else {
            return try ReplayOfAll.run(target.register, head: head, json: common.json)
        }
        // Line by line there is nothing to be played: it is said.
        guard text || common.json || room.line else {
            return try RoomRunner(room, common.lang).run(
                .replay(target.register, MeetingID(meeting)))
        }
        let id = MeetingID(meeting)
        let register = try Register(at: target.register, for: .reading, checksChain: false)
        defer { register.close() }
        let paper = try VerifyCommand.paper(head)
        let timeline = try Timeline(register, id)
        let verifier = ReplayVerifier(register)
        let end = timeline.state(before: timeline.steps.count)
        let names = Names(end, try register.people())
        var items: [Item] = []
        for (i, step) in timeline.steps.enumerated() {
            try verifier.advance(through: step.seq)
            if verifier.fault != nil { break }
            let before = timeline.state(before: i)
            let (what, why) = (step.event.text(names), step.event.reason(before, names))
            items.append(
                Item(
                    number: i + 1, at: step.at, what: BilingualReport(what),
                    why: BilingualReport(why)))
            guard !common.json else { continue }
            try Output.line("\(step.at.day) \(step.at.clock)  \(what(spoken))")
            try Output.line("                  \(why(spoken))")
        }
        // Where the rows end, whatever the entries say of their own places.
        if verifier.fault == nil { try verifier.advance(through: try register.lastPlace(of: id)) }
        var found = try verifier.fault ?? SealedMinutes.fault(register, id)
        if found == nil, let paper {
            // Read out at the closing, and again at a veto that came after it.
            let marks =
                try timeline.steps.filter(\.event.isReadOut).map {
                    try register.hash(of: $0.seq)
                } + SealedMinutes.marks(register, id)
            if !marks.contains(where: { $0.map(paper.matches) == true }) { found = .headNotFound }
        }
        let fault = found?.text(names)
        let place =
            items.count < timeline.steps.count
                || found?.disproves != .minutes && found != .headNotFound
            ? Text("第 \(items.count + 1) 步不符，停止", "step \(items.count + 1) deviates, stopped")
            : Text("各步相符，但有不符", "the steps hold, but something deviates")
        if common.json {
            try Output.value(
                Report(
                    meeting: meeting, sound: fault == nil, unfinished: timeline.end == nil,
                    fault: fault.map(BilingualReport.init),
                    steps: items))
        } else if let fault {
            try Output.line(
                Text(
                    "✗ \(place.zh)：\(fault.zh)", "✗ \(place.en): \(fault.en)"))
        } else {
            let isOver = timeline.end != nil
            if !isOver {
                try Output.line(
                    Text(
                        "W-UNFINISHED 这次会议没有闭会记录：可能尚未开完，也可能尾部被截；已有的 \(items.count) 步都成立",
                        "W-UNFINISHED this meeting has no closing: still running, or its tail is cut; the \(items.count) steps that are there hold"
                    ))
            }
            guard isOver else { return }
            try Output.line(
                Text(
                    "✓ \(items.count) 步全部核验：链、顺序、法定人数、\(verifier.ballots) 张票的证明、签名、会议记录",
                    "✓ all \(items.count) steps proven: chain, order, quorum, \(verifier.ballots) ballots, signatures, minutes"
                ))
        }
        if fault != nil { throw Failure(silent: Status.failedVerification) }
    }
}

/// The same record under another procedure profile.
struct WhatIfCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "what-if",
        abstract: say(
            "同一份记录换一个议事规程，会有什么不同", "the same record under another procedure profile"))
    @OptionGroup var common: CommonOptions
    @OptionGroup var target: RegisterArgument
    @Argument(help: .init(say("会议编号", "the meeting's id"), valueName: say("会议", "meeting")))
    var meeting: String
    @Option(
        name: .long,
        help: .init(say("规程名或文件", "the profile's name or file"), valueName: say("规程", "profile")))
    var profile: String

    private struct Report: Encodable {
        struct Refused: Encodable {
            var number: Int
            var what: BilingualReport
            var refused: RefusalReport
        }
        struct Matter: Encodable {
            var id: MatterID
            var was: MatterState.Status
            var would: MatterState.Status
            var wasNeeded: Int?
            var wouldNeed: Int?
            var same: Bool
        }
        var meeting: String
        var profile: String
        var same: Bool
        var refused: [Refused]
        var matters: [Matter]
    }

    func run() throws {
        let id = MeetingID(meeting)
        let profile = try Files.value(
            ProfileReader.read(self.profile), of: self.profile, json: common.json)
        try Files.with(target.register, for: .reading) { register in
            let timeline = try Timeline(register, id)
            let other = WhatIf(timeline, under: profile)
            let names = Names(other.state, try register.people(), papersOf: profile)
            if common.json { return try Output.value(report(other, profile, names)) }
            for line in WhatIfText.lines(other, profile, names) { try Output.line(line) }
        }
    }

    private func report(_ w: WhatIf, _ profile: Profile, _ names: Names) -> Report {
        Report(
            meeting: meeting, profile: profile.id, same: w.isSame,
            refused: w.refused.map {
                .init(
                    number: $0.number, what: BilingualReport($0.event.text(names)),
                    refused: RefusalReport($0.refusal.explanation(names)))
            },
            matters: w.matters.enumerated().map { m, a in
                .init(
                    id: w.state.charter?.plan.matters[m].id ?? "", was: a.was, would: a.would,
                    wasNeeded: a.wasResult?.needed, wouldNeed: a.wouldResult?.needed,
                    same: a.isSame)
            })
    }
}
