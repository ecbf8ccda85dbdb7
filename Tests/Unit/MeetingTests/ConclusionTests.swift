// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Support
import Testing

@Suite("M5: matters without a ballot")
struct ConclusionTests {
    private func room() throws -> Room {
        let profile = Maker.profile { profile in
            profile.kinds.append(
                Maker.kind("study", form: .noted) {
                    $0.passing = nil
                    $0.veto = .none
                })
        }
        var room = try Room(
            Maker.plan(
                members: 5, matters: [Maker.matter("m1", "study"), Maker.matter("m2")],
                profile: profile))
        try room.open()
        return room
    }

    private func conclude(_ matter: MatterID, by: PersonID = "e", _ words: String = "noted")
        -> MeetingCommand
    {
        .conclude(MatterConclusion(matter: matter, by: by, words: words))
    }

    @Test("anybody in the room brings it, and who presides concludes it without views or ballot")
    func concluded() throws {
        var room = try room()
        #expect(room.refusal(conclude("m1")) == .matterNotReady("m1", .pending))
        // The chief, who brings nothing that is decided on, and an attendee.
        for who: PersonID in ["e", "c", "s"] {
            #expect(room.refusal(.introduce(Introduction(matter: "m1", by: who))) == nil)
        }
        try room.introduce("m1", by: "e")
        #expect(room.state.viewsAreComplete(on: 0))
        let open = MeetingCommand.openBallot(BallotOpening(matters: ["m1"], mode: .paper))
        #expect(room.refusal(open) == .takesNoBallot("m1"))
        #expect(room.refusal(conclude("m1", by: "a")) == .notPresiding(by: "a", presiding: "e"))
        #expect(room.refusal(conclude("m1", by: "e", "  ")) == .missingText(.words))
        try room.do(.askQuestion(Question(matter: "m1", by: "b", words: "q")))
        #expect(room.refusal(conclude("m1")) != nil)
        try room.do(
            .answerQuestion(
                Answer(matter: "m1", question: 1, by: "c", words: "w", isContent: true)))
        // Whoever wants to speaks; nobody has to.
        try room.view("b", on: "m1")
        try room.do(conclude("m1"))
        #expect(room.matter("m1")?.status == .decided && room.matter("m1")?.conclusion == "noted")
        #expect(room.matter("m1")?.result?.outcome == .noted)
        #expect(room.refusal(conclude("m1")) != nil)
        // It may be assigned, and is never sent back by veto.
        try room.do(
            .assign(TaskAssignment(matter: "m1", what: "do it", by: "a", due: Maker.day)))
        #expect(
            room.refusal(
                .veto(Veto(matter: "m1", by: "e", reasons: "r", document: Document(title: "v"))))
                == .noVeto("m1"))
    }

    @Test("what is voted on isn't concluded in words, and the next matter comes up after it")
    func others() throws {
        var room = try room()
        try room.introduce("m1", by: "c")
        // Nobody's view is awaited, so the next comes up and the first waits for its conclusion.
        try room.introduce("m2")
        #expect(room.refusal(conclude("m2")) == .isVotedOn("m2"))
        try room.views(["a", "b", "c", "d", "e"], on: "m2")
        try room.do(conclude("m1"))
        #expect(room.matter("m1")?.status == .decided)
        try room.tellers("a", "b")
        try room.ballot(["m2"])
        #expect(room.refusal(conclude("m1")) == .ballotIsOpen)
    }

    @Test("a kind without a ballot passes nothing, appoints nobody and is about nobody")
    func sound() {
        let changes: [(inout MatterKind) -> Void] = [
            { _ in }, { $0.passing = .init(share: .twoThirds, strictly: false, of: .entitled) },
            { $0.veto = .sitting }, { $0.methods = [.secret] }, { $0.isAboutPeople = true },
            { $0.appoints = true }, { $0.recommendations = 1 },
        ]
        for (i, change) in changes.enumerated() {
            let profile = Maker.profile { profile in
                profile.kinds.append(
                    Maker.kind("study", form: .noted) {
                        $0.passing = nil
                        $0.veto = .none
                        change(&$0)
                    })
            }
            #expect((profile.firstUnsoundKey == nil) == (i == 0), "\(i)")
        }
    }
}
