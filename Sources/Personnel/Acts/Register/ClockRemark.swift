// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// The wall clock moved otherwise than time does.
public struct ClockRemark: Hashable, Codable, Sendable {
    /// How far it moved, in milliseconds; negative: back.
    public var jumpMilliseconds: Int
    public init(jumpMilliseconds: Int) { self.jumpMilliseconds = jumpMilliseconds }

    /// What an entry needs before it that is dated before the last one; nil for any other.
    public init?(from last: Timestamp?, backTo at: Timestamp) {
        guard let last, at < last else { return nil }
        jumpMilliseconds = Int(at.milliseconds - last.milliseconds)
    }
}

extension ClockRemark: RecordedPersonnelAct {
    var command: PersonnelCommand { .remarkClock(self) }
    var event: PersonnelEvent { .clockRemarked(self) }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        // The clock is what it is.
    }

    func apply(to state: inout PersonnelState) {
        // Nothing but that it was said.
    }
}
