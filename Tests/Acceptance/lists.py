# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of several people: introduced once, discussed as one with the chief last over every line, one paper, a decision a line; by a plan file and
the protocol, with the built-in rules."""
import json
import subprocess

from fixtures import ROOT, run
from gates import AT, MEMBERS, PAPER, Room, made, matter, refusal

PLAN = """会议: 2026-30
标题: 党组会
地点: 会议室
时间: 2026-11-24 10:00
规程: nanchuan
主持人: p01
记录人: p20
列席: [p20, p21]
监票人: [p06, p07]
议题:
  - 编号: m1
    类别: removal
    标题: 关于卫丑等四名同志职务任免
    人选:
      - { 人员: p22, 职务: 教育科科长, 情形: [unit-head] }
      - { 人员: p23, 职务: 教研室主任, 情形: [unit-head] }
      - { 人员: p24, 类别: appointment, 职务: 办公室副主任, 免去: 教研室副主任, 情形: [] }
      - { 人员: p25, 类别: retirement, 职务: 基建科科长, 标题: 韩辰退休, 情形: [] }
    推荐: [r24]
    材料:
      - { 材料: proposal, 提交人: p03, 日期: 2026-11-12, 文件: 任免方案 }
      - { 材料: consultation, 提交人: p03, 日期: 2026-11-09, 文件: 征求意见 }
      - { 材料: grounds, 人选: [p22, p23], 提交人: p06, 日期: 2026-11-13, 文件: 免职依据 }
      - { 材料: inspection, 人选: p24, 提交人: p21, 日期: 2026-11-16, 文件: 考察材料 }
      - { 材料: audit, 人选: [p22], 提交人: p05, 日期: 2026-11-16, 文件: 审计报告, 结论: concluded }
      - { 材料: audit, 人选: [p23], 提交人: p05, 日期: 2026-11-16, 文件: 审计报告, 结论: open }
      - { 材料: age-record, 人选: p25, 提交人: p21, 日期: 2026-11-10, 文件: 到龄名册 }
"""


def planned(folder, text=PLAN):
    register = made(folder)
    lodge = {"do": "people.lodge", "id": "r24", "kind": "personal", "recommenders": [{"person": "p07", "relation": "none"}], "candidate": "p24", "post": "办公室副主任",
             "reasons": "好", "signedOn": "2026-11-02", "paper": PAPER, "at": AT}
    run("engine", register, typed=json.dumps(lodge) + "\n")
    with open(f"{folder}/plan.yaml", "w", encoding="utf-8") as file:
        file.write(text)
    run("meeting", "plan", register, f"{folder}/plan.yaml", "--at", "2026-11-20T10:00:00+08:00")
    return register


class Held(Room):
    """A meeting that is planned already."""

    def __init__(self, register, name="2026-30"):
        self.register, self.name, self.lines = register, name, []
        for m in MEMBERS:
            self.do("arrive", member=m)
        self.do("convene")

    def views(self, m, people=(*MEMBERS[2:], "p02", "p01"), **fields):
        for who in people:
            self.do("stateView", matter=m, member=who, stance="for", words="好", **fields)


def figures(lines, votes):
    return [{"matter": line, "valid": 9, "invalid": 0, "choices": [n, 9 - n, 0]} for line, n in zip(lines, votes)]


def test_a_plan_file_makes_a_list(folder):
    register = planned(folder)
    state = json.loads(run("show", register, "2026-30", "--json"))
    assert [(m["id"], m["title"], m["kind"], m["list"]) for m in state["matters"]] == [
        ("m1.1", "免职：卫丑（教育科科长）", "removal", "m1"), ("m1.2", "免职：蒋寅（教研室主任）", "removal", "m1"),
        ("m1.3", "免去沈卯教研室副主任职务，任命为办公室副主任", "appointment", "m1"), ("m1.4", "韩辰退休", "retirement", "m1")], state["matters"]


def test_a_list_is_decided_line_by_line(folder):
    register = planned(folder)
    room = Held(register)
    # Who has a relative on one line says so for that line.
    room.do("askRecusals", matter="m1", by="p01", declared=["p08"], lines=["m1.4"])
    room.do("recuse", matter="m1.4", member="p08", ground="relative", reason="亲属")
    room.do("introduce", matter="m1", by="p03")
    room.do("stateView", matter="m1", member="p01", stance="for", words="先说")
    # Against one line, for the others.
    room.views("m1", MEMBERS[2:8])
    room.do("stateView", matter="m1", member="p09", stance="for", words="好", exceptions=[{"matter": "m1.3", "stance": "against", "words": "时间短"}])
    room.do("stateView", matter="m1.1", member="p01", stance="for", words="先说")
    room.views("m1", ["p02", "p01"])
    # One paper for those lines that have the same voters.
    room.do("openBallot", matters=["m1"], mode="paper")
    for teller in ("p06", "p07"):
        room.do("enterCount", teller=teller, issued=9, returned=9, figures=figures(["m1.1", "m1.3"], [8, 4]))
    room.do("declare", by="p01")
    room.do("openBallot", matters=["m1"], mode="paper")
    for teller in ("p06", "p07"):
        room.do("enterCount", teller=teller, issued=8, returned=8, figures=[{"matter": "m1.4", "valid": 8, "invalid": 0, "choices": [8, 0, 0]}])
    room.do("declare", by="p01")
    room.do("introduce", matter="m1", by="p03")
    room.do("close", unfinished=["m1.2"])
    answers = room.go()
    early = [a["refused"] for c, a in answers if c["do"] == "stateView" and c["words"] == "先说"]
    assert [e["rule"] for e in early] == ["L1", "L1"] and early[1]["people"] == ["p02"], early
    introduced = [a for c, a in answers if c["do"] == "introduce"]
    # The line whose audit isn't concluded stays where it is, and nothing else does.
    assert [e["event"]["matter"] for e in introduced[0]["events"] if e["event"]["type"] == "introduced"] == ["m1.1", "m1.3", "m1.4"], introduced[0]
    assert introduced[1]["refused"]["rule"] == "M2" and "蒋寅" in introduced[1]["refused"]["zh"]["says"]
    opened = [e["event"]["matters"] for c, a in answers if c["do"] == "openBallot" for e in a["events"]]
    assert opened == [["m1.1", "m1.3"], ["m1.4"]], opened
    for command, answer in answers:
        assert answer["ok"] or command["do"] == "introduce" or command.get("words") == "先说", (command, answer)
    matters = json.loads(run("show", register, "2026-30", "--json"))["matters"]
    assert [m["status"] for m in matters] == ["decided", "deferred", "failed", "decided"], matters
    said = {m["id"]: {v["member"]: v["stance"] for v in m["views"]} for m in matters}
    assert said["m1.1"]["p09"] == "for" and said["m1.3"]["p09"] == "against" and "p08" not in said["m1.4"], said


def test_what_is_no_list(folder):
    register = made(folder)
    a, b, c = (matter(f"m{n}", kind, who, list="l1") for n, (kind, who) in enumerate((("retirement", "p22"), ("retirement", "p23"), ("appointment", "p24"))))
    project = {"id": "x", "kind": "project", "title": "工程"}
    for matters, lists in ([[a, project, b], ["l1"]], [[a, b], ["m0"]], [[a, b], ["l1", "l2"]], [[a, b], []], [[dict(project, list="l1")], ["l1"]]):
        room = Room(register, "w", "nanchuan", [])
        plan = next(line for line in room.lines if line["do"] == "plan")
        plan.update(matters=matters, lists=[{"id": i, "title": "名单"} for i in lists])
        room.lines = [plan]
        assert refusal(room.answers(), "plan")["rule"] in ("M1", "M4", "G1"), (matters, lists)
    assert a and b and c


def test_minutes_of_a_list(folder):
    register = planned(folder)
    room = Held(register)
    room.do("askRecusals", matter="m1", by="p01", declared=[])
    room.do("introduce", matter="m1", by="p03")
    room.views("m1", MEMBERS[2:8])
    room.do("stateView", matter="m1", member="p09", stance="for", words="", exceptions=[{"matter": "m1.3", "stance": "against", "words": "时间短"}])
    room.views("m1", ["p02", "p01"])
    room.do("openBallot", matters=["m1"], mode="paper")
    for teller in ("p06", "p07"):
        room.do("enterCount", teller=teller, issued=9, returned=9, figures=figures(["m1.1", "m1.3", "m1.4"], [8, 4, 9]))
    room.do("declare", by="p01")
    room.do("close", unfinished=["m1.2"])
    for command, answer in room.go():
        assert answer["ok"], (command, answer)
    for language, wanted in (
            ("zh", ["一、关于卫丑等四名同志职务任免", "第一项：免职：卫丑（教育科科长）", "（三）不同意“时间短”。", "（末位表态）",
                    "（三）发出表决票 9 张", "会议决定：（一）同意免职：卫丑（教育科科长）", "会议决定：（二）免职：蒋寅（教研室主任），暂缓表决", "会议决定：（三）", "未通过"]),
            ("en", ["1. 关于卫丑等四名同志职务任免", "Line 1: ", "(3) against “时间短”.", "Decision: (2) "])):
        path = f"{folder}/{language}.txt"
        run("export", "minutes", register, "2026-30", "--to", path, "--lang", language)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        assert all(w in text for w in wanted), (language, [w for w in wanted if w not in text], text)
        assert text.count("征求意见") == 1 or language == "en", text
    # Sealed, both judges hold them to the record; another word in a line is noticed.
    run("minutes", "seal", register, "2026-30", "--by", "p01", "--paper", f"{folder}/plan.yaml", "--lang", "zh")
    run("verify", register)
    run("bundle", register, "--to", f"{folder}/b.lwb")
    checked = subprocess.run(["/usr/bin/python3", f"{ROOT}/Verifier/check.py", f"{folder}/b.lwb"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
