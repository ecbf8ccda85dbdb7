// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Yams

/// Reads a procedure profile. A profile that would undo what the program exists for (a quorum under
/// half, a majority under half, one teller) isn't a choice: it is refused.
public enum ProfileReader {
    /// A built-in profile by name, or a file.
    public static func read(_ nameOrPath: String) -> Reading<Profile> {
        if let text = BuiltInProfiles.text(of: nameOrPath) { return parse(text) }
        guard nameOrPath.contains("/") || nameOrPath.contains(".") else {
            return Reading(
                value: nil,
                diagnostics: [
                    Diagnostic(.unknownProfile(nameOrPath, known: BuiltInProfiles.names))
                ])
        }
        let file = TextFile.read(nameOrPath)
        guard let text = file.value?.text else {
            return Reading(value: nil, diagnostics: file.diagnostics)
        }
        let profile = parse(text)
        return Reading(value: profile.value, diagnostics: file.diagnostics + profile.diagnostics)
    }

    /// The profiles that come with the program, by name, each read once: what a screen may ask for while it is drawn.
    public static let builtIn: [String: Profile] = Dictionary(
        uniqueKeysWithValues: BuiltInProfiles.names.compactMap { name in
            read(name).value.map { (name, $0) }
        })

    private static let keys: [String: [String]] = [
        "profile": [], "version": [], "title": [], "sources": [], "quorum": [], "chief_order": [],
        "recused_count_as_entitled": [], "may_pass": [], "words_required": [], "ballot": [],
        "chief_recommendation": [], "voids_before_paper": [], "least_cast": [],
        "division_margin": [],
        "notice_working_days": [], "personnel_notice_working_days": [],
        "public_notice_working_days": [], "probation_months": [], "holidays": [], "workdays": [],
        "kinds": [], "facts": [], "gates": [], "deferral": [], "goes_up_to": [], "notice_facts": [],
        "probation_facts": [], "recusal_inquiry": [], "views": [], "recused_vote": [],
        "minutes_signers": [], "attendees_present": [],
    ]

    /// A profile from a text; what is wrong is reported.
    public static func parse(_ text: String) -> Reading<Profile> {
        let source = YAMLSource.parse(text)
        guard let root = source.value else {
            return Reading(value: nil, diagnostics: source.diagnostics)
        }
        let sink = Diagnostics(source.diagnostics)
        guard let map = YAMLMap(root, known: keys, sink) else {
            return Reading(value: nil, diagnostics: sink.all)
        }
        // Papers that several kinds ask for are written once, and named there.
        let gates = map.list("gates").compactMap { prerequisite($0, sink) }
        let kinds = map.list("kinds").compactMap { kind($0, gates, sink) }
        if kinds.isEmpty { sink.add(.missing("kinds"), map.place("kinds")) }
        for (i, kind) in kinds.enumerated() where kinds[..<i].contains(where: { $0.id == kind.id })
        {
            sink.add(.duplicateKey(kind.id), map.place("kinds"))
        }
        let profile = Profile(
            id: id(map, "profile", sink) ?? "", version: map.integer("version", 1...9999) ?? 0,
            title: bilingual(map, "title", sink) ?? Profile.Bilingual(zh: "", en: ""),
            sources: map.list("sources").compactMap {
                sink.clean(
                    $0.string ?? "", field: "sources", lines: false, limit: 200, $0.place)
            },
            quorum: quorum(map, sink) ?? .twoThirds,
            chiefOrder: chiefOrder(map, sink),
            recusedCountAsEntitled: map.truth("recused_count_as_entitled") ?? true,
            mayPass: map.truth("may_pass") ?? false,
            wordsRequired: map.texts("words_required").compactMap { text, place in
                rule(text, Stance.self, sink, place)
            },
            ballotOrder: rule(map, "ballot", sink) ?? .afterChief,
            chiefRecommendation: rule(map, "chief_recommendation", sink) ?? .refuse,
            voidsBeforePaper: map.integer("voids_before_paper", 1...9) ?? 3,
            leastCast: map.has("least_cast")
                ? map.integer("least_cast", Profile.fewestCast...500) : nil,
            divisionMargin: map.has("division_margin")
                ? map.integer("division_margin", 0...100) : nil,
            noticeWorkingDays: map.integer("notice_working_days", 0...60) ?? 0,
            personnelNoticeWorkingDays: map.integer("personnel_notice_working_days", 0...60) ?? 0,
            publicNoticeWorkingDays: map.integer("public_notice_working_days", 5...60) ?? 5,
            probationMonths: map.integer("probation_months", 0...36) ?? 12,
            calendar: WorkCalendar(
                holidays: days(map, "holidays", sink), workdays: days(map, "workdays", sink)),
            kinds: kinds,
            facts: map.has("facts")
                ? map.list("facts").compactMap { titled($0, sink) }.map(Profile.Fact.init) : nil,
            deferralGrounds: map.has("deferral")
                ? map.texts("deferral").compactMap { text, place in
                    rule(text, Deferral.Ground.self, sink, place)
                } : nil,
            goesUpTo: map.has("goes_up_to") ? bilingual(map, "goes_up_to", sink) : nil,
            noticeFacts: map.has("notice_facts") ? map.texts("notice_facts").map(\.0) : nil,
            probationFacts: map.has("probation_facts")
                ? map.texts("probation_facts").map(\.0) : nil,
            viewRule: map.has("views") ? rule(map, "views", sink) : nil,
            recusedVote: yes(map, "recused_vote"),
            inquiry: map.has("recusal_inquiry") ? rule(map, "recusal_inquiry", sink) : nil,
            minutesSigners: map.has("minutes_signers") ? rule(map, "minutes_signers", sink) : nil,
            attendeesPresent: yes(map, "attendees_present"))
        // What no single key shows, by the same test that the meeting applies.
        if !sink.all.contains(where: { $0.severity == .error }),
            let key = profile.firstUnsoundKey
        {
            sink.add(.unsoundProfile(key), map.place)
        }
        return Reading(value: profile, diagnostics: sink.all)
    }

    /// Q1: at least half, at most all.
    private static func quorum(_ map: YAMLMap, _ sink: Diagnostics) -> Fraction? {
        guard let raw = map.text("quorum") else { return nil }
        guard let share = Fraction(raw), share.isAtLeastHalf else {
            sink.add(.badQuorum(raw), map.place("quorum"))
            return nil
        }
        return share
    }

    private static func chiefOrder(_ map: YAMLMap, _ sink: Diagnostics) -> [ChiefKind] {
        let order = map.texts("chief_order").compactMap { text, place in
            rule(text, ChiefKind.self, sink, place)
        }
        if order.isEmpty || Set(order).count != order.count {
            sink.add(.missing("chief_order"), map.place("chief_order"))
        }
        return order
    }

    private static func days(_ map: YAMLMap, _ key: String, _ sink: Diagnostics) -> [Day] {
        map.texts(key).compactMap { text, place in
            guard let day = Day(text) else {
                sink.add(.badDate(field: key, value: text), place)
                return nil
            }
            return day
        }
    }

    private static let kindKeys: [String: [String]] = [
        "id": [], "title": [], "power": [], "about_people": [], "form": [], "grades": [],
        "passing": [], "no_majority": [], "veto": [], "prerequisites": [], "recommendations": [],
        "appoints": [], "send_back": [], "methods": [], "quorum": [],
    ]

    private static func kind(
        _ node: Node, _ gates: [MatterKind.Prerequisite], _ sink: Diagnostics
    ) -> MatterKind? {
        guard let map = YAMLMap(node, known: kindKeys, sink) else { return nil }
        let form: MatterKind.Form = rule(map, "form", sink) ?? .approval
        let grades = map.list("grades").compactMap { bilingual($0, sink) }
        if form == .graded, grades.count < 2 { sink.add(.missing("grades"), map.place("grades")) }
        let passing = form == .graded || form == .noted ? nil : passing(map, sink)
        guard let id = id(map, "id", sink), let title = bilingual(map, "title", sink),
            let power: Power = rule(map, "power", sink)
        else { return nil }
        return MatterKind(
            id: id, title: title, power: power, isAboutPeople: map.truth("about_people") ?? true,
            form: form, grades: grades, passing: passing,
            noMajority: map.has("no_majority")
                ? rule(map, "no_majority", sink) ?? .deferred
                : .deferred,
            veto: veto(map, sink),
            prerequisites: map.list("prerequisites").compactMap {
                named($0, gates, sink) ?? prerequisite($0, sink)
            },
            recommendations: map.has("recommendations")
                ? map.integer("recommendations", 0...9) ?? 0 : 0,
            appoints: yes(map, "appoints") ?? false,
            maySendBack: yes(map, "send_back"),
            methods: map.has("methods")
                ? map.texts("methods").compactMap { text, place in
                    rule(text, MatterKind.VotingMethod.self, sink, place)
                } : nil,
            quorum: map.has("quorum") ? quorum(map, sink) : nil)
    }

    /// B2: more than a share that is at least half.
    private static func passing(_ map: YAMLMap, _ sink: Diagnostics) -> MatterKind.Passing? {
        guard let node = map.node("passing") else {
            sink.add(.missing("passing"), map.place)
            return nil
        }
        guard let inner = YAMLMap(node, known: ["share": [], "more_than": [], "of": []], sink)
        else { return nil }
        let of: MatterKind.Passing.Base? = rule(inner, "of", sink)
        let strictly = inner.truth("more_than")
        guard let raw = inner.text("share") else { return nil }
        // "At least half" is no majority; "more than all" can't be reached.
        let passing = Fraction(raw).map {
            MatterKind.Passing(share: $0, strictly: strictly ?? false, of: of ?? .entitled)
        }
        guard let passing, passing.isMajority else {
            sink.add(.badShare(raw), inner.place("share"))
            return nil
        }
        return of == nil || strictly == nil ? nil : passing
    }

    private static func veto(_ map: YAMLMap, _ sink: Diagnostics) -> MatterKind.VetoWindow {
        guard let raw = map.text("veto") else { return .none }
        switch raw {
        case "none": return .none
        case "sitting": return .sitting
        default:
            guard let days = Int(raw), (1...30).contains(days) else {
                sink.add(
                    .unknownRule(raw, allowed: ["none", "sitting", "1–30"]), map.place("veto"))
                return .none
            }
            return .days(days)
        }
    }

    /// One of the gates, where its id stands alone.
    private static func named(
        _ node: Node, _ gates: [MatterKind.Prerequisite], _ sink: Diagnostics
    ) -> MatterKind.Prerequisite? {
        guard let id = node.string else { return nil }
        return gates.first { $0.id == id }
    }

    private static func prerequisite(_ node: Node, _ sink: Diagnostics)
        -> MatterKind.Prerequisite?
    {
        guard let map = YAMLMap(node, known: prerequisiteKeys, sink), let id = id(map, "id", sink),
            let title = bilingual(map, "title", sink)
        else { return nil }
        return MatterKind.Prerequisite(
            id: id, title: title, byDeputyInCharge: yes(map, "by_deputy") ?? false,
            needsDocument: yes(map, "document") ?? false,
            isForEachCandidate: yes(map, "each_candidate"),
            facts: map.has("facts") ? map.texts("facts").map(\.0) : nil,
            conclusions: map.has("conclusions")
                ? map.list("conclusions").compactMap { conclusion($0, sink) } : nil,
            figures: map.has("figures")
                ? map.list("figures").compactMap { titled($0, sink) }.map(MatterKind.Figure.init)
                : nil,
            leastNamed: map.has("least_named") ? map.integer("least_named", 1...20) : nil,
            capacity: map.has("capacity") ? rule(map, "capacity", sink) : nil,
            isAdvice: yes(map, "advice"),
            validMonths: map.has("valid_months") ? map.integer("valid_months", 1...60) : nil,
            source: map.text("source", required: false, limit: 200))
    }

    /// True, or nil where the key isn't there or says no: both are kept the same way.
    private static func yes(_ map: YAMLMap, _ key: String) -> Bool? {
        map.has(key) && map.truth(key) == true ? true : nil
    }

    private static let prerequisiteKeys: [String: [String]] = [
        "id": [], "title": [], "by_deputy": [], "document": [], "each_candidate": [], "facts": [],
        "conclusions": [], "figures": [], "least_named": [], "capacity": [], "advice": [],
        "valid_months": [], "source": [],
    ]

    private static func conclusion(_ node: Node, _ sink: Diagnostics) -> MatterKind.Conclusion? {
        let known: [String: [String]] = [
            "id": [], "title": [], "effect": [], "after_months": [],
        ]
        guard let map = YAMLMap(node, known: known, sink), let id = id(map, "id", sink),
            let title = bilingual(map, "title", sink)
        else { return nil }
        let effect: MatterKind.Conclusion.Effect? =
            map.has("effect") ? rule(map, "effect", sink) : .passes
        let months = map.has("after_months") ? map.integer("after_months", 1...60) : nil
        return effect.map {
            MatterKind.Conclusion(id: id, title: title, effect: $0, afterMonths: months)
        }
    }

    /// Something with an id and what it is called.
    private static func titled(_ node: Node, _ sink: Diagnostics)
        -> (id: String, title: Profile.Bilingual)?
    {
        guard let map = YAMLMap(node, known: ["id": [], "title": []], sink),
            let id = id(map, "id", sink), let title = bilingual(map, "title", sink)
        else { return nil }
        return (id, title)
    }

    private static func id(_ map: YAMLMap, _ key: String, _ sink: Diagnostics) -> String? {
        guard let raw = map.text(key) else { return nil }
        guard MatterID(raw).isWellFormed else {
            sink.add(.badID(raw), map.place(key))
            return nil
        }
        return raw
    }

    private static func bilingual(_ map: YAMLMap, _ key: String, _ sink: Diagnostics)
        -> Profile.Bilingual?
    {
        guard let node = map.node(key) else {
            sink.add(.missing(key), map.place)
            return nil
        }
        return bilingual(node, sink)
    }

    private static func bilingual(_ node: Node, _ sink: Diagnostics) -> Profile.Bilingual? {
        guard let map = YAMLMap(node, known: ["zh": [], "en": []], sink), let zh = map.text("zh"),
            let en = map.text("en")
        else { return nil }
        return Profile.Bilingual(zh: zh, en: en)
    }

    /// A choice by its name in the file.
    private static func rule<T: RawRepresentable<String> & CaseIterable>(
        _ map: YAMLMap, _ key: String, _ sink: Diagnostics
    ) -> T? {
        guard let raw = map.text(key) else { return nil }
        return rule(raw, T.self, sink, map.place(key))
    }

    private static func rule<T: RawRepresentable<String> & CaseIterable>(
        _ raw: String, _ type: T.Type, _ sink: Diagnostics, _ place: Place?
    ) -> T? {
        guard let value = T(rawValue: raw) else {
            sink.add(.unknownRule(raw, allowed: T.allCases.map(\.rawValue)), place)
            return nil
        }
        return value
    }
}
