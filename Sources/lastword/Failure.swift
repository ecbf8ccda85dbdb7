// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import BallotBox
import Basics
import Conduct
import Export
import Foundation
import Intake
import Meeting
import Personnel
import Record
import Wording

/// Exit statuses (after sysexits): `docs/MESSAGES.md` lists them.
enum Status {
    static let failedVerification: Int32 = 1
    static let usage: Int32 = 64
    static let refusedInput: Int32 = 65
    static let missingInput: Int32 = 66
    static let terminal: Int32 = 69
    static let software: Int32 = 70
    static let cantCreate: Int32 = 73
    static let storage: Int32 = 74
    static let refusedByRule: Int32 = 77
}

/// An error on its way out of the program: a code, both languages, an exit status.
struct Failure: Error {
    var code: String
    var text: Text
    var status: Int32

    init(_ code: String, _ text: Text, _ status: Int32) {
        self.code = code
        self.text = text
        self.status = status
    }

    /// A status alone: everything has been said.
    init(silent status: Int32) { self.init("", Text("", ""), status) }

    init(_ error: any Error, names: Names? = nil) {
        let names = names ?? Names(MeetingState())
        switch error {
        case let failure as Failure: self = failure
        case let error as RegisterError: self.init(error.code, error.text, error.exitStatus)
        case let error as ConductError: self.init(error, names)
        case let error as ExportError:
            let status =
                switch error {
                case .exists: Status.cantCreate
                case .unknownFormat: Status.usage
                case .failed, .unconfirmed, .spreadsheet, .noFolder: Status.storage
                case .source(let error): error.exitStatus
                case .minutesDiffer: Status.failedVerification
                case .sealDiffers: Status.refusedInput
                }
            self.init(error.code, error.text, status)
        case let refusal as PersonnelRefusal:
            self.init(ConductError.refusedByRegister(refusal), names)
        default:
            self.init(
                "E-INTERNAL", Text("程序内部错误：\(error)", "internal error: \(error)"),
                Status.software)
        }
    }

    private init(_ error: ConductError, _ names: Names) {
        switch error {
        case .refused(let refusal):
            let e = refusal.explanation(names)
            self.init(
                e.rule, Text("\(e.says.zh) · \(e.next.zh)", "\(e.says.en) · \(e.next.en)"),
                Status.refusedByRule)
        case .refusedByRegister(let refusal):
            let e = refusal.explanation(names)
            self.init(
                e.rule, Text("\(e.says.zh) · \(e.next.zh)", "\(e.says.en) · \(e.next.en)"),
                Status.refusedByRule)
        case .text(let field, let fault):
            self.init(
                fault.code, Text("“\(field)”：", "“\(field)”: ") + fault.text,
                Status.refusedInput)
        case .noMeeting:
            self.init(
                "E-NO-MEETING",
                Text(
                    "这个命令要在一次会议中使用（--meeting），或由会议自动产生",
                    "this command belongs to a meeting (--meeting), or comes with one by itself"),
                Status.usage)
        case .time(let time, let now):
            self.init(
                "E-FUTURE",
                Text(
                    "时间 \(time) 不能记录：本机时钟是 \(now)，晚于本机时钟十年以上的不收 · 核对时间，或先校准本机时钟",
                    "the time \(time) can't be recorded: this machine's clock says \(now), ten years ahead is the most · check the time, or set the clock first"
                ), Status.refusedInput)
        case .key(let error):
            let refused: Bool =
                switch error {
                case .noKey, .elsewhere: true
                case .wrongCode, .notTwentyDigits, .noMemory, .notLocked: false
                }
            self.init(
                "E-KEY", error.text(names),
                refused ? Status.refusedByRule : Status.refusedInput)
        case .pin(let error, let id):
            let refusals: [PinError] = [.none, .isSet]
            self.init(
                "E-PIN", Text("\(names(id))：\(error.text.zh)", "\(names(id)): \(error.text.en)"),
                refusals.contains(error) ? Status.refusedByRule : Status.refusedInput)
        case .notConfirmed(let id):
            self.init(
                "E-PIN",
                Text(
                    "\(names(id))：尚未输入密码确认 · 请监票人本人输入密码（confirm），再做一次",
                    "\(names(id)): has not confirmed by PIN · let the teller give the PIN (confirm), then do it again"
                ), Status.refusedByRule)
        case .boxLost:
            self.init(
                "E-BOX",
                Text(
                    "票箱打不开：密钥已随断电或程序终止而消失 · 请作废（voidBallot，cause: powerLost）后重新投票",
                    "the box can't be opened: its key went with the power or the program · void the ballot (voidBallot, cause: powerLost) and vote again"
                ), Status.refusedByRule)
        case .box(let error):
            self.init("E-BOX", error.text, Status.refusedByRule)
        }
    }

    /// Says the error on stderr, in the language or as JSON, and gives the exit status.
    static func report(_ error: any Error) -> Int32 {
        if isOurs(error) {
            let failure = Failure(error)
            if !failure.code.isEmpty {
                Output.warn(
                    text: CommandLine.arguments.contains("--json")
                        ? failure.json : "lastword: \(failure.line)")
            }
            return failure.status
        }
        return Help.report(error)
    }

    private static func isOurs(_ error: any Error) -> Bool {
        error is Failure || error is RegisterError || error is ConductError
            || error is PersonnelRefusal || error is ExportError
    }

    /// `E-… text`, or `rule · text · next`.
    var line: String {
        code + (code.hasPrefix("E-") ? " " : " · ") + text(spoken)
    }

    var json: String {
        let object = ErrorReport(code: code, exit: Int(status), zh: text.zh, en: text.en)
        return (try? Output.json(["error": object], pretty: false)) ?? "{}"
    }
}

struct ErrorReport: Encodable {
    var code: String
    var exit: Int
    var zh: String
    var en: String
}
