// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import CSystem
import Foundation
import GRDB
import Meeting
import Personnel

/// A register file: people, recommendations and meetings of one organisation, as one chain of
/// entries that only grows.
///
/// ```swift
/// let register = try Register(at: path, for: .writing)
/// try register.append([.meeting("2026-18", .convened)], at: time)  // durable when it returns
/// ```
public final class Register {
    /// Whether a file is a register, by its header; nothing of it is checked.
    public static func isRegister(_ path: String) -> Bool {
        RegisterFile.applicationID(of: path) == applicationID
    }

    /// Whether entries are to be added. Only one program writes at a time.
    public enum Purpose: Sendable { case writing, reading }

    /// The end of the chain.
    public struct Head: Hashable, Sendable {
        /// Place of the last entry; 0 where there is none.
        public var seq: Int
        /// Of the last entry; zero where there is none.
        public var hash: Digest
    }

    /// With every link followed.
    public let path: String
    /// Only one opened for writing takes entries.
    public let purpose: Purpose
    /// As it was read or added to last; seq 0 where opening left the chain unchecked.
    public private(set) var head = Head(seq: 0, hash: .zero)
    /// What opening noticed (a recovered journal, a taken-over lock, a weak file system).
    public private(set) var notices: [Notice] = []

    private(set) var queue: DatabaseQueue
    private var lock: RegisterLock?
    /// The first entry's hash; zero where opening left the chain unchecked.
    public private(set) var genesis = Digest.zero
    /// What was closed last and isn't in the file; nil where all of it is.
    public private(set) var lost: Head?
    /// Entries so far, by meeting; nil is the register's own.
    private var numbers: [MeetingID?: Int] = [:]
    private var failed = false
    /// An append failed: what is on the disk has to be read again with `reopen`.
    public var hasFailed: Bool { failed }
    /// The file isn't the one that was written to: nothing is written any more, and nothing is read again.
    private var replaced: RegisterError?
    /// The sealed box as it was read or stored last; nil where none is there.
    private var acknowledgedBox: Digest?
    private var schemaVersion: Int?

    /// Something worth saying when a register is opened.
    public enum Notice: Hashable, Sendable {
        case recovered(last: Int)
        /// Closed with one entry last, opened without it: an older copy was put back.
        case older(closed: Int, last: Int)
        case weakFileSystem(String)
        case littleSpace(megabytes: Int)
    }

    static let applicationID = 0x4C57_5244  // "LWRD"
    static let version = 1

    /// Opens a register: takes the writer's lock, lets SQLite recover, reads the settings back,
    /// and follows the chain from the last checkpoint (or the beginning) to its end.
    ///
    /// - Parameter checksChain: false leaves the chain to `verify`, which finds every break and not
    ///   only the first; for reading only.
    ///
    /// - Throws: `RegisterError`: no such file, another program's, locked by somebody, damaged, or not as this program makes it.
    public init(at path: String, for purpose: Purpose, checksChain: Bool = true) throws {
        // The lock and the journal belong to the file itself, by whatever link it is reached.
        let path = RegisterFile.resolved(RegisterFile.absolute(path))
        self.path = path
        self.purpose = purpose
        try RegisterFile.inspect(path)
        let hadJournal = FileManager.default.fileExists(atPath: path + "-journal")
        // A reader leaves the writer's lock alone, unless a journal is left that only somebody who
        // may write can apply.
        if purpose == .writing || hadJournal {
            switch (RegisterLock.take(path), purpose) {
            case (.taken(let lock), _): self.lock = lock
            case (.held(let by), .writing): throw RegisterError.locked(by: by)
            case (.failed, .writing): throw RegisterError.readOnly(path: path)
            case (_, .reading): break
            }
        }
        if let lock, purpose == .writing {
            RegisterFile.tidy(path)
            // Under another name it would have another journal: what one name commits the other doesn't see.
            guard lock.names == 1 else { throw RegisterError.twoNames(path: path) }
        }
        if lock != nil || RegisterLock.isFree(path) { try RegisterFile.checkSize(path) }
        let writable = lock != nil && FileManager.default.isWritableFile(atPath: path)
        if purpose == .writing, !writable { throw RegisterError.readOnly(path: path) }
        queue = try RegisterFile.queue(path, writable: writable)
        try RegisterFile.check(queue, path, writable: writable)
        try loadHead(checksChain: checksChain || purpose == .writing)
        if hadJournal, writable { notices.append(.recovered(last: head.seq)) }
        if purpose == .writing {
            notices += RegisterFile.surroundings(path)
        } else {
            // A reader keeps no one out once the journal is recovered.
            lock = nil
        }
    }

    /// Makes a new register with its first entry.
    ///
    /// - Throws: `RegisterError` where the file is there already or can't be made.
    public static func create(
        at path: String, opening: RegisterOpening, at time: Timestamp
    ) throws -> Register {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw RegisterError.exists(path: path)
        }
        let path = RegisterFile.absolute(path)
        let state = PersonnelState()
        let events = try state.decide(.open(opening), on: time.day)
        try RegisterFile.create(path, firstEntries: events.map(Fact.register), at: time)
        return try Register(at: path, for: .writing)
    }

    /// Lets go of the file and the lock; leaves a checkpoint for the next opening.
    public func close() {
        // What was lost and isn't on record yet is found again at the next opening.
        if purpose == .writing, !failed, replaced == nil, lost == nil { saveCheckpoint() }
        try? queue.close()
        lock = nil
    }

    /// What was lost is on record.
    public func forgetLost() { lost = nil }

    private func saveCheckpoint() { Checkpoint(head, genesis: genesis).save(beside: path) }

    /// Adds facts at one time, in one transaction. They are durable when this returns; on an error
    /// none is known to be: `reopen` before going on.
    ///
    /// - Throws: `RegisterError` where the disk refuses or the file was replaced; whether the entries are on it the next read shows.
    @discardableResult
    public func append(_ facts: [Fact], at time: Timestamp, box: BoxChange = .none) throws
        -> [Entry]
    {
        try append(facts.map { ($0, time) }, box: box)
    }

    /// The same for facts of different times.
    @discardableResult
    package func append(_ facts: [(Fact, Timestamp)], box: BoxChange = .none) throws -> [Entry] {
        try requireWritable()
        guard !facts.isEmpty || box.isChange else { return [] }
        var entries: [Entry] = []
        var rows: [(body: [UInt8], hash: Digest)] = []
        var next = head
        var counted = numbers
        // A stranger's file may end at a place beyond which there is none.
        guard next.seq < Self.lastPlace - facts.count else {
            throw RegisterError.damaged(seq: next.seq, why: "seq")
        }
        for (fact, time) in facts {
            counted[fact.meeting, default: 0] += 1
            let entry = Entry(
                seq: next.seq + 1, number: counted[fact.meeting, default: 0], at: time, fact: fact)
            let body = try entry.canonical()
            next = Head(
                seq: entry.seq, hash: .link(previous: next.hash, body: Digest.of(body)))
            entries.append(entry)
            rows.append((body, next.hash))
        }
        try committing(box) { db in
            let insert = try db.cachedStatement(
                sql: "INSERT INTO entry (seq, meeting, body, hash) VALUES (?, ?, ?, ?)")
            for (entry, row) in zip(entries, rows) {
                try insert.execute(arguments: [
                    entry.seq, entry.fact.meeting?.rawValue,
                    String(decoding: row.body, as: UTF8.self), Data(row.hash.bytes),
                ])
                guard db.changesCount == 1 else { throw RegisterError.schema("entry") }
            }
            // What is acknowledged is there.
            guard try Self.end(db) == next else { throw RegisterError.schema("entry") }
        }
        head = next
        numbers = counted
        if genesis == .zero, let first = rows.first, entries.first?.seq == 1 {
            genesis = first.hash
        }
        saveCheckpoint()
        return entries
    }

    /// Puts the sealed box in the place of the last one, durably. No entry is written: a cast leaves
    /// no trace of its time.
    ///
    /// - Throws: `RegisterError` where the disk refuses or the file was replaced.
    public func storeBox(_ sealed: Data) throws {
        try requireWritable()
        try committing(.store(sealed)) { _ in }
    }

    /// After a failed append: forgets the connection and reads from the disk what is there.
    ///
    /// - Throws: `RegisterError.replaced` where what was acknowledged isn't there any more.
    public func reopen() throws {
        if let replaced { throw replaced }
        let acknowledged = head
        try? queue.close()
        try requireOwnFile()
        queue = try RegisterFile.queue(path, writable: true)
        try RegisterFile.check(queue, path, writable: true)
        numbers = [:]
        schemaVersion = nil
        try loadHead()
        // The write that failed may stand, and nothing more.
        guard try acknowledged.seq == 0 || hash(of: acknowledged.seq) == acknowledged.hash else {
            throw markReplaced(head.seq)
        }
        failed = false
    }

    /// No register has as many entries.
    package static let lastPlace = 1_000_000_000_000_000

    // MARK: The file in use

    private func requireWritable() throws {
        if let replaced { throw replaced }
        guard purpose == .writing, !failed else { throw RegisterError.readOnly(path: path) }
    }

    /// A transaction on the file that was written to last, and on no other: the name leads to it, its schema is the
    /// program's, its last entry and its box are those that were acknowledged. Durable when it returns.
    private func committing(_ box: BoxChange, _ body: (Database) throws -> Void) throws {
        try requireOwnFile()
        let known = head
        do {
            // Pages in memory may be those of a file that somebody has written over.
            queue.inDatabase { $0.releaseMemory() }
            try queue.inTransaction(.immediate) { db in
                try requireKnownSchema(db)
                let end = try Self.end(db)
                guard end == known else { throw markReplaced(end.seq) }
                guard try Self.box(db).map(Self.digest) == acknowledgedBox else {
                    throw markReplaced(end.seq)
                }
                try body(db)
                try Self.apply(box, db)
                return .commit
            }
        } catch {
            failed = true
            throw RegisterFile.worded(error, path)
        }
        // Between the look before and the commit the name may have been given to another file.
        try requireOwnFile()
        switch box {
        case .none: break
        case .store(let sealed): acknowledgedBox = Self.digest(sealed)
        case .finish: acknowledgedBox = nil
        }
    }

    /// Whether the file is still the one that was acknowledged, before an answer that records nothing but rests on it.
    ///
    /// - Throws: `RegisterError.replaced` where it isn't.
    public func requireAcknowledged() throws {
        try committing(.none) { _ in }
    }

    private func requireOwnFile() throws {
        guard let lock, !lock.isAt(path) else { return }
        throw markReplaced(nil)
    }

    private func requireKnownSchema(_ db: Database) throws {
        let version = try Int.fetchOne(db, sql: "PRAGMA schema_version") ?? 0
        guard version != schemaVersion else { return }
        try RegisterFile.checkSchema(db)
        schemaVersion = version
    }

    private func markReplaced(_ has: Int?) -> RegisterError {
        let error = RegisterError.replaced(path: path, acknowledged: head.seq, has: has)
        replaced = error
        failed = true
        return error
    }

    private static func digest(_ data: Data) -> Digest { Digest.of([UInt8](data)) }

    /// The last entry in the file.
    private static func end(_ db: Database) throws -> Head {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1")
        else { return Head(seq: 0, hash: .zero) }
        return Head(
            seq: try row.decode(atIndex: 0), hash: try withBytes(of: row, 1) { Digest($0) } ?? .zero
        )
    }

    private func loadHead(checksChain: Bool = true) throws {
        guard checksChain else { return }
        let trusted = Checkpoint(beside: path)
        do {
            let (head, counts, fits, first, box) = try queue.read { db in
                (
                    try Chain.follow(db, from: trusted),
                    try Row.fetchAll(
                        db,
                        sql: """
                            SELECT CAST(meeting AS TEXT), count(*) FROM entry GROUP BY meeting
                            """),
                    try trusted?.fits(db) ?? true,
                    try Row.fetchOne(db, sql: "SELECT hash FROM entry WHERE seq = 1"),
                    try Self.box(db)
                )
            }
            self.head = head
            // Whether it is the right one is for whoever holds its key to say.
            acknowledgedBox = box.map(Self.digest)
            genesis = try first.flatMap { try withBytes(of: $0, 0) { Digest($0) } } ?? .zero
            if !fits, let trusted, let hash = trusted.hash, lost == nil {
                lost = Head(seq: trusted.seq, hash: hash)
                notices.append(.older(closed: trusted.seq, last: head.seq))
            }
            for row in counts {
                let meeting: String? = try row.decode(atIndex: 0)
                numbers[meeting.map(MeetingID.init(rawValue:))] = try row.decode(atIndex: 1)
            }
        } catch {
            throw RegisterFile.worded(error, path)
        }
    }
}
