// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// L5: anybody in the room may have it recorded that a chief signalled early.
public struct PointOfOrder: Hashable, Codable, Sendable {
    /// A chief who signalled early, or anything else. L5.
    public enum Kind: String, Codable, Hashable, Sendable { case chiefSignalled, other }
    /// Only a chief's signal is counted; it has to name a matter.
    public var kind: Kind
    /// A member in the room, or an attendee on the plan.
    public var by: PersonID
    /// Nil for a point about none; never one that is settled.
    public var matter: MatterID?
    /// What is to be recorded; never blank.
    public var words: String
    public init(kind: Kind, by: PersonID, matter: MatterID? = nil, words: String) {
        self.kind = kind
        self.by = by
        self.matter = matter
        self.words = words
    }
}

extension PointOfOrder: RecordedAct {
    var command: MeetingCommand { .raisePoint(self) }
    var event: MeetingEvent { .pointRaised(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { by }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayRaise(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard kind == .chiefSignalled, let m = matter.flatMap(charter.matter) else { return }
        state.matters[m].signals += 1
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatter { list, _, id in
            let speaker = list.someoneHere ?? list.chair
            let point = PointOfOrder(
                kind: .chiefSignalled, by: speaker, matter: id, words: OfferList.filler)
            list.add(.raisePoint(point), matter: id)
        }
    }
}
