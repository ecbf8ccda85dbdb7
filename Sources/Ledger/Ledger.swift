// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

/// The accountability list of one register: every signed recommendation with what became of it. It
/// lists and blames nobody: no scores, no ranking by outcomes. A2, A7.
public struct Ledger: Hashable, Sendable {
    /// By person, recommendation and appointment where it is made from one register.
    public var rows: [LedgerRow]
    /// The backward reviews of the register; empty where the list is over several.
    public var reviews: [LedgerReview] = []

    /// - Parameters:
    ///   - checks: how each recommender's signature stood when the recommendation was lodged.
    ///   - posts: which post each recommender held then.
    public init(
        _ people: PersonnelState, meetings: [MeetingID: LedgerMeeting],
        checks: [RecommendationID: [PersonID: LedgerRow.Check]],
        posts: [RecommendationID: [PersonID: String]] = [:]
    ) {
        let builder = LedgerBuilder(
            people: people, meetings: meetings, checks: checks, posts: posts)
        rows = builder.rows()
        reviews = people.reviews()
    }

    /// Takes the lines as they are, in their order.
    public init(rows: [LedgerRow]) { self.rows = rows }

    /// Counted the same way for every form that the list takes.
    public struct Totals: Hashable, Codable, Sendable {
        /// Lines of the list.
        public var rows: Int
        /// Different people who signed; one of two registers counts in each.
        public var recommenders: Int
        /// Different appointments that a line names.
        public var appointments: Int
        /// Appointments with an adverse outcome. A2.
        public var adverse: Int
        /// Pairs of person and appointment with a finding that wasn't revoked.
        public var findings: Int
    }

    /// Worked out from `rows` each time.
    public var totals: Totals {
        // Ids are a register's own: in a list over several they go with its name.
        struct Key: Hashable {
            var organisation: String?
            var id: String
        }
        var appointments = Set<Key>()
        var adverse = Set<Key>()
        for row in rows {
            guard let id = row.appointment else { continue }
            let key = Key(organisation: row.organisation, id: id.rawValue)
            appointments.insert(key)
            if row.outcomes.contains(where: \.kind.isAdverse) { adverse.insert(key) }
        }
        return Totals(
            rows: rows.count,
            recommenders: Set(
                rows.lazy.filter { $0.recommendation != nil }
                    .map { Key(organisation: $0.organisation, id: $0.person.id.rawValue) }
            ).count,
            appointments: appointments.count, adverse: adverse.count,
            findings: Set(
                rows.lazy.filter { $0.finding != nil && $0.appeal != .revoked }
                    .map {
                        Key(
                            organisation: $0.organisation,
                            id: "\($0.person.id)\n\($0.appointment?.rawValue ?? "")")
                    }
            ).count)
    }
}

private struct LedgerBuilder {
    let people: PersonnelState
    let meetings: [MeetingID: LedgerMeeting]
    let checks: [RecommendationID: [PersonID: LedgerRow.Check]]
    let posts: [RecommendationID: [PersonID: String]]

    func rows() -> [LedgerRow] {
        var byRecommendation: [RecommendationID: [AppointmentFile]] = [:]
        for file in people.appointments.values {
            for id in file.appointment.recommendations {
                byRecommendation[id, default: []].append(file)
            }
        }
        var findings: [AppointmentID: [FindingFile]] = [:]
        for file in people.findings.values {
            findings[file.finding.appointment, default: []].append(file)
        }
        var rows: [LedgerRow] = []
        for file in people.recommendationsByID {
            let made = (byRecommendation[file.recommendation.id] ?? [])
                .sorted { $0.appointment.id < $1.appointment.id }
            for signer in file.recommendation.recommenders {
                if made.isEmpty { rows.append(row(file, by: signer, for: nil, nil)) }
                for appointment in made {
                    let mine = findings[appointment.appointment.id]?
                        .filter { $0.finding.person == signer.person && $0.isAboutRecommending }
                        .max { $0.weight < $1.weight }
                    rows.append(row(file, by: signer, for: appointment, mine))
                }
            }
        }
        for (id, files) in findings.sorted(by: { $0.key < $1.key }) {
            guard let appointment = people.appointments[id] else { continue }
            let signers = Set(
                appointment.appointment.recommendations
                    .compactMap { people.recommendations[$0]?.recommendation.recommenders }
                    .joined().map(\.person))
            for file in files.sorted(by: { $0.finding.id < $1.finding.id })
            where !signers.contains(file.finding.person) || !file.isAboutRecommending {
                rows.append(row(appointment, file))
            }
        }
        // Several findings about one person have the order of their ids.
        return rows.enumerated().sorted { a, b in
            let (x, y) = (a.element, b.element)
            return (
                x.person.id, x.recommendation?.rawValue ?? "", x.appointment?.rawValue ?? "",
                a.offset
            )
                < (
                    y.person.id, y.recommendation?.rawValue ?? "", y.appointment?.rawValue ?? "",
                    b.offset
                )
        }.map(\.element)
    }

    private func row(
        _ file: RecommendationFile, by signer: Recommender, for appointment: AppointmentFile?,
        _ finding: FindingFile?
    ) -> LedgerRow {
        let r = file.recommendation
        let meeting = appointment?.appointment.meeting ?? file.frozenBy.last
        var row = LedgerRow(
            capacity: r.lead == signer.person ? .leadRecommender : .recommender,
            person: people.party(signer.person), candidate: people.party(r.candidate),
            post: r.post, recommendation: r.id, kind: r.kind, isLead: r.lead == signer.person,
            relation: signer.relation, signedOn: r.signedOn,
            check: checks[r.id]?[signer.person] ?? .paper, isAnswered: false,
            consequences: [], status: .waiting)
        row.postThen = posts[r.id]?[signer.person]
        row.meeting = meeting
        row.meetingTitle = meeting.flatMap { meetings[$0]?.title }
        let matter =
            appointment?.appointment.matter
            ?? meeting.flatMap { meetings[$0]?.matters[r.id] }
        row.matterNumber = meeting.flatMap { m in matter.flatMap { meetings[m]?.numbers[$0] } }
        if let appointment {
            add(appointment, finding, to: &row)
        } else if file.isWithdrawn, file.frozenBy.isEmpty {
            row.status = .withdrawn
        } else if let meeting {
            row.status = meetings[meeting]?.isOver == true ? .notAppointed : .onAgenda
        }
        return row
    }

    private func row(_ appointment: AppointmentFile, _ finding: FindingFile) -> LedgerRow {
        let a = appointment.appointment
        var row = LedgerRow(
            capacity: finding.finding.capacity
                ?? (a.introducedBy == finding.finding.person ? .presenter : .handler),
            person: people.party(finding.finding.person), candidate: people.party(a.candidate),
            post: a.post,
            isLead: false, isAnswered: false, consequences: [], status: .decided)
        row.postThen =
            people.answerable(for: appointment).first {
                $0.person == finding.finding.person && $0.capacity == row.capacity
            }?.post
        row.meeting = a.meeting
        row.meetingTitle = meetings[a.meeting]?.title
        row.matterNumber = meetings[a.meeting]?.numbers[a.matter]
        add(appointment, finding, to: &row)
        return row
    }

    private func add(
        _ file: AppointmentFile, _ finding: FindingFile?, to row: inout LedgerRow
    ) {
        let a = file.appointment
        row.votesFor = a.votesFor
        row.entitled = a.entitled
        row.appointment = a.id
        row.appointedOn = a.decidedOn
        row.stage = file.stage
        row.probationThrough = file.probationThrough
        row.outcomes = file.outcomes.map { .init(kind: $0.kind, on: $0.on) }
        row.status =
            switch file.stage {
            case .decided: .decided
            case .notice: .notice
            case .probation: .probation
            case .confirmed: .inOffice
            case .ended: .ended
            case .returned: .returned
            }
        if file.isUnderReview { row.status = .underReview }
        guard let finding else { return }
        row.finding = .init(kind: finding.kind, on: finding.finding.on)
        row.foundBy = finding.body
        row.basis = finding.basis.title
        row.responsibility = finding.finding.responsibility
        guard !finding.isRevoked else {
            // It stays visible as what it is: found, and revoked. A3.
            row.appeal = .revoked
            return
        }
        row.grade = finding.grade
        row.isAnswered = !finding.answers.isEmpty
        row.appeal = finding.appealDecision?.result
        row.consequences = people.consequences.filter { $0.finding == finding.finding.id }
        row.status = finding.appeal != nil && finding.appealDecision == nil ? .appealed : .found
    }
}

extension FindingFile {
    /// Whether it is about a recommendation: one of 0.2, which names no capacity, is.
    fileprivate var isAboutRecommending: Bool {
        [nil, .recommender, .leadRecommender].contains(finding.capacity)
    }
}

extension LedgerRow {
    /// A line without meeting, appointment or finding yet: those are set afterwards.
    public init(
        capacity: Capacity, person: Party, candidate: Party, post: String,
        recommendation: RecommendationID? = nil, kind: Recommendation.Kind? = nil, isLead: Bool,
        relation: Relation? = nil, signedOn: Day? = nil, check: Check? = nil, isAnswered: Bool,
        consequences: [Consequence], status: Status
    ) {
        self.capacity = capacity
        self.person = person
        self.candidate = candidate
        self.post = post
        self.recommendation = recommendation
        self.kind = kind
        self.isLead = isLead
        self.relation = relation
        self.signedOn = signedOn
        self.check = check
        self.isAnswered = isAnswered
        self.consequences = consequences
        self.status = status
        outcomes = []
    }
}

extension PersonnelState {
    /// A person as the list shows them: by their identifier alone where the file knows no more.
    func party(_ id: PersonID) -> LedgerRow.Party {
        let person = people[id]
        return LedgerRow.Party(
            id: id, name: person?.label ?? id.rawValue, unit: person?.unit, post: person?.post,
            rank: person?.rank)
    }
}
