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
        case .graded:
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

    /// B3: most votes and enough of them; else the first two run off, once; a tie passes nobody.
    private func contested(
        _ m: Int, _ id: MatterID, by figures: MatterFigures, needed: Int, as kind: MatterKind
    ) -> MatterResult {
        let people = matters[m].contenders
        let ranked = people.indices.sorted { a, b in
            (figures.choices[b], a) < (figures.choices[a], b)
        }
        let votes = ranked.map { figures.choices[$0] }
        func answer(_ outcome: MatterResult.Outcome, _ candidates: [PersonID]) -> MatterResult {
            MatterResult(
                matter: id, outcome: outcome, votes: votes[0], needed: needed,
                candidates: candidates)
        }
        if votes[0] >= needed, votes[0] > votes[1] { return answer(.passed, [people[ranked[0]]]) }
        let secondIsClear = votes.count == 2 || votes[1] > votes[2]
        let mayRunOff =
            kind.noMajority == .runOff && matters[m].round == 1 && secondIsClear && votes[1] > 0
        guard mayRunOff else { return answer(.deferred, []) }
        return answer(.runOff, [people[ranked[0]], people[ranked[1]]])
    }
}
