// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import Conduct
import Meeting
import Personnel
import Wording

// A ballot's PINs, papers and count.

extension RoomService {
    /// Why a PIN wasn't set; nil when it was. The PIN is wiped.
    func setPin(_ teller: PersonID, _ pin: LockedBytes) -> Text? {
        do { try outside().setPin(teller, pin) } catch { return say(error) }
        return nil
    }

    /// Why a PIN didn't confirm; nil when it did. The PIN is wiped.
    func tryPin(_ teller: PersonID, _ pin: LockedBytes) -> Text? {
        do { try outside().confirm(teller, pin) } catch { return say(error) }
        return nil
    }

    /// Why a vote wasn't cast; nil when it was.
    func cast(_ voter: PersonID, _ paper: BoothPaper) -> Text? {
        do { try outside().cast(voter, paper.choices()) } catch { return say(error) }
        return nil
    }

    func newPaper() -> BoothPaper? { session?.newPaper() }

    /// The tellers have given their PINs: the box is closed and counted, and all of them sign at once.
    func count(_ reason: String?, pin: (PersonID) -> LockedBytes?) throws -> App.Answer {
        let session = try outside()
        guard let charter = session.state.charter else { throw ConductError.boxLost }
        let tellers = session.state.tellers.filter { session.state.isPresent[$0] }.map(charter.id)
        if session.state.ballot?.isSealed == true, let first = tellers.first {
            for teller in tellers { if let pin = pin(teller) { try session.confirm(teller, pin) } }
            try session.closeAndCount(
                BoxClosing(
                    teller: first, second: reason == nil ? nil : tellers.dropFirst().first,
                    reason: reason, archive: "", issued: 0, returned: 0, figures: []))
        }
        guard let closing = session.state.ballot?.closing else { throw ConductError.boxLost }
        // A box that a record of 0.2 closed is signed teller by teller.
        let signed = session.state.ballot?.signedBy.map(charter.id) ?? []
        for teller in tellers where !signed.contains(teller) {
            if let pin = pin(teller) { try session.confirm(teller, pin) }
            try session.perform(
                .enterCount(
                    CountSheet(
                        teller: teller, issued: closing.issued, returned: closing.returned,
                        figures: closing.figures)))
        }
        // A teller who left can't sign: the count isn't whole without them.
        let missing = session.state.tellers.filter {
            session.state.ballot?.signedBy.contains($0) != true
        }
        guard missing.isEmpty else {
            let who = names(missing.map(charter.id))
            return .refused(
                Text(
                    "监票人 \(who.zh) 不在场，计票不能签署 · 请作废（监票人缺位），重新投票",
                    "Teller \(who.en) isn't here, the count can't be signed · void the ballot (teller lost) and vote again"
                ))
        }
        return .done(
            Text(
                "计票已由监票人签署，请主持人宣布结果",
                "The tellers have signed the count; the presiding member declares it"))
    }
}
