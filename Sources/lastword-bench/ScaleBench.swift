// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Meeting
import Personnel
import Record
import Replay

/// `make scale`: a register far beyond any one organisation's, to see what grows with it. Each step
/// is a process of its own, so that its memory is its own.
enum ScaleBench {
    private static let steps = ["fill", "open", "tail", "list", "meeting", "replay", "verify"]

    static func run(_ folder: URL, events: Int) throws {
        let path = folder.appending(path: "scale.lwr").path
        let program = CommandLine.arguments[0]
        for step in steps {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = ["scale", step, path, String(events)]
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        }
    }

    static func step(_ name: String, _ path: String, events: Int) throws {
        switch name {
        case "fill": try fill(path, events: events)
        case "open": try open(path)
        case "tail": try tail(path)
        case "list": try list(path)
        case "meeting": try meeting(path)
        case "replay": try replay(path)
        default: try verify(path)
        }
        print("  peak memory \(Bench.peakMegabytes) MB")
        fflush(nil)
    }

    private static func fill(_ path: String, events: Int) throws {
        let seconds = try Bench.timed { try Bench.filled(path, events: events).close() }
        let size =
            (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0) >> 20
        Bench.row("filling \(events) events", Double(events) / seconds, "per second", target: "")
        print("  the file: \(size) MB, \(size << 20 / events) bytes an event")
    }

    private static func open(_ path: String) throws {
        let first = try Bench.timed { try Register(at: path, for: .writing).close() }
        try? FileManager.default.removeItem(atPath: path + ".cache")
        let whole = try Bench.timed { try Register(at: path, for: .writing).close() }
        let again = try Bench.timed { try Register(at: path, for: .writing).close() }
        Bench.row("opening, as it was left", first * 1000, "ms", target: "")
        Bench.row("opening, whole chain", whole, "s", target: "")
        Bench.row("opening, from the checkpoint", again * 1000, "ms", target: "200")
    }

    /// What a meeting in progress feels of the millions before it.
    private static func tail(_ path: String) throws {
        let register = try Register(at: path, for: .writing)
        let facts = try Script.facts("now")
        let seconds = try Bench.timed {
            for fact in facts { try register.append([fact], at: Bench.now) }
        }
        register.close()
        Bench.row(
            "durable appends at its end", Double(facts.count) / seconds, "per second", target: "")
    }

    private static func list(_ path: String) throws {
        let register = try Register(at: path, for: .reading, checksChain: false)
        var count = 0
        let seconds = try Bench.timed { count = try register.meetings().count }
        Bench.row("naming its \(count) meetings", seconds, "s", target: "")
    }

    private static func meeting(_ path: String) throws {
        let register = try Register(at: path, for: .reading, checksChain: false)
        let names = try register.meetings()
        var times: [Double] = []
        for name in stride(from: 0, to: names.count, by: max(1, names.count / 200)).map({
            names[$0]
        }) {
            times.append(
                try Bench.timed {
                    let timeline = try Timeline(register, name)
                    precondition(!timeline.steps.isEmpty)
                })
        }
        times.sort()
        Bench.row(
            "coming to one meeting, median of \(times.count)", times[times.count / 2] * 1000, "ms",
            target: "50")
        Bench.row("  the slowest", (times.last ?? 0) * 1000, "ms", target: "")
    }

    private static func replay(_ path: String) throws {
        try Bench.replayed(Register(at: path, for: .reading, checksChain: false))
    }

    private static func verify(_ path: String) throws {
        let register = try Register(at: path, for: .reading, checksChain: false)
        var events = 0
        let seconds = try Bench.timed {
            let report = try register.verify()
            precondition(report.isSound, "\(report.faults.prefix(3))")
            events = report.entries
        }
        Bench.row(
            "verify: chain, form and rules", Double(events) / seconds, "per second",
            target: "")
        print("  \(Int(seconds)) s for \(events) events")
    }
}
