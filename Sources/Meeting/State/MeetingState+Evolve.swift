// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

extension MeetingState {
    /// The state after one more event. Events are facts: nothing is judged here.
    public mutating func evolve(_ event: MeetingEvent, at time: Timestamp) {
        events += 1
        lastAt = time
        if case .planned(let plan) = event { return begin(plan) }
        guard let charter else { return }
        event.fact.apply(to: &self, charter, at: time)
    }

    /// A plan, or one that replaces it before convening; prerequisites of matters that stay are
    /// kept, and so is who has arrived. One that can't be, or comes later, changes nothing: whoever
    /// judges the record has refused it.
    mutating func begin(_ plan: Plan) {
        guard phase == .empty || phase == .planned, let charter = Charter(plan) else { return }
        let old = self
        self.charter = charter
        phase = .planned
        let seats = plan.roll.count
        isPresent = Array(repeating: false, count: seats)
        absence = Array(repeating: nil, count: seats)
        papersOn = Array(repeating: nil, count: seats)
        personnelPapersOn = papersOn
        attendance = old.attendance.filter { charter.isAttendee($0.key) }
        presiding = charter.seat(plan.presiding) ?? 0
        // P4: who has become a chief, or has left the roll, is no teller any more.
        tellers = old.tellers.compactMap { old.charter?.id($0) }.compactMap(charter.seat).filter {
            !charter.isChief($0)
        }
        matters = plan.matters.map { MatterState($0, seats: seats) }
        // V3: the same proposal doesn't come back by planning again, whatever it is called now.
        for (m, matter) in plan.matters.enumerated() {
            guard let earlier = sentBack.first(where: { $0.matter.isSameProposal(as: matter) })
            else { continue }
            matters[m].sentBack = earlier.back
            matters[m].status = .sentBack
            matters[m].reason = earlier.back.reasons
        }
        guard let before = old.charter else { return }
        for (seat, member) in plan.roll.enumerated() {
            guard let s = before.seat(member.id) else { continue }
            isPresent[seat] = old.isPresent[s]
            absence[seat] = old.absence[s]
            papersOn[seat] = old.papersOn[s]
            personnelPapersOn[seat] = old.personnelPapersOn[s]
        }
        // What was recorded for a matter belongs to that matter: another kind or other people under
        // the same id begin anew.
        for (m, matter) in plan.matters.enumerated() {
            guard let o = before.matter(matter.id), before.plan.matters[o].isAbout(matter),
                before.kinds[o] == charter.kinds[m]
            else { continue }
            // M2: what the deputy in charge has to bring falls with the deputy.
            let deputy = charter.deputies[m].map(charter.id)
            matters[m].prerequisites = old.matters[o].prerequisites.filter { paper in
                let wanted = charter.kinds[m].prerequisites.first { $0.id == paper.prerequisite }
                return wanted?.byDeputyInCharge != true || paper.by == deputy
            }
            for (seat, member) in plan.roll.enumerated() {
                guard let s = before.seat(member.id) else { continue }
                matters[m].isRecused[seat] = old.matters[o].isRecused[s]
            }
            matters[m].attendeesOut = old.matters[o].attendeesOut.filter(charter.isAttendee)
            matters[m].recusals = old.matters[o].recusals.filter {
                charter.hasPart($0.member)
            }
        }
        // Papers that were delivered were those of the agenda as it stood then.
        if !before.plan.matters.elementsEqual(plan.matters, by: { $0.isAbout($1) }) {
            papersOn = Array(repeating: nil, count: seats)
            personnelPapersOn = papersOn
        }
    }

    /// A matter is over without a decision.
    mutating func finish(
        _ id: MatterID, as status: MatterState.Status, because reason: String, _ charter: Charter
    ) {
        guard let m = charter.matter(id) else { return }
        matters[m].status = status
        matters[m].reason = reason
        letGo(m, charter)
    }
}

extension MeetingEvent {
    /// The one matter that the event is about, if there is just one.
    public var matter: MatterID? { fact.aboutMatter }

    /// Who acts, or is meant.
    public var person: PersonID? { fact.person }

    /// The command that the event answers.
    public var command: MeetingCommand { fact.command }
}
