// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

extension MeetingState {
    /// The choices on a matter's paper, in its order. They are part of the rules: the record proves
    /// which words a number of votes stood beside.
    public func paperChoices(of m: Int) -> [Profile.Bilingual] {
        guard let charter else { return [] }
        switch charter.kinds[m].form {
        case .approval:
            return [
                .init(zh: "同意", en: "for"), .init(zh: "不同意", en: "against"),
                .abstention,
            ]
        case .graded: return charter.kinds[m].grades
        case .noted: return []
        case .contested:
            let all = charter.plan.matters[m].candidates
            return matters[m].contenders.map { id in
                let name = Legibility.visible(all.first { $0.id == id }?.name ?? id.rawValue)
                return .init(zh: name, en: name)
            } + [posts(of: m) == nil ? .noneOfThem : .abstention]
        }
    }

    /// Every candidate stands on the paper, as in the first ballot.
    public mutating func standAll(_ m: Int) {
        guard let charter else { return }
        matters[m].contenders = charter.plan.matters[m].candidates.map(\.id)
    }

    /// The same as an archive has them, in both languages. An abstention on a paper that takes several marks is its blank,
    /// and no answer of its own.
    public func paperAnswers(of m: Int) -> [String] {
        let answers = posts(of: m) == nil ? paperChoices(of: m) : paperChoices(of: m).dropLast()
        return answers.map { $0.zh == $0.en ? $0.zh : "\($0.zh) · \($0.en)" }
    }

    /// What an archive calls the question of a matter.
    public func paperQuestion(of m: Int) -> String {
        charter.map { "\($0.plan.matters[m].id) · \($0.plan.matters[m].title)" } ?? ""
    }

    /// What an archive says of itself: the meeting, which ballot of the matter it was, and whose register it belongs to.
    ///
    /// - Parameter register: the hash of the register's first entry, in hex; nil in archives of 0.2, which don't say.
    public func paperDescription(of meeting: MeetingID, _ m: Int, register: String?) -> String {
        "\(meeting) · \(matters[m].voids + matters[m].round)" + (register.map { " · \($0)" } ?? "")
    }
}

extension Profile.Bilingual {
    static let abstention = Profile.Bilingual(zh: "弃权", en: "abstain")
    static let noneOfThem = Profile.Bilingual(zh: "均不同意", en: "none of them")
}
