# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys and signatures from the command line, as their owners use them: a code is shown, written down and typed
again; a recommendation is read and signed. Its signature is checked by OpenSSL, and nothing of a code is on the disk."""
import json
import os
import subprocess

from fixtures import BUREAU, LASTWORD, enrol, run
from terminal import Terminal


def english(*arguments, **options):
    return run(*arguments, language="en", **options)


def at_a_terminal(register, source, witnesses):
    """A slip is asked for again there, with the text that is signed; the third one ends it."""
    # Both witnesses have keys, so both sign with them and no paper is asked for.
    t = Terminal([LASTWORD, "key", "enrol", register, "p08", "--witness", "p06", "--witness", "p07", "--lang", "en"], rows=30, columns=120)
    t.until("once more")
    code = t.find(r"((?:\d{4} ){4}\d{4})")
    t.type("1" * 20 + "\r")
    t.until("type it again")
    t.type("12\r")
    t.until("twenty digits")
    t.type(code + "\r")
    for witness in witnesses:
        t.until("type your signing code")
        t.type(witness + "\r")
        t.until("type your signing code" if witness != witnesses[-1] else "enrolled")
    assert t.end() == 0
    t.close()
    for right in (False, True):
        t = Terminal([LASTWORD, "people", "lodge", register, source, "--lang", "en"], rows=30, columns=120)
        for typed in ("1" * 20, "2" * 80, code if right else "3" * 20):
            # Each time the whole text stands above the question.
            t.until("type your signing code")
            assert t.has("任副科长四年"), t.text()
            t.type(typed + "\r")
        t.until("on record" if right else "E-KEY")
        assert t.end() == (0 if right else 65)
        t.close()
    return code


def by_openssl(folder, item, text):
    """Whether OpenSSL finds the signature to be one of this text."""
    prefix = bytes.fromhex("302a300506032b6570032100")
    names = {n: f"{folder}/{n}" for n in ("key", "text", "signature")}
    for name, data in (("key", prefix + bytes.fromhex(item["publicKey"])), ("text", text.encode()), ("signature", bytes.fromhex(item["signature"]))):
        with open(names[name], "wb") as file:
            file.write(data)
    done = subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", names["key"], "-rawin", "-in", names["text"], "-sigfile", names["signature"]],
        capture_output=True, check=False)
    return done.returncode == 0


def test_keys_and_signatures(folder):
    register = f"{folder}/r.lwr"
    english("init", register, "--organisation", "区教育局", "--at", "2026-11-01T09:00:00+08:00")
    english("people", "import", register, f"{BUREAU}/roster.csv", "--at", "2026-11-01T09:00:00+08:00")
    code7, _ = enrol(register, "p07", "p06", "p08")
    # Without the paper, or without the signature of a witness who has a key, nothing is enrolled.
    said = english("key", "enrol", register, "p06", "--witness", "p07", "--witness", "p08", status=77)
    assert "signs on paper" in said, said
    assert enrol(register, "p06", "p07", "p08", status=65, signing=["1" * 20])[0]
    assert "p06" not in english("key", "list", register)
    code6, said = enrol(register, "p06", "p07", "p08", retype=lambda c: c.replace(" ", ""), signing=[code7])
    assert "enrolled" in said, said
    assert code6 != code7
    # What the rules refuse costs nobody a code; a code mistyped enrols nobody.
    for arguments, status in ((("p07", "p06", "p08"), 77), (("p09", "p06"), 77), (("p09", "p09", "p06"), 77), (("nobody", "p06", "p08"), 77)):
        assert enrol(register, *arguments, status=status)[0] == "", arguments
    enrol(register, "p08", "p06", "p07", retype=lambda c: c[:-1] + ("0" if c[-1] != "0" else "1"), status=65)
    assert "p08" not in english("key", "list", register)

    # p07 alone; p06 with p08, who has no key and signed on paper.
    source = open(f"{BUREAU}/recommendations.yaml", encoding="utf-8").read()
    plain = source.replace("附件: papers/", f"附件: {BUREAU}/papers/")
    mine = f"{folder}/recommendations.yaml"
    with open(mine, "w", encoding="utf-8") as file:
        file.write(plain)
    refused = 0
    for typed in ("", "12345\n", code6 + "\n", code7[:-1] + str((int(code7[-1]) + 1) % 10) + "\n"):
        said = english("people", "lodge", register, mine, typed=typed, status=65)
        assert "E-KEY" in said, said
        refused += 1
    said = english("people", "lodge", register, mine, typed=f"{code7}\n{code6}\n")
    # The whole text stood on the screen before the code was asked for.
    assert "任副科长四年" in said and "answer for it" in said and said.index("answer for it") < said.index("signing code"), said
    checked = 0
    for name, signed in (("r1", 1), ("r2", 1), ("r3", 0)):
        found = json.loads(english("people", "statement", register, name, "--json"))
        assert len(found["signatures"]) == signed, found
        for item in found["signatures"]:
            assert item["valid"] and by_openssl(folder, item, found["text"])
            assert not by_openssl(folder, item, found["text"].replace("。", "、", 1)), "the control stands"
            checked += 1
    # A new name doesn't change what was signed then.
    before = english("people", "statement", register, "r1")
    renamed = f"{folder}/roster.csv"
    with open(renamed, "w", encoding="utf-8") as file:
        file.write("编号,姓名,序号\np22,卫寅,\n")
    assert "E-RENAME" in english("people", "import", register, renamed, status=65)
    english("people", "import", register, renamed, "--rename")
    assert english("people", "statement", register, "r1") == before
    # The owner revokes with the key, or two witnesses vouch for it: the secretary alone can't.
    english("key", "revoke", register, "p07", "--reason", "lost", status=65)
    english("key", "revoke", register, "p07", "--reason", "lost", typed=code6 + "\n", status=65)
    assert "signs on paper" in english("key", "revoke", register, "p07", "--reason", "lost", "--witness", "p06", "--witness", "p08", status=77)
    english("key", "revoke", register, "p07", "--reason", "lost", typed=code7 + "\n")
    assert "valid" in english("key", "list", register) and "revoked" in english("key", "list", register)
    again = plain.replace("编号: r1", "编号: r9").split("  - 编号: r2")[0]
    with open(mine, "w", encoding="utf-8") as file:
        file.write(again)
    # Without a key p07 signs on paper again; with a new one by a new code.
    english("people", "lodge", register, mine)
    fresh, _ = enrol(register, "p07", "p06", "p08", signing=[code6])
    with open(mine, "w", encoding="utf-8") as file:
        file.write(again.replace("r9", "r10"))
    english("people", "lodge", register, mine, typed=code7 + "\n", status=65)
    english("people", "lodge", register, mine, typed=fresh + "\n")
    assert "ound" in english("verify", register)
    with open(mine, "w", encoding="utf-8") as file:
        file.write(again.replace("r9", "r11").replace("p07", "p08").replace("郑庚", "王辛"))
    code8 = at_a_terminal(register, mine, (code6, fresh))
    proofs = {k["proof"] for k in json.loads(english("key", "list", register, "--json"))}
    assert proofs == {"onPaper", "byKeys"}, proofs
    assert "witnessed by keys: 1, witnessed on paper: 3" in english("verify", register), english("verify", register)
    # No code, in either form, is on the disk; the control is.
    data = b"".join(open(os.path.join(folder, n), "rb").read() for n in os.listdir(folder) if n.startswith("r.lwr"))
    for code in (code6, code7, code8, fresh):
        assert code.encode() not in data and code.replace(" ", "").encode() not in data
    assert "任副科长四年".encode() in data
    print(f"4 keys, {checked} signatures found sound by OpenSSL, {refused} wrong codes refused, slips at a terminal asked for again, no code on the disk")
