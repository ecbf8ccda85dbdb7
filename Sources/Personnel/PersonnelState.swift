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
    /// Approved minutes, in the order of their sealing.
    public var minutes: [MeetingID: [MinutesSeal]] = [:]

    public init() {}

    /// The state after one more event.
    public mutating func evolve(_ event: PersonnelEvent) {
        switch event {
        case .opened(let opening): self.opening = opening
        case .peopleImported(let added): for p in added.people { people[p.id] = p }
        case .keyEnrolled(let key): keys[key.person, default: []].append(KeyFile(key: key))
        case .keyRevoked(let r):
            guard let i = keys[r.person]?.firstIndex(where: { $0.key.publicKey == r.publicKey })
            else { return }
            keys[r.person]?[i].revocation = r
        case .lodged(let r): recommendations[r.id] = RecommendationFile(recommendation: r)
        case .withdrawn(let w): recommendations[w.recommendation]?.withdrawal = w
        case .frozen(let f):
            for id in f.recommendations { recommendations[id]?.frozenBy.append(f.meeting) }
        case .found(let finding):
            findings[finding.id] = FindingFile(
                finding: finding, kind: finding.kind, grade: finding.grade)
        case .answered(let a): findings[a.finding]?.answers.append(a)
        case .appealed(let a): findings[a.finding]?.appeal = a
        case .appealDecided(let d):
            findings[d.finding]?.appealDecision = d
            if d.result == .revoked { findings[d.finding]?.isRevoked = true }
        case .findingCorrected(let c):
            findings[c.finding]?.kind = c.kind
            findings[c.finding]?.grade = c.grade
            findings[c.finding]?.corrections.append(c)
        case .imposed(let c): consequences.append(c)
        case .minutesSealed(let m): minutes[m.meeting, default: []].append(m)
        default: evolveAppointment(event)
        }
    }

    private mutating func evolveAppointment(_ event: PersonnelEvent) {
        switch event {
        case .appointed(let a): appointments[a.id] = AppointmentFile(appointment: a)
        case .appointmentReturned(let r):
            appointments[r.appointment]?.stage = .returned
            appointments[r.appointment]?.heldBy = nil
        case .appointmentHeld(let h): appointments[h.appointment]?.heldBy = h.meeting
        case .appointmentReleased(let h): appointments[h.appointment]?.heldBy = nil
        case .noticePublished(let n):
            appointments[n.appointment]?.notice = n
            appointments[n.appointment]?.stage = .notice
        case .objected(let o): appointments[o.appointment]?.openObjections.append(o)
        case .objectionsSettled(let s):
            appointments[s.appointment]?.openObjections = []
            if s.upheld { appointments[s.appointment]?.stage = .ended }
        case .officeTaken(let t):
            guard var file = appointments[t.appointment] else { return }
            file.stage = .probation
            file.officeOn = t.on
            let months = file.appointment.probationMonths
            file.probationThrough =
                months == 0 ? nil : t.on.advanced(byMonths: months).advanced(by: -1)
            if months == 0 { file.stage = .confirmed }
            appointments[t.appointment] = file
        case .probationEnded(let e):
            switch e.result {
            case .confirmed: appointments[e.appointment]?.stage = .confirmed
            case .removed: appointments[e.appointment]?.stage = .ended
            case .extended: appointments[e.appointment]?.probationThrough = e.extendedTo
            }
        case .outcomeRecorded(let o):
            appointments[o.appointment]?.outcomes.append(o)
            if o.kind == .removal { appointments[o.appointment]?.stage = .ended }
        case .reviewOpened(let r): appointments[r.appointment]?.isUnderReview = true
        default: break
        }
    }
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
    /// Raised and not settled: office waits for them.
    public var openObjections: [Objection] = []
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
