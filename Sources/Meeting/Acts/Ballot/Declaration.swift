// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// The presiding member declares the open ballot's results. B10.
public struct Declaration: Hashable, Codable, Sendable {
    /// The presiding member, in the room and not recused from any of the matters.
    public var by: PersonID
    public init(by: PersonID) { self.by = by }
}

extension Declaration: MeetingAct {
    var command: MeetingCommand { .declare(self) }

    func decide(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal) -> [MeetingEvent]
    {
        [.resultDeclared(try state.declared(self, charter))]
    }

    static func addExamples(to list: inout OfferList) {
        list.add(.declare(Declaration(by: list.chair)))
    }
}
