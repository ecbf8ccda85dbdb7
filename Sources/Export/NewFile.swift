// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Record
import Wording

/// Why a file couldn't be made. Nothing was left behind, and nothing that was there changed.
public enum ExportError: Error, Hashable, Sendable {
    case spreadsheet(String)
    case exists(String)
    case failed(String, why: String)
    /// The file stands whole under its name, but the disk didn't confirm that it will after a power cut.
    case unconfirmed(String, why: String)
    /// The folder it is to stand in isn't there.
    case noFolder(String)
    /// What it is made from can't be read.
    case source(RegisterError)
    /// Minutes that were sealed with another text; the first line that differs.
    case minutesDiffer(line: Int)
    /// Minutes that were to be sealed with another text than the record's; the first line that differs.
    case sealDiffers(line: Int)
    /// The name doesn't say which format is meant.
    case unknownFormat(String, say: String = ".xlsx, .csv, .html, .jsonl")

    public var code: String {
        switch self {
        case .exists: "E-EXISTS"
        case .unknownFormat: "E-USAGE"
        case .spreadsheet, .failed, .unconfirmed, .noFolder: "E-WRITE"
        case .source(let error): error.code
        case .minutesDiffer, .sealDiffers: "E-MINUTES"
        }
    }

    public var text: Text {
        switch self {
        case .spreadsheet(let why):
            return Text("工作簿写不成：", "can't write the workbook: ") + SystemError.text(why)
                + Text("；没有留下文件", "; no file was left")
        case .exists(let path):
            return Text(
                "\(path) 已存在，没有改动 · 换一个文件名；命令行里可加 --force 覆盖",
                "\(path) exists and was left as it is · choose another name; on the command line --force replaces it"
            )
        case .failed(let path, let why):
            return Text("\(path) 写不成：", "can't write \(path): ") + SystemError.text(why)
                + Text("；没有留下文件", "; no file was left")
        case .unconfirmed(let path, let why):
            return Text(
                "\(path) 已写好，但磁盘没有确认，断电后可能不在：",
                "\(path) is written, but the disk didn't confirm it, it may be gone after a power cut: "
            )
                + SystemError.text(why)
                + Text(
                    " · 查磁盘，再导出一份到别处",
                    " · check the disk, and export once more to another place")
        case .noFolder(let path):
            return Text(
                "\(path) 所在的目录不存在 · 先建目录，或换一个地方",
                "the folder of \(path) doesn't exist · make it first, or choose another place")
        case .source(let error): return error.text
        case .minutesDiffer(let line):
            return Text(
                "登记簿与封存的会议记录第 \(line) 行不符，没有导出 · 请核验登记簿",
                "line \(line) of the sealed minutes isn't what the record says, nothing was exported · verify the register"
            )
        case .sealDiffers(let line):
            return Text(
                "要封存的会议记录第 \(line) 行与登记簿不符，没有封存 · 重新 export minutes 成 .txt，去掉第一行和空行，其余原样，language 与它一致，form 为 \(Minutes.form)",
                "line \(line) of the minutes to be sealed isn't what the record says, nothing was sealed · export minutes as .txt again and send it as it is, without its first line and the blank one, in its language, with form \(Minutes.form)"
            )
        case .unknownFormat(let path, let endings):
            return Text(
                "\(path)：文件名须以这些结尾之一：\(endings)",
                "\(path): the file's name ends in one of \(endings)")
        }
    }
}

/// Files that appear whole or not at all.
public enum NewFile {
    /// - Parameter body: writes to a path beside the file's own, which then becomes the file.
    /// - Throws: `ExportError` where the file is there already, or the disk refuses; the old file stands then.
    public static func write(_ path: String, replacing: Bool, _ body: (String) throws -> Void)
        throws(ExportError)
    {
        if !replacing, access(path, F_OK) == 0 { throw .exists(path) }
        let place = URL(fileURLWithPath: path)
        let home = place.deletingLastPathComponent().path
        guard access(home, F_OK) == 0 else { throw .noFolder(path) }
        // In a folder of its own, new and its maker's alone: nobody has put a link under that name.
        var template = Array("\(path).part-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .failed(path, why: lastError()) }
        let folder = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let part = "\(folder)/\(place.lastPathComponent)"
        defer {
            unlink(part)
            rmdir(folder)
        }
        do { try body(part) } catch let error as ExportError { throw error } catch let error
            as RegisterError
        { throw .source(error) } catch { throw .failed(path, why: Self.why(error)) }
        let descriptor = open(part, O_RDONLY)
        guard descriptor >= 0 else { throw .failed(path, why: lastError()) }
        let synced = fsync(descriptor)
        let why = lastError()
        close(descriptor)
        guard synced == 0 else { throw .failed(path, why: why) }
        let failed =
            replacing ? (rename(part, path) == 0 ? nil : errno) : WholeFile.name(part, path)
        if let failed {
            if failed == EEXIST { throw .exists(path) }
            throw .failed(path, why: String(cString: strerror(failed)))
        }
        if let why = WholeFile.syncFolder(of: path) {
            throw .unconfirmed(path, why: String(cString: strerror(why)))
        }
    }

    /// Makes a folder for files, with those around it, where it isn't there yet.
    ///
    /// - Throws: `ExportError.noFolder`.
    public static func folder(_ path: String) throws(ExportError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch { throw .failed(path, why: why(error)) }
    }

    /// What the framework makes of them.
    private static let known: [Int: Int32] = [
        CocoaError.Code.fileWriteOutOfSpace.rawValue: ENOSPC,
        CocoaError.Code.fileWriteVolumeReadOnly.rawValue: EROFS,
        CocoaError.Code.fileWriteNoPermission.rawValue: EACCES,
        CocoaError.Code.fileReadNoPermission.rawValue: EACCES,
        CocoaError.Code.fileNoSuchFile.rawValue: ENOENT,
        CocoaError.Code.fileReadNoSuchFile.rawValue: ENOENT,
        CocoaError.Code.fileWriteFileExists.rawValue: EEXIST,
    ]

    /// What the system said, without the framework's sentences around it.
    private static func why(_ error: any Error) -> String {
        var error = error as NSError
        // Here a Swift error isn't an NSError until it is made one.
        while let under = error.userInfo[NSUnderlyingErrorKey] as? any Error {
            error = under as NSError
        }
        if error.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(error.code)))
        }
        if error.domain == NSCocoaErrorDomain, let code = known[error.code] {
            return String(cString: strerror(code))
        }
        return "\(error.domain) \(error.code)"
    }

    private static func lastError() -> String { String(cString: strerror(errno)) }
}

extension LedgerTable {
    private enum Format { case xlsx, csv, html, jsonLines }

    /// Writes the list in the format that the file's name says.
    ///
    /// - Throws: `ExportError` where the format isn't known, the file is there already, or the disk refuses.
    public func write(to path: String, plain: Bool = false, replacing: Bool = false)
        throws(ExportError)
    {
        let format = try Self.format(of: path)
        try NewFile.write(path, replacing: replacing) { part in
            let place = URL(fileURLWithPath: part)
            switch format {
            case .xlsx: try writeXLSX(to: part)
            case .csv: try csv(plain: plain).write(to: place)
            case .html: try html().write(to: place)
            case .jsonLines: try jsonLines().write(to: place)
            }
        }
    }

    /// Throws where the name names no format that the list can take.
    public static func check(_ path: String) throws(ExportError) { _ = try format(of: path) }

    private static func format(of path: String) throws(ExportError) -> Format {
        switch URL(fileURLWithPath: path).pathExtension.lowercased() {
        case "xlsx": return .xlsx
        case "csv": return .csv
        case "html", "htm": return .html
        case "jsonl", "ndjson": return .jsonLines
        default: throw .unknownFormat(path)
        }
    }
}
