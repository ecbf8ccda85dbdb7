// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Intake
import Meeting
import Personnel
import Record
import Signing

/// One unit's ten years, decided by the rules themselves and written in a few large transactions.
final class UnitMaker {
    private let number: Int
    private let folder: String
    private var personnel = PersonnelState()
    private var facts: [(Fact, Timestamp)] = []
    private var register: Register?
    private var recommendation = 0
    private var finding = 0
    /// What is to be recorded on a later day.
    private var due: [(day: Day, command: PersonnelCommand)] = []
    private let seed: [UInt8]

    init(_ number: Int, _ folder: String) {
        self.number = number
        self.folder = folder
        seed = (0..<32).map { UInt8(truncatingIfNeeded: number &* 31 &+ $0) }
    }

    /// - Returns: entries made.
    func make() throws -> Int {
        let path = "\(folder)/\(number).lwr"
        try? FileManager.default.removeItem(atPath: path)
        let start = time(Day(number: 16_800))
        let opening = RegisterOpening(
            organisation: "第\(number)单位", offsetMinutes: 480, language: "zh")
        let register = try Register.create(at: path, opening: opening, at: start)
        self.register = register
        personnel.evolve(.opened(opening))
        let people =
            Script.roll.map {
                Person(
                    id: $0.id, name: $0.name, rank: $0.rank, chief: $0.chief, inCharge: $0.inCharge)
            }
            + (1...YearsBench.meetingsAUnit * YearsBench.mattersAMeeting).map {
                Person(id: PersonID("c\($0)"), name: "人选\($0)", unit: "第\(number)单位", post: "科员")
            }
        try record(.importPeople(PeopleImport(people: people)), start)
        let key = seed.withUnsafeBytes { Ed25519.publicKey(of: $0) } ?? ""
        try record(
            .enrolKey(SigningKey(person: "p03", publicKey: key, witnesses: ["p04", "p05"])), start)
        for meeting in 0..<YearsBench.meetingsAUnit {
            let day = Day(number: 16_900 + meeting * 91)
            try flush(through: day)
            try hold(meeting, on: day)
            if facts.count > 1500 { try write() }
        }
        let end = Day(number: 16_900 + YearsBench.meetingsAUnit * 91 + 400)
        try flush(through: end)
        try write()
        try seal(register, time(end))
        let entries = register.head.seq
        register.close()
        for ending in ["", ".lock", ".cache"] { unlink(path + ending) }
        return entries
    }

    private func time(_ day: Day) -> Timestamp {
        Timestamp("\(day)T09:00:00+08:00") ?? Bench.now
    }

    private func write() throws {
        try register?.append(facts)
        facts = []
    }

    private func record(_ command: PersonnelCommand, _ at: Timestamp) throws {
        for event in try personnel.decide(command, on: at.day) {
            personnel.evolve(event)
            facts.append((.register(event), at))
        }
    }

    private func flush(through day: Day) throws {
        due.sort { $0.day < $1.day }
        while let next = due.first, next.day <= day {
            due.removeFirst()
            try record(next.command, time(next.day))
        }
    }

    // MARK: A meeting

    private func hold(_ meeting: Int, on day: Day) throws {
        let at = time(day)
        let id = MeetingID("\(day.civil.year)-\(meeting + 1)")
        var matters: [Matter] = []
        for m in 0..<YearsBench.mattersAMeeting {
            let candidate = PersonID("c\(meeting * YearsBench.mattersAMeeting + m + 1)")
            // Three or four signed papers for each, some of them by two people.
            let ids = try (0..<(m % 3 == 1 ? 4 : 3)).map { k in
                try lodge(candidate, joint: k == 0, at)
            }
            matters.append(
                Matter(
                    id: MatterID("m\(m + 1)"), kind: "appointment", title: "任命人选\(candidate)",
                    candidates: [Candidate(id: candidate, name: "", post: "科长")],
                    recommendations: ids.map {
                        RecommendationFact(
                            id: $0, candidate: candidate, recommenders: [], sha256: "")
                    }))
        }
        guard let profile = ProfileReader.read("nanchuan").value else { return }
        var plan = Plan(
            title: "第 \(meeting + 1) 次会议", organisation: "第\(number)单位", place: "会议室",
            scheduled: at, presiding: "p01", secretary: "c1", roll: Script.roll,
            matters: matters, profile: profile)
        plan.profileHash = try Canonical.hash(of: profile)
        plan = try plan.resolved(in: personnel) { _, _ in nil }
        var state = MeetingState()
        try act(.plan(plan), id, &state, at)
        for matter in matters {
            for paper in ["consultation", "proposal", "inspection"] {
                try act(
                    .recordPrerequisite(
                        PrerequisiteRecord(
                            matter: matter.id, prerequisite: paper, by: "p03", on: day,
                            document: Document(
                                title: paper, sha256: String(repeating: "0", count: 64)))),
                    id, &state, at)
            }
        }
        for member in Script.ids { try act(.arrive(Arrival(member: member)), id, &state, at) }
        try record(
            .freeze(
                RecommendationFreeze(
                    meeting: id, recommendations: state.agendaRecommendations)), at)
        try act(.convene, id, &state, at)
        try act(.appointTellers(TellerAppointment(members: ["p04", "p05"])), id, &state, at)
        for matter in matters { try decide(matter.id, id, &state, at) }
        var closed = state
        for event in try state.decide(.close(Closing()), at: at) { closed.evolve(event, at: at) }
        for appointment in closed.appointments(of: id) {
            try record(.appoint(appointment), at)
            live(appointment, day)
        }
        try act(.close(Closing()), id, &state, at)
    }

    private func act(
        _ command: MeetingCommand, _ id: MeetingID, _ state: inout MeetingState, _ at: Timestamp
    ) throws {
        for event in try state.decide(command, at: at) {
            state.evolve(event, at: at)
            facts.append((.meeting(id, event), at))
        }
    }

    private func decide(
        _ matter: MatterID, _ id: MeetingID, _ state: inout MeetingState, _ at: Timestamp
    ) throws {
        try act(.introduce(Introduction(matter: matter, by: "p03")), id, &state, at)
        for member in Script.ids[2...] + [Script.ids[1], Script.ids[0]] {
            try act(
                .stateView(StatedView(matter: matter, member: member, stance: .for, words: "同意。")),
                id, &state, at)
        }
        try act(
            .openBallot(BallotOpening(matters: [matter], mode: .paper)), id, &state, at)
        for teller: PersonID in ["p04", "p05"] {
            try act(
                .enterCount(
                    CountSheet(
                        teller: teller, issued: 9, returned: 9,
                        figures: [
                            MatterFigures(matter: matter, valid: 9, invalid: 0, choices: [7, 1, 1])
                        ])), id, &state, at)
        }
        try act(.declare(Declaration(by: "p01")), id, &state, at)
    }

    private func lodge(_ candidate: PersonID, joint: Bool, _ at: Timestamp) throws
        -> RecommendationID
    {
        recommendation += 1
        let members: [PersonID] = ["p04", "p05", "p06", "p07", "p08", "p09"]
        let first = recommendation % members.count
        let signers = [members[first]] + (joint ? [members[(first + 1) % members.count]] : [])
        let id = RecommendationID("r\(recommendation)")
        try record(
            .lodge(
                Recommendation(
                    id: id, kind: joint ? .joint : .personal,
                    recommenders: signers.map { Recommender(person: $0, relation: .colleague) },
                    candidate: candidate, post: "科长", reasons: "熟悉情况，群众评价好。", signedOn: at.day,
                    paper: Document(title: "推荐书", sha256: String(repeating: "0", count: 64)))), at)
        return id
    }

    // MARK: What became of it

    private func live(_ a: Appointment, _ day: Day) {
        let basis = Document(title: "文件")
        due += [
            (
                day.advanced(by: 1),
                .publishNotice(
                    PublicNotice(
                        appointment: a.id, from: day.advanced(by: 1),
                        through: day.advanced(by: 10)))
            ),
            (
                day.advanced(by: 12),
                .takeOffice(OfficeTaken(appointment: a.id, on: day.advanced(by: 12)))
            ),
            (
                day.advanced(by: 380),
                .endProbation(
                    ProbationEnd(
                        appointment: a.id, on: day.advanced(by: 380), result: .confirmed,
                        basis: basis))
            ),
        ]
        // One in thirty comes to an adverse outcome, and somebody is found to have failed.
        guard let number = Int(a.candidate.rawValue.dropFirst()), number % 30 == 7,
            let signer = personnel.recommendations[a.recommendations[0]]?.recommendation
                .recommenders.first?.person
        else { return }
        finding += 1
        let later = day.advanced(by: 390)
        due += [
            (
                later,
                .recordOutcome(
                    Outcome(
                        appointment: a.id, kind: .discipline, on: later, basis: basis, body: "纪委"))
            ),
            (
                later.advanced(by: 1),
                .find(
                    Finding(
                        id: FindingID("f\(finding)"), appointment: a.id, person: signer,
                        kind: .failureOfScrutiny, grade: .reminder, reasons: "未核实", basis: basis,
                        body: "纪委", on: later.advanced(by: 1)))
            ),
        ]
    }

    /// The bundle, signed by the key enrolled at the beginning.
    private func seal(_ register: Register, _ at: Timestamp) throws {
        let place = "\(folder)/\(number).lwb"
        _ = FileManager.default.createFile(atPath: place, contents: nil)
        guard let file = FileHandle(forWritingAtPath: place) else { return }
        defer { try? file.close() }
        let (seed, key) = (seed, personnel.activeKey(of: "p03")?.publicKey ?? "")
        try register.bundle(
            at: at, to: { try file.write(contentsOf: $0) },
            sign: { seal in
                let signature = seed.withUnsafeBytes {
                    Ed25519.sign(RecordBundle.Seal.text(seal), with: $0)
                }
                return Signature(person: "p03", publicKey: key, signature: signature ?? "")
            })
    }
}
