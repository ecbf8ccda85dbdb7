// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Personnel
import Wording

/// Whether something between the keyboard and this program could keep what passes. What is known to be local is passed
/// over in silence: a console, an emulator in whose window the program runs. Everything else is named to the tellers.
/// A program that takes another's name can't be told from it: `docs/BALLOT.md` says so.
enum Relay {
    /// What is known to relay or record, by what it is called.
    private static let relays: [String: Text] = [
        "tmux": Text("tmux", "tmux"), "screen": Text("screen", "screen"),
        "zellij": Text("zellij", "zellij"), "byobu": Text("byobu", "byobu"),
        "dtach": Text("dtach", "dtach"), "abduco": Text("abduco", "abduco"),
        "script": Text("script 录制", "script records"),
        "scriptlive": Text("script 录制", "script records"),
        "asciinema": Text("asciinema 录制", "asciinema records"),
        "ttyrec": Text("ttyrec 录制", "ttyrec records"),
        "termrec": Text("termrec 录制", "termrec records"),
        "ttyd": Text("ttyd 网页转接", "ttyd, a relay to the web"),
        "gotty": Text("gotty 网页转接", "gotty, a relay to the web"),
        "wetty": Text("wetty 网页转接", "wetty, a relay to the web"),
        "sshd": Text("ssh 远程连接", "a remote connection by ssh"),
        "sshd-session": Text("ssh 远程连接", "a remote connection by ssh"),
        "dropbear": Text("ssh 远程连接", "a remote connection by ssh"),
        "mosh-server": Text("mosh 远程连接", "a remote connection by mosh"),
        "expect": Text("expect 自动操作", "expect, which types by itself"),
        "socat": Text("socat 转接", "socat, a relay"),
    ]
    /// Emulators that hold the terminal's other end themselves, in a window on this machine. As the kernel keeps names:
    /// fifteen bytes.
    private static let emulators: Set<String> = names(
        """
        gnome-terminal- kgx ptyxis ptyxis-agent konsole xterm uxterm rxvt urxvt urxvtd xfce4-terminal mate-terminal
        lxterminal qterminal terminator tilix guake yakuake deepin-terminal ukui-terminal kitty alacritty foot footclient
        wezterm-gui ghostty st stterm terminology cool-retro-term sakura kmscon fbterm hvt jfbterm code
        """)
    /// Log somebody in on the machine's own console.
    private static let consoles: Set<String> = names("login agetty getty systemd init")
    /// Start programs and hand the terminal on as it is.
    private static let launchers: Set<String> = names(
        """
        sh bash dash zsh fish ksh mksh tcsh csh busybox su sudo doas runuser make env nice nohup timeout setsid xargs
        faketime lastword python python3 perl
        """)
    /// Pass the terminal on through one of their own; who holds that one is asked further.
    private static let passing: Set<String> = names("su sudo doas runuser")

    private static func names(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    /// What is between the keyboard and this program, as far as it isn't known to be local; nil: it is.
    static func found() -> Text? {
        let environment = ProcessInfo.processInfo.environment
        if environment["TMUX"] != nil { return relays["tmux"] }
        if environment["STY"] != nil { return relays["screen"] }
        if environment["ZELLIJ"] != nil { return relays["zellij"] }
        if environment["ASCIINEMA_REC"] != nil || environment["ASCIINEMA_SESSION"] != nil {
            return relays["asciinema"]
        }
        if ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"].contains(where: { environment[$0] != nil }) {
            return relays["sshd"]
        }
        guard let own = Process(getpid()), own.terminal != 0 else {
            // A terminal that isn't this session's own: whoever holds its other end can't be seen.
            return isatty(0) == 1 || isatty(1) == 1 ? unknown(nil) : nil
        }
        return found(from: own)
    }

    /// Along those who started this program, as far as they sit at the same terminal, to the one that holds it.
    private static func found(from own: Process) -> Text? {
        var terminal = own.terminal
        var id = own.parent
        for _ in 0..<60 {
            guard id > 0, let process = Process(id) else { return unknown(nil) }
            if let words = relays[process.name] { return words }
            var name = process.name.split(separator: ":").first.map(String.init) ?? process.name
            // python3.11 and the like.
            if name.hasPrefix("python") { name = "python" }
            if let words = relays[name] { return words }
            if process.terminal == terminal {
                guard launchers.contains(name) || consoles.contains(name) else {
                    return unknown(name)
                }
            } else if passing.contains(name), process.terminal != 0 {
                terminal = process.terminal
            } else {
                // It holds the other end. A script that does so and has a terminal of its own hands one on to the other.
                let isScript = launchers.contains(name) && process.terminal == 0
                let isLocal = emulators.contains(name) || consoles.contains(name)
                return isLocal || isScript ? nil : unknown(name)
            }
            id = process.parent
        }
        return unknown(nil)
    }

    private static func unknown(_ name: String?) -> Text {
        guard let name else {
            return Text(
                "看不出这台终端由什么程序提供", "it can't be seen which program provides this terminal")
        }
        return Text(
            "终端经过本程序不认识的程序 \(name)",
            "the terminal goes through \(name), which this program doesn't know")
    }

    /// A process as the kernel tells of it.
    private struct Process {
        var name: String
        var parent: pid_t
        /// Its controlling terminal's number; 0 where it has none.
        var terminal: Int

        init?(_ id: pid_t) {
            guard let data = FileManager.default.contents(atPath: "/proc/\(id)/stat") else {
                return nil
            }
            // A name may hold anything, brackets too.
            let stat = String(decoding: data, as: UTF8.self)
            guard let open = stat.firstIndex(of: "("), let close = stat.lastIndex(of: ")") else {
                return nil
            }
            name = String(stat[stat.index(after: open)..<close])
            let columns = stat[stat.index(after: close)...].split(separator: " ")
            guard columns.count > 4, let parent = pid_t(columns[1]), let terminal = Int(columns[4])
            else { return nil }
            self.parent = parent
            self.terminal = terminal
        }
    }
}
