// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Foundation
import Meeting
import Personnel
import Record
import Room
import Terminal

/// A second screen on a meeting that somebody else conducts: the register is opened for reading whenever it has changed, and
/// closed again at once.
final class WatchRunner {
    private let path: String
    private let meeting: MeetingID
    private var seen: [String] = []
    private var last: Timestamp?
    private let started = Date()

    init(_ path: String, _ meeting: MeetingID) {
        self.path = path
        self.meeting = meeting
    }

    /// - Throws: `Failure` with the status, when somebody leaves or there is no terminal; what reading the register throws.
    func run(_ setting: Setting) throws {
        let first = try snapshot()
        let presenter = try RoomRunner.presenter(setting)
        let loop = SecondScreenLoop(
            SecondScreen(first, setting), presenter: presenter, now: { [self] in now(first.now) },
            read: { [self] in try news() })
        let status = loop.run()
        presenter.close()
        throw Failure(silent: status)
    }

    /// The time of day at the register's place.
    private func now(_ first: Timestamp) -> Timestamp {
        Timestamp(
            milliseconds: first.milliseconds + Int64(Date().timeIntervalSince(started) * 1000),
            offsetMinutes: first.offsetMinutes)
    }

    private func news() throws -> RoomSnapshot? {
        let now = marks()
        guard now != seen else { return nil }
        let snapshot = try snapshot()
        seen = now
        return snapshot
    }

    private func snapshot() throws -> RoomSnapshot {
        let register = try Register(at: path, for: .reading)
        defer { register.close() }
        let session = try Session(register, meeting: meeting)
        guard session.state.phase != .empty else { throw RegisterError.unknownMeeting(meeting) }
        return RoomSnapshot(watching: session)
    }

    /// Size and time of the register's files: they change with every entry.
    private func marks() -> [String] {
        [path, path + "-wal"].map { file in
            let found = try? FileManager.default.attributesOfItem(atPath: file)
            return
                "\(found?[.size] ?? 0) \((found?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0)"
        }
    }
}
