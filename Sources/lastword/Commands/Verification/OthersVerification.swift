// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import Basics
import District
import Export
import Foundation
import Meeting
import Personnel
import Record
import Signing
import Wording

/// `lastword verify` on what isn't a register of one's own: a bundle, or a district's register.
enum OthersVerification {
    /// A bundle from its first line to its last, as merging would check it.
    static func bundle(_ path: String, head: String?) throws -> Judgement {
        let names = Names(MeetingState())
        let paper = try VerifyCommand.paper(head)
        var walk = VerifyWalk(paper: paper)
        var archives: [String: Data] = [:]
        var seal: RecordBundle.Seal?
        let progress = Progress(Text("正在核验，条目", "verifying, entries"))
        let reader: BundleReader
        var first: Digest?
        do {
            reader = try BundleReader(path)
            while let item = try reader.next() {
                switch item {
                case .archive(let hash, let bytes): archives[hash] = bytes
                case .entry(let seq, let meeting, let body, let digest, let hash):
                    if seq == 1 { first = hash }
                    try walk.take(
                        seq: seq, body: body, digest: digest, stored: hash, meeting: meeting)
                    try walk.checkArchives(when: VerifyWalk.batch) { archives[$0] }
                    if seq % 1024 == 0 { try progress.step(seq) }
                case .sealed(let s): seal = s
                }
            }
            try walk.checkArchives { archives[$0] }
        } catch let error as BundleError {
            throw Failure(
                error.code, Text("核验不通过：", "not sound: ") + error.text(names),
                error.code == "E-NOFILE" ? Status.missingInput : Status.failedVerification)
        }
        progress.finish()
        var report = walk.finish()
        let signer = seal?.person
        if let signer, !signature(seal, walk) { report.add(.signature(signer)) }
        if !reader.head.fits(walk, first: first, archives: Set(archives.keys)) {
            report.add(.bundleHead)
        }
        if !walk.sealed.isEmpty {
            let (entries, hashes) = try BundleReader.entries(path, of: walk.sealed)
            try SealedMinutes.check(entries, hashes, &report)
        }
        var lines = Verdict.lines(report, paper: paper != nil).map { $0(spoken) }
        if report.isSound {
            let names = Names(MeetingState(), walk.personnel)
            let by = signer.map {
                let name = names($0)
                return Text("，\(name) 签署", ", signed by \(name)")
            }
            let said = by ?? Text("，未签署", ", unsigned")
            lines.append(say("会议包封印完好\(said.zh)", "the bundle's seal holds\(said.en)"))
        }
        return Judgement(
            document: VerifyDocument(report, paper: paper != nil), lines: lines,
            isSound: report.isSound)
    }

    private static func signature(_ seal: RecordBundle.Seal?, _ walk: VerifyWalk) -> Bool {
        guard let seal, let person = seal.person, let key = seal.publicKey,
            let signature = seal.signature
        else { return false }
        return walk.personnel.activeKey(of: person)?.publicKey == key
            && Ed25519.isValid(signature, of: RecordBundle.Seal.text(seal.seal), by: key)
    }

    private struct DistrictDocument: Encodable {
        struct Anchor: Encodable {
            var organisation: String?
            var seq: Int
        }
        struct Fault: Encodable {
            var organisation: String?
            var code: String
            var zh: String
            var en: String
        }
        var sound: Bool
        var units: Int
        var entries: Int
        var ballots: Int
        var head: FingerprintReport
        /// Whose fingerprint the paper shows; no organisation: a merge's.
        var onPaper: [Anchor]
        var faults: [Fault]

        init(_ report: DistrictReport) {
            let names = Names(MeetingState())
            sound = report.isSound
            units = report.units
            entries = report.entries
            ballots = report.ballots
            head = FingerprintReport(report.head)
            onPaper = report.anchors.map {
                .init(organisation: $0.organisation, seq: $0.seq)
            }
            faults = report.faults.map {
                let text = $0.fault.text(names)
                return .init(
                    organisation: $0.organisation, code: $0.fault.code, zh: text.zh, en: text.en)
            }
        }
    }

    /// A district's register: each unit's part as its bundle was, and the record of merges.
    static func district(_ path: String, head: String?) throws -> Judgement {
        let paper = try VerifyCommand.paper(head)
        let district = try District.open(path, for: .reading)
        defer { district.close() }
        let progress = Progress(Text("正在核验，条目", "verifying, entries"))
        let report = try district.verify(paper: paper, progress: progress.step)
        progress.finish()
        return Judgement(
            document: DistrictDocument(report), lines: lines(report), isSound: report.isSound)
    }

    private static func lines(_ report: DistrictReport) -> [String] {
        let names = Names(MeetingState())
        var lines = [
            report.isSound
                ? say(
                    "完好：\(report.units) 个单位，\(report.entries) 条记录，\(report.ballots) 张票重新核验",
                    "sound: units \(report.units), entries \(report.entries), ballots proven again \(report.ballots)"
                )
                : say(
                    "核验不通过：\(report.faults.count) 处",
                    "not sound: \(report.faults.count) \(report.faults.count == 1 ? "fault" : "faults")"
                )
        ]
        for (organisation, fault) in report.faults.prefix(20) {
            let who = organisation ?? say("合并记录", "record of merges")
            lines.append("  \(fault.code) \(who): \(fault.text(names)(spoken))")
        }
        for anchor in report.anchors {
            lines.append(
                anchor.organisation.map {
                    say(
                        "与纸上的指纹相符：\($0)的第 \(anchor.seq) 条（闭会或封存）",
                        "the fingerprint on paper is that of \($0), entry \(anchor.seq) (a closing or a seal)"
                    )
                }
                    ?? say(
                        "与纸上的指纹相符：第 \(anchor.seq) 次并入",
                        "the fingerprint on paper is that of merge \(anchor.seq)"))
        }
        let mark = Fingerprint(report.head)
        lines.append(
            say(
                "区级登记簿指纹：\(mark.chinese)", "fingerprint of the district's register: \(mark.english)"
            ))
        return lines
    }
}
