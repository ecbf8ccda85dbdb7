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
    public init(
        matter: MatterID, prerequisite: String, by: PersonID, on: Day, document: Document? = nil
    ) {
        self.matter = matter
        self.prerequisite = prerequisite
        self.by = by
        self.on = on
        self.document = document
    }
}

extension PrerequisiteRecord: RecordedAct {
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
        list.forEachOpenMatter { list, m, id in
            let charter = list.charter
            let by = charter.id(charter.deputies[m] ?? list.state.presiding)
            for wanted in charter.kinds[m].prerequisites {
                let record = PrerequisiteRecord(
                    matter: id, prerequisite: wanted.id, by: by, on: list.time.day,
                    document: Document(
                        title: OfferList.filler, sha256: String(repeating: "0", count: 64)))
                list.add(.recordPrerequisite(record), matter: id)
            }
        }
    }
}
