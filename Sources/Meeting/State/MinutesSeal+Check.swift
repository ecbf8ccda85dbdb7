// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

extension MeetingState {
    /// Minutes are sealed when the meeting is over, by who presided; signed by those under whose names they
    /// stand.
    ///
    /// - Throws: `PersonnelRefusal` where the meeting isn't over, or somebody else presided or signed.
    public func maySeal(_ seal: MinutesSeal) throws(PersonnelRefusal) {
        guard let charter, phase == .closed || phase == .cancelled else {
            throw .minutesTooEarly(seal.meeting)
        }
        guard charter.seat(seal.approvedBy) == presiding else {
            throw .notPresiding(seal.approvedBy)
        }
        let named = Set([charter.id(presiding), charter.plan.secretary] + tellers.map(charter.id))
        for s in seal.signatures where !named.contains(s.person) {
            throw .noSignerOfMinutes(s.person)
        }
    }
}
