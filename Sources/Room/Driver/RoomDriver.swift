// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import Foundation
import Meeting
import Personnel
import Terminal
import Wording

/// Screens and service together, without a terminal: wishes go to the service, answers come back. The loop
/// adds keys, time and painting; tests drive it as it is.
public final class RoomDriver {
    public private(set) var app: App
    let service: RoomService
    /// What is to be done around a vote and around long work.
    var willWork: () -> Void = {}
    var pause: (_ milliseconds: Int64) -> Void = { _ in }
    var afterCast: () -> Void = {}
    private let save: (Setting) -> Void
    private var remembered: String?
    /// Set when somebody leaves.
    public private(set) var isOver = false
    /// A vote is acknowledged after the same time, whatever was chosen.
    private static let acknowledgement: Int64 = 300

    public init(_ app: App, _ service: RoomService, save: @escaping (Setting) -> Void = { _ in }) {
        self.app = app
        self.service = service
        self.save = save
        remember()
        if let page = service.lostBallotPage { self.app.overlays.append(.page(page)) }
    }

    /// What is to be the same at the next start.
    private func remember() {
        guard let register = app.setting.register, register != remembered else { return }
        remembered = register
        save(app.setting)
    }

    public var setting: Setting { app.setting }

    /// A key that holds no secret.
    public func press(_ key: Key) { perform(app.handle(key)) }

    /// The same key again at once after something was recorded: not taken, and that is said.
    func hurried() {
        app.say(
            .warning,
            Text("按得太快，这一下没有算：稍等再按", "Too fast, that key didn't count: press it again in a moment"))
    }

    /// How long the key that did it records nothing more, where something went on record since this was asked last; nil
    /// where nothing did.
    func takeRecorded() -> Int64? {
        defer { pauseOfRecorded = nil }
        return pauseOfRecorded
    }
    private var pauseOfRecorded: Int64?

    /// Milliseconds. A roll is called quickly, and who was called by mistake is put right; everything else stays.
    private static func pauseAfter(_ command: MeetingCommand) -> Int64 {
        if case .arrive = command { 0 } else { 400 }
    }

    /// A byte of somebody's who alone may see it.
    public func feed(_ byte: UInt8) { perform(app.feed(byte)) }

    /// Out, unless members are voting.
    func leave() { perform([.quit]) }

    /// Time passes, and what is due by itself is done.
    public func tick() {
        app.tick(now: service.now(), steady: service.steadyNow())
        for effect in app.due { app.answered(effect, service.do(effect, booth: nil)) }
    }

    /// The screen as it is now, at a size.
    public func frame(in size: Size) -> Frame { app.frame(in: size) }

    private func perform(_ effects: [Effect]) {
        for effect in effects where !isOver { perform(effect, app.booth) }
    }

    private func perform(_ effect: Effect, _ booth: Booth?) {
        switch effect {
        case .quit:
            if app.snapshot.voted != nil {
                app.answered(effect, .refused(service.say(RoomService.DeskError.ballotIsOpen)))
            } else {
                isOver = true
            }
            return
        case .save(let setting):
            save(setting)
            return
        case .cast: cast(effect)
        default:
            if case .count = effect {
                app.say(.hint, Text("正在计票，请稍候", "Counting, one moment"))
            }
            if effect.takesLong { willWork() }
            let answer = service.do(effect, booth: booth, signing: app.signing)
            refresh()
            if case .perform(let command) = effect, case .done = answer {
                pauseOfRecorded = Self.pauseAfter(command)
            }
            perform(app.answered(effect, answer))
        }
        if let (next, open) = app.completed() {
            for wish in app.afterPins(next) { perform(wish, open) }
            open.wipe()
        }
    }

    private func cast(_ effect: Effect) {
        willWork()
        let started = RoomService.steady()
        let answer = service.do(effect, booth: app.booth)
        let left = Self.acknowledgement - (RoomService.steady() - started)
        if left > 0 { pause(left) }
        afterCast()
        refresh()
        tick()
        app.answered(effect, answer)
    }

    /// Takes a new look at what the record has.
    public func refresh() {
        do {
            app.update(try service.snapshot())
            remember()
        } catch { app.say(.refused, service.say(error)) }
    }
}

extension Effect {
    /// Long enough that somebody would press the key again.
    fileprivate var takesLong: Bool {
        switch self {
        case .setPin, .tryPin, .count, .verify, .rehearse, .sign, .enrolKey, .openMinutes: true
        default: false
        }
    }
}
