// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Ledger
import Meeting
import Personnel
import Wording

/// Everything the record has on one appointment, from the recommendation to the last appeal, in one
/// view: what a backward review (倒查) looks at. It lists and judges nobody. A2.
public struct Dossier: Sendable {
    /// A heading with its lines.
    public struct Section: Sendable {
        public var title: Text
        public var lines: [Text]
    }

    public let title: Text
    public let sections: [Section]

    public init(_ source: DossierSource) {
        let maker = DossierMaker(source)
        title = maker.title
        sections = maker.sections.filter { !$0.lines.isEmpty }
    }

    /// The whole as lines, each section under its title.
    public var lines: [Text] {
        sections.flatMap { section in
            [section.title] + section.lines.map { Text("  ", "  ") + $0 } + [Text("", "")]
        }
    }
}

private struct DossierMaker {
    let source: DossierSource
    let names: Names

    init(_ source: DossierSource) {
        self.source = source
        names = Names(source.meeting, source.people)
    }

    private var appointment: Appointment { source.file.appointment }

    var title: Text {
        Text("\(names(appointment.candidate)) 任 ", "\(names(appointment.candidate)), ")
            + shown(appointment.post)
    }

    var sections: [Dossier.Section] {
        [
            .init(title: Text("一、任职", "1. The appointment"), lines: standing),
            .init(title: Text("二、实名推荐", "2. Signed recommendations"), lines: recommendations),
            .init(title: Text("三、会前材料和汇报", "3. Papers and introduction"), lines: papers),
            .init(title: Text("四、表态（按先后）", "4. Views, in order"), lines: views),
            .init(title: Text("五、票决", "5. The ballot"), lines: ballot),
            .init(title: Text("六、任后", "6. After the vote"), lines: life),
            .init(
                title: Text("七、可被认定责任的人", "7. Whom a finding may name"), lines: accountable),
            .init(title: Text("八、倒查、认定、申诉", "8. Review, findings, appeals"), lines: findings),
        ]
    }

    private func shown(_ text: String) -> Text {
        let visible = Legibility.visible(text)
        return Text(same: visible)
    }

    private var standing: [Text] {
        let file = source.file
        var lines = [
            Text(
                "会议 \(appointment.meeting)《", "meeting \(appointment.meeting) “")
                + shown(source.meeting.charter?.plan.title ?? "") + Text("》，", "”, ")
                + names(appointment.matter),
            Text(
                "\(appointment.decidedOn) 决定，得 \(appointment.votesFor) 票，应到 \(appointment.entitled)",
                "decided on \(appointment.decidedOn), \(appointment.votesFor) for, \(appointment.entitled) entitled"
            ),
            Text("现状：", "now: ") + file.stage.text,
        ]
        if let end = file.probationThrough {
            lines.append(Text("试用期至 \(end)", "probation through \(end)"))
        }
        return lines
    }

    private var recommendations: [Text] {
        appointment.recommendations.flatMap { id -> [Text] in
            guard let file = source.people.recommendations[id] else { return [] }
            let r = file.recommendation
            var lines = [
                Text("\(id)（", "\(id) (") + r.kind.text
                    + Text("），\(r.signedOn) 签署：", "), signed \(r.signedOn): ") + shown(r.reasons)
            ]
            lines += r.recommenders.map { signer in
                let check = source.checks[id]?[signer.person] ?? .paper
                return Text("  \(names(signer.person))", "  \(names(signer.person))")
                    + (r.lead == signer.person ? Text("（首推）", " (lead)") : Text("", ""))
                    + Text("，关系：", ", relation: ") + signer.relation.text + Text("，", ", ")
                    + check.text
            }
            lines += ([r.paper] + [r.minutes].compactMap(\.self) + (r.attachments ?? [])).map {
                Text("  文件 ", "  paper ") + $0.text
            }
            if let gone = file.withdrawal {
                lines.append(
                    Text("  \(names(gone.by)) 撤回：", "  withdrawn by \(names(gone.by)): ")
                        + shown(gone.reason))
            }
            return lines
        }
    }

    private var matter: (index: Int, state: MatterState, kind: MatterKind)? {
        guard let charter = source.meeting.charter, let m = charter.matter(appointment.matter)
        else { return nil }
        return (m, source.meeting.matters[m], charter.kinds[m])
    }

    private var papers: [Text] {
        guard let (_, state, kind) = matter, source.meeting.charter != nil else { return [] }
        let about = appointment.candidate
        var lines = state.prerequisites.filter { $0.candidate ?? about == about }.map { p in
            let title = kind.prerequisites.first { $0.id == p.prerequisite }?.title
            return Text("\(title?.zh ?? p.prerequisite)", "\(title?.en ?? p.prerequisite)")
                + Text("：", ": ") + names(p.named) + Text("，\(p.on)", ", \(p.on)")
                + (p.document.map { Text("，", ", ") + $0.text } ?? Text("", ""))
                + conclusion(p, kind)
        }
        if let presenter = state.introducedBy {
            lines.append(
                Text("汇报人 ", "introduced by ") + names([presenter]))
        }
        return lines
    }

    private func conclusion(_ p: PrerequisiteRecord, _ kind: MatterKind) -> Text {
        let wanted = kind.prerequisites.first { $0.id == p.prerequisite }
        guard let said = p.conclusion.flatMap({ wanted?.conclusion($0) }) else {
            return Text("", "")
        }
        return Text("，结论：", ", conclusion: ") + said.title.text
            + (p.reason.map { Text("（", " (") + shown($0) + Text("）", ")") } ?? Text("", ""))
    }

    private var views: [Text] {
        guard let (_, state, _) = matter, let charter = source.meeting.charter else { return [] }
        var lines = state.views.enumerated().compactMap { seat, view in view.map { (seat, $0) } }
            .sorted { $0.1.number < $1.1.number }
            .map { seat, view in
                Text(same: names(charter.id(seat)))
                    + (charter.chiefPosition[seat] == nil
                        ? Text("", "") : Text("（主要负责人）", " (chief)"))
                    + Text("：", ": ") + view.stance.text
                    + (view.words.isEmpty
                        ? Text("", "") : Text("，", ", ") + shown(view.words))
            }
        let away = state.isRecused.indices.filter { state.isRecused[$0] }
        if !away.isEmpty {
            lines.append(Text("回避：", "recused: ") + names(away.map(charter.id)))
        }
        if state.signals > 0 {
            lines.append(
                Text(
                    "主要负责人提前示意，记录 \(state.signals) 次",
                    "a chief signalled early, on record \(state.signals) times"))
        }
        return lines
    }

    private var ballot: [Text] {
        guard let (m, state, _) = matter, let count = state.count else { return [] }
        let f = count.figures
        var lines = [
            count.mode.text
                + Text(
                    "：发出 \(count.issued)，收回 \(count.returned)，有效 \(f.valid)，无效 \(f.invalid)",
                    ": issued \(count.issued), returned \(count.returned), valid \(f.valid), invalid \(f.invalid)"
                )
        ]
        if let result = state.result, let votes = result.votes, let needed = result.needed {
            lines.append(
                Text(
                    "应到 \(source.meeting.entitled(for: m))，需 \(needed) 票，得 \(votes) 票：",
                    "entitled \(source.meeting.entitled(for: m)), needed \(needed), got \(votes): ")
                    + result.outcome.text)
        }
        if let veto = state.veto {
            lines.append(
                Text("\(names(veto.by)) 否决：", "vetoed by \(names(veto.by)): ")
                    + shown(veto.reasons))
            if let standing = veto.standing { lines.append(standing) }
        }
        return lines
    }

    private var life: [Text] {
        source.happened.filter { $0.event.isStep(of: appointment.id) }.map(dated)
    }

    private func dated(_ on: Day, _ event: PersonnelEvent) -> Text {
        Text("\(on)  ", "\(on)  ") + event.text(names)
    }

    /// Listed for their part, never for how they voted. A5.
    private var accountable: [Text] {
        guard source.file.isUnderReview else { return [] }
        return source.people.backwardReview(of: source.file).map { one, found in
            one.capacity.text + Text("：", ": ") + names([one.person])
                + (one.post.map { Text("，", ", ") + shown($0) } ?? Text("", ""))
                + (found?.finding.part.map { Text("（", " (") + shown($0) + Text("）", ")") }
                    ?? Text("", ""))
                + Text("：", ": ")
                + (found.map { $0.isRevoked ? Text("认定已撤销", "finding revoked") : $0.kind.text }
                    ?? Text("未认定", "no finding"))
        }
    }

    private var findings: [Text] {
        source.happened.filter { !$0.event.isStep(of: appointment.id) }.map(dated)
    }
}
