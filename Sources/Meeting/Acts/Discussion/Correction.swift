// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// The secretary takes back a slip: a wrong entry stays in the record, struck. Never a ballot.
public struct Correction: Hashable, Codable, Sendable {
    /// What a slip was made in.
    public enum Target: String, Codable, Hashable, Sendable { case view, prerequisite, recusal }
    /// Decides whether `member` or `prerequisite` is looked at.
    public var target: Target
    /// Where the slip was made.
    public var matter: MatterID
    /// Whose view or recusal.
    public var member: PersonID?
    /// Which prerequisite.
    public var prerequisite: String?
    /// About whom it is, where there is one for each candidate.
    public var candidate: PersonID?
    /// Never blank.
    public var reason: String
    public init(
        target: Target, matter: MatterID, member: PersonID? = nil, prerequisite: String? = nil,
        candidate: PersonID? = nil, reason: String
    ) {
        self.target = target
        self.matter = matter
        self.member = member
        self.prerequisite = prerequisite
        self.candidate = candidate
        self.reason = reason
    }
}

extension Correction: RecordedAct {
    var command: MeetingCommand { .correct(self) }
    var event: MeetingEvent { .corrected(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { member }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayCorrect(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let m = charter.matter(matter) else { return }
        let seat = member.flatMap(charter.seat)
        switch target {
        case .view: if let seat { state.matters[m].views[seat] = nil }
        case .recusal:
            state.matters[m].recusals.removeAll { $0.member == member }
            if let seat {
                state.matters[m].isRecused[seat] = false
            } else if let member {
                state.matters[m].attendeesOut.remove(member)
            }
        case .prerequisite:
            state.matters[m].prerequisites.removeAll {
                $0.prerequisite == prerequisite && $0.candidate == candidate
            }
        }
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatter { list, m, id in
            for gate in list.state.gates(of: m) {
                let correction = Correction(
                    target: .prerequisite, matter: id, prerequisite: gate.prerequisite.id,
                    candidate: gate.candidate, reason: OfferList.filler)
                list.add(.correct(correction), matter: id, member: gate.candidate)
            }
            for member in list.charter.everybody {
                let isSeated = list.charter.seat(member) != nil
                for target in isSeated ? [Target.view, .recusal] : [.recusal] {
                    let correction = Correction(
                        target: target, matter: id, member: member, reason: OfferList.filler)
                    list.add(.correct(correction), matter: id, member: member)
                }
            }
        }
    }
}
