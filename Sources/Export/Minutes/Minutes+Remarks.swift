// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Replay
import Wording

// What the rules want to be read in the minutes besides what was done: papers that came late (Q4), recused
// members who still count (Q2), no chief to speak last (P3), a second veto (V2). Since form 2.

extension Minutes {
    /// Q4: whom the papers reached too late or, for all that the record says, never.
    func shortNotice() -> [Block] {
        guard form >= 2,
            let opened = timeline.steps.firstIndex(where: { $0.event == .convened })
        else { return [] }
        var groups: [(Advice, [PersonID])] = []
        for advice in timeline.state(before: opened).shortNotice(
            on: timeline.steps[opened].at.day)
        {
            guard case .noticeShort(let person, let days, let needed, let personnel) = advice
            else { continue }
            if let last = groups.last, case .noticeShort(_, days, needed, personnel) = last.0 {
                groups[groups.count - 1].1.append(person)
            } else {
                groups.append((advice, [person]))
            }
        }
        guard !groups.isEmpty else { return [] }
        let texts = groups.map { say($0.0.shortNotice(of: $0.1, names)) }
        return [.item(say("材料送达", "Notice"), texts.joined(separator: say("；", "; ")))]
    }

    /// Q2: whether they still count as entitled.
    func recusedCount(_ charter: Charter) -> String {
        guard form >= 2 else { return "" }
        if charter.profile.recusedVote == true {
            return say(
                "（审议时回避，审议后参加表决）",
                " (out of the room for the deliberation, and voting after it)")
        }
        return charter.profile.recusedCountAsEntitled
            ? say("（均仍计入应到会）", " (all still counted as entitled)")
            : say("（均不计入应到会）", " (none counted as entitled)")
    }

    /// P3: views or a ballot on a matter, and no chief whom the last-speaker rule could bind: none was heard, and at
    /// the last of these none was there who isn't recused.
    func chiefless(_ m: Int, _ charter: Charter) -> [Block] {
        guard form >= 2,
            let last = stepsOf[m].last(where: { step in
                switch step.event {
                case .viewStated, .opinionRead, .ballotOpened: true
                default: false
                }
            })
        else { return [] }
        let state = timeline.state(after: last)
        guard !state.chiefHasSpoken(on: m),
            !charter.chiefs.contains(where: { state.takesPart($0, in: m) })
        else { return [] }
        return [
            .item(
                say("末位表态", "Last speaker"),
                form >= 3
                    ? say(
                        "受末位表态约束的主要负责人不在场或已回避，不适用末位表态；主持会议不改变身份",
                        "the chiefs whom the last-speaker rule binds are absent or recused: it binds nobody, and to preside makes nobody a chief"
                    )
                    : say(
                        "主要负责人均不在场或已回避，末位表态规则无人适用；主持人不因此成为主要负责人",
                        "no chief takes part (absent or recused): the last-speaker rule binds nobody, and who presides is no chief"
                    ))
        ]
    }

    /// V2
    func standing(of veto: Veto) -> [Block] {
        guard form >= 2, let standing = veto.standing else { return [] }
        return [.note(say(standing))]
    }
}
