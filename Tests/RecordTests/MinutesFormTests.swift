import Conduct
import Export
import Foundation
import Meeting
import Personnel
import Record
import Support
import Testing
import Wording

@Suite("the form of minutes: what it says, and what was sealed in an older one")
struct MinutesFormTests {
    /// The chief is away, papers came late, somebody is recused.
    private func held(_ folder: TemporaryFolder, _ change: (inout Plan) -> Void = { _ in }) throws
        -> Register
    {
        let register = try Registers.empty(folder.file("a.lwr"))
        try Registers.addPeople(register)
        let session = try Session(register, meeting: "m")
        var plan = Maker.plan(
            members: 5, matters: [Maker.matter("m1"), Maker.matter("m2")],
            profile: Maker.profile { $0.noticeWorkingDays = 3 }, presiding: "a")
        change(&plan)
        let here: [PersonID] = ["a", "b", "c", "d"]
        var all: [MeetingCommand] = [.plan(plan)]
        all += here.dropLast().map { .deliver(Delivery(member: $0, what: .papers, on: Maker.day)) }
        all += here.map { .arrive(MemberAct(member: $0)) }
        all += [
            .convene,
            .recuse(Recusal(matter: "m2", member: "d", ground: .other, reason: "r")),
            .introduce(Introduction(matter: "m1", by: "a")),
        ]
        all += here.map {
            .stateView(StatedView(matter: "m1", member: $0, stance: .for, words: "w"))
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
        #expect(en.contains("Recused: Member 3 (still counted as entitled)"), "\(en)")
        #expect(en.contains("Last speaker: no chief is present"), "\(en)")
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

    @Test("where nothing fell short, nothing is said")
    func silent() throws {
        let folder = try TemporaryFolder()
        let register = try held(folder) { plan in
            plan.profile = Maker.profile { $0.recusedCountAsEntitled = false }
        }
        let en = try text(register, form: 2)
        #expect(!en.contains("Notice:"), "\(en)")
        #expect(en.contains("(not counted as entitled)"), "\(en)")
    }

    @Test("a second veto goes up")
    func veto() {
        let document = Document(title: "d", sha256: Maker.hash)
        let first = Veto(matter: "m1", by: "e", reasons: "r", document: document)
        let second = Veto(matter: "m1", by: "e", reasons: "r", document: document, goesUp: true)
        #expect(first.standing == nil)
        #expect(second.standing?.en == "second veto: the matter goes up")
    }
}
