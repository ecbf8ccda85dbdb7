// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import Wording

extension BoothPaper.Picked {
    /// What the voter is told who has to type again; nil where the number was taken.
    var fault: Text? {
        switch self {
        case .taken: nil
        case .noSuchNumber:
            Text(
                "没有这个数字，请照着选项旁的数字输入",
                "No choice has that number; type one that stands beside a choice")
        case .contradicts:
            Text("同一人不能选两次，弃权不能再选人", "Nobody twice, and nobody beside an abstention")
        }
    }
}
