// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import BallotBox
import Basics
import Foundation
import Meeting
import Personnel
import Record

extension Session {
    /// How many have cast into the open box; nil when none is open.
    public var votedCount: Int? { try? box?.votedCount() }

    /// Takes a vote: durable when it returns.
    ///
    /// - Parameter choices: for each matter on the paper the number of the choice, from 0; wiped
    ///   here whatever comes of it.
    /// - Returns: how many have cast.
    /// - Throws: `ConductError.refused` by the rules, `.box` by the box, `.boxLost` where its key is gone; `RegisterError` where the disk refuses.
    @discardableResult
    public func cast(_ member: PersonID, _ choices: LockedBytes) throws -> Int {
        defer { choices.wipe() }
        forgetConfirmations()
        try refoldIfStale()
        do { try state.mayCast(member) } catch { throw ConductError.refused(error) }
        guard let box, let seat = state.charter?.seat(member) else { throw ConductError.boxLost }
        do {
            let sealed = try box.cast(seat: seat, choices: choices)
            try store(sealed, in: box)
            return try box.votedCount()
        } catch let error as BoxError { throw ConductError.box(error) }
    }

    /// When a write fails it isn't known what the disk has: it is read, and that counts.
    private func store(_ sealed: Data, in box: SealedBox) throws {
        // The keeper knows which two boxes may be found on the disk, and takes no third.
        box.propose(sealed)
        try keep(box)
        do {
            try register.storeBox(sealed)
            box.accept(sealed)
            try keep(box)
        } catch {
            markStale()
            if register.hasFailed { try register.reopen() }
            switch try register.box() {
            case sealed:
                box.accept(sealed)
                try keep(box)
            case box.blob:
                box.withdraw()
                try keep(box)
                throw error
            default:
                dropBox()
                throw ConductError.boxLost
            }
        }
    }

    /// Nothing goes on without its keeper.
    func keep(_ box: SealedBox) throws {
        guard vault?.keep(.box, box.secrets()) != false else { throw ConductError.boxLost }
    }

    /// The box for a ballot that opens.
    func newBox(_ next: MeetingState, _ meeting: MeetingID) throws -> SealedBox {
        guard let ballot = next.ballot, let charter = next.charter else {
            throw ConductError.boxLost
        }
        let plan = charter.plan
        let paper = BoxPaper(
            context: "\(register.head.hash.hex)|\(meeting)|\(next.events)", name: plan.title,
            description: next.paperDescription(
                of: meeting, ballot.matters[0], register: register.genesis.hex),
            questions: ballot.matters.map(next.question),
            seats: ballot.mayVote.indices.filter { ballot.mayVote[$0] },
            tellers: next.tellers.count)
        do {
            let box = try SealedBox(paper, random: random)
            // A cast holds the box twice in the open, and the voter's choices.
            guard LockedBytes.canLock(3 * box.blob.count + 65_536) else {
                throw BoxError.noLockedMemory
            }
            return box
        } catch let error as BoxError { throw ConductError.box(error) }
    }

    /// What the closed box holds, as the tellers will sign it. The rules are asked first, with figures that
    /// say nothing, and then every teller's PIN: what is refused decrypts nothing.
    func counted(at time: Timestamp) throws -> (BoxCount, Data) {
        var count = state.exampleCount
        do { _ = try state.decide(.countBox(count), at: time) } catch {
            throw ConductError.refused(error)
        }
        try requirePins(for: .countBox(count))
        guard let box else { throw ConductError.boxLost }
        do {
            let archive = try box.count(at: Int(time.milliseconds / 1000))
            let questions = state.ballot?.matters.map(state.question) ?? []
            for (i, question) in questions.enumerated() {
                count.figures[i].choices = question.choices(archive.result[i])
            }
            count.archive = Digest.of([UInt8](archive.bytes)).hex
            return (count, archive.bytes)
        } catch { throw ConductError.box(error) }
    }

    /// A teller has signed what the box will count; the last of them opens it. B10.
    func agree(_ teller: PersonID, _ meeting: MeetingID, at time: Timestamp?) throws -> Performed {
        if let seat = state.charter?.seat(teller) { agreed.insert(seat) }
        guard state.tellers.allSatisfy(agreed.contains) else {
            try register.requireAcknowledged()
            return Performed(entries: [], head: register.head)
        }
        return try perform(.countBox(BoxCount(archive: "", figures: [])), at: time)
    }

    /// The tellers have given their PINs: the box is closed and counted, and every one of them signs.
    ///
    /// - Throws: as `perform` does; what is refused closes nothing and shows no figure.
    public func closeAndCount(_ closing: BoxClosing) throws {
        if state.ballot?.closing == nil {
            let given = confirmed
            try perform(.closeBox(closing))
            confirmed = given
        }
        try perform(.countBox(BoxCount(archive: "", figures: [])))
    }

    /// After a crash: the same box, and the ballot goes on.
    func takeUpBox() throws {
        guard register.purpose == .writing, box == nil, let ballot = state.ballot,
            ballot.isSealed, let secrets = vault?.kept(.box),
            let stored = try register.box(),
            let taken = try? SealedBox(secrets: secrets, stored: stored, random: random)
        else { return }
        setBox(taken)
        try keep(taken)
    }

    /// A box that nobody holds the key of any more is void, and the record says so: power failed,
    /// or the program was ended while the ballot was open.
    func voidLostBox() throws {
        guard register.purpose == .writing, box == nil, let ballot = state.ballot,
            ballot.isSealed, let charter = state.charter
        else { return }
        // With the key at hand the box on the disk isn't the one it belongs to.
        let isChanged = vault?.kept(.box) != nil
        // Goes on record as it stands, so in the language that the register's documents are in.
        let isEnglish = personnel.recordsInEnglish
        let reason =
            isChanged
            ? (isEnglish
                ? "the box doesn't fit its key: it was changed, or an older one put back"
                : "票箱与密钥不符：被改动，或被换成了旧的")
            : (isEnglish
                ? "the box's key went with the power or the program; nobody can open it any more"
                : "票箱密钥随断电或程序终止而消失，任何人都不能再打开")
        let voiding = BallotVoiding(
            cause: isChanged ? .terminalFailed : .powerLost, by: charter.id(state.presiding),
            reason: reason)
        // Where the rules refuse it (quorum, who is in the room), the ballot stays open and can
        // only be voided by hand.
        do {
            try perform(.voidBallot(voiding))
            lostBallot = reason
        } catch ConductError.refused {}
    }
}

extension Session {
    /// Who may cast into the open box now and hasn't: tellers first, then by rank. B9.
    public var waitingToVote: [PersonID] {
        guard let charter = state.charter, let ballot = state.ballot, let box else { return [] }
        return ballot.mayVote.indices.filter { seat in
            ballot.mayVote[seat] && state.isPresent[seat]
                && (try? box.hasVoted(seat)) == false
                && (try? state.mayCast(charter.id(seat))) != nil
        }.sorted { a, b in
            let (x, y) = (state.tellers.contains(a) ? 0 : 1, state.tellers.contains(b) ? 0 : 1)
            return (x, charter.plan.roll[a].rank) < (y, charter.plan.roll[b].rank)
        }.map(charter.id)
    }

    /// A paper for one voter, with numbers of its own beside the choices.
    public func newPaper() -> BoothPaper? {
        guard let ballot = state.ballot else { return nil }
        return BoothPaper(ballot.matters.map(state.question), random: random)
    }
}
