// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// A head of the chain, short enough to be read aloud and written under the minutes: four words
/// and sixteen digits, 84 bits. To rewrite history and land on the same fingerprint takes 2⁸⁴
/// trials; the 29 bits of "two words, two numbers" would take seconds.
///
/// The same value has a Chinese and an English form.
public struct Fingerprint: Hashable, Sendable {
    /// Four groups of 8 bits (the word) and 13 bits (the number, 0000 to 8191).
    private let groups: [(word: Int, number: Int)]

    /// Made of the first 84 bits.
    public init(_ digest: Digest) {
        var bits = BitReader(digest.bytes)
        groups = (0..<4).map { _ in (bits.take(8), bits.take(13)) }
    }

    /// Reads either form, with any spaces, dashes or middle dots between, or nil.
    public init?(_ text: String) {
        var rest = Self.plain(text)
        var read: [(Int, Int)] = []
        for _ in 0..<4 {
            let word = rest.prefix { !($0.isASCII && $0.isNumber) }
            guard let index = Self.index[String(word)] else { return nil }
            rest = rest.dropFirst(word.count)
            let digits = rest.prefix(4)
            guard digits.count == 4, digits.allSatisfy(\.isASCII), let number = Int(digits),
                number < 8192
            else { return nil }
            rest = rest.dropFirst(4)
            read.append((index, number))
        }
        guard rest.isEmpty else { return nil }
        groups = read
    }

    /// Why a text isn't a fingerprint although it looks like one: the first group, from 1, whose word isn't in the list.
    /// Nil where the form itself is another.
    public static func strangeWord(in text: String) -> (group: Int, word: String)? {
        var rest = plain(text)
        var found: (group: Int, word: String)?
        for group in 1...4 {
            let word = rest.prefix { !($0.isASCII && $0.isNumber) }
            let digits = rest.dropFirst(word.count).prefix(4)
            guard !word.isEmpty, digits.count == 4,
                digits.allSatisfy({ $0.isASCII && $0.isNumber })
            else { return nil }
            if found == nil, index[String(word)] == nil { found = (group, String(word)) }
            rest = rest.dropFirst(word.count + 4)
        }
        return rest.isEmpty ? found : nil
    }

    /// Without what may stand between, full-width digits as digits.
    private static func plain(_ text: String) -> Substring {
        Substring(text.precomposedStringWithCompatibilityMapping.lowercased()).filter {
            !" -—·•,,、\u{3000}\t".contains($0)
        }[...]
    }

    /// Which of the four groups, from 1, differ from another's.
    public func groups(unlike other: Fingerprint) -> [Int] {
        (0..<4).filter { groups[$0] != other.groups[$0] }.map { $0 + 1 }
    }

    /// Each word with its four digits, the groups parted by spaces: `铁路2704 望远镜4794 …`.
    public var chinese: String {
        groups.map { "\(Self.words[$0.word].zh)\(Self.padded($0.number))" }.joined(separator: " ")
    }
    /// The same in English, with a hyphen between word and digits.
    public var english: String {
        groups.map { "\(Self.words[$0.word].en)-\(Self.padded($0.number))" }
            .joined(separator: " ")
    }

    private static func padded(_ n: Int) -> String {
        let text = String(n)
        return String(repeating: "0", count: 4 - text.count) + text
    }

    private static let index: [String: Int] = {
        var index: [String: Int] = [:]
        for (i, word) in words.enumerated() {
            index[word.zh] = i
            index[word.en] = i
        }
        return index
    }()

    public static func == (a: Fingerprint, b: Fingerprint) -> Bool { a.english == b.english }
    public func hash(into hasher: inout Hasher) { hasher.combine(english) }
}

private struct BitReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func take(_ count: Int) -> Int {
        var value = 0
        for _ in 0..<count {
            value = value << 1 | Int(bytes[position / 8] >> (7 - position % 8) & 1)
            position += 1
        }
        return value
    }
}
