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

    init(new world: World) {
        isNew = true
        let year = world.now.day.civil.year
        let numbers = world.meetings.compactMap {
            $0.id.rawValue.hasPrefix("\(year)-")
                ? Int($0.id.rawValue.split(separator: "-").last ?? "") : nil
        }
        id = "\(year)-\((numbers.max() ?? 0) + 1)"
        time = "\(world.now.day.advanced(by: 7)) 09:00"
        let members = world.personnel.people.values.filter { $0.rank != nil }.sorted {
            ($0.rank ?? 0) < ($1.rank ?? 0)
        }
        presiding = members.first { $0.chief == .party }?.id ?? members.first?.id
    }

    init?(editing world: World) {
        guard let plan = world.charter?.plan, let meeting = world.meeting else { return nil }
        isNew = false
        id = meeting.rawValue
        title = plan.title
        place = plan.place
        time = "\(plan.scheduled.day) \(plan.scheduled.clock)"
        profile = BuiltInProfiles.names.contains(plan.profile.id) ? plan.profile.id : Self.own
        presiding = plan.presiding
        secretary = plan.secretary
        attendees = plan.attendees.map(\.id)
        tellers = world.state.tellers.compactMap { world.charter?.id($0) }
        items = plan.matters.map { m in
            Item(
                id: m.id.rawValue, kind: m.kind, title: m.title, candidates: m.candidates.map(\.id),
                posts: m.candidates.map { $0.post ?? "" },
                recommendations: m.recommendations.map(\.id), reconsiders: m.reconsiders)
        }
    }

    /// The kinds that a matter may be of.
    func kinds(_ world: World) -> [MatterKind] {
        if profile == Self.own { return world.charter?.profile.kinds ?? [] }
        return ProfileReader.read(profile).value?.kinds ?? []
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
                            person: reference(person.rawValue), post: post.isEmpty ? nil : post)
                    },
                    recommendations: (item.recommendations ?? []).map { reference($0.rawValue) },
                    reconsiders: item.reconsiders.map { r in
                        PlanDraft.DraftReconsideration(
                            meeting: reference(r.meeting.rawValue), matter: r.matter.rawValue,
                            supporters: r.supporters.map { reference($0.rawValue) })
                    })
            })
    }
}

extension World {
    /// People by name or id, as somebody types them: 赵甲、p02
    func people(_ text: String) -> (found: [PersonID], unknown: [String]) {
        let words = text.split { "、，, ;；\n\t".contains($0) }.map(String.init)
        var found: [PersonID] = []
        var unknown: [String] = []
        for word in words {
            let named = personnel.people.values.filter {
                $0.name == word || $0.label == word || $0.id.rawValue == word
            }
            if let person = named.first, named.count == 1 {
                found.append(person.id)
            } else {
                unknown.append(word)
            }
        }
        return (found, unknown)
    }

    func typed(_ ids: [PersonID]) -> String {
        ids.map { id in
            guard let person = personnel.people[id] else { return id.rawValue }
            // Two of one name are told apart by their ids.
            let isOnly = personnel.people.values.count { $0.name == person.name } == 1
            return isOnly ? person.name : id.rawValue
        }.joined(separator: "、")
    }
}

extension App {
    func planFields(_ editor: PlanEditor) -> [Field] {
        var id = Field.words(Text("会议编号", "Meeting's id"))
        id.text = editor.id
        var title = Field.words(Text("会议名称", "Title"))
        title.text = editor.title
        var place = Field.words(Text("地点", "Place"))
        place.text = editor.place
        var time = Field(label: Text("时间", "Time"), kind: .time)
        time.text = editor.time
        let profiles =
            BuiltInProfiles.names + (editor.profile == PlanEditor.own ? [PlanEditor.own] : [])
        let profile = Field.choice(
            Text("议事规程", "Profile"),
            profiles.map { name in
                if name == PlanEditor.own { return Text("沿用现有规程", "the plan's own") }
                let title = ProfileReader.read(name).value?.title
                return Text(title?.zh ?? name, title?.en ?? name)
            }, profiles.firstIndex(of: editor.profile) ?? 0)
        func people(_ label: Text, _ ids: [PersonID], _ optional: Bool) -> Field {
            Field(label: label, kind: .people, isOptional: optional, text: world.typed(ids))
        }
        return [
            id, title, place, time, profile,
            people(Text("主持人", "Presiding"), [editor.presiding].compactMap(\.self), false),
            people(Text("记录人", "Secretary"), [editor.secretary].compactMap(\.self), false),
            people(Text("列席（姓名，顿号分开）", "Attendees (names)"), editor.attendees, true),
            people(Text("监票人（可会上再定）", "Tellers (or later)"), editor.tellers, true),
        ]
    }

    func matterFields(_ editor: PlanEditor, _ index: Int?) -> [Field] {
        let item = index.map { editor.items[$0] }
        let kinds = editor.kinds(world)
        var title = Field.words(Text("标题", "Title"))
        title.text = item?.title ?? ""
        var posts = Field.words(Text("职务（逐人，顿号分开）", "Posts (one each)"), optional: true)
        posts.text = item?.posts.joined(separator: "、") ?? ""
        var signed = Field.words(Text("推荐编号（空：自动）", "Recommendations (empty: all)"), optional: true)
        signed.text = item?.recommendations?.map(\.rawValue).joined(separator: "、") ?? ""
        return [
            .choice(
                Text("类别", "Kind"), kinds.map { Text($0.title.zh, $0.title.en) },
                kinds.firstIndex { $0.id == item?.kind } ?? 0),
            title,
            Field(
                label: Text("人选（姓名，顿号分开）", "Candidates (names)"), kind: .people,
                isOptional: true, text: world.typed(item?.candidates ?? [])),
            posts, signed,
            again(
                Text("复议的会议（空：不是复议）", "Reconsiders: meeting"), item?.reconsiders?.meeting.rawValue),
            again(Text("复议的议题编号", "Reconsiders: matter's id"), item?.reconsiders?.matter.rawValue),
            Field(
                label: Text("支持复议的成员", "Reconsiders: supporters"), kind: .people,
                isOptional: true, text: world.typed(item?.reconsiders?.supporters ?? [])),
        ]
    }

    private func again(_ label: Text, _ text: String?) -> Field {
        Field(label: label, kind: .text, isOptional: true, text: text ?? "")
    }

    /// Puts what a form says into the plan that is being written; a complaint when it can't.
    mutating func take(_ form: Form) -> Text? {
        guard var editor else { return nil }
        func people(_ field: Field) -> ([PersonID], Text?) {
            let (found, unknown) = world.people(field.text)
            guard unknown.isEmpty else {
                let names = unknown.map(Legibility.visible).joined(separator: "、")
                return (
                    [],
                    field.label
                        + Text(
                            "：人员名单里没有“\(names)”，或有重名（请用编号）",
                            ": the register has no “\(names)”, or more than one (use the id)")
                )
            }
            return (found, nil)
        }
        let f = form.fields
        switch form.purpose {
        case .planBasics:
            guard MeetingID(f[0].text).isWellFormed else {
                return f[0].label + Text("：只用字母、数字、-、_ 和 .", ": letters, digits, -, _ and . only")
            }
            editor.id = editor.isNew ? f[0].text : editor.id
            editor.title = f[1].text
            editor.place = f[2].text
            editor.time = f[3].text
            let profiles = BuiltInProfiles.names + [PlanEditor.own]
            editor.profile = profiles[f[4].pick]
            for (field, path) in [(f[5], \PlanEditor.presiding), (f[6], \PlanEditor.secretary)] {
                let (ids, fault) = people(field)
                if let fault { return fault }
                guard ids.count == 1 else { return field.label + Text("：须一人", ": one person") }
                editor[keyPath: path] = ids[0]
            }
            for (field, path) in [(f[7], \PlanEditor.attendees), (f[8], \PlanEditor.tellers)] {
                let (ids, fault) = people(field)
                if let fault { return fault }
                editor[keyPath: path] = ids
            }
        case .planMatter(let index):
            let kinds = editor.kinds(world)
            let (candidates, fault) = people(f[2])
            if let fault { return fault }
            let split = { (text: String) in
                text.split { "、，,;；".contains($0) }.map { $0.trimmingCharacters(in: .whitespaces) }
            }
            var item =
                index.map { editor.items[$0] }
                ?? PlanEditor.Item(id: freeID(editor), kind: "", title: "")
            item.kind = kinds.indices.contains(f[0].pick) ? kinds[f[0].pick].id : item.kind
            item.title = f[1].text
            item.candidates = candidates
            item.posts = split(f[3].text)
            let signed = split(f[4].text).map(RecommendationID.init(_:))
            item.recommendations = signed.isEmpty ? signedFor(candidates) : signed
            item.reconsiders = nil
            if !f[5].text.isEmpty {
                let (supporters, fault) = people(f[7])
                if let fault { return fault }
                guard !f[6].text.isEmpty else {
                    return f[6].label + Text("：请填写", ": please fill in")
                }
                item.reconsiders = Reconsideration(
                    meeting: MeetingID(f[5].text), matter: MatterID(f[6].text),
                    supporters: supporters)
            }
            if let index { editor.items[index] = item } else { editor.items.append(item) }
        default: return nil
        }
        self.editor = editor
        return nil
    }

    private func freeID(_ editor: PlanEditor) -> String {
        (1...999).lazy.map { "m\($0)" }.first { id in !editor.items.contains { $0.id == id } }
            ?? "m"
    }

    /// What was signed for these people and hasn't been withdrawn.
    private func signedFor(_ candidates: [PersonID]) -> [RecommendationID] {
        world.personnel.recommendations.values.filter {
            !$0.isWithdrawn && candidates.contains($0.recommendation.candidate)
                // A chief's would be an early view; whoever wants it names it. L8.
                && !$0.recommendation.recommenders.contains {
                    world.personnel.people[$0.person]?.chief != nil
                }
        }.map(\.recommendation.id).sorted()
    }
}
