// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import Basics
import Foundation
import Personnel
import Wording

/// `lastword verify --archive`: any Belenios archive, ours or not, from its bytes alone.
enum ArchiveVerification {
    /// Larger files are no ballots of a meeting.
    private static let sizeLimit = 1 << 30

    static func judge(_ path: String) throws -> Judgement {
        var info = stat()
        guard stat(path, &info) == 0 else {
            throw Failure(
                "E-NOFILE", Text("找不到票档 \(path)", "there is no archive \(path)"),
                Status.missingInput)
        }
        guard info.st_mode & S_IFMT == S_IFREG, info.st_size <= sizeLimit,
            let bytes = FileManager.default.contents(atPath: path)
        else {
            throw Failure(
                "E-NOTFILE",
                Text("\(path) 不是可读的普通文件", "\(path) isn't a regular file that can be read"),
                Status.missingInput)
        }
        do {
            let report = try ArchiveVerifier.verify(bytes)
            return Judgement(
                document: ArchiveDocument(report), lines: lines(report).map { $0(spoken) },
                isSound: true)
        } catch  where error.isOfAnotherKind {
            let text = Text(
                "没有核验，本程序不支持这种票档：", "not judged, an archive of a kind that isn't supported: ")
            throw Failure("E-ARCHIVE-KIND", text + error.text, Status.refusedInput)
        } catch {
            let text = Text("核验不通过：", "not sound: ") + error.text
            throw Failure("E-ARCHIVE", text, Status.failedVerification)
        }
    }

    private static func lines(_ report: ArchiveReport) -> [Text] {
        var lines = [
            Text(
                "完好：《\(report.election.name)》，名册 \(report.credentials) 人，计入 \(report.tallied) 票，监票人 \(report.trustees.count) 位，每一个证明都成立",
                "sound: “\(report.election.name)”, \(report.credentials) credentials, \(report.tallied) ballots counted, \(report.trustees.count) tellers, and every proof holds"
            )
        ]
        for (question, votes) in zip(report.election.questions, report.result) {
            lines.append(same("  " + question.question))
            let blank = question.allowsBlank ? [say("空白票", "blank")] : []
            for (answer, n) in zip(blank + question.answers, votes) {
                lines.append(same("    \(answer)  \(n)"))
            }
        }
        return lines
    }

    private static func same(_ text: String) -> Text { Text(same: text) }
}

private struct ArchiveDocument: Encodable {
    struct Question: Encodable {
        var question: String
        var blank: String?
        var answers: [String]
        var votes: [String]
    }
    var sound = true
    var name: String
    var uuid: String
    var credentials: Int
    var tallied: Int
    var tellers: Int
    var questions: [Question]

    init(_ report: ArchiveReport) {
        name = report.election.name
        uuid = report.election.uuid
        credentials = report.credentials
        tallied = report.tallied
        tellers = report.trustees.count
        questions = zip(report.election.questions, report.result).map { question, votes in
            Question(
                question: question.question, blank: question.allowsBlank ? votes.first : nil,
                answers: question.answers,
                votes: question.allowsBlank ? Array(votes.dropFirst()) : votes)
        }
    }
}
