// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import BallotBox
import Basics
import CSystem
import CTerminal
import Foundation
import Meeting
import Personnel
import Record
import Room
import Terminal
import Wording

struct RoomOptions: ParsableArguments {
    @Option(
        name: .long,
        help: .init(
            say("配色", "colours"),
            valueName: say("配色", "theme")))
    var theme: Theme?

    @Flag(
        name: .long,
        help: .init(say("只用 ASCII 画线和符号", "draw lines and signs in ASCII only")))
    var ascii = false

    @Flag(name: .long, help: .init(say("也可用鼠标选择", "let the mouse choose too")))
    var mouse = false

    @Flag(
        name: .long,
        help: .init(
            say("逐行问答，供读屏软件和简陋终端", "ask line by line, for screen readers and poor terminals")))
    var line = false
}

extension Theme: ExpressibleByArgument {}

/// Opens a register in the room.
struct MeetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meet",
        abstract: say("打开会场界面，主持一次会议", "open the room and hold a meeting"),
        discussion: say(
            "不给会议编号则打开首页。--line 是逐行问答，供读屏软件和简陋终端使用。",
            "Without a meeting's id the home screen opens. --line asks line by line, for screen readers and poor terminals."
        ))
    @OptionGroup var common: CommonOptions
    @OptionGroup var room: RoomOptions
    @OptionGroup var target: RegisterArgument
    @Argument(help: .init(say("会议编号", "the meeting's id"), valueName: say("会议", "meeting")))
    var meeting: String?

    func run() throws {
        if let meeting, !MeetingID(meeting).isWellFormed {
            throw Failure("E-ID", Text("会议编号无效", "that isn't a meeting's id"), Status.usage)
        }
        try RoomRunner(room, common.lang).run(
            .register(target.register, meeting.map(MeetingID.init(_:))))
    }
}

/// The example meeting, to try everything on.
struct RehearseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract: say(
            "演练：在用完即弃的登记簿里开一次示例会议",
            "rehearse: hold the example meeting in a register that is thrown away"))
    @OptionGroup var common: CommonOptions
    @OptionGroup var room: RoomOptions

    func run() throws { try RoomRunner(room, common.lang).run(.rehearsal) }
}

/// Starts the room: the parent keeps keys and terminal, the child works.
struct RoomRunner {
    enum Start {
        case home
        case register(String, MeetingID?)
        case rehearsal
        /// A meeting to be played back; nothing is written.
        case replay(String, MeetingID)
    }

    /// What is stored, and what this run uses: options and the environment are for this run only.
    private let stored: Setting
    private var setting: Setting
    private let isLine: Bool

    init(_ options: RoomOptions, _ lang: String?) {
        let stored = SettingFile.read() ?? Setting(language: spoken)
        var setting = stored
        self.stored = stored
        if lang != nil { setting.language = spoken }
        if let theme = options.theme { setting.theme = theme }
        if getenv("NO_COLOR").map({ $0.pointee != 0 }) == true { setting.theme = .mono }
        setting.ascii = setting.ascii || options.ascii
        // The kernel's own console has neither Chinese nor many signs.
        if getenv("TERM").map({ String(cString: $0) }) == "linux", lang == nil {
            setting.language = .en
            setting.ascii = true
        }
        setting.mouse = setting.mouse || options.mouse
        self.setting = setting
        isLine = options.line
    }

    func run(_ start: Start) throws {
        var found = SupervisorVault()
        if found == nil {
            if !isLine { try requireTerminal() }
            if let status = try Supervisor.runRoom() { throw Failure(silent: status) }
            found = SupervisorVault()
        }
        guard let vault = found else { throw Failure(silent: Status.software) }
        lw_no_core()
        let service = RoomService(
            vault: vault,
            exposure: Exposure(terminal: Relay.found(), memory: Shield.weakness)
        ) { error, names in
            let failure = Failure(error, names: names)
            return Text(
                "\(failure.code) · \(failure.text.zh)", "\(failure.code) · \(failure.text.en)")
        }
        defer { service.endRehearsal() }
        let resumed = try open(start, service, vault)
        if isLine {
            var line = LineRoom(service, setting)
            throw Failure(silent: line.run(resumed: resumed))
        }
        try show(service, resumed: resumed)
    }

    /// What the last process had open goes before what the command line says.
    private func open(_ start: Start, _ service: RoomService, _ vault: SupervisorVault) throws
        -> Bool
    {
        if let place = RoomService.place(in: vault) {
            try service.resume(place.register, place.meeting)
            return true
        }
        switch start {
        case .home:
            if let path = setting.register { service.openLast(path) }
        case .register(let path, let meeting):
            try service.openRegister(path)
            if let meeting {
                try service.open(meeting)
                if try service.snapshot().state.phase == .empty {
                    throw RegisterError.unknownMeeting(meeting)
                }
            }
        case .rehearsal: try service.rehearse()
        case .replay(let path, let meeting): try service.openReplay(path, meeting)
        }
        return false
    }

    private func show(_ service: RoomService, resumed: Bool) throws {
        let presenter = try Self.presenter(setting)
        var app = App(try service.snapshot(), setting, hashOfFile: Digest.hexOfFile)
        if let replay = try service.replayAtStart() { app.answered(.rehearse, replay) }
        if resumed { app.resume() }
        let loop = RoomLoop(app, service: service, presenter: presenter) {
            SettingFile.write(kept($0))
        }
        let status = loop.run()
        presenter.close()
        service.close()
        throw Failure(silent: status)
    }

    /// The terminal's screen.
    ///
    /// - Throws: `Failure` where the terminal can show none.
    static func presenter(_ setting: Setting) throws -> Presenter {
        guard lw_terminal_is() == 1 else { throw failure(TerminalError.notATerminal) }
        do { return try Presenter(theme: setting.theme, mouse: setting.mouse) } catch {
            throw failure(error)
        }
    }

    /// A second screen, in this run's colours and language.
    func watch(_ path: String, _ meeting: MeetingID) throws {
        try WatchRunner(path, meeting).run(setting)
    }

    /// What somebody changed in this run; the rest stays as it was stored.
    private func kept(_ now: Setting) -> Setting {
        var kept = now
        if now.language == setting.language { kept.language = stored.language }
        if now.theme == setting.theme { kept.theme = stored.theme }
        if now.ascii == setting.ascii { kept.ascii = stored.ascii }
        if now.mouse == setting.mouse { kept.mouse = stored.mouse }
        return kept
    }

    private func requireTerminal() throws {
        guard lw_terminal_is() == 1 else { throw Self.failure(TerminalError.notATerminal) }
    }

    private static func failure(_ error: TerminalError) -> Failure {
        switch error {
        case .notATerminal:
            Failure(
                "E-TERMINAL",
                Text("会场界面要在终端里运行；也可加 --line", "the room needs a terminal; or add --line"),
                Status.terminal)
        case .noUTF8:
            Failure(
                "E-TERMINAL",
                Text("系统没有 UTF-8 区域设置；请用 --line", "the system has no UTF-8 locale; use --line"),
                Status.terminal)
        case .otherCharset(let locale):
            // In letters that every charset has.
            Failure(
                "E-TERMINAL",
                Text(
                    same:
                        "the locale is \(locale), and the screens are sent in UTF-8: set the terminal to UTF-8, then LC_ALL=C.UTF-8 lastword ..."
                ),
                Status.terminal)
        case .poor(let name):
            Failure(
                "E-TERMINAL",
                Text(
                    "终端类型“\(name)”不能显示界面；请用 --line",
                    "a terminal of type “\(name)” can't show screens; use --line"
                ),
                Status.terminal)
        }
    }
}

/// What the person at the keyboard chose, between runs.
enum SettingFile {
    private static var url: URL {
        let environment = ProcessInfo.processInfo.environment
        let base =
            environment["XDG_CONFIG_HOME"].map { URL(fileURLWithPath: $0) }
            ?? URL(fileURLWithPath: environment["HOME"] ?? "/").appending(path: ".config")
        return base.appending(path: "lastword/setting.json")
    }

    static func read() -> Setting? {
        FileManager.default.contents(atPath: url.path).flatMap {
            try? JSONDecoder().decode(Setting.self, from: $0)
        }
    }

    /// Not being able to keep a colour is no reason to stop a meeting.
    static func write(_ setting: Setting) {
        try? FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? JSONEncoder().encode(setting).write(to: url, options: .atomic)
    }
}
