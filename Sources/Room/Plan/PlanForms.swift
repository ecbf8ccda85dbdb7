// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Intake
import Meeting
import Personnel
import Wording

// The forms in which a plan is written.

extension App {
    func planFields(_ editor: PlanEditor) -> [Field] {
        let id = Field.offer(Text("会议编号", "Meeting's id"), editor.id)
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
                let title = ProfileReader.builtIn[name]?.title
                return Text(title?.zh ?? name, title?.en ?? name)
            }, profiles.firstIndex(of: editor.profile) ?? 0)
        func people(_ label: Text, _ ids: [PersonID], _ optional: Bool) -> Field {
            Field(label: label, kind: .people, isOptional: optional, text: snapshot.typed(ids))
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
        let kinds = editor.kinds(snapshot)
        let onPeople = Set(
            kinds.indices.filter {
                kinds[$0].leastCandidates > 0 || !(item?.candidates ?? []).isEmpty
            })
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
                isOptional: true, text: snapshot.typed(item?.candidates ?? [])
            ).when(0, onPeople),
            posts.when(0, onPeople), signed.when(0, onPeople),
            .choice(
                Text("是否复议", "Reconsiders a decision"), [Text("否", "no"), Text("是", "yes")],
                item?.reconsiders == nil ? 0 : 1),
            again(Text("复议的会议", "The meeting of that"), item?.reconsiders?.meeting.rawValue),
            again(Text("复议的议题编号", "Its matter's id"), item?.reconsiders?.matter.rawValue),
            Field(
                label: Text("支持复议的成员", "Supporters"), kind: .people,
                text: snapshot.typed(item?.reconsiders?.supporters ?? [])
            ).when(5, [1]),
        ]
    }

    private func again(_ label: Text, _ text: String?) -> Field {
        Field(label: label, kind: .text, text: text ?? "").when(5, [1])
    }

    /// Puts what a form says into the plan that is being written; a complaint with its field when it can't.
    mutating func take(_ form: Form) -> FieldFault? {
        guard var editor else { return nil }
        do {
            switch form.purpose {
            case .planBasics: try takeBasics(form.fields, &editor)
            case .planMatter(let index): try takeMatter(form.fields, index, &editor)
            default: return nil
            }
        } catch { return error }
        self.editor = editor
        return nil
    }

    private func people(_ f: [Field], _ index: Int) throws(FieldFault) -> [PersonID] {
        if let fault = snapshot.notFound(f[index]) { throw FieldFault(index: index, text: fault) }
        return snapshot.people(f[index].text).found
    }

    private func takeBasics(_ f: [Field], _ editor: inout PlanEditor) throws(FieldFault) {
        guard MeetingID(f[0].text).isWellFormed else {
            throw FieldFault(
                index: 0,
                text: f[0].label + Text("：只用字母、数字、-、_ 和 .", ": letters, digits, -, _ and . only"))
        }
        editor.id = editor.isNew ? f[0].text : editor.id
        editor.title = f[1].text
        editor.place = f[2].text
        editor.time = f[3].text
        let profiles = BuiltInProfiles.names + [PlanEditor.own]
        editor.profile = profiles[f[4].pick]
        for (index, path) in [(5, \PlanEditor.presiding), (6, \PlanEditor.secretary)] {
            let ids = try people(f, index)
            guard ids.count == 1 else {
                throw FieldFault(index: index, text: f[index].label + Text("：须一人", ": one person"))
            }
            editor[keyPath: path] = ids[0]
        }
        editor.attendees = try people(f, 7)
        editor.tellers = try people(f, 8)
    }

    private func takeMatter(_ f: [Field], _ index: Int?, _ editor: inout PlanEditor)
        throws(FieldFault)
    {
        let kinds = editor.kinds(snapshot)
        var item =
            index.map { [editor] in editor.items[$0] }
            ?? PlanEditor.Item(id: freeID(editor), kind: "", title: "")
        item.candidates = f.isShown(2) ? try people(f, 2) : []
        if kinds.indices.contains(f[0].pick) {
            let kind = kinds[f[0].pick]
            item.kind = kind.id
            let least = kind.leastCandidates
            if item.candidates.count < least {
                throw FieldFault(
                    index: 2,
                    text: Text(
                        "“\(kind.title.zh)”须有\(least > 1 ? "两名以上" : "一名")人选",
                        "“\(kind.title.en)” needs \(least > 1 ? "two candidates or more" : "a candidate")"
                    ))
            }
        }
        item.title = f[1].text
        item.posts = f.isShown(3) ? RoomSnapshot.phrases(f[3].text) : []
        let signed =
            f.isShown(4) ? RoomSnapshot.parts(f[4].text).map(RecommendationID.init(_:)) : []
        item.recommendations = signed.isEmpty ? signedFor(item.candidates) : signed
        item.reconsiders = nil
        if f[5].pick == 1 {
            item.reconsiders = Reconsideration(
                meeting: MeetingID(f[6].text), matter: MatterID(f[7].text),
                supporters: try people(f, 8))
        }
        if let index { editor.items[index] = item } else { editor.items.append(item) }
    }

    private func freeID(_ editor: PlanEditor) -> String {
        (1...999).lazy.map { "m\($0)" }.first { id in !editor.items.contains { $0.id == id } }
            ?? "m"
    }

    /// What was signed for these people and hasn't been withdrawn.
    private func signedFor(_ candidates: [PersonID]) -> [RecommendationID] {
        snapshot.personnel.recommendations.values.filter {
            !$0.isWithdrawn && candidates.contains($0.recommendation.candidate)
                // A chief's would be an early view; whoever wants it names it. L8.
                && !$0.recommendation.recommenders.contains {
                    snapshot.personnel.people[$0.person]?.chief != nil
                }
        }.map(\.recommendation.id).sorted()
    }
}
