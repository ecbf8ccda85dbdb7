// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Foundation
import Meeting
import Personnel
import Record
import Replay
import Support
import Testing

@Suite("the same meeting under another profile")
struct WhatIfTests {
    /// The example meeting, its first count voided by the rules themselves: more papers back than out.
    private func register(_ folder: TemporaryFolder) throws -> Register {
        let register = try Registers.withPeople(folder.file("a.lwr"))
        let session = try Session(register, meeting: "m")
        var hasVoided = false
        for command in Registers.commands {
            if case .enterCount = command, !hasVoided {
                hasVoided = true
                for teller: PersonID in ["a", "b"] {
                    try session.perform(
                        .enterCount(
                            CountSheet(
                                teller: teller, issued: 5, returned: 6,
                                figures: [
                                    MatterFigures(
                                        matter: "m1", valid: 6, invalid: 0, choices: [6, 0, 0])
                                ])), at: Maker.now)
                }
                try session.perform(
                    .openBallot(BallotOpening(matters: ["m1"], mode: .paper)), at: Maker.now)
            }
            try session.perform(command, at: Maker.now)
        }
        return register
    }

    @Test("under its own profile nothing is refused and everything comes to the same")
    func own() throws {
        let folder = try TemporaryFolder()
        let timeline = try Timeline(try register(folder), "m")
        #expect(timeline.steps.contains { $0.event.kind == .ballotVoided })
        let profile = try #require(
            timeline.state(before: timeline.steps.count).charter?.plan.profile)
        let same = WhatIf(timeline, under: profile)
        #expect(same.isSame, "\(same.refused.map(\.event.kind)) \(same.matters)")

        // The control: papers that nobody brought.
        var strict = profile
        for i in strict.kinds.indices {
            strict.kinds[i].prerequisites.append(
                MatterKind.Prerequisite(
                    id: "report", title: Profile.Bilingual(zh: "报告", en: "report"),
                    byDeputyInCharge: false, needsDocument: false))
        }
        #expect(!WhatIf(timeline, under: strict).isSame)
    }
}
