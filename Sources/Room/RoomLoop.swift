import BallotBox
import Foundation
import Personnel
import Terminal
import Wording

/// One running room: waits for keys and time, lets the screens say what they want, has it done, and
/// paints. A step is stored before anything of it is shown.
public final class RoomLoop {
    private var app: App
    private let desk: Desk
    private let presenter: Presenter
    private let save: (Setting) -> Void
    private var status: Int32?
    /// A vote is acknowledged after the same time, whatever was chosen.
    private static let acknowledgement: Int64 = 300

    public init(
        _ app: App, desk: Desk, presenter: Presenter, save: @escaping (Setting) -> Void
    ) {
        self.app = app
        self.desk = desk
        self.presenter = presenter
        self.save = save
    }

    /// Runs until somebody leaves; gives the exit status.
    public func run() -> Int32 {
        paint()
        while status == nil {
            app.tick(now: desk.now(), steady: Desk.steady())
            if app.isSecret { secretStep() } else { openStep() }
        }
        return status ?? 0
    }

    private func openStep() {
        // The thanks after a vote last as long for everybody.
        let pause = app.booth == nil ? 1000 : 200
        switch presenter.next(within: pause) {
        case .key(let key):
            perform(app.handle(key))
            // All that waits is taken in before one painting.
            while status == nil, !app.isSecret, presenter.hasWaiting,
                case .key(let next) = presenter.next(within: 0)
            {
                perform(app.handle(next))
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
            app.tick(now: app.world.now, steady: Desk.steady())
            if !app.isSecret { paint() }
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
        perform(app.feed(byte.bytes[0]))
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

    // MARK: Wishes

    private func perform(_ effects: [Effect]) {
        for effect in effects where status == nil { perform(effect, app.booth) }
    }

    private func perform(_ effect: Effect, _ booth: Booth?) {
        switch effect {
        case .quit:
            if app.world.voted != nil {
                app.answered(effect, .refused(desk.say(Desk.DeskError.ballotIsOpen)))
            } else {
                status = 0
            }
            return
        case .save(let setting):
            presenter.use(setting.theme)
            save(setting)
            return
        case .cast: cast(effect)
        default:
            if effect.takesLong { paint() }
            let answer = desk.do(effect, booth: booth)
            refresh()
            app.answered(effect, answer)
        }
        if let (next, open) = app.completed() {
            perform(next, open)
            open.wipe()
        }
    }

    private func cast(_ effect: Effect) {
        paint()
        let started = Desk.steady()
        let answer = desk.do(effect, booth: app.booth)
        let left = Self.acknowledgement - (Desk.steady() - started)
        if left > 0 { usleep(useconds_t(left * 1000)) }
        presenter.drain()
        refresh()
        app.tick(now: app.world.now, steady: Desk.steady())
        app.answered(effect, answer)
    }

    private func refresh() {
        do { app.update(try desk.world()) } catch { app.say(.refused, desk.say(error)) }
    }

    // MARK: Painting

    private func paint() {
        var frame = app.frame(in: presenter.size)
        if app.booth != nil {
            // Whole, so that its bytes don't tell what stood there before; and gone from memory after.
            presenter.present(frame, whole: true)
            frame.wipe()
        } else {
            presenter.present(frame)
        }
    }
}

extension Effect {
    /// Long enough that somebody would press the key again.
    fileprivate var takesLong: Bool {
        switch self {
        case .setPin, .tryPin, .count, .verify, .rehearse: true
        default: false
        }
    }
}
