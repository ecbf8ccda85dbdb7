# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole example meeting by keys alone, in a real pseudo-terminal, to the closing fingerprint: the
screen is read as a person reads it, and every choice on a paper is looked up by its words."""
import json
import re

import pytest

from fixtures import MEETING, run

TELLER_PINS = {"吴己": "314159", "郑庚": "271828"}
# How the nine vote, a list a ballot: what is on the paper, in its words.
CHOICES = {
    "任命卫丑": ["同意"] * 6 + ["不同意", "弃权"],
    "教研室主任": ["蒋寅"] * 5 + ["沈卯"] * 2,
    "免去韩辰": ["同意"] * 7 + ["弃权"],
    "民主评议": ["优秀"] * 3 + ["称职"] * 5,
    "城东小学": ["同意"] * 8,
}


def confirm(t):
    """Types what the question asks for."""
    code = t.find(r"确定请输入 (\d+)")
    t.key(*code, "Enter")


def call_roll(t, absent=("周戊",)):
    t.until("点名")
    t.key("Home")
    names = [re.match(r" [·✓] \d\s+(\S+)", line) for line in t.lines()]
    names = [n.group(1) for n in names if n]
    for _ in range(20):
        line = next((l for l in t.lines() if "未到" in l and not any(a in l for a in absent)), None)
        if line is None:
            return
        name = re.match(r" · \d\s+(\S+)", line).group(1)
        t.key("Home", *["Down"] * names.index(name), "Enter")
        t.until(f"{name} 到会")
    raise AssertionError(t.text())


def discuss(t, stance="1"):
    """Everybody states a view; the chiefs are tried early, and refused."""
    tried = False
    for _ in range(30):
        if not t.has("正在发言") and not t.has("可以表态"):
            return tried
        if not tried and t.has("末位锁定"):
            t.key("End", stance)
            if t.has("候选") or t.has("同意的人选"):
                t.key("Esc")
            t.until("L1 · 主要负责人")
            # The selection stays with the chief: the same key again is the same refusal, nobody else's view.
            t.key(stance)
            t.until("L1 · 主要负责人")
            t.key("Home")
            tried = True
        t.key(stance)
        if t.has("[ 确认 ]"):
            for _ in range(20):
                if t.has("▸ [ 确认 ]"):
                    break
                # Which of the two has to be said; nothing is filled in for anybody.
                if re.search(r"▸ 同意的人选 +1 ", t.text()):
                    t.key("1")
                t.key("Enter")
            t.key("Enter")
            if t.has("确定请输入"):
                confirm(t)
    raise AssertionError(t.text())


def to_ballot(t):
    """From the roll to the first matter's ballot, up to the tellers' PINs, which are set."""
    call_roll(t)
    t.key("n")
    confirm(t)
    t.until("议程")
    t.key("Enter")
    confirm(t)
    discuss(t)
    t.key("Enter")
    confirm(t)
    # What may keep a PIN is told before anybody types one.
    if told_first(t):
        confirm(t)
    for name in TELLER_PINS:
        t.until("请设六位")
        t.key(*TELLER_PINS[name], "Enter")
        t.until("再输入一次")
        t.key(*TELLER_PINS[name], "Enter")
        t.gone(" ".join(name))


def told_first(t):
    t.until("可能被录制", "没有保护", "请设六位")
    return not t.has("请设六位")


def vote(t, wanted):
    """One voter: the gate, each question by the number beside the words, the review, the cast."""
    gate = t.find(r"(\d\d)   再按回车")
    t.key(*gate, "Enter")
    t.until("表决票")
    for choice in wanted:
        number = t.find(rf"(?m)^\s+(\d\d)\s+{choice}$")
        t.key(*number, "Enter")
    t.until("您的选择")
    code = t.find(r"投出：输入 (\d\d)")
    t.key(*code, "Enter")
    t.until("已 投 出")


def accept(t):
    """The tellers put on record that they know of what the program names, and the ballot is opened after."""
    confirm(t)
    for name in TELLER_PINS:
        t.until("请输入您的六位密码")
        t.key(*TELLER_PINS[name], "Enter")
        t.gone(" ".join(name))
    t.until("票决进行中")


def ballot(t, titles, check=None):
    """From the suggestion to the declared result; gives what the result screen said."""
    t.key("Enter")
    confirm(t)
    t.until("票决进行中", "请设六位", "现在设密码", "监票人同意继续")
    if t.has("现在设密码"):
        confirm(t)
        t.until("请设六位")
    while t.has("监票人密码") or t.has("请设六位"):
        name = next(n for n in TELLER_PINS if t.has(" ".join(n)))
        t.key(*TELLER_PINS[name], "Enter")
        t.until("再输入一次")
        t.key(*TELLER_PINS[name], "Enter")
        t.gone("再输入一次")
        t.gone("请稍候")
    t.until("票决进行中", "监票人同意继续")
    if t.has("监票人同意继续"):
        accept(t)
    t.until("票决进行中")
    t.key("Enter")
    voters = 0
    while True:
        t.until("请把终端交给", "票决进行中", seconds=10)
        if not t.has("请把终端交给"):
            break
        wanted = [CHOICES[title][voters % len(CHOICES[title])] for title in titles]
        vote(t, wanted)
        voters += 1
        if check:
            check(t, voters)
        t.until("请把终端交给", "票决进行中", seconds=10)
    t.key("Enter")
    if t.has("提前结束"):
        t.type("有人离会")
        t.key("Enter", "Enter")
    for _ in TELLER_PINS:
        t.until("请输入您的六位密码")
        name = next(n for n in TELLER_PINS if t.has(" ".join(n)))
        t.key(*TELLER_PINS[name], "Enter")
        t.gone(" ".join(name))
    t.until("宣布结果")
    t.key("Enter")
    confirm(t)
    t.until("票决结果")
    # The key that declared does nothing more for a moment.
    t.pump(0.5)
    return voters, t.text()


def whole(t):
    """The example meeting to its end; gives the closing fingerprint as the screen has it."""
    refused = 0
    call_roll(t)
    t.key("n")
    confirm(t)
    t.until("议程")
    results = []
    for title in CHOICES:
        t.until("下一步：汇报议题", "议程")
        t.key("Enter")
        confirm(t)
        t.until("议题 ")
        refused += discuss(t)
        while True:
            voters, text = ballot(t, [title])
            results.append((title, voters, text))
            t.key("Enter")
            t.settle()
            if not t.has("开始票决"):
                break
    t.until("下一步：闭会")
    t.key("Enter")
    confirm(t)
    # A page of its own, until somebody has written it down.
    t.until("请当场抄下指纹")
    mark = t.find(r"闭会指纹 (\S+ \S+ \S+ \S+)")
    t.key("Esc")
    return mark, results, refused


@pytest.mark.xdist_group("meeting")
def test_meeting_by_keys(meeting_by_keys):
    held = meeting_by_keys
    assert held.refused == 5, held.refused
    state = json.loads(run("show", held.register, MEETING, "--json"))
    assert state["phase"] == "closed" and held.mark == state["closing"]["zh"], (held.mark, state["closing"])
    assert json.loads(run("verify", held.register, "--json", "--head", held.mark))["sound"]
    for m in state["matters"]:
        assert m["count"]["mode"] == "box" and m["views"][-1]["member"] == "p01", m
    print(f"the example meeting by keys, {len(held.results)} ballots, {sum(r[1] for r in held.results)} votes, {held.refused} early words refused, sound")
