// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Ledger
import Meeting
import Personnel
import Record
import Signing

/// The register's own events read once, with every signature checked against the text as it read on the
/// day it was lodged.
struct PeopleHistory {
    var people = PersonnelState()
    var checks: [RecommendationID: [PersonID: LedgerRow.Check]] = [:]
    /// Which post each recommender held on the day a recommendation was lodged.
    var posts: [RecommendationID: [PersonID: String]] = [:]
    var events: [(on: Day, event: PersonnelEvent)] = []

    init() {}

    init(_ register: Register) throws {
        for entry in try register.entries(of: nil) {
            guard case .register(let event) = entry.fact else { continue }
            take(event)
            events.append((entry.at.day, event))
        }
    }

    mutating func take(_ event: PersonnelEvent) {
        if case .lodged(let r) = event { posts[r.id] = r.postsOfRecommenders(in: people) }
        if case .lodged(let r) = event, let signatures = r.signatures {
            let text = Array(r.statement(in: people).utf8)
            for s in signatures {
                let holds =
                    people.activeKey(of: s.person)?.publicKey == s.publicKey
                    && Ed25519.isValid(s.signature, of: text, by: s.publicKey)
                checks[r.id, default: [:]][s.person] =
                    holds
                    ? LedgerRow.check(by: people.activeKey(of: s.person)?.proof) : .invalid
            }
        }
        people.evolve(event)
    }
}

extension Register {
    /// The accountability list as the record has it.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public func ledger() throws -> Ledger {
        let history = try PeopleHistory(self)
        var meetings: [MeetingID: LedgerMeeting] = [:]
        for id in try self.meetings() { meetings[id] = LedgerMeeting(try Session.fold(self, id)) }
        return Ledger(
            history.people, meetings: meetings, checks: history.checks, posts: history.posts)
    }

    /// Everything about one appointment; nil when there is none of that id.
    ///
    /// - Throws: `RegisterError` where the file can't be read.
    public func dossier(of id: AppointmentID) throws -> DossierSource? {
        let history = try PeopleHistory(self)
        guard let file = history.people.appointments[id] else { return nil }
        let mine = Set(
            history.people.findings.values.filter { $0.finding.appointment == id }
                .map(\.finding.id))
        return DossierSource(
            file: file, people: history.people,
            meeting: try Session.fold(self, file.appointment.meeting),
            happened: history.events.filter {
                $0.event.isStep(of: id) || $0.event.isReview(of: id, findings: mine)
            },
            checks: history.checks)
    }
}
