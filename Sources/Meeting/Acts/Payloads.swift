// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// The payloads that commands and events share. Each property's name is its name in the record and
// in the protocol: renaming one changes the format.

/// The agenda and papers reached a member. Q4.
public struct Delivery: Hashable, Codable, Sendable {
    /// Papers of the meeting, or those about people.
    public enum What: String, Codable, Hashable, Sendable { case papers, personnelPapers }
    /// Whom they reached.
    public var member: PersonID
    /// The meeting's papers or those about people: each has its own notice days.
    public var what: What
    /// The day they arrived, never after the day it is recorded.
    public var on: Day
    public init(member: PersonID, what: What, on: Day) {
        self.member = member
        self.what = what
        self.on = on
    }
}

/// A prerequisite is on record. M2.
public struct PrerequisiteRecord: Hashable, Codable, Sendable {
    /// A pending matter: once it is introduced, papers come too late.
    public var matter: MatterID
    /// The prerequisite's id in the profile.
    public var prerequisite: String
    /// Who answers for it; the deputy in charge where the profile asks for that. A2.
    public var by: PersonID
    /// Never after the day it is recorded.
    public var on: Day
    /// Never nil where the profile's prerequisite needs one.
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
    /// The matter whose candidate it is for. S1.
    public var matter: MatterID
    /// As the register has it, word for word.
    public var recommendation: RecommendationFact
    public init(matter: MatterID, recommendation: RecommendationFact) {
        self.matter = matter
        self.recommendation = recommendation
    }
}

/// A recommendation was withdrawn before the agenda froze. S3.
public struct Detachment: Hashable, Codable, Sendable {
    /// Where it was attached.
    public var matter: MatterID
    /// Its id in the register, where it stays.
    public var recommendation: RecommendationID
    public init(matter: MatterID, recommendation: RecommendationID) {
        self.matter = matter
        self.recommendation = recommendation
    }
}

/// A member and nothing more (arrival, quorum call).
public struct MemberAct: Hashable, Codable, Sendable {
    /// Who comes in, or who asks for the quorum to be counted.
    public var member: PersonID
    public init(member: PersonID) { self.member = member }
}

/// A member and a reason (absence, departure, taking the chair).
public struct ReasonedMemberAct: Hashable, Codable, Sendable {
    /// Who is away, leaves or takes the chair. P2, P3.
    public var member: PersonID
    /// Never blank; an absence keeps it until the member comes in.
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
    /// A matter neither settled nor on the open ballot.
    public var matter: MatterID
    /// Who is out: no view, no vote, no teller for this matter.
    public var member: PersonID
    /// The engine adds `concerned` and `recommender` itself, with the introduction. Q2, S4.
    public var ground: Ground
    /// Never blank; in those that the engine adds it is the rule, `Q2` or `S4`.
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
    /// Two or more, no chief among them; they replace those named before.
    public var members: [PersonID]
    public init(members: [PersonID]) { self.members = members }
}

/// Somebody else than the deputy in charge will introduce. M3.
public struct IntroducerNaming: Hashable, Codable, Sendable {
    /// A matter that is still pending.
    public var matter: MatterID
    /// In the room, not recused, never a chief.
    public var member: PersonID
    /// Why it isn't the deputy in charge; never blank.
    public var reason: String
    public init(matter: MatterID, member: PersonID, reason: String) {
        self.matter = matter
        self.member = member
        self.reason = reason
    }
}

/// V1, V2.
public struct Veto: Hashable, Codable, Sendable {
    /// A passed matter, within the veto window of its kind. V1.
    public var matter: MatterID
    /// A chief who isn't recused from it.
    public var by: PersonID
    /// Never blank.
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
    /// When it is meant to go on; reconvening isn't held to it.
    public var until: Timestamp
    /// Never blank.
    public var reason: String
    public init(until: Timestamp, reason: String) {
        self.until = until
        self.reason = reason
    }
}

/// The meeting does not take place. G2.
public struct Cancellation: Hashable, Codable, Sendable {
    /// Never blank.
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
