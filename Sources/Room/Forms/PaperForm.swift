// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Wording

/// The form of a paper that is put on record: what it asks depends on what the profile asks of the paper. M2.
extension RoomSnapshot {
    /// A prerequisite's record while its paper is named.
    struct PaperBrought {
        var record: PrerequisiteRecord
        var paper = Document(title: "")
        /// Empty where the paper has none.
        var conclusion = ""
        var reason = ""
        var with: [PersonID] = []
        /// In the profile's order.
        var figures: [Int] = []
        let figureIDs: [String]

        init(_ record: PrerequisiteRecord, _ wanted: MatterKind.Prerequisite?) {
            self.record = record
            figureIDs = wanted?.figures?.map(\.id) ?? []
            figures = Array(repeating: 0, count: figureIDs.count)
        }

        var filled: PrerequisiteRecord {
            var filled = record
            filled.document = paper
            filled.conclusion = conclusion.isEmpty ? nil : conclusion
            filled.reason = reason.isEmpty ? nil : reason
            filled.with = with.isEmpty ? nil : with
            filled.figures =
                figures.isEmpty
                ? nil : Dictionary(zip(figureIDs, figures), uniquingKeysWith: { a, _ in a })
            return filled
        }
    }

    /// What the profile asks of such a paper.
    func wanted(_ record: PrerequisiteRecord) -> MatterKind.Prerequisite? {
        guard let charter, let m = charter.matter(record.matter) else { return nil }
        return charter.kinds[m].prerequisites.first { $0.id == record.prerequisite }
    }

    func paperQuestions(_ record: PrerequisiteRecord) -> Questions<PaperBrought> {
        let wanted = wanted(record)
        // The deputy in charge brings most of them.
        let deputy = charter?.matter(record.matter).flatMap { charter?.deputies[$0] }.flatMap {
            charter?.id($0)
        }
        let who = bringers
        // Nobody is put down for another body's paper by pressing Enter on.
        let isOthers = wanted?.capacity != nil && wanted?.capacity != .deputyInCharge
        let preset = isOthers ? nil : deputy ?? who.first
        var questions: Questions<PaperBrought> = [
            .choice(
                \.record.by,
                // Whose paper it is answers for it, in a capacity where the profile says one; who carries it in doesn't.
                wanted?.capacity == nil ? Text("提交人", "Brought by") : Text("出具人", "Given by"),
                of: who,
                first: preset.flatMap { who.contains($0) ? $0 : nil }, named: name)
        ]
        if (wanted?.leastNamed ?? 1) > 1 {
            questions.append(people(\.with, Text("参加人", "With")))
        }
        questions.append(.day(\.record.on, Text("日期", "Dated"), now.day))
        for (i, figure) in (wanted?.figures ?? []).enumerated() {
            questions.append(
                .number(
                    \.figures[i], figure.title.text, 0...999_999))
        }
        // Nobody's conclusion is put down by pressing Enter on.
        if let conclusions = wanted?.conclusions {
            questions.append(
                .choice(
                    \.conclusion, Text("结论", "Conclusion"), of: conclusions.map(\.id)
                ) { id in
                    conclusions.first { $0.id == id }?.title.text ?? Text(same: id)
                })
            let due = conclusions.filter { $0.effect == .needsReason }.map(\.id)
            if !due.isEmpty {
                questions.append(.reason(\.reason).when(\.conclusion, is: due))
            }
        }
        return questions
            + [
                .words(\.paper.title, Text("材料名称", "Title of the paper")),
                .hash(
                    \.paper.sha256,
                    Text("电子文件（可空，登记 SHA-256）", "File (optional; its SHA-256 is recorded)")),
            ]
    }
}
