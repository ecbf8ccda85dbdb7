// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting

extension MeetingState {
    /// The words on the paper, in its order.
    public func choiceTexts(of m: Int) -> [Text] {
        paperChoices(of: m).map { Text("\($0.zh)", "\($0.en)") }
    }
}
