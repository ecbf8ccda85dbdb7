import Personnel

// V1, V2: a chief may send a passed matter back, never push one through. Nanchuan, section 1.

extension MeetingState {
    /// V1: by a chief who takes part, of a passed matter, within the window, in writing. The effect
    /// is `returned`, never another result.
    func checked(_ v: Veto, _ charter: Charter, _ time: Timestamp) throws(MeetingRefusal) -> Veto {
        try require([.inSession, .suspended, .closed])
        let m = try matter(v.matter, charter)
        let seat = try seat(v.by, charter)
        guard charter.chiefPosition[seat] != nil else { throw .notChief(v.by) }
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
        // V2: the second veto of one matter goes up.
        veto.goesUp = (charter.plan.matters[m].reconsiders?.vetoes ?? 0) > 0 ? true : nil
        return veto
    }
}
