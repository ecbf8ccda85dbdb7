import Conduct
import Export
import Record
import Wording

extension Desk {
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
                    Text(
                        "指纹读不出来：须为四组“词语加四位数字” · 请照闭会时的纸重新输入",
                        "The fingerprint can't be read: four groups of a word and four digits · type it as the paper has it"
                    ))
            }
        }
        let report = try SealedMinutes.verify(register, head: paper)
        return .preview(
            Page(Text("核验", "Verification"), Verdict.lines(report, paper: paper != nil)))
    }
}
