// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Signing

/// What an act on people has to be proven by: whose signature, under which text. Whoever types the act in can't do it in
/// another's name. S2, S3.
public struct Attestation: Hashable, Sendable {
    /// Byte for byte what is signed. A format: changing a letter of it voids every signature.
    public var statement: String
    /// Those who sign with a key of their own, in this order.
    public var signers: [PersonID]
    /// Those who have no key and sign on paper; its scan goes on record.
    public var onPaper: [PersonID]
}

/// How it is known that a key is its owner's. S2.
public enum KeyProof: String, Codable, Hashable, Sendable, CaseIterable {
    /// Both witnesses signed with keys of their own.
    case byKeys
    /// A witness signed on paper; the record holds its scan's hash.
    case onPaper
    /// The witnesses are named and nothing more: records of 0.2.
    case byName
}

extension SigningKey {
    /// How it was witnessed.
    public var proof: KeyProof {
        if paper != nil { return .onPaper }
        return signatures?.count == witnesses.count ? .byKeys : .byName
    }
}

extension PersonnelCommand {
    /// The signatures and the paper that come with an act that has to be proven; nil for any other.
    var evidence: (signatures: [Signature], paper: Document?)? {
        switch self {
        case .enrolKey(let k): (k.signatures ?? [], k.paper)
        case .revokeKey(let r): (r.signatures ?? [], r.paper)
        case .withdraw(let w): (w.signatures ?? [], w.paper)
        default: nil
        }
    }

    /// The act with these signatures under it.
    public func signed(_ signatures: [Signature]) -> PersonnelCommand {
        let all = signatures.isEmpty ? nil : signatures
        switch self {
        case .enrolKey(var k):
            k.signatures = all
            return .enrolKey(k)
        case .revokeKey(var r):
            r.signatures = all
            return .revokeKey(r)
        case .withdraw(var w):
            w.signatures = all
            return .withdraw(w)
        default: return self
        }
    }
}

extension PersonnelState {
    /// What an act has to be proven by; nil where it is proven by nothing but its entry.
    public func attestation(of command: PersonnelCommand) -> Attestation? {
        let organisation = opening?.organisation ?? ""
        func who(_ id: PersonID) -> String { "\(people[id]?.label ?? "?") [\(id)]" }
        func attestation(_ by: [PersonID], _ lines: [String]) -> Attestation {
            // A value never begins a line of its own.
            let text = lines.map { $0.split(separator: "\n").joined(separator: "\n  ") }
            let signers = by.filter { activeKey(of: $0) != nil }
            return Attestation(
                statement: text.joined(separator: "\n") + "\n", signers: signers,
                onPaper: by.filter { !signers.contains($0) })
        }
        switch command {
        case .enrolKey(let k):
            return attestation(
                k.witnesses,
                [
                    "lastword/key/1", "单位 organisation：\(organisation)",
                    "钥匙所有人 owner of the key：\(who(k.person))", "公钥 public key：\(k.publicKey)",
                    "本人见证这是其钥匙。 I have seen that this key is theirs.",
                ])
        case .revokeKey(let r):
            return attestation(
                r.witnesses ?? [r.person],
                [
                    "lastword/key-revocation/1", "单位 organisation：\(organisation)",
                    "钥匙所有人 owner of the key：\(who(r.person))", "公钥 public key：\(r.publicKey)",
                    "理由 reason：\(r.reason)", "这把钥匙从此不再使用。 This key signs no more.",
                ])
        case .withdraw(let w):
            return attestation(
                [w.by],
                [
                    "lastword/withdrawal/1", "单位 organisation：\(organisation)",
                    "推荐 recommendation：\(w.recommendation)", "撤回人 withdrawn by：\(who(w.by))",
                    "理由 reason：\(w.reason)", "本人撤回此项推荐。 I take this recommendation back.",
                ])
        default: return nil
        }
    }

    /// S2, S3: what is there of signatures and paper holds. Whether all of it is there is `requireProof`'s to ask.
    func checkEvidence(_ command: PersonnelCommand) throws(PersonnelRefusal) {
        guard let evidence = command.evidence, let wanted = attestation(of: command) else { return }
        var seen = Set<PersonID>()
        for s in evidence.signatures {
            guard seen.insert(s.person).inserted else { throw .signedTwice(s.person) }
            guard wanted.signers.contains(s.person) else { throw .signatureByStranger(s.person) }
            guard activeKey(of: s.person)?.publicKey == s.publicKey else {
                throw .signatureByUnknownKey(s.person)
            }
            guard Ed25519.isValid(s.signature, of: Array(wanted.statement.utf8), by: s.publicKey)
            else { throw .signatureInvalid(s.person) }
        }
        if let paper = evidence.paper {
            try checkDocument(paper)
            guard paper.sha256 != nil else { throw .attachmentHashMissing(paper.title) }
        }
    }

    /// S2, S3: who has a key has signed with it, and the scan of what the others signed is there. Asked of everything that
    /// is recorded from now on; a record of 0.2 has none of it, which verification counts.
    ///
    /// - Throws: `PersonnelRefusal.signatureMissing` or `.paperMissing` with whose it is.
    public func requireProof(of command: PersonnelCommand) throws(PersonnelRefusal) {
        if case .sealMinutes(let m) = command {
            guard m.paper != nil || m.signatures.contains(where: { $0.person == m.approvedBy })
            else { throw .approvalUnsigned(m.approvedBy) }
            return
        }
        guard let evidence = command.evidence, let wanted = attestation(of: command) else { return }
        for signer in wanted.signers
        where !evidence.signatures.contains(where: { $0.person == signer }) {
            throw .signatureMissing(signer)
        }
        try requirePaper(of: command)
    }

    /// S2, S3: the scan of what those without a key have signed. Asked by itself before anybody signs with a key.
    ///
    /// - Throws: `PersonnelRefusal.paperMissing` with whose signature it would show.
    public func requirePaper(of command: PersonnelCommand) throws(PersonnelRefusal) {
        guard let first = attestation(of: command)?.onPaper.first, command.evidence?.paper == nil
        else { return }
        throw .paperMissing(first)
    }
}
