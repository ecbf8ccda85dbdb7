// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// Everything the register knows of people, recommendations and what became of them: the fold of
/// its events, nothing else.
public struct PersonnelState: Hashable, Sendable {
    /// Nil until the register is opened; until then nothing else is taken. R1.
    public var opening: RegisterOpening?
    /// The language of the register's own documents, and of what the program itself puts on record.
    public var recordsInEnglish: Bool { opening?.language == "en" }
    /// Everybody, as imported last. P1.
    public var people: [PersonID: Person] = [:]
    /// The names that somebody had before, each as it was written, the latest last. P1.
    public var formerNames: [PersonID: [String]] = [:]
    /// Everybody's keys, in the order of their enrolment.
    public var keys: [PersonID: [KeyFile]] = [:]
    /// All that were lodged, withdrawn ones too.
    public var recommendations: [RecommendationID: RecommendationFile] = [:]
    /// All that meetings passed, whatever became of them.
    public var appointments: [AppointmentID: AppointmentFile] = [:]
    /// All that were made, revoked ones too. A3.
    public var findings: [FindingID: FindingFile] = [:]
    /// In the order of imposing; `isInForce` says whether one still binds. A4.
    public var consequences: [Consequence] = []
    /// Every recorded division of a power, in the order of recording. P5.
    public var divisions: [Power: [PowerDivision]] = [:]
    /// What was reported of the tasks that meetings gave, in the order of recording. D1.
    public var reports: [TaskName: [TaskReport]] = [:]
    /// Approved minutes, in the order of their sealing.
    public var minutes: [MeetingID: [MinutesSeal]] = [:]

    public init() {}

    /// The state after one more event.
    public mutating func evolve(_ event: PersonnelEvent) { event.fact.apply(to: &self) }
}

/// A recommendation and what became of it.
public struct RecommendationFile: Hashable, Sendable {
    /// As it was lodged.
    public var recommendation: Recommendation
    /// Nil while it stands; a withdrawal after the freeze ends no liability. S3.
    public var withdrawal: RecommendationWithdrawal?
    /// The meetings whose frozen agenda holds it.
    public var frozenBy: [MeetingID] = []

    /// Withdrawn, before a freeze or after it: no new agenda takes it.
    public var isWithdrawn: Bool { withdrawal != nil }
}

/// An appointment's life. A1.
public struct AppointmentFile: Hashable, Sendable {
    /// Where an appointment stands, from decided to its end. A1.
    public enum Stage: String, Codable, Hashable, Sendable {
        case decided, notice, probation, confirmed, ended, returned
    }

    /// As the meeting left it.
    public var appointment: Appointment
    /// Decides which step may come next.
    public var stage = Stage.decided
    /// The meeting that is reconsidering it; nil while none is. Neither notice nor office meanwhile. B7.
    public var heldBy: MeetingID?
    /// Nil until it is published.
    public var notice: PublicNotice?
    /// Why no notice is published although one was due; nil where none was spared. A1.
    public var exemption: NoticeExemption?
    /// Whether office may follow the decision without a notice. A1.
    public var needsNoNotice: Bool { appointment.withoutNotice == true || exemption != nil }
    /// Raised and not settled: office waits for them.
    public var openObjections: [Objection] = []
    /// Whether any was raised, settled ones included.
    public var wasObjectedTo = false
    /// The day office was taken; nil before.
    public var officeOn: Day?
    /// The last day of probation, extensions included; nil before office.
    public var probationThrough: Day?
    /// In the order of recording. A2.
    public var outcomes: [Outcome] = []
    /// True from the first adverse outcome on, for good. A2.
    public var isUnderReview = false

    public init(appointment: Appointment) { self.appointment = appointment }
}

/// Which of several findings about one person counts before the others. A3.
public struct FindingWeight: Hashable, Comparable, Sendable {
    /// 0: revoked; 1: stands; 2: under appeal.
    var rank: Int
    var on: Day
    var id: FindingID

    public static func < (a: FindingWeight, b: FindingWeight) -> Bool {
        (a.rank, a.on, a.id) < (b.rank, b.on, b.id)
    }
}

/// A finding, with everything said about it since. `kind` and `grade` are those in force.
public struct FindingFile: Hashable, Sendable {
    /// As it was made. A3.
    public var finding: Finding
    /// In force: as it was found, or as the last correction has it.
    public var kind: Finding.Kind
    /// In force: as it was found, or as the last correction has it.
    public var grade: Finding.Grade
    /// In the order of recording.
    public var answers: [FindingAnswer] = []
    /// Nil where none was made; there is one at most.
    public var appeal: Appeal?
    /// Nil while there is none.
    public var appealDecision: AppealDecision?
    /// In the order of recording.
    public var corrections: [FindingCorrection] = []
    /// On appeal: its consequences bind nobody any more. A4.
    public var isRevoked = false

    /// Of several about one person, the one that counts is the greatest: under appeal, then standing, then revoked, the
    /// latest of each.
    public var weight: FindingWeight {
        let isOpen = appeal != nil && appealDecision == nil
        return FindingWeight(
            rank: isRevoked ? 0 : isOpen ? 2 : 1, on: finding.on, id: finding.id)
    }

    /// The body that found it, or the one that corrected it last.
    public var body: String { corrections.last?.body ?? finding.body }
    /// The paper that it rests on, or that of the last correction.
    public var basis: Document { corrections.last?.basis ?? finding.basis }
}

extension PersonnelState {
    /// Whether a consequence's finding still stands: revoked, or corrected to no liability, it binds nobody.
    public func isInForce(_ c: Consequence) -> Bool {
        guard let file = findings[c.finding] else { return true }
        return !file.isRevoked && file.grade != .noLiability
    }

    /// The consequences of a kind that bind somebody on a day.
    public func consequences(for person: PersonID, _ kind: Consequence.Kind, on day: Day)
        -> [Consequence]
    {
        consequences(for: person, kind, within: day...day)
    }

    /// The consequences of a kind that bind somebody on any of these days.
    public func consequences(
        for person: PersonID, _ kind: Consequence.Kind, within days: ClosedRange<Day>
    ) -> [Consequence] {
        consequences.filter {
            $0.person == person && $0.kind == kind && $0.from <= days.upperBound
                && days.lowerBound <= $0.through && isInForce($0)
        }
    }

    /// The last day through which a kind of consequence binds somebody whom one binds on any of these days; nil for anybody else.
    public func bound(
        _ person: PersonID, _ kind: Consequence.Kind, within days: ClosedRange<Day>
    ) -> Day? {
        consequences(for: person, kind, within: days).map(\.through).max()
    }
}

extension Day {
    /// The days on which something that is dated here may really have been done. The order of entries is certain, their
    /// times are not: an entry that is dated before an earlier one was made on some day between the two.
    ///
    /// - Parameter latest: the latest day of the entries before; nil where there are none.
    public func through(latest: Day?) -> ClosedRange<Day> { self...max(self, latest ?? self) }
}

extension PersonnelState {
    /// Members by rank, then everybody else by id.
    public var peopleByRank: [Person] {
        people.values.sorted { ($0.rank ?? .max, $0.id) < ($1.rank ?? .max, $1.id) }
    }

    /// All that were lodged, withdrawn ones too, by id.
    public var recommendationsByID: [RecommendationFile] {
        recommendations.values.sorted { $0.recommendation.id < $1.recommendation.id }
    }
}
