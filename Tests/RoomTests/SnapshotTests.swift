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

    /// Walks through the example meeting and stops at every kind of screen.
    static func gallery(
        _ language: Language, ascii: Bool = false, _ show: (String, Stage) throws -> Void
    ) throws {
        let empty = try Stage(language, rehearses: false, ascii: ascii)
        try show("welcome", empty)
        let stage = try Stage(language, ascii: ascii)
        let zh = language == .zh
        try show("roll", stage)
        stage.callRoll()
        try show("roll-called", stage)
        stage.press(.character("x"))
        try show("member-menu", stage)
        stage.press(.escape, .character("e"))
        try show("plan", stage)
        stage.press(.enter)
        try show("plan-form", stage)
        stage.press(.escape, .escape, .character("n"))
        try show("confirm-convene", stage)
        stage.confirm()
        stage.pass(seconds: 600)
        try show("agenda", stage)
        stage.introduce()
        for _ in 0..<3 { stage.press(.character("1")) }
        stage.pass(seconds: 96)
        stage.press(.end, .character("1"))
        try show("views-refused", stage)
        stage.press(.character("?"))
        try show("help", stage)
        stage.press(.escape, .character(":"))
        try show("commands", stage)
        stage.press(.escape, .character("s"))
        try show("big", stage)
        stage.press(.character("s"), .home)
        for _ in 0..<4 { stage.press(.down) }
        stage.press(.character("e"))
        try show("view-form", stage)
        stage.press(.escape, .home, .character("u"))
        try show("correction", stage)
        stage.press(.escape)
        for _ in 0..<4 { stage.press(.down) }
        for _ in 0..<5 { stage.press(.character("1")) }
        try show("views-complete", stage)
        stage.press(.enter)
        try show("confirm-ballot", stage)
        stage.confirm()
        try show("pin", stage)
        for pin in ["314159", "314159", "271828", "271828"] { stage.feed(pin) }
        try show("ballot-open", stage)
        stage.press(.enter)
        try show("curtain", stage)
        stage.passCurtain()
        try show("paper", stage)
        stage.answer(zh ? "同意" : "for")
        try show("review", stage)
        stage.castVote()
        try show("cast", stage)
        stage.afterThanks()
        for i in 0..<7 { stage.vote(i < 5 ? (zh ? "同意" : "for") : zh ? "弃权" : "abstain") }
        stage.afterThanks()
        stage.press(.enter)
        for pin in ["314159", "271828"] { stage.feed(pin) }
        try show("counted", stage)
        stage.press(.enter)
        stage.confirm()
        try show("result", stage)
        stage.press(.character("s"))
        stage.press(.enter)
        stage.closeMeeting()
        try show("closed", stage)
        try minutes(stage, show)
        stage.press(.escape)
        try show("home", stage)
        try replay(stage, show)
        stage.press(.character("n"))
        try show("plan-new", stage)
        stage.press(.escape)
        try people(stage, show)
        stage.press(.character("v"))
        try show("verify-form", stage)
        stage.press(.enter, .enter)
        try show("verify", stage)
    }

    /// The meeting's minutes: read, exported, sealed.
    static func minutes(_ stage: Stage, _ show: (String, Stage) throws -> Void) throws {
        stage.press(.enter)
        try show("minutes-menu", stage)
        stage.press(.enter)
        try show("minutes", stage)
        stage.press(.escape, .enter, .character("2"))
        try show("minutes-export", stage)
        stage.press(.escape, .enter, .character("3"))
        try show("minutes-seal", stage)
        stage.press(.escape)
    }

    /// The meeting played back: its beginning, the middle with the questions it answers, and its end.
    static func replay(_ stage: Stage, _ show: (String, Stage) throws -> Void) throws {
        stage.press(.character("r"))
        stage.settle()
        try show("replay", stage)
        for _ in 0..<3 { stage.press(.character("]")) }
        try show("replay-views", stage)
        stage.press(.character("w"))
        try show("replay-why", stage)
        stage.press(.escape, .character("f"))
        try show("replay-filter", stage)
        stage.press(.escape, .down)
        try show("replay-result", stage)
        stage.press(.end)
        try show("replay-end", stage)
        stage.press(.escape)
    }

    /// Keys, recommendations and what became of an appointment.
    static func people(_ stage: Stage, _ show: (String, Stage) throws -> Void) throws {
        stage.press(.character("p"))
        try show("people", stage)
        for _ in 0..<6 { stage.press(.down) }
        stage.press(.character("k"))
        stage.type("吴己、王辛")
        stage.press(.enter, .enter)
        try show("new-key", stage)
        let code = stage.shownCode()
        stage.driver.feed(13)
        try show("signing-code", stage)
        stage.feed(code)
        stage.press(.character("t"))
        try show("recommendations", stage)
        stage.press(.character("w"))
        try show("recommendation-form", stage)
        stage.fill(["", "", "郑庚", "蒋寅", "教研室主任", "业务好", "", "", "", ""])
        try show("relation-form", stage)
        stage.press(.character("1"), .enter, .enter, .enter)
        try show("statement", stage)
        stage.press(.escape)
        try stage.liveThrough()
        stage.press(.character("p"), .character("h"), .escape)
        stage.press(.character("o"))
        try show("appointments", stage)
        stage.press(.character("x"))
        try show("appointment-menu", stage)
        stage.press(.escape, .enter)
        try show("dossier", stage)
        stage.press(.escape, .character("a"))
        try show("accountability", stage)
        stage.press(.down, .character("h"))
        try show("person-sheet", stage)
        stage.press(.escape, .character("/"))
        try show("filter-form", stage)
        stage.press(.escape, .character("x"))
        try show("export-form", stage)
        stage.press(.escape)
    }

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
        if ["closed", "minutes-menu", "minutes-export", "minutes-seal", "replay-end"].contains(name)
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
            try Self.gallery(language) { name, stage in
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
        }
        #expect(seen == 6 * 53, "\(seen) screens")
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
            try Self.gallery(language, ascii: true) { name, stage in
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
        }
        #expect(seen == 6 * 53)
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
