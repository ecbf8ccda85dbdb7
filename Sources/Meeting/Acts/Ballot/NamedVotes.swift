// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// How everybody voted on a matter in the open, by hand or by word (举手表决、口头表决). B1.
///
/// Taken once more before the result is declared, it replaces what was taken before; both stay on record.
public struct NamedVotes: Hashable, Codable, Sendable {
    /// A matter on the open ballot.
    public var matter: MatterID
    /// Who presides.
    public var by: PersonID
    /// Who voted for each choice, in the order of the figures; whoever stands nowhere didn't vote.
    public var choices: [[PersonID]]
    public init(matter: MatterID, by: PersonID, choices: [[PersonID]]) {
        self.matter = matter
        self.by = by
        self.choices = choices
    }

    /// The figures that they come to.
    public var figures: MatterFigures {
        let counts = choices.map(\.count)
        return MatterFigures(
            matter: matter, valid: counts.reduce(0, +), invalid: 0, choices: counts)
    }
}

extension NamedVotes: RecordedAct {
    var command: MeetingCommand { .takeVotes(self) }
    var event: MeetingEvent { .votesTaken(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { by }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayTake(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let m = charter.matter(matter) else { return }
        state.ballot?.votes[m] = self
    }

    static func addExamples(to list: inout OfferList) {
        guard let ballot = list.state.ballot, ballot.mode.isNamed else { return }
        let voters = ballot.mayVote.indices.filter {
            ballot.mayVote[$0] && list.state.isPresent[$0]
        }
        for m in ballot.matters {
            let id = list.charter.plan.matters[m].id
            var choices = Array(repeating: [PersonID](), count: list.state.choices(of: m))
            guard !choices.isEmpty else { continue }
            choices[0] = voters.map(list.charter.id)
            let votes = NamedVotes(matter: id, by: list.chair, choices: choices)
            list.add(.takeVotes(votes), matter: id)
        }
    }
}
