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
        public var seq: Int
        public var hash: Digest
    }

    public let path: String
    public let purpose: Purpose
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

// Reading.
extension Register {
    /// The meetings in the order in which they were first planned.
    public func meetings() throws -> [MeetingID] {
        try reading { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT meeting FROM entry WHERE meeting IS NOT NULL
                    GROUP BY meeting ORDER BY min(seq)
                    """
            ).map(MeetingID.init(rawValue:))
        }
    }

    /// The entries of a meeting, or of the register itself (nil), in order.
    public func entries(of meeting: MeetingID?) throws -> [Entry] {
        var all: [Entry] = []
        try forEachEntry(of: .some(meeting)) { all.append($0) }
        return all
    }

    /// The entries of a meeting as far as they can be read: verification says what follows.
    public func readableEntries(of meeting: MeetingID) throws -> [Entry] {
        var all: [Entry] = []
        do { try forEachEntry(of: .some(meeting)) { all.append($0) } } catch RegisterError
            .unreadable
        {}
        return all
    }

    /// The people as the register's own entries leave them; nothing is checked.
    public func people() throws -> PersonnelState {
        var people = PersonnelState()
        for entry in try entries(of: nil) {
            if case .register(let event) = entry.fact { people.evolve(event) }
        }
        return people
    }

    /// The entry that closed a meeting, with its hash; nil while it runs.
    public func closing(of meeting: MeetingID) throws -> Head? {
        guard
            let last = try entries(of: meeting).last(where: { entry in
                if case .meeting(_, let event) = entry.fact { event.endsMeeting } else { false }
            })
        else { return nil }
        return try reading { db in
            let hash = try Data.fetchOne(
                db, sql: "SELECT hash FROM entry WHERE seq = ?", arguments: [last.seq])
            return hash.flatMap { Digest(bytes: $0) }.map { Head(seq: last.seq, hash: $0) }
        }
    }

    /// The place of the last row that is filed under a meeting; 0 where there is none.
    public func lastPlace(of meeting: MeetingID) throws -> Int {
        try reading { db in
            try Int.fetchOne(
                db, sql: "SELECT max(seq) FROM entry WHERE meeting = ?",
                arguments: [meeting.rawValue]) ?? 0
        }
    }

    /// Where the rows begin and end, whether the chain was followed or not; nil where there are none.
    public func places() throws -> ClosedRange<Int>? {
        try reading { db in
            guard
                let row = try Row.fetchOne(
                    db, sql: "SELECT min(seq), max(seq) FROM entry NOT INDEXED"),
                let first: Int = row[0], let last: Int = row[1]
            else { return nil }
            return first...last
        }
    }

    /// What SQLite itself finds wrong with the file; nil where it finds nothing. An index that says otherwise
    /// than its table is found here.
    public func fileFault() throws -> String? {
        try reading { db in
            let said = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)")
            return said == "ok" ? nil : said ?? ""
        }
    }

    /// The hash of an entry.
    public func hash(of seq: Int) throws -> Digest? {
        try reading { db in
            try Data.fetchOne(db, sql: "SELECT hash FROM entry WHERE seq = ?", arguments: [seq])
                .flatMap { Digest(bytes: $0) }
        }
    }

    /// Every entry as it is stored, in order: place, meeting, bytes, hash.
    func forEachStored(_ body: (Int, String?, [UInt8], Digest) throws -> Void) throws {
        try reading { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT seq, meeting, body, hash FROM entry ORDER BY seq")
            while let row = try rows.next() {
                let hash = try withBytes(of: row, 3) { Digest($0) } ?? .zero
                try body(row[0], row[1], withBytes(of: row, 2) { Array($0) }, hash)
            }
        }
    }

    /// Every entry, in order, without keeping them.
    public func forEachEntry(_ body: (Entry) throws -> Void) throws {
        try forEachEntry(of: .none, body)
    }

    private func forEachEntry(of meeting: MeetingID??, _ body: (Entry) throws -> Void) throws {
        let json = StoredJSON(remembersProfiles: true)
        try reading { db in
            let rows: RowCursor
            switch meeting {
            case .none:
                rows = try Row.fetchCursor(
                    db, sql: "SELECT body, seq FROM entry WHERE seq > 0 ORDER BY seq")
            case .some(let id):
                rows = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT body, seq FROM entry WHERE meeting IS ? AND seq > 0 ORDER BY seq
                        """, arguments: [id?.rawValue])
            }
            while let row = try rows.next() {
                let seq: Int = row[1]
                let entry = try withBytes(of: row, 0) { bytes in
                    do { return try Entry(bytes, with: json) } catch {
                        throw RegisterError.unreadable(seq: seq, why: EntryFault.words(error))
                    }
                }
                try body(entry)
            }
        }
    }

    func reading<T>(_ body: (Database) throws -> T) throws -> T {
        do { return try queue.read(body) } catch { throw RegisterFile.worded(error, path) }
    }
}

/// Lends the bytes of a column for the length of a closure, without copying them.
func withBytes<R>(
    of row: Row, _ column: Int, _ body: (UnsafeRawBufferPointer) throws -> R
) throws -> R {
    try row.withUnsafeData(atIndex: column) { data in
        guard let data else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        return try data.withUnsafeBytes(body)
    }
}
