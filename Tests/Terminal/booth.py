# SPDX-License-Identifier: GPL-3.0-or-later
"""In the booth every choice looks the same from outside: as many keys, as many bytes on the screen, and
nothing left of it afterwards. A control that shows the choice in words is found by the same look."""
import collections
import itertools
import os
import re
import shutil
import signal
import time

from fixtures import LASTWORD, prepared
from room import to_ballot
from terminal import Terminal, child

CHOICES = ["同意", "不同意", "弃权"]


def opened(folder, term="screen"):
    register = prepared(folder)
    t = Terminal([LASTWORD, "meet", register, "2026-18", "--lang", "zh"], rows=24, columns=100, term=term, env={"XDG_CONFIG_HOME": folder})
    to_ballot(t)
    t.until("票决进行中")
    return t, register


def measured(t, choice, slip=False, pauses=None):
    """Bytes painted after each key of one vote that is taken back before it is cast; with a slip, a number that no choice has is typed first.
    `pauses` takes the milliseconds that each answer took."""
    gate = t.find(r"(\d\d)   再按回车")
    t.key(*gate, "Enter")
    t.until("表决票")
    number = t.find(rf"(?m)^\s+(\d\d)\s+{choice}$")
    sizes = []
    if slip:
        number = ("Enter", *number)
    for place, key in enumerate((*number, "Enter")):
        before = len(t.bytes)
        took = t.timed(key)
        if pauses is not None:
            pauses[place, choice].append(took)
        sizes.append(len(t.bytes) - before)
    assert t.has("您的选择"), t.text()
    # Hidden, and shown again.
    for key in ("Space", "Space"):
        before = len(t.bytes)
        t.key(key)
        sizes.append(len(t.bytes) - before)
    before = len(t.bytes)
    t.key("Esc")
    t.until("请把终端交给")
    return tuple(sizes)


def cast(t, choice):
    gate = t.find(r"(\d\d)   再按回车")
    t.key(*gate, "Enter")
    t.until("表决票")
    number = t.find(rf"(?m)^\s+(\d\d)\s+{choice}$")
    start = len(t.bytes)
    keys = 0
    for key in (*number, "Enter"):
        t.key(key)
        keys += 1
    for key in t.find(r"投出：输入 (\d\d)"):
        t.key(key)
        keys += 1
    took = t.answered("Enter", "已 投 出")
    keys += 1
    t.settle()
    painted = len(t.bytes) - start
    t.until("请把终端交给", "票决进行中")
    for word in (*CHOICES, "表决票", "您的选择"):
        if word not in ("同意", "弃权"):
            assert not t.has(word) or t.has("票决进行中"), (word, t.text())
    return keys, painted, took


def casting(folder, meetings):
    """How long the casting of each choice took, in milliseconds: six votes a meeting."""
    pauses = collections.defaultdict(list)
    for n in range(meetings):
        home = f"{folder}/{n}"
        os.mkdir(home)
        t, _ = opened(home)
        t.key("Enter")
        t.until("请把终端交给")
        for i in range(6):
            choice = CHOICES[(i + n) % 3]
            pauses["cast", choice].append(cast(t, choice)[2])
        os.kill(child(t.process.pid), signal.SIGTERM)
        t.end()
        t.close()
        shutil.rmtree(home)
    return pauses


def told_apart(pauses):
    """The least probability, over the keys and the pairs of choices, that their pauses come from one distribution."""
    from scipy.stats import ks_2samp

    return min(
        ks_2samp(pauses[place, a], pauses[place, b]).pvalue
        for place in {place for place, _ in pauses} for a, b in itertools.combinations(CHOICES, 2))


def stopped_in_the_booth(t):
    """Whoever stops the program with a marked paper on the screen finds a cleared screen; it goes on, and hears the voter."""
    gate = t.find(r"(\d\d)   再按回车")
    t.key(*gate, "Enter")
    t.until("表决票")
    t.key(*t.find(r"(?m)^\s+(\d\d)\s+同意$"), "Enter")
    t.until("您的选择")
    before = len(t.bytes)
    os.kill(child(t.process.pid), signal.SIGSTOP)
    end = time.time() + 20
    while b"\x1b[3J" not in t.bytes[before:]:
        assert time.time() < end, "the marked paper of a stopped program stays on the screen"
        t.pump(0.05)
    t.key("Esc")
    t.gone("您的选择")
    t.until("请把终端交给", "票决进行中")


def test_choices_look_alike(folder, size):
    rounds = size("rounds", 4, 200)
    t, register = opened(folder)
    t.key("Enter")
    t.until("请把终端交给")
    sizes, pauses = collections.defaultdict(set), collections.defaultdict(list)
    for _ in range(rounds):
        for choice in CHOICES:
            size = measured(t, choice, pauses=pauses)
            sizes[size].add(choice)
    assert len(sizes) == 1, dict(sizes)
    said = ""
    if rounds >= 100:
        pauses.update(casting(folder, rounds // 30 * 3))
        # Twelve questions at once: one of them is below 0.01 by chance often enough.
        least = told_apart(pauses)
        assert least > 0.0001, least
        slower = dict(pauses)
        slower[2, CHOICES[0]] = [ms * 1.5 for ms in pauses[2, CHOICES[0]]]
        assert told_apart(slower) < 0.0001, "the control: half as long again is noticed"
        # A cast takes a third of a second whatever it has to do; ten milliseconds more would show.
        took = [ms for choice in CHOICES for ms in pauses["cast", choice]]
        assert min(took) > 250, min(took)
        slower = dict(pauses)
        slower["cast", CHOICES[0]] = [ms + 10 for ms in pauses["cast", CHOICES[0]]]
        assert told_apart(slower) < 0.0001, "the control: ten milliseconds more are noticed"
        said = f", pauses that tell nothing, those of {len(took)} casts of {min(took):.0f} to {max(took):.0f} ms among them (Kolmogorov and Smirnov, p at least {least:.3f})"
    # The control: a slip is seen from outside.
    assert measured(t, CHOICES[0], slip=True) not in sizes
    stopped_in_the_booth(t)
    votes = collections.defaultdict(set)
    for n in range(6):
        votes[cast(t, CHOICES[n % 3])[:2]].add(CHOICES[n % 3])
    assert len(votes) == 1, dict(votes)
    # No core file, and memory that is kept out of the swap, while somebody may vote.
    pid = child(t.process.pid)
    with open(f"/proc/{pid}/limits", encoding="ascii") as file:
        assert re.search(r"Max core file size +0 +0 ", file.read())
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        assert int(re.search(r"VmLck:\s+(\d+) kB", file.read()).group(1)) > 0
    os.kill(child(t.process.pid), signal.SIGTERM)
    t.end()
    # Nothing of a paper stands on the screen, or in what scrolled by.
    assert t.restored()
    for word in ("表决票", "您的选择", "投出"):
        assert not t.has(word), (word, t.text())
    t.close()
    print(f"booth: {rounds} papers for each of {len(CHOICES)} choices, {next(iter(sizes))} bytes a key for all{said}; 6 votes of {next(iter(votes))[0]} keys and {next(iter(votes))[1]} bytes each")
