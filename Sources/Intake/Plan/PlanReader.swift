// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Meeting
import Personnel
import Yams

/// A meeting's plan as a file has it: people and recommendations by reference, each with its place,
/// so that what the register doesn't know can be pointed at.
public struct PlanDraft: Sendable {
    /// An id as the file gives it, with its place.
    public struct Reference: Hashable, Sendable {
        public var id: String
        public var place: Place?
        public init(id: String, place: Place? = nil) {
            self.id = id
            self.place = place
        }
    }
    /// A candidate as the file names one.
    public struct DraftCandidate: Sendable {
        public var person: Reference
        public var post: String?
        /// What is so of the candidate, by the profile's facts; nil where nobody said so. M2.
        public var facts: [Reference]?
        /// The post that the same decision takes the candidate out of; nil: none.
        public var leaves: String?
        /// On a list: the line's own kind and title, where they aren't the list's kind and made from who and what. M4.
        public var kind: Reference?
        public var title: String?
        public init(
            person: Reference, post: String?, facts: [Reference]? = nil, leaves: String? = nil,
            kind: Reference? = nil, title: String? = nil
        ) {
            self.person = person
            self.post = post
            self.facts = facts
            self.leaves = leaves
            self.kind = kind
            self.title = title
        }
    }
    /// A paper that a kind of matter needs, as the file gives it.
    public struct DraftPrerequisite: Sendable {
        public var id: Reference
        public var by: Reference
        public var on: Day
        public var title: String?
        public var sha256: String?
        /// A file to take the SHA-256 of.
        public var file: Reference?
        /// About whom it is, where there is one for each candidate; several: one and the same paper for each of them.
        public var candidates: [Reference]
        /// What it concluded, by the profile's id or by its title in either language.
        public var conclusion: Reference?
        public var reason: String?
        /// Who is named in it besides.
        public var with: [Reference]
        /// Figures by the profile's id.
        public var figures: [String: Int]
    }
    /// The earlier decision that a matter takes up again. B7.
    public struct DraftReconsideration: Sendable {
        public var meeting: Reference
        public var matter: String
        public var supporters: [Reference]
        public init(meeting: Reference, matter: String, supporters: [Reference]) {
            self.meeting = meeting
            self.matter = matter
            self.supporters = supporters
        }
    }
    /// A matter as the file gives it.
    public struct DraftMatter: Sendable {
        public var id: Reference
        public var kind: Reference
        public var title: String
        public var candidates: [DraftCandidate]
        public var recommendations: [Reference]
        public var prerequisites: [DraftPrerequisite]
        public var reconsiders: DraftReconsideration?
        /// The proposal that was sent back and comes again, its meeting and its matter. V3.
        public var resubmits: DraftReconsideration?
        /// What is put to the group. M3.
        public var summary: String?
        /// How many posts a contested matter fills. B3.
        public var posts: Int?
        public init(
            id: Reference, kind: Reference, title: String, candidates: [DraftCandidate],
            recommendations: [Reference], prerequisites: [DraftPrerequisite] = [],
            reconsiders: DraftReconsideration? = nil, resubmits: DraftReconsideration? = nil,
            summary: String? = nil, posts: Int? = nil
        ) {
            self.posts = posts
            self.id = id
            self.kind = kind
            self.title = title
            self.candidates = candidates
            self.recommendations = recommendations
            self.prerequisites = prerequisites
            self.reconsiders = reconsiders
            self.resubmits = resubmits
            self.summary = summary
        }
    }
    /// When papers reached whom. Q4.
    public struct DraftDelivery: Sendable {
        public var what: Delivery.What
        public var on: Day
        /// Nil: to every member.
        public var to: Reference?
    }

    public var id: Reference
    public var title: String
    public var organisation: String?
    public var place: String
    public var time: Timestamp
    public var profile: Reference
    public var presiding: Reference
    public var secretary: Reference
    public var attendees: [Reference]
    public var tellers: [Reference]
    /// Who counts with the tellers. P4.
    public var counters: [Reference] = []
    public var deliveries: [DraftDelivery]
    public var matters: [DraftMatter]

    public init(
        id: Reference, title: String, organisation: String? = nil, place: String, time: Timestamp,
        profile: Reference, presiding: Reference, secretary: Reference, attendees: [Reference],
        tellers: [Reference], deliveries: [DraftDelivery] = [], matters: [DraftMatter]
    ) {
        self.id = id
        self.title = title
        self.organisation = organisation
        self.place = place
        self.time = time
        self.profile = profile
        self.presiding = presiding
        self.secretary = secretary
        self.attendees = attendees
        self.tellers = tellers
        self.deliveries = deliveries
        self.matters = matters
    }
}

/// Reads a plan file (YAML, keys in Chinese or English).
public enum PlanReader {
    /// Reads a plan and reports everything wrong with it; nothing is looked up yet.
    ///
    /// - Parameter offset: the register's, minutes east of UTC: of a time that names no zone; nil refuses such a time.
    public static func read(_ path: String, offset: Int? = nil) -> Reading<PlanDraft> {
        let file = TextFile.read(path)
        guard let text = file.value?.text else {
            return Reading(value: nil, diagnostics: file.diagnostics)
        }
        let plan = parse(text, offset: offset)
        return Reading(value: plan.value, diagnostics: file.diagnostics + plan.diagnostics)
    }

    private static let keys: [String: [String]] = [
        "meeting": ["会议"], "title": ["标题"], "organisation": ["单位"], "place": ["地点"],
        "time": ["时间"], "profile": ["规程"], "presiding": ["主持人"], "secretary": ["记录人"],
        "attendees": ["列席"], "tellers": ["监票人"], "counters": ["计票人"], "papers": ["送达"],
        "matters": ["议题"],
    ]
    private static let matterKeys: [String: [String]] = [
        "id": ["编号"], "kind": ["类别"], "title": ["标题"], "candidates": ["人选"],
        "recommendations": ["推荐"], "prerequisites": ["材料"], "reconsiders": ["复议"],
        "resubmits": ["重报"], "summary": ["汇报"], "posts": ["职数"],
    ]
    private static let prerequisiteKeys: [String: [String]] = [
        "id": ["材料"], "by": ["提交人"], "on": ["日期"], "document": ["文件"], "sha256": [],
        "file": ["附件"], "candidate": ["人选"], "conclusion": ["结论"], "reason": ["理由"],
        "with": ["参加人"], "figures": ["数据"],
    ]

    /// The same from a text.
    public static func parse(_ text: String, offset: Int? = nil) -> Reading<PlanDraft> {
        let source = YAMLSource.parse(text)
        guard let root = source.value else {
            return Reading(value: nil, diagnostics: source.diagnostics)
        }
        let sink = Diagnostics(source.diagnostics)
        guard let map = YAMLMap(root, known: keys, sink) else {
            return Reading(value: nil, diagnostics: sink.all)
        }
        let matters = map.list("matters").compactMap { matter($0, sink) }
        if map.list("matters").isEmpty { sink.add(.missing("matters"), map.place("matters")) }
        let id = reference(map, "meeting")
        if let id, !MeetingID(id.id).isWellFormed { sink.add(.badID(id.id), id.place) }
        let title = map.text("title", limit: 120)
        let place = map.text("place", limit: 120)
        let time = time(map, offset: offset, sink)
        let presiding = reference(map, "presiding")
        let secretary = reference(map, "secretary")
        let deliveries = map.list("papers").compactMap { delivery($0, sink) }
        guard let id, let title, let place, let time, let presiding, let secretary else {
            return Reading(value: nil, diagnostics: sink.all)
        }
        var draft = PlanDraft(
            id: id, title: title,
            organisation: map.text("organisation", required: false, limit: 120), place: place,
            time: time,
            profile: map.has("profile")
                ? reference(map, "profile") ?? .init(id: "", place: nil)
                : .init(id: BuiltInProfiles.standard, place: nil),
            presiding: presiding, secretary: secretary,
            attendees: references(map, "attendees"), tellers: references(map, "tellers"),
            deliveries: deliveries, matters: matters)
        draft.counters = references(map, "counters")
        return Reading(value: draft, diagnostics: sink.all)
    }

    private static func time(_ map: YAMLMap, offset: Int?, _ sink: Diagnostics) -> Timestamp? {
        guard let raw = map.text("time") else { return nil }
        guard let time = offset.map({ Timestamp(written: raw, offset: $0) }) ?? Timestamp(raw)
        else {
            sink.add(.badTime(field: "time", value: raw), map.place("time"))
            return nil
        }
        return time
    }

    private static func reference(_ map: YAMLMap, _ key: String) -> PlanDraft.Reference? {
        map.text(key).map { PlanDraft.Reference(id: $0, place: map.place(key)) }
    }

    private static func references(_ map: YAMLMap, _ key: String) -> [PlanDraft.Reference] {
        // A list may have been typed with Chinese marks between its names.
        map.texts(key).flatMap { text, place in
            text.split { "，、；".contains($0) }.map {
                PlanDraft.Reference(
                    id: String($0).trimmingCharacters(in: .whitespaces), place: place)
            }
        }
    }

    /// A list, or one that stands alone.
    private static func oneOrMore(_ map: YAMLMap, _ key: String) -> [PlanDraft.Reference] {
        map.node(key)?.scalar == nil
            ? references(map, key) : [reference(map, key)].compactMap(\.self)
    }

    private static func matter(_ node: Node, _ sink: Diagnostics) -> PlanDraft.DraftMatter? {
        guard let map = YAMLMap(node, known: matterKeys, sink) else { return nil }
        let id = reference(map, "id")
        if let id, !MatterID(id.id).isWellFormed { sink.add(.badID(id.id), id.place) }
        let kind = reference(map, "kind")
        let title = map.text("title", limit: 120)
        let candidates = map.list("candidates").compactMap { candidate($0, sink) }
        let prerequisites = map.list("prerequisites").compactMap { prerequisite($0, sink) }
        let reconsiders = map.node("reconsiders").flatMap { reconsideration($0, sink) }
        let resubmits = map.node("resubmits").flatMap { reconsideration($0, sink) }
        guard let id, let kind, let title else { return nil }
        return PlanDraft.DraftMatter(
            id: id, kind: kind, title: title, candidates: candidates,
            recommendations: references(map, "recommendations"), prerequisites: prerequisites,
            reconsiders: reconsiders, resubmits: resubmits,
            summary: map.text("summary", required: false, limit: 2000),
            posts: map.has("posts") ? map.integer("posts", 1...20) : nil)
    }

    private static func candidate(_ node: Node, _ sink: Diagnostics) -> PlanDraft.DraftCandidate? {
        let known = [
            "person": ["人员"], "post": ["职务"], "facts": ["情形"], "leaves": ["免去"],
            "kind": ["类别"], "title": ["标题"],
        ]
        guard let map = YAMLMap(node, known: known, sink), let person = reference(map, "person")
        else { return nil }
        return PlanDraft.DraftCandidate(
            person: person, post: map.text("post", required: false, limit: 120),
            facts: map.has("facts") ? oneOrMore(map, "facts") : nil,
            leaves: map.text("leaves", required: false, limit: 120),
            kind: map.has("kind") ? reference(map, "kind") : nil,
            title: map.text("title", required: false, limit: 120))
    }

    private static func prerequisite(_ node: Node, _ sink: Diagnostics)
        -> PlanDraft.DraftPrerequisite?
    {
        guard let map = YAMLMap(node, known: prerequisiteKeys, sink) else { return nil }
        let sha256 = map.text("sha256", required: false)
        if let sha256, !Document(title: "-", sha256: sha256).hasWellFormedHash {
            sink.add(.badHash(sha256), map.place("sha256"))
        }
        let title = map.text("document", required: false, limit: 200)
        let file =
            map.has("file")
            ? map.text("file", limit: 400).map {
                PlanDraft.Reference(id: $0, place: map.place("file"))
            } : nil
        guard let id = reference(map, "id"), let by = reference(map, "by"), let on = map.day("on")
        else { return nil }
        return PlanDraft.DraftPrerequisite(
            id: id, by: by, on: on, title: title, sha256: sha256, file: file,
            candidates: oneOrMore(map, "candidate"),
            conclusion: map.has("conclusion") ? reference(map, "conclusion") : nil,
            reason: map.text("reason", required: false, limit: 400),
            with: oneOrMore(map, "with"), figures: figures(map, sink))
    }

    /// Figures by their ids or titles, `{ entitled: 60, 实到: 58 }`.
    private static func figures(_ map: YAMLMap, _ sink: Diagnostics) -> [String: Int] {
        guard let node = map.node("figures"), let keys = node.mapping?.keys.compactMap(\.string),
            let inner = YAMLMap(
                node, known: Dictionary(keys.map { ($0, []) }, uniquingKeysWith: { a, _ in a }),
                sink)
        else { return [:] }
        return Dictionary(
            keys.compactMap { key in inner.integer(key, 0...999_999).map { (key, $0) } },
            uniquingKeysWith: { a, _ in a })
    }

    private static func reconsideration(_ node: Node, _ sink: Diagnostics)
        -> PlanDraft.DraftReconsideration?
    {
        let known = ["meeting": ["会议"], "matter": ["议题"], "supporters": ["提议人"]]
        guard let map = YAMLMap(node, known: known, sink), let meeting = reference(map, "meeting"),
            let matter = map.text("matter")
        else { return nil }
        return PlanDraft.DraftReconsideration(
            meeting: meeting, matter: matter, supporters: references(map, "supporters"))
    }

    private static func delivery(_ node: Node, _ sink: Diagnostics) -> PlanDraft.DraftDelivery? {
        let known = ["what": ["内容"], "on": ["日期"], "to": ["成员"]]
        guard let map = YAMLMap(node, known: known, sink) else { return nil }
        let what: Delivery.What? = map.choice(
            "what",
            [
                "papers": .papers, "材料": .papers, "personnel": .personnelPapers,
                "干部材料": .personnelPapers,
            ])
        guard let what, let on = map.day("on") else { return nil }
        return PlanDraft.DraftDelivery(
            what: what, on: on, to: map.has("to") ? reference(map, "to") : nil)
    }
}
