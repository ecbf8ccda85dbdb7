// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// A motion of the presiding member with its count by show of hands.
public struct Motion: Hashable, Codable, Sendable {
    /// Whose discussion it re-opens. L4.
    public var matter: MatterID
    /// The presiding member.
    public var by: PersonID
    /// Members for it; it takes more than half of those taking part.
    public var inFavour: Int
    /// Never blank.
    public var reason: String
    public init(matter: MatterID, by: PersonID, inFavour: Int, reason: String) {
        self.matter = matter
        self.by = by
        self.inFavour = inFavour
        self.reason = reason
    }
}

extension Motion: RecordedAct, LineAct {
    var command: MeetingCommand { .reopen(self) }
    var event: MeetingEvent { .discussionReopened(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { by }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayReopen(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let m = charter.matter(matter) else { return }
        state.takeUp(m, charter) { !$0.chiefHasSpoken(on: $1) }
        state.matters[m].reopenings += 1
        for chief in charter.chiefs {
            state.matters[m].views[chief] = nil
            state.matters[m].chiefHeard[chief] = false
        }
        state.matters[m].opinionsRead.removeAll { charter.chiefPosition[$0] != nil }
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatterAndList { list, m, id in
            let motion = Motion(
                matter: id, by: list.chair, inFavour: list.state.present(for: m),
                reason: OfferList.filler)
            list.add(.reopen(motion), matter: id)
        }
    }
}
