// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// What the terminal's sealed box may do, and when. How it keeps a vote secret is `BallotBox`'s.

extension MeetingState {
    /// B1, B9, L7: whether somebody may cast into the box now. That they haven't yet is the box's
    /// to know.
    ///
    /// - Throws: the refusal, with what is missing and what to do.
    public func mayCast(_ id: PersonID) throws(MeetingRefusal) {
        try require([.inSession])
        guard let charter else { throw .notPlanned }
        guard let ballot else { throw .noBallotOpen }
        guard ballot.mode == .box else { throw .noBox }
        guard ballot.closing == nil else { throw .boxIsClosed }
        let seat = try seat(id, charter)
        guard isPresent[seat] else { throw .absent(id) }
        guard ballot.mayVote[seat] else { throw .mayNotVote(id) }
        for m in ballot.matters { try requireQuorum(for: m, charter) }
        guard charter.profile.ballotOrder == .beforeChief else { return }
        // Where the others cast first: nobody but the chiefs once they are sealed, and the chiefs
        // only then and after they have spoken.
        if charter.chiefPosition[seat] == nil {
            guard ballot.othersPapers == nil else { throw .boxIsClosed }
        } else {
            try requireChiefsHeard(ballot, charter)
        }
    }

    /// B10: a teller closes the box when everybody who may vote has cast; otherwise only two tellers
    /// together, with a reason. Whoever left is counted too: that they cast before they left isn't
    /// known, and nobody else's vote may be lost by it. The figures are the box's own.
    func mayClose(_ c: BoxClosing, _ charter: Charter) throws(MeetingRefusal) {
        try require([.inSession])
        guard let ballot else { throw .noBallotOpen }
        guard ballot.mode == .box else { throw .noBox }
        guard ballot.closing == nil else { throw .boxIsClosed }
        for id in [c.teller] + (c.second.map { [$0] } ?? []) {
            let seat = try seat(id, charter)
            guard tellers.contains(seat) else { throw .notTeller(id) }
            guard isPresent[seat] else { throw .absent(id) }
        }
        for m in ballot.matters { try requireQuorum(for: m, charter) }
        try requireChiefsHeard(ballot, charter)
        if c.figures.isEmpty, c.archive.isEmpty {
            guard c.issued == ballot.electorate, (0...c.issued).contains(c.returned) else {
                throw .tooManyPapers(have: c.returned, most: ballot.electorate)
            }
            try requirePapers(issued: c.issued, returned: c.returned, ballot, charter)
            // So few papers would show for ever who voted how: they can only be void.
            let least = charter.profile.leastCastInBox
            guard c.returned >= least else { throw .tooFewCast(returned: c.returned, least: least) }
        } else {
            // A record of 0.2 has the figures here, signed after.
            try requireFigures(c.sheet(of: c.teller), ballot, charter)
        }
        try requireTwoTellers(
            c.teller, c.second, c.reason, unless: c.returned, reaches: ballot.electorate)
    }

    /// B10: all tellers have given their PINs: the closed box is counted, and all of them sign the same figures at once.
    /// Nobody sees a figure before.
    func counting(_ c: BoxCount, _ charter: Charter) throws(MeetingRefusal) -> [MeetingEvent] {
        try require([.inSession])
        guard let ballot else { throw .noBallotOpen }
        guard ballot.mode == .box else { throw .noBox }
        guard let closing = ballot.closing else { throw .boxIsOpen }
        guard ballot.isUncounted else { throw .boxIsCounted }
        for seat in tellers {
            let id = charter.id(seat)
            guard isPresent[seat] else { throw .absent(id) }
            for m in ballot.matters where !isFit(seat, for: m, charter) {
                throw .tellerUnfit(id, charter.plan.matters[m].id)
            }
        }
        for m in ballot.matters { try requireQuorum(for: m, charter) }
        try requireChiefsHeard(ballot, charter)
        var counted = closing
        counted.archive = c.archive
        counted.figures = c.figures
        let sheets = tellers.map { counted.sheet(of: charter.id($0)) }
        for sheet in sheets { try requireFigures(sheet, ballot, charter) }
        return [.boxCounted(c)] + sheets.map(MeetingEvent.countEntered)
    }

    /// B10: what ends somebody's chance to vote takes two tellers and a reason.
    func requireTwoTellers(
        _ teller: PersonID, _ second: PersonID?, _ reason: String?, unless returned: Int,
        reaches all: Int
    ) throws(MeetingRefusal) {
        guard returned < all else { return }
        guard let second, second != teller, reason?.isEmpty == false else {
            throw .notEverybodyCast(returned: returned, waiting: all)
        }
    }

    /// B10: the tellers sign what the box counted, and nothing else; before it is counted, what it will count, without figures.
    func requireBoxCount(_ sheet: CountSheet, _ ballot: OpenBallot) throws(MeetingRefusal) {
        guard ballot.mode == .box else { return }
        guard let closing = ballot.closing else { throw .boxIsOpen }
        guard closing.sheet(of: sheet.teller).agrees(with: sheet) else { throw .notTheBoxCount }
    }

    /// B6: a count that everybody has seen is not voted again because somebody dislikes it.
    func requireVoidable(_ cause: BallotVoiding.Cause, _ ballot: OpenBallot)
        throws(MeetingRefusal)
    {
        guard ballot.closing != nil, !ballot.isUncounted else { return }
        switch cause {
        case .quorumLost, .tellerLost: break
        default: throw .boxIsClosed
        }
    }
}
