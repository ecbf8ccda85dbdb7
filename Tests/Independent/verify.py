# SPDX-License-Identifier: GPL-3.0-or-later
"""An independent program's word on our archives, and ours on its: they have to agree, on archives as
they are and on every way of changing one. Differences are named, with their reason."""
import os
import random
import shutil
import subprocess
import tempfile

from archive import P, Q, Archive, leaves, put, tar
from fixtures import LASTWORD

BENCH = f"{os.path.dirname(LASTWORD)}/lastword-bench"
ENV = dict(os.environ, BELENIOS_USE_URANDOM="1", LC_ALL="C.UTF-8", LANG="C.UTF-8")

# What one of the two accepts and the other doesn't, and why that is as it should be.
EXPLAINED = {
    "unfinished": "the tool accepts an election that still runs; ours has to be finished",
    "spelling": "outside ballots the tool reads +1 and 01 as 1; for us a number has one spelling",
    "sum": "the tool adds the ballots up itself and doesn't look at the sum in the archive; we do both",
    "order": "the tool doesn't ask for EndBallots and EncryptedTally in their places; we do",
}


def theirs(folder):
    done = subprocess.run(["belenios-tool", "election", "verify", "--dir", folder], env=ENV, capture_output=True, text=True)
    return done.returncode == 0 and "all checks passed" in done.stderr, done.stderr.strip().split("\n")[-1]


def ours(path):
    done = subprocess.run([LASTWORD, "verify", "--archive", path, "--lang", "en"], env=ENV, capture_output=True, text=True)
    # 65: of a kind that it doesn't judge.
    assert done.returncode in (0, 1, 65), (done.returncode, done.stderr)
    return done.returncode == 0, (done.stderr or done.stdout).strip().split("\n")[0]


def both(data, uuid):
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/{uuid}.bel"
        with open(path, "wb") as file:
            file.write(data)
        return theirs(folder), ours(path)


def make(voters, tellers, answers):
    folder = tempfile.mkdtemp()
    subprocess.run([BENCH, "archive", f"{folder}/x", str(voters), str(tellers), *map(str, answers)], check=True, capture_output=True)
    with open(f"{folder}/{os.listdir(folder)[0]}", "rb") as file:
        data = file.read()
    shutil.rmtree(folder)
    return data


def tool_made(voters, tellers, questions, weights=None):
    """The tool's own way through an election."""
    folder = tempfile.mkdtemp()

    def run(*arguments, stdin=b""):
        return subprocess.run(["belenios-tool", *arguments], cwd=folder, env=ENV, input=stdin, capture_output=True, check=True).stdout
    uuid = run("setup", "generate-token").decode().strip()
    with open(f"{folder}/voters.txt", "w") as file:
        for i in range(voters):
            file.write(f"v{i}" + (f",v{i},{weights[i]}" if weights else "") + "\n")
    group = ["--group", "BELENIOS-2048"]
    run("setup", "generate-credentials", "--uuid", uuid, *group, "--file", "voters.txt")
    for name in os.listdir(folder):
        if name.endswith(".pubcreds"):
            os.rename(f"{folder}/{name}", f"{folder}/public_creds.json")
        if name.endswith(".privcreds"):
            os.rename(f"{folder}/{name}", f"{folder}/private_creds.txt")
    for _ in range(tellers):
        run("setup", "generate-trustee-key", *group)
    keys = [n for n in sorted(os.listdir(folder)) if n.endswith(".pubkey")]
    with open(f"{folder}/public_keys.jsons", "wb") as out:
        for key in keys:
            with open(f"{folder}/{key}", "rb") as file:
                out.write(file.read())
    run("setup", "make-trustees")
    with open(f"{folder}/q.json", "wb") as file:
        from archive import dump
        file.write(dump({"description": "", "name": "n", "questions": questions}))
    run("setup", "make-election", "--uuid", uuid, *group, "--template", "q.json")
    run("archive", "init")
    chance = random.Random(voters)
    with open(f"{folder}/private_creds.txt") as file:
        lines = [line.split() for line in file]
    for _, secret in lines:
        answers = []
        for q in questions:
            width = len(q["answers"]) + (1 if q.get("blank") else 0)
            # Answer 0 of a question with a blank is the blank itself.
            chosen = chance.randrange(width)
            answers.append([int(i == chosen) for i in range(width)])
        for name, text in (("c", secret), ("b", dump(answers).decode())):
            with open(f"{folder}/{name}", "w") as file:
                file.write(text)
        ballot = run("election", "generate-ballot", "--privcred", "c", "--ballot", "b")
        run("archive", "add-event", "--type=Ballot", stdin=ballot)
    run("archive", "add-event", "--type=EndBallots")
    run("archive", "add-event", "--type=EncryptedTally", stdin=run("election", "compute-encrypted-tally"))
    for i, key in enumerate(keys):
        part = run("election", "decrypt", "--privkey", key.replace("pubkey", "privkey"), "--trustee-id", str(i + 1))
        run("archive", "add-event", "--type=PartialDecryption", stdin=part)
    run("archive", "add-event", "--type=Result", stdin=run("election", "compute-result"))
    with open(f"{folder}/{uuid}.bel", "rb") as file:
        data = file.read()
    shutil.rmtree(folder)
    return data


def changed(value, kind):
    """One wrong value for a field."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + (1 if kind % 2 else -1)
    if isinstance(value, str) and value.isdigit() and len(value) > 20:
        n = int(value)
        modulus = P if len(value) > 100 else Q
        return [str((n + 1) % modulus), "0" + value, str((-n) % modulus), "1", str(n + modulus), "0", "+" + value,
                str(pow(n, 2, modulus))][kind % 8]
    if isinstance(value, str):
        return [value + "x", value[:-1], ""][kind % 3] if value else "x"
    return None


def fields(base, limit, seed):
    """Every kind of field, changed one at a time, with hashes and chain made anew."""
    chance = random.Random(seed)
    spots = []
    for s, step in enumerate(base.steps):
        for part in ("payload", "inner"):
            if isinstance(step.get(part), (dict, list)):
                spots += [(s, part, path) for path, _ in leaves(step[part])]
    hashes = {"election", "trustees", "credentials", "encrypted_tally"}
    spots = [x for x in spots if not (x[1] == "payload" and x[2][0] in hashes and "inner" in base.steps[x[0]])]
    chance.shuffle(spots)
    # One of each shape of field first, then at random.
    first, seen = [], set()
    for spot in spots:
        shape = (base.steps[spot[0]]["type"], spot[1], tuple(k for k in spot[2] if isinstance(k, str)))
        if shape not in seen:
            seen.add(shape)
            first.append(spot)
    turn = 0
    for s, part, path in first * 3 + spots[:limit]:
        made = base.copy()
        value = dict(leaves(made.steps[s][part]))[path]
        turn += 1
        new = changed(value, turn)
        if new is None or new == value:
            continue
        put(made.steps[s][part], path, new)
        kind = base.steps[s]["type"]
        respelt = isinstance(new, str) and new.lstrip("+0") == value
        reason = "sum" if kind == "EncryptedTally" else "spelling" if kind != "Ballot" and respelt else None
        yield f"{kind}.{part}.{'.'.join(map(str, path))} kind {turn % 8}", made.bytes(), reason


def structures(base):
    """Events and files: order, tail, repetition, owners."""
    kinds = [s["type"] for s in base.steps]
    loose = {"EndBallots", "EncryptedTally"}
    for i, kind in enumerate(kinds):
        made = base.copy()
        del made.steps[i]
        # Dropping a ballot leaves a sum that is wrong; dropping the last leaves a running election.
        yield f"without event {i} {kind}", made.bytes(), "unfinished" if i == len(kinds) - 1 else "order" if kind in loose else None
        made = base.copy()
        made.steps.insert(i, made.copy().steps[i])
        yield f"event {i} {kind} twice", made.bytes(), "order" if kind == "EndBallots" else None
        if i:
            made = base.copy()
            made.steps = made.steps[:i]
            yield f"tail cut before {i} {kind}", made.bytes(), "unfinished"
            made = base.copy()
            made.steps[i - 1], made.steps[i] = made.steps[i], made.steps[i - 1]
            yield f"events {i - 1} and {i} swapped", made.bytes(), "order" if {kind, kinds[i - 1]} == loose else None
        for field, value in (("height", i + 1), ("parent", "0" * 64), ("type", "Ballot" if kind != "Ballot" else "Result")):
            made = base.copy()
            made.steps[i]["event"] = {field: value}
            yield f"event {i} {kind}: {field}", made.bytes(), None
    made = base.copy()
    parts = made.of("PartialDecryption")
    parts[0]["payload"]["owner"], parts[1]["payload"]["owner"] = 2, 1
    yield "owners swapped", made.bytes(), None
    made = base.copy()
    trustees = made.of("Setup")[0]["inner"]["trustees"]
    trustees[0], trustees[1] = trustees[1], trustees[0]
    yield "tellers swapped", made.bytes(), None
    made = base.copy()
    credentials = made.of("Setup")[0]["inner"]["credentials"]
    credentials.append(credentials[0])
    yield "credential twice", made.bytes(), None
    made = base.copy()
    ballots = made.of("Ballot")
    ballots[0]["payload"]["answers"] = ballots[1]["payload"]["answers"]
    yield "answers copied from another ballot", made.bytes(), None
    files = base.files()
    time = int(base.header["timestamp"])
    raw = base.bytes()
    yield "zeroes behind the end", raw + bytes(1024), None
    yield "text behind the end", raw + b"x" * 512, None
    yield "half a block cut", raw[:-256], None
    yield "last block cut", raw[:-512], None
    yield "times differ", tar(files[:-1], time) + tar(files[-1:], time + 1), None
    yield "stray file", tar(files + [("0" * 64 + ".data.json", b"{}")], time), None
    for i in range(len(files)):
        other = files[:i] + [(files[i][0], files[i][1] + b" ")] + files[i + 1:]
        yield f"file {i} with a space more", tar(other, time), None
        if i + 1 < len(files):
            other = files[:i] + [files[i + 1], files[i]] + files[i + 2:]
            yield f"files {i} and {i + 1} swapped", tar(other, time), None


def test_archives_by_the_other_program_and_its_by_us():
    failures = []

    def check(name, data, uuid, expected, reason=None):
        (they, their_word), (we, our_word) = both(data, uuid)
        if reason and they and not we:
            return f"explained: {reason}"
        if they != we or (expected is not None and they != expected):
            failures.append(name)
            print(f"DIFFERS {name}: tool {they} ({their_word}); ours {we} ({our_word})")
            return "differs"
        return "accepted" if they else "refused"

    # Ours, by the tool.
    shapes = [(v, t, a) for v in (3, 15) for t, a in ((2, [2]), (3, [3, 4, 5]), (5, [2, 3, 4, 5, 6, 7]), (4, [7]))]
    shapes += [(200, 2, [3, 2]), (1, 2, [3])]
    # Marks, as contests for several posts have them, and a list of twenty.
    shapes += [(9, 2, ["3x2"]), (15, 3, ["4x1", "5x4", 3]), (11, 2, [3] * 20)]
    for voters, tellers, answers in shapes:
        data = make(voters, tellers, answers)
        check(f"ours {voters} {tellers} {answers}", data, Archive(data).of("Setup")[0]["inner"]["election"]["uuid"], True)
    print(f"ours: {len(shapes)} archives, all checks passed by the tool and by ourselves" if not failures else "ours: FAILED")
    # The tool's, by us.
    def q(n, **more):
        return {"answers": [f"a{i}" for i in range(n)], **more, "min": 1, "max": 1, "question": "?"}
    theirs_made = [tool_made(3, 2, [q(3)]), tool_made(5, 3, [q(2, blank=True), q(4)]), tool_made(4, 1, [q(3)], weights=[10**9, 2, 3, 9 * 10**10]),
                   tool_made(6, 2, [{**q(4, blank=True), "min": 0, "max": 2}])]
    for i, data in enumerate(theirs_made):
        check(f"theirs {i}", data, Archive(data).of("Setup")[0]["inner"]["election"]["uuid"], True)
    print(f"theirs: {len(theirs_made)} archives")
    # Changed.
    tally = {}
    for name, data, limit in (("ours", make(3, 2, [3, 2]), 60), ("ours with marks", make(3, 2, ["3x2"]), 60), ("theirs", theirs_made[1], 60)):
        base = Archive(data)
        assert base.bytes() == data, "taking apart and putting together changed the archive"
        uuid = base.of("Setup")[0]["inner"]["election"]["uuid"]
        for what, mutant, reason in list(fields(base, limit, 7)) + list(structures(base)):
            result = check(f"{name}: {what}", mutant, uuid, None, reason)
            tally[result] = tally.get(result, 0) + 1
    total = sum(tally.values())
    print(f"changed: {total} archives: {tally}")
    for key, why in EXPLAINED.items():
        print(f"  {key}: {why}")
    assert total >= 200, "too few changes"
    assert tally.get("refused", 0) >= 150, "hardly anything was refused"
    assert not failures, failures
