// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Room
import Support
import Terminal
import Testing
import Wording

/// Every screen, in both languages, at three sizes, held against what was looked at and found good.
/// `LASTWORD_GOLDEN=write` writes them anew; `LASTWORD_SCREENS=FOLDER` writes them as cells, for pictures.
@Suite("screens", .serialized)
struct SnapshotTests {
    static let sizes = [
        Size(rows: 24, columns: 80), Size(rows: 40, columns: 120), Size(rows: 60, columns: 200),
    ]
    static let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "golden")

    /// What is drawn anew each time: the booth's numbers, and fingerprints.
    static func masked(_ name: String, _ text: String) -> String {
        var text = text
        if ["curtain", "paper", "review"].contains(name) {
            text.replace(#/\b\d\d\b/#, with: "##")
        }
        if name == "minutes" {
            text.replace(#/(票档|archive) [0-9a-f]{16}/#, with: { "\($0.output.1) ##" })
            text.replace(#/((?:指纹：|Fingerprint: ))[^\n]*/#, with: { "\($0.output.1)##" })
        }
        if name == "new-key" { text.replace(#/\d{4}/#, with: "####") }
        if ["dossier", "person-sheet", "verify", "home"].contains(name) {
            text.replace(#/[0-9a-f]{12,16}…/#, with: "################…")
        }
        text.replace(#/(确定请输入|type) \d\d/#, with: { "\($0.output.1) ##" })
        text.replace(#/\d\d (回车 确定|Enter do it)/#, with: { "## \($0.output.1)" })
        // What is counted in the box, and so its fingerprint, is another each time.
        if name == "verify" {
            var isMark = false
            let marks = ["闭会指纹", "closing fingerprint", "末端指纹", "of the register's end"]
            text = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                isMark =
                    !line.hasPrefix("─")
                    && (isMark || marks.contains { line.contains($0) }
                        || line.contains(#/[a-z]-\d{4}/#))
                return isMark ? "" : String(line)
            }.joined(separator: "\n")
        }
        if ["closed", "closing", "minutes-menu", "minutes-export", "minutes-seal", "replay-end"]
            .contains(
                name)
        {
            text.replace(#/\b[0-9a-f]{8}\b/#, with: "########")
            text.replace(#/((?:闭会指纹|closing fingerprint) )[^\n]*/#, with: { "\($0.output.1)##" })
        }
        if name == "home" {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let head = lines.first { $0.contains("指纹") || $0.contains("Fingerprint") } ?? ""
            let end = head.firstRange(of: "指纹") ?? head.firstRange(of: "Fingerprint")
            let column = Width.of(String(head[..<(end?.lowerBound ?? head.endIndex)]))
            text = lines.map { line in
                line.hasPrefix(" ▸ 2026")
                    ? Width.cut(String(line), to: column, mark: "") : String(line)
            }.joined(separator: "\n")
        }
        if name == "counted" { text.replace(#/\b[0-9a-f]{8}\b/#, with: "########") }
        return text
    }

    @Test("every screen in both languages at three sizes is as it was found good")
    func snapshots() throws {
        let writes = ProcessInfo.processInfo.environment["LASTWORD_GOLDEN"] == "write"
        let folder = ProcessInfo.processInfo.environment["LASTWORD_SCREENS"]
        var seen = 0
        for language in Language.allCases {
            func show(_ name: String, _ stage: Stage) throws {
                for size in Self.sizes {
                    let frame = stage.driver.frame(in: size)
                    #expect(frame.fault == nil, "\(name) \(frame.fault ?? "")")
                    let text = Self.masked(name, frame.text)
                    let file = Self.golden.appending(
                        path: "\(name).\(language.rawValue).\(size.columns)x\(size.rows).txt")
                    if writes {
                        try text.write(to: file, atomically: true, encoding: .utf8)
                    } else {
                        let known = try? String(contentsOf: file, encoding: .utf8)
                        #expect(known == text, "\(file.lastPathComponent)")
                    }
                    seen += 1
                }
                if let folder { try Self.write(name, language, stage, folder) }
            }
            try Self.gallery(language, show)
            try Self.apart(language, show)
        }
        #expect(seen == 6 * 61, "\(seen) screens")
        // A screen that is gone leaves nothing behind that looks held.
        let kept = try FileManager.default.contentsOfDirectory(atPath: Self.golden.path)
        #expect(kept.count == seen, "\(kept.count) files")
    }

    private static func write(
        _ name: String, _ language: Language, _ stage: Stage, _ folder: String
    ) throws {
        let frame = stage.driver.frame(in: Size(rows: 30, columns: 100))
        let cells = frame.cells.map { [$0.glyph, "\($0.role)"] }
        var object: [String: Any] = ["rows": 30, "columns": 100, "cells": cells]
        if let cursor = frame.cursor { object["cursor"] = [cursor.row, cursor.column] }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try JSONSerialization.data(withJSONObject: object).write(
            to: URL(fileURLWithPath: "\(folder)/\(name).\(language.rawValue).json"))
    }

    @Test("random keys at random sizes: no half glyph, nothing outside, nothing crashes")
    func random() throws {
        var generator = SeededGenerator(seed: 7)
        let letters = Array("123xedugrsvlnpc:?q 0aZ中，")
        let named: [Key] = [
            .enter, .escape, .up, .down, .left, .right, .tab, .backspace, .home, .end, .pageDown,
            .paste("甲乙\u{1B}[2J丙"),
        ]
        let count = ProcessInfo.processInfo.environment["LASTWORD_TORTURE"] == nil ? 6_000 : 200_000
        var frames = 0
        var wide = 0
        var starts = 0
        for language in Language.allCases {
            var stage = try Stage(language)
            stage.callRoll()
            for _ in 0..<count {
                if stage.driver.app.isSecret {
                    stage.driver.feed(UInt8.random(in: 0...255, using: &generator))
                } else {
                    let key: Key =
                        Int.random(in: 0..<2, using: &generator) == 0
                        ? .character(letters.randomElement(using: &generator) ?? "1")
                        : named.randomElement(using: &generator) ?? .enter
                    stage.press(key)
                }
                // Who leaves begins again: the run is as long as it says.
                if stage.driver.isOver {
                    stage = try Stage(language)
                    stage.callRoll()
                    starts += 1
                }
                guard Int.random(in: 0..<3, using: &generator) == 0 else { continue }
                let size = Size(
                    rows: Int.random(in: 1...62, using: &generator),
                    columns: Int.random(in: 1...202, using: &generator))
                let frame = stage.driver.frame(in: size)
                #expect(frame.fault == nil, "\(size): \(frame.fault ?? "")")
                frames += 1
                if frame.cells.contains(where: { $0.glyph.isEmpty }) { wide += 1 }
            }
        }
        print("random screens: \(frames) frames, \(wide) with wide glyphs, \(starts) starts")
        #expect(frames > count / 2 && wide > frames / 2)
    }

    @Test("with --ascii no sign but the words themselves leaves ASCII")
    func ascii() throws {
        var seen = 0
        for language in Language.allCases {
            func look(_ name: String, _ stage: Stage) {
                for size in Self.sizes {
                    let frame = stage.driver.frame(in: size)
                    #expect(frame.fault == nil, "\(name) \(frame.fault ?? "")")
                    for cell in frame.cells {
                        let isWord = cell.glyph.isEmpty || Width.of(cell.glyph) == 2
                        #expect(isWord || cell.glyph.allSatisfy(\.isASCII), "\(name) \(cell.glyph)")
                    }
                    seen += 1
                }
            }
            try Self.gallery(language, ascii: true, look)
            try Self.apart(language, ascii: true, look)
        }
        #expect(seen == 6 * 61)
    }

    @Test("a frame with half a glyph is found")
    func control() {
        var frame = Frame(Size(rows: 1, columns: 4))
        frame.put(0, 0, "中文")
        #expect(frame.fault == nil)
        frame.put(0, 1, "x")
        #expect(frame.fault == nil && frame.line(0) == " x文")
        frame.put(0, 3, "中")
        #expect(frame.fault == nil && frame.line(0) == " x文")
    }

    @Test("widths are those of East Asian Width, and what a terminal would act on is never drawn")
    func widths() {
        #expect(Width.of("末位 Lastword") == 13)
        #expect(Width.of("e\u{301}") == 1)
        #expect(Width.of("\u{1F468}\u{200D}\u{1F469}") == 1)
        var frame = Frame(Size(rows: 1, columns: 20))
        frame.put(0, 0, "a\u{1B}[2Jb\u{202E}c")
        #expect(!frame.text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
        #expect(Width.cut("主要负责人", to: 7) == "主要负…")
        #expect(Width.wrap("同意，按规定办理。", 8) == ["同意，按", "规定办", "理。"])
    }
}
