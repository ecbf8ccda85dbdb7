// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Foundation
import Terminal

/// One running room: waits for keys and time, has what they ask for done, and paints. A step is stored
/// before anything of it is shown.
public final class RoomLoop {
    private let driver: RoomDriver
    private let presenter: Presenter
    private var status: Int32?
    /// The key that recorded something last: held down, it records nothing more.
    private var spent: (key: Key, accepted: Int64, seen: Int64, pause: Int64)?
    /// Milliseconds between a held key's repeats.
    private static let repeatsWithin: Int64 = 120

    public init(
        _ app: App, service: RoomService, presenter: Presenter, save: @escaping (Setting) -> Void
    ) {
        self.presenter = presenter
        driver = RoomDriver(app, service) { setting in
            presenter.use(setting.theme)
            save(setting)
        }
        driver.willWork = { [weak self] in self?.paint() }
        driver.pause = { usleep(useconds_t($0 * 1000)) }
        driver.afterCast = { presenter.drain() }
    }

    /// Runs until somebody leaves; gives the exit status.
    public func run() -> Int32 {
        paint()
        while status == nil {
            driver.tick()
            if driver.app.isSecret { secretStep() } else { openStep() }
            if driver.isOver { status = status ?? 0 }
        }
        return status ?? 0
    }

    private func openStep() {
        switch presenter.next(within: driver.app.patience) {
        case .key(let key):
            press(key)
            // All that waits is taken in before one painting.
            takeWaiting: while !driver.isOver, !driver.app.isSecret, presenter.hasWaiting {
                switch presenter.next(within: 0) {
                case .key(let next): press(next)
                case .signal(let signal):
                    ended(by: signal)
                    if status != nil { return }
                case .hangup, .timeout: break takeWaiting
                }
            }
            paint()
        case .signal(let signal): ended(by: signal)
        case .hangup: status = 128 + SIGHUP
        case .timeout: paint()
        }
    }

    /// A key held down must not record a view for everybody.
    private func press(_ key: Key) {
        let now = RoomService.steady()
        if let last = spent, last.key == key {
            spent?.seen = now
            if now - last.accepted < last.pause || now - last.seen < Self.repeatsWithin {
                driver.hurried()
                return
            }
        }
        if key == .control("r") {
            presenter.forget()
            return paint()
        }
        if App.isTooSmall(presenter.size), key != .control("b"), !driver.app.isBlank {
            // What can't be seen isn't done; leaving is.
            if key.folded == .character("q") { driver.leave() }
            return
        }
        driver.press(key)
        if let pause = driver.takeRecorded() {
            spent = (key, now, now, pause)
        } else if spent?.key != key {
            spent = nil
        }
    }

    /// Bytes go from the terminal into locked memory, and nowhere else.
    private func secretStep() {
        let byte = LockedBytes(count: 1)
        let got = read(into: byte, within: 500)
        if got < 0 {
            let signal = presenter.pendingSignal()
            if signal == SIGWINCH { return paint() }
            if signal != 0 { return ended(by: signal) }
            status = 128 + SIGHUP
            return
        }
        guard got == 1 else {
            driver.tick()
            if !driver.app.isSecret { paint() }
            return
        }
        // An arrow key begins with Esc too: whatever follows at once belongs to it.
        if byte.bytes[0] == 27 {
            let next = LockedBytes(count: 1)
            if read(into: next, within: 25) == 1 {
                // The numeric keypad in its application mode: ESC O p is 0, ESC O M is Enter.
                let isKeypad = next.bytes[0] == 0x4F && read(into: byte, within: 25) == 1
                while read(into: next, within: 5) == 1 {}
                let key = byte.bytes[0]
                guard isKeypad, (0x70...0x79).contains(key) || key == 0x4D else { return }
                byte.fill { $0[0] = key == 0x4D ? 13 : key - 0x40 }
            }
        }
        // A full-width digit of an input method (U+FF10 to U+FF19) is that digit.
        if byte.bytes[0] == 0xEF {
            let rest = LockedBytes(count: 2)
            var got = 0
            while got < 2, read(into: byte, within: 25) == 1 {
                rest.fill { $0[got] = byte.bytes[0] }
                got += 1
            }
            guard got == 2, rest.bytes[0] == 0xBC, (0x90...0x99).contains(rest.bytes[1]) else {
                return
            }
            byte.fill { $0[0] = rest.bytes[1] - 0x60 }
        }
        if !App.isTooSmall(presenter.size) { driver.feed(byte.bytes[0]) }
        paint()
    }

    private func read(into byte: LockedBytes, within milliseconds: Int) -> Int {
        var got = 0
        byte.fill { buffer in
            guard let start = buffer.baseAddress else { return }
            got = presenter.readByte(into: start, within: milliseconds)
        }
        return got
    }

    private func ended(by signal: Int32) {
        // A key at the terminal never ends a meeting; what the system sends does.
        guard signal == SIGTERM || signal == SIGHUP else { return }
        status = 128 + signal
    }

    private func paint() {
        var frame = driver.frame(in: presenter.size)
        if driver.app.isPrivate {
            // Whole, so that its bytes don't tell what stood there before; and gone from memory after.
            presenter.present(frame, whole: true)
            frame.wipe()
        } else {
            presenter.present(frame)
        }
    }
}
