# SPDX-License-Identifier: GPL-3.0-or-later
"""A terminal for tests: runs the program in a pseudo-terminal and shows what stands on its screen.

TERM is one whose every sequence the screen reader knows. The program is driven as a person would
drive it: keys in, the screen read, nothing else."""
import errno
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

import pyte

KEYS = {
    "Enter": b"\r", "Esc": b"\x1b", "Tab": b"\t", "BS": b"\x7f", "Space": b" ", "Up": b"\x1bOA", "Down": b"\x1bOB", "Right": b"\x1bOC",
    "Left": b"\x1bOD", "Home": b"\x1b[1~", "End": b"\x1b[4~", "PgUp": b"\x1b[5~", "PgDn": b"\x1b[6~", "C-l": b"\x0c", "C-c": b"\x03",
    "C-z": b"\x1a", "C-\\": b"\x1c",
}


class Screen(pyte.Screen):
    """With the two sequences that pyte leaves out: what stands between the margins goes up or down."""

    def scroll_up(self, count=1, **_):
        self._scrolled(count or 1, up=True)

    def scroll_down(self, count=1, **_):
        self._scrolled(count or 1, up=False)

    def _scrolled(self, count, up):
        top = self.margins.top if self.margins else 0
        row, column = self.cursor.y, self.cursor.x
        self.cursor.y = top
        (self.delete_lines if up else self.insert_lines)(count)
        self.cursor.y, self.cursor.x = row, column


class Stream(pyte.ByteStream):
    csi = dict(pyte.ByteStream.csi, S="scroll_up", T="scroll_down")
    events = pyte.ByteStream.events | {"scroll_up", "scroll_down"}


class Terminal:
    def __init__(self, arguments, rows=24, columns=80, term="screen", env=None):
        self.rows, self.columns = rows, columns
        self.last = ("", 0.0)
        self.screen = Screen(columns, rows)
        self.stream = Stream(self.screen)
        self.bytes = bytearray()
        self.master, slave = pty.openpty()
        self.slave = slave
        self.resize(rows, columns, quietly=True)
        self.before = termios.tcgetattr(slave)
        environment = {k: v for k, v in os.environ.items() if k not in ("TMUX", "STY", "SSH_CONNECTION")}
        environment.update({"TERM": term, "LC_ALL": "C.UTF-8"}, **(env or {}))

        def control():
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            arguments, stdin=slave, stdout=slave, stderr=slave, env=environment, preexec_fn=control, close_fds=True)

    def resize(self, rows, columns, quietly=False):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.rows, self.columns = rows, columns
        self.screen.resize(rows, columns)
        if not quietly and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGWINCH)

    def pump(self, seconds=0.02):
        """Reads for so long, or until the program is quiet."""
        got = 0
        end = time.time() + seconds
        while True:
            ready, _, _ = select.select([self.master], [], [], max(0, end - time.time()))
            if not ready:
                return got
            try:
                data = os.read(self.master, 65536)
            except OSError as error:
                if error.errno == errno.EIO:
                    return got
                raise
            if not data:
                return got
            got += len(data)
            self.bytes += data
            self.stream.feed(data)

    def settle(self, quiet=0.06):
        while self.pump(quiet):
            pass

    def send(self, name):
        # A key held down records once: a person presses the same key again after a moment.
        if name in ("Enter", "1", "2", "3", " ") and name == self.last[0]:
            time.sleep(max(0, self.last[1] + 0.42 - time.time()))
        self.last = (name, time.time())
        os.write(self.master, KEYS.get(name, name.encode()))

    def timed(self, name):
        """Milliseconds from a key to the last byte that it makes."""
        self.send(name)
        start, last = time.perf_counter(), None
        while select.select([self.master], [], [], 0.06 if last else 5)[0]:
            self.pump(0)
            last = time.perf_counter()
        assert last, f"no answer to {name}"
        return (last - start) * 1000

    def answered(self, name, text):
        """Milliseconds from a key to a text on the screen."""
        self.send(name)
        start = time.perf_counter()
        while not self.has(text):
            assert time.perf_counter() < start + 20, f"no {text} after {name}"
            assert select.select([self.master], [], [], 5)[0], f"no {text} after {name}"
            self.pump(0)
        return (time.perf_counter() - start) * 1000

    def key(self, *names):
        for name in names:
            self.send(name)
            self.pump(0.004)
            # Esc by itself is told from an arrow by what follows at once.
            if name == "Esc":
                time.sleep(0.05)
        self.settle()

    def type(self, text):
        os.write(self.master, text.encode())
        self.settle()

    def lines(self):
        """The screen's rows, a wide character once."""
        out = []
        for row in range(self.rows):
            line = self.screen.buffer[row]
            out.append("".join(line[x].data for x in range(self.columns)).rstrip())
        return out

    def text(self):
        return "\n".join(self.lines())

    def has(self, text):
        return text in self.text()

    def until(self, *texts, seconds=20):
        end = time.time() + seconds
        while time.time() < end:
            self.pump(0.03)
            if any(self.has(t) for t in texts):
                self.settle()
                return self.text()
            if self.process.poll() is not None:
                break
        raise AssertionError(f"{texts} not on the screen:\n{self.text()}\nstatus {self.process.poll()}")

    def gone(self, text, seconds=20):
        end = time.time() + seconds
        while time.time() < end:
            self.pump(0.03)
            if not self.has(text):
                self.settle()
                return
        raise AssertionError(f"{text} still on the screen:\n{self.text()}")

    def find(self, pattern, seconds=10):
        """The pattern's group, once it is on the screen: a busy machine draws late."""
        end = time.time() + seconds
        while True:
            found = re.search(pattern, self.text())
            if found:
                return found.group(1)
            assert time.time() < end, f"{pattern} not on the screen:\n{self.text()}"
            self.pump(0.03)

    def restored(self):
        """Whether the terminal is as it was."""
        after = termios.tcgetattr(self.slave)
        return after[:6] == self.before[:6]

    def end(self, seconds=10):
        deadline = time.time() + seconds
        while self.process.poll() is None and time.time() < deadline:
            self.pump(0.02)
        self.settle()
        return self.process.poll()

    def close(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self.master)
        os.close(self.slave)


def child(pid):
    """The working process of a supervisor."""
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return int(file.read().split()[0])
