import Foundation

extension Digest {
    /// Of an ordinary file's bytes; nil when it isn't one, or can't be read.
    public static func ofFile(_ path: String) -> Digest? {
        let path = (path as NSString).expandingTildeInPath
        guard RegisterFile.isRegular(path), let data = FileManager.default.contents(atPath: path)
        else { return nil }
        return of([UInt8](data))
    }
}
