#!/usr/bin/env python3
"""Fails when a module imports what docs/ARCHITECTURE.md doesn't let it, or a pure one imports effects."""
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OURS = {"Ballot", "Conduct", "Wording", "Record", "Intake", "BallotBox", "Meeting", "Personnel", "CSodium", "CCsv", "CICU", "CSimdJSON", "CSystem", "Signing", "District", "Replay", "Ledger", "Export", "CXlsxwriter", "CGMP", "CArchive", "CNcurses", "CTerminal", "Terminal", "Room", "GRDB", "Yams", "ArgumentParser"}
PURE = {"Meeting", "Personnel", "Ledger"}
ALLOWED = {
    "lastword": OURS - {"GRDB", "Yams", "CNcurses", "CGMP", "CArchive", "CSodium", "CCsv", "CICU", "CSimdJSON"},
    "lastword-bench": {"Ballot", "Conduct", "District", "Export", "Ledger", "Record", "Intake", "Meeting", "Personnel", "Replay", "Signing", "Wording", "GRDB"},
    "Replay": {"Record", "Meeting", "Personnel"},
    "District": {"Record", "Ledger", "Meeting", "Personnel", "Signing", "GRDB"},
    "Conduct": {"Ledger", "Ballot", "Record", "BallotBox", "Meeting", "Personnel", "Signing", "CSystem"},
    "Wording": {"Ballot", "BallotBox", "Record", "Intake", "Meeting", "Personnel"},
    "Record": {"Ballot", "Meeting", "Personnel", "GRDB", "CSodium", "CSimdJSON", "CSystem"},
    "Intake": {"Meeting", "Personnel", "Yams", "CCsv", "CICU", "CSystem"},
    "Meeting": {"Personnel"},
    "Ledger": {"Meeting", "Personnel"},
    "Export": {"Ledger", "Replay", "Record", "Wording", "Meeting", "Personnel", "CCsv", "CXlsxwriter"},
    "Terminal": {"CNcurses", "CTerminal"},
    "Room": {"Replay", "Ledger", "Export", "Terminal", "CTerminal", "Conduct", "Wording", "Intake", "Record", "BallotBox", "Meeting", "Personnel"},
    "Ballot": {"CGMP", "CSodium", "CArchive"},
    "BallotBox": {"Ballot", "CSodium"},
    "Personnel": {"Signing"},
    "Signing": {"CSodium"},
}
faults = files = 0
for module, allowed in ALLOWED.items():
    for folder, _, names in os.walk(os.path.join(ROOT, "Sources", module)):
        for name in (n for n in names if n.endswith(".swift")):
            files += 1
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                text = file.read()
            # One source of random bytes: libsodium's, in one place.
            for other in re.findall(r"SystemRandomNumberGenerator|\.random\(in|\.shuffled\(|\.shuffle\(\)|arc4random|BallotRandom \{|BallotRandom\(", text):
                if name != "Group.swift":
                    faults += 1
                    print(f"{module}/{name} draws from {other}")
            imports = set(re.findall(r"^\s*(?:public |@\w+ )*import (\w+)", text, re.M))
            bad = (imports & OURS) - allowed
            if module in PURE:
                bad |= imports - allowed
            for other in sorted(bad):
                faults += 1
                print(f"{module}/{name} imports {other}")
assert files > 50, "too few files were read"
print(f"arrows: {files} files, {faults} faults")
sys.exit(1 if faults else 0)
