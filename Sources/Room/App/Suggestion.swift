// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Wording

/// The one thing to do next, and the words that say so.
enum Suggestion: Hashable, Sendable {
    case act(OfferedAct)
    /// Call the roll: nobody, or too few, are here.
    case roll
    /// Let the members come up and vote.
    case vote
    /// The tellers open the count with their PINs.
    case count
    /// The meeting is over: its minutes.
    case minutes
    case none
}

extension RoomSnapshot {
    /// What is best done now. It never does anything by itself, and the engine judges it like
    /// anything else.
    func suggested() -> Suggestion {
        switch state.phase {
        case .empty: return .none
        case .closed, .cancelled: return isReplay ? .none : .minutes
        case .planned:
            guard state.hasQuorum else { return .roll }
            return act(.convene).map(Suggestion.act) ?? .roll
        case .suspended:
            guard state.hasQuorum else { return .roll }
            return act(.reconvene).map(Suggestion.act) ?? .roll
        case .inSession:
            guard state.hasQuorum else { return .roll }
            return inSession()
        }
    }

    private func inSession() -> Suggestion {
        if let ballot = state.ballot { return balloting(ballot) }
        guard let charter else { return .none }
        // L9: views wait for the answers.
        if let m = state.inHand.first(where: { !state.openQuestions(on: $0).isEmpty }),
            let answering = act(.answerQuestion, matter: charter.plan.matters[m].id)
        {
            return .act(answering)
        }
        if let (seat, line) = nextToSpeak, let id = subject(ofViewBy: seat, on: line) {
            return act(.stateView, matter: id, member: charter.id(seat)).map(Suggestion.act)
                ?? .none
        }
        if let m = state.current { return openingTogether(m, .open) }
        let order = state.matters.indices
        if let m = order.first(where: { state.matters[$0].status == .discussed }) {
            return openingTogether(m, .discussed)
        }
        if let m = nextPending,
            let id = subject(of: m, where: { state.matters[$0].status == .pending })
        {
            if let act = act(.introduce, matter: id) {
                // The deputy isn't here or is concerned: somebody else is named. M3.
                if !act.isPossible,
                    let naming = acts.first(where: {
                        $0.kind == .nameIntroducer && $0.matter == id && $0.isPossible
                    })
                {
                    return .act(naming)
                }
                // Q2: the profile wants everybody asked first.
                if case .recusalsNotAsked? = act.refusal,
                    let asking = self.act(.askRecusals, matter: id), asking.isPossible
                {
                    return .act(asking)
                }
                // Q2: who said that they have to withdraw does so first.
                if case .declaredAndStays(_, let people)? = act.refusal,
                    let recusing = self.act(.recuse, matter: id, member: people.first),
                    recusing.isPossible
                {
                    return .act(recusing)
                }
                return .act(act)
            }
        }
        return act(.close).map(Suggestion.act) ?? .none
    }

    /// Whose view comes next, over all lines in hand: the members first, then the chiefs.
    private var nextToSpeak: (seat: Int, line: Int)? {
        let lines = state.inHand.filter { !state.viewsAreComplete(on: $0) }
        for seat in seatsInSpeakingOrder {
            if let line = lines.first(where: { state.isAwaited(seat, on: $0) }) {
                return (seat, line)
            }
        }
        return nil
    }

    /// The matter that comes up next: one that a paper stops waits for the others.
    private var nextPending: Int? {
        let pending = state.matters.indices.filter { state.matters[$0].status == .pending }
        return pending.first { m in
            !state.gates(of: m, on: now.day).contains { $0.binds && $0.standing == .stopped }
        } ?? pending.first
    }

    /// One paper for the lines of a list that wait for it, or for the matter.
    private func openingTogether(_ m: Int, _ status: MatterState.Status) -> Suggestion {
        if let charter, charter.kinds[m].form == .noted {
            return act(.conclude, matter: charter.plan.matters[m].id).map(Suggestion.act) ?? .none
        }
        return subject(of: m) { state.matters[$0].status == status }.map { opening([$0]) } ?? .none
    }

    private func opening(_ ids: [MatterID]) -> Suggestion {
        let usual = ids.first.flatMap(place).flatMap { m in
            charter?.methods(of: m).first
        }
        if let usual, usual != .secret,
            let named = acts.first(where: {
                if case .openBallot(let o) = $0.example {
                    return o.matters == ids && o.mode.method == usual
                }
                return false
            })
        {
            return .act(named)
        }
        if state.tellers.count < 2, let act = act(.appointTellers) { return .act(act) }
        let all = acts.filter {
            if case .openBallot(let o) = $0.example { return o.matters == ids }
            return false
        }
        let box = all.first {
            if case .openBallot(let o) = $0.example { return o.mode == .box }
            return false
        }
        if let box, box.isPossible { return .act(box) }
        if case .tellerUnfit? = box?.refusal, let act = act(.appointTellers) { return .act(act) }
        return (all.first(where: \.isPossible) ?? box).map(Suggestion.act) ?? .none
    }

    private func balloting(_ ballot: OpenBallot) -> Suggestion {
        guard let charter else { return .none }
        if ballot.mode.isNamed {
            let next = ballot.matters.first { ballot.votes[$0] == nil }
            let asked =
                next.map { act(.takeVotes, matter: charter.plan.matters[$0].id) }
                ?? act(.declare)
            return asked.map(Suggestion.act) ?? .none
        }
        // Without one of its tellers a box can't be counted, nor its count signed.
        if ballot.mode == .box, tellersHere.count < state.tellers.count,
            let void = acts.first(where: {
                if case .voidBallot(let v) = $0.example { v.cause == .tellerLost } else { false }
            })
        {
            return .act(void)
        }
        if ballot.mode == .box, ballot.closing == nil {
            if !waitingToVote.isEmpty { return .vote }
            if charter.profile.ballotOrder == .beforeChief {
                if ballot.othersPapers == nil, let act = act(.sealOthers) { return .act(act) }
                if let view = chiefsView(ballot, charter) { return .act(view) }
            }
            return .count
        }
        if ballot.mode == .paper, charter.profile.ballotOrder == .beforeChief {
            if ballot.othersPapers == nil, let act = act(.sealOthers) { return .act(act) }
            if let view = chiefsView(ballot, charter) { return .act(view) }
        }
        let unsigned = state.tellers.filter { !ballot.signedBy.contains($0) }
        if !unsigned.isEmpty {
            if ballot.mode == .box { return .count }
            if let teller = unsigned.first,
                let act = act(.enterCount, member: charter.id(teller))
            {
                return .act(act)
            }
        }
        return act(.declare).map(Suggestion.act) ?? .none
    }

    private func chiefsView(_ ballot: OpenBallot, _ charter: Charter) -> OfferedAct? {
        for m in ballot.matters {
            guard let chief = charter.chiefs.first(where: { state.isAwaited($0, on: m) }) else {
                continue
            }
            return act(.stateView, matter: charter.plan.matters[m].id, member: charter.id(chief))
        }
        return nil
    }

    /// The suggestion in words.
    func words(_ suggestion: Suggestion) -> Text {
        switch suggestion {
        case .roll:
            return Text(
                "点名：应到 \(state.entitled)，实到 \(state.present)，法定人数 \(state.quorum)",
                "Call the roll: \(state.present) of \(state.entitled) here, quorum \(state.quorum)")
        case .vote:
            return Text(
                "请成员逐一投票：已投 \(voted ?? 0) / \(state.ballot?.electorate ?? 0)",
                "Let the members vote, one by one: \(voted ?? 0) of \(state.ballot?.electorate ?? 0) have"
            )
        case .count:
            return Text("监票人输入密码，共同开票", "Tellers give their PINs and open the count together")
        case .minutes:
            return Text(
                "会议已结束：看、导出、审定封存会议记录",
                "The meeting is over: read, export and seal its minutes")
        case .none:
            return state.phase == .closed
                ? Text("会议已闭会，记录已封存", "The meeting is closed, its record sealed") : Text("", "")
        case .act(let act): return act.title
        }
    }
}
