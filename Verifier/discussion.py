# SPDX-License-Identifier: GPL-3.0-or-later
"""What was said: views, the chief last, motions (docs/RULES.md, L1 to L8, B5, B8)."""
import datetime

from faults import is_blank, require

FINAL = ("decided", "failed", "deferred", "returned", "withdrawn", "sentBack")


class Discussion:
    """The part of a meeting in which views are stated."""

    def awaited(self, matter):
        """L1, L3: members until a chief has spoken, a chief until a later one has."""
        chiefs = self.chiefs()
        heard = {p for line in self.together(matter) for p in line.heard}
        out = [p for p in self.here(matter) if p not in chiefs and p not in matter.views and not heard]
        for i, chief in enumerate(chiefs):
            said = chief in matter.views or chief in matter.opinions
            if chief in self.here(matter) and not said and not heard & set(chiefs[i + 1:]):
                out.append(chief)
        return out

    def asks_everybody(self, matter):
        """L2, M5: whether a view is asked of everybody."""
        return self.profile.get("viewRule") != "optional" and matter.kind["form"] != "noted"

    def unheard(self, matter):
        """Who has to speak before the ballot; chiefs speak after it where the profile has it so."""
        if not self.asks_everybody(matter):
            return []
        later = self.profile["ballotOrder"] == "before-chief"
        return [p for p in self.awaited(matter) if not (later and p in self.chiefs())]

    def lines(self, name):
        """M4: the lines of the list that a matter is on, or the matter alone."""
        of = self.matters[name].plan.get("list")
        return [name] if of is None else [n for n, m in self.matters.items() if m.plan.get("list") == of]

    def in_hand(self):
        """What is in discussion: one matter, or the open lines of a list."""
        return [n for n, m in self.matters.items() if m.status == "open"]

    def require_nothing_else(self, *names, joins=lambda line: False):
        """M4: one matter at a time; lines of one list come up together."""
        for other in self.in_hand():
            if other in names or other in self.lines(names[0]) and joins(self.matters[other]):
                continue
            require(not self.unheard(self.matters[other]), f"M4: {other} is still discussed")

    def take_up(self, name, joins):
        """What was in hand waits for its ballot, unless it is discussed together with this."""
        for other in self.in_hand():
            if other != name and not (other in self.lines(name) and joins(self.matters[other])):
                self.matters[other].status = "discussed"
        self.matters[name].status = "open"

    def together(self, matter):
        """M4: the lines that stand as this one stands: a chief is last over all of them."""
        return [self.matters[n] for n in self.lines(matter.plan["id"]) if self.matters[n].status == matter.status]

    def heard_later(self, who, matter):
        """Whether a chief who speaks after that member, or that chief, has spoken."""
        chiefs = self.chiefs()
        heard = {p for line in self.together(matter) for p in line.heard}
        return heard & set(chiefs[chiefs.index(who) + 1:] if who in chiefs else chiefs)

    def require_turn(self, chief, matter):
        chiefs = self.chiefs()
        before = {p for line in self.together(matter) for p in self.awaited(line) if p not in chiefs[chiefs.index(chief):]}
        require(not before, f"L1: a chief speaks before {sorted(before)}")

    def on_questionAsked(self, e):
        self.in_phase("inSession")
        matter, who = self.matter(e), e["by"]
        require(matter.status == "open" and who in self.roll and who in self.here(matter), "L9: asked by somebody who isn't here, or where nothing is discussed")
        require(not any(line.views or line.opinions for line in self.together(matter)), "L9: asked after views have begun")
        require(not is_blank(e["words"]), "L9: a question without words")
        matter.questions.append([who, False])

    def on_questionAnswered(self, e):
        self.in_phase("inSession")
        matter, place = self.matter(e), e["question"]
        require(matter.status == "open" and 1 <= place <= len(matter.questions) and not matter.questions[place - 1][1], "L9: answers no open question")
        require(self.is_in_room(e["by"]) and not is_blank(e["words"]), "L9: answered by somebody who isn't here, or without words")
        matter.questions[place - 1][1] = e["isContent"]

    def require_answered(self, matter):
        """L9: nobody who takes part waits for an answer, over a list on any line in hand."""
        waiting = [who for line in self.together(matter) for who, content in line.questions if not content and who in self.here(line)]
        require(not waiting, f"L9: {sorted(set(waiting))} aren't answered")

    def on_viewStated(self, e):
        self.in_phase("inSession")
        require("exceptions" not in e, "M4: a view of several lines")
        matter, who, chiefs = self.matter(e), e["member"], self.chiefs()
        if who in chiefs and self.profile["ballotOrder"] == "before-chief":
            require(matter.status == "balloting" and self.ballot["sealed"] is not None, "L7: a chief speaks before the others' papers are sealed")
        else:
            require(self.ballot is None, "L2: a view while a ballot is open")
            # Who came after the others were through is heard still.
            require(matter.status == "open" or matter.status == "discussed" and who in self.awaited(matter), "L2: a view on a matter that isn't open")
        require(who in self.roll and who in self.here(matter), "L2: a view of somebody who is absent or recused")
        self.require_quorum(matter)
        self.require_answered(matter)
        if who in matter.views:
            require(matter.reopened and who not in chiefs and not self.heard_later(who, matter), "L2: a second view")
        else:
            require(who in self.awaited(matter), "L3, L4, L6: a view too late, or besides the opinion that was read")
            if who in chiefs:
                self.require_turn(who, matter)
        require(e["stance"] != "noView" or self.profile["mayPass"], "L5: without a view")
        require(e["stance"] not in self.profile["wordsRequired"] or not is_blank(e["words"]), "L5: without words")
        chosen = e["candidates"] if "candidates" in e else [e["candidate"]] if "candidate" in e else []
        require(set(chosen) <= set(matter.contenders), "L5: for somebody who isn't on the paper")
        require(matter.kind["form"] != "contested" or e["stance"] != "for" or chosen, "L5: for nobody")
        most = matter.plan.get("posts", 1)
        require(len(chosen) == len(set(chosen)) <= most and not {"candidate", "candidates"} <= set(e), "L5: for somebody twice, or for too many")
        matter.views[who] = e["stance"]
        matter.chosen.pop(who, None)
        if chosen:
            matter.chosen[who] = tuple(chosen)
        if who in chiefs:
            matter.heard.add(who)

    def on_corrected(self, e):
        self.in_phase("planned", "inSession", "suspended")
        matter = self.matter(e)
        require(not is_blank(e["reason"]), "struck without a reason")
        if e["target"] == "prerequisite":
            struck = (e.get("prerequisite"), e.get("candidate"))
            is_struck = lambda p: (p["prerequisite"], p.get("candidate")) == struck
            require(any(map(is_struck, matter.papers)) and matter.status == "pending", "strikes a paper that isn't there, or too late")
            matter.papers = [p for p in matter.papers if not is_struck(p)]
            return
        who = e.get("member")
        if e["target"] == "recusal" and who in self.attendees():
            require(who in matter.attendees_out and matter.status not in FINAL, "P2: strikes an attendee's recusal that isn't there, or too late")
            matter.attendees_out.discard(who)
            return
        require(who in self.roll, "strikes what nobody said")
        if e["target"] == "view":
            require(who in matter.views, "strikes a view that isn't there")
            require(self.phase == "inSession" and matter.status == "open" and not self.heard_later(who, matter), "L4: struck when it is too late")
            del matter.views[who]
            matter.chosen.pop(who, None)
        else:
            require(who in matter.recused and who not in self.stays_out(matter), "P2: strikes a recusal that isn't there, or has to be")
            require(matter.status in ("pending", "open") and not any(line.heard for line in self.together(matter)), "P2: a recusal struck when it is too late")
            matter.recused.discard(who)

    def on_pointRaised(self, e):
        self.in_phase("inSession")
        require(e["kind"] != "chiefSignalled" or "matter" in e, "L8: a signal about no matter")
        if "matter" in e:
            require(self.matter(e).status not in FINAL, "L8: a point about a matter that is over")
        require(self.is_in_room(e["by"]), "L8: a point of somebody who isn't here")
        require(not is_blank(e["words"]), "L8: a point without words")

    def on_opinionRead(self, e):
        self.in_phase("inSession")
        matter, who = self.matter(e), e["member"]
        require(matter.status == "open" and who in self.roll, "B8: an opinion where nothing is discussed")
        require(who not in self.present and who not in matter.recused, "B8: an opinion of somebody who is here, or recused")
        require(who not in matter.opinions and who not in matter.views, "B8: said a second time")
        if who in self.chiefs():
            require(self.profile["ballotOrder"] == "after-chief", "L7: a chief's opinion before the others' papers are sealed")
            self.require_turn(who, matter)
            require(not self.heard_later(who, matter), "L1: a chief's opinion after the chief who speaks later")
        self.require_quorum(matter)
        require(not is_blank(e["words"]), "B8: an opinion without words")
        matter.opinions.add(who)
        if who in self.chiefs():
            matter.heard.add(who)

    def on_discussionReopened(self, e):
        self.in_phase("inSession")
        matter = self.matter(e)
        require(self.ballot is None and (matter.status == "discussed" or matter.status == "open" and matter.heard), "L8: nothing to re-open")
        chiefless = lambda line: not line.heard
        self.require_nothing_else(e["matter"], joins=chiefless)
        self.require_quorum(matter)
        self.require_carried(matter, e)
        self.take_up(e["matter"], chiefless)
        for chief in self.chiefs():
            matter.views.pop(chief, None)
            matter.chosen.pop(chief, None)
            matter.opinions.discard(chief)
        matter.heard, matter.reopened = set(), True

    def require_carried(self, matter, e):
        """A motion of who presides, carried by more than half of those taking part."""
        self.require_presiding(e["by"], matter)
        here, in_favour = len(self.here(matter)), e.get("inFavour", 0)
        require(0 <= in_favour <= here and 2 * in_favour > here and not is_blank(e["reason"]), "B5: a motion that wasn't carried, or without a reason")

    def on_deferred(self, e):
        self.in_phase("inSession")
        matter = self.matter(e)
        require(matter.status in ("pending", "open", "discussed"), "B5: deferred when it is too late")
        require(e["ground"] in self.profile.get("deferralGrounds", ["views", "motion"]), "B5: a ground that the profile doesn't have")
        if "task" in e or e["ground"] == "unclear":
            task = e.get("task")
            require(task and not is_blank(task["what"]) and datetime.date.fromisoformat(task["due"]) >= self.today, "B5: unclear, and nobody is to clear it up")
            require(task["by"] in {*self.roll, *self.attendees()}, "B5: a stranger is to clear it up")
        # Who stated no view has none; where nobody has to speak, a few don't speak for all.
        stances = [v for v in matter.views.values() if v != "noView"]
        heard = len(self.here(matter)) if not self.asks_everybody(matter) else len(stances)
        if e["ground"] == "motion":
            self.require_quorum(matter)
            self.require_carried(matter, e)
        else:
            self.require_presiding(e["by"], matter)
            if e["ground"] == "views":
                require(matter.status != "pending" and not self.unheard(matter) and 2 * stances.count("defer") > heard, "B5: the views don't defer it")
            elif e["ground"] == "divided":
                require(len(set(stances)) > 1 or len(set(matter.chosen.values())) > 1, "B5: nothing divides the views")
            require(not is_blank(e["reason"]), "B5: deferred without a reason")
        matter.status, matter.waits = "deferred", "task" in e
