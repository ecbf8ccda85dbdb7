// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Foundation
import Intake
import Meeting
import Personnel
import Record
import Wording

/// What commands share around files and registers.
enum Files {
    /// Opens a register and says what opening noticed.
    static func open(_ path: String, for purpose: Register.Purpose) throws -> Register {
        let register = try Register(at: path, for: purpose)
        for notice in register.notices { Output.warn("\(notice.code) \(notice.text(spoken))") }
        return register
    }

    /// Opens a register, does something with it, and closes it whatever happens.
    static func with<T>(
        _ path: String, for purpose: Register.Purpose, _ body: (Register) throws -> T
    ) throws -> T {
        let register = try open(path, for: purpose)
        defer { register.close() }
        return try body(register)
    }

    /// The value of a reading; its diagnostics are said, and errors end the command.
    static func value<T>(_ reading: Reading<T>, of path: String, json: Bool) throws -> T {
        if !json {
            for line in reading.diagnostics.lines(spoken, file: path) { Output.warn(text: line) }
        }
        if let value = reading.value { return value }
        let missing = reading.diagnostics.contains { $0.problem.isMissingInput }
        let status = missing ? Status.missingInput : Status.refusedInput
        if json {
            try Output.value(DiagnosticsReport(ok: false, diagnostics: reading.diagnostics))
            throw Failure(silent: status)
        }
        let count = reading.diagnostics.count { $0.severity == .error }
        throw Failure(
            "E-INPUT",
            Text(
                "\(path)：\(count) 处错误，没有导入",
                "\(path): \(count == 1 ? "one error" : "\(count) errors"), nothing was taken in"
            ),
            status)
    }

    /// A file in another encoding is taken in only when somebody says its first lines read right.
    static func confirmEncoding<T>(_ reading: Reading<T>, yes: Bool) throws {
        let encoded = reading.diagnostics.contains {
            if case .encoding = $0.problem { true } else { false }
        }
        guard encoded, !yes else { return }
        if isatty(0) == 1 {
            Output.warn(Text("以上内容正确吗？输入 y 继续：", "do these lines read right? y goes on:"))
            if readLine()?.lowercased() == "y" { return }
        }
        throw Failure(
            "E-CONFIRM",
            Text("请核对编码后加 --yes 再导入", "look at the lines above, then import with --yes"),
            Status.refusedInput)
    }

    static func time(_ text: String?) throws -> Timestamp? {
        guard let text else { return nil }
        guard let time = Timestamp(text) else {
            throw Failure(
                "E-TIME",
                Text(
                    "时间“\(text)”无效；写作 2026-11-23T14:30:00+08:00",
                    "“\(text)” isn't a time; write 2026-11-23T14:30:00+08:00"),
                Status.usage)
        }
        return time
    }

    /// The same for what goes on record.
    static func recorded(_ text: String?) throws -> Timestamp? {
        guard let time = try time(text) else { return nil }
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        if time.milliseconds > now + 86_400_000 {
            Output.warn(
                Text(
                    "W-FUTURE 所给时间 \(time) 在今天之后，请核对",
                    "W-FUTURE the time given, \(time), is after today: check it"))
        }
        return time
    }
}

/// Diagnostics for programs.
struct DiagnosticsReport: Encodable {
    struct Item: Encodable {
        var code: String
        var severity: String
        var line: Int?
        var column: Int?
        var zh: String
        var en: String
    }

    var ok: Bool
    var diagnostics: [Item]

    init(ok: Bool, diagnostics: [Diagnostic]) {
        self.ok = ok
        self.diagnostics = diagnostics.map {
            Item(
                code: $0.code, severity: "\($0.severity)", line: $0.place?.line,
                column: $0.place?.column, zh: $0.problem.text.zh, en: $0.problem.text.en)
        }
    }
}
