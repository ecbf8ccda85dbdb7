// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// A kind of decision, as the profile defines it. M1.
public struct MatterKind: Hashable, Codable, Sendable {
    /// B2: what a matter needs to pass.
    public struct Passing: Hashable, Codable, Sendable {
        /// The number that the share is taken of.
        public enum Base: String, Codable, Hashable, Sendable, CaseIterable {
            case entitled, present, valid
        }
        /// What part of the base has to vote for it.
        public var share: Fraction
        /// More than the share, not just the share itself.
        public var strictly: Bool
        /// B2: the entitled, those who could vote, or the valid papers.
        public var of: Base

        public init(share: Fraction, strictly: Bool, of: Base) {
            self.share = share
            self.strictly = strictly
            self.of = of
        }

        /// Votes needed when the base is `n`.
        public func needed(of n: Int) -> Int {
            max(1, strictly ? share.above(n) : share.ceiling(of: n))
        }
    }

    /// The choices on the paper.
    public enum Form: String, Codable, Hashable, Sendable, CaseIterable {
        /// 同意 / 不同意 / 弃权
        case approval
        /// 差额: the candidates, and "none of them". B3.
        case contested
        /// 民主评议: the grades; no pass. B4.
        case graded
        /// 学习传达、其他事项: no ballot, a conclusion in words. M5.
        case noted
    }

    /// B3: when nobody is above half.
    public enum NoMajority: String, Codable, Hashable, Sendable, CaseIterable {
        case runOff = "run-off"
        case deferred
    }

    /// How a vote may be taken. B1.
    public enum VotingMethod: String, Codable, Hashable, Sendable, CaseIterable {
        /// 无记名票决: nobody learns who voted how.
        case secret
        /// 举手表决: who voted how is on record.
        case hands
        /// 口头表决: who voted how is on record.
        case oral
    }

    /// How long a chief may return a decision. V1.
    public enum VetoWindow: Hashable, Sendable {
        case none
        /// Until the meeting adjourns or closes.
        case sitting
        /// That many days after the decision, the day itself not counted.
        case days(Int)
    }

    /// What a matter's `kind` names; unique in the profile.
    public var id: String
    /// What it is called in both languages.
    public var title: Profile.Bilingual
    /// Whose deputy in charge introduces it. M3.
    public var power: Power
    /// About people: ad-hoc motions are refused, other notice days apply.
    public var isAboutPeople: Bool
    /// What the paper asks. B2, B3, B4.
    public var form: Form
    /// The grades of an appraisal, best first.
    public var grades: [Profile.Bilingual]
    /// Nil for an appraisal.
    public var passing: Passing?
    /// For a contested matter only. B3.
    public var noMajority: NoMajority
    /// V1: `none` where no chief can return it.
    public var veto: VetoWindow
    /// V3: whether a chief may send a proposal back before it is introduced; nil: not.
    public var maySendBack: Bool?
    /// M2: all on record before the introduction; an appointment has one by the deputy.
    public var prerequisites: [Prerequisite]
    /// M2: how many valid signed recommendations each candidate needs.
    public var recommendations: Int
    /// A1: a passed matter opens an appointment's life.
    public var appoints: Bool
    /// B1: how its vote may be taken, the usual way first; nil: by secret ballot only.
    public var methods: [VotingMethod]?
    /// Q1: the share of the entitled that must be present for it; nil: the profile's.
    public var quorum: Fraction?
    /// B1: as they are in force, the usual way first.
    public var votingMethods: [VotingMethod] { methods ?? [.secret] }

    /// M1: so many candidates a matter of this kind has, or more where it is contested.
    public var leastCandidates: Int {
        switch form {
        case .contested: 2
        case .approval, .graded, .noted: isAboutPeople ? 1 : 0
        }
    }

    public init(
        id: String,
        title: Profile.Bilingual,
        power: Power,
        isAboutPeople: Bool,
        form: Form,
        grades: [Profile.Bilingual],
        passing: Passing?,
        noMajority: NoMajority,
        veto: VetoWindow,
        prerequisites: [Prerequisite],
        recommendations: Int,
        appoints: Bool,
        maySendBack: Bool? = nil,
        methods: [VotingMethod]? = nil,
        quorum: Fraction? = nil
    ) {
        self.id = id
        self.title = title
        self.power = power
        self.isAboutPeople = isAboutPeople
        self.form = form
        self.grades = grades
        self.passing = passing
        self.noMajority = noMajority
        self.veto = veto
        self.prerequisites = prerequisites
        self.recommendations = recommendations
        self.appoints = appoints
        self.maySendBack = maySendBack
        self.methods = methods
        self.quorum = quorum
    }
}

extension MatterKind.VetoWindow: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        switch text {
        case "none": self = .none
        case "sitting": self = .sitting
        default:
            guard let n = Int(text), (1...30).contains(n) else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "expected none, sitting or a number of days")
            }
            self = .days(n)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .none: try container.encode("none")
        case .sitting: try container.encode("sitting")
        case .days(let n): try container.encode(String(n))
        }
    }
}
