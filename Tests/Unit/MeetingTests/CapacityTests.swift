// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Support
import Testing

@Suite("A2: who stood in which capacity, from the meeting's record alone")
struct CapacityTests {
    /// A passed appointment of `x` in a group of `a`…`e`, `e` its chief, with a paper by the discipline body's `q`.
    private func room(recused: PersonID? = nil, _ change: (inout Plan) -> Void = { _ in }) throws
        -> Room
    {
        var profile = Maker.profile()
        profile.kinds[3].prerequisites = [
            .init(
                id: "consultation", title: .init(zh: "征求", en: "consultation"),
                byDeputyInCharge: true, needsDocument: false),
            .init(
                id: "opinion", title: .init(zh: "意见", en: "opinion"), byDeputyInCharge: false,
                needsDocument: false, isForEachCandidate: true, capacity: .disciplineBody),
            .init(
                id: "report", title: .init(zh: "考察", en: "report"), byDeputyInCharge: false,
                needsDocument: false, leastNamed: 2, capacity: .vettingTeam),
        ]
        var matter = Maker.matter("m1", "post", ["x"])
        matter.recommendations = [
            RecommendationFact(
                id: "r1", candidate: "x",
                recommenders: [
                    Recommender(person: "b", relation: .none),
                    Recommender(person: "k", relation: .none),
                ], sha256: Maker.hash, lead: "k")
        ]
        var plan = Maker.plan(members: 5, matters: [matter], profile: profile, presiding: "a")
        plan.roll[4].post = "书记"
        plan.attendees[0].post = "人事科科长"
        plan.form = Plan.currentForm
        change(&plan)
        var room = try Room(plan)
        try room.open()
        for (id, by, candidate, with) in [
            ("consultation", "a", nil, nil), ("opinion", "q", "x", nil),
            ("report", "s", nil, ["b"]),
        ] as [(String, PersonID, PersonID?, [PersonID]?)] {
            try room.do(
                .recordPrerequisite(
                    PrerequisiteRecord(
                        matter: "m1", prerequisite: id, by: by, on: Maker.day, candidate: candidate,
                        with: with)))
        }
        if let recused {
            try room.do(
                .recuse(Recusal(matter: "m1", member: recused, ground: .relative, reason: "r")))
        }
        try room.introduce("m1")
        let members = (["a", "b", "c", "d", "e"] as [PersonID]).filter { $0 != recused }
        try room.views(members)
        try room.tellers("a", "b")
        try room.ballot()
        try room.count([("m1", [members.count, 0, 0])])
        try room.do(.close(Closing()))
        return room
    }

    @Test("the chief first, then in the order of the review, each once in each capacity")
    func order() throws {
        let appointment = try #require(room().state.appointments(of: "k").first)
        let found = (appointment.answerable ?? []).map { "\($0.capacity) \($0.person)" }
        #expect(
            found == [
                "chief e", "deputyInCharge a", "vettingTeam s", "vettingTeam b",
                "disciplineBody q", "presenter a", "leadRecommender k", "recommender b",
                "handler a",
            ])
        let posts = Dictionary(
            (appointment.answerable ?? []).map { ($0.person, $0.post) },
            uniquingKeysWith: { a, _ in a })
        #expect(posts["e"] == "书记" && posts["s"] == "人事科科长" && posts["q"] == .some(nil))
    }

    @Test("who was recused had no part in it")
    func recused() throws {
        let all = try #require(room(recused: "e").state.appointments(of: "k").first?.answerable)
        #expect(!all.contains { $0.capacity == .chief })
        #expect(all.contains { $0.capacity == .deputyInCharge })
    }

    @Test("a record of 0.2 names nobody by capacity")
    func older() throws {
        let appointment = try #require(room { $0.form = nil }.state.appointments(of: "k").first)
        #expect(appointment.answerable == nil)
        #expect(appointment.introducedBy == "a" && Set(appointment.preparedBy) == ["a", "q", "s"])
    }

    @Test(
        "notice and probation hang on what is so of the candidate; where nobody said so, they are due"
    )
    func facts() throws {
        func appointment(_ facts: [String]?) throws -> Appointment? {
            try room {
                $0.profile.facts = [
                    .init(id: "promotion", title: .init(zh: "提拔", en: "promotion")),
                    .init(id: "trial", title: .init(zh: "试用", en: "trial")),
                ]
                $0.profile.noticeFacts = ["promotion"]
                $0.profile.probationFacts = ["trial"]
                $0.matters[0].candidates[0].facts = facts
            }.state.appointments(of: "k").first
        }
        for (facts, notice, probation) in [
            (nil, 5, 12), ([], 0, 0), (["promotion"], 5, 0), (["trial"], 0, 12),
            (["promotion", "trial"], 5, 12),
        ] as [([String]?, Int, Int)] {
            let a = try appointment(facts)
            #expect(
                a?.noticeWorkingDays == notice && a?.probationMonths == probation, "\(facts ?? [])")
            #expect(a?.withoutNotice == (notice == 0 ? true : nil))
        }
    }
}
