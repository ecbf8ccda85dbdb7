// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// A chief sends a passed matter back. V1, V2.
public struct Veto: Hashable, Codable, Sendable {
    /// A passed matter, within the veto window of its kind. V1.
    public var matter: MatterID
    /// A chief who isn't recused from it.
    public var by: PersonID
    /// Never blank.
    public var reasons: String
    /// The signed paper.
    public var document: Document
    /// A second veto: the matter goes up (上报). Set by the engine.
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

extension Veto: MeetingAct, MeetingFact {
    var command: MeetingCommand { .veto(self) }
    var event: MeetingEvent { .vetoed(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { by }

    func decide(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal) -> [MeetingEvent]
    {
        [.vetoed(try state.checked(self, charter, time))]
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let m = charter.matter(matter) else { return }
        state.matters[m].veto = self
        state.matters[m].status = .returned
    }

    static func addExamples(to list: inout OfferList) {
        for m in list.state.matters.indices {
            let id = list.charter.plan.matters[m].id
            for chief in list.charter.plan.roll.filter(\.isChief).map(\.id) {
                let veto = Veto(
                    matter: id, by: chief, reasons: OfferList.filler,
                    document: Document(title: OfferList.filler))
                list.add(.veto(veto), matter: id, member: chief)
            }
        }
    }
}
