// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Foundation
import Intake
import Meeting
import Personnel
import Record
import Room
import Support
import Wording

@testable import lastword

/// The example's people, and a meeting that is set and convened.
enum Planned {
    nonisolated(unsafe) private static let stage: Stage = {
        guard let stage = try? Stage(.zh) else { fatalError("no rehearsal") }
        stage.callRoll()
        stage.convene()
        stage.introduce()
        return stage
    }()
    private static let personnel = stage.driver.app.snapshot.personnel
    private static let state = stage.driver.app.snapshot.state

    static func resolve(_ draft: PlanDraft) {
        let sources = PlanDraft.Sources(
            prior: { _, _ in nil }, profile: { ProfileReader.read($0) }, hashOfFile: { _ in nil })
        for diagnostic in draft.resolve(in: personnel, sources).diagnostics {
            shown(diagnostic.problem.text)
        }
    }

    /// A line of the protocol, as far as the rules.
    static func answer(_ bytes: [UInt8]) {
        guard let line = String(validating: bytes, as: UTF8.self) else { return }
        let input: ProtocolInput
        do { input = try ProtocolInput(line) } catch let fault as ProtocolInput.Fault {
            return shown(fault.text)
        } catch { return }
        let names = Names(state, personnel)
        switch input.request {
        case .meeting(let command), .explain(let command):
            do { _ = try state.decide(command, at: input.at ?? stage.clock.time) } catch {
                let explanation = error.explanation(names)
                shown(explanation.says)
                shown(explanation.next)
            }
        default: break
        }
    }
}
