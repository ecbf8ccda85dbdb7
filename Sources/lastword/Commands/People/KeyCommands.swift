// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import BallotBox
import Basics
import CSystem
import CTerminal
import Conduct
import Foundation
import Meeting
import Personnel
import Record
import Room
import Wording

/// The keys that recommendations are signed with.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: say("签名钥匙", "signing keys"),
        subcommands: [Enrol.self, Revoke.self, List.self])

    struct Enrol: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: say("登记一个人的签名钥匙", "enrol somebody's key"),
            discussion: say(
                "显示一个二十位的签署码，由本人抄下保管，再输入一遍。签署码不存在任何地方；忘了就注销重登。须两人在场见证。",
                "Shows a signing code of twenty digits, for its owner to write down and type once more. The code is stored nowhere; whoever loses it has the key revoked and a new one enrolled. Two people witness it."
            ))
        @OptionGroup var common: CommonOptions
        @OptionGroup var time: TimeOption
        @OptionGroup var target: RegisterArgument
        @Argument(
            help: .init(say("人员编号或姓名", "the person's id or name"), valueName: say("人员", "person")))
        var person: String
        @Option(
            name: .long,
            help: .init(
                say("见证人编号或姓名，给两次", "a witness's id or name, given twice"),
                valueName: say("人员", "person")))
        var witness: [String] = []
        @Option(
            name: .long,
            help: .init(
                say(
                    "没有钥匙的见证人签了名的登记表，扫描件",
                    "the scan of the sheet that witnesses without keys have signed"),
                valueName: say("文件", "file")))
        var paper: String?

        func run() throws {
            let at = try Files.recorded(time.at)
            try Files.with(target.register, for: .writing) { register in
                let session = try Session(register)
                let names = Names(MeetingState(), session.personnel)
                let id = try PersonArgument.id(person, in: session.personnel)
                let witnesses = try PersonArgument.ids(witness, in: session.personnel)
                do {
                    let scan = try paper.map(AttestationPaper.document)
                    // What the rules refuse is said before anybody writes a code down.
                    try AttestationPaper.require(
                        .enrolKey(
                            SigningKey(
                                person: id, publicKey: SigningKey.example, witnesses: witnesses,
                                paper: scan)), in: session.personnel)
                    let (code, salt) = session.drawKey()
                    try SecretTerminal.show(
                        code,
                        say(
                            "\(names(id)) 的签署码（只显示这一次，请本人抄下，不要让别人看见）：",
                            "The signing code of \(names(id)) (shown this once; its owner writes it down, out of others' sight):"
                        ))
                    try SecretTerminal.patiently(names) {
                        let typed = try SecretTerminal.code(
                            say("抄好后请再输入一遍：", "Written down? Type it once more:"))
                        defer { typed.wipe() }
                        guard let read = SigningCode.read(typed) else {
                            throw ConductError.key(.notTwentyDigits)
                        }
                        guard read.bytes.elementsEqual(code.bytes) else {
                            throw ConductError.key(.wrongCode(id))
                        }
                    }
                    let command = try session.newKey(
                        of: id, code: code, salt: salt, witnesses: witnesses, paper: scan)
                    try session.perform(
                        try SecretTerminal.attested(command, session, names), at: at)
                } catch let refusal as PersonnelRefusal {
                    throw Failure(ConductError.refusedByRegister(refusal), names: names)
                } catch { throw Failure(error, names: names) }
                let key = session.personnel.activeKey(of: id)?.publicKey ?? ""
                if common.json { return try Output.value(["person": person, "publicKey": key]) }
                try Output.line(
                    Text(
                        "已登记 \(names(id)) 的签名钥匙，公钥 \(key)",
                        "enrolled the key of \(names(id)), public key \(key)"))
            }
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: say("注销签名钥匙；以前的签名仍然有效", "revoke a key; what it signed stays signed"))
        @OptionGroup var common: CommonOptions
        @OptionGroup var time: TimeOption
        @OptionGroup var target: RegisterArgument
        @Argument(
            help: .init(say("人员编号或姓名", "the person's id or name"), valueName: say("人员", "person")))
        var person: String
        @Option(name: .long, help: .init(say("理由", "the reason"), valueName: say("理由", "reason")))
        var reason: String
        @Option(
            name: .long,
            help: .init(
                say(
                    "本人不能签署时的见证人，给两次",
                    "a witness where its owner can't sign, given twice"),
                valueName: say("人员", "person")))
        var witness: [String] = []
        @Option(
            name: .long,
            help: .init(
                say(
                    "没有钥匙的见证人签了名的注销单，扫描件",
                    "the scan of the sheet that witnesses without keys have signed"),
                valueName: say("文件", "file")))
        var paper: String?

        func run() throws {
            let at = try Files.recorded(time.at)
            try Files.with(target.register, for: .writing) { register in
                let session = try Session(register)
                let names = Names(MeetingState(), session.personnel)
                let id = try PersonArgument.id(person, in: session.personnel)
                let key = session.personnel.activeKey(of: id)?.publicKey ?? ""
                do {
                    let witnesses = try PersonArgument.ids(witness, in: session.personnel)
                    let command = PersonnelCommand.revokeKey(
                        KeyRevocation(
                            person: id, publicKey: key, reason: reason,
                            witnesses: witnesses.isEmpty ? nil : witnesses,
                            paper: try paper.map(AttestationPaper.document)))
                    try AttestationPaper.require(command, in: session.personnel)
                    try session.perform(
                        try SecretTerminal.attested(command, session, names), at: at)
                } catch { throw Failure(error, names: names) }
                if common.json { return try Output.value(["person": person, "publicKey": key]) }
                try Output.line(
                    Text("已注销 \(names(id)) 的签名钥匙", "revoked the key of \(names(id))"))
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: say("列出公钥（可导出核对）", "list public keys, for keeping and checking"))
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RegisterArgument

        private struct Item: Encodable {
            var person: String
            var name: String
            var publicKey: String
            var witnesses: [String]
            var proof: KeyProof
            var revoked: String?
        }

        func run() throws {
            let people = try Files.with(target.register, for: .reading) { register in
                try Session(register).personnel
            }
            let names = Names(MeetingState(), people)
            let items = people.keys.sorted { $0.key < $1.key }.flatMap { id, files in
                files.map {
                    Item(
                        person: id.rawValue, name: names(id), publicKey: $0.key.publicKey,
                        witnesses: $0.key.witnesses.map(\.rawValue), proof: $0.key.proof,
                        revoked: $0.revocation?.reason)
                }
            }
            if common.json { return try Output.value(items) }
            for item in items {
                let state =
                    item.revoked.map {
                        say("已注销：", "revoked: ") + $0
                    } ?? say("有效", "valid")
                try Output.line(
                    "\(item.person)\t\(item.name)\t\(item.publicKey)\t\(state)\t\(item.proof.text(spoken))"
                )
            }
        }
    }
}

/// The scan of what those without keys have signed.
enum AttestationPaper {
    /// - Throws: `Failure` where the file can't be read or is empty.
    static func document(_ path: String) throws -> Document {
        guard let hash = Digest.hexOfFile(path) else {
            throw Failure(
                "E-FILE",
                Text(
                    "\(path) 读不出来，或是空的",
                    "\(path) can't be read, or is empty"), Status.missingInput)
        }
        return Document(scanAt: path, sha256: hash)
    }

    /// What the rules have against an act, apart from signatures that are still to be made.
    static func require(_ command: PersonnelCommand, in people: PersonnelState) throws {
        _ = try people.decide(command, on: Day(number: 0))
        try people.requirePaper(of: command)
    }
}

/// Secrets at the terminal: shown and typed past every buffer, without echo, and wiped from the screen. On
/// standard error, so that what a program reads from standard output holds none of it.
enum SecretTerminal {
    private static let most = 64
    /// Whether the terminal will echo again when the program ends.
    private static let echoesAgain: Bool = {
        // Ctrl-\ would leave a terminal without echo behind.
        signal(SIGQUIT, SIG_IGN)
        return atexit { lw_terminal_show() } == 0
    }()

    /// Who may see a code is said before one is shown or typed; at a keyboard it waits for an Enter.
    private static func warn() {
        guard !hasWarned, let exposure = Exposure(terminal: Relay.found(), memory: Shield.weakness)
        else { return }
        hasWarned = true
        let advice = say(
            "最好换一台直接的终端、没有别的程序在旁的机器",
            "better on a terminal of its own, with no such program beside it")
        Output.warn("W-EXPOSED \(exposure.line(spoken)) · \(advice)")
        guard isatty(0) == 1, isatty(2) == 1 else { return }
        write(say("仍要继续的按回车，放弃按 Ctrl-C： ", "Enter goes on all the same, Ctrl-C gives up: "))
        var byte: UInt8 = 0
        while Glibc.read(0, &byte, 1) == 1, byte != 10, byte != 13 {}
    }

    nonisolated(unsafe) private static var hasWarned = false

    /// Shows a code in groups of four. Never into a file.
    static func show(_ code: LockedBytes, _ words: String) throws {
        var info = stat()
        guard fstat(2, &info) == 0, info.st_mode & S_IFMT != S_IFREG else {
            throw Failure(
                "E-USAGE",
                Text(
                    "标准错误输出转到了文件：签署码不能写进文件 · 请直接在终端里运行",
                    "standard error goes to a file: a signing code is never written to one · run it on a terminal"
                ), Status.usage)
        }
        warn()
        let line = LockedBytes(count: code.count + (code.count - 1) / 4 + 1)
        line.fill { out in
            var at = 0
            for (i, byte) in code.bytes.enumerated() {
                if i > 0, i % 4 == 0 {
                    out[at] = 32
                    at += 1
                }
                out[at] = byte
                at += 1
            }
            out[at] = 10
        }
        write(words + "\n\n    ")
        _ = lw_write_all(2, line.bytes.baseAddress, line.count)
        write("\n")
    }

    /// Shows what is to be signed, asks for the signing code and signs with it. A slip of somebody's at a keyboard is
    /// asked for again, twice, and the text shown again: the screen was cleared. Nothing else is.
    static func signature(
        _ words: String, _ names: Names, showing text: String,
        _ sign: (LockedBytes) throws -> Signature
    ) throws -> Signature {
        try patiently(names) {
            for line in text.split(separator: "\n") {
                Output.warn(text: String(line))
            }
            let typed = try code(words)
            defer { typed.wipe() }
            return try sign(typed)
        }
    }

    /// The act with the signature of everybody who has to sign it and has a key.
    static func attested(_ command: PersonnelCommand, _ session: Session, _ names: Names) throws
        -> PersonnelCommand
    {
        let signers = session.personnel.attestation(of: command)
        return command.signed(
            try (signers?.signers ?? []).map { signer in
                try signature(
                    say("\(names(signer))，请输入签署码：", "\(names(signer)), type your signing code:"),
                    names, showing: signers?.statement ?? ""
                ) { try session.signature(under: command, by: signer, code: $0) }
            })
    }

    /// Again, twice, where a code was mistyped at a keyboard.
    static func patiently<Value>(_ names: Names, _ ask: () throws -> Value) throws -> Value {
        var again = isatty(0) == 1 ? 2 : 0
        while true {
            do { return try ask() } catch ConductError.key(let slip)
                where slip.isSlip && again > 0
            {
                again -= 1
                Output.warn(slip.text(names))
            }
        }
    }

    /// A line that is typed without echo; what stood on the screen goes.
    static func code(_ words: String) throws -> LockedBytes {
        warn()
        write(words + " ")
        // Off until the program ends: what is typed ahead for the next code isn't echoed either.
        lw_terminal_hide()
        _ = echoesAgain
        defer {
            write(isatty(2) == 1 ? "\u{1B}[H\u{1B}[2J\u{1B}[3J" : "\n")
        }
        let line = LockedBytes(count: most)
        let byte = LockedBytes(count: 1)
        var count = 0
        while true {
            var got = 0
            byte.fill { got = Glibc.read(0, $0.baseAddress, 1) }
            if got < 0, errno == EINTR, lw_interrupted() == 0 { continue }
            if lw_interrupted() != 0 {
                throw Failure(
                    "E-INTERRUPTED", Text("已中断，没有改动", "interrupted; nothing was changed"),
                    128 + lw_interrupted())
            }
            // The end of the input isn't a slip: nobody is there to type again.
            guard got == 1 else {
                throw Failure(ConductError.key(.notTwentyDigits))
            }
            switch byte.bytes[0] {
            case 10, 13:
                guard count <= most else { throw ConductError.key(.notTwentyDigits) }
                return line
            case 8, 127:
                count = max(0, count - 1)
                line.fill { if count < most { $0[count] = 0 } }
            default:
                line.fill { if count < most { $0[count] = byte.bytes[0] } }
                count += 1
            }
        }
    }

    private static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = lw_write_all(2, bytes, bytes.count)
    }
}
