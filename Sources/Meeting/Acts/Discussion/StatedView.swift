// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// What a member says of a matter. L2.
public enum Stance: String, Codable, Hashable, Sendable, CaseIterable {
    /// 同意
    case `for`
    /// 不同意
    case against
    /// 缓议
    case `defer`
    /// Passed, where the profile allows it.
    case noView
}

/// A member's view. L2.
public struct StatedView: Hashable, Codable, Sendable {
    /// The one in discussion; under L7 a chief's view waits for the open ballot.
    public var matter: MatterID
    /// In the room and not recused; a chief waits for the others. L1.
    public var member: PersonID
    /// `noView` only where the profile lets members pass.
    public var stance: Stance
    /// May be empty, unless the profile wants words with that stance.
    public var words: String
    /// Whom the member is for, in a contested matter.
    public var candidate: PersonID?
    /// The same where it fills several posts: so many at most. B3.
    public var candidates: [PersonID]?
    /// Other views on some lines, where it is about a list; never in the record, which has a view a line. M4.
    public var exceptions: [LineView]?
    public init(
        matter: MatterID, member: PersonID, stance: Stance, words: String = "",
        candidate: PersonID? = nil, exceptions: [LineView]? = nil, candidates: [PersonID]? = nil
    ) {
        self.candidates = candidates
        self.matter = matter
        self.member = member
        self.stance = stance
        self.words = words
        self.candidate = candidate
        self.exceptions = exceptions
    }
}

/// What a member says of one line of a list, unlike of the others. M4.
public struct LineView: Hashable, Codable, Sendable {
    public var matter: MatterID
    public var stance: Stance
    /// May be empty, unless the profile wants words with that stance.
    public var words: String
    /// Whom the member is for, in a contested line.
    public var candidate: PersonID?
    /// The same where it fills several posts: so many at most. B3.
    public var candidates: [PersonID]?
    public init(
        matter: MatterID, stance: Stance, words: String = "", candidate: PersonID? = nil,
        candidates: [PersonID]? = nil
    ) {
        self.candidates = candidates
        self.matter = matter
        self.stance = stance
        self.words = words
        self.candidate = candidate
    }
}

extension LineView {
    /// Whom it is for, however many.
    var chosen: [PersonID] { candidates ?? candidate.map { [$0] } ?? [] }
}

extension StatedView {
    /// Whom it is for, however many.
    public var chosen: [PersonID] { candidates ?? candidate.map { [$0] } ?? [] }

    func about(_ line: MatterID) -> StatedView {
        let own = exceptions?.first { $0.matter == line }
        return StatedView(
            matter: line, member: member, stance: own?.stance ?? stance,
            words: own?.words ?? words,
            candidate: own?.chosen.isEmpty == false ? own?.candidate : candidate,
            candidates: own?.chosen.isEmpty == false ? own?.candidates : candidates)
    }

    var namedLines: [MatterID] { (exceptions ?? []).map(\.matter) }
}

extension StatedView: RecordedAct, LineAct {
    var command: MeetingCommand { .stateView(self) }
    var event: MeetingEvent { .viewStated(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { member }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        // Only of a list.
        if let line = exceptions?.first { throw .unknownMatter(line.matter) }
        try state.mayState(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let m = charter.matter(matter), let seat = charter.seat(member) else { return }
        state.matters[m].views[seat] = View(
            stance: stance, words: words, chosen: chosen, number: state.events, at: time)
        if charter.chiefPosition[seat] != nil { state.matters[m].chiefHeard[seat] = true }
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatterAndList { list, m, id in
            let isContested = list.charter.kinds[m].form == .contested
            let candidate = isContested ? list.state.matters[m].contenders.first : nil
            for member in list.charter.plan.roll.map(\.id) {
                let view = StatedView(
                    matter: id, member: member, stance: .for, words: OfferList.filler,
                    candidate: candidate)
                list.add(.stateView(view), matter: id, member: member)
            }
        }
    }
}
