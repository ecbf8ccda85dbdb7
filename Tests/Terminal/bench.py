# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast the room answers, beside a well-known editor in the same run and the same pseudo-terminal:
start to first frame, key to frame, bytes a frame, memory. Ratios count; the figures are this machine's."""
import os
import select
import shutil
import statistics
import tempfile
import time

from fixtures import LASTWORD, prepared
from room import call_roll
from terminal import Terminal, child


def first_frame(arguments, env, marks):
    times = []
    for _ in range(12):
        start = time.perf_counter()
        t = Terminal(arguments, rows=30, columns=100, env=env)
        while not any(m in bytes(t.bytes) for m in marks):
            t.pump(0.0005)
            assert time.perf_counter() - start < 10, t.text()
        times.append((time.perf_counter() - start) * 1000)
        t.close()
    return statistics.median(times)


def key_to_frame(t, keys, count=400):
    """Milliseconds from a key to the last byte of the frame that it makes, and bytes a frame."""
    times, sizes = [], []
    t.settle(0.3)
    for n in range(count):
        start = time.perf_counter()
        os.write(t.master, keys[n % len(keys)])
        got, last = 0, None
        while True:
            ready, _, _ = select.select([t.master], [], [], 0.02 if got else 1.0)
            if not ready:
                break
            got += len(os.read(t.master, 65536))
            last = time.perf_counter()
        if got:
            times.append((last - start) * 1000)
            sizes.append(got)
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.99)], statistics.mean(sizes), len(times)


def resident(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS")) / 1024


def main():
    folder = tempfile.mkdtemp(dir="/dev/shm")
    try:
        register = prepared(folder)
        env = {"XDG_CONFIG_HOME": folder}
        room = [LASTWORD, "meet", register, "2026-18", "--lang", "zh"]
        text = f"{folder}/text"
        with open(text, "w", encoding="utf-8") as file:
            file.writelines(f"第 {n} 行 line {n}\n" for n in range(2000))
        editor = ["nano", "-I", "-R", text]
        ours = first_frame(room, env, ["点名".encode()])
        theirs = first_frame(editor, env, ["第 5 行".encode()])
        print(f"start to first frame: {ours:.0f} ms (target 50); nano {theirs:.0f} ms, ratio {ours / theirs:.1f}")
        t = Terminal(room, rows=30, columns=100, env=env)
        call_roll(t)
        down, up = b"\x1bOB", b"\x1bOA"
        figures = key_to_frame(t, [down, up])
        full = key_to_frame(t, [b"g", b"r"], 200)
        memory = resident(child(t.process.pid)), resident(t.process.pid)
        t.close()
        big = Terminal(room, rows=60, columns=200, env=env)
        big.until("点名", "议题")
        large = key_to_frame(big, [down, up]), key_to_frame(big, [b"g", b"r"], 200)
        big.close()
        n = Terminal(editor, rows=30, columns=100, env=env)
        other = key_to_frame(n, [down, up])
        n.close()
        print(f"key to frame: median {figures[0]:.2f} ms (target 1), 99th percentile {figures[1]:.2f} ms (target 5), {figures[2]:.0f} bytes a frame, {figures[3]} keys")
        print(f"  another screen: median {full[0]:.2f} ms, 99th percentile {full[1]:.2f} ms, {full[2]:.0f} bytes a frame")
        print(
            f"  at 200x60: median {large[0][0]:.2f} ms, 99th percentile {large[0][1]:.2f} ms (target 50); another screen: median {large[1][0]:.2f} ms, "
            f"99th percentile {large[1][1]:.2f} ms")
        print(f"  nano: median {other[0]:.2f} ms, 99th percentile {other[1]:.2f} ms, {other[2]:.0f} bytes; ratio {figures[0] / other[0]:.1f}")
        print(f"resident memory: {memory[0]:.0f} MB, its keeper {memory[1]:.0f} MB (target 60)")
        # Back after a kill: to the screen on which the meeting stood.
        t = Terminal(room, rows=30, columns=100, env=env)
        t.until("点名")
        back = []
        for _ in range(5):
            t.bytes.clear()
            start = time.perf_counter()
            os.kill(child(t.process.pid), 9)
            while "点名".encode() not in bytes(t.bytes):
                t.pump(0.001)
            back.append((time.perf_counter() - start) * 1000)
            t.settle(0.2)
        t.close()
        print(f"killed, and the meeting back on the screen: {statistics.median(back):.0f} ms (target 1,000)")
    finally:
        shutil.rmtree(folder)
