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
                var list = OfferList(judge: judge, recommendations: recommendations)
                addAll(&list, charter, time)
                return list.offers
            }
        }
    }

    private func addAll(_ list: inout OfferList, _ charter: Charter, _ time: Timestamp) {
        list.add(.plan(charter.plan))
        addRoll(&list, charter, time)
        for m in matters.indices { addMatter(m, to: &list, charter, at: time) }
        addBallot(&list, charter)
    }

    private func addRoll(_ list: inout OfferList, _ charter: Charter, _ time: Timestamp) {
        let chair = charter.id(presiding)
        list.add(.convene)
        for member in charter.plan.roll {
            let id = member.id
            list.add(.deliver(Delivery(member: id, what: .papers, on: time.day)), member: id)
            list.add(.arrive(MemberAct(member: id)), member: id)
            list.add(.leave(ReasonedMemberAct(member: id, reason: filler)), member: id)
            list.add(.excuse(ReasonedMemberAct(member: id, reason: filler)), member: id)
            list.add(.preside(ReasonedMemberAct(member: id, reason: filler)), member: id)
        }
        list.add(.appointTellers(TellerAppointment(members: someTellers(charter))))
        list.add(.callQuorum(MemberAct(member: someoneHere(charter) ?? chair)))
        list.add(.adjourn(Adjournment(until: time, reason: filler)))
        list.add(.reconvene)
        list.add(.cancel(Cancellation(reason: filler)))
        let open = matters.indices.filter { !matters[$0].status.isFinal }
        list.add(.close(Closing(unfinished: open.map { charter.plan.matters[$0].id })))
        list.add(.remarkClock(ClockRemark(jumpMilliseconds: 0)))
    }

    private func addMatter(
        _ m: Int, to list: inout OfferList, _ charter: Charter, at time: Timestamp
    ) {
        let id = charter.plan.matters[m].id
        let matter = matters[m]
        let chair = charter.id(presiding)
        for chief in charter.chiefs {
            let veto = Veto(
                matter: id, by: charter.id(chief), reasons: filler,
                document: Document(title: filler))
            list.add(.veto(veto), id, charter.id(chief))
        }
        guard !matter.status.isFinal else { return }
        let bringer = (matter.namedIntroducer ?? charter.deputies[m]).map(charter.id) ?? chair
        list.add(.introduce(Introduction(matter: id, by: bringer)), id, bringer)
        if let deputy = charter.deputies[m].map(charter.id), deputy != bringer {
            list.add(.introduce(Introduction(matter: id, by: deputy)), id, deputy)
            list.add(
                .withdraw(MatterWithdrawal(matter: id, by: deputy, reason: filler)), id, deputy)
        }
        list.add(.withdraw(MatterWithdrawal(matter: id, by: chair, reason: filler)), id)
        list.add(.withdraw(MatterWithdrawal(matter: id, by: bringer, reason: filler)), id, bringer)
        let here = present(for: m)
        for ground in [Deferral.Ground.motion, .views] {
            let deferral = Deferral(
                matter: id, ground: ground, by: chair, inFavour: here, reason: filler)
            list.add(.defer(deferral), id)
        }
        list.add(.reopen(Motion(matter: id, by: chair, inFavour: here, reason: filler)), id)
        addPapers(of: m, to: &list, charter, at: time)
        addViews(m, &list, charter)
        for mode in BallotMode.allCases {
            list.add(.openBallot(BallotOpening(matters: [id], mode: mode)), id)
        }
    }

    private func addPapers(
        of m: Int, to list: inout OfferList, _ charter: Charter, at time: Timestamp
    ) {
        let id = charter.plan.matters[m].id
        for wanted in charter.kinds[m].prerequisites {
            let by = charter.deputies[m].map(charter.id) ?? charter.id(presiding)
            let record = PrerequisiteRecord(
                matter: id, prerequisite: wanted.id, by: by, on: time.day,
                document: Document(title: filler, sha256: String(repeating: "0", count: 64)))
            list.add(.recordPrerequisite(record), id)
            let correction = Correction(
                target: .prerequisite, matter: id, prerequisite: wanted.id, reason: filler)
            list.add(.correct(correction), id)
        }
        for candidate in charter.plan.matters[m].candidates {
            for fact in list.recommendations(candidate.id) {
                list.add(.attach(Attachment(matter: id, recommendation: fact)), id)
            }
        }
        for fact in matters[m].recommendations {
            list.add(.detach(Detachment(matter: id, recommendation: fact.id)), id)
        }
    }

    private func addViews(_ m: Int, _ list: inout OfferList, _ charter: Charter) {
        let id = charter.plan.matters[m].id
        let candidate = charter.kinds[m].form == .contested ? matters[m].contenders.first : nil
        for member in charter.plan.roll {
            let who = member.id
            let recusal = Recusal(matter: id, member: who, ground: .other, reason: filler)
            list.add(.recuse(recusal), id, who)
            let naming = IntroducerNaming(matter: id, member: who, reason: filler)
            list.add(.nameIntroducer(naming), id, who)
            let view = StatedView(
                matter: id, member: who, stance: .for, words: filler, candidate: candidate)
            list.add(.stateView(view), id, who)
            let opinion = WrittenOpinion(matter: id, member: who, words: filler)
            list.add(.readOpinion(opinion), id, who)
            for target in [Correction.Target.view, .recusal] {
                let correction = Correction(
                    target: target, matter: id, member: who, reason: filler)
                list.add(.correct(correction), id, who)
            }
        }
        let speaker = someoneHere(charter) ?? charter.id(presiding)
        let point = PointOfOrder(kind: .chiefSignalled, by: speaker, matter: id, words: filler)
        list.add(.raisePoint(point), id)
    }

    private func addBallot(_ list: inout OfferList, _ charter: Charter) {
        let chair = charter.id(presiding)
        let ready = matters.indices.filter { matters[$0].status == .discussed || current == $0 }
        if ready.count > 1 {
            let ids = ready.map { charter.plan.matters[$0].id }
            for mode in BallotMode.allCases {
                list.add(.openBallot(BallotOpening(matters: ids, mode: mode)))
            }
        }
        for seat in tellers {
            let teller = charter.id(seat)
            let papers = ballot.map { b in
                b.mode == .paper
                    ? 0
                    : b.mayVote.indices.count { b.mayVote[$0] && charter.chiefPosition[$0] == nil }
            }
            list.add(
                .sealOthers(OthersSealed(teller: teller, papers: papers ?? 0)), member: teller)
            let empty = (ballot?.matters ?? []).map { m in
                MatterFigures(
                    matter: charter.plan.matters[m].id, valid: 0, invalid: 0,
                    choices: Array(repeating: 0, count: choices(of: m)))
            }
            var sheet =
                ballot?.sheet
                ?? CountSheet(teller: teller, issued: 0, returned: 0, figures: empty)
            sheet.teller = teller
            if let closing = ballot?.closing { sheet = closing.sheet(of: teller) }
            list.add(.enterCount(sheet), member: teller)
            addBoxClosing(&list, by: teller, charter)
        }
        if ballot?.mode == .box { list.add(.countBox(exampleCount)) }
        for cause in BallotVoiding.Cause.allCases {
            let by = tellers.first { isPresent[$0] } ?? presiding
            list.add(
                .voidBallot(BallotVoiding(cause: cause, by: charter.id(by), reason: filler)))
        }
        list.add(.voidBallot(BallotVoiding(cause: .powerLost, by: chair, reason: filler)))
        list.add(.declare(Declaration(by: chair)))
    }

    /// An example in which everybody has cast, the same way.
    private func addBoxClosing(_ list: inout OfferList, by teller: PersonID, _ charter: Charter) {
        guard let ballot, ballot.mode == .box else { return }
        let all = ballot.electorate
        let closing = BoxClosing(
            teller: teller, archive: "", issued: all, returned: all, figures: [])
        list.add(.closeBox(closing), member: teller)
    }

    /// A count of the box in which all papers say the same: what the rules are asked with while nothing is decrypted.
    public var exampleCount: BoxCount {
        guard let ballot, let charter else { return BoxCount(archive: "", figures: []) }
        let all = ballot.closing?.returned ?? ballot.electorate
        let figures = ballot.matters.map { m in
            MatterFigures(
                matter: charter.plan.matters[m].id, valid: all, invalid: 0,
                choices: [all] + Array(repeating: 0, count: max(0, choices(of: m) - 1)))
        }
        return BoxCount(archive: "", figures: figures)
    }

    /// Two members who could be tellers now, or as many as there are.
    private func someTellers(_ charter: Charter) -> [PersonID] {
        let all = isPresent.indices.filter { charter.chiefPosition[$0] == nil }
        let matters = ballot?.matters ?? current.map { [$0] } ?? []
        let fit = all.filter { seat in
            isPresent[seat] && matters.allSatisfy { isFit(seat, for: $0, charter) }
        }
        return ids(Array((fit.count >= 2 ? fit : all).prefix(2)), charter)
    }

    private func someoneHere(_ charter: Charter) -> PersonID? {
        isPresent.firstIndex(of: true).map(charter.id)
    }
}

/// What the room would say: any text will do for an example.
private let filler = "…"

private struct OfferList {
    let judge: (MeetingCommand) throws(MeetingRefusal) -> Void
    let recommendations: (PersonID) -> [RecommendationFact]
    var offers: [Offer] = []

    mutating func add(
        _ command: MeetingCommand, _ matter: MatterID? = nil, _ member: PersonID? = nil
    ) {
        add(command, matter: matter, member: member)
    }

    mutating func add(_ command: MeetingCommand, matter: MatterID? = nil, member: PersonID?) {
        var refusal: MeetingRefusal?
        do { try judge(command) } catch { refusal = error }
        offers.append(Offer(command: command, matter: matter, member: member, refusal: refusal))
    }
}
