// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// A command that could be meant now, with why it can't be given where it can't.
public struct Offer: Hashable, Sendable {
    /// A complete example, with filler words and figures where the room supplies them.
    public var command: MeetingCommand
    /// The matter it is about; nil where it is about the meeting or several matters.
    public var matter: MatterID?
    /// Whom it is offered for (who acts or is meant); nil: nobody in particular.
    public var member: PersonID?
    /// Nil: the engine accepts the example as it stands.
    public var refusal: MeetingRefusal?

    /// Which command it is, its payload apart.
    public var kind: MeetingCommand.Kind { command.kind }
    /// Whether the engine accepts the example as it stands.
    public var isPossible: Bool { refusal == nil }
}

extension MeetingState {
    /// Every command somebody could mean now by the rules of the meeting alone; `Context.offers` asks the register of
    /// people besides.
    public func offers(at time: Timestamp) -> [Offer] {
        offers(at: time, recommendations: Self.example) { command throws(MeetingRefusal) in
            _ = try decide(command, at: time)
        }
    }

    /// A recommendation for somebody, where no register is asked for one.
    private static func example(_ candidate: PersonID) -> [RecommendationFact] {
        [RecommendationFact(id: "new", candidate: candidate, recommenders: [], sha256: "")]
    }

    /// Every command somebody could mean now, each judged by `judge` itself: what is offered is never refused, and what
    /// is refused says why.
    ///
    /// - Parameter recommendations: those that could join a matter, by their candidate.
    func offers(
        at time: Timestamp, recommendations: (PersonID) -> [RecommendationFact],
        judge: (MeetingCommand) throws(MeetingRefusal) -> Void
    ) -> [Offer] {
        guard let charter else { return [] }
        return withoutActuallyEscaping(judge) { judge in
            withoutActuallyEscaping(recommendations) { recommendations in
                var list = OfferList(
                    state: self, charter: charter, time: time, recommendations: recommendations,
                    judge: judge)
                for kind in MeetingCommand.Kind.allCases { kind.type.addExamples(to: &list) }
                return list.offers
            }
        }
    }
}

/// The offers of a meeting while its acts add theirs.
struct OfferList {
    let state: MeetingState
    let charter: Charter
    let time: Timestamp
    /// Signed recommendations that could join a matter, by their candidate.
    let recommendations: (PersonID) -> [RecommendationFact]
    fileprivate let judge: (MeetingCommand) throws(MeetingRefusal) -> Void
    fileprivate(set) var offers: [Offer] = []

    /// What the room would say: any text will do for an example.
    static let filler = "…"

    fileprivate init(
        state: MeetingState, charter: Charter, time: Timestamp,
        recommendations: @escaping (PersonID) -> [RecommendationFact],
        judge: @escaping (MeetingCommand) throws(MeetingRefusal) -> Void
    ) {
        self.state = state
        self.charter = charter
        self.time = time
        self.recommendations = recommendations
        self.judge = judge
    }

    /// Adds an example, and asks the rules about it.
    mutating func add(
        _ command: MeetingCommand, matter: MatterID? = nil, member: PersonID? = nil
    ) {
        var refusal: MeetingRefusal?
        do { try judge(command) } catch { refusal = error }
        offers.append(Offer(command: command, matter: matter, member: member, refusal: refusal))
    }

    /// For every matter that isn't settled: its place on the agenda, and its id.
    mutating func forEachOpenMatter(_ body: (inout OfferList, Int, MatterID) -> Void) {
        for m in state.matters.indices where !state.matters[m].status.isFinal {
            body(&self, m, charter.plan.matters[m].id)
        }
    }

    /// The same, and for every list as a whole: the place of its first line that isn't settled, and the list's id. M4.
    mutating func forEachOpenMatterAndList(_ body: (inout OfferList, Int, MatterID) -> Void) {
        forEachOpenMatter(body)
        for list in charter.plan.lists ?? [] {
            guard
                let first = charter.lines(ofList: list.id)?.first(where: {
                    !state.matters[$0].status.isFinal
                })
            else { continue }
            body(&self, first, list.id)
        }
    }
}

// Who an example could name.
extension OfferList {
    var chair: PersonID { charter.id(state.presiding) }

    var tellers: [PersonID] { state.tellers.map(charter.id) }

    func deputy(of m: Int) -> PersonID? { charter.deputies[m].map(charter.id) }

    /// Who introduces a matter: whoever was named, else the deputy in charge.
    func bringer(of m: Int) -> PersonID {
        state.matters[m].namedIntroducer.map(charter.id) ?? deputy(of: m) ?? chair
    }

    var someoneHere: PersonID? { state.isPresent.firstIndex(of: true).map(charter.id) }

    /// Two members who could be tellers now, or as many as there are.
    var someTellers: [PersonID] {
        let all = state.isPresent.indices.filter { !charter.isChief($0) }
        let matters = state.ballot?.matters ?? state.inHand
        let fit = all.filter { seat in
            state.isPresent[seat] && matters.allSatisfy { state.isFit(seat, for: $0, charter) }
        }
        return (fit.count >= 2 ? fit : all).prefix(2).map(charter.id)
    }
}
