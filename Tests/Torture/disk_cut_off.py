# SPDX-License-Identifier: GPL-3.0-or-later
"""Power really cut: a file system is shut down beneath the running program, at a moment drawn at random. What wasn't
on the disk is gone, as when the plug is pulled; then it is mounted again and the program started anew.

    cuts.py [N]     N cuts of a meeting on ext4 (200), half as many on xfs, and N/5 of each of a ballot in the box,
                    of files exported over others and of bundles merged

It has to be root, for the loop devices. The control: where syncs are ignored, something has to be lost.
"""
import fcntl
import json
import os
import random
import signal
import struct
import subprocess
import tempfile
import threading
import time

import pytest

import district as units
import secrecy
from failing_disk import ENVIRONMENT, Meeting, commands, copy, count_calls, settle
from fixtures import LASTWORD, MEETING, Engine, chain_of, prepared, run, worker_of

# FS_IOC_SHUTDOWN, without flushing the journal: what ext4 and xfs have for tests like this one.
SHUT_DOWN, WITHOUT_FLUSH = 0x8004587D, 2
DRAW = random.Random(20261127)
SIZES = {"ext4": "64M", "xfs": "320M"}
LIE = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:retval=0"]


def tool(*arguments):
    return subprocess.run(arguments, check=True, capture_output=True, text=True)


class Disk:
    """A file system of its own that can be cut off. `place` is where it is mounted."""

    def __init__(self, folder, kind):
        self.image, self.place = f"{folder}/{kind}.img", f"{folder}/{kind}"
        os.makedirs(self.place, exist_ok=True)
        if os.path.exists(self.image):
            os.remove(self.image)
        tool("truncate", "-s", SIZES[kind], self.image)
        tool(f"mkfs.{kind}", "-q", self.image)
        self.mount()

    def mount(self):
        tool("mount", "-o", "loop", self.image, self.place)
        self.handle = os.open(self.place, os.O_RDONLY)
        self.is_cut = False

    def sync(self):
        tool("sync", "-f", self.place)

    def cut(self):
        self.cut_at = time.monotonic()
        fcntl.ioctl(self.handle, SHUT_DOWN, struct.pack("I", WITHOUT_FLUSH))
        self.is_cut = True

    def unmount(self):
        os.close(self.handle)
        for _ in range(100):
            if subprocess.run(["umount", self.place], capture_output=True).returncode == 0:
                return
            time.sleep(0.05)
        raise AssertionError(f"{self.place} can't be unmounted")

    def again(self):
        assert self.is_cut, "nothing was cut off"
        self.unmount()
        self.mount()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.unmount()


class Interrupted(Meeting):
    """A meeting whose disk is cut off shortly after so many answers.

    A machine without power answers no more; this one does, and to a folder's sync xfs says yes even when it was
    cut off before. There an answer that came after the cut counts only if what it says is on the disk."""

    def __init__(self, disk, register, after, wait, under=()):
        self.register, self.given, self.answers, self.hello = register, commands(), [], None
        self.came = []
        process = subprocess.Popen(
            [*under, LASTWORD, "engine", register, "--meeting", MEETING, "--strict"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, env=ENVIRONMENT)
        cutter = threading.Timer(wait, disk.cut)
        self.cut = False
        try:
            line = process.stdout.readline()
            self.hello = json.loads(line) if line else None
            for number, command in enumerate(self.given):
                if number == after:
                    self.cut = True
                    cutter.start()
                process.stdin.write(command + "\n")
                process.stdin.flush()
                line = process.stdout.readline()
                if not line:
                    break
                self.came.append(time.monotonic())
                self.answers.append(json.loads(line))
        except BrokenPipeError:
            pass
        if self.cut:
            cutter.join()
        process.kill()
        process.wait()
        process.stdout.close()
        try:
            process.stdin.close()
        except BrokenPipeError:
            pass

    def forget_late(self, disk):
        chain = chain_of(self.register) or {}
        for i, answer in enumerate(self.answers):
            kept = all(chain.get(e["seq"]) == e for e in answer.get("events", []))
            if self.came[i] > disk.cut_at and answer.get("ok") and not kept:
                late = sum(a.get("ok", False) for a in self.answers[i:])
                self.answers = self.answers[:i]
                return late
        return 0


def meetings(folder, base, kind, times, truth):
    """Cuts in a meeting; what is wrong afterwards, and how many of the commands were acknowledged in all."""
    acknowledged = reached = late = 0
    for number in range(times):
        with Disk(folder, kind) as disk:
            register = copy(base, disk.place)
            disk.sync()
            meeting = Interrupted(disk, register, DRAW.randrange(len(commands()) - 5), DRAW.uniform(0, 0.012))
            assert meeting.cut
            # The cut met a program at work, not one that had ended.
            reached += meeting.done < len(meeting.given)
            disk.again()
            if kind == "xfs":
                late += meeting.forget_late(disk)
            faults = settle(register, meeting, truth)
            assert not faults, (kind, number, faults)
            acknowledged += len(meeting.acknowledged)
    assert reached > 0.8 * times and late < 0.2 * times, (reached, late, times)
    return acknowledged, late


def control(folder, base, times):
    """The same with syncs that do nothing: how often something acknowledged is lost."""
    lost = 0
    for _ in range(times):
        with Disk(folder, "ext4") as disk:
            register = copy(base, disk.place)
            disk.sync()
            meeting = Interrupted(disk, register, 40, 0.002, under=LIE)
            assert meeting.cut
            disk.again()
            chain = chain_of(register) or {}
            # Without those that came after the cut, which say nothing.
            meeting.answers = [a for a, came in zip(meeting.answers, meeting.came) if came < disk.cut_at]
            lost += any(chain.get(seq) != event for seq, event in meeting.acknowledged.items())
    assert lost > times / 2, (lost, times)
    return lost


def ballots(folder, base, times):
    """Cuts while a ballot stands in the box: it is void and said to be, or it had been counted; never half of it."""
    void = counted = noticed = 0
    for number in range(times):
        with Disk(folder, "ext4") as disk:
            register = secrecy.copy_of(base, disk.place)
            disk.sync()
            papers = [[DRAW.randint(1, 3) for _ in range(2)] for _ in secrecy.VOTERS]
            engine = Engine(register, "--supervised")
            engine.pins()
            steps = [lambda: engine.do(do="openBallot", matters=secrecy.matters(2), mode="box", at=secrecy.TIME)]
            steps += [lambda v=v, p=p: engine.cast(v, p, secrecy.TIME) for v, p in zip(secrecy.VOTERS, papers)]
            steps += [lambda: secrecy.close(engine, len(papers))]
            at = DRAW.choice([DRAW.randrange(1, len(steps)), len(steps) - 1])
            # Closing counts for a while: some of its cuts come when it is over.
            cutter = threading.Timer(DRAW.uniform(0, 2 if at == len(steps) - 1 else 0.03), disk.cut)
            closed = False
            keeper, worker = engine.process.pid, worker_of(engine)
            for i, step in enumerate(steps):
                if i == at:
                    cutter.start()
                try:
                    answer = step()
                except (ValueError, BrokenPipeError, AssertionError):
                    # It ended, or a PIN was asked of a disk that is gone.
                    cutter.join()
                    noticed += 1
                    break
                closed = answer["ok"] and i == len(steps) - 1
                if not answer["ok"]:
                    noticed += 1
                    break
            cutter.join()
            for pid in (worker, keeper):
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            try:
                engine.end(kill=True)
            except BrokenPipeError:
                pass
            disk.again()
            engine = Engine(register, "--supervised")
            ballot = engine.do(do="state")["state"].get("ballot")
            if ballot is None:
                assert not closed, number
                void += 1
                # Voted again, by everybody.
                engine.pins()
                assert engine.do(do="openBallot", matters=secrecy.matters(2), mode="box", at=secrecy.TIME)["ok"]
                for voter, paper in zip(secrecy.VOTERS, papers):
                    assert engine.cast(voter, paper, secrecy.TIME)["ok"]
                assert secrecy.close(engine, len(papers))["ok"]
            else:
                assert ballot.get("closing"), ballot
                counted += 1
                engine.pins()
            assert secrecy.finish(engine) == secrecy.sums(papers, 2), number
            engine.end()
            report = json.loads(run("verify", register, "--json"))
            assert report["sound"] and report["ballots"] == len(papers), report
    # The program met the cut itself, not only its own end.
    assert void > times / 4 and noticed > times / 4 and (counted or times < 8), (void, counted, noticed)
    return void, counted


def exports(folder, register, times, under=()):
    """Cuts while one file is written over another: how many were acknowledged, and how often the file was neither whole
    nor as new as that."""
    made = []
    for language in ("zh", "en"):
        path = f"{folder}/{language}.html"
        run("export", "minutes", register, MEETING, "--to", path, "--lang", language, "--force")
        with open(path, "rb") as file:
            made.append(file.read())
    assert made[0] != made[1]
    acknowledged = lost = 0
    for _ in range(times):
        with Disk(folder, "ext4") as disk:
            path = f"{disk.place}/minutes.html"
            done = -1
            cutter = threading.Timer(DRAW.uniform(0.05, 0.6), disk.cut)
            cutter.start()
            for turn in range(100):
                process = subprocess.run(
                    [*under, LASTWORD, "export", "minutes", register, MEETING, "--to", path, "--force", "--lang", ("zh", "en")[turn % 2]],
                    capture_output=True, env=ENVIRONMENT)
                if process.returncode != 0 or disk.is_cut:
                    break
                done = turn
            cutter.join()
            assert done < 99
            disk.again()
            got = None
            if os.path.exists(path):
                with open(path, "rb") as file:
                    got = file.read()
            allowed = [made[(done + 1) % 2]] + ([made[done % 2]] if done >= 0 else [None])
            lost += got not in allowed
            acknowledged += done + 1
    assert acknowledged > times / 2, acknowledged
    return acknowledged, lost


def merges(folder, times):
    """Cuts while two units' bundles are merged: one that was acknowledged is in, and merging again takes what is missing."""
    bundles = []
    for name in ("甲局", "乙局"):
        register, code = units.unit(f"{folder}/{name}", name)
        units.bundle(register, f"{folder}/{name}.lwb", code)
        bundles.append(f"{folder}/{name}.lwb")
    with Disk(folder, "ext4") as disk:
        start = time.monotonic()
        units.merge(f"{disk.place}/d.lwd", *bundles)
        takes = time.monotonic() - start
    acknowledged = open_ended = 0
    for number in range(times):
        with Disk(folder, "ext4") as disk:
            path = f"{disk.place}/d.lwd"
            cutter = threading.Timer(DRAW.uniform(0.1, 1.2) * takes, disk.cut)
            cutter.start()
            process = subprocess.run([LASTWORD, "merge", path, *bundles, "--json", "--lang", "en", *units.AT], capture_output=True, text=True, env=ENVIRONMENT)
            cutter.join()
            said = json.loads(process.stdout)["bundles"] if process.stdout.startswith("{") else []
            kept = [i["ok"] for i in said]
            disk.again()
            again = [i["change"] for i in units.merge(path, *bundles)["bundles"]]
            for ok, change in zip(kept, again):
                assert not ok or change == "merged before, nothing new", (number, said, again)
            acknowledged += sum(kept)
            open_ended += len(kept) < 2 or not all(kept)
            report = json.loads(run("verify", path, "--json"))
            assert report["sound"] and report["units"] == 2, (number, report)
    assert acknowledged > 0 and open_ended > 0, (acknowledged, open_ended)
    return acknowledged


@pytest.mark.full
def test_cut_off_disks(folder, size):
    times = size("cuts", 200, 200)
    if os.geteuid() != 0:
        pytest.skip("only root can cut a file system off")
    try:
        Disk(folder, "ext4").unmount()
    except subprocess.CalledProcessError as error:
        pytest.skip(f"no file system can be mounted here ({error.stderr.strip()})")
    base = prepared(folder)
    _, truth = count_calls(base)
    for kind, share in (("ext4", times), ("xfs", times // 2)):
        kept, late = meetings(folder, base, kind, share, truth)
        said = f" ({late} answers came after the cut)" if late else ""
        print(f"{share} on {kind} in a meeting, {kept} acknowledged entries, 0 lost{said}")
    small = secrecy.at_the_ballot(tempfile.mkdtemp(dir=folder), 2)
    few = max(4, times // 5)
    void, counted = ballots(folder, small, few)
    print(f"{few} with a ballot in the box: {void} void and voted again, {counted} had been counted, none in halves")
    held = copy(base, tempfile.mkdtemp(dir=folder))
    assert Meeting(held).process.returncode == 0
    written, lost = exports(folder, held, few)
    assert lost == 0, lost
    print(f"{few} while files were written over others, {written} acknowledged, each whole")
    _, lost = exports(folder, held, 4, under=LIE)
    assert lost > 0, "the control: an export whose syncs do nothing is lost"
    print(f"{few} while bundles were merged, {merges(folder, few)} acknowledged, each merged whole")
    lied = max(4, times // 20)
    print(f"with syncs ignored {control(folder, base, lied)} of {lied} lost something")
