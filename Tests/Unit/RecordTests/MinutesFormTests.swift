// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Export
import Foundation
import Meeting
import Personnel
import Record
import Replay
import Support
import Testing
import Wording

@Suite("the form of minutes: what it says, and what was sealed in an older one")
struct MinutesFormTests {
    /// The chief is away, papers came late, somebody is recused.
    private func held(
        _ folder: TemporaryFolder, everybody: Bool = false, papers: Day = Maker.day,
        recused: PersonID = "d", of matter: MatterID = "m2", opinion: PersonID? = nil,
        _ change: (inout Plan) -> Void = { _ in }
    ) throws -> Register {
        let register = try Registers.withPeople(folder.file("a.lwr"))
        let session = try Session(register, meeting: "m")
        var plan = Maker.plan(
            members: 5, matters: [Maker.matter("m1"), Maker.matter("m2")],
            profile: Maker.profile { $0.noticeWorkingDays = 3 }, presiding: "a")
        change(&plan)
        let here: [PersonID] = ["a", "b", "c", "d"] + (everybody ? ["e"] : [])
        let told = everybody ? here : Array(here.dropLast())
        var all: [MeetingCommand] = [.plan(plan)]
        all += told.map { .deliver(Delivery(member: $0, what: .papers, on: papers)) }
        all += here.map { .arrive(Arrival(member: $0)) }
        all += [
            .convene,
            .recuse(Recusal(matter: matter, member: recused, ground: .other, reason: "r")),
            .introduce(Introduction(matter: "m1", by: "a")),
        ]
        all += here.filter { matter == "m2" || $0 != recused }.map {
            .stateView(StatedView(matter: "m1", member: $0, stance: .for, words: "w"))
        }
        if let opinion {
            all.append(.readOpinion(WrittenOpinion(matter: "m1", member: opinion, words: "w")))
        }
        all.append(.close(Closing(unfinished: ["m1", "m2"])))
        for command in all { try session.perform(command, at: Maker.now) }
        return register
    }

    private func text(_ register: Register, form: Int, _ language: Language = .en) throws -> String
    {
        try Minutes(register, "m", language: language, form: form).text()
    }

    @Test("late papers, recused members who count, and the missing chief are in it")
    func says() throws {
        let folder = try TemporaryFolder()
        let register = try held(folder)
        let zh = try text(register, form: 2, .zh)
        let en = try text(register, form: 2)
        #expect(zh.contains("材料送达：") && zh.contains("只提前 0 个工作日送达（须 3 个）；"), "\(zh)")
        #expect(zh.contains("没有送达记录"))
        #expect(
            en.contains(
                "Notice: papers reached Member 0, Member 1, Member 2 0 working days ahead (3 due); "
                    + "no delivery of papers to Member 3, Member 4 on record"), "\(en)")
        #expect(en.contains("Recused: Member 3 (all still counted as entitled)"), "\(en)")
        #expect(en.contains("Last speaker: no chief takes part (absent or recused)"), "\(en)")
        // Only of the matter that was discussed.
        #expect(en.components(separatedBy: "Last speaker: ").count == 2, "\(en)")
        let old = try text(register, form: 1)
        #expect(!old.contains("Notice:") && !old.contains("Last speaker") && !old.contains("still"))
    }

    @Test(
        "what was sealed in form 1 verifies; in another form's words, or a form that isn't known, it doesn't"
    )
    func sealed() throws {
        for (said, made, isSound) in [
            (nil, 1, true), (1, 1, true), (2, 2, true), (2, 1, false), (1, 2, false), (3, 2, false),
            (3, 3, true), (2, 3, false), (4, 3, false),
        ] {
            let folder = try TemporaryFolder()
            let register = try held(folder)
            let session = try Session(register)
            let seal = MinutesSeal(
                meeting: "m", language: "en", minutes: try text(register, form: made),
                approvedBy: "a", approvedOn: Maker.day, signatures: [],
                paper: Document(title: "scan", sha256: Maker.hash), form: said)
            try session.perform(.sealMinutes(seal), at: Maker.now)
            let report = try SealedMinutes.verify(register)
            #expect(report.isSound == isSound, "\(said ?? 0) \(made): \(report.faults)")
            #expect(report.figures.seals == 1)
        }
    }

    @Test("what was sealed in form 1 is read and handed out in form 1; a draft in the newest")
    func read() throws {
        let folder = try TemporaryFolder()
        let register = try held(folder)
        let draft = try SealedMinutes.read(register, "m", language: .en)
        #expect(draft.standing == .draft)
        #expect(try draft.minutes.text() == text(register, form: 3))
        let old = try text(register, form: 1)
        try Session(register).perform(
            .sealMinutes(
                MinutesSeal(
                    meeting: "m", language: "en", minutes: old, approvedBy: "a",
                    approvedOn: Maker.day, signatures: [],
                    paper: Document(title: "scan", sha256: Maker.hash))), at: Maker.now)
        let sealed = try SealedMinutes.read(register, "m", language: .en)
        guard case .sealed = sealed.standing else {
            Issue.record("\(sealed.standing)")
            return
        }
        #expect(sealed.minutes.text() == old)
        let translated = try SealedMinutes.read(register, "m", language: .zh)
        #expect(try translated.minutes.text() == text(register, form: 1, .zh))
    }

    @Test("papers in time, a chief in the room: nothing is said")
    func silent() throws {
        let folder = try TemporaryFolder()
        let register = try held(folder, everybody: true) { plan in
            plan.profile = Maker.profile {
                $0.noticeWorkingDays = 1
                $0.recusedCountAsEntitled = false
            }
            // Planned for next week, held today: reckoned from the day it was held.
            plan.scheduled = Timestamp("2026-11-30T14:30:00+08:00") ?? Maker.now
        }
        let en = try text(register, form: 2)
        #expect(en.contains("Notice: papers reached"), "\(en)")
        #expect(!en.contains("Last speaker:"), "\(en)")
        #expect(en.contains("Recused: Member 3 (none counted as entitled)"), "\(en)")
        let other = try TemporaryFolder()
        let early = try held(other, everybody: true, papers: #require(Day("2026-11-16")))
        #expect(try !text(early, form: 2).contains("Notice:"))
    }

    @Test("a recused chief binds nobody; an absent one whose opinion is read last was heard")
    func chiefs() throws {
        let folders = try [TemporaryFolder(), TemporaryFolder()]
        let recused = try held(folders[0], everybody: true, recused: "e", of: "m1")
        #expect(try text(recused, form: 2).contains("Last speaker: no chief takes part"))
        let heard = try held(folders[1], opinion: "e")
        #expect(try !text(heard, form: 2).contains("Last speaker:"))
    }

    @Test("a second veto goes up, and the minutes say it")
    func veto() throws {
        let document = Document(title: "d", sha256: Maker.hash)
        for (up, form, isSaid) in [(true, 2, true), (true, 1, false), (nil, 2, false)] {
            let veto = Veto(matter: "m1", by: "e", reasons: "r", document: document, goesUp: up)
            let plan = Maker.plan(members: 5)
            let steps: [MeetingEvent] = [.planned(plan), .vetoed(veto)]
            let entries = steps.enumerated().map {
                Entry(seq: $0, number: $0, at: Maker.now, fact: .meeting("m", $1))
            }
            let text = Minutes(
                Timeline("m", entries), PersonnelState(), closing: nil, language: .en, form: form
            ).text()
            #expect(text.contains("vetoed") && text.contains("goes up") == isSaid, "\(text)")
        }
    }
}
