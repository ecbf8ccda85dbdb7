// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Wording

/// Something that can be asked of the meeting now: the same list serves the key bar, the menus, the
/// command list and line mode. The engine says what is possible and why the rest isn't.
struct OfferedAct: Hashable, Sendable {
    /// How sure one has to be.
    enum Weight: Hashable, Sendable {
        /// Done at once; a slip can be corrected.
        case light
        /// Asked once more.
        case plain
        /// A number drawn for the purpose has to be typed.
        case grave
    }

    var example: MeetingCommand
    var matter: MatterID?
    var member: PersonID?
    var title: Text
    /// Its title without who does it; nil where nobody in particular does.
    var titleForAnybody: Text?
    var weight: Weight
    /// Why it can't be done; nil when it can.
    var refusal: MeetingRefusal?

    var kind: MeetingCommand.Kind { example.kind }
    var isPossible: Bool { refusal == nil }

    /// Whether it is asked for at the matter rather than at a member: whom a paper is about is no matter of who acts.
    func isAbout(_ id: MatterID) -> Bool {
        guard matter == id else { return false }
        if case .correct(let slip) = example { return slip.target == .prerequisite }
        let atMatter: [MeetingCommand.Kind] = [
            .introduce, .veto, .sendBack, .nameIntroducer, .recuse, .recordPrerequisite, .takeVotes,
        ]
        return member == nil || atMatter.contains(kind)
    }

    /// Whether it undoes or ends something rather than going on.
    var takesBack: Bool {
        switch kind {
        case .correct, .withdraw, .defer, .cancel, .voidBallot, .detach: true
        default: false
        }
    }
}

extension RoomSnapshot {
    /// Every act somebody could mean now, possible or not, in the order of the engine's offers.
    func allActs() -> [OfferedAct] {
        var seen: Set<String> = []
        var out: [OfferedAct] = []
        // What is possible goes before its refused double (two who could withdraw, two tellers).
        let offers = context?.offers(at: now) ?? state.offers(at: now)
        for offer in offers.filter(\.isPossible) + offers.filter({ !$0.isPossible }) {
            guard let key = key(offer), seen.insert(key).inserted else { continue }
            guard let act = act(offer) else { continue }
            out.append(act)
        }
        return out + papersOfRecommenders()
    }

    /// Signed recommendations that may join a matter, or leave it, until the agenda freezes.
    private func papersOfRecommenders() -> [OfferedAct] {
        guard let charter, state.phase == .planned else { return [] }
        var acts: [OfferedAct] = []
        for (m, matter) in charter.plan.matters.enumerated() {
            let candidates = Set(matter.candidates.map(\.id))
            for file in personnel.recommendationsByID
            where !file.isWithdrawn && candidates.contains(file.recommendation.candidate) {
                let r = file.recommendation
                let isThere = state.matters[m].recommendations.contains { $0.id == r.id }
                let command: MeetingCommand =
                    isThere
                    ? .detach(Detachment(matter: matter.id, recommendation: r.id))
                    : .attach(Attachment(matter: matter.id, recommendation: RecommendationFact(r)))
                let refusal = refusal(of: command)
                acts.append(
                    OfferedAct(
                        example: command, matter: matter.id, member: nil,
                        title: command.kind.text
                            + Text(" \(r.id)（", " \(r.id) (")
                            + names(r.recommenders.map(\.person))
                            + Text("推荐\(names(r.candidate))）", " for \(names(r.candidate)))"),
                        weight: .plain, refusal: refusal))
            }
        }
        return acts
    }

    func act(_ kind: MeetingCommand.Kind, matter: MatterID? = nil, member: PersonID? = nil)
        -> OfferedAct?
    {
        let all = acts.filter {
            $0.kind == kind && (matter == nil || $0.matter == matter)
                && (member == nil || $0.member == member)
        }
        return all.first(where: \.isPossible) ?? all.first
    }

    /// Two offers with the same key are one act to a person; nil: not a person's to ask.
    private func key(_ offer: Offer) -> String? {
        let subject = "\(offer.matter?.rawValue ?? "")|\(offer.member?.rawValue ?? "")"
        switch offer.command {
        case .plan, .remarkClock, .closeBox, .countBox, .attach, .detach: return nil
        // A box is counted with all tellers' PINs at once, never sheet by sheet.
        case .enterCount where state.ballot?.isSealed == true: return nil
        // The box is alive: its key isn't lost.
        case .voidBallot(let v) where v.cause == .powerLost && voted != nil: return nil
        case .voidBallot(let v) where v.cause == .tooFewCast && !hasTooFewCast: return nil
        case .openBallot(let o):
            return "openBallot|\(o.mode)|\(o.matters.map(\.rawValue).joined(separator: ","))"
        case .defer(let d): return "defer|\(subject)|\(d.ground)"
        case .withdraw: return "withdraw|\(offer.matter?.rawValue ?? "")"
        case .introduce: return "introduce|\(offer.matter?.rawValue ?? "")"
        case .voidBallot(let v): return "void|\(v.cause)"
        case .correct(let c): return "correct|\(subject)|\(c.target)|\(c.prerequisite ?? "")"
        case .answerQuestion(let a): return "answer|\(subject)|\(a.question)"
        case .recordPrerequisite(let p): return "prerequisite|\(subject)|\(p.prerequisite)"
        case .sealOthers: return "sealOthers"
        default: return "\(offer.kind)|\(subject)"
        }
    }

    private func act(_ offer: Offer) -> OfferedAct? {
        guard let charter else { return nil }
        var title = offer.kind.text
        switch offer.command {
        case .openBallot(let o):
            title = title + Text("（\(o.mode.text.zh)）", " (\(o.mode.text.en))")
            if o.matters.count > 1 {
                title =
                    title + Text(" · \(o.matters.count) 项一张票", " · \(o.matters.count) on one paper")
            }
        case .voidBallot(let v): title = title + Text("：", ": ") + v.cause.text
        case .defer(let d):
            title = title + Text("（", " (") + d.ground.text + Text("）", ")")
        case .correct(let c):
            switch c.target {
            case .view: title = Text("更正误记的表态", "correct a view entered by mistake")
            case .recusal: title = Text("更正误记的回避", "correct a recusal entered by mistake")
            case .prerequisite:
                title =
                    Text("更正误记的材料", "correct a paper entered by mistake")
                    + prerequisite(c.prerequisite, offer.matter)
            }
        case .recordPrerequisite(let p): title = title + prerequisite(p.prerequisite, offer.matter)
        case .answerQuestion(let a):
            if let m = charter.matter(a.matter),
                state.matters[m].questions.indices.contains(a.question - 1)
            {
                let asked = state.matters[m].questions[a.question - 1].question
                title =
                    title + Text("：\(names(asked.by))问", ": \(names(asked.by)) asked ")
                    + Text("“\(asked.words)”", "“\(asked.words)”")
            }
        default: break
        }
        var person: Text?
        if let member = offer.member, offer.kind != .introduce {
            person = Text(same: " · \(names(member))")
        }
        var place = Text("", "")
        if let id = offer.matter, let m = charter.matter(id),
            state.current != m || offer.kind == .veto
        {
            place = Text(" · 议题 \(number(of: m))", " · matter \(number(of: m))")
        } else if let id = offer.matter, let span = charter.lines(ofList: id) {
            let item = charter.item(span.lowerBound)
            place = Text(" · 议题 \(item) 整份名单", " · the whole list, matter \(item)")
        }
        return OfferedAct(
            example: offer.command, matter: offer.matter, member: offer.member,
            title: title + (person ?? Text("", "")) + place,
            titleForAnybody: person.map { _ in title + place },
            weight: Self.weight(offer.kind), refusal: offer.refusal)
    }

    private func prerequisite(_ id: String?, _ matter: MatterID?) -> Text {
        guard let id, let matter, let m = place(of: matter),
            let title = charter?.kinds[m].prerequisites.first(where: { $0.id == id })?.title
        else { return Text("", "") }
        return Text("：\(title.zh)", ": \(title.en)")
    }

    private static func weight(_ kind: MeetingCommand.Kind) -> OfferedAct.Weight {
        switch kind {
        case .arrive, .stateView, .deliver, .recordPrerequisite, .raisePoint, .readOpinion, .excuse,
            .callQuorum, .askQuestion, .answerQuestion:
            .light
        case .voidBallot, .cancel, .veto, .sendBack, .close, .adjourn, .withdraw: .grave
        default: .plain
        }
    }
}
