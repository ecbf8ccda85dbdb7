# SPDX-License-Identifier: GPL-3.0-or-later
"""Who manages which power: on record with its day and paper, never a chief, and a meeting planned before it is planned again."""
import json
import subprocess

from fixtures import ROOT, run
from gates import PAPER, Room, made, matter, refusal


def divide(register, at="2026-11-10T09:00:00+08:00", **fields):
    line = json.dumps({"do": "people.dividePower", "power": "personnel", "from": at[:10], "reason": "调整分工", "basis": PAPER, "at": at, **fields}, ensure_ascii=False)
    return json.loads(run("engine", register, typed=line + "\n").splitlines()[1])


def test_powers_are_divided_anew(folder):
    register = made(folder)
    for wrong, reason in (({"to": "p01"}, "chiefManagesNothing"), ({"to": "p03"}, "managedAlready"), ({"to": "p99"}, "unknownPerson"), ({"to": "p04", "from": "2026-11-11"}, "dateInFuture")):
        assert divide(register, **wrong)["refused"]["reason"] == reason, wrong
    assert divide(register, to="p04")["ok"]
    assert divide(register, to="p05", **{"from": "2026-11-09"})["refused"]["reason"] == "dateTooEarly"
    people = {p["id"]: p["inCharge"] for p in json.loads(run("people", "list", register, "--json"))}
    assert "personnel" in people["p04"] and "personnel" not in people["p03"], people
    # Who manages it now introduces; whoever did before doesn't.
    room = Room(register, "m", "nanchuan", [matter("m1", "retirement", "p22")])
    room.paper("m1", "age-record")
    room.do("introduce", matter="m1", by="p03")
    room.do("introduce", matter="m1", by="p04")
    tried = [a for c, a in room.go() if c["do"] == "introduce"]
    assert tried[0]["refused"]["rule"] == "M3" and tried[1]["ok"]
    run("bundle", register, "--to", f"{folder}/p.lwb")
    assert subprocess.run(["/usr/bin/python3", f"{ROOT}/Verifier/check.py", f"{folder}/p.lwb"], capture_output=True).returncode == 0


def test_a_meeting_planned_before_is_planned_again(folder):
    register = made(folder)
    room = Room(register, "m", "nanchuan", [matter("m1", "retirement", "p22")])
    plan, rest = room.lines[0], room.lines[1:]
    room.lines = [plan]
    room.answers()
    assert divide(register, at="2026-11-24T10:00:00+08:00", to="p04")["ok"]
    room.lines = rest
    assert refusal(room.answers(), "convene")["reason"] == "rollChanged"
    room.lines = [plan, *rest]
    assert refusal(room.go(), "convene") is None
