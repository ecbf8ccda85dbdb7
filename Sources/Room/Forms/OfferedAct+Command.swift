// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

// The command that comes of an act and what was filled in.

extension OfferedAct {
    /// The command with what was filled in.
    ///
    /// - Parameter hashOfFile: SHA-256 of a file in hex; nil when it can't be read.
    func command(_ f: [Field], in snapshot: RoomSnapshot, hashOfFile: (String) -> String?)
        -> MeetingCommand
    {
        switch example {
        case .leave(var a):
            a.reason = f[0].text
            return .leave(a)
        case .excuse(var a):
            a.reason = f[0].text
            return .excuse(a)
        case .preside(var a):
            a.reason = f[0].text
            return .preside(a)
        case .withdraw(var a):
            let who = snapshot.withdrawers(a.matter)
            if who.indices.contains(f[0].pick) { a.by = who[f[0].pick] }
            a.reason = f[1].text
            return .withdraw(a)
        case .cancel(var a):
            a.reason = f[0].text
            return .cancel(a)
        case .nameIntroducer(var a):
            a.reason = f[0].text
            return .nameIntroducer(a)
        case .correct(var a):
            a.reason = f[0].text
            return .correct(a)
        case .recuse(var a):
            if Recusal.Ground.allCases.indices.contains(f[0].pick) {
                a.ground = Recusal.Ground.allCases[f[0].pick]
            }
            a.reason = f[1].text
            return .recuse(a)
        case .appointTellers(var a):
            let seats = snapshot.tellerSeats
            a.members = f[0].picks.sorted().compactMap { snapshot.charter?.id(seats[$0]) }
            return .appointTellers(a)
        case .callQuorum(var a):
            if let who = snapshot.personPicked(f[0].pick) { a.member = who }
            return .callQuorum(a)
        case .stateView(var a):
            if snapshot.stances.indices.contains(f[0].pick) {
                a.stance = snapshot.stances[f[0].pick]
            }
            a.words = f.last?.text ?? ""
            if f.count == 3, let m = snapshot.charter?.matter(a.matter) {
                let contenders = snapshot.state.matters[m].contenders
                a.candidate =
                    a.stance == .for && contenders.indices.contains(f[1].pick)
                    ? contenders[f[1].pick] : nil
            }
            return .stateView(a)
        case .raisePoint(var a):
            a.kind = f[0].pick == 0 ? .chiefSignalled : .other
            if let who = snapshot.personPicked(f[1].pick) { a.by = who }
            a.words = f[2].text
            return .raisePoint(a)
        case .readOpinion(var a):
            a.words = f[0].text
            return .readOpinion(a)
        case .reopen(var a):
            a.inFavour = f[0].number
            a.reason = f[1].text
            return .reopen(a)
        case .defer(var a):
            if a.ground == .motion { a.inFavour = f[0].number } else { a.inFavour = nil }
            a.reason = f.last?.text ?? ""
            return .defer(a)
        case .sealOthers(var a):
            if let papers = f.first { a.papers = papers.number }
            return .sealOthers(a)
        case .enterCount(var a):
            fill(&a, f, in: snapshot)
            return .enterCount(a)
        case .voidBallot(var a):
            let who = snapshot.voiders(a)
            if f.count > 1, who.indices.contains(f[0].pick) { a.by = who[f[0].pick] }
            a.reason = f.last?.text ?? ""
            return .voidBallot(a)
        case .veto(var a):
            a.reasons = f[0].text
            a.document = Document(title: f[1].text)
            return .veto(a)
        case .adjourn(var a):
            if let until = Field.time(f[0].text, offset: snapshot.now.offsetMinutes) {
                a.until = until
            }
            a.reason = f[1].text
            return .adjourn(a)
        case .deliver(var a):
            a.what = f[0].pick == 0 ? .papers : .personnelPapers
            if let on = Day(f[1].text) { a.on = on }
            return .deliver(a)
        case .recordPrerequisite(var a):
            a.by = snapshot.bringers[f[0].pick]
            if let on = Day(f[1].text) { a.on = on }
            let path = f[3].text
            a.document = Document(
                title: f[2].text, sha256: path.isEmpty ? nil : hashOfFile(path))
            return .recordPrerequisite(a)
        // Nothing is filled in.
        case .plan, .attach, .detach, .arrive, .convene, .introduce, .openBallot, .closeBox,
            .countBox, .declare, .reconvene, .close, .remarkClock:
            return example
        }
    }

    private func fill(_ sheet: inout CountSheet, _ f: [Field], in snapshot: RoomSnapshot) {
        guard let ballot = snapshot.state.ballot, f.count > 2 else { return }
        sheet.issued = f[0].number
        sheet.returned = f[1].number
        var at = 2
        sheet.figures = ballot.matters.compactMap { m in
            guard let id = snapshot.charter?.plan.matters[m].id else { return nil }
            let count = snapshot.state.choices(of: m)
            let choices = f[at..<at + count].map(\.number)
            at += count
            let valid = choices.reduce(0, +)
            return MatterFigures(
                matter: id, valid: valid, invalid: sheet.returned - valid, choices: choices)
        }
    }
}

extension RoomSnapshot {
    func personPicked(_ index: Int) -> PersonID? {
        guard let charter else { return nil }
        let here = charter.plan.roll.enumerated().filter { state.isPresent[$0.offset] }.map(
            \.element.id)
        let all = here + charter.plan.attendees.map(\.id)
        return all.indices.contains(index) ? all[index] : nil
    }
}
