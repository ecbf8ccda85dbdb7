# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a vote can be found: in every byte the program writes, on the raw disk, in its memory; and
what a box survives when its program is killed, or the disk fails, at any call.

Each voter's paper is 16 choices drawn at random, so that a paper is a mark that nothing else has.
Every search has a control that it must find.
"""
import base64
import collections
import concurrent.futures
import json
import os
import random
import re
import select
import shutil
import signal
import struct
import subprocess
import tempfile
import time

import pytest

from fixtures import BUREAU, Engine, PINS, copied, run, worker_of

QUESTIONS = 16
TIME = "2026-11-23T15:00:00+08:00"
SPOKEN = "这句话会被找到 and proves that the search works"
VOTERS = ["p01", "p02", "p03", "p04", "p06", "p07", "p08", "p09"]
CALLS = ["pwrite64", "fdatasync", "fsync", "unlink", "ftruncate", "sendto", "write", "read"]
DRAW = random.Random(20261123)


def at_the_ballot(folder, questions=QUESTIONS):
    """A register whose meeting stands before the opening of one paper with many questions."""
    register = f"{folder}/r.lwr"
    run("init", register, "--organisation", "x", "--offset", "+08:00", "--at", "2026-11-01T09:00:00+08:00")
    run("people", "import", register, f"{BUREAU}/roster.csv", "--at", "2026-11-01T09:05:00+08:00")
    papers = ", ".join(
        "{ 材料: %s, 提交人: p04, 日期: 2026-11-10, 文件: 文件, 附件: %s/papers/%s }" % (kind, BUREAU, name)
        for kind, name in (("hearing", "听证记录-校舍.txt"), ("tender-plan", "招标方案-校舍.txt")))
    with open(f"{folder}/plan.yaml", "w", encoding="utf-8") as plan:
        plan.write("会议: 2026-18\n标题: 会\n地点: 室\n时间: 2026-11-23T14:30:00+08:00\n规程: nanchuan\n主持人: p01\n记录人: p20\n"
                   "监票人: [p06, p07]\n送达:\n  - { 内容: 材料, 日期: 2026-11-17 }\n议题:\n")
        for i in range(questions):
            plan.write(f"  - 编号: m{i + 1}\n    类别: project\n    标题: 工程 {i + 1}\n    材料: [{papers}]\n")
    run("meeting", "plan", register, f"{folder}/plan.yaml", "--at", "2026-11-20T10:00:00+08:00")
    engine = Engine(register)
    commands = [{"do": "arrive", "member": m} for m in VOTERS] + [{"do": "convene"}]
    for i in range(questions):
        commands.append({"do": "introduce", "matter": f"m{i + 1}", "by": "p04"})
        for m in [m for m in VOTERS if m not in ("p01", "p02")] + ["p02", "p01"]:
            commands.append({"do": "stateView", "matter": f"m{i + 1}", "member": m, "stance": "for", "words": SPOKEN if m == "p03" else ""})
    for command in commands:
        answer = engine.do(**command, at="2026-11-23T14:30:00+08:00")
        assert answer["ok"], (command, answer)
    engine.end()
    return register


def copy_of(base, folder, name="a.lwr"):
    return copied(base, f"{folder}/{name}")


def matters(questions=QUESTIONS):
    return [f"m{i + 1}" for i in range(questions)]


def close(engine, voted):
    engine.confirm("p06", "p07")
    command = {"do": "closeBox", "teller": "p06", "at": TIME}
    if voted < len(VOTERS):
        command.update(second="p07", reason="一人离开")
    return engine.do(**command)


def finish(engine):
    """Both tellers sign what the box counted, and it is declared. Gives the figures."""
    closing = engine.do(do="state")["state"]["ballot"]["closing"]
    for teller in ("p06", "p07"):
        engine.confirm(teller)
        sheet = {k: closing[k] for k in ("issued", "returned", "figures")}
        assert engine.do(do="enterCount", teller=teller, at=TIME, **sheet)["ok"]
    closing = engine.do(do="state")["state"]["ballot"]["closing"]
    assert engine.do(do="declare", by="p01", at=TIME)["ok"]
    return [f["choices"] for f in closing["figures"]]


def sums(papers, questions=QUESTIONS):
    return [[sum(p[q] == c + 1 for p in papers) for c in range(3)] for q in range(questions)]


def marks(paper):
    """The ways a paper could be written, each long enough not to be there by chance."""
    zero = bytes(c - 1 for c in paper)
    one = bytes(paper)
    out = {}
    for name, data in (("from 0", zero), ("from 1", one)):
        digits = "".join(str(b) for b in data)
        out.update({
            f"bytes {name}": data, f"digits {name}": digits.encode(),
            f"spaced {name}": " ".join(digits).encode(), f"list {name}": ",".join(digits).encode(),
            f"JSON {name}": ", ".join(digits).encode(), f"UTF-16 {name}": digits.encode("utf-16-le"),
            f"hex {name}": data.hex().encode(), f"base64 {name}": base64.b64encode(data),
            f"Int32 {name}": struct.pack(f"<{len(data)}i", *data), f"Int64 {name}": struct.pack(f"<{len(data)}q", *data),
        })
    return out


def found(papers, data):
    return [(i, name) for i, paper in enumerate(papers) for name, mark in marks(paper).items() if mark in data]


def control(papers, data):
    """The same search finds a paper that was left behind, in each spelling."""
    return all(found(papers, data + b"\0" + mark + b"\0") for mark in marks(papers[0]).values())


def pins(data):
    """PINs that stand by themselves: six digits are in many a long number."""
    return [pin for pin in ("314159", "271828") if re.search(rb"(?<![0-9])%s(?![0-9])" % pin.encode(), data)]


assert pins(b"a 314159\n") and not pins(b"13141592")


# What is written

def written(base, folder):
    """Every byte that the program gives the system, whole box ballot long: no paper is in it."""
    register, trace = copy_of(base, folder), f"{folder}/trace"
    papers = [[DRAW.randint(1, 3) for _ in range(QUESTIONS)] for _ in VOTERS]
    engine = Engine(register, "--supervised", under=[
        "strace", "-f", "-qq", "-xx", "-s", "4000000", "-o", trace, "-e", "trace=write,pwrite64,writev,pwritev,sendto,sendmsg"])
    engine.pins()
    assert engine.do(do="openBallot", matters=matters(), mode="box", at=TIME)["ok"]
    for n, (voter, paper) in enumerate(zip(VOTERS, papers)):
        assert engine.cast(voter, paper, TIME)["voted"] == n + 1
    assert close(engine, len(papers))["ok"]
    assert finish(engine) == sums(papers)
    engine.end()
    data = bytearray()
    with open(trace, encoding="ascii", errors="replace") as file:
        for line in file:
            # The two roles talk over their socket pair: memory to memory, nothing that is kept.
            if " sendto(" in line or " sendmsg(" in line:
                continue
            for text in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', line):
                data += bytes.fromhex(text.replace("\\x", "")) + b"\0"
    assert len(data) > 1_000_000 and SPOKEN.encode() in open(base, "rb").read()
    assert b"2026-18" in data, "the recording is empty"
    hits = found(papers, bytes(data))
    assert not hits, hits
    assert control(papers, bytes(data))
    assert not pins(bytes(data)), "a PIN was written"
    return len(data)


# Kills and faults

class Ended(Exception):
    """The program has ended: after an input or output error nothing more is written."""


class Trial:
    """A box ballot in which one call of one step goes wrong."""

    def __init__(self, base, folder):
        self.questions = 2
        self.register = copy_of(base, folder)
        self.engine = Engine(self.register, "--supervised")
        self.engine.pins()
        self.papers = [[1 + (i + q) % 3 for q in range(self.questions)] for i in range(len(VOTERS))]
        self.restarts = self.sent = 0

    def attach(self, *options):
        pid = worker_of(self.engine)
        tracer = subprocess.Popen(["strace", "-f", "-qq", "-p", str(pid), *options], stderr=subprocess.PIPE)
        # Attached when the kernel says so; or it has done its work already, at the call in which the
        # program waits for the next command.
        while tracer.poll() is None:
            with open(f"/proc/{pid}/status", encoding="ascii") as file:
                if "TracerPid:\t0" not in file.read():
                    return tracer
            time.sleep(0.002)
        return tracer

    def detach(self, tracer):
        if tracer.poll() is None:
            tracer.send_signal(signal.SIGINT)
        tracer.wait()
        tracer.stderr.close()

    def ask(self, **command):
        """An answer, or None when the program was killed before it gave one."""
        self.sent += 1
        asked, probe = self.sent, f"after {self.sent}"
        self.send(dict(command, ref=asked))
        while True:
            text = self.engine.process.stdout.readline()
            if not text:
                raise Ended(self.engine.process.stderr.read())
            line = json.loads(text)
            if "lastword" in line:
                # Started again. It may have been killed before it had taken the command.
                self.restarts += 1
                self.send({"do": "head", "ref": probe})
            elif line["ref"] == asked:
                return line
            elif line["ref"] == probe:
                return None

    def send(self, command):
        self.engine.process.stdin.write(json.dumps(command) + "\n")
        self.engine.process.stdin.flush()

    def drain(self):
        while select.select([self.engine.read], [], [], 0)[0]:
            os.read(self.engine.read, 4096)

    def opening(self):
        for _ in range(6):
            answer = self.ask(do="openBallot", matters=matters(self.questions), mode="box", at=TIME)
            if answer and answer["ok"]:
                return
            if answer and answer.get("error", {}).get("code") == "E-EXPOSED":
                for teller in ("p06", "p07"):
                    self.pin("confirm", teller)
                self.ask(do="acceptExposure", teller="p06", at=TIME)
            if self.state().get("ballot"):
                return
        raise AssertionError(answer)

    def pin(self, do, teller):
        os.write(self.engine.write, (PINS[teller] + "\n").encode())
        self.ask(do=do, teller=teller, descriptor=self.engine.read)
        self.drain()

    def state(self):
        answer = self.ask(do="state")
        return self.state() if answer is None else answer["state"]

    def casting(self, i):
        for _ in range(3):
            os.write(self.engine.write, (" ".join(map(str, self.papers[i])) + "\n").encode())
            answer = self.ask(do="cast", member=VOTERS[i], descriptor=self.engine.read, at=TIME)
            self.drain()
            if answer and answer["ok"]:
                assert answer["voted"] == i + 1, answer
                return
            voted = self.state()["ballot"]["voted"]
            assert voted in (i, i + 1), voted
            if voted == i + 1:
                return
        raise AssertionError(answer)

    def closing(self):
        for _ in range(3):
            for teller in ("p06", "p07"):
                self.pin("confirm", teller)
            answer = self.ask(do="closeBox", teller="p06", at=TIME)
            if (answer and answer["ok"]) or self.state()["ballot"].get("closing"):
                return
        raise AssertionError(answer)

    def steps(self):
        return [self.opening] + [lambda i=i: self.casting(i) for i in range(len(VOTERS))] + [self.closing]

    def end(self):
        figures = finish(self.engine)
        self.engine.end()
        assert figures == sums(self.papers, self.questions), figures
        report = json.loads(run("verify", self.register, "--json"))
        assert report["sound"] and report["ballots"] == len(VOTERS), report


STEPS = {"opening": 0, "first cast": 1, "middle cast": 5, "last cast": 8, "closing": 9}


def counted(base, folder, step):
    """How often the step makes each call when nothing goes wrong."""
    trial, trace = Trial(base, folder), f"{folder}/calls"
    for i, act in enumerate(trial.steps()):
        if i != STEPS[step]:
            act()
            continue
        tracer = trial.attach("-o", trace, "-e", "trace=" + ",".join(CALLS))
        act()
        trial.detach(tracer)
    trial.end()
    with open(trace, encoding="utf-8", errors="replace") as file:
        return collections.Counter(re.findall(r"^\d+\s+(\w+)\(", file.read(), re.M))


def disturbed(base, folder, step, call, n, how):
    """One step with the n-th such call killed or failing; then the ballot goes on to its end."""
    trial = Trial(base, folder)
    for i, act in enumerate(trial.steps()):
        if i != STEPS[step]:
            act()
            continue
        tracer = trial.attach("-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{how}:when={n}")
        try:
            act()
        except Ended:
            assert how == "error=EIO", how
            trial.detach(tracer)
            return abandoned(trial)
        trial.detach(tracer)
        if trial.restarts == 0 and how.startswith("signal"):
            # Killed as it answered: the next answer is the greeting of the one that follows.
            trial.state()
    trial.end()
    return trial.restarts


def abandoned(trial):
    """The disk failed and the program stopped. Started again, it finds a sound register, and no
    ballot that is half open: none, a void one, or one that is closed."""
    trial.engine.end()
    assert trial.engine.process.returncode == 74, trial.engine.process.returncode
    engine = Engine(trial.register)
    ballot = engine.do(do="state")["state"].get("ballot")
    assert ballot is None or ballot.get("closing"), ballot
    engine.end()
    assert json.loads(run("verify", trial.register, "--json"))["sound"]
    return 0


def tried(*what):
    try:
        return disturbed(*what)
    except Exception:
        print("at", *what[2:])
        raise


def faults(base, folder, share):
    """Kills at every `share`-th call of every step, and failing calls at as many again."""
    points, failing = [], []
    for step in STEPS:
        calls = counted(base, folder, step)
        here = [(step, call, n, "signal=KILL") for call in CALLS for n in range(1, calls[call] + 1)]
        assert len(here) > 5, (step, calls)
        points += here
        wrong = [("pwrite64", "ENOSPC"), ("pwrite64", "EIO"), ("fdatasync", "EIO"), ("fsync", "EIO"), ("unlink", "EIO")]
        failing += [(step, c, n, f"error={e}") for c, e in wrong for n in range(1, calls[c] + 1)]
    kills, failing = points[::share], failing[::2 * share]

    def one(what):
        with tempfile.TemporaryDirectory(dir=folder) as own:
            return tried(base, own, *what)

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        restarts = sum(pool.map(one, kills))
        list(pool.map(one, failing))
    # A few points aren't reached each time: how often it reads hangs on how the bytes come.
    assert len(kills) > 6 and restarts >= min(len(kills) - 2, 0.9 * len(kills)), (restarts, len(kills))
    return restarts, len(points), len(failing)


# The raw disk

def raw(base, folder):
    """An image of the disk after every cast and at the end, freed blocks and all."""
    if os.geteuid() != 0:
        return None
    image, mount = f"{folder}/disk.img", f"{folder}/disk"
    os.mkdir(mount)
    subprocess.run(["truncate", "-s", "48M", image], check=True)
    subprocess.run(["mkfs.ext4", "-q", image], check=True)
    if subprocess.run(["mount", "-o", "loop", image, mount], capture_output=True).returncode != 0:
        return None
    papers = [[DRAW.randint(1, 3) for _ in range(QUESTIONS)] for _ in VOTERS]
    images = hits = 0

    def look():
        nonlocal images, hits
        subprocess.run(["sync", "-f", mount], check=True)
        with open(image, "rb") as file:
            data = file.read()
        images += 1
        hits += len(found(papers, data))
        return data

    try:
        register = copy_of(base, mount)
        engine = Engine(register, "--supervised")
        engine.pins()
        assert engine.do(do="openBallot", matters=matters(), mode="box", at=TIME)["ok"]
        look()
        for voter, paper in zip(VOTERS, papers):
            assert engine.cast(voter, paper, TIME)["ok"]
            look()
        assert close(engine, len(papers))["ok"]
        finish(engine)
        engine.end()
        data = look()
        assert SPOKEN.encode() in data, "the register isn't in the image"
        assert hits == 0, hits
        # Control: one paper in a file that is removed at once.
        with open(f"{mount}/left", "wb") as file:
            file.write(bytes(papers[0]))
            file.flush()
            os.fsync(file.fileno())
        os.remove(f"{mount}/left")
        look()
        assert hits > 0, "the search finds nothing"
    finally:
        subprocess.run(["umount", mount], check=True)
    return images - 1


# Memory

def dump(pid, folder):
    """The whole memory of a process, what is kept out of core files included."""
    path = f"{folder}/core"
    done = subprocess.run(
        ["gdb", "-p", str(pid), "-batch", "-nx", "-ex", "set use-coredump-filter off", "-ex", "set dump-excluded-mappings on",
         "-ex", f"gcore {path}"], capture_output=True, text=True)
    assert os.path.exists(path), done.stdout + done.stderr
    with open(path, "rb") as file:
        data = file.read()
    os.remove(path)
    return data


def memory(base, folder):
    """After a cast no process has the voter's paper; after closing none has the key or a teller's."""
    if shutil.which("gdb") is None:
        return None
    register = copy_of(base, folder)
    papers = [[DRAW.randint(1, 3) for _ in range(QUESTIONS)] for _ in VOTERS]
    engine = Engine(register, "--supervised")
    engine.pins()
    assert engine.do(do="openBallot", matters=matters(), mode="box", at=TIME)["ok"]
    looked = 0
    keeper, worker = engine.process.pid, worker_of(engine)
    for voter, paper in zip(VOTERS, papers):
        assert engine.cast(voter, paper, TIME)["ok"]
        for pid in (keeper, worker):
            data = dump(pid, folder)
            hits = found(papers[:1] + [paper], data)
            assert not hits, (pid, hits)
            assert control(papers[:1], b"")
            assert not pins(data), "a PIN stays in memory"
            looked += 1
    worker_open, keeper_open = dump(worker, folder), dump(keeper, folder)
    assert SPOKEN.encode() in worker_open, "a String of the program isn't found: the search sees nothing"
    # The keeper's packet says where the secrets are: context, number of tellers, their keys, the key.
    keys = []
    for at in (m.end() for m in re.finditer(rb"[0-9a-f]{64}\|2026-18\|\d+", keeper_open)):
        if keeper_open[at:at + 2] == b"\x02\0":
            packet = keeper_open[at + 2:at + 2 + 96]
            keys = [packet[i:i + 32] for i in (0, 32, 64)]
    assert len(keys) == 3, "the keys aren't where they should be while the box is open"
    # Found in the keeper; the tellers' are in the worker too, the box's isn't.
    assert all(k in worker_open for k in keys[:2]), "the control finds no key in the open box"
    # Numbers made of them are the same bytes backwards; whether one can be caught while it lies about hangs on the machine.
    keys += [k[::-1] for k in keys[:2]]
    assert close(engine, len(papers))["ok"]
    for pid in (keeper, worker):
        data = dump(pid, folder)
        left = [i for i, k in enumerate(keys) if k in data]
        assert not left, (pid, left)
        assert not found(papers, data)
        looked += 1
    finish(engine)
    engine.end()
    return looked


def opened(folder):
    """Two registers before the opening: of a paper with many questions, and of a small one."""
    base = shutil.move(at_the_ballot(folder), f"{folder}/base")
    os.remove(f"{folder}/plan.yaml")
    return base


def test_nothing_of_a_vote_is_written(folder):
    print(f"{written(opened(folder), folder)} bytes written, no paper and no PIN among them")


@pytest.mark.full
def test_nothing_of_a_vote_stays_in_memory(folder):
    looked = memory(opened(folder), folder)
    assert looked, "gdb isn't there"
    print(f"memory looked through {looked} times, nothing left")


@pytest.mark.full
def test_nothing_of_a_vote_on_the_raw_disk(folder):
    print(f"{raw(opened(folder), folder)} images of the raw disk, no paper in any")


def test_every_vote_counts_once(folder, full):
    small = shutil.move(at_the_ballot(folder, 2), f"{folder}/small")
    kills, points, failures = faults(small, folder, 1 if full else 89)
    print(f"killed at {kills} of {points} calls and {failures} failing ones, every vote counted once")
