// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import CSystem
import Foundation
import Wording

/// Keeps this process's memory from the user's other processes, from its first instruction on: before a PIN, a signing
/// code or a box's key can be in it. `docs/BALLOT.md` says what holds where.
enum Shield {
    /// Set in the program that was started anew: it isn't started a second time where that didn't help.
    private static let variable = "LASTWORD_SHIELD"

    /// Commands that PINs, papers or signing codes are typed into.
    private static let withSecrets: Set<String> = [
        "meet", "rehearse", "key", "people", "minutes", "bundle",
    ]

    /// Starts the program anew where another process could have this one's memory open already. Returns in the new
    /// program, in one that needs none, and where it can't be done (`weakness` says so).
    static func raise() {
        guard lw_is_shielded() == 0, needsShield else { return }
        guard getenv(variable) == nil else { return }
        setenv(variable, "1", 1)
        let arguments = CommandLine.arguments.map { strdup($0) } + [nil]
        defer { for text in arguments { free(text) } }
        lw_shield(arguments, environ)
        unsetenv(variable)
    }

    private static var needsShield: Bool {
        let arguments = CommandLine.arguments.dropFirst()
        guard let command = arguments.first else { return true }
        // The room by itself, with options.
        if command.hasPrefix("-") {
            return !["--version", "--help", "-h"].contains(command)
                && !command.hasPrefix("--generate")
        }
        // Without a pipe of its own the protocol is given no secret.
        if command == "engine" {
            return arguments.contains("--supervised")
                || (3..<64).contains { fcntl(Int32($0), F_GETFD) >= 0 }
        }
        return withSecrets.contains(command) && (command != "people" || arguments.contains("lodge"))
    }

    /// By which way another process of the user may come at what is in this one's memory; nil where there is none.
    static var weakness: Text? {
        if lw_is_shielded() == 0 {
            return Text(
                "本机不能保护程序内存：同一账户的其他程序可能读到",
                "this machine can't protect the program's memory: another program of this account may read it"
            )
        }
        // The process that keeps the box starts this one; who traces that one drives it.
        for tracer in [getpid(), getppid()].map(lw_tracer) where tracer != 0 {
            return Text(
                "进程 \(tracer) 正在跟踪本程序，可能读到其中的内容",
                "process \(tracer) traces this program and may read what is in it")
        }
        for name in ["LD_PRELOAD", "LD_AUDIT", "LD_LIBRARY_PATH"] {
            if let value = getenv(name), value.pointee != 0 {
                return Text(
                    "环境变量 \(name) 把别的程序装进了本程序",
                    "the variable \(name) loads another program into this one")
            }
        }
        return nil
    }
}
