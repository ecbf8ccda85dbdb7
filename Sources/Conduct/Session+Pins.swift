// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import Meeting
import Personnel

// A teller closes the box and signs a count with a PIN that nobody else knows. The rules say who is a
// teller; that it is this teller at the keyboard is asked here.

extension Session {
    /// A teller's PIN, six digits, set once for as long as the program runs and they are a teller.
    /// Wiped here whatever comes of it.
    ///
    /// - Throws: `ConductError.refused` for somebody who is no teller, `.pin` for a PIN that isn't taken.
    public func setPin(_ teller: PersonID, _ pin: LockedBytes) throws {
        defer { pin.wipe() }
        let seat = try tellerSeat(teller)
        try asked(teller) { () throws(PinError) in try pins.set(seat, pin) }
    }

    /// The teller confirms the next closing or count sheet in their name.
    ///
    /// - Throws: `ConductError.pin` for a wrong one, with the wait; `.refused` for somebody who is no teller or isn't here.
    public func confirm(_ teller: PersonID, _ pin: LockedBytes) throws {
        defer { pin.wipe() }
        let seat = try tellerSeat(teller)
        let now = steadyNow
        try asked(teller) { () throws(PinError) in try pins.check(seat, pin, at: now) }
        confirmed[seat] = now + Self.confirmationLasts
    }

    /// Milliseconds in which the act has to follow.
    private static let confirmationLasts: Int64 = 60_000

    /// Whether each teller has a PIN, in the order of the seats.
    public var tellersWithPin: [PersonID] {
        guard let charter = state.charter else { return [] }
        return state.tellers.filter(pins.has).map(charter.id)
    }

    /// Box ballots need every teller's PIN; a paper count only of a teller who has set one.
    func requirePins(for command: MeetingCommand) throws {
        guard let charter = state.charter else { return }
        switch command {
        case .openBallot(let opening) where opening.mode == .box:
            for seat in state.tellers.sorted() where !pins.has(seat) {
                throw ConductError.pin(.none, charter.id(seat))
            }
        case .closeBox(let closing):
            try requireConfirmed([closing.teller] + (closing.second.map { [$0] } ?? []), charter)
        case .countBox:
            // Each by the PIN that was just given, or by the sheet signed after the closing.
            try requireConfirmed(
                state.tellers.filter { !agreed.contains($0) }.map(charter.id), charter)
        case .sealOthers(let seal) where state.ballot?.mode == .box:
            try requireConfirmed([seal.teller] + (seal.second.map { [$0] } ?? []), charter)
        case .enterCount(let sheet): try requireConfirmed([sheet.teller], charter)
        case .voidBallot(let voiding) where box != nil && state.ballot?.isSealed == true:
            // The box is alive: nobody throws its votes away without a teller, and its key isn't lost.
            guard voiding.cause != .powerLost else {
                throw ConductError.refused(.causeIsNotSo(.powerLost))
            }
            if voiding.cause == .tooFewCast, let cast = votedCount,
                cast >= charter.profile.leastCastInBox
            {
                throw ConductError.refused(.causeIsNotSo(.tooFewCast))
            }
            // No teller is here who could give a PIN: that they are lost is the very reason.
            if voiding.cause == .tellerLost, !state.tellers.contains(where: { state.isPresent[$0] })
            {
                return
            }
            let by = charter.seat(voiding.by)
            if let by, state.tellers.contains(by) {
                try requireConfirmed([voiding.by], charter)
            } else if !state.tellers.contains(where: isConfirmed), let any = state.tellers.first {
                throw ConductError.notConfirmed(charter.id(any))
            }
        default: break
        }
    }

    /// Puts on record what all tellers in the room have accepted, each by the PIN just given.
    ///
    /// - Throws: `ConductError.notConfirmed` with the first who hasn't.
    public func accept(_ words: String, by teller: PersonID, at time: Timestamp? = nil) throws
        -> Performed
    {
        guard let charter = state.charter else { throw ConductError.refused(.notPlanned) }
        defer { forgetConfirmations() }
        for seat in state.tellers {
            // All who hold a key of the box that follows, not only who is here by chance.
            guard state.isPresent[seat] else {
                throw ConductError.refused(.absent(charter.id(seat)))
            }
            guard isConfirmed(seat) else { throw ConductError.notConfirmed(charter.id(seat)) }
        }
        guard let seat = charter.seat(teller), state.tellers.contains(seat) else {
            throw ConductError.refused(.notTeller(teller))
        }
        return try perform(
            .raisePoint(PointOfOrder(kind: .other, by: teller, matter: nil, words: words)), at: time
        )
    }

    func forgetConfirmations() { confirmed = [:] }

    private func isConfirmed(_ seat: Int) -> Bool { (confirmed[seat] ?? 0) > steadyNow }

    func forgetPins(after command: MeetingCommand) {
        if case .appointTellers = command {
            pins.keepOnly(Set(state.tellers))
            keepPins()
        }
    }

    private func requireConfirmed(_ ids: [PersonID], _ charter: Charter) throws {
        for id in ids {
            guard let seat = charter.seat(id) else { continue }
            // A teller appointed, or a program started, while the box was open: no PIN yet.
            if !pins.has(seat) {
                guard state.ballot?.mode == .box else { continue }
                throw ConductError.pin(.none, id)
            }
            guard isConfirmed(seat) else { throw ConductError.notConfirmed(id) }
        }
    }

    private func tellerSeat(_ id: PersonID) throws -> Int {
        try refoldIfStale()
        guard let charter = state.charter else { throw ConductError.refused(.notPlanned) }
        guard let seat = charter.seat(id), state.tellers.contains(seat) else {
            throw ConductError.refused(.notTeller(id))
        }
        return seat
    }

    private func asked(_ teller: PersonID, _ act: () throws(PinError) -> Void) throws {
        defer { keepPins() }
        do { try act() } catch { throw ConductError.pin(error, teller) }
    }

    private func keepPins() { _ = vault?.keep(.pins, pins.secrets()) }
}

extension MeetingCommand {
    /// Acts that a teller confirms by PIN.
    var takesConfirmation: Bool {
        switch self {
        case .closeBox, .countBox, .enterCount, .voidBallot, .sealOthers: true
        default: false
        }
    }
}
