// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

/// What a dossier is made of: the register's events with their days, and the meeting.
public struct DossierSource: Sendable {
    /// The appointment that the dossier is about.
    public var file: AppointmentFile
    /// The register as it stands now.
    public var people: PersonnelState
    /// The one that decided the appointment, as its last entry left it.
    public var meeting: MeetingState
    /// The events about this appointment and its findings, in order; its recommendations are in `people`.
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
