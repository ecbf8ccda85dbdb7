// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Terminal
import Wording

// A matter in full: who the persons are, who recommends them, and what was checked with its conclusion.

extension RoomSnapshot {
    /// The page of a matter; nil where the agenda has none of that id.
    func page(of id: MatterID) -> Page? {
        guard let charter, let m = charter.matter(id) else { return nil }
        let matter = charter.plan.matters[m]
        let kind = charter.kinds[m]
        let gates = state.gates(of: m, on: now.day)
        var lines = [
            Text("类别：\(kind.title.zh)", "Kind: \(kind.title.en)"),
            Text("现状：", "Stands: ") + state.matters[m].status.text,
        ]
        let common = gates.filter { $0.candidate == nil }
        if !common.isEmpty {
            lines.append(Text("材料", "Papers"))
            lines += common.map(line)
        }
        for candidate in matter.candidates {
            lines.append(Text("", ""))
            lines.append(heading(candidate, kind))
            lines.append(facts(candidate, charter.profile))
            let signed = state.matters[m].recommendations.filter { $0.candidate == candidate.id }
            if kind.recommendations > 0 || !signed.isEmpty {
                lines.append(
                    Text("  实名推荐：", "  recommended by ")
                        + (signed.isEmpty
                            ? Text("无", "nobody")
                            : list(signed.map { names($0.recommenders.map(\.person)) })))
            }
            lines += gates.filter { $0.candidate == candidate.id }.map(line)
        }
        return Page(Text(same: title(of: m)), lines, isDone: true)
    }

    private func heading(_ candidate: Candidate, _ kind: MatterKind) -> Text {
        let present = candidate.presentPost.map { Text("，现任\($0)", ", now \($0)") }
        let post = candidate.post.map {
            kind.appoints ? Text("，拟任\($0)", ", to be \($0)") : Text("，\($0)", ", \($0)")
        }
        return Text(same: candidate.name) + (present ?? Text("", "")) + (post ?? Text("", ""))
    }

    private func facts(_ candidate: Candidate, _ profile: Profile) -> Text {
        guard let all = profile.facts else { return Text("", "") }
        guard let so = candidate.facts else {
            return Text("  情形：没有写明", "  nobody stated what is so")
        }
        let titles = all.filter { so.contains($0.id) }.map(\.title.text)
        return Text("  情形：", "  so of them: ")
            + (titles.isEmpty ? Text("所列均无", "nothing of the profile's list") : list(titles))
    }

    /// A paper in one line, with a sign that says how it stands without its colour.
    private func line(_ gate: Gate) -> Text {
        let title = gate.prerequisite.title.text
        let sign: Text
        let says: Text
        switch gate.standing {
        case .missing:
            sign = gate.binds ? Text("缺", "missing") : Text("提示", "advised")
            says = Text("未登记", "not on record")
        case .passed:
            sign = Text("有", "there")
            says = gate.conclusion?.title.text ?? gate.figuresText ?? Text("已登记", "on record")
        case .passedWithReason:
            sign = Text("说明", "reason")
            says =
                (gate.conclusion?.title.text ?? Text("", ""))
                + (gate.record?.reason.map { Text("；\($0)", "; \($0)") } ?? Text("", ""))
        case .outOfDate:
            sign = gate.binds ? Text("过期", "OUT OF DATE") : Text("提示", "advised")
            says = Text(
                "有效期至 \(gate.lastDay.map(\.description) ?? "")",
                "good until \(gate.lastDay.map(\.description) ?? "")")
        case .stopped:
            sign = gate.binds ? Text("停", "STOPS") : Text("提示", "advised")
            says = gate.conclusion?.title.text ?? Text("", "")
        }
        let who = gate.record.map { record in
            Text("（", " (") + names(record.named) + Text("，\(record.on)）", ", \(record.on))")
        }
        return Text("  [", "  [") + sign + Text("] ", "] ") + title + Text("：", ": ") + says
            + (who ?? Text("", ""))
    }
}
