// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Meeting
import Personnel
import Record
import Replay

/// Moving about in a long meeting's replay: to any of its moments in less than a twentieth of a second.
enum SeekBench {
    static func run(events: Int) throws {
        let timeline = Timeline("long", try entries(events))
        precondition(timeline.steps.count >= events)
        var worst = 0.0
        var seen = 0
        // Far and near by turns, the end included.
        for i in 0..<2_000 {
            let index = i * 7_919 % (timeline.steps.count + 1)
            worst = max(
                worst,
                Bench.time {
                    let state = timeline.state(before: index)
                    seen += state.events
                })
        }
        precondition(seen > 0)
        Bench.row(
            "replay: the slowest of 2,000 moves in a record of \(timeline.steps.count) events",
            worst * 1000, "ms", target: "50")
    }

    /// A meeting in which somebody's view is put down and struck again, over and over.
    private static func entries(_ count: Int) throws -> [Entry] {
        var state = MeetingState()
        var entries: [Entry] = []
        func give(_ command: MeetingCommand) throws {
            let at = Timestamp(
                milliseconds: Bench.now.milliseconds + Int64(entries.count) * 1_000,
                offsetMinutes: Bench.now.offsetMinutes)
            for event in try state.decide(command, at: at) {
                let number = entries.count + 1
                entries.append(
                    Entry(seq: number, number: number, at: at, fact: .meeting("long", event)))
                state.evolve(event, at: at)
            }
        }
        for command in try Script.commands() {
            if case .stateView = command { break }
            try give(command)
        }
        while entries.count < count {
            try give(
                .stateView(StatedView(matter: "m1", member: "p03", stance: .for, words: "同意。")))
            try give(
                .correct(Correction(target: .view, matter: "m1", member: "p03", reason: "误记")))
        }
        return entries
    }
}
