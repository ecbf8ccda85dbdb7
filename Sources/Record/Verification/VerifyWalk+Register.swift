// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

// Where a meeting and the register of people meet: what a step of one means for the other stands just before it, and is
// judged with it.

extension VerifyWalk {
    /// What other meetings mean for this event: only a plan, an attached paper and a veto ask for it.
    func earlier(of id: MeetingID, _ event: MeetingEvent, _ before: MeetingState)
        -> EarlierMeetings
    {
        var earlier = EarlierMeetings()
        var plan: Plan?
        if case .planned(let planned) = event { plan = planned }
        if case .vetoed = event { plan = before.charter?.plan }
        for reference in plan?.reconsidered ?? [] {
            earlier.decisions[reference] = audits[reference.meeting]?.state.decision(
                on: reference.matter)
        }
        if case .vetoed(let veto) = event {
            earlier.takenUp[veto.matter] = takenUp[MatterReference(id, veto.matter)]
        }
        return earlier
    }

    /// What a step means for the register of people stands just before it, no more and no less.
    mutating func compare(
        _ due: [PersonnelEvent], with entry: Entry, of id: MeetingID
    ) {
        let found = withMeeting
        withMeeting = []
        let events = found.map(\.event)
        for (seq, event, at) in found {
            if let last = registerLastAt, at < last { report.add(.runsBack(seq: seq)) }
            if event.isAfter02 { hasNewForm = true }
            note(at)
        }
        // A record of 0.2 has no holds: what it took up again went on meanwhile.
        if events == due || !hasNewForm && events == due.filter({ !$0.isAfter02 }) {
            for event in events { apply(event) }
            return
        }
        let isFreeze: (PersonnelEvent) -> Bool = { $0.kind == .frozen }
        if events.filter(isFreeze) != due.filter(isFreeze) {
            report.add(.freeze(seq: entry.seq, id))
        }
        if events.filter({ !isFreeze($0) }) != due.filter({ !isFreeze($0) }) {
            report.add(.appointments(seq: entry.seq, id))
        }
        // What was recorded is judged by itself: others' steps may rest on it.
        for (seq, event, at) in found {
            guard let command = event.command else { continue }
            do {
                _ = try personnel.decide(command, on: at.day, latest: registerAt?.day)
                apply(event)
            } catch { report.add(.personnel(seq: seq, error)) }
        }
    }

    /// What goes with a step that an excerpt leaves out: its freeze and its holds are judged by themselves.
    mutating func takeWithOmitted() {
        let found = withMeeting
        withMeeting = []
        for (seq, event, at) in found {
            switch event {
            case .frozen(let freeze) where omitted.contains(freeze.meeting): break
            case .appointmentHeld(let hold) where omitted.contains(hold.meeting): break
            default: report.add(event.strayFault(seq))
            }
            judge(event, seq, at)
        }
    }

    /// Entries that should have come with a step of a meeting, and no such step followed. Each is judged by itself.
    mutating func refuseStrays() {
        let strays = withMeeting
        withMeeting = []
        for (seq, event, at) in strays {
            report.add(event.strayFault(seq))
            judge(event, seq, at)
        }
    }
}

extension PersonnelEvent {
    /// Whether it never comes by itself: it is what a step of a meeting means for the register of people.
    var comesWithMeeting: Bool { Self.withMeeting.contains(kind) }

    private static let withMeeting: Set<Kind> = [
        .frozen, .appointed, .appointmentReturned, .appointmentHeld, .appointmentReleased,
    ]

    /// What is said of one that no step of a meeting follows.
    fileprivate func strayFault(_ seq: Int) -> VerifyFault {
        switch self {
        case .frozen(let freeze): .freeze(seq: seq, freeze.meeting)
        case .appointed(let appointment): .appointments(seq: seq, appointment.meeting)
        case .appointmentHeld(let hold): .appointments(seq: seq, hold.meeting)
        case .appointmentReleased(let release): .appointments(seq: seq, release.meeting)
        default: .personnel(seq: seq, nil)
        }
    }
}

extension AuditFault {
    /// Whether the event says otherwise of the register, or of earlier meetings, than they do.
    func isOfRegister(_ event: MeetingEvent) -> Bool {
        switch (cause, event) {
        case (.refused(.register), _), (.refused(.rollChanged), _), (.refused(.takenUpAgain), _):
            true
        case (.refused(.candidateHeld), .convened): true
        case (.differs, .planned), (.differs, .attached), (.differs, .vetoed): true
        default: false
        }
    }
}
