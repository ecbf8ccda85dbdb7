import Foundation
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
        // A teller gets one.
        stage.press(.escape)
        let code = stage.enrolKey()
        stage.press(.character("m"), .character("x"), .character("3"))
        #expect(stage.has("郑庚") && stage.has("当场用钥匙签名"), "\(stage.text())")
        // Chosen already; unchosen, and without a scan, nobody signs.
        stage.press(.character(" "), .enter, .enter, .enter)
        #expect(stage.has("没有人签名"), "\(stage.text())")
        stage.press(.up, .character(" "), .enter, .enter, .enter)
        #expect(stage.has("审定人：赵甲（主持人）") && stage.has("签名：郑庚"), "\(stage.text())")
        stage.confirm()
        #expect(stage.has("请 郑庚 阅读会议记录"), "\(stage.text())")
        stage.press(.enter)
        stage.feed(String(code.reversed()))
        #expect(stage.has("E key(") || stage.has("wrongCode"), "\(stage.text())")
        stage.feed(code)
        #expect(stage.has("会议记录已封存，1 人用钥匙签名"), "\(stage.text())")
        stage.press(.character("x"), .enter)
        #expect(stage.has("审定封存，签名：郑庚"), "\(stage.text())")
        stage.press(.escape, .escape, .character("v"), .enter, .enter)
        #expect(stage.has("[是] 会议记录与登记簿一致：封存的 1 份"), "\(stage.text())")
        #expect(stage.has("[是] 签名有效：数字签名 1 个"))
    }

    @Test("an excerpt of one matter goes to a file beside the register; nothing is replaced")
    func exported() throws {
        let stage = try closed()
        stage.closeMeeting()
        let folder = URL(filePath: stage.driver.app.world.register).deletingLastPathComponent()
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
        #expect(whole.contains("# 区教育局") && whole.contains("会议记录") && whole.contains("议题 2"))
        #expect(one.contains("决定摘录") && one.contains("议题 1") && !one.contains("议题 2　"))
        stage.press(.enter, .character("2"), .control("u"))
        stage.type("one.txt")
        stage.press(.enter, .enter, .enter)
        #expect(!stage.has("已导出："), "\(stage.text())")
    }

    @Test("a fingerprint from the paper is compared; one that can't be read is said so")
    func paper() throws {
        let stage = try closed()
        stage.closeMeeting()
        let mark = stage.driver.app.world.fingerprint?.zh ?? ""
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
