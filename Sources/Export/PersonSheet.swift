// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Ledger
import Meeting
import Personnel
import Wording

/// One person's page: what they recommended, what they were recommended for, what was found about them
/// and what binds them now. A4, A7.
public struct PersonSheet: Sendable {
    public let title: Text
    public let sections: [Dossier.Section]

    /// The names that somebody had before, the latest first.
    private static func formerly(_ names: [String]) -> Text {
        guard !names.isEmpty else { return Text("", "") }
        return Text("（曾用名：", " (formerly ") + list(names.reversed()) + Text("）", ")")
    }

    /// - Parameters:
    ///   - rows: the accountability list.
    ///   - today: what binds is said as of this day.
    public init(_ id: PersonID, _ people: PersonnelState, rows: [LedgerRow], today: Day) {
        let names = Names(MeetingState(), people)
        let person = people.people[id]
        func shown(_ text: String?) -> Text {
            let visible = Legibility.visible(text ?? "")
            return Text(same: visible)
        }
        title =
            Text(same: names(id)) + Text(" ", " ")
            + shown([person?.unit, person?.post].compactMap(\.self).joined(separator: " "))
            + Self.formerly(people.formerNames[id] ?? [])
        func line(_ row: LedgerRow, _ other: PersonID) -> Text {
            let head = [
                row.signedOn?.description ?? row.appointedOn?.description,
                row.recommendation?.rawValue,
            ].compactMap(\.self).joined(separator: " ")
            var text =
                Text("\(head)  \(names(other)) → ", "\(head)  \(names(other)) → ") + shown(row.post)
                + Text("：", ": ") + row.status.text
            if let votes = row.votesFor, let entitled = row.entitled {
                text = text + Text("（\(votes)/\(entitled)）", " (\(votes)/\(entitled))")
            }
            for outcome in row.outcomes {
                text = text + Text("；\(outcome.on) ", "; \(outcome.on) ") + outcome.kind.text
            }
            if let finding = row.finding, row.person.id == id {
                text = text + Text("；认定：", "; finding: ") + finding.kind.text
                if let grade = row.grade { text = text + Text("、", ", ") + grade.text }
            }
            return text
        }
        let own = rows.filter { $0.person.id == id }
        let candidate = rows.filter { $0.candidate.id == id }
        let bound = people.consequences.filter { $0.person == id }.sorted { $0.from < $1.from }
        let keys = people.keys[id] ?? []
        sections = [
            Dossier.Section(
                title: Text("推荐他人（含以其他身份被认定的）", "Recommended, introduced or prepared"),
                lines: own.map { line($0, $0.candidate.id) }),
            Dossier.Section(
                title: Text("被推荐", "Recommended by others"),
                lines: candidate.map { line($0, $0.person.id) }),
            Dossier.Section(
                title: Text("影响期", "Consequences"),
                lines: bound.map { c in
                    let revoked = !people.isInForce(c)
                    let binds = !revoked && c.from <= today && today <= c.through
                    return c.kind.text
                        + Text(" \(c.from) 至 \(c.through)", " \(c.from) to \(c.through)")
                        + (revoked
                            ? Text("（认定已撤销或更正为无责任）", " (finding revoked, or no liability)")
                            : binds ? Text("（生效中）", " (in force)") : Text("", ""))
                }),
            Dossier.Section(
                title: Text("签名钥匙", "Signing keys"),
                lines: keys.map { k in
                    Text(
                        "\(k.key.publicKey.prefix(16))…，见证 ",
                        "\(k.key.publicKey.prefix(16))…, witnessed by ")
                        + names(k.key.witnesses)
                        + (k.revocation.map { Text("，已注销：", ", revoked: ") + shown($0.reason) }
                            ?? Text("", ""))
                }),
        ].filter { !$0.lines.isEmpty }
    }

    public var lines: [Text] {
        sections.flatMap { section in
            [section.title] + section.lines.map { Text("  ", "  ") + $0 } + [Text("", "")]
        }
    }
}
