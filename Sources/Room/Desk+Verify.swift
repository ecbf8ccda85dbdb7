import Conduct
import Export
import Meeting
import Personnel
import Record
import Wording

extension Desk {
    func verified() throws -> Page {
        guard let register else { throw ConductError.noMeeting }
        let report = try SealedMinutes.verify(register)
        var lines = [
            report.isSound
                ? Text(
                    "完好：\(report.entries) 条记录，哈希链完整，每一步都合乎规则，\(report.ballots) 张票的证明全部成立",
                    "Sound: \(report.entries) entries, the chain whole, every step by the rules, \(report.ballots) ballots proven"
                )
                : Text("有问题：\(report.faults.count) 处", "Not sound: \(report.faults.count) faults"),
            Text("", ""),
        ]
        lines += report.faults.map { $0.text(names) }
        for meeting in report.meetings {
            let mark = meeting.closing?.fingerprint
            lines.append(
                Text(
                    "\(Legibility.visible(meeting.title))：\(meeting.phase.text.zh)\(mark.map { "，指纹 \($0.chinese)" } ?? "")",
                    "\(Legibility.visible(meeting.title)): \(meeting.phase.text.en)\(mark.map { ", fingerprint \($0.english)" } ?? "")"
                ))
        }
        return Page(Text("核验", "Verification"), lines)
    }
}
