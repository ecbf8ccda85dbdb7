// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import BallotBox
import Basics
import CSodium
import Conduct
import Foundation
import GRDB
import Meeting
import Personnel
import Record
import Support
import Testing

/// History independence: with a frozen clock and each voter's randomness fixed, the order of casting
/// leaves no trace in the register's file.
@Suite("the order of casting leaves no trace")
struct OrderTests {
    /// Repeatable randomness: a stream for the opening, for each voter, and for the closing.
    final class Streams: @unchecked Sendable {
        private var bytes: [UInt8] = []
        private var at = 0

        /// - Parameter first: what the first number drawn is to be.
        func begin(_ name: String, first: Int? = nil) {
            var seed = [UInt8](repeating: 0, count: 32)
            crypto_generichash(&seed, 32, Array(name.utf8), UInt64(name.utf8.count), nil, 0)
            bytes = [UInt8](repeating: 0, count: 1 << 15)
            randombytes_buf_deterministic(&bytes, bytes.count, seed)
            if let first {
                withUnsafeBytes(of: UInt64(first).littleEndian) {
                    bytes.replaceSubrange(0..<8, with: $0)
                }
            }
            at = 0
        }

        var random: BallotRandom {
            BallotRandom { [self] out in
                precondition(at + out.count <= bytes.count, "the stream is too short")
                out.copyBytes(from: bytes[at..<at + out.count])
                at += out.count
            }
        }
    }

    static func locked(_ bytes: [UInt8]) -> LockedBytes {
        let out = LockedBytes(count: bytes.count)
        out.fill { $0.copyBytes(from: bytes) }
        return out
    }

    /// A register up to the moment before its box is opened.
    static func prepared(
        _ path: String, members: Int, profile: Profile? = nil, chiefSpeaks: Bool = true
    ) throws {
        let register = try Registers.empty(path)
        let people = Maker.roll(members).map {
            Person(id: $0.id, name: $0.name, rank: $0.rank, chief: $0.chief, inCharge: $0.inCharge)
        }
        try Session(register).perform(
            .importPeople(PeopleImport(people: people + [Person(id: "s", name: "Secretary")])),
            at: Maker.now)
        let session = try Session(register, meeting: "m")
        let ids = (0..<members).map(Maker.id)
        var commands: [MeetingCommand] = [
            .plan(
                Maker.plan(
                    members: members, matters: [Maker.matter("m1")], profile: profile,
                    presiding: "a"))
        ]
        commands += ids.map { .arrive(Arrival(member: $0)) }
        commands += [
            .convene, .appointTellers(TellerAppointment(members: ["b", "c"])),
            .introduce(Introduction(matter: "m1", by: "a")),
        ]
        commands += ids.dropLast(chiefSpeaks ? 0 : 1).map {
            .stateView(StatedView(matter: "m1", member: $0, stance: .for, words: ""))
        }
        for command in commands { try session.perform(command, at: Maker.now) }
        register.close()
    }

    /// Opens the box in a copy of `base`, casts in this order, closes, signs and declares.
    ///
    /// - Parameter streams: nil for the randomness of the program.
    static func hold(
        _ base: String, _ path: String, _ order: [Int], streams: Streams? = Streams(),
        choice: (Int) -> UInt8 = { UInt8($0 % 3) }, afterCast: () throws -> Void = {}
    ) throws -> Data {
        // With the cache of the one before it would be an older copy put back.
        for ending in ["", ".cache"] { try? FileManager.default.removeItem(atPath: path + ending) }
        try FileManager.default.copyItem(atPath: base, toPath: path)
        let register = try Register(at: path, for: .writing)
        let session = try Session(
            register, meeting: "m", random: streams?.random ?? .system,
            pins: TellerPins(operations: 1, memory: 8192))
        for teller: PersonID in ["b", "c"] { try session.setPin(teller, pin(teller)) }
        streams?.begin("opening")
        try session.perform(
            .openBallot(BallotOpening(matters: ["m1"], mode: .box)), at: Maker.now)
        for voter in order {
            streams?.begin("voter \(voter)", first: voter)
            try session.cast(Maker.id(voter), locked([choice(voter)]))
            try afterCast()
        }
        streams?.begin("closing")
        try session.confirm("b", pin("b"))
        try session.perform(
            .closeBox(
                BoxClosing(teller: "b", archive: "", issued: 0, returned: 0, figures: [])),
            at: Maker.now)
        guard let closing = session.state.ballot?.closing else { throw ConductError.boxLost }
        for teller: PersonID in ["b", "c"] {
            try session.confirm(teller, pin(teller))
            try session.perform(
                .enterCount(
                    CountSheet(
                        teller: teller, issued: closing.issued, returned: closing.returned,
                        figures: closing.figures)), at: Maker.now)
        }
        try session.perform(.declare(Declaration(by: "a")), at: Maker.now)
        register.close()
        return try Data(contentsOf: URL(filePath: path))
    }

    static func pin(_ teller: PersonID) -> LockedBytes {
        locked(Array((teller == "b" ? "271828" : "314159").utf8))
    }

    static func orders(_ voters: Int, limit: Int) -> [[Int]] {
        if voters == 5 {
            func all(_ rest: [Int]) -> [[Int]] {
                rest.isEmpty
                    ? [[]] : rest.flatMap { v in all(rest.filter { $0 != v }).map { [v] + $0 } }
            }
            return all(Array(0..<5))
        }
        var generator = SeededGenerator(seed: 12)
        return (0..<limit).map { _ in Array(0..<voters).shuffled(using: &generator) }
    }

    /// What the order leaves when ballots are rows: an encrypted one each, gone at closing.
    static func naive(_ path: String, _ order: [Int]) throws -> Data {
        try? FileManager.default.removeItem(atPath: path)
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "CREATE TABLE ballot (voter INTEGER, sealed BLOB)") }
        // Some builds of SQLite overwrite what is deleted unless told otherwise.
        try queue.write { try $0.execute(sql: "PRAGMA secure_delete = OFF") }
        for voter in order {
            let streams = Streams()
            streams.begin("voter \(voter)")
            var sealed = Data(count: 900)
            sealed.withUnsafeMutableBytes { streams.random.fill($0) }
            try queue.write {
                try $0.execute(sql: "INSERT INTO ballot VALUES (?, ?)", arguments: [voter, sealed])
            }
        }
        try queue.write { try $0.execute(sql: "DELETE FROM ballot") }
        try queue.close()
        return try Data(contentsOf: URL(filePath: path))
    }

    static var isLong: Bool { ProcessInfo.processInfo.environment["LASTWORD_TORTURE"] != nil }

    @Test(
        "one file for all orders; a naive box leaves as many files as orders", arguments: [5, 12])
    func orders(voters: Int) throws {
        let folder = try TemporaryFolder()
        let base = folder.file("base.lwr")
        try Self.prepared(base, members: voters)
        let all = Self.orders(voters, limit: 2000)
        let held = Self.isLong ? all : Array(all.prefix(voters == 5 ? 24 : 6))
        var files: Set<Digest> = []
        var naive: Set<Digest> = []
        for order in held {
            files.insert(
                Digest.of([UInt8](try Self.hold(base, folder.file("a.lwr"), order))))
            naive.insert(Digest.of([UInt8](try Self.naive(folder.file("n.db"), order))))
        }
        #expect(files.count == 1)
        #expect(naive.count == Set(held).count && naive.count > 5)
        let report = try Register(at: folder.file("a.lwr"), for: .reading).verify()
        #expect(report.isSound && report.ballots == voters)
    }

    @Test("the same randomness gives the same file, other randomness another")
    func control() throws {
        let folder = try TemporaryFolder()
        let base = folder.file("base.lwr")
        try Self.prepared(base, members: 5)
        let one = try Self.hold(base, folder.file("a.lwr"), [0, 1, 2, 3, 4])
        let same = try Self.hold(base, folder.file("a.lwr"), [0, 1, 2, 3, 4])
        #expect(one == same)
        let other = try Self.hold(base, folder.file("a.lwr"), [0, 1, 2, 3, 4], streams: nil)
        #expect(one != other)
        let register = try Register(at: folder.file("a.lwr"), for: .reading)
        #expect(try register.box() == nil)
        register.close()
    }

    @Test("the shuffle of six gives every order equally often")
    func shuffle() {
        var counts: [[Int]: Int] = [:]
        for _ in 0..<72_000 {
            var values = [0, 1, 2, 3, 4, 5]
            BallotRandom.system.shuffle(&values)
            counts[values, default: 0] += 1
        }
        #expect(counts.count == 720)
        let square = counts.values.reduce(0.0) { $0 + Double(($1 - 100) * ($1 - 100)) / 100 }
        // 719 degrees of freedom: above 885 happens once in 50,000 runs.
        #expect(square < 885, "chi-square \(square)")
    }
}
