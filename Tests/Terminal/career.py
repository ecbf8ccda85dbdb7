# SPDX-License-Identifier: GPL-3.0-or-later
"""From nothing to an accountability list, on the screens alone, over three years of a clock that is set forward: a
register, a roster, a key, a recommendation signed by it, its meeting, the notice, the office, the probation, an adverse
outcome, a finding, an answer, an appeal, a bar that binds, and the workbook in hand."""
import json
import os
import re

import openpyxl

from fixtures import BUREAU, LASTWORD, run
from room import ballot, call_roll, confirm, discuss
from terminal import Terminal

APPOINTED = "2026-18/m1"


class Years:
    def __init__(self, folder):
        self.folder = folder
        self.register = f"{folder}/局.lwr"

    def at(self, when, *arguments):
        """The program as it would be on that day."""
        return Terminal(
            ["faketime", when, LASTWORD, *arguments, "--lang", "zh"], rows=30, columns=110,
            env={"XDG_CONFIG_HOME": self.folder, "TZ": "Asia/Shanghai", "FAKETIME_DONT_FAKE_MONOTONIC": "1"})


def fill(t, *values):
    """Fills a form field by field (None: as it stands) and confirms it."""
    for value in values:
        if value is not None:
            os.write(t.master, b"\x15")
            t.type(value)
        t.key("Enter")
    assert t.has("▸ [ 确认 ]"), t.text()
    t.key("Enter")


def choose(t, words):
    """An entry of a menu, found by typing."""
    t.key("x")
    t.type(words)
    t.key("Enter")


def select(t, name):
    """A line of the list on the screen."""
    t.key("Home")
    for _ in range(40):
        line = next((l for l in t.lines() if l.startswith(" ▸")), "")
        if name in line and "待办" not in line:
            return
        t.key("Down")
    raise AssertionError(t.text())


def leave(t):
    t.key("q")
    assert t.end() == 0 and t.restored(), t.text()
    t.close()


def begin(y):
    t = y.at("2026-11-02 09:00:00")
    t.until("建立本单位的登记簿")
    t.key("Down", "Enter")
    fill(t, "区教育局", y.register)
    t.until("已建立登记簿")
    t.key("p", "i")
    fill(t, f"{BUREAU}/roster.csv")
    t.until("回车导入")
    t.key("Enter")
    t.until("已导入 16 人")
    # A key, witnessed by two; its code is read as its owner reads it.
    select(t, "郑庚")
    t.key("k")
    fill(t, "吴己", f"{BUREAU}/roster.csv")
    t.until("须是人员名单里的两人")
    t.key("Up", "Up")
    fill(t, "吴己、王辛", None)
    t.until("新的签名钥匙")
    code = "".join(re.findall(r"\d{4}", t.find(r"((?:\d{4}   ){4}\d{4})")))
    t.key("Enter")
    t.until("请输入您的二十位签署码")
    t.key(*("0" * 20), "Enter")
    t.until("和显示的不一样")
    t.key("Enter")
    t.key(*code, "Enter")
    t.until("的签名钥匙", seconds=30)
    t.until("追责台账")
    assert not t.has(code[:4] + "   " + code[4:8]), t.text()
    # The recommendation, written and signed.
    t.key("t", "w")
    fill(t, None, None, "郑庚", "卫丑", "教育科科长", "任副科长四年，熟悉基层学校。", None, None, "", f"{BUREAU}/roster.csv")
    t.until("与被推荐人的关系")
    t.key("2")
    fill(t, None)
    t.until("末位署名推荐书")
    t.key("Enter")
    t.until("签的就是这些字")
    t.key("Enter")
    t.until("请输入您的二十位签署码")
    t.key(*("1" * 20), "Enter")
    t.until("签署码不对", seconds=30)
    t.key(*code, "Enter")
    t.until("1 人签署", seconds=30)
    assert t.has("待用"), t.text()
    leave(t)
    return code


def plan(y):
    """The meeting, its papers and their delivery, in forms."""
    t = y.at("2026-11-16 09:00:00")
    t.until("[会议]")
    t.key("n")
    t.until("新会议")
    t.key("Enter")
    fill(t, "2026-18", "2026 年第 18 次党组会", "三楼会议室", "2026-11-23 14:30", None, "赵甲", "陈癸", "陈癸、褚子", "吴己、郑庚")
    t.key("Down", "Enter")
    fill(t, None, "任命卫丑为教育科科长(试用期一年)", "卫丑", "教育科科长", "", None, None)
    assert t.has("推荐 r1"), t.text()
    t.key("End", "Enter")
    t.until("已拟定会议")
    t.key("p")
    fill(t, None, None)
    t.key("p", "2")
    fill(t, None, None)
    t.key("g")
    for paper, by in (("征求", "孙丙"), ("建议方案", "孙丙"), ("考察", "褚子")):
        choose(t, paper)
        # Who brought it is chosen by name.
        for _ in range(20):
            if t.has(f"< {by} >"):
                break
            t.key("Right")
        fill(t, None, None, f"{paper}材料", f"{BUREAU}/plan.yaml")
        t.settle()
    assert not t.has("缺 "), t.text()
    # What hangs on the agenda can be taken off and put back, until it freezes.
    choose(t, "撤下推荐")
    confirm(t)
    choose(t, "附上推荐")
    confirm(t)
    t.key("Esc")
    t.until("追责台账")
    leave(t)


def meet(y):
    t = y.at("2026-11-23 14:21:00", "meet", y.register, "2026-18")
    call_roll(t)
    t.key("n")
    confirm(t)
    t.until("议程")
    t.key("Enter")
    confirm(t)
    assert discuss(t)
    ballot(t, ["任命卫丑"])
    t.key("Enter")
    t.until("下一步：闭会")
    t.key("Enter")
    confirm(t)
    t.until("闭会指纹")
    mark = t.find(r"闭会指纹 (\S+ \S+ \S+ \S+)")
    t.key("Esc", "Esc")
    t.until("追责台账")
    leave(t)
    return mark


def record(y, when, words, *values):
    """A step in the appointment's life, on its day."""
    t = y.at(when)
    t.until("[会议]")
    t.key("o")
    t.until("[任职]")
    choose(t, words)
    fill(t, *values)
    confirm(t)
    t.settle(0.3)
    text = t.text()
    leave(t)
    return text


def afterwards(y):
    record(y, "2026-11-24 09:00:00", "公示", None, None, "")
    early = y.at("2026-11-25 09:00:00")
    early.until("[会议]")
    early.key("o")
    choose(early, "到任")
    fill(early, None, None)
    early.until("A1 · ")
    early.key("Esc")
    leave(early)
    record(y, "2026-12-08 09:00:00", "到任", None, None)
    t = y.at("2027-11-20 09:00:00")
    t.until("试用期一个月内届满")
    leave(t)
    record(y, "2027-12-15 09:00:00", "试用", None, None, "转正考核", "")
    text = record(y, "2029-05-02 09:00:00", "结果", "5", None, "区纪委", "处分决定", f"{BUREAU}/roster.csv")
    assert "倒查中" in text, text


def review(y):
    """The finding, the answer, the appeal and what binds; the whole course in one view."""
    t = y.at("2029-06-01 09:00:00")
    t.until("倒查中")
    t.key("o")
    choose(t, "认定 · 郑庚")
    # Kind: the first; responsibility: direct; grade: admonition.
    t.key("1", "Enter", "2", "Enter", "5", "Enter")
    fill(t, "考察材料未经核实", "区纪委", None, "", "责任认定书", "")
    confirm(t)
    t.until("认定 f1")
    choose(t, "说明")
    fill(t, None, "当时已核实三处")
    confirm(t)
    choose(t, "登记申诉 ·")
    fill(t, None, "请求减轻")
    confirm(t)
    choose(t, "申诉决定")
    fill(t, None, None, "事实清楚", "区监委", "复查决定", "")
    confirm(t)
    choose(t, "影响期")
    t.key("3")
    fill(t, None, None, None)
    confirm(t)
    t.until("不得推荐干部")
    t.key("Enter")
    t.until("二、实名推荐")
    seen = t.text()
    for _ in range(8):
        t.key("PgDn")
        seen += "\n" + t.text()
    order = [seen.index(w) for w in ("郑庚，关系：同事，签名有效", "赵甲（主要负责人）", "公示 2026-11-24", "2026-12-08 任职", "受处分", "开始倒查", "失察，直接责任，诫勉", "对认定 f1 申诉", "申诉维持", "不得推荐干部")]
    assert order == sorted(order), (order, seen)
    t.key("Esc")
    return t


def barred(y):
    t = y.at("2029-07-01 09:00:00")
    t.until("[会议]")
    t.key("t", "w")
    fill(t, None, None, "郑庚", "蒋寅", "教研室主任", "业务好", None, None, "", "")
    t.until("与被推荐人的关系")
    t.key("1")
    fill(t, None)
    t.until("S5 · ")
    t.key("Esc", "Esc")
    t.until("再按一次 Esc 放弃")
    t.key("Esc")
    t.key("p")
    select(t, "郑庚")
    t.key("h")
    t.until("不得推荐干部")
    assert t.has("生效中") and t.has("推荐他人"), t.text()
    t.key("Esc", "a", "/")
    fill(t, "郑庚", "", "", "", "", None)
    t.until("已筛选")
    assert t.has("1/1 条"), t.text()
    t.key("x")
    fill(t, f"{y.folder}/台账.xlsx", None, "王科员")
    t.until("已导出")
    leave(t)


def test_from_nothing_to_a_bar_that_binds(folder):
    y = Years(folder)
    code = begin(y)
    plan(y)
    mark = meet(y)
    afterwards(y)
    leave(review(y))
    barred(y)
    sheet = openpyxl.load_workbook(f"{folder}/台账.xlsx").active
    head = [c.value for c in sheet[1]]
    row = dict(zip(head, [c.value for c in sheet[2]]))
    assert (row["推荐人"], row["被推荐人"], row["签名核验"], row["认定"], row["处理"], row["状态"]) == (
        "郑庚", "卫丑", "签名有效（钥匙由见证人在纸上签名）", "2029-06-01 失察", "诫勉", "已认定"), row
    assert "不得推荐干部" in row["影响及期间"] and "申诉维持" in row["说明及申诉"], row
    report = json.loads(run("verify", y.register, "--json", "--head", mark))
    assert report["sound"] and report["ballots"] == 8, report
    for name in os.listdir(folder):
        if os.path.isfile(f"{folder}/{name}"):
            with open(f"{folder}/{name}", "rb") as file:
                assert code.encode() not in file.read(), name
    dossier = json.loads(run("people", "review", y.register, APPOINTED, "--json"))
    assert len(dossier["sections"]) == 8, [s["title"] for s in dossier["sections"]]
    run("people", "sheet", y.register, "p22", "--json")
    print("years: from nothing to a signed recommendation, its meeting, a finding three years later, an appeal, a bar that binds and the workbook")
