// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// The meeting opens. G2, Q1.
struct Convening: Hashable, Codable, Sendable {}

extension Convening: RecordedAct {
    var command: MeetingCommand { .convene }
    var event: MeetingEvent { .convened }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayConvene(from: .planned, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        state.phase = .inSession
        state.sitting += 1
        state.convenedOn = time.day
    }

    static func addExamples(to list: inout OfferList) {
        list.add(.convene)
    }
}
