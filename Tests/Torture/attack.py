#!/usr/bin/env python3
"""Another process of the same user, without privileges, wants the memory of the voting program: by a descriptor from its first
start, by one from the restart of a worker that it kills, and by ptrace. It gets nothing; without the protection it does.

usage: attack.py (as root the program and the attacker run as another user; else both as oneself)"""
import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(1, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "Screens"))
import box  # noqa: E402
import meeting  # noqa: E402
import secrecy  # noqa: E402
from terminal import Terminal  # noqa: E402

ORDINARY = 65534
AS = ["setpriv", f"--reuid={ORDINARY}", f"--regid={ORDINARY}", "--clear-groups"] if os.geteuid() == 0 else []
# The attacker is there before the program is: the same process becomes it.
LATER = ["sh", "-c", 'while [ ! -e "$0" ]; do sleep 0.01; done; exec "$@"']


# The attacker

def family(pid):
    """A process and all that it started."""
    out = [pid]
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            for child in file.read().split():
                out += family(int(child))
    except OSError:
        pass
    return out


def readable(held):
    """Bytes that aren't nought, in the private memory that held descriptors still lead to."""
    found = 0
    for mem, maps in held:
        try:
            os.lseek(maps, 0, os.SEEK_SET)
            lines = b"".join(iter(lambda: os.read(maps, 65536), b"")).decode().splitlines()
        except OSError:
            continue
        for line in (line for line in lines if " rw" in line and ("[heap]" in line or len(line.split()) == 5)):
            first, last = (int(part, 16) for part in line.split()[0].split("-"))
            try:
                found += sum(byte != 0 for byte in os.pread(mem, min(last - first, 1 << 20), first))
            except OSError:
                pass
    return found


def go_on(libc):
    """What is traced goes on after each stop, as a debugger lets it."""
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG | 0x40000000)
            if pid == 0:
                return
            if os.WIFSTOPPED(status):
                # PTRACE_CONT; a stop of the tracer's own brings no signal.
                libc.ptrace(7, pid, None, None if status >> 16 else os.WSTOPSIG(status))
    except ChildProcessError:
        return


def attacker(pid, folder, way):
    """Waits for the program in this process, takes what it can, and says how much of it when it is told to look."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    held, seen, killed, traced = {}, set(), False, set()
    open(f"{folder}/there", "w", encoding="ascii").close()
    while not os.path.exists(f"{folder}/look"):
        go_on(libc)
        for one in family(pid):
            try:
                with open(f"/proc/{one}/comm", encoding="utf-8") as file:
                    if file.read().strip() in ("setpriv", "sh", "sleep"):
                        continue
            except OSError:
                continue
            seen.add(one)
            if way == "ptrace":
                # PTRACE_SEIZE: the process isn't stopped by it.
                if one not in traced and libc.ptrace(0x4206, one, None, None) == 0:
                    traced.add(one)
                continue
            try:
                pair = os.open(f"/proc/{one}/mem", os.O_RDONLY), os.open(f"/proc/{one}/maps", os.O_RDONLY)
            except OSError:
                continue
            kept = held.setdefault(one, [])
            kept.append(pair)
            # The newest of each are those that lead to the newest program.
            if len(kept) > 64:
                for old in kept.pop(0):
                    os.close(old)
        if way == "kill" and not killed and os.path.exists(f"{folder}/kill"):
            worker = family(pid)[-1]
            killed = worker != pid
            if killed:
                os.kill(worker, signal.SIGKILL)
    found = readable([pair for pairs in held.values() for pair in pairs])
    for one in traced:
        # PTRACE_INTERRUPT, then a look at its memory as a tracer has it.
        libc.ptrace(0x4207, one, None, None)
        time.sleep(0.1)
        try:
            found += readable([(os.open(f"/proc/{one}/mem", os.O_RDONLY), os.open(f"/proc/{one}/maps", os.O_RDONLY))])
        except OSError:
            pass
    print(found, len(seen), int(killed), len(traced), flush=True)


# The rooms that it attacks

def folder_of(base, folder):
    own = tempfile.mkdtemp(dir=folder)
    shutil.copy(base, f"{own}/r.lwr")
    shutil.copy(box.LASTWORD, f"{own}/lastword")
    os.chmod(f"{own}/lastword", 0o755)
    if AS:
        for name in (own, f"{own}/r.lwr"):
            os.chown(name, ORDINARY, ORDINARY)
    os.chmod(folder, 0o755)
    return own


def attack(own, way, pid):
    process = subprocess.Popen([*AS, sys.executable, os.path.abspath(__file__), "attacker", str(pid), own, way], stdout=subprocess.PIPE, text=True)
    while not os.path.exists(f"{own}/there"):
        assert process.poll() is None
        time.sleep(0.01)
    return process


def touch(path):
    with open(path, "w", encoding="ascii"):
        os.chmod(path, 0o644)


def told(own, process):
    touch(f"{own}/look")
    found, seen, killed, traced = map(int, process.communicate(timeout=60)[0].split())
    return {"found": found, "seen": seen, "killed": killed, "traced": traced}


class Unready(box.Engine):
    """An engine that starts when its attacker is there."""

    def __init__(self, own, way, shielded):
        self.read, self.write = os.pipe()
        self.exposed = False
        env = dict(box.ENV, HOME=own, XDG_CONFIG_HOME=own)
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
    meeting.to_ballot(t)
    t.until("票决进行中", "可能被录制")
    noticed = t.has("可能被录制")
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


def main():
    folder = tempfile.mkdtemp(dir="/dev/shm")
    try:
        os.mkdir(f"{folder}/base")
        base, planned = secrecy.prepared(f"{folder}/base", questions=1), box.prepared(folder, "planned.lwr")
        tried = 0
        for way in ("start", "kill", "ptrace"):
            result = engine(base, folder, way, shielded=True)
            assert result["found"] == 0 and result["seen"] >= 1 and result["killed"] == (way == "kill"), (way, result)
            # Who was there before the program may trace it, which is noticed.
            assert result["noticed"] == (result["traced"] > 0), (way, result)
            tried += 1
        result = meet(planned, folder, shielded=True)
        assert result["found"] == 0 and not result["noticed"], result
        tried += 1
        if scope():
            return print(f"attack: {tried} attacks on the program's memory, nothing; no control, the kernel forbids it by itself")
        controls = 0
        for control in (lambda: engine(base, folder, "start", False), lambda: engine(base, folder, "kill", False), lambda: meet(planned, folder, False)):
            # Without the protection there is a moment before a process closes its memory; a few starts are enough to meet it.
            assert any(result["found"] > 0 and result["noticed"] for result in (control() for _ in range(20))), "the control finds nothing"
            controls += 1
        print(f"attack: {tried} attacks on the program's memory, nothing; without its protection {controls} of {controls} read it, and the program had said so")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    if sys.argv[1:2] == ["attacker"]:
        attacker(int(sys.argv[2]), sys.argv[3], sys.argv[4])
    else:
        main()
