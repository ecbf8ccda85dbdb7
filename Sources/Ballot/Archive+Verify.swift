// SPDX-License-Identifier: GPL-3.0-or-later
import CGMP
import Foundation

/// What a verified archive says.
public struct ArchiveReport: Sendable {
    public var election: Election
    public var credentials: Int
    /// Each credential is a key and nothing else: no name, and a vote of weight one.
    public var hasBareCredentials: Bool
    public var trustees: [TrusteeKey]
    /// Ballots that count: the last of each credential.
    public var tallied: Int
    /// All accepted ballots.
    public var ballots: Int
    /// Votes for each answer, in base 10; with a blank answer that comes first.
    public var result: [[String]]
    /// Whether the ballots stand in the order of their hashes, as ours do.
    public var isSorted: Bool
    /// Modular multiplications that the proofs took.
    public var multiplications: UInt64
}

/// Checks an archive against the specification, from its bytes alone.
public struct ArchiveVerifier {
    private var data: [String: Data] = [:]

    /// - Returns: what it says, when all of it holds.
    /// - Throws: the first thing that doesn't.
    public static func verify(_ bytes: Data) throws(ArchiveFault) -> ArchiveReport {
        var verifier = ArchiveVerifier()
        let files = try Tar.read(bytes)
        let events = try verifier.events(files, of: bytes)
        return try verifier.verify(events)
    }

    // MARK: The chain, 4.4

    private mutating func events(_ files: [ArchiveFile], of bytes: Data) throws(ArchiveFault)
        -> [Event]
    {
        guard let header = files.first, header.name == "BELENIOS",
            let head = decode(Header.self, header.body), head.seconds >= 0
        else { throw .notAnArchive }
        guard head.version == 1 else { throw .unsupported("version \(head.version)") }
        guard header.body == EventWriter.header(at: head.seconds) else { throw .notAnArchive }
        // One form only: nothing can be said in the headers' unused corners.
        guard Tar.write(files, at: head.seconds) == bytes else { throw .notAnArchive }
        var events: [Event] = []
        var parent: String?
        var fresh: [String] = []
        for file in files.dropFirst() {
            let parts = file.name.split(separator: ".", omittingEmptySubsequences: false)
            let hash = Hashing.hex(file.body)
            guard parts.count == 3, parts[0] == hash, parts[2] == "json" else {
                throw .file(file.name)
            }
            if parts[1] == "data" {
                data[hash] = file.body
                fresh.append(hash)
                continue
            }
            guard parts[1] == "event", let event = decode(Event.self, file.body) else {
                throw .file(file.name)
            }
            guard event.height == events.count, event.parent == parent else {
                throw .chain(height: events.count)
            }
            // What an event needs stands before it, in this order, and nothing else does.
            let needed = try needs(event)
            guard fresh == needed else {
                let stray = fresh.first { !needed.contains($0) }
                throw stray.map { .file("\($0).data.json") } ?? .payload(event.type)
            }
            fresh = []
            events.append(event)
            parent = hash
        }
        if let stray = fresh.first { throw .file("\(stray).data.json") }
        return events
    }

    /// The files that belong to an event.
    private func needs(_ event: Event) throws(ArchiveFault) -> [String] {
        guard let hash = event.payload else { return [] }
        guard let body = data[hash] else { throw .payload(event.type) }
        switch event.type {
        case "Setup":
            guard let setup = decode(SetupData.self, body) else { throw .payload(event.type) }
            return [setup.election, setup.trustees, setup.credentials, hash]
        case "EncryptedTally":
            guard let tally = decode(SizedTally.self, body) else { throw .payload(event.type) }
            return [tally.encryptedTally, hash]
        case "PartialDecryption", "Shuffle":
            guard let owned = decode(Owned.self, body) else { throw .payload(event.type) }
            return [owned.payload, hash]
        default: return [hash]
        }
    }

    private func decode<T: Decodable>(_ type: T.Type, _ body: Data) -> T? {
        try? JSONDecoder().decode(type, from: body)
    }

    private func payload<T: Decodable>(_ hash: String?, _ name: String) throws(ArchiveFault) -> T {
        guard let hash, let body = data[hash], let value = decode(T.self, body) else {
            throw .payload(name)
        }
        return value
    }

    // MARK: The contents

    private func verify(_ events: [Event]) throws(ArchiveFault) -> ArchiveReport {
        let before = lw_multiplications()
        guard let first = events.first, first.type == "Setup" else { throw .chain(height: 0) }
        let setup: SetupData = try payload(first.payload, "Setup")
        let text = data[setup.election] ?? Data()
        let election = try self.election(setup.election)
        let trustees = try self.trustees(setup.trustees, election)
        let credentials = try self.credentials(setup.credentials)

        var at = 1
        while at < events.count, events[at].type == "Ballot" { at += 1 }
        let bodies = try events[1..<at].map { event throws(ArchiveFault) -> Data in
            guard let hash = event.payload, let body = data[hash] else { throw .payload("Ballot") }
            return body
        }
        let check = BallotCheck(
            election, fingerprint: Hashing.base64(text),
            credentials: credentials.mapValues(\.key))
        let ballots = try checked(bodies, check)
        try expect("EndBallots", events, at, after: "Ballot")
        guard events[at].payload == nil else { throw .chain(height: at) }
        try expect("EncryptedTally", events, at + 1, after: "EndBallots")
        let sized: SizedTally = try payload(events[at + 1].payload, "EncryptedTally")
        let tally: [[Ciphertext]] = try payload(sized.encryptedTally, "EncryptedTally")
        let last = try compare(tally, sized, with: ballots, credentials, of: election)

        at += 2
        var parts: [Int: PartialDecryption] = [:]
        while at < events.count, events[at].type == "PartialDecryption" {
            let owned: Owned = try payload(events[at].payload, "PartialDecryption")
            let part: PartialDecryption = try payload(owned.payload, "PartialDecryption")
            guard (1...trustees.count).contains(owned.owner), parts[owned.owner] == nil else {
                throw .chain(height: at)
            }
            try verify(
                part, of: trustees[owned.owner - 1], number: owned.owner, tally: tally,
                fingerprint: check.fingerprint)
            parts[owned.owner] = part
            at += 1
        }
        try expect("Result", events, at, after: "PartialDecryption")
        guard parts.count == trustees.count else { throw .missingDecryptions }
        guard at == events.count - 1 else { throw .chain(height: at + 1) }
        let result: ElectionResult = try payload(events[at].payload, "Result")
        try verify(
            result, tally: tally, parts: Array(parts.values), total: sized.totalWeight.number)
        let hashes = events.filter { $0.type == "Ballot" }.compactMap(\.payload)
        return ArchiveReport(
            election: election, credentials: credentials.count,
            hasBareCredentials: credentials.values.allSatisfy(\.isBare), trustees: trustees,
            tallied: last, ballots: ballots.count,
            result: result.result.map { $0.map(\.number.decimal) },
            isSorted: hashes == hashes.sorted(), multiplications: lw_multiplications() - before)
    }

    private func expect(_ type: String, _ events: [Event], _ at: Int, after: String)
        throws(ArchiveFault)
    {
        guard at < events.count else { throw .unfinished(after: after) }
        if events[at].type.contains("Shuffle") { throw .unsupported("Shuffle") }
        guard events[at].type == type else { throw .chain(height: at) }
    }

    private func election(_ hash: String) throws(ArchiveFault) -> Election {
        let body = data[hash] ?? Data()
        guard let election = decode(Election.self, body) else {
            throw String(decoding: body, as: UTF8.self).contains("\"NonHomomorphic\"")
                ? .unsupported("NonHomomorphic") : .payload("election")
        }
        guard election.version == 1 else { throw .unsupported("version \(election.version)") }
        guard election.group == Group.name else { throw .group(election.group) }
        guard !election.questions.isEmpty,
            election.questions.allSatisfy({
                !$0.answers.isEmpty && $0.min >= 0 && $0.min <= $0.max && $0.max <= $0.answers.count
            })
        else { throw .questions }
        return election
    }

    private func trustees(_ hash: String, _ election: Election) throws(ArchiveFault) -> [TrusteeKey]
    {
        let items: [TrusteeItem] = try payload(hash, "trustees")
        var keys: [TrusteeKey] = []
        for (i, item) in items.enumerated() {
            guard let key = item.key else { throw .unsupported(item.kind) }
            guard key.isProven else { throw .trustee(i + 1) }
            keys.append(key)
        }
        let product = keys.reduce(Group.one) { Group.times($0, $1.publicKey) }
        guard !keys.isEmpty, election.publicKey < Group.p, product == election.publicKey else {
            throw .electionKey
        }
        return keys
    }

    typealias Credentials = [String: (key: Number, weight: Number, isBare: Bool)]

    /// Each is a key, and maybe a weight and a name: "key", "key,weight", "key,weight,name". 4.8
    private func credentials(_ hash: String) throws(ArchiveFault) -> Credentials {
        let items: [String] = try payload(hash, "credentials")
        var all: Credentials = [:]
        for (i, item) in items.enumerated() {
            let parts = item.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
            let weight = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : "1"
            guard let key = Number(decimal: String(parts[0])), Group.containsHiding(key),
                let weight = Number(decimal: weight)
            else { throw .credential(i + 1) }
            guard all.updateValue((key, weight, parts.count == 1), forKey: key.decimal) == nil
            else {
                throw .repeatedCredential(i + 1)
            }
        }
        return all
    }

    /// Ballots don't depend on one another: every core takes some.
    private func checked(_ bodies: [Data], _ check: BallotCheck) throws(ArchiveFault)
        -> [EncryptedBallot]
    {
        let found = concurrentMap(Array(bodies.enumerated())) {
            i, body -> Result<EncryptedBallot, ArchiveFault> in
            let text = String(decoding: body, as: UTF8.self)
            guard let ballot = try? JSONDecoder().decode(EncryptedBallot.self, from: body) else {
                return .failure(.payload("Ballot"))
            }
            if let fault = check.fault(of: ballot, text: text) {
                return .failure(.ballot(i + 1, fault))
            }
            return .success(ballot)
        }
        return try found.map { finding throws(ArchiveFault) in try finding.get() }
    }

}

/// 4.4
private struct Header: Decodable {
    var version: Int
    var timestamp: WholeNumber
    var seconds: Int { Int(timestamp.number.decimal) ?? -1 }
}

/// `["Single", key]`, or a kind that isn't checked here.
private struct TrusteeItem: Decodable {
    var kind: String
    var key: TrusteeKey?
    init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        kind = try list.decode(String.self)
        if kind == "Single" {
            key = try list.decode(TrusteeKey.self)
            guard list.isAtEnd else {
                throw DecodingError.dataCorruptedError(in: list, debugDescription: "too long")
            }
        }
    }
}
