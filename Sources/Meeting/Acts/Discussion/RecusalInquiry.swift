// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// Everybody in the room is asked whether they have to withdraw from a matter (有无需要回避的情形). Q2.
public struct RecusalInquiry: Hashable, Codable, Sendable {
    /// A pending matter; asked again only while somebody who declared a ground hasn't withdrawn.
    public var matter: MatterID
    /// Who presides.
    public var by: PersonID
    /// Who declared a ground, on the roll or among the attendees; empty: nobody did. Their recusals are entries of their own.
    public var declared: [PersonID]
    /// Where it is about a list: the lines for which they did, nil: for all; never in the record, which has an inquiry a
    /// line. M4.
    public var lines: [MatterID]?
    public init(
        matter: MatterID, by: PersonID, declared: [PersonID] = [], lines: [MatterID]? = nil
    ) {
        self.matter = matter
        self.by = by
        self.declared = declared
        self.lines = lines
    }
}

extension RecusalInquiry {
    func about(_ line: MatterID) -> RecusalInquiry {
        RecusalInquiry(
            matter: line, by: by, declared: lines?.contains(line) == false ? [] : declared)
    }

    var namedLines: [MatterID] { lines ?? [] }
}

extension RecusalInquiry: RecordedAct, LineAct {
    var command: MeetingCommand { .askRecusals(self) }
    var event: MeetingEvent { .recusalsAsked(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { by }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.require([.inSession])
        // Only of a list.
        if let line = lines?.first { throw .unknownMatter(line) }
        let m = try state.matter(matter, charter)
        guard state.matters[m].status == .pending else {
            throw .matterNotPending(matter, state.matters[m].status)
        }
        guard
            state.matters[m].recusalsAsked == nil
                || !state.declaredAndStaying(m, charter).isEmpty
        else { throw .recusalsAskedAlready(matter) }
        // Who presides may be the one to withdraw, and asks nevertheless.
        try state.requirePresiding(by, for: [], charter)
        guard Set(declared).count == declared.count else { throw .repeatedDeclaration(matter) }
        for id in declared { try state.requireInRoom(id, charter) }
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let m = charter.matter(matter) else { return }
        state.matters[m].recusalsAsked = self
    }

    static func addExamples(to list: inout OfferList) {
        guard list.charter.profile.recusalInquiry != .none else { return }
        list.forEachOpenMatterAndList { list, _, id in
            list.add(.askRecusals(RecusalInquiry(matter: id, by: list.chair)), matter: id)
        }
    }
}
