// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Export
import Ledger
import Meeting
import Personnel
import Terminal
import Wording

/// Fields to fill in.
public struct Form {
    /// What is done with a form once it is filled in.
    public indirect enum Purpose: Hashable, Sendable {
        case act(ActBox)
        case plan, roster, recommendations, outcomes
        case create, openRegister
        case planBasics
        case planMatter(Int?)
        /// Nil: somebody new.
        case person(PersonID?)
        /// Papers reached everybody on one day.
        case deliverAll
        /// The accountability list as a file.
        case exportList
        /// Two tellers end a ballot although somebody in the room hasn't cast.
        case closeEarly
        /// A step in an appointment's life, a finding, a withdrawal.
        case people(PersonnelActBox)
        case recommendation
        case relations(Recommendation)
        case enrolKey(PersonID)
        case revokeKey(PersonID, String)
        case listFilter
        case replayTime, replayFilter, replayExport
        case minutesExport(MinutesSheet)
        case minutesSeal(MinutesSheet)
        /// The register, against the fingerprint on paper.
        case verify

        static func act(_ act: OfferedAct) -> Purpose { .act(ActBox(act: act)) }
    }
    /// An act, where only its form is to be seen from outside.
    public struct ActBox: Hashable, Sendable { let act: OfferedAct }

    /// Keeps the act out of the public purpose.
    public struct PersonnelActBox: Hashable, Sendable { let act: OfferedPersonnelAct }

    var purpose: Purpose
    var title: Text
    var fields: [Field]
    /// The field with the caret; `fields.count` is the line that confirms.
    var index = 0
    var fault: Text?

    /// As it was opened: what was filled in isn't thrown away unasked.
    private var original: [Field] = []
    private var isLeaving = false

    init(_ purpose: Purpose, _ snapshot: RoomSnapshot, _ language: Language = .zh) {
        self.purpose = purpose
        defer { original = fields }
        switch purpose {
        case .act(let box):
            title = box.act.title
            fields = snapshot.form(of: box.act.example).fields
        case .plan:
            title = Text("导入会议计划（YAML）", "Import a meeting's plan (YAML)")
            fields = SingleAnswer.path(Text("计划文件", "Plan file")).fields
        case .roster:
            title = Text("导入名单（CSV 或 YAML）", "Import a roster (CSV or YAML)")
            fields = SingleAnswer.path(Text("名单文件", "Roster file")).fields
        case .recommendations:
            title = Text("登记实名推荐（YAML）", "Lodge signed recommendations (YAML)")
            fields = SingleAnswer.path(Text("推荐文件", "Recommendations file")).fields
        case .outcomes:
            title = Text("导入任后结果（CSV）", "Take in outcomes (CSV)")
            fields = SingleAnswer.path(Text("结果文件", "File")).fields
        case .create:
            title = Text("建立登记簿", "Make a register")
            fields = NewRegister.fields
        case .openRegister:
            title = Text("打开登记簿", "Open a register")
            fields = SingleAnswer.path(Text("登记簿文件", "Register file")).fields
        case .exportList:
            title = Text(
                "导出追责台账（.xlsx .csv .html .jsonl）",
                "Export the accountability list (.xlsx .csv .html .jsonl)")
            let name = Text("追责台账", "accountability")(language)
            fields = ListExport.fields(offering: "\(name)-\(snapshot.now.day).xlsx")
        case .deliverAll:
            title = Text("登记材料送达全体成员", "Papers reached every member")
            fields = DeliveryToAll.fields(today: snapshot.now.day)
        case .verify:
            title = Text("核验登记簿", "Verify the register")
            fields =
                SingleAnswer.questions(
                    Text("纸上的闭会指纹（没有就空着）", "Closing fingerprint on paper, if there is one"),
                    optional: true
                ).fields
        case .closeEarly:
            title = Text(
                "仍有人未投票：两名监票人共同提前结束", "Somebody hasn't voted: two tellers end the ballot together")
            fields = SingleAnswer.questions(Text("原因", "Reason")).fields
        case .planBasics, .planMatter, .person, .people, .recommendation, .relations, .enrolKey,
            .revokeKey, .listFilter, .replayTime, .replayFilter, .replayExport, .minutesExport,
            .minutesSeal:
            title = Text("", "")
            fields = []
        }
    }

    init(_ purpose: Purpose, _ fields: [Field], _ title: Text) {
        self.purpose = purpose
        self.fields = fields
        self.title = title
        original = fields
    }

    /// Whether a field is asked for, as the others stand.
    func isShown(_ index: Int) -> Bool { fields.isShown(index) }

    var canConfirm: Bool { firstFault == nil }

    private var firstFault: Int? {
        fields.indices.first { isShown($0) && fields[$0].fault != nil }
    }

    /// The field with the caret, if it isn't on the line that confirms.
    var here: Field? { fields.indices.contains(index) ? fields[index] : nil }

    /// Answers the first question, a choice; nil leaves it open.
    mutating func choose(_ option: Int?) {
        if let option, !fields.isEmpty { fields[fields.startIndex].pick = option }
    }

    /// Somebody goes on: what was said of the form, and that it might be left, is over.
    mutating func stay() {
        fault = nil
        isLeaving = false
    }

    private mutating func move(_ by: Int) {
        if index < fields.count { fields[index].tidy() }
        var to = index + by
        while fields.indices.contains(to), !isShown(to) { to += by }
        if to >= 0 { index = min(fields.count, to) }
    }

    /// Three fields and more are work that Esc alone doesn't throw away.
    private var isWorkLost: Bool {
        func content(_ f: Field) -> [AnyHashable] {
            [f.text, f.kind.isChoice ? f.pick : 0, f.picks]
        }
        return fields.count >= 3
            && !zip(fields, original).allSatisfy { content($0) == content($1) }
    }

    /// Takes a key; true when the form is confirmed, nil when it is given up.
    mutating func handle(_ key: Key) -> Bool? {
        let wasLeaving = isLeaving
        stay()
        switch key {
        case .escape:
            if wasLeaving || !isWorkLost { return nil }
            isLeaving = true
            fault = Text(
                "填写的内容还没有确认：再按一次 Esc 放弃，按别的键继续填",
                "What was filled in isn't confirmed: Esc again gives it up, any other key goes on")
        case .up, .backTab: move(-1)
        case .down, .tab: move(1)
        case .enter:
            if index < fields.count, fields.isShown(index) {
                fields[index].tidy()
                if let why = fields[index].fault { fault = why } else { move(1) }
                return false
            }
            for i in fields.indices { fields[i].tidy() }
            if let bad = firstFault {
                index = bad
                fault = fields[bad].fault
                return false
            }
            return true
        default:
            if index < fields.count, !fields[index].handle(key) {
                let most = Legibility.textLimit
                fault = Text(
                    "这一栏最多 \(most) 字，多出来的没有收进去：请分开写，或作为文件附上",
                    "This field takes \(most) characters, what went beyond was left out: split it, or attach it as a file"
                )
            }
        }
        return false
    }
}

extension [Field] {
    func isShown(_ index: Int) -> Bool {
        guard let condition = self[index].condition else { return true }
        return self[condition.field].kind.isChoice
            && condition.picks.contains(self[condition.field].pick)
            && isShown(condition.field)
    }
}

extension Field.Kind {
    var isChoice: Bool { if case .choice = self { true } else { false } }
}

extension Form {
    /// As it was filled in, at its first field.
    var again: Form {
        var form = self
        form.index = 0
        form.fault = nil
        return form
    }

    /// As it was filled in, with what is wrong, at the field where it is.
    func refused(_ fault: Text, at index: Int? = nil) -> Form {
        var form = self
        form.fault = fault
        if let index { form.index = index }
        return form
    }
}
