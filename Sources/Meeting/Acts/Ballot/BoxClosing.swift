// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// The box is closed: nobody casts any more. What it holds is counted once all tellers have given their PINs. B10.
public struct BoxClosing: Hashable, Codable, Sendable {
    /// Who closes it: a teller in the room.
    public var teller: PersonID
    /// The other teller, when somebody who may vote hasn't cast, in the room or gone.
    public var second: PersonID?
    /// Why it is closed before everybody has cast.
    public var reason: String?
    /// Empty until it is counted; then the archive's of `BoxCount`. A record of 0.2 has it from the closing on.
    public var archive: String
    /// 发出
    public var issued: Int
    /// 收回
    public var returned: Int
    /// Empty until it is counted; then those of `BoxCount`. A record of 0.2 has them from the closing on.
    public var figures: [MatterFigures]
    public init(
        teller: PersonID, second: PersonID? = nil, reason: String? = nil, archive: String,
        issued: Int, returned: Int, figures: [MatterFigures]
    ) {
        self.teller = teller
        self.second = second
        self.reason = reason
        self.archive = archive
        self.issued = issued
        self.returned = returned
        self.figures = figures
    }

    /// The figures as a teller signs them.
    public func sheet(of teller: PersonID) -> CountSheet {
        CountSheet(teller: teller, issued: issued, returned: returned, figures: figures)
    }
}

extension BoxClosing: RecordedAct {
    var command: MeetingCommand { .closeBox(self) }
    var event: MeetingEvent { .boxClosed(self) }
    var person: PersonID? { teller }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayClose(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        state.ballot?.closing = self
    }

    static func addExamples(to list: inout OfferList) {
        // An example in which everybody has cast, the same way.
        guard let ballot = list.state.ballot, ballot.mode == .box else { return }
        let all = ballot.electorate
        for teller in list.tellers {
            let closing = BoxClosing(
                teller: teller, archive: "", issued: all, returned: all, figures: [])
            list.add(.closeBox(closing), member: teller)
        }
    }
}
