// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Ledger
import Meeting
import Personnel
import Wording

extension LedgerTable {
    static let publicKeys: Set<String> = [
        "no", "organisation", "recommender", "unit", "candidate", "post", "kind", "lead", "signed",
        "meeting",
        "votes", "entitled", "appointed", "status",
    ]

    /// A7.
    static let columns: [Column] = [
        Column(key: "no", title: Text("序号", "No."), width: 6) { _, n, _ in .number(n) },
        Column(key: "organisation", title: Text("单位名称", "Organisation"), width: 18) { r, _, _ in
            r.organisation.map { .text($0) } ?? .none
        },
        Column(key: "recommender", title: Text("推荐人", "Recommender"), width: 10) { r, _, _ in
            .text(r.person.name)
        },
        Column(key: "capacity", title: Text("承担的身份", "Capacity"), width: 12) { r, _, l in
            .text(r.capacity.text(l))
        },
        Column(key: "post_then", title: Text("推荐时职务", "Post then"), width: 14) { r, _, _ in
            r.postThen.map { .text($0) } ?? .none
        },
        Column(key: "unit", title: Text("单位职务", "Unit and post"), width: 18) { r, _, _ in
            .joined([r.person.unit, r.person.post])
        },
        Column(key: "candidate", title: Text("被推荐人", "Candidate"), width: 10) { r, _, _ in
            .text(r.candidate.name)
        },
        Column(key: "post", title: Text("推荐职务", "Post"), width: 18) { r, _, _ in .text(r.post) },
        Column(key: "kind", title: Text("形式", "Kind"), width: 8) { r, _, l in
            .words(r.kind?.text, l)
        },
        Column(key: "lead", title: Text("首推", "Lead"), width: 6) { r, _, l in
            r.isLead ? .text(Text("是", "yes")(l)) : .none
        },
        Column(key: "relation", title: Text("关系", "Relation"), width: 10) { r, _, l in
            .words(r.relation?.text, l)
        },
        Column(key: "signed", title: Text("签署日期", "Signed"), width: 12) { r, _, _ in
            .date(r.signedOn)
        },
        Column(key: "signature", title: Text("签名核验", "Signature"), width: 10) { r, _, l in
            .words(r.check?.text, l)
        },
        Column(key: "meeting", title: Text("会议议题", "Meeting, matter"), width: 24) { r, _, l in
            guard let title = r.meetingTitle else { return .none }
            return .text(
                title
                    + (r.matterNumber.map { Text(" 议题 \($0)", ", matter \($0)")(l) } ?? ""))
        },
        Column(key: "votes", title: Text("得票", "For"), width: 6) { r, _, _ in .count(r.votesFor) },
        Column(key: "entitled", title: Text("应到", "Entitled"), width: 6) { r, _, _ in
            .count(r.entitled)
        },
        Column(key: "appointed", title: Text("任职决定", "Appointed"), width: 12) { r, _, _ in
            .date(r.appointedOn)
        },
        Column(key: "probation", title: Text("试用期至", "Probation to"), width: 12) { r, _, _ in
            .date(r.probationThrough)
        },
        Column(key: "outcomes", title: Text("后续", "Outcomes"), width: 20) { r, _, l in
            .list(r.outcomes.map { "\($0.on) \($0.kind.text(l))" }, l)
        },
        Column(key: "finding", title: Text("认定", "Finding"), width: 16) { r, _, l in
            .list(r.finding.map { ["\($0.on) \($0.kind.text(l))"] } ?? [], l)
        },
        Column(key: "grade", title: Text("处理", "Grade"), width: 12) { r, _, l in
            .words(r.grade?.text, l)
        },
        Column(key: "responsibility", title: Text("责任", "Responsibility"), width: 12) { r, _, l in
            .words(r.responsibility?.text, l)
        },
        Column(key: "found_by", title: Text("认定机关", "Found by"), width: 16) { r, _, _ in
            r.foundBy.map { .text($0) } ?? .none
        },
        Column(key: "basis", title: Text("依据", "Basis"), width: 18) { r, _, _ in
            r.basis.map { .text($0) } ?? .none
        },
        Column(key: "consequence", title: Text("影响及期间", "Consequence, period"), width: 24) {
            r, _, l in
            .list(
                r.consequences.map { "\($0.kind.text(l)) \($0.from) – \($0.through)" }, l)
        },
        Column(key: "answer", title: Text("说明及申诉", "Answer, appeal"), width: 14) { r, _, l in
            .list(
                [
                    r.isAnswered ? Text("已说明", "answered")(l) : nil,
                    r.status == .appealed
                        ? Text("申诉中", "appealed")(l) : r.appeal.map { $0.text(l) },
                ].compactMap(\.self), l)
        },
        Column(key: "status", title: Text("状态", "Status"), width: 10) { r, _, l in
            .text(r.status.text(l))
        },
    ]
}

extension LedgerTable.Cell {
    fileprivate static func date(_ day: Day?) -> Self { day.map(Self.day) ?? .none }
    fileprivate static func count(_ number: Int?) -> Self { number.map(Self.number) ?? .none }
    fileprivate static func words(_ text: Text?, _ l: Language) -> Self {
        text.map { .text($0(l)) } ?? .none
    }
    fileprivate static func joined(_ parts: [String?]) -> Self {
        let text = parts.compactMap(\.self).joined(separator: " ")
        return text.isEmpty ? .none : .text(text)
    }
    fileprivate static func list(_ parts: [String], _ l: Language) -> Self {
        parts.isEmpty ? .none : .text(parts.joined(separator: l == .zh ? "；" : "; "))
    }
}

extension LedgerRow.Check {
    public var text: Text {
        switch self {
        case .keyWitnessedByKeys: Text("签名有效（钥匙由见证人用钥匙签署）", "valid (key witnessed by keys)")
        case .keyWitnessedOnPaper: Text("签名有效（钥匙由见证人在纸上签名）", "valid (key witnessed on paper)")
        case .valid: Text("签名有效（钥匙只写了见证人姓名）", "valid (key's witnesses named only)")
        case .paper: Text("仅纸质签署", "on paper only")
        case .invalid: Text("签名无效", "INVALID")
        }
    }
}

extension LedgerRow.Status {
    public var text: Text {
        switch self {
        case .waiting: Text("待用", "ready")
        case .withdrawn: Text("已撤回", "withdrawn")
        case .onAgenda: Text("已上会", "on the agenda")
        case .notAppointed: Text("未任用", "not appointed")
        case .decided: Text("已决定", "decided")
        case .notice: Text("公示中", "public notice")
        case .probation: Text("试用期", "on probation")
        case .inOffice: Text("在任", "in office")
        case .ended: Text("已终止", "ended")
        case .returned: Text("不再执行（否决或复议）", "ended by veto or reconsideration")
        case .underReview: Text("倒查中", "under review")
        case .found: Text("已认定", "found")
        case .appealed: Text("申诉中", "under appeal")
        }
    }
}

extension LedgerScope {
    public var text: Text {
        switch self {
        case .inspection: Text("纪检（全部）", "inspection (everything)")
        case .office: Text("组织人事部门", "personnel office")
        case .public: Text("公开", "public")
        }
    }
}
