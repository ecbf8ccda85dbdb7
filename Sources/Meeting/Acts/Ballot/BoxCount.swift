// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// What a closed box holds, and the archive that proves it. Every teller's signature follows in the same transaction:
/// there is no moment at which one of them knows a figure and another hasn't signed. B10.
public struct BoxCount: Hashable, Codable, Sendable {
    /// SHA-256 of the archive in the register, in hex.
    public var archive: String
    /// The box's own count: one for each matter on the paper, in its order.
    public var figures: [MatterFigures]
    public init(archive: String, figures: [MatterFigures]) {
        self.archive = archive
        self.figures = figures
    }
}

extension BoxCount: MeetingAct, MeetingFact {
    var command: MeetingCommand { .countBox(self) }
    var event: MeetingEvent { .boxCounted(self) }

    func decide(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal) -> [MeetingEvent]
    {
        try state.counting(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        state.ballot?.closing?.archive = archive
        state.ballot?.closing?.figures = figures
    }

    static func addExamples(to list: inout OfferList) {
        guard list.state.ballot?.mode == .box else { return }
        list.add(.countBox(list.state.exampleCount))
    }
}

extension MeetingState {
    /// A count of the box in which all papers say the same: what the rules are asked with while nothing is decrypted.
    public var exampleCount: BoxCount {
        guard let ballot, let charter else { return BoxCount(archive: "", figures: []) }
        let all = ballot.closing?.returned ?? ballot.electorate
        let figures = ballot.matters.map { m in
            MatterFigures(
                matter: charter.plan.matters[m].id, valid: all, invalid: 0,
                choices: [all] + Array(repeating: 0, count: max(0, choices(of: m) - 1)))
        }
        return BoxCount(archive: "", figures: figures)
    }
}
