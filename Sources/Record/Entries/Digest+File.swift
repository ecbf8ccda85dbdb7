// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

extension Digest {
    /// Of an ordinary file's bytes; nil when it isn't one, can't be read, or has none.
    public static func ofFile(_ path: String) -> Digest? {
        let path = (path as NSString).expandingTildeInPath
        guard RegisterFile.isRegular(path), let data = FileManager.default.contents(atPath: path),
            !data.isEmpty
        else { return nil }
        return of([UInt8](data))
    }

    /// The same in hex.
    public static func hexOfFile(_ path: String) -> String? { ofFile(path)?.hex }

    /// The hashes in hex of files that are named in another file, taken from that file's folder.
    public static func hexes(besides path: String) -> (String) -> String? {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        return { hexOfFile(URL(fileURLWithPath: $0, relativeTo: folder).path) }
    }
}
