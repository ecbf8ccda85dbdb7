// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import Conduct
import Export
import Foundation
import Intake
import Ledger
import Meeting
import Personnel
import Record
import Replay
import Wording

/// What the screens are shown of the session and the register.
extension RoomService {
    /// What the screens show, read anew.
    ///
    /// - Throws: `RegisterError` when the register can't be read.
    public func snapshot() throws -> RoomSnapshot {
        var snapshot = RoomSnapshot(now: now())
        snapshot.steady = steadyNow()
        snapshot.exposure = exposure
        snapshot.isRehearsal = isRehearsal
        guard let register, let session else {
            snapshot.notices = [startNotice].compactMap(\.self)
            return snapshot
        }
        snapshot.isReadOnly = replayed != nil
        try session.refresh()
        snapshot.register = register.path
        snapshot.notices = register.notices.map { Text("\($0.code) ", "\($0.code) ") + $0.text }
        snapshot.personnel = session.personnel
        snapshot.organisation = session.personnel.opening?.organisation ?? ""
        snapshot.meeting = session.meeting
        snapshot.state = session.state
        if let meeting = session.meeting {
            snapshot.context = try session.context(of: meeting)
            snapshot.voted = session.votedCount
            snapshot.waitingToVote = session.waitingToVote
            snapshot.tellersWithPin = session.tellersWithPin
            if session.state.phase == .closed || session.state.phase == .cancelled {
                snapshot.fingerprint = try register.closing(of: meeting).map {
                    let mark = Fingerprint($0.hash)
                    return Text("\(mark.chinese)", "\(mark.english)")
                }
            }
            snapshot.steps = try steps(of: meeting, register, snapshot.names)
        } else {
            snapshot.meetings = try meetings(register)
            snapshot.lastPlan = items?.lastPlan
            snapshot.waiting = items?.waiting ?? []
            snapshot.ledger = try ledger(register, session)
        }
        return snapshot
    }

    func meetings(_ register: Register) throws -> [RoomSnapshot.MeetingItem] {
        if let items, items.seq == register.head.seq { return items.items }
        var lastPlan: Plan?
        var waiting = WaitingMatters()
        let all = try register.meetings().map { id in
            let state = try Session.fold(register, id)
            lastPlan = state.charter?.plan ?? lastPlan
            waiting.take(id, state)
            return RoomSnapshot.MeetingItem(id, state, try register.closing(of: id))
        }
        let sorted = Array(all.reversed())
        items = (register.head.seq, sorted, lastPlan, waiting.all)
        return sorted
    }

    func ledger(_ register: Register, _ session: Session) throws -> LedgerTable {
        if let ledgerOf, ledgerOf.seq == register.head.seq { return ledgerOf.table }
        let table = try table(register, session, .inspection, by: "", .zh)
        ledgerOf = (register.head.seq, table)
        return table
    }

    func steps(of meeting: MeetingID, _ register: Register, _ names: Names) throws
        -> [RoomSnapshot.Step]
    {
        if let stepsOf, stepsOf.meeting == meeting, stepsOf.seq == register.head.seq {
            return steps
        }
        let entries = try register.entries(of: meeting)
        // Earlier counts were declared, or went with their ballot.
        let opened = entries.lastIndex {
            if case .meeting(_, .ballotOpened) = $0.fact { true } else { false }
        }
        steps = entries.enumerated().suffix(200).compactMap { i, entry in
            guard case .meeting(_, let event) = entry.fact else { return nil }
            let isCurrent = opened.map { i > $0 } ?? false
            let text =
                isCurrent ? session?.state.shown(event, names) : nil
            return RoomSnapshot.Step(clock: entry.at.clock, text: text ?? event.text(names))
        }
        stepsOf = (meeting, register.head.seq)
        return steps
    }

    /// The wall clock, in the register's offset where one is open.
    public func now() -> Timestamp {
        session?.now() ?? clock?.now()
            ?? SystemClock(offsetMinutes: SystemClock.localOffsetMinutes).now()
    }
}

extension MeetingState {
    /// One teller has counted the papers, the other not yet.
    var isHalfCounted: Bool {
        guard let ballot, ballot.mode == .paper else { return false }
        return !ballot.signedBy.isEmpty && ballot.signedBy.count < tellers.count
    }

    /// An event in words, for the screen in the room: figures appear when they are declared, to everybody at once.
    func shown(_ event: MeetingEvent, _ names: Names) -> Text {
        guard ballot != nil else { return event.text(names) }
        switch event {
        case .countEntered(let sheet) where isHalfCounted:
            return Text(
                "监票人 \(names(sheet.teller)) 已登记点票数，等另一名监票人登记",
                "teller \(names(sheet.teller)) has entered a count; the other teller enters theirs")
        case .countEntered(let sheet):
            return Text(
                "监票人 \(names(sheet.teller)) 已签署计票，宣布结果时显示",
                "teller \(names(sheet.teller)) has signed the count; it is shown when it is declared"
            )
        case .boxClosed(let closing):
            let who = names([closing.teller] + (closing.second.map { [$0] } ?? []))
            return Text(
                "监票人 \(who.zh) 关闭票箱，宣布结果时显示票数",
                "teller \(who.en) closed the box; the figures are shown when they are declared")
        case .boxCounted:
            return Text(
                "全体监票人已输入密码开票，宣布结果时显示票数",
                "every teller has given a PIN, the box is counted; the figures are shown when they are declared"
            )
        default: return event.text(names)
        }
    }
}
