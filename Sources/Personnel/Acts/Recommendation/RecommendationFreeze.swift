// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// S3: the agenda froze, and with it what the group was shown.
public struct RecommendationFreeze: Hashable, Codable, Sendable {
    /// The meeting that is being convened.
    public var meeting: MeetingID
    /// All on its agenda, in the agenda's order.
    public var recommendations: [RecommendationID]

    public init(meeting: MeetingID, recommendations: [RecommendationID]) {
        self.meeting = meeting
        self.recommendations = recommendations
    }
}

extension RecommendationFreeze: RecordedPersonnelAct {
    var command: PersonnelCommand { .freeze(self) }
    var event: PersonnelEvent { .frozen(self) }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        // A withdrawal before the freeze takes it off every agenda. S3.
        for id in recommendations { _ = try state.standingRecommendation(id) }
    }

    func apply(to state: inout PersonnelState) {
        for id in recommendations { state.recommendations[id]?.frozenBy.append(meeting) }
    }
}
