// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Ledger
import Meeting
import Personnel
import Wording

/// The second sheet of the workbook: who stood in which capacity, and what was found.
extension LedgerTable {
    /// A heading, its width in characters, and what stands under it.
    struct ReviewColumn: Sendable {
        var title: Text
        var width: Int
        var cell: @Sendable (LedgerReview, Language) -> Cell
    }

    static let reviewColumns: [ReviewColumn] = [
        ReviewColumn(title: Text("任职", "Appointment"), width: 14) { r, _ in
            .text(r.appointment.rawValue)
        },
        ReviewColumn(title: Text("被任用人", "Appointed"), width: 10) { r, _ in
            .text(r.candidate.name)
        },
        ReviewColumn(title: Text("职务", "Post"), width: 18) { r, _ in .text(r.post) },
        ReviewColumn(title: Text("任职决定", "Decided"), width: 12) { r, _ in .day(r.decidedOn) },
        ReviewColumn(title: Text("承担的身份", "Capacity"), width: 14) { r, l in
            .text(r.capacity.text(l))
        },
        ReviewColumn(title: Text("姓名", "Name"), width: 10) { r, _ in .text(r.person.name) },
        ReviewColumn(title: Text("当时职务", "Post then"), width: 16) { r, _ in
            r.postThen.map { .text($0) } ?? .none
        },
        ReviewColumn(title: Text("认定", "Finding"), width: 14) { r, l in
            .text(
                (r.finding.map {
                    $0.isRevoked ? Text("已撤销", "revoked") : $0.kind.text
                } ?? Text("未认定", "no finding"))(l))
        },
        ReviewColumn(title: Text("责任", "Responsibility"), width: 14) { r, l in
            r.finding?.finding.responsibility.map { .text($0.text(l)) } ?? .none
        },
        ReviewColumn(title: Text("处理", "Grade"), width: 12) { r, l in
            // Revoked, it has none any more.
            r.finding.flatMap { $0.isRevoked ? nil : .text($0.grade.text(l)) } ?? .none
        },
        ReviewColumn(title: Text("所起作用", "Part"), width: 18) { r, _ in
            r.finding?.finding.part.map { .text($0) } ?? .none
        },
        ReviewColumn(title: Text("认定机关", "Found by"), width: 16) { r, _ in
            r.finding.map { .text($0.body) } ?? .none
        },
        ReviewColumn(title: Text("依据", "Basis"), width: 18) { r, _ in
            r.finding.map { .text($0.basis.title) } ?? .none
        },
        ReviewColumn(title: Text("认定日期", "Found on"), width: 12) { r, _ in
            r.finding.map { .day($0.finding.on) } ?? .none
        },
    ]
}
