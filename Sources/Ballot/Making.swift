// SPDX-License-Identifier: GPL-3.0-or-later

// What tellers and voters make: keys, credentials, ballots, partial decryptions. Every exponent here
// is secret, so every power is taken in constant time, and every number is wiped when it goes.

/// A teller's private key. Lives in memory only.
public struct TrusteeSecret: Sendable {
    let x: Number
    public let key: TrusteeKey

    public init(_ random: BallotRandom = .system) {
        x = Group.randomScalar(random)
        let publicKey = Group.secretPower(Group.g, x)
        let w = Group.randomScalar(random)
        let a = Group.secretPower(Group.g, w)
        let challenge = TrusteeKey.challenge(publicKey, a)
        key = TrusteeKey(pok: respond(w, x, challenge), publicKey: publicKey)
    }

    /// Restores a key that was kept in locked memory.
    public init(bytes: UnsafeRawBufferPointer, key: TrusteeKey) {
        x = Number(bytes: bytes)
        self.key = key
    }

    /// The private key as 32 big-endian bytes, into locked memory.
    public func write(to buffer: UnsafeMutableRawBufferPointer) { x.write(to: buffer) }

    /// The factors that take this teller's part of the encryption away, each proven. 4.18
    public func decrypt(
        _ tally: [[Ciphertext]], fingerprint: String, _ random: BallotRandom = .system
    ) -> PartialDecryption {
        var factors: [[Number]] = []
        var proofs: [[Proof]] = []
        for row in tally {
            factors.append(row.map { Group.secretPower($0.alpha, x) })
            proofs.append(
                row.map { cipher in
                    let w = Group.randomScalar(random)
                    let a = Group.secretPower(Group.g, w)
                    let b = Group.secretPower(cipher.alpha, w)
                    let challenge = PartialDecryption.challenge(
                        fingerprint, key: key.publicKey, commitment: (a, b))
                    return respond(w, x, challenge)
                })
        }
        return PartialDecryption(factors: factors, proofs: proofs)
    }
}

extension TrusteeKey {
    /// 4.5
    static func challenge(_ key: Number, _ a: Number) -> Number {
        Hashing.challenge("pok|\(Group.name)|\(key.decimal)|\(a.decimal)")
    }
    var isProven: Bool {
        guard Group.containsHiding(publicKey), pok.isReduced else { return false }
        let a = Group.times(
            Group.comb.power(pok.response), Group.power(publicKey, pok.challenge))
        return TrusteeKey.challenge(publicKey, a) == pok.challenge
    }
}

extension PartialDecryption {
    static func challenge(
        _ fingerprint: String, key: Number, commitment: (Number, Number)
    ) -> Number {
        let (a, b) = commitment
        return Hashing.challenge("decrypt|\(fingerprint)|\(key.decimal)|\(a.decimal),\(b.decimal)")
    }
}

/// A credential: the right to cast one ballot. 4.8
public struct Credential: Sendable {
    let s: Number
    public let publicKey: Number
    public init(_ random: BallotRandom = .system) {
        s = Group.randomScalar(random)
        publicKey = Group.secretPower(Group.g, s)
    }
    /// Restores a credential that was kept in locked memory.
    public init(bytes: UnsafeRawBufferPointer) {
        s = Number(bytes: bytes)
        publicKey = Group.secretPower(Group.g, s)
    }

    /// The private part as 32 big-endian bytes, into locked memory.
    public func write(to buffer: UnsafeMutableRawBufferPointer) { s.write(to: buffer) }
}

private func respond(_ w: Number, _ x: Number, _ challenge: Number) -> Proof {
    Proof(
        challenge: challenge,
        response: w.minus(x.times(challenge, mod: Group.q), mod: Group.q))
}

/// Makes ballots of one election.
public struct BallotMaker: Sendable {
    public let election: Election
    public let fingerprint: String
    private let random: BallotRandom

    public init(_ election: Election, fingerprint: String, random: BallotRandom = .system) {
        self.election = election
        self.fingerprint = fingerprint
        self.random = random
    }

    /// No ballot of the election is longer, in bytes: elements have at most 617 digits, challenges
    /// and responses 78.
    public static func mostBytes(_ election: Election) -> Int {
        let proof = 2 * 78 + 32
        let choice = 2 * 617 + 24 + 2 * proof + 8
        return election.questions.reduce(1200 + proof) {
            $0 + 80 + proof + $1.answers.count * choice
        }
    }

    /// An encrypted ballot with all its proofs, as it stands in the archive.
    ///
    /// - Parameter choices: for each question the chosen answer, counted from 0. Questions have
    ///   `min = max = 1` and no blank.
    public func ballot(_ choices: UnsafeBufferPointer<UInt8>, with credential: Credential) -> String
    {
        precondition(choices.count == election.questions.count, "one choice a question")
        let context = "\(fingerprint)|\(credential.publicKey.decimal)"
        let answers = election.questions.indices.map { q in
            answer(Int(choices[q]), of: election.questions[q].answers.count, context)
        }
        let unsigned = EncryptedBallot.unsigned(
            uuid: election.uuid, hash: fingerprint, credential: credential.publicKey,
            answers: answers)
        let hash = Hashing.base64(Array((unsigned + "}").utf8))
        let w = Group.randomScalar(random)
        let a = Group.secretPower(Group.g, w)
        let proof = respond(w, credential.s, Hashing.challenge("sig|\(hash)|\(a.decimal)"))
        return unsigned
            + #","signature":{"hash":"\#(hash)","proof":\#(proof.serialized)}}"#
    }

    private func answer(_ chosen: Int, of count: Int, _ context: String) -> Answer {
        var choices: [Ciphertext] = []
        var proofs: [[Proof]] = []
        var total = Group.zero
        for j in 0..<count {
            let r = Group.randomScalar(random)
            let shared = Group.secretPower(election.publicKey, r)
            // Both are computed, one is kept.
            let plain = [shared, Group.times(shared, Group.g)]
            let cipher = Ciphertext(
                alpha: Group.secretPower(Group.g, r), beta: plain[j == chosen ? 1 : 0])
            choices.append(cipher)
            proofs.append(
                prove(cipher, r, value: j == chosen ? 1 : 0, of: [0, 1], "prove|\(context)|"))
            total = total.plus(r, mod: Group.q)
        }
        let all = context + "|" + BallotCheck.listing(choices)
        let sum = choices.reduce(.neutral, *)
        return Answer(
            choices: choices, individualProofs: proofs,
            overallProof: prove(sum, total, value: 1, of: [1], "prove|\(all)|"))
    }

    /// 4.12: proves that a ciphertext encrypts one of `values` and hides which.
    private func prove(
        _ cipher: Ciphertext, _ r: Number, value: Int, of values: [Int], _ prefix: String
    ) -> [Proof] {
        let w = Group.randomScalar(random)
        let truth = (Group.secretPower(Group.g, w), Group.secretPower(election.publicKey, w))
        // Of two claims one is true; the other is simulated, at the same cost whichever it is.
        let betas = [cipher.beta, Group.times(cipher.beta, Group.inverse(Group.g))]
        var others: [(value: Int, proof: Proof, commitment: (Number, Number))] = []
        for v in values where v != value {
            let fake = Proof(
                challenge: Group.randomScalar(random), response: Group.randomScalar(random))
            let a = Group.times(
                Group.secretPower(Group.g, fake.response),
                Group.secretPower(cipher.alpha, fake.challenge))
            let b = Group.times(
                Group.secretPower(election.publicKey, fake.response),
                Group.secretPower(betas[v], fake.challenge))
            others.append((v, fake, (a, b)))
        }
        func commitment(_ v: Int) -> (Number, Number) {
            others.first { $0.value == v }?.commitment ?? truth
        }
        let text = values.map { "\(commitment($0).0.decimal),\(commitment($0).1.decimal)" }
        let hash = Hashing.challenge(
            prefix + "\(cipher.alpha.decimal),\(cipher.beta.decimal)|"
                + text.joined(separator: ","))
        let simulated = others.reduce(Group.zero) { $0.plus($1.proof.challenge, mod: Group.q) }
        let own = respond(w, r, hash.minus(simulated, mod: Group.q))
        return values.map { v in others.first { $0.value == v }?.proof ?? own }
    }
}
