// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// What the group concludes about a matter on which it doesn't vote, such as a study or a report. M5.
public struct MatterConclusion: Hashable, Codable, Sendable {
    /// Introduced, of a kind without a ballot.
    public var matter: MatterID
    /// Who presides.
    public var by: PersonID
    /// As it stands in the minutes; never blank.
    public var words: String
    public init(matter: MatterID, by: PersonID, words: String) {
        self.matter = matter
        self.by = by
        self.words = words
    }
}

extension MatterConclusion: RecordedAct {
    var command: MeetingCommand { .conclude(self) }
    var event: MeetingEvent { .concluded(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { by }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayConclude(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let m = charter.matter(matter) else { return }
        state.settle(
            m,
            MatterResult(matter: matter, outcome: .noted, votes: nil, needed: nil, candidates: []),
            time)
        state.matters[m].conclusion = words
    }

    static func addExamples(to list: inout OfferList) {
        for m in list.state.matters.indices where list.charter.kinds[m].form == .noted {
            let status = list.state.matters[m].status
            guard status == .open || status == .discussed else { continue }
            let id = list.charter.plan.matters[m].id
            let conclusion = MatterConclusion(
                matter: id, by: list.chair, words: OfferList.filler)
            list.add(.conclude(conclusion), matter: id)
        }
    }
}

extension MeetingState {
    /// M5: of a kind without a ballot, after its introduction and its questions, by who presides.
    fileprivate func mayConclude(_ c: MatterConclusion, _ charter: Charter) throws(MeetingRefusal) {
        try require([.inSession])
        let m = try matter(c.matter, charter)
        guard charter.kinds[m].form == .noted else { throw .isVotedOn(c.matter) }
        guard ballot == nil else { throw .ballotIsOpen }
        guard matters[m].status == .open || matters[m].status == .discussed else {
            throw .matterNotReady(c.matter, matters[m].status)
        }
        try requirePresiding(c.by, for: [m], charter)
        try requireQuorum(for: m, charter)
        try requireAnswered(m, charter)
        try requireNothingElseInHand(than: [m], charter)
        try require(c.words, .words)
    }
}
