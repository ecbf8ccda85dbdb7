"""A meeting judged from its events: who was there, who had spoken when a chief spoke, what the figures give."""
import datetime
import hashlib
import json
from fractions import Fraction

import profiles


class Fault(Exception):
    """What an event does against the rules; the letter is that of docs/RULES.md."""


def require(holds, what):
    if not holds:
        raise Fault(what)


class Matter:
    def __init__(self, plan, kind):
        self.plan, self.kind, self.status = plan, kind, "pending"
        self.recused, self.views, self.heard, self.opinions = set(), {}, set(), set()
        self.contenders = [c["id"] for c in plan.get("candidates", [])]
        # The papers, each with who brought it.
        self.papers = {}
        self.round, self.voids, self.votes, self.who, self.reopened = 1, 0, None, None, False
        self.entitled = None

    def is_about(self, other):
        """The same business: kind, title and people."""
        people = lambda m: [(c["id"], c.get("post")) for c in m.plan.get("candidates", [])]
        mine, theirs = self.plan, other.plan
        return (mine["id"], mine["kind"], mine["title"], people(self)) == (theirs["id"], theirs["kind"], theirs["title"], people(other)) and self.kind == other.kind


class Meeting:
    def __init__(self, name):
        self.id, self.phase, self.events = name, "empty", 0
        self.plan, self.present, self.matters = None, set(), {}
        self.tellers, self.ballot, self.current, self.last = [], None, None, None
        # Whose signature has to follow next.
        self.due = []

    # Who is who.

    @property
    def roll(self):
        return [m["id"] for m in self.plan["roll"]]

    def chiefs(self):
        """In the order in which they speak."""
        order = self.plan["profile"]["chiefOrder"]
        found = [m for m in self.plan["roll"] if m.get("chief")]
        return [m["id"] for m in sorted(found, key=lambda m: order.index(m["chief"]) if m["chief"] in order else 0)]

    def entitled(self, matter):
        counts = self.plan["profile"]["recusedCountAsEntitled"]
        return len(self.roll) - (0 if counts else len(matter.recused))

    def here(self, matter):
        return self.present - matter.recused

    def share(self, text, number):
        exact = Fraction(text) * number
        return -(-exact.numerator // exact.denominator)

    def require_quorum(self, matter):
        need = self.share(self.plan["profile"]["quorum"], self.entitled(matter))
        require(len(self.here(matter)) >= need, f"Q1: {len(self.here(matter))} present, {need} needed")

    def awaited(self, matter):
        """L1, L3: members until a chief has spoken, a chief until a later one has."""
        chiefs = self.chiefs()
        out = [p for p in self.here(matter) if p not in chiefs and p not in matter.views and not matter.heard]
        for i, chief in enumerate(chiefs):
            said = chief in matter.views or chief in matter.opinions
            if chief in self.here(matter) and not said and not matter.heard & set(chiefs[i + 1:]):
                out.append(chief)
        return out

    def unheard(self, matter):
        """Whom the discussion still waits for: not the chiefs where they speak with the ballot open. L7."""
        later = self.plan["profile"]["ballotOrder"] == "before-chief"
        return [p for p in self.awaited(matter) if not (later and p in self.chiefs())]

    def require_nothing_else(self, *names):
        """M4: nothing else is taken up while a discussion waits for somebody."""
        if self.current and self.current not in names:
            require(not self.unheard(self.matters[self.current]), "M4: another matter is in hand")

    # What happened.

    def take(self, event, bundle, at):
        kind, at = event["type"], datetime.datetime.fromisoformat(at)
        self.events += 1
        require(self.last is None or at >= self.last or kind == "clockRemarked", "runs back without a remark")
        self.last = at
        if self.due:
            # All sign in the same breath: there is no moment at which one of them knows a figure and another hasn't signed.
            require(kind == "countEntered" and event["teller"] == self.due.pop(0), "B10: a box counted before all have signed")
        if self.plan is None:
            require(kind == "planned", "begins without a plan")
        if self.phase == "closed":
            require(kind in ("vetoed", "clockRemarked"), f"{kind} after the end")
        require(self.phase != "cancelled", f"{kind} after the end")
        handler = getattr(self, "on_" + kind, None)
        if handler:
            handler(event)
        if kind == "planned":
            self.judge_roll(bundle)

    def judge_roll(self, bundle):
        """P1: everybody with a rank is on the roll, as the register has them, and nobody else."""
        members = {i for i, p in bundle.people.items() if "rank" in p}
        require(set(self.roll) == members, "P1: the roll isn't the register's")
        for m in self.plan["roll"]:
            own = bundle.people[m["id"]]
            same = all(m.get(k) == own.get(k) for k in ("name", "rank", "chief", "inCharge"))
            require(same, f"P1: {m['id']} isn't as the register has them")

    def on_planned(self, e):
        require(self.phase in ("empty", "planned"), "planned again after convening")
        text = json.dumps(e["profile"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        require(hashlib.sha256(text.encode()).hexdigest() == e["profileHash"], "the profile isn't the hashed one")
        require(profiles.is_sound(e["profile"]), "M1: a profile that undoes the rules")
        require(len({m["rank"] for m in e["roll"]}) == len({m["id"] for m in e["roll"]}) == len(e["roll"]), "P1: somebody, or a rank, twice on the roll")
        require(1 <= sum(1 for m in e["roll"] if m.get("chief")) <= 2, "P1: no chief, or more than two")
        require(len({m["id"] for m in e["matters"]}) == len(e["matters"]) > 0, "M1: no matter, or one twice")
        known, self.plan, self.phase = self.matters, e, "planned"
        kinds = {k["id"]: k for k in e["profile"]["kinds"]}
        self.presiding = e["presiding"]
        require(self.presiding in self.roll, "P3: somebody who isn't on the roll presides")
        # Who left the roll isn't there; who became a chief, or left it, counts nothing.
        self.present &= set(self.roll)
        self.tellers = [t for t in self.tellers if t in self.roll and t not in self.chiefs()]
        self.matters = {}
        for m in e["matters"]:
            fresh = Matter(m, kinds[m["kind"]])
            old = known.get(m["id"])
            if old and old.is_about(fresh):
                # What the deputy in charge has to bring falls with the deputy.
                deputy, needs = self.deputy(fresh.kind), {p["id"]: p["byDeputyInCharge"] for p in fresh.kind["prerequisites"]}
                fresh.papers = {p: by for p, by in old.papers.items() if not needs.get(p) or by == deputy}
                fresh.recused = old.recused & set(self.roll)
            self.matters[m["id"]] = fresh

    def deputy(self, kind):
        """Who is in charge of such matters: the first on the roll, no chief."""
        return next((m["id"] for m in self.plan["roll"] if kind["power"] in m["inCharge"] and not m.get("chief")), None)

    def is_fit(self, teller, matter):
        """P4: a teller is in the room, and neither recused, nor concerned, nor a chief."""
        concerned = {c["id"] for c in matter.plan.get("candidates", [])}
        return teller in self.here(matter) and teller not in self.chiefs() and teller not in concerned

    def is_signed(self):
        """B10: every teller has signed the same figures."""
        b = self.ballot
        return b["sheet"] is not None and len(b["signed"]) >= 2 and set(self.tellers) <= b["signed"]

    def on_arrived(self, e):
        require(e["member"] in self.roll and e["member"] not in self.present, "arrives twice, or isn't on the roll")
        require(self.ballot is None, "P2: arrives while a ballot is open")
        self.present.add(e["member"])

    def on_left(self, e):
        require(e["member"] in self.present and e["reason"].strip(), "leaves without being here, or without a reason")
        self.present.discard(e["member"])

    def on_recused(self, e):
        matter = self.matters[e["matter"]]
        require(e["member"] in self.roll and e["member"] not in matter.recused, "P2: recused twice, or not on the roll")
        require(matter.status in ("pending", "open", "discussed"), "P2: recused when it is too late")
        matter.recused.add(e["member"])

    def on_presidingChanged(self, e):
        require(e["member"] in self.roll, "P3: somebody who isn't on the roll presides")
        self.presiding = e["member"]

    def on_tellersAppointed(self, e):
        members = e["members"]
        fit = set(members) <= set(self.roll) and not set(members) & set(self.chiefs())
        require(len(set(members)) == len(members) >= 2 and fit, "P4: fewer than two tellers, a stranger or a chief")
        if self.ballot:
            matters = [self.matters[n] for n in self.ballot["matters"]]
            require(self.ballot["mode"] != "box", "P4: other tellers while a box is open")
            require(not self.is_signed(), "B10: other tellers after all have signed")
            for gone in set(self.tellers) - set(members):
                require(gone not in self.ballot["signed"], "P4: a teller who has signed is exchanged")
                require(not all(self.is_fit(gone, m) for m in matters), "P4: a teller who could count is exchanged")
            require(all(self.is_fit(t, m) for t in members for m in matters), "P4: a teller who can't count")
        self.tellers = e["members"]
        if self.ballot:
            self.ballot["signed"] &= set(self.tellers)
            if not self.ballot["signed"]:
                self.ballot["sheet"] = None

    def on_prerequisiteRecorded(self, e):
        self.matters[e["matter"]].papers[e["prerequisite"]] = e["by"]

    def on_convened(self, e):
        require(self.phase == "planned", "convened twice")
        need = self.share(self.plan["profile"]["quorum"], len(self.roll))
        require(len(self.present) >= need, f"Q1: {len(self.present)} present, {need} needed")
        self.phase = "inSession"

    def on_introduced(self, e):
        matter = self.matters[e["matter"]]
        require(self.phase == "inSession" and matter.status == "pending", "M4: introduced out of turn")
        require(e["by"] in self.present and e["by"] not in self.chiefs(), "M3: introduced by a chief, or by somebody absent")
        missing = [p["id"] for p in matter.kind["prerequisites"] if p["id"] not in matter.papers]
        require(not missing, f"M2: without {missing}")
        self.require_quorum(matter)
        self.require_nothing_else()
        self.set_aside(e["matter"])
        matter.status, self.current = "open", e["matter"]

    def set_aside(self, name):
        """The matter in hand waits for its ballot when another comes up."""
        if self.current and self.current != name:
            self.matters[self.current].status = "discussed"

    def on_viewStated(self, e):
        matter, who = self.matters[e["matter"]], e["member"]
        chiefs, sealed = self.chiefs(), self.ballot and self.ballot.get("sealed") is not None
        late = sealed and e["matter"] in self.ballot["matters"] and who in chiefs
        if who in chiefs and self.plan["profile"]["ballotOrder"] == "before-chief":
            require(late, "L7: a chief speaks before the others' papers are sealed")
        # Who came after the others were through is heard still.
        came = matter.status == "discussed" and who in self.awaited(matter)
        require((self.current == e["matter"] and matter.status == "open") or late or came, "L2: a view on a matter that isn't open")
        require(who in self.here(matter), "L2: a view of somebody who is absent or recused")
        again = matter.reopened and who not in chiefs and not matter.heard
        require(who not in matter.views or again, "L2: a second view")
        require(not (who in chiefs and who in matter.opinions), "L6: a view besides the opinion that was read")
        self.require_quorum(matter)
        if who in chiefs:
            before = [p for p in self.awaited(matter) if p not in chiefs[chiefs.index(who):]]
            require(not before, f"L1: a chief speaks before {sorted(before)}")
            require(not matter.heard & set(chiefs[chiefs.index(who) + 1:]), "L3: out of the chiefs' order")
            matter.heard.add(who)
        else:
            require(not matter.heard, "L4: a member speaks after a chief")
        matter.views[who] = e["stance"]

    def on_corrected(self, e):
        matter = self.matters[e["matter"]]
        if e["target"] == "view":
            chiefs = self.chiefs()
            later = chiefs[chiefs.index(e["member"]) + 1:] if e["member"] in chiefs else chiefs
            require(matter.status == "open" and not matter.heard & set(later), "L4: struck when it is too late")
            require(matter.views.pop(e["member"], None) is not None, "strikes a view that isn't there")
        elif e["target"] == "recusal":
            require(matter.status in ("pending", "open") and not matter.heard, "P2: a recusal struck when it is too late")
            matter.recused.discard(e["member"])
        else:
            require(matter.papers.pop(e["prerequisite"], None) is not None, "strikes a paper that isn't there")

    def on_opinionRead(self, e):
        chiefs, matter = self.chiefs(), self.matters[e["matter"]]
        require(matter.status == "open" and e["member"] in self.roll, "B8: an opinion where nothing is discussed")
        require(e["member"] not in self.present and e["member"] not in matter.recused, "B8: an opinion of somebody who is here, or recused")
        require(e["member"] not in matter.opinions and e["member"] not in matter.views, "B8: said a second time")
        matter.opinions.add(e["member"])
        if e["member"] in chiefs:
            require(not matter.heard & set(chiefs[chiefs.index(e["member"]) + 1:]), "L1: a chief's opinion after the chief who speaks later")
            before = [p for p in self.awaited(matter) if p not in chiefs[chiefs.index(e["member"]):]]
            require(not before, f"L1: a chief's opinion before {sorted(before)}")
            matter.heard.add(e["member"])

    def on_discussionReopened(self, e):
        matter = self.matters[e["matter"]]
        self.carried(matter, e)
        self.require_nothing_else(e["matter"])
        for chief in self.chiefs():
            matter.views.pop(chief, None)
            matter.opinions.discard(chief)
        self.set_aside(e["matter"])
        matter.heard, matter.reopened = set(), True
        matter.status, self.current = "open", e["matter"]

    def carried(self, matter, e):
        """A motion of who presides, carried by more than half of those taking part."""
        here = len(self.here(matter))
        require(e["by"] == self.presiding, "B5: a motion of somebody who doesn't preside")
        require(here >= e["inFavour"] and 2 * e["inFavour"] > here, "B5: a motion that wasn't carried")

    def on_deferred(self, e):
        matter = self.matters[e["matter"]]
        if e["ground"] == "motion":
            self.carried(matter, e)
        elif e["ground"] == "views":
            stances = list(matter.views.values())
            require(not self.unheard(matter) and 2 * stances.count("defer") > len(stances), "B5: the views don't defer it")
        self.end(e["matter"], "deferred")

    def on_withdrawn(self, e):
        self.end(e["matter"], "withdrawn")

    def end(self, name, status):
        self.matters[name].status = status
        if self.current == name:
            self.current = None

    # The ballot.

    def on_ballotOpened(self, e):
        require(self.phase == "inSession" and self.ballot is None, "B1: a ballot is open")
        require(len(self.tellers) >= 2, "B1: fewer than two tellers")
        self.require_nothing_else(*e["matters"])
        for name in e["matters"]:
            matter = self.matters[name]
            require(matter.status in ("open", "discussed"), f"B1: {name} isn't ready")
            waiting = self.unheard(matter)
            require(not waiting, f"B1: {sorted(waiting)} haven't spoken")
            require(all(self.is_fit(t, matter) for t in self.tellers), "P4: a teller who isn't here, is recused or concerned, or is a chief")
            require(e["mode"] == "paper" or matter.voids < self.plan["profile"]["voidsBeforePaper"], "B6: a box after so many voids")
            self.require_quorum(matter)
            require(self.here(matter) == self.here(self.matters[e["matters"][0]]), "B1: two electorates on one paper")
            matter.status = "balloting"
        voters = self.here(self.matters[e["matters"][0]])
        self.ballot = {"matters": e["matters"], "mode": e["mode"], "voters": set(voters), "sheet": None, "signed": set(), "sealed": None, "box": None, "closing": None}
        if self.current in e["matters"]:
            self.current = None

    def on_othersSealed(self, e):
        require(self.ballot and self.plan["profile"]["ballotOrder"] == "before-chief", "L7: nothing to seal")
        self.ballot["sealed"] = e["papers"]

    def papers(self, e):
        require(0 <= e["issued"] <= len(self.ballot["voters"]), "B10: more papers than voters")
        if self.plan["profile"]["ballotOrder"] == "before-chief":
            require(self.ballot["sealed"] is not None, "L7: the others' papers aren't sealed")
            waiting = {p for name in self.ballot["matters"] for p in self.awaited(self.matters[name]) if p in self.chiefs()}
            require(not waiting, f"L7: counted before {sorted(waiting)} spoke")
            chiefs = [c for c in self.chiefs() if c in self.ballot["voters"]]
            low = self.ballot["sealed"]
            require(low <= e["returned"] <= low + len(chiefs), "L7: other papers than were sealed")

    def sheet(self, e):
        require(self.ballot is not None and e["teller"] in self.tellers, "B10: no ballot, or no teller")
        require([f["matter"] for f in e["figures"]] == self.ballot["matters"], "B10: other matters than on the paper")
        self.papers(e)
        for figures in e["figures"]:
            matter = self.matters[figures["matter"]]
            self.require_quorum(matter)
            require(min([*figures["choices"], figures["valid"], figures["invalid"]]) >= 0, "B10: a figure below nought")
            require(figures["valid"] + figures["invalid"] == e["returned"], "B10: valid and invalid aren't what came back")
            require(sum(figures["choices"]) == figures["valid"], "B10: the choices don't add up")
            form, contenders = matter.kind["form"], len(matter.contenders)
            size = {"approval": 3, "contested": contenders + 1, "graded": len(matter.kind["grades"])}[form]
            require(len(figures["choices"]) == size, "B10: another paper")
        return (e["issued"], e["returned"], e["figures"])

    def least(self):
        return self.plan["profile"].get("leastCast", 4)

    def on_boxClosed(self, e):
        require(self.ballot and self.ballot["mode"] == "box" and self.ballot["closing"] is None, "B10: no box to close")
        require(0 <= e["returned"] <= e["issued"], "B10: more came back than went out")
        both = e.get("second") and e["second"] != e["teller"] and e.get("reason")
        require(e["returned"] >= len(self.ballot["voters"]) or both, "B10: closed before everybody has cast, by one")
        require({e["teller"], e.get("second", e["teller"])} <= set(self.tellers) & self.present, "B10: closed by no teller")
        self.ballot["closing"] = e
        if e["figures"] or e["archive"]:
            # As records of 0.2 have it.
            self.ballot["box"] = self.sheet(e)
            return
        require(e["issued"] == len(self.ballot["voters"]), "B10: other papers than voters")
        require(e["returned"] >= self.least(), "B10: closed with so few that they show who voted how")
        self.papers(e)

    def on_boxCounted(self, e):
        require(self.ballot and self.ballot["closing"] and self.ballot["box"] is None, "B10: no box to count")
        matters = [self.matters[n] for n in self.ballot["matters"]]
        require(all(self.is_fit(t, m) for t in self.tellers for m in matters), "P4: a teller who can't count")
        counted = dict(self.ballot["closing"], archive=e["archive"], figures=e["figures"])
        self.ballot["box"] = self.sheet(counted)
        self.due = list(self.tellers)

    def on_countEntered(self, e):
        figures = self.sheet(e)
        require(e["teller"] in self.present, "B10: a teller who isn't here")
        if self.ballot["mode"] == "box":
            require(figures == self.ballot["box"], "B10: another count than the box's")
        require(figures != self.ballot["sheet"] or e["teller"] not in self.ballot["signed"], "B10: signed twice")
        if self.ballot["sheet"] is None or self.ballot["signed"] == {e["teller"]}:
            self.ballot["sheet"], self.ballot["signed"] = figures, {e["teller"]}
        else:
            require(self.ballot["sheet"] == figures, "B10: the tellers disagree")
            self.ballot["signed"].add(e["teller"])

    def on_ballotVoided(self, e):
        require(self.ballot is not None, "B6: no ballot to void")
        by_rule = e["cause"] == "moreReturnedThanIssued"
        require(by_rule or not self.is_signed(), "B6: voided after all have signed")
        if self.ballot["box"] is not None:
            require(e["cause"] in ("quorumLost", "tellerLost"), "B6: a box that was counted, voided for another cause")
        for name in self.ballot["matters"]:
            self.matters[name].status = "discussed"
            self.matters[name].voids += 1
        self.ballot = None

    def on_resultDeclared(self, e):
        ballot = self.ballot
        require(ballot is not None and ballot["sheet"] is not None, "B10: declared without a count")
        require(set(self.tellers) <= ballot["signed"] and len(ballot["signed"]) >= 2, "B10: not every teller has signed")
        require(e["by"] == self.presiding, "B10: declared by somebody else")
        require([r["matter"] for r in e["results"]] == ballot["matters"], "B10: other results than matters")
        require(ballot["sheet"][1] <= ballot["sheet"][0], "B10: more came back than went out")
        for figures, said in zip(ballot["sheet"][2], e["results"]):
            matter = self.matters[figures["matter"]]
            own = self.result(matter, figures, len(ballot["voters"]))
            require((said["outcome"], said.get("votes"), said.get("needed"), said["candidates"]) == own, f"B2: the figures give {own}")
            self.settle(matter, own)
        self.ballot = None

    def result(self, matter, figures, voters):
        form, choices = matter.kind["form"], figures["choices"]
        if form == "graded":
            return ("graded", None, None, [])
        passing = matter.kind["passing"]
        base = {"entitled": self.entitled(matter), "present": voters, "valid": figures["valid"]}[passing["of"]]
        exact = Fraction(passing["share"]) * base
        # Nobody passes without a vote, however few papers are valid.
        needed = exact.numerator // exact.denominator + 1 if passing["strictly"] else max(1, self.share(passing["share"], base))
        if form == "approval":
            return ("passed" if choices[0] >= needed else "failed", choices[0], needed, [])
        ranked = sorted(range(len(matter.contenders)), key=lambda i: (-choices[i], i))
        votes, names = [choices[i] for i in ranked], [matter.contenders[i] for i in ranked]
        if votes[0] >= needed and votes[0] > votes[1]:
            return ("passed", votes[0], needed, names[:1])
        clear = len(votes) == 2 or votes[1] > votes[2]
        again = matter.kind["noMajority"] == "run-off" and matter.round == 1 and clear and votes[1] > 0
        return ("runOff", votes[0], needed, names[:2]) if again else ("deferred", votes[0], needed, [])

    def settle(self, matter, own):
        outcome, votes, _, candidates = own
        if outcome == "runOff":
            matter.contenders, matter.round, matter.status = candidates, 2, "discussed"
            return
        matter.status = {"passed": "decided", "graded": "decided", "failed": "failed", "deferred": "deferred"}[outcome]
        matter.votes, matter.entitled = votes, self.entitled(matter)
        if outcome == "passed" and matter.kind["appoints"]:
            matter.who = candidates[0] if candidates else matter.contenders[0]

    def on_vetoed(self, e):
        matter = self.matters[e["matter"]]
        require(matter.status == "decided" and e["by"] in self.chiefs(), "V1: a veto of what wasn't decided, or by no chief")
        require(e["reasons"].strip() and e["document"]["title"].strip(), "V1: a veto without reasons, or without its paper")
        matter.status = "returned"
        if self.phase != "closed":
            matter.who = None

    def on_adjourned(self, e):
        require(self.phase in ("inSession", "suspended") and self.ballot is None, "adjourned with a ballot open")
        self.phase, self.present = "suspended", set()

    def on_reconvened(self, e):
        require(self.phase == "suspended", "re-convened without a pause")
        self.phase = "inSession"

    def on_cancelled(self, e):
        require(self.phase == "planned", "cancelled after convening")
        require(e.get("events") == self.events, "the number of steps isn't the one stated")
        self.phase = "cancelled"

    def on_closed(self, e):
        require(self.phase in ("inSession", "suspended") and self.ballot is None, "closed with a ballot open")
        require(e.get("events") == self.events, "the number of steps isn't the one stated")
        over = ("decided", "failed", "deferred", "returned", "withdrawn")
        left = [n for n, m in self.matters.items() if m.status not in over]
        require(sorted(e["unfinished"]) == sorted(left), "other matters unfinished than stated")
        for name in left:
            self.matters[name].status = "deferred"
        self.phase = "closed"

    def appointments(self):
        return [(self.id, n, m.who, m.votes, m.entitled) for n, m in self.matters.items() if m.who]
