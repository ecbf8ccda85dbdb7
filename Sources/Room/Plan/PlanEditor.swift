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
        /// What is put to the group; kept as the plan has it. M3.
        var summary: String?
        /// How many posts a contested matter fills; 0: nobody says, the paper is for one. B3.
        var places = 0
        /// Of a list, what a line has of its own: another kind than the list, its title, a post that is left. M4.
        var lines: [PersonID: Line] = [:]
    }

    struct Line: Hashable, Sendable {
        var kind: String
        var title: String
        var leaves: String?
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
    /// Kept as they were named; the meeting may name others. P4.
    var counters: [PersonID] = []
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
        counters = snapshot.state.counters
        for matter in plan.matters {
            guard let list = matter.list else {
                items.append(Self.item(matter))
                continue
            }
            var line = Self.item(matter)
            for person in matter.candidates {
                line.lines[person.id] = Line(
                    kind: matter.kind, title: matter.title, leaves: person.leaves)
            }
            line.id = list.rawValue
            line.title = plan.lists?.first { $0.id == list }?.title ?? ""
            if items.last?.id == line.id {
                items[items.count - 1].add(line)
            } else {
                items.append(line)
            }
        }
    }

    private static func item(_ m: Matter) -> Item {
        Item(
            id: m.id.rawValue, kind: m.kind, title: m.title, candidates: m.candidates.map(\.id),
            posts: m.candidates.map { $0.post ?? "" },
            recommendations: m.recommendations.map(\.id), reconsiders: m.reconsiders,
            resubmits: m.resubmits,
            facts: Dictionary(
                m.candidates.compactMap { c in c.facts.map { (c.id, $0) } },
                uniquingKeysWith: { a, _ in a }), summary: m.summary,
            places: m.posts ?? 0,
            lines: Dictionary(
                m.candidates.filter { $0.leaves != nil }.map {
                    ($0.id, Line(kind: m.kind, title: m.title, leaves: $0.leaves))
                }, uniquingKeysWith: { a, _ in a }))
    }

    /// A number that no matter has yet.
    var freeID: String {
        (1...999).lazy.map { "m\($0)" }.first { id in !items.contains { $0.id == id } } ?? "m"
    }

    /// Whether a matter that waits is on the plan.
    func has(_ left: WaitingMatter) -> Bool {
        items.contains { item in
            let earlier =
                item.reconsiders.map { ($0.meeting, $0.matter) }
                ?? item.resubmits.map { ($0.meeting, $0.matter) }
            if let earlier { return earlier == (left.meeting, left.matter.id) }
            return item.kind == left.matter.kind && item.title == left.matter.title
                && item.candidates == left.matter.candidates.map(\.id)
        }
    }

    /// A matter comes again, as it was, and says where it was before if it was given back.
    mutating func take(_ left: WaitingMatter, _ recommendations: [RecommendationID]) {
        var item = Self.item(left.matter)
        item.id = freeID
        item.recommendations = recommendations
        item.reconsiders =
            left.cause == .vetoed
            ? Reconsideration(meeting: left.meeting, matter: left.matter.id, supporters: []) : nil
        item.resubmits =
            left.cause == .sentBack
            ? Resubmission(meeting: left.meeting, matter: left.matter.id) : nil
        items.append(item)
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
        var draft = PlanDraft(
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
                        let line = item.lines[person]
                        return PlanDraft.DraftCandidate(
                            person: reference(person.rawValue), post: post.isEmpty ? nil : post,
                            facts: item.facts[person].map { $0.map(reference) },
                            leaves: line?.leaves, kind: line.map { reference($0.kind) },
                            title: line?.title)
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
                    }, summary: item.summary, posts: item.places == 0 ? nil : item.places)
            })
        draft.counters = counters.map { reference($0.rawValue) }
        return draft
    }
}

extension PlanEditor.Item {
    /// One more line of the same list.
    fileprivate mutating func add(_ line: PlanEditor.Item) {
        candidates += line.candidates
        posts += line.posts
        recommendations = (recommendations ?? []) + (line.recommendations ?? [])
        facts.merge(line.facts) { a, _ in a }
        lines.merge(line.lines) { a, _ in a }
    }

    /// What a line has of its own goes with what it was made from: another kind of list, another post.
    mutating func keepLines(of before: PlanEditor.Item) {
        guard kind == before.kind else {
            lines = [:]
            return
        }
        for (i, person) in candidates.enumerated() {
            let old = before.candidates.firstIndex(of: person)
            let post = posts.indices.contains(i) ? posts[i] : posts.last
            let was = old.flatMap {
                before.posts.indices.contains($0) ? before.posts[$0] : before.posts.last
            }
            if post != was { lines[person] = nil }
        }
    }
}
