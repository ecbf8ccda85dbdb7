// SPDX-License-Identifier: GPL-3.0-or-later
import CArchive
import Foundation

/// The files of an archive, in order. 4.4: an old-style tar, to which things were only appended.
struct ArchiveFile: Sendable {
    var name: String
    var body: Data
}

enum Tar {
    /// - Throws: `ArchiveFault.notAnArchive` for anything that isn't whole.
    static func read(_ bytes: Data) throws(ArchiveFault) -> [ArchiveFile] {
        guard let reader = archive_read_new() else { throw .notAnArchive }
        defer { archive_read_free(reader) }
        archive_read_support_format_tar(reader)
        do {
            return try bytes.withUnsafeBytes { raw in
                guard archive_read_open_memory(reader, raw.baseAddress, raw.count) == ARCHIVE_OK
                else { throw ArchiveFault.notAnArchive }
                return try entries(reader, total: raw.count)
            }
        } catch let fault as ArchiveFault { throw fault } catch { throw .notAnArchive }
    }

    private static func entries(_ reader: OpaquePointer, total: Int) throws -> [ArchiveFile] {
        var files: [ArchiveFile] = []
        var used = 0
        while true {
            var entry: OpaquePointer?
            let status = archive_read_next_header(reader, &entry)
            if status == ARCHIVE_EOF { break }
            guard status == ARCHIVE_OK, let entry, let name = archive_entry_pathname(entry),
                archive_entry_filetype(entry) == 0o100000
            else { throw ArchiveFault.notAnArchive }
            let size = Int(archive_entry_size(entry))
            guard size >= 0, size <= total else { throw ArchiveFault.notAnArchive }
            var body = Data(count: size)
            let got = body.withUnsafeMutableBytes {
                archive_read_data(reader, $0.baseAddress, size)
            }
            guard got == size else { throw ArchiveFault.notAnArchive }
            files.append(ArchiveFile(name: String(cString: name), body: body))
            used += 512 + (size + 511) / 512 * 512
        }
        // Nothing may hide behind the last file, nor between two.
        guard used == total else { throw ArchiveFault.tail }
        return files
    }

    /// The one form that the independent program writes, to the byte: it makes an archive anew and
    /// compares. Libraries pad numbers otherwise and add an end mark, so the header is set out here.
    /// Every file carries the same time: an order of times would be an order of votes.
    static func write(_ files: [ArchiveFile], at seconds: Int) -> Data {
        var bytes = Data()
        for file in files {
            bytes.append(header(file, seconds))
            bytes.append(file.body)
            let over = file.body.count % 512
            if over > 0 { bytes.append(Data(count: 512 - over)) }
        }
        return bytes
    }

    private static func header(_ file: ArchiveFile, _ seconds: Int) -> Data {
        var block = Data(count: 512)
        func put(_ text: String, _ at: Int) {
            block.replaceSubrange(at..<at + text.utf8.count, with: Data(text.utf8))
        }
        func octal(_ n: Int, _ width: Int) -> String {
            let digits = String(n, radix: 8)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        put(file.name, 0)
        put("0000644", 100)
        put("0000000", 108)
        put("0000000", 116)
        put(octal(file.body.count, 11), 124)
        put(octal(seconds, 11), 136)
        put("        ", 148)
        put("0", 156)
        let sum = block.reduce(0) { $0 + Int($1) }
        put(octal(sum, 6) + "\0 ", 148)
        return block
    }
}
