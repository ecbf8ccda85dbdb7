# SPDX-License-Identifier: GPL-3.0-or-later
"""The example meeting with its ballots taken on the terminal: results, secrecy on the disk, what is
refused, what becomes of a ballot whose program is killed, and what verification says of a changed
archive."""
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile

from fixtures import BUREAU, ENV, Engine, LASTWORD, before_first_ballot, commands, documented, hold, prepared, run, worker_of


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
            os.kill(worker_of(engine), signal.SIGKILL)
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
    worker = worker_of(engine)
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


def test_ballots_in_the_box(folder):
    box, counted, ballots = whole(folder)
    found = changed(folder, box)
    assert found == 5
    print(f"{counted} ballots held, {ballots} votes proven again, {found} changed archives found")


def test_killed_programs(folder):
    voids, kills = killed(folder), survived(folder)
    assert (voids, kills) == (8, 8)
    print(f"{voids} killed ballots void and announced, {kills} crashes survived")
