// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Meeting
import Personnel

/// Reads a bundle line by line, once, and keeps the seal while it goes.
public final class BundleReader {
    /// A line of a bundle.
    public enum Item {
        case archive(hash: String, bytes: Data)
        case entry(seq: Int, meeting: String?, body: [UInt8]?, digest: Digest?, hash: Digest)
        /// The last: the seal holds.
        case sealed(RecordBundle.Seal)
    }

    /// What the first line says; `fits` holds it against what follows.
    public let head: RecordBundle.Head
    private let file: FileHandle
    private let json = StoredJSON()
    private let sealing = Digest.Stream()
    private var buffer: [UInt8] = []
    private var start = 0
    private var searched = 0
    private var atEnd = false
    private var line = 1
    /// A line of more is no bundle's.
    private static let longestLine = 32 << 20

    /// Whether a file calls itself a bundle, of whatever version.
    public static func isBundle(_ path: String) -> Bool {
        guard RegisterFile.isRegular(path), let file = FileHandle(forReadingAtPath: path)
        else { return false }
        defer { try? file.close() }
        let start = (try? file.read(upToCount: 4096)) ?? Data()
        return start.first == UInt8(ascii: "{")
            && String(decoding: start, as: UTF8.self).contains("\"form\":\"lastword/bundle/")
    }

    /// Opens a bundle and reads its first line only; any other file throws `BundleError`.
    public init(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else {
            throw BundleError.noFile(path: path)
        }
        guard RegisterFile.isRegular(path) else { throw BundleError.notABundle(path: path) }
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw BundleError.noFile(path: path)
        }
        self.file = file
        var first = Data()
        // The first line says what the file is: nothing else is read of one that isn't a bundle.
        while !first.contains(10), first.count < 1 << 20,
            let more = try? file.read(upToCount: 65_536), !more.isEmpty
        { first.append(more) }
        guard let end = first.firstIndex(of: 10) else { throw BundleError.notABundle(path: path) }
        struct Form: Decodable { var form: String }
        guard let form = try? JSONDecoder().decode(Form.self, from: first[..<end]).form,
            form.hasPrefix("lastword/bundle/")
        else { throw BundleError.notABundle(path: path) }
        guard form == RecordBundle.form else { throw BundleError.newer(form) }
        guard let head = try? JSONDecoder().decode(RecordBundle.Head.self, from: first[..<end]),
            try Self.isCanonical(Array(first[..<end]), head)
        else {
            throw BundleError.malformed(line: 1)
        }
        self.head = head
        sealing.add(Array(first[...end]))
        buffer = Array(first[(end + 1)...])
    }

    deinit { try? file.close() }

    /// Reads a bundle to its end for its seal alone, and judges nothing of what it says.
    ///
    /// - Throws: `BundleError` where a line can't be read, the seal doesn't fit, or the end is missing.
    public static func seal(of path: String) throws -> RecordBundle.Seal {
        let reader = try BundleReader(path)
        while let item = try reader.next() { if case .sealed(let seal) = item { return seal } }
        throw BundleError.cut
    }

    /// The next item; nil after the seal.
    ///
    /// - Throws: `BundleError` with the line that can't be read, or isn't what was sealed.
    public func next() throws -> Item? {
        guard let bytes = try nextLine() else { return nil }
        line += 1
        return try bytes.withUnsafeBytes { raw in
            do {
                let root = try json.parse(raw)
                if let seal = root.member("seal") { return try sealed(text(seal), bytes) }
                sealing.add(bytes)
                sealing.add([10])
                if let archive = root.member("archive"), let base64 = root.member("bytes") {
                    let line = RecordBundle.ArchiveLine(
                        archive: try text(archive), bytes: try text(base64))
                    // Filed under what it is: a false name finds nothing.
                    guard let data = Data(base64Encoded: line.bytes),
                        Digest.of([UInt8](data)).hex == line.archive,
                        try Self.isCanonical(bytes, line)
                    else { throw BundleError.malformed(line: self.line) }
                    return .archive(hash: line.archive, bytes: data)
                }
                return try entry(root, bytes)
            } catch let error as BundleError { throw error } catch {
                throw BundleError.malformed(line: line)
            }
        }
    }

    /// Whether a line is written in the one way there is, and says nothing besides: other programs read it too.
    private static func isCanonical(_ bytes: [UInt8], _ value: some Encodable) throws -> Bool {
        try Canonical.bytes(value) == bytes
    }

    private func entry(_ root: StoredDecoder, _ bytes: [UInt8]) throws -> Item {
        guard let seq = root.member("seq"), let hash = root.member("hash"),
            let stored = Digest(hex: try text(hash))
        else { throw BundleError.malformed(line: line) }
        let meeting = try root.member("meeting").map { try text($0) }
        let body = try root.member("body").map { Array(try text($0).utf8) }
        let digest = try root.member("digest").flatMap { Digest(hex: try text($0)) }
        guard (body == nil) != (digest == nil) else { throw BundleError.malformed(line: line) }
        let number: Int = try integer(seq)
        guard number >= 1, number <= head.entries,
            try Self.isCanonical(
                bytes,
                RecordBundle.Line(
                    seq: number, meeting: meeting,
                    body: body.map { String(decoding: $0, as: UTF8.self) }, digest: digest?.hex,
                    hash: stored.hex))
        else { throw BundleError.malformed(line: line) }
        return .entry(
            seq: number, meeting: meeting, body: body, digest: digest, hash: stored)
    }

    private func sealed(_ said: String, _ bytes: [UInt8]) throws -> Item {
        guard sealing.finish().hex == said else { throw BundleError.sealBroken }
        isSealed = true
        guard let seal = try? JSONDecoder().decode(RecordBundle.Seal.self, from: Data(bytes)),
            try nextLine() == nil, try Self.isCanonical(bytes, seal)
        else { throw BundleError.malformed(line: line) }
        return .sealed(seal)
    }

    private var isSealed = false

    private func nextLine() throws -> [UInt8]? {
        while true {
            if let end = buffer[searched...].firstIndex(of: 10) {
                let bytes = Array(buffer[start..<end])
                start = end + 1
                searched = start
                return bytes
            }
            searched = buffer.count
            if atEnd {
                guard start == buffer.count, isSealed else { throw BundleError.cut }
                return nil
            }
            buffer.removeFirst(start)
            searched -= start
            start = 0
            guard buffer.count < Self.longestLine else { throw BundleError.malformed(line: line) }
            let more = (try? file.read(upToCount: 1 << 20)) ?? Data()
            if more.isEmpty { atEnd = true } else { buffer.append(contentsOf: more) }
        }
    }
}

extension BundleReader {
    /// The register's own entries and those of some meetings, with their hashes: for what is proven from
    /// several together, after the bundle itself was.
    ///
    /// - Throws: `BundleError` where a line can't be read.
    public static func entries(_ path: String, of meetings: Set<MeetingID>) throws
        -> (entries: [Entry], hashes: [Int: Digest])
    {
        let reader = try BundleReader(path)
        let json = StoredJSON()
        var entries: [Entry] = []
        var hashes: [Int: Digest] = [:]
        while let item = try reader.next() {
            guard case .entry(let seq, let meeting, let body?, _, let hash) = item,
                meeting.map({ meetings.contains(MeetingID($0)) }) ?? true
            else { continue }
            hashes[seq] = hash
            if let entry = try? body.withUnsafeBytes({ try Entry($0, with: json) }) {
                entries.append(entry)
            }
        }
        return (entries, hashes)
    }
}
