import Ballot
import BallotBox
import Basics
import Foundation
import Meeting
import Personnel
import Record

/// What a command comes to before anything is stored: grounded, decided, and what it means for the register of people.
extension Session {
    func decide(
        _ command: MeetingCommand, _ at: Timestamp, _ next: inout MeetingState,
        into facts: inout [Fact], _ meeting: MeetingID
    ) throws {
        let events: [MeetingEvent]
        do { events = try next.decide(command, at: at) } catch { throw ConductError.refused(error) }
        for event in events {
            next.evolve(event, at: at)
            facts.append(.meeting(meeting, event))
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

    /// What a plan or an attachment says of the register is the register's to say.
    func grounded(_ command: MeetingCommand) throws -> MeetingCommand {
        do {
            switch command {
            case .plan(var plan):
                plan = try plan.grounded(in: personnel, prior: prior)
                plan.profileHash = try Canonical.hash(of: plan.profile)
                return .plan(plan)
            case .veto(let veto):
                try requireNotTakenUp(veto)
                return .veto(veto.grounded(in: state, prior: prior))
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
            case .attach(var attachment):
                let id = attachment.recommendation.id
                guard let file = personnel.recommendations[id] else {
                    throw PersonnelRefusal.unknownRecommendation(id)
                }
                guard !file.isWithdrawn else { throw PersonnelRefusal.alreadyWithdrawn(id) }
                attachment.recommendation = RecommendationFact(file.recommendation)
                return .attach(attachment)
            default: return command
            }
        } catch let refusal as PersonnelRefusal {
            throw ConductError.refusedByRegister(refusal)
        }
    }

    /// What an earlier meeting's matter has come to by now.
    private func prior(_ meeting: MeetingID, _ matter: MatterID) -> PriorDecision? {
        try? Session.fold(register, meeting).decision(on: matter)
    }

    /// V1: what a later meeting has taken up again isn't sent back any more.
    private func requireNotTakenUp(_ veto: Veto) throws {
        guard state.phase == .closed, let meeting else { return }
        for other in try register.meetings() where other != meeting {
            if try Session.fold(register, other).hasTakenUp(veto.matter, of: meeting) {
                throw ConductError.refused(.takenUpAgain(veto.matter, by: "\(other)"))
            }
        }
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

    /// What a meeting's step means for the register of people, in the same transaction.
    func consequences(
        of command: MeetingCommand, from before: MeetingState, to next: MeetingState,
        _ at: Timestamp, _ meeting: MeetingID
    ) throws -> [PersonnelEvent] {
        var due: [PersonnelCommand] = []
        switch command {
        case .convene:
            let ids = next.agendaRecommendations
            if !ids.isEmpty {
                due.append(.freeze(RecommendationFreeze(meeting: meeting, recommendations: ids)))
            }
            due += next.reconsideredAppointments.filter { personnel.mayHold($0.id) }.map {
                .holdAppointment(AppointmentHold(appointment: $0.id, meeting: meeting))
            }
        case .close:
            let held = next.reconsideredAppointments.filter {
                personnel.isHeld($0.id, by: meeting)
            }
            due += held.map { id, isDecided in
                isDecided
                    ? .returnAppointment(
                        AppointmentReturn(appointment: id, reconsideredBy: meeting))
                    : .releaseAppointment(AppointmentHold(appointment: id, meeting: meeting))
            }
            due += next.appointments(of: meeting).map(PersonnelCommand.appoint)
        case .veto(let veto) where before.phase == .closed:
            let gone = before.appointments(of: meeting).filter { $0.matter == veto.matter }
            due += gone.map { .returnAppointment(AppointmentReturn(appointment: $0.id)) }
        default: break
        }
        guard !due.isEmpty else { return [] }
        return registerRemark(at) + (try due.flatMap { try decided($0, at) })
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
