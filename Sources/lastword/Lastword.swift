// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Basics
import CSystem
import CTerminal
import Foundation
import Wording

/// The commands. What they print for people follows the language; what they print for programs
/// (`--json`) doesn't.
struct Lastword: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lastword",
        abstract: say(
            "末位：领导班子议事决策，主要负责人末位表态，无记名票决，全程可核验",
            "Lastword: decisions on people, the chief speaking last, by secret ballot, provable later"
        ),
        discussion: say(
            "先 init 建立登记簿，people import 导入名单，plan check 检查会议计划，meeting plan 拟定会议，engine 进行会议，verify 核验。",
            "Make a register with init, fill it with people import, look a plan over with plan check, set it with meeting plan, hold the meeting with engine, check the record with verify."
        ),
        version: Lastword.versionText,
        subcommands: [
            MeetCommand.self, RehearseCommand.self, InitCommand.self, PeopleCommand.self,
            KeyCommand.self,
            PlanCommand.self, MeetingCommands.self,
            EngineCommand.self, ShowCommand.self, VerifyCommand.self, ExportCommand.self,
            BundleCommand.self, MergeCommand.self, ReplayCommand.self, WhatIfCommand.self,
            MinutesCommand.self,
            ProfileCommand.self,
        ])

    @OptionGroup var common: CommonOptions
    @OptionGroup var room: RoomOptions

    /// With nothing asked: the room, where there is a terminal for it.
    func run() throws {
        guard room.line || lw_terminal_is() == 1 else { throw CleanExit.helpRequest(self) }
        try RoomRunner(room, common.lang).run(.home)
    }

    static let versionText = "0.2.0"
}

/// The language of this run, known before any command is parsed so that help can speak it too.
let spoken: Language = {
    let arguments = CommandLine.arguments
    for (i, argument) in arguments.enumerated() {
        if argument == "--lang", i + 1 < arguments.count,
            let language = Language(rawValue: arguments[i + 1])
        {
            return language
        }
        if argument.hasPrefix("--lang="),
            let language = Language(rawValue: String(argument.dropFirst(7)))
        {
            return language
        }
    }
    return .ofEnvironment(ProcessInfo.processInfo.environment)
}()

/// A text of the commands, in the language of this run.
func say(_ zh: Shown, _ en: Shown) -> String { Text(zh, en)(spoken) }

@main
enum Main {
    static func main() {
        // Before anything is written: a limit that ends a write by a signal would end the program without a word.
        lw_ignore_write_signals()
        if lw_require_descriptors(24) != 0 { exit(Failure.report(Self.tooFewDescriptors)) }
        Shield.raise()
        _ = ChoiceReader.inherited
        // What is made is its owner's alone, whatever the account's habit; --readable lets others read it.
        umask(CommandLine.arguments.contains("--readable") ? 0o022 : 0o077)
        lw_watch_interrupts()
        do {
            try Help.requireKnownCommand(CommandLine.arguments.dropFirst().first)
            var command = try Lastword.parseAsRoot()
            try command.run()
        } catch {
            exit(Failure.report(error))
        }
    }

    /// With fewer, libraries end the program, or say something else that isn't so.
    private static let tooFewDescriptors = Failure(
        "E-LIMIT",
        Text(
            "可用的文件描述符太少（ulimit -n） · 调到 24 以上再运行，一般为 1024",
            "too few file descriptors are allowed (ulimit -n) · allow 24 at least; 1024 is usual"),
        Status.cantCreate)
}

/// Options that every command takes.
struct CommonOptions: ParsableArguments {
    @Flag(name: .long, help: .init(say("输出 JSON", "print JSON")))
    var json = false

    @Option(
        name: .long,
        help: .init(
            say("语言：zh 或 en（默认按环境）", "language: zh or en (default: from the environment)"),
            valueName: "zh|en"))
    var lang: String?

    @Flag(
        name: .long,
        help: .init(
            say(
                "写出的文件别人也能读（默认只有本人能读）",
                "let others read the files made (default: their owner alone)")))
    var readable = false

    func validate() throws {
        if let lang, Language(rawValue: lang) == nil {
            throw ValidationError(say("--lang 须为 zh 或 en", "--lang takes zh or en"))
        }
    }
}
