// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// How ballots are cast and counted.
public enum BallotMode: String, Codable, Hashable, Sendable, CaseIterable { case paper, box }

/// B1: one paper, for one or several matters whose discussion is finished. M4.
public struct BallotOpening: Hashable, Codable, Sendable {
    /// On the paper, in its order: figures and results come in the same. M4.
    public var matters: [MatterID]
    /// Only paper, once a matter was voided as often as the profile allows. B6.
    public var mode: BallotMode
    public init(matters: [MatterID], mode: BallotMode) {
        self.matters = matters
        self.mode = mode
    }
}

extension BallotOpening: RecordedAct {
    var command: MeetingCommand { .openBallot(self) }
    var event: MeetingEvent { .ballotOpened(self) }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayOpen(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        let indices = matters.compactMap(charter.matter)
        guard let first = indices.first else { return }
        for m in indices { state.matters[m].status = .balloting }
        if let now = state.current, indices.contains(now) { state.current = nil }
        state.ballot = OpenBallot(
            mode: mode, matters: indices,
            mayVote: state.isPresent.indices.map { state.mayVote($0, on: first) })
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatter { list, _, id in
            for mode in BallotMode.allCases {
                list.add(.openBallot(BallotOpening(matters: [id], mode: mode)), matter: id)
            }
        }
        let state = list.state
        let ready = state.matters.indices.filter {
            state.matters[$0].status == .discussed || state.current == $0
        }
        guard ready.count > 1 else { return }
        let ids = ready.map { list.charter.plan.matters[$0].id }
        for mode in BallotMode.allCases {
            list.add(.openBallot(BallotOpening(matters: ids, mode: mode)))
        }
    }
}
