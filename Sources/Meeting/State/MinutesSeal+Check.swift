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
        let named = Set(minutesSigners)
        for s in seal.signatures where !named.contains(s.person) {
            throw .noSignerOfMinutes(s.person)
        }
    }

    /// Under whose names the minutes stand, once each: who presided, the tellers, the members present where the profile
    /// has it so, and the secretary. P4.
    public var minutesSigners: [PersonID] {
        guard let charter else { return [] }
        let members =
            charter.profile.minutesSigners == .present
            ? isPresent.indices.filter { isPresent[$0] }.map(charter.id) : []
        var seen = Set<PersonID>()
        return
            ([charter.id(presiding)] + tellers.map(charter.id) + members
            + [charter.plan.secretary]).filter { seen.insert($0).inserted }
    }
}
