# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole example meeting in line mode, by a script of answers; and the record says the same as one
held on the screens."""
import json
import os
import re
import select
import subprocess
import time

import pytest

from fixtures import LASTWORD, prepared, run
from room import CHOICES, TELLER_PINS


class Line:
    """A conversation: waits for the question, answers it."""

    def __init__(self, arguments, folder):
        env = dict(os.environ, LC_ALL="C.UTF-8", XDG_CONFIG_HOME=folder)
        for name in ("TMUX", "STY", "SSH_CONNECTION"):
            env.pop(name, None)
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env)
        self.all = ""
        self.seen = 0
        self.folder = folder

    def read(self, seconds=0.05):
        ready, _, _ = select.select([self.process.stdout], [], [], seconds)
        if ready:
            data = os.read(self.process.stdout.fileno(), 65536)
            if not data:
                raise EOFError(self.all[-1500:])
            self.all += data.decode("utf-8", "replace")

    def ask(self, seconds=20):
        """What was said since the last answer, once a question stands there."""
        end = time.time() + seconds
        while time.time() < end:
            new = self.all[self.seen:]
            if re.search(r"[：:)] $", new) or new.endswith("： "):
                return new
            self.read()
        raise AssertionError(self.all[-1500:])

    def say(self, text):
        self.seen = len(self.all)
        self.process.stdin.write((text + "\n").encode())
        self.process.stdin.flush()
        return self.ask()

    def choose(self, asked, words):
        found = re.findall(rf"(\d+)\) {words}", asked)
        assert found, (words, asked)
        return self.say(found[-1])


def confirm(t, asked):
    return t.say(re.findall(r"确定请输入 (\d+)", asked)[-1])


def discuss(t, asked):
    """Views in the order awaited, a chief first of all: refused."""
    menu = t.choose(asked, "某位成员")
    menu = t.choose(menu, "赵甲")
    asked = t.choose(menu, "为什么别的不行")
    assert "L1 · 主要负责人" in asked, asked
    while "下一步：记录表态" in asked:
        asked = t.choose(asked, "下一步")
        asked = t.say("1")
        while not re.search(r"可以做：", asked):
            asked = t.say("" if "可空" in asked else "1")
    return asked


def ballot(t, asked, title):
    asked = t.choose(asked, "下一步：开始票决")
    asked = confirm(t, asked)
    while "请设六位" in asked:
        name = re.findall(r"监票人 (\S+) 请设", asked)[-1]
        asked = t.say(TELLER_PINS[name])
        asked = t.say(TELLER_PINS[name])
    asked = t.choose(asked, "下一步：请成员")
    voters = 0
    while "请把终端交给" in asked:
        asked = t.say(re.findall(r"核对本人后输入 (\d\d)", asked)[-1])
        choice = CHOICES[title][voters % len(CHOICES[title])]
        number = re.findall(rf"(?m)^  (\d\d)  {choice}$", asked)[-1]
        asked = t.say(number)
        assert choice not in asked, asked
        asked = t.say(re.findall(r"投出请输入 (\d\d)", asked)[-1])
        assert "已投出" in asked
        voters += 1
    asked = t.choose(asked, "下一步：监票人输入密码")
    if "提前结束" in asked:
        asked = t.say("有人离会")
    while "请输入密码" in asked:
        asked = t.say(TELLER_PINS[re.findall(r"监票人 (\S+) 请输入", asked)[-1]])
    asked = t.choose(asked, "下一步：宣布结果")
    return confirm(t, asked), voters


def whole(t):
    asked = t.ask()
    asked = t.choose(asked, "下一步：点名")
    while "到了吗" in asked:
        asked = t.say("2" if "周戊" in asked else "1")
    asked = confirm(t, t.choose(asked, "下一步：宣布开会"))
    votes = 0
    for title in CHOICES:
        asked = confirm(t, t.choose(asked, "下一步：汇报议题"))
        asked = discuss(t, asked)
        while "下一步：开始票决" in asked:
            asked, voters = ballot(t, asked, title)
            votes += voters
    asked = confirm(t, t.choose(asked, "下一步：闭会"))
    asked = t.choose(asked, "现在的情况")
    mark = re.findall(r"闭会指纹 (\S+ \S+ \S+ \S+)", asked)[-1]
    minutes(t, asked)
    return mark, votes


def minutes(t, asked):
    """Read, exported, sealed on a scan, and the register verified with it."""
    asked = t.choose(t.choose(asked, "会议记录"), "看会议记录")
    assert "草稿：尚未审定签名" in asked and "无记名票决" in asked, asked[-2000:]
    asked = t.choose(t.choose(asked, "会议记录"), "导出")
    t.say("m.html")
    asked = t.say("1")
    assert "已导出：" in asked, asked
    asked = t.choose(t.choose(asked, "会议记录"), "审定、签名、封存")
    asked = t.say("nowhere.html")
    assert "读不到这个文件" in asked, asked
    t.say(f"{t.folder}/m.html")
    asked = t.say("1")
    assert "会议记录已封存，在纸上签名（扫描件）" in asked, asked
    asked = t.choose(asked, "离开这次会议")
    t.choose(asked, "核验登记簿")
    asked = t.say("")
    assert "[是] 会议记录与登记簿一致：封存的 1 份" in asked, asked


def story(register):
    """What the record says, without times, hashes and the slips that a person at the screens made."""
    lines = run("show", register, "2026-18", "--log", "--json").splitlines()
    out = []
    for line in lines:
        event = json.loads(line)["event"]
        event.pop("archive", None)
        out.append(json.dumps(event, ensure_ascii=False, sort_keys=True))
    return out


@pytest.mark.xdist_group("meeting")
def test_meeting_by_answers(folder, meeting_by_keys):
    register = prepared(folder)
    t = Line([LASTWORD, "meet", register, "2026-18", "--lang", "zh", "--line"], folder)
    mark, votes = whole(t)
    t.process.stdin.close()
    assert t.process.wait(10) == 0
    state = json.loads(run("show", register, "2026-18", "--json"))
    assert state["phase"] == "closed" and mark == state["closing"]["zh"], (mark, state["closing"])
    assert json.loads(run("verify", register, "--json", "--head", mark))["sound"]
    mine, theirs = story(register), story(meeting_by_keys.register)
    assert mine == theirs, [pair for pair in zip(mine, theirs) if pair[0] != pair[1]][:3]
    print(f"the example meeting by answers, {votes} votes, {len(mine)} events, sound, the same as on the screens")
