// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// V1 to V3: a chief may send a passed matter back, or a proposal before it is introduced, never push one through.
// Nanchuan, section 1.

extension MeetingState {
    /// V1: by a chief who takes part, of a passed matter, within the window, in writing. The effect
    /// is `returned`, never another result.
    func checked(_ v: Veto, _ charter: Charter, _ time: Timestamp) throws(MeetingRefusal) -> Veto {
        try require([.inSession, .suspended, .closed])
        let m = try matter(v.matter, charter)
        let seat = try seat(v.by, charter)
        guard charter.isChief(seat) else { throw .notChief(v.by) }
        guard charter.kinds[m].veto != .none else { throw .noVeto(v.matter) }
        guard matters[m].status == .decided, matters[m].result?.outcome == .passed else {
            throw .notPassed(v.matter, matters[m].status)
        }
        guard !matters[m].isRecused[seat] else { throw .recused(v.by) }
        switch charter.kinds[m].veto {
        case .none: throw .noVeto(v.matter)
        case .sitting:
            guard phase == .inSession, matters[m].decidedIn == sitting else {
                throw .vetoWindowOver(v.matter)
            }
            guard isPresent[seat] else { throw .absent(v.by) }
        case .days(let days):
            // A clock set back doesn't open the window again.
            let now = max(time, lastAt ?? time)
            guard let day = matters[m].decidedOn, now.day <= day.advanced(by: days) else {
                throw .vetoWindowOver(v.matter)
            }
        }
        try require(v.reasons, .reason)
        try require(v.document)
        var veto = v
        // V2: the second veto of one matter goes up. The first may have come after this meeting was planned: whoever
        // gives the command fills that in (`Veto.resolved`).
        let isSecond = (charter.plan.matters[m].reconsiders?.vetoes ?? 0) > 0 || v.goesUp == true
        veto.goesUp = isSecond ? true : nil
        return veto
    }

    /// V3: by a chief who takes part, of a proposal that the group hasn't heard, in writing.
    func checked(_ s: SendingBack, _ charter: Charter) throws(MeetingRefusal) -> SendingBack {
        try require([.planned, .inSession, .suspended])
        let m = try matter(s.matter, charter)
        let seat = try seat(s.by, charter)
        guard charter.isChief(seat) else { throw .notChief(s.by) }
        guard charter.kinds[m].maySendBack == true else { throw .noSendingBack(s.matter) }
        guard matters[m].status == .pending else {
            throw .matterNotPending(s.matter, matters[m].status)
        }
        guard !matters[m].isRecused[seat], !mustStayOut(seat, of: m, charter) else {
            throw .recused(s.by)
        }
        guard phase != .inSession || isPresent[seat] else { throw .absent(s.by) }
        try require(s.reasons, .reason)
        try require(s.document)
        var back = s
        back.goesUp = (charter.plan.matters[m].resubmits?.returns ?? 0) > 0 ? true : nil
        return back
    }
}

extension Veto {
    /// The veto as it stands among those of the matter's earlier meetings. V2.
    ///
    /// - Parameters:
    ///   - state: of the meeting whose matter it sends back.
    ///   - prior: what an earlier meeting's matter has come to by now.
    public func resolved(
        in state: MeetingState, prior: (MeetingID, MatterID) -> PriorDecision?
    ) -> Veto {
        var veto = self
        let earlier = state.charter.flatMap { charter in
            charter.matter(matter).flatMap { charter.plan.matters[$0].reconsiders }
        }
        let vetoes = earlier.flatMap { prior($0.meeting, $0.matter)?.vetoes } ?? 0
        veto.goesUp = vetoes > 0 || (earlier?.vetoes ?? 0) > 0 ? true : nil
        return veto
    }
}
