// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
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
    /// P3: the kinds of chief whom the last-speaker rule binds, who speaks last at the end. A group that has none of
    /// them has all its chiefs bound.
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
    /// B10: so many papers at least are counted from a box; nil: four.
    public var leastCast: Int?
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
    /// M2: what may be so of a candidate; some papers are asked for by it. Nil: nothing.
    public var facts: [Fact]?

    /// B5: the grounds on which a matter is put off; nil: by the views and by motion, as before.
    public var deferralGrounds: [Deferral.Ground]?
    /// V2, V3: whom a second veto or return is reported to; nil: the body above.
    public var goesUpTo: Bilingual?
    /// A1: facts of which one makes a public notice due; nil: always, and where nobody said what is so.
    public var noticeFacts: [String]?
    /// A1: facts of which one makes a probation due; nil: always, and where nobody said what is so.
    public var probationFacts: [String]?
    /// L2: whether a ballot waits for everybody's view; nil: it does.
    public var viewRule: ViewRule?
    /// Q2: whether who withdrew from the deliberation comes back and votes, as in a full committee (全委会); nil: no.
    public var recusedVote: Bool?
    /// M3: whether an attendee, such as the head of the personnel department, may present a matter; nil: no.
    public var attendeesPresent: Bool?
    /// P4: who signs the minutes; nil: who presided, the tellers and the secretary.
    public var minutesSigners: MinutesSigners?
    /// Q2: whether everybody in the room is asked, matter by matter, whether they have to withdraw; nil: not asked.
    public var inquiry: RecusalInquiryRule?

    /// L2: of whom a view is asked before the ballot.
    public enum ViewRule: String, Codable, Hashable, Sendable, CaseIterable {
        /// Of everybody who takes part.
        case each
        /// Of nobody. Whoever wants to speaks, and L1 holds: a chief waits for everybody's view, or word that they
        /// state none.
        case optional
    }

    /// Q2: what becomes of a matter about which nobody was asked whether they have to withdraw.
    public enum RecusalInquiryRule: String, Codable, Hashable, Sendable, CaseIterable {
        /// Nobody is asked.
        case none
        /// It is pointed out, and the minutes say so.
        case advised
        /// It isn't introduced.
        case required
    }
    /// P4: who signs the minutes.
    public enum MinutesSigners: String, Codable, Hashable, Sendable, CaseIterable {
        /// Who presided, the tellers and the secretary.
        case officers
        /// They, and every member who was present at the end.
        case present
    }
    /// As it is in force.
    public var recusalInquiry: RecusalInquiryRule { inquiry ?? .none }

    /// Something that may be so of a candidate, such as that the post is a promotion.
    public struct Fact: Hashable, Codable, Sendable {
        /// Unique in the profile.
        public var id: String
        public var title: Bilingual
        public init(id: String, title: Bilingual) {
            self.id = id
            self.title = title
        }
    }

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
        leastCast: Int? = nil,
        divisionMargin: Int?,
        noticeWorkingDays: Int,
        personnelNoticeWorkingDays: Int,
        publicNoticeWorkingDays: Int,
        probationMonths: Int,
        calendar: WorkCalendar,
        kinds: [MatterKind],
        facts: [Fact]? = nil,
        deferralGrounds: [Deferral.Ground]? = nil,
        goesUpTo: Bilingual? = nil,
        noticeFacts: [String]? = nil,
        probationFacts: [String]? = nil,
        viewRule: ViewRule? = nil,
        recusedVote: Bool? = nil,
        inquiry: RecusalInquiryRule? = nil,
        minutesSigners: MinutesSigners? = nil,
        attendeesPresent: Bool? = nil
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
        self.leastCast = leastCast
        self.divisionMargin = divisionMargin
        self.noticeWorkingDays = noticeWorkingDays
        self.personnelNoticeWorkingDays = personnelNoticeWorkingDays
        self.publicNoticeWorkingDays = publicNoticeWorkingDays
        self.probationMonths = probationMonths
        self.calendar = calendar
        self.kinds = kinds
        self.facts = facts
        self.deferralGrounds = deferralGrounds
        self.goesUpTo = goesUpTo
        self.noticeFacts = noticeFacts
        self.probationFacts = probationFacts
        self.viewRule = viewRule
        self.recusedVote = recusedVote
        self.inquiry = inquiry
        self.minutesSigners = minutesSigners
        self.attendeesPresent = attendeesPresent
    }

    /// B1: how a kind is voted on, the usual way first. L7: where the others cast before the chiefs speak, in secret only.
    public func methods(of kind: MatterKind) -> [MatterKind.VotingMethod] {
        ballotOrder == .beforeChief
            ? kind.votingMethods.filter { $0 == .secret } : kind.votingMethods
    }

    /// Q1: what share of the entitled must be present for a kind.
    public func quorum(of kind: MatterKind) -> Fraction { kind.quorum ?? quorum }

    /// L2: whether a view is asked of everybody who takes part.
    public var asksEverybody: Bool { viewRule != .optional }

    /// B5: on which a matter may be put off.
    public var groundsForDeferral: [Deferral.Ground] { deferralGrounds ?? [.views, .motion] }

    /// Fewer papers from a box would show who voted how. B10.
    public var leastCastInBox: Int { leastCast ?? Self.fewestCast }
    /// No profile goes below it.
    public static let fewestCast = 4

    /// The kind of this id; nil where the profile has none.
    public func kind(_ id: String) -> MatterKind? { kinds.first { $0.id == id } }
}
