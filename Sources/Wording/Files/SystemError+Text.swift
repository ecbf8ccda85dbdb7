// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Glibc

/// What the system says of a call that failed, in both languages: the usual reasons by name, a rare one
/// as the system puts it.
public enum SystemError {
    private static let known: [(code: Int32, zh: String)] = [
        (ENOSPC, "磁盘已满"), (EDQUOT, "超出磁盘配额"), (EACCES, "没有权限"), (EPERM, "不允许这样做"),
        (EROFS, "磁盘是只读的"), (ENOENT, "没有这个文件或文件夹"), (ENOTDIR, "路径中有一段不是文件夹"),
        (EISDIR, "这是文件夹"), (EEXIST, "已有同名文件"), (EIO, "磁盘读写出错"), (EMFILE, "打开的文件太多"),
        (ENAMETOOLONG, "文件名太长"), (EFBIG, "文件太大"), (EPIPE, "接收的一方已关闭"),
        (ELOOP, "符号链接绕成了圈"), (ETXTBSY, "文件正在被执行"), (EINVAL, "这里不支持这样做"),
    ]
    private static let chinese = Dictionary(
        known.map { (String(cString: strerror($0.code)), $0.zh) }, uniquingKeysWith: { a, _ in a })

    /// - Parameter why: as `strerror` gives it.
    public static func text(_ why: String) -> Text { Text("\(chinese[why] ?? why)", "\(why)") }

    /// - Parameter code: as `errno` has it.
    public static func text(_ code: Int32) -> Text { text(String(cString: strerror(code))) }
}
