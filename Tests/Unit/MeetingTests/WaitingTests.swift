// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Support
import Testing

@Suite("what comes before the group again")
struct WaitingTests {
    /// Of four matters one is decided, one put off, one sent back and one not reached.
    private func held() throws -> Room {
        var room = try Room(
            Maker.plan(
                members: 5, matters: (1...4).map { Maker.matter(MatterID("m\($0)")) },
                profile: Maker.profile {
                    $0.kinds[0].maySendBack = true
                    $0.deferralGrounds = [.unclear]
                }))
        try room.open()
        try room.tellers("a", "b")
        try room.introduce("m1")
        try room.views(["a", "b", "c", "d", "e"])
        try room.ballot()
        try room.count([("m1", [5, 0, 0])])
        try room.do(
            .defer(
                Deferral(
                    matter: "m2", ground: .unclear, by: "e", reason: "unclear",
                    task: .init(what: "find out", by: "c", due: Maker.day))))
        try room.do(
            .sendBack(
                SendingBack(
                    matter: "m3", by: "e", reasons: "not sound", document: Document(title: "d"))))
        return room
    }

    private func plan(_ matters: [Matter]) throws -> MeetingState {
        try Room(
            Maker.plan(
                members: 5, matters: matters,
                profile: Maker.profile { $0.kinds[0].maySendBack = true })
        ).state
    }

    @Test("nothing while the meeting goes on; what is undecided or given back once it is over")
    func left() throws {
        var room = try held()
        var waiting = WaitingMatters()
        waiting.take("x1", room.state)
        #expect(waiting.all.isEmpty)
        try room.do(.close(Closing(unfinished: ["m4"])))
        waiting.take("x1", room.state)
        #expect(waiting.all.map(\.matter.id) == ["m2", "m3", "m4"])
        #expect(waiting.all.map(\.cause) == [.deferred, .sentBack, .unfinished])
        #expect(waiting.all.map(\.reason) == ["unclear", "not sound", nil])
    }

    @Test("what a later agenda takes up waits no longer, by its name or as the same business")
    func takenUp() throws {
        var room = try held()
        try room.do(.close(Closing(unfinished: ["m4"])))
        var waiting = WaitingMatters()
        waiting.take("x1", room.state)
        // The same business under another number; a title that is changed, named as sent back.
        var again = Maker.matter("n2")
        again.title = "Matter m2"
        var resubmitted = Maker.matter("n3")
        resubmitted.resubmits = Resubmission(meeting: "x1", matter: "m3", returns: 1)
        waiting.take("x2", try plan([again, resubmitted, Maker.matter("n9")]))
        #expect(waiting.all.map(\.matter.id) == ["m4"])
        // A meeting that is cancelled leaves all of it.
        var cancelled = try Room(Maker.plan(members: 5, matters: [again]))
        try cancelled.do(.cancel(Cancellation(reason: "r")))
        waiting.take("x3", cancelled.state)
        #expect(waiting.all.map(\.matter.id) == ["m4", "n2"])
        #expect(waiting.all.map(\.meeting) == ["x1", "x3"])
    }

    @Test("a decision that was vetoed waits to be reconsidered")
    func vetoed() throws {
        var room = try held()
        try room.do(
            .veto(Veto(matter: "m1", by: "e", reasons: "why", document: Document(title: "v"))))
        try room.do(.close(Closing(unfinished: ["m4"])))
        var waiting = WaitingMatters()
        waiting.take("x1", room.state)
        #expect(waiting.all.first?.cause == .vetoed && waiting.all.first?.reason == "why")
        var again = Maker.matter("n1")
        again.reconsiders = Reconsideration(
            meeting: "x1", matter: "m1", supporters: ["a", "b", "c"], wasDecided: true)
        waiting.take("x2", try plan([again]))
        #expect(!waiting.all.contains { $0.matter.id == "m1" })
    }
}
