// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// A list on the agenda (名单): several lines that are introduced and discussed together and stand on one paper, each
/// decided for itself. Its lines are matters that follow one another. M4.
public struct MatterList: Hashable, Codable, Sendable {
    /// Unlike that of any matter; a command that names it is about all its lines.
    public var id: MatterID
    /// As it stands on the agenda.
    public var title: String

    public init(id: MatterID, title: String) {
        self.id = id
        self.title = title
    }
}

extension Charter {
    /// The lines of a list; nil where there is no list of that id.
    public func lines(ofList id: MatterID) -> Range<Int>? { listed[id] }

    /// The lines of the list that a matter is on, or the matter alone.
    public func lines(with m: Int) -> Range<Int> { spans[m] }

    /// The list that a matter is on.
    public func list(of m: Int) -> MatterList? {
        plan.matters[m].list.flatMap { id in plan.lists?.first { $0.id == id } }
    }

    /// Its number on the agenda, from 1; a line has its list's.
    public func item(_ m: Int) -> Int { items[m] }

    /// Its number as people read it, `3`; a line's is `3.2`.
    public func number(_ m: Int) -> String {
        guard plan.matters[m].list != nil else { return "\(items[m])" }
        return "\(items[m]).\(m - lines(with: m).lowerBound + 1)"
    }
}
