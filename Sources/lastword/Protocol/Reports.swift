// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Intake
import Meeting
import Personnel
import Record
import Wording

struct BilingualReport: Encodable {
    var zh: String
    var en: String
    init(_ text: Text) {
        zh = text.zh
        en = text.en
    }
}

/// A fingerprint in both its forms, with the whole hash.
struct FingerprintReport: Encodable {
    var zh: String
    var en: String
    var hex: String
    init(_ digest: Digest) {
        let fingerprint = Fingerprint(digest)
        zh = fingerprint.chinese
        en = fingerprint.english
        hex = digest.hex
    }
}

struct RefusalReport: Encodable {
    struct Worded: Encodable {
        var says: String
        var next: String
    }
    var rule: String
    var reason: String
    var people: [PersonID]
    var next: [String]
    var zh: Worded
    var en: Worded

    init(_ e: Explanation) {
        rule = e.rule
        reason = e.code
        people = e.people
        next = e.commands.map(\.rawValue)
        zh = Worded(says: e.says.zh, next: e.next.zh)
        en = Worded(says: e.says.en, next: e.next.en)
    }
}

struct OfferReport: Encodable {
    var `do`: String
    var matter: MatterID?
    var member: PersonID?
    var possible: Bool
    var refused: RefusalReport?
    var zh: String
    var en: String

    init(_ offer: Offer, _ names: Names) {
        `do` = offer.kind.rawValue
        matter = offer.matter
        member = offer.member
        possible = offer.isPossible
        refused = offer.refusal.map { RefusalReport($0.explanation(names)) }
        zh = offer.kind.text.zh
        en = offer.kind.text.en
    }

    /// Nothing is planned: the one thing to do is to plan, if a meeting was named.
    init(planIn meeting: MeetingID?) {
        `do` = MeetingCommand.Kind.plan.rawValue
        possible = meeting != nil
        zh = MeetingCommand.Kind.plan.text.zh
        en = MeetingCommand.Kind.plan.text.en
    }
}

/// A meeting's state for programs, and the basis of what `show` prints.
struct StateReport: Encodable {
    struct MemberReport: Encodable {
        var id: PersonID
        var name: String
        var rank: Int
        var chief: ChiefKind?
        var present: Bool
        var absence: String?
        var teller: Bool
        var presides: Bool
    }
    struct ViewReport: Encodable {
        var member: PersonID
        var stance: Stance
        var words: String
        var candidate: PersonID?
        /// Where it is for several. B3.
        var candidates: [PersonID]?
        var number: Int
        var at: Timestamp?
    }
    struct CountReport: Encodable {
        var mode: BallotMode
        var electorate: Int
        var issued: Int
        var returned: Int
        var valid: Int
        var invalid: Int
        var choices: [Int]
    }
    struct MatterReport: Encodable {
        var id: MatterID
        var title: String
        var kind: String
        /// The list of which it is a line.
        var list: MatterID?
        var status: MatterState.Status
        var entitled: Int
        var present: Int
        var quorum: Int
        var needed: Int?
        var awaited: [PersonID]
        var recused: [PersonID]
        var views: [ViewReport]
        var choices: [BilingualReport]
        var count: CountReport?
        var result: MatterResult?
        var veto: Veto?
        var voids: Int
        var reopenings: Int
        var signals: Int
    }
    struct BallotReport: Encodable {
        var mode: BallotMode
        var matters: [MatterID]
        var electorate: Int
        var signedBy: [PersonID]
        /// How many have cast into the box; only the program that holds it knows.
        var voted: Int?
        /// The box's figures, once it is closed.
        var closing: BoxClosing?
    }

    var meeting: MeetingID
    var title: String?
    var phase: MeetingState.Phase
    var entitled: Int
    var present: Int
    var quorum: Int
    var hasQuorum: Bool
    var profile: String?
    var roll: [MemberReport]
    var matters: [MatterReport]
    var current: MatterID?
    var ballot: BallotReport?
    var events: Int
    var advice: [BilingualReport]
    var closing: FingerprintReport?

    init(
        _ id: MeetingID, _ s: MeetingState, _ names: Names, closing: Register.Head?,
        voted: Int? = nil
    ) {
        meeting = id
        title = s.charter?.plan.title
        phase = s.phase
        entitled = s.entitled
        present = s.present
        quorum = s.quorum
        hasQuorum = s.hasQuorum
        profile = s.charter?.profile.id
        let plan = s.charter?.plan
        roll = (plan?.roll ?? []).enumerated().map { seat, m in
            MemberReport(
                id: m.id, name: m.label, rank: m.rank, chief: m.chief,
                present: s.isPresent[seat], absence: s.absence[seat],
                teller: s.tellers.contains(seat), presides: s.presiding == seat)
        }
        matters = s.matters.indices.compactMap { Self.matter($0, s) }
        current = s.current.flatMap { plan?.matters[$0].id }
        ballot = s.ballot.map { b in
            BallotReport(
                mode: b.mode, matters: b.matters.compactMap { plan?.matters[$0].id },
                electorate: b.electorate, signedBy: b.signedBy.compactMap { s.charter?.id($0) },
                voted: voted, closing: b.closing)
        }
        events = s.events
        advice = s.advice.map { BilingualReport($0.text(names)) }
        self.closing = closing.map { FingerprintReport($0.hash) }
    }

    private static func matter(_ m: Int, _ s: MeetingState) -> MatterReport? {
        guard let charter = s.charter else { return nil }
        let matter = s.matters[m]
        let views = matter.views.enumerated().compactMap { seat, view in
            view.map {
                ViewReport(
                    member: charter.id(seat), stance: $0.stance, words: $0.words,
                    candidate: $0.chosen.count == 1 ? $0.chosen[0] : nil,
                    candidates: $0.chosen.count > 1 ? $0.chosen : nil, number: $0.number,
                    at: $0.at)
            }
        }.sorted { $0.number < $1.number }
        let open = matter.status == .open
        return MatterReport(
            id: charter.plan.matters[m].id, title: charter.plan.matters[m].title,
            kind: charter.plan.matters[m].kind, list: charter.plan.matters[m].list,
            status: matter.status,
            entitled: s.entitled(for: m), present: s.present(for: m), quorum: s.quorum(for: m),
            needed: matter.result?.needed ?? s.needed(for: m),
            awaited: open ? s.awaited(on: m).map(charter.id) : [],
            recused: matter.isRecused.indices.filter { matter.isRecused[$0] }.map(charter.id),
            views: views, choices: s.choiceTexts(of: m).map(BilingualReport.init),
            count: matter.count.map { c in
                CountReport(
                    mode: c.mode, electorate: c.electorate, issued: c.issued, returned: c.returned,
                    valid: c.figures.valid, invalid: c.figures.invalid, choices: c.figures.choices)
            }, result: matter.result, veto: matter.veto, voids: matter.voids,
            reopenings: matter.reopenings, signals: matter.signals)
    }
}

struct MeetingLine: Encodable {
    var id: MeetingID
    var title: String
    var phase: MeetingState.Phase
    var matters: Int

    init(_ id: MeetingID, _ state: MeetingState) {
        self.id = id
        title = state.charter?.plan.title ?? ""
        phase = state.phase
        matters = state.matters.count
    }

    func phaseText(_ language: Language) -> String { phase.text(language) }
}

/// What a plan comes to: what is there, and what is still missing before convening.
struct PlanReport: Encodable {
    struct Missing: Encodable {
        var matter: MatterID
        var prerequisites: [String]
        var recommendations: [PersonID]
    }
    var ok = true
    var meeting: MeetingID
    var entitled: Int
    var quorum: Int
    var matters: Int
    var missing: [Missing]
    var advice: [BilingualReport]
    var diagnostics: [DiagnosticsReport.Item]
    private var texts: [Text] = []

    private enum CodingKeys: CodingKey {
        case ok, meeting, entitled, quorum, matters, missing, advice, diagnostics
    }

    init(
        _ resolved: ResolvedPlan, tried state: MeetingState, _ diagnostics: [Diagnostic],
        _ names: Names
    ) {
        meeting = resolved.meeting
        entitled = state.entitled
        quorum = state.quorum
        matters = state.matters.count
        self.diagnostics = DiagnosticsReport(ok: true, diagnostics: diagnostics).diagnostics
        advice = state.advice.map { BilingualReport($0.text(names)) }
        missing = []
        guard let charter = state.charter else { return }
        texts.append(
            Text(
                "会议 \(meeting)《\(charter.plan.title)》：应到 \(entitled) 人，法定人数 \(quorum) 人，议题 \(matters) 项",
                "meeting \(meeting) “\(charter.plan.title)”: entitled \(entitled), quorum \(quorum), \(matters) matters"
            ))
        for (m, kind) in charter.kinds.enumerated() {
            let gates = state.gates(of: m, on: charter.plan.scheduled.day).filter(\.binds)
            let lacking = gates.filter { $0.standing == .missing }
            let stopped = gates.filter { $0.standing == .stopped }
            let old = gates.filter { $0.standing == .outOfDate }
            let short = charter.plan.matters[m].candidates.map(\.id).filter { id in
                state.matters[m].recommendations.count { $0.candidate == id }
                    < kind.recommendations
            }
            let label = names(charter.plan.matters[m].id)
            texts += stopped.map {
                label + Text("：停，", ": stopped by ") + names.paper($0.name)
            }
            texts += old.map {
                label + Text("：已过有效期，", ": out of date, ") + names.paper($0.name)
            }
            if lacking.isEmpty, short.isEmpty {
                guard stopped.isEmpty, old.isEmpty else { continue }
                texts.append(label + Text("：材料齐全", ": papers complete"))
                continue
            }
            missing.append(
                Missing(
                    matter: charter.plan.matters[m].id,
                    prerequisites: lacking.map(\.prerequisite.id),
                    recommendations: short))
            let wanted =
                lacking.map { names.paper($0.name) }
                + (short.isEmpty
                    ? []
                    : [
                        Text(
                            "\(names(short).zh) 的实名推荐",
                            "signed recommendation of \(names(short).en)")
                    ])
            texts.append(label + Text("：缺 ", ": missing ") + list(wanted))
        }
        texts += state.advice.map { Text("提示：", "note: ") + $0.text(names) }
    }

    var lines: [String] { texts.map { $0(spoken) } }
}
