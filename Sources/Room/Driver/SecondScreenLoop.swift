// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Terminal
import Wording

/// Runs a second screen: looks at the register twice a second, and paints.
public final class SecondScreenLoop {
    private var screen: SecondScreen
    private let presenter: Presenter
    /// Nil where nothing is new.
    private let read: () throws -> RoomSnapshot?
    private let now: () -> Timestamp
    private static let patience = 500

    public init(
        _ screen: SecondScreen, presenter: Presenter, now: @escaping () -> Timestamp,
        read: @escaping () throws -> RoomSnapshot?
    ) {
        self.screen = screen
        self.presenter = presenter
        self.now = now
        self.read = read
    }

    /// Runs until somebody leaves; gives the exit status.
    public func run() -> Int32 {
        while true {
            look()
            presenter.present(screen.frame(in: presenter.size))
            switch presenter.next(within: Self.patience) {
            case .key(let key):
                if screen.isBlank {
                    screen.isBlank = false
                } else if key == .escape || key.folded == .character("q") {
                    return 0
                } else if key.folded == .character("z") {
                    screen.isBlank = true
                } else if key.folded == .character("l") {
                    screen.turn()
                } else if key == .control("r") {
                    presenter.forget()
                }
            case .signal(let signal):
                if signal == SIGTERM || signal == SIGHUP { return 128 + signal }
            case .hangup: return 128 + SIGHUP
            case .timeout: break
            }
        }
    }

    private func look() {
        screen.tick(now())
        do {
            if let snapshot = try read() { screen.update(snapshot) }
            screen.fault = nil
        } catch {
            screen.fault = Text(
                "暂时读不到登记簿，画面可能不是最新的", "The register can't be read just now; this may be out of date"
            )
        }
    }
}
