// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// How votes are given and counted.
public enum BallotMode: String, Codable, Hashable, Sendable, CaseIterable {
    /// Secret, on paper that the tellers count.
    case paper
    /// Secret, into the terminal's sealed box.
    case box
    /// In the open, by show of hands.
    case hands
    /// In the open, by word of mouth.
    case oral

    /// The method that a profile allows or doesn't.
    public var method: MatterKind.VotingMethod {
        switch self {
        case .paper, .box: .secret
        case .hands: .hands
        case .oral: .oral
        }
    }
    /// Whether who voted how is on record.
    public var isNamed: Bool { method != .secret }
}

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
            for mode in list.modes(of: [id]) {
                list.add(.openBallot(BallotOpening(matters: [id], mode: mode)), matter: id)
            }
        }
        let state = list.state
        let ready = state.matters.indices.filter {
            state.matters[$0].status == .discussed || state.current == $0
        }
        guard ready.count > 1 else { return }
        let ids = ready.map { list.charter.plan.matters[$0].id }
        for mode in list.modes(of: ids) {
            list.add(.openBallot(BallotOpening(matters: ids, mode: mode)))
        }
    }
}

extension OfferList {
    /// The modes that the profile allows for all of these matters.
    fileprivate func modes(of matters: [MatterID]) -> [BallotMode] {
        let allowed = matters.compactMap(charter.matter).map { charter.kinds[$0].votingMethods }
        return BallotMode.allCases.filter { mode in
            allowed.allSatisfy { $0.contains(mode.method) }
        }
    }
}
