// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot

/// One voter's paper in the booth: the numbers beside the choices, what was typed, and what was
/// picked. All of it in locked memory; wiped when the voter goes. A question that takes several marks is as many picks,
/// one after the other, so that every voter types the same number of keys.
public final class BoothPaper: @unchecked Sendable {
    /// The question that each pick belongs to, from 0, and which of its picks it is, from 0.
    public let places: [(question: Int, place: Int)]
    /// How many choices each pick has.
    public let options: [Int]
    private let questions: [Question]
    /// Digits of a number: the same for every choice.
    public let digits: Int
    private let codes: LockedBytes
    private let picks: LockedBytes
    private let typed: LockedBytes
    public private(set) var typedCount = 0
    /// What has to be typed to cast; never the number of a choice.
    private let castCode: Int

    private static let none: UInt8 = 255

    /// Draws the numbers afresh: fingers and key counts say nothing about a choice.
    public init(_ questions: [Question], random: BallotRandom = .system) {
        self.questions = questions
        places = questions.enumerated().flatMap { question, asked in
            (0..<asked.picks).map { (question, $0) }
        }
        options = places.map { questions[$0.question].options }
        digits = (options.max() ?? 0) > 60 ? 3 : 2
        codes = LockedBytes(count: 2 * options.reduce(0, +))
        picks = LockedBytes(count: max(1, options.count))
        typed = LockedBytes(count: digits)
        let range = digits == 2 ? 10..<100 : 100..<1000
        castCode = Self.draw(range, random)
        picks.fill { for i in 0..<$0.count { $0[i] = Self.none } }
        var at = 0
        for count in options {
            for option in 0..<count {
                var code = castCode
                while code == castCode
                    || (0..<option).contains(where: { self.code(at + $0) == code })
                {
                    code = Self.draw(range, random)
                }
                codes.fill {
                    $0.storeBytes(
                        of: UInt16(code), toByteOffset: 2 * (at + option), as: UInt16.self)
                }
            }
            at += count
        }
    }

    /// A number that is drawn for one screen only, to keep a held-down key from doing anything.
    public static func gate(_ random: BallotRandom = .system) -> Int { draw(10..<100, random) }

    private static func draw(_ range: Range<Int>, _ random: BallotRandom) -> Int {
        var bytes: [UInt8] = [0, 0, 0, 0]
        let limit = UInt32.max - UInt32.max % UInt32(range.count)
        while true {
            bytes.withUnsafeMutableBytes { random.fill($0) }
            let value = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            if value < limit { return range.lowerBound + Int(value % UInt32(range.count)) }
        }
    }

    private func code(_ index: Int) -> Int {
        Int(codes.bytes.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self))
    }

    private func index(_ pick: Int, _ option: Int) -> Int {
        options[..<pick].reduce(0, +) + option
    }

    /// The number beside a choice.
    public func number(_ pick: Int, _ option: Int) -> Int { code(index(pick, option)) }
    public var castNumber: Int { castCode }

    /// Takes a digit; false when there are enough of them.
    public func type(_ byte: UInt8) -> Bool {
        guard (48...57).contains(byte), typedCount < digits else { return false }
        typed.fill { $0[typedCount] = byte }
        typedCount += 1
        return true
    }

    /// Takes back the digit typed last.
    public func eraseDigit() {
        guard typedCount > 0 else { return }
        typedCount -= 1
        typed.fill { $0[typedCount] = 0 }
    }

    /// Takes back all that was typed for this pick.
    public func eraseTyped() {
        typed.wipe()
        typedCount = 0
    }

    private var typedNumber: Int? {
        guard typedCount == digits else { return nil }
        return typed.bytes.reduce(0) { $0 * 10 + Int($1) - 48 }
    }

    /// What became of a number that was typed.
    public enum Picked { case taken, noSuchNumber, contradicts }

    /// Picks the choice whose number was typed. What was typed is wiped, and so are later picks of the same question.
    ///
    /// - Returns: `contradicts` where the question has that mark already, or a mark beside an abstention.
    public func pick(_ pick: Int) -> Picked {
        defer { eraseTyped() }
        guard let number = typedNumber,
            let option = (0..<options[pick]).first(where: { self.number(pick, $0) == number })
        else { return .noSuchNumber }
        let (question, place) = places[pick]
        let first = pick - place
        let asked = questions[question]
        picks.fill { $0[pick] = UInt8(option) }
        let isSound = asked.mayBegin(
            with: UnsafeRawBufferPointer(rebasing: picks.bytes[first...pick]))
        picks.fill {
            if !isSound { $0[pick] = Self.none }
            for later in pick + 1..<first + asked.picks { $0[later] = Self.none }
        }
        return isSound ? .taken : .contradicts
    }

    /// Whether the number that casts was typed. What was typed is wiped.
    public func confirmsCast() -> Bool {
        defer { eraseTyped() }
        return typedNumber == castCode
    }

    /// Whether this option, counted from 0, is the one picked.
    public func isPicked(_ pick: Int, _ option: Int) -> Bool {
        picks.bytes[pick] == UInt8(option)
    }

    /// Whether a question has this option, counted from 0; no further mark, which is the last, only where nothing else is
    /// picked.
    public func has(_ option: Int, in question: Int) -> Bool {
        let own = places.indices.filter { places[$0].question == question }
        let isRest = questions[question].allowsBlank && option == questions[question].options - 1
        return isRest
            ? own.allSatisfy { isPicked($0, option) } : own.contains { isPicked($0, option) }
    }

    /// Whether anything is picked there; which one, isn't said.
    public func isAnswered(_ pick: Int) -> Bool { picks.bytes[pick] != Self.none }

    public var isComplete: Bool { !options.isEmpty && picks.bytes.allSatisfy { $0 != Self.none } }

    /// The picks, for the box; wipe them.
    public func choices() -> LockedBytes {
        let out = LockedBytes(count: picks.count)
        out.fill { $0.copyMemory(from: picks.bytes) }
        return out
    }

    /// Overwrites the choices; the paper is void afterwards.
    public func wipe() {
        codes.wipe()
        picks.wipe()
        eraseTyped()
    }
}
