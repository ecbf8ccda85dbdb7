import BallotBox
// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import CSystem
import CTerminal
import Foundation
import Wording

/// The program in its second role: a small parent that keeps the open box's secrets in locked memory
/// and starts the working process again when that one is killed. Nothing of it reaches a disk; when
/// the parent goes too, the ballot is void.
///
/// The two talk over a socket pair, a packet a message, each with its slot: `K` and the secrets (kept,
/// answered with `K`), `G` (answered with `S` and the secrets, or `-`), `W` (wiped, answered with
/// `W`).
enum Supervisor {
    static let variable = "LASTWORD_VAULT"
    static let mostBytes = 65_536
    /// A process that dies at once each time isn't started for ever.
    private static let mostRestarts = 20
    /// One that lived so many seconds begins a new count.
    private static let livedLong = 10.0

    /// The room's: the first working process is this one's twin, so that nothing is loaded twice; no
    /// secret is there yet that it could take along. One started again is a new program.
    ///
    /// - Returns: the exit status of the working process; nil in that process itself.
    static func runRoom() throws -> Int32? {
        let pair = try newPair()
        _ = lw_terminal_save()
        let parent = getpid()
        let child = lw_fork()
        guard child >= 0 else {
            throw Failure(
                "E-SUPERVISOR",
                Text("工作进程无法启动", "the working process can't be started"), Status.software)
        }
        if child == 0 {
            close(pair[0])
            setenv(variable, "\(pair[1]):\(parent)", 1)
            return nil
        }
        return try run(ownsTerminal: true, first: (child, pair))
    }

    /// - Returns: the exit status of the working process.
    ///
    /// - Parameters:
    ///   - ownsTerminal: the child draws screens; after its death they are taken down.
    ///   - first: a child that runs already, with its pair of sockets.
    static func run(ownsTerminal: Bool = false, first: (child: pid_t, pair: [Int32])? = nil) throws
        -> Int32
    {
        var first = first
        lw_no_core()
        // Keys end no meeting; what else ends one is the working process's to answer, and this one outlives it.
        for sign in [SIGINT, SIGPIPE, SIGQUIT] { signal(sign, SIG_IGN) }
        lw_watch_endings()
        var kept: [VaultSlot: LockedBytes] = [:]
        var restarts = 0
        while true {
            // A pair for each child: nothing that the last one left unread reaches the next.
            let pair = try first?.pair ?? newPair()
            defer { for end in pair { close(end) } }
            _ = fcntl(pair[0], F_SETFD, FD_CLOEXEC)
            let started = Date()
            let child = try first?.child ?? spawn(vault: pair[1])
            first = nil
            let status = serve(pair[0], child, &kept, ownsTerminal: ownsTerminal)
            if status & 0x7f == 0 { return (status >> 8) & 0xff }
            if ownsTerminal { lw_terminal_rescue() }
            let sign = status & 0x7f
            guard [SIGKILL, SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGTRAP, SIGFPE].contains(sign),
                restarts < mostRestarts, askedToEnd == nil
            else { return 128 + sign }
            restarts = Date().timeIntervalSince(started) > livedLong ? 0 : restarts + 1
            Output.warn(
                Text(
                    "N-RESTART 程序被中断（信号 \(sign)），已重新启动",
                    "N-RESTART the program was cut off (signal \(sign)) and is started again"))
        }
    }

    /// The signal by which this process was asked to end.
    private static var askedToEnd: Int32? {
        [SIGTERM, SIGHUP].first { $0 == lw_interrupted() }
    }

    private static func newPair() throws -> [Int32] {
        var pair: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue), 0, &pair) == 0 else {
            throw Failure(
                "E-SUPERVISOR",
                Text("看护进程无法启动", "the supervisor can't be started"), Status.software)
        }
        return pair
    }

    private static func spawn(vault: Int32) throws -> pid_t {
        let arguments = CommandLine.arguments.map { strdup($0) } + [nil]
        let inherited = ProcessInfo.processInfo.environment.filter { $0.key != variable }
        let environment =
            inherited.map { strdup("\($0.key)=\($0.value)") }
            + [strdup("\(variable)=\(vault):\(getpid())"), nil]
        defer { for text in arguments + environment { free(text) } }
        let child = lw_spawn(arguments, environment)
        guard child > 0
        else {
            throw Failure(
                "E-SUPERVISOR",
                Text("工作进程无法启动", "the working process can't be started"), Status.software)
        }
        return child
    }

    /// Answers until the child is gone; gives its wait status.
    private static func serve(
        _ socket: Int32, _ child: pid_t, _ kept: inout [VaultSlot: LockedBytes],
        ownsTerminal: Bool
    ) -> Int32 {
        let message = LockedBytes(count: mostBytes)
        var last: ContinuousClock.Instant?
        while true {
            // Whoever ends a program by its number may mean this process. What the terminal or the system sends
            // has reached the child as well, so it is first given time to go by itself; and one that is still
            // opening a large register hears nothing, so it is told again.
            if let sign = askedToEnd {
                let now = ContinuousClock.now
                if let before = last, before + .seconds(1) < now {
                    kill(child, sign)
                    last = now
                }
                last = last ?? now
            }
            var item = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            let ready = poll(&item, 1, 100)
            if ready <= 0 {
                var status: Int32 = 0
                guard waitpid(child, &status, WNOHANG | WUNTRACED) == child else { continue }
                guard status & 0xff == 0x7f else { return status }
                // Somebody stopped it, perhaps with a voter's paper on the screen: nobody reads it there.
                if ownsTerminal { lw_terminal_cover() }
                kill(child, SIGCONT)
                kill(child, SIGWINCH)
                continue
            }
            var got = 0
            message.fill { got = read(socket, $0.baseAddress, mostBytes) }
            guard got >= 2, let slot = VaultSlot(rawValue: message.bytes[1]) else { continue }
            switch message.bytes[0] {
            case UInt8(ascii: "K"):
                let copy = LockedBytes(count: got - 2)
                copy.fill { $0.copyMemory(from: .init(rebasing: message.bytes[2..<got])) }
                kept[slot] = copy
                packet("K", slot, nil, on: socket)
            case UInt8(ascii: "G"):
                packet(kept[slot] == nil ? "-" : "S", slot, kept[slot], on: socket)
            default:
                kept[slot] = nil
                packet("W", slot, nil, on: socket)
            }
            message.wipe()
        }
    }

    /// A packet: what is asked or answered, of which slot, and the secrets.
    @discardableResult
    static func packet(
        _ kind: Character, _ slot: VaultSlot, _ secrets: LockedBytes?, on socket: Int32
    ) -> Bool {
        let bytes = LockedBytes(count: 2 + (secrets?.count ?? 0))
        bytes.fill { buffer in
            buffer[0] = kind.asciiValue ?? 0
            buffer[1] = slot.rawValue
            if let secrets {
                UnsafeMutableRawBufferPointer(rebasing: buffer[2...]).copyMemory(
                    from: secrets.bytes)
            }
        }
        while true {
            let sent = send(socket, bytes.bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            if sent < 0, errno == EINTR { continue }
            return sent == bytes.count
        }
    }
}

/// The working process's end.
struct SupervisorVault: BoxVault {
    private let socket: Int32

    /// Nil where no supervisor has started this process.
    init?() {
        let parts = getenv(Supervisor.variable).map { String(cString: $0) }?.split(separator: ":")
        guard let parts, parts.count == 2, let descriptor = Int32(parts[0]),
            let parent = Int32(parts[1]), fcntl(descriptor, F_GETFD) >= 0
        else { return nil }
        socket = descriptor
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        // Without its supervisor this process ends: a box is never open with one keeper fewer.
        lw_die_with_parent(parent)
    }

    func keep(_ slot: VaultSlot, _ secrets: LockedBytes) -> Bool {
        ask("K", slot, secrets).kind == "K"
    }
    func kept(_ slot: VaultSlot) -> LockedBytes? { ask("G", slot, nil).secrets }
    func wipe(_ slot: VaultSlot) { _ = ask("W", slot, nil) }

    /// - Returns: a definite answer. Without a keeper nothing more is done: the process ends, as it
    ///   would by the signal that is on its way.
    private func ask(_ kind: Character, _ slot: VaultSlot, _ secrets: LockedBytes?) -> (
        kind: Character, secrets: LockedBytes?
    ) {
        guard Supervisor.packet(kind, slot, secrets, on: socket) else { exit(Status.software) }
        let answer = LockedBytes(count: Supervisor.mostBytes)
        while true {
            var got = 0
            answer.fill { got = read(socket, $0.baseAddress, Supervisor.mostBytes) }
            if got < 0, errno == EINTR { continue }
            guard got >= 2 else { exit(Status.software) }
            guard answer.bytes[1] == slot.rawValue else { continue }
            let kind = Character(UnicodeScalar(answer.bytes[0]))
            guard kind == "S" else { return (kind, nil) }
            let kept = LockedBytes(count: got - 2)
            kept.fill { $0.copyMemory(from: .init(rebasing: answer.bytes[2..<got])) }
            return (kind, kept)
        }
    }
}
