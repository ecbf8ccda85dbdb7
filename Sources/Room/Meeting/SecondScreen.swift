// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Meeting
import Personnel
import Record
import Terminal
import Wording

/// A second screen or projector that follows a meeting and changes nothing: the matter, who is awaited, and a result once it
/// is declared. A pure function of what the register says.
public struct SecondScreen {
    private var app: App
    /// What was declared since the last matter came up.
    private var declared: [Int] = []
    /// Why the register can't be read just now.
    public var fault: Text?
    public var isBlank = false

    public init(_ snapshot: RoomSnapshot, _ setting: Setting) {
        app = App(snapshot, setting)
        app.isBig = true
    }

    public var setting: Setting { app.setting }

    /// The register says something new.
    public mutating func update(_ snapshot: RoomSnapshot) {
        let before = app.snapshot.state.matters
        let now = snapshot.state.matters
        let fresh = now.indices.filter { m in
            now[m].result != nil && (!before.indices.contains(m) || now[m].count != before[m].count)
        }
        if !fresh.isEmpty { declared = fresh }
        if snapshot.matterInView != nil || snapshot.state.phase != .inSession { declared = [] }
        app.update(snapshot)
        app.isBig = true
    }

    /// The clock goes on.
    public mutating func tick(_ now: Timestamp) { app.snapshot.now = now }

    /// The other language.
    public mutating func turn() {
        app.setting.language = app.setting.language == .zh ? .en : .zh
    }

    public mutating func frame(in size: Size) -> Frame {
        var c = Canvas(size, app.setting)
        guard size.rows > 0, size.columns > 0, !isBlank else { return c.frame }
        if App.isTooSmall(size) { return app.frame(in: size) }
        if declared.isEmpty {
            app.drawRoom(&c)
        } else {
            app.drawResult(declared, &c)
            c.frame.fill(c.rows - 2..<c.rows, 0..<c.columns)
        }
        if let fault { c.centre(c.rows - 2, app.setting(fault), .warning) }
        c.centre(
            c.rows - 1,
            app.setting(
                "第二屏，只看   q 退出   z 黑屏   l English",
                "second screen, only shows   q leave   z blank   l 中文"),
            .dim)
        c.frame.cursor = Spot(c.rows - 1, 0)
        return c.frame
    }
}

extension RoomSnapshot {
    /// What a second screen is shown of a meeting: what is on record, and nothing that could be done.
    public init(watching session: Session) {
        self.init(now: session.now())
        isReadOnly = true
        personnel = session.personnel
        organisation = session.personnel.opening?.organisation ?? ""
        register = session.register.path
        meeting = session.meeting
        state = session.state
    }
}
