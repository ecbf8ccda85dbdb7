// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Foundation
import Meeting
import Personnel
import Record

/// Registers in a folder of their own, gone when the value is.
public final class TemporaryFolder {
    public let path: String

    public init() throws {
        let url = FileManager.default.temporaryDirectory.appending(
            path: "lastword-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    public func file(_ name: String) -> String { path + "/" + name }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

public enum Registers {
    public static let opening = RegisterOpening(
        organisation: "Test", offsetMinutes: 480, language: "en")

    public static func empty(_ path: String) throws -> Register {
        try Register.create(at: path, opening: opening, at: Maker.now)
    }

    /// A register with people and a signed recommendation.
    public static func withPeople(_ path: String) throws -> Register {
        let register = try empty(path)
        try addPeople(register)
        return register
    }

    /// A register with people, a signed recommendation and a whole meeting that appoints somebody.
    public static func withMeeting(_ path: String, id: MeetingID = "2026-18") throws -> Register {
        let register = try withPeople(path)
        try holdMeeting(register, id)
        return register
    }

    private static func addPeople(_ register: Register) throws {
        let people = Maker.roll(5).map {
            Person(id: $0.id, name: $0.name, rank: $0.rank, chief: $0.chief, inCharge: $0.inCharge)
        }
        let session = try Session(register)
        let candidate = Person(id: "x", name: "候选人甲 · é")
        try session.perform(
            .importPeople(
                PeopleImport(people: people + [candidate, Person(id: "s", name: "Secretary")])),
            at: Maker.now)
        try session.perform(
            .lodge(
                Recommendation(
                    id: "r1", kind: .personal,
                    recommenders: [Recommender(person: "b", relation: .colleague)], candidate: "x",
                    post: "post", reasons: "good", signedOn: Maker.day,
                    paper: Document(title: "paper", sha256: Maker.hash))), at: Maker.now)
    }

    public static func plan() -> Plan {
        var post = Maker.matter("m1", "post", ["x"])
        post.recommendations = [
            RecommendationFact(id: "r1", candidate: "x", recommenders: [], sha256: "")
        ]
        return Maker.plan(members: 5, matters: [post, Maker.matter("m2")], presiding: "a")
    }

    /// The commands of a whole meeting, in order.
    public static var commands: [MeetingCommand] {
        var all: [MeetingCommand] = [.plan(plan())]
        all.append(
            .recordPrerequisite(
                PrerequisiteRecord(
                    matter: "m1", prerequisite: "consultation", by: "a", on: Maker.day,
                    document: Document(title: "意见", sha256: Maker.hash))))
        for id: PersonID in ["a", "b", "c", "d", "e"] { all.append(.arrive(Arrival(member: id))) }
        all += [.convene, .appointTellers(TellerAppointment(members: ["a", "b"]))]
        for m: MatterID in ["m1", "m2"] {
            all.append(.introduce(Introduction(matter: m, by: "a")))
            for id: PersonID in ["a", "b", "c", "d", "e"] {
                all.append(
                    .stateView(StatedView(matter: m, member: id, stance: .for, words: "意见 \(id)")))
            }
            all.append(.openBallot(BallotOpening(matters: [m], mode: .paper)))
            for teller: PersonID in ["a", "b"] {
                all.append(
                    .enterCount(
                        CountSheet(
                            teller: teller, issued: 5, returned: 5,
                            figures: [
                                MatterFigures(matter: m, valid: 5, invalid: 0, choices: [4, 1, 0])
                            ])))
            }
            all.append(.declare(Declaration(by: "a")))
        }
        all.append(.close(Closing()))
        return all
    }

    public static func holdMeeting(_ register: Register, _ id: MeetingID) throws {
        let session = try Session(register, meeting: id)
        for command in commands { try session.perform(command, at: Maker.now) }
    }
}
