// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import CSodium
import Foundation

/// What a box ballot asks, and of whom.
public struct BoxPaper: Sendable {
    /// What the box is bound to: register, meeting and ballot.
    public var context: String
    public var name: String
    public var description: String
    public var questions: [Question]
    /// The seats of those who may vote.
    public var seats: [Int]
    /// How many tellers make a key. All are needed to count.
    public var tellers: Int

    public init(
        context: String, name: String, description: String, questions: [Question], seats: [Int],
        tellers: Int
    ) {
        self.context = context
        self.name = name
        self.description = description
        self.questions = questions
        self.seats = seats
        self.tellers = tellers
    }
}

/// Why the box did not do what it was asked.
public enum BoxError: Error, Hashable, Sendable {
    /// The box can't be opened: another key, another ballot, an older box, or changed.
    case sealed
    /// This voter has voted.
    case hasVoted
    case notEntitled
    /// A choice that isn't on the paper.
    case wrongChoices
    /// The system doesn't let the program lock the memory that a box needs.
    case noLockedMemory
    case archive(ArchiveFault)
}

/// The box while the ballot is open: one sealed blob of a fixed size, sealed anew as a whole at each
/// cast. Its key and the tellers' keys are in locked memory and nowhere else; without them nobody
/// can look in, and nobody can count.
public final class SealedBox: @unchecked Sendable {
    let key: LockedBytes
    let tellers: LockedBytes
    let context: String
    let seats: [Int]
    private let random: BallotRandom
    /// Grows with each cast: an older box can't be put back.
    public private(set) var version: UInt64
    /// A box that may be on the disk already, or not yet: the next one, while it is being stored.
    private(set) var proposed: Data?
    /// The box as it has to lie on the disk. It holds nothing readable.
    public private(set) var blob: Data

    /// A new ballot: the tellers' keys and the voters' credentials are drawn.
    ///
    /// - Throws: `BoxError.noLockedMemory` where the kernel locks no memory; what is wrong with the paper otherwise.
    public init(_ paper: BoxPaper, random: BallotRandom = .system) throws(BoxError) {
        let secrets = (0..<paper.tellers).map { _ in TrusteeSecret(random) }
        let credentials = paper.seats.map { _ in Credential(random) }
        let election = Election(
            name: paper.name, description: paper.description, uuid: Election.newUUID(random),
            questions: paper.questions, trustees: secrets.map(\.key))
        let part = PublicPart(
            election: election, trustees: secrets.map(\.key),
            credentials: credentials.map(\.publicKey))
        key = LockedBytes(count: 32)
        key.fill { random.fill($0) }
        tellers = LockedBytes(count: 32 * secrets.count)
        for (i, secret) in secrets.enumerated() {
            tellers.fill { buffer in
                secret.write(
                    to: UnsafeMutableRawBufferPointer(rebasing: buffer[32 * i..<32 * i + 32]))
            }
        }
        context = paper.context
        seats = paper.seats
        self.random = random
        version = 0
        blob = Data()
        let content = BoxContent(
            public: part.data, credentials: credentials,
            slot: BallotMaker.mostBytes(election))
        blob = seal(content, version: 1)
        version = 1
    }

    init(
        key: LockedBytes, tellers: LockedBytes, context: String, seats: [Int], version: UInt64,
        blob: Data, random: BallotRandom
    ) {
        self.key = key
        self.tellers = tellers
        self.context = context
        self.seats = seats
        self.version = version
        self.blob = blob
        self.random = random
    }

    /// How many have voted; nothing else can be known.
    ///
    /// - Throws: `BoxError` where the box can't be opened with its key.
    public func votedCount() throws(BoxError) -> Int { try content().votedCount }

    /// Whether this seat has cast.
    ///
    /// - Throws: `BoxError` where the box can't be opened with its key.
    public func hasVoted(_ seat: Int) throws(BoxError) -> Bool {
        try content().voted.contains(seat)
    }

    /// A vote: the box with it in, to be stored durably before `accept`.
    ///
    /// - Parameter choices: the picks of each question after the other, as `Question.takes` accepts them, in locked memory.
    /// - Throws: `BoxError.hasVoted` for a second paper; what is wrong with the seat or the choices otherwise.
    public func cast(seat: Int, choices: LockedBytes) throws(BoxError) -> Data {
        guard seats.contains(seat) else { throw .notEntitled }
        let content = try content()
        guard !content.voted.contains(seat) else { throw .hasVoted }
        let part = try publicPart(content)
        guard part.election.takes(choices.bytes) else { throw .wrongChoices }
        let maker = BallotMaker(
            part.election, fingerprint: part.election.fingerprint, random: random)
        let credential = content.takeCredential(random)
        let ballot = maker.ballot(choices.bytes, with: credential)
        content.add(ballot, from: seat, random)
        return seal(content, version: version + 1)
    }

    /// From now on the disk may have this box instead of the last.
    public func propose(_ next: Data) { proposed = next }
    /// It never got there.
    public func withdraw() { proposed = nil }

    /// The blob is on the disk: it is the box from now on.
    public func accept(_ stored: Data) {
        blob = stored
        proposed = nil
        version += 1
    }

    /// Reads a box back; anything but the latest is refused.
    ///
    /// - Throws: `BoxError` where the stored box isn't the one that this key belongs to.
    public func check(_ stored: Data) throws(BoxError) {
        guard stored == blob else { throw .sealed }
    }

    /// The count: the sum is decrypted by all tellers' keys and proven, and the archive written.
    ///
    /// - Parameter seconds: the time of closing, since 1970.
    /// - Throws: `BoxError` where the box can't be opened, or its ballots don't prove their sum.
    public func count(at seconds: Int) throws(BoxError) -> CountedArchive {
        let content = try content()
        let part = try publicPart(content)
        let secrets = part.trustees.enumerated().map { i, key in
            TrusteeSecret(
                bytes: UnsafeRawBufferPointer(rebasing: tellers.bytes[32 * i..<32 * i + 32]),
                key: key)
        }
        do {
            return try FinishedElection(
                election: part.election, trustees: part.trustees, credentials: part.credentials,
                ballots: content.ballots
            ).count(by: secrets, at: seconds, random)
        } catch { throw .archive(error) }
    }

    /// Ends the ballot: nothing that was in the box can be read again, wherever a copy lies.
    public func revoke() {
        key.wipe()
        tellers.wipe()
        blob = Data()
    }

    // MARK: Sealing

    /// Version (8 bytes), nonce (24), and XChaCha20-Poly1305 of the content, bound to the context.
    private func seal(_ content: BoxContent, version: UInt64) -> Data {
        let nonceSize = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
        var out = Data(count: 8 + nonceSize + content.memory.count + 16)
        let bound = associated(version)
        out.withUnsafeMutableBytes { raw in
            raw.storeBytes(of: version.littleEndian, as: UInt64.self)
            random.fill(UnsafeMutableRawBufferPointer(rebasing: raw[8..<8 + nonceSize]))
            guard let start = raw.baseAddress?.assumingMemoryBound(to: UInt8.self),
                let secret = key.bytes.bindMemory(to: UInt8.self).baseAddress
            else { return }
            crypto_aead_xchacha20poly1305_ietf_encrypt(
                start + 8 + nonceSize, nil,
                content.memory.bytes.bindMemory(to: UInt8.self).baseAddress,
                UInt64(content.memory.count), bound, UInt64(bound.count), nil, start + 8,
                secret)
        }
        return out
    }

    private func content() throws(BoxError) -> BoxContent {
        let nonceSize = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
        guard blob.count > 24 + nonceSize else { throw .sealed }
        let memory = LockedBytes(count: blob.count - 8 - nonceSize - 16)
        let bound = associated(version)
        let opened = blob.withUnsafeBytes { raw -> Bool in
            guard raw.loadUnaligned(as: UInt64.self) == version.littleEndian,
                let start = raw.baseAddress?.assumingMemoryBound(to: UInt8.self),
                let secret = key.bytes.bindMemory(to: UInt8.self).baseAddress
            else { return false }
            return crypto_aead_xchacha20poly1305_ietf_decrypt(
                memory.mutable.bindMemory(to: UInt8.self).baseAddress, nil, nil,
                start + 8 + nonceSize, UInt64(raw.count - 8 - nonceSize), bound,
                UInt64(bound.count), start + 8,
                secret) == 0
        }
        guard opened, let content = BoxContent(memory) else { throw .sealed }
        return content
    }

    private func associated(_ version: UInt64) -> [UInt8] {
        Array("lastword/box/1|\(context)|\(version)".utf8)
    }

    private func publicPart(_ content: BoxContent) throws(BoxError) -> PublicPart {
        guard let part = PublicPart(content.publicPart) else { throw .sealed }
        return part
    }
}

/// What of an open ballot may be known to anybody.
private struct PublicPart {
    var election: Election
    var trustees: [TrusteeKey]
    /// In their own order, which says nothing of whose they are.
    var credentials: [Number]

    init(election: Election, trustees: [TrusteeKey], credentials: [Number]) {
        self.election = election
        self.trustees = trustees
        self.credentials = Number.sorted(credentials)
    }

    var data: Data {
        let parts = [
            election.json, "[" + trustees.map(\.json).joined(separator: ",") + "]",
            "[" + credentials.map { "\"\($0.decimal)\"" }.joined(separator: ",") + "]",
        ]
        return Data(("[" + parts.joined(separator: ",") + "]").utf8)
    }

    init?(_ data: Data) {
        struct Parts: Decodable {
            var election: Election
            var trustees: [TrusteeKey]
            var credentials: [Number]
            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                election = try list.decode(Election.self)
                trustees = try list.decode([TrusteeKey].self)
                credentials = try list.decode([Number].self)
            }
        }
        guard let parts = try? JSONDecoder().decode(Parts.self, from: data) else { return nil }
        election = parts.election
        trustees = parts.trustees
        credentials = parts.credentials
    }
}
