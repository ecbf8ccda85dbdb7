// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import Meeting

// How a matter's paper is asked in an archive, and its figures are read back. One place: a box is made and judged by it.

extension MeetingState {
    /// What the archive of a ballot asks about a matter: one answer, or so many marks as there are posts, or a blank.
    public func question(of m: Int) -> Ballot.Question {
        let (words, answers) = (paperQuestion(of: m), paperAnswers(of: m))
        return posts(of: m).map { Ballot.Question(words, answers: answers, upTo: $0) }
            ?? Ballot.Question(words, answers: answers)
    }
}

extension Ballot.Question {
    /// An archive's numbers in the order of the paper's choices: the blank comes first there, and is the last choice here.
    public func choices<Number>(_ counted: [Number]) -> [Number] {
        guard allowsBlank, let blank = counted.first else { return counted }
        return counted.dropFirst() + [blank]
    }
}
