// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// L1 to L8: everybody states a view, the chief last (末位表态). There is no way round: no role, flag
// or profile key reaches past `mayState`. Nanchuan, section 2; 2019, discussion and decision.

extension MeetingState {
    /// L1 to L4, L7: a view on the matter in hand.
    func mayState(_ v: StatedView, _ charter: Charter) throws(MeetingRefusal) {
        try require([.inSession])
        let m = try matter(v.matter, charter)
        let seat = try seat(v.member, charter)
        try requireStage(of: m, for: seat, charter)
        try requireTakingPart(v.member, in: m, charter)
        try requireQuorum(for: m, charter)
        try requireAnswered(m, charter)
        try requireTurn(of: seat, on: m, charter)
        try requireForm(of: v, on: m, charter)
    }

    /// P2, Q2: in the room and not recused.
    func requireTakingPart(_ id: PersonID, in m: Int, _ charter: Charter) throws(MeetingRefusal) {
        let seat = try seat(id, charter)
        guard isPresent[seat] else { throw .absent(id) }
        guard !matters[m].isRecused[seat] else { throw .recused(id) }
    }

    /// The matter is open; or its ballot is, for a chief who speaks after the others' papers. L7.
    private func requireStage(of m: Int, for seat: Int, _ charter: Charter) throws(MeetingRefusal) {
        let status = matters[m].status
        let isChief = charter.chiefPosition[seat] != nil
        if charter.profile.ballotOrder == .beforeChief, isChief {
            guard status == .balloting, ballot?.othersPapers != nil else {
                throw .chiefAfterSealing(charter.id(seat))
            }
            return
        }
        guard ballot == nil else { throw .ballotIsOpen }
        // A chief who comes back before the ballot of a matter no chief has spoken on still speaks.
        let isLate = status == .discussed && isAwaited(seat, on: m)
        guard status == .open || isLate else {
            throw .notInDiscussion(charter.plan.matters[m].id, status)
        }
    }

    /// L1: a chief waits for everybody awaited; L4: after a chief nobody speaks but a later chief.
    private func requireTurn(of seat: Int, on m: Int, _ charter: Charter) throws(MeetingRefusal) {
        if matters[m].views[seat] != nil {
            // In a discussion re-opened by motion members may say more, until a chief speaks again.
            let mayRestate =
                matters[m].reopenings > 0 && charter.chiefPosition[seat] == nil
                && !laterChiefHasSpoken(than: seat, on: m)
            guard mayRestate else { throw .alreadyStated(charter.id(seat)) }
            return
        }
        // L6: a chief whose opinion was read out has stated a view.
        guard !opinionStandsForView(of: seat, on: m) else {
            throw .alreadyStated(charter.id(seat))
        }
        guard isAwaited(seat, on: m) else { throw .viewsClosed(charter.id(seat)) }
        guard charter.chiefPosition[seat] != nil else { return }
        let before = awaitedBefore(seat, on: m)
        guard before.isEmpty else {
            throw .chiefMustWait(charter.id(seat), awaited: ids(before, charter))
        }
    }

    /// L2: for, against or defer; words where the profile wants them; for whom, when contested.
    private func requireForm(of v: StatedView, on m: Int, _ charter: Charter)
        throws(MeetingRefusal)
    {
        guard v.stance != .noView || charter.profile.mayPass else { throw .noViewNotAllowed }
        if charter.profile.wordsRequired.contains(v.stance), v.words.isBlank {
            throw .wordsRequired(v.stance)
        }
        if let stranger = v.chosen.first(where: { !matters[m].contenders.contains($0) }) {
            throw .candidateNotOnPaper(stranger)
        }
        if charter.kinds[m].form == .contested, v.stance == .for, v.chosen.isEmpty {
            throw .candidateRequired
        }
        // Whom a view is for is said in one way, and nobody twice.
        let most = posts(of: m) ?? 1
        guard v.chosen.count <= most, Set(v.chosen).count == v.chosen.count,
            v.candidate == nil || v.candidates == nil
        else { throw .tooManyNamed(have: v.chosen.count, most: most) }
    }

    /// A slip of the secretary: struck, never erased, and only while nothing was built on it.
    func mayCorrect(_ c: Correction, _ charter: Charter) throws(MeetingRefusal) {
        try require([.planned, .inSession, .suspended])
        let m = try matter(c.matter, charter)
        try require(c.reason, .reason)
        switch c.target {
        case .prerequisite:
            guard
                matters[m].prerequisites.contains(where: {
                    $0.prerequisite == c.prerequisite && $0.candidate == c.candidate
                })
            else { throw .nothingToCorrect }
            guard matters[m].status == .pending else { throw .correctionTooLate }
        case .view:
            guard let id = c.member else { throw .nothingToCorrect }
            let seat = try seat(id, charter)
            guard matters[m].views[seat] != nil else { throw .nothingToCorrect }
            // A member's view can't be struck from under a chief's that was given after it. L4.
            guard phase == .inSession, matters[m].status == .open,
                !laterChiefHasSpoken(than: seat, on: m)
            else {
                throw .correctionTooLate
            }
        case .recusal:
            guard let id = c.member else { throw .nothingToCorrect }
            if charter.isAttendee(id) {
                guard matters[m].attendeesOut.contains(id) else { throw .nothingToCorrect }
                guard !matters[m].status.isFinal else { throw .correctionTooLate }
                return
            }
            let seat = try seat(id, charter)
            guard matters[m].isRecused[seat] else { throw .nothingToCorrect }
            guard !mustStayOut(seat, of: m, charter) else { throw .concernedStaysOut(id) }
            switch matters[m].status {
            case .pending, .open: break
            default: throw .correctionTooLate
            }
            guard !together(with: m).contains(where: chiefHasSpoken) else {
                throw .correctionTooLate
            }
        }
    }

    /// L5: a member in the room or an attendee.
    func mayRaise(_ p: PointOfOrder, _ charter: Charter) throws(MeetingRefusal) {
        try require([.inSession])
        if p.kind == .chiefSignalled, p.matter == nil { throw .matterRequired }
        if let id = p.matter {
            let m = try matter(id, charter)
            guard !matters[m].status.isFinal else { throw .notInDiscussion(id, matters[m].status) }
        }
        try requireInRoom(p.by, charter)
        try require(p.words, .words)
    }

    /// B8: of an absent member, while views are taken; read out, never counted.
    func mayRead(_ o: WrittenOpinion, _ charter: Charter) throws(MeetingRefusal) {
        try require([.inSession])
        let m = try matter(o.matter, charter)
        guard matters[m].status == .open else {
            throw .notInDiscussion(o.matter, matters[m].status)
        }
        let seat = try seat(o.member, charter)
        guard !isPresent[seat] else { throw .present(o.member) }
        guard !matters[m].isRecused[seat] else { throw .recused(o.member) }
        guard !matters[m].opinionsRead.contains(seat), matters[m].views[seat] == nil else {
            throw .alreadyStated(o.member)
        }
        // L1, L7: a chief's written opinion is a chief's view; it waits like one, and who hears it
        // has heard the chief.
        if charter.chiefPosition[seat] != nil {
            guard charter.profile.ballotOrder == .afterChief else {
                throw .chiefAfterSealing(o.member)
            }
            let waiting = awaitedBefore(seat, on: m)
            guard waiting.isEmpty else {
                throw .chiefMustWait(o.member, awaited: ids(waiting, charter))
            }
            // L1: nobody who should have spoken before is heard after a chief who speaks later.
            guard !laterChiefHasSpoken(than: seat, on: m) else { throw .viewsClosed(o.member) }
        }
        try requireQuorum(for: m, charter)
        try require(o.words, .words)
    }

    /// L4: only after a chief's view, by a motion that more than half of those taking part carry.
    func mayReopen(_ motion: Motion, _ charter: Charter) throws(MeetingRefusal) {
        try require([.inSession])
        let m = try matter(motion.matter, charter)
        guard ballot == nil else { throw .ballotIsOpen }
        switch matters[m].status {
        case .discussed: break
        case .open where chiefHasSpoken(on: m): break
        default: throw .nothingToReopen(motion.matter)
        }
        try requireNothingElseInHand(
            than: [m], joining: { !chiefHasSpoken(on: $0) }, charter)
        try requireQuorum(for: m, charter)
        try requireCarried(
            by: motion.by, inFavour: motion.inFavour, reason: motion.reason, on: m, charter)
    }

    /// A motion of the presiding member, carried by more than half of those taking part.
    func requireCarried(
        by: PersonID, inFavour: Int, reason: String, on m: Int, _ charter: Charter
    ) throws(MeetingRefusal) {
        try requirePresiding(by, for: [m], charter)
        let here = present(for: m)
        guard (0...here).contains(inFavour) else {
            throw .moreThanPresent(inFavour: inFavour, present: here)
        }
        guard inFavour * 2 > here else {
            throw .motionNotCarried(inFavour: inFavour, needed: here / 2 + 1)
        }
        try require(reason, .reason)
    }

    /// B5: on a ground that the profile allows; before the ballot.
    func mayDefer(_ d: Deferral, _ charter: Charter, _ time: Timestamp) throws(MeetingRefusal) {
        try require([.inSession])
        let m = try matter(d.matter, charter)
        switch matters[m].status {
        case .pending, .open, .discussed: break
        default: throw .cannotDefer(d.matter, matters[m].status)
        }
        let allowed = charter.profile.groundsForDeferral
        guard allowed.contains(d.ground) else {
            throw .groundNotAllowed(d.ground, allowed: allowed)
        }
        if d.task != nil || d.ground == .unclear { try requireTask(d.task, charter, time) }
        switch d.ground {
        case .divided:
            try requirePresiding(d.by, for: [m], charter)
            let stances = Set(statedStances(on: m))
            let chosen = Set(
                matters[m].views.compactMap { $0.map(\.chosen) }.filter { !$0.isEmpty })
            guard stances.count > 1 || chosen.count > 1 else { throw .nothingDivides(d.matter) }
            try require(d.reason, .reason)
        case .unclear:
            try requirePresiding(d.by, for: [m], charter)
            try require(d.reason, .reason)
        case .motion:
            try requireQuorum(for: m, charter)
            try requireCarried(
                by: d.by, inFavour: d.inFavour ?? 0, reason: d.reason, on: m, charter)
        case .views:
            try requirePresiding(d.by, for: [m], charter)
            guard matters[m].status != .pending, viewsAreComplete(on: m) else {
                throw .viewsIncomplete(d.matter, awaited: ids(awaited(on: m), charter))
            }
            let have = count(of: .defer, on: m)
            let given = viewsThatCount(on: m)
            guard have * 2 > given else {
                throw .viewsDoNotDefer(have: have, needed: given / 2 + 1)
            }
            try require(d.reason, .reason)
        }
    }

    /// B5: who clears up what, by when.
    private func requireTask(_ task: Deferral.Task?, _ charter: Charter, _ time: Timestamp)
        throws(MeetingRefusal)
    {
        guard let task, !task.what.isBlank, task.due >= time.day else { throw .taskMissing }
        guard charter.hasPart(task.by) else { throw .notInTheRoom(task.by) }
    }
}
