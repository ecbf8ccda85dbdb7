// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// B1, B6, B9, B10: opening, sealing, counting, voiding. What is special to a vote in the open is in NamedVote.swift.

extension MeetingState {
    /// B1: views complete, quorum, tellers, one electorate for the whole paper.
    func mayOpen(_ o: BallotOpening, _ charter: Charter) throws(MeetingRefusal) {
        try require([.inSession])
        guard ballot == nil else { throw .ballotIsOpen }
        guard !o.matters.isEmpty else { throw .noMatters }
        var indices: [Int] = []
        for id in o.matters {
            let m = try matter(id, charter)
            guard !indices.contains(m) else { throw .repeatedMatter(id) }
            indices.append(m)
            try requireReady(m, charter)
            let methods = charter.methods(of: m)
            guard methods.contains(o.mode.method) else {
                throw .methodNotAllowed(id, o.mode.method, allowed: methods)
            }
            if matters[m].voids >= charter.profile.voidsBeforePaper, o.mode == .box {
                throw .paperRequired(id, voids: matters[m].voids)
            }
        }
        try requireNothingElseInHand(than: indices, charter)
        for m in indices.dropFirst()
        where !hasSameVoters(m, indices[0]) {
            throw .differentElectorates(o.matters[0], charter.plan.matters[m].id)
        }
        if !o.mode.isNamed { try requireTellers(for: indices, charter) }
        // At the terminal nobody counts.
        if o.mode == .paper {
            for m in indices { try requireFitCounters(for: m, charter) }
        }
        if o.mode == .box {
            let voters = voters(on: indices[0])
            let least = charter.profile.leastCastInBox
            guard voters >= least else { throw .tooFewForBox(voters: voters, least: least) }
        }
    }

    /// Whether the same members may vote on two matters.
    func hasSameVoters(_ a: Int, _ b: Int) -> Bool {
        isPresent.indices.allSatisfy { mayVote($0, on: a) == mayVote($0, on: b) }
    }

    private func requireReady(_ m: Int, _ charter: Charter) throws(MeetingRefusal) {
        let id = charter.plan.matters[m].id
        guard charter.kinds[m].form != .noted else { throw .takesNoBallot(id) }
        switch matters[m].status {
        case .open, .discussed:
            guard viewsAreComplete(on: m) else {
                let chiefsLater = charter.profile.ballotOrder == .beforeChief
                let missing = awaited(on: m).filter {
                    !chiefsLater || charter.chiefPosition[$0] == nil
                }
                throw .viewsIncomplete(id, awaited: ids(missing, charter))
            }
        default: throw .matterNotReady(id, matters[m].status)
        }
        try requireAnswered(m, charter)
        // A paper nobody can pass, or whose candidate is still in the room, is not opened.
        for seat in isPresent.indices
        where !matters[m].isRecused[seat] && mustStayOut(seat, of: m, charter) {
            throw .concernedStaysOut(charter.id(seat))
        }
        try requireDecidable(m, charter)
    }

    private func requireTellers(for indices: [Int], _ charter: Charter) throws(MeetingRefusal) {
        guard tellers.count >= 2 else { throw .tellersMissing(have: tellers.count) }
        for seat in tellers {
            for m in indices where !isFit(seat, for: m, charter) {
                throw .tellerUnfit(charter.id(seat), charter.plan.matters[m].id)
            }
        }
    }

    /// L7: how many papers of the others are in the box; chiefs cast after they have spoken.
    func maySeal(_ s: OthersSealed, _ charter: Charter) throws(MeetingRefusal) {
        try require([.inSession])
        guard let ballot else { throw .noBallotOpen }
        guard charter.profile.ballotOrder == .beforeChief, ballot.othersPapers == nil else {
            throw .notSealedFirst
        }
        for id in [s.teller] + (s.second.map { [$0] } ?? []) {
            let seat = try seat(id, charter)
            guard tellers.contains(seat) else { throw .notTeller(id) }
            guard isPresent[seat] else { throw .absent(id) }
        }
        for m in ballot.matters { try requireQuorum(for: m, charter) }
        let most = ballot.mayVote.indices.count {
            ballot.mayVote[$0] && charter.chiefPosition[$0] == nil
        }
        guard (0...most).contains(s.papers) else {
            throw .tooManyPapers(have: s.papers, most: most)
        }
        if ballot.mode == .box {
            try requireTwoTellers(s.teller, s.second, s.reason, unless: s.papers, reaches: most)
        }
    }

    /// B10: each teller enters the figures; they stand when every teller's agree. More papers back
    /// than out voids the ballot by rule.
    func counted(_ sheet: CountSheet, _ charter: Charter) throws(MeetingRefusal)
        -> [MeetingEvent]
    {
        try require([.inSession])
        guard let ballot else { throw .noBallotOpen }
        guard !ballot.mode.isNamed else { throw .votesAreNamed }
        let seat = try seat(sheet.teller, charter)
        guard tellers.contains(seat) else { throw .notTeller(sheet.teller) }
        guard isPresent[seat] else { throw .absent(sheet.teller) }
        for m in ballot.matters { try requireQuorum(for: m, charter) }
        try requireChiefsHeard(ballot, charter)
        if ballot.isUncounted {
            try requireBoxCount(sheet, ballot)
            return []
        }
        try requireFigures(sheet, ballot, charter)
        try requireBoxCount(sheet, ballot)
        // One teller's slip voids nothing: two have to have counted it so.
        let isConfirmed =
            ballot.sheet?.agrees(with: sheet) == true && ballot.signedBy.contains { $0 != seat }
        if sheet.returned > sheet.issued, isConfirmed {
            let voiding = BallotVoiding(
                cause: .moreReturnedThanIssued, by: sheet.teller, reason: "B10")
            return [.countEntered(sheet), .ballotVoided(voiding)]
        }
        if let other = ballot.sheet, !other.agrees(with: sheet), ballot.signedBy != [seat] {
            throw .tellersDisagree(other: charter.id(ballot.signedBy.first { $0 != seat } ?? seat))
        }
        if ballot.sheet?.agrees(with: sheet) == true, ballot.signedBy.contains(seat) {
            throw .alreadySigned(sheet.teller)
        }
        return [.countEntered(sheet)]
    }

    /// L7: where the others cast first, the chiefs have spoken before anything is counted.
    func requireChiefsHeard(_ ballot: OpenBallot, _ charter: Charter)
        throws(MeetingRefusal)
    {
        guard charter.profile.ballotOrder == .beforeChief else { return }
        guard ballot.othersPapers != nil else { throw .othersNotSealed }
        for m in ballot.matters {
            let waiting = charter.chiefs.filter { isAwaited($0, on: m) }
            guard waiting.isEmpty else { throw .chiefViewAwaited(ids(waiting, charter)) }
        }
    }

    func requireFigures(_ sheet: CountSheet, _ ballot: OpenBallot, _ charter: Charter)
        throws(MeetingRefusal)
    {
        try requirePapers(issued: sheet.issued, returned: sheet.returned, ballot, charter)
        let needed = ballot.matters.map { charter.plan.matters[$0].id }
        guard sheet.figures.map(\.matter) == needed else { throw .wrongMatters(needed: needed) }
        for (m, figures) in zip(ballot.matters, sheet.figures) {
            let all =
                figures.choices + [figures.valid, figures.invalid, sheet.issued, sheet.returned]
            guard all.allSatisfy({ (0...1_000_000).contains($0) }) else {
                throw .figuresDoNotAdd(figures.matter, .negative)
            }
            guard figures.choices.count == choices(of: m) else {
                throw .wrongChoices(
                    figures.matter, have: figures.choices.count, need: choices(of: m))
            }
            guard figures.valid + figures.invalid == sheet.returned else {
                throw .figuresDoNotAdd(
                    figures.matter,
                    .returned(
                        valid: figures.valid, invalid: figures.invalid, returned: sheet.returned))
            }
            if let fault = sumFault(figures, on: m) {
                throw .figuresDoNotAdd(figures.matter, fault)
            }
        }
    }

    /// B10, B3: one choice a valid paper; where it takes several marks, no more than it takes, and none on a blank one.
    private func sumFault(_ figures: MatterFigures, on m: Int) -> MeetingRefusal.FigureFault? {
        let sum = figures.choices.reduce(0, +)
        guard let posts = posts(of: m), let abstained = figures.choices.last else {
            return sum == figures.valid ? nil : .choices(sum: sum, valid: figures.valid)
        }
        let marked = figures.valid - abstained
        guard marked >= 0 else { return .choices(sum: sum, valid: figures.valid) }
        let most = figures.choices.dropLast().max() ?? 0
        guard marked >= most else { return .marksOfOne(most, papers: marked) }
        let marks = sum - abstained
        let isFull = marked == 0 ? marks == 0 : (marks + marked - 1) / marked <= posts
        return isFull
            ? nil : .marks(marks, papers: marked, each: posts)
    }

    /// B10, L7: no more went out than may vote; where the others cast first, what came back fits what was sealed.
    func requirePapers(issued: Int, returned: Int, _ ballot: OpenBallot, _ charter: Charter)
        throws(MeetingRefusal)
    {
        if let sealed = ballot.othersPapers {
            let chiefs = charter.chiefs.count { ballot.mayVote[$0] }
            guard (sealed...(sealed + chiefs)).contains(returned) else {
                throw .sealedDiffers(returned: returned, sealed: sealed, chiefs: chiefs)
            }
        }
        guard issued <= ballot.electorate else {
            throw .tooManyIssued(issued: issued, electorate: ballot.electorate)
        }
    }

    /// B6: for a named cause that is so, with a reason, by a teller; what the presiding member can
    /// see for themselves (quorum, power, terminal) by them too. Never once the tellers have signed.
    func mayVoid(_ v: BallotVoiding, _ charter: Charter) throws(MeetingRefusal) {
        try require([.inSession])
        guard let ballot else { throw .noBallotOpen }
        let seat = try seat(v.by, charter)
        guard isPresent[seat] else { throw .absent(v.by) }
        if countIsSigned(ballot) { throw .countIsSigned }
        try requireVoidable(v.cause, ballot)
        // In the open there is neither a paper nor a secret, and nobody counts for the others.
        var byPresiding = ballot.mode.isNamed
        switch v.cause {
        case .moreReturnedThanIssued: throw .causeIsTheEngines
        case .quorumLost:
            byPresiding = true
            guard ballot.matters.contains(where: { !hasQuorum(for: $0) }) || !hasQuorum else {
                throw .causeIsNotSo(v.cause)
            }
        case .tellerLost:
            byPresiding = true
            guard !ballot.mode.isNamed,
                tellers.contains(where: { seat in
                    // Who has signed isn't missing any more.
                    !ballot.signedBy.contains(seat)
                        && ballot.matters.contains { !isFit(seat, for: $0, charter) }
                })
            else { throw .causeIsNotSo(v.cause) }
        case .figuresDisagree: guard ballot.sheet != nil else { throw .causeIsNotSo(v.cause) }
        case .powerLost, .terminalFailed: byPresiding = true
        case .tooFewCast:
            // How many have cast is the box's to know; a closed box had enough.
            guard ballot.mode == .box, ballot.closing == nil else { throw .causeIsNotSo(v.cause) }
        case .secrecyBroken, .wrongPaper:
            guard !ballot.mode.isNamed else { throw .causeIsNotSo(v.cause) }
        }
        guard tellers.contains(seat) || (byPresiding && seat == presiding) else {
            throw .notTeller(v.by)
        }
        try require(v.reason, .reason)
    }
}
