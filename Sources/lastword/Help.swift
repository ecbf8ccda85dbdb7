// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Basics
import Foundation
import Personnel
import Wording

/// Help and usage errors in the language of the run. The parser's own words are English; they are
/// few, and put into Chinese here.
enum Help {
    static func report(_ error: any Error) -> Int32 {
        let status = Lastword.exitCode(for: error).rawValue
        // What was typed comes back in the message.
        let message = Lastword.fullMessage(for: error).split(
            separator: "\n", omittingEmptySubsequences: false
        ).map { Legibility.visible(String($0)) }.joined(separator: "\n")
        if status == 0 {
            do { try Output.write(localised(message) + "\n", to: 1) } catch {
                return Status.storage
            }
            return 0
        }
        if error is Failure { return status }
        // Only complaints about the command line are left: the parser uses 64 for them.
        if CommandLine.arguments.contains("--json") {
            func onOneLine(_ text: String) -> String {
                text.split(separator: "\n").joined(separator: " ")
            }
            let text = Text("\(onOneLine(localised(message, .zh)))", "\(onOneLine(message))")
            Output.warn(text: Failure("E-USAGE", text, Status.usage).json)
        } else {
            try? Output.write("lastword: E-USAGE " + localised(message) + "\n", to: 2)
        }
        return status == ExitCode.failure.rawValue ? Status.usage : status
    }

    /// A mistyped command is named, with the nearest one, before the parser trips over the rest.
    static func requireKnownCommand(_ first: String?) throws {
        let known = Lastword.configuration.subcommands.map { $0._commandName } + ["help"]
        guard let first, !first.hasPrefix("-"), !known.contains(first) else { return }
        let shown = Legibility.visible(String(first.prefix(60)))
        let nearest = known.min { distance($0, first) < distance($1, first) } ?? "--help"
        throw Failure(
            "E-USAGE",
            Text(
                "没有命令“\(shown)”，是不是“\(nearest)”？可用：\(known.joined(separator: "、"))",
                "no command “\(shown)”; did you mean “\(nearest)”? Known: \(known.joined(separator: ", "))"
            ),
            Status.usage)
    }

    private static func distance(_ a: String, _ b: String) -> Int {
        a.difference(from: b).count
    }

    static func localised(_ message: String, _ language: Language = spoken) -> String {
        guard language == .zh else { return message }
        return message.split(separator: "\n", omittingEmptySubsequences: false)
            .map { translate(String($0)) }.joined(separator: "\n")
    }

    private static let headings: [(String, String)] = [
        ("OVERVIEW:", "概要："), ("USAGE:", "用法："), ("Usage:", "用法："), ("ARGUMENTS:", "参数："),
        ("OPTIONS:", "选项："), ("SUBCOMMANDS:", "子命令："), ("Error:", "错误："),
        ("Show the version.", "显示版本"), ("Show help information.", "显示帮助"),
        ("Did you mean", "是不是"), ("Missing expected argument", "缺少参数"),
        ("Missing value for", "缺少值："), ("Unknown option", "不认识的选项"),
        ("Unexpected argument", "多余的参数"), ("unexpected arguments", "个多余的参数"),
        ("is invalid for", "不能用于"), ("The value", "值"),
        ("for detailed help.", "可看详细帮助"), ("for more information.", "可看说明"),
        ("Help:", "帮助："), ("  See '", "  用 '"), ("<subcommand>", "<子命令>"), ("(default: ", "(默认："),
        ("; default:", "；默认："),
        (". Please provide one of ", "，可用："), ("' or '", "'、'"), ("', '", "'、'"),
        ("(values: ", "(可用："),
        ("<options>", "<选项>"),
        ("(required)", "(必填)"),
    ]

    private static func translate(_ line: String) -> String {
        let said = headings.reduce(line) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
        guard said.hasPrefix("错误：") else { return said }
        // A sentence for people, with the marks of its language.
        return said.replacing(/'([^']*)'/) { "“\($0.1)”" }
            .replacingOccurrences(of: ". 是不是 ", with: "，是不是")
            .replacingOccurrences(of: "?", with: "？")
            .replacingOccurrences(of: "：  ", with: "：").replacingOccurrences(of: "： ", with: "：")
    }
}
