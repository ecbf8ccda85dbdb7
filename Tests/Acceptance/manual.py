# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command of the manuals and the READMEs, typed as it stands there, in the order in which it stands there."""
import os
import re
import shutil
import subprocess
import tempfile

from fixtures import BUREAU, LASTWORD, ROOT, enrol, hold, prepared, run

# What opens the room is tried on a terminal (Screens), what builds by whoever reads this.
ELSEWHERE = re.compile(r"(lastword( meet .*| rehearse)?|make [a-z-]+)$")
# The document, and how many commands it has at least.
DOCUMENTS = {"docs/MANUAL": 20, "README": 10, "docs/START": 4, "docs/SECRETARY": 9, "docs/AUDITOR": 14, "docs/ADMINISTRATOR": 10, "docs/BALLOT": 3}
OUTCOMES = "任职编号,结果,日期,机构,依据,依据日期\n2026-18/m1,处分,2026-11-24,区纪委,处分决定,\n"


def commands(document):
    with open(os.path.join(ROOT, document), encoding="utf-8") as file:
        blocks = re.findall(r"^```sh\n(.*?)^```", file.read(), re.DOTALL | re.MULTILINE)
    lines = [re.sub(r"\s+#.*$", "", line) for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.strip()]


def follow(document, folder, boxed):
    """Gives how many were typed and how many are tried elsewhere."""
    shutil.copytree(BUREAU, folder, dirs_exist_ok=True)
    os.symlink(LASTWORD, f"{folder}/lastword")
    for name in ("signed.pdf", "签名页.pdf"):
        with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
            file.write("a scan\n")
    os.symlink(f"{ROOT}/Verifier", f"{folder}/Verifier")
    register, code, own, typed, elsewhere = f"{folder}/bureau.lwr", None, None, 0, 0
    env = dict(os.environ, PATH=f"{folder}:{os.environ['PATH']}", LASTWORD_LANG="en")
    held = False
    if not any("lastword init" in command for command in commands(document)):
        # What the reader was handed: a register with a closed meeting.
        subprocess.run([f"{BUREAU}/run", LASTWORD, f"{folder}/made"], capture_output=True, check=True)
        shutil.copy(f"{folder}/made/example.lwr", register)
        held = True
    for command in commands(document):
        if ELSEWHERE.match(command):
            elsewhere += 1
            continue
        after = re.match(r"lastword (show|verify|export|replay|minutes|bundle|people (outcomes|review|sheet))", command)
        if after and not held:
            held = True
            if os.path.exists(f"{folder}/plan.yaml") and "meeting plan" not in " ".join(commands(document)):
                for step in (["people", "lodge", register, f"{folder}/recommendations.yaml"], ["meeting", "plan", register, f"{folder}/plan.yaml"]):
                    subprocess.run([LASTWORD, *step], cwd=folder, capture_output=True, check=True)
            if "meeting.jsonl" not in " ".join(commands(document)):
                with open(f"{folder}/meeting.jsonl", encoding="utf-8") as file:
                    subprocess.run([LASTWORD, "engine", register, "--meeting", "2026-18"], stdin=file, capture_output=True, check=True)
        if command.startswith("lastword key enrol"):
            person, *witnesses = re.findall(r"\bp\d\d\b", command)
            own, _ = enrol(register, person, *witnesses)
            code, _ = enrol(register, "p20", *witnesses)
            typed += 1
            continue
        if "export ballot" in command or "--archive" in command or "belenios-tool" in command:
            # The example's meeting was on paper: the same one with its ballots held at the terminal.
            if command.startswith("belenios-tool") and not shutil.which("belenios-tool"):
                elsewhere += 1
                continue
            done = subprocess.run(["bash", "-c", command], cwd=boxed, env=env, capture_output=True, text=True, timeout=120)
            assert done.returncode == 0, (document, command, done.returncode, done.stdout[-600:], done.stderr[-600:])
            typed += 1
            continue
        if "--head" in command:
            mark = re.search(r"(?m)^closing fingerprint of m.*$|closing fingerprint: (.*)$", run("verify", register, "--lang", "en"), re.MULTILINE)
            command = re.sub(r'--head ".*"', f'--head "{mark.group(1)}"', command)
        if "outcomes" in command:
            with open(f"{folder}/outcomes.csv", "w", encoding="utf-8") as file:
                file.write(OUTCOMES)
        asks = "--sign" in command or re.search(r"bundle .*--by", command)
        if asks and code is None:
            code, _ = enrol(register, "p20", "p06", "p08")
        answer = own if "key revoke" in command else code if asks else ""
        done = subprocess.run(["bash", "-c", command], cwd=folder, env=env, input=f"{answer}\n", capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, (document, command, done.returncode, done.stdout[-600:], done.stderr[-600:])
        assert not done.stderr.startswith("lastword: E-"), (command, done.stderr)
        typed += 1
    return typed, elsewhere


def test_every_command_as_it_stands():
    said = []
    boxed = tempfile.mkdtemp(dir="/dev/shm")
    os.rename(prepared(boxed), f"{boxed}/bureau.lwr")
    hold(f"{boxed}/bureau.lwr")
    os.symlink(LASTWORD, f"{boxed}/lastword")
    for document, least in ((f"{name}{language}.md", least) for name, least in DOCUMENTS.items() for language in ("", ".zh-CN")):
        folder = tempfile.mkdtemp(dir="/dev/shm")
        try:
            shutil.rmtree(f"{boxed}/out", ignore_errors=True)
            typed, elsewhere = follow(document, folder, boxed)
            assert typed >= least, (document, typed)
            said.append(f"{document} {typed} (and {elsewhere} elsewhere)")
        finally:
            shutil.rmtree(folder)
    shutil.rmtree(boxed)
    print("manual: every command as it stands: " + ", ".join(said))
