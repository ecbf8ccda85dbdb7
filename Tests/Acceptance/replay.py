# SPDX-License-Identifier: GPL-3.0-or-later
"""Three judges of one record: the replay, `verify`, and the independent verifier. They agree on generated meetings, all of
them sound; and each finds each of the rewrites of a matrix, with the fingerprint on paper where every hash was made anew."""
import hashlib
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys

import generated
from fixtures import BUREAU, DOMAIN, LASTWORD, ROOT, chain_of, copied, enrol, run, unguarded

CHECK = f"{ROOT}/Verifier/check.py"


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def agreement(folder, count, boxes):
    """Replay, `verify` and the independent verifier of one register full of meetings."""
    register = generated.register(folder, count, 20261125, boxes)
    # Minutes of some are sealed, in both languages: sound ones mustn't be called anything else.
    over = [m["id"] for m in json.loads(run("verify", register, "--json"))["meetings"] if m["phase"] == "closed"]
    for place, name in enumerate(random.Random(2).sample(over, min(12 if count < 200 else 60, len(over)))):
        run("minutes", "seal", register, name, "--by", "p01", "--paper", CHECK, "--lang", ("zh", "en")[place % 2])
    report = json.loads(run("verify", register, "--json"))
    assert report["sound"], report
    run("bundle", register, "--to", f"{folder}/g.lwb")
    checked = subprocess.run([sys.executable, CHECK, f"{folder}/g.lwb"], capture_output=True, text=True, timeout=1200)
    assert checked.returncode == 0, checked.stdout[-3000:] + checked.stderr[-2000:]
    marks = {l.split("：", 1)[1] for l in checked.stdout.splitlines() if l.startswith("闭会指纹：")}
    kinds = generated.kinds(register)
    over = kinds.get("closed", 0) + kinds.get("cancelled", 0)
    own = {m["fingerprint"]["zh"] for m in report["meetings"] if m.get("fingerprint")}
    assert own <= marks and len(own) == over, (len(own), len(marks), over)
    # Every meeting replayed, and some of them one by one with their paper.
    played = json.loads(run("replay", register, "--all", "--json"))
    assert played["sound"] and {m["fingerprint"]["zh"] for m in played["meetings"] if m.get("fingerprint")} == own
    assert all(m["proven"] for m in played["meetings"]) and played["ballots"] == report["ballots"] >= boxes
    names = [m["id"] for m in report["meetings"] if m.get("fingerprint")]
    for name in random.Random(1).sample(names, min(10, len(names))):
        mark = next(m["fingerprint"]["en"] for m in report["meetings"] if m["id"] == name)
        assert json.loads(run("replay", register, name, "--json", "--head", mark))["sound"], name
    # The generator reaches what it is for.
    rare = ("discussionReopened", "left", "appointed", "runOff", "sentBack", "found", "noticeExempted", "objected") if count >= 100 else ()
    for kind in ("viewStated", "corrected", "ballotVoided", "resultDeclared", "deferred", "recused", "closed", "othersSealed", "boxClosed",
                 "recusalsAsked", "prerequisiteRecorded", *rare):
        assert kinds.get(kind, 0) >= max(1, count // 100), (kind, kinds)
    sealed = sealed_first(folder, register)
    return over, sum(kinds.values()), kinds, report["ballots"], sealed


def hostile(folder, register):
    """A meeting whose id drives a terminal: found, and never printed as it is."""
    record = Record(register)
    for entry in record.entries:
        if entry.get("meeting"):
            entry["meeting"] = "\x1b[31mX"
        if "meeting" in entry["event"]:
            entry["event"]["meeting"] = "\x1b[31mX"
    path = f"{folder}/t.lwr"
    record.write(register, path)
    assert json.loads(run("verify", path, "--json", status=1))["faults"]
    seen = 0
    for call in (["verify", path], ["replay", path, "--all"], ["replay", path, "\x1b[31mX", "--text"], ["show", path, "\x1b[31mX"],
                 ["export", "minutes", path, "\x1b[31mX", "--to", f"{folder}/x.txt"], ["meeting", "list", path], ["bundle", path, "--to", f"{folder}/x.lwb"],
                 ["verify", f"{folder}/x.lwb"]):
        done = subprocess.run([LASTWORD, *call], capture_output=True, timeout=120)
        assert b"\x1b" not in done.stdout + done.stderr, (call, done.stdout[-300:])
        seen += len(done.stdout + done.stderr) > 0
    assert seen == 8
    assert not os.path.exists(f"{folder}/x.txt") or "\x1b" not in open(f"{folder}/x.txt", encoding="utf-8").read()


def sealed_first(folder, register):
    """Rewrites of a meeting whose chiefs spoke when the others' papers were in the box. L7."""
    at = Record(register)
    closed = {e["meeting"] for e in at.entries if e["event"]["type"] == "closed"}
    name = next(e["meeting"] for e in at.entries if e["event"]["type"] == "othersSealed" and e["meeting"] in closed)
    mark = next(m["fingerprint"]["zh"] for m in json.loads(run("verify", register, "--json"))["meetings"] if m["id"] == name)

    def place(r, kind, test=lambda e: True):
        return next(i for i, e in enumerate(r.entries) if e.get("meeting") == name and e["event"]["type"] == kind and test(e["event"]))

    def chief(r):
        seal = place(r, "othersSealed")
        return next(i for i, e in enumerate(r.entries) if i > seal and e.get("meeting") == name and e["event"]["type"] == "viewStated")

    def early(r):
        r.entries.insert(place(r, "othersSealed"), r.entries.pop(chief(r)))

    def counted_first(r):
        r.entries.insert(chief(r), r.entries.pop(place(r, "countEntered")))

    def fewer(r):
        for e in r.entries:
            if e.get("meeting") == name and e["event"]["type"] == "othersSealed":
                e["event"]["papers"] += 3

    def in_discussion(r):
        r.entries.insert(place(r, "ballotOpened"), r.entries.pop(chief(r)))

    rewrites = {"a chief before the seal": early, "a chief in the discussion": in_discussion, "no seal": lambda r: r.entries.pop(place(r, "othersSealed")),
                "a chief's view left out": lambda r: r.entries.pop(chief(r)), "counted before the chiefs spoke": counted_first,
                "more sealed than came back": fewer}
    for what, change in rewrites.items():
        record = Record(register)
        change(record)
        record.write(register, f"{folder}/t.lwr")
        found = judged(folder, f"{folder}/t.lwr", name, mark)
        assert all(found["plain"]) and all(found["paper"]), (what, found)
    return len(rewrites)


# Rewrites.

class Record:
    """The entries of a register, to be changed and written back with every hash made anew."""

    def __init__(self, path):
        db = sqlite3.connect(path)
        self.entries = [json.loads(b) for (b,) in db.execute("SELECT body FROM entry ORDER BY seq")]
        db.close()

    def events(self, kind):
        return [e["event"] for e in self.entries if e["event"]["type"] == kind]

    def index(self, kind, test=lambda e: True):
        return next(i for i, e in enumerate(self.entries) if e["event"]["type"] == kind and test(e["event"]))

    def write(self, source, path, rehash=True):
        copied(source, path)
        with unguarded(path) as db:
            old = dict(db.execute("SELECT seq, hash FROM entry"))
            db.execute("DELETE FROM entry")
            previous, numbers = bytes(32), {}
            for seq, entry in enumerate(self.entries, 1):
                name = entry.get("meeting")
                numbers[name] = numbers.get(name, 0) + 1
                if rehash:
                    entry = dict(entry, seq=seq, number=numbers[name])
                body = canonical(entry)
                previous = hashlib.sha256(DOMAIN + previous + hashlib.sha256(body.encode()).digest()).digest()
                db.execute("INSERT INTO entry (seq, meeting, body, hash) VALUES (?, ?, ?, ?)", (seq, name, body, previous if rehash else old.get(seq, previous)))


def matrix(meeting):
    """Name, change, and whether the rules alone must find it, without the paper."""
    def view(who, matter="m1"):
        return lambda e: e["member"] == who and e["matter"] == matter

    def setting(kind, test=lambda e: True, **values):
        def change(r):
            r.entries[r.index(kind, test)]["event"].update(values)
        return change

    def moving(kind, test, before, other=lambda e: True):
        def change(r):
            item = r.entries.pop(r.index(kind, test))
            r.entries.insert(r.index(before, other), item)
        return change

    def dropping(kind, test=lambda e: True):
        return lambda r: r.entries.pop(r.index(kind, test))

    def figures(place, value, kind="countEntered"):
        def change(r):
            for e in r.events(kind):
                if e["figures"][0]["matter"] == "m1":
                    e["figures"][0][place] = value
        return change

    def result(**values):
        def change(r):
            r.events("resultDeclared")[0]["results"][0].update(values)
        return change

    def profile(**values):
        def change(r):
            for e in r.events("planned"):
                e["profile"].update(values)
        return change

    def honest(**values):
        def change(r):
            for e in r.events("planned"):
                e["profile"].update(values)
                e["profileHash"] = hashlib.sha256(canonical(e["profile"]).encode()).hexdigest()
        return change

    def votes(count):
        """The whole story told again: figures, result and appointment."""
        def change(r):
            for e in r.events("countEntered"):
                if e["figures"][0]["matter"] == "m1":
                    e["figures"][0]["choices"] = [count, 8 - count, 0]
            said = r.events("resultDeclared")[0]["results"][0]
            said.update(votes=count)
            for e in r.events("appointed"):
                if e["matter"] == "m1":
                    e["votesFor"] = count
        return change

    def tail(n):
        return lambda r: r.entries.__delitem__(slice(-n, None))

    def gone(r):
        r.entries[:] = [e for e in r.entries if e.get("meeting") != meeting and e["event"]["type"] not in ("appointed", "frozen")]

    def twice(kind, test=lambda e: True):
        def change(r):
            i = r.index(kind, test)
            r.entries.insert(i, json.loads(json.dumps(r.entries[i])))
        return change

    # What the rules don't give, however the hashes were made.
    yield "the chief first", moving("viewStated", view("p01"), "viewStated", view("p03")), True
    yield "the other chief first", moving("viewStated", view("p02"), "viewStated", view("p03")), True
    yield "the chiefs changed about", moving("viewStated", view("p01"), "viewStated", view("p02")), True
    yield "a member after the chief", moving("viewStated", view("p09"), "ballotOpened"), True
    yield "a view left out", dropping("viewStated", view("p06")), True
    yield "the chief's view left out", dropping("viewStated", view("p01")), True
    yield "a view twice", twice("viewStated", view("p04")), True
    yield "a view under another's name", setting("viewStated", view("p04"), member="p06"), True
    yield "a view of somebody absent", setting("viewStated", view("p04"), member="p05"), True
    yield "a member who never came", dropping("arrived", lambda e: e["member"] == "p04"), True
    yield "too few in the room", lambda r: [r.entries.pop(r.index("arrived", lambda e: e["member"] == m)) for m in ("p04", "p06", "p07", "p08")], True
    yield "no convening", dropping("convened"), True
    yield "introduced by the chief", setting("introduced", by="p01"), True
    yield "not introduced", dropping("introduced"), True
    yield "a paper left out", dropping("prerequisiteRecorded"), True
    yield "a ballot before the views", moving("ballotOpened", lambda e: True, "viewStated", view("p06")), True
    yield "no ballot", dropping("ballotOpened"), True
    yield "one teller's sheet", dropping("countEntered"), True
    yield "the tellers at odds", setting("countEntered", issued=7), True
    yield "another valid number", figures("valid", 7), True
    yield "an invalid paper more", figures("invalid", 1), True
    yield "choices that don't add up", figures("choices", [8, 1, 1]), True
    yield "a choice too many", figures("choices", [5, 1, 1, 1]), True
    yield "fewer for than were declared", figures("choices", [3, 4, 1]), True
    yield "a result edited", result(outcome="failed"), True
    yield "a needed number edited", result(needed=4), True
    yield "votes edited", result(votes=8), True
    yield "declared by another", setting("resultDeclared", by="p03"), True
    yield "no declaration", dropping("resultDeclared"), True
    yield "the profile edited", profile(quorum="1/2"), True
    yield "a quorum nobody reached, hashed", honest(quorum="1/1"), True
    yield "an appointment left out", dropping("appointed"), True
    yield "another appointed", setting("appointed", candidate="p23"), True
    yield "another number of votes at the appointment", setting("appointed", votesFor=8), True
    yield "a number of steps edited", setting("closed", events=3), True
    yield "an unfinished matter made up", setting("closed", unfinished=["m1"]), True
    yield "on after the end", lambda r: r.entries.append(json.loads(json.dumps(r.entries[r.index("viewStated")]))), True
    yield "a stranger on the roll", lambda r: r.events("planned")[0]["roll"].append(dict(r.events("planned")[0]["roll"][0], id="p20")), True
    yield "the chief no chief", lambda r: r.events("planned")[0]["roll"][0].pop("chief"), True
    def more_than_went_out(r):
        for e in r.events("countEntered"):
            if e["figures"][0]["matter"] == "m1":
                e["returned"] = 20
                e["figures"][0].update(valid=20, choices=[18, 1, 1])
        r.events("resultDeclared")[0]["results"][0].update(votes=18)
        for e in r.events("appointed"):
            if e["matter"] == "m1":
                e["votesFor"] = 18

    def tellers(*members):
        def change(r):
            for e in r.events("tellersAppointed"):
                e["members"] = list(members)
            old = {}
            for e in r.events("countEntered"):
                e["teller"] = members[0] if old.setdefault(e["teller"], len(old)) == 0 else members[1]
        return change

    def adding(before, test, *events):
        """With the number of steps at the end as it has to be then."""
        def change(r):
            i = r.index(before, test)
            for event in events:
                r.entries.insert(i, dict(r.entries[i], event=event))
                i += 1
            r.events("closed")[0]["events"] += len(events)
        return change

    yield "more papers back than went out", more_than_went_out, True
    yield "strangers as tellers", tellers("zz", "yy"), True
    yield "chiefs as tellers", tellers("p01", "p02"), True
    yield "a teller who isn't there", tellers("p05", "p07"), True
    # What once ended the program, found by fuzzing.
    yield "a matter of a kind that its profile hasn't", lambda r: r.events("planned")[-1]["matters"][0].update(kind="nothing"), True
    yield "a ballot on no matter", setting("ballotOpened", matters=["nothing"]), True
    yield "a roll of nobody", setting("planned", roll=[]), True
    yield "a veto on a paper without a name", setting("vetoed", document={"title": ""}), True
    yield "a character nobody sees in somebody's words", setting("viewStated", view("p03"), words="同意\u200b"), True
    yield "a line turned about in somebody's words", setting("viewStated", view("p03"), words="\u202e同意"), True
    yield "a member's view struck after the chiefs spoke", adding(
        "ballotOpened", lambda e: e["matters"] == ["m1"], {"type": "corrected", "target": "view", "matter": "m1", "member": "p04", "reason": "误记"},
        {"type": "viewStated", "matter": "m1", "member": "p04", "stance": "against", "words": "不"}), True
    yield "recused between count and result", adding(
        "resultDeclared", lambda e: e["results"][0]["matter"] == "m1", {"type": "recused", "matter": "m1", "member": "p04", "ground": "other", "reason": "回避"}), True
    yield "a stranger recused", adding("convened", lambda e: True, {"type": "recused", "matter": "m1", "member": "zz", "ground": "other", "reason": "回避"}), True
    yield "a deferral that one of eight wanted", adding(
        "introduced", lambda e: e["matter"] == "m5", {"type": "deferred", "matter": "m5", "by": "p01", "ground": "motion", "inFavour": 1, "reason": "再议"}), True
    yield "a veto without reasons", setting("vetoed", reasons=""), True
    yield "an escape in somebody's words", setting("viewStated", view("p03"), words="同意\u001b[2J"), True
    yield "a backspace in somebody's words", setting("viewStated", view("p03"), words="同意\b\b不同意"), True
    # What the rules would have given too: only the paper knows.
    yield "a stance changed", setting("viewStated", view("p04"), stance="against", words="不同意"), False
    yield "words changed", setting("viewStated", view("p03"), words="别的话"), False
    yield "another count told all through", votes(7), False
    yield "two members' turns changed", moving("viewStated", view("p06"), "viewStated", view("p04")), False
    yield "a point of order left out", lambda r: (r.entries.pop(r.index("pointRaised")), r.events("closed")[0].update(events=r.events("closed")[0]["events"] - 1)), False
    yield "another reason for an absence", setting("excused", reason="别的事"), False
    yield "the closing gone", tail(1), False
    yield "the meeting gone", gone, False


def judged(folder, register, meeting, mark):
    """Which of the three find fault, with the paper and without."""
    head = ["--head", mark]
    found = {}
    for name, extra in (("plain", []), ("paper", head)):
        one = subprocess.run([LASTWORD, "replay", register, meeting, "--json", *extra], capture_output=True, text=True, timeout=120)
        if extra:
            both = subprocess.run([LASTWORD, "replay", register, "--all", "--json", *extra], capture_output=True, text=True, timeout=120)
            assert (both.returncode == 1) == (one.returncode != 0), (one.stdout[-300:], both.stdout[-300:], both.stderr)
        two = subprocess.run([LASTWORD, "verify", register, "--json", *extra], capture_output=True, text=True, timeout=120)
        made = subprocess.run([LASTWORD, "bundle", register, "--to", f"{folder}/t.lwb", "--force"], capture_output=True, text=True, timeout=120)
        if made.returncode == 0:
            three = subprocess.run([sys.executable, CHECK, f"{folder}/t.lwb", *extra], capture_output=True, text=True, timeout=120)
            assert three.returncode in (0, 1), three.stderr
            found[name] = [one.returncode != 0, two.returncode != 0, three.returncode != 0]
        else:
            # What can't even be bundled is no bundle to be checked.
            found[name] = [one.returncode != 0, two.returncode != 0, True]
        assert one.returncode in (0, 1, 66) and two.returncode in (0, 1), (one.returncode, one.stderr, two.returncode, two.stderr)
    return found


def tampering(folder, every):
    register, meeting = f"{folder}/r.lwr", "2026-18"
    run("init", register, "--organisation", "区教育局", "--at", "2026-11-01T09:00:00+08:00")
    run("people", "import", register, f"{BUREAU}/roster.csv", "--at", "2026-11-01T09:00:00+08:00")
    run("people", "lodge", register, f"{BUREAU}/recommendations.yaml", "--at", "2026-11-04T10:00:00+08:00")
    run("meeting", "plan", register, f"{BUREAU}/plan.yaml", "--at", "2026-11-20T10:00:00+08:00")
    with open(f"{BUREAU}/meeting.jsonl", encoding="utf-8") as file:
        subprocess.run([LASTWORD, "engine", register, "--meeting", meeting], stdin=file, capture_output=True, check=True)
    mark = next(m["fingerprint"]["zh"] for m in json.loads(run("verify", register, "--json"))["meetings"] if m.get("fingerprint"))
    # The positive control: as it is, nobody finds anything; written back as it was, neither.
    copy = f"{folder}/t.lwr"
    Record(register).write(register, copy)
    assert judged(folder, copy, meeting, mark) == {"plain": [False] * 3, "paper": [False] * 3}
    count = 0
    for name, change, by_rule in matrix(meeting):
        # With the hashes left alone the chain finds it: a sample will do when time is short.
        for rehash in (True, False) if every == 1 or count % 4 == 0 else (True,):
            record = Record(register)
            change(record)
            record.write(register, copy, rehash)
            found = judged(folder, copy, meeting, mark)
            assert all(found["paper"]), (name, rehash, found)
            # Hashes left as they were: nobody needs the paper, a cut end apart.
            if by_rule:
                assert all(found["plain"]), (name, rehash, found)
        count += 1
    files(folder, register, meeting)
    hostile(folder, register)
    unsound(folder, register, meeting)
    foreign_seals(folder, register, meeting)
    return count, minutes(folder, register, meeting, every)


def minutes(folder, register, meeting, every):
    """Sealed minutes, and the line named where somebody wrote something else into them; every so many of the lines."""
    run("export", "minutes", register, meeting, "--to", f"{folder}/m.html")
    run("minutes", "seal", register, meeting, "--by", "p02", "--paper", f"{folder}/m.html", status=77)
    run("minutes", "seal", register, meeting, "--by", "p01", status=77)
    codes = {p: enrol(register, p, "p06", "p08")[0] for p in ("p20", "p09")}
    wrong = codes["p20"][:-1] + str((int(codes["p20"][-1]) + 1) % 10)
    run("minutes", "seal", register, meeting, "--by", "p01", "--sign", "p20", "--paper", f"{folder}/m.html", typed=wrong + "\n", status=65)
    # Who presided signs, with a key or on the scan: the secretary's word alone seals nothing.
    run("minutes", "seal", register, meeting, "--by", "p01", "--sign", "p20", typed=codes["p20"] + "\n", status=77)
    said = run("minutes", "seal", register, meeting, "--by", "p01", "--sign", "p09", "--paper", f"{folder}/m.html", typed=codes["p09"] + "\n", status=77)
    assert "冯壬 不在签名人之列" in said, said
    run("minutes", "seal", register, meeting, "--by", "p01", "--sign", "p20", "--paper", f"{folder}/m.html", typed=codes["p20"] + "\n")
    run("export", "minutes", register, meeting, "--to", f"{folder}/m.txt")
    assert "审定封存，签名：陈癸" in open(f"{folder}/m.txt", encoding="utf-8").readline()
    assert json.loads(run("verify", register, "--json"))["sound"]
    record = Record(register)
    seal = record.events("minutesSealed")[0]
    line = next(i for i, l in enumerate(seal["minutes"].split("\n"), 1) if "不同意" in l)
    seal["minutes"] = seal["minutes"].replace("不同意", "同意", 1)
    record.write(register, f"{folder}/t.lwr")
    report = json.loads(run("verify", f"{folder}/t.lwr", "--json", status=1))
    assert [f["code"] for f in report["faults"]] == ["E-RULE", "E-MINUTES"] and str(line) in report["faults"][1]["zh"], report["faults"]
    # On paper alone no signature gives it away; all three find the line, with the hashes made anew.
    sealed = run("minutes", "seal", register, meeting, "--by", "p01", "--paper", f"{folder}/m.html", "--lang", "en")
    sealed = sealed.replace("the seal's fingerprint (for the signed page): ", "封存指纹（请抄在签名页上）：")
    count = 0
    for place, seal in enumerate(Record(register).events("minutesSealed")):
        assert seal["language"] == ("zh", "en")[place]
        facts = [i for i, l in enumerate(seal["minutes"].split("\n")) if re.match(r"  (?!\d\d:\d\d )\S|会议决定：|Decision: ", l)]
        for i in facts[::every]:
            record = Record(register)
            record.entries = [e for e in record.entries if e["event"]["type"] != "minutesSealed" or e["event"]["language"] == seal["language"]]
            edited = record.events("minutesSealed")[0]
            edited["signatures"] = []
            lines = edited["minutes"].split("\n")
            lines[i] = edit(lines[i])
            edited["minutes"] = "\n".join(lines)
            edited["paper"] = edited.get("paper") or {"title": "m", "sha256": "0" * 64}
            record.write(register, f"{folder}/t.lwr")
            if count % 7 == 0:
                found = judged(folder, f"{folder}/t.lwr", meeting, json.loads(run("verify", register, "--json"))["meetings"][0]["fingerprint"]["zh"])
                assert found == {"plain": [True] * 3, "paper": [True] * 3}, (lines[i], found)
            run("bundle", f"{folder}/t.lwr", "--to", f"{folder}/t.lwb", "--force")
            said = subprocess.run([sys.executable, CHECK, f"{folder}/t.lwb"], capture_output=True, text=True)
            assert said.returncode == 1 and f"line {i + 1} of the sealed minutes" in said.stdout, (lines[i], said.stdout)
            count += 1
    assert count >= 80 // every, count
    # What no figure tells: who it was, what it was about, a line that isn't a view's, who spoke last.
    for one, other in (("冯壬：不同意", "冯壬（代王辛）：不同意"), ("：蒋寅，通过", "：沈卯，通过"), ("会议决定：同意任命卫丑", "会议决定：同意任命韩辰"), ("一、任命卫丑", "一、任命韩辰"),
                       ("（末位表态）", ""), ("\n  钱乙：同意。“同意多数意见。”", "\n  韩辰：同意。\n  钱乙：同意。“同意多数意见。”"), ("（得 6 票，须 5 票）", "（得 7 票，须 5 票）"),
                       ("\n会议决定：同意任命卫丑", "\n会议决定：同意改任命韩辰\n会议决定：同意任命卫丑")):
        record = Record(register)
        record.entries = [e for e in record.entries if e["event"]["type"] != "minutesSealed" or e["event"]["language"] == "zh"]
        seal = record.events("minutesSealed")[0]
        seal.update(signatures=[], paper={"title": "m", "sha256": "0" * 64})
        assert one in seal["minutes"], one
        seal["minutes"] = seal["minutes"].replace(one, other, 1)
        record.write(register, f"{folder}/t.lwr")
        run("bundle", f"{folder}/t.lwr", "--to", f"{folder}/t.lwb", "--force")
        said = subprocess.run([sys.executable, CHECK, f"{folder}/t.lwb"], capture_output=True, text=True)
        assert said.returncode == 1 and "of the sealed minutes" in said.stdout, (one, said.stdout, said.stderr)
        run("verify", f"{folder}/t.lwr", status=1)
    # The seal's own fingerprint, on the page that was signed: without it nobody knows that there was one.
    mark = re.findall(r"封存指纹（请抄在签名页上）：(.+)", sealed)[0]
    shutil.copy(register, f"{folder}/t.lwr")
    assert judged(folder, f"{folder}/t.lwr", meeting, mark) == {"plain": [False] * 3, "paper": [False] * 3}
    for change in (lambda r: r.entries.pop(), lambda r: r.events("minutesSealed")[-1]["paper"].update(sha256="1" * 64)):
        record = Record(register)
        change(record)
        record.write(register, f"{folder}/t.lwr")
        found = judged(folder, f"{folder}/t.lwr", meeting, mark)
        assert found == {"plain": [False] * 3, "paper": [True] * 3}, found
    # A record that was changed after its minutes were sealed is handed out as nobody's minutes.
    record = Record(register)
    record.events("viewStated")[2].update(stance="for", words="")
    record.write(register, f"{folder}/t.lwr")
    said = run("export", "minutes", f"{folder}/t.lwr", meeting, "--to", f"{folder}/other.txt", status=1)
    assert "E-MINUTES" in said and not os.path.exists(f"{folder}/other.txt"), said
    run("bundle", register, "--to", f"{folder}/t.lwb", "--force")
    assert subprocess.run([sys.executable, CHECK, f"{folder}/t.lwb"], capture_output=True).returncode == 0
    return count


def files(folder, register, meeting):
    """Files that show one thing to verification and another to the room: rows before the first, an index of other columns with
    other words in it, a view instead of the table. Each found by all that prove."""
    path = f"{folder}/t.lwr"

    def opened():
        copied(register, path)
        db = sqlite3.connect(path, isolation_level=None)
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        return db

    def before_the_first(db):
        rows = db.execute("SELECT body FROM entry WHERE meeting = ? ORDER BY seq", (meeting,)).fetchall()
        for i, (body,) in enumerate(rows):
            entry = dict(json.loads(body), seq=i - 999, meeting="2020-01")
            db.execute("INSERT INTO entry (seq, meeting, body, hash) VALUES (?, '2020-01', ?, ?)", (i - 999, canonical(entry), os.urandom(32)))
        return "2020-01"

    def index(db):
        # The index is made over other words, then the table's are put back beneath it.
        db.execute("DROP INDEX entry_of_meeting")
        seq, body = db.execute("SELECT seq, body FROM entry WHERE body LIKE '%against%viewStated%'").fetchone()
        db.execute("CREATE TABLE kept AS SELECT * FROM entry WHERE seq = ?", (seq,))
        db.execute("UPDATE entry SET body = ? WHERE seq = ?", (body.replace('"against"', '"for"'), seq))
        db.execute("CREATE INDEX entry_of_meeting ON entry (meeting, seq, body)")
        return meeting

    def view(db):
        db.execute("ALTER TABLE entry RENAME TO true_entry")
        db.execute("CREATE VIEW entry AS SELECT * FROM true_entry")
        return meeting

    found = 0
    for change in (before_the_first, index, view):
        db = opened()
        name = change(db)
        db.close()
        for call in (["verify", path], ["replay", path, name, "--json"], ["replay", path, "--all", "--json"]):
            done = subprocess.run([LASTWORD, *call], capture_output=True, text=True, timeout=120)
            assert done.returncode in (1, 66), (change.__name__, call, done.returncode, done.stdout[-300:], done.stderr)
            found += 1
    assert found == 9
    return found


def unsound(folder, register, meeting):
    """Nothing is signed or handed out from a record that verification finds fault with."""
    path = f"{folder}/t.lwr"
    record = Record(register)
    record.entries.insert(record.index("viewStated"), record.entries.pop(record.index("viewStated", lambda e: e["member"] == "p01")))
    record.write(register, path)
    for call in (["export", "minutes", path, meeting, "--to", f"{folder}/x.md"], ["minutes", "seal", path, meeting, "--by", "p01", "--paper", register],
                 ["export", "replay", path, meeting, "--to", f"{folder}/x.html"]):
        assert "E-UNSOUND" in run(*call, status=1), call
    assert not os.path.exists(f"{folder}/x.md") and not os.path.exists(f"{folder}/x.html")
    with open(f"{folder}/seal.jsonl", "w", encoding="utf-8") as file:
        file.write(json.dumps({"do": "people.sealMinutes", "meeting": meeting, "language": "zh", "minutes": "x", "approvedBy": "p01", "approvedOn": "2026-11-24",
                               "signatures": [], "paper": {"title": "p", "sha256": "0" * 64}}) + "\n")
    with open(f"{folder}/seal.jsonl", encoding="utf-8") as file:
        done = subprocess.run([LASTWORD, "engine", path], stdin=file, capture_output=True, text=True, timeout=60)
    assert "E-UNSOUND" in done.stdout, (done.stdout[-400:], done.stderr[-400:])


def foreign_seals(folder, register, meeting):
    """Minutes that come from outside are sealed word for word as the record has them, or not at all: a false seal could never be taken back."""
    path, text = f"{folder}/t.lwr", f"{folder}/t.txt"
    copied(register, path)
    run("export", "minutes", path, meeting, "--to", text, "--force", "--lang", "zh")
    with open(text, encoding="utf-8") as file:
        true = file.read().split("\n\n", 1)[1]
    seal = {"do": "people.sealMinutes", "meeting": meeting, "language": "zh", "minutes": true, "form": 3, "approvedBy": "p01", "approvedOn": "2026-11-24",
            "signatures": [], "paper": {"title": "p", "sha256": "0" * 64}}
    others = [{"minutes": true.replace("不同意", "同意", 1)}, {"minutes": true + " "}, {"minutes": ""}, {"form": 1}, {"form": 2}, {"form": 4}, {"language": "en"}]
    before = chain_of(path)
    for other in (*others, {}):
        done = subprocess.run([LASTWORD, "engine", path], input=json.dumps({**seal, **other}) + "\n", capture_output=True, text=True, timeout=60)
        answer = json.loads(done.stdout.splitlines()[1])
        if other:
            assert answer["error"]["code"] == "E-MINUTES" and chain_of(path) == before, (other, answer)
        else:
            assert answer["ok"] and len(chain_of(path)) == len(before) + 1, answer
    run("verify", path)


def edit(line):
    for one, other in (("不同意", "同意"), ("同意", "不同意"), ("缓议", "同意"), ("is against", "is for"), ("is for", "is against"), ("is to defer", "is for"), (": for.", ": against."), (": for (", ": against ("), (": against.", ": for."), (": defer.", ": for."), (": agreed", ": not passed"), (": appraised", ": agreed"),
                       ("未通过", "通过"), ("通过", "未通过"), ("passed", "failed"), ("须再次票决", "通过"), ("run-off", "passed"), ("已决定", "未通过"), ("否决退回", "已决定"), ("returned by veto", "decided"), ("decided", "failed"), ("deferred", "decided"), ("评议完成", "暂缓"), ("graded", "deferred")):
        if one in line:
            return line.replace(one, other, 1)
    i = next(i for i in range(len(line) - 1, -1, -1) if line[i].isdigit())
    return line[:i] + str((int(line[i]) + 1) % 10) + line[i + 1:]


def secrets(folder, register):
    """No file of a replay names a choice that the record hasn't; a marker in a view shows that the search finds what is there."""
    for name in ("r.cast", "r.html", "r.txt"):
        run("export", "replay", register, "2026-18", "--to", f"{folder}/{name}")
        text = open(f"{folder}/{name}", encoding="utf-8").read()
        assert "任现职时间偏短" in text.replace("\\n", ""), name
        for wrong in ('"cast"', "voted", "选票：", "PIN", "密码"):
            assert wrong not in text, (name, wrong)


def test_rewritten_records(folder, full):
    rewrites, lines = tampering(folder, 1 if full else 8)
    secrets(folder, f"{folder}/r.lwr")
    print(f"{rewrites} rewrites, each found by replay, verify and the independent verifier; {lines} edited lines of sealed minutes found")


def test_three_verifiers_agree(folder, size):
    count = size("meetings", 20, 1200)
    boxes = max(2, count // 40)
    over, entries, kinds, ballots, sealed = agreement(folder, count, boxes)
    print(f"{over} of {count + boxes} generated meetings were ended, sound to all three with the same fingerprints ({entries} entries, "
          f"{kinds['resultDeclared']} results, {kinds['runOff']} run-offs, {kinds['othersSealed']} sealed first, {kinds['boxClosed']} boxes with {ballots} ballots); "
          f"{sealed} rewrites of one whose chiefs spoke after the others were sealed")
