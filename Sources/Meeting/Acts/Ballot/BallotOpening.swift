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

extension BallotOpening: MeetingAct, MeetingFact {
    var command: MeetingCommand { .openBallot(self) }
    var event: MeetingEvent { .ballotOpened(self) }

    func decide(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal) -> [MeetingEvent]
    {
        let opening = byLine(in: state, charter)
        try state.mayOpen(opening, charter)
        return [.ballotOpened(opening)]
    }

    /// M4: with the lines of a list in its place: those that are ready and have the voters of the first.
    private func byLine(in state: MeetingState, _ charter: Charter) -> BallotOpening {
        var opening = self
        opening.matters = matters.flatMap { id in
            guard let lines = charter.lines(ofList: id) else { return [id] }
            let ready = lines.filter { [.open, .discussed].contains(state.matters[$0].status) }
            guard let first = ready.first else { return [id] }
            return ready.filter { state.hasSameVoters($0, first) }
                .map { charter.plan.matters[$0].id }
        }
        return opening
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        let indices = matters.compactMap(charter.matter)
        guard let first = indices.first else { return }
        let others = state.inHand.filter { !indices.contains($0) }
        let isOver = others.count < state.inHand.count
        for m in indices { state.matters[m].status = .balloting }
        if isOver {
            // The lines that aren't on this paper wait for one of their own.
            for m in others { state.matters[m].status = .discussed }
            state.current = nil
        }
        state.ballot = OpenBallot(
            mode: mode, matters: indices,
            mayVote: state.isPresent.indices.map { state.mayVote($0, on: first) })
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatterAndList { list, _, id in
            for mode in list.modes(of: [id]) {
                list.add(.openBallot(BallotOpening(matters: [id], mode: mode)), matter: id)
            }
        }
        let state = list.state
        let ready = state.matters.indices.filter {
            state.matters[$0].status == .discussed || state.inHand.contains($0)
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
        let lines = matters.flatMap { id in
            charter.lines(ofList: id).map(Array.init) ?? charter.matter(id).map { [$0] } ?? []
        }
        let allowed = lines.map { charter.methods(of: $0) }
        return BallotMode.allCases.filter { mode in
            allowed.allSatisfy { $0.contains(mode.method) }
        }
    }
}
