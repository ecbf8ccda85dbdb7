// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

/// The rules once more, written from the rule book and not from the engine: every step of an
/// exploration is held against them. Nothing here calls a function of the engine that decides.
public enum Oracle {
    public struct Violation: Hashable, Sendable, CustomStringConvertible {
        public var rule: String
        public var detail: String
        public var description: String { "\(rule): \(detail)" }
    }

    /// Faults of one step.
    public static func judge(
        _ before: MeetingState, _ event: MeetingEvent, _ after: MeetingState
    ) -> [Violation] {
        guard let charter = before.charter else { return [] }
        var found: [Violation] = []
        func violated(_ rule: String, _ detail: String) {
            found.append(Violation(rule: rule, detail: "\(detail) at \(event.kind)"))
        }
        let entitled = charter.plan.roll.count
        let present = before.isPresent.count { $0 }
        let profile = charter.profile
        let enough = present * profile.quorum.denominator >= entitled * profile.quorum.numerator
        let chiefs = charter.plan.roll.indices.filter { charter.plan.roll[$0].chief != nil }
        let last = chiefs.last { charter.plan.roll[$0].chief == .party } ?? chiefs.last
        func takesPart(_ s: Int, _ m: Int) -> Bool {
            before.isPresent[s] && !before.matters[m].isRecused[s]
        }
        // In a full committee who withdrew from the deliberation votes after it.
        func votes(_ s: Int, _ m: Int) -> Bool {
            before.isPresent[s] && (!before.matters[m].isRecused[s] || profile.recusedVote == true)
        }
        func requireQuorum(_ m: Int) {
            if !enough { violated("Q1", "\(present) of \(entitled) present") }
            let isVoting = before.matters[m].status == .balloting
            let here = before.isPresent.indices.count { isVoting ? votes($0, m) : takesPart($0, m) }
            let base =
                profile.recusedCountAsEntitled
                ? entitled : entitled - before.matters[m].isRecused.count { $0 }
            let share = charter.kinds[m].quorum ?? profile.quorum
            if here * share.denominator < base * share.numerator {
                violated("Q1", "\(here) of \(base) take part")
            }
        }
        switch event {
        case .planned: if before.phase != .planned { violated("Q3", "replanned") }
        case .convened, .reconvened: if !enough { violated("Q1", "convened below quorum") }
        case .introduced(let i):
            guard let m = charter.matter(i.matter), let s = charter.seat(i.by) else { break }
            if before.phase != .inSession { violated("G2", "introduced while \(before.phase)") }
            requireQuorum(m)
            if chiefs.contains(s) { violated("M3", "a chief introduces") }
            if before.matters[m].status != .pending { violated("M4", "introduced again") }
            if profile.inquiry == .required, before.matters[m].recusalsAsked == nil {
                violated("Q2", "nobody was asked")
            }
            for id in before.matters[m].recusalsAsked?.declared ?? [] {
                let isOut =
                    charter.seat(id).map { after.matters[m].isRecused[$0] }
                    ?? before.matters[m].attendeesOut.contains(id)
                if !isOut { violated("Q2", "\(id) declared a ground and stays") }
            }
            for wanted in charter.kinds[m].prerequisites where wanted.isAdvice != true {
                let paper = before.matters[m].prerequisites.last { $0.prerequisite == wanted.id }
                if paper == nil { violated("M2", "without \(wanted.id)") }
                for conclusion in wanted.conclusions ?? []
                where conclusion.id == paper?.conclusion && conclusion.effect == .stops {
                    violated("M2", "stopped by \(wanted.id)")
                }
            }
            guard profile.viewRule != .optional else { break }
            // A chief who was heard stays heard, though the view was taken back or its chief has left: L4.
            for other in before.matters.indices where before.matters[other].status == .open {
                // M4: the lines of a list come up together, before anybody has spoken.
                let list = charter.plan.matters[other].list
                let isFresh =
                    before.matters[other].views.allSatisfy { $0 == nil }
                    && before.matters[other].opinionsRead.isEmpty
                if list != nil, list == charter.plan.matters[m].list, isFresh { continue }
                for seat in charter.plan.roll.indices
                where takesPart(seat, other) && before.matters[other].views[seat] == nil
                    && !chiefs.contains(where: { before.matters[other].chiefHeard[$0] })
                    && (profile.ballotOrder == .afterChief || !chiefs.contains(seat))
                {
                    violated("M4", "another matter awaits \(seat)")
                }
            }
        case .viewStated(let v):
            guard let m = charter.matter(v.matter), let s = charter.seat(v.member) else { break }
            requireQuorum(m)
            // L9: nobody in the room waits for an answer.
            for asked in before.matters[m].questions where asked.answers.last?.isContent != true {
                if let asker = charter.seat(asked.question.by), takesPart(asker, m) {
                    violated("L9", "\(asked.question.by) isn't answered")
                }
            }
            if !takesPart(s, m) { violated("P2", "absent or recused") }
            let views = before.matters[m].views
            let heard = before.matters[m].chiefHeard
            let chiefSpoke = chiefs.contains { views[$0] != nil || heard[$0] }
            // M4: over a list the chief is last on every line that is discussed with this one.
            let list = charter.plan.matters[m].list
            let lines = before.matters.indices.filter {
                $0 != m && list != nil && charter.plan.matters[$0].list == list
                    && before.matters[$0].status == before.matters[m].status
            }
            if !chiefs.contains(s) {
                let heardOnAny = lines.contains { l in
                    chiefs.contains { before.matters[l].chiefHeard[$0] }
                }
                if chiefSpoke || heardOnAny { violated("L4", "a member after a chief") }
                break
            }
            for line in lines where !chiefs.contains(where: { before.matters[line].chiefHeard[$0] })
            {
                for seat in charter.plan.roll.indices
                where !chiefs.contains(seat) && takesPart(seat, line)
                    && before.matters[line].views[seat] == nil && !chiefSpoke
                {
                    violated("L1", "chief \(s) before \(seat) on another line")
                }
            }
            if !chiefSpoke {
                for seat in charter.plan.roll.indices
                where !chiefs.contains(seat) && takesPart(seat, m) && views[seat] == nil {
                    violated("L1", "chief \(s) before \(seat)")
                }
            }
            if chiefs.count == 2, s == last, !heard[s] {
                for other in chiefs
                where other != s && takesPart(other, m) && views[other] == nil
                    // Whose opinion was read out while they were away has spoken. L6
                    && !before.matters[m].opinionsRead.contains(other)
                {
                    violated("L1", "last chief before the other")
                }
            }
            if chiefs.count == 2, s != last, let last, views[last] != nil {
                violated("L1", "first chief after the last")
            }
            if before.matters[m].opinionsRead.contains(s) {
                violated("L6", "a chief's view after the chief's opinion was read")
            }
        case .questionAsked(let q):
            guard let m = charter.matter(q.matter), let s = charter.seat(q.by) else { break }
            if !takesPart(s, m) { violated("L9", "asked by who takes no part") }
            if before.matters[m].views.contains(where: { $0 != nil }) {
                violated("L9", "asked after a view")
            }
        case .opinionRead(let o):
            guard let m = charter.matter(o.matter), let s = charter.seat(o.member) else { break }
            if chiefs.count == 2, chiefs.contains(s), s != last, let last,
                before.matters[m].chiefHeard[last]
            {
                violated("L1", "the first chief's opinion after the last chief")
            }
        case .ballotOpened(let o):
            let indices = o.matters.compactMap(charter.matter)
            for m in indices {
                requireQuorum(m)
                let views = before.matters[m].views
                let heard = before.matters[m].chiefHeard
                let chiefSpoke = chiefs.contains { views[$0] != nil || heard[$0] }
                for seat in charter.plan.roll.indices
                where profile.viewRule != .optional && takesPart(seat, m) && views[seat] == nil {
                    let late = chiefSpoke
                    let sealedFirst = profile.ballotOrder == .beforeChief && chiefs.contains(seat)
                    if !late && !sealedFirst { violated("B1", "no view of \(seat)") }
                }
                for t in before.tellers where !o.mode.isNamed && !takesPart(t, m) {
                    violated("P4", "teller out")
                }
            }
            if !o.mode.isNamed, before.tellers.count < 2 {
                violated("P4", "fewer than two tellers")
            }
            for m in indices {
                let allowed = charter.kinds[m].methods ?? [.secret]
                let isAllowed =
                    switch o.mode {
                    case .paper, .box: allowed.contains(.secret)
                    case .hands: allowed.contains(.hands)
                    case .oral: allowed.contains(.oral)
                    }
                if !isAllowed { violated("B1", "by \(o.mode)") }
            }
            if let ballot = after.ballot, let m = indices.first {
                for s in ballot.mayVote.indices where ballot.mayVote[s] != votes(s, m) {
                    violated("B1", "electorate")
                }
            }
        case .countEntered:
            for m in before.ballot?.matters ?? [] { requireQuorum(m) }
            if before.ballot?.mode.isNamed == true { violated("B1", "papers in an open vote") }
        case .votesTaken(let v):
            for m in before.ballot?.matters ?? [] { requireQuorum(m) }
            let all = v.choices.flatMap(\.self)
            if Set(all).count != all.count { violated("B1", "somebody twice") }
            for id in all {
                guard let s = charter.seat(id), before.isPresent[s],
                    before.ballot?.mayVote[s] == true
                else {
                    violated("B1", "\(id) may not vote")
                    continue
                }
            }
            if before.ballot?.mode.isNamed != true { violated("B1", "names in a secret ballot") }
        case .resultDeclared(let d):
            for m in before.ballot?.matters ?? [] { requireQuorum(m) }
            for result in d.results {
                guard let m = charter.matter(result.matter),
                    let choices = after.matters[m].count?.figures.choices, let votes = choices.first
                else { continue }
                let base =
                    profile.recusedCountAsEntitled
                    ? entitled : entitled - before.matters[m].isRecused.count { $0 }
                if charter.kinds[m].form == .contested {
                    // Somebody passes who has a majority, and whom or whose equals too many don't stand above.
                    let posts = charter.plan.matters[m].posts ?? 1
                    let people = choices.dropLast()
                    let passing = before.matters[m].contenders.indices.filter { i in
                        choices[i] * 2 > base && people.count { $0 >= choices[i] } <= posts
                    }
                    let named = passing.map { before.matters[m].contenders[$0] }
                    let isSo =
                        named.isEmpty
                        ? result.outcome != .passed
                        : result.outcome == .passed && Set(result.candidates) == Set(named)
                    if !isSo { violated("B3", "\(choices) of \(base): \(result)") }
                }
                guard charter.kinds[m].form == .approval else { continue }
                if (result.outcome == .passed) != (votes * 2 > base) {
                    violated("B2", "\(votes) of \(base): \(result.outcome)")
                }
            }
            let isOpen = before.ballot?.mode == .hands || before.ballot?.mode == .oral
            if !isOpen, Set(before.ballot?.signedBy ?? []).count < 2 {
                violated("B10", "unsigned count")
            }
            for m in before.ballot?.matters ?? [] where isOpen {
                let votes = before.ballot?.votes[m]?.choices ?? []
                if votes.map(\.count) != after.matters[m].count?.figures.choices {
                    violated("B1", "other figures than votes")
                }
            }
        case .vetoed(let v):
            guard let m = charter.matter(v.matter), let s = charter.seat(v.by) else { break }
            if !chiefs.contains(s) { violated("V1", "not a chief") }
            if before.matters[m].result?.outcome != .passed { violated("V1", "not passed") }
            if after.matters[m].status != .returned { violated("V1", "not returned") }
        case .sentBack(let back):
            guard let m = charter.matter(back.matter), let s = charter.seat(back.by) else { break }
            if !chiefs.contains(s) { violated("V3", "not a chief") }
            if before.matters[m].introducedBy != nil { violated("V3", "after its introduction") }
            if after.matters[m].status != .sentBack { violated("V3", "not sent back") }
            if before.matters[m].isRecused[s] { violated("V3", "by a recused chief") }
        case .deferred(let d):
            guard let m = charter.matter(d.matter) else { break }
            let allowed = profile.deferralGrounds ?? [.views, .motion]
            if !allowed.contains(d.ground) { violated("B5", "on the ground \(d.ground)") }
            let said = before.matters[m].views.compactMap(\.self)
            let differ =
                Set(said.map(\.stance)).count > 1
                || Set(said.map(\.chosen).filter { !$0.isEmpty }).count > 1
            if d.ground == .divided, !differ { violated("B5", "nothing divides") }
            if d.ground == .unclear, d.task == nil { violated("B5", "nothing to clear up") }
            if before.matters[m].status == .balloting { violated("B5", "during a ballot") }
        case .left: break
        case .arrived: if before.ballot != nil { violated("P2", "arrival during a ballot") }
        case .recused(let r):
            if let m = charter.matter(r.matter), before.matters[m].status == .balloting {
                violated("P2", "recusal during a ballot")
            }
        default: break
        }
        for t in after.tellers where chiefs.contains(t) { violated("P4", "a chief is teller") }
        for m in after.matters.indices {
            if before.matters.indices.contains(m), before.matters[m].status == .sentBack,
                after.matters[m].status != .sentBack
            {
                violated("V3", "taken up after it was sent back")
            }
            let (was, now) = (before.matters[m].status, after.matters[m].status)
            if was != now, !mayBecome(was, now) { violated("M1", "\(was) became \(now)") }
        }
        return found + shape(after)
    }

    /// The state's own shape.
    public static func shape(_ s: MeetingState) -> [Violation] {
        guard let charter = s.charter else { return [] }
        let n = charter.plan.roll.count
        var found: [Violation] = []
        func require(_ holds: Bool, _ what: String) {
            if !holds { found.append(Violation(rule: "shape", detail: what)) }
        }
        require(s.isPresent.count == n && s.matters.allSatisfy { $0.views.count == n }, "seats")
        let open = s.matters.indices.filter { s.matters[$0].status == .open }
        let lists = Set(open.map { charter.plan.matters[$0].list })
        require(open.count <= 1 || lists.count == 1 && !lists.contains(nil), "one at a time")
        require(
            (s.current != nil) == s.matters.contains { $0.status == .open } || s.phase == .closed,
            "current")
        require((s.ballot != nil) == s.matters.contains { $0.status == .balloting }, "ballot")
        require(s.ballot == nil || s.phase == .inSession, "a ballot only in session")
        require(
            s.phase != .closed || s.matters.allSatisfy(\.status.isFinal), "closed and unfinished")
        for m in s.matters.indices {
            require(
                s.matters[m].status != .returned || s.matters[m].veto != nil,
                "returned without a veto")
        }
        return found
    }

    private static func mayBecome(_ was: MatterState.Status, _ now: MatterState.Status) -> Bool {
        switch (was, now) {
        case (.pending, .open), (.open, .discussed), (.discussed, .open), (.open, .balloting),
            (.discussed, .balloting), (.balloting, .discussed), (.balloting, .decided),
            (.balloting, .failed), (.balloting, .deferred), (.decided, .returned),
            (.pending, .deferred), (.open, .deferred), (.discussed, .deferred),
            (.pending, .sentBack),
            (.pending, .withdrawn), (.open, .withdrawn), (.discussed, .withdrawn):
            true
        default: false
        }
    }
}
