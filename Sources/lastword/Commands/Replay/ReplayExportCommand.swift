// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Basics
import Export
import Foundation
import Meeting
import Personnel
import Record
import Room
import Wording

extension ExportCommand {
    /// A meeting's replay as a file that plays without this program.
    struct Replay: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "replay",
            abstract: say("导出回放：.cast 录像、.html 网页、.txt 文字", "a replay: .cast, .html or .txt"),
            discussion: say(
                "先全程核验，有一处不符就不导出。.cast 是 asciicast v2，常见播放器都能放；.html 自成一页，不联网。",
                "Proven whole first: with one deviation nothing is written. A .cast is asciicast v2, for any player; an .html page stands by itself, offline."
            ))
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RegisterArgument
        @Argument(help: .init(say("会议编号", "the meeting's id"), valueName: say("会议", "meeting")))
        var meeting: String
        @Option(name: .long, help: .init(say("写入的文件", "the file"), valueName: say("文件", "file")))
        var to: String
        @Flag(name: .long, help: .init(say("覆盖已有文件", "replace a file that exists")))
        var force = false

        func run() throws {
            let register = try Register(at: target.register, for: .reading, checksChain: false)
            defer { register.close() }
            try ReplayExport.write(
                register, MeetingID(meeting), to: to, setting: Setting(language: spoken),
                replacing: force)
            if common.json { return try Output.value(["file": to]) }
            try Output.line(text: to)
        }
    }
}
