import Meeting
import Personnel

/// What a dossier is made of: the register's events with their days, and the meeting.
public struct DossierSource: Sendable {
    public var file: AppointmentFile
    public var people: PersonnelState
    public var meeting: MeetingState
    /// The events about this appointment, its recommendations and findings, in order.
    public var happened: [(on: Day, event: PersonnelEvent)]
    /// How each recommender's signature stood when the recommendation was lodged.
    public var checks: [RecommendationID: [PersonID: LedgerRow.Check]]

    public init(
        file: AppointmentFile, people: PersonnelState, meeting: MeetingState,
        happened: [(on: Day, event: PersonnelEvent)],
        checks: [RecommendationID: [PersonID: LedgerRow.Check]]
    ) {
        self.file = file
        self.people = people
        self.meeting = meeting
        self.happened = happened
        self.checks = checks
    }
}
