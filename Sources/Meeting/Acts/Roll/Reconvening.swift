// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// An adjourned meeting goes on. G2, Q1.
struct Reconvening: Hashable, Codable, Sendable {}

extension Reconvening: RecordedAct {
    var command: MeetingCommand { .reconvene }
    var event: MeetingEvent { .reconvened }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayConvene(from: .suspended, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        state.phase = .inSession
        state.sitting += 1
    }

    static func addExamples(to list: inout OfferList) {
        list.add(.reconvene)
    }
}
