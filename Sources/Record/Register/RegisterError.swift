// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// What can go wrong with a register file. `Wording` says each in both languages; the codes and
/// exit statuses are listed in `docs/MESSAGES.md`.
public enum RegisterError: Error, Hashable, Sendable {
    case noFile(path: String)
    case notAFile(path: String)
    case noPermission(path: String)
    case exists(path: String)
    case cannotCreate(path: String, why: String)
    /// The folder it was to be in isn't there.
    case noFolder(path: String)
    case empty(path: String)
    case notADatabase(path: String)
    case foreign(path: String, applicationID: Int)
    case newer(version: Int, known: Int)
    case truncated(expectedPages: Int, actualPages: Int)
    case wrongMode(journal: String, synchronous: Int)
    case foreignJournal(path: String)
    /// What stands beside the register under a name of its own files is no plain file (a link, a pipe).
    case sideFile(path: String)
    /// The file has a second name: each would have a journal of its own.
    case twoNames(path: String)
    /// The file isn't the one that was written to: an older copy, another file, or none. Nothing more is written.
    case replaced(path: String, acknowledged: Int, has: Int?)
    case locked(by: String)
    case readOnly(path: String)
    case full
    case io(code: Int)
    case malformed(String)
    /// SQLite reads the file up to that entry and no further.
    case damaged(seq: Int, why: String)
    /// A chain that doesn't hold: the entry, with the first hex digits expected and found.
    case chain(seq: Int, expected: String, found: String)
    case gap(expected: Int, found: Int)
    case unreadable(seq: Int, why: String)
    /// Nothing is made from a record that verification finds fault with; the first.
    indirect case unsound(VerifyFault)
    /// A table, view or index that this program doesn't make.
    case schema(String)
    case unknownMeeting(MeetingID)

    /// As `docs/MESSAGES.md` lists it.
    public var code: String {
        switch self {
        case .noFile: "E-NOFILE"
        case .notAFile: "E-NOTFILE"
        case .noPermission: "E-PERM"
        case .exists: "E-EXISTS"
        case .cannotCreate, .noFolder: "E-CREATE"
        case .empty: "E-EMPTYDB"
        case .notADatabase: "E-NOTDB"
        case .foreign: "E-APPID"
        case .newer: "E-NEWER"
        case .truncated: "E-TRUNC"
        case .wrongMode, .foreignJournal: "E-MODE"
        case .sideFile: "E-SIDE"
        case .twoNames: "E-NAMES"
        case .replaced: "E-REPLACED"
        case .locked: "E-LOCK"
        case .readOnly: "E-RO"
        case .full: "E-FULL"
        case .io: "E-IO"
        case .malformed, .damaged: "E-MALFORMED"
        case .chain: "E-CHAIN"
        case .gap: "E-GAP"
        case .unreadable: "E-EVENT"
        case .schema: "E-SCHEMA"
        case .unsound: "E-UNSOUND"
        case .unknownMeeting: "E-MEETING"
        }
    }

    /// The process exit status that goes with it.
    public var exitStatus: Int32 {
        switch self {
        case .noFile, .unknownMeeting: 66
        case .notAFile, .empty, .notADatabase, .foreign, .newer, .noPermission: 66
        case .exists, .cannotCreate, .noFolder: 73
        case .truncated, .malformed, .damaged, .chain, .gap, .unreadable, .schema, .unsound: 1
        case .wrongMode, .foreignJournal, .sideFile, .twoNames, .replaced, .readOnly, .full, .io: 74
        case .locked: 75
        }
    }
}
