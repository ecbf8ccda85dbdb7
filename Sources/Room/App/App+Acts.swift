// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Terminal
import Wording

extension App {
    mutating func followSuggestion() -> [Effect] {
        switch snapshot.suggestion {
        case .act(let act): return open(act)
        case .roll:
            if panel == .roll, !isExcused(selectedSeat) { return toggleArrival() }
            let wasThere = panel == .roll
            panel = .roll
            // Only those said to stay away are missing: whoever comes back after all is chosen by hand.
            if !selectNextAwaited(), wasThere { openMemberMenu() }
        case .vote: booth = Booth(.vote, snapshot)
        case .count: return openCount()
        case .minutes: return perform(.minutes(.open(snapshot.meeting)))
        case .none: message = Message(.hint, Text("没有要办的事", "Nothing is left to do"))
        }
        return []
    }

    /// Arrives, or says how to leave.
    mutating func toggleArrival() -> [Effect] {
        if let attendee = selectedAttendee {
            guard snapshot.state.attendance[attendee] == nil else {
                openMemberMenu()
                return []
            }
            move(1)
            return [.perform(.arrive(Arrival(member: attendee)))]
        }
        guard let seat = selectedSeat, let id = snapshot.charter?.id(seat) else { return [] }
        if isExcused(seat) {
            // Said to be absent, with a reason: nobody comes in by a key pressed once too often.
            openMemberMenu()
            return []
        }
        if !snapshot.state.isPresent[seat] {
            selectNextAwaited(after: selected)
            return [.perform(.arrive(Arrival(member: id)))]
        }
        if case .roll = snapshot.suggestion {
            openMemberMenu()
            return []
        }
        return followSuggestion()
    }

    private func isExcused(_ seat: Int?) -> Bool {
        guard let seat else { return false }
        return !snapshot.state.isPresent[seat] && snapshot.state.absence[seat] != nil
    }

    /// The selection goes to the next who isn't here and isn't said to stay away.
    ///
    /// - Returns: false where there is nobody.
    @discardableResult
    mutating func selectNextAwaited(after row: Int = -1) -> Bool {
        let next = snapshot.seatsByRank.indices.first {
            let seat = snapshot.seatsByRank[$0]
            return $0 > row && !snapshot.state.isPresent[seat]
                && snapshot.state.absence[seat] == nil
        }
        if let next { selection["roll"] = next }
        return next != nil
    }

    /// Does an act, or asks first what it needs.
    mutating func open(_ act: OfferedAct) -> [Effect] {
        if let refusal = act.refusal, !act.isWorthTrying {
            message = Message(.refused, explain(refusal))
            return []
        }
        if !snapshot.form(of: act.example).fields.isEmpty {
            overlays.append(.form(Form(.act(act), snapshot)))
            return []
        }
        switch act.weight {
        case .light: return begin(.perform(act.example))
        case .plain, .grave:
            var confirm = Confirm(act, snapshot)
            if case .openBallot(let o) = act.example, o.mode == .box {
                confirm.lines.append(
                    Text(
                        "要用纸质票：按 Esc，再按 d，选“开始票决（\(BallotMode.paper.text.zh)）”",
                        "For paper: Esc, then d and the ballot (\(BallotMode.paper.text.en))"))
            }
            overlays.append(.confirm(confirm))
            return []
        }
    }

    func explain(_ refusal: MeetingRefusal) -> Text { snapshot.explain(refusal) }

    mutating func state(_ stance: Stance) -> [Effect] {
        guard let m = snapshot.matterInView, let charter = snapshot.charter,
            let member = selectedMember
        else { return [] }
        let needsWords = charter.profile.wordsRequired.contains(stance)
        let (line, subject) = lineAwaiting(member, m, charter)
        let contested =
            subject == charter.plan.matters[line].id && charter.kinds[line].form == .contested
            && stance == .for
        let view = StatedView(
            matter: subject, member: member, stance: stance, words: "",
            candidate: contested ? snapshot.state.matters[line].contenders.first : nil)
        // What can't be said now at all is refused before anybody types words.
        var probe = view
        probe.words = "…"
        if let refusal = snapshot.refusal(of: .stateView(probe)) {
            message = Message(.refused, explain(refusal))
            return []
        }
        if needsWords || contested {
            openViewForm(stance)
            return []
        }
        return begin(.perform(.stateView(view)))
    }

    /// What a view of somebody would be about: the list, or the one line of it that still waits for them.
    private func lineAwaiting(_ member: PersonID, _ m: Int, _ charter: Charter) -> (
        line: Int, subject: MatterID
    ) {
        let seat = charter.seat(member) ?? 0
        let line =
            snapshot.linesInView(with: m).first { snapshot.state.isAwaited(seat, on: $0) } ?? m
        let subject = snapshot.subject(ofViewBy: seat, on: line)
        return (line, subject ?? charter.plan.matters[line].id)
    }

    mutating func openViewForm(_ stance: Stance?) {
        guard let m = snapshot.matterInView, let charter = snapshot.charter,
            let member = selectedMember,
            let act = snapshot.act(
                .stateView, matter: lineAwaiting(member, m, charter).subject, member: member)
        else { return }
        if let refusal = act.refusal, !act.isWorthTrying {
            message = Message(.refused, explain(refusal))
            return
        }
        var form = Form(.act(act), snapshot)
        if let stance { form.choose(snapshot.stances.firstIndex(of: stance)) }
        if stance != nil {
            form.index = form.fields.indices.dropFirst().first(where: form.isShown) ?? 0
        }
        overlays.append(.form(form))
    }

    /// The member selected asks about the matter in view, of a list about its first line in hand. L9.
    mutating func openQuestion() -> [Effect] {
        guard let m = snapshot.matterInView, let charter = snapshot.charter,
            let member = selectedMember,
            let act = snapshot.act(.askQuestion, matter: charter.plan.matters[m].id, member: member)
        else { return [] }
        return open(act)
    }

    mutating func openCorrection() {
        let matter = selectedMatterID
        let candidates = snapshot.acts.filter {
            $0.kind == .correct && $0.isPossible && (matter == nil || $0.matter == matter)
                || isCountToMend($0)
        }
        let own = candidates.filter { $0.member != nil && $0.member == selectedMember }
        let list = own.isEmpty ? candidates : own
        guard !list.isEmpty else {
            message = Message(
                .hint,
                Text("没有可以更正的误记（票不能更正）", "There is no slip to correct (ballots never can be)"))
            return
        }
        overlays.append(
            .menu(
                actMenu(
                    list,
                    Text(
                        "更正误记：原记录保留，另记更正", "Correct a slip: the entry stays, a correction is added")
                )))
    }

    /// A paper count that is on record and not yet agreed to: whoever slipped enters it anew.
    private func isCountToMend(_ act: OfferedAct) -> Bool {
        guard act.kind == .enterCount, act.isWorthTrying, let member = act.member,
            snapshot.state.isHalfCounted, let seat = snapshot.charter?.seat(member)
        else { return false }
        return snapshot.state.ballot?.signedBy.contains(seat) == true
    }

    mutating func openMemberMenu() {
        guard let member = selectedMember else { return openMatterMenu() }
        let matter = selectedMatterID
        let acts = snapshot.acts.filter {
            $0.member == member && ($0.matter == nil || $0.matter == matter)
                && $0.kind != .introduce
        }
        overlays.append(.menu(actMenu(acts, Text(same: snapshot.names(member)))))
    }

    mutating func openMatterMenu() {
        guard let matter = selectedMatterID, let m = snapshot.charter?.matter(matter) else {
            return
        }
        // What can be done to a line, and to the whole of its list.
        let list = snapshot.charter?.plan.matters[m].list
        let acts = snapshot.acts.filter {
            $0.isAbout(matter) || list.map($0.isAbout) == true
                || $0.kind == .voidBallot && snapshot.state.ballot != nil
        }
        var menu = gathered(acts, snapshot.names(matter))
        menu.items.append(
            Menu.Item(
                title: Text("看人选和材料", "see the persons and the papers"),
                command: .matterSheet(matter)))
        overlays.append(.menu(menu))
    }

    mutating func openCount() -> [Effect] {
        guard let ballot = snapshot.state.ballot, ballot.mode == .box else { return [] }
        guard snapshot.tellersHere.count == snapshot.state.tellers.count else {
            message = Message(
                .refused,
                Text(
                    "监票人不全，不能开票 · 请作废（监票人缺位），重新投票",
                    "A teller isn't here, the box can't be counted · void the ballot (teller lost) and vote again"
                ))
            return []
        }
        if let refusal = snapshot.closingRefusal {
            message = Message(.refused, refusal)
            return []
        }
        if ballot.closing == nil, (snapshot.voted ?? 0) < ballot.electorate {
            overlays.append(.form(Form(.closeEarly, snapshot)))
            return []
        }
        booth = Booth(.count(reason: nil), snapshot)
        return []
    }
}

extension OfferedAct {
    /// The engine's example has filler figures: some refusals only say that these weren't right.
    var isWorthTrying: Bool {
        switch (example, refusal) {
        case (_, nil): true
        case (.enterCount, .some(.figuresDoNotAdd)), (.enterCount, .some(.tellersDisagree)),
            // Whoever counted first may have slipped, until the other has counted the same.
            (.enterCount, .some(.alreadySigned)),
            (.enterCount, .some(.sealedDiffers)), (.appointTellers, .some),
            (.reopen, .some(.moreThanPresent)), (.defer, .some(.motionNotCarried)):
            true
        default: false
        }
    }
}
