# SPDX-License-Identifier: GPL-3.0-or-later
"""What an insider puts in the way: a register that ends at the last number there is, files and links under the names that the program uses for a
moment, a line of digits in the place of a choice."""
import json
import os
import shutil
import subprocess

from fixtures import BUREAU, ENV, LASTWORD, prepared, run, unguarded

LAST = 2**63 - 1


def done(*arguments, **more):
    return subprocess.run([LASTWORD, *arguments, "--lang", "en"], env=ENV, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, **more)


def test_the_last_place_ends_nothing(tmp_path):
    register = prepared(str(tmp_path))
    with unguarded(register) as db:
        genesis = db.execute("SELECT hash FROM entry WHERE seq = 1").fetchone()[0].hex()
        meeting = db.execute("SELECT meeting FROM entry WHERE meeting IS NOT NULL").fetchone()
        body = db.execute("SELECT body FROM entry WHERE seq = 1").fetchone()[0]
        db.execute("INSERT INTO entry (seq, meeting, body, hash) VALUES (?, ?, ?, ?)", (LAST, None, body, b"\1" * 32))
    shutil.copy(register, f"{tmp_path}/plain.lwr")
    with open(register + ".cache", "w", encoding="utf-8") as file:
        json.dump({"genesis": genesis, "seq": LAST, "hashHex": "01" * 32}, file)
    for name in (register, f"{tmp_path}/plain.lwr"):
        for call in (("people", "import", name, f"{BUREAU}/roster.csv"), ("verify", name), ("replay", name, "--all"), ("meetings", name)):
            assert done(*call).returncode >= 0, (call, meeting)


def test_what_lies_under_a_passing_name_stays(tmp_path):
    os.mkdir(f"{tmp_path}/a.lwr.new")
    with open(f"{tmp_path}/a.lwr.new/kept", "w", encoding="utf-8") as file:
        file.write("x")
    assert done("init", f"{tmp_path}/a.lwr", "--organisation", "X").returncode == 0
    assert os.path.exists(f"{tmp_path}/a.lwr.new/kept")
    # A folder under the name that it does use is in the way, and stays.
    os.mkdir(f"{tmp_path}/.b.lwr.lastword-unfinished")
    assert done("init", f"{tmp_path}/b.lwr", "--organisation", "X").returncode not in (0, -4, -5)
    assert os.path.isdir(f"{tmp_path}/.b.lwr.lastword-unfinished")


def test_an_export_follows_no_link(tmp_path):
    register = prepared(str(tmp_path))
    victim = f"{tmp_path}/victim"
    with open(victim, "w", encoding="utf-8") as file:
        file.write("mine")
    script = 'ln -s "$1" "$2.part-$$"; exec "$3" export accountability "$4" --to "$2" --by x'
    subprocess.run(["bash", "-c", script, "bash", victim, f"{tmp_path}/led.csv", LASTWORD, register], env=ENV, check=True, capture_output=True, timeout=60)
    with open(victim, encoding="utf-8") as file:
        assert file.read() == "mine"
    made = os.lstat(f"{tmp_path}/led.csv")
    assert not os.path.islink(f"{tmp_path}/led.csv") and made.st_mode & 0o077 == 0
    assert not [name for name in os.listdir(tmp_path) if name.startswith("led.csv.part") and not os.path.islink(f"{tmp_path}/{name}")]
    assert run("verify", register)
