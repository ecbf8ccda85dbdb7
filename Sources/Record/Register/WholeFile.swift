// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// Files that stand under their name whole or not at all: made under another name, then given theirs. (On a
/// stick without links there is a moment between, in which an empty file stands there.)
package enum WholeFile {
    /// Gives what is whole its name, never in the place of another file. The other name may stay.
    ///
    /// - Returns: why it couldn't be done, as `errno` says it; nil when it was.
    package static func name(_ made: String, _ path: String) -> Int32? {
        // A link fails where somebody was faster; renaming would replace their file.
        if link(made, path) == 0 { return nil }
        guard [EPERM, ENOTSUP, ENOSYS].contains(errno) else { return errno }
        // A stick has no links: the place is taken first, then filled.
        let place = open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
        guard place >= 0 else { return errno }
        close(place)
        if rename(made, path) == 0 { return nil }
        let why = errno
        unlink(path)
        return why
    }

    /// Makes the folder keep what was named in it.
    ///
    /// - Returns: why the disk didn't confirm it, as `errno` says it; nil when it did, and where a folder can't
    ///   be asked: one that may be written and not read, a file system that has no such promise.
    package static func syncFolder(of path: String) -> Int32? {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY)
        guard descriptor >= 0 else { return errno == EACCES ? nil : errno }
        let why = fsync(descriptor) == 0 ? nil : errno
        close(descriptor)
        return why == EINVAL || why == ENOTSUP ? nil : why
    }
}
