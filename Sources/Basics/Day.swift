// SPDX-License-Identifier: GPL-3.0-or-later

/// A calendar day, without time or zone. Written `2026-11-23`.
///
/// ```swift
/// let day = Day("2026-02-27")!
/// day.advanced(by: 2).description  // "2026-03-01"
/// ```
public struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    public let number: Int

    public init(number: Int) { self.number = number }

    /// A day that was stored by its number; nil outside the years that can be written.
    public init?(stored number: Int) {
        guard Self.number(1, 1, 1) <= number, number <= Self.number(9999, 12, 31) else {
            return nil
        }
        self.number = number
    }

    /// Nil when the date doesn't exist (year 1 to 9999 of the Gregorian calendar).
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        number = Self.number(year, month, day)
        guard self.civil == (year, month, day) else { return nil }
    }

    /// Reads `YYYY-MM-DD`, nothing else.
    public init?(_ text: String) {
        var text = text
        let read = text.withUTF8 { Day.read($0) }
        guard let read else { return nil }
        self = read
    }

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Day? {
        var digits = DigitReader(bytes)
        guard let y = digits.number(4), digits.skip(0x2D), let m = digits.number(2),
            digits.skip(0x2D), let d = digits.number(2), digits.isAtEnd
        else { return nil }
        return Day(year: y, month: m, day: d)
    }

    public static func < (a: Day, b: Day) -> Bool { a.number < b.number }
    /// So many days later; earlier where it is negative.
    public func advanced(by days: Int) -> Day { Day(number: number + days) }

    /// The same day of a later month, or that month's last day where there is none.
    public func advanced(byMonths months: Int) -> Day {
        let (y, m, d) = civil
        let total = y * 12 + (m - 1) + max(-120_000, min(months, 120_000))
        for day in stride(from: d, through: d - 3, by: -1) {
            if let result = Day(year: total / 12, month: total % 12 + 1, day: day) { return result }
        }
        return self
    }

    /// 1 = Monday … 7 = Sunday (ISO 8601).
    public var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

    /// Year, month and day.
    public var civil: (year: Int, month: Int, day: Int) {
        // Days to civil date after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        let z = number + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let doe = z - era * 146_097
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100)
        let mp = (5 * doy + 2) / 153
        let month = mp < 10 ? mp + 3 : mp - 9
        return (yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1)
    }

    static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yoe = y - era * 400
        let doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
    }
}

extension Day: CustomStringConvertible, Codable {
    public var description: String {
        let (y, m, d) = civil
        return "\(padded(y, 4))-\(padded(m, 2))-\(padded(d, 2))"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let day = Day(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a date such as 2026-11-23")
        }
        self = day
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

func padded(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return text.utf8.count >= width
        ? text : String(repeating: "0", count: width - text.utf8.count) + text
}

/// Reads fixed-width decimal numbers, for the two date forms this program writes. Works on borrowed
/// bytes: every stored event has a time to read.
struct DigitReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func number(_ width: Int) -> Int? {
        guard position + width <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[position..<(position + width)] {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        position += width
        return value
    }

    mutating func skip(_ byte: UInt8) -> Bool { next() == byte }

    mutating func next() -> UInt8? {
        guard let byte = peek() else { return nil }
        position += 1
        return byte
    }

    func peek() -> UInt8? { isAtEnd ? nil : bytes[position] }
}
