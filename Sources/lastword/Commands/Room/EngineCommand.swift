// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Basics
import CSystem
import Conduct
import Foundation
import Intake
import Meeting
import Personnel
import Record
import Wording

/// The headless protocol: JSON Lines on standard input and output (docs/PROTOCOL.md).
struct EngineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engine",
        abstract: say(
            "无界面协议：每行一个 JSON 命令，每行一个回答",
            "the headless protocol: a JSON command a line in, an answer a line out"),
        discussion: say(
            "协议见 docs/PROTOCOL.md。输入结束即退出（0）；存储失败退出 74。",
            "See docs/PROTOCOL.md. Ends with its input (0); 74 when storage fails."))
    @OptionGroup var common: CommonOptions
    @OptionGroup var target: RegisterArgument

    @Option(
        name: .long,
        help: .init(say("会议编号", "the meeting's id"), valueName: say("会议", "meeting")))
    var meeting: String?

    @Flag(name: .long, help: .init(say("首个未成功的命令即退出", "stop at the first command that fails")))
    var strict = false

    @Flag(name: .long, help: .init(say("在标准错误上用文字讲述", "tell in words on standard error")))
    var narrate = false

    @Flag(
        name: .long,
        help: .init(
            say(
                "由一个看护进程保管票箱密钥：本程序崩溃后自动重启，投票继续",
                "a second process keeps the box's key: after a crash the program is started again and the ballot goes on"
            )))
    var supervised = false

    func run() throws {
        let vault = SupervisorVault()
        if supervised, vault == nil { throw Failure(silent: try Supervisor.run()) }
        lw_no_core()
        // A key at the shared terminal ends no ballot: supervised, it ends with its input or SIGTERM.
        if supervised { for sign in [SIGINT, SIGQUIT] { signal(sign, SIG_IGN) } }
        if let meeting, !MeetingID(meeting).isWellFormed {
            throw Failure(
                "E-ID", Problem.badID(meeting).text, Status.usage)
        }
        try Files.with(target.register, for: .writing) { register in
            let session = try Session(
                register, meeting: meeting.map(MeetingID.init(_:)),
                vault: vault)
            if let id = session.meeting, session.state.phase == .empty {
                let known = try register.meetings().map(\.rawValue).joined(separator: " ")
                Output.warn(
                    Text(
                        "N-NEW 登记簿里没有会议 \(id)，须从 plan 开始；已有：\(known)",
                        "N-NEW the register has no meeting \(id): it begins with plan; there are: \(known)"
                    ))
            }
            if let weakness = Shield.weakness {
                Output.warn("W-EXPOSED \(weakness(spoken))")
            }
            var loop = ProtocolLoop(session: session, strict: strict, narrate: narrate)
            try loop.run()
        }
        if lw_interrupted() != 0 { throw Failure(silent: 128 + lw_interrupted()) }
    }
}
