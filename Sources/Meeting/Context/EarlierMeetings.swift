// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// A matter of some meeting of the register.
public struct MatterReference: Hashable, Sendable {
    public var meeting: MeetingID
    public var matter: MatterID

    public init(_ meeting: MeetingID, _ matter: MatterID) {
        self.meeting = meeting
        self.matter = matter
    }
}

/// What other meetings of the register mean for one of them. B7, V1, V2.
public struct EarlierMeetings: Hashable, Sendable {
    /// What the matters came to that this one takes up again; one that isn't here was never decided.
    public var decisions: [MatterReference: PriorDecision]
    /// Which of this one's own matters a later meeting, once convened, has taken up again.
    public var takenUp: [MatterID: MeetingID]

    public init(
        decisions: [MatterReference: PriorDecision] = [:], takenUp: [MatterID: MeetingID] = [:]
    ) {
        self.decisions = decisions
        self.takenUp = takenUp
    }
}

extension Plan {
    /// The matters of earlier meetings that it takes up again. B7, V3.
    public var reconsidered: [MatterReference] {
        matters.flatMap { matter in
            [
                matter.reconsiders.map { MatterReference($0.meeting, $0.matter) },
                matter.resubmits.map { MatterReference($0.meeting, $0.matter) },
            ].compactMap(\.self)
        }
    }
}
