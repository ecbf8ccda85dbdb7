# SPDX-License-Identifier: GPL-3.0-or-later
"""The ballot: opening, counting, voiding, what the figures mean (docs/RULES.md, B1 to B10, L7)."""
from fractions import Fraction

from faults import is_blank, require

MOST = 1_000_000
# How each way of voting is called in a profile.
METHOD = {"paper": "secret", "box": "secret", "hands": "hands", "oral": "oral"}


class Ballots:
    """The part of a meeting in which it decides."""

    def is_signed(self):
        """B10: every teller has signed the same figures."""
        b = self.ballot
        return b["sheet"] is not None and len(b["signed"]) >= 2 and set(self.tellers) <= b["signed"]

    def on_ballotOpened(self, e):
        self.in_phase("inSession")
        require(self.ballot is None and e["matters"] and len(set(e["matters"])) == len(e["matters"]), "B1: a ballot is open, or about nothing")
        matters = [self.matter({"matter": n}) for n in e["matters"]]
        for name, matter in zip(e["matters"], matters):
            require(matter.status in ("open", "discussed"), f"B1: {name} isn't ready")
            self.require_answered(matter)
            require(matter.kind["form"] != "noted", "M5: a ballot on what isn't voted on")
            waiting = self.unheard(matter)
            require(not waiting, f"B1: {sorted(waiting)} haven't spoken")
            require(not self.stays_out(matter) & self.here(matter), "S4: somebody who has to stay out is in the room")
            self.require_decidable(matter)
            require(e["mode"] != "box" or matter.voids < self.profile["voidsBeforePaper"], "B6: a box after so many voids")
            early = self.profile["ballotOrder"] == "before-chief"
            secret = early or "posts" in matter.plan
            require(METHOD[e["mode"]] in (["secret"] if secret else matter.kind.get("methods", ["secret"])), "B1: a vote that the profile doesn't allow")
            require(self.voters(matter) == self.voters(matters[0]), "B1: two electorates on one paper")
        self.require_nothing_else(*e["matters"])
        if METHOD[e["mode"]] == "secret":
            require(len(self.tellers) >= 2, "B1: fewer than two tellers")
            require(all(self.is_fit(t, m) for t in self.tellers for m in matters), "P4: a teller who isn't here, is recused or concerned, or is a chief")
        if e["mode"] == "paper":
            require(all(self.is_fit_counter(c, m) for c in self.counters for m in matters), "P4: a counter who isn't here, is out or is a candidate")
        # The lines that aren't on this paper wait for one of their own.
        if set(self.in_hand()) & set(e["matters"]):
            for name in self.in_hand():
                self.matters[name].status = "discussed"
        for matter in matters:
            matter.status = "balloting"
        self.ballot = {"matters": e["matters"], "mode": e["mode"], "voters": set(self.voters(matters[0])), "sheet": None, "signed": set(), "sealed": None, "closing": None, "votes": {}}

    def is_fit_counter(self, who, matter):
        if who in self.roll:
            return self.is_fit(who, matter)
        return self.attendance.get(who, True) and who not in matter.attendees_out and who not in {c["id"] for c in matter.plan["candidates"]}

    def require_ballot(self, *tellers):
        """G2, Q1: a ballot is open, these tellers are in the room, and there is a quorum for each matter."""
        self.in_phase("inSession")
        require(self.ballot is not None, "B10: no ballot")
        require(set(tellers) <= set(self.tellers) & self.present, "B10: somebody who is no teller, or isn't here")
        for name in self.ballot["matters"]:
            self.require_quorum(self.matters[name])

    def require_chiefs_heard(self):
        """L7: where the others cast first, the chiefs have spoken before anything is counted."""
        if self.profile["ballotOrder"] != "before-chief":
            return
        require(self.ballot["sealed"] is not None, "L7: the others' papers aren't sealed")
        waiting = {p for name in self.ballot["matters"] for p in self.awaited(self.matters[name]) if p in self.chiefs()}
        require(not waiting, f"L7: counted before {sorted(waiting)} spoke")

    def require_two(self, e, returned, everybody):
        """B10: what ends somebody's chance to vote takes two tellers and a reason."""
        both = "second" in e and e["second"] != e["teller"] and e.get("reason")
        require(returned >= everybody or both, "B10: closed before everybody has cast, by one")

    def on_othersSealed(self, e):
        self.require_ballot(e["teller"], e.get("second", e["teller"]))
        require(self.profile["ballotOrder"] == "before-chief" and self.ballot["sealed"] is None, "L7: nothing to seal")
        most = len(self.ballot["voters"] - set(self.chiefs()))
        require(0 <= e["papers"] <= most, "L7: more papers than voters")
        if self.ballot["mode"] == "box":
            self.require_two(e, e["papers"], most)
        self.ballot["sealed"] = e["papers"]

    def require_papers(self, issued, returned):
        sealed = self.ballot["sealed"]
        if sealed is not None:
            chiefs = [c for c in self.chiefs() if c in self.ballot["voters"]]
            require(sealed <= returned <= sealed + len(chiefs), "L7: other papers than were sealed")
        require(issued <= len(self.ballot["voters"]), "B10: more papers than voters")

    def size(self, matter):
        """How many choices stand on the paper."""
        return {"approval": 3, "contested": len(matter.contenders) + 1, "graded": len(matter.kind.get("grades", [])), "noted": 0}[matter.kind["form"]]

    def require_figures(self, e):
        require([f["matter"] for f in e["figures"]] == self.ballot["matters"], "B10: other matters than on the paper")
        self.require_papers(e["issued"], e["returned"])
        for figures in e["figures"]:
            matter = self.matters[figures["matter"]]
            numbers = [*figures["choices"], figures["valid"], figures["invalid"], e["issued"], e["returned"]]
            require(0 <= min(numbers) and max(numbers) <= MOST, "B10: a figure that can't be")
            require(len(figures["choices"]) == self.size(matter), "B10: another paper")
            require(figures["valid"] + figures["invalid"] == e["returned"], "B10: valid and invalid aren't what came back")
            self.require_sum(matter, figures)

    def require_sum(self, matter, figures):
        """B10, B3: one choice a valid paper; where it takes marks, no more than it takes, and none on a blank one."""
        if "posts" not in matter.plan:
            require(sum(figures["choices"]) == figures["valid"], "B10: the choices don't add up")
            return
        *marks, blank = figures["choices"]
        filled = figures["valid"] - blank
        require(max(marks) <= filled and sum(marks) <= filled * matter.plan["posts"], "B3: more marks than the papers take")

    def is_counted(self):
        """Whether the closed box has its figures."""
        return bool(self.ballot["closing"] and self.ballot["closing"]["figures"])

    def on_boxClosed(self, e):
        self.require_ballot(e["teller"], e.get("second", e["teller"]))
        require(self.ballot["mode"] == "box" and self.ballot["closing"] is None, "B10: no box to close")
        self.require_chiefs_heard()
        voters = len(self.ballot["voters"])
        if e["figures"] or e["archive"]:
            # As records of 0.2 have it.
            self.require_figures(e)
        else:
            require(e["issued"] == voters and 0 <= e["returned"] <= e["issued"], "B10: other papers than voters")
            self.require_papers(e["issued"], e["returned"])
            require(e["returned"] >= self.profile.get("leastCast", 4), "B10: closed with so few that they show who voted how")
        self.require_two(e, e["returned"], voters)
        self.ballot["closing"] = dict(e)

    def on_boxCounted(self, e):
        self.require_ballot(*self.tellers)
        require(self.ballot["mode"] == "box" and self.ballot["closing"] and not self.is_counted(), "B10: no box to count")
        matters = [self.matters[n] for n in self.ballot["matters"]]
        require(all(self.is_fit(t, m) for t in self.tellers for m in matters), "P4: a teller who can't count")
        self.require_chiefs_heard()
        counted = dict(self.ballot["closing"], archive=e["archive"], figures=e["figures"])
        self.require_figures(counted)
        self.ballot["closing"] = counted
        sheet = {"type": "countEntered", "issued": counted["issued"], "returned": counted["returned"], "figures": counted["figures"]}
        self.due = [dict(sheet, teller=t) for t in self.tellers]

    def is_open_vote(self):
        """B1: whether who voted how is on record."""
        return METHOD[self.ballot["mode"]] != "secret"

    def on_votesTaken(self, e):
        self.require_ballot()
        require(self.is_open_vote() and e["matter"] in self.ballot["matters"], "B1: votes where there are none to be put down")
        self.require_presiding(e["by"], *(self.matters[n] for n in self.ballot["matters"]))
        everybody = [p for people in e["choices"] for p in people]
        require(len(e["choices"]) == self.size(self.matters[e["matter"]]), "B1: another paper")
        require(len(set(everybody)) == len(everybody) and set(everybody) <= self.ballot["voters"] & self.present, "B1: somebody twice, or who may not vote")
        self.ballot["votes"][e["matter"]] = [len(people) for people in e["choices"]]

    def on_countEntered(self, e):
        self.require_ballot(e["teller"])
        require(not self.is_open_vote(), "B1: papers counted in an open vote")
        self.require_chiefs_heard()
        b, figures = self.ballot, self.figures(e)
        if b["mode"] == "box":
            require(b["closing"] is not None and self.figures(b["closing"]) == figures, "B10: another count than the box's")
            # What a teller agrees to before the box is opened leaves no entry.
            require(self.is_counted(), "B10: signed before the box was counted")
        self.require_figures(e)
        require(figures != b["sheet"] or e["teller"] not in b["signed"], "B10: signed twice")
        others = b["signed"] - {e["teller"]}
        require(b["sheet"] in (None, figures) or not others, "B10: the tellers disagree")
        # More papers back than out: void by rule, once two have counted it so.
        if e["returned"] > e["issued"] and b["sheet"] == figures and others:
            self.due = [{"type": "ballotVoided", "cause": "moreReturnedThanIssued", "by": e["teller"], "reason": "B10"}]
        self.apply_countEntered(e)

    def figures(self, e):
        return (e["issued"], e["returned"], e["figures"])

    def apply_countEntered(self, e):
        if self.ballot["sheet"] != self.figures(e):
            self.ballot["signed"] = set()
        self.ballot["sheet"] = self.figures(e)
        self.ballot["signed"].add(e["teller"])

    def on_ballotVoided(self, e):
        self.in_phase("inSession")
        require(self.ballot is not None and e["by"] in self.present, "B6: no ballot to void, or by somebody who isn't here")
        require(not self.is_signed(), "B6: voided after all have signed")
        cause, matters = e["cause"], [self.matters[n] for n in self.ballot["matters"]]
        if self.is_counted():
            require(cause in ("quorumLost", "tellerLost"), "B6: a box that was counted, voided for another cause")
        require(cause != "moreReturnedThanIssued", "B6: a cause that is the rule's own")
        holds = {
            "quorumLost": lambda: not self.has_quorum() or not all(self.has_quorum_for(m) for m in matters),
            "tellerLost": lambda: any(t not in self.ballot["signed"] and not all(self.is_fit(t, m) for m in matters) for t in self.tellers),
            "figuresDisagree": lambda: self.ballot["sheet"] is not None,
            "tooFewCast": lambda: self.ballot["mode"] == "box" and self.ballot["closing"] is None,
        }.get(cause, lambda: True)()
        if self.is_open_vote():
            holds = holds and cause not in ("tellerLost", "secrecyBroken", "wrongPaper")
        require(holds, "B6: a cause that isn't so")
        by_presiding = self.is_open_vote() or cause in ("quorumLost", "tellerLost", "powerLost", "terminalFailed")
        require(e["by"] in self.tellers or by_presiding and e["by"] == self.presiding, "B6: voided by somebody who may not")
        require(not is_blank(e["reason"]), "B6: without a reason")
        self.apply_ballotVoided(e)

    def apply_ballotVoided(self, e):
        for name in self.ballot["matters"]:
            self.matters[name].status = "discussed"
            self.matters[name].voids += 1
        self.ballot = None

    # The result.

    def on_resultDeclared(self, e):
        self.in_phase("inSession")
        ballot = self.ballot
        require(ballot is not None, "B10: no ballot")
        self.require_presiding(e["by"], *(self.matters[n] for n in ballot["matters"]))
        for name in ballot["matters"]:
            self.require_quorum(self.matters[name])
        if self.is_open_vote():
            require(set(ballot["votes"]) == set(ballot["matters"]), "B1: declared without the votes")
            counted = [{"matter": n, "valid": sum(ballot["votes"][n]), "choices": ballot["votes"][n]} for n in ballot["matters"]]
        else:
            require(ballot["sheet"] is not None and self.is_signed(), "B10: not every teller has signed")
            counted = ballot["sheet"][2]
        require([r["matter"] for r in e["results"]] == ballot["matters"], "B10: other results than matters")
        for figures, said in zip(counted, e["results"]):
            matter = self.matters[figures["matter"]]
            own = self.result(matter, figures, len(ballot["voters"]))
            require((said["outcome"], said.get("votes"), said.get("needed"), said["candidates"], said.get("tied")) == own, f"B2: the figures give {own}")
            matter.figures = figures
            self.settle(matter, own)
        self.ballot = None

    def needed(self, matter, present, valid):
        """B2: how many votes pass; none where nothing is passed."""
        passing = matter.kind.get("passing")
        if passing is None:
            return None
        base = {"entitled": self.entitled(matter), "present": present, "valid": valid}[passing["of"]]
        exact = Fraction(passing["share"]) * base
        # Nobody passes without a vote, however few papers are valid.
        return exact.numerator // exact.denominator + 1 if passing["strictly"] else max(1, self.share(passing["share"], base))

    def result(self, matter, figures, voters):
        form, choices = matter.kind["form"], figures["choices"]
        needed = self.needed(matter, voters, figures["valid"])
        if form == "graded":
            return ("graded", None, None, [], None)
        if form == "approval":
            return ("passed" if choices[0] >= needed else "failed", choices[0], needed, [], None)
        ranked = sorted(range(len(matter.contenders)), key=lambda i: (-choices[i], i))
        votes, names = [choices[i] for i in ranked], [matter.contenders[i] for i in ranked]
        posts = matter.plan.get("posts", 1)
        enough = [v for v in votes if v >= needed]
        # Who stands equal where the posts end fills none of them.
        edge = votes[posts] if len(enough) > posts and votes[posts - 1] == votes[posts] else None
        tied = [n for n, v in zip(names, votes) if v == edge] if edge is not None and posts > 1 else None
        chosen = [n for n, v in zip(names, votes) if v >= needed and (edge is None or v > edge)][:posts]
        if chosen:
            return ("passed", votes[0], needed, chosen, tied)
        clear = len(votes) == posts + 1 or votes[posts] > votes[posts + 1]
        again = matter.kind["noMajority"] == "run-off" and matter.round == 1 and clear and votes[posts] > 0
        return ("runOff", votes[0], needed, names[:posts + 1], None) if again else ("deferred", votes[0], needed, [], tied)

    def settle(self, matter, own):
        outcome, votes, _, candidates, _ = own
        matter.result, matter.sitting, matter.on = (outcome, votes, candidates), self.sitting, self.today
        if outcome == "runOff":
            matter.contenders, matter.round, matter.status = candidates, matter.round + 1, "discussed"
            return
        matter.status = {"passed": "decided", "graded": "decided", "failed": "failed", "deferred": "deferred"}[outcome]
        if outcome == "passed" and matter.kind["appoints"]:
            matter.appointees = candidates or matter.contenders[:1]
            matter.votes = {n: v for n, v in zip(matter.contenders, matter.figures["choices"])} if "posts" in matter.plan else {}
