#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A second opinion on a bundle, sharing no code with the program that wrote it; Python 3.

    check.py FILE.lwb [--head FINGERPRINT]

Checks the seal, the chain, the canonical form, every entry against the rules, what ballot archives say, and
sealed minutes against all of these.
The proofs in ballot archives are left to any Belenios program; signatures are checked where Python has `cryptography`, and counted where not.
Exit status: 0 sound, 1 not, 64 a wrong call, 66 no such file, 74 the answer can't be written."""
import argparse
import base64
import datetime
import hashlib
import json
import os
import re
import signal
import sys
import tarfile
import unicodedata

import archives
import forms
import minutes
import text
from faults import Fault, is_id
from links import Links
from meeting import Meeting
from people import Register

FORM = "lastword/bundle/1"
CLOSING = ("闭会指纹：", "closing fingerprint: ")
VETO = ("否决时的指纹：", "fingerprint at a veto: ")
SEAL = ("封存会议记录的指纹：", "fingerprint of the sealed minutes: ")


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def once(pairs):
    """An object that names a key twice says two things."""
    keys = [k for k, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError("a key twice")
    return dict(pairs)


def read(text):
    return json.loads(text, object_pairs_hook=once, parse_float=lambda t: (_ for _ in ()).throw(ValueError("a fraction")))


def words():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "words.txt"), encoding="utf-8") as file:
        return [line.split() for line in file]


def groups(digest):
    """Four words and sixteen digits: 84 bits from the front of the hash, 8 and 13 by turns."""
    bits = int.from_bytes(digest, "big") >> (256 - 84)
    return [((bits >> (63 - 21 * i) + 13) & 0xFF, (bits >> (63 - 21 * i)) & 0x1FFF) for i in range(4)]


def paper(text):
    """What is written under the minutes, in either language, or the hash in hex."""
    if re.fullmatch(r"[0-9a-fA-F]{64}", text.strip()):
        return groups(bytes.fromhex(text.strip()))
    plain = re.sub(r"[\s\-—·•,，、]", "", unicodedata.normalize("NFKC", text).lower())
    index = {word: i for i, pair in enumerate(words()) for word in pair}
    found = re.findall(r"([^0-9]+)([0-9]{4})", plain)
    if len(found) != 4 or any(w not in index for w, _ in found) or "".join(w + n for w, n in found) != plain:
        return None
    return [(index[w], int(n)) for w, n in found]


UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, StopIteration, ZeroDivisionError, OverflowError, RecursionError, re.error)


TEXT = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)


def deep(line):
    """How deep it nests; nothing where there are few brackets. Those in texts nest nothing."""
    depth = most = 0
    if line.count(b"[") + line.count(b"{") <= 64:
        return 0
    for byte in TEXT.sub(b"", line):
        if byte in b"[{":
            depth += 1
            most = max(most, depth)
        elif byte in b"]}":
            depth -= 1
    return most


def is_head(head):
    texts = ("form", "organisation", "genesis", "head", "madeAt")
    return (
        set(head) == {*texts, "entries", "archives", "meetings", "openMeetings"} and all(isinstance(head[k], str) for k in texts)
        and all(type(head[k]) is int for k in ("entries", "archives")) and forms.is_time(head["madeAt"]) and head["entries"] > 0
        and all(isinstance(head[k], list) and all(isinstance(m, str) and is_id(m) for m in head[k]) for k in ("meetings", "openMeetings")))


def is_seal(seal):
    """Nobody signed it, or somebody with a key."""
    return set(seal) in ({"seal"}, {"seal", "person", "publicKey", "signature"}) and all(isinstance(v, str) for v in seal.values())


class Bundle:
    def __init__(self, data):
        self.faults, self.data = [], data
        self.meetings, self.omitted, self.heads = {}, set(), []
        self.entries, self.last = 0, bytes(32)
        self.numbers, self.first = {}, None
        # The archives by their hash, and what each has to say, with the entry that names it.
        self.archives, self.counted = {}, []
        self.register = Register()
        self.links = Links(self.register, self.meetings)
        self.steps, self.endings, self.own_last = {}, {}, None

    def fault(self, where, what):
        self.faults.append(f"{where}: {what}")

    def check(self):
        try:
            self.judge()
        except Exception as error:  # noqa: BLE001 whatever a stranger wrote, it ends with a judgement
            self.fault("file", f"can't be judged ({type(error).__name__})")

    def judge(self):
        lines = self.data.split(b"\n")
        if len(lines) < 3 or lines[-1] != b"":
            return self.fault("end", "cut off")
        lines.pop()
        try:
            if max(deep(lines[0]), deep(lines[-1])) > 64:
                raise ValueError("nested too deep")
            head, seal = read(lines[0]), read(lines[-1])
            if not isinstance(head, dict) or not isinstance(seal, dict) or head["form"] != FORM or "seal" not in seal:
                return self.fault("line 1", "no bundle of this form, or cut off")
            # Each line is written in the one way there is, and says nothing besides.
            if canonical(head).encode() != lines[0] or canonical(seal).encode() != lines[-1] or not is_head(head) or not is_seal(seal):
                self.fault("line 1", "first or last line in another form than the program's")
        except (ValueError, KeyError, TypeError):
            return self.fault("line 1", "no bundle, or cut off")
        body = self.data[:len(self.data) - len(lines[-1]) - 1]
        if hashlib.sha256(body).hexdigest() != seal["seal"]:
            self.fault("seal", "the file isn't what was sealed")
        for number, line in enumerate(lines[1:-1], 2):
            # No line of a bundle nests deeper than a plan's profile does.
            if deep(line) > 64:
                self.fault(f"line {number}", "can't be read (nested too deep)")
                continue
            try:
                item = read(line)
                if canonical(item).encode() != line:
                    raise ValueError("another form than the program's")
                if "archive" in item:
                    self.archive(item)
                else:
                    self.entry(item)
            except UNREADABLE as error:
                self.fault(f"line {number}", f"can't be read ({type(error).__name__} {error})")
        try:
            self.compare(head)
            self.check_seal(seal)
        except Fault as fault:
            self.fault("seal", str(fault))
        except UNREADABLE as error:
            self.fault("line 1", f"can't be read ({type(error).__name__} {error})")

    def archive(self, item):
        content = base64.b64decode(item["bytes"], validate=True)
        if set(item) != {"archive", "bytes"} or item["archive"] in self.archives or hashlib.sha256(content).hexdigest() != item["archive"]:
            raise ValueError("an archive twice, or under another's hash")
        self.archives[item["archive"]] = content

    def entry(self, item):
        self.entries += 1
        seq, name = item["seq"], item.get("meeting")
        where = f"entry {seq}"
        if set(item) - {"meeting"} not in ({"seq", "hash", "body"}, {"seq", "hash", "digest"}) or type(seq) is not int or "meeting" in item and not is_id(name):
            raise ValueError("an entry of another form")
        if seq != self.entries:
            self.fault(where, f"stands in place {self.entries}")
        own = hashlib.sha256(item["body"].encode()).digest() if "body" in item else bytes.fromhex(item["digest"])
        self.last = hashlib.sha256(b"lastword/entry/1\0" + self.last + own).digest()
        if self.last.hex() != item["hash"]:
            self.fault(where, "breaks the chain")
            self.last = bytes.fromhex(item["hash"])
        self.first = self.first or item["hash"]
        if "body" not in item:
            return self.omitted.add(name) if name else self.fault(where, "an entry of the register's own left out")
        fact = read(item["body"])
        if canonical(fact) != item["body"]:
            self.fault(where, "isn't in canonical form")
        if text.fault(fact):
            self.fault(where, "has a character that drives a terminal or that nobody sees, or isn't composed (NFC)")
        self.numbers[name] = self.numbers.get(name, 0) + 1
        if (fact["seq"], fact.get("meeting"), fact["number"], fact["schema"]) != (seq, name, self.numbers[name], 1):
            self.fault(where, "isn't where it says it is")
        plain = all(type(fact[k]) is int for k in ("seq", "number", "schema")) and forms.is_time(fact["at"])
        if not plain or not forms.is_event(fact["event"]) or set(fact) != {"schema", "seq", "number", "at", "event"} | ({"meeting"} if name else set()):
            # What has another form isn't judged: nobody knows what it would mean.
            return self.fault(where, "has other values than such an event has")
        try:
            if name is None:
                at, last = datetime.datetime.fromisoformat(fact["at"]), self.own_last
                self.own_last = at
                self.own(fact["event"], fact["at"])
                if last and at < last and fact["event"]["type"] != "clockRemarked":
                    raise Fault("runs back without a remark")
            else:
                self.steps.setdefault(name, []).append((fact["at"], fact["event"]))
                if fact["event"]["type"] in ("closed", "cancelled"):
                    self.endings[name] = self.last
                meeting = self.meetings.setdefault(name, Meeting(name))
                meeting.take(fact["event"], fact["at"])
                self.links.judge(fact["event"], meeting, fact["at"])
                self.note_archive(fact["event"], meeting, where)
                if fact["event"]["type"] in ("closed", "cancelled", "vetoed"):
                    self.heads.append((self.last, VETO if fact["event"]["type"] == "vetoed" else CLOSING))
        except Fault as fault:
            self.fault(where, str(fault))

    def own(self, event, at):
        self.links.own(event)
        if event["type"] == "taskReported":
            self.links.task(event, self.meetings.get(event["meeting"]))
        self.register.take(event, at)
        if event["type"] == "minutesSealed":
            name = event["meeting"]
            self.links.seal(event, self.meetings.get(name))
            marks, language = words(), event["language"]
            zh = " ".join(f"{marks[w][0]}{n:04}" for w, n in groups(self.endings[name]))
            en = " ".join(f"{marks[w][1]}-{n:04}" for w, n in groups(self.endings[name]))
            standing = {m: matter.status for m, matter in self.meetings[name].matters.items()}
            line = minutes.difference(event["minutes"], self.steps[name], standing, self.register.people, {"zh": zh, "en": en}[language], language, event.get("form", 1))
            self.heads.append((self.last, SEAL))
            if line is not None:
                raise Fault(f"line {line} of the sealed minutes isn't what the record says")

    def note_archive(self, event, meeting, where):
        if event["type"] == "boxCounted" or event["type"] == "boxClosed" and event["figures"]:
            register = self.first if event["type"] == "boxCounted" else None
            closing = meeting.ballot["closing"]
            self.counted.append((where, closing["archive"], archives.expected(meeting, closing, register)))

    def check_seal(self, seal):
        """Nobody signed it, or somebody with the key that is theirs at the end."""
        if "person" not in seal:
            return
        if self.register.active(seal["person"]) != seal["publicKey"]:
            raise Fault("signed with a key that isn't in force")
        self.register.signed(seal, f"{FORM}\n{seal['seal']}\n")

    def compare(self, head):
        """The first line says what followed."""
        whole, left_out = head["meetings"], head["openMeetings"]
        if len(set(whole) | set(left_out)) != len(whole) + len(left_out):
            self.fault("line 1", "names a meeting twice")
        if {digest for _, digest, _ in self.counted} != set(self.archives):
            self.fault("line 1", "has other archives than the entries name")
        for where, digest, record in self.counted:
            try:
                archives.check((digest, record), self.archives.get(digest))
            except Fault as fault:
                self.fault(where, str(fault))
            except (*UNREADABLE, tarfile.TarError) as error:
                self.fault(where, f"an archive that can't be read ({type(error).__name__})")
        said = (head.get("head"), head.get("entries"), head.get("genesis"), head.get("archives"), head.get("organisation"))
        organisation = (self.register.opening or {}).get("organisation")
        if said != (self.last.hex(), self.entries, self.first, len(self.archives), organisation):
            self.fault("line 1", "says otherwise than what follows")
        if (set(head["meetings"]), set(head["openMeetings"])) != (set(self.meetings), self.omitted):
            self.fault("line 1", "names other meetings than those that follow")
        for meeting in self.meetings.values():
            if meeting.phase not in ("closed", "cancelled"):
                self.fault(meeting.id, "isn't over")
        for kind in self.links.left(self.omitted):
            self.fault("end", f"{kind} belongs to no step of a meeting")


def counted(n, one, many):
    return f"{n} {one if n == 1 else many}"


def main():
    # Who reads only the first lines has read enough.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    # A terminal of another encoding is no fault of the record's.
    sys.stdout.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(add_help=True)
    parser.add_argument("bundle")
    parser.add_argument("--head", help="the fingerprint on paper")
    try:
        given = parser.parse_args()
    except SystemExit as end:
        sys.exit(64 if end.code else 0)
    wanted = None
    if given.head is not None:
        wanted = paper(given.head)
        if wanted is None:
            print("指纹读不出来：须为四组“词语加四位数字” · the fingerprint can't be read: four groups of a word and four digits", file=sys.stderr)
            sys.exit(64)
    try:
        with open(given.bundle, "rb") as file:
            content = file.read()
        if content.startswith(b"SQLite format 3\0"):
            print("这是登记簿，不是会议包：先用 lastword bundle 导出会议包 · this is a register, not a bundle: first lastword bundle REGISTER --to FILE.lwb", file=sys.stderr)
            sys.exit(66)
        bundle = Bundle(content)
    except OSError as error:
        print(error, file=sys.stderr)
        sys.exit(66)
    bundle.check()
    if wanted is not None and wanted not in [groups(h) for h, _ in bundle.heads]:
        bundle.fault("fingerprint", "that of no closing in this bundle")
    for fault in bundle.faults[:20]:
        print("NOT SOUND", "".join(c if c.isprintable() else "?" for c in fault))
    if bundle.faults:
        print(f"不成立：{len(bundle.faults)} 处不符；L1、Q1、B2 等是规则编号，见 docs/RULES.md")
        sys.exit(1)
    marks = words()
    print(f"成立：{bundle.entries} 条记录、{len(bundle.meetings)} 次会议，表态顺序、法定人数、计票和结果都相符")
    print(f"sound: {counted(bundle.entries, 'entry', 'entries')}, {counted(len(bundle.meetings), 'meeting', 'meetings')}, order of speaking, quorums, counts and results hold")
    for mark, titles in bundle.heads:
        for language, title in enumerate(titles):
            print(title + " ".join(f"{marks[w][language]}{n:04}" for w, n in groups(mark)))
    if wanted is not None:
        print("与纸上的指纹相符 · the fingerprint on paper is one of these")
    if bundle.archives:
        n = len(bundle.archives)
        print(f"其中 {n} 份票档的证明这里没有核验，请用 belenios-tool 或 lastword verify"
              f" · the proofs of {counted(n, 'ballot archive', 'ballot archives')} weren't checked here: use belenios-tool, or lastword verify")
    if bundle.register.unchecked:
        n = bundle.register.unchecked
        print(f"其中 {n} 个电子签名这里没有核验：装上 python3-cryptography 再核验"
              f" · {counted(n, 'signature was', 'signatures were')} not checked here: install python3-cryptography and check again")


if __name__ == "__main__":
    try:
        main()
        sys.stdout.flush()
    except OSError as error:
        print(error, file=sys.stderr)
        os._exit(74)
