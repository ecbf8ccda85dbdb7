# SPDX-License-Identifier: GPL-3.0-or-later
"""A meeting judged from its events: who was there, what was on the agenda and which papers there were. What was said is in
discussion.py, the ballot in ballot.py. The letters are those of docs/RULES.md."""
import datetime
import hashlib
import json
import re
from fractions import Fraction

import profiles
from ballot import Ballots
from dates import day, months_later
from discussion import Discussion
from faults import is_blank, is_id, plain, require

FINAL = ("decided", "failed", "deferred", "returned", "withdrawn", "sentBack")


# In the order of a backward review.
CAPACITIES = ("chief", "deputyInCharge", "organisationDepartment", "vettingTeam", "disciplineBody", "presenter", "leadRecommender", "recommender", "handler", "other")


def label(person):
    return f"{person['name']}({person['distinguisher']})" if "distinguisher" in person else person["name"]


def paper_of(record):
    """Which paper it is, and of whom."""
    return record["prerequisite"], record.get("candidate")


class Matter:
    def __init__(self, plan, kind):
        self.plan, self.kind, self.status = plan, kind, "pending"
        self.recused, self.views, self.heard, self.opinions = set(), {}, set(), set()
        self.attendees_out, self.asked, self.declared, self.returned, self.chosen = set(), False, set(), False, {}
        self.contenders = [c["id"] for c in plan["candidates"]]
        # The papers in their order, each as it was recorded.
        self.papers, self.facts = [], list(plan["recommendations"])
        # Who asked, and whether they are content.
        self.questions = []
        # Whether a deferral waits for something, and how many tasks were assigned.
        self.waits, self.assigned = False, 0
        self.round, self.voids, self.reopened, self.vetoed = 1, 0, False, False
        self.named, self.introduced_by = None, None
        # As declared: outcome, votes, who was chosen; the sitting and the day.
        self.result, self.sitting, self.on = None, None, None
        self.appointees, self.votes, self.figures = [], {}, None

    def is_about(self, other):
        """The same business: kind, title and people."""
        mine, theirs = self.plan, other.plan
        return (mine["id"], mine["kind"], mine["title"], self.people()) == (theirs["id"], theirs["kind"], theirs["title"], other.people()) and self.kind == other.kind

    def is_same_proposal(self, other):
        """V3: the same kind of decision on the same people and posts; where it is about nobody, under the same title."""
        mine, theirs = self.plan, other.plan
        return (mine["kind"], self.people()) == (theirs["kind"], other.people()) and bool(mine["candidates"] or mine["title"] == theirs["title"])

    def people(self):
        return [self.plan.get("posts"), *((c["id"], c.get("post"), c.get("leaves")) for c in self.plan["candidates"])]


class Meeting(Discussion, Ballots):
    def __init__(self, name):
        self.id, self.phase, self.events = name, "empty", 0
        self.plan, self.present, self.matters = None, set(), {}
        self.tellers, self.ballot, self.last = [], None, None
        self.counters = []
        # Attendees who were called, and whether they are here.
        self.attendance = {}
        self.sitting = 0
        # What chiefs have sent back, as it was planned.
        self.sent_back = []
        # What has to follow next, whole.
        self.due = []

    # Who is who.

    @property
    def roll(self):
        return [m["id"] for m in self.plan["roll"]]

    @property
    def profile(self):
        return self.plan["profile"]

    def all_chiefs(self):
        return {m["id"] for m in self.plan["roll"] if m.get("chief")}

    def chiefs(self):
        """Those who are bound to speak last, in the order in which they speak."""
        order = self.profile["chiefOrder"]
        found = [m for m in self.plan["roll"] if m.get("chief")]
        found = [m for m in found if m["chief"] in order] or found
        return [m["id"] for m in sorted(found, key=lambda m: order.index(m["chief"]) if m["chief"] in order else 0)]

    def attendees(self):
        return {a["id"] for a in self.plan["attendees"]} - set(self.roll)

    def is_in_room(self, who):
        """A member who is present, or an attendee."""
        return who in self.present or who in self.attendees() and self.attendance.get(who, True)

    def deputy(self, kind):
        """Who is in charge of such matters: the first on the roll, no chief."""
        return next((m["id"] for m in self.plan["roll"] if kind["power"] in m["inCharge"] and not m.get("chief")), None)

    def entitled(self, matter):
        return len(self.roll) - (0 if self.profile["recusedCountAsEntitled"] else len(matter.recused))

    def here(self, matter):
        return self.present - matter.recused

    def voters(self, matter):
        """Q2: whoever withdrew from the deliberation votes after it, where the profile says so."""
        return self.present if self.profile.get("recusedVote") else self.here(matter)

    def concerned(self, matter):
        return {c["id"] for c in matter.plan["candidates"]} & set(self.roll)

    def stays_out(self, matter):
        """S4, P2: who is concerned, or recommended a relative."""
        relatives = {r["person"] for f in matter.facts for r in f["recommenders"] if r["relation"] == "relative"}
        return self.concerned(matter) | relatives & set(self.roll)

    def is_fit(self, teller, matter):
        """P4: a teller is in the room, and neither recused, nor concerned, nor a chief."""
        return teller in self.here(matter) and teller not in self.all_chiefs() and teller not in self.concerned(matter)

    def share(self, text, number):
        exact = Fraction(text) * number
        return -(-exact.numerator // exact.denominator)

    def has_quorum(self):
        return len(self.present) >= self.share(self.profile["quorum"], len(self.roll))

    def has_quorum_for(self, matter):
        # Those who take part; once the ballot is open, those who may vote.
        who = self.voters(matter) if matter.status == "balloting" else self.here(matter)
        return len(who) >= self.share(matter.kind.get("quorum", self.profile["quorum"]), self.entitled(matter))

    def require_quorum(self, matter):
        require(self.has_quorum() and self.has_quorum_for(matter), f"Q1: too few for {matter.plan['id']}")

    def require_decidable(self, matter):
        """Q1, B2: who is left may decide, and can reach the majority."""
        self.require_quorum(matter)
        voters = len(self.voters(matter))
        needed = self.needed(matter, voters, voters)
        require(needed is None or voters >= needed, "B2: too few are left to reach the majority")

    def require_presiding(self, who, *matters):
        require(who == self.presiding and who in self.present, "G2: somebody who doesn't preside, or isn't here")
        require(not any(who in m.recused for m in matters), "G2: who presides is recused")

    def in_phase(self, *phases):
        require(self.phase in phases, f"G2: out of place, the meeting is {self.phase}")

    # One event after the other.

    def take(self, event, at):
        kind, today = event["type"], day(at[:10])
        at = datetime.datetime.fromisoformat(at)
        self.events += 1
        require(self.last is None or at >= self.last[0] or kind == "clockRemarked", "runs back without a remark")
        # A clock set back opens no window again.
        self.today, self.now = today, max([(at, today)] + ([self.last] if self.last else []))[1]
        self.last = (at, today)
        if self.due:
            # All sign in the same breath: there is no moment at which one of them knows a figure and another hasn't signed.
            require(event == self.due.pop(0), "B10: isn't what had to follow")
            return getattr(self, "apply_" + kind)(event)
        require(self.plan is not None or kind == "planned", "begins without a plan")
        getattr(self, "on_" + kind)(event)

    def matter(self, event):
        require(event["matter"] in self.matters, "G2: no such matter")
        return self.matters[event["matter"]]

    def on_planned(self, e):
        self.in_phase("empty", "planned")
        require(not any(is_blank(e[k]) for k in ("title", "organisation", "place")), "M1: a plan without a title, an organisation or a place")
        text = json.dumps(e["profile"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        require(hashlib.sha256(text.encode()).hexdigest() == e["profileHash"], "the profile isn't the hashed one")
        require(profiles.is_sound(e["profile"]), "M1: a profile that undoes the rules")
        self.check_roll(e)
        names = [m["id"] for m in e["matters"]]
        self.check_lists(e)
        require(len(set(names)) == len(names) > 0 and all(map(is_id, names)), "M1: no matter, one twice, or one without a number")
        kinds = {k["id"]: k for k in e["profile"]["kinds"]}
        for m in e["matters"]:
            require(m["kind"] in kinds, "M1: a matter of no kind")
            self.check_matter(m, kinds[m["kind"]], e)
        known, self.plan, self.phase = self.matters, e, "planned"
        self.presiding = e["presiding"]
        # Who left the roll isn't there; who became a chief, or left it, counts nothing.
        self.present &= set(self.roll)
        self.attendance = {who: here for who, here in self.attendance.items() if who in self.attendees()}
        self.tellers = [t for t in self.tellers if t in self.roll and t not in self.all_chiefs()]
        self.matters = {}
        for m in e["matters"]:
            fresh = Matter(m, kinds[m["kind"]])
            old = known.get(m["id"])
            if old and old.is_about(fresh):
                # What the deputy in charge has to bring falls with the deputy.
                deputy, needs = self.deputy(fresh.kind), {p["id"]: p["byDeputyInCharge"] for p in fresh.kind["prerequisites"]}
                fresh.papers = [p for p in old.papers if not needs.get(p["prerequisite"]) or p["by"] == deputy]
                fresh.recused = old.recused & set(self.roll)
                fresh.attendees_out = old.attendees_out & self.attendees()
            # The same proposal doesn't come back by planning again, whatever it is called now.
            if any(fresh.is_same_proposal(back) for back in self.sent_back):
                fresh.returned, fresh.status = True, "sentBack"
            self.matters[m["id"]] = fresh

    def check_roll(self, plan):
        """P1: everybody once, told apart, with one chief or two."""
        roll = plan["roll"]
        ids, ranks = [m["id"] for m in roll], [m["rank"] for m in roll]
        require(1 <= len(roll) <= 500 and all(map(is_id, ids)) and not any(is_blank(m["name"]) for m in roll), "P1: nobody, too many, or somebody without a name")
        require(len(set(ids)) == len(set(ranks)) == len({plain(label(m)) for m in roll}) == len(roll), "P1: somebody, a rank or a name twice on the roll")
        chiefs = [m["chief"] for m in roll if m.get("chief")]
        require(1 <= len(chiefs) == len(set(chiefs)) <= 2, "P1: no chief, or more than two")
        require(plan["presiding"] in ids, "P3: somebody who isn't on the roll presides")
        require(is_id(plan["secretary"]) and not any(m["id"] == plan["secretary"] and m.get("chief") for m in roll), "P1: a chief as secretary")
        everybody = ids + [a["id"] for a in plan["attendees"]]
        require(len(set(everybody)) == len(everybody), "P1: an attendee twice, or from the roll")

    def check_lists(self, plan):
        """M4: the lines of a list follow one another, are about people and belong to one power."""
        lists, kinds = plan.get("lists", []), {k["id"]: k for k in plan["profile"]["kinds"]}
        ids, on = [x["id"] for x in lists], [m.get("list") for m in plan["matters"]]
        require(len(set(ids)) == len(ids) and all(map(is_id, ids)) and not set(ids) & {m["id"] for m in plan["matters"]}, "M4: a list twice, or without a number")
        require({x for x in on if x is not None} == set(ids) and not any(is_blank(x["title"]) for x in lists), "M4: a line of no list, or an empty list")
        for name in ids:
            places = [i for i, x in enumerate(on) if x == name]
            require(places == list(range(places[0], places[0] + len(places))), "M4: a list in pieces")
            of = [kinds.get(plan["matters"][i]["kind"]) for i in places]
            require(all(k and k["isAboutPeople"] and k["power"] == of[0]["power"] for k in of), "M4: a list of what doesn't belong together")

    def check_matter(self, matter, kind, plan):
        """M1, M2, A4, B7: the right people for that kind, none of them held, with papers that are theirs."""
        require(not is_blank(matter["title"]), "M1: a matter without a title")
        if any(p["byDeputyInCharge"] for p in kind["prerequisites"]):
            require(any(kind["power"] in m["inCharge"] and not m.get("chief") for m in plan["roll"]), "M2: nobody is in charge of it")
        have, least = len(matter["candidates"]), 2 if kind["form"] == "contested" else int(kind["isAboutPeople"])
        require(have >= least and (kind["form"] == "contested" or least == 0 or have == least), "M1: too few or too many people")
        require("posts" not in matter or kind["form"] == "contested" and 1 <= matter["posts"] < have, "M1: other posts than there are people for")
        people = [c["id"] for c in matter["candidates"]]
        require(len(set(people)) == len(people) and all(map(is_id, people)), "M1: somebody twice")
        scheduled = datetime.date.fromisoformat(plan["scheduled"][:10])
        for c in matter["candidates"]:
            held = kind["appoints"] and "heldThrough" in c and scheduled <= datetime.date.fromisoformat(c["heldThrough"])
            require(not is_blank(c["name"]) and not held, "A4: a candidate without a name, or whom a consequence holds")
            require(set(c.get("facts", [])) <= {f["id"] for f in plan["profile"].get("facts", [])}, "M1: a fact that the profile doesn't have")
        facts = matter["recommendations"]
        require(len({f["id"] for f in facts}) == len(facts), "M1: a recommendation twice")
        for fact in facts:
            self.check_fact(fact, people, plan)
        require(matter.get("resubmits", {"returns": 1})["returns"] >= 1, "V3: comes again without having been sent back")
        earlier = matter.get("reconsiders")
        if earlier:
            supporters, roll = set(earlier["supporters"]), {m["id"] for m in plan["roll"]}
            require(earlier["wasDecided"] and supporters <= roll and len(supporters) >= len(roll) // 2 + 1, "B7: reconsiders nothing, or for too few")

    def check_fact(self, fact, people, plan):
        require(fact["candidate"] in people, "M1: a recommendation of somebody else")
        chiefs = {m["id"] for m in plan["roll"] if m.get("chief")}
        require(plan["profile"]["chiefRecommendation"] != "refuse" or not any(r["person"] in chiefs for r in fact["recommenders"]), "S1: a chief recommends")

    # The roll.

    def on_delivered(self, e):
        self.in_phase("planned")
        require(e["member"] in self.roll and datetime.date.fromisoformat(e["on"]) <= self.today, "Q3: papers for a stranger, or in the future")

    def is_here(self, who):
        """P2: a member in the room, or an attendee who was called."""
        require(who in self.roll or who in self.attendees(), "P2: somebody who has no part in it")
        return who in self.present if who in self.roll else self.attendance.get(who, False)

    def place(self, who, here):
        if who not in self.roll:
            self.attendance[who] = here
        elif here:
            self.present.add(who)
        else:
            self.present.discard(who)

    def on_excused(self, e):
        self.in_phase("planned", "inSession", "suspended")
        require(not self.is_here(e["member"]) and not is_blank(e["reason"]), "excused while here, or without a reason")
        self.place(e["member"], False)

    def on_arrived(self, e):
        self.in_phase("planned", "inSession", "suspended")
        require(not self.is_here(e["member"]), "arrives twice")
        require(self.ballot is None or e["member"] not in self.roll, "P2: arrives while a ballot is open")
        self.place(e["member"], True)

    def on_left(self, e):
        self.in_phase("planned", "inSession", "suspended")
        require(self.is_here(e["member"]) and not is_blank(e["reason"]), "leaves without being here, or without a reason")
        self.place(e["member"], False)

    def on_presidingChanged(self, e):
        self.in_phase("planned", "inSession", "suspended")
        who = e["member"]
        require(who in self.present and not is_blank(e["reason"]), "P3: somebody who isn't here presides, or without a reason")
        in_hand = [self.matters[n] for n in (self.ballot["matters"] if self.ballot else []) + self.in_hand()]
        takes_back = who == self.plan["presiding"] != self.presiding and not any(who in m.recused for m in in_hand)
        is_out = any(m.status not in FINAL and self.presiding in m.recused | self.stays_out(m) for m in self.matters.values())
        require(self.presiding not in self.present or is_out or takes_back, "P3: who presides is here")
        self.presiding = who

    def on_tellersAppointed(self, e):
        self.in_phase("planned", "inSession")
        members = e["members"]
        fit = set(members) <= set(self.roll) and not set(members) & self.all_chiefs()
        require(len(set(members)) == len(members) >= 2 and fit, "P4: fewer than two tellers, a stranger or a chief")
        counters = e.get("counters", [])
        require(len(set(counters)) == len(counters) and set(counters) <= {*self.roll, *self.attendees()} - set(members) - set(self.all_chiefs()), "P4: a counter who is a stranger, a chief or a teller")
        if self.ballot:
            matters = [self.matters[n] for n in self.ballot["matters"]]
            require(self.ballot["mode"] != "box", "P4: other tellers while a box is open")
            require(not self.is_signed(), "B10: other tellers after all have signed")
            for gone in set(self.tellers) - set(members):
                require(gone not in self.ballot["signed"], "P4: a teller who has signed is exchanged")
                require(not all(self.is_fit(gone, m) for m in matters), "P4: a teller who could count is exchanged")
            require(all(self.is_fit(t, m) for t in members for m in matters), "P4: a teller who can't count")
        self.tellers, self.counters = members, counters
        if self.ballot:
            self.ballot["signed"] &= set(self.tellers)
            if not self.ballot["signed"]:
                self.ballot["sheet"] = None

    def on_quorumCalled(self, e):
        self.in_phase("inSession")
        require(e["member"] in self.present, "Q1: counted by somebody who isn't here")

    def begin(self, phase):
        self.in_phase(phase)
        require(self.presiding in self.present, "G2: who presides isn't here")
        require(self.has_quorum(), f"Q1: {len(self.present)} present, too few")
        self.phase, self.sitting = "inSession", self.sitting + 1

    def on_convened(self, e):
        self.begin("planned")

    def on_reconvened(self, e):
        self.begin("suspended")

    def on_adjourned(self, e):
        self.in_phase("inSession", "suspended")
        require(self.ballot is None and not is_blank(e["reason"]), "adjourned with a ballot open, or without a reason")
        self.phase, self.present, self.attendance = "suspended", set(), {}

    def on_cancelled(self, e):
        self.in_phase("planned")
        require(e["events"] == self.events and not is_blank(e["reason"]), "the number of steps isn't the one stated, or without a reason")
        self.phase = "cancelled"

    def on_closed(self, e):
        self.in_phase("inSession", "suspended")
        require(self.ballot is None, "closed with a ballot open")
        require(e["events"] == self.events, "the number of steps isn't the one stated")
        left = [n for n, m in self.matters.items() if m.status not in FINAL]
        require(sorted(e["unfinished"]) == sorted(left), "other matters unfinished than stated")
        for name in left:
            self.matters[name].status = "deferred"
        self.phase = "closed"

    def on_clockRemarked(self, e):
        self.in_phase("planned", "inSession", "suspended", "closed")

    # The agenda and its papers.

    def on_prerequisiteRecorded(self, e):
        self.in_phase("planned", "inSession", "suspended")
        matter = self.matter(e)
        require(matter.status == "pending", "M2: a paper after the matter was introduced")
        wanted = next((p for p in matter.kind["prerequisites"] if p["id"] == e["prerequisite"]), None)
        require(wanted, "M2: no such paper")
        if wanted.get("isForEachCandidate"):
            who = next((c for c in matter.plan["candidates"] if c["id"] == e.get("candidate")), None)
            require(who and self.is_asked_of(wanted, who), "M2: a paper about somebody it isn't asked of")
        else:
            require("candidate" not in e, "M2: a paper about somebody that is about the matter")
        require(paper_of(e) not in map(paper_of, matter.papers), "M2: one paper twice")
        named = [e["by"]] + e.get("with", [])
        require(all(map(is_id, named)) and (not wanted["byDeputyInCharge"] or e["by"] == self.deputy(matter.kind)), "M2: not by the deputy in charge")
        self.check_content(wanted, e, named)
        require("document" in e or not wanted["needsDocument"], "M2: without the paper itself")
        if "document" in e:
            self.check_document(e["document"])
        require(day(e["on"]) <= self.today, "M2: dated in the future")
        matter.papers.append(e)

    def is_asked_of(self, wanted, candidate):
        return "facts" not in wanted or bool(set(wanted["facts"]) & set(candidate.get("facts", [])))

    def check_content(self, wanted, e, named):
        """M2: what it concludes, with whom and with which figures."""
        known = {c["id"]: c["effect"] for c in wanted.get("conclusions", [])}
        said = e.get("conclusion")
        require(said in known if known else said is None, "M2: without a conclusion, or with another")
        after = next((c["afterMonths"] for c in wanted.get("conclusions", []) if c["id"] == said and "afterMonths" in c), 0)
        require(self.today >= months_later(day(e["on"]), after), "M2: concluded before the time was up")
        if "reason" in e or known.get(said) == "needs-reason":
            require(not is_blank(e.get("reason", "")), "M2: goes on without a reason")
        require(len(set(named)) == len(named) >= wanted.get("leastNamed", 1), "M2: names too few, or somebody twice")
        figures = e.get("figures", {})
        require(set(figures) == {f["id"] for f in wanted.get("figures", [])}, "M2: without the figures, or with others")
        require(all(0 <= n <= 999_999 for n in figures.values()), "M2: a figure that can't be")

    def gates(self, matter):
        """M2: every paper that binds, with its record where there is one."""
        have = {paper_of(p): p for p in matter.papers}
        out = []
        for wanted in matter.kind["prerequisites"]:
            if wanted.get("isAdvice"):
                continue
            each = wanted.get("isForEachCandidate")
            people = [c["id"] for c in matter.plan["candidates"] if self.is_asked_of(wanted, c)] if each else [None]
            out += [(wanted, have.get((wanted["id"], who))) for who in people]
        return out

    def check_document(self, document):
        require(not is_blank(document["title"]) and re.fullmatch("[0-9a-f]{64}", document.get("sha256", "0" * 64)), "a paper without a title, or with no hash")

    def on_attached(self, e):
        self.in_phase("planned")
        matter, fact = self.matter(e), e["recommendation"]
        require(all(f["id"] != fact["id"] for f in matter.facts), "M1: a recommendation twice")
        self.check_fact(fact, [c["id"] for c in matter.plan["candidates"]], self.plan)
        matter.facts.append(fact)

    def on_detached(self, e):
        self.in_phase("planned")
        matter = self.matter(e)
        require(any(f["id"] == e["recommendation"] for f in matter.facts), "M1: takes away what isn't there")
        matter.facts = [f for f in matter.facts if f["id"] != e["recommendation"]]

    def on_recused(self, e):
        self.in_phase("planned", "inSession", "suspended")
        matter, who = self.matter(e), e["member"]
        require(e.get("proposedBy") is None or e["proposedBy"] in {*self.roll, *self.attendees()}, "Q2: proposed by a stranger")
        if who in self.attendees():
            require(who not in matter.attendees_out and matter.status in ("pending", "open", "discussed"), "Q2: an attendee recused twice, or too late")
            require(not is_blank(e["reason"]), "P2: without a reason")
            matter.attendees_out.add(who)
            return
        require(who in self.roll and who not in matter.recused, "P2: recused twice, or not on the roll")
        require(matter.status in ("pending", "open", "discussed"), "P2: recused when it is too late")
        require(who not in matter.views or who in self.stays_out(matter), "Q2: recused after stating a view")
        require(not is_blank(e["reason"]), "P2: without a reason")
        matter.recused.add(who)

    def on_recusalsAsked(self, e):
        self.in_phase("inSession")
        require("lines" not in e, "M4: an inquiry about several lines")
        matter, declared = self.matter(e), e["declared"]
        require(matter.status == "pending" and (not matter.asked or self.staying(matter)), "Q2: asked twice, or too late")
        self.require_presiding(e["by"])
        require(len(set(declared)) == len(declared) and all(map(self.is_in_room, declared)), "Q2: somebody who isn't here declares, or twice")
        matter.asked, matter.declared = True, set(declared)

    def staying(self, matter):
        """Q2: who said that they have to withdraw, and hasn't."""
        return matter.declared - matter.recused - matter.attendees_out

    def on_sentBack(self, e):
        self.in_phase("planned", "inSession", "suspended")
        matter, who = self.matter(e), e["by"]
        require(who in self.all_chiefs() and matter.kind.get("maySendBack"), "V3: sent back by no chief, or of a kind that isn't")
        require(matter.status == "pending" and who not in matter.recused | self.stays_out(matter), "V3: sent back too late, or by somebody recused")
        require(self.phase != "inSession" or who in self.present, "V3: sent back by a chief who isn't here")
        require(not is_blank(e["reasons"]), "V3: without reasons")
        self.check_document(e["document"])
        again = matter.plan.get("resubmits", {}).get("returns", 0) > 0
        require(e.get("goesUp") is (True if again else None), "V3: the second return goes up, and only it")
        matter.returned = True
        self.sent_back.append(matter)
        matter.status = "sentBack"

    def on_introducerNamed(self, e):
        self.in_phase("inSession")
        matter, who = self.matter(e), e["member"]
        require(matter.status == "pending" and who not in self.all_chiefs(), "M3: named too late, or a chief")
        deputy = self.deputy(matter.kind)
        require(deputy is None or deputy not in self.here(matter) - self.stays_out(matter), "M3: the deputy in charge can introduce")
        require(who in self.here(matter) and who not in self.concerned(matter) and not is_blank(e["reason"]), "M3: absent or recused, or without a reason")
        matter.named = who

    def on_introduced(self, e):
        self.in_phase("inSession")
        matter, who = self.matter(e), e["by"]
        require(matter.status == "pending" and self.ballot is None, "M4: introduced out of turn")
        unheard = lambda line: not line.views and not line.opinions
        self.require_nothing_else(e["matter"], joins=unheard)
        if matter.kind["form"] == "noted":
            require(self.is_in_room(who) and who not in matter.recused | matter.attendees_out, "M5: introduced by somebody absent or recused")
        elif who in self.attendees():
            require(self.profile.get("attendeesPresent") and self.is_in_room(who), "M3: introduced by an attendee who may not, or isn't here")
            require(who not in matter.attendees_out and who not in {c["id"] for c in matter.plan["candidates"]}, "M3: introduced by an attendee who is recused or concerned")
        else:
            require(who in self.here(matter) and who not in self.all_chiefs(), "M3: introduced by a chief, or by somebody absent or recused")
            require(who in (self.deputy(matter.kind), matter.named), "M3: introduced by somebody else than the deputy in charge")
        for wanted, paper in self.gates(matter):
            require(paper is not None, f"M2: without {wanted['id']}")
            effects = {c["id"]: c["effect"] for c in wanted.get("conclusions", [])}
            require(effects.get(paper.get("conclusion")) != "stops", f"M2: stopped by {wanted['id']}")
            require("validMonths" not in wanted or self.now <= months_later(day(paper["on"]), wanted["validMonths"]), f"M2: {wanted['id']} is out of date")
        for c in matter.plan["candidates"]:
            require(sum(1 for f in matter.facts if f["candidate"] == c["id"]) >= matter.kind["recommendations"], "M2: without a signed recommendation")
        require(matter.asked or self.profile.get("inquiry") != "required", "Q2: nobody was asked who has to withdraw")
        require(not self.staying(matter), "Q2: somebody who declared a ground stays")
        require(self.stays_out(matter) <= matter.recused, "S4: somebody who has to stay out isn't recused")
        self.require_decidable(matter)
        self.take_up(e["matter"], unheard)
        matter.introduced_by = who

    def on_withdrawn(self, e):
        self.in_phase("inSession")
        matter, who = self.matter(e), e["by"]
        require(matter.status in ("pending", "open", "discussed") and matter.voids == 0 and matter.round == 1, "M4: withdrawn when it is too late")
        bringers = {self.deputy(matter.kind), matter.named} | ({self.presiding} if matter.status == "pending" else set())
        require(who in bringers and who in self.here(matter) and not is_blank(e["reason"]), "M4: withdrawn by somebody else, or without a reason")
        matter.status = "withdrawn"

    def on_concluded(self, e):
        self.in_phase("inSession")
        matter = self.matter(e)
        require(matter.kind["form"] == "noted" and matter.status in ("open", "discussed"), "M5: a conclusion on what is voted on, or isn't introduced")
        require(self.ballot is None and not is_blank(e["words"]), "M5: a conclusion while a ballot is open, or without words")
        self.require_presiding(e["by"], matter)
        self.require_quorum(matter)
        self.require_answered(matter)
        self.require_nothing_else(e["matter"])
        matter.status, matter.sitting, matter.on = "decided", self.sitting, self.today
        matter.result = ("noted", None, [])

    def on_taskAssigned(self, e):
        self.in_phase("inSession")
        matter = self.matter(e)
        require(matter.status in ("decided", "failed", "returned"), "D1: nothing is decided that could be assigned")
        require(not is_blank(e["what"]) and e["by"] in {*self.roll, *self.attendees()}, "D1: assigned to a stranger, or nothing to do")
        require(datetime.date.fromisoformat(e["due"]) >= self.today, "D1: due before it is assigned")
        matter.assigned += 1

    def tasks(self, name):
        """D1: how many tasks a matter has."""
        return self.matters[name].waits + self.matters[name].assigned if name in self.matters else 0

    def on_vetoed(self, e):
        self.in_phase("inSession", "suspended", "closed")
        matter, who, window = self.matter(e), e["by"], self.matter(e).kind["veto"]
        require(matter.status == "decided" and matter.result[0] == "passed" and who in self.all_chiefs(), "V1: a veto of what wasn't passed, or by no chief")
        require(who not in matter.recused and window != "none", "V1: recused, or no veto of such a matter")
        if window == "sitting":
            require(self.phase == "inSession" and matter.sitting == self.sitting and who in self.present, "V1: after the sitting")
        else:
            require((self.now - matter.on).days <= int(window), "V1: too late")
        require(not is_blank(e["reasons"]), "V1: without reasons")
        self.check_document(e["document"])
        matter.status, matter.vetoed = "returned", True

    # What the register is told.

    def appointments(self):
        """A1: what was passed and not sent back, as the register has to have it."""
        out = []
        for name, matter in self.matters.items():
            if not matter.kind["appoints"] or matter.status != "decided" or matter.result[0] != "passed":
                continue
            known = {c["id"]: c for c in matter.plan["candidates"]}
            out += [self.appointment(name, matter, known[p]) for p in matter.appointees if p in known]
        return out

    def appointment_id(self, name, matter, person):
        return f"{self.id}/{name}" + (f"/{person}" if matter.plan.get("posts", 1) > 1 else "")

    def appointment(self, name, matter, chosen):
        who, calendar = chosen["id"], self.profile["calendar"]
        said = {
            "id": self.appointment_id(name, matter, who), "meeting": self.id, "matter": name, "candidate": who, "post": chosen.get("post", matter.plan["title"]),
            "introducedBy": matter.introduced_by, "preparedBy": [p["by"] for p in matter.papers],
            "recommendations": [f["id"] for f in matter.facts if f["candidate"] == who], "votesFor": matter.votes.get(who, matter.result[1]),
            "entitled": self.entitled(matter), "decidedOn": matter.on.isoformat(), "probationMonths": self.profile["probationMonths"] if self.is_due("probationFacts", chosen) else 0,
            "noticeWorkingDays": self.profile["publicNoticeWorkingDays"] if self.is_due("noticeFacts", chosen) else 0,
            "withoutNotice": None if self.is_due("noticeFacts", chosen) else True,
            "calendar": calendar if calendar["holidays"] or calendar["workdays"] else None}
        if "form" in self.plan:
            said["answerable"] = self.answerable(matter, who)
        return {k: v for k, v in said.items() if v is not None}

    def answerable(self, matter, who):
        """A2: who stood in which capacity towards the appointment, each once in each, the recused apart."""
        posts = {p["id"]: p.get("post") for p in [*self.plan["attendees"], *self.plan["roll"]]}
        seated = lambda people: [p for p in people if p and p not in matter.recused]
        found = [("chief", p) for p in seated(m["id"] for m in self.plan["roll"] if m.get("chief"))]
        found += [("deputyInCharge", p) for p in seated([self.deputy(matter.kind)])]
        found += [("presenter", p) for p in seated([matter.introduced_by])]
        capacity = {p["id"]: p.get("capacity", "handler") for p in matter.kind["prerequisites"]}
        for paper in matter.papers:
            if paper.get("candidate", who) == who:
                # A chief who signs a paper stands as a chief already.
                found += [(capacity[paper["prerequisite"]], p) for p in [paper["by"], *paper.get("with", [])] if ("chief", p) not in found]
        for fact in matter.facts:
            if fact["candidate"] == who:
                found += [("leadRecommender" if fact.get("lead") == r["person"] else "recommender", r["person"]) for r in fact["recommenders"]]
        out = []
        for kind, person in sorted(dict.fromkeys(found), key=lambda f: CAPACITIES.index(f[0])):
            post = posts.get(person)
            out.append({"capacity": kind, "person": person, **({"post": post} if post is not None else {})})
        return out

    def is_due(self, key, candidate):
        """A1: notice and probation hang on facts; where nobody said what is so, they are due."""
        return key not in self.profile or "facts" not in candidate or bool(set(self.profile[key]) & set(candidate["facts"]))

    def reconsidered(self):
        """B7: the appointments that it takes up again, and whether it decided them."""
        found = {}
        for matter in self.matters.values():
            earlier = matter.plan.get("reconsiders")
            if earlier:
                first = f"{earlier['meeting']}/{earlier['matter']}"
                for name in [f"{first}/{p}" for p in earlier["chosen"]] if "chosen" in earlier else [first]:
                    found[name] = found.get(name, False) or matter.status in ("decided", "failed", "returned")
        return list(found.items())
