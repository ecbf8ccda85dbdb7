// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import BallotBox
import Basics
import Foundation
import Meeting
import Personnel
import Record
import Signing

/// What somebody types to sign: twenty digits that the program drew, about 66 bits. Nobody's is a
/// birthday, an input method never stands in the way, and nothing of it is stored anywhere.
public enum SigningCode {
    public static let digits = 20

    /// A new one, as ASCII digits.
    public static func draw(_ random: BallotRandom) -> LockedBytes {
        let code = LockedBytes(count: digits)
        code.fill { buffer in
            for i in buffer.indices { buffer[i] = 48 + UInt8(random.below(10)) }
        }
        return code
    }

    /// What was typed, without spaces and dashes; nil when it isn't twenty digits.
    public static func read(_ typed: LockedBytes) -> LockedBytes? {
        let code = LockedBytes(count: digits)
        var count = 0
        var isWhole = true
        code.fill { buffer in
            for byte in typed.bytes {
                switch byte {
                case 48...57 where count < digits:
                    buffer[count] = byte
                    count += 1
                case 32, 45, 0: break
                default: isWhole = false
                }
            }
        }
        return isWhole && count == digits ? code : nil
    }
}

/// Why a key or a signature couldn't be made. Nothing was recorded.
public enum KeyError: Error, Hashable, Sendable {
    /// The code isn't the one of this person's key.
    case wrongCode(PersonID)
    case notTwentyDigits
    case noKey(PersonID)
    /// The key was made on a device of the person's own, and signs there.
    case elsewhere(PersonID)
    case noMemory
    /// The system won't keep the code out of the swap.
    case notLocked

    /// Whether typing it again may help.
    public var isSlip: Bool {
        switch self {
        case .wrongCode, .notTwentyDigits: true
        case .noKey, .elsewhere, .noMemory, .notLocked: false
        }
    }
}

extension Session {
    /// A code and a salt for a new key; shown to its owner before it is enrolled.
    public func drawKey() -> (code: LockedBytes, salt: [UInt8]) {
        var salt = [UInt8](repeating: 0, count: Ed25519.saltBytes)
        salt.withUnsafeMutableBytes { random.fill($0) }
        return (SigningCode.draw(random), salt)
    }

    /// Somebody's new key, as it goes on record once its witnesses have signed. S2.
    ///
    /// - Throws: `ConductError.key` where the code isn't twenty digits or no memory can be locked.
    public func newKey(
        of person: PersonID, code: LockedBytes, salt: [UInt8], witnesses: [PersonID],
        paper: Document?
    ) throws -> PersonnelCommand {
        let seed = try Self.seed(code, salt)
        guard let key = Ed25519.publicKey(of: seed.bytes) else {
            throw ConductError.key(.noMemory)
        }
        return .enrolKey(
            SigningKey(
                person: person, publicKey: key, salt: Hex.text(salt), witnesses: witnesses,
                paper: paper))
    }

    /// Somebody's signature under an act that has to be proven.
    ///
    /// - Throws: `ConductError.noMeeting` for an act that nobody signs.
    public func signature(under command: PersonnelCommand, by person: PersonID, code: LockedBytes)
        throws -> Signature
    {
        guard let wanted = personnel.attestation(of: try RecordableText.checked(command)) else {
            throw ConductError.noMeeting
        }
        return try signature(of: Array(wanted.statement.utf8), by: person, code: code)
    }

    /// The text that a recommendation's signers see, and sign.
    ///
    /// - Throws: `RegisterError` where the register can't be read.
    public func statement(of recommendation: Recommendation) throws -> String {
        try RecordableText.checked(recommendation).statement(in: personnel)
    }

    /// Somebody's signature under the statement.
    ///
    /// - Throws: `ConductError.key` where the code is wrong, or the person has no key that is made from a code.
    public func signature(
        under recommendation: Recommendation, by person: PersonID, code: LockedBytes
    ) throws -> Signature {
        try signature(
            of: Array(try statement(of: recommendation).utf8), by: person, code: code)
    }

    private func signature(of text: [UInt8], by person: PersonID, code: LockedBytes) throws
        -> Signature
    {
        guard let key = personnel.activeKey(of: person) else {
            throw ConductError.key(.noKey(person))
        }
        guard let salt = key.salt.flatMap({ Hex.bytes($0, count: Ed25519.saltBytes) }) else {
            throw ConductError.key(.elsewhere(person))
        }
        let seed = try Self.seed(code, salt)
        guard Ed25519.publicKey(of: seed.bytes) == key.publicKey else {
            throw ConductError.key(.wrongCode(person))
        }
        guard let signature = Ed25519.sign(text, with: seed.bytes) else {
            throw ConductError.key(.noMemory)
        }
        return Signature(person: person, publicKey: key.publicKey, signature: signature)
    }

    /// Somebody's signature under minutes.
    ///
    /// - Throws: `ConductError.key` as under a recommendation.
    public func signature(
        underMinutes minutes: String, of meeting: MeetingID, by person: PersonID, code: LockedBytes
    ) throws -> Signature {
        try signature(of: MinutesSeal.statement(meeting, minutes), by: person, code: code)
    }

    /// Somebody's signature under a bundle's seal.
    ///
    /// - Throws: `ConductError.key` as under a recommendation.
    public func signature(underSeal seal: String, by person: PersonID, code: LockedBytes) throws
        -> Signature
    {
        try signature(of: RecordBundle.Seal.text(seal), by: person, code: code)
    }

    /// The recommendation with its signatures; where everybody signed, the statement is its paper.
    ///
    /// - Throws: `RegisterError` where the register can't be read.
    public func signed(_ recommendation: Recommendation, _ signatures: [Signature]) throws
        -> Recommendation
    {
        var signed = try RecordableText.checked(recommendation)
        signed.signatures = signatures.isEmpty ? nil : signatures
        if signatures.count == signed.recommenders.count {
            signed.paper.sha256 = Ed25519.sha256(Array(try statement(of: signed).utf8))
        }
        return signed
    }

    /// Who has to sign in the program: those with a key.
    public func signers(of recommendation: Recommendation) -> [PersonID] {
        recommendation.recommenders.map(\.person).filter { personnel.activeKey(of: $0) != nil }
    }

    private static func seed(_ code: LockedBytes, _ salt: [UInt8]) throws -> LockedBytes {
        guard let code = SigningCode.read(code) else {
            throw ConductError.key(.notTwentyDigits)
        }
        let seed = LockedBytes(count: Ed25519.seedBytes)
        guard code.isLocked, seed.isLocked else { throw ConductError.key(.notLocked) }
        var done = false
        seed.fill { done = Ed25519.derive(code.bytes, salt: salt, into: $0) }
        guard done else { throw ConductError.key(.noMemory) }
        return seed
    }
}

/// A lodged recommendation as its signers saw it.
public struct SignedStatement: Hashable, Sendable {
    public var recommendation: Recommendation
    /// Byte for byte what was signed.
    public var text: String
    /// Each signature, and whether it is one of this text by this key.
    public var signatures: [(Signature, isValid: Bool)] {
        (recommendation.signatures ?? []).map {
            ($0, Ed25519.isValid($0.signature, of: Array(text.utf8), by: $0.publicKey))
        }
    }
}

extension Register {
    /// The statement of a recommendation, in the words that the register had on the day it was lodged;
    /// nil when there is no such recommendation.
    ///
    /// - Throws: `RegisterError` where the register can't be read.
    public func statement(of id: RecommendationID) throws -> SignedStatement? {
        var people = PersonnelState()
        for entry in try entries(of: nil) {
            guard case .register(let event) = entry.fact else { continue }
            if case .lodged(let r) = event, r.id == id {
                return SignedStatement(recommendation: r, text: r.statement(in: people))
            }
            people.evolve(event)
        }
        return nil
    }
}
