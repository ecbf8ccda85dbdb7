// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import Basics
import Foundation
import Intake
import Meeting
import Personnel
import Record
import Replay

/// A thousand meetings of sixty events, each with a ballot of nine in the box: replayed and proven as a whole,
/// beside the independent program on the same ballots.
enum MeetingsBench {
    private static let tool = "/usr/bin/belenios-tool"

    static func run(_ folder: URL, meetings: Int) throws {
        let path = folder.appending(path: "meetings.lwr").path
        let (register, archives) = try held(path, meetings)
        defer { register.close() }
        let entries = register.head.seq
        let verifier = ReplayVerifier(register)
        var steps = 0
        var before = cpuSeconds
        let ours = try Bench.timed {
            while verifier.fault == nil, verifier.through < entries {
                try verifier.advance(through: entries, most: 2_048)
            }
            verifier.finish()
            for meeting in try register.meetings() {
                let timeline = try Timeline(register, meeting)
                steps += timeline.steps.count
                precondition(timeline.end != nil)
            }
        }
        precondition(verifier.fault == nil && verifier.ballots == 9 * meetings, "\(verifier)")
        Bench.row(
            "replayed and proven: \(meetings) meetings, \(steps) events, \(verifier.ballots) ballots",
            ours, "s", target: "")
        print("  cores at work: \(((cpuSeconds - before) / ours * 100).rounded() / 100) of 2")
        guard FileManager.default.isExecutableFile(atPath: tool) else {
            return print("  belenios-tool isn't installed: no comparison")
        }
        // An archive a folder, as the program wants them.
        let folders = try archives.map { made in
            let place = folder.appending(path: made.uuid)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            try made.bytes.write(to: place.appending(path: "\(made.uuid).bel"))
            return place
        }
        before = cpuSeconds
        let theirs = Bench.time {
            let all = concurrentMap(folders) { place in
                let process = Process()
                process.executableURL = URL(fileURLWithPath: tool)
                process.arguments = ["election", "verify", "--dir", place.path]
                process.standardError = FileHandle.nullDevice
                process.standardOutput = FileHandle.nullDevice
                guard (try? process.run()) != nil else { return false }
                process.waitUntilExit()
                return process.terminationStatus == 0
            }
            precondition(all.allSatisfy(\.self))
        }
        Bench.row(
            "belenios-tool on the same ballots, two at a time, nothing else proven", theirs, "s",
            target: "")
        Bench.row("ratio", theirs / ours, "", target: "1")
    }

    private static var cpuSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ t: timeval) -> Double { Double(t.tv_sec) + Double(t.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    private struct Made: Sendable {
        var uuid: String
        var bytes: Data
        var result: [Int]
    }

    // MARK: Making them

    private static func held(_ path: String, _ meetings: Int) throws -> (Register, [Made]) {
        let register = try Register.create(
            at: path,
            opening: RegisterOpening(organisation: "b", offsetMinutes: 480, language: "en"),
            at: Bench.now)
        try register.append([.register(Script.people)], at: Bench.now)
        var opened = MeetingState()
        var first: [MeetingEvent] = []
        for command in try commands() { first += try give(command, &opened) }
        let archives = concurrentMap((1...meetings).map { MeetingID("m\($0)") }) { [opened] in
            archive(opened, $0)
        }
        for (i, made) in archives.enumerated() {
            let id = MeetingID("m\(i + 1)")
            var state = opened
            let figures = [
                MatterFigures(matter: "m1", valid: 9, invalid: 0, choices: made.result)
            ]
            let closing = BoxClosing(
                teller: "p04", archive: Digest.of([UInt8](made.bytes)).hex, issued: 9, returned: 9,
                figures: figures)
            let events = first + (try give(.closeBox(closing), &state))
            try register.append(
                events.map { .meeting(id, $0) }, at: Bench.now, box: .finish(archive: made.bytes))
            var rest: [MeetingEvent] = []
            for teller: PersonID in ["p04", "p05"] {
                rest += try give(.enterCount(closing.sheet(of: teller)), &state)
            }
            for command in afterwards { rest += try give(command, &state) }
            try register.append(rest.map { .meeting(id, $0) }, at: Bench.now)
        }
        return (register, archives)
    }

    private static func give(_ command: MeetingCommand, _ state: inout MeetingState) throws
        -> [MeetingEvent]
    {
        let events = try state.decide(command, at: Bench.now)
        for event in events { state.evolve(event, at: Bench.now) }
        return events
    }

    /// Up to the open box.
    private static func commands() throws -> [MeetingCommand] {
        var plan = try Script.plan()
        plan.matters = Array(plan.matters.prefix(2))
        var all: [MeetingCommand] = [.plan(plan)]
        for m in plan.matters {
            all.append(
                .recordPrerequisite(
                    PrerequisiteRecord(
                        matter: m.id, prerequisite: "countersignature", by: "p03",
                        on: Bench.now.day,
                        document: Document(title: "会签单", sha256: String(repeating: "0", count: 64)))
                ))
        }
        for what: Delivery.What in [.papers, .personnelPapers] {
            all += Script.ids.map {
                .deliver(Delivery(member: $0, what: what, on: Bench.now.day.advanced(by: -9)))
            }
        }
        all += Script.ids.map { .arrive(Arrival(member: $0)) }
        all += [.convene, .appointTellers(TellerAppointment(members: ["p04", "p05"]))]
        return all + discussion("m1") + [.openBallot(BallotOpening(matters: ["m1"], mode: .box))]
    }

    private static func discussion(_ m: MatterID) -> [MeetingCommand] {
        [.introduce(Introduction(matter: m, by: "p03"))]
            + (Script.ids[2...] + [Script.ids[1], Script.ids[0]]).map {
                .stateView(StatedView(matter: m, member: $0, stance: .for, words: "同意。"))
            }
    }

    private static var afterwards: [MeetingCommand] {
        let declare = MeetingCommand.declare(Declaration(by: "p01"))
        let sheets = ["p04", "p05"].map {
            MeetingCommand.enterCount(
                CountSheet(
                    teller: $0, issued: 9, returned: 9,
                    figures: [
                        MatterFigures(matter: "m2", valid: 9, invalid: 0, choices: [7, 1, 1])
                    ]))
        }
        return [declare] + discussion("m2")
            + [.openBallot(BallotOpening(matters: ["m2"], mode: .paper))] + sheets
            + [declare, .close(Closing())]
    }

    /// Nine votes on the paper that this state has open, for a meeting of another name.
    private static func archive(_ state: MeetingState, _ id: MeetingID) -> Made {
        let random = BallotRandom.system
        let secrets = [TrusteeSecret(), TrusteeSecret()]
        let election = Election(
            name: state.charter?.plan.title ?? "",
            description: state.paperDescription(of: id, 0, register: nil),
            uuid: Election.newUUID(),
            questions: [state.question(of: 0)], trustees: secrets.map(\.key))
        let maker = BallotMaker(election, fingerprint: election.fingerprint)
        let credentials = (0..<9).map { _ in Credential() }
        let ballots = credentials.map { credential in
            [UInt8(random.below(3))].withUnsafeBytes { maker.ballot($0, with: credential) }
        }
        guard
            let counted = try? FinishedElection(
                election: election, trustees: secrets.map(\.key),
                credentials: credentials.map(\.publicKey), ballots: ballots
            ).count(by: secrets, at: Int(Bench.now.milliseconds / 1000))
        else { preconditionFailure() }
        return Made(uuid: election.uuid, bytes: counted.bytes, result: counted.result[0])
    }
}
