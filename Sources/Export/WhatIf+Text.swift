// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Replay
import Wording

/// The differences in words.
public enum WhatIfText {
    /// What another profile would have made of the meeting, a line each.
    public static func lines(_ w: WhatIf, _ profile: Profile, _ names: Names) -> [Text] {
        let name = profile.title.text
        guard !w.isSame else {
            return [
                Text("按《", "Under “") + name
                    + Text("》没有任何不同。", "” nothing would have been different.")
            ]
        }
        var lines = [Text("按《", "Under “") + name + Text("》：", "”:")]
        for (m, matter) in w.matters.enumerated() where !matter.isSame {
            guard let id = w.state.charter?.plan.matters[m].id else { continue }
            lines.append(
                Text("  ", "  ") + names(id) + Text("：实际", ": was ")
                    + said(matter.was, matter.wasResult) + Text("，将会", "; would be: ")
                    + said(matter.would, matter.wouldResult))
        }
        if w.matters.isEmpty {
            lines.append(Text("  这次会议拟定不了。", "  this meeting couldn't have been planned."))
        }
        // What follows from a refusal is refused too: the first of each matter says why.
        var seen: Set<Int?> = []
        for r in w.refused where seen.insert(r.matter).inserted {
            let e = r.refusal.explanation(names)
            lines.append(
                Text("  第 \(r.number) 步 ", "  step \(r.number), ") + r.event.text(names)
                    + Text("：不允许 · \(e.rule) · ", ": refused · \(e.rule) · ") + e.says)
        }
        let more = w.refused.count - seen.count
        if more > 0 {
            lines.append(
                Text("  另有 \(more) 步因此不能进行", "  and \(more) steps more that hang on these"))
        }
        return lines
    }

    private static func said(_ status: MatterState.Status, _ result: MatterResult?) -> Text {
        // A veto leaves the figures, and takes away what they meant.
        guard status != .returned, let result, let votes = result.votes, let needed = result.needed
        else {
            return status.text
        }
        return result.outcome.text
            + Text("（需 \(needed) 得 \(votes)）", " (needed \(needed), got \(votes))")
    }
}
