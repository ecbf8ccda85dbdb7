// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Basics
import Foundation
import Meeting
import Personnel
import Record
import Wording

/// Takes things out of a register.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: say("导出", "take things out of a register"),
        subcommands: [
            Ballot.self, Accountability.self, Replay.self, MinutesExport.self, Year.self,
        ])

    struct Ballot: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ballot",
            abstract: say(
                "导出一个议题的票档，任何人可用独立程序核验",
                "a matter's ballot archive, which anybody can check with an independent program"))
        @OptionGroup var common: CommonOptions
        @OptionGroup var file: RegisterArgument
        @Argument(help: .init(say("会议编号", "the meeting's id"), valueName: say("会议", "meeting")))
        var meeting: String
        @Argument(help: .init(say("议题编号", "the matter's id"), valueName: say("议题", "matter")))
        var matter: String
        @Option(
            name: .long,
            help: .init(say("写入的目录", "the folder to write to"), valueName: say("目录", "folder")))
        var to: String

        func run() throws {
            let closings = try Files.with(file.register, for: .reading) { register in
                try self.closings(register).map { closing in
                    (closing, try register.archive(closing.archive))
                }
            }
            guard !closings.isEmpty else {
                throw Failure(
                    "E-REF",
                    Text(
                        "会议 \(meeting) 的议题 \(matter) 没有终端投票的票档（纸质票没有密码学证明）",
                        "matter \(matter) of meeting \(meeting) has no box ballot (paper ballots have no proof)"
                    ), Status.missingInput)
            }
            var written: [String] = []
            for (round, (closing, bytes)) in closings.enumerated() {
                guard let bytes, Digest.of([UInt8](bytes)).hex == closing.archive else {
                    throw Failure(
                        "E-ARCHIVE",
                        Text(
                            "登记簿里的票档缺失或被改动；请先 lastword verify",
                            "the archive is missing from the register or changed; run lastword verify"
                        ), Status.failedVerification)
                }
                written += try ArchiveExport.write(
                    bytes, closing, to: to, round: closings.count == 1 ? nil : round + 1)
            }
            if common.json { return try Output.value(["files": written]) }
            for path in written { try Output.line(text: path) }
        }

        /// The closings of the matter's ballots, oldest first.
        private func closings(_ register: Register) throws -> [BoxClosing] {
            var closed: BoxClosing?
            return try register.entries(of: MeetingID(meeting)).compactMap { entry in
                guard case .meeting(_, let event) = entry.fact else { return nil }
                switch event {
                case .boxClosed(let closing): closed = closing
                case .boxCounted(let count):
                    closed?.archive = count.archive
                    closed?.figures = count.figures
                default: return nil
                }
                guard let closed, !closed.archive.isEmpty,
                    closed.figures.contains(where: { $0.matter.rawValue == matter })
                else { return nil }
                return closed
            }
        }
    }
}
