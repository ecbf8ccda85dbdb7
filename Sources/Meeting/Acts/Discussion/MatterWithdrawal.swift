// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// A matter is taken off the agenda. Q3.
public struct MatterWithdrawal: Hashable, Codable, Sendable {
    /// A matter never balloted, not even in a ballot that was voided.
    public var matter: MatterID
    /// Who brings it; before its introduction who presides may too.
    public var by: PersonID
    /// Why it is taken off; never blank.
    public var reason: String
    public init(matter: MatterID, by: PersonID, reason: String) {
        self.matter = matter
        self.by = by
        self.reason = reason
    }
}

extension MatterWithdrawal: RecordedAct, LineAct {
    var command: MeetingCommand { .withdraw(self) }
    var event: MeetingEvent { .withdrawn(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { by }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayWithdraw(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        state.finish(matter, as: .withdrawn, because: reason, charter)
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatterAndList { list, m, id in
            func add(_ by: PersonID, _ member: PersonID?) {
                list.add(
                    .withdraw(MatterWithdrawal(matter: id, by: by, reason: OfferList.filler)),
                    matter: id,
                    member: member)
            }
            let bringer = list.bringer(of: m)
            if let deputy = list.deputy(of: m), deputy != bringer { add(deputy, deputy) }
            add(list.chair, nil)
            add(bringer, bringer)
        }
    }
}
