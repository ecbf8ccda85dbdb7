# SPDX-License-Identifier: GPL-3.0-or-later
"""Records whose author is a stranger: sound registers, bundles and districts of every kind of matter and ballot, with one to five
values changed anywhere and every hash made anew. No command ends by a trap, hangs or takes more than 256 MB, and what the
program calls sound the independent verifier calls sound."""
import collections
import concurrent.futures
import copy
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile

import check
import generated
from check import canonical
from fixtures import BUREAU, DOMAIN, LASTWORD, copied, enrol, hold, lived, prepared, run, unguarded

MOST, LONGEST = 256 << 10, 60
# Files in one run of `verify`.
BATCH = 40
KINDS = ("register", "bundle", "district")
NUMBERS = [0, 1, 2, 3, 4, 7, 9, -1, 100, 1_000_000, 1_000_001, 2**31, 2**53 + 1, 10**15, 10**15 + 1, 2**63 - 1, -2**63, 2**63, 10**40]
TEXTS = ["", " ", "x", "p01", "m1", "1/100", "1/0", "0/0", "9223372036854775807/1", "2026-11-23", "9999-12-31", "0000-01-01",
         "2026-11-23T14:00:00.000+08:00", "9999-12-31T23:59:59.999+14:00", "none", "sitting", "30", "999999999999", "e\u0301", "\u2800", "\u200b",
         "长" * 5000, "0" * 64, "f" * 64, "box", "paper", "for", "passed", "party", "graded", "contested"]


def leaves(value, path=()):
    """The place of every value in it, whole objects and lists too."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from leaves(inner, (*path, key))


def other(r, value):
    """Something else in its place, often of its own kind."""
    if isinstance(value, bool):
        return r.choice([not value, 1, None])
    if isinstance(value, int) and r.random() < 0.9:
        return r.choice([*NUMBERS, value + 1, value - 1, -value])
    if isinstance(value, str) and r.random() < 0.9:
        return r.choice([*TEXTS, value + value, value[:-1], value[::-1]])
    if isinstance(value, list) and r.random() < 0.8:
        changed = copy.deepcopy(value)
        how = r.randrange(4)
        if how == 0 and changed:
            changed.append(copy.deepcopy(r.choice(changed)))
        elif how == 1 and changed:
            changed.pop(r.randrange(len(changed)))
        elif how == 2:
            r.shuffle(changed)
        else:
            changed = []
        return changed
    return r.choice([None, 0, "", [], {}, [[]], 1.5, True, r.choice(NUMBERS), r.choice(TEXTS)])


def changed(r, entries):
    """A copy with one to five values changed; a profile's hash follows it, as a forger would have it.

    Entries that stay as they are stay the same objects, which is how `Written` knows them."""
    out = list(entries)
    for _ in range(r.randint(1, 5)):
        at = r.randrange(len(out))
        out[at] = entry = copy.deepcopy(out[at])
        *way, last = r.choice(list(leaves(entry)))
        holder = entry
        for key in way:
            holder = holder[key]
        if isinstance(holder, dict) and r.random() < 0.07:
            del holder[last]
        else:
            holder[last] = other(r, holder[last])
    for entry, before in zip(out, entries):
        event = entry.get("event")
        if entry is not before and isinstance(event, dict) and event.get("type") == "planned" and "profile" in event and r.random() < 0.9:
            event["profileHash"] = hashlib.sha256(canonical(event["profile"]).encode()).hexdigest()
    return out


class Written:
    """The texts of sound entries and their digests, written once: most of a forged file is as it was."""

    def __init__(self, entries):
        self.entries = entries
        self.known = [self.text(entry) for entry in entries]

    def text(self, entry):
        body = canonical(entry).encode("utf-8", "surrogatepass")
        return body.decode("utf-8", "replace"), hashlib.sha256(body).digest()

    def chained(self, entries):
        """Each entry's text, the digest of that and its hash."""
        previous = bytes(32)
        for entry, sound, known in zip(entries, self.entries, self.known):
            body, digest = known if entry is sound else self.text(entry)
            previous = hashlib.sha256(DOMAIN + previous + digest).digest()
            yield body, digest, previous


class Seed:
    """A sound record as it lies in a register."""

    def __init__(self, path):
        self.path = path
        database = sqlite3.connect(path)
        self.entries = [json.loads(body) for (body,) in database.execute("SELECT body FROM entry ORDER BY seq")]
        database.close()
        self.written = Written(self.entries)

    def register(self, r, path):
        copied(self.path, path)
        with unguarded(path) as database:
            database.execute("DELETE FROM entry")
            for seq, (entry, (body, _, link)) in enumerate(zip(*self.forged(r)), 1):
                meeting = entry.get("meeting")
                database.execute("INSERT INTO entry (seq, meeting, body, hash) VALUES (?, ?, ?, ?)",
                                 (seq, meeting if isinstance(meeting, str) else None, body, link))
        return path

    def bundle(self, r, path):
        with open(self.sound, "rb") as file:
            parts = file.read().split(b"\n")
        left_out = json.loads(parts[0])["openMeetings"]
        lines, first, last = [], None, None
        for seq, (entry, (body, digest, link)) in enumerate(zip(*self.forged(r)), 1):
            name = entry.get("meeting")
            # Of a meeting that isn't over its hashes alone.
            what = {"digest": digest.hex()} if name in left_out else {"body": body}
            lines.append(canonical({**what, "hash": link.hex(), "seq": seq, **({"meeting": name} if isinstance(name, str) else {})}))
            first, last = first or link.hex(), link.hex()
        head = dict(json.loads(parts[0]), entries=len(lines), genesis=first, head=last)
        if r and r.random() < 0.1:
            key = r.choice(sorted(head))
            head[key] = other(r, head[key])
        archives = [line for line in parts[1:-2] if line.startswith(b'{"archive"')]
        body = b"".join(line + b"\n" for line in [canonical(head).encode(), *(line.encode() for line in lines), *archives])
        with open(path, "wb") as file:
            file.write(body + canonical({"seal": hashlib.sha256(body).hexdigest()}).encode() + b"\n")
        return path

    def forged(self, r):
        # A share is sound: the two have to agree on those too.
        entries = self.entries if r is None or r.random() < 0.02 else changed(r, self.entries)
        return entries, self.written.chained(entries)


class Districts:
    """A district's register, its copies of entries changed and chained anew, its own figures changed as they stand."""

    def __init__(self, path):
        self.path = path

    def district(self, r, path):
        copied(self.path, path)
        with unguarded(path) as database:
            if r.random() < 0.6:
                unit = r.choice([n for (n,) in database.execute("SELECT number FROM unit")])
                rows = database.execute("SELECT seq, body FROM entry WHERE unit = ? AND body IS NOT NULL ORDER BY seq", (unit,)).fetchall()
                written = Written([json.loads(body) for _, body in rows])
                for (seq, _), (body, _, link) in zip(rows, written.chained(changed(r, written.entries))):
                    database.execute("UPDATE entry SET body = ?, hash = ? WHERE unit = ? AND seq = ?", (body, link, unit, seq))
                database.execute("UPDATE unit SET head = ? WHERE number = ?", (link.hex(), unit))
            for _ in range(r.randint(0, 3)):
                table = r.choice(["unit", "merge", "line", "entry"])
                columns = [(name, kind) for _, name, kind, *_ in database.execute(f"PRAGMA table_info({table})")]
                name, kind = r.choice(columns)
                value = r.choice([n for n in NUMBERS if abs(n) < 2**63]) if kind == "INTEGER" else r.choice(TEXTS) if kind == "TEXT" else os.urandom(r.choice([0, 3, 32]))
                try:
                    database.execute(f"UPDATE {table} SET {name} = ? WHERE rowid IN (SELECT rowid FROM {table} LIMIT 1)" if table != "entry" else
                                     f"UPDATE entry SET {name} = ? WHERE seq = 1", (value,))
                except sqlite3.Error:
                    continue
        return path


def limited():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def called(*arguments, output=None):
    """The status; whatever ends it otherwise than by a status, or takes too much, is the finding."""
    process = subprocess.Popen([LASTWORD, *arguments], stdin=subprocess.DEVNULL, stdout=output or subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=limited)
    # A hang ends by a signal, which is a finding.
    signal.signal(signal.SIGALRM, lambda *_: process.kill())
    signal.alarm(LONGEST)
    _, status, usage = os.wait4(process.pid, 0)
    signal.alarm(0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode >= 0, f"{arguments[0]} ended by signal {-process.returncode}"
    assert process.returncode not in (70, 134, 139), f"{arguments[0]} ended with {process.returncode}"
    assert usage.ru_maxrss <= MOST, f"{arguments[0]} took {usage.ru_maxrss >> 10} MB"
    return process.returncode


def judged(paths):
    """Which of them the program calls sound, in one run; where that ends otherwise than by a status, the one it ended with."""
    with tempfile.TemporaryFile() as output:
        try:
            called("verify", "--json", *paths, output=output)
        except AssertionError:
            for path in paths:
                try:
                    called("verify", path)
                except AssertionError as fault:
                    raise Found(path, str(fault)) from fault
            raise
        output.seek(0)
        answers = [json.loads(line) for line in output]
    assert [a["file"] for a in answers] == paths, "a file wasn't judged"
    return {a["file"]: a["exit"] == 0 for a in answers}


class Found(Exception):
    """What a file brought about."""

    def __init__(self, path, what):
        super().__init__(what)
        self.path, self.what = path, what


def second_opinion(path):
    with open(path, "rb") as file:
        bundle = check.Bundle(file.read())
    bundle.check()
    return not bundle.faults


COMMANDS = [["show"], ["export", "accountability"], ["replay"], ["export", "minutes"], ["bundle"], ["engine"]]


def made(number, seed, seeds, district, folder):
    """One forged file: its kind, its path, and what else is to read it."""
    r = random.Random(f"{seed}/{number}")
    kind = KINDS[number % len(KINDS)]
    path = f"{folder}/{number}.{kind}"
    if kind == "district":
        district.district(r, path)
        return kind, path, [["export", "accountability", path, "--to", path + ".csv", "--force", "--by", "x"]] if r.random() < 0.1 else []
    source = r.choices(seeds, [s.weight for s in seeds])[0]
    if kind == "bundle":
        source.bundle(r, path)
        return kind, path, [["merge", f"{path}.lwd", path]] if r.random() < 0.05 else []
    source.register(r, path)
    if r.random() < 0.9:
        return kind, path, []
    command = r.choice(COMMANDS)
    meeting = [next((e["meeting"] for e in source.entries if e.get("meeting")), "2026-18")]
    rest = {"show": meeting, "replay": [*meeting, "--text"], "minutes": [*meeting, "--to", path + ".md", "--force"],
            "accountability": ["--to", path + ".csv", "--force", "--by", "x"], "bundle": ["--to", path + ".lwb", "--force"], "engine": []}[command[-1]]
    return kind, path, [[*command, path, *rest]]


def share(numbers, seed, seeds, district, folder, kept):
    """A batch of forged files, put to what reads such files: what was found, and how many of what there were."""
    count = collections.Counter()
    own = tempfile.mkdtemp(dir=folder)
    try:
        files = [made(number, seed, seeds, district, own) for number in numbers]
        sound = judged([path for _, path, _ in files])
        for kind, path, commands in files:
            count[kind] += 1
            count["sound"] += sound[path]
            for command in commands:
                try:
                    called(*command)
                except AssertionError as fault:
                    raise Found(path, str(fault)) from fault
            if kind != "bundle":
                continue
            try:
                second = second_opinion(path)
            except Exception as error:  # noqa: BLE001 it has to end with a judgement, whatever it reads
                raise Found(path, f"the independent verifier ends with {error!r}") from error
            if sound[path] and not second:
                raise Found(path, "sound to the program, not to the independent verifier")
            if second and not sound[path]:
                count["sound to the other alone"] += 1
                if kept:
                    shutil.copy(path, f"{kept}/other-{os.path.basename(path)}")
        return None, count
    except Found as found:
        if kept:
            shutil.copy(found.path, kept)
        return f"{os.path.basename(found.path)}: {found.what}", count
    finally:
        shutil.rmtree(own)


def grown(folder):
    """Sound registers: paper and box, appointments and what became of them, keys, every kind of matter, chiefs after the others."""
    seeds = []
    # Proving archives takes most of the time, and few values lead there.
    for name, weight, make in (
        ("life", 4, lived),
        ("again", 3, again),
        ("keys", 3, keyed),
        ("box", 0.2, held),
        ("random", 0.5, lambda own: generated.register(own, 3, 20261127, 1)),
    ):
        own = f"{folder}/{name}"
        os.mkdir(own)
        path = make(own)
        seed = Seed(path)
        seed.sound, seed.weight = f"{own}/sound.lwb", weight
        run("verify", path)
        run("bundle", path, "--to", seed.sound)
        seeds.append(seed)
    return seeds


def again(own):
    """A decision taken up again by a meeting that doesn't decide and by one that does; a veto; minutes approved on paper."""
    path = prepared(own)
    with open(f"{BUREAU}/meeting.jsonl", encoding="utf-8") as file:
        subprocess.run([LASTWORD, "engine", path, "--meeting", "2026-18"], stdin=file, capture_output=True, check=True)
    run("minutes", "seal", path, "2026-18", "--by", "p01", "--paper", f"{BUREAU}/roster.csv")
    profile = json.loads(run("profile", "show", "nanchuan", "--json"))
    people, at = [f"p{i:02}" for i in range(1, 10)], "2026-11-25T10:00:00+08:00"
    for name, decides in (("again-1", False), ("again-2", True)):
        lines = []

        def do(what, **fields):
            lines.append(json.dumps({"do": what, "at": at, **fields}, ensure_ascii=False))

        matters = [
            {"id": "m1", "kind": "appointment", "title": "再议", "recommendations": ["r1"], "candidates": [{"id": "p22", "name": "x", "post": "科长"}],
             "reconsiders": {"meeting": "2026-18", "matter": "m1", "supporters": people[:6], "wasDecided": True, "vetoes": 0}},
            {"id": "m2", "kind": "penalty", "title": "处罚", "recommendations": [], "candidates": []}]
        do("plan", title="再议会", organisation="o", place="室", scheduled=at, presiding="p01", secretary="p20", attendees=[], matters=matters, profile=profile,
           roll=[{"id": m, "name": "x", "rank": 1, "inCharge": []} for m in people])
        do("appointTellers", members=["p06", "p07"])
        for m in ("m1", "m2"):
            for paper in generated.PAPERS:
                do("recordPrerequisite", matter=m, prerequisite=paper, by="p03", on="2026-11-24", document={"title": "文", "sha256": "0" * 64})
        for m in people:
            do("arrive", member=m)
        do("convene")
        for m in ("m1", "m2"):
            do("introduce", matter=m, by={"m1": "p03", "m2": "p04"}[m])
            for who in [*people[2:], "p02", "p01"]:
                do("stateView", matter=m, member=who, stance="for", words="理由")
            if m == "m1" and not decides:
                do("defer", matter=m, ground="motion", by="p01", inFavour=9, reason="再议")
                continue
            do("openBallot", matters=[m], mode="paper")
            for teller in ("p06", "p07"):
                do("enterCount", teller=teller, issued=9, returned=9, figures=[{"matter": m, "valid": 9, "invalid": 0, "choices": [8, 1, 0]}])
            do("declare", by="p01")
        do("veto", matter="m2", by="p02", reasons="不当", document={"title": "否决书"})
        do("close", unfinished=[])
        subprocess.run([LASTWORD, "engine", path, "--meeting", name], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    found = generated.kinds(path)
    wanted = {"appointmentHeld": 2, "appointmentReleased": 1, "appointmentReturned": 1, "vetoed": 1, "minutesSealed": 1, "closed": 3}
    assert {k: v for k, v in found.items() if k in wanted and k != "vetoed"} == {k: v for k, v in wanted.items() if k != "vetoed"} and found["vetoed"] >= 2, found
    return path


def keyed(own):
    """Keys seen by others on paper and by keys, a signed recommendation, one withdrawn, a key revoked."""
    path = f"{own}/r.lwr"
    run("init", path, "--organisation", "区教育局", "--at", "2026-11-01T09:00:00+08:00")
    run("people", "import", path, f"{BUREAU}/roster.csv", "--at", "2026-11-01T09:00:00+08:00")
    code7, _ = enrol(path, "p07", "p06", "p08")
    code6, _ = enrol(path, "p06", "p07", "p08", signing=[code7])
    with open(f"{BUREAU}/recommendations.yaml", encoding="utf-8") as file:
        source = file.read().replace("附件: papers/", f"附件: {BUREAU}/papers/")
    with open(f"{own}/r.yaml", "w", encoding="utf-8") as file:
        file.write(source)
    run("people", "lodge", path, f"{own}/r.yaml", typed=f"{code7}\n{code6}\n")
    paper = {"title": "撤回书", "sha256": "0" * 64}
    run("engine", path, typed=json.dumps({"do": "people.withdraw", "recommendation": "r3", "by": "p09", "reason": "事", "paper": paper}, ensure_ascii=False) + "\n")
    run("key", "revoke", path, "p07", "--reason", "遗失", typed=code7 + "\n")
    found = generated.kinds(path)
    assert all(found.get(k) == n for k, n in (("keyEnrolled", 2), ("keyRevoked", 1), ("lodged", 3), ("withdrawn", 1))), found
    return path


def held(own):
    path = prepared(own)
    hold(path)
    return path


def merged(folder):
    units = []
    for name in ("甲局", "乙局"):
        own = f"{folder}/{name}"
        os.mkdir(own)
        path = lived(own, organisation=name)
        code, _ = enrol(path, "p20", "p06", "p08")
        run("bundle", path, "--to", f"{own}/a.lwb", "--by", "p20", typed=code + "\n")
        units.append(f"{own}/a.lwb")
    run("merge", f"{folder}/d.lwd", *units)
    return Districts(f"{folder}/d.lwd")


def test_forged_files(folder, size):
    files, seed, kept = size("files", 150, 200_000), size("seed", 20261127, 20261127), os.environ.get("LASTWORD_KEPT")
    seeds, district = grown(folder), merged(folder)
    # The control: what wasn't changed is sound to both, and one bound taken away is found by either.
    for source in seeds:
        assert second_opinion(source.sound) and called("verify", source.sound) == 0
        whole = source.bundle(None, f"{folder}/whole.bundle")
        assert second_opinion(whole) and called("verify", whole) == 0, source.path
    workers = 1 if files < 1000 else os.cpu_count()
    total = collections.Counter()
    with concurrent.futures.ProcessPoolExecutor(workers) as pool:
        parts = [range(n, min(n + BATCH, files)) for n in range(0, files, BATCH)]
        for fault, found in pool.map(share, parts, *([x] * len(parts) for x in (seed, seeds, district, folder, kept))):
            total += found
            done = sum(total[k] for k in KINDS)
            if done % 10_000 < BATCH:
                print(f"{done} of {files}", flush=True)
            assert fault is None, f"of seed {seed}, file {fault}"
    assert sum(total[k] for k in KINDS) == files and 0 < total["sound"] < files // 4, total
    assert total["sound to the other alone"] == 0, total
    print(f"{files} files ({total['register']} registers, {total['bundle']} bundles, {total['district']} districts), {total['sound']} of them sound, to both; "
          f"no trap, no hang, none over 256 MB")
