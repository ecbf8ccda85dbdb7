// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Wording

extension App {
    /// Whether keys have to be read past every buffer now.
    public var isSecret: Bool { booth?.isSecret ?? signing?.isSecret ?? false }

    /// Whether what is on the screen is one person's alone, and goes from memory after painting.
    public var isPrivate: Bool { booth != nil || signing?.isSecret == true }

    /// A byte of a voter's, a teller's or a signer's.
    public mutating func feed(_ byte: UInt8) -> [Effect] {
        if booth == nil, var open = signing {
            let effects = open.feed(byte, steady: snapshot.steady)
            signing = open
            leaveSigning()
            return effects
        }
        guard var open = booth else { return [] }
        open.reviewPages = reviewPages.count
        let effects = open.feed(byte, steady: snapshot.steady)
        booth = open
        leaveEmptyBooth()
        return effects
    }

    /// A booth in which nothing more is to happen closes by itself.
    mutating func leaveEmptyBooth() {
        guard let open = booth, open.isDone, open.completed == nil else { return }
        if open.isGivenUp {
            let isCount = if case .count = open.purpose { true } else { false }
            let isSealed = snapshot.state.ballot?.closing == nil
            message = Message(
                .warning,
                isCount && isSealed
                    ? Text(
                        "密码没有给全，没有开票，票都还封着",
                        "Not all PINs were given: nothing was counted, the papers are still sealed")
                    : Text(
                        "密码没有给全，这一步没有办",
                        "Not all PINs were given: this step wasn't done"))
        }
        open.wipe()
        booth = nil
    }

    /// After an answer to a PIN: what all the PINs were for, and whose they were.
    public mutating func completed() -> (effect: Effect, booth: Booth)? {
        guard let open = booth, open.isDone else { return nil }
        booth = nil
        guard let effect = open.completed else {
            open.wipe()
            return nil
        }
        return (effect, open)
    }

    /// What may keep what is typed is told first; then come the tellers' PINs, where an act needs them.
    mutating func begin(_ effect: Effect) -> [Effect] {
        guard case .perform(let command) = effect else { return [effect] }
        if case .declare = command { declaring = snapshot.state.ballot?.matters ?? [] }
        switch snapshot.pins(for: command) {
        case .none: break
        case .set(let tellers):
            if !consent.isTold, !acceptsExposure, let exposure = snapshot.exposure(for: command) {
                tell(exposure, before: effect)
                return []
            }
            booth = Booth(.set(tellers, then: command), snapshot)
            return []
        case .confirm(let tellers):
            booth = Booth(.confirm(tellers, then: command), snapshot)
            return []
        }
        return afterPins(effect)
    }

    /// What happens once the PINs are there: what is exposed is accepted on record before a ballot opens.
    mutating func afterPins(_ effect: Effect) -> [Effect] {
        if !acceptsExposure, case .perform(let command) = effect,
            let exposure = snapshot.exposure(for: command)
        {
            return ask(about: exposure, before: command)
        }
        return [effect]
    }

    /// Nobody types a PIN before they know who may see it.
    private mutating func tell(_ exposure: Exposure, before effect: Effect) {
        var confirm = Confirm(
            exposure.title,
            exposure.reasons + [
                exposure.advice,
                Text(
                    "继续的，监票人现在设密码，再同意一次，记入记录。",
                    "To go on, the tellers set their PINs now, and accept it once more, on record."
                ),
            ], .grave, effect, snapshot)
        confirm.tellsExposure = true
        overlays.append(.confirm(confirm))
    }

    private mutating func ask(about exposure: Exposure, before command: MeetingCommand) -> [Effect]
    {
        guard let teller = snapshot.tellersHere.first else { return [] }
        let point = snapshot.acceptance(of: exposure, by: teller)
        consent.asked = point
        consent.waiting = command
        overlays.append(
            .confirm(
                Confirm(
                    exposure.title,
                    exposure.reasons + [
                        exposure.advice,
                        Text(
                            "监票人同意继续的，输入密码，记入记录；之后即开始票决。",
                            "To go on, the tellers give their PINs, it goes on record, and the ballot opens."
                        ),
                    ], .grave, .perform(.raisePoint(point)), snapshot, tellers: snapshot.tellersHere
                )))
        return []
    }

    /// It is on record that the tellers know: the act that waited goes on.
    mutating func exposureAccepted() -> [Effect] {
        consent.accepted = (snapshot.meeting, snapshot.state.tellers)
        defer { consent.waiting = nil }
        return consent.waiting.map { begin(.perform($0)) } ?? []
    }

    /// Whether the tellers of this meeting have accepted what is exposed.
    var acceptsExposure: Bool {
        consent.accepted.map { $0 == (snapshot.meeting, snapshot.state.tellers) } ?? false
    }
}

/// The tellers' PINs that an act takes.
enum PinNeed: Hashable {
    case none
    /// These have none yet, and have to set one.
    case set([PersonID])
    case confirm([PersonID])
}

extension RoomSnapshot {
    func pins(for command: MeetingCommand) -> PinNeed {
        switch command {
        case .openBallot(let o) where o.mode == .box:
            let without = tellersHere.filter { !tellersWithPin.contains($0) }
            return without.isEmpty ? .none : .set(without)
        case .sealOthers(let seal) where state.ballot?.mode == .box:
            return .confirm([seal.teller] + (seal.second.map { [$0] } ?? []))
        case .voidBallot(let v) where voted != nil:
            let by = tellersHere.contains(v.by) ? v.by : tellersHere.first
            return by.map { .confirm([$0]) } ?? .none
        case .voidBallot(let v) where tellersWithPin.contains(v.by): return .confirm([v.by])
        case .enterCount(let sheet) where tellersWithPin.contains(sheet.teller):
            return .confirm([sheet.teller])
        default: return .none
        }
    }

    /// Whether so few have cast into the open box that it can only be voided.
    var hasTooFewCast: Bool {
        guard let voted, let charter = state.charter else { return false }
        return voted < charter.profile.leastCastInBox
    }

    /// Why the open box can't be closed now, before anybody is asked for a reason or a PIN; nil where it can, or is
    /// closed already.
    var closingRefusal: Text? {
        guard let voted, let ballot = state.ballot, ballot.closing == nil,
            let first = tellersHere.first
        else { return nil }
        let closing = BoxClosing(
            teller: first, second: tellersHere.dropFirst().first, reason: "x", archive: "",
            issued: ballot.electorate, returned: voted, figures: [])
        return refusal(of: .closeBox(closing)).map(explain)
    }

    /// What the tellers are told before they open a box: it can't be unseen.
    var whatFiguresMayShow: Text {
        let electorate = state.ballot?.electorate ?? 0
        return Text(
            "已投 \(voted ?? 0) / \(electorate)。票少，或都一样，开票就看得出谁怎么投",
            "\(voted ?? 0) of \(electorate) have cast. Few papers, or all alike, show who voted how"
        )
    }

    /// Why not, in words.
    func explain(_ refusal: MeetingRefusal) -> Text {
        let e = refusal.explanation(names)
        return Text("\(e.line(.zh))", "\(e.line(.en))")
    }
}
