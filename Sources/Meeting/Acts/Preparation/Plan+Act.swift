// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

extension Plan: RecordedAct {
    var command: MeetingCommand { .plan(self) }
    var event: MeetingEvent { .planned(self) }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayPlan(self)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        state.begin(self)
    }

    static func addExamples(to list: inout OfferList) {
        list.add(.plan(list.charter.plan))
    }
}
