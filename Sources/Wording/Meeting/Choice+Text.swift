// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting

extension MeetingState {
    /// The words on the paper, in its order.
    public func choiceTexts(of m: Int) -> [Text] {
        paperChoices(of: m).map { Text("\($0.zh)", "\($0.en)") }
    }

    /// The same by how many there are: those of now, and those before a run-off.
    func allChoiceTexts(of m: Int) -> [Int: [Text]] {
        let now = choiceTexts(of: m)
        guard let charter, charter.kinds[m].form == .contested else { return [now.count: now] }
        var before = self
        before.standAll(m)
        let first = before.choiceTexts(of: m)
        return Dictionary(
            [(now.count, now), (first.count, first)], uniquingKeysWith: { now, _ in now })
    }
}
