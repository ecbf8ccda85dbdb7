// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Wording

// What each act asks for.

extension RoomSnapshot {
    private var people: [(id: PersonID, name: String)] {
        guard let charter else { return [] }
        return charter.plan.roll.enumerated().filter { state.isPresent[$0.offset] }
            .map { ($0.element.id, Legibility.visible($0.element.label)) }
            + charter.plan.attendees.map { ($0.id, Legibility.visible($0.name)) }
    }

    /// Which views have to be given reasons for, in the name of the field itself.
    private var wordsLabel: Text {
        let bound = (charter?.profile.wordsRequired ?? []).map(\.text)
        guard !bound.isEmpty else { return Text("附言", "Words") }
        return Text("附言（", "Words (due: ") + list(bound)
            + Text("须写明理由）", ")")
    }

    private func members(_ isFit: (Int) -> Bool) -> [Int] { seatsByRank.filter(isFit) }

    /// Those who may be tellers, as far as can be told before asking.
    var tellerSeats: [Int] {
        guard let charter else { return [] }
        return members {
            charter.chiefPosition[$0] == nil && (state.phase == .planned || state.isPresent[$0])
        }
    }

    func fields(_ command: MeetingCommand) -> [Field] {
        guard let charter else { return [] }
        switch command {
        case .leave, .excuse, .preside, .cancel, .nameIntroducer, .correct: return [.reason()]
        case .withdraw(let w):
            return [
                .choice(
                    Text("提出撤回的人", "Withdrawn by"),
                    withdrawers(w.matter).map { Text(names($0), names($0)) }), .reason(),
            ]
        case .recuse:
            return [
                .choice(Text("事由", "Ground"), Recusal.Ground.allCases.map(\.text), -1), .reason(),
            ]
        case .appointTellers:
            let seats = tellerSeats
            var field = Field(
                label: Text("监票人", "Tellers"),
                kind: .picks(seats.map { Text(label($0), label($0)) }, least: 2))
            field.picks = Set(seats.indices.filter { state.tellers.contains(seats[$0]) })
            return [field]
        case .callQuorum:
            return [.choice(Text("要求清点的人", "Called by"), people.map { Text($0.name, $0.name) })]
        case .stateView(let view):
            var fields = [
                // Nobody's view is put down by pressing Enter on.
                Field.choice(Text("表态", "View"), stances.map(\.text), -1),
                Field.words(wordsLabel, optional: true),
            ]
            if let m = charter.matter(view.matter), charter.kinds[m].form == .contested {
                fields.insert(
                    .choice(
                        Text("同意的人选", "Candidate (if for)"),
                        state.matters[m].contenders.map { Text(names($0), names($0)) },
                        state.matters[m].contenders.count > 1 ? -1 : 0
                    ).when(0, Set(stances.indices.filter { stances[$0] == .for })), at: 1)
            }
            return fields
        case .raisePoint:
            return [
                .choice(
                    Text("事项", "About"),
                    [Text("主要负责人提前示意", "a chief signalled early"), Text("其他", "something else")]),
                .choice(Text("提出人", "Raised by"), people.map { Text($0.name, $0.name) }),
                .words(Text("内容", "Words")),
            ]
        case .readOpinion: return [.words(Text("书面意见", "Opinion"))]
        case .reopen:
            return [.number(Text("赞成人数", "In favour"), 0...999), .reason()]
        case .defer(let d):
            return d.ground == .motion
                ? [.number(Text("赞成人数", "In favour"), 0...999), .reason()] : [.reason()]
        case .sealOthers:
            return state.ballot?.mode == .paper
                ? [.number(Text("已投张数", "Papers in the box"), 0...999)] : []
        case .enterCount: return countFields()
        case .voidBallot(let v):
            let who = voiders(v)
            return
                (who.count > 1
                ? [.choice(Text("宣布作废的人", "Declared by"), who.map { Text(names($0), names($0)) })]
                : []) + [.reason()]
        case .veto:
            return [
                .words(Text("理由", "Reasons")),
                .words(Text("书面否决的名称", "Title of the signed paper")),
            ]
        case .adjourn:
            var until = Field(label: Text("复会时间", "Until"), kind: .time)
            until.text = "\(now.day.advanced(by: 1)) 09:00"
            return [until, .reason()]
        case .deliver:
            var on = Field(label: Text("送达日期", "Reached on"), kind: .day)
            on.text = "\(now.day)"
            return [
                .choice(Text("材料", "What"), Delivery.What.all.map(\.text)),
                on,
            ]
        case .recordPrerequisite(let p): return paperFields(p.matter)
        default: return []
        }
    }

    /// Who may take a matter off the agenda: whoever brings it, or the chair before it is introduced.
    func withdrawers(_ id: MatterID) -> [PersonID] {
        guard let charter, let m = charter.matter(id) else { return [] }
        var seats = [state.matters[m].namedIntroducer, charter.deputies[m]].compactMap(\.self)
        if state.matters[m].status == .pending { seats.append(state.presiding) }
        var seen: Set<Int> = []
        return seats.filter { state.isPresent[$0] && seen.insert($0).inserted }.map(charter.id)
    }

    /// Who may declare the ballot void for this cause, by the rules.
    func voiders(_ v: BallotVoiding) -> [PersonID] {
        guard let charter else { return [] }
        var seen: Set<Int> = []
        return (state.tellers + [state.presiding]).filter { seen.insert($0).inserted }
            .map(charter.id).filter { id in
                var probe = v
                probe.by = id
                return refusal(of: .voidBallot(probe)) == nil
            }
    }

    var stances: [Stance] {
        charter?.profile.mayPass == true ? Stance.allCases : [.for, .against, .defer]
    }

    private func paperFields(_ id: MatterID) -> [Field] {
        // The deputy in charge brings most of them.
        let deputy = charter?.matter(id).flatMap { charter?.deputies[$0] }.flatMap {
            charter?.id($0)
        }
        var on = Field(label: Text("日期", "Dated"), kind: .day)
        on.text = "\(now.day)"
        return [
            .choice(
                Text("提交人", "Brought by"), bringers.map { Text(names($0), names($0)) },
                deputy.flatMap(bringers.firstIndex(of:)) ?? 0), on,
            .words(Text("材料名称", "Title of the paper")),
            Field(
                label: Text("电子文件（可空，登记 SHA-256）", "File (optional; its SHA-256 is recorded)"),
                kind: .file, isOptional: true),
        ]
    }

    /// Anybody in the register: deputies first.
    var bringers: [PersonID] {
        seatsByRank.compactMap { charter?.id($0) }
            + personnel.people.keys.filter { charter?.seat($0) == nil }.sorted()
    }

    private func countFields() -> [Field] {
        guard let ballot = state.ballot else { return [] }
        // The second teller sees what the first counted only by counting again.
        var fields: [Field] = [
            .number(Text("发出", "Issued"), 0...9999, ballot.electorate),
            .number(Text("收回", "Returned"), 0...9999),
        ]
        for m in ballot.matters {
            for choice in state.choiceTexts(of: m) {
                fields.append(
                    .number(Text("议题 \(m + 1) ", "matter \(m + 1) ") + choice, 0...9999))
            }
        }
        return fields
    }
}
