// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import Basics
import District
import Foundation
import Intake
import Meeting
import Personnel
import Record
import Wording

@testable import lastword

/// A way by which bytes from outside come into the program.
enum Reader: String, CaseIterable {
    case roster, outcomes, plan, profile, recommendations, `protocol`, archive, bundle, register,
        keys
    /// Traps on one input: that the search finds it shows that it would find others.
    case control

    func take(_ bytes: [UInt8]) {
        switch self {
        case .roster:
            guard let text = said(TextFile.decode(bytes))?.text else { return }
            let known = [Person(id: "p01", name: "赵甲"), Person(id: "p02", name: "钱乙")]
            _ = said(Roster.parse(csv: text, known: known))
            _ = said(Roster.parse(yaml: text, known: known))
        case .outcomes:
            guard let text = said(TextFile.decode(bytes))?.text else { return }
            _ = said(OutcomeReader.parse(text))
        case .plan:
            guard let text = said(TextFile.decode(bytes))?.text else { return }
            if let draft = said(PlanReader.parse(text)) { Planned.resolve(draft) }
        case .profile:
            guard let text = said(TextFile.decode(bytes))?.text else { return }
            _ = said(ProfileReader.parse(text))
        case .recommendations:
            guard let text = said(TextFile.decode(bytes))?.text else { return }
            _ = said(RecommendationReader.parse(text) { _ in nil })
        case .protocol: Planned.answer(bytes)
        case .archive:
            do { _ = try ArchiveVerifier.verify(Data(bytes)) } catch { shown(error.text) }
        case .bundle: Stored.bundle(bytes)
        case .register: Stored.register(bytes)
        case .keys: Keys.press(bytes)
        case .control: precondition(!bytes.starts(with: "trap".utf8), "the control")
        }
    }

    /// Every message is made, in both languages: a message may trap as well as a reader.
    private func said<Value>(_ reading: Reading<Value>) -> Value? {
        for diagnostic in reading.diagnostics { shown(diagnostic.problem.text) }
        return reading.value
    }
}

/// What goes to a terminal may not drive it.
func shown(_ text: Text) {
    for language in [text.zh, text.en] {
        precondition(
            !language.unicodeScalars.contains {
                ($0.value < 32 && $0 != "\n") || (127...159).contains($0.value)
            },
            "a control character in a message")
    }
}
