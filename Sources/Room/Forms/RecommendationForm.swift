// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Intake
import Personnel
import Wording

// A recommendation written on the screen: two short forms, the text, then the signatures.

/// A recommendation while it is written, before its files are read.
struct RecommendationDraft {
    var id: String
    var kind = Recommendation.Kind.allCases[0]
    var signers: [PersonID] = []
    var candidate: PersonID?
    var post = ""
    var reasons = ""
    var signedOn: Day
    /// Title of the paper that is signed, and its scan's path.
    var title = RecommendationReader.statementTitle
    var scan = ""
    /// The minutes of a body that recommends, and their file's path.
    var minutesTitle = ""
    var minutesFile = ""
    /// Paths.
    var attachments: [String] = []
}

extension App {
    var recommendationDraft: RecommendationDraft {
        RecommendationDraft(
            id: snapshot.freeRecommendationID.rawValue, signedOn: snapshot.now.day)
    }

    var recommendationQuestions: Questions<RecommendationDraft> {
        let draft = recommendationDraft
        let id: Question<RecommendationDraft> = .words(\.id, Text("编号", "Id"), draft.id)
        let minutesTitle: Question<RecommendationDraft> = .words(
            \.minutesTitle, Text("会议记录标题", "Minutes: title"), optional: true)
        return [
            id.checked {
                RecommendationID($0.text).isWellFormed
                    ? nil : Text("：只用字母、数字、-、_ 和 .", ": letters, digits, -, _ and . only")
            },
            .choice(
                \.kind, Text("形式", "Kind"), of: Recommendation.Kind.allCases,
                first: draft.kind, named: \.text),
            snapshot.people(\.signers, Text("推荐人（姓名，顿号分开）", "Recommenders (names)")),
            snapshot.person(\.candidate, Text("被推荐人", "Candidate")),
            .words(\.post, Text("推荐职务", "Post")),
            .reason(\.reasons, Text("理由", "Reasons")),
            .day(\.signedOn, Text("签署日期", "Signed on"), draft.signedOn),
            .words(\.title, Text("推荐书标题", "Title of the paper"), draft.title),
            file(\.scan, Text("签名扫描件（没有钥匙的）", "Scan (for those without a key)")),
            minutesTitle.when(\.kind, is: [.collective]),
            file(\.minutesFile, Text("会议记录文件", "Minutes: file")).when(\.kind, is: [.collective]),
            .phrases(\.attachments, Text("附件路径（顿号分开）", "Attachments (paths)"), []),
        ]
    }

    /// A file that can be read, or none.
    private func file(
        _ place: WritableKeyPath<RecommendationDraft, String>, _ label: Text
    ) -> Question<RecommendationDraft> {
        .file(place, label).checked {
            $0.text.isEmpty || hashOfFile($0.text) != nil ? nil : Self.unreadableHere
        }
    }

    private static let unreadableHere = Text(
        "：读不到这个文件，或者是空的", ": that file can't be read, or is empty")

    /// What the first form says; a complaint with its field when it can't be.
    func recommendation(from fields: [Field]) -> Result<Recommendation, FieldFault> {
        let questions = recommendationQuestions
        if let fault = questions.fault(in: fields) { return .failure(fault) }
        let draft = questions.value(from: fields, changing: recommendationDraft)
        guard !draft.signers.isEmpty, let candidate = draft.candidate else {
            return .failure(questions.fault(at: \.signers, Text("：请填写", ": please fill in")))
        }
        let keyless = draft.signers.filter { snapshot.personnel.activeKey(of: $0) == nil }
        if !keyless.isEmpty, draft.scan.isEmpty {
            let who = snapshot.names(keyless)
            return .failure(
                questions.fault(
                    at: \.scan,
                    Text(
                        "：\(who.zh) 没有签名钥匙，须填签过名的推荐书的扫描件",
                        ": \(who.en) has no key; name the scan of the signed paper")))
        }
        guard draft.attachments.allSatisfy({ hashOfFile($0) != nil }) else {
            return .failure(questions.fault(at: \.attachments, Self.unreadableHere))
        }
        return .success(recommendation(draft, of: candidate))
    }

    private func recommendation(_ draft: RecommendationDraft, of candidate: PersonID)
        -> Recommendation
    {
        func paper(_ title: String, _ path: String, _ date: Day?) -> Document {
            Document(title: title, date: date, sha256: path.isEmpty ? nil : hashOfFile(path))
        }
        let attachments = draft.attachments.map {
            paper(URL(fileURLWithPath: $0).lastPathComponent, $0, nil)
        }
        return Recommendation(
            id: RecommendationID(draft.id), kind: draft.kind,
            recommenders: draft.signers.map { Recommender(person: $0, relation: .none) },
            candidate: candidate, post: draft.post, reasons: draft.reasons,
            signedOn: draft.signedOn, paper: paper(draft.title, draft.scan, draft.signedOn),
            minutes: draft.minutesTitle.isEmpty
                ? nil : paper(draft.minutesTitle, draft.minutesFile, nil),
            attachments: attachments.isEmpty ? nil : attachments)
    }

    /// How each signer stands to the candidate, and who leads.
    func relationQuestions(_ r: Recommendation) -> Questions<Recommendation> {
        let candidate = snapshot.names(r.candidate)
        var questions: Questions<Recommendation> = []
        // A relation isn't put down by pressing Enter on: whoever signs says which.
        for (i, signer) in r.recommenders.enumerated() {
            let name = snapshot.names(signer.person)
            questions.append(
                .choice(
                    \.recommenders[i].relation,
                    Text("\(name) 与 \(candidate)", "\(name) to \(candidate)"),
                    of: Relation.allCases, named: \.text))
        }
        if r.recommenders.count > 1 {
            questions.append(
                .choice(
                    \.lead, Text("首推人", "Lead"), none: Text("不指定", "none"),
                    of: r.recommenders.map(\.person)
                ) { Text(same: snapshot.names($0)) })
        }
        return questions
    }

    func related(_ r: Recommendation, _ fields: [Field]) -> Recommendation {
        var r = relationQuestions(r).value(from: fields, changing: r)
        if r.recommenders.count == 1, r.kind == .collective { r.lead = r.recommenders[0].person }
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
                    let line = String($0)
                    return Text(same: line)
                }, follow: .prepareSigning([r]),
            words: signers.isEmpty
                ? Text(
                    "回车登记（推荐人都没有签名钥匙，以扫描件为凭）",
                    "Enter lodges it (nobody here has a key; the scan counts)")
                : Text("回车请推荐人逐一签署", "Enter: the recommenders sign, one by one"))
    }
}
