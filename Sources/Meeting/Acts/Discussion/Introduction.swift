// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// Who brings the matter before the group: a member, or an attendee where the profile has it so. M3.
public struct Introduction: Hashable, Codable, Sendable {
    /// A pending matter, with its papers on record. M2.
    public var matter: MatterID
    /// The deputy in charge, who was named instead, or an attendee where the profile lets one present; never a chief.
    public var by: PersonID
    public init(matter: MatterID, by: PersonID) {
        self.matter = matter
        self.by = by
    }
}

extension Introduction: MeetingAct, MeetingFact, LineAct {
    var command: MeetingCommand { .introduce(self) }
    var event: MeetingEvent { .introduced(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { by }

    func decide(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal) -> [MeetingEvent]
    {
        try state.introduction(self, charter, time)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let m = charter.matter(matter) else { return }
        state.takeUp(m, charter) { $0.isUnheard($1) }
        state.matters[m].introducedBy = by
        state.matters[m].introducedOn = time.day
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatterAndList { list, m, id in
            let bringer = list.bringer(of: m)
            list.add(.introduce(Introduction(matter: id, by: bringer)), matter: id, member: bringer)
            if let deputy = list.deputy(of: m), deputy != bringer {
                list.add(
                    .introduce(Introduction(matter: id, by: deputy)), matter: id, member: deputy)
            }
            for attendee in list.charter.presentingAttendees {
                list.add(
                    .introduce(Introduction(matter: id, by: attendee)), matter: id,
                    member: attendee)
            }
        }
    }
}
