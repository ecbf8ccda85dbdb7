import Ballot
import BallotBox
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
        // A clock set back makes no bar or period end sooner.
        let today = max(at, registerAt ?? at).day
        do { return try (people ?? personnel).decide(command, on: today) } catch {
            throw ConductError.refusedByRegister(error)
        }
    }

    /// What a plan or an attachment says of the register is the register's to say.
    func grounded(_ command: MeetingCommand) throws -> MeetingCommand {
        do {
            switch command {
            case .plan(var plan):
                plan = try plan.grounded(in: personnel) { [register] meeting, matter in
                    try? Session.fold(register, meeting).decision(on: matter)
                }
                plan.profileHash = try Canonical.hash(of: plan.profile)
                return .plan(plan)
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

    /// These come with a meeting, never by themselves.
    func requireOutside(_ command: PersonnelCommand) throws {
        switch command {
        case .freeze, .appoint, .returnAppointment, .open: throw ConductError.noMeeting
        default: break
        }
    }

    /// What a meeting's step means for the register of people, in the same transaction.
    func consequences(
        of command: MeetingCommand, from before: MeetingState, to next: MeetingState,
        _ at: Timestamp, _ meeting: MeetingID
    ) throws -> [PersonnelEvent] {
        switch command {
        case .convene:
            let ids = next.agendaRecommendations
            guard !ids.isEmpty else { return [] }
            return try decided(
                .freeze(RecommendationFreeze(meeting: meeting, recommendations: ids)), at)
        case .close:
            return try next.appointments(of: meeting).flatMap { try decided(.appoint($0), at) }
        case .veto(let veto) where before.phase == .closed:
            let gone = before.appointments(of: meeting).filter { $0.matter == veto.matter }
            return try gone.flatMap {
                try decided(.returnAppointment(AppointmentReturn(appointment: $0.id)), at)
            }
        default: return []
        }
    }

    /// S3: a recommendation taken back leaves the agendas that haven't frozen.
    func detachments(of id: RecommendationID) throws -> [Fact] {
        var facts: [Fact] = []
        for meeting in try register.meetings() {
            let state = try Session.fold(register, meeting)
            guard state.phase == .planned, let charter = state.charter else { continue }
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
