// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// L7: the others' papers are in the box before a chief states a view.
public struct OthersSealed: Hashable, Codable, Sendable {
    /// Who seals: a teller in the room.
    public var teller: PersonID
    /// A box sealed before everybody has cast takes two tellers, and a reason.
    public var second: PersonID?
    /// Why a box is sealed before all the others have cast; nil where none is needed.
    public var reason: String?
    /// Papers of the others, none of a chief's; for a box the box's own number.
    public var papers: Int
    public init(
        teller: PersonID, second: PersonID? = nil, reason: String? = nil, papers: Int
    ) {
        self.teller = teller
        self.second = second
        self.reason = reason
        self.papers = papers
    }
}

extension OthersSealed: RecordedAct {
    var command: MeetingCommand { .sealOthers(self) }
    var event: MeetingEvent { .othersSealed(self) }
    var person: PersonID? { teller }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.maySeal(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        state.ballot?.othersPapers = papers
    }

    static func addExamples(to list: inout OfferList) {
        let chiefPosition = list.charter.chiefPosition
        let papers = list.state.ballot.map { ballot in
            ballot.mode == .paper
                ? 0
                : ballot.mayVote.indices.count { ballot.mayVote[$0] && chiefPosition[$0] == nil }
        }
        for teller in list.tellers {
            list.add(.sealOthers(OthersSealed(teller: teller, papers: papers ?? 0)), member: teller)
        }
    }
}
