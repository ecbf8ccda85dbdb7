// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import BallotBox
import Basics
import Conduct
import District
import Export
import Foundation
import Meeting
import Personnel
import Record
import Wording

/// Writes a register's closed meetings into one file for others: sealed, and signed by somebody with a key.
struct BundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: say(
            "导出会议包：全部记录和票档，封印并签署，供上级合并或独立核验",
            "a bundle: all entries and ballot archives, sealed and signed, to be merged or checked"),
        discussion: say(
            "没有闭会的会议只留哈希。--by 指明签署人（须已登记签名钥匙），签署码从键盘输入；不签的会议包可以核验，不能合并。格式见 docs/BUNDLE.md。",
            "Meetings that aren't over are left out but for their hashes. --by names who signs (with an enrolled key); the code is typed. An unsigned bundle can be checked, not merged. docs/BUNDLE.md has the format."
        ))
    @OptionGroup var common: CommonOptions
    @OptionGroup var time: TimeOption
    @OptionGroup var target: RegisterArgument
    @Option(name: .long, help: .init(say("写入的文件", "the file"), valueName: say("文件", "file")))
    var to: String
    @Option(
        name: .long,
        help: .init(say("签署人编号或姓名", "who signs (id or name)"), valueName: say("人员", "person")))
    var by: String?
    @Flag(name: .long, help: .init(say("覆盖已有文件", "replace a file that exists")))
    var force = false

    private struct Report: Encodable {
        var file: String
        var seal: String
        var entries: Int
        var meetings: [MeetingID]
        var openMeetings: [MeetingID]
        var signed: Bool
    }

    func run() throws {
        let at = try Files.time(time.at)
        // Whatever --force says: a register is no file to be replaced.
        if Register.isRegister(to) || District.isDistrict(to) {
            throw Failure(
                "E-EXISTS",
                Text(
                    "\(to) 是登记簿，不能覆盖 · 换一个文件名",
                    "\(to) is a register and isn't replaced · choose another name"
                ),
                Status.cantCreate)
        }
        try Files.with(target.register, for: .reading) { register in
            // A bundle goes out under a seal: what verification finds fault with doesn't.
            try register.requireSound()
            let session = try Session(register)
            let names = Names(MeetingState(), session.personnel)
            let signer = try by.map { try PersonArgument.id($0, in: session.personnel) }
            if let signer, session.personnel.activeKey(of: signer) == nil {
                throw Failure(ConductError.key(.noKey(signer)), names: names)
            }
            let progress = Progress(Text("正在导出，条目", "bundling, entries"))
            var seal = ""
            var head: RecordBundle.Head?
            var stopped: (any Error)?
            do {
                try NewFile.write(to, replacing: force) { part in
                    guard FileManager.default.createFile(atPath: part, contents: nil),
                        let file = FileHandle(forWritingAtPath: part)
                    else { throw ExportError.failed(to, why: String(cString: strerror(errno))) }
                    defer { try? file.close() }
                    do {
                        head = try register.bundle(
                            at: at ?? session.now(), to: { try file.write(contentsOf: $0) },
                            sign: { text in
                                seal = text
                                progress.finish()
                                return try signer.map { try sign(text, by: $0, session, names) }
                            }, progress: progress.step)
                    } catch let error as Failure {
                        // A wrong code is no fault of the disk's.
                        stopped = error
                        throw error
                    }
                }
            } catch { throw stopped ?? error }
            guard let head else { return }
            if common.json {
                return try Output.value(
                    Report(
                        file: to, seal: seal, entries: head.entries, meetings: head.meetings,
                        openMeetings: head.openMeetings, signed: signer != nil))
            }
            try Output.line(
                Text(
                    "\(to)：\(head.entries) 条记录，\(head.meetings.count) 次会议，封印 \(seal)\(signer == nil ? "，未签署" : "")",
                    "\(to): \(head.entries) entries, \(head.meetings.count) meetings, seal \(seal)\(signer == nil ? ", unsigned" : "")"
                ))
            if !head.openMeetings.isEmpty {
                try Output.line(
                    Text("没有闭会、只留哈希：", "not over, hashes only: ")
                        + ids(head.openMeetings))
            }
        }
    }

    private func sign(
        _ seal: String, by signer: PersonID, _ session: Session, _ names: Names
    ) throws -> Signature {
        do {
            return try SecretTerminal.signature(
                say(
                    "\(names(signer))：签署会议包（封印 \(seal.prefix(16))…），请输入签署码：",
                    "\(names(signer)): to sign the bundle (seal \(seal.prefix(16))…), type your signing code:"
                ), names, showing: ""
            ) { try session.signature(underSeal: seal, by: signer, code: $0) }
        } catch { throw Failure(error, names: names) }
    }
}

/// Brings bundles of many units into a district's register.
struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: say(
            "把各单位的会议包并入区级登记簿", "merge units' bundles into a district's register"),
        discussion: say(
            "逐个核验封印、签名、哈希链、每一步规则、每张票的证明；有问题的不并入，其余照常。重复的不再记，与以前并入的不一致的拒绝（E-CONFLICT）。没有区级登记簿时自动建立。退出状态：0 全部并入，1 有未并入的。",
            "Each is checked whole: seal, signature, chain, every step, every ballot. One that doesn't hold isn't taken, the others are. What was merged before isn't merged again; one that parts from what was merged before is refused (E-CONFLICT). The district's register is made where there is none. Exit status: 0 all merged, 1 some weren't."
        ))
    @OptionGroup var common: CommonOptions
    @OptionGroup var time: TimeOption
    @Option(
        name: .long,
        help: .init(
            say(
                "当面核对过、可以签署的钥匙（64 位十六进制）",
                "a key that may sign, compared with its owner (64 hex digits)"),
            valueName: say("钥匙", "key")))
    var acceptSigner: String?
    @Flag(
        name: .long,
        help: .init(
            say(
                "同名（或同一钥匙签署）的单位另起了一本登记簿，作为新单位并入",
                "take in a register that begins anew under a known unit's name or key, as a unit of its own"
            )))
    var newUnit = false
    @Argument(
        help: .init(say("区级登记簿", "the district's register"), valueName: say("登记簿", "register")))
    var district: String
    @Argument(help: .init(say("会议包", "bundles"), valueName: say("会议包", "bundle")))
    var bundles: [String]

    private struct Report: Encodable {
        struct Item: Encodable {
            var file: String
            var ok: Bool
            var organisation: String?
            var entries: Int?
            var meetings: Int?
            var ballots: Int?
            var change: String?
            var error: ErrorReport?
        }
        var merged: Int
        /// Brought nothing that wasn't there.
        var unchanged: Int
        var refused: Int
        var fingerprint: FingerprintReport
        var bundles: [Item]
    }

    func run() throws {
        let given = try Files.time(time.at)
        let offset = SystemClock.localOffsetMinutes
        let district = try District.open(self.district, for: .writing)
        defer { district.close() }
        let progress = Progress(Text("正在并入", "merging"))
        var unchanged = 0
        var items: [Report.Item] = []
        for (i, path) in bundles.enumerated() {
            do {
                let at = given ?? SystemClock(offsetMinutes: offset).now()
                let came = try district.merge(
                    path, at: at, accepting: acceptSigner, asNewUnit: newUnit
                ) { entries in
                    try progress.step("\(i + 1)/\(bundles.count)  \(entries)")
                }
                progress.finish()
                if came.kind == .known { unchanged += 1 }
                items.append(
                    .init(
                        file: path, ok: true, organisation: came.organisation,
                        entries: came.entries, meetings: came.meetings, ballots: came.ballots,
                        change: change(came.kind).en))
                if !common.json { try tell(path, came) }
            } catch let error where MergeText.isAboutOne(error) {
                progress.finish()
                let failure = MergeText.failure(error)
                items.append(
                    .init(
                        file: path, ok: false,
                        error: ErrorReport(
                            code: failure.code, exit: Int(failure.status), zh: failure.text.zh,
                            en: failure.text.en)))
                if !common.json {
                    Output.warn(
                        spoken == .zh ? "\(path)：\(failure.line)" : "\(path): \(failure.line)")
                }
            }
        }
        let refused = items.count { !$0.ok }
        let mark = FingerprintReport(try district.head())
        let merged = items.count - refused - unchanged
        if common.json {
            try Output.value(
                Report(
                    merged: merged, unchanged: unchanged, refused: refused, fingerprint: mark,
                    bundles: items))
        } else {
            if district.isNew, merged == 0 {
                try Output.line(
                    Text("没有一个并入，没有建立区级登记簿", "none was merged; no district's register was made"))
            } else {
                try Output.line(
                    Text(
                        "并入 \(merged) 个，没有新内容 \(unchanged) 个，未并入 \(refused) 个；区级登记簿指纹：\(mark.zh)",
                        "\(merged) merged, \(unchanged) with nothing new, \(refused) not merged; fingerprint of the district's register: \(mark.en)"
                    ))
            }
        }
        if refused > 0 { throw Failure(silent: Status.failedVerification) }
    }

    private func change(_ kind: MergeResult.Kind) -> Text {
        switch kind {
        case .new: Text("新单位", "new unit")
        case .extended(let n): Text("新增 \(n) 条", n == 1 ? "1 entry more" : "\(n) entries more")
        case .known: Text("已并入过，没有新内容", "merged before, nothing new")
        }
    }

    private func tell(_ file: String, _ came: MergeResult) throws {
        try Output.line(
            Text(
                "\(file)：\(came.organisation)，\(change(came.kind).zh)，\(came.entries) 条记录，\(came.meetings) 次会议，\(came.ballots) 张票重新核验",
                "\(file): \(came.organisation), \(change(came.kind).en), \(came.entries) entries, \(came.meetings) meetings, \(came.ballots) ballots proven again"
            ))
        if came.kind == .new {
            try Output.line(
                Text(
                    "  首次并入，签署钥匙 \(came.publicKey) · 请与该单位当面核对",
                    "  first merge, signed by the key \(came.publicKey) · compare it with the unit's"
                ))
        }
        if came.sharesName {
            Output.warn(
                Text(
                    "W-SAME-NAME 另有同名单位“\(came.organisation)”，登记簿不同：请核对是否一个单位有两本登记簿",
                    "W-SAME-NAME another unit is called “\(came.organisation)” and has another register: find out whether one unit keeps two"
                ))
        }
        if came.newSigner {
            Output.warn(
                Text(
                    "W-SIGNER 签署的钥匙与上次不同（在该单位登记簿里有登记）",
                    "W-SIGNER signed with another key than last time (enrolled in that unit's register)"
                ))
        }
        if !came.openMeetings.isEmpty {
            Output.warn(
                Text("W-OPEN 没有闭会、没有并入：", "W-OPEN not over, not merged: ")
                    + ids(came.openMeetings))
        }
    }
}

/// Why a bundle wasn't merged, in words.
enum MergeText {
    /// Whether the next bundle may fare better.
    static func isAboutOne(_ error: any Error) -> Bool {
        error is BundleError || error is MergeError
    }

    static func failure(_ error: any Error) -> Failure {
        let names = Names(MeetingState())
        switch error {
        case let error as BundleError:
            let missing = error.code == "E-NOFILE"
            return Failure(
                error.code, error.text(names),
                missing ? Status.missingInput : Status.failedVerification)
        case MergeError.unsound(let faults):
            let first = faults.first?.text(names) ?? Text("", "")
            return Failure(
                "E-UNSOUND",
                Text("记录核验不通过（\(faults.count) 处）：", "the record isn't sound (\(faults.count)): ")
                    + first, Status.failedVerification)
        case MergeError.conflict(let organisation, let seq, let at):
            return Failure(
                "E-CONFLICT",
                Text(
                    "\(organisation) 的记录从第 \(seq) 条起与 \(at.day) 并入的不同：两者必有一个被改写 · 请用纸上的闭会指纹查明",
                    "from entry \(seq) on the record of \(organisation) isn't the one merged on \(at.day): one of the two was rewritten · the closing fingerprint on paper tells which"
                ), Status.failedVerification)
        case MergeError.startsAgain(let organisation, let at):
            return Failure(
                "E-RESTART",
                Text(
                    "\(organisation) 已于 \(at.day) 并入，这个会议包却出自另一本登记簿（第一条记录不同） · 查明单位为什么另起一本；确实另立的，加 --new-unit",
                    "\(organisation) was merged on \(at.day), and this bundle is of another register (its first entry differs) · find out why the unit began anew; if it did, add --new-unit"
                ), Status.failedVerification)
        default: return Failure(error)
        }
    }
}

/// Meetings by their ids.
private func ids(_ meetings: [MeetingID]) -> Text { list(meetings.map(\.rawValue)) }
