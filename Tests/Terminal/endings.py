# SPDX-License-Identifier: GPL-3.0-or-later
"""However the program ends, the terminal is as it was before, and the meeting goes on where it stood:
killed, crashed, asked to stop, its terminal gone, its parent killed; on several kinds of terminal."""
import os
import pty
import signal
import subprocess
import time

from fixtures import LASTWORD, prepared, run
from room import to_ballot, vote
from terminal import Terminal, child

KINDS = ["screen", "xterm", "linux", "vt220", "tmux", "screen-256color"]


def start(register, folder, term="screen"):
    return Terminal([LASTWORD, "meet", register, "2026-18", "--lang", "zh"], rows=24, columns=100, term=term, env={"XDG_CONFIG_HOME": folder})


def ends(register, folder):
    done = 0
    for term in KINDS:
        for sign, status in ((signal.SIGTERM, 143), (signal.SIGHUP, 129)):
            t = start(register, folder, term)
            t.until("点名", "议题")
            os.kill(child(t.process.pid), sign)
            assert t.end() == status, (term, sign, t.process.returncode)
            assert t.restored(), (term, sign)
            t.close()
            done += 1
        # The parent killed: the child goes too, and tidies up.
        t = start(register, folder, term)
        t.until("点名", "议题")
        working = child(t.process.pid)
        os.kill(t.process.pid, signal.SIGKILL)
        t.end()
        for _ in range(100):
            if not os.path.exists(f"/proc/{working}") or open(f"/proc/{working}/stat", encoding="ascii").read().split()[2] == "Z":
                break
            time.sleep(0.05)
        else:
            raise AssertionError("the child outlives its parent")
        t.pump(0.2)
        assert t.restored(), term
        t.close()
        done += 1
    return done


def asked(register, folder):
    """By a key on the first screen, and by the number of the process that one sees: the parent's. What a keyboard
    sends in other programs ends nothing."""
    done = 0
    t = start(register, folder)
    t.until("点名", "议题")
    t.key("Esc", "q")
    assert t.end() == 0 and t.restored(), t.process.returncode
    t.close()
    done += 1
    for sign, status in ((signal.SIGTERM, 143), (signal.SIGHUP, 129)):
        t = start(register, folder)
        t.until("点名", "议题")
        for other in (signal.SIGINT, signal.SIGQUIT):
            os.kill(t.process.pid, other)
            os.kill(child(t.process.pid), other)
        t.pump(0.5)
        assert t.process.poll() is None and t.has("点名"), t.text()
        os.kill(t.process.pid, sign)
        assert t.end() == status, (sign, t.process.returncode)
        assert t.restored(), sign
        t.close()
        done += 1
    return done


def hung_up(register, folder):
    """The terminal goes away and nobody says so: the program ends by itself."""
    done = 0
    for mode in ([], ["--line"]):
        master, slave = pty.openpty()
        process = subprocess.Popen(
            [LASTWORD, "meet", register, "2026-18", "--lang", "zh", *mode], stdin=slave, stdout=slave, stderr=slave,
            env=dict(os.environ, TERM="screen", XDG_CONFIG_HOME=folder), start_new_session=True)
        os.close(slave)
        got = b""
        while "点名".encode() not in got and "可以做".encode() not in got:
            got += os.read(master, 65536)
        os.close(master)
        status = process.wait(timeout=10)
        assert status == 129, (mode, status)
        done += 1
    return done


def survives(register, folder):
    """Killed and crashed in the middle of a ballot: the screen comes back, the votes are there."""
    t = start(register, folder)
    if t.until("点名", "议程", "议题") and t.has("点名"):
        to_ballot(t)
        t.until("票决进行中")
    done = 0
    for n, sign in enumerate((signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS)):
        t.key("Enter")
        t.until("请把终端交给")
        vote(t, ["同意"])
        t.until(f"已投 {n + 1} / 8")
        # In the middle of a paper: it was never cast.
        gate = t.find(r"(\d\d)   再按回车")
        t.key(*gate, "Enter")
        t.until("表决票")
        working = child(t.process.pid)
        os.kill(working, sign)
        t.until("票决进行中")
        assert t.has(f"已投 {n + 1} / 8"), t.text()
        assert child(t.process.pid) != working
        assert not t.has("表决票")
        done += 1
    # Nobody gets out of an open ballot by a key, or to a shell.
    for key in ("q", "C-c", "C-z", "C-\\", "Esc"):
        t.key(key)
    assert t.process.poll() is None and not t.has("$ ")
    os.kill(child(t.process.pid), signal.SIGTERM)
    assert t.end() == 143 and t.restored()
    t.close()
    # The program was ended with the box open: void, and said so.
    t = start(register, folder)
    t.until("上次票决没有完成，已作废")
    assert t.has("断电") and t.has("全体重新投票"), t.text()
    t.key("Enter")
    t.until("议题", "议程")
    t.key("v")
    assert not t.has("票决进行中")
    log = run("show", register, "2026-18", "--log")
    assert "断电" in log or "powerLost" in log, log[-500:]
    os.kill(child(t.process.pid), signal.SIGTERM)
    t.end()
    t.close()
    return done


def test_every_ending_gives_the_terminal_back(folder):
    register = prepared(folder)
    ended = ends(register, folder)
    by_number = asked(register, folder)
    gone = hung_up(register, folder)
    survived = survives(register, folder)
    # Not a terminal, or too poor a one.
    for env, arguments in (({"TERM": "xterm"}, []), ({"TERM": "dumb"}, [])):
        done = subprocess.run([LASTWORD, "meet", register], env=dict(os.environ, **env), stdin=subprocess.DEVNULL, capture_output=True, text=True)
        assert done.returncode == 69 and "--line" in done.stderr, done
    t = start(register, folder, "dumb")
    assert t.end() == 69 and t.restored() and "--line" in t.text(), (t.process.returncode, t.text())
    t.close()
    print(f"ends: {ended} on {len(KINDS)} kinds of terminal, each left as it was; {by_number} asked to end; {gone} terminals gone; {survived} crashes in a ballot survived; a lost one void")
