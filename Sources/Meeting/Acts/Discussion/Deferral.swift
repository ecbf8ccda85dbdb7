// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// 暂缓表决. B5.
public struct Deferral: Hashable, Codable, Sendable {
    /// Why a matter is put off. B5.
    public enum Ground: String, Codable, Hashable, Sendable {
        /// More than half of the views were "defer".
        case views
        /// A motion carried by more than half of those present who take part in the matter.
        case motion
    }
    /// A matter neither settled nor on the open ballot.
    public var matter: MatterID
    /// A motion at any time before the ballot; the views once they are complete.
    public var ground: Ground
    /// The presiding member.
    public var by: PersonID
    /// Members for the motion; nil where the views are the ground.
    public var inFavour: Int?
    /// Never blank.
    public var reason: String
    public init(
        matter: MatterID, ground: Ground, by: PersonID, inFavour: Int? = nil, reason: String
    ) {
        self.matter = matter
        self.ground = ground
        self.by = by
        self.inFavour = inFavour
        self.reason = reason
    }
}

extension Deferral: RecordedAct {
    var command: MeetingCommand { .defer(self) }
    var event: MeetingEvent { .deferred(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { by }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayDefer(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        state.finish(matter, as: .deferred, because: reason, charter)
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatter { list, m, id in
            for ground in [Ground.motion, .views] {
                let deferral = Deferral(
                    matter: id, ground: ground, by: list.chair,
                    inFavour: list.state.present(for: m),
                    reason: OfferList.filler)
                list.add(.defer(deferral), matter: id)
            }
        }
    }
}
