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
        /// For how many months from its day it may be relied on; nil: for ever.
        public var validMonths: Int?
        /// The text that it rests on, as far as it was seen; `自定`: the group's own choice.
        public var source: String?

        public init(
            id: String, title: Profile.Bilingual, byDeputyInCharge: Bool, needsDocument: Bool,
            isForEachCandidate: Bool? = nil, facts: [String]? = nil,
            conclusions: [Conclusion]? = nil, figures: [Figure]? = nil, leastNamed: Int? = nil,
            capacity: Capacity? = nil, isAdvice: Bool? = nil, validMonths: Int? = nil,
            source: String? = nil
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
            self.validMonths = validMonths
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
        /// How many months have to have gone by since the paper's day before it may be concluded, such as the month after
        /// which no answer is consent; nil: none.
        public var afterMonths: Int?

        public init(
            id: String, title: Profile.Bilingual, effect: Effect, afterMonths: Int? = nil
        ) {
            self.id = id
            self.title = title
            self.effect = effect
            self.afterMonths = afterMonths
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
        /// It may no longer be relied on. A new one is recorded once this one is struck.
        case outOfDate
    }
    /// What the profile asks for.
    public var prerequisite: MatterKind.Prerequisite
    /// Of whom; nil where it is about the matter.
    public var candidate: PersonID?
    /// Nil while it is missing.
    public var record: PrerequisiteRecord?
    /// The day on which it is judged: of the introduction, or before that the day given; nil: its age isn't judged.
    public var day: Day?

    public var name: PrerequisiteName { PrerequisiteName(prerequisite.id, of: candidate) }

    /// Whether it keeps the matter from being introduced; advice never does.
    public var binds: Bool { prerequisite.isAdvice != true }

    /// What the paper concluded; nil where it is missing, or only has to be there.
    public var conclusion: MatterKind.Conclusion? {
        record?.conclusion.flatMap(prerequisite.conclusion)
    }

    /// The last day on which it may be relied on; nil: it is missing, or there is none.
    public var lastDay: Day? {
        prerequisite.validMonths.flatMap { record?.on.advanced(byMonths: $0) }
    }

    public var standing: Standing {
        guard record != nil else { return .missing }
        if conclusion?.effect != .stops, let lastDay, let day, day > lastDay { return .outOfDate }
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
    ///
    /// - Parameter day: on which a matter that isn't introduced yet is judged; nil: the day of the last event.
    public func gates(of m: Int, on day: Day? = nil) -> [Gate] {
        guard let charter, matters.indices.contains(m) else { return [] }
        let wanted = charter.kinds[m].prerequisites
        let records = matters[m].prerequisites
        let judged = matters[m].introducedOn ?? day ?? lastAt?.day
        func gate(_ prerequisite: MatterKind.Prerequisite, _ candidate: PersonID?) -> Gate {
            Gate(
                prerequisite: prerequisite, candidate: candidate,
                record: records.first {
                    $0.prerequisite == prerequisite.id && $0.candidate == candidate
                }, day: judged)
        }
        return wanted.filter { $0.isForEachCandidate != true }.map { gate($0, nil) }
            + charter.plan.matters[m].candidates.flatMap { candidate in
                wanted.filter {
                    $0.isForEachCandidate == true && $0.applies(to: candidate.facts ?? [])
                }.map { gate($0, candidate.id) }
            }
    }
}
