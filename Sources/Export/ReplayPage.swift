// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Meeting
import Personnel
import Replay
import Wording

/// A replay as a page by itself, and as text. Nothing in it is fetched; without scripts it is a list of the
/// steps.
public struct ReplayPage {
    private let timeline: Timeline
    private let names: Names
    private let ballots: Int
    private let fingerprint: Text?
    private let language: Language

    public init(
        _ timeline: Timeline, _ names: Names, ballots: Int, fingerprint: Text?, language: Language
    ) {
        self.timeline = timeline
        self.names = names
        self.ballots = ballots
        self.fingerprint = fingerprint
        self.language = language
    }

    private var title: String {
        let state = timeline.state(before: timeline.steps.count)
        return Legibility.visible(state.charter?.plan.title ?? timeline.meeting.rawValue)
    }

    private func say(_ zh: Shown, _ en: Shown) -> String { Text(zh, en)(language) }

    private var proof: String {
        say(
            "导出前逐条核验：\(timeline.steps.count) 步，哈希链、表态次序、法定人数、算式均成立，\(ballots) 张票的证明全部成立。",
            "Verified before it was written: \(timeline.steps.count) steps; chain, order of speaking, quorum and formulas hold, and so do the proofs of \(ballots) ballots."
        )
            + (timeline.end == nil
                ? say(
                    "这次会议没有闭会记录：可能尚未开完，也可能尾部被截。",
                    " The meeting has no closing: still running, or its tail is cut.") : "")
    }

    /// The replay as plain text, UTF-8.
    public func text() -> Data {
        var out = "\(title)  [\(Legibility.visible(timeline.meeting.rawValue))]\n\(proof)\n"
        if let fingerprint {
            out += say("闭会指纹 ", "closing fingerprint ") + fingerprint(language) + "\n"
        }
        out += "\n"
        for (i, step) in timeline.steps.enumerated() {
            let before = timeline.state(before: i)
            out += "\(step.at.day) \(step.at.clock)  \(step.event.text(names)(language))\n"
            out += "                    \(step.event.reason(before, names)(language))\n"
        }
        return Data(out.utf8)
    }

    /// One step for the page's script.
    private struct Item: Encodable {
        struct Line: Encodable {
            var name: String
            var chief: Bool
            var state: String
            var words: String
        }
        var at: String
        var played: Int
        var what: String
        var why: String
        var mark: String
        var figures: String
        var matter: String
        var lines: [Line]
        var ballot: String
    }

    private func item(_ i: Int) -> Item {
        let step = timeline.steps[i]
        let s = timeline.state(after: i)
        let m = s.ballot?.matters.first ?? s.current ?? step.matter
        let title = m.flatMap { m in s.charter?.plan.matters[m].title }
        let number = m.map { s.charter?.number($0) ?? "\($0 + 1)" } ?? ""
        return Item(
            at: "\(step.at.day) \(step.at.clock)", played: Int(step.played),
            what: step.event.text(names)(language),
            why: step.event.reason(timeline.state(before: i), names)(language),
            mark: step.marker.map(Self.mark) ?? "",
            figures: say(
                "应到 \(s.entitled)　实到 \(s.present)　法定人数 \(s.quorum)",
                "entitled \(s.entitled) · present \(s.present) · quorum \(s.quorum)"),
            matter: m.map { _ in
                say("议题 \(number)　", "Matter \(number): ") + Legibility.visible(title ?? "")
            } ?? "", lines: m.map { lines(s, $0) } ?? [], ballot: m.map { ballot(s, $0) } ?? "")
    }

    private static func mark(_ marker: Timeline.Marker) -> String {
        switch marker {
        case .matter: "matter"
        case .view: "view"
        case .chiefView: "chief"
        case .ballot: "ballot"
        case .result: "result"
        case .objection: "objection"
        }
    }

    private func lines(_ s: MeetingState, _ m: Int) -> [Item.Line] {
        guard let charter = s.charter else { return [] }
        let seats =
            charter.plan.roll.indices.filter { charter.chiefPosition[$0] == nil }
            .sorted { charter.plan.roll[$0].rank < charter.plan.roll[$1].rank } + charter.chiefs
        return seats.map { seat in
            let state: Text
            var words = ""
            if s.matters[m].isRecused[seat] {
                state = Text("回避", "recused")
            } else if let view = s.matters[m].views[seat] {
                state = view.stance.text
                words = Legibility.visible(view.words)
            } else if !s.isPresent[seat] {
                state = Text("不在场", "not here")
            } else {
                state =
                    charter.chiefPosition[seat] == nil || s.awaitedBefore(seat, on: m).isEmpty
                    ? Text("未表态", "no view yet") : Text("末位锁定", "locked: last")
            }
            return Item.Line(
                name: names(charter.id(seat)), chief: charter.chiefPosition[seat] != nil,
                state: state(language), words: words)
        }
    }

    private func ballot(_ s: MeetingState, _ m: Int) -> String {
        if let open = s.ballot, open.matters.contains(m) {
            return say(
                "票决进行中，有表决权 \(open.electorate) 人", "Ballot open, \(open.electorate) may vote")
        }
        guard let count = s.matters[m].count, let result = s.matters[m].result else { return "" }
        let choices = zip(s.choiceTexts(of: m), count.figures.choices).map {
            "\($0(language)) \($1)"
        }.joined(separator: say("　", " · "))
        let need =
            result.votes.flatMap { v in
                result.needed.map { say("，需 \($0) 票得 \(v) 票", ", needed \($0), got \(v)") }
            } ?? ""
        return "\(choices)\(need)\(say("：", ": "))\(result.outcome.text(language))"
    }

    /// The replay as one page that needs nothing else.
    ///
    /// - Throws: `EncodingError`, which no record brings about.
    public func html() throws -> Data {
        let e = LedgerTable.escaped
        let items = timeline.steps.indices.map(item)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // In a script element nothing may look like its end.
        let json = String(decoding: try encoder.encode(items), as: UTF8.self)
            .replacingOccurrences(of: "<", with: "\\u003c")
        let list = items.map {
            "<li><time>\(e($0.at))</time> \(e($0.what)) <small>\(e($0.why))</small></li>"
        }.joined(separator: "\n")
        let mark =
            fingerprint.map { " · \(say("闭会指纹", "closing fingerprint")) \($0(language))" } ?? ""
        let page = Self.template
            .replacingOccurrences(of: "{{lang}}", with: language == .zh ? "zh-CN" : "en")
            .replacingOccurrences(of: "{{title}}", with: e(title))
            .replacingOccurrences(of: "{{replay}}", with: say("回放", "Replay"))
            .replacingOccurrences(of: "{{proof}}", with: e(proof + mark))
            .replacingOccurrences(of: "{{play}}", with: say("播放/停", "Play/stop"))
            .replacingOccurrences(of: "{{all}}", with: say("全部步骤", "Every step"))
            .replacingOccurrences(of: "{{list}}", with: list)
            .replacingOccurrences(of: "{{json}}", with: json)
        return Data(page.utf8)
    }
}
