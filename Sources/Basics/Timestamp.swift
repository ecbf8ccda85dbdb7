// SPDX-License-Identifier: GPL-3.0-or-later

/// A moment, with the offset of the clock on the wall. Written as RFC 3339 with milliseconds only
/// where there are any: `2026-11-23T14:41:05+08:00`.
///
/// Time never decides an order in the record (the sequence does): it is a remark.
public struct Timestamp: Hashable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64
    /// Minutes east of Greenwich. What is read lies between −14:59 and +14:59.
    public let offsetMinutes: Int

    /// What a clock on a wall can show, in minutes east of Greenwich.
    public static let offsets = -899...899

    public init(milliseconds: Int64, offsetMinutes: Int) {
        self.milliseconds = milliseconds
        self.offsetMinutes = offsetMinutes
    }

    /// Reads RFC 3339 (`T`, seconds, milliseconds or none, `Z` or `±hh:mm`).
    public init?(_ text: String) {
        var text = text
        let read = text.withUTF8 { Timestamp.read($0) }
        guard let read else { return nil }
        self = read
    }

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Timestamp? {
        var r = DigitReader(bytes)
        guard let y = r.number(4), r.skip(0x2D), let mo = r.number(2), r.skip(0x2D),
            let d = r.number(2), r.skip(0x54), let h = r.number(2), r.skip(0x3A),
            let mi = r.number(2), r.skip(0x3A), let s = r.number(2),
            let day = Day(year: y, month: mo, day: d), h < 24, mi < 60, s < 60
        else { return nil }
        var fraction = 0
        if r.peek() == 0x2E {
            guard r.skip(0x2E), let f = r.number(3) else { return nil }
            fraction = f
        }
        var offset = 0
        switch r.next() {
        case 0x5A: break
        case let sign? where sign == 0x2B || sign == 0x2D:
            guard let oh = r.number(2), r.skip(0x3A), let om = r.number(2), oh <= 14, om < 60
            else { return nil }
            offset = (oh * 60 + om) * (sign == 0x2B ? 1 : -1)
        default: return nil
        }
        guard r.isAtEnd else { return nil }
        let seconds = day.number * 86_400 + h * 3600 + mi * 60 + s - offset * 60
        return Timestamp(
            milliseconds: Int64(seconds) * 1000 + Int64(fraction), offsetMinutes: offset)
    }

    /// Whether it can be written and read again: a year of four digits on the wall.
    public var isWritable: Bool { (1...9999).contains(day.civil.year) }

    /// The day on the wall.
    public var day: Day { Day(number: localSeconds.floorDiv(86_400)) }

    /// `14:41`, on the wall.
    public var clock: String {
        let s = localSeconds.floorMod(86_400)
        return "\(padded(s / 3600, 2)):\(padded(s / 60 % 60, 2))"
    }

    private var localSeconds: Int {
        Int(milliseconds).floorDiv(1000) + offsetMinutes * 60
    }
}

extension Timestamp: Comparable, CustomStringConvertible, Codable {
    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }

    public var description: String {
        let s = localSeconds.floorMod(86_400)
        let fraction = Int(milliseconds).floorMod(1000)
        let time =
            "\(padded(s / 3600, 2)):\(padded(s / 60 % 60, 2)):\(padded(s % 60, 2))"
            + (fraction == 0 ? "" : ".\(padded(fraction, 3))")
        let east = abs(offsetMinutes)
        let zone =
            offsetMinutes == 0
            ? "Z"
            : (offsetMinutes < 0 ? "-" : "+") + "\(padded(east / 60, 2)):\(padded(east % 60, 2))"
        return "\(day)T\(time)\(zone)"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Timestamp(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "expected a time such as 2026-11-23T14:41:05+08:00")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Int {
    func floorDiv(_ n: Int) -> Int { self >= 0 ? self / n : -((-self + n - 1) / n) }
    func floorMod(_ n: Int) -> Int { self - floorDiv(n) * n }
}
