// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import BallotBox
import Basics
import Conduct
import Foundation
import GRDB
import Meeting
import Personnel
import Record
import Support
import Testing

/// The box through a whole session: restarts, older boxes, the order in which the chief votes last.
@Suite("a session with a box")
struct BoxSessionTests {
    /// What the second process does, in this one.
    final class MemoryVault: BoxVault, @unchecked Sendable {
        private var slots: [VaultSlot: LockedBytes] = [:]
        func keep(_ slot: VaultSlot, _ secrets: LockedBytes) -> Bool {
            let copy = LockedBytes(count: secrets.count)
            copy.fill { $0.copyMemory(from: secrets.bytes) }
            slots[slot] = copy
            return true
        }
        func kept(_ slot: VaultSlot) -> LockedBytes? { slots[slot] }
        func wipe(_ slot: VaultSlot) { slots[slot] = nil }
    }

    static func session(_ path: String, _ vault: MemoryVault) throws -> Session {
        try Session(
            try Register(at: path, for: .writing), meeting: "m", vault: vault,
            pins: TellerPins(operations: 1, memory: 8192))
    }

    static func opened(_ folder: TemporaryFolder, _ vault: MemoryVault) throws -> Session {
        let path = folder.file("a.lwr")
        try OrderTests.prepared(path, members: 5)
        let session = try Self.session(path, vault)
        for teller: PersonID in ["b", "c"] { try session.setPin(teller, OrderTests.pin(teller)) }
        try session.perform(
            .openBallot(BallotOpening(matters: ["m1"], mode: .box)), at: Maker.now)
        return session
    }

    static func cast(_ session: Session, _ voter: PersonID, _ choice: UInt8) throws {
        try session.cast(voter, OrderTests.locked([choice]))
    }

    static func replaceBox(_ path: String, _ blob: Data) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "UPDATE box SET sealed = ?", arguments: [blob]) }
        try queue.close()
    }

    @Test("the same box after a restart: nobody votes twice, and the PINs still hold")
    func restart() throws {
        let folder = try TemporaryFolder()
        let vault = MemoryVault()
        var session = try Self.opened(folder, vault)
        for (i, voter) in (["a", "b", "c", "d", "e"] as [PersonID]).enumerated() {
            try Self.cast(session, voter, i < 3 ? 0 : 1)
            session.register.close()
            session = try Self.session(folder.file("a.lwr"), vault)
            #expect(session.votedCount == i + 1)
            #expect(throws: ConductError.box(.hasVoted)) { try Self.cast(session, voter, 0) }
        }
        let closing = MeetingCommand.closeBox(
            BoxClosing(teller: "b", archive: "", issued: 0, returned: 0, figures: []))
        #expect(throws: ConductError.notConfirmed("b")) {
            try session.perform(closing, at: Maker.now)
        }
        #expect(throws: ConductError.pin(.wrong(wait: 0), "b")) {
            try session.confirm("b", OrderTests.pin("c"))
        }
        try session.confirm("b", OrderTests.pin("b"))
        try session.perform(closing, at: Maker.now)
        // Closed and still sealed: no figure before every teller has given a PIN.
        #expect(session.state.ballot?.isUncounted == true)
        #expect(vault.kept(.box) != nil)
        // A confirmation is for one act.
        let sheet = session.state.ballot?.closing.map { $0.sheet(of: "b") }
        #expect(throws: ConductError.notConfirmed("b")) {
            try session.perform(.enterCount(try #require(sheet)), at: Maker.now)
        }
        #expect(throws: ConductError.notConfirmed("b")) {
            try session.perform(.countBox(BoxCount(archive: "", figures: [])), at: Maker.now)
        }
        try session.confirm("b", OrderTests.pin("b"))
        #expect(try session.perform(.enterCount(try #require(sheet)), at: Maker.now).entries == [])
        // A restart forgets who has agreed, and loses nothing else.
        session.register.close()
        session = try Self.session(folder.file("a.lwr"), vault)
        for teller: PersonID in ["b", "c"] {
            try session.confirm(teller, OrderTests.pin(teller))
            var mine = try #require(sheet)
            mine.teller = teller
            try session.perform(.enterCount(mine), at: Maker.now)
        }
        #expect(session.state.ballot?.closing?.figures.first?.choices == [3, 2, 0])
        #expect(session.state.ballot?.signedBy.count == 2)
        #expect(vault.kept(.box) == nil)
        #expect(try session.register.box() == nil)
        #expect(try session.register.verify().isSound)
    }

    @Test("a program without the tellers' PINs counts no box")
    func bare() throws {
        let folder = try TemporaryFolder()
        let vault = MemoryVault()
        let session = try Self.opened(folder, vault)
        for voter: PersonID in ["a", "b", "c", "d", "e"] { try Self.cast(session, voter, 0) }
        try session.confirm("b", OrderTests.pin("b"))
        try session.perform(
            .closeBox(BoxClosing(teller: "b", archive: "", issued: 0, returned: 0, figures: [])),
            at: Maker.now)
        let sheet = session.state.ballot?.closing.map { $0.sheet(of: "b") }
        session.register.close()
        vault.wipe(.pins)
        // Nor does a program without PINs let anybody sign what a box counted.
        session.register.close()
        let bare = try Self.session(folder.file("a.lwr"), vault)
        #expect(throws: ConductError.pin(.none, "b")) {
            try bare.perform(.enterCount(try #require(sheet)), at: Maker.now)
        }
        #expect(throws: ConductError.pin(.none, "b")) {
            try bare.perform(.countBox(BoxCount(archive: "", figures: [])), at: Maker.now)
        }
    }

    @Test("so few papers that they would tell who voted how are never counted")
    func fewPapers() throws {
        let folder = try TemporaryFolder()
        let session = try Self.opened(folder, MemoryVault())
        for voter: PersonID in ["a", "b", "c"] { try Self.cast(session, voter, 0) }
        for teller: PersonID in ["b", "c"] { try session.confirm(teller, OrderTests.pin(teller)) }
        let closing = MeetingCommand.closeBox(
            BoxClosing(
                teller: "b", second: "c", reason: "x", archive: "", issued: 0, returned: 0,
                figures: []))
        #expect(throws: ConductError.refused(.tooFewCast(returned: 3, least: 4))) {
            try session.perform(closing, at: Maker.now)
        }
        try Self.cast(session, "d", 0)
        for teller: PersonID in ["b", "c"] { try session.confirm(teller, OrderTests.pin(teller)) }
        try session.perform(closing, at: Maker.now)
    }

    @Test("an older box put back, or one with a bit changed, voids the ballot and says why")
    func rollback() throws {
        for isOlder in [true, false] {
            let folder = try TemporaryFolder()
            let vault = MemoryVault()
            let session = try Self.opened(folder, vault)
            try Self.cast(session, "a", 0)
            var blob = try #require(try session.register.box())
            try Self.cast(session, "d", 1)
            if !isOlder {
                blob = try #require(try session.register.box())
                blob[blob.count / 2] ^= 4
            }
            session.register.close()
            try Self.replaceBox(folder.file("a.lwr"), blob)
            let again = try Self.session(folder.file("a.lwr"), vault)
            #expect(again.state.ballot == nil && again.state.matters[0].voids == 1)
            #expect(try again.register.box() == nil)
            guard
                case .meeting(_, .ballotVoided(let voiding))? = try again.register.entries(of: "m")
                    .last?.fact
            else {
                Issue.record("the ballot isn't void")
                return
            }
            #expect(voiding.cause == .terminalFailed)
            #expect(try again.register.verify().isSound)
        }
    }

    @Test("without a vault a restart voids the ballot; another teller's PIN is nobody's")
    func lost() throws {
        let folder = try TemporaryFolder()
        let session = try Self.opened(folder, MemoryVault())
        try Self.cast(session, "a", 0)
        #expect(throws: ConductError.refused(.notTeller("a"))) {
            try session.confirm("a", OrderTests.pin("b"))
        }
        session.register.close()
        let again = try Self.session(folder.file("a.lwr"), MemoryVault())
        #expect(again.state.ballot == nil)
        #expect(throws: ConductError.pin(.none, "b")) {
            try again.perform(
                .openBallot(BallotOpening(matters: ["m1"], mode: .box)), at: Maker.now)
        }
    }

    @Test("where the others cast first, the box is sealed, and the chief speaks and casts after")
    func sealedFirst() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a.lwr")
        let profile = Maker.profile { $0.ballotOrder = .beforeChief }
        try OrderTests.prepared(path, members: 5, profile: profile, chiefSpeaks: false)
        let vault = MemoryVault()
        var session = try Self.session(path, vault)
        for teller: PersonID in ["b", "c"] { try session.setPin(teller, OrderTests.pin(teller)) }
        try session.perform(
            .openBallot(BallotOpening(matters: ["m1"], mode: .box)), at: Maker.now)
        let view = MeetingCommand.stateView(
            StatedView(matter: "m1", member: "e", stance: .for, words: ""))
        #expect(throws: ConductError.refused(.chiefAfterSealing("e"))) {
            try session.perform(view, at: Maker.now)
        }
        #expect(throws: ConductError.refused(.othersNotSealed)) { try Self.cast(session, "e", 0) }
        for voter: PersonID in ["a", "b", "c"] { try Self.cast(session, voter, 0) }
        // How many papers are sealed is the box's to say, not the secretary's.
        #expect(throws: ConductError.refused(.notEverybodyCast(returned: 3, waiting: 4))) {
            try session.perform(.sealOthers(OthersSealed(teller: "b", papers: 4)), at: Maker.now)
        }
        let seal = MeetingCommand.sealOthers(
            OthersSealed(teller: "b", second: "c", reason: "d hands in nothing", papers: 1))
        #expect(throws: ConductError.notConfirmed("b")) {
            try session.perform(seal, at: Maker.now)
        }
        for teller: PersonID in ["b", "c"] { try session.confirm(teller, OrderTests.pin(teller)) }
        try session.perform(seal, at: Maker.now)
        #expect(session.state.ballot?.othersPapers == 3)
        session.register.close()
        session = try Self.session(path, vault)
        #expect(throws: ConductError.refused(.boxIsClosed)) { try Self.cast(session, "d", 1) }
        #expect(throws: ConductError.refused(.chiefViewAwaited(["e"]))) {
            try Self.cast(session, "e", 1)
        }
        try session.perform(view, at: Maker.now)
        try Self.cast(session, "e", 1)
        try session.confirm("b", OrderTests.pin("b"))
        try session.confirm("c", OrderTests.pin("c"))
        // One member in the room handed in nothing: two tellers close together, with a reason.
        try session.perform(
            .closeBox(
                BoxClosing(
                    teller: "b", second: "c", reason: "d hands in nothing", archive: "",
                    issued: 0, returned: 0, figures: [])), at: Maker.now)
        let closing = try #require(session.state.ballot?.closing)
        #expect(closing.returned == 4 && closing.figures.isEmpty)
        for teller: PersonID in ["b", "c"] {
            try session.confirm(teller, OrderTests.pin(teller))
            try session.perform(
                .enterCount(
                    CountSheet(
                        teller: teller, issued: closing.issued, returned: closing.returned,
                        figures: closing.figures)), at: Maker.now)
        }
        #expect(session.state.ballot?.closing?.figures[0].choices == [3, 1, 0])
        try session.perform(.declare(Declaration(by: "a")), at: Maker.now)
        #expect(session.state.matters[0].status == .decided)
        #expect(try session.register.verify().isSound)
    }

    @Test("a voter who leaves after casting opens no way to close without the others")
    func leaver() throws {
        let folder = try TemporaryFolder()
        let session = try Self.opened(folder, MemoryVault())
        for voter: PersonID in ["a", "b", "c", "d"] { try Self.cast(session, voter, 0) }
        try session.perform(
            .leave(Departure(member: "d", reason: "called away")), at: Maker.now)
        try session.confirm("b", OrderTests.pin("b"))
        let closing = BoxClosing(teller: "b", archive: "", issued: 0, returned: 0, figures: [])
        #expect(throws: ConductError.refused(.notEverybodyCast(returned: 4, waiting: 5))) {
            try session.perform(.closeBox(closing), at: Maker.now)
        }
        // The confirmation went with the refusal.
        try Self.cast(session, "e", 0)
        #expect(throws: ConductError.notConfirmed("b")) {
            try session.perform(.closeBox(closing), at: Maker.now)
        }
    }

    @Test("a box into which too few have cast is void for that, and only then")
    func tooFew() throws {
        let folder = try TemporaryFolder()
        let session = try Self.opened(folder, MemoryVault())
        for voter: PersonID in ["a", "b", "c"] { try Self.cast(session, voter, 0) }
        for teller: PersonID in ["b", "c"] { try session.confirm(teller, OrderTests.pin(teller)) }
        #expect(throws: ConductError.refused(.tooFewCast(returned: 3, least: 4))) {
            try session.perform(
                .closeBox(
                    BoxClosing(
                        teller: "b", second: "c", reason: "gone", archive: "", issued: 0,
                        returned: 0, figures: [])), at: Maker.now)
        }
        let void = MeetingCommand.voidBallot(
            BallotVoiding(cause: .tooFewCast, by: "b", reason: "the others won't come"))
        try session.confirm("b", OrderTests.pin("b"))
        try session.perform(void, at: Maker.now)
        #expect(session.state.ballot == nil && session.state.matters[0].voids == 1)
        try session.perform(
            .openBallot(BallotOpening(matters: ["m1"], mode: .box)), at: Maker.now)
        for voter: PersonID in ["a", "b", "c", "d"] { try Self.cast(session, voter, 0) }
        try session.confirm("b", OrderTests.pin("b"))
        #expect(throws: ConductError.refused(.causeIsNotSo(.tooFewCast))) {
            try session.perform(void, at: Maker.now)
        }
    }

    @Test("a register of now takes nothing that only 0.2 wrote; one of 0.2 keeps what it has")
    func formOfRecord() throws {
        let folder = try TemporaryFolder()
        let base = folder.file("base.lwr")
        try OrderTests.prepared(base, members: 5)
        let path = folder.file("a.lwr")
        _ = try OrderTests.hold(base, path, [0, 1, 2, 3, 4], streams: nil)
        let register = try Register(at: path, for: .reading)
        let facts = try (register.entries(of: nil) + register.entries(of: "m"))
            .sorted { $0.seq < $1.seq }.map(\.fact)
        register.close()
        for form in [nil, RegisterOpening.currentForm] {
            let other = try Register.create(
                at: folder.file("\(form ?? 0).lwr"),
                opening: RegisterOpening(
                    organisation: "Test", offsetMinutes: 480, language: "en", form: form),
                at: Maker.now)
            // As 0.2 had it: the figures in the closing, and signed after.
            var closed: BoxClosing?
            for fact in facts.dropFirst() {
                switch fact {
                case .meeting(_, .boxClosed(let closing)): closed = closing
                case .meeting(let id, .boxCounted(let count)):
                    var closing = try #require(closed)
                    closing.figures = count.figures
                    closing.archive = count.archive
                    try other.append([.meeting(id, .boxClosed(closing))], at: Maker.now)
                default: try other.append([fact], at: Maker.now)
                }
            }
            // Nobody signed for it.
            let key = SigningKey(
                person: "a", publicKey: SigningKey.example, witnesses: ["b", "c"])
            try other.append([.register(.keyEnrolled(key))], at: Maker.now)
            let faults = try other.verify().faults
            other.close()
            let refusesClosing = faults.contains {
                if case .ungrounded = $0 { true } else { false }
            }
            let refusesKey = faults.contains {
                if case .personnel(_, .paperMissing) = $0 { true } else { false }
            }
            #expect(refusesClosing == (form != nil) && refusesKey == (form != nil), "\(faults)")
        }
    }

    @Test("nobody throws a living box away without a teller's PIN")
    func voiding() throws {
        let folder = try TemporaryFolder()
        let session = try Self.opened(folder, MemoryVault())
        try Self.cast(session, "a", 0)
        func void(_ cause: BallotVoiding.Cause, _ by: PersonID) throws {
            try session.perform(
                .voidBallot(BallotVoiding(cause: cause, by: by, reason: "x")), at: Maker.now)
        }
        #expect(throws: ConductError.refused(.causeIsNotSo(.powerLost))) {
            try void(.powerLost, "a")
        }
        #expect(throws: ConductError.notConfirmed("b")) { try void(.terminalFailed, "a") }
        #expect(throws: ConductError.notConfirmed("c")) { try void(.secrecyBroken, "c") }
        try session.confirm("c", OrderTests.pin("c"))
        try void(.secrecyBroken, "c")
        #expect(session.state.ballot == nil && session.state.matters[0].voids == 1)
    }

    @Test("a sound archive of another paper, or of other votes, doesn't stand in for the real one")
    func otherArchive() throws {
        let folder = try TemporaryFolder()
        let base = folder.file("base.lwr")
        try OrderTests.prepared(base, members: 5)
        let path = folder.file("a.lwr")
        _ = try OrderTests.hold(base, path, [0, 1, 2, 3, 4], streams: nil)
        let register = try Register(at: path, for: .reading)
        #expect(try register.verify().isSound)
        let state = try Session.fold(register, "m")
        let closing = try #require(
            try register.entries(of: "m").compactMap { entry in
                if case .meeting(_, .boxCounted(let c)) = entry.fact { c } else { nil }
            }.first)
        let genesis = register.genesis.hex
        register.close()
        let answers = state.paperAnswers(of: 0)
        func archive(_ name: String, _ answers: [String], _ votes: [UInt8], description: String)
            throws -> Data
        {
            let box = try SealedBox(
                BoxPaper(
                    context: "x", name: name, description: description,
                    questions: [Question(state.paperQuestion(of: 0), answers: answers)],
                    seats: Array(0..<5), tellers: 2))
            for (seat, vote) in votes.enumerated() {
                box.accept(try box.cast(seat: seat, choices: OrderTests.locked([vote])))
            }
            return try box.count(at: 1_700_000_000).bytes
        }
        let votes: [UInt8] = [0, 1, 2, 0, 1]
        let right = state.paperDescription(of: "m", 0, register: genesis)
        let elsewhere = state.paperDescription(
            of: "m", 0, register: String(repeating: "a", count: 64))
        let cases: [(String, Data, Bool)] = [
            ("control", try archive("Test", answers, votes, description: right), true),
            (
                "swapped",
                try archive(
                    "Test", [answers[1], answers[0], answers[2]], votes, description: right), false
            ),
            (
                "other votes", try archive("Test", answers, [0, 0, 0, 0, 1], description: right),
                false
            ),
            (
                "other register", try archive("Test", answers, votes, description: elsewhere), false
            ),
            ("other ballot", try archive("Test", answers, votes, description: "m · 2"), false),
            ("other meeting", try archive("Other", answers, votes, description: right), false),
        ]
        for (name, bytes, isSound) in cases {
            let copy = folder.file("copy.lwr")
            try? FileManager.default.removeItem(atPath: copy)
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            let hash = Digest.of([UInt8](bytes)).hex
            try TamperTests().rewrite(copy, rehash: true) { db in
                try db.execute(
                    sql: "UPDATE entry SET body = replace(body, ?, ?)",
                    arguments: [closing.archive, hash])
                try db.execute(sql: "DROP TRIGGER IF EXISTS archive_never_changes")
                try db.execute(sql: "DROP TRIGGER IF EXISTS archive_never_goes")
                try db.execute(
                    sql: "UPDATE archive SET hash = ?, bytes = ?", arguments: [hash, bytes])
            }
            let again = try Register(at: copy, for: .reading)
            #expect(try again.verify().isSound == isSound, "\(name)")
            again.close()
        }
    }
}
