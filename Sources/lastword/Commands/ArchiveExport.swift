// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import Basics
import Export
import Foundation
import Meeting
import Personnel
import Wording

/// A ballot's archive as files, with a page in each language on how anybody checks it.
enum ArchiveExport {
    /// - Parameter round: which of several ballots on the matter it is, from 1; nil where there was one.
    /// - Returns: the paths written. Files that are there are never overwritten.
    static func write(_ bytes: Data, _ closing: BoxClosing, to folder: String, round: Int?) throws
        -> [String]
    {
        let report: ArchiveReport
        do { report = try ArchiveVerifier.verify(bytes) } catch {
            throw Failure(
                "E-ARCHIVE", Text("核验不通过：", "not sound: ") + error.text,
                Status.failedVerification)
        }
        let page = explanation(report, closing)
        let files = [
            ("\(report.election.uuid).bel", bytes),
            ("核验说明\(round.map { "-第\($0)次" } ?? "").txt", Data(page.zh.utf8)),
            ("how-to-check\(round.map { "-\($0)" } ?? "").txt", Data(page.en.utf8)),
        ]
        try NewFile.folder(folder)
        let paths = files.map { "\(folder)/\($0.0)" }
        // All of them or none.
        if let path = paths.first(where: FileManager.default.fileExists(atPath:)) {
            throw ExportError.exists(path)
        }
        for (path, file) in zip(paths, files) {
            try NewFile.write(path, replacing: false) {
                try file.1.write(to: URL(fileURLWithPath: $0))
            }
        }
        return paths
    }

    private static func explanation(_ report: ArchiveReport, _ closing: BoxClosing) -> Text {
        let uuid = report.election.uuid
        let results = Shown.joined(
            zip(report.election.questions, report.result).flatMap { question, votes -> [Shown] in
                ["  \(question.question)\n"]
                    + zip(question.answers, votes).map { "    \($0)  \($1)\n" }
            })
        return Text(
            """
            本次票决的核验说明

            会议：\(report.election.name)
            票档：\(uuid).bel（SHA-256：\(closing.archive)）
            发出 \(closing.issued)  收回 \(closing.returned)  监票人 \(report.trustees.count) 位

            \(results)
            谁都可以核验，不必相信本程序，也不必相信我们：
              1. 在一台 Debian 电脑上安装独立程序 belenios-tool（2.0 版）：apt install belenios-tool
              2. 把票档单独放在一个目录里，例如 piao
              3. 运行：belenios-tool election verify --dir piao
                 出现 all checks passed 即为通过。
              也可以用本程序核验：lastword verify --archive \(uuid).bel

            核验通过说明：每张票都由名册上的一个凭证签名；每张票每题恰选一项；
            公布的票数正是这些票之和；所有监票人都参与了解密，且只解密了总数，没有解密任何一张票。

            核验不能说明：哪张票是谁投的（票档里没有姓名，也没有投票先后）；
            投票时有没有人在身后偷看；一致通过的结果本身就说明了每个人怎么投；
            投票期间掌握这台电脑最高权限的人，有可能看到内存。

            """,
            """
            How to check this ballot

            Meeting: \(report.election.name)
            Archive: \(uuid).bel (SHA-256: \(closing.archive))
            Issued \(closing.issued), returned \(closing.returned), tellers \(report.trustees.count)

            \(results)
            Anybody can check it, without trusting this program or us:
              1. On a Debian computer install the independent program belenios-tool (version 2.0):
                 apt install belenios-tool
              2. Put the archive into a folder of its own, say "ballot"
              3. Run: belenios-tool election verify --dir ballot
                 It has to say: all checks passed
              This program checks it too: lastword verify --archive \(uuid).bel

            What that shows: each ballot is signed by one credential of the list; each chooses
            just one answer to each question; the figures are the sum of these ballots; every
            teller took part in decrypting, and nothing but the sum was ever decrypted.

            What it can't show: whose ballot is whose (there are no names here, and no order of
            casting); whether somebody looked over a voter's shoulder; a unanimous result tells by
            itself how each voted; and whoever controlled the computer during the ballot could have
            read its memory.

            """)
    }
}
