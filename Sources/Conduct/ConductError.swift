// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import Meeting
import Personnel

/// Why a session didn't do what was asked. Nothing was recorded.
public enum ConductError: Error, Hashable, Sendable {
    case refused(MeetingRefusal)
    case refusedByRegister(PersonnelRefusal)

    /// What a meeting's context refuses: by the meeting's rules, or by those of the register of people.
    init(_ refusal: MeetingRefusal) {
        if case .register(let refusal) = refusal {
            self = .refusedByRegister(refusal)
        } else {
            self = .refused(refusal)
        }
    }

    case text(field: String, TextFault)
    case noMeeting
    /// The open box can't be opened any more; its ballot is void.
    case boxLost
    case box(BoxError)
    /// A teller's PIN wasn't taken, or is missing.
    case pin(PinError, PersonID)
    case key(KeyError)
    /// The teller has a PIN and hasn't given it for this act.
    case notConfirmed(PersonID)
    /// A time that can't be written, or that lies ten years ahead of the machine's clock.
    case time(Timestamp, now: Timestamp)
}
