// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import GRDB
import Ledger
import Meeting
import Personnel
import Record

/// A line of the accountability list as a row: one value a column, each read by its name and checked for its type, because a
/// stranger may have written it.
struct StoredLine: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "line"

    var unit: Int
    /// Its place among the unit's lines.
    var n: Int
    var organisation: String
    var role: String
    var person: String
    var personName: String
    var personUnit: String?
    var personPost: String?
    var personRank: Int?
    var candidate: String
    var candidateName: String
    var candidateUnit: String?
    var candidatePost: String?
    var candidateRank: Int?
    var post: String
    var recommendation: String?
    var kind: String?
    var isLead: Bool
    var relation: String?
    /// Days by their number (`Day.number`).
    var signedOn: Int?
    var signature: String?
    var meeting: String?
    var meetingTitle: String?
    var matterNumber: Int?
    var votesFor: Int?
    var entitled: Int?
    var appointment: String?
    var appointedOn: Int?
    var stage: String?
    var probationThrough: Int?
    /// `2029-03-01 discipline`, one a line.
    var outcomes: String?
    var finding: String?
    var findingOn: Int?
    var grade: String?
    var isAnswered: Bool
    var appeal: String?
    /// As JSON.
    var consequences: String?
    var status: String

    /// The columns, in the table's order, which is the order of the digest.
    enum CodingKeys: String, CodingKey, CaseIterable {
        case unit, n, organisation, role, person
        case personName = "person_name"
        case personUnit = "person_unit"
        case personPost = "person_post"
        case personRank = "person_rank"
        case candidate
        case candidateName = "candidate_name"
        case candidateUnit = "candidate_unit"
        case candidatePost = "candidate_post"
        case candidateRank = "candidate_rank"
        case post, recommendation, kind
        case isLead = "is_lead"
        case relation
        case signedOn = "signed_on"
        case signature, meeting
        case meetingTitle = "meeting_title"
        case matterNumber = "matter_number"
        case votesFor = "votes_for"
        case entitled, appointment
        case appointedOn = "appointed_on"
        case stage
        case probationThrough = "probation_through"
        case outcomes, finding
        case findingOn = "finding_on"
        case grade
        case isAnswered = "is_answered"
        case appeal, consequences, status
    }
}

extension StoredLine {
    /// - Throws: `EncodingError` where the consequences can't be written.
    init(_ row: LedgerRow, unit: Int, n: Int) throws {
        self.unit = unit
        self.n = n
        organisation = row.organisation ?? ""
        role = row.capacity.stored
        person = row.person.id.rawValue
        personName = row.person.name
        personUnit = row.person.unit
        personPost = row.person.post
        personRank = row.person.rank
        candidate = row.candidate.id.rawValue
        candidateName = row.candidate.name
        candidateUnit = row.candidate.unit
        candidatePost = row.candidate.post
        candidateRank = row.candidate.rank
        post = row.post
        recommendation = row.recommendation?.rawValue
        kind = row.kind?.rawValue
        isLead = row.isLead
        relation = row.relation?.rawValue
        signedOn = row.signedOn?.number
        signature = row.check?.rawValue
        meeting = row.meeting?.rawValue
        meetingTitle = row.meetingTitle
        matterNumber = row.matterNumber
        votesFor = row.votesFor
        entitled = row.entitled
        appointment = row.appointment?.rawValue
        appointedOn = row.appointedOn?.number
        stage = row.stage?.rawValue
        probationThrough = row.probationThrough?.number
        outcomes =
            row.outcomes.isEmpty
            ? nil
            : row.outcomes.map { "\($0.on) \($0.kind.rawValue)" }.joined(separator: "\n")
        finding = row.finding?.kind.rawValue
        findingOn = row.finding?.on.number
        grade = row.grade?.rawValue
        isAnswered = row.isAnswered
        appeal = row.appeal?.rawValue
        consequences =
            row.consequences.isEmpty
            ? nil : String(decoding: try Canonical.bytes(row.consequences), as: UTF8.self)
        status = row.status.rawValue
    }

    /// The line, without what a stranger wrote into it that means nothing.
    var row: LedgerRow {
        func known<T: RawRepresentable<String>>(_ text: String?) -> T? {
            text.flatMap(T.init(rawValue:))
        }
        func day(_ number: Int?) -> Day? { number.flatMap { Day(stored: $0) } }
        var row = LedgerRow(
            capacity: Capacity(stored: role, isLead: isLead),
            person: LedgerRow.Party(
                id: PersonID(rawValue: person), name: personName, unit: personUnit,
                post: personPost, rank: personRank),
            candidate: LedgerRow.Party(
                id: PersonID(rawValue: candidate), name: candidateName, unit: candidateUnit,
                post: candidatePost, rank: candidateRank),
            post: post, recommendation: recommendation.map(RecommendationID.init(rawValue:)),
            kind: known(kind), isLead: isLead, relation: known(relation), signedOn: day(signedOn),
            check: known(signature), isAnswered: isAnswered, consequences: readConsequences,
            status: known(status) ?? .waiting)
        row.organisation = organisation
        row.meeting = meeting.map(MeetingID.init(rawValue:))
        row.meetingTitle = meetingTitle
        row.matterNumber = matterNumber
        row.votesFor = votesFor
        row.entitled = entitled
        row.appointment = appointment.map(AppointmentID.init(rawValue:))
        row.appointedOn = day(appointedOn)
        row.stage = known(stage)
        row.probationThrough = day(probationThrough)
        row.outcomes = readOutcomes
        if let kind: Finding.Kind = known(finding), let on = day(findingOn) {
            row.finding = .init(kind: kind, on: on)
        }
        row.grade = known(grade)
        row.appeal = known(appeal)
        return row
    }

    private var readOutcomes: [LedgerRow.Event<Outcome.Kind>] {
        (outcomes ?? "").split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ")
            guard parts.count == 2, let on = Day(String(parts[0])),
                let kind = Outcome.Kind(rawValue: String(parts[1]))
            else { return nil }
            return .init(kind: kind, on: on)
        }
    }

    private var readConsequences: [Consequence] {
        guard let consequences else { return [] }
        return (try? JSONDecoder().decode([Consequence].self, from: Data(consequences.utf8))) ?? []
    }
}

/// What lines have besides since 0.3, in a table of its own: a district of 0.2 hasn't got it.
struct StoredDetail: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "line_detail"

    var unit: Int
    /// The line's place among the unit's.
    var n: Int
    var postThen: String?
    var foundBy: String?
    var basis: String?
    var responsibility: String?

    enum CodingKeys: String, CodingKey {
        case unit, n
        case postThen = "post_then"
        case foundBy = "found_by"
        case basis, responsibility
    }

    /// Nil for a line that has nothing of it.
    init?(_ row: LedgerRow, unit: Int, n: Int) {
        guard
            [row.postThen, row.foundBy, row.basis, row.responsibility?.rawValue]
                .contains(where: { $0 != nil })
        else { return nil }
        self.unit = unit
        self.n = n
        postThen = row.postThen
        foundBy = row.foundBy
        basis = row.basis
        responsibility = row.responsibility?.rawValue
    }

    func add(to row: inout LedgerRow) {
        row.postThen = postThen
        row.foundBy = foundBy
        row.basis = basis
        row.responsibility = responsibility.flatMap(Responsibility.init(rawValue:))
    }
}

extension LedgerRow {
    /// As a district of 0.2 has it.
    var withoutDetail: LedgerRow {
        var row = self
        (row.postThen, row.foundBy, row.basis, row.responsibility) = (nil, nil, nil, nil)
        return row
    }
}

extension Capacity {
    /// In the column `role`: the capacities that 0.2 knew keep their words.
    var stored: String {
        switch self {
        case .recommender, .leadRecommender: "recommender"
        case .presenter: "introducer"
        case .handler: "preparer"
        case .chief, .deputyInCharge, .organisationDepartment, .vettingTeam, .disciplineBody,
            .other:
            rawValue
        }
    }

    /// - Parameter isLead: of a recommender, whether the name leads.
    init(stored: String, isLead: Bool) {
        switch stored {
        case "introducer": self = .presenter
        case "preparer": self = .handler
        case "recommender": self = isLead ? .leadRecommender : .recommender
        default: self = Capacity(rawValue: stored) ?? .recommender
        }
    }
}
