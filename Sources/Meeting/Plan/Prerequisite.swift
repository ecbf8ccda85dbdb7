// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

extension MatterKind {
    /// A paper without which a matter of this kind is not introduced, and what it has to say. M2.
    public struct Prerequisite: Hashable, Codable, Sendable {
        /// What a record of it names; unique within the kind.
        public var id: String
        /// What it is called in both languages.
        public var title: Profile.Bilingual
        /// Only the deputy in charge can bring it.
        public var byDeputyInCharge: Bool
        /// A document with its SHA-256 must be named.
        public var needsDocument: Bool
        /// One for each candidate, not one for the matter; nil: for the matter.
        public var isForEachCandidate: Bool?
        /// Facts of the profile: asked for where one of them is so of the candidate; nil: always.
        public var facts: [String]?
        /// What it may conclude; nil: that it is there is enough.
        public var conclusions: [Conclusion]?
        /// Figures that it has to give, such as how many were asked; nil: none.
        public var figures: [Figure]?
        /// How many people have to be named in it, who brings it included; nil: one.
        public var leastNamed: Int?
        /// In which capacity they stand in a backward review; nil: who handled the matter. A2.
        public var capacity: Capacity?
        /// Pointed out where it is missing or stops, and never refused for; nil: it binds.
        public var isAdvice: Bool?
        /// The text that it rests on, as far as it was seen; `自定`: the group's own choice.
        public var source: String?

        public init(
            id: String, title: Profile.Bilingual, byDeputyInCharge: Bool, needsDocument: Bool,
            isForEachCandidate: Bool? = nil, facts: [String]? = nil,
            conclusions: [Conclusion]? = nil, figures: [Figure]? = nil, leastNamed: Int? = nil,
            capacity: Capacity? = nil, isAdvice: Bool? = nil, source: String? = nil
        ) {
            self.id = id
            self.title = title
            self.byDeputyInCharge = byDeputyInCharge
            self.needsDocument = needsDocument
            self.isForEachCandidate = isForEachCandidate
            self.facts = facts
            self.conclusions = conclusions
            self.figures = figures
            self.leastNamed = leastNamed
            self.capacity = capacity
            self.isAdvice = isAdvice
            self.source = source
        }

        /// The conclusion of this id; nil where it has none.
        public func conclusion(_ id: String) -> Conclusion? {
            conclusions?.first { $0.id == id }
        }

        /// Whether it is asked for of somebody of whom these facts are so.
        public func applies(to facts: [String]) -> Bool {
            self.facts.map { !Set($0).isDisjoint(with: facts) } ?? true
        }
    }

    /// What a paper may conclude.
    public struct Conclusion: Hashable, Codable, Sendable {
        /// What follows from it.
        public enum Effect: String, Codable, Hashable, Sendable, CaseIterable {
            case passes, stops
            /// Lets the matter pass with a reason on record.
            case needsReason = "needs-reason"
        }
        /// Unique within the paper.
        public var id: String
        public var title: Profile.Bilingual
        public var effect: Effect

        public init(id: String, title: Profile.Bilingual, effect: Effect) {
            self.id = id
            self.title = title
            self.effect = effect
        }
    }

    /// A figure that a paper has to give.
    public struct Figure: Hashable, Codable, Sendable {
        /// Unique within the paper.
        public var id: String
        public var title: Profile.Bilingual

        public init(id: String, title: Profile.Bilingual) {
            self.id = id
            self.title = title
        }
    }
}

/// Which paper, and of whom where it is one for each candidate.
public struct PrerequisiteName: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The prerequisite's id in the profile.
    public var prerequisite: String
    /// Nil where it is about the matter.
    public var candidate: PersonID?

    public init(_ prerequisite: String, of candidate: PersonID? = nil) {
        self.prerequisite = prerequisite
        self.candidate = candidate
    }

    public init(stringLiteral prerequisite: String) { self.init(prerequisite) }
}

/// A paper that a matter needs, as it stands. M2.
public struct Gate: Hashable, Sendable {
    /// Where a gate stands.
    public enum Standing: Hashable, Sendable {
        case missing, passed
        /// Its conclusion lets the matter pass with the reason on record.
        case passedWithReason
        case stopped
    }
    /// What the profile asks for.
    public var prerequisite: MatterKind.Prerequisite
    /// Of whom; nil where it is about the matter.
    public var candidate: PersonID?
    /// Nil while it is missing.
    public var record: PrerequisiteRecord?

    public var name: PrerequisiteName { PrerequisiteName(prerequisite.id, of: candidate) }

    /// Whether it keeps the matter from being introduced; advice never does.
    public var binds: Bool { prerequisite.isAdvice != true }

    /// What the paper concluded; nil where it is missing, or only has to be there.
    public var conclusion: MatterKind.Conclusion? {
        record?.conclusion.flatMap(prerequisite.conclusion)
    }

    public var standing: Standing {
        guard record != nil else { return .missing }
        switch conclusion?.effect {
        case .stops: return .stopped
        case .needsReason: return .passedWithReason
        case .passes, nil: return .passed
        }
    }
}

extension MeetingState {
    /// What must be on record before a matter is introduced, each paper with what it concluded: first those about the
    /// matter, then each candidate's, in the profile's order. M2.
    public func gates(of m: Int) -> [Gate] {
        guard let charter, matters.indices.contains(m) else { return [] }
        let wanted = charter.kinds[m].prerequisites
        let records = matters[m].prerequisites
        func gate(_ prerequisite: MatterKind.Prerequisite, _ candidate: PersonID?) -> Gate {
            Gate(
                prerequisite: prerequisite, candidate: candidate,
                record: records.first {
                    $0.prerequisite == prerequisite.id && $0.candidate == candidate
                })
        }
        return wanted.filter { $0.isForEachCandidate != true }.map { gate($0, nil) }
            + charter.plan.matters[m].candidates.flatMap { candidate in
                wanted.filter {
                    $0.isForEachCandidate == true && $0.applies(to: candidate.facts ?? [])
                }.map { gate($0, candidate.id) }
            }
    }
}
