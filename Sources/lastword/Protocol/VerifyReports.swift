// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Record
import Wording

/// A verdict for programs.
struct VerifyDocument: Encodable {
    struct Fault: Encodable {
        var code: String
        var entry: Int?
        var zh: String
        var en: String
    }
    struct Proven: Encodable {
        var proof: Proof
        /// Nil where there was nothing to look at.
        var holds: Bool?
        var zh: String
        var en: String
    }
    struct Meeting: Encodable {
        var id: MeetingID
        var title: String
        var phase: MeetingState.Phase
        var events: Int
        var closedAt: Int?
        var fingerprint: BilingualReport?
    }

    var sound: Bool
    var entries: Int
    var head: FingerprintReport
    var anchor: Int?
    var ballots: Int
    /// Whether the fingerprint on paper agrees; nil where none was given.
    var paper: Bool?
    var proofs: [Proven]
    var faults: [Fault]
    var faultsBeyond: Int
    var meetings: [Meeting]
    var unfinished: [MeetingID]

    init(_ report: VerifyReport, paper: Bool) {
        let names = Names(MeetingState())
        sound = report.isSound
        entries = report.entries
        head = FingerprintReport(report.head.hash)
        anchor = report.anchor
        ballots = report.ballots
        self.paper = paper ? report.anchor != nil : nil
        proofs = Verdict.proofs(report).map { line in
            Proven(
                proof: line.proof, holds: line.holds,
                zh: "\(line.title.zh)：\(line.figures.zh)",
                en: "\(line.title.en): \(line.figures.en)")
        }
        faults = report.faults.map { fault in
            let text = fault.text(names)
            return Fault(code: fault.code, entry: fault.seq, zh: text.zh, en: text.en)
        }
        faultsBeyond = report.faultsBeyond
        meetings = report.meetings.map { m in
            Meeting(
                id: m.id, title: m.title, phase: m.phase, events: m.events,
                closedAt: m.closing?.seq,
                fingerprint: m.closing.map {
                    BilingualReport(Text("\($0.fingerprint.chinese)", "\($0.fingerprint.english)"))
                })
        }
        unfinished = report.unfinished.map(\.id)
    }
}

/// A meeting for people.
enum MeetingText {
    /// - Parameter attended: how many members were there at some time, where the meeting is over.
    static func lines(
        _ report: StateReport, _ names: Names, _ language: Language, attended: Int? = nil
    ) -> [String] {
        func v(_ text: String?) -> String { Legibility.visible(text ?? "") }
        let leaving =
            attended.map { $0 == report.present } ?? true
            ? Text("", "")
            : Text("（结束时 \(report.present)）", " (\(report.present) at the end)")
        var lines: [Text] = []
        lines.append(
            Text(
                "会议 \(report.meeting)《\(v(report.title))》 \(report.phase.text.zh)",
                "meeting \(report.meeting) “\(v(report.title))”, \(report.phase.text.en)"))
        lines.append(
            Text(
                "应到 \(report.entitled) · 实到 \(attended ?? report.present)\(leaving.zh) · 法定人数 \(report.quorum) · 规程 \(report.profile ?? "")",
                "entitled \(report.entitled) · present \(attended ?? report.present)\(leaving.en) · quorum \(report.quorum) · profile \(report.profile ?? "")"
            ))
        for (i, m) in report.matters.enumerated() {
            lines.append(Text("", ""))
            lines.append(
                Text(
                    "议题 \(i + 1)《\(v(m.title))》：\(m.result?.outcome == nil ? m.status.text.zh : status(m).zh)",
                    "matter \(i + 1) “\(v(m.title))”: \(m.result?.outcome == nil ? m.status.text.en : status(m).en)"
                ))
            if !m.recused.isEmpty {
                lines.append(Text("  回避：", "  recused: ") + names(m.recused))
            }
            for view in m.views {
                let chosen = view.candidates ?? view.candidate.map { [$0] } ?? []
                let whom = chosen.map { " \(names($0))" }.joined()
                let words = whom + (view.words.isEmpty ? "" : " “\(v(view.words))”")
                lines.append(
                    Text(
                        "  \(names(view.member)) \(view.stance.text.zh)\(words)",
                        "  \(names(view.member)): \(view.stance.text.en)\(words)"))
            }
            if let c = m.count { lines += figures(c, m) }
            if let veto = m.veto {
                let why = "\(names(veto.by)) — \(v(veto.reasons))"
                let up = veto.standing.map { Text("（", " (") + $0 + Text("）", ")") }
                lines.append(
                    Text("  否决：", "  veto: ")
                        + Text(same: why) + (up ?? Text("", "")))
            }
        }
        if !report.advice.isEmpty { lines.append(Text("", "")) }
        for a in report.advice { lines.append(Text("提示：\(a.zh)", "note: \(a.en)")) }
        if let closing = report.closing {
            lines.append(Text("", ""))
            lines.append(
                Text(
                    "闭会指纹（请抄入会议记录）：\(closing.zh)",
                    "closing fingerprint (for the minutes): \(closing.en)"))
        }
        return lines.map { $0(language) }
    }

    private static func status(_ m: StateReport.MatterReport) -> Text {
        m.status == .returned || m.result == nil
            ? m.status.text : m.result?.outcome.text ?? m.status.text
    }

    private static func figures(
        _ c: StateReport.CountReport, _ m: StateReport.MatterReport
    ) -> [Text] {
        var lines = [
            Text(
                "  \(c.mode.text.zh)：发出 \(c.issued)  收回 \(c.returned)  有效 \(c.valid)  无效 \(c.invalid)  未交回 \(c.issued - c.returned)",
                "  \(c.mode.text.en): issued \(c.issued)  returned \(c.returned)  valid \(c.valid)  invalid \(c.invalid)  not returned \(c.issued - c.returned)"
            )
        ]
        let parts = zip(m.choices, c.choices)
        lines.append(
            Text("  ", "  ")
                + .joined(
                    parts.map { Text("\($0.zh) \($1)", "\($0.en) \($1)") }, by: Text("  ", "  ")))
        if let result = m.result, let votes = result.votes, let needed = result.needed {
            lines.append(
                Text(
                    "  应到 \(m.entitled)，需 \(needed) 票，得 \(votes) 票：\(result.outcome.text.zh)",
                    "  entitled \(m.entitled), needed \(needed), got \(votes): \(result.outcome.text.en)"
                ))
        }
        return lines
    }
}
