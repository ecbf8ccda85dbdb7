// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Personnel
import Room
import Support
import Terminal
import Testing
import Wording

/// A meeting's minutes by keys alone: what can't be done yet, export, signatures, the seal and what it is held to.
@Suite("minutes in the room", .serialized)
struct MinutesTests {
    private func closed() throws -> Stage {
        let stage = try Stage(.zh)
        stage.callRoll()
        stage.convene()
        stage.introduce()
        stage.discuss()
        stage.openBallot()
        stage.press(.enter)
        for _ in 0..<8 { stage.vote("同意") }
        stage.afterThanks()
        stage.press(.enter)
        for pin in ["314159", "271828"] { stage.feed(pin) }
        stage.press(.enter)
        stage.confirm()
        stage.press(.enter)
        return stage
    }

    @Test("before the end they can be read and exported, not sealed")
    func early() throws {
        let stage = try closed()
        stage.press(.escape, .character("x"))
        #expect(stage.has("审定、签名、封存…"))
        stage.press(.character("3"))
        #expect(stage.has("还没有闭会"), "\(stage.text())")
        stage.press(.character("x"), .enter)
        #expect(stage.has("草稿：尚未审定签名"))
        stage.press(.pageDown)
        #expect(stage.has("无记名票决"), "\(stage.text())")
    }

    @Test("signed by a teller's key they are sealed, and verified from then on")
    func sealed() throws {
        let stage = try closed()
        stage.closeMeeting()
        // Nobody has a key: a scan is needed, and one that can be read.
        stage.press(.enter, .character("3"))
        #expect(stage.has("没有人登记签名钥匙"))
        stage.press(.enter, .enter)
        #expect(stage.has("请填写"))
        stage.type("nowhere.pdf")
        stage.press(.enter, .enter)
        #expect(stage.has("读不到这个文件"))
        stage.press(.escape)
        // A teller's key alone approves nothing: the presiding member signs, with a key or on the scan.
        stage.press(.escape)
        let teller = stage.enrolKey()
        stage.press(.character("m"), .character("x"), .character("3"))
        stage.press(.enter, .enter, .enter)
        #expect(stage.has("请填写"), "\(stage.text())")
        stage.press(.escape, .escape)
        let code = stage.enrolKey(row: 0)
        stage.press(.character("m"), .character("x"), .character("3"))
        #expect(stage.has("赵甲") && stage.has("当场用钥匙签名"), "\(stage.text())")
        // Chosen already; unchosen, and without a scan, the minutes aren't approved.
        stage.press(.character(" "), .enter, .enter, .enter)
        #expect(stage.has("主持人没有签名，不算审定"), "\(stage.text())")
        stage.press(.up, .character(" "), .enter, .enter, .enter)
        #expect(stage.has("审定人：赵甲（主持人）") && stage.has("签名：赵甲、郑庚"), "\(stage.text())")
        stage.confirm()
        #expect(stage.has("请 赵甲 阅读会议记录"), "\(stage.text())")
        stage.press(.enter)
        stage.feed(String(code.reversed()))
        #expect(stage.has("E key(") || stage.has("wrongCode"), "\(stage.text())")
        stage.feed(code)
        stage.press(.enter)
        stage.feed(teller)
        // What has to be written down has a page of its own.
        #expect(stage.has("已封存：请当场抄下指纹"), "\(stage.text())")
        let shown = stage.find(#"封存指纹 (\S+ \S+ \S+ \S+)"#)
        stage.press(.enter)
        #expect(stage.has("会议记录已封存，2 人用钥匙签名"), "\(stage.text())")
        stage.press(.character("x"), .enter)
        #expect(stage.has("审定封存，签名：赵甲、郑庚"), "\(stage.text())")
        #expect(shown.map { stage.has("封存指纹 \($0)") } == true, "\(stage.text())")
        stage.press(.escape, .escape, .character("v"), .enter, .enter)
        #expect(stage.has("[是] 会议记录与登记簿一致：封存的 1 份"), "\(stage.text())")
        #expect(stage.has("[是] 签名有效：数字签名 2 个"))
    }

    @Test("Esc at the second signer: nothing is recorded, not the first signature either")
    func secondSigner() throws {
        let stage = try closed()
        stage.closeMeeting()
        stage.press(.escape)
        let first = stage.enrolKey(row: 0, witnesses: "郑庚、王辛")
        // 赵甲 has a key by now and signs as a witness with it; 王辛 signs on paper.
        let second = stage.enrolKey(witnesses: "赵甲、王辛", signing: [first])
        func open() {
            stage.press(.character("m"), .character("x"), .character("3"))
            stage.press(.enter, .enter, .enter)
            stage.confirm()
            #expect(stage.has("请 赵甲 阅读会议记录") && stage.has("1/2"), "\(stage.text())")
            stage.press(.enter)
            stage.feed(first)
            #expect(stage.has("请 郑庚 阅读会议记录") && stage.has("2/2"), "\(stage.text())")
        }
        open()
        stage.press(.escape)
        #expect(stage.driver.app.snapshot.personnel.minutes.isEmpty)
        #expect(!stage.has("阅读会议记录"), "\(stage.text())")
        open()
        stage.press(.enter)
        stage.feed(second)
        #expect(stage.has("2 人用钥匙签名"), "\(stage.text())")
        #expect(stage.driver.app.snapshot.personnel.minutes.count == 1)
    }

    @Test("a text is turned by pages to its end, and the next key up moves it")
    func pages() throws {
        let stage = try closed()
        stage.closeMeeting()
        stage.press(.escape, .character("x"), .enter)
        let size = Size(rows: 20, columns: 72)
        func place() -> [Int] {
            let line = stage.lines(size)[size.rows - 2]
            let numbers = try? Regex(#"(\d+)-(\d+) / (\d+)"#).firstMatch(in: line)?.output
            return (1...3).compactMap { numbers?[$0].substring.flatMap { Int($0) } }
        }
        let count = place().last ?? 0
        #expect(count > 60, "the minutes are long enough: \(stage.text())")
        #expect(place() == [1, 15, count])
        stage.press(.pageDown)
        #expect(place() == [15, 29, count], "one line stays")
        stage.press(.end)
        #expect(place() == [count - 14, count, count])
        stage.press(.down, .pageDown, .up)
        #expect(place() == [count - 15, count - 1, count])
    }

    @Test("an excerpt of one matter goes to a file beside the register; nothing is replaced")
    func exported() throws {
        let stage = try closed()
        stage.closeMeeting()
        let folder = URL(filePath: stage.driver.app.snapshot.register).deletingLastPathComponent()
        for (pick, name) in [(0, "whole.md"), (1, "one.txt")] {
            stage.press(.enter, .character("2"), .control("u"))
            stage.type(name)
            stage.press(.enter)
            for _ in 0..<pick { stage.press(.right) }
            stage.press(.enter, .enter)
            #expect(stage.has("已导出："), "\(stage.text())")
        }
        let whole = try String(contentsOf: folder.appending(path: "whole.md"), encoding: .utf8)
        let one = try String(contentsOf: folder.appending(path: "one.txt"), encoding: .utf8)
        #expect(whole.contains("# 区教育局") && whole.contains("会议记录") && whole.contains("二、"))
        #expect(one.contains("决定摘录") && one.contains("一、") && !one.contains("二、"))
        stage.press(.enter, .character("2"), .control("u"))
        stage.type("one.txt")
        stage.press(.enter, .enter, .enter)
        #expect(!stage.has("已导出："), "\(stage.text())")
    }

    @Test("a fingerprint from the paper is compared; one that can't be read is said so")
    func paper() throws {
        let stage = try closed()
        stage.closeMeeting()
        let mark = stage.driver.app.snapshot.fingerprint?.zh ?? ""
        #expect(mark.count > 16)
        stage.press(.escape)
        for (typed, said) in [
            (mark, "[是] 与纸上指纹相符"), ("没有的", "指纹读不出来"),
            ("铁路0001 望远镜0002 鸡蛋0003 邮票0004", "[否] 与纸上指纹相符"),
        ] {
            stage.press(.character("v"))
            stage.type(typed)
            stage.press(.enter, .enter)
            #expect(stage.has(said), "\(stage.text())")
            stage.press(.escape)
        }
    }
}
