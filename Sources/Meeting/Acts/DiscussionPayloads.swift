// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// What is shared by the commands and events of a matter under discussion. Each property's name is its name in the
// record and in the protocol: renaming one changes the format.

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

/// Who brings the matter before the group. M3.
public struct Introduction: Hashable, Codable, Sendable {
    /// A pending matter, with its papers on record. M2.
    public var matter: MatterID
    /// The deputy in charge, or who was named instead; never a chief.
    public var by: PersonID
    public init(matter: MatterID, by: PersonID) {
        self.matter = matter
        self.by = by
    }
}

/// A member's view. L2.
public struct StatedView: Hashable, Codable, Sendable {
    /// The one in discussion; under L7 a chief's view waits for the open ballot.
    public var matter: MatterID
    /// In the room and not recused; a chief waits for the others. L1.
    public var member: PersonID
    /// `noView` only where the profile lets members pass.
    public var stance: Stance
    /// May be empty, unless the profile wants words with that stance.
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
    /// Decides whether `member` or `prerequisite` is looked at.
    public var target: Target
    /// Where the slip was made.
    public var matter: MatterID
    /// Whose view or recusal.
    public var member: PersonID?
    /// Which prerequisite.
    public var prerequisite: String?
    /// Never blank.
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
    /// Only a chief's signal is counted; it has to name a matter.
    public var kind: Kind
    /// A member in the room, or an attendee on the plan.
    public var by: PersonID
    /// Nil for a point about none; never one that is settled.
    public var matter: MatterID?
    /// What is to be recorded; never blank.
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
    /// The one in discussion.
    public var matter: MatterID
    /// Absent and not recused; a chief's waits like a view. L6.
    public var member: PersonID
    /// As read out; never blank.
    public var words: String
    public init(matter: MatterID, member: PersonID, words: String) {
        self.matter = matter
        self.member = member
        self.words = words
    }
}

/// A motion of the presiding member with its count by show of hands.
public struct Motion: Hashable, Codable, Sendable {
    /// Whose discussion it re-opens. L4.
    public var matter: MatterID
    /// The presiding member.
    public var by: PersonID
    /// Members for it; it takes more than half of those taking part.
    public var inFavour: Int
    /// Never blank.
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
        /// A motion carried by more than half of those present who take part in the matter.
        case motion
    }
    /// A matter neither settled nor on the open ballot.
    public var matter: MatterID
    /// A motion at any time before the ballot; the views once they are complete.
    public var ground: Ground
    /// The presiding member.
    public var by: PersonID
    /// Members for the motion; nil where the views are the ground.
    public var inFavour: Int?
    /// Never blank.
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
    /// A matter never balloted, not even in a ballot that was voided.
    public var matter: MatterID
    /// Who brings it; before its introduction who presides may too.
    public var by: PersonID
    /// Why it is taken off; never blank.
    public var reason: String
    public init(matter: MatterID, by: PersonID, reason: String) {
        self.matter = matter
        self.by = by
        self.reason = reason
    }
}
