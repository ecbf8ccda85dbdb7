// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Signing

extension PersonnelState {
    /// S2: a well-formed key of somebody's own, seen by two others, while no other of theirs is valid.
    func checkKey(_ key: SigningKey) throws(PersonnelRefusal) {
        guard people[key.person] != nil else { throw .unknownPerson(key.person) }
        guard Ed25519.isKey(key.publicKey),
            key.salt.map({ Hex.bytes($0, count: Ed25519.saltBytes) != nil }) != false
        else { throw .malformedKey(key.person) }
        try checkWitnesses(key.witnesses, of: key.person)
        guard activeKey(of: key.person) == nil else { throw .keyIsActive(key.person) }
        // A revoked key never comes back, and nobody signs with another's.
        for (_, files) in keys where files.contains(where: { $0.key.publicKey == key.publicKey }) {
            throw .keyIsAnothers(key.person)
        }
    }

    /// S2: two others of the register.
    func checkWitnesses(_ witnesses: [PersonID], of person: PersonID) throws(PersonnelRefusal) {
        guard witnesses.count == 2, Set(witnesses).count == 2, !witnesses.contains(person) else {
            throw .wrongWitnesses(person)
        }
        for witness in witnesses where people[witness] == nil { throw .unknownPerson(witness) }
    }

    /// S2: whoever has a key signs the statement with it; everybody else has signed on paper.
    func checkSignatures(_ r: Recommendation) throws(PersonnelRefusal) {
        let signatures = r.signatures ?? []
        // One for each signer with a key, in the signers' order.
        var left = signatures[...]
        let statement = Array(r.statement(in: self).utf8)
        for signer in r.recommenders {
            let mine = left.first.flatMap { $0.person == signer.person ? $0 : nil }
            guard let key = activeKey(of: signer.person) else {
                if mine != nil { throw .signatureByUnknownKey(signer.person) }
                continue
            }
            guard let mine else { throw .signatureMissing(signer.person) }
            left = left.dropFirst()
            guard mine.publicKey == key.publicKey else {
                throw .signatureByUnknownKey(signer.person)
            }
            guard Ed25519.isValid(mine.signature, of: statement, by: key.publicKey) else {
                throw .signatureInvalid(signer.person)
            }
        }
        if let stranger = left.first { throw .signatureByStranger(stranger.person) }
        if signatures.count == r.recommenders.count {
            guard r.paper.sha256 == Ed25519.sha256(statement) else { throw .paperIsNotStatement }
        } else if r.paper.sha256 == nil {
            throw .paperHashMissing
        }
    }
}
