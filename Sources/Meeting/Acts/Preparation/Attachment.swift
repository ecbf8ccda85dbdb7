// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// A signed recommendation joins a matter before the agenda freezes.
public struct Attachment: Hashable, Codable, Sendable {
    /// The matter whose candidate it is for. S1.
    public var matter: MatterID
    /// As the register has it, word for word.
    public var recommendation: RecommendationFact
    public init(matter: MatterID, recommendation: RecommendationFact) {
        self.matter = matter
        self.recommendation = recommendation
    }
}

extension Attachment: RecordedAct {
    var command: MeetingCommand { .attach(self) }
    var event: MeetingEvent { .attached(self) }
    var aboutMatter: MatterID? { matter }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayAttach(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let m = charter.matter(matter) else { return }
        state.matters[m].recommendations.append(recommendation)
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatter { list, m, id in
            for candidate in list.charter.plan.matters[m].candidates {
                for fact in list.recommendations(candidate.id) {
                    list.add(.attach(Attachment(matter: id, recommendation: fact)), matter: id)
                }
            }
        }
    }
}
