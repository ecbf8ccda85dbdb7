# SPDX-License-Identifier: GPL-3.0-or-later
"""Sealed minutes beside the record: views in the order heard with their words, every count, every result, how each
matter stands, and the fingerprint. What is compared is in docs/BUNDLE.md; the wording around it is left alone."""
import re

STANCES = {"zh": {"for": "表态 同意", "against": "表态 不同意", "defer": "表态 缓议", "noView": "表态 不发表意见"},
           "en": {"for": "is for", "against": "is against", "defer": "is to defer", "noView": "states no view"}}
OUTCOMES = {"zh": {"passed": "通过", "failed": "未通过", "runOff": "须再次票决", "deferred": "暂缓", "graded": "评议完成"},
            "en": {"passed": "passed", "failed": "failed", "runOff": "run-off", "deferred": "deferred", "graded": "graded"}}
COUNT = {"zh": "发出 {}，收回 {}，有效 {}，无效 {}；", "en": "issued {}, returned {}, valid {}, invalid {}; "}
APPROVAL = {"zh": ["同意", "不同意", "弃权"], "en": ["for", "against", "abstain"]}
STATUS = {"zh": {"pending": "未介绍", "open": "讨论中", "discussed": "待票决", "balloting": "票决中", "decided": "已决定", "failed": "未通过", "deferred": "暂缓",
                 "returned": "否决退回", "withdrawn": "已撤回"},
          "en": {"pending": "pending", "open": "in discussion", "discussed": "awaiting ballot", "balloting": "ballot open", "decided": "decided",
                 "failed": "failed", "deferred": "deferred", "returned": "returned by veto", "withdrawn": "withdrawn"}}
RESULT = {"zh": "结果：", "en": "Result: "}
NOBODY = {"zh": "均不同意", "en": "none of them"}
MARK = {"zh": "指纹：", "en": "Fingerprint: "}
# The lines that state a fact; all of them, and nothing else of their form, must be the record's.
FACTS = re.compile(r"  \d+\. \d\d:\d\d |    (发出 \d+，收回 \d+，有效|issued \d+, returned \d+, valid) |  \d\d:\d\d (宣布结果：|declared: )"
                   r"|(指纹：|Fingerprint: )|(结果：|Result: )|(议题 \d+　|Matter \d+: )|  \d\d:\d\d 宣布(?!开会)|  \d\d:\d\d declared")


def said(text):
    """A pattern of a text as the program shows it: a character that it thinks drives a terminal stands there by its number."""
    plain = lambda c: c.isalnum() or c in " ,.:;!?-，。、；：！？（）《》“”"
    return "".join(re.escape(c) if plain(c) else f"(?:{re.escape(c)}|<U\\+{ord(c):04X}>)" for c in text)


def named(person):
    """Somebody's name, with what tells two of one name apart."""
    return said(person["name"] + (f"({person['distinguisher']})" if person.get("distinguisher") else ""))


def about(event):
    """The matters that a fact line says something of."""
    kind = event["type"]
    if kind in ("countEntered", "boxClosed", "boxCounted"):
        return {f["matter"] for f in event["figures"]}
    if kind == "resultDeclared":
        return {r["matter"] for r in event["results"]}
    return {event["matter"]} if kind == "viewStated" else set()


def by_matter(steps):
    """{matter: its steps, and those of the ballots that it was on}, each step looked at once."""
    found, paper = {}, []
    for at, event in steps:
        if event["type"] == "ballotOpened":
            paper = event["matters"]
        for matter in set(paper) if event["type"] in ("ballotOpened", "boxClosed") else about(event):
            found.setdefault(matter, []).append((at, event))
    return found


def figures(event, matter, labels, language):
    f = next(f for f in event["figures"] if f["matter"] == matter)
    head = COUNT[language].format(event["issued"], event["returned"], f["valid"], f["invalid"])
    comma = "，" if language == "zh" else ", "
    return "    " + re.escape(head) + comma.join(f"{label} {n}" for label, n in zip(labels, f["choices"]))


def labels(kind, contenders, names, language):
    """What stands beside the numbers, as patterns."""
    if kind["form"] == "graded":
        return [re.escape(grade[language]) for grade in kind["grades"]]
    if kind["form"] == "contested":
        return [said(names[c]) for c in contenders] + [NOBODY[language]]
    return APPROVAL[language]


def result(clock, event, titles, who, language):
    declared = "宣布结果：" if language == "zh" else "declared: "
    comma, matter = ("、", "议题") if language == "zh" else (", ", "matter ")
    left, right = ("（", "）") if language == "zh" else (r" \(", r"\)")
    for_whom = lambda r: left + comma.join(who(c) for c in r["candidates"]) + right if r.get("candidates") else ""
    each = (f"{matter}{titles[r['matter']]} {OUTCOMES[language][r['outcome']]}{for_whom(r)}" for r in event["results"])
    return f"  {re.escape(clock)} {declared}" + comma.join(each)


def expected(steps, plan, standing, people, mark, language):
    """The record's fact lines in the order of the minutes, as patterns."""
    kinds = {kind["id"]: kind for kind in plan["profile"]["kinds"]}
    roll = {m["id"]: m for m in plan["roll"]}
    known = {**people, **roll}
    who = lambda p: named(known[p]) if p in known else said(p)
    titles = {m["id"]: f"{i}《{said(m['title'])}》" for i, m in enumerate(plan["matters"], 1)}
    colon, left, right = ("：", "（", "）") if language == "zh" else (": ", r" \(", r"\)")
    own = by_matter(steps)
    for place, item in enumerate(plan["matters"], 1):
        yield (f"议题 {place}　" if language == "zh" else f"Matter {place}: ") + said(item["title"])
        matter, number, sheets, isBox = item["id"], 0, 0, False
        names = {c["id"]: c["name"] for c in item.get("candidates", [])}
        beside = labels(kinds[item["kind"]], list(names), names, language)
        for at, event in own.get(matter, []):
            if event["type"] == "ballotOpened":
                sheets, isBox = 0, False
            if event["type"] == "boxClosed":
                papers = {"issued": event["issued"], "returned": event["returned"]}
            if matter not in about(event):
                continue
            kind, clock = event["type"], at[11:16]
            if kind == "viewStated":
                number += 1
                words = f"{colon}“{said(event['words'])}”" if event["words"] else ""
                whom = left + who(event["candidate"]) + right if event.get("candidate") else ""
                last = ("（末位表态）" if language == "zh" else r" \(last, as chief\)") if roll[event["member"]].get("chief") else ""
                yield rf"  {number}\. {re.escape(clock)} {who(event['member'])} {STANCES[language][event['stance']]}{whom}{words}{last}"
            elif kind in ("boxClosed", "boxCounted"):
                isBox = True
                yield figures({**event, **papers}, matter, beside, language)
            elif kind == "countEntered":
                sheets += 1
                # Each sheet after the first says that it agrees; a box has said its figures already.
                if sheets > 1 and not isBox:
                    yield figures(event, matter, beside, language)
            else:
                yield result(clock, event, titles, who, language)
                for r in event["results"]:
                    if r["matter"] == matter and r["outcome"] == "runOff":
                        beside = labels(kinds[item["kind"]], r["candidates"], names, language)
        yield RESULT[language] + STATUS[language][standing[matter]]
    if mark:
        yield re.escape(MARK[language] + mark)


def facts(text, people):
    """The lines that state a fact, with their numbers from 1. What stands under a result is its reason, in anybody's words."""
    # A view that isn't one of the numbered: nobody's line begins so otherwise.
    anybody = "|".join(named(p) for p in people)
    loose = re.compile(rf"  \d\d:\d\d ({anybody}) (表态 |is for|is against|is to defer|states no view)")
    before = ""
    for n, line in enumerate(text.split("\n"), 1):
        reason = line.startswith("    ") and before.startswith(tuple(RESULT.values()))
        if not reason and (FACTS.match(line) or loose.match(line)):
            yield n, line
        before = line


def difference(text, steps, standing, people, mark, language):
    """`standing`: how each matter stands when they are sealed; `people`: the register's. The first line, from 1, that isn't what
    the record says; None where they agree."""
    plan = [event for _, event in steps if event["type"] == "planned"][-1]
    found = list(facts(text, plan["roll"]))
    wanted = list(expected(steps, plan, standing, people, mark, language))
    for (n, line), pattern in zip(found, wanted):
        if not re.fullmatch(pattern, line, re.DOTALL):
            return n
    if len(found) != len(wanted):
        return found[len(wanted)][0] if len(found) > len(wanted) else text.count("\n") + 1
    return None
