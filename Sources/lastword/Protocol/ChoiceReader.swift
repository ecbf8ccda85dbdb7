import BallotBox
// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import CSystem
import Foundation
import Wording

/// Reads a voter's choices: a line of numbers, one for each matter on the paper, counted from 1 and
/// parted by spaces. The bytes go from `read(2)` into locked memory and nowhere else.
enum ChoiceReader {
    private static let most = 1024

    /// What whoever started the program handed to it: nothing that the program opened itself is ever
    /// read as a secret. To be asked for before anything is opened.
    static let inherited: Set<Int32> = Set((3..<1024).filter { fcntl($0, F_GETFD) >= 0 })

    /// Where a secret comes from.
    struct Source {
        var descriptor: Int32
        /// What the line begins with, if it is to be told from lines meant for others.
        var tag: String?
    }

    static func read(_ descriptor: Source, questions: Int) throws -> LockedBytes {
        guard let (line, length) = self.line(descriptor) else {
            throw Failure(
                "E-CHOICES",
                Text(
                    "描述符 \(descriptor.descriptor) 上没有一整行选择；未投出",
                    "descriptor \(descriptor.descriptor) has no whole line of choices; nothing was cast"
                ),
                Status.refusedInput)
        }
        return try numbers(line, length, questions)
    }

    /// A teller's PIN: a line of its own.
    static func pin(_ descriptor: Source) throws -> LockedBytes {
        guard let (line, length) = self.line(descriptor) else {
            throw Failure(
                "E-PIN",
                Text(
                    "描述符 \(descriptor.descriptor) 上没有一整行密码",
                    "descriptor \(descriptor.descriptor) has no whole line with a PIN"),
                Status.refusedInput)
        }
        let pin = LockedBytes(count: length)
        pin.fill { $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: line.bytes[..<length])) }
        return pin
    }

    /// The line meant, without its end and its tag; nil when there is none. Lines with another tag, and
    /// lines that are too long, are thrown away whole.
    private static func line(_ source: Source) -> (LockedBytes, Int)? {
        guard inherited.contains(source.descriptor) else { return nil }
        let tag = source.tag.map { Array("\($0) ".utf8) } ?? []
        let line = LockedBytes(count: most)
        while let length = next(source.descriptor, into: line) {
            guard length <= most, length >= tag.count,
                line.bytes[..<tag.count].elementsEqual(tag)
            else {
                line.wipe()
                if source.tag == nil { return nil }
                continue
            }
            line.fill { buffer in
                for i in 0..<length - tag.count { buffer[i] = buffer[i + tag.count] }
            }
            return (line, length - tag.count)
        }
        return nil
    }

    /// Reads to the end of a line; gives its length, which may be more than there is room for.
    private static func next(_ descriptor: Int32, into line: LockedBytes) -> Int? {
        let byte = LockedBytes(count: 1)
        var length = 0
        while true {
            var got = 0
            // One byte at a time: what stands behind the line is somebody else's.
            byte.fill { got = Glibc.read(descriptor, $0.baseAddress, 1) }
            if got < 0, errno == EINTR, lw_interrupted() == 0 { continue }
            guard got == 1 else { return nil }
            if byte.bytes[0] == 10 { return length }
            if length < most { line.fill { $0[length] = byte.bytes[0] } }
            length += 1
        }
    }

    private static func numbers(_ line: LockedBytes, _ length: Int, _ questions: Int) throws
        -> LockedBytes
    {
        let choices = LockedBytes(count: max(questions, 1))
        var count = 0
        var isSound = true
        choices.fill { out in
            var number = 0
            var digits = 0
            for i in 0...length {
                let byte = i < length ? line.bytes[i] : 32
                if (48...57).contains(byte) {
                    digits += 1
                    // No paper has a hundred choices; a number as long as the line must not be worked out.
                    if digits > 2 { isSound = false } else { number = number * 10 + Int(byte - 48) }
                } else if byte == 32 {
                    guard digits > 0 else { continue }
                    if isSound, count < out.count, number >= 1 {
                        out[count] = UInt8(number - 1)
                    } else {
                        isSound = false
                    }
                    count += 1
                    (number, digits) = (0, 0)
                } else {
                    isSound = false
                }
            }
        }
        guard isSound, count == questions else {
            throw Failure(
                "E-CHOICES",
                Text(
                    "选择须为 \(questions) 个数字，每题一个（有几个职位的每个职位一个），以空格分开；未投出",
                    "choices are \(questions) numbers, one a matter or post, parted by spaces; nothing was cast"
                ), Status.refusedInput)
        }
        return choices
    }
}
