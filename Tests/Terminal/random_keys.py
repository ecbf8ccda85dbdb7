# SPDX-License-Identifier: GPL-3.0-or-later
"""Random keys, bytes, pastes, resizes and signals: the program lives, the terminal is given back, the
record is sound, and nothing was cast. In the booth no digit is sent: a vote takes digits, so each vote
there would be one that nobody confirmed."""
import os
import random
import shutil
import signal
import time

from booth import opened
from fixtures import LASTWORD, prepared, run
from terminal import KEYS, Terminal, child

SPECIAL = [v for k, v in KEYS.items()] + [b"\x1b[200~" + "粘贴\x1b[2J\n".encode() + b"\x1b[201~", b"\x1b[<0;5;5M", b"\xe4\xbc", b"\xff\xfe", b"\x00", b"\x1b[", b"\x1b", b"\x1bOZ", "会".encode()]


def storm(t, events, rng, digits):
    sent = signals = resizes = 0
    letters = bytes(c for c in range(32, 127) if digits or not chr(c).isdigit())
    pid = t.process.pid
    while sent < events:
        burst = bytearray()
        for _ in range(rng.randrange(1, 40)):
            kind = rng.random()
            if kind < 0.55:
                burst += bytes([rng.choice(letters)])
            elif kind < 0.9:
                burst += rng.choice(SPECIAL)
            else:
                byte = rng.randrange(128, 256)
                burst += bytes([byte])
            sent += 1
        # A way out of every form, so that all screens are met.
        burst += b"\x1b"
        try:
            os.write(t.master, bytes(burst))
        except BlockingIOError:
            pass
        t.pump(0.001)
        t.bytes.clear()
        roll = rng.random()
        if roll < 0.03:
            t.resize(rng.randrange(1, 61), rng.randrange(2, 201))
            resizes += 1
        elif roll < 0.05:
            try:
                os.kill(child(pid), rng.choice([signal.SIGWINCH, signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH]))
                signals += 1
            except (ProcessLookupError, IndexError, FileNotFoundError):
                pass
        if t.process.poll() is not None:
            break
    return sent, signals, resizes


def test_nothing_breaks(folder, size):
    events, seed = size("events", 8000, 1_000_000), size("seed", int(time.time()), int(time.time()))
    rng = random.Random(seed)
    # Anywhere in the program: leaving by `q` is allowed, and it is started again.
    register = prepared(folder)
    total = [0, 0, 0]
    starts = 0
    while total[0] < events // 2:
        t = Terminal([LASTWORD, "meet", register, "2026-18", "--lang", "zh"], env={"XDG_CONFIG_HOME": folder})
        starts += 1
        t.pump(0.3)
        total = [a + b for a, b in zip(total, storm(t, min(4000, events // 2), rng, True))]
        if t.process.poll() is None:
            t.resize(24, 80)
            try:
                os.kill(child(t.process.pid), signal.SIGTERM)
            except (ProcessLookupError, IndexError, FileNotFoundError):
                pass  # It was leaving by itself.
        status = t.end()
        assert status in (0, 143), (seed, status, t.text())
        assert t.restored(), seed
        t.close()
    assert "sound" in run("verify", register, "--json")
    # In an open ballot: nobody gets out, and nothing is cast.
    shutil.rmtree(folder)
    os.mkdir(folder)
    t, register = opened(folder)
    pid = t.process.pid
    total = [a + b for a, b in zip(total, storm(t, events // 2, rng, False))]
    assert t.process.poll() is None, (seed, t.process.returncode, t.text())
    t.resize(24, 100)
    t.pump(0.5)
    for _ in range(4):
        t.key("Esc")
    t.key("v")
    t.settle(0.3)
    # The box says itself that nothing came into it.
    t.until("已投 0 / 8", "0 of 8 have voted", seconds=30)
    os.kill(child(pid), signal.SIGTERM)
    status = t.end()
    assert status == 143 and t.restored(), (seed, status, t.restored(), t.text()[-600:])
    log = run("show", register, "2026-18", "--log", "--json")
    assert '"boxClosed"' not in log, seed
    t.close()
    print(f"storm: {total[0]} keys and bytes, {total[1]} signals, {total[2]} resizes, {starts} starts (seed {seed}): alive, terminal given back, nothing cast, record sound")
