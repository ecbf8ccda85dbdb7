# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills, failing disks and power cuts, over a whole headless meeting.

The program is run under strace, which can kill it at the n-th call, let a call fail, or record the
calls so that the disk of a machine that lost power can be made up. Every sweep counts its hits and
has a control that must fail; a sweep that hits nothing is an error.
"""
import collections
import concurrent.futures
import json
import os
import random
import re
import shutil
import subprocess
import tempfile

import pytest

from disk_images import Recording, images
from fixtures import BUREAU, LASTWORD, MEETING, chain_of, prepared

CALLS = ["pwrite64", "fdatasync", "fsync", "unlink"]
ENVIRONMENT = {"LANG": "en_GB.UTF-8", "PATH": "/usr/bin:/bin"}


def run(arguments, **options):
    return subprocess.run(arguments, capture_output=True, text=True, env=ENVIRONMENT, **options)


def commands():
    """The example's commands without the two that it shows being refused."""
    with open(f"{BUREAU}/meeting.jsonl", encoding="utf-8") as file:
        lines = [line for line in file.read().splitlines() if line and not line.startswith("#")]
    early = next(i for i, line in enumerate(lines) if "我看可以" in line)
    differing = next(i for i, line in enumerate(lines) if '"choices": [3, 3, 1, 0]' in line)
    return [line for i, line in enumerate(lines) if i not in (early, differing)]


class Meeting:
    """The example meeting given to a register through the protocol, with what was acknowledged.
    `--strict` ends it at the first command that fails, as a secretary would stop."""

    def __init__(self, register, inject=None, skip=0, recording=None):
        self.register = register
        arguments = [LASTWORD, "engine", register, "--meeting", MEETING, "--strict"]
        if inject:
            arguments = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + inject.split(":")[0], "-e", "inject=" + inject] + arguments
        elif recording:
            arguments = ["strace", "-f", "-qq", "-xx", "-s", "100000", "-o", recording, "-e", "trace=" + Recording.CALLS] + arguments
        self.given = commands()[skip:]
        self.process = run(arguments, input="\n".join(self.given) + "\n")
        answers = []
        for line in self.process.stdout.splitlines():
            try:
                answers.append(json.loads(line))
            except ValueError:
                break  # cut off in the middle of a line: not acknowledged
        self.hello = answers[0] if answers else None
        self.answers = answers[1:]

    @property
    def done(self):
        """Commands that were acknowledged."""
        return sum(1 for a in self.answers if a.get("ok"))

    @property
    def acknowledged(self):
        """Sequence number → event, for everything the program said was recorded."""
        return {e["seq"]: e for a in self.answers if a.get("ok") for e in a.get("events", [])}


def settle(register, before, truth):
    """After a fault: nothing acknowledged lost or changed, the chain valid, the meeting goes on to
    its end and gives the record that an undisturbed one gives. Returns what is wrong."""
    faults = []
    verify = run([LASTWORD, "verify", register, "--json"])
    if verify.returncode != 0:
        return ["verify: " + verify.stdout + verify.stderr]
    chain = chain_of(register)
    if chain is None:
        return ["the independent reader finds no valid chain"]
    for seq, event in before.acknowledged.items():
        if chain.get(seq) != event:
            faults.append(f"acknowledged entry {seq} is lost or changed")
    most = max(before.acknowledged, default=before.hello["seq"] if before.hello else 0)
    # At most one command's entries more than were acknowledged.
    extra = {e["at"] for s, e in chain.items() if s > most} if before.hello else set()
    if len(extra) > 1:
        faults.append("more than one unacknowledged command was recorded")
    # Restart: the meeting goes on with the first command that isn't on record.
    rest = Meeting(register, skip=before.done + (1 if extra else 0))
    if rest.process.returncode != 0:
        faults.append(f"restart: status {rest.process.returncode} {rest.process.stderr}")
    final = chain_of(register)
    if final is None or final.get(max(final))["event"]["type"] != "closed":
        faults.append("the meeting didn't reach its end")
    else:
        declared = [e["event"]["results"] for e in final.values() if e["event"]["type"] == "resultDeclared"]
        if declared != truth:
            faults.append("other results were declared")
    if run([LASTWORD, "verify", register]).returncode != 0:
        faults.append("the finished meeting doesn't verify")
    return faults


def count_calls(base):
    """How often each call happens in an undisturbed meeting, and what it declares."""
    with tempfile.TemporaryDirectory() as folder:
        register = copy(base, folder)
        trace = os.path.join(folder, "trace")
        run(["strace", "-f", "-qq", "-o", trace, "-e", "trace=" + ",".join(CALLS), LASTWORD, "engine", register, "--meeting", MEETING], input="\n".join(commands()) + "\n")
        with open(trace) as file:
            calls = collections.Counter(m.group(1) for m in re.finditer(r"^\d+\s+(\w+)\(", file.read(), re.M))
        chain = chain_of(register)
        truth = [e["event"]["results"] for e in chain.values() if e["event"]["type"] == "resultDeclared"]
        assert len(truth) == 5, truth  # m1, m2, m2 again, m3 with m4, m5
        return calls, truth


def copy(base, folder):
    register = os.path.join(folder, "a.lwr")
    shutil.copy(base, register)
    return register


def one(base, call, n, what, truth):
    with tempfile.TemporaryDirectory() as folder:
        register = copy(base, folder)
        meeting = Meeting(register, inject=f"{call}:{what}:when={n}")
        if what.startswith("signal"):
            hit = meeting.process.returncode in (-9, 137)
        else:
            hit = any("error" in a for a in meeting.answers) or meeting.process.returncode != 0
        return hit, settle(register, meeting, truth)


def sweep(name, base, calls, what, step, truth, must_hit):
    """`what` at every step-th call of each kind."""
    points = [(call, n) for call in CALLS for n in range(1, calls[call] + 1, step)]
    hits = violations = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for (call, n), (hit, faults) in zip(points, pool.map(lambda p: one(base, p[0], p[1], what, truth), points)):
            hits += hit
            if faults:
                violations += 1
                print(f"  {name} at {call} {n}: {faults}")
    print(f"{name}: {len(points)} points, {hits} hit, {violations} violations")
    # A failed unlink or fsync of the directory may be survived without a word to anybody.
    assert hits >= must_hit * len(points) and len(points) > 20, "the sweep didn't hit what it should"
    return violations


def power_cuts(base, samples, step):
    """Every image of the disk that a power cut could leave, against what was acknowledged."""
    rng = random.Random(20261123)
    total = violations = 0
    with tempfile.TemporaryDirectory() as folder:
        register = copy(base, folder)
        trace = os.path.join(folder, "trace")
        meeting = Meeting(register, recording=trace)
        assert meeting.process.returncode == 0, meeting.process.stderr
        recording = Recording(trace, register, base)
        for variant, expected in (("as written", 0), ("sync ignored", None)):
            seen = bad = 0
            for image in images(recording, rng, samples, step, lying=variant == "sync ignored"):
                seen += 1
                path = os.path.join(folder, "image.lwr")
                image.write_to(path)
                chain = chain_of(path)
                lost = chain is None or any(chain.get(seq) != event for seq, event in image.acknowledged.items())
                bad += lost
            print(f"power cuts, {variant}: {seen} images, {bad} violations")
            assert seen > 100
            if expected == 0:
                violations += bad
                total += seen
            else:
                assert bad > 0, "the control: a disk that ignores fsync must be noticed"
    return violations


@pytest.mark.parametrize("name, what, share", [("killed", "signal=SIGKILL", 1.0), ("EIO", "error=EIO", 0.6), ("ENOSPC", "error=ENOSPC", 0.6)])
def test_failing_calls(folder, full, name, what, share):
    base = prepared(folder)
    calls, truth = count_calls(base)
    assert calls["pwrite64"] > 200 and calls["fdatasync"] > 100 and calls["unlink"] > 50, calls
    assert sweep(name, base, calls, what, 1 if full else 23, truth, share) == 0


def test_power_cuts(folder, full):
    assert power_cuts(prepared(folder), 20 if full else 3, 1 if full else 2) == 0
