// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// How a recommender stands to the candidate. S1; local rules on signed recommendation.
public enum Relation: String, Codable, Hashable, Sendable, CaseIterable {
    case none, colleague, superior, subordinate, relative, other

    /// S4: a relative on the group withdraws from the matter.
    public var demandsRecusal: Bool { self == .relative }
}

/// One signer of a recommendation.
public struct Recommender: Hashable, Codable, Sendable {
    /// In the register, and not the candidate.
    public var person: PersonID
    /// How the signer stands to the candidate, as signed; a relative is recused. S4.
    public var relation: Relation

    public init(person: PersonID, relation: Relation) {
        self.person = person
        self.relation = relation
    }
}

/// A recommendation somebody signed and answers for (实名推荐). Who has a key signs the statement in the
/// program; who has none signs on paper, and the record holds title, date and SHA-256 of the scan. S1, S2.
public struct Recommendation: Hashable, Codable, Sendable {
    /// By one, by several, or by a body. S1.
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case personal, joint, collective
    }

    public var id: RecommendationID
    /// One signer, several, or a body with its lead and minutes.
    public var kind: Kind
    /// In the order of the statement, each once.
    public var recommenders: [Recommender]
    /// 首推人: whose name leads; a collective recommendation needs one.
    public var lead: PersonID?
    /// In the register; never one of the signers.
    public var candidate: PersonID
    /// The post recommended for; never blank.
    public var post: String
    /// Part of what is signed; never blank.
    public var reasons: String
    /// Not after lodging; who was barred on that day can't have signed. S5.
    public var signedOn: Day
    /// What was signed: the scan, or, where everybody signed in the program, the statement itself.
    public var paper: Document
    /// The minutes of the body that recommends; a collective recommendation needs them.
    public var minutes: Document?
    /// Further papers, by title and hash.
    public var attachments: [Document]?
    /// Of those who have keys, in the signers' order; nil or empty: all signed on paper. S2.
    public var signatures: [Signature]?

    public init(
        id: RecommendationID, kind: Kind, recommenders: [Recommender], lead: PersonID? = nil,
        candidate: PersonID, post: String, reasons: String, signedOn: Day, paper: Document,
        minutes: Document? = nil, attachments: [Document]? = nil, signatures: [Signature]? = nil
    ) {
        self.id = id
        self.kind = kind
        self.recommenders = recommenders
        self.lead = lead
        self.candidate = candidate
        self.post = post
        self.reasons = reasons
        self.signedOn = signedOn
        self.paper = paper
        self.minutes = minutes
        self.attachments = attachments
        self.signatures = signatures
    }
}

extension Recommendation {
    /// The posts that the signers hold by the register as it stands; who has none isn't there.
    public func postsOfRecommenders(in state: PersonnelState) -> [PersonID: String] {
        Dictionary(
            recommenders.compactMap { signer in
                state.people[signer.person]?.post.map { (signer.person, $0) }
            }, uniquingKeysWith: { a, _ in a })
    }

    /// The same words about the same people, whoever has signed by now.
    public func isAbout(_ other: Recommendation) -> Bool {
        func bare(_ r: Recommendation) -> Recommendation {
            var r = r
            r.signatures = nil
            r.paper.sha256 = nil
            return r
        }
        return bare(self) == bare(other)
    }
}

extension Recommendation: RecordedPersonnelAct {
    var command: PersonnelCommand { .lodge(self) }
    var event: PersonnelEvent { .lodged(self) }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        try state.checkRecommendation(self, on: today, latest: latest)
    }

    func apply(to state: inout PersonnelState) {
        state.recommendations[id] = RecommendationFile(recommendation: self)
    }
}
