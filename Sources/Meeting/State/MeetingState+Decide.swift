// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

extension MeetingState {
    /// The events that follow from a command, or why it is refused. Pure: the time comes with the
    /// command, nothing changes, nothing is drawn or read.
    ///
    /// ```swift
    /// do {
    ///     for event in try state.decide(command, at: time) { state.evolve(event, at: time) }
    /// } catch { show(error) }  // a MeetingRefusal; the state is as it was
    /// ```
    ///
    /// - Throws: `MeetingRefusal`: the rule, who or what is missing, and the next step; the state is as it was.
    public func decide(_ command: MeetingCommand, at time: Timestamp) throws(MeetingRefusal)
        -> [MeetingEvent]
    {
        // The plan is what everything else goes by.
        if case .plan(let plan) = command {
            try mayPlan(plan)
            return [.planned(plan)]
        }
        guard let charter else { throw .notPlanned }
        let act = command.act
        if let act = act as? any LineAct, let lines = charter.lines(ofList: act.matter) {
            return try decide(act, on: lines, charter, at: time)
        }
        return try act.decide(in: self, charter, at: time)
    }
}

// What every rule needs: who, which matter, which phase.
extension MeetingState {
    func seat(_ id: PersonID, _ charter: Charter) throws(MeetingRefusal) -> Int {
        guard let seat = charter.seat(id) else { throw .unknownMember(id) }
        return seat
    }

    func matter(_ id: MatterID, _ charter: Charter) throws(MeetingRefusal) -> Int {
        guard let m = charter.matter(id) else { throw .unknownMatter(id) }
        return m
    }

    /// G2: the phases in which an act belongs.
    func require(_ phases: [Phase]) throws(MeetingRefusal) {
        guard phases.contains(phase) else { throw .wrongPhase(phase, needed: phases) }
    }

    func require(_ text: String, _ place: MeetingRefusal.TextPlace) throws(MeetingRefusal) {
        guard !text.isBlank else { throw .missingText(place) }
    }

    /// G2: the presiding member acts, is in the room, and isn't out for that matter.
    func requirePresiding(_ id: PersonID, for matters: [Int], _ charter: Charter)
        throws(MeetingRefusal)
    {
        let seat = try seat(id, charter)
        guard seat == presiding else {
            throw .notPresiding(by: id, presiding: charter.id(presiding))
        }
        guard isPresent[seat] else { throw .presidingAbsent(id) }
        guard !matters.contains(where: { self.matters[$0].isRecused[seat] }) else {
            throw .presidingRecused(id)
        }
    }

    func ids(_ seats: [Int], _ charter: Charter) -> [PersonID] { seats.map(charter.id) }
}
