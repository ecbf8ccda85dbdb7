# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue of bad input: what is put in, and what has to come of it. `catalogue.py` does each in both languages."""
import os
import shutil
import sqlite3
import time

from fixtures import unguarded

HEAD = "编号,姓名,序号,职务,单位,主要负责人,分管,区分\n"
GROUP = HEAD + "p01,赵甲,1,书记,局,书记,,\np02,钱乙,2,局长,局,行政,,\np03,孙丙,3,副局长,局,,人事,\np04,李丁,4,委员,局,,,\n"
CASES = []


class Case:
    """`codes`: all of them are said, the first is the one shown; `status`: how the program ends."""

    def __init__(self, chinese, english, codes, status, do, keeps=True, inside=()):
        self.chinese, self.english, self.codes, self.status, self.do = chinese, english, codes.split(), status, do
        # Whether the register is to be the same afterwards, byte for byte; what else the answer has to say.
        self.keeps, self.inside = keeps, inside


def case(*arguments, **options):
    CASES.append(Case(*arguments, **options))


# What is taken in from files

def roster(content, *options, name="名单.csv"):
    def do(room):
        room.fresh("bare")
        room.write(name, content)
        return room.run("people", "import", "r.lwr", name, "--at", "2026-11-01T09:05:00+08:00", *options)
    return do


def twice(content):
    """Into a register that has the group already."""
    def do(room):
        roster(GROUP)(room)
        room.keep()
        room.write("又.csv", content)
        return room.run("people", "import", "r.lwr", "又.csv", "--at", "2026-11-02T09:05:00+08:00")
    return do


def name(text):
    return roster(GROUP + f"p09,{text},9,,,,,\n")


def plan(old, new):
    def do(room):
        with open(f"{room.bureau}/plan.yaml", encoding="utf-8") as file:
            text = file.read()
        assert old in text, old
        room.write("plan.yaml", text.replace(old, new, 1))
        shutil.copytree(f"{room.bureau}/papers", "papers", dirs_exist_ok=True)
        return room.run("plan", "check", "r.lwr", "plan.yaml")
    return do


def profile(old, new):
    def do(room):
        text = room.run("profile", "show", "nanchuan")[1]
        assert old in text, old
        room.write("规程.yaml", text.replace(old, new, 1))
        return room.run("profile", "check", "规程.yaml")
    return do


def people(text):
    return roster(text, name="名单.yaml")


case("姓名里有 ESC 序列（\\e[31m）", "an escape sequence in a name", "E-NAME-CTRL", 65, name("a\x1b[31mb"))
case("姓名里有 OSC 52（改剪贴板）", "OSC 52 in a name (the clipboard)", "E-NAME-CTRL", 65, name("a\x1b]52;c;x\x07b"))
case("姓名里有 C1 控制符 U+009B", "C1 control U+009B in a name", "E-NAME-CTRL", 65, name("a\x9bb"))
case("姓名里有双向控制符 U+202E", "bidi override U+202E in a name", "E-NAME-BIDI", 65, name("a\u202eb"))
case("姓名里有双向隔离符 U+2066", "bidi isolate U+2066 in a name", "E-NAME-BIDI", 65, name("a\u2066b"))
for char in "200B 200C 200D FEFF 00AD".split():
    case(f"姓名里有看不见的字符 U+{char}", f"a character nobody sees, U+{char}, in a name", "E-NAME-INVIS", 65, name(f"a{chr(int(char, 16))}b"))
case("姓名里有标签字符 U+E0041", "tag character U+E0041 in a name", "E-NAME-INVIS", 65, name("a\U000e0041b"))
case("姓名里有行分隔符 U+2028", "line separator U+2028 in a name", "E-NAME-LINE", 65, name("a\u2028b"))
case("姓名里换行", "a new line in a name", "E-NAME-LINE", 65, name('"a\nb"'))
case("姓名是分解形式（e+U+0301）", "a decomposed name (e+U+0301)", "N-NFC", 0, name("e\u0301te"), keeps=False)
case("两个姓名规范化后相同", "two names alike once normalised", "E-DUP-NAME", 65, roster(GROUP + "p08,\u00e9te,8,,,,,\np09,e\u0301te,9,,,,,\n"))
case("姓名形近：⽟(U+2F5F)和玉", "look-alike names: ⽟ (U+2F5F) and 玉", "W-CONFUSABLE", 0, roster(GROUP + "p08,玉英,8,,,,,\np09,\u2f5f英,9,,,,,\n"), keeps=False)
case("姓名形近：拉丁 A 和西里尔 А", "look-alike names: Latin A and Cyrillic А", "W-CONFUSABLE", 0, roster(GROUP + "p08,Anna,8,,,,,\np09,\u0410nna,9,,,,,\n"), keeps=False)
case("两人同名，没有区分", "two of one name, nothing to tell them apart", "E-DUP-NAME", 65, name("赵甲"))
case("两人同名，各有区分", "two of one name, each with what tells them apart", "", 0, roster(GROUP + "p08,王小明,8,,,,,教育\np09,王小明,9,,,,,水务\n"), keeps=False)
case("兼容汉字 U+FA19", "CJK compatibility ideograph U+FA19", "N-NFC", 0, name("\ufa19明"), keeps=False)
case("基本平面外的字 𠮷(U+20BB7)", "an ideograph beyond the BMP, 𠮷", "", 0, name("𠮷田"), keeps=False)
case("异体字选择符（葛+U+E0100）", "an ideographic variation selector (葛+U+E0100)", "", 0, name("葛\U000e0100城"), keeps=False)
case("带连接符的表情", "emoji with joiners", "E-NAME-INVIS", 65, name("\U0001f468\u200d\U0001f469\u200d\U0001f467"))
case("姓名前后有空格（含全角）", "spaces about a name, full-width too", "N-TRIM", 0, name("\u3000王辛 "), keeps=False)
case("姓名空白", "an empty name", "E-NAME-EMPTY", 65, name("\u3000 "))
case("姓名一万字", "a name of 10,000 characters", "E-NAME-LONG", 65, name("长" * 10000))
case("一个字母叠 60 个附加符号", "60 marks on a letter", "E-NAME-MARKS", 65, name("e" + "\u0316" * 60))
case("私用区字符", "a private-use character", "E-NAME-PUA", 65, name("a\ue000"))
case("不成 UTF-8、GB18030 的字节", "bytes that are no text in any known encoding", "E-ENC", 65, roster(GROUP.encode() + b"p09,\xff\xff,9,,,,,\n"))
case("GB18030 名单（中文 Excel 存的）", "a roster in GB18030, as a Chinese Excel saves it", "N-ENC E-CONFIRM", 65, roster(GROUP.encode("gb18030")))
case("同上，确认后导入", "the same, confirmed", "N-ENC", 0, roster(GROUP.encode("gb18030"), "--yes"), keeps=False)
case("UTF-16 名单", "a roster in UTF-16", "N-ENC E-CONFIRM", 65, roster(GROUP.encode("utf-16")))
case("文件开头有 BOM", "a byte order mark at the start", "", 0, roster(b"\xef\xbb\xbf" + GROUP.encode()), keeps=False)
case("文件里有 NUL", "a NUL in a file", "E-NUL", 65, roster(GROUP + "p09,a\0b,9,,,,,\n"))
for formula in ("=HYPERLINK(1)", "+1", "-1", "@x", "\uff1d1"):
    case(f"姓名像公式：{formula}", f"a name like a formula: {formula}", "N-FORMULA", 0, name(formula), keeps=False)
case("编号是 ../../x", "an id of ../../x", "E-ID", 65, roster(GROUP + "../../x,王辛,9,,,,,\n"))
case("CSV 引号没有收尾", "a CSV quote that isn't closed", "E-CSV-QUOTE", 65, roster(GROUP + 'p09,"王辛,9,,,,,\n'))
case("CSV 一行少列", "a CSV row with too few fields", "E-CSV-FIELDS", 65, roster(GROUP + "p09,王辛\n"))
case("CSV 一行多列", "a CSV row with too many fields", "E-CSV-FIELDS", 65, roster(GROUP + "p09,王辛,9,,,,,,,x\n"))
case("CSV 用分号分隔", "a CSV separated by semicolons", "E-CSV-SEP", 65, roster(GROUP.replace(",", ";")))
case("CSV 只用回车换行", "a CSV whose lines end in CR alone", "", 0, roster(GROUP.replace("\n", "\r")), keeps=False)
case("CSV 有用不着的列", "CSV columns that aren't needed", "N-COLUMNS", 0, roster("姓名,职务,民族,备注,\n孙丙,委员,汉,,\n"), keeps=False)
case("CSV 列名一个也不认识", "a CSV without one known column", "E-CSV-HEAD", 65, roster("甲,乙\n孙丙,委员\n"))
case("CSV 上面有标题、下面有签名", "a title above the CSV's columns and a signature below", "W-LINES", 0, roster("区教育局领导班子名单,,,,,,,\n" + GROUP + "制表人：王科员,,,,,,,2026/11/20\n"), keeps=False)
case("Excel 算不出的姓名", "a name that Excel couldn't work out", "E-NAME-NONE", 65, roster(GROUP + "p09,#N/A,9,,,,,\n"))
case("姓名里丢了生僻字", "a rare character lost from a name", "E-NAME-LOST", 65, roster(GROUP + "p09,杨千?,9,,,,,\n"))
case("已登记的编号换了姓名", "an id of the register under another name", "E-RENAME", 65, twice(GROUP.replace("钱乙", "七七")))
case("没有编号的名单再导入一次", "a roster without ids, taken in again", "N-KNOWN", 0, twice("姓名,职务\n孙丙,委员\n钱乙,局长\n"), keeps=False)
case("CSV 列名重复", "a CSV column twice", "E-CSV-HEAD", 65, roster(GROUP.replace("区分", "姓名")))
case("名单只有表头", "a roster with a header alone", "E-ROSTER-EMPTY", 65, roster(HEAD))
case("空文件", "an empty file", "E-ROSTER-EMPTY", 65, roster(""))
case("名单十万行", "a roster of 100,000 rows", "E-ROSTER-BIG", 65, roster(HEAD + "".join(f"q{i},n{i},,,,,,\n" for i in range(100_000))))
case("文件太大（20 MB）", "a file that is too large (20 MB)", "E-BIG", 65, roster("a" * (20 << 20)))
case("没有主要负责人", "no chief", "E-CHIEF-0", 65, roster(GROUP.replace("书记,,", ",,").replace("行政,,", ",,")))
case("两个书记", "two party chiefs", "E-CHIEF-2", 65, roster(GROUP.replace("行政,,", "书记,,")))
case("班子只有两人", "a group of two", "W-SMALL", 0, roster(HEAD + "p01,赵甲,1,书记,局,书记,,\np02,钱乙,2,局长,局,,,\n"), keeps=False)
case("序号不是数", "a rank that is no number", "E-VALUE", 65, roster(GROUP + "p09,王辛,九,,,,,\n"))
case("编号重复", "an id twice", "E-DUP-ID", 65, roster(GROUP + "p01,王辛,9,,,,,\n"))
case("序号重复", "a rank twice", "E-DUP-RANK", 65, roster(GROUP + "p09,王辛,1,,,,,\n"))
case("没有编号（用序号代替）", "no id (made from the rank)", "N-ID", 0, roster(GROUP + ",王辛,9,,,,,\n"), keeps=False)

case("YAML 别名炸弹", "a YAML alias bomb", "E-YAML-ALIAS", 65, people("a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 30))))
case("YAML 标签 !!python/object", "a YAML tag !!python/object", "E-YAML-TAG", 65, people("people: !!python/object:os.system x\n"))
case("YAML 键重复", "a YAML key twice", "E-YAML-DUP", 65, people("people: []\npeople: []\n"))
case("YAML 里井号后面的字", "what follows a # in YAML", "W-YAML-CUT", 0, people("people:\n  - name: 王辛 #2 组\n"), keeps=False)
case("YAML 用制表符缩进", "YAML indented by a tab", "E-YAML-TAB", 65, people("people:\n\t- a\n"))
case("YAML 嵌套千层", "YAML nested a thousand deep", "E-YAML-DEPTH", 65, people("people: " + "[" * 1000 + "\n"))
case("不成 YAML", "no YAML", "E-YAML", 65, people("people: [\n"))
case("YAML 里 no、012 作姓名", "no and 012 as YAML names", "", 0, people("people:\n  - { id: p1, name: no, rank: 1, chief: party }\n  - { id: p2, name: 012, rank: 2 }\n  - { id: p3, name: 1e3, rank: 3 }\n"), keeps=False)
case("规程里不认识的键", "an unknown key in a profile", "E-CFG-KEY", 65, profile("may_pass", "may_pas"), inside=("may_pass",))
for quorum in ("0", "101/100", "-1/2", "2/0", "1/3"):
    case(f"法定人数 {quorum}", f"a quorum of {quorum}", "E-CFG-QUORUM", 65, profile("quorum: 2/3", f"quorum: {quorum}"))
case("多数不过半", "a majority that isn't more than half", "E-CFG-SHARE", 65, profile("share: 1/2, more_than: yes", "share: 1/3, more_than: yes"))
case("规程里不认识的规则", "an unknown rule in a profile", "E-CFG-RULE", 65, profile("ballot: after-chief", "ballot: never"))
case("规程少了一项", "a profile that lacks something", "E-MISSING", 65, profile("chief_order: [administrative, party]", "chief_order: []"))
case("计划里没有这个人", "somebody in a plan whom the register doesn't know", "E-REF", 65, plan("主持人: p01", "主持人: p99"))
case("计划里日期不对", "a date in a plan that is none", "E-DATE", 65, plan("日期: 2026-11-17", "日期: 2026-02-30"))
case("计划里时间不对", "a time in a plan that is none", "E-TIME", 65, plan("2026-11-23T14:30:00+08:00", "明天下午"))
case("计划里的附件找不到", "an attachment of a plan that isn't there", "E-NOFILE", 66, plan("papers/免职建议-韩辰.txt", "papers/没有.txt"))
case("名单文件不存在", "a roster that isn't there", "E-NOFILE", 66, lambda room: room.run("people", "import", "r.lwr", "没有.csv"))
case("名单是文件夹", "a roster that is a folder", "E-NOTFILE", 66, lambda room: room.run("people", "import", "r.lwr", "."))


# Registers

def verify(change, *options):
    def do(room):
        change(room)
        return room.run("verify", "r.lwr", *options)
    return do


def patch(place, data):
    def change(room):
        with open("r.lwr", "r+b") as file:
            file.seek(place)
            file.write(data)
    return change


def statement(*lines):
    def change(_):
        with unguarded("r.lwr") as database:
            for line in lines:
                database.execute(line)
    return change


def stranger(_):
    """A trigger by a name that SQLite keeps for itself, which only its own table of contents can be made to say."""
    database = sqlite3.connect("r.lwr")
    database.execute("PRAGMA writable_schema = ON")
    database.execute("INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES ('trigger', 'sqlite_stat9', 'entry', 0, "
                     "'CREATE TRIGGER sqlite_stat9 AFTER INSERT ON entry BEGIN DELETE FROM entry WHERE seq = new.seq; END')")
    database.commit()
    database.close()


def unharmed():
    with open("other", encoding="ascii") as file:
        assert file.read() == "x", "what the link led to was written to"


def flipped(room):
    with open("r.lwr", "rb") as file:
        data = file.read()
    place = data.index("工作扎实".encode())
    patch(place, bytes([data[place] ^ 1]))(room)


def fifo(_):
    os.unlink("r.lwr")
    os.mkfifo("r.lwr")


def nothing(_):
    pass


case("登记簿不存在", "no register there", "E-NOFILE", 66, verify(lambda room: os.unlink("r.lwr")), keeps=False)
case("登记簿是文件夹", "a register that is a folder", "E-NOTFILE", 66, lambda room: room.run("verify", "."))
case("登记簿是管道", "a register that is a pipe", "E-NOTFILE", 66, verify(fifo), keeps=False)
case("没有权限", "no permission", "E-PERM", 66, lambda room: room.run("verify", "r.lwr", under=("strace", "-f", "-qq", "-o", "/dev/null", "-P", os.path.abspath("r.lwr"), "-e", "inject=openat,access,faccessat,faccessat2:error=EACCES")))
case("登记簿 0 字节", "a register of no bytes", "E-EMPTYDB", 66, verify(lambda room: room.write("r.lwr", "")), keeps=False)
case("登记簿其实是文本", "a register that is a text", "E-NOTDB", 66, verify(lambda room: room.write("r.lwr", "这是一个文本文件。" * 30)), keeps=False)
case("别的程序的数据库", "another program's database", "E-APPID", 66, verify(patch(68, b"\1\2\3\4")), keeps=False)
case("新版本的登记簿", "a register of a newer version", "E-NEWER", 66, verify(patch(60, b"\0\0\0\t")), keeps=False)
case("截断到 5000 字节", "cut to 5,000 bytes", "E-TRUNC", 1, verify(lambda room: os.truncate("r.lwr", 5000)), keeps=False)
case("翻转一位", "one bit flipped", "E-CHAIN", 1, verify(flipped), keeps=False)
case("删去一条记录", "an entry deleted", "E-GAP", 1, verify(statement("DELETE FROM entry WHERE seq = 20")), keeps=False)
case("两条记录对调", "two entries swapped", "E-CHAIN", 1, verify(statement("UPDATE entry SET seq = -1 WHERE seq = 20", "UPDATE entry SET seq = 20 WHERE seq = 21", "UPDATE entry SET seq = 21 WHERE seq = -1")), keeps=False)
case("多出一张表", "a table that isn't ours", "E-SCHEMA", 1, verify(statement("CREATE TABLE x (a)")), keeps=False)
case("文件页损坏", "a page of the file damaged", "E-MALFORMED", 1, verify(lambda room: patch(os.path.getsize("r.lwr") // 4096 // 2 * 4096, b"\xff" * 4096)(room)), keeps=False)
case("末尾被截去，链仍完整；纸上有指纹", "the end cut off, the chain still sound; the fingerprint on paper", "E-HEAD", 1, verify(lambda room: None, "--head", "闪电0057 镜子0192 饺子3937 二胡7610"))
case("末尾被截去，没有指纹", "the end cut off, no fingerprint", "W-UNFINISHED", 0, verify(statement("DELETE FROM entry WHERE seq > 60")), keeps=False)
case("指纹写错格式", "a fingerprint that is none", "E-HEAD-FORM", 64, verify(nothing, "--head", "xyz"))
case("旁边有 -wal 文件", "a -wal file beside it", "E-MODE", 74, verify(lambda room: room.write("r.lwr-wal", "")))
case("第二个程序打开", "a second program opens it", "E-LOCK", 75, lambda room: room.beside(lambda: room.run("engine", "r.lwr")), inside=("pid",))
case("登记簿里有外来的触发器", "a trigger of a stranger's in the register", "E-SCHEMA", 1, verify(stranger), keeps=False)
case("锁文件是链接", "a lock that is a link", "E-SIDE", 74, lambda room: (os.symlink(room.write("other", "x"), "r.lwr.lock"), room.run("engine", "r.lwr", into=""), unharmed())[1])
case("锁文件是管道", "a lock that is a pipe", "E-SIDE", 74, lambda room: (os.mkfifo("r.lwr.lock"), room.run("engine", "r.lwr", into=""))[1])
case("日志是管道", "a journal that is a pipe", "E-SIDE", 74, lambda room: (os.mkfifo("r.lwr-journal"), room.run("verify", "r.lwr"))[1])
case("登记簿有两个名字", "a register under two names", "E-NAMES", 74, lambda room: (os.link("r.lwr", "second.lwr"), room.run("engine", "r.lwr", into=""))[1])
case("锁文件遗留，原主已死", "a lock left by somebody dead", "", 0, lambda room: (room.write("r.lwr.lock", "pid 999999, x"), room.run("engine", "r.lwr", into=""))[1])
case("登记簿在 FAT 盘上", "a register on a FAT disk", "W-FS", 0, lambda room: room.run("engine", "r.lwr", into="", under=room.strace("inject=statfs:poke_exit=@arg2=444d000000000000")))
case("剩余空间不到 50 MB", "under 50 MB left", "W-SPACE", 0, lambda room: room.run("engine", "r.lwr", into="", under=room.strace("inject=statfs:poke_exit=@arg2=53ef0000000000000010000000000000000010000000000000010000000000000001000000000000")))
case("磁盘已满", "a full disk", "E-FULL", 74, lambda room: room.arrive("inject=pwrite64:error=ENOSPC"))
case("磁盘出错", "a disk that fails", "E-IO", 74, lambda room: room.arrive("inject=fdatasync,fsync:error=EIO"))
case("文件系统只读", "a read-only file system", "E-RO", 74, lambda room: room.run("engine", "r.lwr", into="", under=("strace", "-f", "-qq", "-o", "/dev/null", "-P", os.path.abspath("r.lwr"), "-e", "inject=openat:error=EROFS:when=2+")))
case("写到一半被杀，再打开", "killed while writing, then opened", "N-RECOVER", 0, lambda room: room.killed())
case("写到一半被杀，日志又被删", "killed while writing, and the journal deleted", "E-MALFORMED", 1, lambda room: room.killed(and_then=lambda: os.unlink("r.lwr-journal")), keeps=False)
case("没有这个会议", "no such meeting", "E-MEETING", 66, lambda room: room.run("show", "r.lwr", "没有"))
case("新建在已有文件上", "made where a file stands", "E-EXISTS", 73, lambda room: room.run("init", "r.lwr", "--organisation", "局"))
case("新建在没有的文件夹里", "made in a folder that isn't there", "E-CREATE", 73, lambda room: room.run("init", "没有/r.lwr", "--organisation", "局"))
case("时间早于上一条记录", "a time before the last entry", "", 0, lambda room: room.earlier(), keeps=False)
case("--at 在今天以后", "--at after today", "W-FUTURE", 0, lambda room: (room.fresh("bare"), room.run("people", "import", "r.lwr", room.write("n.csv", GROUP), "--at", f"{time.gmtime().tm_year + 1}-12-31T09:00:00+08:00"))[1], keeps=False)
case("--at 在十年以后", "--at more than ten years from now", "E-FUTURE", 65, lambda room: (room.fresh("bare"), room.run("people", "import", "r.lwr", room.write("n.csv", GROUP), "--at", "2099-01-01T09:00:00+08:00"))[1])
case("记录的种类不认识", "an entry of an unknown kind", "E-EVENT", 1, lambda room: room.strange(), keeps=False)


# What goes out

case("导出目标已存在", "an export's target exists", "E-EXISTS", 73, lambda room: room.run("export", "minutes", "r.lwr", "2026-18", "--to", room.write("x.html", "x")))
case("导出到满的设备", "an export to a full device", "E-WRITE", 74, lambda room: room.run("show", "r.lwr", "2026-18", out="/dev/full"))
case("输出的接收方已关闭", "a pipe that nobody reads any more", "E-WRITE", 74, lambda room: room.unread("show", "r.lwr", "2026-18"))
case("导出写好了，目录没有落盘", "an export whose folder isn't synced", "E-WRITE", 74, lambda room: room.run("export", "minutes", "r.lwr", "2026-18", "--to", "y.html", under=("strace", "-f", "-qq", "-o", "/dev/null", "-P", os.path.abspath("."), "-e", "inject=fsync:error=EIO")), inside=("y.html",))
case("导出超过文件大小限制", "an export over the limit of a file's size", "E-WRITE", 74, lambda room: room.run("export", "minutes", "r.lwr", "2026-18", "--to", "x.html", under=("prlimit", "--fsize=1024:1024")))
case("导出路径里有换行", "a new line in an export's path", "E-EXISTS", 73, lambda room: room.run("export", "minutes", "r.lwr", "2026-18", "--to", room.write("a\nb.html", "x")), inside=("<U+000A>",))
case("会议包中途被截断", "a bundle cut short", "E-CUT", 1, lambda room: room.bundle(lambda text: "".join(text.splitlines(True)[:30])), keeps=False)
case("会议包被手工改过", "a bundle edited by hand", "E-SEAL", 1, lambda room: room.bundle(lambda text: text.replace("工作扎实", "工作一般", 1)), keeps=False)
case("登记簿被改，又要导出会议记录", "minutes of a register that was changed", "E-CHAIN", 1, lambda room: (flipped(room), room.run("export", "minutes", "r.lwr", "2026-18", "--to", "x.html"))[1], keeps=False)
case("不是会议包", "no bundle", "E-BUNDLE", 1, lambda room: room.bundle(lambda text: "你好\n"), keeps=False)
case("会议包没有签署", "an unsigned bundle", "E-SIGNATURE", 1, lambda room: room.bundle(lambda text: text), keeps=False)


# Commands and the protocol

case("命令写错", "an unknown command", "E-USAGE", 64, lambda room: room.run("verfy"), inside=("verify",))
case("选项写错", "an unknown option", "E-USAGE", 64, lambda room: room.run("verify", "r.lwr", "--haed", "x"), inside=("--head",))
case("选项没有值", "an option without its value", "E-USAGE", 64, lambda room: room.run("verify", "r.lwr", "--head"))
case("时差写错", "an offset that is none", "E-OFFSET", 64, lambda room: room.run("init", "n.lwr", "--organisation", "局", "--offset", "八"))
for zh, en, code, line in (
        ("协议：不是 JSON", "protocol: no JSON", "E-JSON", "你好"), ("协议：不是 UTF-8", "protocol: no UTF-8", "E-UTF8", b"{\"do\":\"\xff\"}"),
        ("协议：没有 do", "protocol: no do", "E-DO", "{}"), ("协议：不认识的命令", "protocol: an unknown command", "E-FIELD", '{"do":"fly"}'),
        ("协议：字段类型不对", "protocol: a field of a wrong type", "E-FIELD", '{"do":"arrive","member":5}'),
        ("协议：时间写错", "protocol: a time that is none", "E-TIME", '{"do":"arrive","member":"p01","at":"昨天"}'),
        ("协议：一行超过 4 MB", "protocol: a line over 4 MB", "E-BIG", '{"do":"' + "a" * (5 << 20) + '"}'),
        ("协议：文字里有控制符", "protocol: a control character in a text", "E-NAME-CTRL", '{"do":"excuse","member":"p01","reason":"\\u001b[31m"}')):
    case(zh, en, code, 0, lambda room, line=line: room.engine(line))
case("主要负责人抢先表态", "a chief speaks early", "L1", 0, lambda room: room.engine(*room.until_chief()), keeps=False)
case("收到终止信号（SIGTERM）", "stopped by SIGTERM", "", 143, lambda room: room.stopped())


# The terminal

def screen(term):
    return lambda room: room.run("meet", "r.lwr", "2026-18", terminal=True, TERM=term)


case("没有终端", "no terminal", "E-TERMINAL", 69, lambda room: room.run("meet", "r.lwr", "2026-18", into=""))
case("TERM=dumb", "TERM=dumb", "E-TERMINAL", 69, screen("dumb"))
case("TERM 没有设", "TERM not set", "E-TERMINAL", 69, screen(""))
case("TERM 不认识", "TERM unknown", "E-TERMINAL", 69, screen("no-such-terminal"))
case("LC_ALL=C", "LC_ALL=C", "", 0, lambda room: room.run("show", "r.lwr", "2026-18", LC_ALL="C"))
case("输入中途结束（--line）", "input ends half-way (--line)", "", 0, lambda room: room.run("meet", "r.lwr", "2026-18", "--line", into="1\n"))


# PINs and boxes

for zh, en, pin in (("密码 111111", "PIN 111111", "111111"), ("密码 123456", "PIN 123456", "123456"), ("密码像生日", "a PIN like a birthday", "850321"), ("密码不是六位", "a PIN that isn't six digits", "12345")):
    case(zh, en, "E-PIN", 0, lambda room, pin=pin: room.pin(pin))
case("密码连错三次，须等候", "a PIN wrong three times: wait", "E-PIN", 0, lambda room: room.pins(4))
case("没有密码就开票箱", "a box opened without PINs", "E-PIN", 0, lambda room: room.box(), keeps=False)
case("内存不能锁定", "memory that can't be locked", "E-PIN", 0, lambda room: room.box(locked=0, pins=True), keeps=False)
case("票箱开着断电：该次票决作废，重新投票", "power lost with a box open: void, and voted again", "", 0, lambda room: room.lost(), keeps=False)
