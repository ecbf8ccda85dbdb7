// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

/// A matter of a plan file, or a line of a list there. M4.
struct PlanLine {
    var matter: PlanDraft.DraftMatter
    /// The list that it is on; nil: it stands alone.
    var list: MatterID?
    /// Its number on the list, from 1.
    var number: Int?
}

extension Resolver {
    /// A matter about several people who don't compete is a list: a line for each of them, with their own papers and
    /// recommendations.
    func lines(_ m: PlanDraft.DraftMatter) -> [PlanLine] {
        guard let kind = profile.kind(m.kind.id), kind.isAboutPeople, kind.form != .contested,
            m.candidates.count > kind.leastCandidates
        else { return [PlanLine(matter: m)] }
        return m.candidates.enumerated().map { i, candidate in
            var line = m
            line.id.id = "\(m.id.id).\(i + 1)"
            line.kind = candidate.kind ?? m.kind
            line.candidates = [candidate]
            line.title = candidate.title ?? title(of: candidate, on: m, line.kind.id)
            line.recommendations = m.recommendations.filter { reference in
                let known = register.recommendations[RecommendationID(reference.id)]
                // One that nobody knows is reported once, with the first line.
                return known.map { $0.recommendation.candidate.rawValue == candidate.person.id }
                    ?? (i == 0)
            }
            return PlanLine(matter: line, list: MatterID(m.id.id), number: i + 1)
        }
    }

    /// The lists of the agenda; nil where it has none.
    var lists: [MatterList]? {
        let found = draft.matters.filter { lines($0).first?.list != nil }
            .map { MatterList(id: MatterID($0.id.id), title: $0.title) }
        return found.isEmpty ? nil : found
    }

    /// What a line decides, in the language of the list's title.
    private func title(
        of c: PlanDraft.DraftCandidate, on list: PlanDraft.DraftMatter, _ kindID: String
    ) -> String {
        let name = register.people[PersonID(c.person.id)]?.label ?? c.person.id
        let kind = profile.kind(kindID)
        let isChinese = list.title.unicodeScalars.contains { $0.properties.isIdeographic }
        guard kind?.appoints == true, let post = c.post else {
            let what = c.post ?? c.leaves
            return isChinese
                ? "\(kind?.title.zh ?? "")：\(name)" + (what.map { "（\($0)）" } ?? "")
                : "\(kind?.title.en ?? ""): \(name)" + (what.map { " (\($0))" } ?? "")
        }
        guard let leaves = c.leaves else {
            return isChinese ? "任命\(name)为\(post)" : "appoint \(name) as \(post)"
        }
        return isChinese
            ? "免去\(name)\(leaves)职务，任命为\(post)"
            : "\(name) leaves \(leaves) and is appointed \(post)"
    }
}
