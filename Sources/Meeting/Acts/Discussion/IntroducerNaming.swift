// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// Somebody else than the deputy in charge will introduce. M3.
public struct IntroducerNaming: Hashable, Codable, Sendable {
    /// A matter that is still pending.
    public var matter: MatterID
    /// In the room, not recused, never a chief.
    public var member: PersonID
    /// Why it isn't the deputy in charge; never blank.
    public var reason: String
    public init(matter: MatterID, member: PersonID, reason: String) {
        self.matter = matter
        self.member = member
        self.reason = reason
    }
}

extension IntroducerNaming: RecordedAct, LineAct {
    var command: MeetingCommand { .nameIntroducer(self) }
    var event: MeetingEvent { .introducerNamed(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { member }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayName(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let m = charter.matter(matter) else { return }
        state.matters[m].namedIntroducer = charter.seat(member)
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatterAndList { list, _, id in
            for member in list.charter.plan.roll.map(\.id) {
                let naming = IntroducerNaming(matter: id, member: member, reason: OfferList.filler)
                list.add(.nameIntroducer(naming), matter: id, member: member)
            }
        }
    }
}
