// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// B2 to B4, B10: what the figures mean, and who says so.

extension MeetingState {
    /// B10: every teller has signed the same figures, or everybody's vote is on record; the presiding member declares.
    func declared(_ d: Declaration, _ charter: Charter) throws(MeetingRefusal) -> DeclaredResult {
        try require([.inSession])
        guard let ballot else { throw .noBallotOpen }
        try requirePresiding(d.by, for: ballot.matters, charter)
        for m in ballot.matters { try requireQuorum(for: m, charter) }
        let figures =
            ballot.mode.isNamed
            ? try namedFigures(ballot, charter) : try signedFigures(ballot, charter)
        let results = zip(ballot.matters, figures).map { m, figures in
            result(of: m, figures, electorate: ballot.electorate, charter)
        }
        return DeclaredResult(by: d.by, results: results)
    }

    /// B10: the figures that all tellers have signed, two at least.
    private func signedFigures(_ ballot: OpenBallot, _ charter: Charter) throws(MeetingRefusal)
        -> [MatterFigures]
    {
        let unsigned = tellers.filter { !ballot.signedBy.contains($0) }
        guard let sheet = ballot.sheet, unsigned.isEmpty, ballot.signedBy.count >= 2 else {
            throw .countNotSigned(ids(unsigned, charter))
        }
        return sheet.figures
    }

    /// B2, B3, B4: the result that figures give; computed here and nowhere else.
    func result(of m: Int, _ figures: MatterFigures, electorate: Int, _ charter: Charter)
        -> MatterResult
    {
        let id = charter.plan.matters[m].id
        let needed = needed(for: m, present: electorate, valid: figures.valid)
        switch charter.kinds[m].form {
        case .graded, .noted:
            return MatterResult(
                matter: id, outcome: .graded, votes: nil, needed: nil, candidates: [])
        case .approval:
            let votes = figures.choices[0]
            return MatterResult(
                matter: id, outcome: votes >= (needed ?? .max) ? .passed : .failed, votes: votes,
                needed: needed, candidates: [])
        case .contested:
            return contested(m, id, by: figures, needed: needed ?? .max, as: charter.kinds[m])
        }
    }

    /// B3: who has enough votes, in the order of votes, until the posts are filled; where nobody has, the first ones run
    /// off, once; who is tied for the last post passes nowhere.
    private func contested(
        _ m: Int, _ id: MatterID, by figures: MatterFigures, needed: Int, as kind: MatterKind
    ) -> MatterResult {
        let people = matters[m].contenders
        let posts = posts(of: m) ?? 1
        // A record that was tampered with may have fewer people than posts, or figures of another paper.
        guard posts > 0, people.count > posts, figures.choices.count >= people.count else {
            return MatterResult(
                matter: id, outcome: .deferred, votes: nil, needed: needed, candidates: [])
        }
        let ranked = people.indices.sorted { a, b in
            (figures.choices[b], a) < (figures.choices[a], b)
        }
        let votes = ranked.map { figures.choices[$0] }
        func answer(
            _ outcome: MatterResult.Outcome, _ candidates: [PersonID], tied: [PersonID]? = nil
        ) -> MatterResult {
            MatterResult(
                matter: id, outcome: outcome, votes: votes[0], needed: needed,
                candidates: candidates, tied: tied)
        }
        let enough = votes.count { $0 >= needed }
        // Who stands equal where the posts end fills none of them.
        let edge = enough > posts && votes[posts - 1] == votes[posts] ? votes[posts] : nil
        let filled = edge.map { edge in votes.count { $0 > edge } } ?? min(enough, posts)
        let tied = edge.map { edge in
            ranked.indices.filter { votes[$0] == edge }.map { people[ranked[$0]] }
        }
        let named = posts > 1 ? tied : nil
        if filled > 0 {
            return answer(.passed, ranked[..<filled].map { people[$0] }, tied: named)
        }
        // One more than there are posts, if it is plain who they are.
        let isClear = votes.count == posts + 1 || votes[posts] > votes[posts + 1]
        let mayRunOff =
            kind.noMajority == .runOff && matters[m].round == 1 && isClear && votes[posts] > 0
        guard mayRunOff else { return answer(.deferred, [], tied: named) }
        return answer(.runOff, ranked[...posts].map { people[$0] })
    }
}
