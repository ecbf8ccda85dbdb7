// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// The plan with what follows from it once and for all: seats, chiefs in speaking order, the kind,
/// deputy and persons concerned of each matter. Immutable, shared by every copy of a state.
public final class Charter: Sendable {
    /// As it was set last; convening freezes it. Q3.
    public let plan: Plan
    /// A seat is an index into `plan.roll`.
    private let seats: [PersonID: Int]
    private let matterIndex: [MatterID: Int]
    /// Seats of the chiefs whom the last-speaker rule binds, in the order in which they speak. P3.
    ///
    /// The profile names the kinds of chief that it binds; a group that has none of these kinds has all its chiefs bound.
    public let chiefs: [Int]
    /// Position among the chiefs who are bound, by seat; nil for everybody else.
    public let chiefPosition: [Int?]
    /// The profile's kind, by matter.
    public let kinds: [MatterKind]
    /// The seat of the deputy in charge of the matter's power, by matter. M3.
    public let deputies: [Int?]
    /// The seats of the persons concerned, by matter.
    public let concerned: [[Int]]
    /// The lines of each list, by its id.
    let listed: [MatterID: Range<Int>]
    /// The lines of the list that each matter is on, or itself alone.
    let spans: [Range<Int>]
    /// The number on the agenda of each matter, from 1.
    let items: [Int]

    /// Nil for a plan that no rule would have let through: a matter's kind isn't in the profile, or
    /// nobody is on the roll. A record that was tampered with may hold one.
    public init?(_ plan: Plan) {
        let found = plan.matters.compactMap { plan.profile.kind($0.kind) }
        guard found.count == plan.matters.count, !plan.roll.isEmpty else { return nil }
        self.plan = plan
        kinds = found
        seats = Dictionary(
            plan.roll.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { a, _ in a })
        matterIndex = Dictionary(
            plan.matters.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { a, _ in a })
        let order = plan.profile.chiefOrder
        let all = plan.roll.indices.filter { plan.roll[$0].isChief }
        let named = all.filter { plan.roll[$0].chief.map(order.contains) ?? false }
        chiefs = (named.isEmpty ? all : named).sorted { a, b in
            let x = plan.roll[a].chief.flatMap(order.firstIndex(of:)) ?? 0
            let y = plan.roll[b].chief.flatMap(order.firstIndex(of:)) ?? 0
            return (x, a) < (y, b)
        }
        chiefPosition = plan.roll.indices.map { [chiefs] in chiefs.firstIndex(of: $0) }
        deputies = kinds.map { kind in
            plan.roll.firstIndex { $0.inCharge.contains(kind.power) && !$0.isChief }
        }
        concerned = plan.matters.map { [seats] in $0.candidates.compactMap { seats[$0.id] } }
        var listed: [MatterID: Range<Int>] = [:]
        var items: [Int] = []
        for (m, matter) in plan.matters.enumerated() {
            if let list = matter.list, let before = listed[list] {
                listed[list] = before.lowerBound..<m + 1
                items.append(items[m - 1])
            } else {
                if let list = matter.list { listed[list] = m..<m + 1 }
                items.append((items.last ?? 0) + 1)
            }
        }
        spans = plan.matters.enumerated().map { m, matter in
            matter.list.flatMap { listed[$0] } ?? m..<m + 1
        }
        self.listed = listed
        self.items = items
    }

    /// B1: how a matter is voted on, the usual way first. A paper that takes several marks is filled in in secret.
    public func methods(of m: Int) -> [MatterKind.VotingMethod] {
        plan.matters[m].posts == nil ? plan.profile.methods(of: kinds[m]) : [.secret]
    }

    /// L2, M5: whether a view on the matter is asked of everybody who takes part.
    public func asksEverybody(about m: Int) -> Bool {
        kinds[m].form != .noted && plan.profile.asksEverybody
    }

    /// B3: whether a matter fills more than one post.
    public func fillsSeveral(_ m: Int) -> Bool { plan.matters[m].posts ?? 1 > 1 }

    /// 应到会: everybody on the roll, whoever is recused from a matter included. P1.
    public var entitled: Int { plan.roll.count }
    /// Members by seat, then attendees.
    public var everybody: [PersonID] { plan.roll.map(\.id) + plan.attendees.map(\.id) }
    /// Whether somebody attends without being on the roll. 列席
    public func isAttendee(_ id: PersonID) -> Bool {
        seats[id] == nil && plan.attendees.contains { $0.id == id }
    }
    /// Whether somebody is on the roll, or attends.
    public func hasPart(_ id: PersonID) -> Bool { seats[id] != nil || isAttendee(id) }
    /// Attendees who may present a matter: all, or none, by the profile. M3.
    public var presentingAttendees: [PersonID] {
        profile.attendeesPresent == true ? plan.attendees.map(\.id) : []
    }
    /// The post of a member or an attendee, as the plan has it; nil where it has none.
    public func post(of id: PersonID) -> String? {
        seats[id].map { plan.roll[$0].post } ?? plan.attendees.first { $0.id == id }?.post
    }
    /// The rules that this meeting goes by: the plan's own copy.
    public var profile: Profile { plan.profile }
    /// The seat of a member, counted from 0; nil for anybody else.
    public func seat(_ id: PersonID) -> Int? { seats[id] }
    /// The place of a matter on the agenda, counted from 0.
    public func matter(_ id: MatterID) -> Int? { matterIndex[id] }
    /// Whether a chief sits there, whether the last-speaker rule binds them or not. P3.
    public func isChief(_ seat: Int) -> Bool { plan.roll[seat].isChief }
    /// Who sits there.
    public func id(_ seat: Int) -> PersonID { plan.roll[seat].id }
}

extension Charter: Hashable {
    public static func == (a: Charter, b: Charter) -> Bool { a === b || a.plan == b.plan }
    /// The plan of one meeting hardly changes: its size is enough to spread what is compared.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(plan.roll.count)
        hasher.combine(plan.matters.count)
    }
}
