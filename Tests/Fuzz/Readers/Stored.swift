// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Meeting
import Record
import Replay
import Wording

@testable import lastword

/// Readers that want a file; it lies in memory.
enum Stored {
    private static let path = "/dev/shm/lastword-fuzz-\(ProcessInfo.processInfo.processIdentifier)"

    private static func with(_ bytes: [UInt8], _ body: (String) throws -> Void) {
        guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else { return }
        do { try body(path) } catch let error as RegisterError { shown(error.text) } catch let error
            as BundleError
        { shown(error.text(Names(MeetingState()))) } catch {}
        unlink(path)
    }

    static func register(_ bytes: [UInt8]) {
        with(bytes) { path in
            let register = try Register(at: path, for: .reading, checksChain: false)
            let report = try register.verify()
            for fault in report.faults { shown(fault.text(Names(MeetingState()))) }
            for meeting in try register.meetings() {
                let timeline = try Timeline(register, meeting)
                _ = timeline.steps.count
            }
        }
    }

    static func bundle(_ bytes: [UInt8]) {
        with(bytes) { path in
            guard BundleReader.isBundle(path) else { return }
            let reader = try BundleReader(path)
            var walk = VerifyWalk()
            var archives: [String: Data] = [:]
            while let item = try reader.next() {
                switch item {
                case .archive(let hash, let bytes): archives[hash] = bytes
                case .entry(let seq, let meeting, let body, let digest, let hash):
                    try walk.take(
                        seq: seq, body: body, digest: digest, stored: hash, meeting: meeting)
                    try walk.checkArchives(when: VerifyWalk.batch) { archives[$0] }
                case .sealed: break
                }
            }
            try walk.checkArchives { archives[$0] }
            for fault in walk.finish().faults { shown(fault.text(Names(MeetingState()))) }
        }
    }
}
