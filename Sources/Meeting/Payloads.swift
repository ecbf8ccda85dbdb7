import Personnel

// The payloads that commands and events share. Each property's name is its name in the record and
// in the protocol: renaming one changes the format.

/// What a member says of a matter. L2.
public enum Stance: String, Codable, Hashable, Sendable, CaseIterable {
    /// 同意
    case `for`
    /// 不同意
    case against
    /// 缓议
    case `defer`
    /// Passed, where the profile allows it.
    case noView
}

/// The agenda and papers reached a member. Q4.
public struct Delivery: Hashable, Codable, Sendable {
    /// Papers of the meeting, or those about people.
    public enum What: String, Codable, Hashable, Sendable { case papers, personnelPapers }
    public var member: PersonID
    public var what: What
    public var on: Day
    public init(member: PersonID, what: What, on: Day) {
        self.member = member
        self.what = what
        self.on = on
    }
}

/// A prerequisite is on record. M2.
public struct PrerequisiteRecord: Hashable, Codable, Sendable {
    public var matter: MatterID
    /// The prerequisite's id in the profile.
    public var prerequisite: String
    public var by: PersonID
    public var on: Day
    public var document: Document?
    public init(
        matter: MatterID, prerequisite: String, by: PersonID, on: Day, document: Document? = nil
    ) {
        self.matter = matter
        self.prerequisite = prerequisite
        self.by = by
        self.on = on
        self.document = document
    }
}

/// A signed recommendation joins a matter before the agenda freezes.
public struct Attachment: Hashable, Codable, Sendable {
    public var matter: MatterID
    public var recommendation: RecommendationFact
    public init(matter: MatterID, recommendation: RecommendationFact) {
        self.matter = matter
        self.recommendation = recommendation
    }
}

/// A recommendation was withdrawn before the agenda froze. S3.
public struct Detachment: Hashable, Codable, Sendable {
    public var matter: MatterID
    public var recommendation: RecommendationID
    public init(matter: MatterID, recommendation: RecommendationID) {
        self.matter = matter
        self.recommendation = recommendation
    }
}

/// A member and nothing more (arrival, quorum call).
public struct MemberAct: Hashable, Codable, Sendable {
    public var member: PersonID
    public init(member: PersonID) { self.member = member }
}

/// A member and a reason (absence, departure, taking the chair).
public struct ReasonedMemberAct: Hashable, Codable, Sendable {
    public var member: PersonID
    public var reason: String
    public init(member: PersonID, reason: String) {
        self.member = member
        self.reason = reason
    }
}

/// A member leaves a matter that concerns them. P2, Q2.
public struct Recusal: Hashable, Codable, Sendable {
    /// Why somebody withdraws from a matter. Q2, S4.
    public enum Ground: String, Codable, Hashable, Sendable, CaseIterable {
        /// The matter is about the member.
        case concerned
        /// A relative is concerned.
        case relative
        /// The member recommended a relative. S4.
        case recommender
        case other
    }
    public var matter: MatterID
    public var member: PersonID
    public var ground: Ground
    public var reason: String
    public init(matter: MatterID, member: PersonID, ground: Ground, reason: String) {
        self.matter = matter
        self.member = member
        self.ground = ground
        self.reason = reason
    }
}

/// Who counts. P4.
public struct TellerAppointment: Hashable, Codable, Sendable {
    public var members: [PersonID]
    public init(members: [PersonID]) { self.members = members }
}

/// Somebody else than the deputy in charge will introduce. M3.
public struct IntroducerNaming: Hashable, Codable, Sendable {
    public var matter: MatterID
    public var member: PersonID
    public var reason: String
    public init(matter: MatterID, member: PersonID, reason: String) {
        self.matter = matter
        self.member = member
        self.reason = reason
    }
}

/// Who brings the matter before the group. M3.
public struct Introduction: Hashable, Codable, Sendable {
    public var matter: MatterID
    public var by: PersonID
    public init(matter: MatterID, by: PersonID) {
        self.matter = matter
        self.by = by
    }
}

/// A member's view. L2.
public struct StatedView: Hashable, Codable, Sendable {
    public var matter: MatterID
    public var member: PersonID
    public var stance: Stance
    public var words: String
    /// Whom the member is for, in a contested matter.
    public var candidate: PersonID?
    public init(
        matter: MatterID, member: PersonID, stance: Stance, words: String = "",
        candidate: PersonID? = nil
    ) {
        self.matter = matter
        self.member = member
        self.stance = stance
        self.words = words
        self.candidate = candidate
    }
}

/// The secretary takes back a slip: a wrong entry stays in the record, struck. Never a ballot.
public struct Correction: Hashable, Codable, Sendable {
    /// What a slip was made in.
    public enum Target: String, Codable, Hashable, Sendable { case view, prerequisite, recusal }
    public var target: Target
    public var matter: MatterID
    /// Whose view or recusal.
    public var member: PersonID?
    /// Which prerequisite.
    public var prerequisite: String?
    public var reason: String
    public init(
        target: Target, matter: MatterID, member: PersonID? = nil, prerequisite: String? = nil,
        reason: String
    ) {
        self.target = target
        self.matter = matter
        self.member = member
        self.prerequisite = prerequisite
        self.reason = reason
    }
}

/// L5: anybody in the room may have it recorded that a chief signalled early.
public struct PointOfOrder: Hashable, Codable, Sendable {
    /// A chief who signalled early, or anything else. L5.
    public enum Kind: String, Codable, Hashable, Sendable { case chiefSignalled, other }
    public var kind: Kind
    public var by: PersonID
    public var matter: MatterID?
    public var words: String
    public init(kind: Kind, by: PersonID, matter: MatterID? = nil, words: String) {
        self.kind = kind
        self.by = by
        self.matter = matter
        self.words = words
    }
}

/// B8: an absent member's written opinion is read out; it counts nowhere.
public struct WrittenOpinion: Hashable, Codable, Sendable {
    public var matter: MatterID
    public var member: PersonID
    public var words: String
    public init(matter: MatterID, member: PersonID, words: String) {
        self.matter = matter
        self.member = member
        self.words = words
    }
}

/// A motion of the presiding member with its count by show of hands.
public struct Motion: Hashable, Codable, Sendable {
    public var matter: MatterID
    public var by: PersonID
    public var inFavour: Int
    public var reason: String
    public init(matter: MatterID, by: PersonID, inFavour: Int, reason: String) {
        self.matter = matter
        self.by = by
        self.inFavour = inFavour
        self.reason = reason
    }
}

/// 暂缓表决. B5.
public struct Deferral: Hashable, Codable, Sendable {
    /// Why a matter is put off. B5.
    public enum Ground: String, Codable, Hashable, Sendable {
        /// More than half of the views were "defer".
        case views
        /// A motion carried by more than half of those present.
        case motion
    }
    public var matter: MatterID
    public var ground: Ground
    public var by: PersonID
    public var inFavour: Int?
    public var reason: String
    public init(
        matter: MatterID, ground: Ground, by: PersonID, inFavour: Int? = nil, reason: String
    ) {
        self.matter = matter
        self.ground = ground
        self.by = by
        self.inFavour = inFavour
        self.reason = reason
    }
}

/// A matter is taken off the agenda. Q3.
public struct MatterWithdrawal: Hashable, Codable, Sendable {
    public var matter: MatterID
    public var by: PersonID
    public var reason: String
    public init(matter: MatterID, by: PersonID, reason: String) {
        self.matter = matter
        self.by = by
        self.reason = reason
    }
}

/// V1, V2.
public struct Veto: Hashable, Codable, Sendable {
    public var matter: MatterID
    public var by: PersonID
    public var reasons: String
    /// The signed paper.
    public var document: Document
    /// A second veto: the matter goes up (上报). Set by the engine.
    public var goesUp: Bool?
    public init(
        matter: MatterID, by: PersonID, reasons: String, document: Document, goesUp: Bool? = nil
    ) {
        self.matter = matter
        self.by = by
        self.reasons = reasons
        self.document = document
        self.goesUp = goesUp
    }
}

/// A break, with when the meeting goes on. G2.
public struct Adjournment: Hashable, Codable, Sendable {
    public var until: Timestamp
    public var reason: String
    public init(until: Timestamp, reason: String) {
        self.until = until
        self.reason = reason
    }
}

/// The meeting does not take place. G2.
public struct Cancellation: Hashable, Codable, Sendable {
    public var reason: String
    /// Events of this meeting, this one included. Set by the engine.
    public var events: Int?
    public init(reason: String, events: Int? = nil) {
        self.reason = reason
        self.events = events
    }
}

/// The mandatory last event of a meeting.
public struct Closing: Hashable, Codable, Sendable {
    /// The matters nobody decided; naming them is how the meeting owns up to it. They count as
    /// deferred.
    public var unfinished: [MatterID]
    /// Events of this meeting, this one included. Set by the engine.
    public var events: Int?
    public init(unfinished: [MatterID] = [], events: Int? = nil) {
        self.unfinished = unfinished
        self.events = events
    }
}

/// The wall clock moved otherwise than time does.
public struct ClockRemark: Hashable, Codable, Sendable {
    public var jumpMilliseconds: Int
    public init(jumpMilliseconds: Int) { self.jumpMilliseconds = jumpMilliseconds }
}
