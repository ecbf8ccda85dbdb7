// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// What was declared. Kept although it can be computed: it is what the room heard, and whoever
/// replays the record computes it again and compares.
public struct DeclaredResult: Hashable, Codable, Sendable {
    /// The presiding member who declared.
    public var by: PersonID
    /// One for each matter on the paper, in its order.
    public var results: [MatterResult]
    public init(by: PersonID, results: [MatterResult]) {
        self.by = by
        self.results = results
    }
}

/// What a ballot came to for one matter. B2, B3, B4.
public struct MatterResult: Hashable, Codable, Sendable {
    /// How it ended for the matter.
    public enum Outcome: String, Codable, Hashable, Sendable {
        case passed, failed, runOff, deferred, graded, noted
    }
    /// A matter on the ballot that was declared.
    public var matter: MatterID
    /// Worked out from the signed figures, never entered.
    public var outcome: Outcome
    /// Votes for, or of the leading candidate; nil for an appraisal.
    public var votes: Int?
    /// Votes that it took to pass; nil for an appraisal. B2.
    public var needed: Int?
    /// Who passed, in a contested matter, by votes; those of a run-off.
    public var candidates: [PersonID]
    /// Who had enough votes, and as many as another where the posts end; nil: nobody. B3.
    public var tied: [PersonID]?
    public init(
        matter: MatterID, outcome: Outcome, votes: Int?, needed: Int?, candidates: [PersonID],
        tied: [PersonID]? = nil
    ) {
        self.tied = tied
        self.matter = matter
        self.outcome = outcome
        self.votes = votes
        self.needed = needed
        self.candidates = candidates
    }
}

extension DeclaredResult: MeetingFact {
    var command: MeetingCommand { .declare(Declaration(by: by)) }
    var event: MeetingEvent { .resultDeclared(self) }
    var person: PersonID? { by }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let counted = state.ballot else { return }
        for result in results {
            guard let m = charter.matter(result.matter),
                let count = counted.count(of: m, result.matter)
            else { continue }
            state.matters[m].count = count
            state.settle(m, result, time)
        }
        state.ballot = nil
    }
}

extension OpenBallot {
    /// What was counted of one matter; nil where it has neither a signed sheet nor votes.
    fileprivate func count(of m: Int, _ id: MatterID) -> MatterState.Count? {
        if let named = votes[m] {
            return MatterState.Count(
                mode: mode, electorate: electorate, issued: electorate,
                returned: named.figures.valid, figures: named.figures, votes: named)
        }
        guard let sheet, let figures = sheet.figures.first(where: { $0.matter == id }) else {
            return nil
        }
        return MatterState.Count(
            mode: mode, electorate: electorate, issued: sheet.issued, returned: sheet.returned,
            figures: figures)
    }
}

extension MeetingState {
    mutating func settle(_ m: Int, _ result: MatterResult, _ time: Timestamp) {
        matters[m].result = result
        matters[m].decidedIn = sitting
        matters[m].decidedOn = time.day
        switch result.outcome {
        case .passed, .graded, .noted: matters[m].status = .decided
        case .failed: matters[m].status = .failed
        case .deferred: matters[m].status = .deferred
        case .runOff:
            matters[m].status = .discussed
            matters[m].round += 1
            matters[m].contenders = result.candidates
        }
    }
}
