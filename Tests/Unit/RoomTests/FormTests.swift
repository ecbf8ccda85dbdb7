// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Meeting
import Personnel
import Room
import Support
import Terminal
import Testing
import Wording

/// Forms, as somebody fills them in who makes slips.
@Suite("forms")
struct FormTests {
    /// The form of a new person on the home screen.
    private func newPerson() throws -> Stage {
        let stage = try Stage(.zh)
        stage.press(.escape, .character("p"), .character("e"))
        return stage
    }

    @Test("what was filled in isn't given up by one Esc, and one key on takes the question back")
    func leaving() throws {
        let stage = try newPerson()
        stage.press(.escape)
        #expect(!stage.has("[ 确认 ]"), "nothing was filled in, nothing is asked")
        stage.press(.character("e"), .down)
        stage.type("新人")
        stage.press(.escape)
        #expect(stage.has("再按一次 Esc 放弃") && stage.has("新人"))
        stage.press(.up, .escape)
        #expect(stage.has("再按一次 Esc 放弃") && stage.has("新人"))
        stage.press(.escape)
        #expect(!stage.has("[ 确认 ]"))
    }

    @Test("Esc at a recommendation's text goes back through both its forms")
    func statement() throws {
        let folder = try TemporaryFolder()
        let scan = folder.file("scan.pdf")
        try Data("scan".utf8).write(to: URL(filePath: scan))
        let stage = try Stage(.zh)
        stage.press(.escape, .character("t"), .character("w"))
        stage.fill(["", "", "郑庚", "蒋寅", "教研室主任", "业务好", "", "", scan, ""])
        #expect(stage.has("与被推荐人的关系"), "\(stage.text())")
        stage.press(.character("1"), .enter, .enter)
        #expect(stage.has("末位署名推荐书"), "\(stage.text())")
        stage.press(.escape)
        #expect(stage.has("与被推荐人的关系") && !stage.has("末位署名推荐书"), "\(stage.text())")
        stage.press(.escape, .escape)
        #expect(stage.has("蒋寅") && stage.has("业务好"), "\(stage.text())")
        // On again, to the end: nothing of it stays open.
        stage.fill(Array(repeating: "", count: 10))
        stage.press(.character("1"), .enter, .enter, .enter)
        #expect(!stage.has("[ 确认 ]") && stage.has("r4    郑庚"), "\(stage.text())")
    }

    @Test(
        "Esc before signing goes back to what was filled in, and signing it then leaves nothing open"
    )
    func signing() throws {
        let stage = try Stage(.zh)
        stage.press(.escape)
        let code = stage.enrolKey()
        stage.press(.character("t"), .character("w"))
        stage.fill(["", "", "郑庚", "蒋寅", "教研室主任", "业务好", "", "", "", ""])
        stage.press(.character("1"), .enter, .enter, .enter)
        #expect(stage.has("郑庚") && stage.has("签署"), "\(stage.text())")
        stage.press(.escape)
        #expect(stage.has("与被推荐人的关系"), "\(stage.text())")
        stage.press(.escape, .escape)
        #expect(stage.has("蒋寅") && stage.has("业务好"), "\(stage.text())")
        stage.fill(Array(repeating: "", count: 10))
        stage.press(.character("1"), .enter, .enter, .enter, .enter)
        stage.feed(code)
        #expect(!stage.has("[ 确认 ]") && stage.has("r4    郑庚"), "\(stage.text())")
    }

    @Test("what was signed and is then refused comes back, filled in")
    func refusedAfterSigning() throws {
        let stage = try Stage(.zh)
        stage.press(.escape)
        let code = stage.enrolKey()
        stage.press(.character("t"), .character("w"))
        stage.fill(["", "", "郑庚", "蒋寅", "教研室主任", "业务好", "", "", "", ""])
        stage.press(.character("1"), .enter, .enter, .enter)
        #expect(stage.has("请 郑庚 阅读推荐书"), "\(stage.text())")
        // Its number is taken meanwhile.
        var other = try #require(stage.driver.app.snapshot.personnel.recommendations["r3"])
            .recommendation
        other.id = "r4"
        let came = stage.service.do(.people(.lodge(other)), booth: nil)
        guard case .done = came else {
            Issue.record("\(came)")
            return
        }
        stage.press(.enter)
        stage.feed(code)
        #expect(stage.has("r4") && stage.has("[ 确认 ]"), "\(stage.text())")
        stage.press(.escape, .escape)
        #expect(stage.has("蒋寅") && stage.has("业务好"), "\(stage.text())")
    }

    @Test("the caret moves, and what is typed goes where it stands")
    func caret() throws {
        let stage = try newPerson()
        stage.press(.down)
        stage.type("赵孙")
        stage.press(.left)
        stage.type("钱")
        #expect(stage.has("赵钱孙"))
        stage.press(.home, .delete, .end, .backspace)
        stage.type("李")
        #expect(stage.has("钱李"))
        stage.press(.home, .delete, .delete, .delete, .backspace)
        #expect(!stage.has("钱李"))
    }

    @Test("what a field has no room for is left out, and that is said")
    func tooLong() throws {
        let stage = try newPerson()
        stage.press(.down, .paste(String(repeating: "长", count: 4000)))
        #expect(!stage.has("没有收进去"))
        stage.press(.paste("尾"))
        #expect(stage.has("最多 4000 字") && !stage.has("尾"))
        stage.press(.backspace, .character("尾"))
        #expect(!stage.has("没有收进去") && stage.has("尾"))
    }

    @Test(
        "a time that is offered gives way to the first character, and stays where it was gone into")
    func offered() throws {
        func typed(_ keys: Key...) throws -> Stage {
            let stage = try Stage(.zh)
            stage.press(.character("e"), .enter, .down, .down, .down)
            #expect(stage.has("直接输入就替换") && stage.has("2026-11-23 14:30"), "\(stage.text())")
            for key in keys { stage.press(key) }
            return stage
        }
        let fresh = try typed(.character("2"), .character("0"))
        #expect(fresh.has("时间                    20  ") && fresh.has("移动光标"), "\(fresh.text())")
        #expect(try typed(.paste("2027/1/5 9:30")).has("   2027/1/5 9:30  "))
        #expect(try typed(.left, .character("1")).has("   2026-11-23 14:310  "))
        #expect(try typed(.end, .character("1")).has("   2026-11-23 14:301  "))
        #expect(try typed(.backspace, .character("5")).has("   2026-11-23 14:35  "))
        #expect(try typed(.up, .down, .character("7")).has("时间                    7  "))
        // Words that somebody wrote are gone on with.
        #expect(try typed(.up, .character("东")).has("三楼会议室东"))
    }

    @Test("names come from the list: completed where only one fits, refused where nobody does")
    func names() throws {
        let stage = try Stage(.zh)
        stage.press(.escape, .character("t"), .character("w"), .down, .down)
        stage.type("郑")
        stage.press(.right)
        #expect(stage.has("郑庚"))
        stage.type("、某某")
        stage.press(.enter)
        #expect(stage.has("人员名单里没有“某某”"))
        stage.press(.control("u"), .right)
        #expect(stage.has("输入文字查找"), "with nothing typed the whole list opens")
        stage.type("钱")
        stage.press(.enter)
        #expect(stage.has("钱乙"))
    }

    @Test("only what the kind asks for is asked, and what a hidden field holds is kept")
    func hidden() throws {
        let stage = try Stage(.zh)
        stage.press(.escape, .character("t"), .character("w"))
        #expect(!stage.has("会议记录标题"))
        // The third form of a recommendation is a collective one.
        stage.press(.down, .character("3"))
        #expect(stage.has("会议记录标题"))
        stage.press(.character("1"))
        #expect(!stage.has("会议记录标题"))
    }

    @Test("what was filled in and isn't asked any more goes nowhere")
    func hiddenGoesNowhere() throws {
        let folder = try TemporaryFolder()
        let scan = folder.file("scan.pdf")
        try Data("scan".utf8).write(to: URL(filePath: scan))
        /// The statement of a recommendation whose minutes were named while it was a collective one.
        func statement(as kind: Character) throws -> String {
            let stage = try Stage(.zh)
            stage.press(.escape, .character("t"), .character("w"), .down, .character("3"), .enter)
            stage.fill(["郑庚", "蒋寅", "教研室主任", "业务好", "", "", scan, "党组纪要"])
            for _ in 0..<12 { stage.press(.up) }
            stage.press(.down, .character(kind))
            for _ in 0..<14 { stage.press(.enter) }
            #expect(stage.has("与被推荐人的关系"), "\(stage.text())")
            stage.press(.character("1"), .enter, .enter)
            #expect(stage.has("末位署名推荐书"), "\(stage.text())")
            return stage.text()
        }
        #expect(try statement(as: "3").contains("党组纪要"))
        #expect(try !statement(as: "1").contains("党组纪要"))
    }
}
