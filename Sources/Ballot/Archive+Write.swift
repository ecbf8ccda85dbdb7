// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// Everything an archive is made of, once the count is done.
public struct FinishedElection: Sendable {
    public var election: Election
    public var trustees: [TrusteeKey]
    public var credentials: [Number]
    /// As cast, in any order: the archive has them in the order of their hashes.
    public var ballots: [String]

    public init(
        election: Election, trustees: [TrusteeKey], credentials: [Number], ballots: [String]
    ) {
        self.election = election
        self.trustees = trustees
        self.credentials = credentials
        self.ballots = ballots
    }
}

extension Election {
    /// A paper for tellers who have made their keys.
    public init(
        name: String, description: String, uuid: String, questions: [Question],
        trustees: [TrusteeKey]
    ) {
        self.init(
            version: 1, description: description, name: name, group: Group.name,
            publicKey: trustees.reduce(Group.one) { Group.times($0, $1.publicKey) },
            questions: questions, uuid: uuid)
    }

    /// What ballots refer to. 4.15
    public var fingerprint: String { Hashing.base64(Array(serialized.utf8)) }

    /// An identifier of 22 letters and digits: Base58, about 128 bits.
    public static func newUUID(_ random: BallotRandom = .system) -> String {
        let letters = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
        return String(
            decoding: (0..<22).map { _ in letters[random.below(letters.count)] }, as: UTF8.self)
    }
}

/// A finished archive and what it says.
public struct CountedArchive: Sendable {
    public var bytes: Data
    /// Votes for each answer of each question.
    public var result: [[Int]]
}

extension FinishedElection {
    /// Adds up, lets every teller decrypt the sum, and writes the archive, once. No single ballot is
    /// ever decrypted.
    ///
    /// - Parameter seconds: the time of closing, since 1970; every file carries it.
    /// - Throws: `ArchiveFault` where the ballots, or a teller's share of the key, don't fit what was opened.
    public func count(
        by secrets: [TrusteeSecret], at seconds: Int, _ random: BallotRandom = .system
    ) throws(ArchiveFault) -> CountedArchive {
        var writer = EventWriter()
        let electionText = election.serialized
        let setup = [
            electionText, JSONText.list(trustees.map(\.serialized)),
            JSONText.list(
                credentials.sorted { $0 < $1 }.map { "\"\($0.decimal)\"" }),
        ].map { writer.data($0) }
        let setupData = writer.data(
            #"{"election":"\#(setup[0])","trustees":"\#(setup[1])","credentials":"\#(setup[2])"}"#)
        writer.event("Setup", payload: setupData)
        let hashed = ballots.map { (Hashing.hex(Array($0.utf8)), $0) }.sorted { $0.0 < $1.0 }
        var sum = election.questions.map { [Ciphertext](repeating: .neutral, count: $0.width) }
        for (_, ballot) in hashed {
            writer.event("Ballot", payload: writer.data(ballot))
            guard
                let parsed = try? JSONDecoder().decode(
                    EncryptedBallot.self, from: Data(ballot.utf8))
            else { throw .payload("ballot") }
            for (q, answer) in parsed.answers.enumerated() {
                for (j, choice) in answer.choices.enumerated() { sum[q][j] = sum[q][j] * choice }
            }
        }
        writer.event("EndBallots", payload: nil)
        let tally = writer.data(
            JSONText.list(sum.map { JSONText.list($0.map(\.serialized)) }))
        writer.event(
            "EncryptedTally",
            payload: writer.data(
                #"{"num_tallied":\#(ballots.count),"total_weight":\#(ballots.count),"#
                    + #""encrypted_tally":"\#(tally)"}"#))
        var parts: [PartialDecryption] = []
        for (i, secret) in secrets.enumerated() {
            let part = secret.decrypt(sum, fingerprint: election.fingerprint, random)
            parts.append(part)
            let payload = writer.data(part.serialized)
            writer.event(
                "PartialDecryption",
                payload: writer.data(#"{"owner":\#(i + 1),"payload":"\#(payload)"}"#))
        }
        let result = try sum.indices.map { q throws(ArchiveFault) in
            try sum[q].indices.map { j throws(ArchiveFault) in
                let factor = parts.reduce(Group.one) { Group.times($0, $1.factors[q][j]) }
                let power = Group.times(sum[q][j].beta, Group.inverse(factor))
                guard let votes = Self.logarithm(power, upTo: ballots.count) else {
                    throw .result(question: q + 1)
                }
                return votes
            }
        }
        let rows = result.map { JSONText.list($0.map(String.init)) }
        writer.event("Result", payload: writer.data(#"{"result":\#(JSONText.list(rows))}"#))
        return CountedArchive(bytes: writer.finish(at: seconds), result: result)
    }

    /// The n for which g^n is the element: a sum of so few votes is found by trying.
    static func logarithm(_ element: Number, upTo most: Int) -> Int? {
        var power = Group.one
        for n in 0...most {
            if power == element { return n }
            power = Group.times(power, Group.g)
        }
        return nil
    }
}

/// Writes data and the chain of events. 4.4
struct EventWriter {
    private var files: [ArchiveFile] = []
    private var parent: String?
    private var height = 0

    mutating func data(_ text: String) -> String {
        let body = Data(text.utf8)
        let hash = Hashing.hex(body)
        files.append(ArchiveFile(name: "\(hash).data.json", body: body))
        return hash
    }

    mutating func event(_ type: String, payload: String?) {
        let event = Event(parent: parent, height: height, type: type, payload: payload)
        let body = Data(event.serialized.utf8)
        let hash = Hashing.hex(body)
        files.append(ArchiveFile(name: "\(hash).event.json", body: body))
        parent = hash
        height += 1
    }

    func finish(at seconds: Int) -> Data {
        Tar.write(
            [ArchiveFile(name: "BELENIOS", body: Self.header(at: seconds))] + files, at: seconds)
    }

    static func header(at seconds: Int) -> Data {
        Data(#"{"version":1,"timestamp":"\#(seconds)"}"#.utf8)
    }
}
