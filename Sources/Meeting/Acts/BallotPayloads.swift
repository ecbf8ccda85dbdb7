// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// The payloads of a ballot. Each property's name is its name in the record and in the protocol.

/// How ballots are cast and counted.
public enum BallotMode: String, Codable, Hashable, Sendable, CaseIterable { case paper, box }

/// B1: one paper, for one or several matters whose discussion is finished. M4.
public struct BallotOpening: Hashable, Codable, Sendable {
    /// On the paper, in its order: figures and results come in the same. M4.
    public var matters: [MatterID]
    /// Only paper, once a matter was voided as often as the profile allows. B6.
    public var mode: BallotMode
    public init(matters: [MatterID], mode: BallotMode) {
        self.matters = matters
        self.mode = mode
    }
}

/// L7: the others' papers are in the box before a chief states a view.
public struct OthersSealed: Hashable, Codable, Sendable {
    /// Who seals: a teller in the room.
    public var teller: PersonID
    /// A box sealed before everybody has cast takes two tellers, and a reason.
    public var second: PersonID?
    /// Why a box is sealed before all the others have cast; nil where none is needed.
    public var reason: String?
    /// Papers of the others, none of a chief's; for a box the box's own number.
    public var papers: Int
    public init(
        teller: PersonID, second: PersonID? = nil, reason: String? = nil, papers: Int
    ) {
        self.teller = teller
        self.second = second
        self.reason = reason
        self.papers = papers
    }
}

/// One teller's figures for the open ballot. B10.
public struct CountSheet: Hashable, Codable, Sendable {
    /// Who counted; entering the sheet signs it.
    public var teller: PersonID
    /// 发出
    public var issued: Int
    /// 收回
    public var returned: Int
    /// One for each matter on the paper, in its order.
    public var figures: [MatterFigures]
    public init(teller: PersonID, issued: Int, returned: Int, figures: [MatterFigures]) {
        self.teller = teller
        self.issued = issued
        self.returned = returned
        self.figures = figures
    }

    /// Same figures, whoever counted.
    public func agrees(with other: CountSheet) -> Bool {
        issued == other.issued && returned == other.returned && figures == other.figures
    }
}

/// A matter's figures on a count sheet; `choices` in the order of the paper.
public struct MatterFigures: Hashable, Codable, Sendable {
    /// A matter on the open ballot.
    public var matter: MatterID
    /// Valid papers: the sum of `choices`.
    public var valid: Int
    /// Invalid papers; with the valid ones they make the papers returned. B10.
    public var invalid: Int
    /// Votes for, against and abstaining; or by candidate, "none of them" last; or by grade.
    public var choices: [Int]
    public init(matter: MatterID, valid: Int, invalid: Int, choices: [Int]) {
        self.matter = matter
        self.valid = valid
        self.invalid = invalid
        self.choices = choices
    }
}

/// The box is closed: nobody casts any more. What it holds is counted once all tellers have given their PINs. B10.
public struct BoxClosing: Hashable, Codable, Sendable {
    /// Who closes it: a teller in the room.
    public var teller: PersonID
    /// The other teller, when somebody who may vote hasn't cast, in the room or gone.
    public var second: PersonID?
    /// Why it is closed before everybody has cast.
    public var reason: String?
    /// Empty until it is counted; then the archive's of `BoxCount`. A record of 0.2 has it from the closing on.
    public var archive: String
    /// 发出
    public var issued: Int
    /// 收回
    public var returned: Int
    /// Empty until it is counted; then those of `BoxCount`. A record of 0.2 has them from the closing on.
    public var figures: [MatterFigures]
    public init(
        teller: PersonID, second: PersonID? = nil, reason: String? = nil, archive: String,
        issued: Int, returned: Int, figures: [MatterFigures]
    ) {
        self.teller = teller
        self.second = second
        self.reason = reason
        self.archive = archive
        self.issued = issued
        self.returned = returned
        self.figures = figures
    }

    /// The figures as a teller signs them.
    public func sheet(of teller: PersonID) -> CountSheet {
        CountSheet(teller: teller, issued: issued, returned: returned, figures: figures)
    }
}

/// What a closed box holds, and the archive that proves it. Every teller's signature follows in the same transaction:
/// there is no moment at which one of them knows a figure and another hasn't signed. B10.
public struct BoxCount: Hashable, Codable, Sendable {
    /// SHA-256 of the archive in the register, in hex.
    public var archive: String
    /// The box's own count: one for each matter on the paper, in its order.
    public var figures: [MatterFigures]
    public init(archive: String, figures: [MatterFigures]) {
        self.archive = archive
        self.figures = figures
    }
}

/// B6: only for a named cause.
public struct BallotVoiding: Hashable, Codable, Sendable {
    /// Why a ballot is declared void. B6.
    public enum Cause: String, Codable, Hashable, Sendable, CaseIterable {
        case quorumLost, powerLost, terminalFailed, tellerLost, figuresDisagree, secrecyBroken
        case wrongPaper
        /// So few have cast into the box that the figures would show who voted how. B10.
        case tooFewCast
        /// By rule, when more papers come back than went out. B10.
        case moreReturnedThanIssued
    }
    /// Has to be so, as far as the program can see it.
    public var cause: Cause
    /// A teller; for quorum, power, terminal or a missing teller who presides may too.
    public var by: PersonID
    /// Never blank; the engine's own voiding has `B10`.
    public var reason: String
    public init(cause: Cause, by: PersonID, reason: String) {
        self.cause = cause
        self.by = by
        self.reason = reason
    }
}

/// The presiding member declares the open ballot's results. B10.
public struct Declaration: Hashable, Codable, Sendable {
    /// The presiding member, in the room and not recused from any of the matters.
    public var by: PersonID
    public init(by: PersonID) { self.by = by }
}

/// What was declared. Kept although it can be computed: it is what the room heard, and whoever
/// replays the record computes it again and compares.
public struct DeclaredResult: Hashable, Codable, Sendable {
    /// The presiding member who declared.
    public var by: PersonID
    /// One for each matter on the paper, in its order.
    public var results: [MatterResult]
    public init(by: PersonID, results: [MatterResult]) {
        self.by = by
        self.results = results
    }
}

/// What a ballot came to for one matter. B2, B3, B4.
public struct MatterResult: Hashable, Codable, Sendable {
    /// How it ended for the matter.
    public enum Outcome: String, Codable, Hashable, Sendable {
        case passed, failed, runOff, deferred, graded
    }
    /// A matter on the ballot that was declared.
    public var matter: MatterID
    /// Worked out from the signed figures, never entered.
    public var outcome: Outcome
    /// Votes for, or of the leading candidate; nil for an appraisal.
    public var votes: Int?
    /// Votes that it took to pass; nil for an appraisal. B2.
    public var needed: Int?
    /// Who passed, in a contested matter; the two of a run-off.
    public var candidates: [PersonID]
    public init(
        matter: MatterID, outcome: Outcome, votes: Int?, needed: Int?, candidates: [PersonID]
    ) {
        self.matter = matter
        self.outcome = outcome
        self.votes = votes
        self.needed = needed
        self.candidates = candidates
    }
}
