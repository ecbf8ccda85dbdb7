// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import CSystem
import Foundation
import Personnel

/// Where a session's times come from when a command brings none.
public protocol SessionClock {
    func now() -> Timestamp
    /// Milliseconds that only ever run forward, for noticing jumps of the wall clock.
    func steady() -> Int64
}

/// The machine's clock, at the register's offset.
public struct SystemClock: SessionClock {
    private let offsetMinutes: Int

    public init(offsetMinutes: Int) { self.offsetMinutes = offsetMinutes }

    /// The time of day, to the millisecond.
    public func now() -> Timestamp {
        let seconds = Date().timeIntervalSince1970
        return Timestamp(
            milliseconds: Int64(seconds * 1000), offsetMinutes: offsetMinutes)
    }

    /// Milliseconds since the machine started; they only run forward.
    public func steady() -> Int64 { lw_boot_milliseconds() }

    /// The offset of the machine's own zone.
    public static var localOffsetMinutes: Int { TimeZone.current.secondsFromGMT() / 60 }
}
