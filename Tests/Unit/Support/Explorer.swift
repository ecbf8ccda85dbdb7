// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

/// Breadth-first search over the real engine: every command of an alphabet in every state reached.
public struct Explorer {
    public struct Result: Sendable {
        public var states = 0
        public var transitions = 0
        public var refusals = 0
        public var isWhole = false
        public var violations: [Oracle.Violation] = []
        public var commandsAccepted: Set<MeetingCommand.Kind> = []
    }

    public typealias Decide = (MeetingState, MeetingCommand) throws(MeetingRefusal) ->
        [MeetingEvent]

    private let alphabet: [MeetingCommand]
    private let plan: Plan
    private let limit: Int

    public init(plan: Plan, limit: Int) {
        self.plan = plan
        self.limit = limit
        alphabet = Explorer.alphabet(plan)
    }

    /// Searches until the space or the limit is exhausted, or ten violations are found.
    public func run(
        decide: Decide = { state, command throws(MeetingRefusal) in
            try state.decide(command, at: Maker.now)
        }
    ) throws -> Result {
        var result = Result()
        var first = MeetingState()
        for event in try decide(first, .plan(plan)) { first.evolve(event, at: Maker.now) }
        first = first.controlState
        // The search spreads from every moment of an ordinary meeting, so that a limit cuts its
        // breadth and not its depth.
        var frontier = [first]
        var seen: Set<Key> = [Key(first)]
        var state = first
        for command in ordinary {
            for event in try decide(state, command) { state.evolve(event, at: Maker.now) }
            state = state.controlState
            if seen.insert(Key(state)).inserted { frontier.append(state) }
        }
        while !frontier.isEmpty {
            var next: [MeetingState] = []
            for state in frontier {
                for command in alphabet where isInside(command, state) {
                    let events: [MeetingEvent]
                    do { events = try decide(state, command) } catch {
                        result.refusals += 1
                        continue
                    }
                    result.transitions += 1
                    result.commandsAccepted.insert(command.kind)
                    var after = state
                    for event in events {
                        let before = after
                        after.evolve(event, at: Maker.now)
                        result.violations += Oracle.judge(before, event, after)
                    }
                    if result.violations.count > 10 { return finish(result, seen) }
                    after = after.controlState
                    if seen.insert(Key(after)).inserted {
                        next.append(after)
                        if seen.count >= limit { return finish(result, seen) }
                    }
                }
            }
            frontier = next
        }
        result.isWhole = true
        return finish(result, seen)
    }

    private func finish(_ result: Result, _ seen: Set<Key>) -> Result {
        var result = result
        result.states = seen.count
        return result
    }

    /// Keeps counters finite: at most one re-opening, one void and two sittings.
    private func isInside(_ command: MeetingCommand, _ state: MeetingState) -> Bool {
        switch command {
        case .reopen: state.matters.allSatisfy { $0.reopenings < 1 }
        case .voidBallot: state.matters.allSatisfy { $0.voids < 1 }
        case .adjourn: state.sitting < 2
        case .raisePoint: state.matters.allSatisfy { $0.signals < 1 }
        case .askQuestion: state.matters.allSatisfy { $0.questions.isEmpty }
        case .answerQuestion:
            state.matters.allSatisfy { ($0.questions.first?.answers.count ?? 0) < 2 }
        default: true
        }
    }

    /// 128 bits of a state: two hashes with different salts.
    private struct Key: Hashable {
        let a: Int
        let b: Int

        init(_ state: MeetingState) {
            var hasher = Hasher()
            hasher.combine(state)
            a = hasher.finalize()
            hasher = Hasher()
            hasher.combine(0x5EED)
            hasher.combine(state)
            b = hasher.finalize()
        }
    }

    /// A meeting as it should be: everybody comes, each matter is discussed, voted and declared.
    private var ordinary: [MeetingCommand] {
        let ids = plan.roll.map(\.id)
        let tellers = plan.roll.filter { !$0.isChief }.map(\.id).prefix(2)
        guard tellers.count == 2 else { return [] }
        let order = plan.roll.filter { !$0.isChief } + plan.roll.filter(\.isChief)
        let sealed = plan.profile.ballotOrder == .beforeChief
        var all: [MeetingCommand] = ids.map { .arrive(Arrival(member: $0)) }
        all += [.convene, .appointTellers(TellerAppointment(members: Array(tellers)))]
        for matter in plan.matters {
            let m = matter.id
            func view(_ member: Member) -> MeetingCommand {
                .stateView(StatedView(matter: m, member: member.id, stance: .for))
            }
            let papers = plan.profile.kind(matter.kind)?.prerequisites ?? []
            all += papers.map { Explorer.paper($0, m, $0.conclusions?.first?.id) }
            if plan.profile.recusalInquiry != .none {
                all.append(.askRecusals(RecusalInquiry(matter: m, by: plan.presiding)))
            }
            all.append(.introduce(Introduction(matter: m, by: "a")))
            all += order.filter { !sealed || !$0.isChief }.map(view)
            all.append(.openBallot(BallotOpening(matters: [m], mode: .paper)))
            if sealed {
                let others = order.count { !$0.isChief }
                all.append(.sealOthers(OthersSealed(teller: "a", papers: others)))
                all += order.filter(\.isChief).map(view)
            }
            let votes = ids.count - 1
            for teller in tellers {
                all.append(
                    .enterCount(
                        CountSheet(
                            teller: teller, issued: votes, returned: votes,
                            figures: [
                                MatterFigures(
                                    matter: m, valid: votes, invalid: 0, choices: [votes, 0, 0])
                            ])))
            }
            all.append(.declare(Declaration(by: plan.presiding)))
        }
        return all
    }

    private static func paper(
        _ wanted: MatterKind.Prerequisite, _ matter: MatterID, _ conclusion: String?
    ) -> MeetingCommand {
        .recordPrerequisite(
            PrerequisiteRecord(
                matter: matter, prerequisite: wanted.id, by: "a", on: Maker.day,
                conclusion: conclusion, reason: "r"))
    }

    /// What only profiles have that ask for conclusions, declarations or returns.
    private static func gated(_ plan: Plan, _ matter: Matter) -> [MeetingCommand] {
        guard let kind = plan.profile.kind(matter.kind), kind.maySendBack == true else { return [] }
        let (m, chair) = (matter.id, plan.presiding)
        var all: [MeetingCommand] = [
            .askRecusals(RecusalInquiry(matter: m, by: chair, declared: ["s"])),
            .recuse(Recusal(matter: m, member: "s", ground: .relative, reason: "r")),
            .correct(Correction(target: .recusal, matter: m, member: "s", reason: "r")),
            .defer(Deferral(matter: m, ground: .divided, by: chair, reason: "r")),
            .defer(
                Deferral(
                    matter: m, ground: .unclear, by: chair, reason: "r",
                    task: .init(what: "w", by: "s", due: Maker.day))),
        ]
        for id in plan.roll.map(\.id) {
            all.append(
                .sendBack(
                    SendingBack(matter: m, by: id, reasons: "r", document: Document(title: "d"))))
        }
        for wanted in kind.prerequisites {
            all += (wanted.conclusions ?? []).map { paper(wanted, m, $0.id) }
            all.append(
                .correct(
                    Correction(
                        target: .prerequisite, matter: m, prerequisite: wanted.id, reason: "r")))
        }
        return all
    }

    private static func alphabet(_ plan: Plan) -> [MeetingCommand] {
        let ids = plan.roll.map(\.id)
        let chiefs = plan.roll.filter(\.isChief).map(\.id)
        let others = ids.filter { !chiefs.contains($0) }
        var all: [MeetingCommand] = [.convene, .reconvene, .close(Closing())]
        all.append(.close(Closing(unfinished: plan.matters.map(\.id))))
        all.append(.adjourn(Adjournment(until: Maker.now, reason: "r")))
        for id in ids {
            all.append(.arrive(Arrival(member: id)))
            all.append(.leave(Departure(member: id, reason: "r")))
        }
        if others.count >= 2 {
            all.append(.appointTellers(TellerAppointment(members: Array(others.prefix(2)))))
            all.append(.appointTellers(TellerAppointment(members: Array(others.suffix(2)))))
        }
        all.append(.appointTellers(TellerAppointment(members: Array(ids.suffix(2)))))
        all.append(.sealOthers(OthersSealed(teller: ids[0], papers: others.count)))
        for matter in plan.matters {
            let m = matter.id
            for id in ids {
                all.append(.introduce(Introduction(matter: m, by: id)))
                for stance in [Stance.for, .defer] {
                    all.append(.stateView(StatedView(matter: m, member: id, stance: stance)))
                }
                all.append(.recuse(Recusal(matter: m, member: id, ground: .other, reason: "r")))
                all.append(.nameIntroducer(IntroducerNaming(matter: m, member: id, reason: "r")))
                all.append(.readOpinion(WrittenOpinion(matter: m, member: id, words: "w")))
                all.append(
                    .veto(Veto(matter: m, by: id, reasons: "r", document: Document(title: "v"))))
                all.append(.correct(Correction(target: .view, matter: m, member: id, reason: "r")))
            }
            all += gated(plan, matter)
            if plan.profile.inquiry != nil {
                all.append(.askQuestion(Question(matter: m, by: ids[1], words: "q")))
                for content in [true, false] {
                    all.append(
                        .answerQuestion(
                            Answer(
                                matter: m, question: 1, by: ids[0], words: "a", isContent: content))
                    )
                }
            }
            let chair = plan.presiding
            all.append(
                .raisePoint(PointOfOrder(kind: .chiefSignalled, by: ids[0], matter: m, words: "w")))
            all.append(.reopen(Motion(matter: m, by: chair, inFavour: ids.count, reason: "r")))
            all.append(.reopen(Motion(matter: m, by: chair, inFavour: ids.count - 1, reason: "r")))
            all.append(.defer(Deferral(matter: m, ground: .views, by: chair, reason: "r")))
            all.append(.withdraw(MatterWithdrawal(matter: m, by: chair, reason: "r")))
            all.append(.openBallot(BallotOpening(matters: [m], mode: .paper)))
            if plan.profile.kind(matter.kind)?.votingMethods.contains(.hands) == true {
                all.append(.openBallot(BallotOpening(matters: [m], mode: .hands)))
                for choices in [[ids, [], []], [[], ids, []], [Array(ids.dropLast()), [], []]] {
                    all.append(
                        .takeVotes(NamedVotes(matter: m, by: plan.presiding, choices: choices)))
                }
            }
        }
        if plan.matters.count > 1 {
            all.append(.openBallot(BallotOpening(matters: plan.matters.map(\.id), mode: .paper)))
        }
        // A list as a whole.
        for list in plan.lists ?? [] {
            all.append(.introduce(Introduction(matter: list.id, by: ids[0])))
            all.append(.openBallot(BallotOpening(matters: [list.id], mode: .paper)))
            all.append(
                .reopen(
                    Motion(matter: list.id, by: plan.presiding, inFavour: ids.count, reason: "r")))
            for id in ids {
                all.append(.stateView(StatedView(matter: list.id, member: id, stance: .for)))
            }
        }
        all += counts(plan, ids, others)
        all.append(.voidBallot(BallotVoiding(cause: .wrongPaper, by: plan.presiding, reason: "r")))
        all.append(.declare(Declaration(by: plan.presiding)))
        return all
    }

    /// All for, all against, and all abstaining, for whatever number came back.
    private static func counts(_ plan: Plan, _ ids: [PersonID], _ tellers: [PersonID])
        -> [MeetingCommand]
    {
        var all: [MeetingCommand] = []
        let papers =
            plan.matters.map { [$0.id] } + (plan.matters.count > 1 ? [plan.matters.map(\.id)] : [])
        for teller in tellers {
            for matters in papers {
                for votes in [[ids.count - 1, 0, 0], [0, ids.count - 1, 0]] {
                    let figures = matters.map {
                        MatterFigures(matter: $0, valid: ids.count - 1, invalid: 0, choices: votes)
                    }
                    all.append(
                        .enterCount(
                            CountSheet(
                                teller: teller, issued: ids.count - 1, returned: ids.count - 1,
                                figures: figures)))
                }
            }
        }
        return all
    }
}
