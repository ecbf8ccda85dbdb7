// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Replay
import Wording

// The votes of a matter in minutes of form 3: how, by how many, and the figures, or who voted how in the open.

extension OfficeMatter {
    /// Each ballot that was declared or voided, in order.
    var ballots: [Minutes.Block] {
        var out: [Minutes.Block] = []
        for step in minutes.timeline.steps where isAboutBallot(step) {
            switch step.event {
            case .ballotOpened(let opening): out.append(opened(opening, at: step))
            case .ballotVoided:
                out.append(.note("\(step.at.clock) \(say(step.event.text(names)))"))
            case .resultDeclared:
                let before = minutes.timeline.state(before: step)
                let after = minutes.timeline.state(after: step)
                if let count = after.matters[m].count {
                    out.append(.entry(figures(count, before)))
                }
            default: break
            }
        }
        return out
    }

    /// How it was voted on, and by how many.
    ///
    /// - Parameter lines: of a list, which of them stood on the paper, as they are marked.
    func opened(_ opening: BallotOpening, at step: Timeline.Step, of lines: String = "")
        -> Minutes.Block
    {
        let after = minutes.timeline.state(after: step)
        // Of those present, so that the figures add up.
        let away = after.isPresent.indices.count {
            after.isPresent[$0] && after.matters[m].isRecused[$0]
        }
        let voters = after.ballot?.electorate ?? 0
        let present = after.isPresent.count { $0 }
        return .item(
            opening.mode.isNamed
                ? say("公开表决", "Vote in the open") : say("无记名票决", "Secret ballot"),
            lines
                + say(
                    "\(opening.mode.text.zh)；应到会 \(after.entitled(for: m)) 人，实到会 \(present) 人，回避 \(away) 人，有表决权 \(voters) 人",
                    "\(opening.mode.text.en); \(after.entitled(for: m)) entitled, \(present) present, \(away) recused, \(voters) may vote"
                ))
    }

    /// A ballot may be about several matters, and so is its voiding.
    func isAboutBallot(_ step: Timeline.Step) -> Bool {
        let id = matter.id
        switch step.event {
        case .ballotOpened(let opening): return opening.matters.contains(id)
        case .resultDeclared(let declared): return declared.results.contains { $0.matter == id }
        case .ballotVoided:
            return minutes.timeline.state(before: step).ballot?.matters.contains(m) == true
        default: return false
        }
    }

    func figures(_ count: MatterState.Count, _ before: MeetingState) -> String {
        if let votes = count.votes { return figures(votes, of: count.electorate, before) }
        let f = count.figures
        let choices = zip(before.choiceTexts(of: m), f.choices)
            .map { say("\($0.0.zh) \($0.1) 票", "\($0.0.en) \($0.1)") }.joined(
                separator: say("，", ", "))
        return say(
            "发出表决票 \(count.issued) 张，收回 \(count.returned) 张，有效 \(f.valid) 张，无效 \(f.invalid) 张：\(choices)",
            "issued \(count.issued), returned \(count.returned), valid \(f.valid), invalid \(f.invalid): \(choices)"
        )
    }

    /// Who voted how in the open; an excerpt says how many.
    private func figures(_ votes: NamedVotes, of electorate: Int, _ before: MeetingState) -> String
    {
        let each = zip(before.choiceTexts(of: m), votes.choices).map { choice, people in
            let who =
                isExcerpt || people.isEmpty
                ? ""
                : say("（", " (") + people.map { names($0) }.joined(separator: comma) + say("）", ")")
            return say("\(choice.zh) \(people.count) 人", "\(choice.en) \(people.count)") + who
        }
        let silent = electorate - votes.figures.valid
        return say("表决：", "votes: ")
            + (each + [say("未表决 \(silent) 人", "not voting \(silent)")])
            .joined(separator: say("，", ", "))
    }
}
