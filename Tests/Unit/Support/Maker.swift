// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

/// Small meetings for tests: members `a`, `b`, `c` …, the last of them chiefs.
public enum Maker {
    public static let now =
        Timestamp("2026-11-23T14:30:00+08:00") ?? Timestamp(milliseconds: 0, offsetMinutes: 0)
    public static let day = now.day
    public static let hash = String(repeating: "0", count: 64)

    public static func id(_ i: Int) -> PersonID {
        PersonID(i < 18 ? String(UnicodeScalar(UInt8(97 + i))) : "m\(i)")
    }

    /// `members` people of whom the last `chiefs` are chiefs; the first is in charge of everything.
    public static func roll(_ members: Int, chiefs: Int = 1) -> [Member] {
        (0..<members).map { i in
            let position = i - (members - chiefs)
            let kind: ChiefKind? =
                position < 0 ? nil : chiefs == 1 ? .party : position == 0 ? .administrative : .party
            return Member(
                id: id(i), name: "Member \(i)", rank: i + 1, chief: kind,
                inCharge: i == 0 ? Power.allCases : [])
        }
    }

    public static func profile(_ change: (inout Profile) -> Void = { _ in }) -> Profile {
        var profile = Profile(
            id: "test", version: 1, title: .init(zh: "试", en: "test"), sources: [],
            quorum: .twoThirds, chiefOrder: [.administrative, .party],
            recusedCountAsEntitled: true, mayPass: false, wordsRequired: [],
            ballotOrder: .afterChief, chiefRecommendation: .refuse, voidsBeforePaper: 3,
            divisionMargin: 1, noticeWorkingDays: 0, personnelNoticeWorkingDays: 0,
            publicNoticeWorkingDays: 5, probationMonths: 12, calendar: WorkCalendar(),
            kinds: [
                kind("decision", form: .approval), kind("contest", form: .contested),
                kind("grade", form: .graded),
                kind("post", form: .approval, people: true) {
                    $0.appoints = true
                    $0.recommendations = 1
                    $0.prerequisites = [
                        .init(
                            id: "consultation", title: .init(zh: "征求", en: "consultation"),
                            byDeputyInCharge: true, needsDocument: false)
                    ]
                },
            ])
        change(&profile)
        return profile
    }

    /// Makes the first kind one with a paper that may stop it, that a chief may send back, and about which everybody is
    /// asked whether they have to withdraw.
    public static func gate(_ profile: inout Profile) {
        profile.kinds[0].maySendBack = true
        profile.kinds[0].prerequisites = [
            .init(
                id: "opinion", title: .init(zh: "意见", en: "opinion"), byDeputyInCharge: false,
                needsDocument: false,
                conclusions: [
                    .init(id: "clear", title: .init(zh: "无", en: "clear"), effect: .passes),
                    .init(id: "objection", title: .init(zh: "有", en: "objection"), effect: .stops),
                ])
        ]
        profile.inquiry = .required
        profile.deferralGrounds = [.divided, .unclear, .motion]
    }

    public static func kind(
        _ id: String, form: MatterKind.Form, people: Bool = false,
        _ change: (inout MatterKind) -> Void = { _ in }
    ) -> MatterKind {
        var kind = MatterKind(
            id: id, title: .init(zh: id, en: id), power: .personnel, isAboutPeople: people,
            form: form,
            grades: form == .graded
                ? [.init(zh: "优", en: "good"), .init(zh: "差", en: "poor")] : [],
            passing: form == .graded
                ? nil : .init(share: Fraction(1, 2) ?? .twoThirds, strictly: true, of: .entitled),
            noMajority: .runOff, veto: .sitting, prerequisites: [], recommendations: 0,
            appoints: false)
        change(&kind)
        return kind
    }

    public static func matter(
        _ id: MatterID, _ kind: String = "decision", _ candidates: [PersonID] = []
    )
        -> Matter
    {
        Matter(
            id: id, kind: kind, title: "Matter \(id)",
            candidates: candidates.map { Candidate(id: $0, name: $0.rawValue, post: "post") })
    }

    public static func plan(
        members: Int, chiefs: Int = 1, matters: [Matter]? = nil, listed: Bool = false,
        profile: Profile? = nil, presiding: PersonID? = nil
    ) -> Plan {
        var lines = matters ?? [matter("m1")]
        // A list is about people.
        var profile = profile ?? self.profile()
        if listed {
            for i in lines.indices {
                lines[i].list = "l"
                lines[i].candidates = [
                    Candidate(id: PersonID("x\(i)"), name: "X \(i)", post: "post")
                ]
            }
            profile.kinds[0].isAboutPeople = true
        }
        return Plan(
            title: "Test", organisation: "Test", place: "Room", scheduled: now,
            presiding: presiding ?? id(members - 1), secretary: "s",
            roll: roll(members, chiefs: chiefs),
            attendees: [Attendee(id: "s", name: "Secretary")],
            matters: lines, lists: listed ? [MatterList(id: "l", title: "List")] : nil,
            profile: profile)
    }
}

/// A meeting driven by commands, for scenario tests.
public struct Room {
    public var state = MeetingState()
    /// Every event so far.
    public var events: [MeetingEvent] = []
    public var time = Maker.now

    public init(_ plan: Plan) throws { try self.do(.plan(plan)) }

    /// Gives a command; throws the refusal.
    @discardableResult
    public mutating func `do`(_ command: MeetingCommand) throws(MeetingRefusal) -> [MeetingEvent] {
        let new = try state.decide(command, at: time)
        for event in new { state.evolve(event, at: time) }
        events += new
        return new
    }

    /// The refusal of a command, nil when it is accepted; nothing happens either way.
    public func refusal(_ command: MeetingCommand) -> MeetingRefusal? {
        do {
            _ = try state.decide(command, at: time)
            return nil
        } catch { return error }
    }

    public mutating func arrive(_ ids: [PersonID]) throws {
        for id in ids { try self.do(.arrive(Arrival(member: id))) }
    }

    /// Everybody arrives, the meeting convenes, the first two are tellers.
    public mutating func open(absent: [PersonID] = []) throws {
        let all = state.charter?.plan.roll.map(\.id) ?? []
        try arrive(all.filter { !absent.contains($0) })
        try self.do(.convene)
    }

    public mutating func tellers(_ ids: PersonID...) throws {
        try self.do(.appointTellers(TellerAppointment(members: ids)))
    }

    public mutating func introduce(_ id: MatterID, by: PersonID = "a") throws {
        try self.do(.introduce(Introduction(matter: id, by: by)))
    }

    public mutating func view(
        _ member: PersonID, _ stance: Stance = .for, on matter: MatterID = "m1",
        candidate: PersonID? = nil
    ) throws {
        try self.do(
            .stateView(
                StatedView(
                    matter: matter, member: member, stance: stance, words: "w",
                    candidate: candidate)))
    }

    public mutating func views(
        _ members: [PersonID], on matter: MatterID = "m1", candidate: PersonID? = nil
    ) throws {
        for member in members { try view(member, on: matter, candidate: candidate) }
    }

    public mutating func ballot(_ matters: [MatterID] = ["m1"], mode: BallotMode = .paper) throws {
        try self.do(.openBallot(BallotOpening(matters: matters, mode: mode)))
    }

    public func sheet(_ teller: PersonID, _ figures: [(MatterID, [Int])], issued: Int? = nil)
        -> CountSheet
    {
        let returned = figures.first?.1.reduce(0, +) ?? 0
        return CountSheet(
            teller: teller, issued: issued ?? returned, returned: returned,
            figures: figures.map {
                MatterFigures(matter: $0.0, valid: returned, invalid: 0, choices: $0.1)
            })
    }

    /// Both tellers enter, the presiding member declares.
    public mutating func count(_ figures: [(MatterID, [Int])], tellers: [PersonID] = ["a", "b"])
        throws
    {
        for teller in tellers { try self.do(.enterCount(sheet(teller, figures))) }
        let chair = state.charter?.id(state.presiding) ?? ""
        try self.do(.declare(Declaration(by: chair)))
    }

    public func matter(_ id: MatterID) -> MatterState? {
        state.charter?.matter(id).map { state.matters[$0] }
    }
}

/// SplitMix64: small, seeded, the same everywhere. (Steele, Lea, Flood 2014.)
public struct SeededGenerator: RandomNumberGenerator {
    private var value: UInt64
    public init(seed: UInt64) { value = seed }
    public mutating func next() -> UInt64 {
        value &+= 0x9E37_79B9_7F4A_7C15
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
