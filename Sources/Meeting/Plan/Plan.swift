// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// A member of the group, as the frozen roll has them. P1.
public struct Member: Hashable, Codable, Sendable {
    /// The person's in the register, which fills in the rest.
    public var id: PersonID
    public var name: String
    /// Tells two of one name apart; nil where the register has none. P1.
    public var distinguisher: String?
    /// 1 first.
    public var rank: Int
    /// Which chief; nil for everybody else. P3.
    public var chief: ChiefKind?
    /// The powers this member is deputy in charge of (分管): decides who introduces. M3.
    public var inCharge: [Power]
    /// 单位, nil where the register has none; no rule looks at it.
    public var unit: String?
    /// Nil where the register has none; no rule looks at it.
    public var post: String?

    public init(
        id: PersonID, name: String, distinguisher: String? = nil, rank: Int,
        chief: ChiefKind? = nil, inCharge: [Power] = [], unit: String? = nil, post: String? = nil
    ) {
        self.id = id
        self.name = name
        self.distinguisher = distinguisher
        self.rank = rank
        self.chief = chief
        self.inCharge = inCharge
        self.unit = unit
        self.post = post
    }

    /// Name, with the distinguisher where there is one.
    public var label: String { distinguisher.map { "\(name)(\($0))" } ?? name }
    /// Whether the last-speaker rule binds this member. L1.
    public var isChief: Bool { chief != nil }
}

/// Somebody who attends without voice in the roll of views and without a vote (列席).
public struct Attendee: Hashable, Codable, Sendable {
    /// The person's in the register; never one of the roll's.
    public var id: PersonID
    /// With the distinguisher, filled in from the register.
    public var name: String
    /// Filled in from the register; nil where it has none.
    public var post: String?

    public init(id: PersonID, name: String, post: String? = nil) {
        self.id = id
        self.name = name
        self.post = post
    }
}

/// Whom a matter is about.
public struct Candidate: Hashable, Codable, Sendable {
    /// The person's in the register; a member is recused with the introduction. Q2.
    public var id: PersonID
    /// With the distinguisher, filled in from the register.
    public var name: String
    /// The post concerned.
    public var post: String?
    /// The post that the same decision takes this candidate out of (免甲任乙); nil: none.
    public var leaves: String?
    /// A4: a consequence in force holds this person from promotion through that day. Filled in
    /// from the register.
    public var heldThrough: Day?
    /// What is so of this candidate, by the profile's facts; some papers are asked for by them. M2.
    public var facts: [String]?
    /// The post held when the meeting was planned. Filled in from the register; nil where it has none, and in records of 0.2.
    public var presentPost: String?

    public init(
        id: PersonID, name: String, post: String? = nil, heldThrough: Day? = nil,
        facts: [String]? = nil, presentPost: String? = nil, leaves: String? = nil
    ) {
        self.id = id
        self.name = name
        self.post = post
        self.leaves = leaves
        self.heldThrough = heldThrough
        self.facts = facts
        self.presentPost = presentPost
    }
}

/// What the meeting needs to know of a signed recommendation. Filled in from the register.
public struct RecommendationFact: Hashable, Codable, Sendable {
    /// The id under which it was lodged in the register.
    public var id: RecommendationID
    /// Whom it is for: one of the matter's candidates. S1.
    public var candidate: PersonID
    /// Who signed, with their relation to the candidate: a relative is recused. S4.
    public var recommenders: [Recommender]
    /// SHA-256 of the signed paper: what the group was shown.
    public var sha256: String
    /// 首推人: who leads; nil where nobody does, and in records of 0.2.
    public var lead: PersonID?

    public init(
        id: RecommendationID, candidate: PersonID, recommenders: [Recommender], sha256: String,
        lead: PersonID? = nil
    ) {
        self.id = id
        self.candidate = candidate
        self.recommenders = recommenders
        self.sha256 = sha256
        self.lead = lead
    }
}

/// The decided matter that a reconsideration (复议) refers to, and the members who asked for it.
/// B7, V2.
public struct Reconsideration: Hashable, Codable, Sendable {
    /// The meeting that decided it.
    public var meeting: MeetingID
    /// Its id on that agenda.
    public var matter: MatterID
    /// Members of this roll, more than half of it. B7.
    public var supporters: [PersonID]
    /// Whether the earlier decision was reached, and how often it was vetoed. From the register.
    public var wasDecided: Bool
    /// How often it was vetoed, with the matters that it reconsidered itself. V2.
    public var vetoes: Int
    /// Whom it chose, where it filled several posts; nil: one, or nobody. From the register. B3.
    public var chosen: [PersonID]?

    public init(
        meeting: MeetingID, matter: MatterID, supporters: [PersonID], wasDecided: Bool = false,
        vetoes: Int = 0, chosen: [PersonID]? = nil
    ) {
        self.chosen = chosen
        self.meeting = meeting
        self.matter = matter
        self.supporters = supporters
        self.wasDecided = wasDecided
        self.vetoes = vetoes
    }
}

/// The proposal that was sent back and comes again. V3.
public struct Resubmission: Hashable, Codable, Sendable {
    /// The meeting before which a chief sent it back.
    public var meeting: MeetingID
    /// Its id on that agenda.
    public var matter: MatterID
    /// How often it was sent back, with those that it took up itself. From the register.
    public var returns: Int

    public init(meeting: MeetingID, matter: MatterID, returns: Int = 0) {
        self.meeting = meeting
        self.matter = matter
        self.returns = returns
    }
}

/// One item of the agenda.
public struct Matter: Hashable, Codable, Sendable {
    /// Unique on this agenda.
    public var id: MatterID
    /// The id of a kind in the profile.
    public var kind: String
    /// As it stands on the agenda and in the archive of its ballot.
    public var title: String
    /// In the paper's order; a kind that isn't about people needs none. M1.
    public var candidates: [Candidate]
    /// Those known when the plan was set; convening freezes them. M2, S3.
    public var recommendations: [RecommendationFact]
    /// 差额: how many posts a contested matter fills; its paper takes so many marks, and has an abstention. Nil: one, on the
    /// paper of 0.2, which has "none of them" instead. B3.
    public var posts: Int?
    /// Nil unless it takes up a decided matter again. B7.
    public var reconsiders: Reconsideration?
    /// Nil unless it is a proposal that was sent back and comes again. V3.
    public var resubmits: Resubmission?
    /// The list of which it is a line; nil: it stands alone. M4.
    public var list: MatterID?
    /// What is put to the group, in words; nil: nobody wrote it down. M3.
    public var summary: String?

    public init(
        id: MatterID, kind: String, title: String, candidates: [Candidate] = [],
        recommendations: [RecommendationFact] = [], reconsiders: Reconsideration? = nil,
        resubmits: Resubmission? = nil, list: MatterID? = nil, summary: String? = nil,
        posts: Int? = nil
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.candidates = candidates
        self.posts = posts
        self.recommendations = recommendations
        self.reconsiders = reconsiders
        self.resubmits = resubmits
        self.list = list
        self.summary = summary
    }
}

extension Matter {
    /// The same business: kind, title and people. (What the register fills in may differ.)
    func isAbout(_ other: Matter) -> Bool {
        id == other.id && title == other.title && proposal == other.proposal
    }

    /// V3: the same kind of decision on the same people and posts; where it is about nobody, under the same title.
    func isSameProposal(as other: Matter) -> Bool {
        proposal == other.proposal
    }

    /// What it puts to the group.
    var proposal: Proposal {
        Proposal(
            kind: kind, posts: posts, people: candidates.map(\.id),
            taken: candidates.map(\.post), left: candidates.map(\.leaves),
            title: candidates.isEmpty ? title : nil)
    }
}

/// What a matter puts to the group, whatever its number: the kind of decision on these people and posts; where it is about
/// nobody, under this title. V3.
struct Proposal: Hashable, Sendable {
    var kind: String
    var posts: Int?
    var people: [PersonID]
    /// The posts that they take, and those that they leave.
    var taken: [String?]
    var left: [String?]
    var title: String?
}

/// A meeting before it is held: roll, agenda and the profile it follows. The first event of a
/// meeting holds it whole, so that a record can be judged by its own rules for ever.
public struct Plan: Hashable, Codable, Sendable {
    /// Heads the minutes; never blank.
    public var title: String
    /// Whose meeting it is, as the minutes have it; never blank.
    public var organisation: String
    /// Where the meeting is held; never blank.
    public var place: String
    /// When it is to begin; notice and holds are reckoned to its day. Q4, A4.
    public var scheduled: Timestamp
    /// On the roll; takes the chair back from a stand-in. P3.
    public var presiding: PersonID
    /// Need not be on the roll; never a chief. P4.
    public var secretary: PersonID
    /// The entitled: everybody with a rank in the register. A seat is an index into it. P1.
    public var roll: [Member]
    /// 列席: no view and no vote; none of them is on the roll.
    public var attendees: [Attendee]
    /// The agenda, in its order. Q3.
    public var matters: [Matter]
    /// The lists on the agenda; nil: there are none. M4.
    public var lists: [MatterList]?
    /// Kept whole: the record is judged by this copy.
    public var profile: Profile
    /// SHA-256 of the profile's canonical form, in hex. Computed by whoever keeps the record.
    public var profileHash: String
    /// Which form the meeting's record has: nil in records of 0.2, which name nobody by capacity. A2.
    public var form: Int?
    /// What this program writes.
    public static let currentForm = 2

    public init(
        title: String, organisation: String, place: String, scheduled: Timestamp,
        presiding: PersonID, secretary: PersonID, roll: [Member], attendees: [Attendee] = [],
        matters: [Matter], lists: [MatterList]? = nil, profile: Profile, profileHash: String = "",
        form: Int? = nil
    ) {
        self.title = title
        self.organisation = organisation
        self.place = place
        self.scheduled = scheduled
        self.presiding = presiding
        self.secretary = secretary
        self.roll = roll
        self.attendees = attendees
        self.matters = matters
        self.lists = lists
        self.profile = profile
        self.profileHash = profileHash
        self.form = form
    }
}
