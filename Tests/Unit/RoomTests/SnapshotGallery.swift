// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Room
import Support
import Terminal
import Wording

/// The ways through the program that stop at every kind of screen.
extension SnapshotTests {
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
        stage.press(.escape, .character("g"), .character("x"))
        stage.type(zh ? "看人选" : "see the persons")
        stage.press(.enter)
        try show("matter-sheet", stage)
        stage.press(.escape, .character("r"), .character("e"))
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
        stage.press(.escape, .character("2"))
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
        stage.press(.enter)
        stage.type(Stage.scan)
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
        // Each form is asked about before it is given up.
        stage.press(.escape, .escape, .escape, .escape, .escape)
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
        stage.press(.escape, .character("f"))
        try show("powers", stage)
    }

    /// Screens off the main way, each from a stage of its own.
    static func apart(
        _ language: Language, ascii: Bool = false, _ show: (String, Stage) throws -> Void
    ) throws {
        let zh = language == .zh
        let relayed = try Stage(
            language, ascii: ascii, relay: Text("终端复用程序 tmux", "a multiplexer, tmux"))
        discuss(relayed)
        relayed.openBallot()
        try show("relay-question", relayed)

        let paper = try Stage(language, ascii: ascii)
        discuss(paper)
        choose(zh ? "纸质票" : "paper", paper)
        paper.confirm()
        try show("paper-open", paper)
        paper.press(.enter)
        try show("paper-count", paper)

        let closing = try Stage(language, ascii: ascii)
        closing.callRoll()
        closing.convene()
        choose(zh ? "闭会" : "close", closing)
        try show("closing-form", closing)
        closing.press(.character("1"), .character("2"), .character("3"), .enter)
        closing.confirm()
        try show("closing", closing)

        let home = try Stage(language, ascii: ascii)
        home.press(.escape, .character("i"))
        home.type(roster.path)
        home.press(.enter, .enter)
        try show("import-preview", home)
    }

    private static func discuss(_ stage: Stage) {
        stage.callRoll()
        stage.convene()
        stage.introduce()
        stage.discuss()
    }

    /// From the list of all commands, by a word of its own.
    private static func choose(_ words: String, _ stage: Stage) {
        stage.press(.character(":"))
        stage.type(words)
        stage.press(.enter)
    }

    private static let roster = URL(filePath: #filePath).appending(
        path: "../../../../Examples/bureau/roster.csv"
    ).standardized
}
