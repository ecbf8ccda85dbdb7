import CSystem
import Foundation

/// One writer at a time: an `flock` on a file beside the register, held open for life. (A POSIX
/// record lock on the register itself would vanish with any descriptor of it that is closed.)
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
    static func isFree(_ path: String) -> Bool {
        guard FileManager.default.fileExists(atPath: path + ".lock") else { return true }
        return lw_lock_is_free(path + ".lock") == 1
    }

    package static func take(_ path: String) -> Result {
        let lockPath = path + ".lock"
        var descriptor = lw_lock(lockPath)
        // Somebody who only looked may have had it for a moment.
        for _ in 0..<10 where descriptor == -1 {
            usleep(30_000)
            descriptor = lw_lock(lockPath)
        }
        if descriptor == -1 {
            let text = FileManager.default.contents(atPath: lockPath) ?? Data()
            return .held(by: String(decoding: text.prefix(200), as: UTF8.self))
        }
        guard descriptor >= 0 else { return .failed }
        let lock = RegisterLock(descriptor: descriptor)
        lock.sign()
        return .taken(lock)
    }

    /// Says who holds it, for the message that another process shows.
    private func sign() {
        let format = ISO8601DateFormatter()
        let text =
            "pid \(ProcessInfo.processInfo.processIdentifier), "
            + "\(ProcessInfo.processInfo.hostName), \(format.string(from: Date()))"
        guard ftruncate(descriptor, 0) == 0 else { return }
        _ = text.withCString { write(descriptor, $0, strlen($0)) }
    }
}
