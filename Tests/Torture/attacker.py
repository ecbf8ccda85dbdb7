# SPDX-License-Identifier: GPL-3.0-or-later
"""What a process of the same user tries against another one's memory. usage: attacker.py PID FOLDER start|kill|ptrace"""
import ctypes
import os
import signal
import sys
import time


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
    parent = os.getppid()
    while not os.path.exists(f"{folder}/look"):
        # A test that failed never tells it to look.
        if os.getppid() != parent or not os.path.isdir(folder):
            return
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


if __name__ == "__main__":
    attacker(int(sys.argv[1]), sys.argv[2], sys.argv[3])
