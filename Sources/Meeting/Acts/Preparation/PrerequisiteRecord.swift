// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// A prerequisite is on record. M2.
public struct PrerequisiteRecord: Hashable, Codable, Sendable {
    /// A pending matter: once it is introduced, papers come too late.
    public var matter: MatterID
    /// The prerequisite's id in the profile.
    public var prerequisite: String
    /// Who answers for it; the deputy in charge where the profile asks for that. A2.
    public var by: PersonID
    /// Never after the day it is recorded.
    public var on: Day
    /// Never nil where the profile's prerequisite needs one.
    public var document: Document?
    /// About whom, where there is one for each candidate; else nil.
    public var candidate: PersonID?
    /// What it concluded: one of the profile's conclusions; nil where the profile names none.
    public var conclusion: String?
    /// Why the matter may go on, where the conclusion needs a reason.
    public var reason: String?
    /// Who is named in it besides, such as the further members of a vetting team. A2.
    public var with: [PersonID]?
    /// The figures that the profile asks for, by id; none is negative.
    public var figures: [String: Int]?
    public init(
        matter: MatterID, prerequisite: String, by: PersonID, on: Day, document: Document? = nil,
        candidate: PersonID? = nil, conclusion: String? = nil, reason: String? = nil,
        with: [PersonID]? = nil, figures: [String: Int]? = nil
    ) {
        self.matter = matter
        self.prerequisite = prerequisite
        self.by = by
        self.on = on
        self.document = document
        self.candidate = candidate
        self.conclusion = conclusion
        self.reason = reason
        self.with = with
        self.figures = figures
    }

    /// Which paper it is, and of whom.
    public var name: PrerequisiteName { PrerequisiteName(prerequisite, of: candidate) }
    /// Everybody who is named in it: who brings it first.
    public var named: [PersonID] { [by] + (with ?? []) }
}

extension PrerequisiteRecord: RecordedAct, LineAct {
    var command: MeetingCommand { .recordPrerequisite(self) }
    var event: MeetingEvent { .prerequisiteRecorded(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { by }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayRecord(self, charter, time)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let m = charter.matter(matter) else { return }
        state.matters[m].prerequisites.append(self)
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatterAndList { list, m, id in
            let charter = list.charter
            let by = charter.id(charter.deputies[m] ?? list.state.presiding)
            let others = charter.plan.roll.map(\.id).filter { $0 != by }
            let isList = charter.matter(id) == nil
            // A candidate's own paper is a line's.
            for gate in list.state.gates(of: m) where !isList || gate.candidate == nil {
                let wanted = gate.prerequisite
                let more = (wanted.leastNamed ?? 1) - 1
                let figures = wanted.figures.map { $0.map { ($0.id, 0) } }
                let passing = wanted.conclusions?.first { $0.effect == .passes }
                let conclusion = passing ?? wanted.conclusions?.first
                let on = list.time.day.advanced(byMonths: -(conclusion?.afterMonths ?? 0))
                let record = PrerequisiteRecord(
                    matter: id, prerequisite: wanted.id, by: by, on: on,
                    document: Document(
                        title: OfferList.filler, sha256: String(repeating: "0", count: 64)),
                    candidate: gate.candidate,
                    conclusion: conclusion?.id,
                    reason: passing == nil && wanted.conclusions != nil ? OfferList.filler : nil,
                    with: more > 0 ? Array(others.prefix(more)) : nil,
                    figures: figures.map { Dictionary($0, uniquingKeysWith: { a, _ in a }) })
                list.add(.recordPrerequisite(record), matter: id, member: gate.candidate)
            }
        }
    }
}
