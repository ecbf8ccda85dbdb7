// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Wording

extension RoomSnapshot {
    /// How many have the papers now, and what else has still to reach somebody.
    func delivered(_ what: Delivery.What) -> Text {
        let other: Delivery.What = what == .papers ? .personnelPapers : .papers
        var text = Text("已登记送达：", "Recorded: ") + share(of: what)
        if isWanted(other), reached(other).contains(nil) {
            text = text + Text(" · 还缺：", " · still missing: ") + share(of: other)
        }
        return text
    }

    private func reached(_ what: Delivery.What) -> [Day?] {
        what == .papers ? state.papersOn : state.personnelPapersOn
    }

    private func share(of what: Delivery.What) -> Text {
        let all = reached(what)
        let count = all.count { $0 != nil }
        return what.text + Text(" \(count)/\(all.count) 人", " \(count) of \(all.count)")
    }

    private func isWanted(_ what: Delivery.What) -> Bool {
        guard let charter else { return false }
        switch what {
        case .papers: return charter.profile.noticeWorkingDays > 0
        case .personnelPapers:
            return charter.profile.personnelNoticeWorkingDays > 0
                && charter.kinds.contains(where: \.isAboutPeople)
        }
    }
}

extension Delivery.What {
    static let all: [Self] = [.papers, .personnelPapers]

    var text: Text {
        switch self {
        case .papers: Text("会议材料", "papers")
        case .personnelPapers: Text("干部材料", "personnel papers")
        }
    }
}
