// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// What happened, and whose it is: an event of the register of people, or of one meeting.
public enum Fact: Hashable, Sendable {
    case register(PersonnelEvent)
    case meeting(MeetingID, MeetingEvent)

    /// Nil for what is the register's own.
    public var meeting: MeetingID? {
        if case .meeting(let id, _) = self { id } else { nil }
    }
}
