// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// A key that signs no more. What it signed before stays signed. S2.
public struct KeyRevocation: Hashable, Codable, Sendable {
    /// Whose key it was.
    public var person: PersonID
    /// The one in force until now: Ed25519, 64 hex digits.
    public var publicKey: String
    /// Never blank.
    public var reason: String
    /// Two people who vouch for it where the owner can't sign any more; nil: the owner revokes it.
    public var witnesses: [PersonID]?
    /// Of the owner with this key, or of the witnesses who have keys. A record of 0.2 has none.
    public var signatures: [Signature]?
    /// The scan of the sheet that the others signed.
    public var paper: Document?

    public init(
        person: PersonID, publicKey: String, reason: String, witnesses: [PersonID]? = nil,
        signatures: [Signature]? = nil, paper: Document? = nil
    ) {
        self.person = person
        self.publicKey = publicKey
        self.reason = reason
        self.witnesses = witnesses
        self.signatures = signatures
        self.paper = paper
    }
}

extension KeyRevocation: RecordedPersonnelAct {
    var command: PersonnelCommand { .revokeKey(self) }
    var event: PersonnelEvent { .keyRevoked(self) }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        guard state.activeKey(of: person)?.publicKey == publicKey else { throw .noKey(person) }
        if let witnesses { try state.checkWitnesses(witnesses, of: person) }
        try state.require(reason, .reasons)
    }

    func apply(to state: inout PersonnelState) {
        guard let i = state.keys[person]?.firstIndex(where: { $0.key.publicKey == publicKey })
        else { return }
        state.keys[person]?[i].revocation = self
    }
}
