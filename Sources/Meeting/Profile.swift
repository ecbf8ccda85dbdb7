import Personnel

/// A procedure profile: every choice that the rules leave to the group, as data. No profile can
/// turn off the last-speaker rule: there is no key for it. L6.
public struct Profile: Hashable, Codable, Sendable {
    /// A text in both languages.
    public struct Bilingual: Hashable, Codable, Sendable {
        /// The Chinese form.
        public var zh: String
        /// The English form.
        public var en: String
        public init(zh: String, en: String) {
            self.zh = zh
            self.en = en
        }
    }

    /// L7: whether members cast before the chief states a view.
    public enum BallotOrder: String, Codable, Hashable, Sendable, CaseIterable {
        case afterChief = "after-chief"
        case beforeChief = "before-chief"
    }

    /// L8: what happens to a chief's own signed recommendation.
    public enum ChiefRecommendation: String, Codable, Hashable, Sendable, CaseIterable {
        case refuse, mark
    }

    public var id: String
    /// Which edition of the profile it is; no rule looks at it.
    public var version: Int
    /// Blank in neither language.
    public var title: Bilingual
    /// What the profile rests on (regulation and chapter).
    public var sources: [String]
    /// Q1: share of the entitled that must be present; rounded up.
    public var quorum: Fraction
    /// P3: with two chiefs, who speaks first and who last.
    public var chiefOrder: [ChiefKind]
    /// Q2: whether a recused member still counts among the entitled.
    public var recusedCountAsEntitled: Bool
    /// L2: whether "no view" may be recorded.
    public var mayPass: Bool
    /// L2: the views that need words.
    public var wordsRequired: [Stance]
    /// L7: whether the others' papers or the chiefs' views come first.
    public var ballotOrder: BallotOrder
    /// L8: refused, or taken and pointed out.
    public var chiefRecommendation: ChiefRecommendation
    /// B6: at this many voids of one matter, only paper may be used.
    public var voidsBeforePaper: Int
    /// B11: a difference of for and against views up to this suggests deferral; nil: never.
    public var divisionMargin: Int?
    /// Q4: working days between delivery of papers and the meeting.
    public var noticeWorkingDays: Int
    /// Q4: the same for papers about people; 0: nothing is pointed out.
    public var personnelNoticeWorkingDays: Int
    /// A1: working days of public notice, months of probation.
    public var publicNoticeWorkingDays: Int
    /// A1: months of probation; 0: confirmed on taking office.
    public var probationMonths: Int
    /// Q4: holidays and exchanged working days, for counting notice.
    public var calendar: WorkCalendar
    /// M1: at least one, each with its own id.
    public var kinds: [MatterKind]

    public init(
        id: String,
        version: Int,
        title: Bilingual,
        sources: [String],
        quorum: Fraction,
        chiefOrder: [ChiefKind],
        recusedCountAsEntitled: Bool,
        mayPass: Bool,
        wordsRequired: [Stance],
        ballotOrder: BallotOrder,
        chiefRecommendation: ChiefRecommendation,
        voidsBeforePaper: Int,
        divisionMargin: Int?,
        noticeWorkingDays: Int,
        personnelNoticeWorkingDays: Int,
        publicNoticeWorkingDays: Int,
        probationMonths: Int,
        calendar: WorkCalendar,
        kinds: [MatterKind]
    ) {
        self.id = id
        self.version = version
        self.title = title
        self.sources = sources
        self.quorum = quorum
        self.chiefOrder = chiefOrder
        self.recusedCountAsEntitled = recusedCountAsEntitled
        self.mayPass = mayPass
        self.wordsRequired = wordsRequired
        self.ballotOrder = ballotOrder
        self.chiefRecommendation = chiefRecommendation
        self.voidsBeforePaper = voidsBeforePaper
        self.divisionMargin = divisionMargin
        self.noticeWorkingDays = noticeWorkingDays
        self.personnelNoticeWorkingDays = personnelNoticeWorkingDays
        self.publicNoticeWorkingDays = publicNoticeWorkingDays
        self.probationMonths = probationMonths
        self.calendar = calendar
        self.kinds = kinds
    }

    /// The kind of this id; nil where the profile has none.
    public func kind(_ id: String) -> MatterKind? { kinds.first { $0.id == id } }
}

/// A share such as 2/3. Written `2/3` in files.
public struct Fraction: Hashable, Sendable {
    /// From 1 to the denominator.
    public let numerator: Int
    /// From 1 to 1000; the share isn't reduced.
    public let denominator: Int

    /// Nil unless 0 < numerator ≤ denominator ≤ 1000.
    public init?(_ numerator: Int, _ denominator: Int) {
        guard numerator > 0, denominator > 0, numerator <= denominator, denominator <= 1000 else {
            return nil
        }
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Reads a share as files write it (`2/3`); nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let n = Int(parts[0]), let d = Int(parts[1]) else { return nil }
        self.init(n, d)
    }

    private init(known numerator: Int, _ denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The quorum of the regulation.
    public static let twoThirds = Fraction(known: 2, 3)

    /// The least whole number that is at least this share of `n`.
    public func ceiling(of n: Int) -> Int { (n * numerator + denominator - 1) / denominator }

    /// The least whole number that is more than this share of `n`.
    public func above(_ n: Int) -> Int { n * numerator / denominator + 1 }

    /// Half itself included; less is no quorum. M1.
    public var isAtLeastHalf: Bool { numerator * 2 >= denominator }
}

extension Fraction: Codable, CustomStringConvertible {
    public var description: String { "\(numerator)/\(denominator)" }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Fraction(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a share such as 2/3")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

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
    }

    /// B3: when nobody is above half.
    public enum NoMajority: String, Codable, Hashable, Sendable, CaseIterable {
        case runOff = "run-off"
        case deferred
    }

    /// How long a chief may return a decision. V1.
    public enum VetoWindow: Hashable, Sendable {
        case none
        /// Until the meeting adjourns or closes.
        case sitting
        /// That many days after the decision, the day itself not counted.
        case days(Int)
    }

    /// A paper without which a matter of this kind is not introduced. M2.
    public struct Prerequisite: Hashable, Codable, Sendable {
        /// What a record of it names; unique within the kind.
        public var id: String
        /// What it is called in both languages.
        public var title: Profile.Bilingual
        /// Only the deputy in charge can bring it.
        public var byDeputyInCharge: Bool
        /// A document with its SHA-256 must be named.
        public var needsDocument: Bool

        public init(
            id: String, title: Profile.Bilingual, byDeputyInCharge: Bool, needsDocument: Bool
        ) {
            self.id = id
            self.title = title
            self.byDeputyInCharge = byDeputyInCharge
            self.needsDocument = needsDocument
        }
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
    /// M2: all on record before the introduction; an appointment has one by the deputy.
    public var prerequisites: [Prerequisite]
    /// M2: how many valid signed recommendations each candidate needs.
    public var recommendations: Int
    /// A1: a passed matter opens an appointment's life.
    public var appoints: Bool

    /// M1: so many candidates a matter of this kind has, or more where it is contested.
    public var leastCandidates: Int {
        switch form {
        case .contested: 2
        case .approval, .graded: isAboutPeople ? 1 : 0
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
        appoints: Bool
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
