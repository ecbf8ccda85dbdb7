// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Meeting
import Personnel
import Support
import Testing

@Suite("every reachable state of the real engine")
struct ExplorationTests {
    static let isTorture = ProcessInfo.processInfo.environment["LASTWORD_TORTURE"] != nil

    struct Case: Sendable, CustomTestStringConvertible {
        var members: Int
        var chiefs: Int
        var matters = 1
        var sealedFirst = false
        /// With a paper that may stop the matter, a declaration of recusals, and returns by a chief.
        var gated = false
        /// With a vote in the open besides the secret ballot.
        var named = false
        /// The matters are lines of one list.
        var listed = false
        var limit: Int
        var testDescription: String {
            "\(members) members, \(chiefs) chiefs, \(matters) matters\(sealedFirst ? ", sealed first" : "")\(gated ? ", gated" : "")\(named ? ", in the open" : "")\(listed ? ", on a list" : "")"
        }

        var plan: Plan {
            Maker.plan(
                members: members, chiefs: chiefs,
                matters: (1...matters).map { Maker.matter(MatterID("m\($0)")) },
                listed: listed,
                profile: Maker.profile {
                    $0.ballotOrder = sealedFirst ? .beforeChief : .afterChief
                    if gated { Maker.gate(&$0) }
                    if named { $0.kinds[0].methods = [.secret, .hands] }
                },
                presiding: "a")
        }
    }

    static let cases: [Case] = [
        Case(members: 1, chiefs: 1, limit: 1_000_000),
        Case(members: 2, chiefs: 1, limit: 1_000_000),
        Case(members: 3, chiefs: 1, limit: isTorture ? 8_000_000 : 90_000),
        Case(members: 3, chiefs: 2, limit: isTorture ? 4_000_000 : 60_000),
        Case(members: 4, chiefs: 1, limit: isTorture ? 4_000_000 : 180_000),
        Case(members: 4, chiefs: 2, limit: isTorture ? 4_000_000 : 120_000),
        Case(members: 4, chiefs: 1, sealedFirst: true, limit: isTorture ? 2_000_000 : 60_000),
        Case(members: 4, chiefs: 1, gated: true, limit: isTorture ? 4_000_000 : 90_000),
        Case(members: 3, chiefs: 1, named: true, limit: isTorture ? 4_000_000 : 60_000),
        Case(
            members: 3, chiefs: 1, matters: 2, listed: true,
            limit: isTorture ? 4_000_000 : 90_000),
        Case(members: 3, chiefs: 1, matters: 2, limit: isTorture ? 2_000_000 : 60_000),
    ]

    @Test("no state breaks L1 to L8, Q1 to Q3, B1 to B3 or V1", arguments: cases)
    func explore(_ c: Case) throws {
        let result = try Explorer(plan: c.plan, limit: c.limit).run()
        print(
            "explored \(c.testDescription): \(result.states) states, \(result.transitions) transitions, \(result.refusals) refusals, \(result.isWhole ? "the whole space" : "limit reached"), \(result.violations.count) violations"
        )
        #expect(result.violations.isEmpty, "\(result.violations)")
        #expect(result.isWhole || result.states >= c.limit)
        #expect(result.refusals > 0)
        if c.named {
            let needed: Set<MeetingCommand.Kind> = [.openBallot, .takeVotes, .declare, .enterCount]
            #expect(needed.isSubset(of: result.commandsAccepted))
        }
        if c.gated {
            let needed: Set<MeetingCommand.Kind> = [
                .sendBack, .askRecusals, .recordPrerequisite, .defer, .introduce, .declare,
                .correct, .askQuestion, .answerQuestion,
            ]
            #expect(needed.isSubset(of: result.commandsAccepted))
        }
        if c.members == 4, c.matters == 1, !c.sealedFirst, !c.gated {
            // The search went where it should: every kind of step was taken.
            let needed: Set<MeetingCommand.Kind> = [
                .arrive, .leave, .convene, .introduce, .stateView, .recuse, .openBallot,
                .enterCount, .reopen, .correct, .withdraw, .adjourn, .reconvene, .declare, .veto,
                .close, .voidBallot,
            ]
            #expect(needed.isSubset(of: result.commandsAccepted))
        }
    }

    @Test("with the chief check taken out, the search finds it")
    func seededFault() throws {
        let plan = Maker.plan(members: 4, presiding: "a")
        let result = try Explorer(plan: plan, limit: 200_000).run {
            state, command throws(MeetingRefusal) in
            do throws(MeetingRefusal) { return try state.decide(command, at: Maker.now) } catch {
                guard case .chiefMustWait = error, case .stateView(let view) = command else {
                    throw error
                }
                return [.viewStated(view)]
            }
        }
        #expect(result.violations.contains { $0.rule == "L1" })
        print(
            "seeded fault found after \(result.transitions) transitions: \(result.violations.first?.description ?? "")"
        )
    }

    @Test(
        "with a stopping conclusion, or the declaration of recusals, not looked at, the search finds it"
    )
    func seededGateFaults() throws {
        let plan = Maker.plan(
            members: 3, profile: Maker.profile { Maker.gate(&$0) }, presiding: "a")
        func search(_ isTakenOut: (MeetingRefusal) -> Bool) throws -> Explorer.Result {
            try withoutActuallyEscaping(isTakenOut) { isTakenOut in
                try Explorer(plan: plan, limit: 60_000).run {
                    state, command throws(MeetingRefusal) in
                    do throws(MeetingRefusal) {
                        return try state.decide(command, at: Maker.now)
                    } catch {
                        guard isTakenOut(error), case .introduce(let i) = command else {
                            throw error
                        }
                        return [.introduced(i)]
                    }
                }
            }
        }
        let stopped = try search { if case .prerequisiteStops = $0 { true } else { false } }
        #expect(stopped.violations.contains { $0.rule == "M2" })
        let unasked = try search { if case .recusalsNotAsked = $0 { true } else { false } }
        #expect(unasked.violations.contains { $0.rule == "Q2" })
    }

    @Test("with the quorum check taken out, the search finds it")
    func seededQuorumFault() throws {
        let plan = Maker.plan(members: 3, presiding: "a")
        let result = try Explorer(plan: plan, limit: 200_000).run {
            state, command throws(MeetingRefusal) in
            do throws(MeetingRefusal) { return try state.decide(command, at: Maker.now) } catch {
                guard case .noQuorum = error, case .stateView(let view) = command else {
                    throw error
                }
                return [.viewStated(view)]
            }
        }
        #expect(result.violations.contains { $0.rule == "Q1" })
    }
}
