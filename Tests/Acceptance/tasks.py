# SPDX-License-Identifier: GPL-3.0-or-later
"""What a meeting leaves to be done, who does it by when, and what is reported of it; what is overdue is said."""
import hashlib
import json
import subprocess

from fixtures import DOMAIN, ROOT, run, unguarded
from gates import PAPER, Room, made, matter, refusal


def held(register):
    """One matter decided and assigned, one put off until something is cleared up."""
    room = Room(register, "t", "nanchuan", [matter("m1", "retirement", "p22"), matter("m2", "retirement", "p23")])
    for m in ("m1", "m2"):
        room.paper(m, "age-record")
    room.do("assign", matter="m1", what="办理退休手续", by="p04", due="2026-12-01", tag="early")
    room.vote("m1")
    room.do("assign", matter="m1", what="办理退休手续", by="p04", due="2026-11-23", tag="past")
    room.do("assign", matter="m1", what="办理退休手续", by="p04", due="2026-12-01")
    room.do("assign", matter="m1", what="工作交接", by="p21", due="2026-12-20")
    room.do("introduce", matter="m2", by="p03")
    room.do("defer", matter="m2", ground="unclear", by="p01", reason="档案年龄不一致", task={"what": "查清出生时间", "by": "p05", "due": "2026-12-05"})
    room.do("people.report", meeting="t", matter="m1", task=1, on="2026-11-24", words="已办", isDone=True)
    room.do("close", unfinished=[])
    for line in room.lines:
        line.pop("tag", None)
    answers = room.go()
    early, past = [a for c, a in answers if c["do"] == "assign"][:2]
    assert early["refused"]["reason"] == "notDecided" and past["refused"]["reason"] == "dueInThePast"
    assert refusal(answers, "people.report")["rule"] == "D1"
    return register


def report(register, at="2026-12-03T09:00:00+08:00", **fields):
    line = json.dumps({"do": "people.report", "meeting": "t", "on": at[:10], "words": "已办", "isDone": True, "at": at, **fields}, ensure_ascii=False)
    return json.loads(run("engine", register, typed=line + "\n").splitlines()[1])


def test_tasks_are_reported(folder):
    register = held(made(folder))
    tasks = json.loads(run("meeting", "tasks", register, "--json"))
    assert [(t["matter"], t["task"], t["by"], t["due"]) for t in tasks] == [("m1", 1, "p04", "2026-12-01"), ("m2", 1, "p05", "2026-12-05"), ("m1", 2, "p21", "2026-12-20")], tasks
    assert "工作交接" in run("meeting", "tasks", register)
    assert report(register, matter="m1", task=1, isDone=False, words="已报社保")["ok"]
    assert report(register, matter="m1", task=1, words="手续办结", paper=PAPER)["ok"]
    assert report(register, matter="m1", task=1)["refused"]["reason"] == "taskIsDone"
    for wrong in ({"matter": "m1", "task": 3}, {"matter": "m9", "task": 1}, {"matter": "m1", "task": 1, "meeting": "x"}):
        assert report(register, **wrong)["refused"]["rule"] == "D1", wrong
    assert report(register, matter="m2", task=1, on="2026-12-09")["ok"] is False
    done = {(t["matter"], t["task"]): t["done"] for t in json.loads(run("meeting", "tasks", register, "--json"))}
    assert done == {("m1", 1): True, ("m1", 2): False, ("m2", 1): False}, done
    run("export", "minutes", register, "t", "--to", f"{folder}/t.txt")
    with open(f"{folder}/t.txt", encoding="utf-8") as file:
        text = file.read()
    assert "前报告：办理退休手续" in text and "前查清：查清出生时间" in text, text
    run("verify", register)
    run("bundle", register, "--to", f"{folder}/t.lwb")
    assert subprocess.run(["/usr/bin/python3", f"{ROOT}/Verifier/check.py", f"{folder}/t.lwb"], capture_output=True).returncode == 0


def test_a_report_of_no_task_is_noticed(folder):
    register = held(made(folder))
    assert report(register, matter="m1", task=2)["ok"]
    # Rewritten, with the chain made whole again: the rules alone can tell.
    with unguarded(register) as database:
        previous = bytes(32)
        for seq, body in database.execute("SELECT seq, body FROM entry ORDER BY seq").fetchall():
            if "taskReported" in body:
                body = body.replace('"task":2', '"task":5')
            previous = hashlib.sha256(DOMAIN + previous + hashlib.sha256(body.encode()).digest()).digest()
            database.execute("UPDATE entry SET body = ?, hash = ? WHERE seq = ?", (body, previous, seq))
        assert database.execute("SELECT count(*) FROM entry WHERE body LIKE '%\"task\":5%'").fetchone()[0] == 1
    found = run("verify", register, status=1)
    assert "没有第 5 项交办" in found, found
