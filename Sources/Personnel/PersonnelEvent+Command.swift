// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

extension PersonnelEvent {
    /// Whether only programs after 0.2 write it.
    public var isAfter02: Bool {
        switch self {
        case .clockRemarked, .olderFileFound, .appointmentHeld, .appointmentReleased: true
        case .keyEnrolled(let key): key.signatures != nil || key.paper != nil
        case .keyRevoked(let key): key.signatures != nil || key.paper != nil
        default: false
        }
    }

    /// The command that the event answers; nil for what only the register adds.
    public var command: PersonnelCommand? {
        switch self {
        case .opened(let p): .open(p)
        case .peopleImported(let p): .importPeople(p)
        case .keyEnrolled(let p): .enrolKey(p)
        case .keyRevoked(let p): .revokeKey(p)
        case .lodged(let p): .lodge(p)
        case .withdrawn(let p): .withdraw(p)
        case .frozen(let p): .freeze(p)
        case .appointed(let p): .appoint(p)
        case .appointmentReturned(let p): .returnAppointment(p)
        case .noticePublished(let p): .publishNotice(p)
        case .objected(let p): .object(p)
        case .objectionsSettled(let p): .settleObjections(p)
        case .officeTaken(let p): .takeOffice(p)
        case .probationEnded(let p): .endProbation(p)
        case .outcomeRecorded(let p): .recordOutcome(p)
        case .reviewOpened: nil
        case .found(let p): .find(p)
        case .answered(let p): .answer(p)
        case .appealed(let p): .appeal(p)
        case .appealDecided(let p): .decideAppeal(p)
        case .findingCorrected(let p): .correctFinding(p)
        case .imposed(let p): .impose(p)
        case .minutesSealed(let p): .sealMinutes(p)
        case .clockRemarked(let p): .remarkClock(p)
        case .olderFileFound(let p): .recordOlderFile(p)
        case .appointmentHeld(let p): .holdAppointment(p)
        case .appointmentReleased(let p): .releaseAppointment(p)
        }
    }
}
