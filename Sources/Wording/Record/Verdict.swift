// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Record

/// What verification found, as an inspector reads it: one page, each proof with what it rests on.
public enum Verdict {
    /// Whether a proof holds, and what was looked at for it.
    public struct Line: Sendable {
        public var proof: Proof
        /// Nil where there was nothing to be looked at.
        public var holds: Bool?
        public var title: Text
        public var figures: Text
    }

    /// The six proofs, each with what was looked at.
    public static func proofs(_ report: VerifyReport) -> [Line] {
        let f = report.figures
        return Proof.allCases.map { proof in
            let (title, figures, isEmpty): (Text, Text, Bool)
            switch proof {
            case .chain:
                (title, figures, isEmpty) = (
                    Text("记录完整、未改动", "nothing changed or left out"),
                    Text(
                        "\(report.entries) 条记录，逐条相连",
                        "\(report.entries) entries, each linked to the last"),
                    false
                )
            case .order:
                (title, figures, isEmpty) = (
                    Text("程序合规、末位表态", "by the rules, the chief last"),
                    Text(
                        "\(f.meetings) 次会议 \(f.steps) 步；表态 \(f.views) 次，其中主要负责人 \(f.chiefViews) 次\(f.chiefViews > 0 ? "，都在其他人之后" : "")",
                        "meetings: \(f.meetings), steps: \(f.steps); views: \(f.views), of them a chief's: \(f.chiefViews)\(f.chiefViews > 0 ? ", after all others" : "")"
                    ), f.meetings == 0
                )
            case .quorum:
                (title, figures, isEmpty) = (
                    Text("达到法定人数", "quorum"),
                    Text(
                        "该达到时都达到；开会 \(f.convenings) 次，计票 \(f.counts) 次",
                        "there whenever it had to be; convenings: \(f.convenings), counts: \(f.counts)"
                    ),
                    f.convenings == 0
                )
            case .ballots:
                (title, figures, isEmpty) = (
                    Text("每票计一次", "every ballot counted once"),
                    Text(
                        "计票 \(f.counts) 次：发出 \(f.issued)，收回 \(f.returned)，无效 \(f.invalid)；终端票 \(report.ballots) 张逐张重新证明",
                        "counts: \(f.counts); issued \(f.issued), returned \(f.returned), invalid \(f.invalid); box ballots proven again: \(report.ballots)"
                    ), f.counts == 0
                )
            case .signatures:
                (title, figures, isEmpty) = (
                    Text("签名有效", "signatures"),
                    Text(
                        "数字签名 \(f.signatures) 个；\(f.papers) 份推荐、\(f.scans) 项其他只有纸质原件的校验值，本程序不能判断真假",
                        "by keys: \(f.signatures); on paper, which this program can't judge: \(f.papers) recommendations, \(f.scans) others"
                    ) + keys(f) + unsigned(f),
                    f.signatures == 0 && f.papers == 0 && f.scans == 0 && f.unsigned == 0
                        && f.keysByKeys + f.keysOnPaper + f.keysByName == 0
                )
            case .minutes:
                (title, figures, isEmpty) = (
                    Text("会议记录与登记簿一致", "minutes as the record says"),
                    Text("封存的 \(f.seals) 份", "\(f.seals) sealed"), f.seals == 0
                )
            }
            let holds = report.holds(proof)
            return Line(
                proof: proof, holds: holds && isEmpty ? nil : holds, title: title, figures: figures)
        }
    }

    /// How the keys are known to be their owners'.
    private static func keys(_ f: ProofFigures) -> Text {
        let all: [(Int, KeyProof)] = [
            (f.keysByKeys, .byKeys), (f.keysOnPaper, .onPaper), (f.keysByName, .byName),
        ]
        let some = all.filter { $0.0 > 0 }.map {
            Text("\($1.text.zh) \($0)", "\($1.text.en): \($0)")
        }
        guard !some.isEmpty else { return Text("", "") }
        return Text("；钥匙：", "; keys: ") + .joined(some, by: Text("，", ", "))
    }

    private static func unsigned(_ f: ProofFigures) -> Text {
        f.unsigned == 0
            ? Text("", "")
            : Text(
                "；撤回、注销没有签名的 \(f.unsigned) 项",
                "; withdrawals and revocations unsigned: \(f.unsigned)")
    }

    /// The whole page.
    ///
    /// - Parameter paper: whether a fingerprint on paper was given.
    public static func lines(_ report: VerifyReport, paper: Bool) -> [Text] {
        let names = Names(MeetingState())
        var lines = [
            report.isSound
                ? Text(
                    "完好：\(report.entries) 条记录，链条完整，每一步合乎规则",
                    "sound: \(report.entries) entries, the chain holds, every step keeps the rules")
                : Text(
                    "核验不通过：\(report.entries) 条记录，发现问题：",
                    "not sound: \(report.entries) entries, and this was found:")
        ]
        // A slip of the pen is said before what it would be if it weren't one.
        if report.anchor == nil, let slip = report.slip {
            lines.append(
                Text(
                    "  提示：输入的指纹与第 \(slip.seq) 条的只有第 \(slip.group) 组不同，像是抄写或输入之误：请对照纸上第 \(slip.group) 组再输一次",
                    "  note: what was typed differs from entry \(slip.seq)'s fingerprint in group \(slip.group) only, probably a slip in copying or typing: compare group \(slip.group) with the paper and type it again"
                ))
        }
        for fault in report.faults {
            lines.append(Text("  \(fault.code) ", "  \(fault.code) ") + fault.text(names))
        }
        if report.faultsBeyond > 0 {
            lines.append(
                Text("  另有 \(report.faultsBeyond) 处未列出", "  and \(report.faultsBeyond) more"))
        }
        lines.append(Text("", ""))
        for line in proofs(report) { lines.append(said(line.holds, line.title, line.figures)) }
        lines.append(self.paper(report, given: paper))
        lines.append(Text("", ""))
        for meeting in report.meetings { lines.append(said(meeting)) }
        let head = Fingerprint(report.head.hash)
        lines.append(
            Text("登记簿末端指纹：\(head.chinese)", "fingerprint of the register's end: \(head.english)"))
        return lines
    }

    private static func said(_ holds: Bool?, _ title: Text, _ figures: Text) -> Text {
        switch holds {
        case true?:
            Text("  [是] \(title.zh)：\(figures.zh)", "  [yes] \(title.en): \(figures.en)")
        case false?:
            Text("  [否] \(title.zh)：见上列问题", "  [NO]  \(title.en): see what was found")
        case nil:
            Text("  [无] \(title.zh)：还没有可核验的内容", "  [-]   \(title.en): nothing yet to look at")
        }
    }

    private static func paper(_ report: VerifyReport, given: Bool) -> Text {
        let title = Text("与纸上指纹相符", "as the fingerprint on paper")
        guard given else {
            return Text(
                "  [无] \(title.zh)：没有给出纸上的指纹；整本重写过的登记簿只有纸上的指纹能识破",
                "  [-]   \(title.en): none was given; only the paper unmasks a register rewritten as a whole"
            )
        }
        guard let anchor = report.anchor else { return said(false, title, title) }
        let since = report.entries - anchor
        return said(
            true, title,
            Text(
                "第 \(anchor) 条，其后又有 \(since) 条",
                "entry \(anchor); entries since: \(since)"))
    }

    private static func said(_ m: MeetingSummary) -> Text {
        guard let closing = m.closing else {
            return Text(
                "W-UNFINISHED 会议 \(m.id.rawValue)《\(m.title)》没有闭会记录（\(m.phase.text.zh)）：可能尚未开完，也可能尾部被截",
                "W-UNFINISHED meeting \(m.id.rawValue) “\(m.title)” has no closing (\(m.phase.text.en)): still running, or its tail is cut"
            )
        }
        return Text(
            "会议 \(m.id.rawValue)《\(m.title)》\(m.phase.text.zh)，\(m.events) 步，闭会指纹：\(closing.fingerprint.chinese)",
            "meeting \(m.id.rawValue) “\(m.title)” \(m.phase.text.en), \(m.events) steps, closing fingerprint: \(closing.fingerprint.english)"
        )
    }
}
