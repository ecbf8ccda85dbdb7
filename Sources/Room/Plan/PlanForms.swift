// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Intake
import Meeting
import Personnel
import Wording

// The forms in which a plan is written.

extension App {
    /// The meeting itself: when, where, by which profile, who presides.
    func planQuestions(_ editor: PlanEditor) -> Questions<PlanEditor> {
        let profiles =
            BuiltInProfiles.names + (editor.profile == PlanEditor.own ? [PlanEditor.own] : [])
        return [
            idQuestion(editor),
            .words(\.title, Text("会议名称", "Title"), editor.title),
            .words(\.place, Text("地点", "Place"), editor.place),
            .time(\.time, Text("时间", "Time"), editor.time),
            .choice(
                \.profile, Text("议事规程", "Profile"), of: profiles,
                first: profiles.contains(editor.profile) ? editor.profile : profiles.first
            ) { name in
                if name == PlanEditor.own { return Text("沿用现有规程", "the plan's own") }
                let title = ProfileReader.builtIn[name]?.title
                return Text("\(title?.zh ?? name)", "\(title?.en ?? name)")
            },
            snapshot.person(\.presiding, Text("主持人", "Presiding"), editor.presiding),
            snapshot.person(\.secretary, Text("记录人", "Secretary"), editor.secretary),
            snapshot.people(
                \.attendees, Text("列席（姓名，顿号分开）", "Attendees (names)"), editor.attendees,
                optional: true),
            snapshot.people(
                \.tellers, Text("监票人（可会上再定）", "Tellers (or later)"), editor.tellers,
                optional: true),
        ]
    }

    private func idQuestion(_ editor: PlanEditor) -> Question<PlanEditor> {
        .offer(\.id, Text("会议编号", "Meeting's id"), editor.id).checked {
            MeetingID($0.text).isWellFormed
                ? nil : Text("：只用字母、数字、-、_ 和 .", ": letters, digits, -, _ and . only")
        }
    }

    /// A matter while it is written.
    struct MatterDraft {
        var item: PlanEditor.Item
        /// The decision that is reconsidered, or the proposal that comes again, and who asks for it.
        var meeting = ""
        var matter = ""
        var supporters: [PersonID] = []
        /// Whether it has been settled what is so of the candidates, and what is. M2.
        var isSettled = false
        var facts: [String] = []
        /// What the matter takes up: nothing, a decision, or a proposal that was sent back.
        var takesUp = TakesUp.nothing
    }

    enum TakesUp: Hashable, CaseIterable {
        case nothing, decision, proposal
    }

    /// - Parameter index: the matter's place in the plan; nil for a new one.
    func matterDraft(_ editor: PlanEditor, _ index: Int?) -> MatterDraft {
        guard let item = index.map({ editor.items[$0] }) else {
            return MatterDraft(item: PlanEditor.Item(id: editor.freeID, kind: "", title: ""))
        }
        let earlier = item.reconsiders
        let back = item.resubmits
        return MatterDraft(
            item: item,
            meeting: (earlier?.meeting ?? back?.meeting)?.rawValue ?? "",
            matter: (earlier?.matter ?? back?.matter)?.rawValue ?? "",
            supporters: earlier?.supporters ?? [], isSettled: !item.facts.isEmpty,
            facts: item.candidates.compactMap { item.facts[$0] }.first ?? [],
            takesUp: earlier != nil ? .decision : back != nil ? .proposal : .nothing)
    }

    func matterQuestions(_ editor: PlanEditor, _ draft: MatterDraft) -> Questions<MatterDraft> {
        let kinds = editor.kinds(snapshot)
        let onPeople = kinds.filter { $0.leastCandidates > 0 || !draft.item.candidates.isEmpty }
            .map(\.id)
        let facts = editor.facts(snapshot)
        let questions: Questions<MatterDraft> = [
            .choice(
                \.item.kind, Text("类别", "Kind"), of: kinds.map(\.id),
                first: kinds.contains { $0.id == draft.item.kind }
                    ? draft.item.kind : kinds.first?.id
            ) { id in
                let title = kinds.first { $0.id == id }?.title
                return Text("\(title?.zh ?? id)", "\(title?.en ?? id)")
            },
            .words(\.item.title, Text("标题", "Title"), draft.item.title),
            snapshot.people(
                \.item.candidates, Text("人选（姓名，顿号分开）", "Candidates (names)"),
                draft.item.candidates, optional: true
            ).when(\.item.kind, is: onPeople),
            .phrases(\.item.posts, Text("职务（逐人，顿号分开）", "Posts (one each)"), draft.item.posts)
                .when(\.item.kind, is: onPeople),
            .number(
                \.item.places, Text("职数", "How many posts"), 1...20, max(1, draft.item.places)
            ).when(\.item.kind, is: kinds.filter { $0.form == .contested }.map(\.id)),
            recommendations(draft.item.recommendations).when(\.item.kind, is: onPeople),
        ]
        return questions + (facts.isEmpty ? [] : factQuestions(draft, facts, onPeople))
            + earlierQuestions(draft)
    }

    private func factQuestions(
        _ draft: MatterDraft, _ facts: [Profile.Fact], _ onPeople: [String]
    ) -> Questions<MatterDraft> {
        let settled: Question<MatterDraft> = .choice(
            \.isSettled, Text("人选情形", "What is so of them"), of: [false, true],
            first: draft.isSettled
        ) { $0 ? Text("已核定", "settled") : Text("以后再填", "not settled yet") }
        let picked: Question<MatterDraft> = .picks(
            \.facts, Text("情形（空格勾选，均无则不选）", "Facts (Space; none if none is so)"),
            of: facts.map(\.id), least: 0, picked: draft.facts
        ) { id in
            facts.first { $0.id == id }?.title.text ?? Text(same: id)
        }
        return [settled.when(\.item.kind, is: onPeople), picked.when(\.isSettled, is: [true])]
    }

    private func earlierQuestions(_ draft: MatterDraft) -> Questions<MatterDraft> {
        let earlier: [TakesUp] = [.decision, .proposal]
        return [
            .choice(
                \.takesUp, Text("是否复议或重报", "Takes up an earlier matter"),
                of: TakesUp.allCases, first: draft.takesUp
            ) {
                switch $0 {
                case .nothing: Text("否", "no")
                case .decision: Text("复议", "reconsiders a decision")
                case .proposal: Text("重报退回的方案", "a proposal that was sent back")
                }
            },
            .words(\.meeting, Text("原会议", "The meeting of that"), draft.meeting)
                .when(\.takesUp, is: earlier),
            .words(\.matter, Text("原议题编号", "Its matter's id"), draft.matter)
                .when(\.takesUp, is: earlier),
            snapshot.people(\.supporters, Text("提议复议的成员", "Supporters"), draft.supporters)
                .when(\.takesUp, is: [.decision]),
        ]
    }

    /// Empty: all that were signed for the candidates.
    private func recommendations(_ now: [RecommendationID]?) -> Question<MatterDraft> {
        let field = Field(
            label: Text("推荐编号（空：自动）", "Recommendations (empty: all)"), kind: .text,
            isOptional: true, text: now?.map(\.rawValue).joined(separator: "、") ?? "")
        return Question(\MatterDraft.item.recommendations, field) { filled, _ in
            let ids = RoomSnapshot.parts(filled.text).map(RecommendationID.init(_:))
            return ids.isEmpty ? nil : ids
        }
    }

    func matterFields(_ editor: PlanEditor, _ index: Int?) -> [Field] {
        matterQuestions(editor, matterDraft(editor, index)).fields
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

    private func takeBasics(_ fields: [Field], _ editor: inout PlanEditor) throws(FieldFault) {
        let questions = planQuestions(editor)
        if let fault = questions.fault(in: fields) { throw fault }
        let id = editor.id
        editor = questions.value(from: fields, changing: editor)
        if !editor.isNew { editor.id = id }
    }

    private func takeMatter(_ fields: [Field], _ index: Int?, _ editor: inout PlanEditor)
        throws(FieldFault)
    {
        let before = matterDraft(editor, index)
        let questions = matterQuestions(editor, before)
        if let fault = questions.fault(in: fields) { throw fault }
        let draft = questions.value(from: fields, changing: before)
        var item = draft.item
        let kind = editor.kinds(snapshot).first { $0.id == item.kind }
        if kind?.form != .contested { item.places = 0 }
        if let kind, item.candidates.count < kind.leastCandidates {
            let isSeveral = kind.leastCandidates > 1
            throw FieldFault(
                index: questions.index(of: \.item.candidates),
                text: Text(
                    "“\(kind.title.zh)”须有\(isSeveral ? "两名以上" : "一名")人选",
                    "“\(kind.title.en)” needs \(isSeveral ? "two candidates or more" : "a candidate")"
                ))
        }
        if item.places > 0, item.candidates.count <= item.places {
            throw FieldFault(
                index: questions.index(of: \.item.places),
                text: Text("差额事项的人选须多于职数", "more candidates are needed than posts"))
        }
        item.recommendations = item.recommendations ?? signedFor(item.candidates)
        item.keepLines(of: before.item)
        let (meeting, matter) = (MeetingID(draft.meeting), MatterID(draft.matter))
        item.reconsiders =
            draft.takesUp == .decision
            ? Reconsideration(meeting: meeting, matter: matter, supporters: draft.supporters) : nil
        item.resubmits =
            draft.takesUp == .proposal ? Resubmission(meeting: meeting, matter: matter) : nil
        item.facts =
            draft.isSettled
            ? Dictionary(
                item.candidates.map { ($0, draft.facts) }, uniquingKeysWith: { a, _ in a }) : [:]
        if let index { editor.items[index] = item } else { editor.items.append(item) }
    }

    /// What was signed for these people and hasn't been withdrawn.
    func signedFor(_ candidates: [PersonID]) -> [RecommendationID] {
        snapshot.personnel.recommendations.values.filter {
            !$0.isWithdrawn && candidates.contains($0.recommendation.candidate)
                // A chief's would be an early view; whoever wants it names it. L8.
                && !$0.recommendation.recommenders.contains {
                    snapshot.personnel.people[$0.person]?.chief != nil
                }
        }.map(\.recommendation.id).sorted()
    }
}
