// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Meeting
import Personnel
import Support
import Testing

@Suite("random meetings")
struct RandomMeetingTests {
    static let meetings = 200_000
    /// Two halves, so that both cores work.
    @Test(
        "replay of each prefix is the live state, and a refused command changes nothing",
        arguments: [0, 1])
    func prefixes(half: Int) throws {
        var generator = SeededGenerator(seed: 20_261_123 + UInt64(half))
        var accepted = 0
        var refused = 0
        var closed = 0
        var declared = 0
        for number in 0..<(Self.meetings / 2) {
            let run = RandomMeeting.play(using: &generator)
            accepted += run.events.count
            refused += run.refusals
            closed += run.last.phase == .closed ? 1 : 0
            declared += run.events.count { $0.kind == .resultDeclared }
            #expect(run.problems.isEmpty, "meeting \(number): \(run.problems)")
            var replayed = MeetingState()
            for (event, live) in zip(run.events, run.states) {
                replayed.evolve(event, at: Maker.now)
                if replayed != live {
                    Issue.record("meeting \(number): replay differs at \(event.kind)")
                    return
                }
            }
            if !run.problems.isEmpty { return }
        }
        print(
            "random meetings: \(Self.meetings / 2), \(accepted) events, \(refused) refusals, \(declared) results declared, \(closed) closed"
        )
        // The sweep went deep: refusals and results in numbers.
        #expect(refused > accepted / 4)
        #expect(declared > Self.meetings / 40)
        #expect(closed > Self.meetings / 40)
    }

    @Test("a record judged again by the rules has no fault; with the chief moved forward it has")
    func audit() throws {
        var generator = SeededGenerator(seed: 7)
        var judged = 0
        var caught = 0
        for _ in 0..<4000 {
            let run = RandomMeeting.play(using: &generator)
            #expect(Self.faults(run.events).isEmpty)
            judged += 1
            // Move the first view of a chief before the view that precedes it.
            guard let chiefs = run.last.charter?.chiefs.map({ run.last.charter?.id($0) }),
                let i = run.events.firstIndex(where: {
                    if case .viewStated(let v) = $0 { chiefs.contains(v.member) } else { false }
                }), i > 0, case .viewStated(let earlier) = run.events[i - 1],
                case .viewStated(let view) = run.events[i], earlier.matter == view.matter,
                !chiefs.contains(earlier.member)
            else { continue }
            var forged = run.events
            forged.swapAt(i, i - 1)
            if forged[i] == forged[i - 1] { continue }
            caught += 1
            #expect(!Self.faults(forged).isEmpty)
        }
        print("audited \(judged) meetings; \(caught) with the chief moved forward, all caught")
        #expect(caught > 100)
    }

    @Test("what the engine accepts is among its offers, and what it offers it accepts")
    func offers() throws {
        var generator = SeededGenerator(seed: 99)
        var checked = 0
        for _ in 0..<400 {
            let run = RandomMeeting.play(using: &generator)
            for (i, command) in run.accepted where i < run.states.count && i > 0 {
                let before = run.states[i - 1]
                let offers = before.offers(at: Maker.now)
                let match = offers.contains { $0.kind == command.kind && $0.isPossible }
                #expect(match, "\(command.kind) was accepted but not offered")
                for offer in offers where offer.isPossible {
                    _ = try before.decide(offer.command, at: Maker.now)
                }
                checked += 1
                if checked > 4000 { break }
            }
        }
        print("offers checked in \(checked) states")
        #expect(checked > 1000)
    }

    static func faults(_ events: [MeetingEvent]) -> [AuditFault] {
        var audit = Audit()
        return events.compactMap { audit.take($0, at: Maker.now) }
    }
}

/// One meeting of random commands, legal and not.
struct RandomMeeting {
    var events: [MeetingEvent] = []
    /// The state after each event.
    var states: [MeetingState] = []
    /// Accepted commands with the index of their first event.
    var accepted: [(Int, MeetingCommand)] = []
    var refusals = 0
    var problems: [Oracle.Violation] = []
    var last = MeetingState()

    static func play(using g: inout SeededGenerator) -> RandomMeeting {
        var run = RandomMeeting()
        let members = Int.random(in: 2...7, using: &g)
        let chiefs = Int.random(in: 1...min(2, members), using: &g)
        let kinds = ["decision", "contest", "grade"]
        let matters = (1...Int.random(in: 1...3, using: &g)).map { i in
            let kind = kinds.randomElement(using: &g) ?? "decision"
            let people: [PersonID] =
                kind == "contest" ? ["x", "y", "z"] : kind == "grade" ? ["x"] : []
            var matter = Maker.matter(MatterID("m\(i)"), kind, people)
            if kind == "contest" { matter.posts = [nil, 1, 2, 2].randomElement(using: &g) ?? nil }
            return matter
        }
        let profile = Maker.profile {
            $0.recusedCountAsEntitled = Bool.random(using: &g)
            $0.ballotOrder = Int.random(in: 0..<4, using: &g) == 0 ? .beforeChief : .afterChief
            $0.mayPass = Bool.random(using: &g)
            // As in a full committee.
            if $0.ballotOrder == .afterChief, $0.mayPass, Bool.random(using: &g) {
                $0.viewRule = .optional
            }
            if Int.random(in: 0..<4, using: &g) == 0 { $0.kinds[0].methods = [.hands, .secret] }
            if $0.recusedCountAsEntitled, Bool.random(using: &g) { $0.recusedVote = true }
        }
        run.give(
            .plan(
                Maker.plan(
                    members: members, chiefs: chiefs, matters: matters, profile: profile,
                    presiding: "a")))
        let steps = Int.random(in: 20...60, using: &g)
        for _ in 0..<steps {
            run.give(Int.random(in: 0..<3, using: &g) == 0 ? run.wild(&g) : run.sensible(&g))
        }
        return run
    }

    private mutating func give(_ command: MeetingCommand) {
        let new: [MeetingEvent]
        do { new = try last.decide(command, at: Maker.now) } catch {
            refusals += 1
            return
        }
        accepted.append((events.count, command))
        for event in new {
            let before = last
            last.evolve(event, at: Maker.now)
            if before.charter != nil { problems += Oracle.judge(before, event, last) }
            events.append(event)
            states.append(last)
        }
    }

    /// What a secretary might well do next.
    private func sensible(_ g: inout SeededGenerator) -> MeetingCommand {
        guard let charter = last.charter else { return .convene }
        let chair = charter.id(last.presiding)
        if last.phase == .planned || last.phase == .suspended {
            if let absent = last.isPresent.firstIndex(of: false) {
                return .arrive(Arrival(member: charter.id(absent)))
            }
            return last.phase == .planned ? .convene : .reconvene
        }
        if let ballot = last.ballot { return ballotStep(ballot, charter, chair, &g) }
        if last.tellers.count < 2 {
            let able = charter.plan.roll.filter { !$0.isChief }.map(\.id).prefix(2)
            return .appointTellers(TellerAppointment(members: Array(able)))
        }
        if let m = last.current {
            if let open = last.matters[m].questions.firstIndex(where: { !$0.isSettled }) {
                return .answerQuestion(
                    Answer(
                        matter: charter.plan.matters[m].id, question: open + 1, by: "a", words: "w",
                        isContent: Bool.random(using: &g)))
            }
            if let seat = last.awaited(on: m).first(where: {
                charter.profile.ballotOrder == .afterChief || charter.chiefPosition[$0] == nil
            }) {
                return .stateView(
                    StatedView(
                        matter: charter.plan.matters[m].id, member: charter.id(seat),
                        stance: [.for, .for, .against, .defer].randomElement(using: &g) ?? .for,
                        candidate: last.matters[m].contenders.randomElement(using: &g)))
            }
            return opening(m, charter)
        }
        if let m = last.matters.firstIndex(where: { $0.status == .discussed }) {
            return opening(m, charter)
        }
        if let m = last.matters.firstIndex(where: { $0.status == .pending }) {
            return .introduce(
                Introduction(
                    matter: charter.plan.matters[m].id,
                    by: charter.deputies[m].map(charter.id) ?? "a"))
        }
        return .close(Closing())
    }

    private func opening(_ m: Int, _ charter: Charter) -> MeetingCommand {
        let isOpen = charter.methods(of: m).first == .hands
        return .openBallot(
            BallotOpening(
                matters: [charter.plan.matters[m].id], mode: isOpen ? .hands : .paper))
    }

    /// Marks on so many papers: no more than there are posts on each, or an abstention.
    private func marks(_ posts: Int, _ papers: Int, of size: Int, _ g: inout SeededGenerator)
        -> [Int]
    {
        var choices = Array(repeating: 0, count: size)
        for _ in 0..<papers {
            if Int.random(in: 0..<8, using: &g) == 0 {
                choices[size - 1] += 1
            } else {
                let marked = (0..<size - 1).shuffled(using: &g).prefix(
                    Int.random(in: 0...posts, using: &g))
                for choice in marked { choices[choice] += 1 }
            }
        }
        return choices
    }

    private func ballotStep(
        _ ballot: OpenBallot, _ charter: Charter, _ chair: PersonID, _ g: inout SeededGenerator
    ) -> MeetingCommand {
        if charter.profile.ballotOrder == .beforeChief {
            if ballot.othersPapers == nil {
                return .sealOthers(OthersSealed(teller: charter.id(last.tellers[0]), papers: 0))
            }
            if let m = ballot.matters.first(where: { !last.awaited(on: $0).isEmpty }),
                let seat = last.awaited(on: m).first
            {
                return .stateView(
                    StatedView(
                        matter: charter.plan.matters[m].id, member: charter.id(seat), stance: .for,
                        candidate: last.matters[m].contenders.first))
            }
        }
        if ballot.mode.isNamed, let m = ballot.matters.first(where: { ballot.votes[$0] == nil }) {
            var choices = Array(repeating: [PersonID](), count: last.choices(of: m))
            for seat in ballot.mayVote.indices where ballot.mayVote[seat] && last.isPresent[seat] {
                choices[Int.random(in: 0..<choices.count, using: &g)].append(charter.id(seat))
            }
            return .takeVotes(
                NamedVotes(matter: charter.plan.matters[m].id, by: chair, choices: choices))
        }
        if ballot.mode.isNamed { return .declare(Declaration(by: chair)) }
        if let seat = last.tellers.first(where: { !ballot.signedBy.contains($0) }) {
            let returned = Int.random(in: 0...ballot.electorate, using: &g)
            let figures = ballot.matters.map { m in
                var choices = Array(repeating: 0, count: last.choices(of: m))
                if let posts = last.posts(of: m) {
                    choices = marks(posts, returned, of: choices.count, &g)
                } else {
                    for _ in 0..<returned {
                        choices[Int.random(in: 0..<choices.count, using: &g)] += 1
                    }
                }
                return MatterFigures(
                    matter: charter.plan.matters[m].id, valid: returned, invalid: 0,
                    choices: choices)
            }
            var sheet =
                ballot.sheet
                ?? CountSheet(
                    teller: "a", issued: ballot.electorate, returned: returned, figures: figures)
            sheet.teller = charter.id(seat)
            return .enterCount(sheet)
        }
        return .declare(Declaration(by: chair))
    }

    /// Anything, at any time.
    private func wild(_ g: inout SeededGenerator) -> MeetingCommand {
        guard let charter = last.charter else { return .convene }
        let who = charter.plan.roll.randomElement(using: &g)?.id ?? "a"
        let m = charter.plan.matters.randomElement(using: &g)?.id ?? "m1"
        let chair = charter.id(last.presiding)
        switch Int.random(in: 0..<24, using: &g) {
        case 0: return .arrive(Arrival(member: who))
        case 1: return .leave(Departure(member: who, reason: "r"))
        case 2: return .recuse(Recusal(matter: m, member: who, ground: .relative, reason: "r"))
        case 3, 4:
            return .stateView(StatedView(matter: m, member: who, stance: .for, candidate: nil))
        case 5:
            return .stateView(
                StatedView(matter: m, member: charter.id(charter.chiefs[0]), stance: .against))
        case 6: return .introduce(Introduction(matter: m, by: who))
        case 7:
            return .openBallot(BallotOpening(matters: charter.plan.matters.map(\.id), mode: .paper))
        case 8: return .declare(Declaration(by: who))
        case 9: return .veto(Veto(matter: m, by: who, reasons: "r", document: Document(title: "v")))
        case 10: return .adjourn(Adjournment(until: Maker.now, reason: "r"))
        case 11:
            return .reopen(
                Motion(
                    matter: m, by: chair, inFavour: Int.random(in: 0...7, using: &g), reason: "r"))
        case 12:
            return .defer(
                Deferral(
                    matter: m, ground: .motion, by: chair,
                    inFavour: Int.random(in: 0...7, using: &g), reason: "r"))
        case 13: return .withdraw(MatterWithdrawal(matter: m, by: who, reason: "r"))
        case 14: return .voidBallot(BallotVoiding(cause: .wrongPaper, by: chair, reason: "r"))
        case 15: return .preside(PresidingChange(member: who, reason: "r"))
        case 16: return .correct(Correction(target: .view, matter: m, member: who, reason: "r"))
        case 17: return .appointTellers(TellerAppointment(members: [who, "b"]))
        case 18: return .readOpinion(WrittenOpinion(matter: m, member: who, words: "w"))
        case 19: return .nameIntroducer(IntroducerNaming(matter: m, member: who, reason: "r"))
        case 20: return .correct(Correction(target: .recusal, matter: m, member: who, reason: "r"))
        case 21: return .askQuestion(Question(matter: m, by: who, words: "q"))
        case 22:
            return .answerQuestion(
                Answer(
                    matter: m, question: 1, by: who, words: "w",
                    isContent: Bool.random(using: &g)))
        default: return .callQuorum(QuorumCall(member: who))
        }
    }
}
