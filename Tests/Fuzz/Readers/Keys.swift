// SPDX-License-Identifier: GPL-3.0-or-later
import Meeting
import Room
import Support
import Terminal
import Wording

/// Keys at the room, a frame after each. The room lives on for some inputs, so that they go deep.
enum Keys {
    private static let sizes = [
        Size(rows: 24, columns: 80), Size(rows: 40, columns: 120), Size(rows: 5, columns: 20),
        Size(rows: 1, columns: 1), Size(rows: 60, columns: 200),
    ]
    nonisolated(unsafe) private static var stage: Stage?
    nonisolated(unsafe) private static var inputs = 0
    nonisolated(unsafe) private static var decoder = UTF8Decoder()
    nonisolated(unsafe) private static var size = sizes[0]

    static func press(_ bytes: [UInt8]) {
        inputs += 1
        if inputs % 500 == 0 || stage?.driver.isOver == true { stage = nil }
        guard let room = stage ?? (try? Stage(inputs % 2 == 0 ? .zh : .en)) else {
            fatalError("no rehearsal")
        }
        stage = room
        for byte in bytes.prefix(64) {
            if room.driver.app.isSecret {
                room.driver.feed(byte)
            } else {
                for key in keys(byte) { room.press(key) }
            }
            if room.driver.isOver { break }
        }
        let frame = room.driver.frame(in: size)
        for row in 0..<size.rows { shown(Text(frame.line(row), "")) }
    }

    /// Low bytes are keys without a character, the rest UTF-8 one byte at a time.
    private static func keys(_ byte: UInt8) -> [Key] {
        switch byte {
        case 0: return [.enter]
        case 1: return [.escape]
        case 2: return [.tab]
        case 3: return [.backTab]
        case 4: return [.backspace]
        case 5: return [.delete]
        case 6: return [.up]
        case 7: return [.down]
        case 8: return [.left]
        case 9: return [.right]
        case 10, 13: return [.enter]
        case 11: return [.home]
        case 12: return [.end]
        case 14: return [.pageUp]
        case 15: return [.pageDown]
        case 16...20:
            size = sizes[Int(byte - 16)]
            return [.resize]
        case 21: return [.function(1)]
        case 22: return [.paste("赵甲\u{1B}[2J\n" + String(repeating: "长", count: 5000))]
        case 23: return [.click(Spot(3, 5))]
        case 24: return [.wheel(up: true)]
        case 25: return [.control("l")]
        case 26: return [.control("c")]
        default: return decoder.push(byte).map(Key.character)
        }
    }
}
