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
                 "returned": "否决退回", "withdrawn": "已撤回", "sentBack": "退回方案"},
          "en": {"pending": "pending", "open": "in discussion", "discussed": "awaiting ballot", "balloting": "ballot open", "decided": "decided",
                 "failed": "failed", "deferred": "deferred", "returned": "returned by veto", "withdrawn": "withdrawn", "sentBack": "sent back"}}
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
    if kind == "votesTaken":
        return {event["matter"]}
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


def labels(kind, contenders, names, language, takes_marks=False):
    """What stands beside the numbers, as patterns; the last of a paper that takes marks is an abstention."""
    if kind["form"] == "graded":
        return [re.escape(grade[language]) for grade in kind["grades"]]
    if kind["form"] == "contested":
        return [said(names[c]) for c in contenders] + [APPROVAL[language][2] if takes_marks else NOBODY[language]]
    return APPROVAL[language]


def chosen(view):
    """Whom a view is for."""
    return view["candidates"] if "candidates" in view else [view["candidate"]] if view.get("candidate") else []


def result(clock, event, titles, who, language):
    declared = "宣布结果：" if language == "zh" else "declared: "
    comma, matter = ("、", "议题") if language == "zh" else (", ", "matter ")
    left, right = ("（", "）") if language == "zh" else (r" \(", r"\)")
    for_whom = lambda r: left + comma.join(who(c) for c in r["candidates"]) + right if r.get("candidates") else ""
    tied = lambda r: ("；票数相同：" if language == "zh" else "; tied: ") + comma.join(map(who, r["tied"])) if r.get("tied") else ""
    each = (f"{matter}{titles[r['matter']]} {OUTCOMES[language][r['outcome']]}{for_whom(r)}{tied(r)}" for r in event["results"])
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
        beside = labels(kinds[item["kind"]], list(names), names, language, "posts" in item)
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
                whom = left + ("、" if language == "zh" else ", ").join(map(who, chosen(event))) + right if chosen(event) else ""
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
            elif kind == "votesTaken":
                # The older forms knew no vote in the open; their result line says what it came to.
                continue
            else:
                yield result(clock, event, titles, who, language)
                for r in event["results"]:
                    if r["matter"] == matter and r["outcome"] == "runOff":
                        beside = labels(kinds[item["kind"]], r["candidates"], names, language, "posts" in item)
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


# Form 3: as an office reads them. The lines that state a fact: headings, views, counts, decisions and the fingerprint.
STANCE = {"zh": {"for": "同意", "against": "不同意", "defer": "缓议", "noView": "不发表意见"},
          "en": {"for": "for", "against": "against", "defer": "defer", "noView": "no view"}}
OFFICE = re.compile(r"  (?!\d\d:\d\d )\S|[一二三四五六七八九十]+、|\d+[.、] |会议决定：|Decision: |指纹：|Fingerprint: ")
DIGITS = " 一二三四五六七八九"
# What became of a matter that wasn't voted to an end.
ENDED = {"zh": {"failed": "，未通过", "deferred": "，暂缓表决", "withdrawn": "，撤回", "sentBack": "，退回方案"},
         "en": {"failed": ": not passed", "deferred": ": deferred", "withdrawn": ": withdrawn", "sentBack": ": proposal sent back"}}
GROUNDS = {"zh": {"divided": "意见分歧较大", "unclear": "有重大问题不清楚", "views": "多数缓议", "motion": "提议暂缓"},
           "en": {"divided": "views differ widely", "unclear": "something important is unclear", "views": "most views are to defer", "motion": "by motion"}}


def numeral(n):
    """一 to 九十九; digits beyond."""
    if n > 99:
        return str(n)
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + DIGITS[ones].strip()


def bound(plan):
    """The chiefs who are bound to speak last."""
    chiefs = [m for m in plan["roll"] if m.get("chief")]
    return {m["id"] for m in [m for m in chiefs if m["chief"] in plan["profile"]["chiefOrder"]] or chiefs}


def decided(title, kind, status, result, ending, who, language, posts=None):
    """The decision as a sentence."""
    if status in ("pending", "open", "discussed", "balloting"):
        return "(会议取消，未讨论|【待填】尚无结果)" if language == "zh" else r"(the meeting was cancelled|\[to fill in\] no result yet)"
    zh = language == "zh"
    votes = result and result.get("votes") is not None and result.get("needed") is not None
    total = (rf"（得 {result['votes']} 票，须 {result['needed']} 票）" if zh else rf" \({result['votes']} votes, {result['needed']} needed\)") if votes else ""
    if status in ("decided", "returned"):
        if result["outcome"] == "graded":
            return title + ("，评议完成" if zh else ": appraised")
        if kind["form"] == "contested" and result["outcome"] == "passed":
            comma = "、" if zh else ", "
            people = comma.join(who(c) for c in result.get("candidates", []))
            if posts is not None and posts > 1:
                total = f"（须 {result['needed']} 票）" if zh else rf" \({result['needed']} needed\)"
                if result.get("tied"):
                    tied = comma.join(map(who, result["tied"]))
                    total += f"；{tied}票数相同，未通过" if zh else f"; {tied} tied, not passed"
                if posts > len(result["candidates"]):
                    left = posts - len(result["candidates"])
                    total += f"；缺 {left} 人" if zh else f"; posts left open: {left}"
            return title + (f"：{people}，通过" if zh else f": {people}, passed") + total
        return (f"同意{title}" if zh else f"{title}: agreed") + total
    if status == "failed":
        return title + ENDED[language][status] + total
    said_why = ""
    if ending:
        if status == "deferred":
            ground = GROUNDS[language][ending["ground"]]
            said_why = f"（{ground}）" if zh else rf" \({ground}\)"
        said_why += ("：" if zh else ": ") + said(ending.get("reason", ending.get("reasons", "")))
    return title + ENDED[language][status] + said_why


def papers_counted(count, matter, beside, language):
    """The figures of one matter as the tellers signed them."""
    zh = language == "zh"
    f = next(f for f in count["figures"] if f["matter"] == matter)
    each = ("，" if zh else ", ").join(f"{label} {n} 票" if zh else f"{label} {n}" for label, n in zip(beside, f["choices"]))
    head = (f"发出表决票 {count['issued']} 张，收回 {count['returned']} 张，有效 {f['valid']} 张，无效 {f['invalid']} 张：" if zh else
            f"issued {count['issued']}, returned {count['returned']}, valid {f['valid']}, invalid {f['invalid']}: ")
    return head + each


def votes(taken, beside, who, language):
    """Who voted how in the open."""
    zh = language == "zh"
    comma, left, right = ("、", "（", "）") if zh else (", ", r" \(", r"\)")
    each = [(f"{label} {len(people)} 人" if zh else f"{label} {len(people)}") + (left + comma.join(map(who, people)) + right if people else "")
            for label, people in zip(beside, taken["choices"])]
    return ("表决：" if zh else "votes: ") + ("，" if zh else ", ").join([*each, r"未表决 \d+ 人" if zh else r"not voting \d+"])


def office(steps, plan, standing, people, mark, language):
    """The record's fact lines in the order of minutes in form 3, as patterns."""
    office = Office(steps, plan, standing, people, language)
    lists = {x["id"]: x["title"] for x in plan.get("lists", [])}
    items = []
    for item in plan["matters"]:
        name = item.get("list")
        if name is not None and items and items[-1][0] == name:
            items[-1][1].append(item)
        else:
            items.append((name, [item]))
    for place, (name, matters) in enumerate(items, 1):
        heading = (f"{numeral(place)}、" if language == "zh" else rf"{place}\. ")
        if name is None:
            yield heading + said(matters[0]["title"])
            yield from office.alone(matters[0])
        else:
            yield heading + said(lists[name])
            yield from office.listed(matters)
    if mark:
        yield re.escape(MARK[language] + mark)


class Office:
    """What minutes in form 3 say of one matter, or of a list."""

    def __init__(self, steps, plan, standing, people, language):
        self.steps, self.standing, self.language, self.zh = steps, standing, language, language == "zh"
        self.kinds, roll = {kind["id"]: kind for kind in plan["profile"]["kinds"]}, {m["id"]: m for m in plan["roll"]}
        self.known, self.last, self.own = {**people, **roll}, bound(plan), by_matter(steps)
        self.order = {id(event): n for n, (_, event) in enumerate(steps)}

    def who(self, person):
        return named(self.known[person]) if person in self.known else said(person)

    def alone(self, item):
        mine = self.own.get(item["id"], [])
        views = [e for _, e in mine if e["type"] == "viewStated"]
        final = self.final(views)
        for e in views:
            yield self.view(e, e is final)
        yield from self.ballots(mine, [item])
        yield self.decision(item)

    def listed(self, items):
        mine = sorted({self.order[id(e)]: (at, e) for item in items for at, e in self.own.get(item["id"], [])}.items())
        mine = [step for _, step in mine]
        views = [e for _, e in mine if e["type"] == "viewStated"]
        final, places = self.final(views), {item["id"]: n for n, item in enumerate(items, 1)}
        said_by = []
        for e in views:
            before = said_by[-1] if said_by else []
            if not before or before[0]["member"] != e["member"] or any(v["matter"] == e["matter"] for v in before):
                said_by.append([])
            said_by[-1].append(e)
        for views in said_by:
            yield self.statement(views, places, any(v is final for v in views))
        yield from self.ballots(mine, items, places)
        for item in items:
            yield self.decision(item, self.mark(places[item["id"]]))

    def mark(self, place):
        return f"（{numeral(place)}）" if self.zh else rf"\({place}\) "

    def final(self, views):
        """The view of the chief who spoke last."""
        return next((e for e in reversed(views) if e["member"] in self.last and e["stance"] != "noView"), None)

    def head(self, e, is_final):
        return self.who(e["member"]) + (("（末位表态）" if self.zh else r" \(last\)") if is_final else "")

    def whom(self, e):
        people = ("、" if self.zh else ", ").join(map(self.who, chosen(e)))
        return (f"（{people}）" if self.zh else rf" \({people}\)") if people else ""

    def words(self, e):
        return (f"“{said(e['words'])}”" if self.zh else f" “{said(e['words'])}”") if e["words"] else ""

    def view(self, e, is_final):
        stance = STANCE[self.language][e["stance"]] + self.whom(e)
        return "  " + self.head(e, is_final) + (f"：{stance}。" if self.zh else rf": {stance}\.") + self.words(e)

    def statement(self, views, places, is_final):
        """What a member said in one go: in one word where it is the same over the whole list."""
        key = lambda e: (e["stance"], e["words"], tuple(chosen(e)))
        if len(views) == len(places) and len(set(map(key, views))) == 1:
            return self.view(views[0], is_final)
        groups = {}
        for e in views:
            groups.setdefault(key(e), []).append(e)
        parts = ("".join(self.mark(places[e["matter"]]) for e in same) + STANCE[self.language][same[0]["stance"]] + self.whom(same[0]) + self.words(same[0])
                 for same in groups.values())
        return "  " + self.head(views[0], is_final) + ("：" if self.zh else ": ") + ("；" if self.zh else "; ").join(parts) + ("。" if self.zh else r"\.")

    def labels(self, item, people):
        names = {c["id"]: c["name"] for c in item.get("candidates", [])}
        return labels(self.kinds[item["kind"]], people or list(names), names, self.language, "posts" in item)

    def ballots(self, mine, items, places=None):
        """The figures of each declared ballot, matter by matter."""
        of = {item["id"]: item for item in items}
        beside, count, taken, papers = {name: self.labels(item, None) for name, item in of.items()}, None, {}, {}
        for _, e in mine:
            if e["type"] == "ballotOpened":
                count, taken = None, {}
            elif e["type"] == "boxClosed":
                papers = {"issued": e["issued"], "returned": e["returned"]}
                count = {**e, **papers} if e["figures"] else count
            elif e["type"] == "boxCounted":
                count = {**e, **papers}
            elif e["type"] == "countEntered":
                count = e
            elif e["type"] == "votesTaken":
                taken[e["matter"]] = e
            elif e["type"] == "resultDeclared":
                for r in (r for r in e["results"] if r["matter"] in of):
                    name = r["matter"]
                    text = votes(taken[name], beside[name], self.who, self.language) if name in taken else papers_counted(count, name, beside[name], self.language)
                    yield "  " + (self.mark(places[name]) if places else "") + text
                    if r["outcome"] == "runOff":
                        beside[name] = self.labels(of[name], r["candidates"])

    def decision(self, item, mark=""):
        name = item["id"]
        mine = self.own.get(name, [])
        result = next((r for _, e in reversed(mine) if e["type"] == "resultDeclared" for r in e["results"] if r["matter"] == name), None)
        ends = {"deferred": "deferred", "withdrawn": "withdrawn", "sentBack": "sentBack"}.get(self.standing[name])
        ending = next((e for _, e in reversed(self.steps) if e["type"] == ends and e["matter"] == name), None)
        # M5: what the group concluded stands in its own words.
        words = [e["words"] for _, e in self.steps if e["type"] == "concluded" and e["matter"] == name]
        text = said(words[-1]) if words else decided(said(item["title"]), self.kinds[item["kind"]], self.standing[name], result, ending, self.who, self.language, item.get("posts"))
        return ("会议决定：" if self.zh else "Decision: ") + mark + text


def office_facts(text):
    return [(n, line) for n, line in enumerate(text.split("\n"), 1) if OFFICE.match(line)]


def difference(text, steps, standing, people, mark, language, form):
    """`standing`: how each matter stands when they are sealed; `people`: the register's. The first line, from 1, that isn't what
    the record says; None where they agree."""
    plan = [event for _, event in steps if event["type"] == "planned"][-1]
    if form >= 3:
        found, wanted = office_facts(text), list(office(steps, plan, standing, people, mark, language))
    else:
        found, wanted = list(facts(text, plan["roll"])), list(expected(steps, plan, standing, people, mark, language))
    for (n, line), pattern in zip(found, wanted):
        if not re.fullmatch(pattern, line, re.DOTALL):
            return n
    if len(found) != len(wanted):
        return found[len(wanted)][0] if len(found) > len(wanted) else text.count("\n") + 1
    return None
