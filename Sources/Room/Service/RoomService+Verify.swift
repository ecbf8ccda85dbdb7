// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Export
import Record
import Wording

extension RoomService {
    /// The inspector's page: every proof with what it rests on.
    ///
    /// - Parameter head: the fingerprint on paper, as it was typed; empty where there is none.
    func verified(_ head: String) throws -> App.Answer {
        guard let register else { throw ConductError.noMeeting }
        var paper: PaperHead?
        if !head.isEmpty {
            paper = PaperHead(head)
            guard paper != nil else {
                return .refused(
                    Fingerprint.refusal(of: head)
                        + Text(" · 请照闭会时的纸重新输入", " · type it as the paper has it"))
            }
        }
        let report = try SealedMinutes.verify(register, head: paper)
        return .preview(
            Page(Text("核验", "Verification"), Verdict.lines(report, paper: paper != nil)))
    }
}
