// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Intake
import Meeting
import Personnel
import Record

/// A meeting of nine with three matters, about a hundred events: the stuff of the benchmarks.
enum Script {
    static let ids: [PersonID] = (1...9).map { PersonID("p0\($0)") }

    static var people: PersonnelEvent {
        .peopleImported(
            PeopleImport(
                people: roll.map {
                    Person(
                        id: $0.id, name: $0.name, rank: $0.rank, chief: $0.chief,
                        inCharge: $0.inCharge)
                }))
    }

    static let roll: [Member] = ids.enumerated().map { i, id in
        Member(
            id: id, name: "成员\(i + 1)", rank: i + 1,
            chief: i == 0 ? .party : i == 1 ? .administrative : nil,
            inCharge: i == 2 ? Power.allCases : [])
    }

    static let chiefTries = MeetingCommand.stateView(
        StatedView(matter: "m1", member: "p01", stance: .for, words: "我看可以"))

    private static let matters: [MatterID] = ["m1", "m2", "m3"]

    static func plan() throws -> Plan {
        guard let profile = ProfileReader.read("nanchuan").value else { preconditionFailure() }
        var plan = Plan(
            title: "Bench", organisation: "b", place: "here", scheduled: Bench.now,
            presiding: "p01", secretary: "p03", roll: roll,
            matters: matters.map { Matter(id: $0, kind: "spending", title: "Spending \($0)") },
            profile: profile)
        plan.profileHash = try Canonical.hash(of: profile)
        return plan
    }

    static func commands() throws -> [MeetingCommand] {
        var all: [MeetingCommand] = [.plan(try plan())]
        for m in matters {
            all.append(
                .recordPrerequisite(
                    PrerequisiteRecord(
                        matter: m, prerequisite: "countersignature", by: "p03", on: Bench.now.day,
                        document: Document(title: "会签单", sha256: String(repeating: "0", count: 64)))
                ))
        }
        all += ids.map { .arrive(Arrival(member: $0)) }
        all += [.convene, .appointTellers(TellerAppointment(members: ["p04", "p05"]))]
        for m in matters {
            all.append(.introduce(Introduction(matter: m, by: "p03")))
            for id in ids[2...] + [ids[1], ids[0]] {
                all.append(
                    .stateView(
                        StatedView(matter: m, member: id, stance: .for, words: "熟悉情况，群众评价好。")))
            }
            all.append(.openBallot(BallotOpening(matters: [m], mode: .paper)))
            for teller: PersonID in ["p04", "p05"] {
                all.append(
                    .enterCount(
                        CountSheet(
                            teller: teller, issued: 9, returned: 9,
                            figures: [
                                MatterFigures(matter: m, valid: 9, invalid: 0, choices: [7, 1, 1])
                            ])))
            }
            all.append(.declare(Declaration(by: "p01")))
        }
        all.append(.close(Closing()))
        return all
    }

    /// The events of one such meeting.
    static func facts(_ id: MeetingID) throws -> [Fact] {
        if cached.isEmpty {
            var state = MeetingState()
            for command in try commands() {
                for event in try state.decide(command, at: Bench.now) {
                    state.evolve(event, at: Bench.now)
                    cached.append(event)
                }
            }
        }
        return cached.map { .meeting(id, $0) }
    }

    nonisolated(unsafe) private static var cached: [MeetingEvent] = []
}
