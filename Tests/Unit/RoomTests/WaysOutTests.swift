// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Room
import Support
import Terminal
import Testing
import Wording

/// What once had no way out, or let something slip, at the screens.
@Suite("ways out")
struct WaysOutTests {
    private func inSession() throws -> Stage {
        let stage = try Stage(.zh)
        stage.callRoll()
        stage.convene()
        stage.introduce()
        return stage
    }

    @Test("the question about a recorded terminal isn't answered by Esc, nor for the next tellers")
    func relay() throws {
        let stage = try Stage(.zh, relay: Text("tmux", "tmux"))
        stage.callRoll()
        stage.convene()
        stage.introduce()
        stage.discuss()
        // Told before anybody types a PIN; given up there, nobody has.
        for _ in 0..<2 {
            stage.press(.enter)
            stage.confirm()
            #expect(stage.has("可能被录制") && !stage.has("请设六位"), "\(stage.text())")
            stage.press(.escape)
            #expect(stage.driver.app.snapshot.voted == nil)
        }
        stage.press(.enter)
        stage.confirm()
        stage.confirm()
        for pin in ["314159", "314159", "271828", "271828"] { stage.feed(pin) }
        #expect(stage.has("可能被录制") && stage.has("记入记录"), "\(stage.text())")
        stage.press(.escape)
        #expect(stage.driver.app.snapshot.voted == nil)
        stage.press(.enter)
        stage.confirm()
        stage.confirm()
        // With the last teller's PIN it is on record, and the ballot opens.
        for pin in ["314159", "271828"] { stage.feed(pin) }
        #expect(stage.driver.app.snapshot.voted == 0, "\(stage.text())")
    }

    @Test("a minute without a key takes the paper back, uncast; so it does the text to be signed")
    func idle() throws {
        let stage = try inSession()
        stage.discuss()
        stage.openBallot()
        stage.press(.enter)
        stage.passCurtain()
        stage.answer("同意")
        #expect(stage.has("您的选择"))
        stage.pass(seconds: 59)
        #expect(stage.has("您的选择"))
        stage.pass(seconds: 2)
        #expect(stage.has("一分钟没有操作") && stage.has("请把终端交给"), "\(stage.text())")
        #expect(stage.driver.app.snapshot.voted == 0)
        // A teller's PIN half typed.
        let pin = try inSession()
        pin.discuss()
        pin.openBallot(pins: false)
        #expect(pin.has("请设六位"))
        pin.pass(seconds: 61)
        #expect(!pin.has("请设六位") && pin.driver.app.snapshot.voted == nil)
        #expect(pin.has("密码没有给全，这一步没有办"), "\(pin.text())")
        // A new key's code, shown and not yet confirmed: taken back, nothing enrolled.
        let key = try Stage(.zh)
        key.press(.escape, .character("p"), .character("k"))
        key.type("吴己、王辛")
        key.press(.enter)
        key.type(Stage.scan)
        key.press(.enter, .enter)
        #expect(!key.shownCode().isEmpty)
        key.pass(seconds: 61)
        #expect(!key.has("抄下"), "\(key.text())")
        #expect(key.driver.app.snapshot.personnel.keys.isEmpty)
    }

    @Test("who leaves the PINs is told that nothing was opened or counted")
    func leavingPins() throws {
        let stage = try inSession()
        stage.discuss()
        stage.openBallot(pins: false)
        stage.driver.feed(27)
        stage.driver.tick()
        #expect(stage.has("这一步没有办") && stage.driver.app.snapshot.voted == nil, "\(stage.text())")
        stage.openBallot()
        stage.press(.enter)
        for _ in 0..<8 { stage.vote("同意") }
        stage.afterThanks()
        stage.press(.enter)
        stage.feed("314159")
        #expect(stage.has("监票人密码"), "the second has still to give theirs")
        stage.driver.feed(27)
        stage.driver.tick()
        #expect(stage.has("没有开票，票都还封着"), "\(stage.text())")
        #expect(stage.driver.app.snapshot.voted == 8)
    }

    @Test(
        "a box with too few votes isn't counted, which is said before anybody gives a reason or a PIN"
    )
    func tooFewCast() throws {
        let stage = try inSession()
        stage.discuss()
        stage.openBallot()
        stage.press(.enter)
        for _ in 0..<2 { stage.vote("同意") }
        stage.afterThanks()
        stage.press(.escape, .character("c"))
        #expect(stage.has("不足 4 票不开票"), "\(stage.text())")
        #expect(stage.driver.app.booth == nil)
        #expect(stage.driver.app.snapshot.voted == 2)
    }

    @Test("somebody new never takes somebody's id")
    func newPerson() throws {
        let stage = try Stage(.zh)
        stage.press(.escape, .character("p"), .character("e"))
        stage.fill(["p01", "新人", "", "", "", "", "", ""])
        #expect(stage.has("编号：已是 赵甲 的"))
        #expect(stage.driver.app.snapshot.personnel.people["p01"]?.name == "赵甲")
        stage.press(.escape, .escape, .character("e"))
        stage.fill(["", "新人", "", "", "", "", "", ""])
        #expect(stage.has("已保存 新人"))
    }

    @Test("a teller who leaves: the next step is to void, and no false word of a signed count")
    func tellerGone() throws {
        let stage = try inSession()
        stage.discuss()
        stage.openBallot()
        #expect(stage.driver.app.snapshot.voted == 0)
        _ = stage.service.do(
            .perform(.leave(Departure(member: "p06", reason: "急事"))), booth: nil)
        stage.driver.refresh()
        #expect(stage.has("下一步：宣布作废"))
        stage.press(.character("c"))
        #expect(stage.has("监票人不全"))
        #expect(!stage.has("请把终端交给"))
    }

    @Test("both tellers gone: whoever presides may void, for nobody is left to give a PIN")
    func tellersGone() throws {
        let stage = try inSession()
        stage.discuss()
        stage.openBallot()
        for id: PersonID in ["p06", "p07"] {
            _ = stage.service.do(
                .perform(.leave(Departure(member: id, reason: "急事"))), booth: nil)
        }
        let came = stage.service.do(
            .perform(.voidBallot(BallotVoiding(cause: .tellerLost, by: "p01", reason: "监票人离开"))),
            booth: nil)
        guard case .done = came else {
            Issue.record("\(came)")
            return
        }
    }

    @Test("an absent deputy: the next step names somebody else")
    func absentDeputy() throws {
        let stage = try Stage(.zh)
        // The third, the deputy in charge, isn't here.
        stage.press(.enter, .enter, .down)
        for _ in 0..<6 { stage.press(.enter) }
        stage.convene()
        #expect(stage.has("指定汇报人"))
    }

    @Test("nothing of the plan is lost to Esc, nothing removed unasked")
    func plan() throws {
        let stage = try Stage(.zh)
        stage.press(.character("e"), .down, .character("d"), .escape)
        #expect(stage.has("计划有改动"))
        stage.press(.enter)
        #expect(stage.has("编辑会议计划"))
        stage.press(.character("x"))
        #expect(stage.has("删去议题"))
        stage.press(.escape, .escape, .down, .enter)
        #expect(!stage.has("编辑会议计划"))
    }

    @Test("a full-width digit is a digit; a small window hides the booth and keeps the paper")
    func digits() throws {
        let stage = try inSession()
        stage.press(.character("１"))
        #expect(stage.driver.app.snapshot.state.matters[0].views.contains { $0?.stance == .for })
        for _ in 0..<7 { stage.press(.character("1")) }
        stage.openBallot()
        stage.press(.enter)
        stage.passCurtain()
        #expect(stage.has("表决票"))
        let small = stage.driver.frame(in: Size(rows: 12, columns: 60)).text
        #expect(small.contains("窗口太小") && !small.contains("同意"))
        #expect(stage.has("表决票"))
    }
}
