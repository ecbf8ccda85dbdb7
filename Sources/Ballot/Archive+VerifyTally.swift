// SPDX-License-Identifier: GPL-3.0-or-later

// The sum, what the tellers decrypted of it, and the result that was read from it.
extension ArchiveVerifier {
    /// 4.15, 4.16: the last ballot of each credential, to the power of its weight.
    func compare(
        _ tally: [[Ciphertext]], _ sized: SizedTally, with ballots: [EncryptedBallot],
        _ credentials: Credentials, of election: Election
    ) throws(ArchiveFault) -> Int {
        var last: [String: EncryptedBallot] = [:]
        for ballot in ballots { last[ballot.credential.decimal] = ballot }
        guard sized.numTallied == last.count else {
            throw .numTallied(said: sized.numTallied, counted: last.count)
        }
        var sum = election.questions.map { [Ciphertext](repeating: .neutral, count: $0.width) }
        var total = Group.zero
        for (credential, ballot) in last {
            let weight = credentials[credential]?.weight ?? Group.one
            total = total.plain(plus: weight)
            for (q, answer) in ballot.answers.enumerated() {
                for (j, choice) in answer.choices.enumerated() {
                    let weighted =
                        weight == Group.one
                        ? choice
                        : Ciphertext(
                            alpha: Group.power(choice.alpha, weight),
                            beta: Group.power(choice.beta, weight))
                    sum[q][j] = sum[q][j] * weighted
                }
            }
        }
        guard total == sized.totalWeight.number else {
            throw .numTallied(said: sized.numTallied, counted: last.count)
        }
        guard tally.count == sum.count else { throw .encryptedTally(question: 1) }
        for (q, (said, counted)) in zip(tally, sum).enumerated() {
            guard said.count == counted.count, zip(said, counted).allSatisfy({ $0 == $1 }) else {
                throw .encryptedTally(question: q + 1)
            }
        }
        return last.count
    }

    /// 4.18
    func verify(
        _ part: PartialDecryption, of trustee: TrusteeKey, number: Int,
        tally: [[Ciphertext]], fingerprint: String
    ) throws(ArchiveFault) {
        guard part.factors.map(\.count) == tally.map(\.count),
            part.proofs.map(\.count) == tally.map(\.count)
        else { throw .decryption(trustee: number) }
        for (q, row) in tally.enumerated() {
            for (j, cipher) in row.enumerated() {
                let factor = part.factors[q][j]
                let proof = part.proofs[q][j]
                guard proof.isReduced, Group.contains(factor) else {
                    throw .decryption(trustee: number)
                }
                let a = Group.times(
                    Group.comb.power(proof.response),
                    Group.power(trustee.publicKey, proof.challenge))
                let b = Group.times(
                    Group.power(cipher.alpha, proof.response),
                    Group.power(factor, proof.challenge))
                let challenge = PartialDecryption.challenge(
                    fingerprint, key: trustee.publicKey, commitment: (a, b))
                guard challenge == proof.challenge else { throw .decryption(trustee: number) }
            }
        }
    }

    /// 4.19: g to the power of each figure is what is left of the sum.
    func verify(
        _ result: ElectionResult, tally: [[Ciphertext]], parts: [PartialDecryption],
        total: Number
    ) throws(ArchiveFault) {
        guard result.result.count == tally.count else { throw .result(question: 1) }
        for (q, row) in tally.enumerated() {
            guard result.result[q].count == row.count else { throw .result(question: q + 1) }
            for (j, cipher) in row.enumerated() {
                let votes = result.result[q][j].number
                let factor = parts.reduce(Group.one) { Group.times($0, $1.factors[q][j]) }
                let claimed = Group.times(factor, Group.power(Group.g, votes))
                guard !(total < votes), claimed == cipher.beta else {
                    throw .result(question: q + 1)
                }
            }
        }
    }
}
