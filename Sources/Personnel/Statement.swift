// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

extension Recommendation {
    /// Just the text that its recommenders are shown and sign, in the register's words of that day.
    /// A format: changing a letter of it voids every signature. S2.
    ///
    /// A value never begins a line of its own, so that no reason can look like another field.
    public func statement(in state: PersonnelState) -> String {
        var lines = ["末位署名推荐书 · Lastword signed recommendation · 1"]
        func add(_ name: String, _ value: String) {
            lines.append(
                "\(name)：\(value.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n  "))"
            )
        }
        func who(_ id: PersonID) -> String {
            let person = state.people[id]
            let parts = [person?.label ?? "?", person?.unit, person?.post, "[\(id)]"]
            return parts.compactMap(\.self).joined(separator: " ")
        }
        add("推荐书 paper", "\(paper.title) \(paper.date?.description ?? "-")")
        add("单位 organisation", state.opening?.organisation ?? "")
        add("编号 no.", id.rawValue)
        add("形式 kind", Self.words(kind))
        for signer in recommenders {
            add("推荐人 recommender", "\(who(signer.person)) · \(Self.words(signer.relation))")
        }
        if let lead { add("首推人 lead", who(lead)) }
        add("被推荐人 candidate", who(candidate))
        add("推荐职务 post", post)
        add("理由 reasons", reasons)
        add("签署日期 signed on", signedOn.description)
        func reference(_ document: Document) -> String {
            "\(document.title) \(document.date?.description ?? "-") \(document.sha256 ?? "-")"
        }
        if let minutes { add("会议纪要 minutes", reference(minutes)) }
        for document in attachments ?? [] { add("附件 attachment", reference(document)) }
        lines.append("以上属实，本人实名推荐并承担推荐责任。")
        lines.append("This is true; I recommend by name and answer for it.")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func words(_ kind: Kind) -> String {
        switch kind {
        case .personal: "个人推荐 personal"
        case .joint: "联名推荐 joint"
        case .collective: "集体推荐 collective"
        }
    }

    private static func words(_ relation: Relation) -> String {
        switch relation {
        case .none: "无特别关系 no particular relation"
        case .colleague: "同事 colleague"
        case .superior: "上级 superior"
        case .subordinate: "下属 subordinate"
        case .relative: "亲属 relative"
        case .other: "其他关系 other relation"
        }
    }
}
