// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

// swift-format-ignore: AlwaysUseLowerCamelCase
/// The rules of docs/RULES.md that a refusal can name.
public enum PersonnelRule: String, Codable, Hashable, Sendable, CaseIterable {
    /// The register itself (opening, ids, documents).
    case R1
    /// What a recommendation must name; signing; freezing; relation; barred signers.
    case S1, S2, S3, S4, S5
    /// Life, review, finding, consequence.
    case A1, A2, A3, A4
    /// Division of powers.
    case P5
    /// Tasks and reports.
    case D1
}

/// Why the register refuses a command. Nothing changed.
public enum PersonnelRefusal: Error, Hashable, Sendable {
    case registerNotOpened
    case registerAlreadyOpened
    case malformedID(String)
    case duplicatePerson(PersonID)
    /// Two people of one name without something to tell them apart. P1.
    case indistinguishable(PersonID, PersonID)
    /// Somebody who isn't in the file but in the register has the same.
    case sharedRank(PersonID, PersonID, rank: Int)
    case sharedChief(PersonID, PersonID)
    case unknownPerson(PersonID)
    /// P1: on a roll without being a member of the group, or a member who isn't on it.
    case notAMember(PersonID)
    case missingFromRoll(PersonID)
    case malformedHash(title: String)
    case missingTitle
    /// Minutes east of Greenwich that no clock shows.
    case impossibleOffset(Int)
    case missingText(TextPlace)
    case chiefManagesNothing(PersonID)
    case managedAlready(Power)
    case noSuchTask(TaskName)
    case taskIsDone(TaskName)

    case duplicateRecommendation(RecommendationID)
    case unknownRecommendation(RecommendationID)
    case noRecommender
    case repeatedRecommender(PersonID)
    case wrongSignerCount(Recommendation.Kind)
    case leadMissing
    case leadNotASigner(PersonID)
    case minutesMissing
    case selfRecommendation(PersonID)
    case barredRecommender(PersonID, through: Day)
    case paperHashMissing
    case attachmentHashMissing(String)
    /// S2: enrolment.
    case malformedKey(PersonID)
    case wrongWitnesses(PersonID)
    case keyIsActive(PersonID)
    case keyIsAnothers(PersonID)
    case noKey(PersonID)
    /// S2: signatures.
    case signatureMissing(PersonID)
    case signatureInvalid(PersonID)
    case signatureByUnknownKey(PersonID)
    case signatureByStranger(PersonID)
    /// Who has no key signs on paper, and the scan isn't there.
    case paperMissing(PersonID)
    /// Minutes that the presiding member has signed neither with a key nor on the scan.
    case approvalUnsigned(PersonID)
    case paperIsNotStatement
    case signedInFuture(Day)
    case alreadyWithdrawn(RecommendationID)
    case notItsRecommender(PersonID)

    case duplicateAppointment(AppointmentID)
    case unknownAppointment(AppointmentID)
    case wrongStage(AppointmentID, AppointmentFile.Stage)
    /// B7: another meeting is reconsidering it, or isn't.
    case heldMeanwhile(AppointmentID)
    /// A1: no notice is due of it, or none was spared.
    case noNoticeDue(AppointmentID)
    /// A1: the name of an objector who is anonymous or confidential isn't kept.
    case nameNotKept
    case noticeTooShort(days: Int, needed: Int)
    case noticeRunning(through: Day)
    case openObjections(Int)
    case noOpenObjection
    case probationRunning(through: Day)
    case extensionDateMissing
    case outcomeBeforeDecision(Day)
    case dateInFuture(Day)
    case dateTooEarly(Day, earliest: Day)
    case periodTooLong
    case duplicateOutcome(AppointmentID, Day)
    /// A4: a consequence keeps this person from the grade.
    case heldFromGrade(PersonID, through: Day)

    case noReview(AppointmentID)
    case duplicateFinding(FindingID)
    case unknownFinding(FindingID)
    case notAccountable(PersonID)
    /// A2: the person stood in other capacities.
    case otherCapacity(PersonID, known: [Capacity])
    /// A2: somebody in no capacity, without a word on their part; or a word on it besides a capacity.
    case partMissing(PersonID)
    case repeatedPerson(PersonID)
    case liabilityMismatch
    case alreadyAppealed(FindingID)
    case noAppeal(FindingID)
    case findingRevoked(FindingID)
    case minutesUnsigned(MeetingID)
    /// Everybody signs minutes once.
    case signedTwice(PersonID)
    /// The meeting isn't over, or who approved didn't preside.
    case minutesTooEarly(MeetingID)
    case notPresiding(PersonID)
    /// Minutes are signed by the presiding member, the tellers and the secretary.
    case noSignerOfMinutes(PersonID)
    case duplicateConsequence(ConsequenceID)
    case wrongPerson(PersonID)
    case consequenceWithoutLiability(FindingID)
    case periodReversed(from: Day, through: Day)

    /// Where a text is required and empty.
    public enum TextPlace: String, Hashable, Sendable {
        case reasons, words, post, body, organisation, name
    }

    /// The rule of `docs/RULES.md` that it rests on; it is cited with the refusal.
    public var rule: PersonnelRule {
        switch self {
        case .registerNotOpened, .registerAlreadyOpened, .malformedID, .duplicatePerson,
            .indistinguishable, .unknownPerson, .notAMember, .missingFromRoll, .sharedRank,
            .sharedChief, .malformedHash, .impossibleOffset,
            .missingTitle, .missingText, .minutesUnsigned, .minutesTooEarly, .notPresiding,
            .noSignerOfMinutes, .signedTwice, .approvalUnsigned:
            .R1
        case .chiefManagesNothing, .managedAlready: .P5
        case .noSuchTask, .taskIsDone: .D1
        case .duplicateRecommendation, .unknownRecommendation, .noRecommender,
            .repeatedRecommender, .wrongSignerCount, .leadMissing, .leadNotASigner,
            .minutesMissing, .selfRecommendation:
            .S1
        case .paperHashMissing, .attachmentHashMissing, .signedInFuture, .malformedKey,
            .wrongWitnesses, .keyIsActive, .keyIsAnothers, .noKey, .signatureMissing,
            .signatureInvalid, .signatureByUnknownKey, .signatureByStranger, .paperIsNotStatement,
            .paperMissing:
            .S2
        case .alreadyWithdrawn, .notItsRecommender: .S3
        case .barredRecommender: .S5
        case .duplicateAppointment, .unknownAppointment, .wrongStage, .heldMeanwhile,
            .noticeTooShort,
            .noticeRunning, .openObjections, .noOpenObjection, .probationRunning,
            .extensionDateMissing, .outcomeBeforeDecision, .dateInFuture, .dateTooEarly,
            .periodTooLong, .duplicateOutcome, .noNoticeDue, .nameNotKept:
            .A1
        case .noReview: .A2
        case .duplicateFinding, .unknownFinding, .notAccountable, .liabilityMismatch,
            .alreadyAppealed, .noAppeal, .findingRevoked, .otherCapacity, .partMissing,
            .repeatedPerson:
            .A3
        case .heldFromGrade, .duplicateConsequence, .wrongPerson, .consequenceWithoutLiability,
            .periodReversed:
            .A4
        }
    }
}
