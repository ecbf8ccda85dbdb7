// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Basics
import CSystem
import District
import Export
import Foundation
import Personnel
import Record
import Wording

/// What verification found in one file: the same for programs and for people.
struct Judgement {
    /// The document of `--json`.
    var document: any Encodable
    /// What people read, a line each.
    var lines: [String]
    var isSound: Bool
}

/// Checks registers, bundles, districts and ballot archives, each from its first byte to its last.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: say(
            "核验登记簿：文件、哈希链、每一步是否合乎规则；或核验票档（--archive）",
            "check a register: file, chain, and every step against the rules; or ballot archives (--archive)"
        ),
        discussion: say(
            "也可核验会议包（.lwb）和区级登记簿（.lwd）。可以一次给出多个文件，逐个核验。退出状态：0 全部完好，1 有不完好的，其他见 MESSAGES。--head 与纸上的指纹比对：改写过的记录指纹不同。",
            "Bundles (.lwb) and district registers (.lwd) too. Several files are judged one by one. Exit status: 0 all sound, 1 one isn't, others as in MESSAGES. --head compares with the fingerprint on paper: a rewritten record has another."
        ))

    @OptionGroup var common: CommonOptions

    @Argument(
        help: .init(
            say("要核验的文件，可以多个", "the files to check, one or several"),
            valueName: say("文件", "file")))
    var files: [String]

    @Option(
        name: .long,
        help: .init(
            say(
                "纸上的指纹（中文、英文或 64 位十六进制）",
                "the fingerprint on paper (Chinese, English or 64 hex digits)"),
            valueName: say("指纹", "fingerprint")))
    var head: String?

    @Flag(
        name: .long,
        help: .init(
            say(
                "所给文件是 Belenios 票档（.bel），不论由谁制作",
                "the files are Belenios ballot archives (.bel), whoever made them")))
    var archive = false

    func validate() throws {
        if archive, head != nil {
            throw ValidationError(
                say("--head 只用于登记簿，不能与 --archive 同用", "--head is for registers, not for --archive"))
        }
        if head != nil, files.count > 1 {
            throw ValidationError(
                say("--head 是一个文件的指纹，一次只能给一个文件", "--head is one file's fingerprint: give one file"))
        }
    }

    func run() throws {
        if files.count == 1 {
            let judgement = try judge(files[0])
            if common.json {
                try Output.value(judgement.document)
            } else {
                for line in judgement.lines { try Output.line(text: line) }
            }
            if !judgement.isSound { throw Failure(silent: Status.failedVerification) }
            return
        }
        var statuses: [Int32] = []
        for file in files {
            statuses.append(try judgeOneOfSeveral(file))
            // Small files ask nobody whether to go on.
            if lw_interrupted() != 0 { throw Failure(silent: 128 + lw_interrupted()) }
        }
        if !common.json { try Output.line(Self.summary(statuses)) }
        // One that isn't sound goes before one that couldn't be read.
        if statuses.contains(Status.failedVerification) {
            throw Failure(silent: Status.failedVerification)
        }
        if let status = statuses.first(where: { $0 != 0 }) { throw Failure(silent: status) }
    }

    /// How many are what, for people.
    private static func summary(_ statuses: [Int32]) -> Text {
        let sound = statuses.count { $0 == 0 }
        return Text(
            "共 \(statuses.count) 个文件，完好 \(sound) 个",
            "files: \(statuses.count), sound: \(sound)")
    }

    /// Judges a file, says it under its name, and gives the exit status it would have alone.
    /// One line of JSON a file.
    private func judgeOneOfSeveral(_ file: String) throws -> Int32 {
        do {
            let judgement = try judge(file)
            let status = judgement.isSound ? 0 : Status.failedVerification
            if common.json {
                try Output.jsonLine(Document(file: file, exit: status, report: judgement.document))
            } else {
                try Output.line(text: file)
                for line in judgement.lines { try Output.line(text: line) }
            }
            return status
        } catch let failure as Failure where !Self.endsAll(failure) {
            return try report(failure, on: file)
        } catch let error as RegisterError {
            return try report(Failure(error), on: file)
        }
    }

    /// An interruption, or output that can't be written, ends the run; what is wrong with one file doesn't.
    private static func endsAll(_ failure: Failure) -> Bool {
        ["E-INTERRUPTED", "E-WRITE"].contains(failure.code)
    }

    private func report(_ failure: Failure, on file: String) throws -> Int32 {
        if common.json {
            let error = ErrorReport(
                code: failure.code, exit: Int(failure.status), zh: failure.text.zh,
                en: failure.text.en)
            try Output.jsonLine(Document(file: file, exit: failure.status, error: error))
        } else {
            try Output.line(text: file)
            try Output.line(text: failure.line)
        }
        return failure.status
    }

    /// One of several files, in `--json`.
    private struct Document: Encodable {
        var file: String
        var exit: Int32
        var report: (any Encodable)?
        var error: ErrorReport?

        private enum Key: CodingKey { case file, exit, report, error }

        func encode(to encoder: any Encoder) throws {
            var fields = encoder.container(keyedBy: Key.self)
            try fields.encode(file, forKey: .file)
            try fields.encode(exit, forKey: .exit)
            if let report { try fields.encode(report, forKey: .report) }
            try fields.encodeIfPresent(error, forKey: .error)
        }
    }

    private func judge(_ path: String) throws -> Judgement {
        if archive { return try ArchiveVerification.judge(path) }
        if District.isDistrict(path) {
            return try OthersVerification.district(path, head: head)
        }
        if BundleReader.isBundle(path) {
            return try OthersVerification.bundle(path, head: head)
        }
        return try register(path)
    }

    private func register(_ path: String) throws -> Judgement {
        let paper = try Self.paper(head)
        let register: Register
        do {
            register = try Register(at: path, for: .reading, checksChain: false)
        } catch let e as RegisterError where e.exitStatus == Status.failedVerification {
            // Damage that opening finds is a verdict of verification too.
            throw Failure(e.code, Text("核验不通过：", "not sound: ") + e.text, e.exitStatus)
        }
        for notice in register.notices {
            let file = files.count > 1 ? "\(path): " : ""
            Output.warn("\(file)\(notice.code) \(notice.text(spoken))")
        }
        defer { register.close() }
        let progress = Progress(Text("正在核验，条目", "verifying, entries"))
        let report = try SealedMinutes.verify(register, head: paper, progress: progress.step)
        progress.finish()
        return Judgement(
            document: VerifyDocument(report, paper: paper != nil),
            lines: Verdict.lines(report, paper: paper != nil).map { $0(spoken) },
            isSound: report.isSound)
    }

    /// The fingerprint that the paper shows; nil where none was given.
    /// Throws `Failure` E-HEAD-FORM where the text is no fingerprint.
    static func paper(_ head: String?) throws -> PaperHead? {
        try head.map { text in
            guard let paper = PaperHead(text) else {
                throw Failure("E-HEAD-FORM", Fingerprint.refusal(of: text), Status.usage)
            }
            return paper
        }
    }
}
