// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// The file was closed with one entry last and opened without it: an older copy may have been put back. R1.
public struct OlderFile: Hashable, Codable, Sendable {
    /// The place of the entry that it was closed with.
    public var closedAt: Int
    /// That entry's hash, 64 hex digits.
    public var hash: String

    public init(closedAt: Int, hash: String) {
        self.closedAt = closedAt
        self.hash = hash
    }
}

extension OlderFile: RecordedPersonnelAct {
    var command: PersonnelCommand { .recordOlderFile(self) }
    var event: PersonnelEvent { .olderFileFound(self) }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        // The file is what it is.
    }

    func apply(to state: inout PersonnelState) {
        // Nothing but that it was said.
    }
}
