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
    /// Entries so far, by meeting; nil is the register's own.
    private var numbers: [MeetingID?: Int] = [:]
    private var failed = false
    /// An append failed: what is on the disk has to be read again with `reopen`.
    public var hasFailed: Bool { failed }

    /// Something worth saying when a register is opened.
    public enum Notice: Hashable, Sendable {
        case recovered(last: Int)
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
    public init(at path: String, for purpose: Purpose, checksChain: Bool = true) throws {
        // The lock and the journal belong to the file itself, by whatever link it is reached.
        let path = RegisterFile.resolved(path)
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
        if lock != nil || RegisterLock.isFree(path) { try RegisterFile.checkSize(path) }
        let writable = lock != nil && FileManager.default.isWritableFile(atPath: path)
        if purpose == .writing, !writable { throw RegisterError.readOnly(path: path) }
        queue = try RegisterFile.queue(path, writable: writable)
        try RegisterFile.check(queue, path, writable: writable)
        try loadHead(checksChain: checksChain || purpose == .writing)
        if hadJournal, writable { notices.append(.recovered(last: head.seq)) }
        if purpose == .writing {
            RegisterFile.tidy(path)
            notices += RegisterFile.surroundings(path)
        } else {
            // A reader keeps no one out once the journal is recovered.
            lock = nil
        }
    }

    /// Makes a new register with its first entry.
    public static func create(
        at path: String, opening: RegisterOpening, at time: Timestamp
    ) throws -> Register {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw RegisterError.exists(path: path)
        }
        let state = PersonnelState()
        let events = try state.decide(.open(opening), on: time.day)
        try RegisterFile.create(path, firstEntries: events.map(Fact.register), at: time)
        return try Register(at: path, for: .writing)
    }

    /// Lets go of the file and the lock; leaves a checkpoint for the next opening.
    public func close() {
        if purpose == .writing, !failed { Checkpoint(head).save(beside: path) }
        try? queue.close()
        lock = nil
    }

    /// Adds facts at one time, in one transaction. They are durable when this returns; on an error
    /// none is known to be: `reopen` before going on.
    @discardableResult
    public func append(_ facts: [Fact], at time: Timestamp, box: BoxChange = .none) throws
        -> [Entry]
    {
        try append(facts.map { ($0, time) }, box: box)
    }

    /// The same for facts of different times.
    @discardableResult
    package func append(_ facts: [(Fact, Timestamp)], box: BoxChange = .none) throws -> [Entry] {
        guard purpose == .writing, !failed else { throw RegisterError.readOnly(path: path) }
        var entries: [Entry] = []
        var rows: [(body: [UInt8], hash: Digest)] = []
        var next = head
        var counted = numbers
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
        do {
            try queue.inTransaction(.immediate) { db in
                let insert = try db.cachedStatement(
                    sql: "INSERT INTO entry (seq, meeting, body, hash) VALUES (?, ?, ?, ?)")
                for (entry, row) in zip(entries, rows) {
                    try insert.execute(arguments: [
                        entry.seq, entry.fact.meeting?.rawValue,
                        String(decoding: row.body, as: UTF8.self), Data(row.hash.bytes),
                    ])
                }
                try Self.apply(box, db)
                return .commit
            }
        } catch {
            failed = true
            throw RegisterFile.worded(error, path)
        }
        head = next
        numbers = counted
        return entries
    }

    /// Puts the sealed box in the place of the last one, durably. No entry is written: a cast leaves
    /// no trace of its time.
    public func storeBox(_ sealed: Data) throws {
        guard purpose == .writing, !failed else { throw RegisterError.readOnly(path: path) }
        do {
            try queue.inTransaction(.immediate) { db in
                try Self.apply(.store(sealed), db)
                return .commit
            }
        } catch {
            failed = true
            throw RegisterFile.worded(error, path)
        }
    }

    /// After a failed append: forgets the connection and reads from the disk what is there.
    public func reopen() throws {
        try? queue.close()
        queue = try RegisterFile.queue(path, writable: true)
        try RegisterFile.check(queue, path, writable: true)
        numbers = [:]
        try loadHead()
        failed = false
    }

    private func loadHead(checksChain: Bool = true) throws {
        guard checksChain else { return }
        let trusted = Checkpoint(beside: path)
        do {
            let (head, counts) = try queue.read { db in
                (
                    try Chain.follow(db, from: trusted),
                    try Row.fetchAll(
                        db, sql: "SELECT meeting, count(*) FROM entry GROUP BY meeting")
                )
            }
            self.head = head
            for row in counts {
                let meeting: String? = row[0]
                numbers[meeting.map(MeetingID.init(rawValue:))] = row[1]
            }
        } catch {
            throw RegisterFile.worded(error, path)
        }
    }
}
