// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Intake
import Meeting
import Personnel
import Wording

/// A meeting's plan while it is written: what the forms fill in. It becomes a plan the way a file
/// does, through the same checks.
public struct PlanEditor: Hashable, Sendable {
    struct Item: Hashable, Sendable {
        var id: String
        var kind: String
        var title: String
        var candidates: [PersonID] = []
        var posts: [String] = []
        /// Nil: all that were signed for these candidates.
        var recommendations: [RecommendationID]?
        var reconsiders: Reconsideration?
        var resubmits: Resubmission?
        /// By candidate; nobody has said so of who isn't there. M2.
        var facts: [PersonID: [String]] = [:]
    }

    var id: String
    var isNew: Bool
    var title = ""
    var place = ""
    var time = ""
    var profile = BuiltInProfiles.standard
    var presiding: PersonID?
    var secretary: PersonID?
    var attendees: [PersonID] = []
    var tellers: [PersonID] = []
    var items: [Item] = []

    /// The name under which the plan's own profile goes, when it isn't one of those built in.
    static let own = "*"

    init(new snapshot: RoomSnapshot) {
        isNew = true
        let year = snapshot.now.day.civil.year
        let numbers = snapshot.meetings.compactMap {
            $0.id.rawValue.hasPrefix("\(year)-")
                ? Int($0.id.rawValue.split(separator: "-").last ?? "") : nil
        }
        id = "\(year)-\((numbers.max() ?? 0) + 1)"
        time = "\(snapshot.now.day.advanced(by: 7)) 09:00"
        let members = snapshot.personnel.people.values.filter { $0.rank != nil }.sorted {
            ($0.rank ?? 0) < ($1.rank ?? 0)
        }
        presiding = members.first { $0.chief == .party }?.id ?? members.first?.id
        // Much is as it was the last time.
        guard let last = snapshot.lastPlan else { return }
        place = last.place
        time = "\(snapshot.now.day.advanced(by: 7)) \(last.scheduled.clock)"
        if let person = snapshot.personnel.people[last.secretary], person.chief == nil {
            secretary = person.id
        }
        if members.contains(where: { $0.id == last.presiding }) { presiding = last.presiding }
        // Who has become a member since is on the roll.
        attendees = last.attendees.map(\.id).filter {
            snapshot.personnel.people[$0].map { $0.rank == nil } ?? false
        }
        if BuiltInProfiles.names.contains(last.profile.id) { profile = last.profile.id }
    }

    init?(editing snapshot: RoomSnapshot) {
        guard let plan = snapshot.charter?.plan, let meeting = snapshot.meeting else { return nil }
        isNew = false
        id = meeting.rawValue
        title = plan.title
        place = plan.place
        time = "\(plan.scheduled.day) \(plan.scheduled.clock)"
        profile = BuiltInProfiles.names.contains(plan.profile.id) ? plan.profile.id : Self.own
        presiding = plan.presiding
        secretary = plan.secretary
        attendees = plan.attendees.map(\.id)
        tellers = snapshot.state.tellers.compactMap { snapshot.charter?.id($0) }
        items = plan.matters.map { m in
            Item(
                id: m.id.rawValue, kind: m.kind, title: m.title, candidates: m.candidates.map(\.id),
                posts: m.candidates.map { $0.post ?? "" },
                recommendations: m.recommendations.map(\.id), reconsiders: m.reconsiders,
                resubmits: m.resubmits,
                facts: Dictionary(
                    m.candidates.compactMap { c in c.facts.map { (c.id, $0) } },
                    uniquingKeysWith: { a, _ in a }))
        }
    }

    /// The kinds that a matter may be of.
    func kinds(_ snapshot: RoomSnapshot) -> [MatterKind] {
        if profile == Self.own { return snapshot.charter?.profile.kinds ?? [] }
        return ProfileReader.builtIn[profile]?.kinds ?? []
    }

    /// What may be so of a candidate.
    func facts(_ snapshot: RoomSnapshot) -> [Profile.Fact] {
        if profile == Self.own { return snapshot.charter?.profile.facts ?? [] }
        return ProfileReader.builtIn[profile]?.facts ?? []
    }

    /// As a file would say it.
    func draft(offset: Int) -> PlanDraft? {
        guard let time = Field.time(time, offset: offset), let presiding, let secretary else {
            return nil
        }
        func reference(_ id: String) -> PlanDraft.Reference { PlanDraft.Reference(id: id) }
        return PlanDraft(
            id: reference(id), title: title, place: place, time: time, profile: reference(profile),
            presiding: reference(presiding.rawValue), secretary: reference(secretary.rawValue),
            attendees: attendees.map { reference($0.rawValue) },
            tellers: tellers.map { reference($0.rawValue) },
            matters: items.map { item in
                PlanDraft.DraftMatter(
                    id: reference(item.id), kind: reference(item.kind), title: item.title,
                    candidates: zip(item.candidates.indices, item.candidates).map { i, person in
                        let post =
                            item.posts.indices.contains(i) ? item.posts[i] : item.posts.last ?? ""
                        return PlanDraft.DraftCandidate(
                            person: reference(person.rawValue), post: post.isEmpty ? nil : post,
                            facts: item.facts[person].map { $0.map(reference) })
                    },
                    recommendations: (item.recommendations ?? []).map { reference($0.rawValue) },
                    reconsiders: item.reconsiders.map { r in
                        PlanDraft.DraftReconsideration(
                            meeting: reference(r.meeting.rawValue), matter: r.matter.rawValue,
                            supporters: r.supporters.map { reference($0.rawValue) })
                    },
                    resubmits: item.resubmits.map { r in
                        PlanDraft.DraftReconsideration(
                            meeting: reference(r.meeting.rawValue), matter: r.matter.rawValue,
                            supporters: [])
                    })
            })
    }
}
