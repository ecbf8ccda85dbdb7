// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// swift-format-ignore: AlwaysUseLowerCamelCase
/// The rules of docs/RULES.md that a refusal can name.
public enum MeetingRule: String, Codable, Hashable, Sendable, CaseIterable {
    /// Entries name people and matters of this meeting and are complete; business goes in order.
    case G1, G2
    case P1, P2, P3, P4
    case Q1, Q2, Q3, Q4
    case M1, M2, M3, M4, M5
    case L1, L2, L3, L4, L5, L6, L7, L8, L9
    case B1, B2, B3, B4, B5, B6, B7, B8, B9, B10, B11
    case V1, V2, V3
    case S1, S3, S4
    case A4
    case D1
}

/// Why the meeting refuses a command. Nothing changed. Each case carries who or what is missing;
/// `Wording` says it in both languages with the next step.
public enum MeetingRefusal: Error, Hashable, Sendable {
    // Entries
    case unknownMember(PersonID)
    case unknownMatter(MatterID)
    case notInTheRoom(PersonID)
    case matterRequired
    case missingText(TextPlace)
    case malformedID(String)
    case malformedDocument(title: String)
    case dateInFuture(Day)
    /// What the register of people has against it.
    case register(PersonnelRefusal)
    /// Members, chiefs or who is in charge changed in the register since the meeting was planned.
    case rollChanged
    // Order of business
    case notPlanned
    case wrongPhase(MeetingState.Phase, needed: [MeetingState.Phase])
    case agendaFrozen
    case ballotIsOpen
    case noBallotOpen
    case notPresiding(by: PersonID, presiding: PersonID)
    case presidingAbsent(PersonID)
    case presidingRecused(PersonID)
    // Roll
    case rollSize(Int)
    case duplicateMember(PersonID)
    case indistinguishable(PersonID, PersonID)
    case duplicateRank(Int)
    case chiefCount(Int)
    case twoChiefsOfOneKind
    case secretaryIsChief(PersonID)
    case alreadyPresent(PersonID)
    case alreadyAbsent(PersonID)
    case absent(PersonID)
    case present(PersonID)
    case rollFrozenByBallot
    // Recusal
    case alreadyRecused(PersonID)
    case recused(PersonID)
    case recusalTooLate(MatterID, MatterState.Status)
    case recusalEmptiesMatter(MatterID, present: Int, needed: Int)
    case recusalBlocksMajority(MatterID, voters: Int, needed: Int)
    case concernedStaysOut(PersonID)
    case recusalAfterView(PersonID)
    case recusalsNotAsked(MatterID)
    /// Who said that they have to withdraw, and hasn't.
    case declaredAndStays(MatterID, [PersonID])
    case recusalsAskedAlready(MatterID)
    case repeatedDeclaration(MatterID)
    // Quorum
    case noQuorum(present: Int, needed: Int)
    case noQuorumForMatter(MatterID, present: Int, needed: Int)
    // Agenda and matters
    case noMatters
    case duplicateMatter(MatterID)
    /// Its lines are apart, aren't about people, or aren't of one power.
    case unfitList(MatterID)
    case unknownKind(String)
    case unsoundProfile(String)
    case noDeputy(MatterID)
    case candidateCount(MatterID, have: Int, need: Int)
    case unfitPosts(MatterID)
    case duplicateCandidate(PersonID)
    case candidateHeld(PersonID, through: Day)
    case strayRecommendation(RecommendationID)
    case duplicateRecommendation(RecommendationID)
    case chiefRecommends(PersonID)
    case reconsidersNothing(MatterID)
    case tooFewSupporters(have: Int, needed: Int)
    case unknownPrerequisite(String)
    case prerequisiteOnRecord(PrerequisiteName)
    /// It has to be about one candidate, or about none.
    case prerequisiteOfWhom(String)
    /// What the profile asks it for isn't so of this candidate.
    case prerequisiteNotDue(PrerequisiteName)
    case conclusionMissing(String, known: [String])
    /// So many months haven't gone by yet since the paper's day.
    case conclusionTooEarly(String, MatterKind.Conclusion, from: Day)
    case tooFewNamed(String, have: Int, needed: Int)
    case figuresMissing(String, [String])
    /// Its conclusion keeps the matter from being introduced.
    case prerequisiteStops(Gate)
    /// It was relied on for too long already.
    case prerequisiteOutOfDate(Gate)
    case unknownFact(String, known: [String])
    case prerequisiteNotByDeputy(String, deputy: PersonID?)
    case documentMissing(String)
    case prerequisitesMissing([PrerequisiteName])
    case recommendationsMissing([PersonID], needed: Int)
    case matterNotPending(MatterID, MatterState.Status)
    case matterInHand(MatterID, awaited: [PersonID])
    case chiefIntroduces(PersonID)
    case notDeputyInCharge(by: PersonID, deputy: PersonID?)
    case deputyAvailable(PersonID)
    case cannotWithdraw(MatterID, MatterState.Status)
    case notItsBringer(PersonID)
    // Views
    case notInDiscussion(MatterID, MatterState.Status)
    case chiefMustWait(PersonID, awaited: [PersonID])
    case viewsClosed(PersonID)
    case viewsHaveBegun(MatterID)
    case noSuchQuestion(MatterID)
    case questionOpen(MatterID, by: PersonID)
    case alreadyStated(PersonID)
    case noViewNotAllowed
    case wordsRequired(Stance)
    case candidateRequired
    case tooManyNamed(have: Int, most: Int)
    case candidateNotOnPaper(PersonID)
    case chiefAfterSealing(PersonID)
    case nothingToCorrect
    case correctionTooLate
    case nothingToReopen(MatterID)
    case motionNotCarried(inFavour: Int, needed: Int)
    case moreThanPresent(inFavour: Int, present: Int)
    case viewsDoNotDefer(have: Int, needed: Int)
    case cannotDefer(MatterID, MatterState.Status)
    // Ballot
    case matterNotReady(MatterID, MatterState.Status)
    case viewsIncomplete(MatterID, awaited: [PersonID])
    case repeatedMatter(MatterID)
    case differentElectorates(MatterID, MatterID)
    case tellersMissing(have: Int)
    case repeatedTeller(PersonID)
    case tellerIsChief(PersonID)
    case tellerUnfit(PersonID, MatterID)
    case counterUnfit(PersonID, MatterID)
    case paperRequired(MatterID, voids: Int)
    case notTeller(PersonID)
    case othersNotSealed
    case notSealedFirst
    case tooManyPapers(have: Int, most: Int)
    case chiefViewAwaited([PersonID])
    case wrongMatters(needed: [MatterID])
    case wrongChoices(MatterID, have: Int, need: Int)
    case figuresDoNotAdd(MatterID, FigureFault)
    case tooManyIssued(issued: Int, electorate: Int)
    case tellersDisagree(other: PersonID)
    case alreadySigned(PersonID)
    case countNotSigned([PersonID])
    case causeIsTheEngines
    case causeIsNotSo(BallotVoiding.Cause)
    case countIsSigned
    case noBox
    case boxIsOpen
    case boxIsClosed
    case boxIsCounted
    case tooFewForBox(voters: Int, least: Int)
    case tooFewCast(returned: Int, least: Int)
    case notTheBoxCount
    case mayNotVote(PersonID)
    case methodNotAllowed(
        MatterID, MatterKind.VotingMethod, allowed: [MatterKind.VotingMethod])
    case votesAreSecret
    case votesAreNamed
    case votedTwice(PersonID)
    case votesNotTaken([MatterID])
    case notEverybodyCast(returned: Int, waiting: Int)
    case sealedDiffers(returned: Int, sealed: Int, chiefs: Int)
    case tellerStillFit(PersonID)
    case tellerHasSigned(PersonID)
    case presidingHere(PersonID)
    // Veto and closing
    case noVeto(MatterID)
    case noSendingBack(MatterID)
    case resubmitsNothing(MatterID)
    case nothingDivides(MatterID)
    case taskMissing
    case notDecided(MatterID, MatterState.Status)
    case takesNoBallot(MatterID)
    case isVotedOn(MatterID)
    case dueInThePast(Day)
    case groundNotAllowed(Deferral.Ground, allowed: [Deferral.Ground])
    /// A later meeting has taken it up: what that one decides is what can be sent back.
    case takenUpAgain(MatterID, by: String)
    case notPassed(MatterID, MatterState.Status)
    case vetoWindowOver(MatterID)
    case notChief(PersonID)
    case unfinishedMatters([MatterID])
    case notUnfinished(MatterID)

    /// Where a text is required and empty.
    public enum TextPlace: String, Hashable, Sendable {
        case title, place, organisation, name, reason, words
    }

    /// Which sum of a count sheet is wrong.
    public enum FigureFault: Hashable, Sendable {
        case negative
        /// valid + invalid ≠ returned
        case returned(valid: Int, invalid: Int, returned: Int)
        /// the choices don't add up to the valid ballots
        case choices(sum: Int, valid: Int)
        /// more marks for one person than papers that have marks
        case marksOfOne(Int, papers: Int)
        /// more marks than the papers take
        case marks(Int, papers: Int, each: Int)
    }
}

extension MeetingRefusal {
    /// The rule of `docs/RULES.md` that it rests on; it is cited with the refusal.
    public var rule: MeetingRule {
        switch self {
        case .unknownMember, .unknownMatter, .matterRequired, .notInTheRoom, .missingText,
            .malformedID,
            .malformedDocument, .dateInFuture, .nothingToCorrect, .correctionTooLate:
            .G1
        case .notPlanned, .wrongPhase, .ballotIsOpen, .noBallotOpen, .notPresiding,
            .presidingAbsent, .presidingRecused, .unfinishedMatters, .notUnfinished:
            .G2
        case .agendaFrozen, .noMatters, .cannotWithdraw, .notItsBringer: .Q3
        case .rollSize, .duplicateMember, .indistinguishable, .duplicateRank, .rollChanged: .P1
        // Its own rule is cited with it.
        case .register(let refusal): MeetingRule(rawValue: refusal.rule.rawValue) ?? .G1
        case .alreadyPresent, .alreadyAbsent, .absent, .present, .rollFrozenByBallot,
            .alreadyRecused, .recused, .recusalTooLate:
            .P2
        case .chiefCount, .twoChiefsOfOneKind, .presidingHere: .P3
        case .secretaryIsChief, .tellersMissing, .repeatedTeller, .tellerIsChief, .tellerUnfit,
            .counterUnfit,
            .tellerStillFit, .tellerHasSigned:
            .P4
        case .recusalEmptiesMatter, .recusalBlocksMajority, .concernedStaysOut, .recusalAfterView,
            .recusalsNotAsked, .recusalsAskedAlready, .repeatedDeclaration, .declaredAndStays:
            .Q2
        case .noQuorum, .noQuorumForMatter: .Q1
        case .unfitList: .M4
        case .duplicateMatter, .unknownKind, .unsoundProfile, .candidateCount, .unfitPosts,
            .duplicateCandidate,
            .unknownFact:
            .M1
        case .candidateHeld: .A4
        case .strayRecommendation, .duplicateRecommendation: .S1
        case .chiefRecommends: .L8
        case .reconsidersNothing, .tooFewSupporters: .B7
        case .unknownPrerequisite, .prerequisiteOnRecord, .prerequisiteNotByDeputy,
            .documentMissing, .prerequisitesMissing, .recommendationsMissing, .prerequisiteOfWhom,
            .prerequisiteNotDue, .conclusionMissing, .tooFewNamed, .figuresMissing,
            .prerequisiteStops, .prerequisiteOutOfDate, .conclusionTooEarly:
            .M2
        case .chiefIntroduces, .notDeputyInCharge, .deputyAvailable, .noDeputy: .M3
        case .matterNotPending, .matterInHand, .notInDiscussion: .M4
        case .chiefMustWait: .L1
        case .alreadyStated, .noViewNotAllowed, .wordsRequired, .candidateRequired, .tooManyNamed,
            .candidateNotOnPaper:
            .L2
        case .viewsHaveBegun, .noSuchQuestion, .questionOpen: .L9
        case .viewsClosed, .nothingToReopen: .L4
        case .chiefAfterSealing, .othersNotSealed, .notSealedFirst, .chiefViewAwaited,
            .sealedDiffers:
            .L7
        case .motionNotCarried, .moreThanPresent, .viewsDoNotDefer, .cannotDefer, .nothingDivides,
            .taskMissing, .groundNotAllowed:
            .B5
        case .matterNotReady, .viewsIncomplete, .repeatedMatter, .differentElectorates: .B1
        case .paperRequired, .causeIsTheEngines, .causeIsNotSo, .countIsSigned: .B6
        case .mayNotVote, .methodNotAllowed, .votesAreSecret, .votesAreNamed, .votedTwice,
            .votesNotTaken:
            .B1
        case .noBox, .boxIsOpen, .boxIsClosed, .boxIsCounted, .tooFewForBox, .tooFewCast,
            .notTheBoxCount, .notEverybodyCast,
            .notTeller, .tooManyPapers, .wrongMatters, .wrongChoices,
            .figuresDoNotAdd, .tooManyIssued, .tellersDisagree, .alreadySigned, .countNotSigned:
            .B10
        case .notDecided, .dueInThePast: .D1
        case .takesNoBallot, .isVotedOn: .M5
        case .noSendingBack, .resubmitsNothing: .V3
        case .noVeto, .notPassed, .vetoWindowOver, .notChief, .takenUpAgain: .V1
        }
    }
}
