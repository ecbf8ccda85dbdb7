// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

/// A plan with everything looked up, and the commands that put its papers on record.
public struct ResolvedPlan: Sendable {
    public var meeting: MeetingID
    public var plan: Plan
    /// Deliveries, prerequisites and tellers, in an order in which they can be given.
    public var commands: [MeetingCommand]
}

extension PlanDraft {
    /// What the draft needs to know from outside.
    public struct Sources {
        /// A matter of an earlier meeting: whether it was decided, and how often vetoed.
        public var prior: (MeetingID, MatterID) -> PriorDecision?
        /// A profile by name or path.
        public var profile: (String) -> Reading<Profile>
        /// The SHA-256 of a file, in hex; nil when it can't be read.
        public var hashOfFile: (String) -> String?

        public init(
            prior: @escaping (MeetingID, MatterID) -> PriorDecision?,
            profile: @escaping (String) -> Reading<Profile>,
            hashOfFile: @escaping (String) -> String?
        ) {
            self.prior = prior
            self.profile = profile
            self.hashOfFile = hashOfFile
        }
    }

    /// Looks up every reference in the register; what is unknown is reported with its place.
    public func resolve(in register: PersonnelState, _ sources: Sources) -> Reading<ResolvedPlan> {
        let sink = Diagnostics()
        let read = sources.profile(profile.id)
        // A fault inside a profile file is shown with the place in that file, not in this one.
        sink.add(
            read.diagnostics.map {
                $0.place == nil ? Diagnostic($0.problem, at: profile.place) : $0
            })
        guard let rules = read.value else { return Reading(value: nil, diagnostics: sink.all) }
        var resolver = Resolver(
            draft: self, register: register, profile: rules, sources: sources, sink: sink)
        let plan = resolver.plan()
        let resolved = ResolvedPlan(
            meeting: MeetingID(id.id), plan: plan, commands: resolver.commands(for: plan))
        return Reading(value: resolved, diagnostics: sink.all)
    }
}

struct Resolver {
    let draft: PlanDraft
    let register: PersonnelState
    let profile: Profile
    let sources: PlanDraft.Sources
    let sink: Diagnostics

    mutating func plan() -> Plan {
        Plan(
            title: draft.title,
            organisation: draft.organisation ?? register.opening?.organisation ?? "",
            place: draft.place, scheduled: draft.time, presiding: person(draft.presiding),
            secretary: person(draft.secretary), roll: roll(),
            attendees: draft.attendees.map { reference in
                let known = register.people[person(reference)]
                return Attendee(
                    id: PersonID(reference.id), name: known?.label ?? "", post: known?.post)
            },
            matters: draft.matters.flatMap(lines).map(matter), lists: lists, profile: profile)
    }

    private func person(_ reference: PlanDraft.Reference) -> PersonID {
        let id = PersonID(reference.id)
        if register.people[id] == nil { sink.add(.unknownPerson(reference.id), reference.place) }
        return id
    }

    /// P1: everybody who has a rank.
    private func roll() -> [Member] {
        let members = register.people.values.filter { $0.rank != nil }
            .sorted { ($0.rank ?? 0, $0.id) < ($1.rank ?? 0, $1.id) }
        return members.enumerated().map { i, p in
            Member(
                id: p.id, name: p.name, distinguisher: p.distinguisher, rank: p.rank ?? i + 1,
                chief: p.chief, inCharge: p.inCharge, unit: p.unit, post: p.post)
        }
    }

    /// B3: one, on a paper with an abstention, unless the kind may be voted on in the open, where each has one voice.
    private func usualPosts(_ m: PlanDraft.DraftMatter) -> Int? {
        guard let kind = profile.kind(m.kind.id), kind.form == .contested,
            profile.methods(of: kind) == [.secret]
        else { return nil }
        return 1
    }

    private func matter(_ line: PlanLine) -> Matter {
        let m = line.matter
        if profile.kind(m.kind.id) == nil {
            sink.add(.unknownKind(m.kind.id, known: profile.kinds.map(\.id)), m.kind.place)
        }
        var matter = Matter(id: MatterID(m.id.id), kind: m.kind.id, title: m.title)
        matter.list = line.list
        matter.summary = m.summary
        matter.posts = m.posts ?? usualPosts(m)
        matter.candidates = m.candidates.map { c in
            let id = person(c.person)
            let held = register.consequences(for: id, .noPromotion, on: draft.time.day)
                .map(\.through).max()
            return Candidate(
                id: id, name: register.people[id]?.label ?? "", post: c.post, heldThrough: held,
                facts: c.facts.map { $0.compactMap(known) }, leaves: c.leaves)
        }
        matter.recommendations = m.recommendations.compactMap(fact)
        if let r = m.reconsiders {
            let (earlier, prior) = prior(r, line)
            matter.reconsiders = Reconsideration(
                meeting: MeetingID(r.meeting.id), matter: earlier,
                supporters: r.supporters.map(person), wasDecided: prior?.wasDecided ?? false,
                vetoes: prior?.vetoes ?? 0)
        }
        if let r = m.resubmits {
            let (earlier, prior) = prior(r, line)
            matter.resubmits = Resubmission(
                meeting: MeetingID(r.meeting.id), matter: earlier,
                returns: prior?.returns ?? 0)
        }
        return matter
    }

    /// What an earlier meeting did with a matter; unknown is reported. Of a list it is the line of the same number.
    private func prior(_ r: PlanDraft.DraftReconsideration, _ line: PlanLine)
        -> (MatterID, PriorDecision?)
    {
        let meeting = MeetingID(r.meeting.id)
        let names = (line.number.map { ["\(r.matter).\($0)"] } ?? []) + [r.matter]
        for name in names {
            if let prior = sources.prior(meeting, MatterID(name)) { return (MatterID(name), prior) }
        }
        sink.add(.unknownPrior(r.meeting.id), r.meeting.place)
        return (MatterID(r.matter), nil)
    }

    /// M2: a fact of the profile, by its id or by its title.
    private func known(_ fact: PlanDraft.Reference) -> String? {
        let all = (profile.facts ?? []).map { ($0.id, $0.title) }
        return id(of: fact, among: all) { .unknownFact(fact.id, known: $0) }
    }

    /// M2: a conclusion that the paper may come to, by its id or by its title.
    private func known(_ conclusion: PlanDraft.Reference, of id: String, _ kind: String) -> String?
    {
        let wanted = prerequisite(id, of: kind)
        let all = (wanted?.conclusions ?? []).map { ($0.id, $0.title) }
        return self.id(of: conclusion, among: all) { .unknownConclusion(conclusion.id, known: $0) }
    }

    /// M2: the figures of a paper, each under its id, or its title in one of the languages.
    private func figures(_ p: PlanDraft.DraftPrerequisite, _ kind: String) -> [String: Int] {
        let all = prerequisite(p.id.id, of: kind)?.figures ?? []
        return Dictionary(
            p.figures.map { name, number in
                let figure = all.first { [$0.id, $0.title.zh, $0.title.en].contains(name) }
                return (figure?.id ?? name, number)
            }, uniquingKeysWith: { a, _ in a })
    }

    /// What the profile asks of a paper; nil where such a matter needs none of that id.
    private func prerequisite(_ id: String, of kind: String) -> MatterKind.Prerequisite? {
        prerequisites(of: kind).first { $0.id == id }
    }

    /// Of what has this id, or this title in one of the languages; where nothing has, that is reported with the ids there are.
    private func id(
        of reference: PlanDraft.Reference, among all: [(id: String, title: Profile.Bilingual)],
        unknown: ([String]) -> Problem
    ) -> String? {
        let found = all.first { [$0.id, $0.title.zh, $0.title.en].contains(reference.id) }
        if found == nil { sink.add(unknown(all.map(\.id)), reference.place) }
        return found?.id
    }

    /// S3: a withdrawn recommendation can't come on a new agenda.
    private func fact(_ reference: PlanDraft.Reference) -> RecommendationFact? {
        guard let file = register.recommendations[RecommendationID(reference.id)] else {
            sink.add(.unknownRecommendation(reference.id), reference.place)
            return nil
        }
        guard !file.isWithdrawn else {
            sink.add(.withdrawnRecommendation(reference.id), reference.place)
            return nil
        }
        return RecommendationFact(file.recommendation)
    }

    func commands(for plan: Plan) -> [MeetingCommand] {
        var commands: [MeetingCommand] = []
        for delivery in draft.deliveries {
            let to = delivery.to.map { [person($0)] } ?? plan.roll.map(\.id)
            commands += to.map {
                .deliver(Delivery(member: $0, what: delivery.what, on: delivery.on))
            }
        }
        for m in draft.matters {
            let lines = self.lines(m)
            for p in m.prerequisites { commands += papers(p, of: m, lines) }
        }
        if !draft.tellers.isEmpty {
            commands.append(
                .appointTellers(
                    TellerAppointment(
                        members: draft.tellers.map(person),
                        counters: draft.counters.isEmpty ? nil : draft.counters.map(person))))
        }
        return commands
    }

    /// A paper of a matter: one for each candidate that it names. Of a list it belongs to their lines, or to every line
    /// where it names nobody.
    private func papers(
        _ p: PlanDraft.DraftPrerequisite, of m: PlanDraft.DraftMatter, _ lines: [PlanLine]
    ) -> [MeetingCommand] {
        let known = Set(lines.flatMap { prerequisites(of: $0.matter.kind.id).map(\.id) })
        if !known.isEmpty, !known.contains(p.id.id) {
            sink.add(.unknownPrerequisite(p.id.id, known: known.sorted()), p.id.place)
        }
        var record = record(p, of: m)
        guard !p.candidates.isEmpty else { return [.recordPrerequisite(record)] }
        return p.candidates.map { candidate in
            let line = lines.first { line in
                line.list != nil && line.matter.candidates.contains { $0.person.id == candidate.id }
            }
            let id = line?.matter.id.id ?? m.id.id
            let wanted = prerequisite(p.id.id, of: line?.matter.kind.id ?? m.kind.id)
            record.matter = MatterID(id)
            // What one line needs for itself is about the line, not about its person.
            let isLines = line != nil && wanted?.isForEachCandidate != true
            record.candidate = isLines ? nil : person(candidate)
            return .recordPrerequisite(record)
        }
    }

    private func prerequisites(of kind: String) -> [MatterKind.Prerequisite] {
        profile.kind(kind)?.prerequisites ?? []
    }

    private func record(_ p: PlanDraft.DraftPrerequisite, of m: PlanDraft.DraftMatter)
        -> PrerequisiteRecord
    {
        var hash = p.sha256
        if let file = p.file {
            hash = sources.hashOfFile(file.id)
            if hash == nil { sink.add(.noFile(Legibility.visible(file.id)), file.place) }
        }
        return PrerequisiteRecord(
            matter: MatterID(m.id.id), prerequisite: p.id.id, by: person(p.by), on: p.on,
            document: p.title.map { Document(title: $0, date: p.on, sha256: hash) },
            conclusion: p.conclusion.flatMap { known($0, of: p.id.id, m.kind.id) },
            reason: p.reason, with: p.with.isEmpty ? nil : p.with.map(person),
            figures: p.figures.isEmpty ? nil : figures(p, m.kind.id))
    }
}
