// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import BallotBox
import Basics
import Conduct
import Export
import Foundation
import Meeting
import Personnel
import Record
import Signing
import Wording

extension ExportCommand {
    /// A meeting's minutes, or one matter's excerpt of them.
    struct MinutesExport: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "minutes",
            abstract: say(
                "导出会议记录：.html（A4 打印）、.md、.txt", "the minutes: .html (prints on A4), .md or .txt"),
            discussion: say(
                "完全由登记簿生成；封存以前标明草稿。--matter 只导出一个议题的决定摘录。要 PDF，用浏览器或办公软件打印网页。",
                "Made from the record alone; marked as a draft until they are sealed. --matter gives one matter's excerpt. For a PDF, print the page from a browser or an office program."
            ))
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RegisterArgument
        @Argument(help: .init(say("会议编号", "the meeting's id"), valueName: say("会议", "meeting")))
        var meeting: String
        @Option(name: .long, help: .init(say("写入的文件", "the file"), valueName: say("文件", "file")))
        var to: String
        @Option(
            name: .long,
            help: .init(say("只要这个议题", "this matter only"), valueName: say("议题", "matter")))
        var matter: String?
        @Flag(name: .long, help: .init(say("覆盖已有文件", "replace a file that exists")))
        var force = false

        func run() throws {
            let id = MeetingID(meeting)
            try Files.with(target.register, for: .reading) { register in
                try register.requireSound()
                let (whole, standing) = try SealedMinutes.read(register, id, language: spoken)
                var minutes = whole
                if let matter {
                    guard let place = minutes.place(of: MatterID(matter)) else {
                        throw Failure(
                            "E-REF",
                            Text(
                                "会议 \(meeting) 没有议题 \(matter)",
                                "meeting \(meeting) has no matter \(matter)"
                            ), Status.missingInput)
                    }
                    minutes = minutes.excerpt(place)
                }
                try minutes.write(to: to, standing, replacing: force)
                if common.json { return try Output.value(["file": to]) }
                try Output.line(text: to)
            }
        }
    }
}

/// Minutes that were looked over become the meeting's.
struct MinutesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "minutes", abstract: say("会议记录", "minutes"),
        subcommands: [Seal.self])

    struct Seal: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "seal",
            abstract: say("审定、签名、封存会议记录", "approve, sign and seal the minutes"),
            discussion: say(
                "闭会后由主持人审定。--sign 指明有签名钥匙的签名人（主持人、监票人、记录人），各自输入签署码；没有钥匙的在打印件上签名，用 --paper 登记扫描件。封存以后登记簿若与会议记录不同，verify 会指出第几行。",
                "Approved by who presided, when the meeting is over. --sign names those of the presiding member, tellers and secretary who have keys; each types the signing code. The others sign on paper, and --paper records the scan. Where the record and the sealed minutes part later, verify names the line."
            ))
        @OptionGroup var common: CommonOptions
        @OptionGroup var time: TimeOption
        @OptionGroup var target: RegisterArgument
        @Argument(help: .init(say("会议编号", "the meeting's id"), valueName: say("会议", "meeting")))
        var meeting: String
        @Option(
            name: .long,
            help: .init(
                say("审定人（主持人）编号或姓名", "who approves (presided): id or name"),
                valueName: say("人员", "person")))
        var by: String
        @Option(
            name: .long,
            help: .init(
                say("签名人编号或姓名，可重复", "who signs, id or name; may repeat"),
                valueName: say("人员", "person")))
        var sign: [String] = []
        @Option(
            name: .long,
            help: .init(
                say("签过名的打印件扫描", "the scan of the signed print"), valueName: say("文件", "file")))
        var paper: String?

        func run() throws {
            let id = MeetingID(meeting)
            let at = try Files.recorded(time.at)
            try Files.with(target.register, for: .writing) { register in
                try register.requireSound()
                let session = try Session(register)
                let names = Names(MeetingState(), session.personnel)
                let text = try Minutes(
                    register, id, language: spoken, people: session.personnel
                ).text()
                var seal = MinutesSeal(
                    meeting: id, language: spoken.rawValue, minutes: text,
                    approvedBy: try PersonArgument.id(by, in: session.personnel),
                    approvedOn: (at ?? session.now()).day,
                    signatures: [], paper: try paper.map(document), form: Minutes.form)
                var mark: Fingerprint?
                let signers = try PersonArgument.ids(sign, in: session.personnel)
                do {
                    guard seal.paper != nil || signers.contains(seal.approvedBy) else {
                        throw PersonnelRefusal.approvalUnsigned(seal.approvedBy)
                    }
                    for signer in signers {
                        seal.signatures.append(
                            try signature(under: seal, by: signer, session, names))
                    }
                    let done = try session.perform(.sealMinutes(seal), at: at)
                    if common.json { return try Output.value(["seq": done.head.seq]) }
                    mark = Fingerprint(done.head.hash)
                } catch let failure as Failure { throw failure } catch let refusal
                    as PersonnelRefusal
                {
                    throw Failure(ConductError.refusedByRegister(refusal), names: names)
                } catch {
                    throw Failure(error, names: names)
                }
                let how = SealedMinutes.how(seal)
                try Output.line(
                    Text(
                        "已封存：会议 \(meeting) 的会议记录，\(how.zh)",
                        "sealed: the minutes of meeting \(meeting), \(how.en)"
                    ))
                if let mark {
                    try Output.line(
                        Text(
                            "封存指纹（请抄在签名页上）：\(mark.chinese)",
                            "the seal's fingerprint (for the signed page): \(mark.english)"))
                }
            }
        }

        private func document(_ path: String) throws -> Document {
            let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
            guard let digest = Digest.ofFile(path), size ?? 0 > 0 else {
                throw Failure(
                    "E-FILE",
                    Text(
                        "\(path) 读不出来，或是空文件 · 请给出签过名的打印件的扫描",
                        "\(path) can't be read, or is empty · name the scan of the signed print"
                    ),
                    Status.missingInput)
            }
            return Document(
                title: URL(fileURLWithPath: path).lastPathComponent, date: nil, sha256: digest.hex)
        }

        private func signature(
            under seal: MinutesSeal, by signer: PersonID, _ session: Session, _ names: Names
        ) throws -> Signature {
            guard session.personnel.activeKey(of: signer) != nil else {
                throw ConductError.key(.noKey(signer))
            }
            return try SecretTerminal.signature(
                say(
                    "\(names(signer))：以上会议记录，请输入签署码签名：",
                    "\(names(signer)): to sign the minutes above, type your signing code:"),
                names, showing: seal.minutes
            ) {
                try session.signature(
                    underMinutes: seal.minutes, of: seal.meeting, by: signer, code: $0)
            }
        }
    }
}
