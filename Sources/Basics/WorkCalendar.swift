// SPDX-License-Identifier: GPL-3.0-or-later

/// Which days are working days: Monday to Friday, less the holidays and plus the exchanged
/// working weekends that the profile lists.
public struct WorkCalendar: Hashable, Codable, Sendable {
    /// Weekdays off; one that is in `workdays` too is worked.
    public var holidays: [Day]
    /// Worked whatever weekday it is: the exchanged weekends.
    public var workdays: [Day]

    public init(holidays: [Day] = [], workdays: [Day] = []) {
        self.holidays = holidays
        self.workdays = workdays
    }

    /// Monday to Friday and nothing else.
    public var isPlain: Bool { holidays.isEmpty && workdays.isEmpty }

    /// This calendar with what another lists besides.
    public func adding(_ other: WorkCalendar?) -> WorkCalendar {
        WorkCalendar(
            holidays: holidays + (other?.holidays ?? []),
            workdays: workdays + (other?.workdays ?? []))
    }

    /// Whether people work that day, by weekday, holidays and days made up.
    public func isWorkingDay(_ day: Day) -> Bool {
        workdays.contains(day) || (day.weekday <= 5 && !holidays.contains(day))
    }

    /// Working days from `start` (not counted) up to the day before `end`: papers handed out on
    /// Monday for a meeting on Thursday gave two working days.
    /// Of a longer time the last three years count: no notice is longer, and a slip of the pen may give centuries.
    public func workingDays(after start: Day, before end: Day) -> Int {
        guard start < end else { return 0 }
        let first = max(start.number + 1, end.number - Self.longestCounted)
        return (first..<max(end.number, first)).count { isWorkingDay(Day(number: $0)) }
    }

    private static let longestCounted = 1096

    /// Working days in a closed period, both ends counted.
    public func workingDays(from start: Day, through end: Day) -> Int {
        guard start <= end else { return 0 }
        let first = max(start.number, end.number - Self.longestCounted)
        return (first...end.number).count { isWorkingDay(Day(number: $0)) }
    }
}
