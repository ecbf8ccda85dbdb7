// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel
import Yams

/// Reads paper recommendations from YAML: title and hash of the signed sheet, who signed, for whom.
public enum RecommendationReader {
    /// Reads signed recommendations; scans are hashed from beside the file.
    public static func read(_ path: String, hashOfFile: (String) -> String?)
        -> Reading<[Recommendation]>
    {
        let file = TextFile.read(path)
        guard let text = file.value?.text else {
            return Reading(value: nil, diagnostics: file.diagnostics)
        }
        let read = parse(text, hashOfFile: hashOfFile)
        return Reading(value: read.value, diagnostics: file.diagnostics + read.diagnostics)
    }

    private static let keys: [String: [String]] = [
        "id": ["编号"], "kind": ["形式"], "recommenders": ["推荐人"], "lead": ["首推人"],
        "candidate": ["被推荐人"], "post": ["推荐职务"], "reasons": ["理由"], "signed": ["签署日期"],
        "paper": ["推荐书"], "minutes": ["会议纪要"], "attachments": ["附件"],
    ]
    private static let relations: [String: Relation] = [
        "none": .none, "无": .none, "colleague": .colleague, "同事": .colleague,
        "superior": .superior, "上级": .superior, "subordinate": .subordinate,
        "下属": .subordinate, "relative": .relative, "亲属": .relative, "other": .other,
        "其他": .other,
    ]

    /// Of a recommendation that is signed in the program: without a paper, the statement is the paper.
    public static let statementTitle = "实名推荐书"

    /// The same from a text.
    public static func parse(_ text: String, hashOfFile: (String) -> String?)
        -> Reading<[Recommendation]>
    {
        let source = YAMLSource.parse(text)
        guard let root = source.value else {
            return Reading(value: nil, diagnostics: source.diagnostics)
        }
        let sink = Diagnostics(source.diagnostics)
        guard let top = YAMLMap(root, known: ["recommendations": ["推荐"]], sink) else {
            return Reading(value: nil, diagnostics: sink.all)
        }
        let all = top.list("recommendations")
        if all.isEmpty { sink.add(.missing("recommendations"), top.place) }
        let read = all.compactMap { recommendation($0, sink, hashOfFile) }
        return Reading(value: read, diagnostics: sink.all)
    }

    private static func recommendation(
        _ node: Node, _ sink: Diagnostics, _ hashOfFile: (String) -> String?
    ) -> Recommendation? {
        guard let map = YAMLMap(node, known: keys, sink) else { return nil }
        let kind: Recommendation.Kind? = map.choice(
            "kind",
            [
                "personal": .personal, "个人": .personal, "joint": .joint, "联名": .joint,
                "collective": .collective, "集体": .collective,
            ])
        let signers = map.list("recommenders").compactMap { signer($0, sink) }
        let paper = map.node("paper").flatMap { document($0, sink, hashOfFile) }
        let minutes = map.node("minutes").flatMap { document($0, sink, hashOfFile) }
        guard let id = map.text("id"), let kind, let candidate = map.text("candidate"),
            let post = map.text("post", limit: 120),
            let reasons = map.text("reasons", lines: true), let signed = map.day("signed")
        else { return nil }
        if map.has("paper"), paper == nil { return nil }
        let attachments = map.list("attachments").compactMap { document($0, sink, hashOfFile) }
        return Recommendation(
            id: RecommendationID(id), kind: kind, recommenders: signers,
            lead: map.text("lead", required: false).map(PersonID.init(_:)),
            candidate: PersonID(candidate), post: post, reasons: reasons, signedOn: signed,
            paper: paper ?? Document(title: statementTitle, date: signed), minutes: minutes,
            attachments: attachments.isEmpty ? nil : attachments)
    }

    private static func signer(_ node: Node, _ sink: Diagnostics) -> Recommender? {
        let known = ["person": ["人员"], "relation": ["关系"]]
        guard let map = YAMLMap(node, known: known, sink), let person = map.text("person"),
            let relation: Relation = map.choice("relation", relations)
        else { return nil }
        return Recommender(person: PersonID(person), relation: relation)
    }

    private static func document(
        _ node: Node, _ sink: Diagnostics, _ hashOfFile: (String) -> String?
    ) -> Document? {
        let known = ["title": ["标题"], "date": ["日期"], "sha256": [], "file": ["附件"]]
        guard let map = YAMLMap(node, known: known, sink),
            let title = map.text("title", limit: 200)
        else { return nil }
        var document = Document(
            title: title, date: map.day("date", required: false),
            sha256: map.text("sha256", required: false))
        if let path = map.text("file", required: false, limit: 400) {
            document.sha256 = hashOfFile(path)
            if document.sha256 == nil {
                sink.add(.noFile(Legibility.visible(path)), map.place("file"))
            }
        }
        if !document.hasWellFormedHash {
            sink.add(.badHash(document.sha256 ?? ""), map.place("sha256"))
        }
        return document
    }
}
