import BallotBox
import Foundation
import Wording

/// Reads a voter's choices: a line of numbers, one for each matter on the paper, counted from 1 and
/// parted by spaces. The bytes go from `read(2)` into locked memory and nowhere else.
enum ChoiceReader {
    private static let most = 256

    static func read(_ descriptor: Int32, questions: Int) throws -> LockedBytes {
        guard let (line, length) = self.line(descriptor) else {
            throw Failure(
                "E-CHOICES",
                Text(
                    "描述符 \(descriptor) 上没有一整行选择；未投出",
                    "descriptor \(descriptor) has no whole line of choices; nothing was cast"),
                Status.refusedInput)
        }
        return try numbers(line, length, questions)
    }

    /// A teller's PIN: a line of its own.
    static func pin(_ descriptor: Int32) throws -> LockedBytes {
        guard let (line, length) = self.line(descriptor) else {
            throw Failure(
                "E-PIN",
                Text(
                    "描述符 \(descriptor) 上没有一整行密码",
                    "descriptor \(descriptor) has no whole line with a PIN"), Status.refusedInput)
        }
        let pin = LockedBytes(count: length)
        pin.fill { $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: line.bytes[..<length])) }
        return pin
    }

    /// A line without its end; nil when it doesn't end.
    private static func line(_ descriptor: Int32) -> (LockedBytes, Int)? {
        let line = LockedBytes(count: most)
        var length = 0
        var ended = false
        line.fill { buffer in
            while length < most, let start = buffer.baseAddress {
                // One byte at a time: what stands behind the line is somebody else's.
                let got = Glibc.read(descriptor, start + length, 1)
                if got < 0, errno == EINTR { continue }
                guard got == 1 else { break }
                if buffer[length] == 10 {
                    ended = true
                    break
                }
                length += 1
            }
        }
        return ended ? (line, length) : nil
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
                    number = number * 10 + Int(byte - 48)
                    digits += 1
                    if digits > 2 { isSound = false }
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
                    "选择须为 \(questions) 个数字，每题一个，以空格分开；未投出",
                    "choices are \(questions) numbers, one a matter, parted by spaces; nothing was cast"
                ), Status.refusedInput)
        }
        return choices
    }
}
