// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// A passed appointment, as the meeting left it. A1.
public struct Appointment: Hashable, Codable, Sendable {
    /// `MEETING/MATTER`.
    public var id: AppointmentID
    /// The meeting that passed it.
    public var meeting: MeetingID
    /// The matter on that meeting's agenda.
    public var matter: MatterID
    /// Who was chosen.
    public var candidate: PersonID
    /// As the plan names it; the matter's title where it names none.
    public var post: String
    /// Who brought the matter before the group; nil where nobody is on record. A2.
    public var introducedBy: PersonID?
    /// Who answered for the papers before the decision (consultation, inspection).
    public var preparedBy: [PersonID]
    /// The candidate's on the frozen agenda: their signers answer for them. A2.
    public var recommendations: [RecommendationID]
    /// Votes for and the number entitled, as declared.
    public var votesFor: Int
    /// Entitled for that matter; whether the recused count is the profile's choice. Q2.
    public var entitled: Int
    /// The day the result was declared; no step is dated before it. A1.
    public var decidedOn: Day
    /// From the profile; 0: confirmed on taking office.
    public var probationMonths: Int
    /// The least length of the public notice, from the profile.
    public var noticeWorkingDays: Int
    /// The profile's holidays and exchanged working days; nil where it lists none. A1.
    public var calendar: WorkCalendar?
    /// True where the profile asks for no public notice of it: office follows the decision. Nil: a notice is due. A1.
    public var withoutNotice: Bool?
    /// Who stood in which capacity on the day of the decision; nil in a record of 0.2. A2.
    public var answerable: [Answerable]?

    public init(
        id: AppointmentID, meeting: MeetingID, matter: MatterID, candidate: PersonID, post: String,
        introducedBy: PersonID?, preparedBy: [PersonID], recommendations: [RecommendationID],
        votesFor: Int, entitled: Int,
        decidedOn: Day, probationMonths: Int, noticeWorkingDays: Int,
        calendar: WorkCalendar? = nil, withoutNotice: Bool? = nil,
        answerable: [Answerable]? = nil
    ) {
        self.id = id
        self.meeting = meeting
        self.matter = matter
        self.candidate = candidate
        self.post = post
        self.introducedBy = introducedBy
        self.preparedBy = preparedBy
        self.recommendations = recommendations
        self.votesFor = votesFor
        self.entitled = entitled
        self.decidedOn = decidedOn
        self.probationMonths = probationMonths
        self.noticeWorkingDays = noticeWorkingDays
        self.calendar = calendar
        self.withoutNotice = withoutNotice
        self.answerable = answerable
    }

    /// What its notice is counted by: the profile's days, and what the notice lists besides. A1.
    public func workingDays(_ notice: WorkCalendar? = nil) -> WorkCalendar {
        (calendar ?? WorkCalendar()).adding(notice)
    }
}

extension Appointment: RecordedPersonnelAct {
    var command: PersonnelCommand { .appoint(self) }
    var event: PersonnelEvent { .appointed(self) }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        guard state.appointments[id] == nil else { throw .duplicateAppointment(id) }
        guard (0...PersonnelState.longestProbation).contains(probationMonths),
            (0...PersonnelState.longestNotice).contains(noticeWorkingDays)
        else { throw .periodTooLong }
    }

    func apply(to state: inout PersonnelState) {
        state.appointments[id] = AppointmentFile(appointment: self)
    }
}
