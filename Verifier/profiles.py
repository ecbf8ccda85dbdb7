# SPDX-License-Identifier: GPL-3.0-or-later
"""M1: what a profile may not undo, whoever wrote it (docs/RULES.md)."""
import re
from fractions import Fraction

from faults import is_blank, is_id


def share(text):
    """A share as files write it: from 1/1000 to 1, as it stands."""
    numerator, denominator = re.fullmatch(r"([1-9]\d{0,3})/([1-9]\d{0,3})", text, re.ASCII).groups()
    if not int(numerator) <= int(denominator) <= 1000:
        raise ValueError(text)
    return Fraction(int(numerator), int(denominator))


def is_sound(profile):
    p = profile

    def within(key, low, high, default=None):
        return low <= p.get(key, default) <= high

    titles = [p["id"], p["title"]["zh"], p["title"]["en"]]
    return (
        not any(is_blank(t) for t in titles)
        and 2 * share(p["quorum"]) >= 1
        and 1 <= len(p["chiefOrder"]) == len(set(p["chiefOrder"]))
        and p.get("deferralGrounds") != []
        and (p.get("viewRule") != "optional" or p["ballotOrder"] == "after-chief" and p["mayPass"])
        and (not p.get("recusedVote") or p["recusedCountAsEntitled"])
        and {*p.get("noticeFacts", []), *p.get("probationFacts", [])} <= {f["id"] for f in p.get("facts", [])}
        and within("voidsBeforePaper", 1, 9)
        and within("leastCast", 4, 500, 4)
        and within("divisionMargin", 0, 100, 0)
        and within("noticeWorkingDays", 0, 60)
        and within("personnelNoticeWorkingDays", 0, 60)
        and within("publicNoticeWorkingDays", 5, 60)
        and within("probationMonths", 0, 36)
        and len(p["kinds"]) > 0
        # L7: where the others cast before the chiefs speak, only a secret ballot is held.
        and (p["ballotOrder"] != "before-chief" or all("secret" in k.get("methods", ["secret"]) for k in p["kinds"]))
        and len({k["id"] for k in p["kinds"]}) == len(p["kinds"])
        and are_apart(f["id"] for f in p.get("facts", []))
        and all(is_sound_kind(k, {f["id"] for f in p.get("facts", [])}) for k in p["kinds"]))


def are_apart(ids):
    ids = list(ids)
    return len(set(ids)) == len(ids) and all(map(is_id, ids))


def is_sound_kind(kind, facts):
    if not is_id(kind["id"]):
        return False
    papers = kind["prerequisites"]
    # B1: about people a secret ballot is always possible.
    methods = kind.get("methods", ["secret"])
    if not methods or len(set(methods)) < len(methods) or kind["isAboutPeople"] and "secret" not in methods:
        return False
    if kind["form"] == "graded":
        if len(kind["grades"]) < 2 or "passing" in kind:
            return False
    elif kind["form"] == "noted":
        if {"passing", "methods"} & set(kind) or kind["grades"] or kind["isAboutPeople"] or kind["appoints"] or kind["recommendations"] or kind["veto"] != "none":
            return False
    elif not is_majority(kind["passing"]):
        return False
    if "quorum" in kind and 2 * share(kind["quorum"]) < 1:
        return False
    if len({p["id"] for p in papers}) < len(papers) or not 0 <= kind["recommendations"] <= 9:
        return False
    if not all(is_sound_paper(p, kind, facts) for p in papers):
        return False
    return kind["veto"] in ("none", "sitting") or bool(re.fullmatch(r"[1-9]\d?", kind["veto"], re.ASCII)) and int(kind["veto"]) <= 30


def is_sound_paper(paper, kind, facts):
    """M2: it asks for what there is, and something it may conclude lets the matter pass."""
    each = paper.get("isForEachCandidate") is True
    if each and not kind["isAboutPeople"] or "facts" in paper and not (each and set(paper["facts"]) <= facts):
        return False
    if "conclusions" in paper:
        conclusions = paper["conclusions"]
        if not are_apart(c["id"] for c in conclusions) or all(c["effect"] == "stops" for c in conclusions):
            return False
        if not all(1 <= c.get("afterMonths", 1) <= 60 for c in conclusions):
            return False
    return are_apart(f["id"] for f in paper.get("figures", [])) and 1 <= paper.get("leastNamed", 1) <= 20 and 1 <= paper.get("validMonths", 1) <= 60


def is_majority(passing):
    part = share(passing["share"])
    if passing["strictly"]:
        return 2 * part >= 1 and part < 1
    return 2 * part > 1
