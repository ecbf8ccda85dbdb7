// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// B8: an absent member's written opinion is read out; it counts nowhere.
public struct WrittenOpinion: Hashable, Codable, Sendable {
    /// The one in discussion.
    public var matter: MatterID
    /// Absent and not recused; a chief's waits like a view. L6.
    public var member: PersonID
    /// As read out; never blank.
    public var words: String
    public init(matter: MatterID, member: PersonID, words: String) {
        self.matter = matter
        self.member = member
        self.words = words
    }
}

extension WrittenOpinion: RecordedAct, LineAct {
    var command: MeetingCommand { .readOpinion(self) }
    var event: MeetingEvent { .opinionRead(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { member }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayRead(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let m = charter.matter(matter), let seat = charter.seat(member) else { return }
        state.matters[m].opinionsRead.append(seat)
        if charter.chiefPosition[seat] != nil { state.matters[m].chiefHeard[seat] = true }
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatterAndList { list, _, id in
            for member in list.charter.plan.roll.map(\.id) {
                let opinion = WrittenOpinion(matter: id, member: member, words: OfferList.filler)
                list.add(.readOpinion(opinion), matter: id, member: member)
            }
        }
    }
}
