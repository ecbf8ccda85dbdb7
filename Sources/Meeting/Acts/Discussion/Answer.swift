// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// An answer to a question, and whether the asker is content with it. L9.
public struct Answer: Hashable, Codable, Sendable {
    /// The matter that was asked about.
    public var matter: MatterID
    /// Which question of the matter, from 1; it isn't settled yet.
    public var question: Int
    /// Who answers: a member in the room, or an attendee.
    public var by: PersonID
    /// Never blank.
    public var words: String
    /// The asker says that this will do; otherwise the question stays open.
    public var isContent: Bool
    public init(
        matter: MatterID, question: Int, by: PersonID, words: String, isContent: Bool
    ) {
        self.matter = matter
        self.question = question
        self.by = by
        self.words = words
        self.isContent = isContent
    }
}

extension Answer: RecordedAct {
    var command: MeetingCommand { .answerQuestion(self) }
    var event: MeetingEvent { .questionAnswered(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { by }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayAnswer(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let m = charter.matter(matter),
            state.matters[m].questions.indices.contains(question - 1)
        else { return }
        state.matters[m].questions[question - 1].answers.append(self)
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatter { list, m, id in
            let state = list.state
            let asked = state.matters[m].introducedBy
            for (i, question) in state.matters[m].questions.enumerated() where !question.isSettled {
                let answer = Answer(
                    matter: id, question: i + 1, by: asked ?? list.chair, words: OfferList.filler,
                    isContent: true)
                list.add(.answerQuestion(answer), matter: id)
            }
        }
    }
}
