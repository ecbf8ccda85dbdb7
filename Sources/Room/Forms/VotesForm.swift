// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Wording

/// The votes in the open while they are put down: who takes which choice, and who doesn't vote.
private struct VotesGiven {
    var votes: NamedVotes
    var silent: [PersonID] = []
}

extension RoomSnapshot {
    /// Who voted how. Where it is for or against, whoever stands nowhere is for: that is said beside the first question.
    func votesForm(_ votes: NamedVotes) -> CommandForm<MeetingCommand> {
        guard let charter, let ballot = state.ballot, let m = charter.matter(votes.matter) else {
            return CommandForm(.takeVotes(votes))
        }
        let voters = seatsByRank.filter { ballot.mayVote[$0] && state.isPresent[$0] }
            .map(charter.id)
        let words = state.choiceTexts(of: m)
        let isApproval = charter.kinds[m].form == .approval
        var empty = VotesGiven(votes: votes)
        empty.votes.choices = Array(repeating: [], count: words.count)
        var questions: Questions<VotesGiven> = []
        for c in words.indices where !isApproval || c > 0 {
            let rest =
                isApproval && c == 1
                ? Text("（没有选的 \(voters.count) 人记为同意）", " (whoever isn't chosen is for)")
                : Text("", "")
            questions.append(
                .picks(
                    \.votes.choices[c], words[c] + rest, of: voters, least: 0, picked: [],
                    named: name))
        }
        guard isApproval else { return CommandForm(empty, questions) { .takeVotes($0.votes) } }
        questions.append(
            .picks(
                \.silent, Text("未表决", "Didn't vote"), of: voters, least: 0, picked: [], named: name
            ))
        return CommandForm(empty, questions) { given in
            var votes = given.votes
            let others = Set(votes.choices.joined()).union(given.silent)
            votes.choices[0] = voters.filter { !others.contains($0) }
            return .takeVotes(votes)
        }
    }
}
