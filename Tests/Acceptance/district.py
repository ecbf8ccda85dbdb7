# SPDX-License-Identifier: GPL-3.0-or-later
"""Bundles and the district's register: what units send is merged whole or not at all; a bundle that was changed, cut,
unsigned or signed by a stranger is refused with the reason, a rewritten history is a conflict, and the list over all
units is the sum of their own."""
import collections
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess

from check import canonical
from fixtures import BUREAU, LASTWORD, by_protocol, enrol, lived, run, unguarded

AT = ["--at", "2029-07-02T09:00:00+08:00"]


def unit(folder, name):
    """The whole life of a register, and a key for who seals."""
    os.mkdir(folder)
    register = lived(folder, name)
    code, _ = enrol(register, "p20", "p06", "p08")
    return register, code


def bundle(register, to, code=None, status=0, by="p20"):
    by = ["--by", by] if code else []
    done = subprocess.run(
        [LASTWORD, "bundle", register, "--to", to, "--force", *by, "--lang", "en", "--json"], input=(code or "") + "\n", capture_output=True, text=True, timeout=60)
    assert done.returncode == status, (done.returncode, done.stdout, done.stderr)
    return json.loads(done.stdout) if status == 0 else done.stdout + done.stderr


def merge(district, *bundles, status=0):
    done = subprocess.run([LASTWORD, "merge", district, *bundles, "--json", "--lang", "en", *AT], capture_output=True, text=True, timeout=120)
    assert done.returncode == status, (done.returncode, done.stdout, done.stderr)
    return json.loads(done.stdout)


def listed(register, folder, *arguments):
    path = f"{folder}/list.jsonl"
    run("export", "accountability", register, "--to", path, "--force", "--by", "检查组", *AT, *arguments)
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def resealed(lines):
    """With a seal that fits, and the old signature: what a clever forger would send."""
    data = b"".join(lines[:-1])
    last = json.loads(lines[-1])
    last["seal"] = hashlib.sha256(data).hexdigest()
    return data + (canonical(last) + "\n").encode()


def rechained(lines):
    """With every hash computed again, from the entry that was changed on."""
    previous, out = bytes(32), []
    for line in lines[:-1]:
        item = json.loads(line)
        if "seq" in item:
            body = hashlib.sha256(item["body"].encode()).digest() if "body" in item else bytes.fromhex(item["digest"])
            previous = hashlib.sha256(b"lastword/entry/1\0" + previous + body).digest()
            item["hash"] = previous.hex()
        out.append(item)
    head = out[0]
    head["head"] = previous.hex()
    head["genesis"] = next(i["hash"] for i in out if i.get("seq") == 1)
    text = [(canonical(i) + "\n").encode() for i in out]
    return resealed(text + [lines[-1]])


def forgeries(data):
    lines = data.splitlines(keepends=True)
    entries = [i for i, l in enumerate(lines) if b'"seq":' in l]

    def changed(index, old, new, seal):
        copy = list(lines)
        assert old.encode() in copy[index], (old, copy[index][:200])
        copy[index] = copy[index].replace(old.encode(), new.encode(), 1)
        return seal(copy)

    view = next(i for i in entries if b"viewStated" in lines[i] and b'stance\\":\\"for' in lines[i])
    chief = max(i for i in entries if b"viewStated" in lines[i] and b'member\\":\\"p01' in lines[i])
    count = next(i for i in entries if b"countEntered" in lines[i])
    as_is = b"".join
    yield "a letter", changed(view, 'stance\\":\\"for', 'stance\\":\\"against', as_is), "E-SEAL"
    yield "a letter, sealed again", changed(view, 'stance\\":\\"for', 'stance\\":\\"against', resealed), "E-SIGNATURE"
    yield "a view, every hash again", changed(view, 'stance\\":\\"for', 'stance\\":\\"defer', rechained), "E-SIGNATURE"
    moved = list(lines)
    moved[view], moved[chief] = moved[chief], moved[view]
    yield "the chief moved forward", rechained(moved), "E-SIGNATURE"
    yield "a count", changed(count, 'issued\\":', 'issued\\":1', rechained), "E-SIGNATURE"
    yield "cut off", as_is(lines[:-1]), "E-CUT"
    yield "half a line", data[:len(data) - 40], "E-CUT"
    yield "an entry left out", resealed([l for i, l in enumerate(lines) if i != view]), "E-SIGNATURE"
    yield "the head's name", changed(0, '"organisation":"', '"organisation":"新', resealed), "E-SIGNATURE"
    last = json.loads(lines[-1])
    for name, value, code in (("signature", "0" * 128, "E-SIGNATURE"), ("publicKey", "1" * 64, "E-SIGNATURE"), ("person", "p01", "E-SIGNATURE")):
        other = dict(last, **{name: value})
        yield f"another {name}", as_is(lines[:-1]) + (canonical(other) + "\n").encode(), code
    number = re.search(rb'"seq":(\d+)', lines[entries[-1]]).group(0).decode()
    yield "a number beyond all", changed(entries[-1], number, '"seq":9223372036854775807', resealed), "E-BUNDLE"
    yield "no number at all", changed(entries[0], '"seq":1', '"seq":-9223372036854775808', resealed), "E-BUNDLE"
    named = next(i for i in entries if "城东小学".encode() in lines[i])
    for name, text in (("an escape", "\\\\u001b]0;x"), ("an override", "\u202e")):
        yield name, changed(named, "城东小学", "城东" + text, rechained), "E-SIGNATURE"
    yield "more behind the seal", data + b"{}\n", "E-BUNDLE"
    yield "a later form", data.replace(b"lastword/bundle/1", b"lastword/bundle/2", 1), "E-BUNDLE"
    yield "no bundle", b"PK\x03\x04 something else\n", "E-BUNDLE"
    yield "empty", b"", "E-BUNDLE"


def killed(folder, *bundles):
    """A first merge killed at its first calls, where the file is being made, and at a share of the rest: merging
    again takes what is missing."""
    path, trace = f"{folder}/killed.lwd", f"{folder}/calls"
    call = [LASTWORD, "merge", path, *bundles, *AT]

    def clean():
        for end in ("", "-journal", ".lock"):
            if os.path.exists(path + end):
                os.remove(path + end)

    subprocess.run(["strace", "-f", "-qq", "-o", trace, "-e", "trace=pwrite64,fdatasync,link,unlink", *call], capture_output=True, check=True)
    with open(trace, encoding="utf-8") as file:
        calls = collections.Counter(re.findall(r"^\d+\s+(\w+)\(", file.read(), re.M))
    points = [(name, n) for name, most in calls.items() for n in range(1, most + 1) if n <= 6 or n % max(1, most // 5) == 0]
    hit = unmade = recovered = 0
    for name, n in points:
        clean()
        done = subprocess.run(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={n}", *call], capture_output=True)
        hit += done.returncode in (-9, 137)
        # What stands under the name is a district's register, if only an empty one.
        if os.path.exists(path):
            recovered += os.path.exists(path + "-journal")
            run("verify", path)
        else:
            unmade += 1
        merge(path, *bundles)
        assert not os.path.exists(f"{folder}/.killed.lwd.lastword-unfinished"), "a second name of the same file"
        report = json.loads(run("verify", path, "--json"))
        assert report["sound"] and report["units"] == len(bundles), (name, n, report)
    assert hit == len(points) > 15 and 0 < unmade < hit and recovered > 2, (hit, unmade, recovered, points)
    return hit


def sticks(folder, register, bundle):
    """Where a disk has no links, all that is made under another name still gets its own, and takes nobody's."""
    stick = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=link", "-e", "inject=link:error=EPERM"]
    os.mkdir(f"{folder}/stick")
    made = {
        "r.lwr": ["init", f"{folder}/stick/r.lwr", "--organisation", "甲局"], "d.lwd": ["merge", f"{folder}/stick/d.lwd", bundle, *AT],
        "m.html": ["export", "minutes", register, "2026-18", "--to", f"{folder}/stick/m.html"]}
    for name, call in made.items():
        done = subprocess.run([*stick, LASTWORD, *call], capture_output=True, text=True)
        assert done.returncode == 0 and os.path.getsize(f"{folder}/stick/{name}") > 0, (name, done)
    assert {name for name in os.listdir(f"{folder}/stick") if not name.endswith((".lock", ".cache"))} == set(made), os.listdir(f"{folder}/stick")
    for name in ("r.lwr", "d.lwd"):
        run("verify", f"{folder}/stick/{name}")
    # A copy that somebody calls so is theirs.
    shutil.copy(f"{folder}/stick/d.lwd", f"{folder}/stick/d.lwd.new")
    merge(f"{folder}/stick/d.lwd", bundle)
    assert os.path.exists(f"{folder}/stick/d.lwd.new")
    again = subprocess.run([*stick, LASTWORD, *made["m.html"]], capture_output=True, text=True)
    assert again.returncode == 73 and "E-EXISTS" in again.stderr, again
    # A name that somebody only took is as good as none.
    open(f"{folder}/empty.lwd", "w", encoding="ascii").close()
    merge(f"{folder}/empty.lwd", bundle)
    run("verify", f"{folder}/empty.lwd")


def test_units_merged(folder):
    a, code_a = unit(f"{folder}/a", "甲局")
    b, code_b = unit(f"{folder}/b", "乙局")
    district = f"{folder}/district.lwd"
    bundle(a, f"{folder}/wrong.lwb", code_a[:-1] + str((int(code_a[-1]) + 1) % 10), status=65)
    assert not os.path.exists(f"{folder}/wrong.lwb")
    bundle(a, f"{folder}/unsigned.lwb")
    bundle(a, f"{folder}/a1.lwb", code_a)
    bundle(b, f"{folder}/b1.lwb", code_b)
    assert json.loads(run("verify", f"{folder}/a1.lwb", "--json"))["sound"]
    # A forgery is refused for its own reason, the sound one beside it is taken, and nothing of the first stays.
    data = open(f"{folder}/a1.lwb", "rb").read()
    refused = 0
    for name, forged, code in forgeries(data):
        path = f"{folder}/forged.lwb"
        with open(path, "wb") as file:
            file.write(forged)
        came = merge(f"{folder}/try.lwd", path, status=1)
        assert came["bundles"][0]["error"]["code"] == code, (name, came)
        # Seal and signature are looked at first; who looks at what is in it finds it all the same.
        assert subprocess.run([LASTWORD, "verify", path], capture_output=True).returncode in ((0, 1) if "head" in name or "another" in name else (1, 66)), name
        assert not os.path.exists(f"{folder}/try.lwd"), "an empty register of a district was left"
        refused += 1
    came = merge(f"{folder}/try.lwd", f"{folder}/unsigned.lwb", f"{folder}/nothing.lwb", f"{folder}/b1.lwb", status=1)
    codes = [i.get("error", {}).get("code") for i in came["bundles"]]
    assert codes == ["E-SIGNATURE", "E-NOFILE", None] and len(listed(f"{folder}/try.lwd", folder)) > 1, came

    cut_off = killed(folder, f"{folder}/a1.lwb", f"{folder}/b1.lwb")
    sticks(folder, a, f"{folder}/a1.lwb")
    came = merge(district, f"{folder}/a1.lwb", f"{folder}/b1.lwb")
    assert [i["change"] for i in came["bundles"]] == ["new unit"] * 2
    again = merge(district, f"{folder}/a1.lwb")
    assert again["bundles"][0]["change"] == "merged before, nothing new" and again["fingerprint"] == came["fingerprint"]
    # Time goes on in one unit; in a copy of it, otherwise.
    other = f"{folder}/other.lwr"
    shutil.copy(a, other)
    by_protocol(a, [{"do": "people.importPeople", "people": [{"id": "n1", "name": "新甲", "inCharge": []}], "at": "2029-07-03T09:00:00+08:00"}])
    by_protocol(other, [{"do": "people.importPeople", "people": [{"id": "n1", "name": "新乙", "inCharge": []}], "at": "2029-07-03T09:00:00+08:00"}])
    bundle(a, f"{folder}/a2.lwb", code_a)
    bundle(other, f"{folder}/other.lwb", code_a)
    came = merge(district, f"{folder}/a2.lwb")
    assert came["bundles"][0]["change"] == "1 entry more", came
    came = merge(district, f"{folder}/other.lwb", f"{folder}/a1.lwb", status=1)
    assert came["bundles"][0]["error"]["code"] == "E-CONFLICT" and came["bundles"][1]["ok"], came
    entry = re.search(r"entry (\d+)", came["bundles"][0]["error"]["en"]).group(1)
    assert int(entry) == json.loads(run("verify", a, "--json"))["entries"], came

    # A unit that begins anew isn't taken for another unit of that name, unless somebody says that it is.
    anew = f"{folder}/anew.lwr"
    run("init", anew, "--organisation", "甲局", "--at", "2026-11-02T09:00:00+08:00")
    run("people", "import", anew, f"{BUREAU}/roster.csv", "--at", "2026-11-02T09:00:00+08:00")
    code_anew, _ = enrol(anew, "p20", "p06", "p08")
    bundle(anew, f"{folder}/anew.lwb", code_anew)
    shutil.copy(district, f"{folder}/restarted.lwd")
    came = merge(f"{folder}/restarted.lwd", f"{folder}/anew.lwb", status=1)
    assert came["bundles"][0]["error"]["code"] == "E-RESTART", came
    assert json.loads(run("verify", f"{folder}/restarted.lwd", "--json"))["units"] == 2
    came = merge(f"{folder}/restarted.lwd", "--new-unit", f"{folder}/anew.lwb")
    assert came["bundles"][0]["change"] == "new unit", came
    assert json.loads(run("verify", f"{folder}/restarted.lwd", "--json"))["units"] == 3
    # Who holds a copy can enrol a key in it: the district doesn't know that key. With the owner's word it does.
    stranger = f"{folder}/stranger.lwr"
    shutil.copy(a, stranger)
    code, _ = enrol(stranger, "p07", "p06", "p08")
    bundle(stranger, f"{folder}/stranger.lwb", code, by="p07")
    came = merge(district, f"{folder}/stranger.lwb", status=1)
    assert came["bundles"][0]["error"]["code"] == "E-SIGNATURE", came
    enrolled = re.search(r"[0-9a-f]{64}", came["bundles"][0]["error"]["en"]).group(0)
    shutil.copy(district, f"{folder}/accepting.lwd")
    came = merge(f"{folder}/accepting.lwd", "--accept-signer", enrolled, f"{folder}/stranger.lwb")
    assert came["bundles"][0]["ok"], came

    # The list over all is the sum of the lists.
    own = []
    for register, name in ((a, "甲局"), (b, "乙局")):
        own += [dict(r, organisation=name) for r in listed(register, folder)[1:]]
    head, *rows = listed(district, folder)
    strip = lambda rows: sorted(json.dumps({k: v for k, v in r.items() if k != "no"}, ensure_ascii=False, sort_keys=True) for r in rows)
    assert strip(own) == strip(rows) and head["totals"]["rows"] == len(rows), (len(own), len(rows))
    assert head["totals"]["adverse"] == 2 and head["totals"]["findings"] == 2, head
    assert {r["organisation"] for r in listed(district, folder, "--unit", "乙局")[1:]} == {"乙局"}
    assert len(listed(district, folder, "--recommender", "郑庚")) == 3
    for name in ("d.xlsx", "d.csv", "d.html"):
        run("export", "accountability", district, "--to", f"{folder}/{name}", "--by", "检查组", *AT)

    # An open meeting goes along as hashes only.
    plan = f"{folder}/plan.yaml"
    text = open(f"{BUREAU}/plan.yaml", encoding="utf-8").read().replace("papers/", f"{BUREAU}/papers/")
    with open(plan, "w", encoding="utf-8") as file:
        file.write(re.sub(r" +推荐: .*\n", "", text.replace("会议: 2026-18", "会议: 2029-1").replace("2026-11-23T", "2029-07-20T")))
    run("meeting", "plan", b, plan, "--at", "2029-07-04T09:00:00+08:00")
    made = bundle(b, f"{folder}/b2.lwb", code_b)
    assert made["openMeetings"] == ["2029-1"]
    inside = open(f"{folder}/b2.lwb", encoding="utf-8").read()
    assert '"digest"' in inside and "城东小学" in inside and inside.count("2029-07-20") == 0
    assert merge(district, f"{folder}/b2.lwb")["bundles"][0]["ok"]

    # The fingerprint on paper is that of a merge, or it isn't.
    mark = json.loads(run("verify", district, "--json"))["head"]["zh"]
    run("verify", district, "--head", mark)
    # So does that of a unit's closing.
    closing = [m["fingerprint"]["zh"] for m in json.loads(run("verify", a, "--json"))["meetings"] if m.get("fingerprint")]
    assert closing and "甲局的第" in run("verify", district, "--head", closing[0]), closing
    run("verify", district, "--head", "渡口1900 骏马5820 梅花1970 钥匙0179", status=1)
    # A register is nobody's place for a bundle.
    for target in (a, district):
        run("bundle", b, "--to", target, "--force", status=73)
    # The district's own register, changed: found.
    report = json.loads(run("verify", district, "--json"))
    assert report["sound"] and report["units"] == 2, report
    found = listings = 0
    for change in (
        "UPDATE line SET grade = NULL WHERE grade IS NOT NULL", "UPDATE unit SET organisation = '丙局' WHERE number = 1", "DELETE FROM line WHERE unit = 2",
        "UPDATE entry SET body = replace(body, '任副科长四年', '任副科长五年') WHERE unit = 1",
        "DELETE FROM unit WHERE number = 2", "UPDATE unit SET sealed_by = '某人'", "UPDATE unit SET public_key = '00'",
        "UPDATE unit SET merged_at = '2020-01-01T00:00:00.000+08:00'", "UPDATE line SET unit = 99 WHERE unit = 2",
        "UPDATE entry SET unit = 99 WHERE unit = 2",
        "DELETE FROM entry WHERE unit = 1 AND seq = (SELECT max(seq) FROM entry WHERE unit = 1)",
    ):
        copy = f"{folder}/copy.lwd"
        shutil.copy(district, copy)
        db = sqlite3.connect(copy)
        assert db.execute(change).rowcount > 0, change
        db.commit()
        db.close()
        code = json.loads(run("verify", copy, "--json", status=1))["faults"][0]["code"]
        if " line " in change:
            assert code == "E-LIST", (change, code)
            done = subprocess.run([LASTWORD, "export", "accountability", copy, "--to", f"{folder}/false.csv", "--by", "x"], capture_output=True, text=True)
            assert done.returncode == 65 and "E-LIST" in done.stderr and not os.path.exists(f"{folder}/false.csv"), (change, done)
            listings += 1
        found += 1
    # By somebody who knows what guards the list: still not exported.
    for change in (
        "UPDATE line SET person_name = '某某' WHERE unit = 1; UPDATE merge SET body = json_remove(body, '$.lines')",
        "DELETE FROM line WHERE unit = 2; DELETE FROM unit WHERE number = 2",
        "DELETE FROM line WHERE unit = 2; DELETE FROM unit WHERE number = 2; DELETE FROM merge WHERE seq = (SELECT min(seq) FROM merge WHERE json_extract(body, '$.organisation') = '乙局')",
        "UPDATE line SET n = n + 100",
    ):
        copy = f"{folder}/copy.lwd"
        shutil.copy(district, copy)
        with unguarded(copy) as db:
            db.executescript(change)
        run("verify", copy, status=1)
        done = subprocess.run([LASTWORD, "export", "accountability", copy, "--to", f"{folder}/false.csv", "--by", "x"], capture_output=True, text=True)
        assert done.returncode == 65 and "E-LIST" in done.stderr and not os.path.exists(f"{folder}/false.csv"), (change, done)
        listings += 1
    assert listings == 7
    print(f"district: 2 units merged, {refused} forged bundles refused for their own reasons, 1 conflict, {len(rows)} lines the sum of the units' own, {cut_off} merges killed and done again, {found} changes of the district's register found, {listings} of its list not exported")
