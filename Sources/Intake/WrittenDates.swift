// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation

// Days and times as people write them and as spreadsheets save them. Only forms that begin with the year are taken: they
// can't be read in two ways.

extension Day {
    /// `2027-09-01`, `2027/9/1`, `2027.9.1`, `2027年9月1日`, `20270901`, in full-width digits too.
    public init?(written text: String) {
        let plain = text.precomposedStringWithCompatibilityMapping.filter { !$0.isWhitespace }
        let parts: [Substring]
        if plain.count == 8, plain.allSatisfy(\.isASCIIDigit) {
            let month = plain.index(plain.startIndex, offsetBy: 4)
            let day = plain.index(month, offsetBy: 2)
            parts = [plain[..<month], plain[month..<day], plain[day...]]
        } else if let match = plain.wholeMatch(
            of: #/([0-9]{4})([-\/.年])([0-9]{1,2})([-\/.月])([0-9]{1,2})日?/#),
            match.2 == match.4 || match.2 == "年" && match.4 == "月"
        {
            parts = [match.1, match.3, match.5]
        } else {
            return nil
        }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == 3 else { return nil }
        self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    }
}

extension Timestamp {
    /// A time as the record has it, or a day as above with `14:30`, `14:30:00`, `14时30分`; without a zone it is a time of the
    /// register's own.
    ///
    /// - Parameter offset: the register's, minutes east of UTC.
    public init?(written text: String, offset: Int) {
        if let time = Timestamp(text) {
            self = time
            return
        }
        let plain = text.precomposedStringWithCompatibilityMapping
            .trimmingCharacters(in: .whitespaces)
        let clock = #/([0-9]{1,2})[:时]([0-9]{2})分?(?::([0-9]{2}))?(Z|[+-][0-9]{2}:[0-9]{2})?$/#
        guard let match = plain.firstMatch(of: clock) else { return nil }
        let before = plain[..<match.range.lowerBound]
        guard let mark = before.last, mark == "日" || mark == "T" || mark.isWhitespace,
            let day = Day(written: String(mark == "T" ? before.dropLast() : before))
        else { return nil }
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
        let own = (offset < 0 ? "-" : "+") + two(abs(offset) / 60) + ":" + two(abs(offset) % 60)
        let hour = match.1.count == 1 ? "0\(match.1)" : String(match.1)
        let zone = match.4.map { $0 == "Z" ? "+00:00" : String($0) } ?? own
        self.init("\(day)T\(hour):\(match.2):\(match.3 ?? "00")\(zone)")
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}

extension Int {
    /// A whole number as a table has it: in full-width digits, or with `.0` behind it, as converters write it.
    init?(written text: String) {
        let plain = text.precomposedStringWithCompatibilityMapping.filter { !$0.isWhitespace }
        let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.dropFirst().allSatisfy({ $0.allSatisfy { $0 == "0" } }),
            let whole = parts.first, let number = Int(whole)
        else { return nil }
        self = number
    }
}
