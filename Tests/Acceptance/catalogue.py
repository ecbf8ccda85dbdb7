# SPDX-License-Identifier: GPL-3.0-or-later
"""Each input of `bad_inputs.py`, in both languages: the code, the exit status, a message to read, nothing lost.

docs/ERRORS.md is what the program itself said."""
import hashlib
import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess

import bad_inputs
from fixtures import BUREAU, DOMAIN, ENV, Engine, LASTWORD, ROOT, before_first_ballot, commands, prepared, unguarded

DOCUMENT = f"{ROOT}/docs/ERRORS.md"
HAN = re.compile("[\u4e00-\u9fff]")
CODE = re.compile(r"[EWN](?:-[A-Z0-9]+)+|\b[A-Z]\d+\b")


class Room:
    """A folder with a register in it, and ways to put something wrong to the program."""

    bureau = BUREAU

    def __init__(self, language):
        self.language = language

    def write(self, name, content):
        with open(name, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return name

    def strace(self, what):
        return ("strace", "-f", "-qq", "-o", "/dev/null", "-e", what)

    def run(self, *arguments, under=(), into=None, out=None, terminal=False, **environment):
        """Status, and all that was said."""
        env = dict(ENV, **environment)
        env.pop("LANG", None)
        call = [*under, LASTWORD, *arguments]
        if "--lang" not in arguments and arguments[0] != "verfy":
            call += ["--lang", self.language]
        else:
            env["LANG"] = {"zh": "zh_CN.UTF-8", "en": "en_US.UTF-8"}[self.language]
        if terminal:
            return self.shown(call, env)
        with open(out or os.devnull, "wb") as full:
            done = subprocess.run(call, env=env, input=None if into is None else into.encode(), stdin=subprocess.DEVNULL if into is None else None,
                                  stdout=full if out else subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        return done.returncode, ((done.stdout or b"") + done.stderr).decode()

    def unread(self, *arguments):
        """What it says when nobody reads its output any more."""
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run([LASTWORD, *arguments, "--lang", self.language], env=ENV, stdin=subprocess.DEVNULL, stdout=writing, stderr=subprocess.PIPE, timeout=120)
        os.close(writing)
        return done.returncode, done.stderr.decode()

    def shown(self, call, env):
        pid, master = pty.fork()
        if pid == 0:
            os.execvpe(call[0], call, env)
        text = b""
        while select.select([master], [], [], 20)[0]:
            try:
                data = os.read(master, 4096)
            except OSError:
                break
            if not data:
                break
            text += data
        os.close(master)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), text.decode()

    def engine(self, *lines, under=()):
        """The answers to lines of the protocol; the last error or refusal in this language."""
        data = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines) + b"\n"
        done = subprocess.run([*under, LASTWORD, "engine", "r.lwr", "--meeting", "2026-18"], input=data, capture_output=True, env=ENV, timeout=120)
        return done.returncode, self.worded([json.loads(line) for line in done.stdout.decode().splitlines()])

    def worded(self, answers):
        wrong = [a.get("error") or a.get("refused") for a in answers if not a.get("ok", True)]
        assert wrong, answers
        last = wrong[-1]
        said = last[self.language]
        message = said if isinstance(said, str) else f"{said['says']} · {said['next']}"
        return f"{last.get('code') or last.get('rule')} {message}"

    def arrive(self, inject):
        """Somebody arrives while the disk fails; nothing may be there of it that wasn't acknowledged."""
        self.fresh("planned")
        return self.engine('{"do":"arrive","member":"p01"}', under=("strace", "-f", "-qq", "-o", "/dev/null", "-P", os.path.abspath("r.lwr"), "-P", os.path.abspath("r.lwr-journal"), "-e", inject))

    def until_chief(self):
        self.fresh("planned")
        lines = [json.dumps(c, ensure_ascii=False) for c in commands()]
        early = next(i for i, c in enumerate(commands()) if c["do"] == "stateView" and c["member"] == "p01")
        return lines[:early + 1]

    def killed(self, and_then=None):
        """Killed inside a commit, with its journal still there."""
        for n in range(2, 40):
            self.fresh("planned")
            subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "-P", os.path.abspath("r.lwr"), "-e", f"inject=pwrite64:signal=SIGKILL:when={n}",
                            LASTWORD, "engine", "r.lwr", "--meeting", "2026-18"], input=b'{"do":"arrive","member":"p01"}\n', capture_output=True, env=ENV)
            if not os.path.exists("r.lwr-journal"):
                break
            if and_then is None:
                status, text = self.run("engine", "r.lwr", into="")
                if "N-RECOVER" in text:
                    # Its own way back to the entry before.
                    self.kept = digest()
                    return status, text
            else:
                and_then()
                status, text = self.run("verify", "r.lwr")
                if status == 1:
                    return status, text
        raise AssertionError("no point of a commit leaves it so")

    def strange(self):
        """An entry that no version of the program knows, with the chain made sound again."""
        previous = bytes(32)
        with unguarded("r.lwr") as database:
            for seq, body in database.execute("SELECT seq, body FROM entry ORDER BY seq").fetchall():
                body = body.replace('"type":"introduced"', '"type":"conjured"', 1) if seq > 40 else body
                previous = hashlib.sha256(DOMAIN + previous + hashlib.sha256(body.encode()).digest()).digest()
                database.execute("UPDATE entry SET body = ?, hash = ? WHERE seq = ?", (body, previous, seq))
        return self.run("verify", "r.lwr")

    def earlier(self):
        """A command with a time before the last: taken, and remarked on."""
        self.fresh("planned")
        status, text = self.run("engine", "r.lwr", "--meeting", "2026-18", into='{"do":"arrive","member":"p01","at":"2026-11-01T00:00:00+08:00"}\n')
        assert "clockRemarked" in text, text
        return status, ""

    def beside(self, second):
        first = subprocess.Popen([LASTWORD, "engine", "r.lwr"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ENV)
        first.stdout.readline()
        try:
            return second()
        finally:
            first.communicate(b"")

    def stopped(self):
        first = subprocess.Popen([LASTWORD, "engine", "r.lwr"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENV)
        first.stdout.readline()
        first.send_signal(signal.SIGTERM)
        first.communicate()
        # A shell's way of saying it, whichever way the program ended.
        return first.returncode if first.returncode > 0 else 128 - first.returncode, ""

    def bundle(self, change):
        self.run("bundle", "r.lwr", "--to", "a.lwb")
        with open("a.lwb", encoding="utf-8") as file:
            text = file.read()
        other = change(text)
        self.write("b.lwb", other)
        return self.run("merge", "district.lwd", "b.lwb")

    def pin(self, digits):
        self.fresh("planned")
        engine = Engine("r.lwr")
        answer = engine.pin("setPin", "p06", digits)
        engine.end()
        return 0, self.worded([answer])

    def pins(self, times):
        self.fresh("planned")
        engine = Engine("r.lwr")
        assert engine.pin("setPin", "p06", "314159")["ok"]
        answers = [engine.pin("confirm", "p06", "271828") for _ in range(times)]
        engine.end()
        return 0, self.worded(answers)

    def opened(self, under=()):
        self.fresh("planned")
        engine = Engine("r.lwr", under=under)
        for command in before_first_ballot():
            engine.do(**command)
        return engine

    def box(self, locked=None, pins=False):
        engine = self.opened(under=() if locked is None else ("prlimit", "--memlock=0:0", "setpriv", "--bounding-set=-ipc_lock", "--inh-caps=-ipc_lock"))
        try:
            if pins:
                for teller in ("p06", "p07"):
                    done = engine.pin("setPin", teller)
                    if not done["ok"]:
                        return 0, self.worded([done])
            return 0, self.worded([engine.do(do="openBallot", matters=["m1"], mode="box", at="2026-11-23T14:45:00+08:00")])
        finally:
            engine.end()

    def lost(self):
        """The program that held the key is gone: the ballot is void, and it is said."""
        engine = self.opened()
        engine.pins()
        assert engine.do(do="openBallot", matters=["m1"], mode="box", at="2026-11-23T14:45:00+08:00")["ok"]
        engine.end(kill=True)
        status, _ = self.run("engine", "r.lwr", "--meeting", "2026-18", into="")
        with open("r.lwr", "rb") as file:
            assert b'"powerLost"' in file.read()
        return status, ""

    def fresh(self, name):
        """Another register to begin with."""
        for left in os.listdir("."):
            if left.startswith("r.lwr"):
                os.unlink(left)
        shutil.copy(f"../{name}.lwr", "r.lwr")
        self.keep()

    def keep(self):
        """As it is now is as it has to stay."""
        self.kept = digest()


def digest():
    with open("r.lwr", "rb") as file:
        return hashlib.sha256(file.read()).digest()


def drives(text):
    return re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b-\u200f]", text.replace("\r\n", "\n"))


def tried(item, language, place):
    """What the program says of it, as one line."""
    folder = f"case-{place}-{language}"
    os.mkdir(folder)
    os.chdir(folder)
    try:
        room = Room(language)
        room.fresh("held")
        status, text = item.do(room)
        text = text.replace("\x1b[?2004l", "")
        where = (item.chinese, language, status, text[-600:])
        assert status == item.status, where
        assert not drives(text), where
        for code in item.codes:
            assert code in text, (code, *where)
        for part in item.inside:
            assert part in text, (part, *where)
        assert not re.search("Fatal error|backtrace|Traceback", text), where
        if item.keeps:
            assert digest() == room.kept, ("the register isn't as it was", *where)
        if not item.codes:
            return "—"
        line = next(line for line in text.splitlines() if item.codes[0] in line)
        assert (HAN.search(line) is not None) or language == "en", where
        return tidy(line)
    finally:
        os.chdir("..")
        shutil.rmtree(folder)


def tidy(line):
    """Without what is another thing each time."""
    line = re.sub(r"^(lastword: )+", "", line.strip())
    line = line.replace(os.getcwd() + "/", "").replace(os.getcwd(), ".")
    line = re.sub(r"pid \d+, [^,\s]+, [0-9T:\-Z+]+", "pid …", line)
    line = re.sub(r"\b(\d+) MB", "… MB", line) if "W-SPACE" in line else line
    line = re.sub(r"[0-9a-f]{12,}", "…", line)
    line = re.sub(r"\b20\d\d-12-31T", "…-12-31T", line) if "W-FUTURE" in line else line
    line = re.sub(r"(本机时钟是 |clock says )20\d\d-[0-9T:.+-]+", r"\1…", line)
    line = re.sub(r"长{20,}", "长长…", line)
    return line


def document(rows):
    """The page, from what was said."""
    # How long is left of a wait depends on the machine.
    steady = lambda text: re.sub(r"\d+ 秒后", "2 秒后", re.sub(r"in \d+ s$", "in 2 s", text))
    cell = lambda text: steady(text).replace("\\", "\\\\").replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;").replace("`", "\\`")
    yield "# 错误一览 · What can be wrong, and what the program says\n"
    yield "每一行都由测试逐一试过：把左边的东西交给程序，得到右边的话和退出状态。代码的完整说明见 [MESSAGES.md](MESSAGES.md)。"
    kept = sum(item.keeps for item, _, _ in rows)
    yield f"其中 {kept} 行前后比对过：登记簿一个字节都没有变。标 † 的不比对：这一行收下了东西，或先把登记簿改坏、写满。`—` 表示收下或办妥，不必多说。\n"
    yield "Each row was tried by a test: what stands left was put to the program, which said what stands right and ended so. The codes are explained in"
    yield f"[MESSAGES.md](MESSAGES.md). For {kept} of them the register was compared: not a byte of it had changed. A † isn't compared: something was taken in, or the case itself"
    yield "damages the register or records in it. `—`: taken, with nothing to say.\n"
    yield "| # | 输入 · input | 代码 · code | 状态 · status | 程序说 | the program says |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for place, (item, zh, en) in enumerate(rows, 1):
        yield f"| {place}{'' if item.keeps else ' †'} | {cell(item.chinese)} · {cell(item.english)} | {' '.join(item.codes) or '—'} | {item.status} | {cell(zh)} | {cell(en)} |"
    yield ""


def test_wrong_inputs(folder, request, monkeypatch):
    monkeypatch.chdir(folder)
    planned = prepared(folder)
    shutil.copy(planned, "planned.lwr")
    shutil.copy(planned, "held.lwr")
    with open(f"{BUREAU}/meeting.jsonl", encoding="utf-8") as file:
        subprocess.run([LASTWORD, "engine", "held.lwr", "--meeting", "2026-18"], stdin=file, capture_output=True, env=ENV, check=True)
    subprocess.run([LASTWORD, "init", "bare.lwr", "--organisation", "局", "--at", "2026-11-01T09:00:00+08:00"], capture_output=True, env=ENV, check=True)
    rows, failed = [], []
    for place, item in enumerate(bad_inputs.CASES, 1):
        try:
            rows.append((item, *(tried(item, language, place) for language in ("zh", "en"))))
        except AssertionError as fault:
            failed.append(f"{place}: {fault}")
    assert not failed, "\n".join(failed)
    text = "\n".join(document(rows))
    if request.config.getoption("--write"):
        with open(DOCUMENT, "w", encoding="utf-8") as file:
            file.write(text)
    with open(DOCUMENT, encoding="utf-8") as file:
        stands = file.read()
    for old, new in zip(stands.splitlines(), text.splitlines()):
        assert old == new, f"docs/ERRORS.md isn't what the program says (pytest Tests/Acceptance/catalogue.py --write):\n{old}\n{new}"
    assert stands == text and len(rows) >= 86
    codes = {code for item, _, _ in rows for code in item.codes}
    print(f"{len(rows)} inputs in both languages, {len(codes)} codes, each with its status and message, nothing lost")
