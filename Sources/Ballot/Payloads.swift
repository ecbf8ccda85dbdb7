// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

// The structures of the specification, section 4, as they stand in an archive. Written by
// `serialized`, in the specification's order of fields and without spaces: hashes depend on it.

extension Number: Decodable {
    public convenience init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        let parsed = Number(decimal: text)
        guard let parsed else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a decimal number"))
        }
        self.init(copying: parsed)
    }
}

/// A Schnorr-like proof. 4.3
public struct Proof: Decodable, Sendable {
    public var challenge: Number
    public var response: Number

    var serialized: String {
        #"{"challenge":"\#(challenge.decimal)","response":"\#(response.decimal)"}"#
    }
    var isReduced: Bool { challenge < Group.q && response < Group.q }
}

/// An ElGamal encryption: (g^r, y^r·g^m). 4.3
public struct Ciphertext: Decodable, Sendable {
    public var alpha: Number
    public var beta: Number

    var serialized: String { #"{"alpha":"\#(alpha.decimal)","beta":"\#(beta.decimal)"}"# }

    static let neutral = Ciphertext(alpha: Group.one, beta: Group.one)
    static func * (a: Ciphertext, b: Ciphertext) -> Ciphertext {
        Ciphertext(alpha: Group.times(a.alpha, b.alpha), beta: Group.times(a.beta, b.beta))
    }
    static func == (a: Ciphertext, b: Ciphertext) -> Bool {
        a.alpha == b.alpha && a.beta == b.beta
    }
}

/// A homomorphic question. 4.9.1
public struct Question: Decodable, Hashable, Sendable {
    public var answers: [String]
    public var blank: Bool?
    public var min: Int
    public var max: Int
    public var question: String

    /// One answer, and one only.
    public init(_ question: String, answers: [String]) {
        self.question = question
        self.answers = answers
        min = 1
        max = 1
    }

    /// As many answers as a voter likes, none among them, up to a number; or a blank paper.
    public init(_ question: String, answers: [String], upTo most: Int) {
        self.question = question
        self.answers = answers
        blank = true
        min = 0
        max = most
    }

    public var allowsBlank: Bool { blank == true }
    /// How many encrypted values an answer has.
    public var width: Int { answers.count + (allowsBlank ? 1 : 0) }
    /// How many sums of marks a paper may have.
    private var sums: Int { Swift.max(0, max - min + 1) }
    /// How many proofs its answer has besides two for each encrypted value: 4.13.1, 4.13.3.
    var overallProofs: Int { allowsBlank ? sums + 3 : sums }

    /// How many picks a voter makes: one, or one for each mark that the paper takes.
    public var picks: Int { allowsBlank ? max : 1 }
    /// What each pick is out of: the answers; where the paper takes marks, then a blank paper, then no further mark.
    public var options: Int { answers.count + (allowsBlank ? 2 : 0) }

    /// Whether somebody may fill the paper in so: nothing is marked twice, and a blank paper has no mark.
    ///
    /// - Parameter picks: so many as `picks` says, each from 0 to below `options`.
    public func takes(_ picks: UnsafeRawBufferPointer) -> Bool {
        picks.count == self.picks && mayBegin(with: picks)
    }

    /// The same of the first picks.
    public func mayBegin(with picks: UnsafeRawBufferPointer) -> Bool {
        guard picks.allSatisfy({ Int($0) < options }) else { return false }
        guard allowsBlank else { return true }
        let isBlank = isPicked(answers.count, in: picks)
        return answers.indices.allSatisfy { answer in
            let times = picks.count { Int($0) == answer }
            return times == 0 || times == 1 && !isBlank
        }
    }

    private func isPicked(_ option: Int, in picks: UnsafeRawBufferPointer) -> Bool {
        picks.contains { Int($0) == option }
    }

    /// An encrypted value, the blank first where there is one: 1 where it is picked, else 0.
    func value(_ place: Int, of picks: UnsafeRawBufferPointer) -> Int {
        let option = allowsBlank ? (place == 0 ? answers.count : place - 1) : place
        return isPicked(option, in: picks) ? 1 : 0
    }

    var serialized: String {
        let blank = blank.map { #""blank":\#($0),"# } ?? ""
        return #"{"answers":\#(JSONText.list(answers.map(JSONText.quoted))),\#(blank)"#
            + #""min":\#(min),"max":\#(max),"question":\#(JSONText.quoted(question))}"#
    }
}

/// What voters are asked, and under which key. 4.10
public struct Election: Decodable, Sendable {
    public var version: Int
    public var description: String
    public var name: String
    public var group: String
    public var publicKey: Number
    public var questions: [Question]
    public var uuid: String

    enum CodingKeys: String, CodingKey {
        case version, description, name, group, questions, uuid
        case publicKey = "public_key"
    }

    /// How many picks a voter makes for the whole paper.
    public var picks: Int { questions.reduce(0) { $0 + $1.picks } }

    /// Each question with its picks.
    func parts(of picks: UnsafeRawBufferPointer) -> [(Question, UnsafeRawBufferPointer)] {
        var at = 0
        return questions.map { question in
            defer { at += question.picks }
            return (question, UnsafeRawBufferPointer(rebasing: picks[at..<at + question.picks]))
        }
    }

    /// Whether somebody may fill the whole paper in so.
    public func takes(_ picks: UnsafeRawBufferPointer) -> Bool {
        picks.count == self.picks && parts(of: picks).allSatisfy { $0.takes($1) }
    }

    /// The election as it stands in an archive; its hash is what ballots refer to.
    public var json: String { serialized }

    var serialized: String {
        #"{"version":\#(version),"description":\#(JSONText.quoted(description)),"#
            + #""name":\#(JSONText.quoted(name)),"group":"\#(group)","#
            + #""public_key":"\#(publicKey.decimal)","#
            + #""questions":\#(JSONText.list(questions.map(\.serialized))),"#
            + #""uuid":\#(JSONText.quoted(uuid))}"#
    }
}

/// A teller's public key with the proof that its owner knows the private one. 4.5
public struct TrusteeKey: Decodable, Sendable {
    public var pok: Proof
    public var publicKey: Number
    enum CodingKeys: String, CodingKey {
        case pok
        case publicKey = "public_key"
    }
    /// The key alone, as JSON.
    public var json: String {
        #"{"pok":\#(pok.serialized),"public_key":"\#(publicKey.decimal)"}"#
    }
    var serialized: String { #"["Single",\#(json)]"# }
}

/// 4.11.1
public struct Answer: Decodable, Sendable {
    public var choices: [Ciphertext]
    public var individualProofs: [[Proof]]
    public var overallProof: [Proof]
    public var blankProof: [Proof]?
    enum CodingKeys: String, CodingKey {
        case choices
        case individualProofs = "individual_proofs"
        case overallProof = "overall_proof"
        case blankProof = "blank_proof"
    }
    var serialized: String {
        let individual = individualProofs.map { JSONText.list($0.map(\.serialized)) }
        let blank = blankProof.map { #","blank_proof":\#(JSONText.list($0.map(\.serialized)))"# }
        return #"{"choices":\#(JSONText.list(choices.map(\.serialized))),"#
            + #""individual_proofs":\#(JSONText.list(individual)),"#
            + #""overall_proof":\#(JSONText.list(overallProof.map(\.serialized)))\#(blank ?? "")}"#
    }
}

/// 4.15
public struct EncryptedBallot: Decodable, Sendable {
    /// Of a ballot under its credential: the hash signed, and the proof.
    public struct Signature: Decodable, Sendable {
        public var hash: String
        public var proof: Proof
    }
    public var electionUUID: String
    public var electionHash: String
    public var credential: Number
    public var answers: [Answer]
    public var signature: Signature
    enum CodingKeys: String, CodingKey {
        case electionUUID = "election_uuid"
        case electionHash = "election_hash"
        case credential, answers, signature
    }

    /// All but the signature, with no closing brace.
    static func unsigned(uuid: String, hash: String, credential: Number, answers: [Answer])
        -> String
    {
        #"{"election_uuid":\#(JSONText.quoted(uuid)),"election_hash":\#(JSONText.quoted(hash)),"#
            + #""credential":"\#(credential.decimal)","#
            + #""answers":\#(JSONText.list(answers.map(\.serialized)))"#
    }
    var unsigned: String {
        Self.unsigned(
            uuid: electionUUID, hash: electionHash, credential: credential, answers: answers)
    }
    var serialized: String {
        unsigned + #","signature":{"hash":\#(JSONText.quoted(signature.hash)),"#
            + #""proof":\#(signature.proof.serialized)}}"#
    }
}

/// 4.16
public struct SizedTally: Decodable, Sendable {
    public var numTallied: Int
    public var totalWeight: WholeNumber
    public var encryptedTally: String
    enum CodingKeys: String, CodingKey {
        case numTallied = "num_tallied"
        case totalWeight = "total_weight"
        case encryptedTally = "encrypted_tally"
    }
}

/// 4.18
public struct PartialDecryption: Decodable, Sendable {
    public var factors: [[Number]]
    public var proofs: [[Proof]]
    enum CodingKeys: String, CodingKey {
        case factors = "decryption_factors"
        case proofs = "decryption_proofs"
    }
    var serialized: String {
        let factors = factors.map { JSONText.list($0.map { "\"\($0.decimal)\"" }) }
        let proofs = proofs.map { JSONText.list($0.map(\.serialized)) }
        return #"{"decryption_factors":\#(JSONText.list(factors)),"#
            + #""decryption_proofs":\#(JSONText.list(proofs))}"#
    }
}

/// Links a payload to its teller, numbered from 1. 4.18
struct Owned: Decodable {
    var owner: Int
    var payload: String
}
struct SetupData: Decodable { var election, trustees, credentials: String }
struct ElectionResult: Decodable { var result: [[WholeNumber]] }
struct Event: Decodable {
    var parent: String?
    var height: Int
    var type: String
    var payload: String?

    var serialized: String {
        let parent = parent.map { #""parent":"\#($0)","# } ?? ""
        let payload = payload.map { #","payload":"\#($0)""# } ?? ""
        return #"{\#(parent)"height":\#(height),"type":"\#(type)"\#(payload)}"#
    }
}

/// A number that stands bare when small and as a string when big.
public struct WholeNumber: Decodable, Sendable {
    public var number: Number
    init(_ number: Number) { self.number = number }
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let small = try? container.decode(Int.self), small >= 0 {
            number = Number(small)
        } else {
            number = try container.decode(Number.self)
        }
    }
}

enum JSONText {
    static func list(_ parts: [String]) -> String { "[" + parts.joined(separator: ",") + "]" }
    static func quoted(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        // A string always has an encoding.
        return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}
