// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Record
import Replay
import Wording

// Minutes as an office reads them: form 3. What is for verification alone stands in the annex.

extension Minutes {
    func officeBlocks(_ charter: Charter) -> [Block] {
        let plan = charter.plan
        var out: [Block] = [
            .title(
                shown(plan.organisation) + " " + shown(plan.title)
                    + (matter == nil ? say(" 会议记录", ": minutes") : say(" 决定摘录", ": excerpt")))
        ]
        out += matter == nil ? officeHead(charter) : officeExcerptHead(charter)
        for m in plan.matters.indices where matter == nil || matter == m {
            if matter == nil, let list = charter.list(of: m) {
                let lines = charter.lines(with: m)
                guard m == lines.lowerBound else { continue }
                out += OfficeList(minutes: self, charter: charter, list: list, lines: lines)
                    .blocks()
            } else {
                out += OfficeMatter(minutes: self, charter: charter, m: m).blocks()
            }
        }
        if matter == nil, timeline.end?.event.kind == .closed {
            out.append(.heading(say("散会。", "The meeting is closed.")))
        }
        out += officeSignatures(charter)
        return out + annex(charter)
    }

    // MARK: The head

    private func officeHead(_ charter: Charter) -> [Block] {
        let plan = charter.plan
        let came = timeline.attended
        let present = plan.roll.filter { came.contains($0.id) }
        let absent = plan.roll.indices.filter { !came.contains(plan.roll[$0].id) }
        var out: [Block] = [
            .item(say("时间", "Time"), officeHours()),
            .item(say("地点", "Place"), shown(plan.place)),
            .item(say("主持", "Presiding"), withPost(charter.id(end.presiding), charter)),
            .item(
                say("出席", "Present"),
                present.map { named($0.label, $0.post) + moves($0.id) }.joined(separator: comma)
                    + say(
                        "（应到会 \(end.entitled) 人，实到会 \(present.count) 人）",
                        " (\(present.count) of \(end.entitled) entitled)")),
        ]
        if !absent.isEmpty {
            out.append(
                .item(
                    say("请假", "Absent"),
                    absent.map { seat in
                        let member = plan.roll[seat]
                        return named(member.label, member.post)
                            + say("，", ", ")
                            + (end.absence[seat].map(shown)
                                ?? say("未说明事由", "no reason given"))
                    }.joined(separator: say("；", "; "))))
        }
        out += attendees(plan)
        out.append(.item(say("记录", "Secretary"), withPost(plan.secretary, charter)))
        if !end.tellers.isEmpty {
            out.append(
                .item(
                    say("监票", "Tellers"),
                    end.tellers.map { names(charter.id($0)) }.joined(separator: comma)))
        }
        if !end.counters.isEmpty {
            out.append(
                .item(
                    say("计票", "Counters"),
                    end.counters.map { names($0) }.joined(separator: comma)))
        }
        out += shortNotice()
        return out + incidents()
    }

    /// Those who came; where none of them was called, those of the plan, and that they weren't.
    private func attendees(_ plan: Plan) -> [Block] {
        guard !plan.attendees.isEmpty else { return [] }
        let came = timeline.came
        let here = plan.attendees.filter { came.contains($0.id) }
        let wereCalled = timeline.steps.contains { step in
            let isCall = step.event.kind == .arrived || step.event.kind == .excused
            return isCall && plan.attendees.contains { $0.id == step.person }
        }
        let shown = wereCalled ? here : plan.attendees
        guard !shown.isEmpty else { return [] }
        return [
            .item(
                say("列席", "In attendance"),
                shown.map { named($0.name, $0.post) + moves($0.id) }.joined(separator: comma)
                    + (wereCalled ? "" : say("（未点名）", " (not called)")))
        ]
    }

    private func officeExcerptHead(_ charter: Charter) -> [Block] {
        [
            .item(say("时间", "Time"), officeHours()),
            .item(say("主持", "Presiding"), withPost(charter.id(end.presiding), charter)),
            .item(
                say("出席", "Present"),
                say(
                    "应到会 \(end.entitled) 人，实到会 \(timeline.attended.count) 人",
                    "\(timeline.attended.count) of \(end.entitled) entitled")),
        ]
    }

    /// A name with the post that the plan has for it.
    func withPost(_ id: PersonID, _ charter: Charter) -> String {
        names(id) + (charter.post(of: id).map(bracketed) ?? "")
    }

    /// When somebody came late or left, after the meeting was convened.
    private func moves(_ id: PersonID) -> String {
        var isOpen = false
        var marks: [String] = []
        for step in timeline.steps {
            switch step.event {
            case .convened: isOpen = true
            case .arrived(let p) where isOpen && p.member == id:
                marks.append(say("\(step.at.clock) 到会", "came at \(step.at.clock)"))
            case .left(let p) where isOpen && p.member == id:
                marks.append(say("\(step.at.clock) 离会", "left at \(step.at.clock)"))
            default: break
            }
        }
        return marks.isEmpty
            ? "" : say("〔\(marks.joined(separator: "，"))〕", " [\(marks.joined(separator: ", "))]")
    }

    /// From convening to the end, as people write it.
    private func officeHours() -> String {
        guard let from = timeline.steps.first(where: { $0.event == .convened })?.at else {
            return end.charter.map { spoken($0.plan.scheduled) } ?? ""
        }
        guard let to = timeline.end?.at else { return spoken(from) }
        return spoken(from) + " – " + (to.day == from.day ? to.clock : spoken(to))
    }

    private func spoken(_ time: Timestamp) -> String {
        say("\(spoken(time.day)) \(time.clock)", "\(time.day) \(time.clock)")
    }

    func spoken(_ day: Day) -> String {
        let civil = day.civil
        return say("\(civil.year)年\(civil.month)月\(civil.day)日", "\(day)")
    }

    /// What concerns the meeting as a whole and isn't said above.
    private func incidents() -> [Block] {
        let told = timeline.steps.filter { step in
            guard step.matter == nil else { return false }
            switch step.event {
            case .presidingChanged, .quorumCalled, .pointRaised, .adjourned, .reconvened,
                .cancelled, .clockRemarked:
                return true
            default: return false
            }
        }
        guard !told.isEmpty else { return [] }
        return [.item(say("会议情况", "Of the meeting"), "")]
            + told.map { .entry("\($0.at.clock) \(say($0.event.text(names)))") }
    }

    // MARK: The end

    private func officeSignatures(_ charter: Charter) -> [Block] {
        guard matter == nil else {
            return [
                .signature(say("记录人", "Secretary") + " \(names(charter.plan.secretary))")
            ]
        }
        return [.signature(say("主持人", "Presiding") + " \(names(charter.id(end.presiding)))")]
            + end.tellers.map {
                .signature(say("监票人", "Teller") + " \(names(charter.id($0)))")
            }
            + otherSigners(charter).map {
                .signature(say("与会成员", "Member") + " \(names($0))")
            }
            + [.signature(say("记录人", "Secretary") + " \(names(charter.plan.secretary))")]
    }

    /// P4: the members present, where the profile wants their names under the minutes.
    private func otherSigners(_ charter: Charter) -> [PersonID] {
        let officers =
            [charter.id(end.presiding), charter.plan.secretary] + end.tellers.map(charter.id)
        return end.minutesSigners.filter { !officers.contains($0) }
    }

    /// What somebody needs who holds these minutes to the record, and nobody to read them.
    private func annex(_ charter: Charter) -> [Block] {
        let plan = charter.plan
        var out: [Block] = [
            .heading(say("核验附页", "Annex for verification")),
            .item(
                say("会议", "Meeting"),
                say(
                    "\(shown(timeline.meeting.rawValue))，共 \(timeline.steps.count) 步",
                    "\(shown(timeline.meeting.rawValue)), \(timeline.steps.count) steps")),
            .item(
                say("议事规则", "Profile"),
                say(plan.profile.title.text)
                    + say("（", " (")
                    + "\(shown(plan.profile.id)) \(shown(String(plan.profileHash.prefix(16))))"
                    + say("）", ")")),
        ]
        if let fingerprint {
            out.append(
                .item(say("指纹", "Fingerprint"), say(fingerprint.chinese, fingerprint.english)))
        }
        for m in plan.matters.indices where matter == nil || matter == m {
            for gate in end.gates(of: m) {
                guard let hash = gate.record?.document?.sha256 else { continue }
                out.append(
                    .item(
                        say("材料校验值", "Paper's hash"),
                        say(
                            "第 \(charter.number(m)) 项 \(names.paper(gate.name).zh) \(hash.prefix(16))",
                            "\(charter.number(m)), \(names.paper(gate.name).en) \(hash.prefix(16))"
                        )))
            }
            for step in stepsOf[m] {
                guard case .boxCounted(let count) = step.event else { continue }
                out.append(
                    .item(
                        say("投票存档", "Ballot archive"),
                        say(
                            "第 \(charter.number(m)) 项 \(count.archive.prefix(16))",
                            "\(charter.number(m)), \(count.archive.prefix(16))")))
            }
        }
        return out
    }
}
