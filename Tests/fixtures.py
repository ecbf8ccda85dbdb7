# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests from outside begin with: the program, the example's files, registers at every stage of a life, and ways
to read a register without the program."""
import collections
import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess

import jsonschema

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LASTWORD = os.path.abspath(os.environ.get("LASTWORD", f"{ROOT}/.build/release/lastword"))
BUREAU = f"{ROOT}/Examples/bureau"
MEETING = "2026-18"
ENV = dict(os.environ, LANG="C.UTF-8", LC_ALL="C.UTF-8")
# What each entry's hash begins with (docs/RECORD.md).
DOMAIN = b"lastword/entry/1\0"
# Names that a spreadsheet would run, or spoil.
EVIL = ["=1+1", "+86 139", "-2", "@SUM(A1)", "＝1", "=cmd|' /C calc'!A0"]
DIGITS = "500102199001011234"
RARE = "𠮷𪚥"
# The tellers' PINs in the protocol.
PINS = collections.defaultdict(lambda: "271828", p06="314159")

with open(f"{ROOT}/docs/protocol.schema.json", encoding="utf-8") as schema_file:
    SCHEMA = json.load(schema_file)

# The program, and the example's register.


def run(*arguments, typed="", status=0, language="zh"):
    """What the program says to a command, which has to end so."""
    done = subprocess.run([LASTWORD, *arguments], input=typed, capture_output=True, text=True, timeout=900, env=dict(ENV, LASTWORD_LANG=language))
    assert done.returncode == status, (arguments, done.returncode, done.stdout[-2000:], done.stderr[-2000:])
    return done.stdout + done.stderr


def prepared(folder, name="r.lwr", organisation="区教育局", plan=f"{BUREAU}/plan.yaml"):
    """A register with people, recommendations and a planned meeting."""
    register = f"{folder}/{name}"
    run("init", register, "--organisation", organisation, "--offset", "+08:00", "--at", "2026-11-01T09:00:00+08:00")
    run("people", "import", register, f"{BUREAU}/roster.csv", "--at", "2026-11-01T09:05:00+08:00")
    run("people", "lodge", register, f"{BUREAU}/recommendations.yaml", "--at", "2026-11-04T10:00:00+08:00")
    run("meeting", "plan", register, plan, "--at", "2026-11-20T10:00:00+08:00")
    return register


# A register without the program.


def copied(source, path):
    """A copy in the place of another register: nothing that lies beside the other one is left to be read with it."""
    for ending in (".cache", ".lock", "-journal"):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path + ending)
    return shutil.copy(source, path)


@contextlib.contextmanager
def unguarded(path):
    """The register's database without the triggers that let nothing be changed; they are there again afterwards."""
    database = sqlite3.connect(path)
    guards = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    assert guards, path
    for name, _ in guards:
        database.execute(f"DROP TRIGGER {name}")
    yield database
    for _, sql in guards:
        database.execute(sql)
    database.commit()
    database.close()


def chain_of(path):
    """{seq: entry} of a register whose chain holds from the first entry to the last, else None."""
    try:
        database = sqlite3.connect(path)
        rows = database.execute("SELECT seq, body, hash FROM entry ORDER BY seq").fetchall()
        database.close()
    except sqlite3.Error:
        return None
    previous = bytes(32)
    entries = {}
    for number, (seq, body, stored) in enumerate(rows, 1):
        try:
            digest = hashlib.sha256(body.encode()).digest()
            entry = json.loads(body)
        except (AttributeError, ValueError):
            return None  # a column that holds no text, or no JSON
        previous = hashlib.sha256(DOMAIN + previous + digest).digest()
        canonical = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        if seq != number or entry["seq"] != seq or previous != stored or canonical != body:
            return None
        entries[seq] = entry
    return entries


# A meeting by the protocol, every ballot in the box.


def documented(name, value):
    jsonschema.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]}).validate(value)


class Engine:
    """The headless engine; a voter's choices go through a pipe of their own."""

    def __init__(self, register, *options, under=(), meeting="2026-18"):
        self.read, self.write = os.pipe()
        # Who traces a program reads its memory.
        self.exposed = "strace" in under
        self.process = subprocess.Popen(
            [*under, LASTWORD, "engine", register, "--meeting", meeting, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=ENV, pass_fds=[self.read], text=True)
        self.hello = json.loads(self.process.stdout.readline())

    def do(self, **command):
        documented("command", command)
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        documented("answer", answer)
        return answer

    def cast(self, member, choices, at, line=None):
        os.write(self.write, (line if line is not None else " ".join(map(str, choices)) + "\n").encode())
        return self.do(do="cast", member=member, descriptor=self.read, at=at)

    def pin(self, do, teller, pin=None):
        os.write(self.write, ((PINS[teller] if pin is None else pin) + "\n").encode())
        return self.do(do=do, teller=teller, descriptor=self.read)

    def confirm(self, *tellers):
        for teller in tellers:
            assert self.pin("confirm", teller)["ok"]

    def pins(self):
        for member in self.do(do="state")["state"]["roll"]:
            if member["teller"]:
                done = self.pin("setPin", member["id"])
                assert done["ok"] or "已经" in done["error"]["zh"], done
        if self.exposed:
            self.accept(*(m["id"] for m in self.do(do="state")["state"]["roll"] if m["teller"]))

    def accept(self, *tellers):
        """The tellers put on record that they know: this process's memory isn't protected."""
        self.confirm(*tellers)
        done = self.do(do="acceptExposure", teller=tellers[0])
        assert done["ok"] and done["events"], done

    def end(self, kill=False):
        if kill:
            self.process.send_signal(signal.SIGKILL)
        else:
            self.process.stdin.close()
        self.process.wait()
        for stream in (self.process.stdout, self.process.stderr):
            stream.close()
        os.close(self.read)
        os.close(self.write)


def commands():
    with open(f"{BUREAU}/meeting.jsonl", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.startswith("{")]


def before_first_ballot():
    all_commands = commands()
    return all_commands[:[c["do"] for c in all_commands].index("openBallot")]


def papers(figures):
    """Ballots that add up to the figures of the first sheet."""
    columns = [[i + 1 for i, n in enumerate(f["choices"]) for _ in range(n)] for f in figures]
    return [list(row) for row in zip(*columns)]


def whole_paper(sheet):
    """A spoilt paper can't be cast at the terminal: it becomes a vote for the last choice."""
    sheet = json.loads(json.dumps(sheet))
    for figures in sheet["figures"]:
        figures["choices"][-1] += figures["invalid"]
        figures["valid"], figures["invalid"] = sheet["returned"], 0
    return sheet


def hold(register, until=None, kill_after=None):
    """Holds the meeting, every ballot in the box. Gives the answers of declarations, and the engine
    killed after so many casts of the first ballot when asked to."""
    engine, declared, counted = Engine(register), [], 0
    lines, at, casts, hits = commands(), 0, 0, {}
    while at < len(lines):
        command = dict(lines[at])
        at += 1
        if command["do"] == "openBallot":
            sheets = []
            while lines[at]["do"] == "enterCount":
                sheets.append(whole_paper(lines[at]))
                at += 1
            # The one who enters other figures first is corrected on paper; the box leaves no room.
            sheets = [sheets[0], dict(sheets[0], teller=sheets[-1]["teller"], at=sheets[-1]["at"])]
            if not hits:
                bare = engine.do(**dict(command, mode="box"))
                assert bare["error"]["code"] == "E-PIN", bare
                for weak in ("111111", "123456", "987654", "121212", "12345", "1234567", "12345x", ""):
                    odd = engine.pin("setPin", sheets[0]["teller"], weak)
                    assert odd.get("error", {}).get("code") == "E-PIN", (weak, odd)
                other = engine.pin("setPin", "p01")
                assert other["refused"]["reason"] == "notTeller", other
            engine.pins()
            opened = engine.do(**dict(command, mode="box"))
            assert opened["ok"], opened
            time, left = command["at"], papers(sheets[0]["figures"])
            state = engine.do(do="state")["state"]
            voters = [m["id"] for m in state["roll"] if m["present"]]
            voted = []
            for voter in voters:
                if not left:
                    break
                if kill_after is not None and casts == kill_after:
                    engine.end(kill=True)
                    return None
                answer = engine.cast(voter, left[-1], time)
                if answer["ok"]:
                    left.pop()
                    casts += 1
                    voted.append(voter)
                    assert answer["voted"] == len(voted), answer
                    assert "events" not in answer
                else:
                    assert answer["refused"]["rule"] == "B1", answer
            # Nobody votes twice, and nothing but a paper's choices is a vote.
            if not hits:
                again = engine.cast(voted[0], papers(sheets[0]["figures"])[0], time)
                assert again["error"]["code"] == "E-BOX", again
                for line in ("x\n", "9\n", "1 1 1 1 1 1\n", "\n", "0\n", "-1\n"):
                    odd = engine.cast(voters[-1], None, time, line=line)
                    assert not odd["ok"] and "error" in odd, (line, odd)
                early = engine.do(**dict(sheets[0], at=time))
                assert early["refused"]["rule"] == "B10", early
            hits["ballots"] = hits.get("ballots", 0) + 1
            first, second = sheets[0]["teller"], sheets[1]["teller"]
            if hits["ballots"] == 1:
                unsigned = engine.do(do="closeBox", teller=first, second=second, reason="x", at=time)
                assert unsigned["error"]["code"] == "E-PIN", unsigned
                wrong = engine.pin("confirm", first, "000001")
                assert wrong["error"]["code"] == "E-PIN", wrong
            engine.confirm(first, second)
            close = {"do": "closeBox", "teller": sheets[0]["teller"], "at": time}
            if len(voted) < len(voters):
                refused = engine.do(**close)
                if not refused["ok"]:
                    assert refused["refused"]["rule"] == "B10", refused
                    engine.confirm(first, second)
                    close.update(second=sheets[1]["teller"], reason="一人放弃投票")
                    closed = engine.do(**close)
                else:
                    closed = refused
            else:
                closed = engine.do(**close)
            assert closed["ok"], closed
            counted += 1
            # Closed, and nobody knows a figure: neither the answer nor the state has one.
            assert closed["events"][0]["event"]["figures"] == [] and closed["events"][0]["event"]["archive"] == "", closed
            assert "choices" not in json.dumps(engine.do(do="state")["state"]["ballot"]), "a figure before all have signed"
            late = engine.cast(voters[0], [1] * len(sheets[0]["figures"]), time)
            assert late["refused"]["rule"] == "B10", late
            issued = engine.do(do="state")["state"]["ballot"]["closing"]["issued"]
            other = dict(sheets[0], issued=issued, figures=json.loads(json.dumps(sheets[0]["figures"])))
            first = other["figures"][0]["choices"]
            spot = next(i for i, n in enumerate(first) if n)
            first[spot] -= 1
            first[spot - 1] += 1
            wrong = engine.do(**other)
            assert wrong["refused"]["rule"] == "B10", wrong
            closing = engine.do(do="state")["state"]["ballot"]["closing"]
            sheets = [dict(s, issued=issued, returned=closing["returned"], figures=[]) for s in sheets]
            if hits["ballots"] == 1:
                unsigned = engine.do(**sheets[0])
                assert unsigned["error"]["code"] == "E-PIN", unsigned
            for place, sheet in enumerate(sheets):
                engine.confirm(sheet["teller"])
                signed = engine.do(**sheet)
                assert signed["ok"], signed
                # With the last teller's PIN the box is counted, and all sign in the same transaction.
                kinds = [e["event"]["type"] for e in signed["events"]]
                assert kinds == (["boxCounted"] + ["countEntered"] * len(sheets) if place + 1 == len(sheets) else []), kinds
            continue
        answer = engine.do(**command)
        if command["do"] == "declare" and answer["ok"]:
            declared.append(answer["events"])
        if until and until(command):
            break
    engine.end()
    return declared, counted


def worker_of(engine):
    with open(f"/proc/{engine.process.pid}/task/{engine.process.pid}/children", encoding="ascii") as file:
        return int(file.read().split()[0])


# A whole life, and keys.


def by_protocol(register, commands, *arguments):
    out = run("engine", register, *arguments, typed="\n".join(json.dumps(c, ensure_ascii=False) for c in commands) + "\n")
    # The lives that are tried lie ahead of this machine's clock, which the program says.
    for line in (line for line in out.splitlines() if not line.startswith("W-")):
        answer = json.loads(line)
        assert answer.get("ok", True), line
    return out


def outcomes(folder, register):
    """What became of the appointee, from a table as Excel saves it; anything wrong, and nothing is taken in."""
    path = f"{folder}/outcomes.csv"
    head = "任职编号,结果,日期,机构,依据,依据日期\r\n"
    good = "2026-18/m1,处分,2029-05-01,区纪委,处分决定,2029-04-30\r\n"
    wrong = [
        ("2026-18/m9,处分,2029-05-01,区纪委,处分决定,", 77), ("2026-18/m1,开除,2029-05-01,区纪委,处分决定,", 65),
        ("2026-18/m1,处分,2029-02-30,区纪委,处分决定,", 65), ("2026-18/m1,处分,2039-05-01,区纪委,处分决定,", 77),
        ("2026-18/m1,处分,2029-05-01,,处分决定,", 65), ("2026-18/m1,处分,2029-05-01,区纪委", 65),
        ("2026-18/m1,处分,2020-05-01,区纪委,处分决定,", 77),
    ]
    before = run("people", "list", register), os.path.getsize(register)
    for line, status in wrong:
        with open(path, "w", encoding="gb18030", newline="") as file:
            file.write(head + good + line + "\r\n")
        run("people", "outcomes", register, path, "--yes", "--at", "2029-05-02T09:00:00+08:00", status=status)
    with open(path, "w", encoding="gb18030", newline="") as file:
        file.write(head + good)
    said = run("people", "outcomes", register, path, "--check", "--at", "2029-05-02T09:00:00+08:00")
    assert "卫丑" in said and "受处分" in said, said
    assert (run("people", "list", register), os.path.getsize(register)) == before
    run("people", "outcomes", register, path, "--yes", "--at", "2029-05-02T09:00:00+08:00")


def lived(folder, organisation="区教育局"):
    register = prepared(folder, organisation=organisation)
    with open(f"{BUREAU}/meeting.jsonl", encoding="utf-8") as file:
        subprocess.run([LASTWORD, "engine", register, "--meeting", "2026-18"], stdin=file, capture_output=True, check=True)
    # Names that a spreadsheet would run, or spoil.
    people = [{"id": f"e{i}", "name": name, "unit": RARE, "post": DIGITS, "inCharge": []} for i, name in enumerate(EVIL)]
    paper = {"title": "推荐书", "sha256": "0" * 64}
    lodged = [
        {"do": "people.lodge", "id": f"x{i}", "kind": "personal", "recommenders": [{"person": f"e{i}", "relation": "none"}], "candidate": "p23", "post": DIGITS,
         "reasons": "好", "signedOn": "2026-12-01", "paper": paper, "at": "2026-12-01T09:00:00+08:00"}
        for i in range(len(EVIL))]
    basis = {"title": "文件", "date": "2027-01-01"}
    file = json.loads(run("show", register, "2026-18", "--json"))
    assert file["phase"] == "closed"
    a = "2026-18/m1"

    def at(day):
        return f"{day}T09:00:00+08:00"

    life = [
        {"do": "people.importPeople", "people": people, "at": at("2026-11-30")}, *lodged,
        {"do": "people.publishNotice", "appointment": a, "from": "2026-12-01", "through": "2026-12-10", "at": at("2026-12-01")},
        {"do": "people.recordTalk", "appointment": a, "kind": "office", "on": "2026-12-14", "by": "书记、组织部长", "basis": basis, "at": at("2026-12-15")},
        {"do": "people.takeOffice", "appointment": a, "on": "2026-12-15", "at": at("2026-12-15")},
        {"do": "people.endProbation", "appointment": a, "on": "2027-12-15", "result": "confirmed", "basis": basis, "at": at("2027-12-15")},
    ]
    by_protocol(register, life)
    outcomes(folder, register)
    by_protocol(register, [
        {"do": "people.find", "id": "f1", "appointment": a, "person": "p07", "kind": "failureOfScrutiny", "grade": "admonition", "reasons": "未核实", "basis": basis,
         "body": "区委", "on": "2029-06-01", "at": at("2029-06-01")},
        {"do": "people.impose", "id": "c1", "finding": "f1", "person": "p07", "kind": "noRecommending", "from": "2029-06-01", "through": "2030-05-31", "at": at("2029-06-02")},
        {"do": "people.answer", "finding": "f1", "on": "2029-06-05", "words": "接受", "at": at("2029-06-05")},
        {"do": "people.appeal", "finding": "f1", "on": "2029-06-06", "words": "过重", "at": at("2029-06-06")},
    ])
    return register


def enrol(register, person, *witnesses, retype=lambda code: code, status=0, signing=()):
    """Reads the code from the screen and types it, then those of the witnesses who have keys; the others signed on paper."""
    arguments = [LASTWORD, "key", "enrol", register, person, "--lang", "en"]
    for witness in witnesses:
        arguments += ["--witness", witness]
    if len(signing) < 2:
        sheet = f"{os.path.dirname(register)}/sheet.pdf"
        with open(sheet, "w", encoding="utf-8") as file:
            file.write("a sheet that witnesses signed")
        arguments += ["--paper", sheet]
    process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    seen = b""
    while b"once more" not in seen:
        part = os.read(process.stderr.fileno(), 4096)
        if not part:
            break
        seen += part
    found = re.search(rb"((?:\d{4} ){4}\d{4})", seen)
    code = found.group(1).decode() if found else ""
    typed = "".join(line + "\n" for line in (retype(code), *signing))
    out, err = process.communicate(typed.encode() if found else b"", timeout=60)
    assert process.returncode == status, (person, process.returncode, seen, out, err)
    return code, (seen + out + err).decode()
