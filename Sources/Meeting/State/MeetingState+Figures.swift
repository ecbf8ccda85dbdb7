// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// Everything derivable is derived here, and stored nowhere.

extension MeetingState {
    /// 应到会
    public var entitled: Int { charter?.entitled ?? 0 }
    /// 实到会
    public var present: Int { isPresent.count { $0 } }
    /// Q1: how many must be present for the meeting as such.
    public var quorum: Int { charter?.profile.quorum.ceiling(of: entitled) ?? 0 }
    /// Whether so many are in the room. A matter has its own: `hasQuorum(for:)`. Q1.
    public var hasQuorum: Bool { present >= quorum }

    /// Entitled, as far as a matter goes. Q2: whether the recused count is the profile's choice.
    public func entitled(for matter: Int) -> Int {
        charter?.profile.recusedCountAsEntitled == false
            ? entitled - matters[matter].isRecused.count { $0 } : entitled
    }

    /// Present and not recused.
    public func present(for matter: Int) -> Int {
        isPresent.indices.count { isPresent[$0] && !matters[matter].isRecused[$0] }
    }

    /// Whether a seat may vote on a matter: it is present, and not recused, unless the profile lets who withdrew from the
    /// deliberation vote after it. Q2, B1.
    public func mayVote(_ seat: Int, on matter: Int) -> Bool {
        isPresent[seat]
            && (!matters[matter].isRecused[seat] || charter?.profile.recusedVote == true)
    }

    /// How many may vote.
    public func voters(on matter: Int) -> Int {
        isPresent.indices.count { mayVote($0, on: matter) }
    }

    /// Q1: how many have to be present for this matter, recusals counted off.
    public func quorum(for matter: Int) -> Int {
        charter.map { $0.profile.quorum(of: $0.kinds[matter]).ceiling(of: entitled(for: matter)) }
            ?? 0
    }

    /// Who counts for a matter's quorum: those who take part; once its ballot is open, those who may vote. Q1.
    public func presentForQuorum(of matter: Int) -> Int {
        matters[matter].status == .balloting ? voters(on: matter) : present(for: matter)
    }

    /// Whether so many are.
    public func hasQuorum(for matter: Int) -> Bool {
        presentForQuorum(of: matter) >= quorum(for: matter)
    }

    /// B2: votes needed to pass; nil for an appraisal. `valid` is known only after the count.
    public func needed(for matter: Int, present: Int? = nil, valid: Int? = nil) -> Int? {
        guard let passing = charter?.kinds[matter].passing else { return nil }
        switch passing.of {
        case .entitled: return passing.needed(of: entitled(for: matter))
        case .present: return passing.needed(of: present ?? voters(on: matter))
        case .valid: return passing.needed(of: valid ?? present ?? voters(on: matter))
        }
    }

    /// Whether a seat is present and not recused from the matter.
    public func takesPart(_ seat: Int, in matter: Int) -> Bool {
        isPresent[seat] && !matters[matter].isRecused[seat]
    }

    /// Whether the room has heard any chief on the matter in this discussion.
    public func chiefHasSpoken(on matter: Int) -> Bool {
        charter?.chiefs.contains { matters[matter].chiefHeard[$0] } ?? false
    }

    /// Whether somebody's view is still awaited. L1, L3: a member who is present and not recused,
    /// until a chief has spoken; a chief, until one who speaks later has.
    public func isAwaited(_ seat: Int, on matter: Int) -> Bool {
        guard takesPart(seat, in: matter), matters[matter].views[seat] == nil else { return false }
        return !opinionStandsForView(of: seat, on: matter)
            && !laterChiefHasSpoken(than: seat, on: matter)
    }

    /// Whether the room has heard a chief who speaks after this seat; any chief, where the seat is no chief's.
    /// Over a list, on any of its lines.
    func laterChiefHasSpoken(than seat: Int, on matter: Int) -> Bool {
        guard let charter else { return false }
        let position = charter.chiefPosition[seat] ?? -1
        func isHeard(_ line: Int) -> Bool {
            charter.chiefs[(position + 1)...].contains { matters[line].chiefHeard[$0] }
        }
        guard charter.plan.matters[matter].list != nil else { return isHeard(matter) }
        return together(with: matter).contains(where: isHeard)
    }

    /// L6: an absent chief's written opinion was read out: it is that chief's view in this discussion.
    func opinionStandsForView(of seat: Int, on matter: Int) -> Bool {
        charter?.chiefPosition[seat] != nil && matters[matter].opinionsRead.contains(seat)
    }

    /// The seats whose view is awaited: members in rank order, then the chiefs in theirs.
    public func awaited(on matter: Int) -> [Int] {
        guard let charter else { return [] }
        let members = isPresent.indices.filter {
            charter.chiefPosition[$0] == nil && isAwaited($0, on: matter)
        }
        return members.sorted { charter.plan.roll[$0].rank < charter.plan.roll[$1].rank }
            + charter.chiefs.filter { isAwaited($0, on: matter) }
    }

    /// Whom a chief must wait for: everybody awaited who comes before, over a list on any of its lines.
    public func awaitedBefore(_ chief: Int, on matter: Int) -> [Int] {
        guard let charter, let position = charter.chiefPosition[chief] else { return [] }
        let waiting = together(with: matter).flatMap { awaited(on: $0) }
        var seen = Set<Int>()
        return waiting.filter {
            (charter.chiefPosition[$0] ?? -1) < position && seen.insert($0).inserted
        }
    }

    /// Views complete, chiefs included where the ballot comes after theirs, L7; always, where views are optional. L2.
    public func viewsAreComplete(on matter: Int) -> Bool {
        guard let charter else { return false }
        if !charter.asksEverybody(about: matter) { return true }
        let chiefsFirst = charter.profile.ballotOrder == .afterChief
        return !isPresent.indices.contains {
            (chiefsFirst || charter.chiefPosition[$0] == nil) && isAwaited($0, on: matter)
        }
    }

    /// How many hold this view on the matter.
    public func count(of stance: Stance, on matter: Int) -> Int {
        matters[matter].views.count { $0?.stance == stance }
    }

    /// The views that are one: who stated none has none. L2.
    public func statedStances(on matter: Int) -> [Stance] {
        matters[matter].views.compactMap { $0?.stance }.filter { $0 != .noView }
    }

    /// Of how many a majority of views is one: where nobody has to speak, a few don't speak for all. B5.
    func viewsThatCount(on matter: Int) -> Int {
        charter?.asksEverybody(about: matter) == false
            ? present(for: matter) : statedStances(on: matter).count
    }

    /// How many marks a paper takes, where the plan says how many posts a contested matter fills; nil: one choice. B3.
    public func posts(of matter: Int) -> Int? { charter?.plan.matters[matter].posts }

    /// Number of choices on the paper.
    public func choices(of matter: Int) -> Int {
        guard let charter else { return 0 }
        switch charter.kinds[matter].form {
        case .approval: return 3
        // The last is "none of them", or an abstention.
        case .contested: return matters[matter].contenders.count + 1
        case .graded: return charter.kinds[matter].grades.count
        case .noted: return 0
        }
    }

    /// Whether a chief signed a recommendation for this matter. L8.
    public func chiefRecommended(_ matter: Int) -> Bool {
        guard let charter else { return false }
        return matters[matter].recommendations.contains { fact in
            fact.recommenders.contains { signer in
                charter.seat(signer.person).map { charter.chiefPosition[$0] != nil } ?? false
            }
        }
    }
}
