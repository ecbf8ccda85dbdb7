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
            $0 + 100 + $1.overallProofs * proof + $1.width * choice
        }
    }

    /// An encrypted ballot with all its proofs, as it stands in the archive.
    ///
    /// - Parameter picks: those of each question after the other, from 0, as `Question.takes` accepts them.
    public func ballot(_ picks: UnsafeRawBufferPointer, with credential: Credential) -> String {
        precondition(election.takes(picks), "picks that the paper takes")
        let context = "\(fingerprint)|\(credential.publicKey.decimal)"
        let answers = election.parts(of: picks).map { answer($1, to: $0, context) }
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

    private func answer(
        _ picks: UnsafeRawBufferPointer, to question: Question, _ context: String
    ) -> Answer {
        var sealed: [Sealed] = []
        var proofs: [[Proof]] = []
        for place in 0..<question.width {
            let value = question.value(place, of: picks)
            let r = Group.randomScalar(random)
            let shared = Group.secretPower(election.publicKey, r)
            // Both are computed, one is kept.
            let plain = [shared, Group.times(shared, Group.g)]
            let cipher = Ciphertext(
                alpha: Group.secretPower(Group.g, r), beta: plain[value])
            let own = Sealed(cipher: cipher, r: r)
            sealed.append(own)
            proofs.append(
                prove(
                    [(own, 0), (own, 1)], true: value,
                    "prove|\(context)|\(cipher.alpha.decimal),\(cipher.beta.decimal)|"))
        }
        let choices = sealed.map(\.cipher)
        let all = context + "|" + BallotCheck.listing(choices)
        let marks = sealed.suffix(question.answers.count).reduce(Sealed.nothing, *)
        let sum = (0..<question.width).suffix(question.answers.count).reduce(0) {
            $0 + question.value($1, of: picks)
        }
        let sums = (question.min...max(question.min, question.max)).map { (marks, $0) }
        guard question.allowsBlank, let blank = sealed.first else {
            let shown = "\(marks.cipher.alpha.decimal),\(marks.cipher.beta.decimal)|"
            return Answer(
                choices: choices, individualProofs: proofs,
                overallProof: prove(sums, true: sum - question.min, "prove|\(all)|\(shown)"))
        }
        // 4.13.3: the blank isn't marked, or nothing else is; and it is marked, or few enough others are.
        let isBlank = question.value(0, of: picks)
        return Answer(
            choices: choices, individualProofs: proofs,
            overallProof: prove(
                [(blank, 1)] + sums, true: isBlank == 1 ? 0 : 1 + sum - question.min,
                "bproof1|\(all)|"),
            blankProof: prove([(blank, 0), (marks, 0)], true: isBlank, "bproof0|\(all)|"))
    }

    /// A ciphertext, and what it was made with.
    private struct Sealed {
        var cipher: Ciphertext
        var r: Number

        static var nothing: Sealed { Sealed(cipher: .neutral, r: Group.zero) }
        static func * (a: Sealed, b: Sealed) -> Sealed {
            Sealed(cipher: a.cipher * b.cipher, r: a.r.plus(b.r, mod: Group.q))
        }
    }

    /// 4.12: proves of several claims that one holds, each that a ciphertext encrypts a number, and hides which.
    ///
    /// - Parameter place: the claim that holds, from 0; the others are simulated, at the same cost whichever it is.
    private func prove(
        _ claims: [(what: Sealed, value: Int)], true place: Int, _ prefix: String
    ) -> [Proof] {
        let w = Group.randomScalar(random)
        let truth = (Group.secretPower(Group.g, w), Group.secretPower(election.publicKey, w))
        let less = Group.inverse(Group.g)
        var commitments: [(Number, Number)] = []
        var proofs: [Proof] = []
        var simulated = Group.zero
        for (i, claim) in claims.enumerated() {
            let beta = (0..<claim.value).reduce(claim.what.cipher.beta) { beta, _ in
                Group.times(beta, less)
            }
            guard i != place else {
                commitments.append(truth)
                // Stands here until the challenges of the others are known.
                proofs.append(Proof(challenge: Group.zero, response: Group.zero))
                continue
            }
            let fake = Proof(
                challenge: Group.randomScalar(random), response: Group.randomScalar(random))
            commitments.append(
                (
                    Group.times(
                        Group.secretPower(Group.g, fake.response),
                        Group.secretPower(claim.what.cipher.alpha, fake.challenge)),
                    Group.times(
                        Group.secretPower(election.publicKey, fake.response),
                        Group.secretPower(beta, fake.challenge))
                ))
            proofs.append(fake)
            simulated = simulated.plus(fake.challenge, mod: Group.q)
        }
        let text = commitments.map { "\($0.0.decimal),\($0.1.decimal)" }
        let hash = Hashing.challenge(prefix + text.joined(separator: ","))
        proofs[place] = respond(
            w, claims[place].what.r, hash.minus(simulated, mod: Group.q))
        return proofs
    }
}
