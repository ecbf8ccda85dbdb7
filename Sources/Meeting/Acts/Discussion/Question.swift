// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// A member asks whoever presented a matter, or prepared it (质询). L9.
public struct Question: Hashable, Codable, Sendable {
    /// A matter in discussion, on which nobody has stated a view yet.
    public var matter: MatterID
    /// In the room and not recused.
    public var by: PersonID
    /// Never blank.
    public var words: String
    public init(matter: MatterID, by: PersonID, words: String) {
        self.matter = matter
        self.by = by
        self.words = words
    }
}

extension Question: RecordedAct {
    var command: MeetingCommand { .askQuestion(self) }
    var event: MeetingEvent { .questionAsked(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { by }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayAsk(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let m = charter.matter(matter) else { return }
        state.matters[m].questions.append(OpenQuestion(question: self))
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatter { list, _, id in
            for member in list.charter.plan.roll.map(\.id) {
                let question = Question(matter: id, by: member, words: OfferList.filler)
                list.add(.askQuestion(question), matter: id, member: member)
            }
        }
    }
}

/// A question as it stands.
public struct OpenQuestion: Hashable, Sendable {
    public var question: Question
    /// In the order in which they were given.
    public var answers: [Answer] = []
    /// Whether the asker is content; views wait until then.
    public var isSettled: Bool { answers.last?.isContent == true }
}
