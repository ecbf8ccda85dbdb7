// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// 暂缓表决. B5.
public struct Deferral: Hashable, Codable, Sendable {
    /// Why a matter is put off. B5.
    public enum Ground: String, Codable, Hashable, Sendable, CaseIterable {
        /// 意见分歧较大: the views differ, and who presides finds them too far apart.
        case divided
        /// 有重大问题不清楚: something has to be cleared up first, by whom and by when is recorded.
        case unclear
        /// More than half of the views were "defer".
        case views
        /// A motion carried by more than half of those present who take part in the matter.
        case motion
    }

    /// What has to be cleared up before the matter comes again.
    public struct Task: Hashable, Codable, Sendable {
        /// Never blank.
        public var what: String
        /// On the roll or among the attendees.
        public var by: PersonID
        /// Not before the day it is recorded.
        public var due: Day
        public init(what: String, by: PersonID, due: Day) {
            self.what = what
            self.by = by
            self.due = due
        }
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
    /// Never nil where something is unclear.
    public var task: Task?
    public init(
        matter: MatterID, ground: Ground, by: PersonID, inFavour: Int? = nil, reason: String,
        task: Task? = nil
    ) {
        self.matter = matter
        self.ground = ground
        self.by = by
        self.inFavour = inFavour
        self.reason = reason
        self.task = task
    }
}

extension Deferral: RecordedAct, LineAct {
    var command: MeetingCommand { .defer(self) }
    var event: MeetingEvent { .deferred(self) }
    var aboutMatter: MatterID? { matter }
    var person: PersonID? { by }

    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
    {
        try state.mayDefer(self, charter, time)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        state.finish(matter, as: .deferred, because: reason, charter)
        if let m = charter.matter(matter) { state.matters[m].task = task }
    }

    static func addExamples(to list: inout OfferList) {
        list.forEachOpenMatterAndList { list, m, id in
            for ground in list.charter.profile.groundsForDeferral.reversed() {
                let task = Task(what: OfferList.filler, by: list.bringer(of: m), due: list.time.day)
                let deferral = Deferral(
                    matter: id, ground: ground, by: list.chair,
                    inFavour: list.state.present(for: m),
                    reason: OfferList.filler, task: ground == .unclear ? task : nil)
                list.add(.defer(deferral), matter: id)
            }
        }
    }
}
