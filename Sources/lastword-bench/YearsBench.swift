// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import District
import Export
import Foundation
import GRDB
import Ledger
import Meeting
import Personnel
import Record
import Wording

/// Ten years of many units: their registers, made by the rules, bundled, merged, listed and exported.
enum YearsBench {
    static let meetingsAUnit = 40
    static let mattersAMeeting = 5

    /// `years FOLDER UNITS`: the whole of it, each step in a process of its own, so that its peak of memory
    /// is its own.
    static func run(_ folder: String, units: Int) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        var entries = 0
        let made = try Bench.timed {
            for unit in 1...units {
                entries += try UnitMaker(unit, folder).make()
                if unit % 10 == 0 { progress("making", unit, units) }
            }
        }
        print("\rten years of \(units) units: \(entries) entries made in \(Int(made)) s")
        try step("years-merge", folder, "\(units)")
        try step("years-list", folder)
    }

    private static func step(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        try process.run()
        process.waitUntilExit()
        precondition(process.terminationStatus == 0, "\(arguments)")
    }

    static func progress(_ what: String, _ done: Int, _ all: Int) {
        guard isatty(2) == 1 else { return }
        FileHandle.standardError.write(Data("\r\(what) \(done)/\(all) ".utf8))
    }

    static func merge(_ folder: String, units: Int) throws {
        let path = "\(folder)/district.lwd"
        try? FileManager.default.removeItem(atPath: path)
        let district = try District.open(path, for: .writing)
        var entries = 0
        let spent = try Bench.timed {
            for unit in 1...units {
                entries += try district.merge("\(folder)/\(unit).lwb", at: Bench.now).entries
                if unit % 10 == 0 { progress("merging", unit, units) }
            }
        }
        print("\rmerged \(entries) entries of \(units) units in \(Int(spent)) s")
        Bench.row(
            "  checked and taken in", Double(entries) / spent, "entries per second", target: "")
        print("  peak memory \(Bench.peakMegabytes) MB (target 500)")
        district.close()
    }

    /// The list beside one plain query over the same rows, and each form that it is written in.
    static func list(_ folder: String) throws {
        let district = try District.open("\(folder)/district.lwd", for: .reading)
        defer { district.close() }
        let queue = try DatabaseQueue(path: "\(folder)/district.lwd")
        var (ours, plain, guarding): ([Double], [Double], [Double]) = ([], [], [])
        var count = 0
        for _ in 0..<3 {
            plain.append(
                try Bench.timed {
                    count = try queue.read { db in
                        try Row.fetchAll(db, sql: "SELECT * FROM line ORDER BY unit, n").count
                    }
                })
            ours.append(
                try Bench.timed {
                    let rows = try district.lines()
                    precondition(rows.count == count)
                })
            guarding.append(
                try Bench.timed {
                    let changed = try district.unitsWithChangedLines()
                    precondition(changed.isEmpty)
                })
        }
        let (best, floor) = (ours.min() ?? 1, plain.min() ?? 1)
        let ratio = String(format: "%.2f", best / floor)
        print(
            "list of \(count) lines: \(Int(best * 1000)) ms, a plain query of the same rows \(Int(floor * 1000)) ms, ratio \(ratio) (target 2)"
        )
        Bench.row(
            "  looked over for changes before an export", (guarding.min() ?? 0) * 1000, "ms",
            target: "")
        let rows = try district.lines()
        let adverse = Ledger(rows: rows).totals
        print(
            "  \(adverse.appointments) appointments, \(adverse.adverse) with an adverse outcome, \(adverse.findings) lines with a finding"
        )
        var filter = LedgerFilter()
        filter.status = .found
        Bench.row(
            "  those with a finding only",
            try Bench.timed { _ = try district.lines(filter) } * 1000, "ms", target: "")
        let mark = Fingerprint(try district.head())
        let table = LedgerTable(
            Ledger(rows: rows),
            LedgerTable.About(
                organisation: "bench", fingerprint: Text("\(mark.chinese)", "\(mark.english)"),
                scope: .inspection, madeBy: "bench", madeAt: Bench.now),
            order: .rank, language: .zh)
        for name in ["list.jsonl", "list.csv", "list.html", "list.xlsx"] {
            Bench.row(
                "  written as \(name)",
                try Bench.timed { try table.write(to: "\(folder)/\(name)", replacing: true) }, "s",
                target: "")
        }
        print("  peak memory \(Bench.peakMegabytes) MB (target 500)")
    }
}
