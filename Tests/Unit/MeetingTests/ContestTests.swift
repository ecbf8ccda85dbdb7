// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Support
import Testing

@Suite("B3: contests for several posts")
struct ContestTests {
    /// Nine members; a chief is the last.
    private static let members = (0..<9).map(Maker.id)

    private func contest(_ people: [PersonID], posts: Int?) -> Matter {
        var matter = Maker.matter("m1", "contest", people)
        matter.posts = posts
        return matter
    }

    /// A room in which everybody has stated a view for the first candidate.
    private func room(
        _ people: [PersonID] = ["x", "y", "z"], posts: Int? = 2,
        _ change: (inout Profile) -> Void = { _ in }
    ) throws -> Room {
        var room = try Room(
            Maker.plan(
                members: 9, matters: [contest(people, posts: posts)],
                profile: Maker.profile(change)))
        try room.open()
        try room.tellers("a", "b")
        try room.introduce("m1")
        try room.views(Self.members, candidate: people[0])
        try room.ballot()
        return room
    }

    private func sheet(_ teller: PersonID, _ choices: [Int], valid: Int) -> MeetingCommand {
        .enterCount(
            CountSheet(
                teller: teller, issued: 9, returned: 9,
                figures: [
                    MatterFigures(
                        matter: "m1", valid: valid, invalid: 9 - valid, choices: choices)
                ]))
    }

    private func result(_ choices: [Int], in room: Room) throws -> MatterResult? {
        var room = room
        for teller: PersonID in ["a", "b"] { try room.do(sheet(teller, choices, valid: 9)) }
        try room.do(.declare(Declaration(by: "i")))
        return room.matter("m1")?.result
    }

    @Test("who has more than half passes, in the order of votes, until the posts are filled")
    func passed() throws {
        let room = try room(["w", "x", "y", "z"])
        for (choices, chosen): ([Int], [PersonID]) in [
            ([6, 7, 5, 0, 0], ["x", "w"]), ([5, 9, 4, 0, 0], ["x", "w"]),
            ([4, 4, 5, 4, 0], ["y"]), ([0, 0, 0, 9, 0], ["z"]),
        ] {
            let result = try result(choices, in: room)
            #expect(result?.outcome == .passed && result?.candidates == chosen, "\(choices)")
            #expect(result?.needed == 5 && result?.tied == nil)
        }
    }

    @Test("a tie where the posts end fills none of them, and is named")
    func tied() throws {
        let room = try room(["w", "x", "y", "z"])
        let last = try result([7, 5, 5, 0, 0], in: room)
        #expect(last?.candidates == ["w"] && last?.tied == ["x", "y"])
        #expect(last?.outcome == .passed)
        // Nobody is over the others: those three run off.
        let all = try result([6, 6, 6, 0, 0], in: room)
        #expect(all?.outcome == .runOff && all?.candidates == ["w", "x", "y"])
        // Above the end it doesn't matter.
        let above = try result([6, 6, 5, 0, 0], in: room)
        #expect(above?.candidates == ["w", "x"] && above?.tied == nil)
    }

    @Test("where nobody passes, one more than there are posts run off, once")
    func runOff() throws {
        var room = try room(["w", "x", "y", "z"])
        #expect(try result([4, 3, 2, 1, 0], in: room)?.candidates == ["w", "x", "y"])
        let unclear = try result([4, 3, 2, 2, 0], in: room)
        #expect(unclear?.outcome == .deferred && unclear?.candidates == [])
        for teller: PersonID in ["a", "b"] {
            try room.do(sheet(teller, [4, 3, 2, 1, 0], valid: 9))
        }
        try room.do(.declare(Declaration(by: "i")))
        #expect(room.state.choices(of: 0) == 4)
        try room.ballot()
        for teller: PersonID in ["a", "b"] { try room.do(sheet(teller, [4, 4, 4, 0], valid: 9)) }
        try room.do(.declare(Declaration(by: "i")))
        #expect(room.matter("m1")?.result?.outcome == .deferred)
    }

    @Test("figures: no more marks than the papers take, none for one person beyond them")
    func figures() throws {
        let room = try room()
        func fault(_ choices: [Int], valid: Int = 9) -> MeetingRefusal? {
            room.refusal(sheet("a", choices, valid: valid))
        }
        // Nobody marked, and everybody abstains, are papers too.
        for sound in [[0, 0, 0, 0], [0, 0, 0, 9], [9, 9, 0, 0], [6, 6, 6, 0], [8, 8, 0, 1]] {
            #expect(fault(sound) == nil, "\(sound)")
        }
        #expect(fault([9, 8, 0, 1]) == .figuresDoNotAdd("m1", .marksOfOne(9, papers: 8)))
        #expect(fault([7, 6, 6, 0]) == .figuresDoNotAdd("m1", .marks(19, papers: 9, each: 2)))
        #expect(
            fault([0, 0, 0, 9], valid: 8) == .figuresDoNotAdd("m1", .choices(sum: 9, valid: 8)))
    }

    @Test("a plan has more candidates than posts, and posts only where it is a contest")
    func planned() throws {
        func refusal(_ matter: Matter) -> MeetingRefusal? {
            do {
                _ = try Room(Maker.plan(members: 5, matters: [matter]))
                return nil
            } catch { return error as? MeetingRefusal }
        }
        #expect(refusal(contest(["x", "y", "z"], posts: 2)) == nil)
        for posts in [0, 3, 4, -1] {
            #expect(refusal(contest(["x", "y", "z"], posts: posts)) == .unfitPosts("m1"))
        }
        var other = Maker.matter("m1", "grade", ["x"])
        other.posts = 1
        #expect(refusal(other) == .unfitPosts("m1"))
    }

    @Test("a record with posts that no plan may have is judged, whatever its numbers")
    func forged() throws {
        for (people, posts): ([PersonID], Int) in [
            (["x", "y"], 99), (["x", "y"], 0), (["x", "y"], -7), (["x", "y"], .max),
            (["x"], 1), ([], 1), ([], .min),
        ] {
            var plan = Maker.plan(members: 9, matters: [contest(people, posts: 2)])
            plan.matters[0].posts = posts
            // Nobody would have taken this plan; a forged record has it as an event.
            var state = MeetingState()
            state.evolve(.planned(plan), at: Maker.now)
            for (event, at) in try room().events.dropFirst().map({ ($0, Maker.now) }) {
                state.evolve(event, at: at)
            }
            for choices in [[9, 9, 0], [3, 0, 0], [0, 0, 9], [], [9], [9, 9, 9, 9, 9]] {
                for teller: PersonID in ["a", "b"] {
                    let given = sheet(teller, choices, valid: 9)
                    _ = try? state.decide(given, at: Maker.now)
                    if case .enterCount(let sheet) = given {
                        state.evolve(.countEntered(sheet), at: Maker.now)
                    }
                }
                _ = try? state.decide(.declare(Declaration(by: "i")), at: Maker.now)
            }
            _ = state.offers(at: Maker.now)
        }
    }

    @Test("a view is for so many at most, each once, named in one way")
    func views() throws {
        var room = try Room(
            Maker.plan(members: 9, matters: [contest(["x", "y", "z"], posts: 2)]))
        try room.open()
        try room.introduce("m1")
        func view(_ candidates: [PersonID]?, _ candidate: PersonID? = nil) -> MeetingCommand {
            .stateView(
                StatedView(
                    matter: "m1", member: "a", stance: .for, candidate: candidate,
                    candidates: candidates))
        }
        #expect(room.refusal(view(["x", "y", "z"])) == .tooManyNamed(have: 3, most: 2))
        #expect(room.refusal(view(["x", "x"])) == .tooManyNamed(have: 2, most: 2))
        #expect(room.refusal(view(["x"], "y")) == .tooManyNamed(have: 1, most: 2))
        #expect(room.refusal(view(["q"])) == .candidateNotOnPaper("q"))
        #expect(room.refusal(view([])) == .candidateRequired)
        try room.do(view(["z", "x"]))
        #expect(room.matter("m1")?.views[0]?.chosen == ["z", "x"])
    }

    @Test("a paper with an abstention is never voted on in the open")
    func secret() throws {
        let inTheOpen: (inout Profile) -> Void = { $0.kinds[1].methods = [.hands, .secret] }
        for (posts, allowed): (Int?, [MatterKind.VotingMethod]) in [
            (nil, [.hands, .secret]), (1, [.secret]), (2, [.secret]),
        ] {
            let room = try room(posts: posts, inTheOpen)
            #expect(room.state.charter?.methods(of: 0) == allowed)
        }
    }

    @Test("each who passed is appointed, with the votes they had")
    func appointed() throws {
        var room = try room(["w", "x", "y", "z"]) { $0.kinds[1].appoints = true }
        for teller: PersonID in ["a", "b"] {
            try room.do(sheet(teller, [6, 8, 1, 2, 0], valid: 9))
        }
        try room.do(.declare(Declaration(by: "i")))
        try room.do(.close(Closing()))
        let made = room.state.appointments(of: "x1")
        #expect(made.map(\.id) == ["x1/m1/x", "x1/m1/w"])
        #expect(made.map(\.votesFor) == [8, 6])
        #expect(room.state.decision(on: "m1")?.chosen == ["x", "w"])
    }

    @Test("a reconsideration holds every appointment that was made")
    func reconsidered() throws {
        var matter = Maker.matter("m1", "contest", ["x", "y"])
        matter.reconsiders = Reconsideration(
            meeting: "x0", matter: "m3", supporters: Self.members, wasDecided: true,
            chosen: ["p", "q"])
        let room = try Room(Maker.plan(members: 9, matters: [matter]))
        #expect(room.state.reconsideredAppointments.map(\.id) == ["x0/m3/p", "x0/m3/q"])
    }
}
