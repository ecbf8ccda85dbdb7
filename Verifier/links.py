# SPDX-License-Identifier: GPL-3.0-or-later
"""What a meeting says of the register, and the register of its meetings: each has to be the other's word."""
from faults import require
from meeting import label
from people import day

FINAL = ("decided", "failed", "returned")


class Links:
    """Goes along with the entries of one record."""

    def __init__(self, register, meetings):
        self.register, self.meetings = register, meetings
        # Entries of the register's own that belong to a step of a meeting that is to follow.
        self.freezes, self.appointed, self.returned, self.held, self.released = [], [], [], [], []
        # Matters that a convened meeting has taken up again, and which.
        self.taken_up = {}
        # Whether an entry came that 0.2 didn't write.
        self.new_form = False

    def own(self, e):
        """An entry of the register's own, before it is judged."""
        kind = e["type"]
        waiting = {"frozen": self.freezes, "appointed": self.appointed, "appointmentReturned": self.returned,
                   "appointmentHeld": self.held, "appointmentReleased": self.released}.get(kind)
        if waiting is not None:
            waiting.append(e)
        proven = kind in ("keyEnrolled", "keyRevoked") and ("signatures" in e or "paper" in e)
        if kind in ("clockRemarked", "olderFileFound", "appointmentHeld", "appointmentReleased", "talkHeld", "noticeExempted", "taskReported", "powerDivided") or proven or kind == "opened" and "form" in e:
            self.new_form = True

    def of(self, entries, name, key="meeting"):
        """Those of a meeting, taken from among those that wait."""
        mine = [e for e in entries if e.get(key) == name]
        entries[:] = [e for e in entries if e.get(key) != name]
        return mine

    def judge(self, e, meeting, at):
        """A step of a meeting, after its own rules took it."""
        handler = getattr(self, "after_" + e["type"], None)
        if e["type"] == "boxCounted" or e["type"] == "boxClosed" and not e["figures"]:
            self.new_form = True
        if handler:
            handler(e, meeting, at)

    def span(self, at):
        today = day(at[:10])
        return today, max(today, self.register.latest or today)

    # What a plan says.

    def fact(self, paper, plan):
        fact = {"id": paper["id"], "candidate": paper["candidate"], "recommenders": paper["recommenders"], "sha256": paper["paper"].get("sha256", "")}
        return {**fact, "lead": paper["lead"]} if "form" in plan and "lead" in paper else fact

    def require_fact(self, fact, plan):
        known = self.register.papers.get(fact["id"])
        require(known and not known["withdrawn"] and self.fact(known["event"], plan) == fact, f"S1: {fact['id']} isn't the register's, or was withdrawn")

    def after_planned(self, e, meeting, at):
        people, scheduled = self.register.people, day(e["scheduled"][:10])
        self.require_roll(e)
        for attendee in e["attendees"]:
            person = people.get(attendee["id"])
            require(person and attendee == {k: v for k, v in (("id", person["id"]), ("name", label(person)), ("post", person.get("post"))) if v is not None},
                    "P1: an attendee who isn't as the register has them")
        for matter in e["matters"]:
            for fact in matter["recommendations"]:
                self.require_fact(fact, e)
            for candidate in matter["candidates"]:
                person = people.get(candidate["id"])
                require(person and candidate["name"] == label(person), "P1: a candidate who isn't as the register has them")
                require(candidate.get("presentPost") == (person.get("post") if "form" in e else None), "P1: a candidate's present post isn't as the register has it")
                held = self.register.bound(candidate["id"], "noPromotion", scheduled, scheduled)
                require(candidate.get("heldThrough") == (held and held.isoformat()), "A4: another hold than the register's")
            earlier = matter.get("reconsiders")
            if earlier:
                decided, vetoes, _, chosen = self.prior(earlier["meeting"], earlier["matter"], meeting)
                require((earlier["wasDecided"], earlier["vetoes"]) == (decided, vetoes) and earlier.get("chosen") == chosen, "B7: the earlier decision was another")
            back = matter.get("resubmits")
            if back:
                require(back["returns"] == self.prior(back["meeting"], back["matter"], meeting)[2], "V3: sent back another number of times")

    def require_roll(self, plan):
        """P1: everybody with a rank is on the roll, as the register has them, and nobody else."""
        people, keys = self.register.people, ("id", "name", "distinguisher", "rank", "chief", "inCharge", "unit", "post")
        members = {i for i, p in people.items() if "rank" in p}
        require({m["id"] for m in plan["roll"]} == members, "P1: the roll isn't the register's")
        for m in plan["roll"]:
            require(all(m.get(k) == people[m["id"]].get(k) for k in keys), f"P1: {m['id']} isn't as the register has them")

    def prior(self, name, matter, asking):
        """Whether another meeting than the one that asks decided the matter, how often it was vetoed, how often sent back before its introduction, and whom it chose for several posts."""
        meeting = self.meetings.get(name)
        if meeting is None or meeting is asking or matter not in meeting.matters:
            return False, 0, 0, None
        known = meeting.matters[matter]
        vetoes = known.plan.get("reconsiders", {}).get("vetoes", 0)
        several = known.plan.get("posts", 1) > 1 and known.result and known.result[0] == "passed"
        return meeting.phase == "closed" and known.status in FINAL, vetoes + (1 if known.vetoed else 0), known.plan.get("resubmits", {}).get("returns", 0) + (1 if known.returned else 0), known.result[2] if several else None

    # The steps that the register follows.

    def after_attached(self, e, meeting, at):
        self.require_fact(e["recommendation"], meeting.plan)

    def after_boxClosed(self, e, meeting, at):
        require(not e["figures"] or not self.new_form, "B10: a box's figures before all have given their PINs")

    def after_convened(self, e, meeting, at):
        self.require_roll(meeting.plan)
        span = self.span(at)
        for name, matter in meeting.matters.items():
            for candidate in matter.plan["candidates"] if matter.kind["appoints"] else []:
                require(self.register.bound(candidate["id"], "noPromotion", *span) is None, "A4: a candidate whom a consequence holds")
            for fact in matter.facts:
                for signer in fact["recommenders"]:
                    require(self.register.bound(signer["person"], "noRecommending", *span) is None, "S5: a recommender who is barred")
        taken = [a for a, _ in meeting.reconsidered()]
        for appointment in taken:
            self.taken_up[appointment] = meeting.id
        holds = [h["appointment"] for h in self.of(self.held, meeting.id)]
        missing = self.new_form and any(self.register.may_hold(a) for a in taken)
        require(not missing and holds == [a for a in taken if a in holds], "B7: holds other appointments than it takes up")
        frozen = [p for f in self.of(self.freezes, meeting.id) for p in f["recommendations"]]
        require(frozen == [f["id"] for m in meeting.matters.values() for f in m.facts], "S3: freezes other recommendations than are on the agenda")

    def after_vetoed(self, e, meeting, at):
        matter = meeting.matters[e["matter"]]
        earlier = matter.plan.get("reconsiders")
        vetoes = max(earlier["vetoes"], self.prior(earlier["meeting"], earlier["matter"], meeting)[1]) if earlier else 0
        require(e.get("goesUp") == (True if vetoes > 0 else None), "V2: the second veto goes up, and only it")
        require("goesUp" not in e or e["goesUp"] is True, "V2: a veto that says it doesn't go up")
        if meeting.phase != "closed":
            return
        names = [meeting.appointment_id(e["matter"], matter, p) for p in matter.appointees]
        require(not {f"{meeting.id}/{e['matter']}", *names} & set(self.taken_up), "B7: a veto of what another meeting has taken up")
        gone = [r["appointment"] for r in self.of(self.returned, None, "reconsideredBy")]
        # Sent back: its appointment was the register's until now.
        require(gone == names, "V1: takes another appointment back")

    def after_closed(self, e, meeting, at):
        returned = [r["appointment"] for r in self.of(self.returned, meeting.id, "reconsideredBy")]
        released = [r["appointment"] for r in self.of(self.released, meeting.id)]
        taken = meeting.reconsidered()
        for appointment, decided in taken:
            if not decided:
                self.taken_up.pop(appointment, None)
        decided, others = [a for a, d in taken if d], [a for a, d in taken if not d]
        require(returned == [a for a in decided if a in returned] and released == [a for a in others if a in released]
                and not any(self.register.is_held(a, meeting.id) for a, _ in taken), "B7: returns or releases other appointments than it took up")
        self.after_end(meeting)

    def after_cancelled(self, e, meeting, at):
        self.after_end(meeting)

    def after_end(self, meeting):
        """The appointments stand just before the closing that makes them final."""
        mine = [{k: v for k, v in a.items() if k != "type"} for a in self.of(self.appointed, meeting.id)]
        require(mine == meeting.appointments(), "A1: other appointments than the meeting decided")

    def left(self, omitted):
        """What no step of a meeting took up."""
        for entries in (self.appointed, self.returned, self.released):
            yield from (e["type"] for e in entries)
        for entries in (self.freezes, self.held):
            yield from (e["type"] for e in entries if e["meeting"] not in omitted)

    def task(self, e, meeting):
        """D1: a report is of a task that a closed meeting gave."""
        require(meeting is not None and meeting.phase == "closed" and 1 <= e["task"] <= meeting.tasks(e["matter"]), "D1: a report of no task")

    def seal(self, e, meeting):
        """Minutes are approved by who presided, when it was over, and signed by those under whose names they stand."""
        require(meeting is not None and meeting.phase in ("closed", "cancelled"), "minutes of a meeting that isn't over")
        require(e["approvedBy"] == meeting.presiding, "minutes approved by somebody who didn't preside")
        named = {meeting.presiding, meeting.plan["secretary"], *meeting.tellers}
        if meeting.profile.get("minutesSigners") == "present":
            named |= meeting.present
        require(all(s["person"] in named for s in e["signatures"]), "minutes signed by a stranger")
