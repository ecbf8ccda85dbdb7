// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Meeting
import Personnel
import Record
import Support
import Testing

/// Whoever types an act in can't do it in another's name: it is recorded with their signature or the scan of one.
@Suite("proof of an act on people")
struct ProofTests {
    private let sheet = Document(title: "签名单", sha256: Maker.hash)

    /// What the session says to a command; nil where it is recorded.
    private func refusal(_ command: PersonnelCommand, _ session: Session) throws
        -> PersonnelRefusal?
    {
        do {
            _ = try session.perform(command, at: Maker.now)
            return nil
        } catch ConductError.refusedByRegister(let refusal) {
            return refusal
        }
    }

    @Test("S2, S3 · what nobody signed isn't recorded, with the scan of a signature it is")
    func unsigned() throws {
        let folder = try TemporaryFolder()
        let register = try Registers.withPeople(folder.file("r.lwr"))
        let session = try Session(register)
        func entries() throws -> Int { try register.entries(of: nil).count }
        let before = try entries()

        var key = SigningKey(person: "a", publicKey: SigningKey.example, witnesses: ["b", "c"])
        #expect(try refusal(.enrolKey(key), session) == .paperMissing("b"))
        var withdrawal = RecommendationWithdrawal(recommendation: "r1", by: "b", reason: "x")
        #expect(try refusal(.withdraw(withdrawal), session) == .paperMissing("b"))
        #expect(try entries() == before)

        // The control: the same acts with the scan.
        key.paper = sheet
        #expect(try refusal(.enrolKey(key), session) == nil)
        withdrawal.paper = sheet
        #expect(try refusal(.withdraw(withdrawal), session) == nil)
        #expect(try entries() == before + 2)

        // The owner has a key now: paper no longer stands for a signature with it.
        var own = KeyRevocation(person: "a", publicKey: SigningKey.example, reason: "lost")
        own.paper = sheet
        #expect(try refusal(.revokeKey(own), session) == .signatureMissing("a"))
        var witnessed = KeyRevocation(
            person: "a", publicKey: SigningKey.example, reason: "lost", witnesses: ["b", "c"])
        #expect(try refusal(.revokeKey(witnessed), session) == .paperMissing("b"))
        #expect(try entries() == before + 2)
        witnessed.paper = sheet
        #expect(try refusal(.revokeKey(witnessed), session) == nil)
    }
}
