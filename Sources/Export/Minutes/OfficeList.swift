// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Replay
import Wording

/// A list's part of minutes in form 3: what is common once, then each line's person and papers, the views over the list with
/// the lines on which they differ, the ballots, and a decision a line.
struct OfficeList {
    let minutes: Minutes
    let charter: Charter
    let list: MatterList
    /// Their places on the agenda, from 0.
    let lines: Range<Int>

    private func say(_ zh: String, _ en: String) -> String { minutes.say(zh, en) }
    private var matters: [OfficeMatter] {
        lines.map { OfficeMatter(minutes: minutes, charter: charter, m: $0) }
    }

    func blocks() -> [Minutes.Block] {
        let item = charter.item(lines.lowerBound)
        var out: [Minutes.Block] = [
            .heading(
                say("\(OfficeMatter.numeral(item))、", "\(item). ") + minutes.shown(list.title))
        ]
        var presenters: [PersonID] = []
        for m in lines {
            if let who = minutes.end.matters[m].introducedBy, !presenters.contains(who) {
                presenters.append(who)
            }
        }
        if !presenters.isEmpty {
            out.append(
                .item(
                    say("汇报", "Presented by"),
                    presenters.map { minutes.withPost($0, charter) }
                        .joined(separator: minutes.comma)
                        + (charter.plan.matters[lines.lowerBound].summary.map {
                            say("：", ": ") + minutes.shown($0)
                        } ?? "")))
        }
        let common = commonPapers
        out += common
        for (line, matter) in zip(lines, matters) {
            out.append(
                .item(
                    say("第\(numeral(line))项", "Line \(number(line))"),
                    minutes.shown(charter.plan.matters[line].title)))
            out += charter.plan.matters[line].candidates.map(matter.person)
            out += matter.recommendations + matter.papers.filter { !common.contains($0) }
            out += matter.withdrawals + matter.questions
        }
        out += minutes.chiefless(lines.lowerBound, charter) + views + ballots
        for (line, matter) in zip(lines, matters) {
            out.append(.item(say("会议决定", "Decision"), mark(line) + matter.decision))
            out += matter.after
        }
        return out
    }

    /// From 1.
    private func number(_ line: Int) -> Int { line - lines.lowerBound + 1 }
    private func numeral(_ line: Int) -> String { OfficeMatter.numeral(number(line)) }
    /// `（一）`
    private func mark(_ line: Int) -> String { say("（\(numeral(line))）", "(\(number(line))) ") }

    /// Papers that stand the same on every line, such as one consultation for the whole list.
    private var commonPapers: [Minutes.Block] {
        let each = matters.map(\.papers)
        guard each.count > 1, let first = each.first else { return [] }
        return first.filter { paper in each.allSatisfy { $0.contains(paper) } }
    }

    // MARK: What was said

    /// What one member said in one go.
    private struct Statement {
        var member: PersonID
        var views: [(line: Int, view: StatedView)]
        var isLast = false
        /// Lines on which it was struck later.
        var struck: [Int] = []
        /// Remarks that were made meanwhile.
        var remarks: [Minutes.Block] = []
    }

    private var steps: [Timeline.Step] {
        var seen = Set<Int>()
        return lines.flatMap { minutes.stepsOf[$0] }.filter { seen.insert($0.seq).inserted }
            .sorted { $0.seq < $1.seq }
    }

    private var views: [Minutes.Block] {
        let steps = steps
        var struck: [String: Int] = [:]
        var lastChief: Int?
        for step in steps {
            if case .corrected(let c) = step.event, c.target == .view, let who = c.member {
                struck["\(c.matter) \(who)"] = step.seq
            }
            if step.marker == .chiefView, case .viewStated(let v) = step.event, v.stance != .noView
            {
                lastChief = step.seq
            }
        }
        var said: [Statement] = []
        var early: [Minutes.Block] = []
        for step in steps {
            switch step.event {
            case .viewStated(let view):
                guard let line = charter.matter(view.matter) else { continue }
                let isSame =
                    said.last?.member == view.member
                    && said.last?.views.contains { $0.line == line } == false
                if !isSame { said.append(Statement(member: view.member, views: [])) }
                let at = said.count - 1
                said[at].views.append((line, view))
                if step.seq == lastChief { said[at].isLast = true }
                if let later = struck["\(view.matter) \(view.member)"], later > step.seq {
                    said[at].struck.append(line)
                }
            case let event where event.isRemark:
                let note = Minutes.Block.note(
                    "\(step.at.clock) \(minutes.say(event.text(minutes.names)))")
                if said.isEmpty {
                    early.append(note)
                } else {
                    said[said.count - 1].remarks.append(note)
                }
            default: break
            }
        }
        let out = early + said.flatMap { entry($0) + $0.remarks }
        guard !out.isEmpty else { return [] }
        return [.item(say("表态（按发言顺序）", "Views, in the order heard"), "")] + out
    }

    /// The same over the whole list in one word; else line by line.
    private func entry(_ statement: Statement) -> [Minutes.Block] {
        guard let first = statement.views.first?.view else { return [] }
        func isSame(_ a: StatedView, _ b: StatedView) -> Bool {
            a.stance == b.stance && a.words == b.words && a.chosen == b.chosen
        }
        var out: [Minutes.Block] = []
        let isWhole =
            statement.views.count == lines.count
            && statement.views.allSatisfy { isSame($0.view, first) }
        if isWhole {
            out.append(.entry(matters[0].line(first, isLast: statement.isLast)))
        } else {
            var groups: [(lines: [Int], view: StatedView)] = []
            for (line, view) in statement.views {
                if let at = groups.firstIndex(where: { isSame($0.view, view) }) {
                    groups[at].lines.append(line)
                } else {
                    groups.append(([line], view))
                }
            }
            let parts = groups.map { lines, view in
                let whom = matters[0].whom(view)
                let words =
                    view.words.isEmpty
                    ? ""
                    : say("“\(minutes.shown(view.words))”", " “\(minutes.shown(view.words))”")
                return lines.map(mark).joined()
                    + say("\(view.stance.text.zh)", "\(view.stance.text.en)") + whom + words
            }
            let last = statement.isLast ? say("（末位表态）", " (last)") : ""
            out.append(
                .entry(
                    minutes.names(statement.member) + last + say("：", ": ")
                        + parts.joined(separator: say("；", "; ")) + say("。", ".")))
        }
        if !statement.struck.isEmpty {
            out.append(
                .note(
                    statement.struck.map(mark).joined()
                        + say("后经更正，不作数", "struck later as a slip")))
        }
        return out
    }

    // MARK: The ballots

    /// Each ballot on any of the lines, in order, with the figures of each.
    private var ballots: [Minutes.Block] {
        var out: [Minutes.Block] = []
        let ids = Set(lines.map { charter.plan.matters[$0].id })
        for step in minutes.timeline.steps {
            if case .ballotOpened(let opening) = step.event {
                let on = opening.matters.filter(ids.contains).compactMap(charter.matter)
                guard let first = on.first else { continue }
                let head = OfficeMatter(minutes: minutes, charter: charter, m: first)
                out.append(head.opened(opening, at: step, of: on.map(mark).joined()))
            } else if step.event.kind == .ballotVoided {
                let before = minutes.timeline.state(before: step)
                guard before.ballot?.matters.contains(where: lines.contains) == true else {
                    continue
                }
                out.append(
                    .note("\(step.at.clock) \(minutes.say(step.event.text(minutes.names)))"))
            } else if case .resultDeclared(let declared) = step.event {
                let before = minutes.timeline.state(before: step)
                let after = minutes.timeline.state(after: step)
                for result in declared.results {
                    guard let m = charter.matter(result.matter), lines.contains(m),
                        let count = after.matters[m].count
                    else { continue }
                    let matter = OfficeMatter(minutes: minutes, charter: charter, m: m)
                    out.append(.entry(mark(m) + matter.figures(count, before)))
                }
            }
        }
        return out
    }
}
