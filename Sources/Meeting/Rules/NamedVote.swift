// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// B1: a vote in the open, where the profile allows it. Everybody sees it, so nobody counts for the others.

extension MeetingState {
    /// B1: of those who may vote and are in the room, each once at most.
    func mayTake(_ v: NamedVotes, _ charter: Charter) throws(MeetingRefusal) {
        try require([.inSession])
        guard let ballot else { throw .noBallotOpen }
        guard ballot.mode.isNamed else { throw .votesAreSecret }
        let m = try matter(v.matter, charter)
        guard ballot.matters.contains(m) else {
            throw .wrongMatters(needed: ballot.matters.map { charter.plan.matters[$0].id })
        }
        try requirePresiding(v.by, for: ballot.matters, charter)
        for other in ballot.matters { try requireQuorum(for: other, charter) }
        guard v.choices.count == choices(of: m) else {
            throw .wrongChoices(v.matter, have: v.choices.count, need: choices(of: m))
        }
        var seen = Set<PersonID>()
        for id in v.choices.joined() {
            let seat = try seat(id, charter)
            guard ballot.mayVote[seat] else { throw .mayNotVote(id) }
            guard isPresent[seat] else { throw .absent(id) }
            guard seen.insert(id).inserted else { throw .votedTwice(id) }
        }
    }

    /// The figures of a vote in the open, in the paper's order.
    ///
    /// - Throws: the matters on which nobody's vote is on record yet.
    func namedFigures(_ ballot: OpenBallot, _ charter: Charter) throws(MeetingRefusal)
        -> [MatterFigures]
    {
        let missing = ballot.matters.filter { ballot.votes[$0] == nil }
        guard missing.isEmpty else {
            throw .votesNotTaken(missing.map { charter.plan.matters[$0].id })
        }
        return ballot.matters.compactMap { ballot.votes[$0]?.figures }
    }
}
