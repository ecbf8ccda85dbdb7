# SPDX-License-Identifier: GPL-3.0-or-later
"""A vote in line mode, at a terminal: no key of a voter's ends the program or another's vote, and a key is heard as it is pressed.
With --full a paper that is left for a minute is taken back, and only then."""
import fcntl
import json
import os
import pty
import re
import select
import subprocess
import termios
import time

import line
from fixtures import LASTWORD, prepared, run
from room import TELLER_PINS


class AtTerminal(line.Line):
    """The same conversation, at a terminal of its own."""

    def __init__(self, arguments, folder):
        self.master, slave = pty.openpty()
        env = {k: v for k, v in os.environ.items() if k not in ("TMUX", "STY", "SSH_CONNECTION")}

        def control():
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(arguments, stdin=slave, stdout=slave, stderr=slave, preexec_fn=control,
                                        env=dict(env, LC_ALL="C.UTF-8", TERM="screen", XDG_CONFIG_HOME=folder))
        self.slave, self.all, self.seen, self.folder = slave, "", 0, folder

    def read(self, seconds=0.05):
        if select.select([self.master], [], [], seconds)[0]:
            self.all += os.read(self.master, 65536).decode("utf-8", "replace").replace("\r\n", "\n")
        assert self.process.poll() is None, self.all[-1500:]

    def press(self, keys):
        """Keys without an Enter after them."""
        os.write(self.master, keys.encode())
        time.sleep(0.05)

    def say(self, text):
        self.seen = len(self.all)
        self.press(text + "\n")
        # Past the echo of what isn't hidden.
        return self.ask()

    def is_by_key(self):
        """Whether the terminal gives each key as it comes, and shows none."""
        return not termios.tcgetattr(self.slave)[3] & (termios.ICANON | termios.ECHO)


def to_ballot(t):
    asked = t.ask()
    asked = t.choose(asked, "下一步：点名")
    while "到了吗" in asked:
        asked = t.say("2" if "周戊" in asked else "1")
    asked = line.confirm(t, t.choose(asked, "下一步：宣布开会"))
    asked = line.confirm(t, t.choose(asked, "下一步：汇报议题"))
    asked = line.discuss(t, asked)
    asked = line.confirm(t, t.choose(asked, "下一步：开始票决"))
    while "请设六位" in asked:
        name = re.findall(r"监票人 (\S+) 请设", asked)[-1]
        t.say(TELLER_PINS[name])
        asked = t.say(TELLER_PINS[name])
    return t.choose(asked, "下一步：请成员")


def ending_keys(t):
    """The end of the input, then the keys that end or stop other programs: these throw away what was typed before them."""
    for key in ("\x04", "\x04", "\x03", "\x1c", "\x1a"):
        t.press(key)
        time.sleep(0.3)
    # What a key flushed away is said by then.
    t.read(0.5)


def paper(t, asked, choice):
    """The curtain and the paper: the number before the choice, not typed yet."""
    # A key that threw away what was typed makes the curtain ask once more, with another number; on a busy machine that late.
    for _ in range(2):
        asked = t.say(re.findall(r"核对本人后输入 (\d\d)", asked)[-1])
        found = re.findall(rf"(?m)^  (\d\d)  {choice}$", asked)
        if found:
            break
    assert found, t.all[-1500:]
    return found[-1]


def cast(t, asked, choice):
    asked = t.say(paper(t, asked, choice))
    asked = t.say(re.findall(r"投出请输入 (\d\d)", asked)[-1])
    assert "已投出" in asked, asked[-500:]
    return asked


def test_vote_in_line_mode(folder, full):
    register = prepared(folder)
    t = AtTerminal([LASTWORD, "meet", register, "2026-18", "--lang", "zh", "--line"], folder)
    asked = cast(t, to_ballot(t), "同意")
    # The end of the input, at the curtain, on the paper and before casting; the keys that stop or end other programs.
    ending_keys(t)
    number = paper(t, asked, "不同意")
    assert t.is_by_key(), "a secret is read by the line"
    ending_keys(t)
    # Typed wrong and taken back, by the key and by the line.
    t.press(f"9{number}\x15{number[0]}7\x7f{number[1]}")
    asked = t.say("")
    assert "没有这个数字" not in asked and "投出请输入" in asked, asked[-500:]
    ending_keys(t)
    asked = t.say(re.findall(r"投出请输入 (\d\d)", asked)[-1])
    assert "已投出" in asked, asked[-500:]
    waited = 0
    if full:
        number = paper(t, asked, "同意")
        # A key within the minute, and a minute is to wait for again.
        for key in number:
            time.sleep(40)
            t.press(key)
            assert "一分钟没有操作" not in t.all, "taken back while somebody types"
        t.seen = len(t.all)
        asked = t.ask(seconds=90)
        assert "一分钟没有操作" in asked, asked[-500:]
        waited = 1
    # Before anybody gives a reason or a PIN.
    asked = t.choose(t.say("0"), "结束投票，开票")
    assert "不足 4 票不开票" in asked, asked[-1500:]
    os.close(t.master)
    t.process.wait(20)
    log = run("show", register, "2026-18", "--log", "--json")
    opened = sum(json.loads(entry)["event"]["type"] == "ballotOpened" for entry in log.splitlines())
    assert opened == 1, "the ballot was opened again"
    print(f"line mode at a terminal: keys that end a program ended nothing at three places, 2 votes kept, {waited} paper left for a minute taken back")
