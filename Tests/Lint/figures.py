# SPDX-License-Identifier: GPL-3.0-or-later
"""What the sources look like in figures: how many places somebody touches to add an act or a screen, and what is said of what. Fails when one gets
worse than it was. A figure that got better is written down here as the new limit."""
import collections
import os
import re

from fixtures import ROOT

# The benchmarks are no part of the program.
APART = {"lastword-bench"}

# What is measured: the most there may be, and what it is to come to.
LIMITS = {
    "files that name the act readOpinion": (9, 4),
    "files that name the act settleObjections": (4, 4),
    "files that name the act recuse": (19, 4),
    "files that name the act recordOutcome": (6, 4),
    "files that list all acts of a meeting": (4, 1),
    "files that list all acts on people": (3, 1),
    "`default:` in a switch over acts": (22, 0),
    "form fields by position": (0, 0),
    "[String: Any] and JSONSerialization": (0, 0),
    "declarations with four or more unlabelled parameters": (13, 0),
    "public functions that throw and don't say what": (0, 0),
    "stored properties of the root of the screens": (22, 8),
    "files beside one another in a folder": (15, 20),
    "lines in the longest file": (370, 400),
    "calls that make a text safe by habit": (36, 0),
}

# Printed beside them, and no limit: a new rule is more lines.
LINES = "lines of Swift, comments and blank ones apart"

# The registry of a meeting's acts is in two files, which count as one.
REGISTRY = {"Meeting/Acts/MeetingCommand.swift", "Meeting/Acts/MeetingEvent.swift"}

# Command and event of the same act.
SAMPLES = {
    "readOpinion": "opinionRead", "settleObjections": "objectionsSettled", "recuse": "recused", "recordOutcome": "outcomeRecorded",
}


def sources():
    """{path from Sources: text}, without the benchmarks."""
    found = {}
    for folder, _, names in os.walk(f"{ROOT}/Sources"):
        for name in (n for n in names if n.endswith(".swift")):
            path = os.path.relpath(os.path.join(folder, name), f"{ROOT}/Sources")
            if path.split("/")[0] not in APART:
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    found[path] = file.read()
    return found


def bare(text):
    """Without comments and the words in texts, line by line as it was."""
    text = re.sub(r"//[^\n]*", "", text)
    text = re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group().count("\n"), text, flags=re.S)
    return re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', text)


def acts(text, name):
    """The cases of an enumeration of acts."""
    body = re.search(rf"enum {name}\b[^{{]*{{(.*?)\n}}", text, re.S)
    assert body, f"there is no enumeration {name}"
    return {c for line in re.findall(r"^ {4}case ([^\n/]+)", body.group(1), re.M) for c in re.findall(r"(\w+)(?:\([^)]*\))?(?:, |$)", line.strip())}


def switches(text):
    """The bodies of its switches, those inside of one another left out of the outer ones."""
    for start in re.finditer(r"\bswitch\b[^\n{]*{", text):
        depth, own = 1, []
        for c in text[start.end():]:
            depth += {"{": 1, "}": -1}.get(c, 0)
            if depth == 0:
                break
            if depth == 1 and c != "}":
                own.append(c)
        yield "".join(own)


def parameters(text):
    """The parameters of each declaration of a function or initialiser."""
    for start in re.finditer(r"\b(?:func [^\s(<]+(?:<[^>]*>)?|init\??)\(", text):
        depth, end = 1, start.end()
        while depth and end < len(text):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        inside, parts, level = text[start.end():end - 1], [""], 0
        for c in inside:
            level += {"(": 1, "[": 1, "<": 1, "{": 1, ")": -1, "]": -1, ">": -1, "}": -1}.get(c, 0)
            if c == "," and level == 0:
                parts.append("")
            else:
                parts[-1] += c
        yield [p.strip() for p in parts if p.strip()]


def undocumented(text):
    """Public functions that throw and whose comment doesn't say what."""
    return sum(
        "throws" not in comment.lower()
        for comment, declaration in re.findall(r"((?:^[ \t]*///[^\n]*\n)*)(?:^[ \t]*@[^\n]*\n)*^[ \t]*(public [^\n]*?(?:func|init)\b[^{]*?){", text, re.M)
        # Decoding and encoding throw what the standard library says.
        # What a parameter throws is the caller's.
        if re.search(r"\bthrows\b", re.sub(r"\((?:[^()]|\([^()]*\))*\)", "", declaration)) and not re.search(r"\brethrows\b|from decoder|to encoder", declaration))


def named(files, name):
    """The text of the file that a type has, wherever it lies."""
    (path,) = (p for p in files if os.path.basename(p) == f"{name}.swift")
    return files[path]


def listed(files, name):
    """The text of the file in which an enumeration is declared."""
    (text,) = (text for text in files.values() if re.search(rf"^public enum {name}\b", text, re.M))
    return text


def measured(files):
    plain = {path: bare(text) for path, text in files.items()}
    engine = {name: acts(listed(files, name), name) for name in ("MeetingCommand", "PersonnelCommand")}
    assert len(engine["MeetingCommand"]) > 25 and len(engine["PersonnelCommand"]) > 15, engine
    figures = {}
    for command, event in SAMPLES.items():
        named_in = {path for path, text in plain.items() if re.search(rf"\b({command}|{event})\b", text)}
        figures[f"files that name the act {command}"] = len(named_in - REGISTRY) + bool(named_in & REGISTRY)
    for family, names in (("a meeting", engine["MeetingCommand"]), ("people", engine["PersonnelCommand"])):
        listing = [sum(bool(re.search(rf"[.\s]{n}\b", text)) for n in names) > 0.7 * len(names) for text in plain.values()]
        figures[f"files that list all acts {'of' if family == 'a meeting' else 'on'} {family}"] = sum(listing)
    everything = engine["MeetingCommand"] | engine["PersonnelCommand"] | set(SAMPLES.values())
    figures["`default:` in a switch over acts"] = sum(
        sum(bool(re.search(rf"case (?:let )?\.{n}\b|, \.{n}\b", body)) for n in everything) >= 2 and "default:" in body for text in plain.values() for body in switches(text))
    figures["form fields by position"] = sum(len(re.findall(r"\b(?:f|fields|answers)\[\d+\]", text)) for text in plain.values())
    figures["[String: Any] and JSONSerialization"] = sum(len(re.findall(r"\[String: (?:any )?Any\]|JSONSerialization", text)) for text in plain.values())
    figures["declarations with four or more unlabelled parameters"] = sum(
        sum(p.startswith("_ ") for p in declared) >= 4 for text in plain.values() for declared in parameters(text))
    figures["public functions that throw and don't say what"] = sum(undocumented(text) for text in files.values())
    figures["stored properties of the root of the screens"] = root(plain)
    figures["files beside one another in a folder"] = max(collections.Counter(os.path.dirname(path) for path in files).values())
    figures["lines in the longest file"] = max(text.count("\n") for text in files.values())
    figures["calls that make a text safe by habit"] = sum(
        len(re.findall(r"\bLegibility\.visible\b|\bRecordableText\.checked\b", re.sub(r"//[^\n]*", "", text))) for text in files.values())
    figures[LINES] = sum(bool(line.strip()) for text in plain.values() for line in text.split("\n"))
    return figures


def root(plain):
    """The stored properties of the value that every screen is drawn from."""
    text = named(plain, "App")
    body = re.search(r"struct App\b[^{]*{(.*?)\n}", text, re.S).group(1)
    return len(re.findall(r"^ {4}(?:public |private |internal |fileprivate |(?:private|public)\(set\) )*(?:var|let) \w+(?:: [^{\n]*| = [^{\n]*)$", body, re.M))


def test_no_figure_is_worse():
    files = sources()
    assert len(files) > 200, "too few files were read"
    # The controls: what is counted is found where it stands.
    assert len(list(parameters(bare("func a(_ b: C, _ d: (E, F), g: H) {}\ninit(_ i: [J: K])")))) == 2
    assert [len(p) for p in parameters("func a(_ b: C, _ d: (E, F), g: H) {}")] == [3]
    assert undocumented("/// Does it.\npublic func a() throws {\n") == 1 and undocumented("/// - Throws: `B`.\npublic func a() throws {\n") == 0
    assert list(switches("switch a { case .b: switch c { default: d } }")) == [" case .b: switch c  ", " default: d "]
    figures = measured(files)
    print(f"{figures.pop(LINES):6}  {LINES}")
    assert set(figures) == set(LIMITS), set(figures) ^ set(LIMITS)
    worse = 0
    for name, (limit, goal) in LIMITS.items():
        mark = "WORSE" if figures[name] > limit else "reached" if figures[name] <= goal else ""
        worse += figures[name] > limit
        print(f"{figures[name]:6}  {name} (at most {limit}; goal {goal}) {mark}".rstrip())
        if figures[name] < limit:
            print(f"        better than {limit}: write {figures[name]} down in Tests/Lint/figures.py")
    assert not worse, "a figure is worse than it was"

