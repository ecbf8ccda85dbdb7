// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import BallotBox
import Basics
import Foundation
import Meeting
import Personnel
import Record

/// What a command comes to before anything is stored.
extension Session {
    /// What the meeting in hand is decided by, as it stands. Screens and protocol offer by it.
    ///
    /// - Parameter command: what other meetings mean is read for this command only, where one is given.
    /// - Throws: `RegisterError` where another meeting can't be read.
    public func context(of meeting: MeetingID, for command: MeetingCommand? = nil) throws -> Context
    {
        Context(
            of: meeting, state, people: personnel, latest: registerAt?.day,
            earlier: try earlier(of: meeting, for: command))
    }

    /// What other meetings mean for a command on this one; for any, where none is given.
    func earlier(of meeting: MeetingID, for command: MeetingCommand?) throws -> EarlierMeetings {
        var plan: Plan?
        if case .plan(let planned) = command { plan = planned }
        if case .veto = command { plan = state.charter?.plan }
        if command == nil { plan = state.charter?.plan }
        var earlier = EarlierMeetings()
        for reference in plan?.reconsidered ?? [] {
            earlier.decisions[reference] = prior(reference.meeting, reference.matter)
        }
        // What a later meeting has taken up counts once this one is over.
        guard state.phase == .closed, !state.mattersOpenToVeto.isEmpty else { return earlier }
        for other in try register.meetings() where other != meeting {
            let other = (id: other, state: try Session.fold(register, other))
            for matter in state.mattersOpenToVeto
            where other.state.hasTakenUp(matter, of: meeting) {
                earlier.takenUp[matter] = other.id
            }
        }
        return earlier
    }

    /// Decides, and goes on from there. A remark of the register's own precedes what a step means for its people, where
    /// the clock was set back.
    func decide(
        _ command: MeetingCommand, _ at: Timestamp, _ next: inout Context, into facts: inout [Fact]
    ) throws {
        var command = command
        if case .plan(var plan) = command {
            plan.form = Plan.currentForm
            command = .plan(plan)
        }
        let answer: [Fact]
        do { answer = try next.decide(command, at: at) } catch { throw ConductError(error) }
        for fact in answer { next.apply(fact, at: at) }
        if let first = answer.firstIndex(where: { $0.meeting == nil }) {
            facts += answer[..<first]
            facts += registerRemark(at).map(Fact.register)
            facts += answer[first...]
        } else {
            facts += answer
        }
    }

    /// - Parameter people: the register as the command finds it; nil: as it stands.
    func decided(
        _ command: PersonnelCommand, _ at: Timestamp, in people: PersonnelState? = nil
    ) throws -> [PersonnelEvent] {
        do {
            try requireUnbarred(command, at.day)
            return try (people ?? personnel).decide(command, on: at.day, latest: registerAt?.day)
        } catch let error as PersonnelRefusal {
            throw ConductError.refusedByRegister(error)
        }
    }

    /// S5: an entry that is dated ahead of the clock lifts no bar that holds today.
    private func requireUnbarred(_ command: PersonnelCommand, _ day: Day) throws {
        guard case .lodge(let paper) = command else { return }
        let today = now().day
        guard today < day else { return }
        for signer in paper.recommenders {
            if let through = personnel.bound(signer.person, .noRecommending, within: today...day) {
                throw PersonnelRefusal.barredRecommender(signer.person, through: through)
            }
        }
    }

    /// The command with what only the session knows: a profile's hash, and how many have cast.
    func filledIn(_ command: MeetingCommand) throws -> MeetingCommand {
        switch command {
        case .plan(var plan):
            plan.profileHash = try Canonical.hash(of: plan.profile)
            return .plan(plan)
        case .closeBox(var closing):
            // Whoever asks names the tellers only.
            closing.archive = ""
            closing.figures = []
            closing.issued = state.ballot?.electorate ?? 0
            closing.returned = votedCount ?? 0
            return .closeBox(closing)
        case .sealOthers(var seal):
            if let voted = votedCount { seal.papers = voted }
            return .sealOthers(seal)
        default: return command
        }
    }

    /// What an earlier meeting's matter has come to by now.
    private func prior(_ meeting: MeetingID, _ matter: MatterID) -> PriorDecision? {
        try? Session.fold(register, meeting).decision(on: matter)
    }

    /// These come with a meeting, never by themselves.
    func requireOutside(_ command: PersonnelCommand) throws {
        switch command {
        case .freeze, .appoint, .returnAppointment, .open, .remarkClock, .recordOlderFile,
            .holdAppointment, .releaseAppointment:
            throw ConductError.noMeeting
        default: break
        }
    }

    /// S3: a recommendation taken back leaves the agendas that haven't frozen.
    func detachments(of id: RecommendationID, at: Timestamp) throws -> [Fact] {
        var facts: [Fact] = []
        for meeting in try register.meetings() {
            let state = try Session.fold(register, meeting)
            guard state.phase == .planned, let charter = state.charter else { continue }
            if let back = ClockRemark(from: state.lastAt, backTo: at),
                state.matters.contains(where: { $0.recommendations.contains { $0.id == id } })
            {
                facts.append(.meeting(meeting, .clockRemarked(back)))
            }
            for (m, matter) in state.matters.enumerated()
            where matter.recommendations.contains(where: { $0.id == id }) {
                let detachment = Detachment(
                    matter: charter.plan.matters[m].id, recommendation: id)
                facts.append(.meeting(meeting, .detached(detachment)))
            }
        }
        return facts
    }
}
