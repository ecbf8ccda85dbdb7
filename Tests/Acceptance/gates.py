# SPDX-License-Identifier: GPL-3.0-or-later
"""What must be checked before a meeting may decide on somebody, with the built-in profiles and with one's own; who can be found liable; what no
chief may do. By the protocol, as a program would."""
import json
import subprocess

import openpyxl

from fixtures import BUREAU, LASTWORD, ROOT, run

AT = "2026-11-24T10:00:00+08:00"
PAPER = {"title": "文", "sha256": "0" * 64}
MEMBERS = [f"p{i:02}" for i in range(1, 10)]
# What a promotion needs, each with what lets it pass.
PROMOTION = {"motion": "agreed", "vetting": "fit", "file-audit": "clear", "declarations": "true", "discipline": "no-objection", "petitions": "none",
             "two-signatures": "clean", "posts": "met"}


class Room:
    """A meeting that decides on each of its matters at once, command by command."""

    def __init__(self, register, name, profile, matters):
        self.register, self.name, self.matters = register, name, matters
        self.lines = []
        profile = json.loads(run("profile", "show", profile, "--json")) if isinstance(profile, str) else profile
        for m in matters:
            for r in m.setdefault("recommendations", []):
                self.do("people.lodge", id=r, kind="personal", recommenders=[{"person": "p07", "relation": "none"}], candidate=m["candidates"][0]["id"], post="科长",
                        reasons="好", signedOn="2026-11-02", paper=PAPER)
        self.do("plan", title="会", organisation="o", place="室", scheduled=AT, presiding="p01", secretary="p20", attendees=[{"id": "p21", "name": "x"}], profile=profile,
                roll=[{"id": m, "name": "x", "rank": 1, "inCharge": []} for m in MEMBERS], matters=matters)
        for m in MEMBERS:
            self.do("arrive", member=m)
        self.do("convene")
        self.do("appointTellers", members=["p06", "p07"])

    def do(self, name, **fields):
        self.lines.append({"do": name, "at": AT, **fields})

    def paper(self, m, name, **fields):
        self.do("recordPrerequisite", matter=m, prerequisite=name, by=fields.pop("by", "p03"), on="2026-11-20", document=PAPER, **fields)

    def basics(self, m):
        for name in ("consultation", "proposal", "inspection"):
            self.paper(m, name)

    def promotion(self, m, who, **other):
        for name, conclusion in {**PROMOTION, **other}.items():
            more = {"with": ["p06"]} if name in ("vetting", "two-signatures") else {}
            self.paper(m, name, candidate=who, conclusion=conclusion, **more)
        self.paper(m, "nomination", candidate=who, figures={"entitled": 60, "present": 56, "votes": 40})

    def vote(self, m, introducer="p03"):
        self.do("introduce", matter=m, by=introducer)
        for who in [*MEMBERS[2:], "p02", "p01"]:
            self.do("stateView", matter=m, member=who, stance="for", words="好")
        self.do("openBallot", matters=[m], mode="paper")
        for teller in ("p06", "p07"):
            self.do("enterCount", teller=teller, issued=9, returned=9, figures=[{"matter": m, "valid": 9, "invalid": 0, "choices": [8, 1, 0]}])
        self.do("declare", by="p01")

    def answers(self):
        """One a command."""
        text = "\n".join(json.dumps(c, ensure_ascii=False) for c in self.lines) + "\n"
        done = subprocess.run([LASTWORD, "engine", self.register, "--meeting", self.name], input=text, capture_output=True, text=True)
        answers = [json.loads(line) for line in done.stdout.splitlines()][1:]
        assert len(answers) == len(self.lines), done.stderr
        return answers and list(zip(self.lines, answers))

    def go(self):
        """The answers, one a command; and the record is sound to both judges."""
        answers = self.answers()
        bundle = f"{self.register}.{self.name}.lwb"
        run("verify", self.register)
        run("bundle", self.register, "--to", bundle)
        checked = subprocess.run(["/usr/bin/python3", f"{ROOT}/Verifier/check.py", bundle], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout
        return answers


def refusal(answers, name, **fields):
    """Of the first such command: why it was refused; None where it was taken."""
    for command, answer in answers:
        if command["do"] == name and all(command.get(k) == v for k, v in fields.items()):
            return answer.get("refused") or answer.get("error")
    raise AssertionError(f"nobody asked for {name}")


def made(folder):
    path = f"{folder}/g.lwr"
    run("init", path, "--organisation", "区教育局", "--offset", "+08:00", "--at", "2026-11-01T09:00:00+08:00")
    run("people", "import", path, f"{BUREAU}/roster.csv", "--at", "2026-11-01T09:00:00+08:00")
    return path


def matter(m, kind, who, facts=None, **more):
    candidate = {"id": who, "name": "x", "post": "科长", **({} if facts is None else {"facts": facts})}
    return {"id": m, "kind": kind, "title": f"事项{m}", "candidates": [candidate], **more}


def test_no_transfer_before_the_audit_is_concluded(folder):
    register = made(folder)
    room = Room(register, "n", "nanchuan", [matter("m1", "transfer", "p26", ["finance"]), matter("m2", "transfer", "p25", [])])
    for m in ("m1", "m2"):
        room.paper(m, "proposal")
        room.paper(m, "inspection")
    room.do("introduce", matter="m1", by="p03")
    room.paper("m1", "audit", candidate="p26", conclusion="open", by="p05")
    room.do("introduce", matter="m1", by="p03", tag="again")
    # Who holds no finance isn't asked for it, and goes on.
    room.vote("m2")
    room.do("correct", target="prerequisite", matter="m1", prerequisite="audit", candidate="p26", reason="审计已完结")
    room.paper("m1", "audit", candidate="p26", conclusion="concluded", by="p05")
    for line in room.lines:
        line.pop("tag", None)
    room.vote("m1")
    answers = room.go()
    tried = [a for c, a in answers if c["do"] == "introduce" and c["matter"] == "m1"]
    assert tried[0]["refused"]["rule"] == "M2" and "经济责任审计" in tried[0]["refused"]["zh"]["says"] and tried[0]["refused"]["people"] == ["p26"]
    assert tried[1]["refused"]["rule"] == "M2" and "审计完结后方能按相关程序进行" in tried[1]["refused"]["zh"]["says"]
    assert tried[2]["ok"] and refusal(answers, "introduce", matter="m2") is None

    # The regulation advises it.
    room = Room(register, "r", "regulation-2019", [matter("m1", "transfer", "p26", ["finance"])])
    room.paper("m1", "inspection")
    room.do("introduce", matter="m1", by="p03")
    assert refusal(room.go(), "introduce") is None


def test_an_objection_stops_its_person_and_nobody_else(folder):
    room = Room(made(folder), "m", "nanchuan", [matter("m1", "appointment", "p22", ["promotion"], recommendations=["r1"]),
                                                matter("m2", "appointment", "p23", ["promotion"], recommendations=["r2"])])
    for m, who, opinion in (("m1", "p22", "objection"), ("m2", "p23", "no-objection")):
        room.basics(m)
        room.promotion(m, who, discipline=opinion)
    room.vote("m2")
    room.do("introduce", matter="m1", by="p03")
    answers = room.go()
    error = refusal(answers, "introduce", matter="m1")
    assert error["rule"] == "M2" and "卫丑" in error["zh"]["says"] and "有不同意见" in error["zh"]["says"] and "凡提四必" in error["zh"]["says"] and error["people"] == ["p22"], error
    assert refusal(answers, "introduce", matter="m2") is None and refusal(answers, "declare") is None


def test_an_exceptional_promotion_waits_for_the_body_above(folder):
    room = Room(made(folder), "m", "regulation-2019", [matter("m1", "appointment", "p22", ["promotion", "exceptional"])])
    room.paper("m1", "inspection")
    room.promotion("m1", "p22")
    room.do("introduce", matter="m1", by="p03")
    room.paper("m1", "approval-above", candidate="p22", conclusion="agreed")
    room.do("introduce", matter="m1", by="p04")
    room.vote("m1")
    answers = room.go()
    error = refusal(answers, "introduce")
    assert error["rule"] == "M2" and "上级批复" in error["zh"]["says"], error
    assert refusal(answers, "declare") is None


def test_no_chief_vetoes_a_decision_about_people(folder):
    room = Room(made(folder), "m", "nanchuan", [matter("m1", "appointment", "p22", [], recommendations=["r1"]), matter("m2", "removal", "p25", [])])
    room.basics("m1")
    room.vote("m1")
    room.do("veto", matter="m1", by="p01", reasons="不当", document={"title": "否决书"})
    # What a chief may do is to send a proposal back before the group hears it.
    room.do("sendBack", matter="m2", by="p02", reasons="依据不足", document={"title": "退回意见"})
    room.do("introduce", matter="m2", by="p03")
    answers = room.go()
    error = refusal(answers, "veto")
    assert error["rule"] == "V1" and "没有规定否决权" in error["zh"]["says"], error
    assert refusal(answers, "sendBack") is None and refusal(answers, "introduce", matter="m2")["rule"] == "M4"


def test_a_proposal_comes_again_with_where_it_was_sent_back(folder):
    register = made(folder)
    first = Room(register, "w", "nanchuan", [matter("m1", "transfer", "p26", [])])
    first.do("sendBack", matter="m1", by="p01", reasons="不实", document=PAPER)
    first.do("close", unfinished=[])
    first.go()
    own = Room(register, "v", "nanchuan", [matter("m1", "transfer", "p26", [], resubmits={"meeting": "v", "matter": "m1"})])
    own.lines = own.lines[:1]
    assert refusal(own.go(), "plan")["rule"] == "V3"
    again = Room(register, "x", "nanchuan", [matter("m1", "transfer", "p26", [], resubmits={"meeting": "w", "matter": "m1"})])
    again.do("sendBack", matter="m1", by="p02", reasons="不实", document=PAPER)
    answers = again.go()
    returned = next(a for c, a in answers if c["do"] == "sendBack")
    assert returned["events"][0]["event"]["goesUp"] is True, returned


def test_who_gave_an_opinion_can_be_found_liable(folder):
    register = made(folder)
    room = Room(register, "m", "nanchuan", [matter("m1", "appointment", "p22", ["promotion"], recommendations=["r1"])])
    room.basics("m1")
    room.promotion("m1", "p22")
    room.lines = [dict(line, by="p06") if line.get("prerequisite") == "discipline" else line for line in room.lines]
    room.vote("m1")
    room.do("close", unfinished=[])
    later = {"at": "2028-06-01T10:00:00+08:00"}
    basis = {"title": "问责决定"}
    room.lines.append({"do": "people.recordOutcome", "appointment": "m/m1", "kind": "discipline", "on": "2028-05-01", "basis": basis, "body": "区纪委", **later})
    common = {"appointment": "m/m1", "kind": "failureOfScrutiny", "grade": "admonition", "reasons": "意见未如实反映", "basis": basis, "body": "区纪委监委", "on": "2028-05-20", **later}
    room.lines.append({"do": "people.find", "id": "f0", "person": "p08", "capacity": "disciplineBody", **common})
    room.lines.append({"do": "people.find", "id": "f1", "person": "p06", "capacity": "disciplineBody", "responsibility": "importantLeadership", "jointly": ["p01"], **common})
    room.lines.append({"do": "people.find", "id": "f2", "person": "p01", "capacity": "chief", "responsibility": "mainLeadership", "jointly": ["p06"], **common})
    room.lines.append({"do": "people.find", "id": "f3", "person": "p09", "capacity": "other", "part": "代填考察材料", **common})
    answers = room.go()
    assert refusal(answers, "people.find", id="f0")["rule"] == "A3"
    assert refusal(answers, "people.find", id="f1") is None and refusal(answers, "people.find", id="f2") is None

    run("export", "accountability", register, "--scope", "inspection", "--to", f"{folder}/list.csv", "--by", "褚子")
    with open(f"{folder}/list.csv", encoding="utf-8-sig") as file:
        text = file.read()

    head = text.splitlines()[0]
    for column in ("承担的身份", "推荐时职务", "责任", "认定机关", "依据"):
        assert column in head, head
    line = next(x for x in text.splitlines() if "吴己" in x and "纪检监察机关" in x)
    assert "重要领导责任" in line and "区纪委监委" in line and "问责决定" in line and "纪检组长" in line, line
    # Everybody who stood in a capacity is on the second sheet, found or not.
    run("export", "accountability", register, "--scope", "inspection", "--to", f"{folder}/list.xlsx", "--by", "褚子")
    rows = list(openpyxl.load_workbook(f"{folder}/list.xlsx")["倒查"].iter_rows(values_only=True))
    where = {name: n for n, name in enumerate(rows[0])}
    stood = [(r[where["承担的身份"]], r[where["姓名"]], r[where["认定"]]) for r in rows[1:]]
    assert stood[:3] == [("主要负责人", "赵甲", "失察"), ("主要负责人", "钱乙", "未认定"), ("分管负责人", "孙丙", "未认定")], stood
    assert ("纪检监察机关", "吴己", "失察") in stood and ("推荐人", "郑庚", "未认定") in stood and len(set(stood)) == len(stood), stood
    # Whoever stood in no capacity and was found all the same stands last, on the sheet and in the course of the appointment.
    assert stood[-1] == ("其他直接责任人", "冯壬", "失察"), stood
    course = run("people", "review", register, "m/m1")
    assert "其他直接责任人：冯壬（代填考察材料）：失察" in course and "主要负责人：钱乙，局长：未认定" in course, course
    chief = next(x for x in text.splitlines() if "赵甲" in x and "主要负责人" in x)
    assert "主要领导责任" in chief, chief


def test_a_show_of_hands_where_the_profile_has_it(folder):
    register = made(folder)
    room = Room(register, "h", "regulation-2019", [matter("m1", "removal", "p22"), matter("m2", "removal", "p23")])
    for m in ("m1", "m2"):
        room.paper(m, "grounds")
        room.do("introduce", matter=m, by="p03")
        for who in [*MEMBERS[2:], "p02", "p01"]:
            room.do("stateView", matter=m, member=who, stance="for", words="好")
        room.do("openBallot", matters=[m], mode="hands" if m == "m1" else "oral")
        room.do("declare", by="p01")
        room.do("enterCount", teller="p06", issued=9, returned=9, figures=[{"matter": m, "valid": 9, "invalid": 0, "choices": [8, 1, 0]}])
        room.do("takeVotes", matter=m, by="p01", choices=[MEMBERS[:5], MEMBERS[4:7], []])
        room.do("takeVotes", matter=m, by="p01", choices=[MEMBERS[:5] if m == "m1" else MEMBERS[:4], MEMBERS[5:7], [MEMBERS[7]]])
        room.do("declare", by="p01")
    room.do("close", unfinished=[])
    answers = room.go()
    assert refusal(answers, "declare")["reason"] == "votesNotTaken" and refusal(answers, "enterCount")["reason"] == "votesAreNamed"
    assert refusal(answers, "takeVotes")["reason"] == "votedTwice"
    state = json.loads(run("show", register, "h", "--json"))["matters"]
    assert [m["result"]["outcome"] for m in state] == ["passed", "failed"] and state[0]["count"]["choices"] == [5, 2, 1], state
    text = run("export", "minutes", register, "h", "--to", f"{folder}/h.txt") and open(f"{folder}/h.txt", encoding="utf-8").read()
    assert "举手表决" in text and "口头表决" in text and "同意 5 人（" in text and "未表决 1 人" in text, text
    # In the reform's own rules nobody's vote about a person is taken in the open.
    room = Room(register, "n", "nanchuan", [matter("m1", "retirement", "p22")])
    room.paper("m1", "age-record")
    room.do("introduce", matter="m1", by="p03")
    for who in [*MEMBERS[2:], "p02", "p01"]:
        room.do("stateView", matter="m1", member=who, stance="for", words="好")
    room.do("openBallot", matters=["m1"], mode="hands")
    assert refusal(room.go(), "openBallot")["reason"] == "methodNotAllowed"


def test_a_profile_of_ones_own(folder):
    text = run("profile", "show", "nanchuan")
    path = f"{folder}/ours.yaml"

    def check(change):
        with open(path, "w", encoding="utf-8") as file:
            file.write(change(text))
        return subprocess.run([LASTWORD, "profile", "check", path], capture_output=True, text=True)

    # Without recommendations, and without what the built-in one asks for.
    assert check(lambda t: t.replace("    recommendations: 1\n", "")).returncode == 0
    assert check(lambda t: t.replace("    each_candidate: yes\n    facts: [promotion]\n", "    each_candidate: yes\n    advice: yes\n    facts: [promotion]\n")).returncode == 0
    # By show of hands for everybody's promotion too, beside the secret ballot; not instead of it.
    by_hand = lambda methods: (lambda t: t.replace("    form: approval\n", f"    form: approval\n    methods: {methods}\n", 1))
    assert check(by_hand("[hands, secret]")).returncode == 0
    assert check(by_hand("[hands]")).returncode == 65
    # What undoes the rules isn't a choice.
    for old, new in (("quorum: 2/3", "quorum: 1/3"), ("share: 1/2", "share: 1/3"), ("chief_order: [administrative, party]", "chief_order: []")):
        assert check(lambda t, old=old, new=new: t.replace(old, new)).returncode == 65, new
    # A paper that can't be fulfilled isn't either: everything it may conclude stops the matter.
    assert check(lambda t: t.replace("- { id: agreed, title: { zh: 同意启动, en: to be started } }", "- { id: agreed, title: { zh: 同意启动, en: to be started }, effect: stops }")).returncode == 65
    # A fact that the profile doesn't have.
    assert check(lambda t: t.replace("facts: [unit-head, finance]", "facts: [unit-head, treasurer]")).returncode == 65
