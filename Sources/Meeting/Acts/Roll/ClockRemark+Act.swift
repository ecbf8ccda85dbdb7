// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

extension ClockRemark: RecordedAct {
    var command: MeetingCommand { .remarkClock(self) }
    var event: MeetingEvent { .clockRemarked(self) }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.require([.planned, .inSession, .suspended, .closed])
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        // Nothing but that it was said.
    }

    static func addExamples(to list: inout OfferList) {
        list.add(.remarkClock(ClockRemark(jumpMilliseconds: 0)))
    }
}
