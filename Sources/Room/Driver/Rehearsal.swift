// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Foundation
import Intake
import Meeting
import Personnel
import Record
import Wording

/// The example meeting, in a register of its own.
enum Rehearsal {
    static let meeting: MeetingID = "2026-18"

    static func register(at path: String, clock: any SessionClock) throws -> Register {
        let start = Timestamp("2026-11-01T09:00:00+08:00") ?? clock.now()
        let register = try Register.create(
            at: path,
            opening: RegisterOpening(
                organisation: "区教育局（演练）", offsetMinutes: 480, language: "zh"), at: start)
        let session = try Session(register)
        let hash = { (name: String) -> String? in Digest.of(Array(name.utf8)).hex }
        guard let people = Roster.parse(csv: RehearsalFiles.roster).value,
            let recommendations = RecommendationReader.parse(
                RehearsalFiles.recommendations, hashOfFile: hash
            ).value, let draft = PlanReader.parse(RehearsalFiles.plan).value
        else { throw ConductError.noMeeting }
        try session.perform(.importPeople(PeopleImport(people: people)), at: start)
        for r in recommendations {
            try session.perform(.lodge(r), at: Timestamp("2026-11-04T10:00:00+08:00"))
        }
        let resolved = draft.resolve(
            in: session.personnel,
            PlanDraft.Sources(
                prior: { _, _ in nil }, profile: ProfileReader.read, hashOfFile: hash))
        guard let plan = resolved.value else { throw ConductError.noMeeting }
        let planned = try Session(register, meeting: meeting)
        try planned.set(
            plan.plan, with: plan.commands, at: Timestamp("2026-11-20T10:00:00+08:00"))
        return register
    }
}

/// A clock that begins nine minutes before the example meeting.
struct RehearsalClock: SessionClock {
    private let started = RoomService.steady()

    func now() -> Timestamp {
        let start = Timestamp("2026-11-23T14:21:00+08:00")?.milliseconds ?? 0
        return Timestamp(milliseconds: start + steady() - started, offsetMinutes: 480)
    }
    func steady() -> Int64 { RoomService.steady() }
}
