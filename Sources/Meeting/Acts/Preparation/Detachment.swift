// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// A recommendation was withdrawn before the agenda froze. S3.
public struct Detachment: Hashable, Codable, Sendable {
    /// Where it was attached.
    public var matter: MatterID
    /// Its id in the register, where it stays.
    public var recommendation: RecommendationID
    public init(matter: MatterID, recommendation: RecommendationID) {
        self.matter = matter
        self.recommendation = recommendation
    }
}

extension Detachment: RecordedAct {
    var command: MeetingCommand { .detach(self) }
    var event: MeetingEvent { .detached(self) }
    var aboutMatter: MatterID? { matter }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayDetach(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let m = charter.matter(matter) else { return }
        state.matters[m].recommendations.removeAll { $0.id == recommendation }
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatter { list, m, id in
            for fact in list.state.matters[m].recommendations {
                list.add(.detach(Detachment(matter: id, recommendation: fact.id)), matter: id)
            }
        }
    }
}
