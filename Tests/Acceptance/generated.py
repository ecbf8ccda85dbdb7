# SPDX-License-Identifier: GPL-3.0-or-later
"""Meetings that nobody would hold, and the rules allow: a register full of them, made by commands at random."""
import json
import random
import sqlite3
import subprocess

from fixtures import BUREAU, Engine, LASTWORD, run

MEMBERS = [f"p{i:02}" for i in range(1, 10)]
CHIEFS = ["p02", "p01"]
OTHERS = [m for m in MEMBERS if m not in CHIEFS]
DEPUTY = "p03"
STANCES = ["for", "for", "for", "against", "defer", "noView"]
KINDS = ["removal", "project", "appraisal", "penalty", "appointment", "contested-appointment", "transfer", "resignation", "demotion", "retirement", "study"]
FACTS = ["promotion", "trial-post", "unit-head", "finance", "exceptional", "dual-managed", "non-party", "managed-above"]
CANDIDATES = [f"c{i}" for i in range(1, 7)]
# Those of the example that conclude nothing.
PAPERS = ("consultation", "proposal", "inspection", "grounds", "report", "hearing", "tender-plan", "legal-review")


class Script:
    """Commands in an order that is nearly right; what the rules refuse is no event."""

    def __init__(self, r, name, profile):
        self.r, self.name, self.profile, self.out = r, name, profile, []
        self.later = profile["ballotOrder"] == "before-chief"
        self.here = [m for m in MEMBERS if r.random() < 0.93]
        self.matters = [f"m{i + 1}" for i in range(r.randint(1, 4))]
        known = [k for k in [*KINDS, *KINDS[4:6], "recommended"] if any(k == kind["id"] for kind in profile["kinds"])]
        self.kinds = {m: r.choice(known) for m in self.matters}
        self.facts = {}
        self.candidates = {m: r.sample(CANDIDATES, {"contested-appointment": r.choice([2, 3, 3, 4]), "project": 0, "penalty": 0, "study": 0}.get(self.kinds[m], 1))
                           for m in self.matters}
        # Most contests say how many posts they fill; some say one too many.
        self.posts = {m: r.randint(1, len(self.candidates[m]) - (r.random() < 0.95)) for m in self.matters
                      if self.kinds[m] == "contested-appointment" and r.random() < 0.7}
        self.listed = self.a_list() if r.random() < 0.4 else []

    def a_list(self):
        """Matters about people that follow one another."""
        on = [m for m in self.matters if self.kinds[m] not in ("project", "penalty", "study")]
        first = self.r.choice(on) if on else None
        run = []
        for m in self.matters[self.matters.index(first):] if on else []:
            if m not in on:
                break
            run.append(m)
        return run

    def do(self, name, **fields):
        self.out.append({"do": name, "at": "2026-10-20T10:00:00+08:00", **fields})

    def size(self, m):
        return {"appraisal": 4, "contested-appointment": len(self.candidates[m]) + 1}.get(self.kinds[m], 3)

    def plan(self):
        papers = {}
        for m in self.matters:
            papers[m] = []
            for c in self.candidates[m] if "appointment" in self.kinds[m] else []:
                papers[m].append(f"{self.name}-{m}-{c}")
                self.do("people.lodge", id=papers[m][-1], kind="personal", recommenders=[{"person": self.r.choice(OTHERS), "relation": "none"}],
                        candidate=c, post="科长", reasons="好", signedOn="2026-10-01", paper={"title": "推荐书", "sha256": "0" * 64})
        day = "2026-10-20T10:00:00+08:00"
        lists = {"lists": [{"id": "l1", "title": "名单"}]} if self.listed else {}
        self.do("plan", title="会", organisation="o", place="室", scheduled=day, presiding="p01", secretary="s1",
                roll=[{"id": m, "name": "x", "rank": 1, "inCharge": []} for m in MEMBERS], attendees=[{"id": "s1", "name": "x"}], profile=self.profile, **lists,
                matters=[{"id": m, "kind": self.kinds[m], "title": f"事项{m}", "recommendations": papers[m], **({"list": "l1"} if m in self.listed else {}), **({"posts": self.posts[m]} if m in self.posts else {}),
                          "candidates": [self.candidate(m, c) for c in self.candidates[m]]} for m in self.matters])
        self.planned_again()
        tellers = self.r.sample(MEMBERS[3:], 2)
        counters = self.r.sample(["s1", "p09", "p08", "p01"], self.r.choice([1, 1, 2])) if self.r.random() < 0.3 else None
        self.do("appointTellers", members=tellers, **({"counters": counters} if counters else {}))
        if counters:
            # Refused where one is a chief or a teller.
            self.do("appointTellers", members=["p04", "p05"], counters=["s1"])
        for m in MEMBERS:
            for what in ("papers", "personnelPapers"):
                self.do("deliver", member=m, what=what, on="2026-10-01")
        for m in self.matters:
            self.papers(m)
        for m in self.here:
            self.do("arrive", member=m)
        if self.r.random() < 0.5:
            self.do("arrive", member="s1") if self.r.random() < 0.7 else self.do("excuse", member="s1", reason="事")
            if self.r.random() < 0.2:
                self.do("leave", member="s1", reason="事")
        for m in self.matters:
            if self.r.random() < 0.2:
                self.do("recuse", matter=m, member=self.r.choice(MEMBERS), ground="relative", reason="回避")
            if self.r.random() < 0.1:
                self.do("recuse", matter=m, member="s1", ground="relative", reason="姻亲", **({"proposedBy": "p04"} if self.r.random() < 0.5 else {}))
            if self.r.random() < 0.03:
                self.do("correct", target="recusal", matter=m, member="s1", reason="误记")
        self.do("convene")

    def planned_again(self):
        """Sent back before the meeting, and planned again: without the matter and with it, under another title, as taken up from this very meeting."""
        r, plan = self.r, self.out[-1]
        if r.random() < 0.7:
            return
        m = r.choice(self.matters)
        self.do("sendBack", matter=m, by=r.choice(["p01", "p02"]), reasons="不实", document={"title": "意见"})
        others = [dict(x) for x in plan["matters"] if x["id"] != m]
        mine = next(dict(x) for x in plan["matters"] if x["id"] == m)
        if others and r.random() < 0.5:
            self.out.append(dict(plan, matters=others))
        if r.random() < 0.5:
            mine["title"] += "（改）"
        if r.random() < 0.2:
            mine["resubmits"] = {"meeting": self.name, "matter": m}
        self.out.append(dict(plan, matters=[*others, mine]))
        if "resubmits" in mine:
            self.out.append(plan)

    def candidate(self, m, person):
        """Half of them with what is so of them; nobody has to say it."""
        said = {"id": person, "name": "x", "post": "科长"}
        if self.r.random() < 0.5:
            self.facts[m, person] = [f for f in FACTS if self.r.random() < 0.25]
            said["facts"] = self.facts[m, person]
        return said

    def papers(self, m):
        """Most of what the profile asks for; now and then something that stops the matter, or that is wrong, or put right."""
        r, kind = self.r, next(k for k in self.profile["kinds"] if k["id"] == self.kinds[m])
        for paper in kind["prerequisites"]:
            for person in self.candidates[m] if paper.get("isForEachCandidate") else [None]:
                for _ in range(1 + (r.random() < 0.1)):
                    self.paper(m, paper, person)
                if r.random() < 0.04:
                    about = {} if person is None else {"candidate": person}
                    self.do("correct", target="prerequisite", matter=m, prerequisite=paper["id"], reason="误记", **about)
                    self.paper(m, paper, person)

    def paper(self, m, paper, person):
        r, more = self.r, {}
        if person is not None and r.random() < 0.997:
            more["candidate"] = person
        if "conclusions" in paper:
            said = r.choice(paper["conclusions"]) if r.random() < 0.05 else paper["conclusions"][0]
            more["conclusion"] = said["id"]
            if said["effect"] == "needs-reason" and r.random() < 0.9 or r.random() < 0.05:
                more["reason"] = r.choice(["已查清", "已查清", " "])
        if paper.get("leastNamed", 1) > 1 and r.random() < 0.995:
            more["with"] = r.sample(["s1", "p05", "p06"], r.choice([1, 1, 2]))
        if "figures" in paper:
            more["figures"] = {f["id"]: r.randint(0, 60) for f in paper["figures"] if r.random() < 0.997}
        if r.random() < 0.995:
            self.do("recordPrerequisite", matter=m, prerequisite=paper["id"], by=DEPUTY, on=r.choices(["2026-10-02", "2026-09-02", "2025-10-19"], [0.96, 0.03, 0.01])[0], document={"title": "文", "sha256": "0" * 64}, **more)

    def introduce(self, m):
        r = self.r
        if r.random() < 0.06:
            self.do("sendBack", matter=m, by=r.choice(["p01", "p02", "p03"]), reasons=r.choice(["不实", "不实", ""]), document={"title": "意见"})
        if r.random() < 0.9:
            declared = r.choice([[], [], ["s1"], r.sample(MEMBERS, 2)])
            self.do("askRecusals", matter=m, by=r.choice(["p01", "p01", "p01", "p02"]), declared=declared)
            for who in declared:
                if r.random() < 0.85:
                    self.do("recuse", matter=m, member=who, ground="relative", reason="亲属")
            if r.random() < 0.2:
                self.do("askRecusals", matter=m, by="p01", declared=[])
        for who in (*(["s1"] if r.random() < 0.2 else []), DEPUTY, r.choice(["p04", "p01"]), "p04"):
            self.do("introduce", matter=m, by=who)
        if r.random() < 0.15:
            self.do("askQuestion", matter=m, by=r.choice(self.here or MEMBERS), words="何时查清？")
            self.view(m, "p05")
            for content in r.choice([[True], [False, True], [False]]):
                self.do("answerQuestion", matter=m, question=r.choice([1, 1, 2]), by=r.choice(["s1", DEPUTY]), words="已查清", isContent=content)
            self.do("answerQuestion", matter=m, question=1, by=DEPUTY, words="已查清", isContent=True)

    def whom(self, m):
        """One candidate, or several where there are several posts; now and then one too many."""
        people, posts = self.candidates[m], self.posts.get(m, 1)
        if self.r.random() < (0.3 if posts > 1 else 0.95):
            return {"candidate": self.r.choice(people)}
        return {"candidates": self.r.sample(people, min(len(people), self.r.randint(1, posts + (self.r.random() < 0.05))))}

    def view(self, m, who, stance=None):
        stance = stance or self.r.choice(STANCES[:5])
        whom = self.whom(m) if self.kinds[m] == "contested-appointment" and stance == "for" else {}
        words = self.r.choice(["理由", "理由", "理由", "", "Wort\u00a0für\u2003Wort", "𠮷野家[1]{2}", "发出 3 份问卷后再议，“同意”", "(好)\n  1. 10:00 某某 表态 同意"])
        self.do("stateView", matter=m, member=who, stance=stance, words=words, **whom)

    def views(self, m):
        r, here = self.r, self.here
        order = here + here[:2]
        if r.random() < 0.7:
            r.shuffle(order)
        for who in order + [m for m in here if m not in CHIEFS] + ([] if self.later else CHIEFS):
            if self.later and who in CHIEFS and r.random() < 0.8:
                continue
            self.view(m, who)
            if r.random() < 0.05:
                self.do("correct", target="view", matter=m, member=r.choice(here or MEMBERS), reason="误记")
            if r.random() < 0.03:
                self.do("raisePoint", kind="chiefSignalled", by=r.choice(here or MEMBERS), matter=m, words="示意")
            if r.random() < 0.02:
                who = r.choice(MEMBERS)
                self.do("leave", member=who, reason="事") if r.random() < 0.5 else self.do("arrive", member=who)
        if r.random() < 0.15:
            self.do("reopen", matter=m, by="p01", inFavour=len(here), reason="新情况")
        for who in OTHERS + ([] if self.later else CHIEFS):
            self.view(m, who, "for")
        if r.random() < 0.15:
            ground = r.choice(["motion", "divided", "unclear", "views"])
            more = {"inFavour": len(here)} if ground == "motion" else {}
            if r.random() < (0.9 if ground == "unclear" else 0.1):
                more["task"] = {"what": "查清", "by": r.choice(["s1", "p05", "c1"]), "due": r.choice(["2026-11-20", "2026-11-20", "2026-09-01"])}
            self.do("defer", matter=m, ground=ground, by="p01", reason="再议", **more)

    def together(self):
        """The list as one: introduced, discussed with exceptions by line, on one paper. What is left is done line by line afterwards."""
        r, lines = self.r, self.listed
        if r.random() < 0.8:
            declared = r.choice([[], [], ["p08"]])
            self.do("askRecusals", matter="l1", by="p01", declared=declared, **({"lines": r.sample(lines, 1)} if declared and r.random() < 0.7 else {}))
            for who in declared:
                self.do("recuse", matter=r.choice(["l1", *lines]), member=who, ground="relative", reason="亲属")
            self.do("askRecusals", matter="l1", by="p01", declared=[])
        self.do("introduce", matter="l1", by=r.choice([DEPUTY, DEPUTY, "p01"]))
        order = [w for w in self.here if w not in CHIEFS]
        r.shuffle(order)
        for who in order + ([] if self.later else r.sample(CHIEFS, 2) + CHIEFS):
            if r.random() < 0.1:
                self.view(r.choice(lines), who)
            if r.random() < 0.03:
                self.do("raisePoint", kind="other", by=r.choice(self.here or MEMBERS), words="说明")
            other = [{"matter": m, "stance": r.choice(STANCES[:5]), "words": "另议"} for m in r.sample(lines, r.randint(1, len(lines)))] if r.random() < 0.2 else None
            self.do("stateView", matter="l1", member=who, stance=r.choice(STANCES[:5]), words=r.choice(["理由", "好", ""]), **({"exceptions": other} if other else {}))
            if r.random() < 0.05:
                self.do("correct", target="view", matter=r.choice(lines), member=who, reason="误记")
        for who in order + ([] if self.later else CHIEFS):
            self.do("stateView", matter="l1", member=who, stance="for", words="理由")
        if r.random() < 0.1:
            self.do("reopen", matter=r.choice(["l1", *lines]), by="p01", inFavour=len(self.here), reason="新情况")
            for who in CHIEFS:
                self.do("stateView", matter="l1", member=who, stance="for", words="理由")
        if r.random() < 0.1:
            self.do("withdraw", matter=r.choice(lines), by=DEPUTY, reason="撤回")
        if self.later:
            return
        self.do("openBallot", matters=["l1"], mode="paper")
        papers = len(self.here)
        figures = [self.figures(m, papers, self.size(m)) for m in lines]
        for teller in MEMBERS:
            self.do("enterCount", teller=teller, issued=papers, returned=papers, figures=figures)
        self.do("declare", by="p01")
        for teller in MEMBERS:
            self.do("voidBallot", cause="wrongPaper", by=teller, reason="作废")

    def figures(self, m, papers, size):
        valid = papers - (self.r.random() < 0.2)
        if m in self.posts and self.r.random() < 0.98:
            return {"matter": m, "valid": valid, "invalid": papers - valid, "choices": self.marks(m, valid, size)}
        if self.r.random() < 0.5:
            # Half of them carry what is put to the vote.
            return {"matter": m, "valid": valid, "invalid": papers - valid, "choices": [valid] + [0] * (size - 1)}
        cuts = sorted(self.r.randint(0, valid) for _ in range(size - 1))
        return {"matter": m, "valid": valid, "invalid": papers - valid, "choices": [b - a for a, b in zip([0, *cuts], [*cuts, valid])]}

    def marks(self, m, valid, size):
        """Papers with up to so many marks, an abstention now and then; once in a while a mark too many."""
        r, choices = self.r, [0] * size
        usual = r.sample(range(size - 1), min(self.posts[m], size - 1)) if r.random() < 0.6 else []
        for _ in range(valid):
            if r.random() < 0.08:
                choices[-1] += 1
                continue
            for c in usual if usual and r.random() < 0.75 else r.sample(range(size - 1), r.randint(0, min(self.posts[m], size - 1))):
                choices[c] += 1
        if r.random() < 0.05:
            choices[r.randrange(size - 1)] += valid
        return choices

    def ballot(self, m):
        r, here = self.r, self.here
        if self.kinds[m] == "study" or r.random() < 0.03:
            self.do("conclude", matter=m, by=r.choice(["p01", "p01", "p04"]), words=r.choice(["会议同意报告", "抓好落实（一）。", " "]))
        rounds = 3 if self.kinds[m] == "contested-appointment" else r.choice([1, 1, 1, 2])
        methods = next(k for k in self.profile["kinds"] if k["id"] == self.kinds[m]).get("methods", ["secret"])
        for _ in range(rounds):
            mode = r.choice([*methods, *methods, "secret", "hands"])
            if mode != "secret":
                self.open_vote(m, mode)
                continue
            self.do("openBallot", matters=[m], mode="paper")
            if r.random() < 0.2:
                for teller in MEMBERS:
                    self.do("voidBallot", cause=r.choice(["secrecyBroken", "wrongPaper"]), by=teller, reason="作废")
                self.do("openBallot", matters=[m], mode="paper")
            if self.later:
                for papers in range(len(here), max(len(here) - 6, 0), -1):
                    for teller in MEMBERS:
                        self.do("sealOthers", teller=teller, papers=papers)
                for chief in r.sample(CHIEFS, 2) + CHIEFS:
                    self.view(m, chief, "for")
            for papers in range(len(here), max(len(here) - 3, 0), -1):
                # A run-off has one candidate more than there are posts.
                for size in {self.size(m), self.posts.get(m, 1) + 2}:
                    figures = self.figures(m, papers, size)
                    for teller in MEMBERS:
                        self.do("enterCount", teller=teller, issued=papers, returned=papers, figures=[figures])
            self.do("declare", by="p01")

    def open_vote(self, m, mode):
        """By hand or by word; now and then somebody twice, put right afterwards."""
        r = self.r
        self.do("openBallot", matters=[m], mode=mode)
        for again in range(2):
            for size in {self.size(m), 3}:
                choices = [[] for _ in range(size)]
                for who in self.here:
                    if r.random() < 0.95:
                        choices[0 if r.random() < 0.6 else r.randrange(size)].append(who)
                if not again and r.random() < 0.3:
                    choices[-1].append(r.choice(MEMBERS))
                self.do("takeVotes", matter=m, by="p01", choices=choices)
        if r.random() < 0.2:
            self.do("voidBallot", cause=r.choice(["powerLost", "secrecyBroken"]), by="p01", reason="作废")
        self.do("declare", by="p01")

    def afterwards(self, m):
        r = self.r
        if r.random() < 0.1:
            self.do("veto", matter=m, by="p01", reasons="不当", document={"title": "否决书"})
        if r.random() < 0.1:
            self.do("adjourn", until="2026-10-20T11:00:00+08:00", reason="休息")
            self.do("reconvene")

    def end(self):
        for left in ([], *[[m] for m in self.matters], self.matters):
            self.do("close", unfinished=left)
        for n in range(2, len(self.matters) + 1):
            self.do("close", unfinished=self.matters[-n:])
        self.do("voidBallot", cause="secrecyBroken", by=self.here[-1] if self.here else "p04", reason="作废")
        self.do("cancel", reason="未能开成")

    def lives(self):
        """What becomes of whom it appointed: notices and exemptions, outcomes, and findings in right capacities and wrong ones."""
        r = self.r
        for m in self.matters:
            a, basis, later = f"{self.name}/{m}", {"title": "文"}, {"at": "2028-01-10T10:00:00+08:00"}
            if r.random() < 0.4:
                self.do("people.exemptNotice", appointment=a, ground=r.choice(["specialPost", "other"]), reason=r.choice(["特殊岗位", "特殊岗位", "特殊岗位", ""]), basis=basis, on="2026-10-21", **later)
            else:
                self.do("people.publishNotice", appointment=a, **{"from": "2026-10-21", "through": "2026-10-30"}, **later)
                if r.random() < 0.7:
                    secret = r.choice([{"by": "某人"}, {"by": "", "identity": "confidential"}, {"by": "某人", "identity": "anonymous"}])
                    self.do("people.object", appointment=a, on="2026-10-22", words="有异议", **secret, **later)
                    self.do("people.settleObjections", appointment=a, on="2026-10-25", upheld=False, basis=basis, **later)
            trial = {} if r.random() < 0.7 else {"trialNoticeOn": r.choice(["2026-10-31", "2026-11-01", "2026-11-03", "2026-10-19"])}
            self.do("people.takeOffice", appointment=a, on=r.choice(["2026-11-02", "2026-10-25"]), **trial, **later)
            if r.random() < 0.6:
                self.do("people.recordOutcome", appointment=a, kind="discipline", on="2027-05-01", basis=basis, body="纪委", **later)
                for n in range(r.randint(2, 9)):
                    who, kind = r.choice(MEMBERS + ["s1"]), r.choice(["failureOfScrutiny", "failureOfScrutiny", "none"])
                    capacity = r.choice(["chief", "deputyInCharge", "vettingTeam", "presenter", "recommender", "handler", "organisationDepartment", "other", None])
                    more = {} if capacity is None else {"capacity": capacity}
                    if capacity == "other" and r.random() < 0.8:
                        more["part"] = "授意"
                    if r.random() < 0.5:
                        more["responsibility"] = r.choice(["direct", "mainLeadership", "joint"])
                    if r.random() < 0.3:
                        more["jointly"] = r.sample(MEMBERS, 2)
                    self.do("people.find", id=f"{self.name}-{m}-{n}", appointment=a, person=who, kind=kind, grade="noLiability" if kind == "none" else "admonition",
                            reasons="查明", basis=basis, body="纪委", on="2027-06-01", **more, **later)

    def whole(self):
        self.plan()
        for m in self.matters:
            if m in self.listed[:1]:
                self.together()
            self.introduce(m)
            self.views(m)
            self.ballot(m)
            self.afterwards(m)
        self.end()
        self.lives()
        return self.out


def boxed(register, name, script):
    """The same with every ballot in the box at the terminal, voters in any order, some of them not at all."""
    engine, r = Engine(register, meeting=name), script.r

    def flush():
        for command in script.out:
            engine.do(**command)
        script.out = []

    def voters():
        return [m["id"] for m in engine.do(do="state")["state"]["roll"] if m["present"]]

    def vote(who, m):
        state = next(s for s in engine.do(do="state")["state"]["matters"] if s["id"] == m)
        return engine.cast(who, picks(m, len(state["choices"])), "2026-10-20T10:30:00+08:00")["ok"]

    def picks(m, size):
        """One choice; where there are posts, so many marks, the rest left empty, or an abstention."""
        if m not in script.posts:
            return [r.randint(1, size)]
        posts = script.posts[m]
        if r.random() < 0.1:
            return [size] * posts
        marked = r.sample(range(1, size), r.randint(0, min(posts, size - 1)))
        return marked + [size + 1] * (posts - len(marked))

    script.here = list(MEMBERS) if r.random() < 0.5 else script.here
    script.plan()
    flush()
    tellers = [m["id"] for m in engine.do(do="state")["state"]["roll"] if m["teller"]]
    engine.pins()
    # The example of the box is on a day of its own.
    for m in script.matters:
        script.introduce(m)
        script.views(m)
        flush()
        for _ in range(2):
            engine.confirm(*tellers)
            script.do("openBallot", matters=[m], mode="box")
            flush()
            if engine.do(do="state")["state"].get("ballot") is None:
                break
            order = voters()
            r.shuffle(order)
            stay = {w for w in order if r.random() < 0.1}
            now = [w for w in order if w not in stay and not (script.later and w in CHIEFS)]
            cast = [w for w in now if vote(w, m)]
            two = dict(second=tellers[1], reason="有人不投")
            if script.later:
                for extra in ({}, two):
                    engine.confirm(*tellers)
                    if engine.do(do="sealOthers", teller=tellers[0], papers=len(cast), at="2026-10-20T10:40:00+08:00", **extra)["ok"]:
                        break
                for chief in CHIEFS:
                    script.view(m, chief, "for")
                flush()
                cast += [w for w in CHIEFS if w in order and w not in stay and vote(w, m)]
            for extra in ({}, two):
                engine.confirm(*tellers)
                if engine.do(do="closeBox", teller=tellers[0], at="2026-10-20T10:45:00+08:00", **extra)["ok"]:
                    break
            closing = (engine.do(do="state")["state"].get("ballot") or {}).get("closing")
            if closing is None:
                break
            for teller in tellers:
                engine.confirm(teller)
                engine.do(do="enterCount", teller=teller, issued=closing["issued"], returned=closing["returned"], figures=closing["figures"],
                          at="2026-10-20T10:46:00+08:00")
            script.do("declare", by="p01")
            flush()
    script.end()
    flush()
    engine.end()


def register(folder, count, seed, boxes):
    """So many meetings in one register, and some more with boxes; those that can't be ended are left open."""
    path = f"{folder}/g.lwr"
    r = random.Random(seed)
    run("init", path, "--organisation", "o", "--offset", "+08:00", "--at", "2026-09-01T09:00:00+08:00")
    run("people", "import", path, f"{BUREAU}/roster.csv", "--at", "2026-09-01T09:00:00+08:00")
    people = [{"id": i, "name": f"某{i}", "inCharge": []} for i in [*CANDIDATES, "s1"]]
    run("engine", path, typed=json.dumps({"do": "people.importPeople", "people": people, "at": "2026-09-01T09:00:00+08:00"}) + "\n")
    plain = json.loads(run("profile", "show", "nanchuan", "--json"))
    before = dict(plain, ballotOrder="before-chief", id="sealed-first")
    # Where the recused aren't counted, fewer votes carry.
    fewer = dict(plain, recusedCountAsEntitled=False, id="recused-out")
    asked = dict(plain, inquiry="required", id="asked")
    regulation = json.loads(run("profile", "show", "regulation-2019", "--json"))
    committee = json.loads(run("profile", "show", "full-committee", "--json"))
    for n in range(count):
        lines = [json.dumps(c, ensure_ascii=False) for c in Script(r, f"g{n}", r.choice([plain, plain, before, fewer, asked, regulation, committee])).whole()]
        given = "\n".join(lines) + "\n"
        done = subprocess.run([LASTWORD, "engine", path, "--meeting", f"g{n}"], input=given, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, (done.stdout[-500:], done.stderr[-500:])
    for n in range(boxes):
        boxed(path, f"b{n}", Script(r, f"b{n}", (plain, before, committee)[n % 3]))
    return path


def kinds(path):
    db = sqlite3.connect(path)
    found = dict(db.execute("SELECT json_extract(body, '$.event.type'), count(*) FROM entry GROUP BY 1"))
    runoffs = db.execute("SELECT count(*) FROM entry WHERE body LIKE '%\"outcome\":\"runOff\"%'").fetchone()[0]
    db.close()
    return dict(found, runOff=runoffs)
