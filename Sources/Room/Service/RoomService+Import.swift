// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Foundation
import Intake
import Meeting
import Personnel
import Record
import Wording

// Files: shown for what they come to first, taken in when somebody says so.

extension RoomService {
    func take(_ purpose: Form.Purpose, _ path: String, _ apply: Bool) throws -> App.Answer {
        switch purpose {
        case .plan: return try takePlan(path, apply)
        case .roster: return try takeRoster(path, apply)
        case .recommendations: return try takeRecommendations(path, apply)
        case .outcomes: return try takeOutcomes(path, apply)
        default: return .done(nil)
        }
    }

    func lines(_ diagnostics: [Diagnostic], _ path: String) -> [Text] {
        zip(diagnostics.lines(.zh, file: path), diagnostics.lines(.en, file: path)).map {
            Text("\($0)", "\($1)")
        }
    }

    func faulty(_ diagnostics: [Diagnostic], _ path: String) -> App.Answer {
        let count = diagnostics.count { $0.severity == .error }
        return .preview(
            Page(
                Text("不能导入：\(count) 处错误", "Not taken in: \(count) errors"), lines(diagnostics, path)
            ))
    }

    private func takeRoster(_ path: String, _ apply: Bool) throws -> App.Answer {
        let session = try outside()
        let reading = Roster.read(path, known: session.personnel.peopleByRank)
        guard let people = reading.value else { return faulty(reading.diagnostics, path) }
        if apply {
            let source = Document(
                title: URL(fileURLWithPath: path).lastPathComponent, sha256: Digest.hexOfFile(path))
            try session.perform(.importPeople(PeopleImport(people: people, source: source)))
            return .done(Text("已导入 \(people.count) 人", "Took in \(people.count) people"))
        }
        let shown = people.sorted { ($0.rank ?? .max) < ($1.rank ?? .max) }.map { p in
            let line =
                "\(p.rank.map { "\($0)" } ?? "-")  \(p.label)  \(p.post ?? "")"
            let roles =
                [p.chief.map(\.text)].compactMap(\.self)
                + p.inCharge.map { Text("分管", "in charge of ") + $0.text }
            return Text(same: line) + .joined(roles.map { Text("  ", "  ") + $0 }, by: Text("", ""))
        }
        return .preview(
            Page(
                Text(
                    "名单预览：\(people.count) 人，其中有序号的成员 \(people.count { $0.rank != nil }) 人",
                    "Roster: \(people.count) people, \(people.count { $0.rank != nil }) of them members (with a rank)"
                ),
                lines(reading.diagnostics, path) + shown,
                follow: .take(.roster, path: path, apply: true),
                words: Text(
                    "回车导入以上 \(people.count) 人", "Enter takes these \(people.count) people in")))
    }

    private func takeRecommendations(_ path: String, _ apply: Bool) throws -> App.Answer {
        let reading = RecommendationReader.read(path, hashOfFile: Digest.hexes(besides: path))
        guard let all = reading.value else { return faulty(reading.diagnostics, path) }
        let session = try outside()
        let names = Names(MeetingState(), session.personnel)
        if apply { return try prepareSigning(all) }
        let remarks = all.compactMap { r in
            r.remark(in: session.personnel).map { Text("\(r.id)  ", "\(r.id)  ") + $0 }
        }
        let shown = all.map { r in
            Text(
                "\(r.id)  \(names(r.recommenders.map(\.person)).zh) 推荐 \(names(r.candidate)) 任 \(r.post)",
                "\(r.id)  \(names(r.recommenders.map(\.person)).en) recommends \(names(r.candidate)) for \(r.post)"
            )
        }
        return .preview(
            Page(
                Text("推荐预览：\(all.count) 份", "Recommendations: \(all.count)"),
                lines(reading.diagnostics, path) + remarks + shown,
                follow: .take(.recommendations, path: path, apply: true),
                words: Text("回车登记以上 \(all.count) 份", "Enter lodges these \(all.count)")))
    }

    private func takePlan(_ path: String, _ apply: Bool) throws -> App.Answer {
        let session = try outside()
        let draft = PlanReader.read(path, offset: session.personnel.opening?.offsetMinutes)
        guard let read = draft.value else { return faulty(draft.diagnostics, path) }
        let register = session.register
        let resolved = read.resolve(
            in: session.personnel,
            PlanDraft.Sources(
                prior: { try? Session.fold(register, $0).decision(on: $1) },
                profile: ProfileReader.read, hashOfFile: Digest.hexes(besides: path)))
        guard let plan = resolved.value else {
            return faulty(draft.diagnostics + resolved.diagnostics, path)
        }
        if apply {
            return try set(plan)
        }
        let names = Names(MeetingState(), session.personnel)
        var shown = [
            Text(
                "会议 \(plan.meeting)《\(plan.plan.title)》",
                "Meeting \(plan.meeting) “\(plan.plan.title)”"),
            Text(
                "应到 \(plan.plan.roll.count) 人，主持 \(names(plan.plan.presiding))，记录 \(names(plan.plan.secretary))",
                "\(plan.plan.roll.count) entitled, \(names(plan.plan.presiding)) presides, \(names(plan.plan.secretary)) keeps the record"
            ),
        ]
        shown += plan.plan.matters.enumerated().map { i, m in
            Text(
                "\(i + 1)  \(m.title)",
                "\(i + 1)  \(m.title)")
        }
        return .preview(
            Page(
                Text("会议计划预览", "The plan"),
                lines(draft.diagnostics + resolved.diagnostics, path) + shown,
                follow: .take(.plan, path: path, apply: true),
                words: Text("回车拟定这次会议", "Enter sets this meeting")))
    }

    private func set(_ resolved: ResolvedPlan) throws -> App.Answer {
        let meeting = try Session(outside().register, meeting: resolved.meeting)
        try meeting.set(resolved.plan, with: resolved.commands)
        try open(resolved.meeting)
        return .done(
            Text("已拟定会议 \(resolved.meeting)", "Meeting \(resolved.meeting) is set"))
    }

    /// A plan written in forms goes the way of one from a file.
    func setPlan(_ editor: PlanEditor) throws -> App.Answer {
        let session = try outside()
        let register = session.register
        let current = editor.isNew ? nil : session.state.charter?.profile
        guard let draft = editor.draft(offset: session.now().offsetMinutes) else {
            return .refused(Text("计划还不完整", "The plan isn't complete"))
        }
        let resolved = draft.resolve(
            in: session.personnel,
            PlanDraft.Sources(
                prior: { try? Session.fold(register, $0).decision(on: $1) },
                profile: { name in
                    if name == PlanEditor.own, let current {
                        return Reading(value: current, diagnostics: [])
                    }
                    return ProfileReader.read(name)
                }, hashOfFile: { _ in nil }))
        guard let plan = resolved.value else {
            let faults = resolved.diagnostics.map(\.problem.text)
            return .refused(
                .joined(faults, by: Text("；", "; ")))
        }
        if editor.isNew, try register.meetings().contains(plan.meeting) {
            return .refused(
                Text(
                    "编号 \(plan.meeting) 已有会议，请换一个",
                    "There is a meeting \(plan.meeting) already; choose another id"))
        }
        return try set(plan)
    }
}
