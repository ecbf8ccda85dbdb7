import BallotBox
import Foundation
import Terminal

/// One running room: waits for keys and time, has what they ask for done, and paints. A step is stored
/// before anything of it is shown.
public final class RoomLoop {
    private let driver: RoomDriver
    private let presenter: Presenter
    private var status: Int32?

    public init(
        _ app: App, desk: Desk, presenter: Presenter, save: @escaping (Setting) -> Void
    ) {
        self.presenter = presenter
        driver = RoomDriver(app, desk) { setting in
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
        // The thanks after a vote last as long for everybody.
        let pause = driver.app.booth == nil ? 1000 : 200
        switch presenter.next(within: pause) {
        case .key(let key):
            driver.press(key)
            // All that waits is taken in before one painting.
            takeWaiting: while !driver.isOver, !driver.app.isSecret, presenter.hasWaiting {
                switch presenter.next(within: 0) {
                case .key(let next): driver.press(next)
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
                while read(into: next, within: 5) == 1 {}
                return
            }
        }
        driver.feed(byte.bytes[0])
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
        if driver.app.booth != nil {
            // Whole, so that its bytes don't tell what stood there before; and gone from memory after.
            presenter.present(frame, whole: true)
            frame.wipe()
        } else {
            presenter.present(frame)
        }
    }
}
