// SPDX-License-Identifier: GPL-3.0-or-later
import CSystem
import Foundation

/// One writer at a time: a lock on the file itself, held open for life. It goes with its descriptor alone, so that no
/// other opening and closing of the file in this process drops it (as a record lock of POSIX would), and by whatever
/// name the file is reached the lock is the same. Beside it stands a note of who holds it, for a message and no more.
package final class RegisterLock {
    package enum Result {
        case taken(RegisterLock)
        case held(by: String)
        case failed
    }

    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }
    deinit { Glibc.close(descriptor) }

    /// Whether no writer has the register open now.
    static func isFree(_ path: String) -> Bool { lw_lock_is_free(path) == 1 }

    /// - Parameter path: of a file that is there, with every link followed.
    package static func take(_ path: String) -> Result {
        var descriptor = lw_lock(path)
        // Whoever is ending may hold it for a moment more.
        for _ in 0..<10 where descriptor == -1 {
            usleep(30_000)
            descriptor = lw_lock(path)
        }
        if descriptor == -1 { return .held(by: note(beside: path)) }
        guard descriptor >= 0 else { return .failed }
        let lock = RegisterLock(descriptor: descriptor)
        lock.sign(beside: path)
        return .taken(lock)
    }

    /// Whether a path still leads to the locked file.
    package func isAt(_ path: String) -> Bool { lw_is_at(descriptor, path) == 1 }

    /// How many names the locked file has.
    package var names: Int {
        var info = stat()
        return fstat(descriptor, &info) == 0 ? Int(info.st_nlink) : 0
    }

    private static func note(beside path: String) -> String {
        let note = lw_open_plain(path + ".lock", 0)
        guard note >= 0 else { return "-" }
        defer { Glibc.close(note) }
        var bytes = [UInt8](repeating: 0, count: 200)
        let count = read(note, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    /// Says who holds it, for the message that another process shows. What stands there and isn't a plain file of its
    /// own is left alone.
    private func sign(beside path: String) {
        let note = lw_open_note(path + ".lock")
        guard note >= 0 else { return }
        defer { Glibc.close(note) }
        let format = ISO8601DateFormatter()
        let text =
            "pid \(ProcessInfo.processInfo.processIdentifier), "
            + "\(ProcessInfo.processInfo.hostName), \(format.string(from: Date()))"
        guard ftruncate(note, 0) == 0 else { return }
        _ = text.withCString { write(note, $0, strlen($0)) }
    }
}
