// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// Somebody's public key for signing recommendations, and who saw it enrolled. The private key is
/// derived from the person's passphrase and this salt, and stored nowhere. S2.
public struct SigningKey: Hashable, Codable, Sendable {
    /// Whose key it is; one at a time is in force.
    public var person: PersonID
    /// Ed25519, 64 hex digits.
    public var publicKey: String
    /// Of the passphrase's Argon2id, 32 hex digits; nil for a key that was made on a device of the
    /// person's own.
    public var salt: String?
    /// Two people who saw that it is this person's.
    public var witnesses: [PersonID]
    /// Of the witnesses who have keys, in their order. A record of 0.2 has none.
    public var signatures: [Signature]?
    /// The scan of the sheet that the other witnesses signed.
    public var paper: Document?

    public init(
        person: PersonID, publicKey: String, salt: String? = nil, witnesses: [PersonID],
        signatures: [Signature]? = nil, paper: Document? = nil
    ) {
        self.person = person
        self.publicKey = publicKey
        self.salt = salt
        self.witnesses = witnesses
        self.signatures = signatures
        self.paper = paper
    }
}

extension SigningKey {
    /// A well-formed key that is nobody's, for asking the rules before there is one: the curve's base point.
    public static let example = "58" + String(repeating: "66", count: 31)
}

extension SigningKey: RecordedPersonnelAct {
    var command: PersonnelCommand { .enrolKey(self) }
    var event: PersonnelEvent { .keyEnrolled(self) }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        try state.checkKey(self)
    }

    func apply(to state: inout PersonnelState) {
        state.keys[person, default: []].append(KeyFile(key: self))
    }
}

/// One recommender's signature under the statement. S2.
public struct Signature: Hashable, Codable, Sendable {
    /// Who signed.
    public var person: PersonID
    /// The signer's on that day: Ed25519, 64 hex digits.
    public var publicKey: String
    /// Ed25519, 128 hex digits.
    public var signature: String

    public init(person: PersonID, publicKey: String, signature: String) {
        self.person = person
        self.publicKey = publicKey
        self.signature = signature
    }
}

/// A key and what became of it.
public struct KeyFile: Hashable, Sendable {
    /// As it was enrolled.
    public var key: SigningKey
    /// Nil while it is in force.
    public var revocation: KeyRevocation?
}

extension PersonnelState {
    /// The key that somebody signs with now.
    public func activeKey(of person: PersonID) -> SigningKey? {
        keys[person]?.last { $0.revocation == nil }?.key
    }
}
