// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Support
import Testing

@Suite("M2: papers that have to conclude something")
struct GateTests {
    /// A contest of `x` and `y`: a report by two people on each, the answer of the body above for who skips a grade, an audit
    /// that is advised.
    private func plan(_ facts: [String] = ["exceptional"]) -> Plan {
        var profile = Maker.profile()
        profile.facts = [
            .init(id: "exceptional", title: .init(zh: "破格", en: "exceptional")),
            .init(id: "finance", title: .init(zh: "分管财务", en: "holds finance")),
        ]
        let conclusions: [MatterKind.Conclusion] = [
            .init(id: "clear", title: .init(zh: "无反映", en: "clear"), effect: .passes),
            .init(
                id: "settled", title: .init(zh: "已查清", en: "settled"), effect: .needsReason),
            .init(id: "objection", title: .init(zh: "不同意", en: "objection"), effect: .stops),
        ]
        profile.kinds[1].isAboutPeople = true
        profile.kinds[1].prerequisites = [
            .init(
                id: "report", title: .init(zh: "考察材料", en: "report"), byDeputyInCharge: false,
                needsDocument: false, isForEachCandidate: true, conclusions: conclusions,
                figures: [.init(id: "asked", title: .init(zh: "谈话人数", en: "asked"))],
                leastNamed: 2, capacity: .vettingTeam),
            .init(
                id: "above", title: .init(zh: "上级批复", en: "answer from above"),
                byDeputyInCharge: false, needsDocument: false, isForEachCandidate: true,
                facts: ["exceptional"], conclusions: conclusions),
            .init(
                id: "audit", title: .init(zh: "审计", en: "audit"), byDeputyInCharge: false,
                needsDocument: false, isForEachCandidate: true, facts: ["finance"],
                conclusions: conclusions, isAdvice: true),
        ]
        var matter = Maker.matter("m1", "contest", ["x", "y"])
        matter.candidates[0].facts = facts
        matter.candidates[1].facts = ["finance"]
        return Maker.plan(members: 5, matters: [matter], profile: profile, presiding: "a")
    }

    private func paper(
        _ id: String, of candidate: PersonID?, _ conclusion: String? = "clear",
        reason: String? = nil, with: [PersonID]? = nil, figures: [String: Int]? = nil
    ) -> MeetingCommand {
        .recordPrerequisite(
            PrerequisiteRecord(
                matter: "m1", prerequisite: id, by: "a", on: Maker.day, candidate: candidate,
                conclusion: conclusion, reason: reason, with: with, figures: figures))
    }

    private func report(
        of candidate: PersonID, _ conclusion: String? = "clear", reason: String? = nil
    )
        -> MeetingCommand
    {
        paper(
            "report", of: candidate, conclusion, reason: reason, with: ["b"], figures: ["asked": 20]
        )
    }

    /// So many days after the meeting's first.
    private func days(_ count: Int64) -> Timestamp {
        Timestamp(
            milliseconds: Maker.now.milliseconds + count * 86_400_000,
            offsetMinutes: Maker.now.offsetMinutes)
    }

    private let introduce = MeetingCommand.introduce(Introduction(matter: "m1", by: "a"))

    @Test("each candidate has papers of their own, as far as they are asked for")
    func each() throws {
        var room = try Room(plan())
        try room.open()
        func name(_ id: String, _ who: PersonID) -> PrerequisiteName {
            PrerequisiteName(id, of: who)
        }
        #expect(
            room.refusal(introduce)
                == .prerequisitesMissing([
                    name("report", "x"), name("above", "x"), name("report", "y"),
                ]))
        try room.do(report(of: "x"))
        #expect(room.refusal(report(of: "x")) == .prerequisiteOnRecord(name("report", "x")))
        try room.do(report(of: "y"))
        #expect(room.refusal(paper("above", of: "y")) == .prerequisiteNotDue(name("above", "y")))
        #expect(room.refusal(paper("above", of: nil)) == .prerequisiteOfWhom("above"))
        #expect(room.refusal(paper("above", of: "z")) == .prerequisiteOfWhom("above"))
        #expect(room.refusal(introduce) == .prerequisitesMissing([name("above", "x")]))
        try room.do(paper("above", of: "x"))
        #expect(
            room.state.advice.contains { advice in
                guard case .advisedPapers("m1", let gates) = advice else { return false }
                return gates.map(\.name) == [name("audit", "y")]
            })
        try room.do(introduce)
    }

    @Test("a paper says what the profile asks of it")
    func content() throws {
        var room = try Room(plan())
        try room.open()
        let known = ["clear", "settled", "objection"]
        #expect(room.refusal(report(of: "x", nil)) == .conclusionMissing("report", known: known))
        #expect(room.refusal(report(of: "x", "good")) == .conclusionMissing("report", known: known))
        #expect(room.refusal(report(of: "x", "settled")) == .missingText(.reason))
        #expect(room.refusal(report(of: "x", reason: " ")) == .missingText(.reason))
        let figures = ["asked": 20]
        #expect(
            room.refusal(paper("report", of: "x", figures: figures))
                == .tooFewNamed("report", have: 1, needed: 2))
        #expect(
            room.refusal(paper("report", of: "x", with: ["a", "a"], figures: figures))
                == .tooFewNamed("report", have: 1, needed: 2))
        for wrong in [nil, ["asked": -1], ["asked": 1_000_000], ["asked": 1, "more": 1], [:]] {
            #expect(
                room.refusal(paper("report", of: "x", with: ["b"], figures: wrong))
                    == .figuresMissing("report", ["asked"]))
        }
        #expect(
            room.refusal(paper("above", of: "x", figures: ["asked": 1]))
                == .figuresMissing("above", []))
        try room.do(report(of: "x", "settled", reason: "查清了"))
        #expect(room.state.gates(of: 0).first?.standing == .passedWithReason)
    }

    @Test("a conclusion that stops keeps its person out, until the entry is corrected")
    func stops() throws {
        var room = try Room(plan([]))
        try room.open()
        try room.do(report(of: "x"))
        try room.do(report(of: "y", "objection"))
        guard case .prerequisiteStops(let gate) = room.refusal(introduce) else {
            Issue.record("introduced although a paper stops it")
            return
        }
        #expect(gate.name == PrerequisiteName("report", of: "y"))
        #expect(gate.conclusion?.id == "objection")
        func strike(_ candidate: PersonID?) -> MeetingCommand {
            .correct(
                Correction(
                    target: .prerequisite, matter: "m1", prerequisite: "report",
                    candidate: candidate, reason: "误记"))
        }
        #expect(room.refusal(strike(nil)) == .nothingToCorrect)
        try room.do(strike("y"))
        #expect(room.matter("m1")?.prerequisites.map(\.candidate) == ["x"])
        // An advised paper that stops keeps nobody out.
        try room.do(paper("audit", of: "y", "objection"))
        try room.do(report(of: "y"))
        try room.do(introduce)
    }

    @Test("a paper may be relied on for so many months, to the day of the introduction")
    func outOfDate() throws {
        var old = plan([])
        old.profile.kinds[1].prerequisites[0].validMonths = 12
        old.matters[0].candidates[1].facts = []
        var room = try Room(old)
        try room.open()
        for candidate: PersonID in ["x", "y"] {
            try room.do(
                .recordPrerequisite(
                    PrerequisiteRecord(
                        matter: "m1", prerequisite: "report", by: "a",
                        on: Maker.day.advanced(byMonths: candidate == "x" ? -12 : -11),
                        candidate: candidate, conclusion: "clear", with: ["b"],
                        figures: ["asked": 20])))
        }
        var later = room
        later.time = days(1)
        guard case .prerequisiteOutOfDate(let gate) = later.refusal(introduce) else {
            Issue.record("introduced on a paper that is out of date")
            return
        }
        #expect(gate.name == PrerequisiteName("report", of: "x") && gate.lastDay == Maker.day)
        // On its last day it is good, and what was introduced on it stays introduced.
        try room.do(introduce)
        room.time = days(40)
        try room.view("b", .against)
        #expect(room.state.gates(of: 0).map(\.standing) == [.passed, .passed])
    }

    @Test("what follows from silence is concluded once the time is up")
    func tooEarly() throws {
        var plan = plan()
        plan.profile.kinds[1].prerequisites[1].conclusions?[1].afterMonths = 1
        var room = try Room(plan)
        try room.open()
        func silence(on day: Day) -> MeetingCommand {
            .recordPrerequisite(
                PrerequisiteRecord(
                    matter: "m1", prerequisite: "above", by: "a", on: day, candidate: "x",
                    conclusion: "settled", reason: "逾期未答复"))
        }
        let asked = Maker.day.advanced(byMonths: -1)
        guard
            case .conclusionTooEarly("above", let said, from: let first) = room.refusal(
                silence(on: asked.advanced(by: 1)))
        else {
            Issue.record("silence was taken for consent too early")
            return
        }
        #expect(said.id == "settled" && first == Maker.day.advanced(by: 1))
        try room.do(silence(on: asked))
    }

    @Test("what is offered is accepted")
    func offers() throws {
        var room = try Room(plan())
        try room.open()
        for _ in 0..<5 {
            let offers = room.state.offers(at: room.time).filter {
                $0.kind == .recordPrerequisite && $0.isPossible
            }
            guard let offer = offers.first else { break }
            try room.do(offer.command)
        }
        #expect(room.matter("m1")?.prerequisites.count == 4)
        try room.do(introduce)
    }

    @Test("a profile asks for what there can be")
    func profiles() throws {
        func refused(_ change: (inout MatterKind.Prerequisite) -> Void) -> MeetingRefusal? {
            var plan = plan()
            change(&plan.profile.kinds[1].prerequisites[1])
            do {
                _ = try MeetingState().decide(.plan(plan), at: Maker.now)
                return nil
            } catch { return error }
        }
        let unsound = MeetingRefusal.unsoundProfile("contest.prerequisites")
        #expect(refused { _ in } == nil)
        #expect(refused { $0.facts = ["else"] } == unsound)
        #expect(refused { $0.isForEachCandidate = nil } == unsound)
        #expect(refused { $0.conclusions = [] } == unsound)
        #expect(refused { $0.conclusions?.removeFirst(2) } == unsound)
        #expect(refused { $0.conclusions?[1].id = "clear" } == unsound)
        #expect(refused { $0.leastNamed = 0 } == unsound)
        #expect(refused { $0.validMonths = 0 } == unsound)
        #expect(refused { $0.conclusions?[0].afterMonths = 61 } == unsound)
        #expect(refused { $0.id = "report" } == unsound)
        var stranger = plan(["else"])
        #expect(throws: MeetingRefusal.unknownFact("else", known: ["exceptional", "finance"])) {
            try MeetingState().decide(.plan(stranger), at: Maker.now)
        }
        stranger.matters[0].candidates[0].facts = nil
        _ = try MeetingState().decide(.plan(stranger), at: Maker.now)
    }
}
