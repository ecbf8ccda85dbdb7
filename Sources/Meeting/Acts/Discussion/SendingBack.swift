// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// A chief gives a proposal back to the deputy in charge before it is introduced (退回方案). V3.
public struct SendingBack: Hashable, Codable, Sendable {
    /// A pending matter of a kind that may be sent back.
    public var matter: MatterID
    /// A chief who isn't recused from it; in the room while the meeting is in session.
    public var by: PersonID
    /// Never blank.
    public var reasons: String
    /// The signed paper.
    public var document: Document
    /// Sent back before: the proposal goes up (上报). Set by the engine.
    public var goesUp: Bool?
    public init(
        matter: MatterID, by: PersonID, reasons: String, document: Document, goesUp: Bool? = nil
    ) {
        self.matter = matter
        self.by = by
        self.reasons = reasons
        self.document = document
        self.goesUp = goesUp
    }
}

extension SendingBack: MeetingAct, MeetingFact, LineAct {
    var command: MeetingCommand { .sendBack(self) }
    var event: MeetingEvent { .sentBack(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { by }

    func decide(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal) -> [MeetingEvent]
    {
        [.sentBack(try state.checked(self, charter))]
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let m = charter.matter(matter) else { return }
        state.finish(matter, as: .sentBack, because: reasons, charter)
        state.matters[m].sentBack = self
        state.sentBack.append(
            ReturnedProposal(matter: charter.plan.matters[m], back: self))
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatterAndList { list, m, id in
            guard list.charter.kinds[m].maySendBack == true else { return }
            for chief in list.charter.plan.roll.filter(\.isChief).map(\.id) {
                let back = SendingBack(
                    matter: id, by: chief, reasons: OfferList.filler,
                    document: Document(title: OfferList.filler))
                list.add(.sendBack(back), matter: id, member: chief)
            }
        }
    }
}
