// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Export
import Foundation
import Meeting
import Personnel
import Record
import Replay
import Wording

/// `lastword replay --all`: every meeting of a register played and proven, a line each.
enum ReplayOfAll {
    private struct Item: Encodable {
        var id: MeetingID
        var steps: Int
        /// Every step of it lies before the first deviation.
        var proven: Bool
        var fingerprint: BilingualReport?
    }
    private struct Report: Encodable {
        var sound: Bool
        var fault: BilingualReport?
        var ballots: Int
        var meetings: [Item]
    }

    static func run(_ path: String, head: String?, json: Bool) throws {
        let register = try Register(at: path, for: .reading, checksChain: false)
        defer { register.close() }
        let paper = try VerifyCommand.paper(head)
        let verifier = ReplayVerifier(register)
        let progress = Progress(Text("正在核验，条目", "verifying, entries"))
        let end = try register.places()?.upperBound ?? 0
        repeat {
            try verifier.advance(through: end, most: 2_048)
            try progress.step(verifier.through)
        } while verifier.fault == nil && verifier.through < end
        progress.finish()
        verifier.finish()
        var found = try verifier.fault ?? SealedMinutes.fault(register, nil)
        let limit = found == nil ? .max : found?.seq ?? 0
        var items: [Item] = []
        var isOnPaper = false
        for id in try register.meetings() {
            let timeline = Timeline(id, try register.readableEntries(of: id))
            let end = try register.lastPlace(of: id)
            let marks =
                try timeline.steps.filter(\.event.isReadOut).compactMap {
                    try register.hash(of: $0.seq)
                } + SealedMinutes.marks(register, id)
            if let paper, marks.contains(where: paper.matches) { isOnPaper = true }
            items.append(
                Item(
                    id: id, steps: timeline.steps.count,
                    proven: end < limit,
                    fingerprint: try timeline.end.flatMap { try register.hash(of: $0.seq) }.map {
                        let mark = Fingerprint($0)
                        return BilingualReport(Text("\(mark.chinese)", "\(mark.english)"))
                    }))
        }
        if found == nil, paper != nil, !isOnPaper { found = .headNotFound }
        let fault = found?.text(Names(MeetingState()))
        if json {
            try Output.value(
                Report(
                    sound: fault == nil, fault: fault.map(BilingualReport.init),
                    ballots: verifier.ballots, meetings: items))
        } else {
            for item in items {
                let mark = item.fingerprint
                try Output.line(
                    Text(
                        "\(item.proven ? "✓" : "✗") \(item.id.rawValue)：\(item.steps) 步\(mark.map { "，指纹 \($0.zh)" } ?? "，没有闭会")",
                        "\(item.proven ? "✓" : "✗") \(item.id.rawValue): \(item.steps) steps\(mark.map { ", fingerprint \($0.en)" } ?? ", not closed")"
                    ))
            }
            try Output.line(
                fault.map { Text("不符：\($0.zh)", "deviates: \($0.en)") }
                    ?? Text(
                        "\(items.count) 次会议、\(verifier.ballots) 张终端票全部核验",
                        "proven; meetings: \(items.count), box ballots: \(verifier.ballots)"))
        }
        if fault != nil { throw Failure(silent: Status.failedVerification) }
    }
}
