import Personnel

// B1, B6, B9, B10: opening, sealing, counting, voiding.

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
            if matters[m].voids >= charter.profile.voidsBeforePaper, o.mode != .paper {
                throw .paperRequired(id, voids: matters[m].voids)
            }
        }
        for m in indices.dropFirst()
        where isPresent.indices.contains(where: {
            takesPart($0, in: m) != takesPart($0, in: indices[0])
        }) {
            throw .differentElectorates(o.matters[0], charter.plan.matters[m].id)
        }
        try requireTellers(for: indices, charter)
    }

    private func requireReady(_ m: Int, _ charter: Charter) throws(MeetingRefusal) {
        let id = charter.plan.matters[m].id
        switch matters[m].status {
        case .discussed: break
        case .open:
            guard viewsAreComplete(on: m) else {
                let chiefsLater = charter.profile.ballotOrder == .beforeChief
                let missing = awaited(on: m).filter {
                    !chiefsLater || charter.chiefPosition[$0] == nil
                }
                throw .viewsIncomplete(id, awaited: ids(missing, charter))
            }
        default: throw .matterNotReady(id, matters[m].status)
        }
        // A paper nobody can pass, or whose candidate is still in the room, is not opened.
        for seat in charter.concerned[m] where !matters[m].isRecused[seat] {
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
        guard tellers.contains(try seat(s.teller, charter)) else { throw .notTeller(s.teller) }
        for m in ballot.matters { try requireQuorum(for: m, charter) }
        let most = ballot.mayVote.indices.count {
            ballot.mayVote[$0] && charter.chiefPosition[$0] == nil
        }
        guard (0...most).contains(s.papers) else {
            throw .tooManyPapers(have: s.papers, most: most)
        }
    }

    /// B10: each teller enters the figures; they stand when every teller's agree. More papers back
    /// than out voids the ballot by rule.
    func counted(_ sheet: CountSheet, _ charter: Charter) throws(MeetingRefusal)
        -> [MeetingEvent]
    {
        try require([.inSession])
        guard let ballot else { throw .noBallotOpen }
        let seat = try seat(sheet.teller, charter)
        guard tellers.contains(seat) else { throw .notTeller(sheet.teller) }
        guard isPresent[seat] else { throw .absent(sheet.teller) }
        for m in ballot.matters { try requireQuorum(for: m, charter) }
        try requireChiefsHeard(ballot, charter)
        try requireFigures(sheet, ballot, charter)
        if sheet.returned > sheet.issued {
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
    private func requireChiefsHeard(_ ballot: OpenBallot, _ charter: Charter)
        throws(MeetingRefusal)
    {
        guard charter.profile.ballotOrder == .beforeChief else { return }
        guard ballot.othersPapers != nil else { throw .othersNotSealed }
        for m in ballot.matters {
            let waiting = charter.chiefs.filter { isAwaited($0, on: m) }
            guard waiting.isEmpty else { throw .chiefViewAwaited(ids(waiting, charter)) }
        }
    }

    private func requireFigures(_ sheet: CountSheet, _ ballot: OpenBallot, _ charter: Charter)
        throws(MeetingRefusal)
    {
        let needed = ballot.matters.map { charter.plan.matters[$0].id }
        guard sheet.figures.map(\.matter) == needed else { throw .wrongMatters(needed: needed) }
        guard sheet.issued <= ballot.electorate else {
            throw .tooManyIssued(issued: sheet.issued, electorate: ballot.electorate)
        }
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
            let sum = figures.choices.reduce(0, +)
            guard sum == figures.valid else {
                throw .figuresDoNotAdd(figures.matter, .choices(sum: sum, valid: figures.valid))
            }
        }
    }

    /// B6: for a named cause, by the presiding member or a teller, with a reason.
    func mayVoid(_ v: BallotVoiding, _ charter: Charter) throws(MeetingRefusal) {
        try require([.inSession])
        guard ballot != nil else { throw .noBallotOpen }
        guard v.cause != .moreReturnedThanIssued else { throw .causeIsTheEngines }
        let seat = try seat(v.by, charter)
        guard seat == presiding || tellers.contains(seat) else { throw .notTeller(v.by) }
        try require(v.reason, .reason)
    }
}
