# SPDX-License-Identifier: GPL-3.0-or-later
"""Two posts for three people: on paper with a tie for the second post, in the box with marks and abstentions; what becomes of each appointment. The
record, the archive and the minutes are judged by both verifiers."""
import json
import re
import sqlite3
import subprocess

from fixtures import Engine, ROOT, run
from gates import AT, MEMBERS, Room, made, refusal

PEOPLE = ["p22", "p23", "p24"]
# Beside the candidates a pick may be an abstention, or nobody further.
ABSTAIN, NOBODY = 4, 5


def profile():
    """The built-in rules; a contest asks for no papers, so that the meeting is short."""
    rules = json.loads(run("profile", "show", "nanchuan", "--json"))
    kind = next(k for k in rules["kinds"] if k["id"] == "contested-appointment")
    kind["prerequisites"], kind["recommendations"], rules["id"] = [], 0, "contest"
    return rules


class Contest(Room):
    def __init__(self, register, name="m", posts=2):
        super().__init__(register, name, profile(), [{
            "id": "m1", "kind": "contested-appointment", "title": "两名副科长人选", "posts": posts,
            "candidates": [{"id": p, "name": "x", "post": f"副科长{n}"} for n, p in enumerate(PEOPLE, 1)]}])
        self.do("askRecusals", matter="m1", by="p01", declared=[])
        self.do("introduce", matter="m1", by="p03")
        for who in [*MEMBERS[2:], "p02", "p01"]:
            self.do("stateView", matter="m1", member=who, stance="for", words="好", candidates=["p22", "p24"])

    def count(self, choices):
        self.do("openBallot", matters=["m1"], mode="paper")
        for teller in ("p06", "p07"):
            self.do("enterCount", teller=teller, issued=9, returned=9, figures=[{"matter": "m1", "valid": 9, "invalid": 0, "choices": choices}])
        self.do("declare", by="p01")


def judged(register, folder):
    """Both verifiers, and the minutes' sentence about the decision."""
    run("verify", register)
    run("bundle", register, "--to", f"{folder}/j.lwb")
    done = subprocess.run(["/usr/bin/python3", f"{ROOT}/Verifier/check.py", f"{folder}/j.lwb"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    texts = {}
    for language in ("zh", "en"):
        run("export", "minutes", register, "m", "--to", f"{folder}/{language}.md", "--force", language=language)
        with open(f"{folder}/{language}.md", encoding="utf-8") as file:
            texts[language] = file.read()
    return texts


def test_a_tie_for_the_second_post_leaves_it_open(folder):
    register = made(folder)
    room = Contest(register)
    room.do("openBallot", matters=["m1"], mode="hands")
    room.count([7, 5, 5, 0])
    room.do("close")
    answers = room.go()
    assert refusal(answers, "openBallot", mode="hands")["reason"] == "methodNotAllowed"
    assert refusal(answers, "stateView") is None and refusal(answers, "declare") is None
    shown = json.loads(run("show", register, "m", "--json"))["matters"][0]
    assert shown["result"] == {"matter": "m1", "outcome": "passed", "votes": 7, "needed": 5, "candidates": ["p22"], "tied": ["p23", "p24"]}, shown
    assert [c["zh"] for c in shown["choices"]][-1] == "弃权"
    texts = judged(register, folder)
    assert "卫丑，通过（须 5 票）；蒋寅、沈卯票数相同，未通过；缺 1 人" in texts["zh"], texts["zh"]
    assert re.search(r"passed \(5 needed\); .+ tied, not passed; posts left open: 1", texts["en"]), texts["en"]


def test_each_of_two_posts_is_an_appointment_of_its_own(folder):
    register = made(folder)
    room = Contest(register)
    for wrong in ([9, 9, 1, 0], [9, 0, 0, 1]):
        room.do("openBallot", matters=["m1"], mode="paper")
        room.do("enterCount", teller="p06", issued=9, returned=9, figures=[{"matter": "m1", "valid": 9, "invalid": 0, "choices": wrong}])
        room.do("voidBallot", cause="wrongPaper", by="p06", reason="录错")
    room.count([6, 3, 8, 0])
    room.do("close")
    answers = room.go()
    counted = [a for c, a in answers if c["do"] == "enterCount"]
    assert [a.get("refused", {}).get("reason") for a in counted[:2]] == ["figuresDoNotAdd"] * 2 and all(a["ok"] for a in counted[2:])
    following = [{"do": "people.publishNotice", "appointment": f"m/m1/{p}", "from": "2026-11-25", "through": "2026-12-02"} for p in ("p24", "p22", "p23")]
    typed = "\n".join(json.dumps({**f, "at": "2026-12-10T10:00:00+08:00"}) for f in following) + "\n"
    done = [json.loads(line) for line in run("engine", register, typed=typed).splitlines() if '"ok"' in line]
    assert [d["ok"] for d in done] == [True, True, False], "who wasn't chosen has no appointment"
    db = sqlite3.connect(register)
    made_of = [json.loads(b)["event"] for b, in db.execute("SELECT body FROM entry WHERE json_extract(body, '$.event.type') = 'appointed' ORDER BY seq")]
    assert [(a["id"], a["candidate"], a["votesFor"], a["post"]) for a in made_of] == [("m/m1/p24", "p24", 8, "副科长3"), ("m/m1/p22", "p22", 6, "副科长1")]
    judged(register, folder)


def test_marks_in_the_box_are_counted_and_proven(folder):
    register = made(folder)
    room = Contest(register)
    engine = Engine(register, meeting="m")
    for command in room.lines:
        assert engine.do(**command)["ok"], command
    engine.pins()
    engine.confirm("p06", "p07")
    assert engine.do(do="openBallot", matters=["m1"], mode="box", at=AT)["ok"]
    for wrong in ([1], [1, 1], [1, ABSTAIN], [1, 2, 3], [NOBODY + 1, 1]):
        assert not engine.cast("p03", wrong, AT)["ok"], wrong
    marked = [[1, 3], [3, 1], [1, NOBODY], [NOBODY, 3], [3, 2], [ABSTAIN, ABSTAIN], [ABSTAIN, NOBODY], [NOBODY, NOBODY], [1, 3]]
    for member, picks in zip(MEMBERS, marked):
        assert engine.cast(member, picks, AT)["ok"], (member, picks)
    engine.confirm("p06", "p07")
    assert engine.do(do="closeBox", teller="p06", at=AT)["ok"]
    engine.confirm("p06", "p07")
    assert engine.do(do="countBox", at=AT)["ok"]
    assert engine.do(do="declare", by="p01", at=AT)["ok"]
    assert engine.do(do="close", at=AT)["ok"]
    engine.end()
    shown = json.loads(run("show", register, "m", "--json"))["matters"][0]
    wanted = [sum(c in picks for picks in marked) for c in (1, 2, 3)] + [sum(ABSTAIN in picks for picks in marked)]
    assert shown["count"]["choices"] == wanted == [4, 1, 5, 2] and shown["count"]["valid"] == 9, shown["count"]
    assert shown["result"]["candidates"] == ["p24"] and "tied" not in shown["result"]
    judged(register, folder)
    database = sqlite3.connect(register)
    archive = database.execute("SELECT bytes FROM archive").fetchone()[0]
    assert b'"blank":true,"min":0,"max":2' in archive
    with open(f"{folder}/a.bel", "wb") as file:
        file.write(archive)
    run("verify", "--archive", f"{folder}/a.bel")


def test_a_plan_file_says_how_many_posts(folder):
    register = made(folder)
    plan = """会议: m
标题: 会
地点: 室
时间: 2026-11-24 10:00
规程: nanchuan
主持人: p01
记录人: p20
议题:
  - {{ 编号: m1, 类别: contested-appointment, 标题: 人选, 人选: [{{ 人员: p22 }}, {{ 人员: p23 }}, {{ 人员: p24 }}]{} }}
"""
    for posts, status, kept in ((", 职数: 2", 0, 2), ("", 0, 1), (", 职数: 3", 77, None), (", 职数: 两个", 65, None)):
        with open(f"{folder}/plan.yaml", "w", encoding="utf-8") as file:
            file.write(plan.format(posts))
        run("meeting", "plan", register, f"{folder}/plan.yaml", "--at", "2026-11-20T10:00:00+08:00", status=status)
        if status == 0:
            db = sqlite3.connect(register)
            body = db.execute("SELECT body FROM entry ORDER BY seq DESC LIMIT 1").fetchone()[0]
            assert json.loads(body)["event"]["matters"][0]["posts"] == kept
