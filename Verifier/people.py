# SPDX-License-Identifier: GPL-3.0-or-later
"""The register's own entries: people, keys, recommendations, and what became of appointments (docs/RULES.md, P1, S1 to S5, A1 to A5)."""
import datetime
import hashlib
import re

import points
from dates import day, months_later
from faults import Fault, is_blank, is_id, plain, require
from meeting import label

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None

DECIDED, NOTICE, PROBATION, CONFIRMED, ENDED, RETURNED = "decided", "notice", "probation", "confirmed", "ended", "returned"
POWERS = ["finance", "personnel", "projects", "approval", "enforcement"]
ADVERSE = ("incompetent", "discipline", "removal", "conviction")
RELATIONS = {"none": "无特别关系 no particular relation", "colleague": "同事 colleague", "superior": "上级 superior",
             "subordinate": "下属 subordinate", "relative": "亲属 relative", "other": "其他关系 other relation"}
KINDS = {"personal": "个人推荐 personal", "joint": "联名推荐 joint", "collective": "集体推荐 collective"}
# A notice may last a year, a probation ten.
LONGEST_NOTICE, LONGEST_PROBATION, LONGEST_COUNTED = 366, 120, 1096


def check_document(document, hashed=False):
    require(not is_blank(document["title"]), "a paper without a title")
    digest = document.get("sha256")
    require(digest is None or re.fullmatch("[0-9a-f]{64}", digest), "a paper's hash that is none")
    require(digest is not None or not hashed, "a paper without its hash")


def working_days(calendars, first, last):
    """Working days from the first through the last."""
    holidays = {d for c in calendars if c for d in c["holidays"]}
    worked = {d for c in calendars if c for d in c["workdays"]}
    first = max(first, last - datetime.timedelta(LONGEST_COUNTED))
    days = (first + datetime.timedelta(n) for n in range((last - first).days + 1))
    return sum(1 for d in days if d.isoformat() in worked or d.isoweekday() <= 5 and d.isoformat() not in holidays)


class Appointment:
    def __init__(self, event):
        self.event, self.stage, self.held_by, self.notice = event, DECIDED, None, None
        self.objections, self.office, self.through, self.outcomes, self.reviewed = [], None, None, [], False
        self.spared = event.get("withoutNotice") is True


class Register:
    """The people of a register as its entries so far have them."""

    def __init__(self):
        self.opening, self.people, self.keys, self.papers = None, {}, {}, {}
        self.appointments, self.findings, self.consequences = {}, {}, []
        # The day of the last division of each power.
        self.divided = {}
        # Tasks of meetings that were reported as done.
        self.done = set()
        # What has to follow next.
        self.due = []
        # The latest day and moment of the entries so far.
        self.latest, self.moment = None, None
        # Signatures that nothing here could check.
        self.unchecked = 0

    def take(self, event, at):
        moment, today = datetime.datetime.fromisoformat(at), day(at[:10])
        self.today, self.span = today, (today, max(today, self.latest or today))
        try:
            if self.due:
                require(self.due.pop(0) == event, "isn't what had to follow")
            else:
                require(self.opening is not None or event["type"] == "opened", "begins without an opening")
                require(event["type"] != "reviewOpened", "A2: a review that nothing opened")
                self.check_evidence(event)
            getattr(self, "on_" + event["type"])(event)
        finally:
            if self.moment is None or moment > self.moment:
                self.moment, self.latest = moment, today

    # Who binds whom.

    def binds(self, consequence):
        finding = self.findings.get(consequence["finding"])
        return finding is None or not finding["revoked"] and finding["grade"] != "noLiability"

    def bound(self, person, kind, first, last):
        """The last day through which somebody is bound, if they are on any of these days."""
        days = [day(c["through"]) for c in self.consequences if c["person"] == person and c["kind"] == kind
                and day(c["from"]) <= last and first <= day(c["through"]) and self.binds(c)]
        return max(days, default=None)

    def past(self, text):
        require(day(text) <= self.today, "dated in the future")

    def order(self, text, earliest):
        require(earliest is None or day(text) >= day(earliest), "dated too early")

    def reasoned(self, event):
        require(not is_blank(event["reasons"]) and not is_blank(event["body"]), "without reasons, or without the body")
        check_document(event["basis"])

    # Keys and signatures.

    def active(self, person):
        return next((k["publicKey"] for k in self.keys.get(person, []) if not k["revoked"]), None)

    def is_new_form(self):
        return self.opening.get("form") is not None

    def signed(self, signature, text):
        if Ed25519PublicKey is None:
            self.unchecked += 1
            return
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature["publicKey"]))
            key.verify(bytes.fromhex(signature["signature"]), text.encode())
        except (InvalidSignature, ValueError) as error:
            raise Fault(f"S2: a signature of {signature['person']} that isn't theirs") from error

    def who(self, person):
        return f"{label(self.people[person])} [{person}]" if person in self.people else f"? [{person}]"

    def check_evidence(self, event):
        """S2, S3: who has a key signs with it what is recorded in their name, the others on a paper."""
        name = self.opening["organisation"] if self.opening else ""
        if event["type"] == "keyEnrolled":
            by = event["witnesses"]
            lines = ["lastword/key/1", f"单位 organisation：{name}", f"钥匙所有人 owner of the key：{self.who(event['person'])}",
                     f"公钥 public key：{event['publicKey']}", "本人见证这是其钥匙。 I have seen that this key is theirs."]
        elif event["type"] == "keyRevoked":
            by = event.get("witnesses", [event["person"]])
            lines = ["lastword/key-revocation/1", f"单位 organisation：{name}", f"钥匙所有人 owner of the key：{self.who(event['person'])}",
                     f"公钥 public key：{event['publicKey']}", f"理由 reason：{event['reason']}", "这把钥匙从此不再使用。 This key signs no more."]
        elif event["type"] == "withdrawn":
            by = [event["by"]]
            lines = ["lastword/withdrawal/1", f"单位 organisation：{name}", f"推荐 recommendation：{event['recommendation']}",
                     f"撤回人 withdrawn by：{self.who(event['by'])}", f"理由 reason：{event['reason']}", "本人撤回此项推荐。 I take this recommendation back."]
        else:
            return
        statement = "\n".join("\n  ".join(part for part in line.split("\n") if part) for line in lines) + "\n"
        signers, signatures = [p for p in by if self.active(p)], event.get("signatures", [])
        self.check_signatures(signatures, statement)
        require({s["person"] for s in signatures} <= set(signers), "S2: signed by a stranger")
        if "paper" in event:
            check_document(event["paper"], hashed=True)
        if self.is_new_form():
            require({s["person"] for s in signatures} == set(signers), "S2: a signature is missing")
            require(len(signers) == len(by) or "paper" in event, "S2: neither a key's signature nor a paper")

    def check_signatures(self, signatures, text):
        require(len({s["person"] for s in signatures}) == len(signatures), "S2: signed twice")
        for s in signatures:
            require(self.active(s["person"]) == s["publicKey"], "S2: signed with a key that isn't in force")
            self.signed(s, text)

    def check_witnesses(self, event):
        names = event["witnesses"]
        require(len(names) == len(set(names)) == 2 and event["person"] not in names, "S2: not two witnesses")
        require(set(names) <= set(self.people), "S2: a witness whom the register doesn't know")

    # One entry after the other.

    def on_opened(self, e):
        require(self.opening is None and not is_blank(e["organisation"]), "opened twice, or for nobody")
        require(-899 <= e["offsetMinutes"] <= 899 and e.get("form") in (None, 2), "a clock or a form that there isn't")
        self.opening = e

    def on_peopleImported(self, e):
        ids = [p["id"] for p in e["people"]]
        require(len(set(ids)) == len(ids) and all(map(is_id, ids)), "P1: somebody twice, or without a number")
        require(not any(is_blank(p["name"]) for p in e["people"]), "P1: somebody without a name")
        merged = {**self.people, **{p["id"]: p for p in e["people"]}}
        members = [p for p in merged.values() if "rank" in p]
        for key in ("rank", "chief"):
            values = [p[key] for p in members if key in p]
            require(len(set(values)) == len(values), f"P1: two of one {key}")
        labels = [plain(label(p)) for p in merged.values()]
        require(len(set(labels)) == len(labels), "P1: two of one name")
        self.people = merged

    def on_keyEnrolled(self, e):
        require(e["person"] in self.people, "S2: a key of somebody whom the register doesn't know")
        require(points.is_key(e["publicKey"]) and re.fullmatch("[0-9a-f]{32}", e.get("salt", "0" * 32)), "S2: no key")
        self.check_witnesses(e)
        require(self.active(e["person"]) is None, "S2: a second key")
        require(all(k["publicKey"] != e["publicKey"] for keys in self.keys.values() for k in keys), "S2: a key that was somebody's")
        self.keys.setdefault(e["person"], []).append({"publicKey": e["publicKey"], "revoked": False})

    def on_keyRevoked(self, e):
        require(self.active(e["person"]) == e["publicKey"], "S2: no key in force")
        if "witnesses" in e:
            self.check_witnesses(e)
        require(not is_blank(e["reason"]), "S2: revoked without a reason")
        next(k for k in self.keys[e["person"]] if k["publicKey"] == e["publicKey"])["revoked"] = True

    def on_lodged(self, e):
        signers = [r["person"] for r in e["recommenders"]]
        require(is_id(e["id"]) and e["id"] not in self.papers, "S1: a recommendation twice, or without a number")
        require(signers and len(set(signers)) == len(signers), "S1: nobody recommends, or one twice")
        require({e["candidate"], *signers} <= set(self.people) and e["candidate"] not in signers, "S1: a stranger, or the candidate")
        signed = day(e["signedOn"])
        for s in signers:
            require(self.bound(s, "noRecommending", *self.span) is None and self.bound(s, "noRecommending", signed, signed) is None, "S5: barred from recommending")
        require(e["kind"] == "collective" or (len(signers) == 1) == (e["kind"] == "personal"), "S1: as many signers as that kind doesn't have")
        if e["kind"] == "collective":
            require("lead" in e and "minutes" in e, "S1: a body without its lead or its minutes")
            check_document(e["minutes"])
        require(e.get("lead", signers[0]) in signers, "S1: a lead who doesn't sign")
        require(not is_blank(e["post"]) and not is_blank(e["reasons"]), "S1: without a post or reasons")
        check_document(e["paper"])
        for document in e.get("attachments", []):
            check_document(document, hashed=True)
        self.past(e["signedOn"])
        statement, signatures = self.statement(e), e.get("signatures", [])
        self.check_signatures(signatures, statement)
        require([s["person"] for s in signatures] == [s for s in signers if self.active(s)], "S2: others have signed than have keys")
        if len(signatures) == len(signers):
            require(e["paper"].get("sha256") == hashlib.sha256(statement.encode()).hexdigest(), "S2: the paper isn't the statement")
        else:
            require("sha256" in e["paper"], "S2: a scan without its hash")
        self.papers[e["id"]] = {"event": e, "withdrawn": False}

    def statement(self, e):
        def who(person):
            known = self.people.get(person, {})
            return " ".join([label(known) if known else "?", *(known[k] for k in ("unit", "post") if k in known), f"[{person}]"])

        def reference(document):
            return f"{document['title']} {document.get('date', '-')} {document.get('sha256', '-')}"

        lines = ["末位署名推荐书 · Lastword signed recommendation · 1"]
        add = lambda name, value: lines.append(f"{name}：" + value.replace("\n", "\n  "))
        add("推荐书 paper", f"{e['paper']['title']} {e['paper'].get('date', '-')}")
        add("单位 organisation", self.opening["organisation"])
        add("编号 no.", e["id"])
        add("形式 kind", KINDS[e["kind"]])
        for r in e["recommenders"]:
            add("推荐人 recommender", f"{who(r['person'])} · {RELATIONS[r['relation']]}")
        if "lead" in e:
            add("首推人 lead", who(e["lead"]))
        add("被推荐人 candidate", who(e["candidate"]))
        add("推荐职务 post", e["post"])
        add("理由 reasons", e["reasons"])
        add("签署日期 signed on", e["signedOn"])
        if "minutes" in e:
            add("会议纪要 minutes", reference(e["minutes"]))
        for document in e.get("attachments", []):
            add("附件 attachment", reference(document))
        return "\n".join([*lines, "以上属实，本人实名推荐并承担推荐责任。", "This is true; I recommend by name and answer for it."]) + "\n"

    def on_withdrawn(self, e):
        paper = self.papers.get(e["recommendation"])
        require(paper and not paper["withdrawn"], "S3: withdraws what isn't there")
        require(e["by"] in [r["person"] for r in paper["event"]["recommenders"]] and not is_blank(e["reason"]), "S3: withdrawn by a stranger, or without a reason")
        paper["withdrawn"] = True

    def on_frozen(self, e):
        require(all(p in self.papers and not self.papers[p]["withdrawn"] for p in e["recommendations"]), "S3: freezes what isn't there")

    # Appointments.

    def file(self, event, *stages):
        file = self.appointments.get(event["appointment"])
        require(file is not None and (not stages or file.stage in stages), "A1: no such appointment, or not at this step")
        return file

    def on_appointed(self, e):
        require(e["id"] not in self.appointments, "A1: appointed twice")
        require(0 <= e["probationMonths"] <= LONGEST_PROBATION and 0 <= e["noticeWorkingDays"] <= LONGEST_NOTICE, "A1: too long a time")
        self.appointments[e["id"]] = Appointment(e)

    def on_appointmentReturned(self, e):
        file = self.file(e, DECIDED, NOTICE)
        require(file.held_by == e.get("reconsideredBy"), "B7: held by another meeting")
        file.stage, file.held_by = RETURNED, None

    def on_appointmentHeld(self, e):
        file = self.file(e, DECIDED, NOTICE)
        require(file.held_by is None, "B7: held already")
        file.held_by = e["meeting"]

    def on_appointmentReleased(self, e):
        file = self.file(e)
        require(file.held_by == e["meeting"], "B7: released by another meeting")
        file.held_by = None

    def may_hold(self, appointment):
        file = self.appointments.get(appointment)
        return file is not None and file.held_by is None and file.stage in (DECIDED, NOTICE)

    def is_held(self, appointment, meeting):
        file = self.appointments.get(appointment)
        return file is not None and file.held_by == meeting and file.stage in (DECIDED, NOTICE)

    def on_noticePublished(self, e):
        file = self.file(e, DECIDED)
        require(file.held_by is None, "B7: a notice while the appointment is reconsidered")
        self.order(e["from"], file.event["decidedOn"])
        require((day(e["through"]) - day(e["from"])).days <= LONGEST_NOTICE, "A1: too long a notice")
        days = working_days([file.event.get("calendar"), e.get("calendar")], day(e["from"]), day(e["through"]))
        require(days >= file.event["noticeWorkingDays"], "A1: too short a notice")
        file.stage, file.notice = NOTICE, e

    def on_objected(self, e):
        file = self.file(e, NOTICE)
        self.order(e["on"], file.event["decidedOn"])
        self.past(e["on"])
        require(not is_blank(e["words"]), "A1: an objection without words")
        require("identity" not in e or e["by"] == "", "A1: the name of an objector that isn't kept")
        file.objections.append(e)

    def on_objectionsSettled(self, e):
        file = self.file(e, NOTICE)
        require(file.objections, "A1: settles nothing")
        self.order(e["on"], max(o["on"] for o in file.objections))
        self.past(e["on"])
        check_document(e["basis"])
        file.objections = []
        if e["upheld"]:
            file.stage = ENDED

    def on_noticeExempted(self, e):
        file = self.file(e, DECIDED)
        require(file.held_by is None and not file.spared, "B7, A1: exempted while the appointment is reconsidered, or twice")
        self.order(e["on"], file.event["decidedOn"])
        self.past(e["on"])
        require(not is_blank(e["reason"]), "A1: no notice, and no reason")
        check_document(e["basis"])
        file.spared = True

    def on_talkHeld(self, e):
        file = self.file(e, DECIDED, NOTICE, PROBATION, CONFIRMED)
        require(file.stage != DECIDED or file.spared, "A1: a talk before the notice")
        require(file.held_by is None, "B7: a talk while the appointment is reconsidered")
        self.past(e["on"])
        require(file.notice is None or day(e["on"]) > day(file.notice["through"]), "A1: a talk while the notice runs")
        self.order(e["on"], file.event["decidedOn"])
        require(not is_blank(e["by"]), "A1: a talk with nobody")
        check_document(e["basis"])

    def on_officeTaken(self, e):
        file = self.file(e, NOTICE, DECIDED)
        require(file.stage == NOTICE or file.spared, "A1: office before the notice")
        self.order(e["on"], file.event["decidedOn"])
        require(file.held_by is None, "B7: office while the appointment is reconsidered")
        self.past(e["on"])
        begins = e.get("trialNoticeOn", e["on"])
        self.order(begins, file.event["decidedOn"])
        self.order(e["on"], begins)
        require((file.notice is None or day(begins) > day(file.notice["through"])) and not file.objections, "A1: office while the notice or an objection is open")
        months = file.event["probationMonths"]
        file.stage, file.office = PROBATION if months else CONFIRMED, e["on"]
        file.through = months_later(day(begins), months) - datetime.timedelta(1) if months else None

    def on_probationEnded(self, e):
        file = self.file(e, PROBATION)
        self.order(e["on"], file.office)
        self.past(e["on"])
        check_document(e["basis"])
        if e["result"] == "confirmed":
            require(day(e["on"]) >= file.through, "A1: confirmed during probation")
            file.stage = CONFIRMED
        elif e["result"] == "extended":
            require("extendedTo" in e and day(e["extendedTo"]) > file.through, "A1: extended to no later day")
            file.through = day(e["extendedTo"])
        else:
            file.stage = ENDED

    def on_outcomeRecorded(self, e):
        file = self.file(e)
        require(file.stage != RETURNED, "A1: the outcome of what was sent back")
        self.past(e["on"])
        self.order(e["on"], file.event["decidedOn"])
        check_document(e["basis"])
        require(not is_blank(e["body"]), "A1: an outcome of nobody's")
        require(all((o["kind"], o["on"], o["basis"]) != (e["kind"], e["on"], e["basis"]) for o in file.outcomes), "A1: an outcome twice")
        on = day(e["on"])
        require(e["kind"] != "outstanding" or self.bound(file.event["candidate"], "noOutstandingGrade", on, on) is None, "A4: a grade that a consequence holds")
        file.outcomes.append(e)
        if e["kind"] == "removal":
            file.stage = ENDED
        if e["kind"] in ADVERSE and not file.reviewed:
            self.due = [{"type": "reviewOpened", "appointment": e["appointment"]}]

    def on_reviewOpened(self, e):
        self.file(e).reviewed = True

    # Findings.

    def finding(self, name):
        finding = self.findings.get(name)
        require(finding is not None and not finding["revoked"], "A3: no such finding, or revoked")
        return finding

    def answerable(self, file):
        """A2, A5: in which capacities everybody stood; never by a vote. A record of 0.2 has who recommended, introduced or prepared."""
        if "answerable" in file.event:
            return {(a["person"], a["capacity"]) for a in file.event["answerable"]}
        papers = [self.papers[p]["event"] for p in file.event["recommendations"] if p in self.papers]
        signers = {(r["person"], "leadRecommender" if p.get("lead") == r["person"] else "recommender") for p in papers for r in p["recommenders"]}
        return signers | {(file.event.get("introducedBy"), "presenter")} | {(p, "handler") for p in file.event["preparedBy"]}

    def check_part(self, e, file):
        mine = {capacity for person, capacity in self.answerable(file) if person == e["person"]}
        if e.get("capacity") == "other":
            require(not is_blank(e.get("part", "")), "A2: found liable in no capacity, and no word on the part")
        else:
            require(mine and e.get("capacity") in {None, *mine}, "A2: found liable without a part in it, or in another capacity")
            require("part" not in e, "A2: a word on the part besides a capacity")
        require("responsibility" not in e or e["kind"] != "none", "A3: a responsibility without liability")
        others = e.get("jointly", [])
        require(len({e["person"], *others}) == len(others) + 1 and set(others) <= set(self.people), "A3: found together with a stranger, or with somebody twice")

    def on_found(self, e):
        self.past(e["on"])
        require(is_id(e["id"]) and e["id"] not in self.findings, "A3: a finding twice, or without a number")
        file = self.file(e)
        require(file.reviewed, "A2: a finding without a review")
        require(e["person"] in self.people, "A2: a stranger found liable")
        self.check_part(e, file)
        require((e["kind"] == "none") == (e["grade"] == "noLiability"), "A3: kind and grade don't fit")
        self.reasoned(e)
        self.order(e["on"], min((o["on"] for o in file.outcomes if o["kind"] in ADVERSE), default=None))
        self.findings[e["id"]] = {"event": e, "grade": e["grade"], "appeal": None, "decided": False, "revoked": False}

    def on_answered(self, e):
        self.order(e["on"], self.finding(e["finding"])["event"]["on"])
        self.past(e["on"])
        require(not is_blank(e["words"]), "A3: an answer without words")

    def on_appealed(self, e):
        finding = self.finding(e["finding"])
        require(finding["appeal"] is None, "A3: appealed twice")
        self.order(e["on"], finding["event"]["on"])
        self.past(e["on"])
        require(not is_blank(e["words"]), "A3: an appeal without words")
        finding["appeal"] = e

    def on_appealDecided(self, e):
        finding = self.finding(e["finding"])
        require(finding["appeal"] and not finding["decided"], "A3: no appeal to decide")
        self.order(e["on"], finding["appeal"]["on"])
        self.past(e["on"])
        self.reasoned(e)
        finding["decided"], finding["revoked"] = True, e["result"] == "revoked"

    def on_findingCorrected(self, e):
        finding = self.finding(e["finding"])
        self.order(e["on"], finding["event"]["on"])
        self.past(e["on"])
        self.reasoned(e)
        require((e["kind"] == "none") == (e["grade"] == "noLiability"), "A3: kind and grade don't fit")
        finding["grade"] = e["grade"]

    def on_imposed(self, e):
        require(is_id(e["id"]) and all(c["id"] != e["id"] for c in self.consequences), "A4: a consequence twice, or without a number")
        finding = self.finding(e["finding"])
        require(finding["event"]["person"] == e["person"] and finding["grade"] != "noLiability", "A4: a consequence without liability")
        require(day(e["from"]) <= day(e["through"]), "A4: a time that ends before it begins")
        self.consequences.append(e)

    def on_minutesSealed(self, e):
        require(e["approvedBy"] in self.people and not is_blank(e["minutes"]), "minutes approved by a stranger, or empty")
        self.past(e["approvedOn"])
        if "paper" in e:
            check_document(e["paper"], hashed=True)
        require(e["signatures"] or "paper" in e, "minutes that nobody signed")
        require(not self.is_new_form() or "paper" in e or e["approvedBy"] in [s["person"] for s in e["signatures"]], "minutes that nobody approved")
        digest = hashlib.sha256(e["minutes"].encode()).hexdigest()
        self.check_signatures(e["signatures"], f"lastword/minutes/1\n{e['meeting']}\n{digest}\n")

    def on_powerDivided(self, e):
        power, to = e["power"], e.get("to")
        managers = sorted(p for p, known in self.people.items() if power in known["inCharge"])
        require(to is None or to in self.people and "chief" not in self.people[to], "P5: given to a stranger, or to a chief")
        require(managers != ([] if to is None else [to]), "P5: divided as it was")
        self.past(e["from"])
        self.order(e["from"], self.divided.get(power))
        require(not is_blank(e["reason"]), "P5: divided without a reason")
        check_document(e["basis"])
        for person, known in list(self.people.items()):
            rest = [p for p in known["inCharge"] if p != power] + ([power] if person == to else [])
            self.people[person] = {**known, "inCharge": sorted(rest, key=POWERS.index) if person == to else rest}
        self.divided[power] = e["from"]

    def on_taskReported(self, e):
        name = (e["meeting"], e["matter"], e["task"])
        require(name not in self.done, "D1: reported after it was done")
        self.past(e["on"])
        require(not is_blank(e["words"]), "D1: a report without words")
        if "paper" in e:
            check_document(e["paper"])
        if e["isDone"]:
            self.done.add(name)

    def on_clockRemarked(self, e):
        pass

    def on_olderFileFound(self, e):
        pass
