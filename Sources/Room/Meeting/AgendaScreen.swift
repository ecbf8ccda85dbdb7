// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Terminal
import Wording

/// The agenda, the roll and the steps so far.
extension App {
    mutating func drawAgenda(_ c: inout Canvas, _ area: Range<Int>) {
        let s = snapshot.state
        c.put(2, 1, setting("议程", "Agenda"), .title)
        if let mark = snapshot.fingerprint {
            c.put(
                2, 10, setting("闭会指纹 ", "closing fingerprint ") + setting(mark), .strong,
                to: area.upperBound - 1)
        }
        clickRows = [:]
        var row = 4
        let each = c.rows > 40 ? 3 : 2
        let numbers = s.matters.indices.map { Width.of(snapshot.number(of: $0)) }.max() ?? 1
        let text = max(6, numbers + 4)
        let height = max(1, (c.body.upperBound - row) / each)
        for m in Scroll.window(s.matters.count, selected: selected, height: height) {
            let state = s.matters[m]
            let (sign, role) = sign(of: state, c.symbols)
            c.put(row, 1, "\(sign) \(snapshot.number(of: m))", role)
            c.put(row, text, snapshot.title(of: m), .strong, to: area.upperBound - 18)
            c.right(row, setting(status(m)), role, end: area.upperBound - 1)
            let kind = s.charter.map { setting($0.kinds[m].title.zh, $0.kinds[m].title.en) } ?? ""
            let list =
                s.charter?.list(of: m).map { setting("名单：", "list: ") + $0.title + "  " } ?? ""
            c.put(
                row + 1, text, "\(list)\(kind)  \(setting(lacking(m)))", .dim,
                to: area.upperBound - 1)
            clickRows[row] = m
            clickRows[row + 1] = m
            if m == selected { c.select(row, 1..<area.upperBound - 1) }
            row += each
        }
    }

    func sign(of m: MatterState, _ s: Symbols) -> (String, Role) {
        switch m.status {
        case .pending: (s.waiting, .plain)
        case .open, .discussed, .balloting: (s.next, .suggested)
        case .decided: (s.done, .good)
        case .failed, .returned: (s.refused, .bad)
        case .deferred, .withdrawn, .sentBack: (s.out, .dim)
        }
    }

    /// How a matter stands, with its figures.
    func status(_ m: Int) -> Text {
        let state = snapshot.state.matters[m]
        if state.voids > 0, state.status == .discussed {
            return Text("须重投（作废 \(state.voids) 次）", "vote again (void: \(state.voids))")
        }
        guard let result = state.result, state.status != .returned else { return state.status.text }
        guard let votes = result.votes, let needed = result.needed else {
            return result.outcome.text
        }
        return Text("得 \(votes) 需 \(needed) ", "\(votes) for, \(needed) needed: ")
            + result.outcome.text
    }

    /// What a pending matter still lacks; else who brings it.
    func lacking(_ m: Int) -> Text {
        guard let charter = snapshot.charter else { return Text("", "") }
        let state = snapshot.state.matters[m]
        let gates = snapshot.state.gates(of: m, on: snapshot.now.day).filter(\.binds)
        if state.status == .pending {
            if let stop = gates.first(where: { $0.standing == .stopped }) {
                return Text("停：", "stopped: ") + snapshot.names.paper(stop.name)
            }
            if let old = gates.first(where: { $0.standing == .outOfDate }) {
                return Text("过期：", "out of date: ") + snapshot.names.paper(old.name)
            }
            let missing = gates.filter { $0.standing == .missing }
            if !missing.isEmpty {
                return Text("缺 ", "missing ") + list(missing.map { snapshot.names.paper($0.name) })
            }
        }
        let bringer = (state.namedIntroducer ?? charter.deputies[m]).map(snapshot.label) ?? ""
        return bringer.isEmpty ? Text("", "") : Text("由 \(bringer) 汇报", "brought by \(bringer)")
    }

    mutating func drawRoll(_ c: inout Canvas, _ area: Range<Int>) {
        let s = snapshot.state
        guard let charter = snapshot.charter else { return }
        c.put(2, 1, setting("点名", "Roll"), .title)
        c.put(
            2, 8,
            setting(
                "应到 \(s.entitled)，实到 \(s.present)；法定人数 = 应到 × \(charter.profile.quorum) 进整 = \(s.quorum)",
                "entitled \(s.entitled), present \(s.present); quorum = \(charter.profile.quorum) of entitled, rounded up = \(s.quorum)"
            ), s.hasQuorum ? .good : .warning, to: area.upperBound - 1)
        var row = 4
        clickRows = [:]
        let seats = snapshot.seatsByRank
        let notes = notes
        let height = max(1, c.body.upperBound - row - min(3, notes.count))
        let longest = seats.map { Width.of(snapshot.label($0)) }.max() ?? 0
        // Whole names, where there is room for them.
        let nameWidth = max(18, min(longest, area.count - 44))
        let after = 7 + nameWidth + 1
        for i in Scroll.window(listCount, selected: selected, height: height) {
            guard i < seats.count else {
                drawAttendee(
                    on: &c, row: row, of: snapshot.attendees[i - seats.count], line: i, in: area,
                    nameWidth: nameWidth)
                row += 1
                continue
            }
            let seat = seats[i]
            let member = charter.plan.roll[seat]
            let here = s.isPresent[seat]
            let roles = setting(
                list(
                    [
                        member.chief?.text,
                        s.presiding == seat ? Text("主持", "presides") : nil,
                        s.tellers.contains(seat) ? Text("监票人", "teller") : nil,
                    ].compactMap(\.self)))
            c.put(row, 1, here ? c.symbols.done : c.symbols.waiting, here ? .good : .dim)
            c.put(row, 3, Width.fit("\(member.rank)", 3))
            c.put(
                row, 7, Width.fit(snapshot.label(seat), nameWidth, mark: c.symbols.more),
                here ? .strong : .plain)
            c.put(
                row, after, here ? setting("到会", "here") : setting("未到", "not here"),
                here ? .good : .warning)
            let detail = here ? "" : s.absence[seat].map { "\($0)  " } ?? ""
            c.put(row, after + 10, detail + roles, .plain, to: area.upperBound - 1)
            clickRows[row] = i
            if i == selected { c.select(row, 1..<area.upperBound - 1) }
            row += 1
        }
        row += 1
        for note in notes.prefix(max(0, c.body.upperBound - row)) {
            c.put(row, 1, "! \(setting(note))", .warning, to: area.upperBound - 1)
            row += 1
        }
    }

    private mutating func drawAttendee(
        on c: inout Canvas, row: Int, of attendee: Attendee, line: Int, in area: Range<Int>,
        nameWidth: Int
    ) {
        let stands = snapshot.state.attendance[attendee.id]
        let here = stands?.isHere == true
        c.put(row, 1, here ? c.symbols.done : c.symbols.waiting, here ? .good : .dim)
        c.put(
            row, 7, Width.fit(snapshot.names(attendee.id), nameWidth, mark: c.symbols.more),
            here ? .strong : .plain)
        let words =
            here
            ? setting("到会", "here")
            : stands == nil ? setting("未点名", "not called") : setting("未到", "not here")
        let end = c.put(row, 7 + nameWidth + 1, words, here ? .good : .dim)
        let detail = stands?.reason.map { "\($0)  " } ?? ""
        c.put(
            row, max(7 + nameWidth + 11, end + 1), detail + setting("列席", "attends"), .dim,
            to: area.upperBound - 1)
        clickRows[row] = line
        if line == selected { c.select(row, 1..<area.upperBound - 1) }
    }

    /// What is worth knowing before the meeting begins.
    var notes: [Text] {
        guard snapshot.state.phase == .planned else { return [] }
        var all: [Text] = []
        for m in snapshot.state.matters.indices {
            let text = lacking(m)
            if text.zh.hasPrefix("缺") {
                let number = snapshot.number(of: m)
                all.append(Text("议题 \(number) ", "Matter \(number) ") + text)
            }
        }
        for advice in snapshot.state.advice {
            if case .recommendationsMissing = advice { all.append(advice.text(snapshot.names)) }
        }
        for personnel in [false, true] {
            let short = snapshot.state.advice.compactMap { advice -> PersonID? in
                guard case .noticeShort(let id, _, let needed, personnel) = advice, needed > 0
                else { return nil }
                return id
            }
            guard !short.isEmpty, let due = snapshot.lastDayToDeliver(personnel: personnel) else {
                continue
            }
            let what =
                personnel ? Text("干部材料", "Personnel papers") : Text("会议材料", "Papers")
            all.append(
                Text(
                    "\(short.count) 人的\(what.zh)没有在 \(due) 以前送达",
                    "\(what.en) didn't reach \(short.count) by \(due)"))
        }
        return all
    }

    func drawSteps(_ c: inout Canvas, _ area: Range<Int>) {
        for row in 2..<c.rows - 3 {
            c.put(row, area.lowerBound - 1, setting.ascii ? "|" : "│", .dim)
        }
        c.put(2, area.lowerBound, setting(" 经过", " Record"), .title)
        var lines: [(String, Role)] = []
        for step in snapshot.steps {
            let wrapped = Width.wrap(setting(step.text), area.count - 8)
            for (i, line) in wrapped.enumerated() {
                lines.append(((i == 0 ? " \(step.clock) " : "       ") + line, .plain))
            }
        }
        let height = c.body.upperBound - 4
        for (i, line) in lines.suffix(height).enumerated() {
            c.put(4 + i, area.lowerBound, line.0, line.1, to: area.upperBound)
        }
    }
}

extension RoomSnapshot {
    /// The last day on which papers may reach a member so that the profile's working days lie between.
    func lastDayToDeliver(personnel: Bool) -> Day? {
        guard let charter else { return nil }
        let profile = charter.profile
        let needed = personnel ? profile.personnelNoticeWorkingDays : profile.noticeWorkingDays
        let meeting = charter.plan.scheduled.day
        // A year back there have been enough, whatever the holidays.
        return (0...366).lazy.map { meeting.advanced(by: -$0) }.first {
            profile.calendar.workingDays(after: $0, before: meeting) >= needed
        }
    }
}
