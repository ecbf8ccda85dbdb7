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

    /// Every file carries the same time: an order of times would be an order of votes.
    static func write(_ files: [ArchiveFile], at seconds: Int) throws(ArchiveFault) -> Data {
        guard let writer = archive_write_new() else { throw .notAnArchive }
        defer { archive_write_free(writer) }
        archive_write_set_format_v7tar(writer)
        archive_write_set_bytes_per_block(writer, 512)
        archive_write_set_bytes_in_last_block(writer, 512)
        let length = files.reduce(0) { $0 + 512 + ($1.body.count + 511) / 512 * 512 }
        var bytes = Data(count: length + 1024)
        var used = 0
        let status = bytes.withUnsafeMutableBytes { raw -> Int32 in
            guard
                archive_write_open_memory(writer, raw.baseAddress, raw.count, &used) == ARCHIVE_OK
            else { return ARCHIVE_FATAL }
            for file in files {
                guard let entry = archive_entry_new() else { return ARCHIVE_FATAL }
                defer { archive_entry_free(entry) }
                archive_entry_set_pathname(entry, file.name)
                archive_entry_set_filetype(entry, 0o100000)
                archive_entry_set_perm(entry, 0o644)
                archive_entry_set_size(entry, Int64(file.body.count))
                archive_entry_set_mtime(entry, seconds, 0)
                guard archive_write_header(writer, entry) == ARCHIVE_OK else {
                    return ARCHIVE_FATAL
                }
                let wrote = file.body.withUnsafeBytes {
                    archive_write_data(writer, $0.baseAddress, $0.count)
                }
                guard wrote == file.body.count else { return ARCHIVE_FATAL }
            }
            return archive_write_close(writer)
        }
        guard status == ARCHIVE_OK, used >= length else { throw .notAnArchive }
        // The format has no end mark: it can always be appended to.
        return bytes.prefix(length)
    }
}
