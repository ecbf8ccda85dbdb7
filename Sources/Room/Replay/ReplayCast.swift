// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Meeting
import Personnel
import Replay
import Terminal
import Wording

/// A replay as an asciicast of version 2: the room's own screens, one a step, with the pauses that the
/// replay makes. There is no booth in it, because there is none in the record.
struct ReplayCast {
    private let player: Player
    private let setting: Setting
    static let size = Size(rows: 30, columns: 100)

    init(_ player: Player, _ setting: Setting) {
        self.player = player
        self.setting = setting
    }

    func data() -> Data {
        var p = player
        let first = p.timeline.steps[0]
        // Proven whole before it is written.
        p.proven = p.timeline.steps[p.last].seq
        var out = Data()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        func line(_ value: JSONValue) {
            guard let data = try? encoder.encode(value) else { return }
            out.append(data)
            out.append(10)
        }
        line(
            .object([
                "version": .integer(2), "width": .integer(Self.size.columns),
                "height": .integer(Self.size.rows),
                "timestamp": .integer(Int(first.at.milliseconds / 1000)),
                "title": .text(p.snapshot.charter?.plan.title ?? p.timeline.meeting.rawValue),
                "env": .object(["TERM": .text("xterm-256color")]),
            ]))
        var app = App(p.snapshot, setting)
        app.place = .replay
        for i in p.timeline.steps.indices {
            p.go(to: i)
            app.player = p
            let frame = app.frame(in: Self.size)
            let seconds = (Double(p.timeline.steps[i].played) / 1000 * 100).rounded() / 100
            line(
                .list([
                    .fraction(seconds), .text("o"), .text(Self.ansi(frame, setting.theme)),
                ]))
        }
        return out
    }

    /// A frame as a terminal draws it, whole.
    static func ansi(_ frame: Frame, _ theme: Theme) -> String {
        var text = "\u{1B}[?25l\u{1B}[H"
        for row in 0..<frame.size.rows {
            var role: Role?
            text += "\u{1B}[\(row + 1);1H"
            for column in 0..<frame.size.columns {
                let cell = frame[row, column]
                if cell.role != role {
                    role = cell.role
                    text += sgr(theme.look(cell.role))
                }
                text += cell.glyph
            }
            text += "\u{1B}[0m"
        }
        return text
    }

    private static func sgr(_ look: Theme.Look) -> String {
        var codes = ["0"]
        if look.bold { codes.append("1") }
        if look.dim { codes.append("2") }
        if look.underline { codes.append("4") }
        if look.reverse { codes.append("7") }
        if look.foreground >= 0 { codes.append("\(30 + look.foreground)") }
        if look.background >= 0 { codes.append("\(40 + look.background)") }
        return "\u{1B}[\(codes.joined(separator: ";"))m"
    }
}
