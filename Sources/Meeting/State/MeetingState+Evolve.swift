// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

extension MeetingState {
    /// The state after one more event. Events are facts: nothing is judged here.
    public mutating func evolve(_ event: MeetingEvent, at time: Timestamp) {
        events += 1
        lastAt = time
        if case .planned(let plan) = event { return begin(plan) }
        guard let charter else { return }
        switch event {
        case .planned, .quorumCalled, .clockRemarked: break
        case .delivered, .excused, .arrived, .left, .presidingChanged, .tellersAppointed,
            .convened, .adjourned, .reconvened, .cancelled, .closed:
            evolveRoll(event, charter, time)
        case .ballotOpened, .othersSealed, .boxClosed, .boxCounted, .countEntered, .ballotVoided,
            .resultDeclared:
            evolveBallot(event, charter, time)
        default: evolveMatter(event, charter, time)
        }
    }

    /// A plan, or one that replaces it before convening; prerequisites of matters that stay are
    /// kept, and so is who has arrived. One that can't be, or comes later, changes nothing: whoever
    /// judges the record has refused it.
    private mutating func begin(_ plan: Plan) {
        guard phase == .empty || phase == .planned, let charter = Charter(plan) else { return }
        let old = self
        self.charter = charter
        phase = .planned
        let seats = plan.roll.count
        isPresent = Array(repeating: false, count: seats)
        absence = Array(repeating: nil, count: seats)
        papersOn = Array(repeating: nil, count: seats)
        personnelPapersOn = papersOn
        presiding = charter.seat(plan.presiding) ?? 0
        // P4: who has become a chief, or has left the roll, is no teller any more.
        tellers = old.tellers.compactMap { old.charter?.id($0) }.compactMap(charter.seat).filter {
            charter.chiefPosition[$0] == nil
        }
        matters = plan.matters.map { MatterState($0, seats: seats) }
        guard let before = old.charter else { return }
        for (seat, member) in plan.roll.enumerated() {
            guard let s = before.seat(member.id) else { continue }
            isPresent[seat] = old.isPresent[s]
            absence[seat] = old.absence[s]
            papersOn[seat] = old.papersOn[s]
            personnelPapersOn[seat] = old.personnelPapersOn[s]
        }
        // What was recorded for a matter belongs to that matter: another kind or other people under
        // the same id begin anew.
        for (m, matter) in plan.matters.enumerated() {
            guard let o = before.matter(matter.id), before.plan.matters[o].isAbout(matter),
                before.kinds[o] == charter.kinds[m]
            else { continue }
            // M2: what the deputy in charge has to bring falls with the deputy.
            let deputy = charter.deputies[m].map(charter.id)
            matters[m].prerequisites = old.matters[o].prerequisites.filter { paper in
                let wanted = charter.kinds[m].prerequisites.first { $0.id == paper.prerequisite }
                return wanted?.byDeputyInCharge != true || paper.by == deputy
            }
            for (seat, member) in plan.roll.enumerated() {
                guard let s = before.seat(member.id) else { continue }
                matters[m].isRecused[seat] = old.matters[o].isRecused[s]
            }
        }
        // Papers that were delivered were those of the agenda as it stood then.
        if !before.plan.matters.elementsEqual(plan.matters, by: { $0.isAbout($1) }) {
            papersOn = Array(repeating: nil, count: seats)
            personnelPapersOn = papersOn
        }
    }

    private mutating func evolveRoll(_ event: MeetingEvent, _ charter: Charter, _ time: Timestamp) {
        switch event {
        case .delivered(let d):
            guard let seat = charter.seat(d.member) else { return }
            switch d.what {
            case .papers: papersOn[seat] = d.on
            case .personnelPapers: personnelPapersOn[seat] = d.on
            }
        case .excused(let a):
            if let seat = charter.seat(a.member) { absence[seat] = a.reason }
        case .arrived(let a):
            guard let seat = charter.seat(a.member) else { return }
            isPresent[seat] = true
            absence[seat] = nil
        case .left(let a):
            guard let seat = charter.seat(a.member) else { return }
            isPresent[seat] = false
            absence[seat] = a.reason
        case .presidingChanged(let a): presiding = charter.seat(a.member) ?? presiding
        case .tellersAppointed(let t):
            tellers = t.members.compactMap(charter.seat)
            // Only who hadn't signed could be exchanged. P4.
            ballot?.signedBy.removeAll { !tellers.contains($0) }
            if ballot?.signedBy.isEmpty == true { ballot?.sheet = nil }
        case .convened:
            phase = .inSession
            sitting += 1
            convenedOn = time.day
        case .adjourned:
            phase = .suspended
            for seat in isPresent.indices { isPresent[seat] = false }
        case .reconvened:
            phase = .inSession
            sitting += 1
        case .cancelled: phase = .cancelled
        case .closed(let closing):
            phase = .closed
            current = nil
            for id in closing.unfinished {
                if let m = charter.matter(id) { matters[m].status = .deferred }
            }
        default: break
        }
    }

    private mutating func evolveMatter(
        _ event: MeetingEvent, _ charter: Charter, _ time: Timestamp
    ) {
        guard let id = event.matter, let m = charter.matter(id) else { return }
        switch event {
        case .prerequisiteRecorded(let p): matters[m].prerequisites.append(p)
        case .attached(let a): matters[m].recommendations.append(a.recommendation)
        case .detached(let d):
            matters[m].recommendations.removeAll { $0.id == d.recommendation }
        case .recused(let r):
            guard let seat = charter.seat(r.member) else { return }
            matters[m].isRecused[seat] = true
        case .introducerNamed(let n): matters[m].namedIntroducer = charter.seat(n.member)
        case .introduced(let i):
            if let before = current { matters[before].status = .discussed }
            current = m
            matters[m].status = .open
            matters[m].introducedBy = charter.seat(i.by)
        case .viewStated(let v):
            guard let seat = charter.seat(v.member) else { return }
            matters[m].views[seat] = View(
                stance: v.stance, words: v.words, candidate: v.candidate, number: events, at: time)
            if charter.chiefPosition[seat] != nil { matters[m].chiefHeard[seat] = true }
        case .corrected(let c): evolveCorrection(c, m, charter)
        case .pointRaised(let p): if p.kind == .chiefSignalled { matters[m].signals += 1 }
        case .opinionRead(let o):
            guard let seat = charter.seat(o.member) else { return }
            matters[m].opinionsRead.append(seat)
            if charter.chiefPosition[seat] != nil { matters[m].chiefHeard[seat] = true }
        case .discussionReopened:
            if let before = current, before != m { matters[before].status = .discussed }
            current = m
            matters[m].status = .open
            matters[m].reopenings += 1
            for chief in charter.chiefs {
                matters[m].views[chief] = nil
                matters[m].chiefHeard[chief] = false
            }
            matters[m].opinionsRead.removeAll { charter.chiefPosition[$0] != nil }
        case .deferred(let d): finish(m, .deferred, d.reason)
        case .withdrawn(let w): finish(m, .withdrawn, w.reason)
        case .vetoed(let v):
            matters[m].veto = v
            matters[m].status = .returned
        default: break
        }
    }

    private mutating func finish(_ m: Int, _ status: MatterState.Status, _ reason: String) {
        matters[m].status = status
        matters[m].reason = reason
        if current == m { current = nil }
    }

    private mutating func evolveCorrection(_ c: Correction, _ m: Int, _ charter: Charter) {
        switch c.target {
        case .view: if let seat = c.member.flatMap(charter.seat) { matters[m].views[seat] = nil }
        case .recusal:
            if let seat = c.member.flatMap(charter.seat) { matters[m].isRecused[seat] = false }
        case .prerequisite:
            matters[m].prerequisites.removeAll { $0.prerequisite == c.prerequisite }
        }
    }

    private mutating func evolveBallot(
        _ event: MeetingEvent, _ charter: Charter, _ time: Timestamp
    ) {
        switch event {
        case .ballotOpened(let o):
            let indices = o.matters.compactMap(charter.matter)
            guard let first = indices.first else { return }
            for m in indices { matters[m].status = .balloting }
            if let now = current, indices.contains(now) { current = nil }
            ballot = OpenBallot(
                mode: o.mode, matters: indices,
                mayVote: isPresent.indices.map { takesPart($0, in: first) })
        case .othersSealed(let s): ballot?.othersPapers = s.papers
        case .boxClosed(let closing): ballot?.closing = closing
        case .boxCounted(let count):
            ballot?.closing?.archive = count.archive
            ballot?.closing?.figures = count.figures
        case .countEntered(let sheet):
            guard let seat = charter.seat(sheet.teller) else { return }
            if ballot?.sheet?.agrees(with: sheet) != true { ballot?.signedBy = [] }
            ballot?.sheet = sheet
            ballot?.signedBy.append(seat)
        case .ballotVoided:
            guard let voided = ballot else { return }
            for m in voided.matters {
                matters[m].status = .discussed
                matters[m].voids += 1
                matters[m].lastElectorate = voided.electorate
            }
            ballot = nil
        case .resultDeclared(let declared):
            guard let counted = ballot, let sheet = counted.sheet else { return }
            for result in declared.results {
                guard let m = charter.matter(result.matter),
                    let figures = sheet.figures.first(where: { $0.matter == result.matter })
                else { continue }
                matters[m].count = MatterState.Count(
                    mode: counted.mode, electorate: counted.electorate, issued: sheet.issued,
                    returned: sheet.returned, figures: figures)
                settle(m, result, time)
            }
            ballot = nil
        default: break
        }
    }

    private mutating func settle(_ m: Int, _ result: MatterResult, _ time: Timestamp) {
        matters[m].result = result
        matters[m].decidedIn = sitting
        matters[m].decidedOn = time.day
        switch result.outcome {
        case .passed, .graded: matters[m].status = .decided
        case .failed: matters[m].status = .failed
        case .deferred: matters[m].status = .deferred
        case .runOff:
            matters[m].status = .discussed
            matters[m].round += 1
            matters[m].contenders = result.candidates
        }
    }
}

extension MeetingEvent {
    /// The one matter that the event is about, if there is just one.
    public var matter: MatterID? {
        switch self {
        case .prerequisiteRecorded(let p): p.matter
        case .attached(let p): p.matter
        case .detached(let p): p.matter
        case .recused(let p): p.matter
        case .introducerNamed(let p): p.matter
        case .introduced(let p): p.matter
        case .viewStated(let p): p.matter
        case .corrected(let p): p.matter
        case .pointRaised(let p): p.matter
        case .opinionRead(let p): p.matter
        case .discussionReopened(let p): p.matter
        case .deferred(let p): p.matter
        case .withdrawn(let p): p.matter
        case .vetoed(let p): p.matter
        default: nil
        }
    }
}
