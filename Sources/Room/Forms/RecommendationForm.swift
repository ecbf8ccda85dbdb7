// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Intake
import Personnel
import Wording

// A recommendation written on the screen: two short forms, the text, then the signatures.

extension App {
    var recommendationFields: [Field] {
        var id = Field.words(Text("编号", "Id"))
        id.text = snapshot.freeRecommendationID.rawValue
        var title = Field.words(Text("推荐书标题", "Title of the paper"))
        title.text = RecommendationReader.statementTitle
        let kinds = Recommendation.Kind.allCases
        let collective = Set(kinds.indices.filter { kinds[$0] == .collective })
        return [
            id, .choice(Text("形式", "Kind"), Recommendation.Kind.allCases.map(\.text)),
            Field(label: Text("推荐人（姓名，顿号分开）", "Recommenders (names)"), kind: .people),
            Field(label: Text("被推荐人", "Candidate"), kind: .people),
            .words(Text("推荐职务", "Post")), .reason(Text("理由", "Reasons")),
            Field(
                label: Text("签署日期", "Signed on"), kind: .day, text: "\(snapshot.now.day)"),
            title,
            Field(
                label: Text("签名扫描件（没有钥匙的）", "Scan (for those without a key)"), kind: .file,
                isOptional: true),
            Field.words(Text("会议记录标题", "Minutes: title"), optional: true).when(1, collective),
            Field(
                label: Text("会议记录文件", "Minutes: file"), kind: .file, isOptional: true
            ).when(1, collective),
            .words(Text("附件路径（顿号分开）", "Attachments (paths)"), optional: true),
        ]
    }

    /// What the first form says; a complaint with its field when it can't be.
    func recommendation(from f: [Field]) -> Result<Recommendation, FieldFault> {
        func fault(_ index: Int, _ text: Text) -> Result<Recommendation, FieldFault> {
            .failure(FieldFault(index: index, text: f[index].label + text))
        }
        let unreadable = Text("：读不到这个文件，或者是空的", ": that file can't be read, or is empty")
        guard RecommendationID(f[0].text).isWellFormed else {
            return fault(0, Text("：只用字母、数字、-、_ 和 .", ": letters, digits, -, _ and . only"))
        }
        if let text = snapshot.notFound(f[2]) { return .failure(FieldFault(index: 2, text: text)) }
        let signers = snapshot.people(f[2].text).found
        guard !signers.isEmpty else { return fault(2, Text("：请填写", ": please fill in")) }
        if let text = snapshot.notFound(f[3]) { return .failure(FieldFault(index: 3, text: text)) }
        let candidates = snapshot.people(f[3].text).found
        guard candidates.count == 1 else {
            return fault(3, Text("：须是人员名单里的一人", ": one person of the register"))
        }
        func paper(_ title: String, _ path: String, _ date: Day?) -> Document {
            Document(title: title, date: date, sha256: path.isEmpty ? nil : hashOfFile(path))
        }
        let day = Day(f[6].text)
        for i in [8, 10] where f.isShown(i) && !f[i].text.isEmpty && hashOfFile(f[i].text) == nil {
            return fault(i, unreadable)
        }
        let keyless = signers.filter { snapshot.personnel.activeKey(of: $0) == nil }
        if !keyless.isEmpty, f[8].text.isEmpty {
            let who = snapshot.names(keyless)
            return fault(
                8,
                Text(
                    "：\(who.zh) 没有签名钥匙，须填签过名的推荐书的扫描件",
                    ": \(who.en) has no key; name the scan of the signed paper"))
        }
        let paths = RoomSnapshot.phrases(f[11].text)
        for path in paths where hashOfFile(path) == nil { return fault(11, unreadable) }
        return .success(
            Recommendation(
                id: RecommendationID(f[0].text), kind: Recommendation.Kind.allCases[f[1].pick],
                recommenders: signers.map { Recommender(person: $0, relation: .none) },
                candidate: candidates[0], post: f[4].text, reasons: f[5].text,
                signedOn: day ?? snapshot.now.day, paper: paper(f[7].text, f[8].text, day),
                minutes: !f.isShown(9) || f[9].text.isEmpty
                    ? nil : paper(f[9].text, f[10].text, nil),
                attachments: paths.isEmpty
                    ? nil
                    : paths.map {
                        paper(URL(fileURLWithPath: $0).lastPathComponent, $0, nil)
                    }))
    }

    /// How each signer stands to the candidate, and who leads.
    func relationFields(_ r: Recommendation) -> [Field] {
        let candidate = snapshot.names(r.candidate)
        // A relation isn't put down by pressing Enter on: whoever signs says which.
        var fields = r.recommenders.map { signer in
            Field.choice(
                Text(
                    "\(snapshot.names(signer.person)) 与 \(candidate)",
                    "\(snapshot.names(signer.person)) to \(candidate)"),
                Relation.allCases.map(\.text), -1)
        }
        if r.recommenders.count > 1 {
            let names = r.recommenders.map {
                Text(snapshot.names($0.person), snapshot.names($0.person))
            }
            fields.append(.choice(Text("首推人", "Lead"), [Text("不指定", "none")] + names))
        }
        return fields
    }

    func related(_ r: Recommendation, _ f: [Field]) -> Recommendation {
        var r = r
        for i in r.recommenders.indices {
            r.recommenders[i].relation = Relation.allCases[f[i].pick]
        }
        let count = r.recommenders.count
        if count > 1, f[count].pick > 0 { r.lead = r.recommenders[f[count].pick - 1].person }
        if count == 1, r.kind == .collective { r.lead = r.recommenders[0].person }
        return r
    }

    /// The text as it will be signed, before anybody is asked to.
    func statementPage(_ r: Recommendation) -> Page {
        let text = r.statement(in: snapshot.personnel)
        let signers = r.recommenders.filter { snapshot.personnel.activeKey(of: $0.person) != nil }
        return Page(
            Text("推荐书 \(r.id)", "Recommendation \(r.id)"),
            [r.remark(in: snapshot.personnel)].compactMap(\.self).flatMap { [$0, Text("", "")] }
                + text.split(separator: "\n", omittingEmptySubsequences: false).map {
                    let line = Legibility.visible(String($0))
                    return Text(line, line)
                }, follow: .prepareSigning([r]),
            words: signers.isEmpty
                ? Text(
                    "回车登记（推荐人都没有签名钥匙，以扫描件为凭）",
                    "Enter lodges it (nobody here has a key; the scan counts)")
                : Text("回车请推荐人逐一签署", "Enter: the recommenders sign, one by one"))
    }
}
