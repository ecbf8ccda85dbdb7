// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Foundation
import Meeting
import Personnel
import Record
import Support
import Testing

/// What is offered is never refused, and what isn't possible is: asked of the session, which writes, with a register of people
/// that changes meanwhile.
@Suite("offers")
struct OfferTests {
    /// The same choices each time.
    private struct Draw: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    /// Commands that a register, or a person at the keyboard, would have to make possible first.
    private func isForSession(_ command: MeetingCommand) -> Bool {
        switch command {
        // The box needs PINs and papers, which its own tests have.
        case .openBallot(let opening): opening.mode != .box
        case .closeBox, .countBox, .sealOthers: false
        // What ends everything at once comes at the end.
        case .cancel: false
        default: true
        }
    }

    /// Somebody in the office changes the register while the meeting is prepared.
    private func change(_ register: Register, _ draw: inout Draw) throws {
        let people = try Session(register)
        switch draw.next() % 4 {
        case 0:
            let power = Power.allCases[Int(draw.next() % 5)]
            let person = Person(id: "b", name: "Member 1", rank: 2, inCharge: [power])
            try people.perform(.importPeople(PeopleImport(people: [person])), at: Maker.now)
        case 1 where people.personnel.recommendations["r1"]?.isWithdrawn == false:
            let paper = Document(title: "withdrawal", sha256: Maker.hash)
            try people.perform(
                .withdraw(
                    RecommendationWithdrawal(
                        recommendation: "r1", by: "b", reason: "r", paper: paper)),
                at: Maker.now)
        case 2:
            let newcomer = Person(id: "z", name: "Newcomer", rank: 9)
            try people.perform(.importPeople(PeopleImport(people: [newcomer])), at: Maker.now)
        default: break
        }
    }

    @Test(
        "the session takes what its context offers, and refuses what that refuses",
        arguments: 0..<12)
    func offered(seed: Int) throws {
        var draw = Draw(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1)
        let folder = try TemporaryFolder()
        let register = try Registers.withPeople(folder.file("a.lwr"))
        let session = try Session(register, meeting: "m")
        try session.perform(.plan(Registers.plan()), at: Maker.now)
        var taken: Set<MeetingCommand.Kind> = []
        var refused: Set<MeetingCommand.Kind> = []
        for step in 0..<120 {
            if step < 30, draw.next() % 6 == 0 {
                try change(register, &draw)
                try session.refresh()
            }
            let offers = try session.context(of: "m").offers(at: Maker.now)
            // A tenth of what is refused is tried as well.
            for offer in offers where !offer.isPossible && draw.next() % 10 == 0 {
                guard isForSession(offer.command) else { continue }
                #expect(throws: ConductError.self) {
                    try session.perform(offer.command, at: Maker.now)
                }
                refused.insert(offer.kind)
            }
            let possible = offers.filter { $0.isPossible && isForSession($0.command) }
            guard let chosen = possible.randomElement(using: &draw) else { break }
            try session.perform(chosen.command, at: Maker.now)
            taken.insert(chosen.kind)
        }
        #expect(taken.count >= 6 && refused.count >= 10, "\(taken.count) \(refused.count)")
        #expect(try register.verify().isSound)
    }

    @Test("convening isn't offered on a roll that has changed, or with somebody barred")
    func convening() throws {
        let folder = try TemporaryFolder()
        let register = try Registers.withPeople(folder.file("a.lwr"))
        let session = try Session(register, meeting: "m")
        try session.perform(.plan(Registers.plan()), at: Maker.now)
        for id: PersonID in ["a", "b", "c", "d", "e"] {
            try session.perform(.arrive(Arrival(member: id)), at: Maker.now)
        }
        func convening() throws -> Offer? {
            try session.context(of: "m").offers(at: Maker.now).first { $0.kind == .convene }
        }
        #expect(try convening()?.isPossible == true)
        let newcomer = Person(id: "z", name: "Newcomer", rank: 9)
        try Session(register).perform(
            .importPeople(PeopleImport(people: [newcomer])), at: Maker.now)
        try session.refresh()
        #expect(try convening()?.refusal == .rollChanged)
    }
}
