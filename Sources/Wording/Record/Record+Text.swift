// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Record

extension RegisterError {
    public var text: Text {
        switch self {
        case .noFile(let path): Text("找不到登记簿 \(show(path))", "there is no register \(show(path))")
        case .notAFile(let path):
            Text("\(show(path)) 不是普通文件", "\(show(path)) isn't a regular file")
        case .noPermission(let path):
            Text(
                "没有权限打开 \(show(path))；须能读写该文件及其目录",
                "no permission to open \(show(path)); reading and writing it and its folder is needed"
            )
        case .exists(let path):
            Text("\(show(path)) 已存在，不会覆盖", "\(show(path)) exists and is never overwritten")
        case .cannotCreate(let path, let why):
            Text("不能建立 \(show(path))：", "can't create \(show(path)): ")
                + SystemError.text(show(why))
        case .noFolder(let path):
            Text(
                "不能建立 \(show(path))：没有这个文件夹；先建立文件夹，或改用别处",
                "can't create \(show(path)): its folder isn't there; make it, or name another place"
            )
        case .empty(let path):
            Text(
                "\(show(path)) 是空文件，不是登记簿；要新建请用 lastword init",
                "\(show(path)) is empty, not a register; make one with lastword init")
        case .notADatabase(let path):
            Text(
                "\(show(path)) 不是登记簿；是登记簿的，就是开头损坏了，请用备份",
                "\(show(path)) isn't a register; if it was one, its beginning is damaged: use the backup"
            )
        case .foreign(let path, 0x4C57_4452):
            Text(
                "\(show(path)) 是区级登记簿 · 可以 verify、merge、export accountability；人员和会议在各单位自己的登记簿里",
                "\(show(path)) is a district's register · it can be verified, merged into and listed (export accountability); people and meetings are in each unit's own"
            )
        case .foreign(let path, 0x4C57_5244):
            Text(
                "\(show(path)) 是单位的登记簿，不是区级的 · 区级登记簿另起文件名，单位用 lastword bundle 导出会议包再并入",
                "\(show(path)) is a unit's register, not a district's · name another file for the district's; a unit makes a bundle (lastword bundle) to be merged"
            )
        case .foreign(let path, let id):
            Text(
                "\(show(path)) 是别的程序的数据库（application_id \(id)）",
                "\(show(path)) is another program's database (application_id \(id))")
        case .newer(let version, let known):
            Text(
                "登记簿是新版本 \(version)，本程序只认到 \(known)；请用新版程序",
                "the register is of version \(version), this program knows \(known); use a newer one"
            )
        case .truncated(let expected, let actual):
            Text(
                "登记簿被截断：应有 \(expected) 页，只有 \(actual) 页；请用备份",
                "the register is cut short: \(expected) pages expected, \(actual) there; use a backup"
            )
        case .wrongMode(let journal, let synchronous):
            Text(
                "不能保证断电不丢失（journal_mode \(journal)，synchronous \(synchronous)），不写入",
                "power-safe writing isn't assured (journal_mode \(journal), synchronous \(synchronous)); nothing is written"
            )
        case .foreignJournal(let path):
            Text(
                "\(show(path)) 处于 WAL 模式或旁边有 -wal 文件，不写入",
                "\(show(path)) is in WAL mode or has a -wal file; nothing is written")
        case .sideFile(let path):
            Text(
                "登记簿旁的 \(show(path)) 不是普通文件（是链接、管道之类），没有打开 · 查明是谁放的，移走再试",
                "\(show(path)) beside the register isn't a plain file (a link, a pipe …), nothing was opened · find out who put it there, move it away and try again"
            )
        case .twoNames(let path):
            Text(
                "\(show(path)) 这个文件还有另一个名字（硬链接），没有打开 · 只留一个名字；要备份请另存一份副本",
                "the file \(show(path)) has another name too (a hard link), it wasn't opened · leave one name; for a backup make a copy"
            )
        case .replaced(let path, let acknowledged, let has):
            Text(
                "\(show(path)) 已不是正在使用的那个文件：已确认记到第 \(acknowledged) 条，",
                "\(show(path)) is no longer the file in use: entry \(acknowledged) was acknowledged, "
            )
                + (has.map {
                    Text(
                        "现在的文件到第 \($0) 条或内容不同",
                        "the file ends with entry \($0) or says otherwise")
                } ?? Text("现在这个名字下没有它", "that name leads to it no more"))
                + Text(
                    "。此项没有记录，本程序不再写入 · 退出，查明是谁换的；找回原文件（或最新的备份）再打开",
                    ". Nothing was recorded, and this program writes no more · leave, find out who changed it, and open the right file (or the latest backup)"
                )
        case .locked(let by):
            Text(
                "登记簿正被另一个窗口或程序使用（\(show(by))）· 关掉它再试",
                "the register is in use by another window or program (\(show(by))) · close that and try again"
            )
        case .readOnly(let path):
            Text(
                "\(show(path)) 只读；可以查看和核验，不能记录",
                "\(show(path)) is read-only; it can be shown and verified, not written")
        case .full:
            Text(
                "磁盘已满，此项没有记录；请腾出空间后重试",
                "the disk is full: nothing was recorded; free some space and try again")
        case .io(let code):
            Text(
                "存储出错（\(code)），此项是否记录须重新读取；请检查磁盘",
                "storage failed (\(code)); what is on the disk is read again; check the disk")
        case .malformed(let why):
            Text(
                "登记簿文件损坏，读不下去；请用备份（SQLite：\(show(why))）",
                "the register file is damaged and can't be read on; use a backup (SQLite: \(show(why)))"
            )
        case .damaged(let seq, let why):
            Text(
                "登记簿文件从第 \(seq) 条记录起损坏；请用备份（SQLite：\(show(why))）",
                "the register file is damaged from entry \(seq) on; use a backup (SQLite: \(show(why)))"
            )
        case .chain(let seq, let expected, let found):
            Text(
                "第 \(seq) 条记录与哈希链不符（应为 \(expected)…，实为 \(found)…）",
                "entry \(seq) breaks the chain (expected \(expected)…, found \(found)…)")
        case .gap(let expected, let found):
            Text(
                "缺第 \(expected) 条记录（其后是 \(found)）",
                "entry \(expected) is missing (next is \(found))")
        case .unreadable(let seq, let why):
            Text(
                "第 \(seq) 条记录无法读取（\(show(why))）：被改动过，或由更新的程序写成",
                "entry \(seq) can't be read (\(show(why))): it was changed, or a newer program wrote it"
            )
        case .unsound(let fault):
            Text("核验不通过，没有做：", "not sound, nothing was made: ")
                + fault.text(Names(MeetingState()))
        case .schema(let name):
            Text(
                "登记簿文件里的 \(show(name)) 不是本程序建的，可能被做过手脚 · 请用备份，并查明是谁改的",
                "\(show(name)) in the register file isn't as this program makes it: it may have been tampered with · use a backup, and find out who changed it"
            )
        case .unknownMeeting(let id):
            Text(
                "登记簿里没有会议 \(show(id.rawValue))", "the register has no meeting \(show(id.rawValue))")
        }
    }
}

extension Register.Notice {
    public var code: String {
        switch self {
        case .recovered: "N-RECOVER"
        case .older: "W-OLDER"
        case .weakFileSystem: "W-FS"
        case .littleSpace: "W-SPACE"
        }
    }

    public var text: Text {
        switch self {
        case .recovered(let last):
            Text(
                "上次未正常结束，已恢复；最后一条是第 \(last) 条",
                "recovered after an unclean end; the last entry is \(last)")
        case .older(let closed, let last):
            Text(
                "登记簿比上次关闭时旧：上次关在第 \(closed) 条，现在的文件到第 \(last) 条或内容不同；可能换成了旧的副本 · 查明缘由，已记入登记簿",
                "the register is older than when it was closed last: it ended with entry \(closed), the file ends with entry \(last) or says otherwise; an older copy may have been put back · find out why; it is put on record"
            )
        case .weakFileSystem(let name):
            Text(
                "登记簿在 \(name) 上，断电时可能丢失；请放在本机磁盘",
                "the register is on \(name): power-safe writing isn't assured there")
        case .littleSpace(let megabytes):
            Text("磁盘只剩 \(megabytes) MB", "only \(megabytes) MB of disk space left")
        }
    }
}

extension VerifyFault {
    /// The fault as an inspector reads it.
    public func text(_ names: Names) -> Text {
        switch self {
        case .file(let why): RegisterError.malformed(why).text
        case .damaged(let seq, let why): RegisterError.damaged(seq: seq, why: why).text
        case .gap(let expected, let found): RegisterError.gap(expected: expected, found: found).text
        case .chain(let seq, let expected, let found):
            RegisterError.chain(seq: seq, expected: expected, found: found).text
        case .unreadable(let seq, let why): RegisterError.unreadable(seq: seq, why: why).text
        case .notCanonical(let seq):
            Text("第 \(seq) 条记录的写法不是本程序写的", "entry \(seq) isn't written as this program writes")
        case .runsBack(let seq):
            Text("第 \(seq) 条：", "entry \(seq): ")
                + AuditFault.Cause.runsBack.text
        case .misplaced(let seq):
            Text("第 \(seq) 条记录不在它自己所说的位置", "entry \(seq) isn't where it says it is")
        case .rule(let seq, let meeting, let fault):
            Text(
                "第 \(seq) 条（会议 \(meeting) 第 \(fault.number) 步）违反规则：",
                "entry \(seq) (meeting \(meeting), step \(fault.number)) breaks the rules: ")
                + fault.text(names)
        case .personnel(let seq, let refusal):
            Text("第 \(seq) 条违反规则：", "entry \(seq) breaks the rules: ")
                + (refusal.map { refusal in
                    let e = refusal.explanation(names)
                    return Text("\(e.rule) \(e.says.zh)", "\(e.rule) \(e.says.en)")
                } ?? Text("规则给出的不是这个结果", "the rules give another event"))
        case .profileHash(let seq, let meeting):
            Text(
                "第 \(seq) 条：会议 \(meeting) 的规程与其校验值不符",
                "entry \(seq): the profile of meeting \(meeting) doesn't fit its hash")
        case .text(let seq):
            Text(
                "第 \(seq) 条含有不可见或会控制终端的字符",
                "entry \(seq) has characters that nobody sees or that drive a terminal")
        case .minutes(let seq, let meeting, let line):
            Text(
                "第 \(seq) 条：会议 \(meeting) 封存的会议记录第 \(line) 行与登记簿不符",
                "entry \(seq): line \(line) of the minutes sealed for meeting \(meeting) isn't what the record says"
            )
        case .ungrounded(let seq, let meeting):
            Text(
                "第 \(seq) 条：会议 \(meeting) 的计划与登记簿不符（推荐、影响期或复议）",
                "entry \(seq): the plan of meeting \(meeting) doesn't fit the register")
        case .appointments(let seq, let meeting):
            Text(
                "第 \(seq) 条：任命登记与会议 \(meeting) 的决定不符",
                "entry \(seq): the appointments aren't those that meeting \(meeting) decided")
        case .freeze(let seq, let meeting):
            Text(
                "第 \(seq) 条：冻结的推荐与会议 \(meeting) 的议程不符",
                "entry \(seq): the frozen recommendations aren't those on the agenda of meeting \(meeting)"
            )
        case .archive(let seq, let meeting, let fault):
            Text(
                "第 \(seq) 条：会议 \(meeting) 的票档",
                "entry \(seq): the ballot archive of meeting \(meeting) ")
                + (fault.map { Text("核验不通过：\($0.text.zh)", "isn't sound: \($0.text.en)") }
                    ?? Text(
                        "缺失，或与记录的票数、人数、票面不符",
                        "is missing, or proves another count, electorate or paper"))
        case .strayBox:
            Text(
                "文件里有一个密封票箱，却没有进行中的票决",
                "there is a sealed box in the file, and no ballot is open")
        case .strayArchive(let hash):
            Text(
                "文件里的票档 \(show(hash.prefix(16).description)) 不属于任何一次票决",
                "the archive \(show(hash.prefix(16).description)) in the file belongs to no ballot")
        case .signature(let person):
            Text(
                "会议包的签名不是 \(show(names(person))) 登记的钥匙签的",
                "the bundle's signature isn't by the key enrolled for \(show(names(person)))")
        case .bundleHead:
            Text("会议包第一行与其后的内容不符", "the bundle's first line says otherwise than what follows")
        case .unitDiffers:
            Text(
                "与并入时登记的不符：并入以后被改过 · 请用备份，并查清是谁改的",
                "isn't what was recorded when it was merged: it was changed since · use the backup, and find out who changed it"
            )
        case .listLine(let line):
            Text(
                "存着的台账第 \(line) 行不是由记录得出的：被改过 · 请用备份，并查清是谁改的",
                "line \(line) of its list, as stored, isn't what the record gives: it was changed · use the backup, and find out who changed it"
            )
        case .headNotFound:
            Text(
                "纸上的指纹不是本登记簿任何一次闭会或封存的指纹：记录被改写、截断，或不是同一本",
                "the fingerprint on paper is that of no closing or seal here: rewritten, cut short, or another register"
            )
        }
    }
}

extension AuditFault.Cause {
    /// What is against it in itself; empty where it takes a refusal or numbers to say.
    fileprivate var text: Text {
        switch self {
        case .runsBack:
            Text(
                "时间早于上一条，也没有时钟变动的记录",
                "its time is before the last one's, and no remark says that the clock moved")
        case .refused, .differs, .miscounted: Text("", "")
        }
    }
}

extension AuditFault {
    func text(_ names: Names) -> Text {
        switch cause {
        case .refused(let refusal):
            let e = refusal.explanation(names)
            return Text("\(e.rule) \(e.says.zh)", "\(e.rule) \(e.says.en)")
        case .differs: return Text("规则给出的不是这个结果", "the rules give another event")
        case .runsBack: return cause.text
        case .miscounted(let said, let counted):
            return Text(
                "自称 \(said) 条，实为 \(counted) 条", "it says \(said) events, there are \(counted)")
        }
    }
}

private func show(_ text: String) -> String { String(text.prefix(300)) }

extension Fingerprint {
    /// Why what was typed can't be a fingerprint.
    public static func refusal(of text: String) -> Text {
        guard let (group, word) = strangeWord(in: text) else {
            return Text(
                "指纹读不出来：须为四组“词语加四位数字”",
                "the fingerprint can't be read: four groups of a word and four digits")
        }
        return Text(
            "指纹读不出来：第 \(group) 组的“\(word)”不在词表里，请看是不是抄错、输错",
            "the fingerprint can't be read: “\(word)” in group \(group) is no word of the list; look for a slip"
        )
    }
}
