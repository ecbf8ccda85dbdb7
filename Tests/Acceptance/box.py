#!/usr/bin/env python3
"""The example meeting with its ballots taken on the terminal: results, secrecy on the disk, what is
refused, what becomes of a ballot whose program is killed, and what verification says of a changed
archive."""
import collections
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile

import jsonschema

sys.path.insert(1, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from example import BUREAU, ENV, LASTWORD, ROOT, prepared, run  # noqa: E402

PINS = collections.defaultdict(lambda: "271828", p06="314159")

with open(f"{ROOT}/docs/protocol.schema.json", encoding="utf-8") as schema_file:
    SCHEMA = json.load(schema_file)


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


def outcomes(register):
    shown = json.loads(run("show", register, "2026-18", "--json"))
    return [(m["id"], m["status"], sum((m.get("count") or {}).get("choices", [])[:2])) for m in shown["matters"]]


def whole(folder):
    paper = prepared(tempfile.mkdtemp(dir=folder))
    with open(f"{BUREAU}/meeting.jsonl", encoding="utf-8") as file:
        subprocess.run([LASTWORD, "engine", paper, "--meeting", "2026-18"], stdin=file, capture_output=True, env=ENV, check=True)
    box = prepared(tempfile.mkdtemp(dir=folder))
    declared, counted = hold(box)
    assert counted >= 4, counted
    assert outcomes(paper) == outcomes(box), (outcomes(paper), outcomes(box))
    report = json.loads(run("verify", box, "--json"))
    assert report["sound"] and report["ballots"] > 20, report
    database = sqlite3.connect(box)
    assert database.execute("SELECT count(*) FROM box").fetchone()[0] == 0, "the box is still there"
    assert database.execute("SELECT count(*) FROM archive").fetchone()[0] == counted
    # Between opening and closing there is no entry, so nobody's time or place in the order.
    kinds = [json.loads(row[0]) for row in database.execute("SELECT body FROM entry ORDER BY seq")]
    names = [json.dumps(k, ensure_ascii=False) for k in kinds]
    opened = [i for i, k in enumerate(names) if '"ballotOpened"' in k]
    assert len(opened) == counted and all('"boxClosed"' in names[i + 1] for i in opened), "entries while a ballot was open"
    database.close()
    return box, counted, report["ballots"]


def changed(folder, box):
    """Each way of changing an archive in the register is found."""
    found = 0

    def check(name, change):
        nonlocal found
        path = f"{folder}/changed.lwr"
        shutil.copy(box, path)
        database = sqlite3.connect(path)
        change(database)
        database.commit()
        database.close()
        report = json.loads(run("verify", path, "--json", status=1))
        assert any(f["code"] == "E-ARCHIVE" for f in report["faults"]), (name, report["faults"])
        found += 1

    def bend(database):
        hash_, data = database.execute("SELECT hash, bytes FROM archive LIMIT 1").fetchone()
        data = bytearray(data)
        data[5000] ^= 1
        database.execute("UPDATE archive SET bytes = ? WHERE hash = ?", (bytes(data), hash_))

    def swap(database):
        rows = database.execute("SELECT hash, bytes FROM archive LIMIT 2").fetchall()
        database.execute("UPDATE archive SET bytes = ? WHERE hash = ?", (rows[0][1], rows[1][0]))
    check("a bit", bend)
    check("another ballot's archive", swap)
    check("no archive", lambda db: db.execute("DELETE FROM archive"))
    # Rows of the two tables that no entry names.
    check("an archive of no ballot", lambda db: db.execute("INSERT INTO archive (hash, bytes) VALUES (?, ?)", (hashlib.sha256(b"x").hexdigest(), b"x")))
    check("a box of no ballot", lambda db: db.execute("INSERT INTO box (id, sealed) VALUES (1, ?)", (b"x" * 200,)))
    return found


def killed(folder):
    """The program that held the key is gone: the ballot is void, said so, and voted again."""
    voids = 0
    for k in range(0, 8):
        register = prepared(tempfile.mkdtemp(dir=folder))
        assert hold(register, kill_after=k) is None
        engine = Engine(register)
        state = engine.do(do="state")["state"]
        assert state.get("ballot") is None, state.get("ballot")
        engine.end()
        database = sqlite3.connect(register)
        last = database.execute("SELECT body FROM entry ORDER BY seq DESC LIMIT 1").fetchone()[0]
        assert '"ballotVoided"' in last and '"powerLost"' in last, last
        assert database.execute("SELECT count(*) FROM box").fetchone()[0] == 0
        database.close()
        assert json.loads(run("verify", register, "--json"))["sound"]
        voids += 1
    return voids


def child(engine):
    with open(f"/proc/{engine.process.pid}/task/{engine.process.pid}/children", encoding="ascii") as file:
        return int(file.read().split()[0])


def survived(folder):
    """The working process is killed after each cast, and the ballot goes on: no vote is lost, none
    counts twice, and the sum is right. With its supervisor gone too, the ballot is void."""
    register = prepared(tempfile.mkdtemp(dir=folder))
    engine, kills, opened = Engine(register, "--supervised"), 0, False
    for command in commands():
        if command["do"] != "openBallot":
            engine.do(**command)
            continue
        time = command["at"]
        engine.pins()
        assert engine.do(**dict(command, mode="box"))["ok"]
        state = engine.do(do="state")["state"]
        voters = [m["id"] for m in state["roll"] if m["present"]]
        for n, voter in enumerate(voters):
            answer = engine.cast(voter, [1 + n % 2], time)
            assert answer["voted"] == n + 1, answer
            os.kill(child(engine), signal.SIGKILL)
            hello = json.loads(engine.process.stdout.readline())
            documented("hello", hello)
            assert hello["voted"] == n + 1, hello
            again = engine.cast(voter, [1], time)
            assert again["error"]["code"] == "E-BOX", again
            kills += 1
        # The PINs outlive the crashes too.
        refused = engine.do(do="closeBox", teller="p06", at=time)
        assert refused["error"]["code"] == "E-PIN", refused
        engine.confirm("p06")
        closed = engine.do(do="closeBox", teller="p06", at=time)
        assert closed["ok"], closed
        engine.confirm("p06", "p07")
        assert engine.do(do="countBox", at=time)["ok"]
        figures = engine.do(do="state")["state"]["ballot"]["closing"]["figures"][0]["choices"]
        assert figures == [(len(voters) + 1) // 2, len(voters) // 2, 0], figures
        opened = True
        break
    engine.end()
    assert opened and json.loads(run("verify", register, "--json"))["sound"]
    # Where the system lets nothing be locked, no box is opened.
    register = prepared(tempfile.mkdtemp(dir=folder))
    engine = Engine(register, under=("prlimit", "--memlock=0:0", "setpriv", "--bounding-set=-ipc_lock"))
    for command in before_first_ballot():
        engine.do(**command)
    refused = engine.pin("setPin", "p06")
    assert refused["error"]["code"] == "E-PIN" and "ulimit" in refused["error"]["en"], refused
    refused = engine.do(do="openBallot", matters=["m1"], mode="box", at="2026-11-23T14:45:00+08:00")
    assert refused["error"]["code"] in ("E-PIN", "E-BOX"), refused
    engine.end()
    print("box: refused where no memory can be locked")
    # Both gone.
    register = prepared(tempfile.mkdtemp(dir=folder))
    engine = Engine(register, "--supervised")
    for command in commands():
        if command["do"] == "openBallot":
            engine.pins()
            assert engine.do(**dict(command, mode="box"))["ok"]
            engine.cast("p03", [1], command["at"])
            break
        engine.do(**command)
    worker = child(engine)
    engine.end(kill=True)
    while os.path.exists(f"/proc/{worker}"):
        with open(f"/proc/{worker}/stat", encoding="ascii") as file:
            if file.read().split()[2] == "Z":
                break
    engine = Engine(register, "--supervised")
    assert engine.do(do="state")["state"].get("ballot") is None
    engine.end()
    database = sqlite3.connect(register)
    assert "powerLost" in database.execute("SELECT body FROM entry ORDER BY seq DESC LIMIT 1").fetchone()[0]
    database.close()
    return kills


def main():
    with tempfile.TemporaryDirectory() as folder:
        box, counted, ballots = whole(folder)
        found = changed(folder, box)
        voids = killed(folder)
        assert found == 5 and voids == 8
        kills = survived(folder)
        assert kills == 8, kills
        print(f"box: {counted} ballots held, {ballots} votes proven again, {found} changed archives found, "
              f"{voids} killed ballots void and announced, {kills} crashes survived")


if __name__ == "__main__":
    main()
    sys.exit(0)
