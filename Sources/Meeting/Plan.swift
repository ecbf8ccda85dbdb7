import Personnel

/// A member of the group, as the frozen roll has them. P1.
public struct Member: Hashable, Codable, Sendable {
    public var id: PersonID
    public var name: String
    public var distinguisher: String?
    /// 1 first.
    public var rank: Int
    public var chief: ChiefKind?
    public var inCharge: [Power]
    public var unit: String?
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

    public var label: String { distinguisher.map { "\(name)(\($0))" } ?? name }
    public var isChief: Bool { chief != nil }
}

/// Somebody who attends without voice in the roll of views and without a vote (列席).
public struct Attendee: Hashable, Codable, Sendable {
    public var id: PersonID
    public var name: String
    public var post: String?

    public init(id: PersonID, name: String, post: String? = nil) {
        self.id = id
        self.name = name
        self.post = post
    }
}

/// Whom a matter is about.
public struct Candidate: Hashable, Codable, Sendable {
    public var id: PersonID
    public var name: String
    /// The post concerned.
    public var post: String?
    /// A4: a consequence in force holds this person from promotion through that day. Filled in
    /// from the register.
    public var heldThrough: Day?

    public init(id: PersonID, name: String, post: String? = nil, heldThrough: Day? = nil) {
        self.id = id
        self.name = name
        self.post = post
        self.heldThrough = heldThrough
    }
}

/// What the meeting needs to know of a signed recommendation. Filled in from the register.
public struct RecommendationFact: Hashable, Codable, Sendable {
    public var id: RecommendationID
    public var candidate: PersonID
    public var recommenders: [Recommender]
    /// SHA-256 of the signed paper: what the group was shown.
    public var sha256: String

    public init(
        id: RecommendationID, candidate: PersonID, recommenders: [Recommender], sha256: String
    ) {
        self.id = id
        self.candidate = candidate
        self.recommenders = recommenders
        self.sha256 = sha256
    }
}

/// The decided matter that a reconsideration (复议) refers to, and the members who asked for it.
/// B7, V2.
public struct Reconsideration: Hashable, Codable, Sendable {
    public var meeting: MeetingID
    public var matter: MatterID
    public var supporters: [PersonID]
    /// Whether the earlier decision was reached, and how often it was vetoed. From the register.
    public var wasDecided: Bool
    public var vetoes: Int

    public init(
        meeting: MeetingID, matter: MatterID, supporters: [PersonID], wasDecided: Bool = false,
        vetoes: Int = 0
    ) {
        self.meeting = meeting
        self.matter = matter
        self.supporters = supporters
        self.wasDecided = wasDecided
        self.vetoes = vetoes
    }
}

/// One item of the agenda.
public struct Matter: Hashable, Codable, Sendable {
    public var id: MatterID
    /// The id of a kind in the profile.
    public var kind: String
    public var title: String
    public var candidates: [Candidate]
    public var recommendations: [RecommendationFact]
    public var reconsiders: Reconsideration?

    public init(
        id: MatterID, kind: String, title: String, candidates: [Candidate] = [],
        recommendations: [RecommendationFact] = [], reconsiders: Reconsideration? = nil
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.candidates = candidates
        self.recommendations = recommendations
        self.reconsiders = reconsiders
    }
}

extension Matter {
    /// The same business: kind, title and people. (What the register fills in may differ.)
    func isAbout(_ other: Matter) -> Bool {
        id == other.id && kind == other.kind && title == other.title
            && candidates.map(\.id) == other.candidates.map(\.id)
            && candidates.map(\.post) == other.candidates.map(\.post)
    }
}

/// A meeting before it is held: roll, agenda and the profile it follows. The first event of a
/// meeting holds it whole, so that a record can be judged by its own rules for ever.
public struct Plan: Hashable, Codable, Sendable {
    public var title: String
    public var organisation: String
    public var place: String
    public var scheduled: Timestamp
    public var presiding: PersonID
    public var secretary: PersonID
    public var roll: [Member]
    public var attendees: [Attendee]
    public var matters: [Matter]
    public var profile: Profile
    /// SHA-256 of the profile's canonical form, in hex. Computed by whoever keeps the record.
    public var profileHash: String

    public init(
        title: String, organisation: String, place: String, scheduled: Timestamp,
        presiding: PersonID, secretary: PersonID, roll: [Member], attendees: [Attendee] = [],
        matters: [Matter], profile: Profile, profileHash: String = ""
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
        self.profile = profile
        self.profileHash = profileHash
    }
}
