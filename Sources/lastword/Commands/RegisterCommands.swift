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
import Wording

struct RegisterArgument: ParsableArguments {
    @Argument(help: .init(say("登记簿文件", "the register file"), valueName: say("登记簿", "register")))
    var register: String
}

struct TimeOption: ParsableArguments {
    @Option(
        name: .long,
        help: .init(
            say(
                "时间（默认现在），如 2026-11-23T14:30:00+08:00",
                "when (default: now), such as 2026-11-23T14:30:00+08:00"),
            valueName: say("时间", "time")))
    var at: String?
}

/// Makes a register.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: say("建立登记簿", "make a register"))

    @OptionGroup var common: CommonOptions
    @OptionGroup var time: TimeOption
    @OptionGroup var file: RegisterArgument

    @Option(
        name: .long,
        help: .init(say("单位名称", "the organisation's name"), valueName: say("名称", "name")))
    var organisation: String

    @Option(
        name: .long,
        help: .init(
            say(
                "时区，如 +08:00（默认本机）", "offset of the clock, such as +08:00 (default: this machine's)"
            ),
            valueName: "±hh:mm"))
    var offset: String?

    func run() throws {
        let at = try Files.time(time.at)
        let minutes =
            try offset.map(Self.minutes) ?? at?.offsetMinutes
            ?? SystemClock.localOffsetMinutes
        if let fault = Legibility.fault(inName: organisation, limit: 120) {
            throw ConductError.text(field: "organisation", fault)
        }
        let register = try Register.create(
            at: file.register,
            opening: RegisterOpening(
                organisation: organisation.precomposedStringWithCanonicalMapping,
                offsetMinutes: minutes, language: spoken.rawValue),
            at: at ?? SystemClock(offsetMinutes: minutes).now())
        defer { register.close() }
        if common.json {
            try Output.value(["register": file.register, "head": register.head.hash.hex])
        } else {
            try Output.line(
                Text(
                    "已建立登记簿 \(file.register)",
                    "made the register \(file.register)"))
        }
    }

    private static func minutes(_ text: String) throws -> Int {
        guard let time = Timestamp("2000-01-01T00:00:00\(text)") else {
            throw Failure(
                "E-OFFSET", Text("时区须如 +08:00", "the offset looks like +08:00"), Status.usage)
        }
        return time.offsetMinutes
    }
}

/// Shows profiles.
struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile", abstract: say("议事规程", "procedure profiles"),
        subcommands: [List.self, Show.self, Check.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: say("列出内置规程", "list those built in"))
        @OptionGroup var common: CommonOptions

        func run() throws {
            if common.json { return try Output.value(BuiltInProfiles.names) }
            for name in BuiltInProfiles.names {
                let title = ProfileReader.builtIn[name]?.title
                try Output.line("\(name)  \(title.map { say("\($0.zh)", "\($0.en)") } ?? "")")
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: say("打印内置规程，可作为自定规程的底本", "print one, as a start for your own"))
        @OptionGroup var common: CommonOptions
        @Argument(help: .init(say("规程名", "the profile's name"), valueName: say("规程", "profile")))
        var name: String

        func run() throws {
            if common.json {
                return try Output.value(
                    try Files.value(ProfileReader.read(name), of: name, json: true))
            }
            guard let text = BuiltInProfiles.text(of: name) else {
                throw Failure(
                    "E-REF",
                    Problem.unknownProfile(name, known: BuiltInProfiles.names).text,
                    Status.missingInput)
            }
            try Output.write(text, to: 1)
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: say("检查规程文件", "check a profile file"))
        @OptionGroup var common: CommonOptions
        @Argument(help: .init(say("规程文件", "the profile file"), valueName: say("文件", "file")))
        var file: String

        func run() throws {
            let reading = ProfileReader.read(file)
            let profile = try Files.value(reading, of: file, json: common.json)
            let hash = try Canonical.hash(of: profile)
            if common.json {
                return try Output.value(["profile": profile.id, "hash": hash])
            }
            try Output.line(
                Text(
                    "规程 \(profile.id) 可用，校验值 \(hash)",
                    "profile \(profile.id) is sound, hash \(hash)"))
        }
    }
}
