// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

extension PersonnelState {
    /// The events that follow from a command, or why it is refused. Pure.
    ///
    /// - Parameters:
    ///   - today: the day that the command came on, by its own time.
    ///   - latest: the latest day of the register's entries before; nil where there are none. A clock that was set back
    ///     lifts no bar.
    ///
    /// ```swift
    /// let events = try state.decide(.takeOffice(OfficeTaken(appointment: "a1", on: day)), on: day)
    /// for event in events { state.evolve(event) }
    /// ```
    ///
    /// - Throws: `PersonnelRefusal`: the rule, and what is missing; the state is as it was.
    public func decide(
        _ command: PersonnelCommand, on today: Day, latest: Day? = nil
    ) throws(PersonnelRefusal) -> [PersonnelEvent] {
        if case .open(let opening) = command {
            guard self.opening == nil else { throw .registerAlreadyOpened }
            try require(opening.organisation, .organisation)
            guard Timestamp.offsets.contains(opening.offsetMinutes) else {
                throw .impossibleOffset(opening.offsetMinutes)
            }
            return [.opened(opening)]
        }
        guard opening != nil else { throw .registerNotOpened }
        try checkEvidence(command)
        switch command {
        case .open: return []
        case .importPeople(let added):
            try checkPeople(added.people)
            return [.peopleImported(added)]
        case .enrolKey(let key):
            try checkKey(key)
            return [.keyEnrolled(key)]
        case .revokeKey(let r):
            guard activeKey(of: r.person)?.publicKey == r.publicKey else {
                throw .noKey(r.person)
            }
            if let witnesses = r.witnesses { try checkWitnesses(witnesses, of: r.person) }
            try require(r.reason, .reasons)
            return [.keyRevoked(r)]
        case .lodge(let r):
            try checkRecommendation(r, on: today, latest: latest)
            return [.lodged(r)]
        case .withdraw(let w):
            try checkWithdrawal(w)
            return [.withdrawn(w)]
        case .freeze(let f):
            // A withdrawal before the freeze takes it off every agenda. S3.
            for id in f.recommendations { _ = try standingRecommendation(id) }
            return [.frozen(f)]
        case .find(let f):
            try requirePast(f.on, today)
            try checkFinding(f)
            let adverse = appointments[f.appointment]?.outcomes.filter(\.kind.isAdverse)
            try requireOrder(f.on, after: adverse?.map(\.on).min())
            return [.found(f)]
        case .answer(let a):
            try requireOrder(a.on, after: try standingFinding(a.finding).finding.on, today)
            try require(a.words, .words)
            return [.answered(a)]
        case .appeal(let a):
            let file = try standingFinding(a.finding)
            guard file.appeal == nil else { throw .alreadyAppealed(a.finding) }
            try requireOrder(a.on, after: file.finding.on, today)
            try require(a.words, .words)
            return [.appealed(a)]
        case .decideAppeal(let d):
            let file = try standingFinding(d.finding)
            guard let appeal = file.appeal, file.appealDecision == nil else {
                throw .noAppeal(d.finding)
            }
            try requireOrder(d.on, after: appeal.on, today)
            try checkReasoned(d.reasons, d.basis, d.body)
            return [.appealDecided(d)]
        case .correctFinding(let c):
            try requireOrder(c.on, after: try standingFinding(c.finding).finding.on, today)
            try checkReasoned(c.reasons, c.basis, c.body)
            try checkGrade(c.kind, c.grade)
            return [.findingCorrected(c)]
        case .impose(let c):
            try checkConsequence(c)
            return [.imposed(c)]
        case .sealMinutes(let m):
            try checkMinutes(m, on: today)
            return [.minutesSealed(m)]
        case .remarkClock(let c): return [.clockRemarked(c)]
        case .recordOlderFile(let f): return [.olderFileFound(f)]
        default: return try decideAppointment(command, on: today)
        }
    }

    /// A1: the steps of an appointment's life, in their order.
    private func decideAppointment(_ command: PersonnelCommand, on today: Day)
        throws(PersonnelRefusal) -> [PersonnelEvent]
    {
        switch command {
        case .appoint(let a):
            guard appointments[a.id] == nil else { throw .duplicateAppointment(a.id) }
            guard (0...Self.longestProbation).contains(a.probationMonths),
                (0...Self.longestNotice).contains(a.noticeWorkingDays)
            else { throw .periodTooLong }
            return [.appointed(a)]
        case .returnAppointment(let r):
            let file = try expect(r.appointment, [.decided, .notice])
            guard file.heldBy == r.reconsideredBy else { throw .heldMeanwhile(r.appointment) }
            return [.appointmentReturned(r)]
        case .holdAppointment(let h):
            let file = try expect(h.appointment, [.decided, .notice])
            guard file.heldBy == nil else { throw .heldMeanwhile(h.appointment) }
            return [.appointmentHeld(h)]
        case .releaseAppointment(let h):
            guard let file = appointments[h.appointment], file.heldBy == h.meeting else {
                throw .heldMeanwhile(h.appointment)
            }
            return [.appointmentReleased(h)]
        case .publishNotice(let n):
            let file = try expect(n.appointment, [.decided])
            guard file.heldBy == nil else { throw .heldMeanwhile(n.appointment) }
            try requireOrder(n.from, after: file.appointment.decidedOn)
            // Counted day by day: a period of years is a slip of the pen.
            guard n.through.number - n.from.number <= Self.longestNotice else {
                throw .periodTooLong
            }
            let days = file.appointment.workingDays(n.calendar).workingDays(
                from: n.from, through: n.through)
            guard days >= file.appointment.noticeWorkingDays else {
                throw .noticeTooShort(days: days, needed: file.appointment.noticeWorkingDays)
            }
            return [.noticePublished(n)]
        case .object(let o):
            let file = try expect(o.appointment, [.notice])
            try requireOrder(o.on, after: file.appointment.decidedOn, today)
            try require(o.words, .words)
            return [.objected(o)]
        case .settleObjections(let s):
            let file = try expect(s.appointment, [.notice])
            guard !file.openObjections.isEmpty else { throw .noOpenObjection }
            try requireOrder(s.on, after: file.openObjections.map(\.on).max(), today)
            try checkDocument(s.basis)
            return [.objectionsSettled(s)]
        case .takeOffice(let t):
            let file = try expect(t.appointment, [.notice])
            guard file.heldBy == nil else { throw .heldMeanwhile(t.appointment) }
            try requirePast(t.on, today)
            if let notice = file.notice, t.on <= notice.through {
                throw .noticeRunning(through: notice.through)
            }
            guard file.openObjections.isEmpty else {
                throw .openObjections(file.openObjections.count)
            }
            return [.officeTaken(t)]
        case .endProbation(let e):
            let file = try expect(e.appointment, [.probation])
            try requireOrder(e.on, after: file.officeOn, today)
            try checkDocument(e.basis)
            if e.result == .confirmed, let end = file.probationThrough, e.on < end {
                throw .probationRunning(through: end)
            }
            if e.result == .extended {
                guard let to = e.extendedTo, let end = file.probationThrough, to > end else {
                    throw .extensionDateMissing
                }
            }
            return [.probationEnded(e)]
        case .recordOutcome(let o):
            guard let file = appointments[o.appointment] else {
                throw .unknownAppointment(o.appointment)
            }
            guard file.stage != .returned else { throw .wrongStage(o.appointment, file.stage) }
            try requirePast(o.on, today)
            guard o.on >= file.appointment.decidedOn else {
                throw .outcomeBeforeDecision(file.appointment.decidedOn)
            }
            try checkDocument(o.basis)
            try require(o.body, .body)
            // Imported twice, it would count twice.
            guard
                !file.outcomes.contains(where: {
                    $0.kind == o.kind && $0.on == o.on && $0.basis == o.basis
                })
            else {
                throw .duplicateOutcome(o.appointment, o.on)
            }
            let holder = file.appointment.candidate
            if o.kind == .outstanding,
                let bar = consequences(for: holder, .noOutstandingGrade, on: o.on).first
            {
                throw .heldFromGrade(holder, through: bar.through)
            }
            let opens = o.kind.isAdverse && !file.isUnderReview
            return [.outcomeRecorded(o)]
                + (opens ? [.reviewOpened(ReviewOpening(appointment: o.appointment))] : [])
        default: return []
        }
    }

    /// B7: whether an appointment can wait for a meeting that takes it up again: it is decided and nobody is in office by it.
    public func mayHold(_ id: AppointmentID) -> Bool {
        guard let file = appointments[id] else { return false }
        return file.heldBy == nil && (file.stage == .decided || file.stage == .notice)
    }

    /// B7: whether an appointment waits for that meeting.
    public func isHeld(_ id: AppointmentID, by meeting: MeetingID) -> Bool {
        guard let file = appointments[id] else { return false }
        return file.heldBy == meeting && (file.stage == .decided || file.stage == .notice)
    }

    /// What is recorded has happened.
    private func requirePast(_ day: Day, _ today: Day) throws(PersonnelRefusal) {
        guard day <= today else { throw .dateInFuture(day) }
    }

    /// A day that can't be before another; with `today`, nor after it.
    private func requireOrder(_ day: Day, after earliest: Day?, _ today: Day? = nil)
        throws(PersonnelRefusal)
    {
        if let earliest, day < earliest { throw .dateTooEarly(day, earliest: earliest) }
        if let today { try requirePast(day, today) }
    }

    /// In months. Ten years and no rule has more.
    private static let longestProbation = 120
    /// In days.
    private static let longestNotice = 366

    @discardableResult
    private func expect(_ id: AppointmentID, _ stages: [AppointmentFile.Stage])
        throws(PersonnelRefusal) -> AppointmentFile
    {
        guard let file = appointments[id] else { throw .unknownAppointment(id) }
        guard stages.contains(file.stage) else { throw .wrongStage(id, file.stage) }
        return file
    }
}
