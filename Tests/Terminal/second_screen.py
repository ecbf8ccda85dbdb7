# SPDX-License-Identifier: GPL-3.0-or-later
"""A second screen follows a meeting that another process conducts: who is awaited, the ballot without a figure, the result once it is declared. It writes
nothing, and the meeting doesn't notice it."""
import json
import subprocess

from contest import Contest
from fixtures import LASTWORD
from gates import AT, MEMBERS, made
from terminal import Terminal


class Desk:
    """The meeting's own process, command by command."""

    def __init__(self, register):
        self.process = subprocess.Popen([LASTWORD, "engine", register, "--meeting", "m"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.process.stdout.readline()

    def do(self, name, **fields):
        self.process.stdin.write(json.dumps({"do": name, "at": AT, **fields}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert answer["ok"], answer

    def end(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def entries(register):
    done = subprocess.run([LASTWORD, "show", register, "m", "--log"], capture_output=True, text=True)
    return done.stdout.splitlines()


def test_a_second_screen_follows_and_writes_nothing(folder):
    register = made(folder)
    room = Contest(register)
    views = [c for c in room.lines if c["do"] == "stateView"]
    room.lines = [c for c in room.lines if c["do"] != "stateView"]
    room.answers()
    screen = Terminal([LASTWORD, "show", register, "m", "--watch", "--lang", "zh"])
    screen.until("两 名 副 科 长 人 选", "请表态")
    screen.until("孙 丙")
    desk = Desk(register)
    # The writer's lock is held: the screen reads all the same.
    for view in views[:2]:
        desk.do("stateView", **{k: v for k, v in view.items() if k not in ("do", "at")})
    screen.until("周 戊")
    for view in views[2:]:
        desk.do("stateView", **{k: v for k, v in view.items() if k not in ("do", "at")})
    screen.until("表态完毕")
    desk.do("openBallot", matters=["m1"], mode="paper")
    screen.until("正在票决")
    figures = [{"matter": "m1", "valid": 9, "invalid": 0, "choices": [7, 2, 6, 0]}]
    for teller in ("p06", "p07"):
        desk.do("enterCount", teller=teller, issued=9, returned=9, figures=figures)
    screen.pump(1.5)
    assert screen.has("正在票决") and not screen.has("蒋寅") and not screen.has("通 过"), screen.text()
    before = entries(register)
    desk.do("declare", by="p01")
    screen.until("通 过")
    assert screen.has("卫丑、沈卯") and screen.has("蒋寅 2"), screen.text()
    screen.key("l")
    screen.until("second screen")
    # Nothing that the screen is asked for goes on record.
    screen.key("Enter", "1", "x", "d", ":")
    screen.pump(1)
    assert len(entries(register)) == len(before) + 1
    desk.do("close")
    screen.until("agreed", "passed")
    screen.key("q")
    assert screen.end() == 0
    assert screen.restored()
    desk.end()
    screen.close()
    assert len(MEMBERS) == 9


def test_there_is_nothing_to_follow(folder):
    register = made(folder)
    for arguments, status in ((("show", register, "none", "--watch"), 66), (("show", f"{folder}/none.lwr", "m", "--watch"), 66)):
        done = subprocess.run([LASTWORD, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        assert done.returncode == status and done.stderr, (arguments, done.returncode, done.stderr)
