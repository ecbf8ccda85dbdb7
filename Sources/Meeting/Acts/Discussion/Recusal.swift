// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// A member leaves a matter that concerns them. P2, Q2.
public struct Recusal: Hashable, Codable, Sendable {
    /// Why somebody withdraws from a matter. Q2, S4.
    public enum Ground: String, Codable, Hashable, Sendable, CaseIterable {
        /// The matter is about the member.
        case concerned
        /// A relative is concerned.
        case relative
        /// The member recommended a relative. S4.
        case recommender
        case other
    }
    /// A matter neither settled nor on the open ballot.
    public var matter: MatterID
    /// Who is out: no view, no vote, no teller for this matter; an attendee: out of the room.
    public var member: PersonID
    /// The engine adds `concerned` and `recommender` itself, with the introduction. Q2, S4.
    public var ground: Ground
    /// Never blank; in those that the engine adds it is the rule, `Q2` or `S4`.
    public var reason: String
    /// Who put it forward, if not the member: another member, or an attendee.
    public var proposedBy: PersonID?
    public init(
        matter: MatterID, member: PersonID, ground: Ground, reason: String,
        proposedBy: PersonID? = nil
    ) {
        self.matter = matter
        self.member = member
        self.ground = ground
        self.reason = reason
        self.proposedBy = proposedBy
    }
}

extension Recusal: RecordedAct, LineAct {
    var command: MeetingCommand { .recuse(self) }
    var event: MeetingEvent { .recused(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { member }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayRecuse(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let m = charter.matter(matter) else { return }
        state.matters[m].recusals.append(self)
        if let seat = charter.seat(member) {
            state.matters[m].isRecused[seat] = true
        } else {
            state.matters[m].attendeesOut.insert(member)
        }
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatterAndList { list, _, id in
            for member in list.charter.everybody {
                let recusal = Recusal(
                    matter: id, member: member, ground: .other, reason: OfferList.filler)
                list.add(.recuse(recusal), matter: id, member: member)
            }
        }
    }
}
