// SPDX-License-Identifier: GPL-3.0-or-later

/// Checks answers and ballots of one election. Holds the tables of the election's key.
struct BallotCheck: Sendable {
    let election: Election
    let fingerprint: String
    let credentials: [String: Number]
    private let y: Comb

    init(_ election: Election, fingerprint: String, credentials: [String: Number]) {
        self.election = election
        self.fingerprint = fingerprint
        self.credentials = credentials
        y = Comb(election.publicKey, teeth: 8, tables: 8)
    }

    /// What is wrong with a ballot; nil when all its proofs hold.
    func fault(of ballot: EncryptedBallot, text: String) -> BallotFault? {
        guard ballot.serialized == text else { return .notCanonical }
        guard ballot.electionUUID == election.uuid, ballot.electionHash == fingerprint else {
            return .otherElection
        }
        guard credentials[ballot.credential.decimal] != nil else { return .unknownCredential }
        guard ballot.answers.count == election.questions.count else { return .answers }
        if let fault = signatureFault(ballot) { return fault }
        let context = "\(fingerprint)|\(ballot.credential.decimal)"
        for (i, (question, answer)) in zip(election.questions, ballot.answers).enumerated() {
            if let fault = self.fault(of: answer, to: question, i + 1, context) { return fault }
        }
        return nil
    }

    /// 4.14. A public credential was found to be an element when the list was read.
    private func signatureFault(_ ballot: EncryptedBallot) -> BallotFault? {
        guard Hashing.base64(Array((ballot.unsigned + "}").utf8)) == ballot.signature.hash,
            ballot.signature.proof.isReduced
        else { return .signature }
        let proof = ballot.signature.proof
        let a = Group.times(
            Group.comb.power(proof.response), Group.power(ballot.credential, proof.challenge))
        let challenge = Hashing.challenge("sig|\(ballot.signature.hash)|\(a.decimal)")
        return challenge == proof.challenge ? nil : .signature
    }

    private func fault(of answer: Answer, to question: Question, _ i: Int, _ context: String)
        -> BallotFault?
    {
        guard answer.choices.count == question.width,
            answer.individualProofs.count == question.width,
            (answer.blankProof != nil) == question.allowsBlank
        else { return .shape(question: i) }
        for (j, (choice, proof)) in zip(answer.choices, answer.individualProofs).enumerated() {
            let alpha = Comb(choice.alpha, teeth: 4, tables: 2)
            let beta = Comb(choice.beta, teeth: 4, tables: 2)
            guard !(choice.alpha == Group.one), Group.contains(choice.alpha, alpha),
                Group.contains(choice.beta, beta)
            else {
                return .notInGroup(question: i, answer: j + 1)
            }
            let statement = Statement(cipher: choice, alpha: alpha.power, beta: beta.power)
            guard
                holds(
                    proof, of: [(statement, 0), (statement, 1)], prefix: "prove|\(context)|",
                    shown: choice)
            else {
                return .individualProof(question: i, answer: j + 1)
            }
        }
        let all = context + "|" + Self.listing(answer.choices)
        if question.allowsBlank {
            return blankFault(answer, of: question, at: i, all: all)
        }
        let sum = answer.choices.reduce(.neutral, *)
        let statement = Statement(sum)
        // Not a range of the language: one that ends before it begins is a wrong paper.
        guard question.min <= question.max, question.max <= question.answers.count else {
            return .shape(question: i)
        }
        let cases = (question.min...question.max).map { (statement, $0) }
        return holds(answer.overallProof, of: cases, prefix: "prove|\(all)|", shown: sum)
            ? nil : .overallProof(question: i)
    }

    /// 4.13.3
    private func blankFault(_ answer: Answer, of question: Question, at i: Int, all: String)
        -> BallotFault?
    {
        let first = Statement(answer.choices[0])
        let rest = Statement(answer.choices.dropFirst().reduce(.neutral, *))
        guard
            holds(
                answer.blankProof ?? [], of: [(first, 0), (rest, 0)], prefix: "bproof0|\(all)|",
                shown: nil)
        else {
            return .blankProof(question: i)
        }
        guard question.min <= question.max, question.max <= question.answers.count else {
            return .shape(question: i)
        }
        let cases = [(first, 1)] + (question.min...question.max).map { (rest, $0) }
        return holds(answer.overallProof, of: cases, prefix: "bproof1|\(all)|", shown: nil)
            ? nil : .overallProof(question: i)
    }

    /// A disjunction of claims "this encrypts M": the challenges have to add up to the hash of the
    /// whole statement. 4.12
    private func holds(
        _ proofs: [Proof], of cases: [(Statement, Int)], prefix: String, shown: Ciphertext?
    ) -> Bool {
        guard proofs.count == cases.count, proofs.allSatisfy(\.isReduced) else { return false }
        var parts: [String] = []
        var sum = Group.zero
        for (proof, (statement, value)) in zip(proofs, cases) {
            let a = Group.times(
                Group.comb.power(proof.response), statement.alpha(proof.challenge))
            var b = Group.times(y.power(proof.response), statement.beta(proof.challenge))
            if value > 0 {
                let less = Group.zero.minus(
                    proof.challenge.times(Number(value), mod: Group.q), mod: Group.q)
                b = Group.times(b, Group.comb.power(less))
            }
            parts.append("\(a.decimal),\(b.decimal)")
            sum = sum.plus(proof.challenge, mod: Group.q)
        }
        let statement = shown.map { "\($0.alpha.decimal),\($0.beta.decimal)|" } ?? ""
        return Hashing.challenge(prefix + statement + parts.joined(separator: ",")) == sum
    }

    /// A ciphertext and how to raise its elements.
    private struct Statement {
        let alpha: (Number) -> Number
        let beta: (Number) -> Number
        init(
            cipher: Ciphertext, alpha: @escaping (Number) -> Number,
            beta: @escaping (Number) -> Number
        ) {
            self.alpha = alpha
            self.beta = beta
        }
        init(_ cipher: Ciphertext) {
            alpha = { Group.power(cipher.alpha, $0) }
            beta = { Group.power(cipher.beta, $0) }
        }
    }

    static func listing(_ choices: [Ciphertext]) -> String {
        choices.map { "\($0.alpha.decimal),\($0.beta.decimal)" }.joined(separator: ",")
    }
}

/// Why a ballot isn't accepted. Questions and answers are counted from 1.
public enum BallotFault: Error, Hashable, Sendable {
    /// Not in the one form that the specification's hashes need.
    case notCanonical
    case otherElection
    case unknownCredential
    case answers
    case shape(question: Int)
    case notInGroup(question: Int, answer: Int)
    case individualProof(question: Int, answer: Int)
    case overallProof(question: Int)
    case blankProof(question: Int)
    case signature
}
