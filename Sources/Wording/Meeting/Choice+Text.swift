// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting

extension MeetingState {
    /// The words on the paper, in its order.
    public func choiceTexts(of m: Int) -> [Text] {
        paperChoices(of: m).map { Text("\($0.zh)", "\($0.en)") }
    }

    /// The words beside the numbers of one pick in the booth: where the paper takes several marks, the last says that there is
    /// no further one.
    ///
    /// - Parameter place: which pick of the matter it is, from 0.
    public func pickTexts(of m: Int, _ place: Int) -> [Text] {
        guard posts(of: m) != nil else { return choiceTexts(of: m) }
        return choiceTexts(of: m) + [
            place == 0 ? Text("均不同意", "none of them") : Text("不再选", "nobody further")
        ]
    }

    /// Which pick of a matter it is, where there are several; else nothing.
    public func pickText(of m: Int, _ place: Int) -> Text {
        guard let posts = posts(of: m), posts > 1 else { return Text("", "") }
        return Text("（可选 \(posts) 人：第 \(place + 1) 人）", " (up to \(posts): number \(place + 1))")
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
