// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Basics
import Conduct
import Export
import Foundation
import Intake
import Meeting
import Personnel
import Record
import Replay
import Wording

/// Looks a plan over without setting it.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: say("会议计划", "meeting plans"), subcommands: [Check.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: say(
                "检查会议计划：列出全部问题和缺少的材料",
                "check a plan: everything wrong, and everything still missing"))
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RegisterArgument
        @Argument(help: .init(say("计划文件（YAML）", "the plan (YAML)"), valueName: say("计划", "plan")))
        var file: String

        func run() throws {
            try Files.with(target.register, for: .reading) { register in
                let session = try Session(register)
                let (resolved, diagnostics) = try Planning.resolve(
                    file, session, json: common.json)
                let state = try Planning.tried(resolved, session)
                let report = PlanReport(
                    resolved, tried: state, diagnostics, Names(state, session.personnel))
                if common.json {
                    try Output.value(report)
                } else {
                    try report.lines.forEach(Output.line)
                }
            }
        }
    }
}

/// Meetings of a register.
struct MeetingCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meeting", abstract: say("会议", "meetings"),
        subcommands: [PlanIt.self, List.self, Tasks.self])

    struct PlanIt: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "plan",
            abstract: say(
                "按计划文件拟定会议（开会前可重复）", "set a meeting by its plan (again, until it convenes)"))
        @OptionGroup var common: CommonOptions
        @OptionGroup var time: TimeOption
        @OptionGroup var target: RegisterArgument
        @Argument(help: .init(say("计划文件（YAML）", "the plan (YAML)"), valueName: say("计划", "plan")))
        var file: String

        func run() throws {
            let at = try Files.recorded(time.at)
            try Files.with(target.register, for: .writing) { register in
                let reader = try Session(register)
                let (resolved, diagnostics) = try Planning.resolve(
                    file, reader, json: common.json)
                let session = try Session(register, meeting: resolved.meeting)
                // Tried first: what is refused is said with the names of the plan itself.
                _ = try Planning.tried(resolved, session, at: at)
                do { try session.set(resolved.plan, with: resolved.commands, at: at) } catch {
                    throw Failure(error, names: Names(session.state, session.personnel))
                }
                let report = PlanReport(
                    resolved, tried: session.state, diagnostics,
                    Names(session.state, session.personnel))
                if common.json {
                    try Output.value(report)
                } else {
                    try report.lines.forEach(Output.line)
                }
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: say("列出会议", "list meetings"))
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RegisterArgument

        func run() throws {
            try Files.with(target.register, for: .reading) { register in
                let all = try register.meetings().map { id in
                    MeetingLine(id, try Session.fold(register, id))
                }
                if common.json { return try Output.value(all) }
                for m in all {
                    try Output.line(
                        "\(m.id)\t\(m.phaseText(spoken))\t\(m.title)")
                }
            }
        }
    }
}

/// Shows a meeting, or what the register holds.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: say("显示会议经过和结果", "show a meeting and its results"))
    @OptionGroup var common: CommonOptions
    @OptionGroup var target: RegisterArgument
    @Argument(help: .init(say("会议编号", "the meeting's id"), valueName: say("会议", "meeting")))
    var meeting: String
    @Flag(name: .long, help: .init(say("逐条显示经过", "tell every step")))
    var log = false
    @Flag(
        name: .long,
        help: .init(
            say("第二屏：在另一台终端或投影上跟随会议，只看", "a second screen that follows the meeting, and only shows")
        ))
    var watch = false
    @OptionGroup(visibility: .hidden) var room: RoomOptions

    func run() throws {
        let id = MeetingID(meeting)
        if watch { return try RoomRunner(room, common.lang).watch(target.register, id) }
        try Files.with(target.register, for: .reading) { register in
            let session = try Session(register, meeting: id)
            guard session.state.phase != .empty else { throw RegisterError.unknownMeeting(id) }
            let closing = try register.closing(of: id)
            let names = Names(session.state, session.personnel)
            let report = StateReport(id, session.state, names, closing: closing)
            if log {
                try tell(register, id, names)
            } else if common.json {
                try Output.value(report)
            } else {
                let isOver = [.closed, .cancelled].contains(session.state.phase)
                let attended = isOver ? try Timeline(register, id).attended.count : nil
                try MeetingText.lines(report, names, spoken, attended: attended)
                    .forEach(Output.line)
            }
        }
    }
}

extension ShowCommand {
    private func tell(_ register: Register, _ id: MeetingID, _ names: Names) throws {
        for entry in try register.entries(of: id) {
            guard case .meeting(_, let event) = entry.fact else { continue }
            if common.json {
                try Output.jsonLine(entry)
            } else {
                try Output.line(
                    "\(entry.number)\t\(entry.at.day) \(entry.at.clock)\t\(event.text(names)(spoken))"
                )
            }
        }
    }
}

/// Steps that `plan check` and `meeting plan` share.
enum Planning {
    static func resolve(_ file: String, _ session: Session, json: Bool) throws
        -> (ResolvedPlan, [Diagnostic])
    {
        let draft = PlanReader.read(
            file, offset: session.personnel.opening?.offsetMinutes)
        let read = try Files.value(draft, of: file, json: json)
        let register = session.register
        let resolved = read.resolve(
            in: session.personnel,
            PlanDraft.Sources(
                prior: { try? Session.fold(register, $0).decision(on: $1) },
                profile: ProfileReader.read, hashOfFile: Digest.hexes(besides: file)))
        return (
            try Files.value(resolved, of: file, json: json),
            draft.diagnostics + resolved.diagnostics
        )
    }

    /// The plan as the engine would take it, without writing anything.
    static func tried(
        _ resolved: ResolvedPlan, _ session: Session, at time: Timestamp? = nil
    ) throws -> MeetingState {
        var state = try Session.fold(session.register, resolved.meeting)
        let now = time ?? session.now()
        for command in [.plan(resolved.plan)] + resolved.commands
        where !state.has(command) {
            do {
                for event in try state.decide(command, at: now) { state.evolve(event, at: now) }
            } catch {
                throw Failure(
                    ConductError.refused(error), names: Names(state, session.personnel))
            }
        }
        return state
    }
}

extension MeetingCommands {
    /// What meetings gave somebody to do.
    struct Tasks: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: say(
                "列出交办事项和报告情况（逾期的在前）", "list the tasks that meetings gave, and what was reported"))
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RegisterArgument

        func run() throws {
            try Files.with(target.register, for: .reading) { register in
                let session = try Session(register)
                let names = Names(MeetingState(), session.personnel)
                let today = session.now().day
                let tasks = try register.meetings().flatMap {
                    try Session.fold(register, $0).tasks(of: $0)
                }
                let lines = session.personnel.inOrder(tasks).map {
                    TaskLine($0, session.personnel, today)
                }
                if common.json { return try Output.value(lines) }
                for line in lines { try Output.line(line.said(names)) }
            }
        }
    }
}

/// A task, for programs and as a line.
private struct TaskLine: Encodable {
    var meeting: MeetingID
    var matter: MatterID
    var task: Int
    var what: String
    var by: PersonID
    var due: Day
    var done: Bool
    var overdue: Bool
    var reports: [TaskReport]

    init(_ task: MeetingTask, _ personnel: PersonnelState, _ today: Day) {
        meeting = task.name.meeting
        matter = task.name.matter
        self.task = task.name.task
        what = task.what
        by = task.by
        due = task.due
        reports = personnel.reports[task.name] ?? []
        done = personnel.isDone(task.name)
        overdue = personnel.isOverdue(task, on: today)
    }

    func said(_ names: Names) -> Text {
        let stands =
            done
            ? Text("办结", "done") : overdue ? Text("逾期", "OVERDUE") : Text("未到期", "not due yet")
        return Text("\(due)  ", "\(due)  ") + stands
            + Text(
                "  \(names(by))  \(what)（会议 \(meeting) 议题 \(matter)）",
                "  \(names(by))  \(what) (meeting \(meeting), matter \(matter))")
    }
}
