# SPDX-License-Identifier: GPL-3.0-or-later
"""Another process of the same user, without privileges, wants the memory of the voting program: by a descriptor from its first
start, by one from the restart of a worker that it kills, and by ptrace. It gets nothing; without the protection it does.
As root the program and the attacker run as another user; else both as oneself."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

import pytest

import room
import secrecy
from fixtures import ENV, LASTWORD, ROOT, Engine, prepared
from terminal import Terminal

ORDINARY = 65534
AS = ["setpriv", f"--reuid={ORDINARY}", f"--regid={ORDINARY}", "--clear-groups"] if os.geteuid() == 0 else []
# The attacker is there before the program is: the same process becomes it.
LATER = ["sh", "-c", 'while [ ! -e "$0" ]; do sleep 0.01; done; exec "$@"']


def folder_of(base, folder):
    own = tempfile.mkdtemp(dir=folder)
    shutil.copy(base, f"{own}/r.lwr")
    shutil.copy(LASTWORD, f"{own}/lastword")
    os.chmod(f"{own}/lastword", 0o755)
    if AS:
        for name in (own, f"{own}/r.lwr"):
            os.chown(name, ORDINARY, ORDINARY)
    os.chmod(folder, 0o755)
    return own


def attack(own, way, pid):
    process = subprocess.Popen([*AS, sys.executable, f"{ROOT}/Tests/Torture/attacker.py", str(pid), own, way], stdout=subprocess.PIPE, text=True)
    while not os.path.exists(f"{own}/there"):
        assert process.poll() is None
        time.sleep(0.01)
    return process


def touch(path):
    with open(path, "w", encoding="ascii"):
        os.chmod(path, 0o644)


def told(own, process):
    touch(f"{own}/look")
    found, seen, killed, traced = map(int, process.communicate(timeout=240)[0].split())
    return {"found": found, "seen": seen, "killed": killed, "traced": traced}


class Unready(Engine):
    """An engine that starts when its attacker is there."""

    def __init__(self, own, way, shielded):
        self.read, self.write = os.pipe()
        self.exposed = False
        env = dict(ENV, HOME=own, XDG_CONFIG_HOME=own)
        if not shielded:
            env["LASTWORD_SHIELD"] = "1"
        self.process = subprocess.Popen(
            [*AS, *LATER, f"{own}/start", f"{own}/lastword", "engine", f"{own}/r.lwr", "--meeting", "2026-18", "--supervised"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env, pass_fds=[self.read], text=True)
        self.attacker = attack(own, way, self.process.pid)
        touch(f"{own}/start")
        self.hello = json.loads(self.process.stdout.readline())


def engine(base, folder, way, shielded):
    """The attack on `engine --supervised`, with a box open and a vote in it."""
    own = folder_of(base, folder)
    room = Unready(own, way, shielded)
    room.pins()
    opened = room.do(do="openBallot", matters=["m1"], mode="box", at=secrecy.TIME)
    noticed = not opened["ok"] and opened["error"]["code"] == "E-EXPOSED"
    if noticed:
        room.accept("p06", "p07")
        opened = room.do(do="openBallot", matters=["m1"], mode="box", at=secrecy.TIME)
    assert opened["ok"], opened
    assert room.cast("p03", [1], secrecy.TIME)["voted"] == 1
    if way == "kill":
        touch(f"{own}/kill")
        # The new worker says hello; the vote is still there.
        assert json.loads(room.process.stdout.readline())["voted"] == 1
        assert room.cast("p04", [1], secrecy.TIME)["voted"] == 2
    result = told(own, room.attacker)
    room.process.kill()
    room.process.wait()
    return dict(result, noticed=noticed)


def meet(base, folder, shielded):
    """The attack on `meet`, by a descriptor from its first start, when the tellers' PINs are set."""
    own = folder_of(base, folder)
    env = {"XDG_CONFIG_HOME": own, "HOME": own}
    if not shielded:
        env["LASTWORD_SHIELD"] = "1"
    t = Terminal([*AS, *LATER, f"{own}/start", f"{own}/lastword", "meet", f"{own}/r.lwr", "2026-18", "--lang", "zh"], rows=24, columns=100, env=env)
    process = attack(own, "start", t.process.pid)
    touch(f"{own}/start")
    room.to_ballot(t)
    t.until("票决进行中", "监票人同意继续")
    noticed = t.has("监票人同意继续")
    result = told(own, process)
    t.process.kill()
    t.close()
    return dict(result, noticed=noticed)


def scope():
    try:
        with open("/proc/sys/kernel/yama/ptrace_scope", encoding="ascii") as file:
            return int(file.read())
    except OSError:
        return 0


@pytest.fixture
def stages(folder):
    """A register before a ballot, and one before its meeting."""
    os.mkdir(f"{folder}/base")
    return secrecy.at_the_ballot(f"{folder}/base", questions=1), prepared(folder, "planned.lwr")


def test_nothing_is_read(folder, stages):
    base, planned = stages
    for way in ("start", "kill", "ptrace"):
        result = engine(base, folder, way, shielded=True)
        assert result["found"] == 0 and result["seen"] >= 1 and result["killed"] == (way == "kill"), (way, result)
        # Who was there before the program may trace it, which is noticed.
        assert result["noticed"] == (result["traced"] > 0), (way, result)
    result = meet(planned, folder, shielded=True)
    assert result["found"] == 0 and not result["noticed"], result


@pytest.mark.parametrize("way", ["start", "kill", "meet"])
def test_without_the_protection_it_is_read(folder, stages, way):
    if scope():
        pytest.skip("the kernel forbids it by itself")
    base, planned = stages
    # There is a moment before a process closes its memory; a few starts are enough to meet it.
    results = (meet(planned, folder, False) if way == "meet" else engine(base, folder, way, False) for _ in range(20))
    assert any(result["found"] > 0 and result["noticed"] for result in results), "the control finds nothing"
